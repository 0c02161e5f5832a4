"""A map layer of one's own: GeoJSON, such as control areas, read strictly, made small, and kept beside the archive's table.

Whatever the file holds, only shapes, names, days and plain styles are taken from it: no addresses, no markup, no scripts.
A file that is not what it should be is refused with one line.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from store.storage import storage_of

FOLDER = "_overlays"
MOST_BYTES, MOST_SHAPES, MOST_POINTS, LONGEST = 5_000_000, 3_000, 150_000, 120
DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""Geometry -> how many lists its positions lie in."""
LEAST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
"""Geometry -> how many positions a line or ring of it has at least."""
_COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\Z", re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{32}\Z")


class BadOverlay(ValueError):  # noqa: N818 - reads as what it is
    """A file that is no layer: the message is one line that says why, and where in the file."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A layer: what it is called, whose it is, of which day, and its shapes as the browser draws them, as JSON."""

    id: str
    name: str
    source: str
    date: str
    shapes: int
    content: bytes


def read_overlay(data: bytes, *, name: str = "", source: str = "", date: str = "") -> Overlay:
    """Return the layer of a GeoJSON file; what is given here goes before what the file says. Raises :class:`BadOverlay`.

    >>> area = {"type": "Polygon", "coordinates": [[[40, 35], [41, 35], [41, 36], [40, 35]]]}
    >>> made = read_overlay(json.dumps(area).encode(), name="Front line", source="Own map", date="2017-10-02")
    >>> made.name, made.shapes
    ('Front line', 1)
    >>> read_overlay(b"<svg>")
    Traceback (most recent call last):
    store.overlays.BadOverlay: no GeoJSON: it is not JSON (line 1)
    """
    if len(data) > MOST_BYTES:
        raise BadOverlay(f"too large: at most {MOST_BYTES // 1_000_000} MB of GeoJSON can be shown")  # noqa: EM102, TRY003
    told = _json(data)
    features = list(_features(told))
    if not features:
        raise BadOverlay("there is no shape in it")  # noqa: EM101, TRY003
    points = [0]
    shapes = [_shape(feature, number, points) for number, feature in enumerate(features, 1)]
    head = {
        "name": _text(name) or _text(told.get("name")) or "Layer",
        "source": _text(source) or _text(told.get("source")),
        "date": _day(date) or _day(_text(told.get("date"))),
    }
    content = json.dumps({**head, "shapes": shapes}, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )
    return Overlay(hashlib.sha256(content).hexdigest()[:32], **head, shapes=len(shapes), content=content)


