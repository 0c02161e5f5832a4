"""The base map's files -> what a snapshot needs of them: fine where the events are, coarse everywhere else.

The same files by the same names, so that the page's own map code (static/map/basemap.js) draws them; only smaller, so
that they can be mailed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from store import Window

FOLDER = Path(__file__).parent.parent / "static" / "map"
COARSE = 0.06
"""Degrees by which a coast far from the events may be off."""
FINER = (0.0, 0.006, 0.015, 0.04, 0.08)
"""The same near the events; the first one that stays within MOST_BYTES is taken."""
MOST_BYTES = 700_000
MOST_TOWNS = {"towns.json": 1500, "towns-near.json": 2500, "towns-local.json": 2500}
WIDEST = 20.0
"""Degrees of longitude up to which the smallest towns are worth their bytes."""

WIDE = 60.0
"""Degrees of longitude beyond which fine borders could not be seen anyway."""
SMALL, LARGE = 9, 3
"""Natural Earth's rank of the smallest waters kept, in a narrow and in a wide window."""

Feature = dict[str, Any]
Outlines = dict[int | str, BaseGeometry]
"""GeoNames id of a province, or letters of a country -> its outline."""


@lru_cache(maxsize=4)
def ground(window: Window | None, areas: frozenset[int | str]) -> dict[str, object]:
    """Return file name -> content. ``areas`` are those whose outlines will be asked for: GeoNames ids of provinces, letters.

    ``window`` is where the events are; for None, or one wider than WIDE, all is coarse.

    >>> cut = ground(Window(34, 39, 36, 41), frozenset())
    >>> sorted(cut)[:3], len(cut["towns.json"]) < 1500
    (['admin1.json', 'area-names.json', 'lines.json'], True)
    """
    box = _padded(window or Window(-60, -180, 80, 180))
    wide = box.bounds[2] - box.bounds[0] > WIDE
    world = _coarse()
    near = _far(world, areas) if wide else _fine(box, world, areas)
    return {
        "world.json": _collection(world, _countries(areas)),
        **near,
        "waters.json": _waters(box, LARGE if wide else SMALL),
        **_towns(box),
        "area-names.json": _names(box),
    }


def _far(world: Sequence[tuple[str, BaseGeometry]], areas: frozenset[int | str]) -> dict[str, object]:
    """Return the coarse world once more, for the zooms at which the map asks for the fine one."""
    land = [(kind, geometry) for kind, geometry in world if not kind]
    lines = [(kind, geometry) for kind, geometry in world if kind]
    return {"admin1.json": _collection(land, _outlines(areas)), "lines.json": _collection(lines)}


def _outlines(areas: frozenset[int | str]) -> Outlines:
    """Return the outlines of provinces and of countries; no area is 0."""
    rows = features("admin1.json") if areas else ()
    return {about["gn_id"]: geometry for about, geometry in rows if about["gn_id"] in areas} | _countries(areas)


def _countries(areas: frozenset[int | str]) -> Outlines:
    rows = features("world.json") if areas else ()
    found = ((about.get("iso2"), geometry) for about, geometry in rows if about.get("iso2") in areas)
    return {letters: geometry.simplify(COARSE) for letters, geometry in found if letters}


def _padded(window: Window) -> BaseGeometry:
    """Widen the window so that looking round a little stays in the fine part; a window over the date line is halved."""
    east = window.east if window.east >= window.west else 180.0
    room = max(2.0, 0.9 * max(east - window.west, window.north - window.south))
    return shapely.box(
        max(-180, window.west - room),
        max(-85, window.south - room),
        min(180, east + room),
        min(85, window.north + room),
    )


@cache
def features(name: str) -> tuple[tuple[dict[str, Any], BaseGeometry], ...]:
    """Return (properties, geometry) of each feature of a file of the base map; read once.

    >>> about, geometry = features("lines.json")[0]
    >>> about["kind"], geometry.geom_type
    ('border', 'MultiLineString')
    """
    text = (FOLDER / name).read_text(encoding="utf-8")
    shapes = shapely.get_parts(shapely.from_geojson(text))
    return tuple(zip((each["properties"] for each in json.loads(text)["features"]), shapes, strict=True))


