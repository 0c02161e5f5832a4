"""Counts by area or by square -> what the map lays under its marks: classes with a legend, as few characters as can be.

Borders are Natural Earth's, which the base map has: countries, and first-level areas by their GeoNames ids. An area of
ours that has no shape there (new provinces, governorates of Gaza) is a circle amid its events, of its class.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from geo.build import ensure
from store.areas import AreaCount, DensityCell, density_bits
from view.countries import country_name

Measure = Literal["events", "deaths"]
Layer = Literal["countries", "regions", "density"]
LAYERS: tuple[Layer, ...] = ("countries", "regions", "density")
CLASSES = 5
SHAPES = Path(__file__).parent.parent / "static" / "map" / "admin1.json"
_PROVINCES = "select country, name, geonameid from place where kind = 'province' and pack = 'base'"
MOST_CELLS, MOST_LISTED = 24_000, 2_000
"""Squares that are told as a picture of digits, and, where they lie too far apart for that, one by one."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What is laid on the map: ``data`` for the browser, and the legend's classes, lowest first."""

    data: dict[str, object]
    classes: tuple[str, ...]


def lower_bounds(values: Iterable[int]) -> tuple[int, ...]:
    """Return where the classes begin: round numbers that grow by about the same factor; () where nothing is counted.

    >>> lower_bounds([3, 0, 900, 40]), lower_bounds([2, 3]), lower_bounds([0])
    ((1, 2, 10, 50, 200), (1, 2, 3), ())
    """
    top = max(values, default=0)
    if top <= CLASSES:
        return tuple(range(1, top + 1))
    return tuple(sorted({_round(top ** (step / CLASSES)) for step in range(CLASSES)}))


def _round(value: float) -> int:
    """Return the nearest of 1, 2, 5, 10, 20 … that is not more.

    >>> [_round(each) for each in (1.0, 3.9, 70, 2500)]
    [1, 2, 50, 2000]
    """
    unit = int(10 ** (len(str(int(value))) - 1))
    return max(each for each in (1, 2, 5) if each * unit <= value) * unit


def class_names(lower: Sequence[int]) -> tuple[str, ...]:
    """Say the classes.

    >>> class_names((1, 2, 10))
    ('1', '2–9', '10+')
    """
    said = [f"{low:,}" if high - low == 1 else f"{low:,}–{high - 1:,}" for low, high in pairwise(lower)]
    return (*said, f"{lower[-1]:,}+") if lower else ()


def by_country(counts: Sequence[AreaCount], measure: Measure) -> Surface:
    """Return the countries by their letters: class, number and name of each.

    >>> by_country(archive.by_area(Filters(), "country"), "events").data["countries"]
    {'SY': [5, 8, 'Syria']}
    """
    lower = lower_bounds(_value(each, measure) for each in counts)
    told = {
        each.code: [_class(each, measure, lower), _value(each, measure), country_name(each.code)] for each in counts
    }
    return Surface({"countries": {code: row for code, row in told.items() if row[0]}}, class_names(lower))


def by_region(counts: Sequence[AreaCount], measure: Measure) -> Surface:
    """Return first-level areas: a digit for each of the base map's shapes, numbers of the fullest, circles for the rest.

    >>> made = by_region([AreaCount("SY/Homs", 12, 3), AreaCount("SY/Eastmark", 4, 9, 34.6, 39.2)], "events")
    >>> made.data["areas"].strip("0"), made.data["circles"], made.classes
    ('5', [[34.6, 39.2, 3, 4, 'Eastmark']], ('1', '2–4', '5+'))
    """
    lower = lower_bounds(_value(each, measure) for each in counts)
    digits = ["0"] * len(shapes())
    numbers: dict[int, int] = {}
    circles: list[list[object]] = []
    for each in counts:
        step, value, at = _class(each, measure, lower), _value(each, measure), shape_of(each.code)
        if step and at is not None:
            digits[at] = str(step)
            numbers[at] = value
        elif step and each.lat is not None and each.lon is not None:
            name = each.code.partition("/")[2]
            circles.append([round(each.lat, 3), round(each.lon, 3), step, value, name[:40]])
    busiest = dict(sorted(numbers.items(), key=lambda pair: -pair[1])[:300])
    return Surface(
        {"areas": "".join(digits).rstrip("0"), "numbers": busiest, "circles": circles[:300]}, class_names(lower)
    )


