"""What is known to an area only, and all events by area: no points, but areas with a number.

From afar the areas of a country are one mark at the middle of them, as their names could not all be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from store.answers import AREA_KINDS, Marker
from store.columns import GRID_BITS
from store.conditions import where_of
from store.filters import Filters
from store.index import Index
from store.window import Window

WIDE = "(e.place_kind in ({}))".format(", ".join(f"'{kind}'" for kind in AREA_KINDS))
"""SQL: whether an event is known to an area only. (A null kind is none: ``case`` takes it for false.)"""
ROLLED_BELOW = 5
"""The zoom from which on each area has a mark of its own."""
Level = Literal["country", "region"]
CELL_BITS = 4
"""A cell of the density is 2 to this power pixels wide."""
_BY_AREA = """
select e.{level}, count(*) :: bigint, coalesce(sum(deaths_best), 0) :: bigint, avg(lat), avg(lon)
from event e where {where} and e.{level} is not null group by 1 order by 2 desc, 1"""
_DENSITY = """
select mx >> {shift}, my >> {shift}, count(*) :: bigint, coalesce(sum(deaths_best), 0) :: bigint
from event e where {where} group by 1, 2"""


@dataclass(frozen=True, slots=True)
class AreaCount:
    """An area and what happened in it. ``code`` is a country's letters or "SY/Homs"; ``lat``/``lon`` amid its events."""

    code: str
    events: int
    deaths: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class DensityCell:
    """A square of the map and what happened in it; ``x`` and ``y`` count from the north-west in 2**bits squares each way."""

    x: int
    y: int
    events: int
    deaths: int


def by_area(index: Index, filters: Filters, level: Level) -> tuple[AreaCount, ...]:
    """Return what happened in each country or first-level area, most events first.

    >>> [(each.code, each.events, each.deaths) for each in by_area(index, Filters(), "region")][:1]
    [('SY/Eastmark', 6, 9)]
    """
    where = where_of(filters)
    sql = _BY_AREA.format(level=level, where=where.sql)
    return tuple(AreaCount(*row) for row in index.execute(sql, where.values).fetchall())


def density_bits(zoom: int) -> int:
    """Return into how many squares (2 to this power, each way) the world is cut at a zoom.

    >>> density_bits(3), density_bits(30)
    (7, 24)
    """
    return min(GRID_BITS, max(0, zoom) + 8 - CELL_BITS)


def density(index: Index, filters: Filters, *, window: Window, zoom: int) -> tuple[DensityCell, ...]:
    """Return the squares of the window in which something happened; what is known to an area only is in none.

    >>> [(each.events, each.deaths) for each in density(index, Filters(), window=Window(34.9, 39.9, 35.1, 40.1), zoom=9)]
    [(3, 9)]
    """
    where = where_of(filters, ("e.lat is not null", ()), (f"{WIDE} is not true", ()), window.sql())
    sql = _DENSITY.format(shift=GRID_BITS - density_bits(zoom), where=where.sql)
    return tuple(DensityCell(*row) for row in index.execute(sql, where.values).fetchall())


def rolled(marks: Iterable[Marker], zoom: int) -> tuple[Marker, ...]:
    """Return the marks, seen from afar with one for all areas of a country.

    >>> (area,) = archive.markers(Filters(kinds=("province",)), window=Window(30, 35, 40, 45), zoom=7)
    >>> other = replace(area, lat=36.6, bounds=Window(36.6, 39.2, 36.6, 39.2))
    >>> [(each.count, round(each.lat, 1), each.spot) for each in rolled([area, other], 3)]
    [(2, 35.6, False)]
    >>> rolled([area, other], 6) == (area, other)
    True
    """
    if zoom >= ROLLED_BELOW:
        return tuple(marks)
    groups: dict[object, list[Marker]] = {}
    for mark in marks:
        groups.setdefault(mark.country if mark.area and mark.country else (mark.lat, mark.lon, mark.area), []).append(
            mark
        )
    return tuple(group[0] if len(group) == 1 else _one(group) for group in groups.values())


def _one(marks: Sequence[Marker]) -> Marker:
    """Return one mark for the areas of a country, at the middle of their events."""
    count = sum(mark.count for mark in marks)
    boxes = [mark.bounds for mark in marks]
    kinds = tuple(map(sum, zip(*(mark.kinds for mark in marks), strict=True)))
    busiest = max(marks, key=lambda mark: (mark.count, mark.ids))
    return replace(
        busiest,
        lat=sum(mark.lat * mark.count for mark in marks) / count,
        lon=sum(mark.lon * mark.count for mark in marks) / count,
        count=count,
        ids=busiest.ids[:1],
        spot=False,
        mixed=sum(map(bool, kinds)) > 1,
        firm=any(mark.firm for mark in marks),
        doubtful=all(mark.doubtful for mark in marks),
        kinds=kinds,
        bounds=Window(
            min(box.south for box in boxes),
            min(box.west for box in boxes),
            max(box.north for box in boxes),
            max(box.east for box in boxes),
        ),
    )