@cache
def _coarse() -> tuple[tuple[str, BaseGeometry], ...]:
    """Return (kind, geometry) of the world: land, then borders and disputed ones."""
    rows = ((str(about.get("kind") or ""), geometry) for about, geometry in features("world.json"))
    return tuple((kind, shapely.make_valid(geometry.simplify(COARSE))) for kind, geometry in rows)


def _fine(
    box: BaseGeometry, world: Sequence[tuple[str, BaseGeometry]], areas: frozenset[int | str]
) -> dict[str, object]:
    """Return land and lines, as fine as the bytes allow."""
    near = [geometry for _, geometry in features("admin1.json") if geometry.intersects(box)]
    land = shapely.clip_by_rect(shapely.union_all(shapely.make_valid(near)), *box.bounds)
    lines = {about["kind"]: shapely.clip_by_rect(geometry, *box.bounds) for about, geometry in features("lines.json")}
    far = [(kind, geometry.difference(box)) for kind, geometry in world]
    rest, beyond = [(kind, geometry) for kind, geometry in far if not kind], dict(far)
    made: dict[str, object] = {}
    for tolerance in FINER:
        strings = ((kind, _joined(each.simplify(tolerance), beyond.get(kind))) for kind, each in lines.items())
        made = {
            "admin1.json": _collection([("", land.simplify(tolerance)), *rest], _outlines(areas)),
            "lines.json": _collection(strings),
        }
        if len(json.dumps(made)) <= MOST_BYTES:
            break
    return made


def _joined(near: BaseGeometry, far: BaseGeometry | None) -> BaseGeometry:
    """Return the strings of both as one collection of strings."""
    both = [near] if far is None else [near, far]
    parts = [part for each in both for part in getattr(each, "geoms", [each]) if part.geom_type == "LineString"]
    return shapely.MultiLineString([part for part in parts if not part.is_empty])


def _waters(box: BaseGeometry, least: int) -> dict[str, object]:
    rows = [(about, geometry) for about, geometry in features("waters.json") if (about["scalerank"] or 0) <= least]
    clipped = ((about, shapely.clip_by_rect(geometry, *box.bounds)) for about, geometry in rows)
    kept = [_feature(geometry.simplify(0.004), about) for about, geometry in clipped if not geometry.is_empty]
    return {"type": "FeatureCollection", "features": kept}


def _towns(box: BaseGeometry) -> dict[str, object]:
    """Return the lists of towns, each cut to the box; they stand by weight, the heaviest first."""
    west, south, east, north = box.bounds
    made: dict[str, object] = {}
    for name, most in MOST_TOWNS.items():
        wanted = name != "towns-local.json" or east - west <= WIDEST
        rows = json.loads((FOLDER / name).read_text(encoding="utf-8")) if wanted else []
        made[name] = [row for row in rows if south <= row[1] <= north and west <= row[2] <= east][:most]
    return made


def _names(box: BaseGeometry) -> dict[str, object]:
    names = json.loads((FOLDER / "area-names.json").read_text(encoding="utf-8"))
    west, south, east, north = box.bounds
    inside = [row for row in names["areas"] if south <= row[1] <= north and west <= row[2] <= east]
    return {"states": names["states"], "areas": inside}


def _collection(rows: Iterable[tuple[str, BaseGeometry]], outlines: Outlines | None = None) -> dict[str, object]:
    """Make a GeoJSON collection of lines and land by kind, of provinces by their GeoNames ids, of countries by their letters."""
    features = [_feature(geometry, {"kind": kind, "gn_id": 0}) for kind, geometry in rows if not geometry.is_empty]
    features += [
        _feature(
            geometry.simplify(0.01), {"kind": "", **({"iso2": code} if isinstance(code, str) else {"gn_id": code})}
        )
        for code, geometry in (outlines or {}).items()
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: BaseGeometry, properties: dict[str, Any]) -> Feature:
    """Make a GeoJSON feature; all rings are wound the same way, so that land on land stays land when filled."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": _rounded(mapping(shapely.orient_polygons(geometry))),
    }


def _rounded(value: Any) -> Any:  # noqa: ANN401 - GeoJSON
    """Round every coordinate to some hundred metres."""
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list | tuple) else value
