"""What of the archive stands on the visible part of a map: one mark a spot, or clusters where there are too many.

Clusters are cells of a web-mercator grid that is as fine as the zoom, counted by DuckDB: the page never gets more than
a few hundred marks, however many events there are. A cell whose events all stand at one spot is that spot's mark. A few
events are fetched with one question and put together here: planning a question takes longer than answering it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from store.answers import Marker
from store.columns import FAR, GRID_BITS, KINDS
from store.filters import Filters
from store.index import Index
from store.window import Window

FEW_EVENTS = 500  # up to here they are put together in Python
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
_FEW = """
select lat, lon, latest, id, kind, firm, place, place_kind, uncertainty_km, geonameid
from event e where {where} limit {few} + 1"""
# By rowid DuckDB goes straight to the lines; a join on n would pass over all of them.
_LEADS = f"""
select rowid, id, place, place_kind, uncertainty_km, geonameid from base.event
where rowid in (select unnest($places)) union all
select rowid + {FAR}, id, place, place_kind, uncertainty_km, geonameid from late.event
where rowid + {FAR} in (select unnest($places))"""  # noqa: S608 - a number
_IDS = """
select lat, lon, id, place, place_kind, uncertainty_km, geonameid from event e
where e.lat in (select unnest(? :: double[])) and e.lon in (select unnest(? :: double[])) and {where} {most}
order by latest desc nulls last, id"""
# Ranking them costs as much as finding them: only where a spot has very many.
_MOST = f"qualify row_number() over (partition by lat, lon order by latest desc nulls last, id) <= {MOST_IDS}"


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
    few = index.execute(_FEW.format(where=where.sql, few=FEW_EVENTS), where.values).fetchall()
    as_spots = zoom >= CLOSEST or len({row[:2] for row in few}) <= MOST_SPOTS
    if as_spots and len(few) <= FEW_EVENTS:
        return _in_order(_spots(few))
    return _in_order(_with_ids(index, where, _counted(index, where, zoom=zoom, as_spots=as_spots)))


def _in_order(marks: Iterable[Marker]) -> tuple[Marker, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.count, mark.ids)))


def _counted(index: Index, where: Where, *, zoom: int, as_spots: bool) -> tuple[Marker, ...]:
    """Return the marks of many events, which DuckDB counts out: spots where they may be few enough, else clusters."""
    shift = GRID_BITS - max(0, zoom) - (256 // CELL_PX).bit_length() + 1
    if zoom >= CLOSEST:
        return _marks(index, where, x="lat", y="lon")
    cells = _marks(index, where, x=f"mx >> {shift}", y=f"my >> {shift}")
    if as_spots and sum(cell.count for cell in cells) <= MOST_EVENTS:
        spots = _marks(index, where, x="lat", y="lon", most=MOST_SPOTS + 1)  # more than that are of no use
        cells = spots if len(spots) <= MOST_SPOTS else cells
    return cells


def _marks(index: Index, where: Where, *, x: str, y: str, most: int | None = None) -> tuple[Marker, ...]:
    sql = _MARKS.format(x=x, y=y, where=where.sql) + (f" limit {most}" if most else "")
    rows = index.execute(sql, where.values).fetchall()
    leads = {row: lead for row, *lead in index.execute(_LEADS, {"places": [row[-1] for row in rows]}).fetchall()}
    return tuple(_marker((*row[:-1], *leads[row[-1]])) for row in rows)


def _spots(rows: Iterable[Sequence[Any]]) -> tuple[Marker, ...]:
    """Return one mark a spot of these events, as _FEW gives them."""
    at: dict[tuple[float, float], list[Sequence[Any]]] = {}
    for row in sorted(rows, key=_newest_first):
        at.setdefault((row[0], row[1]), []).append(row)
    return tuple(_spot(lat, lon, events) for (lat, lon), events in at.items())


def _newest_first(row: Sequence[Any]) -> tuple[int, str]:
    latest, event = row[2:4]
    return -latest.toordinal() if latest else 0, event


def _spot(lat: float, lon: float, events: Sequence[Sequence[Any]]) -> Marker:
    """Return the mark of the events of one spot, newest first; it has the place and the precision of the newest."""
    kinds = Counter(event[4] for event in events)
    return Marker(
        lat=lat,
        lon=lon,
        count=len(events),
        ids=tuple(event[3] for event in events[:MOST_IDS]),
        spot=True,
        event_type=KINDS[min(kinds, key=lambda kind: (-kinds[kind], kind)) - 1],
        mixed=len(kinds) > 1,
        firm=any(event[5] for event in events),
        bounds=Window(lat, lon, lat, lon),
        **_place(events[0][6:]),
    )


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
    most = _MOST if sum(mark.count for mark in spots) > MOST_EVENTS else ""
    rows = index.execute(_IDS.format(where=where.sql, most=most), (lats, lons, *where.values)).fetchall()
    at: dict[tuple[float, float], list[tuple[Any, ...]]] = {}
    for lat, lon, *event in rows:
        at.setdefault((lat, lon), []).append(tuple(event))
    return tuple(_first(mark, at.get((mark.lat, mark.lon), [])) if mark.spot else mark for mark in marks)


def _first(mark: Marker, events: list[tuple[Any, ...]]) -> Marker:
    if not events:
        return mark
    return replace(mark, ids=tuple(event[0] for event in events[:MOST_IDS]), **_place(events[0][1:]))