def by_square(cells: Sequence[DensityCell], measure: Measure, zoom: int) -> Surface:
    """Return the squares of the map: as a picture of digits, row by row, from its north-western square.

    >>> made = by_square([DensityCell(4, 7, 1, 0), DensityCell(6, 8, 90, 2)], "events", 3)
    >>> made.data["squares"], made.classes[-1]
    ({'bits': 7, 'x': 4, 'y': 7, 'wide': 3, 'digits': '100005'}, '20+')
    """
    lower = lower_bounds(_value(each, measure) for each in cells)
    told = {(each.x, each.y): _class(each, measure, lower) for each in cells}
    xs, ys = sorted({x for x, _ in told}), sorted({y for _, y in told})
    if not told:
        return Surface({"squares": None}, ())
    squares: dict[str, object] = {"bits": density_bits(zoom), "x": xs[0], "y": ys[0], "wide": xs[-1] - xs[0] + 1}
    if (xs[-1] - xs[0] + 1) * (ys[-1] - ys[0] + 1) <= MOST_CELLS:
        rows = range(ys[0], ys[-1] + 1), range(xs[0], xs[-1] + 1)
        squares["digits"] = "".join(str(told.get((x, y), 0)) for y in rows[0] for x in rows[1])
    else:
        fullest = sorted(told.items(), key=lambda pair: -pair[1])[:MOST_LISTED]
        squares["listed"] = [[x - xs[0], y - ys[0], step] for (x, y), step in fullest]
    return Surface({"squares": squares}, class_names(lower))


def _value(each: AreaCount | DensityCell, measure: Measure) -> int:
    return each.events if measure == "events" else each.deaths


def _class(each: AreaCount | DensityCell, measure: Measure, lower: Sequence[int]) -> int:
    """Return the class of a value, 1 the lowest of CLASSES; fewer classes are spread over all; 0: nothing."""
    at = bisect_right(lower, _value(each, measure))
    return 0 if not at else CLASSES if len(lower) == 1 else 1 + round((at - 1) * (CLASSES - 1) / (len(lower) - 1))


@cache
def shapes() -> tuple[tuple[str, str, int | None], ...]:
    """Return the first-level areas of the base map in its order: country, name, GeoNames id.

    >>> shapes()[0]
    ('AR', 'Entre Ríos', 3434137)
    """
    features = json.loads(SHAPES.read_bytes())["features"]
    return tuple(
        (each["properties"]["iso2"], each["properties"]["name"], each["properties"]["gn_id"]) for each in features
    )


@cache
def _shape_of() -> dict[str, int]:
    """Return "SY/Homs" -> which of the shapes it is: by the GeoNames id of the gazetteer's province, else by the name."""
    by_id = {ident: at for at, (_, _, ident) in enumerate(shapes()) if ident}
    found = {f"{country}/{name}": at for at, (country, name, _) in enumerate(shapes())}
    with sqlite3.connect(f"file:{ensure()}?mode=ro", uri=True) as gazetteer:
        provinces = gazetteer.execute(_PROVINCES).fetchall()
    return found | {f"{country}/{name}": by_id[ident] for country, name, ident in provinces if ident in by_id}


def shape_of(region: str) -> int | None:
    """Return which of the shapes a first-level area is; None where the base map has none.

    >>> shapes()[shape_of("SY/Homs")][1], shape_of("SY/Eastmark")
    ('Homs', None)
    """
    return _shape_of().get(region)
