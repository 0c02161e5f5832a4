"""What of the archive stands on the visible part of a map: one mark a spot, or clusters where there are too many.

Clusters are cells of a web-mercator grid that is as fine as the zoom, counted by DuckDB: the page never gets more than
a few hundred marks, however many events there are. A cell whose events all stand at one spot is that spot's mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from store.answers import Marker
from store.columns import FAR, GRID_BITS, KINDS
from store.filters import Filters
from store.index import Index
from store.window import Window

MOST_EVENTS = 5_000  # up to here spots are counted out one by one
MOST_SPOTS = 300  # beyond, a browser's marks get slow and hide each other
MOST_IDS = 100
CELL_PX = 64
CLOSEST = 16  # from this zoom on spots are never joined: a cluster could not be opened any further

_MARKS = """
with cell as (
  select {x} as x, {y} as y, kind, count(*) as events, sum(lat) as lats, sum(lon) as lons, min(lat) as south,
    max(lat) as north, min(lon) as west, max(lon) as east, bool_or(firm) as firm, max(lies) as lead
  from event e where {where} group by all)
select sum(events) :: bigint as events, sum(lats) / sum(events) as lat, sum(lons) / sum(events) as lon,
  min(south) as south, min(west) as west, max(north) as north, max(east) as east,
  arg_max(kind, events * 16 - kind) as kind, count(*) > 1 as mixed, bool_or(firm) as firm, max(lead) as lead
from cell group by x, y"""
# By rowid DuckDB goes straight to the lines; a join on n would pass over all of them.
_LEADS = f"""
select rowid, id, place, place_kind, uncertainty_km, geonameid from base.event
where rowid in (select unnest($places)) union all
select rowid + {FAR}, id, place, place_kind, uncertainty_km, geonameid from late.event
where rowid + {FAR} in (select unnest($places))"""  # noqa: S608 - a number
_IDS = """
select lat, lon, id, place, place_kind, uncertainty_km, geonameid from event e
where e.lat in (select unnest(? :: double[])) and (lat, lon) in (select unnest(? :: double[]), unnest(? :: double[]))
  and {where}
qualify row_number() over (partition by lat, lon order by latest desc nulls last, id) <= {most}
order by latest desc nulls last, id"""


@dataclass(frozen=True, slots=True)
class Where:
    """The condition of a question: SQL with ``?`` and the values that belong to it."""

    sql: str
    values: tuple[object, ...]


def where_of(filters: Filters, *more: tuple[str, tuple[object, ...]]) -> Where:
    """Return the filters as one condition on ``event e``, with ``more`` conditions beside them.

    >>> where_of(Filters(statuses=("claimed",)), ("e.lat is not null", ()))
    Where(sql='(e.status in (?)) and (e.lat is not null)', values=('claimed',))
    """
    parts = [(part.sql, part.values) for part in filters.parts()] + list(more)
    sql = " and ".join(f"({text})" for text, _ in parts) or "true"
    return Where(sql, tuple(value for _, values in parts for value in values))


def markers(index: Index, filters: Filters, *, window: Window, zoom: int) -> tuple[Marker, ...]:
    """Return the marks of the window, the biggest last.

    >>> found = markers(index, Filters(), window=Window(34.9, 39, 36, 41), zoom=7)
    >>> [(mark.place, mark.count, mark.spot) for mark in found]
    [('Low Ford', 1, True), ('Tallbrook', 3, True)]
    """
    where = where_of(filters, ("e.lat is not null", ()), window.sql())
    shift = GRID_BITS - max(0, zoom) - (256 // CELL_PX).bit_length() + 1
    cells = () if zoom >= CLOSEST else _marks(index, where, x=f"mx >> {shift}", y=f"my >> {shift}")
    if zoom >= CLOSEST or sum(cell.count for cell in cells) <= MOST_EVENTS:
        spots = _marks(index, where, x="lat", y="lon")
        cells = spots if zoom >= CLOSEST or len(spots) <= MOST_SPOTS else cells
    return _with_ids(index, where, cells)


def _marks(index: Index, where: Where, *, x: str, y: str) -> tuple[Marker, ...]:
    rows = index.execute(_MARKS.format(x=x, y=y, where=where.sql), where.values).fetchall()
    leads = {row: lead for row, *lead in index.execute(_LEADS, {"places": [row[-1] for row in rows]}).fetchall()}
    marks = (_marker((*row[:-1], *leads[row[-1]])) for row in rows)
    return tuple(sorted(marks, key=lambda mark: (mark.count, mark.ids)))


def _marker(row: tuple[Any, ...]) -> Marker:
    events, lat, lon, south, west, north, east, kind, mixed, firm, lead, *place = row
    spot = south == north and west == east
    return Marker(
        lat=south if spot else lat,
        lon=west if spot else lon,
        count=events,
        ids=(lead,),
        spot=spot,
        event_type=KINDS[kind - 1],
        mixed=mixed,
        firm=firm,
        bounds=Window(south, west, north, east),
        **_place(place),
    )


def _place(told: Iterable[Any]) -> dict[str, Any]:
    """Return the place of a mark by the names of its fields, from the last columns of _LEADS and _IDS."""
    return dict(zip(("place", "place_kind", "uncertainty_km", "geonameid"), told, strict=True))


def _with_ids(index: Index, where: Where, marks: tuple[Marker, ...]) -> tuple[Marker, ...]:
    """Fill in the ids of the spots with several events; place and precision are those of the newest one."""
    spots = [mark for mark in marks if mark.spot and mark.count > 1]
    if not spots:
        return marks
    lats, lons = [mark.lat for mark in spots], [mark.lon for mark in spots]
    rows = index.execute(_IDS.format(where=where.sql, most=MOST_IDS), (lats, lats, lons, *where.values)).fetchall()
    at: dict[tuple[float, float], list[tuple[Any, ...]]] = {}
    for lat, lon, *event in rows:
        at.setdefault((lat, lon), []).append(tuple(event))
    return tuple(_first(mark, at.get((mark.lat, mark.lon), [])) if mark.spot else mark for mark in marks)


def _first(mark: Marker, events: list[tuple[Any, ...]]) -> Marker:
    if not events:
        return mark
    return replace(mark, ids=tuple(event[0] for event in events), **_place(events[0][1:]))