def _json(data: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise BadOverlay("no GeoJSON: it is not UTF-8 text") from None  # noqa: EM101, TRY003
    except json.JSONDecodeError as error:
        raise BadOverlay(f"no GeoJSON: it is not JSON (line {error.lineno})") from None  # noqa: EM102, TRY003
    except (RecursionError, ValueError):
        raise BadOverlay("no GeoJSON: a number or a nesting in it is none that a map has") from None  # noqa: EM101, TRY003
    if not isinstance(told, dict):
        raise BadOverlay("no GeoJSON: it is a list or a single value")  # noqa: EM101, TRY003
    if "crs" in told and not re.search(r"CRS84|4326", str(told["crs"])[:300]):
        raise BadOverlay("its coordinates are not degrees (WGS 84): save it in EPSG:4326")  # noqa: EM101, TRY003
    return told


def _no_number(text: str) -> float:
    raise ValueError(text)


def _features(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the features; of a bare geometry one."""
    kind = told.get("type")
    if kind == "FeatureCollection":
        features = told.get("features")
        if not isinstance(features, list):
            raise BadOverlay("its features are no list")  # noqa: EM101, TRY003
        if len(features) > MOST_SHAPES:
            raise BadOverlay(f"too many shapes: at most {MOST_SHAPES:,} can be shown")  # noqa: EM102, TRY003
        yield from features
    elif kind == "Feature":
        yield told
    elif isinstance(kind, str) and kind in DEPTH:
        yield {"type": "Feature", "geometry": told}
    else:
        raise BadOverlay(f"no GeoJSON: its type is {str(kind)[:40]!r}")  # noqa: EM102, TRY003


def _shape(feature: object, number: int, points: list[int]) -> dict[str, object]:
    """Return one shape as the browser draws it; ``points`` counts the positions of all."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or not isinstance(kind, str) or kind not in DEPTH:
        raise BadOverlay(f"shape {number}: no point, line or area")  # noqa: EM102, TRY003
    coordinates = _positions(geometry.get("coordinates"), DEPTH[kind], LEAST.get(kind, 1), number, points)
    properties = feature.get("properties") if isinstance(feature, dict) else None
    said = properties if isinstance(properties, dict) else {}
    label = next((text for key in ("name", "title", "label") if (text := _text(said.get(key)))), "")
    return {"type": kind, "coordinates": coordinates, "label": label, **_style(said)}


def _positions(told: object, depth: int, least: int, number: int, points: list[int]) -> list[Any]:
    """Return coordinates with five decimals, checked one by one."""
    if not isinstance(told, list):
        raise BadOverlay(f"shape {number}: its coordinates are no list")  # noqa: EM102, TRY003
    if depth == 0:
        points[0] += 1
        if points[0] > MOST_POINTS:
            raise BadOverlay(f"too detailed: at most {MOST_POINTS:,} points can be shown")  # noqa: EM102, TRY003
        return _position(told, number)
    if depth == 1 and len(told) < least:
        raise BadOverlay(f"shape {number}: a line or ring of {len(told)} points")  # noqa: EM102, TRY003
    return [_positions(each, depth - 1, least, number, points) for each in told]


def _position(told: list[object], number: int) -> list[float]:
    pair = told[:2]
    good = len(pair) == 2 and all(isinstance(each, int | float) and not isinstance(each, bool) for each in pair)
    if good:
        lon, lat = (float(each) if abs(each) < 1e6 else math.inf for each in pair)  # type: ignore[arg-type]
        if abs(lon) <= 180 and abs(lat) <= 90:
            return [round(lon, 5), round(lat, 5)]
    raise BadOverlay(f"shape {number}: {str(pair)[:60]} is no longitude and latitude in degrees")  # noqa: EM102, TRY003


def _style(said: Mapping[str, Any]) -> dict[str, object]:
    """Return colours and widths as simplestyle names them, where they are plain."""
    fill = next((said[key] for key in ("fill", "color", "colour", "stroke") if _colour(said.get(key))), "")
    stroke = next((said[key] for key in ("stroke", "color", "colour", "fill") if _colour(said.get(key))), "")
    made: dict[str, object] = {"fill": fill, "stroke": stroke}
    for key, least, most in (("stroke-width", 0.5, 8), ("fill-opacity", 0, 1)):
        value = said.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            made[key] = max(least, min(most, value))
    return {key: value for key, value in made.items() if value != ""}


def _colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.match(value) is not None


def _text(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return " ".join("".join(each if each.isprintable() else " " for each in text[:1000]).split())[:LONGEST]


def _day(text: str) -> str:
    """Return a day as YYYY-MM-DD; "" where it is none."""
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def keep_overlay(address: str, overlay: Overlay) -> None:
    """Keep a layer beside the archive's table, for all who read it.

    >>> here = new_archive().address
    >>> made = read_overlay(b'{"type": "Point", "coordinates": [40, 35]}', name="Post")
    >>> keep_overlay(here, made)
    >>> [each.name for each in kept_overlays(here)], kept_overlay(here, made.id) == made
    (['Post'], True)
    """
    storage_of(address).write(f"{FOLDER}/{overlay.id}.json", overlay.content)


def kept_overlays(address: str) -> tuple[Overlay, ...]:
    """Return the layers that are kept, by name.

    >>> kept_overlays(archive.address)
    ()
    """
    names = (name.rpartition("/")[2].removesuffix(".json") for name in storage_of(address).names(FOLDER))
    found = (kept_overlay(address, name) for name in names)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.name, each.date, each.id)))


def kept_overlay(address: str, ident: str) -> Overlay | None:
    """Return the layer of this id; None where none is kept, or it is damaged.

    >>> kept_overlay(archive.address, "../secrets") is None
    True
    """
    if not _ID.match(ident):
        return None
    try:
        content = storage_of(address).read(f"{FOLDER}/{ident}.json")
        told = json.loads(content)
        return Overlay(ident, told["name"], told["source"], told["date"], len(told["shapes"]), content)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def drop_overlay(address: str, ident: str) -> None:
    """Take a layer away.

    >>> drop_overlay(archive.address, "0" * 32)
    """
    if _ID.match(ident):
        storage_of(address).remove(f"{FOLDER}/{ident}.json")
