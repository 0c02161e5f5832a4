"""Counts by any two of area, kind, actor and time; totals of a selection; and two selections counted side by side on the map."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from store.areas import WIDE, density_bits
from store.columns import GRID_BITS
from store.conditions import where_of
from store.filters import Filters
from store.index import Index

Dimension = Literal["country", "region", "event_type", "sub_event_type", "actor", "month", "year"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
_COLUMN: dict[Dimension, str] = {
    "country": "e.country",
    "region": "e.region",
    "event_type": "e.event_type",
    "sub_event_type": "e.sub_event_type",
    "actor": "part.actor",
    "month": "strftime(e.earliest, '%Y-%m')",
    "year": "strftime(e.earliest, '%Y')",
}
_PART = "join (select distinct n, actor from actor where role <> 'source') as part on part.n = e.n"
_CROSS = """
select {row} as one, {column} as other, count(*) :: bigint, coalesce(sum(e.deaths_best), 0) :: bigint
from event e {join} where {where} and one is not null and other is not null group by 1, 2"""
_TOTALS = """
select e.event_type, count(*) :: bigint, coalesce(sum(e.deaths_best), 0) :: bigint, count(e.deaths_best) :: bigint,
  min(e.earliest), max(e.latest)
from event e where {where} group by 1 order by 1"""
_PAIR = """
select mx >> {shift}, my >> {shift}, count(*) filter ({a}) :: int, count(*) filter ({b}) :: int, avg(lat), avg(lon),
  min(lat), min(lon), max(lat), max(lon)
from event e where e.lat is not null and {wide} is not true and (({a}) or ({b})) group by 1, 2"""


@dataclass(frozen=True, slots=True)
class Crossed:
    """What happened at one value of each of two dimensions."""

    row: str
    column: str
    events: int
    deaths: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What a selection comes to. ``kinds``: event type -> (events, deaths); ``stated``: events with a number of deaths."""

    events: int
    deaths: int
    stated: int
    kinds: tuple[tuple[str, int, int], ...]
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PairCell:
    """A square of the map with what two selections have there, amid its events, with their box."""

    a: int
    b: int
    lat: float
    lon: float
    box: tuple[float, float, float, float]


def crosstab(index: Index, filters: Filters, rows: Dimension, columns: Dimension) -> tuple[Crossed, ...]:
    """Return events and deaths by two dimensions. With actors, an event counts once for each of its actors.

    Raises ``ValueError`` where both are the same.

    >>> {each.column: each.events for each in crosstab(index, Filters(), "country", "year")}
    {'2017': 7}
    """
    if rows == columns or not {rows, columns} <= set(DIMENSIONS):
        message = f"two different dimensions are wanted, not {rows} and {columns}"
        raise ValueError(message)
    where = where_of(filters)
    join = _PART if "actor" in (rows, columns) else ""
    sql = _CROSS.format(row=_COLUMN[rows], column=_COLUMN[columns], join=join, where=where.sql)
    return tuple(Crossed(*row) for row in index.execute(sql, where.values).fetchall())


def totals(index: Index, filters: Filters) -> Totals:
    """Return what a selection comes to.

    >>> found = totals(index, Filters(actors=("north-front",)))
    >>> found.events, found.deaths, found.kinds[0]
    (4, 14, ('Battles', 2, 14))
    """
    where = where_of(filters)
    rows = index.execute(_TOTALS.format(where=where.sql), where.values).fetchall()
    return Totals(
        events=sum(row[1] for row in rows),
        deaths=sum(row[2] for row in rows),
        stated=sum(row[3] for row in rows),
        kinds=tuple((row[0], row[1], row[2]) for row in rows),
        first=min((row[4] for row in rows if row[4]), default=None),
        last=max((row[5] for row in rows if row[5]), default=None),
    )


def pair_cells(index: Index, a: Filters, b: Filters, *, zoom: int) -> tuple[PairCell, ...]:
    """Return the squares (64 pixels at this zoom) in which either selection has something.

    >>> [(cell.a, cell.b) for cell in pair_cells(index, Filters(event_types=("Battles",)), Filters(), zoom=2)]
    [(1, 7)]
    """
    one, other = where_of(a), where_of(b)
    sql = _PAIR.format(shift=GRID_BITS - density_bits(zoom) + 2, a=one.sql, b=other.sql, wide=WIDE)
    found = index.execute(sql, (*one.values, *other.values, *one.values, *other.values)).fetchall()
    return tuple(PairCell(row[2], row[3], row[4], row[5], row[6:]) for row in found)
