"""What of the archive stands on the visible part of a map: one mark a spot, or clusters where there are too many.

Clusters are cells of a web-mercator grid that is as fine as the zoom, counted by DuckDB: the page never gets more than
a few hundred marks, however many events there are. A cell whose events all stand at one spot is that spot's mark. What is
known to an area only is never in a cell with points: each area has a mark of its own, from afar each country. A few
events are fetched with one question and put together here: planning a question takes longer than answering it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from events.grades import bounds
from store.answers import Marker
from store.areas import ROLLED_BELOW, WIDE, rolled
from store.columns import FAR, GRID_BITS, KINDS
from store.conditions import Where, where_of
from store.filters import Filters
from store.index import Index
from store.window import Window

FEW_EVENTS = 500  # up to here they are put together in Python
MOST_EVENTS = 5_000  # up to here spots are counted out one by one
MOST_SPOTS = 300  # beyond, a browser's marks get slow and hide each other
MOST_IDS = 100
MOST_NEAR = 2_000  # lines that are fetched by their numbers in one question
CELL_PX = 64
CLOSEST = 16  # from this zoom on spots are never joined: a cluster could not be opened any further

_CELLS = """
with cell as (
  select {x} as x, {y} as y, {area} as area, kind, count(*) as events, sum(lat) as lats, sum(lon) as lons,
    min(lat) as south, max(lat) as north, min(lon) as west, max(lon) as east, bool_or(firm) as firm,
    bool_and({doubtful}) as doubtful, min(lies) as first, max(lies) as last
  from event e where {where} group by all)
select sum(events) :: bigint as events, sum(lats) / sum(events) as lat, sum(lons) / sum(events) as lon,
  min(south) as south, min(west) as west, max(north) as north, max(east) as east,
  [{kinds}] as kinds, bool_or(firm) as firm, bool_and(doubtful) as doubtful, min(first) as first, max(last) as last,
  area is not null as wide
from cell group by x, y, area"""
_KINDS_OF = ", ".join(
    f"coalesce(sum(events) filter (kind = {number}), 0) :: int" for number in range(1, len(KINDS) + 1)
)
_FEW = f"""
select lat, lon, {WIDE}, latest, id, kind, firm, {{doubtful}}, country, place, place_kind, uncertainty_km, geonameid
from event e where {{where}} limit {{few}} + 1"""  # noqa: S608 - constants of this file
# By rowid DuckDB goes straight to the lines; a join on n would pass over all of them. Whether they fit the filters is a
# column: as a condition it would be looked into for whole stretches of lines.
_NEAR = f"""
select lat, lon, {WIDE}, latest, id, country, place, place_kind, uncertainty_km, geonameid, rowid + {{far}}, {{where}}
from {{part}}.event e where rowid + {{far}} in (select unnest(? :: bigint[]))"""  # noqa: S608 - as above
_AT = f"""
select lat, lon, {WIDE}, latest, id, country, place, place_kind, uncertainty_km, geonameid from event e
where e.lat in (select unnest(? :: double[])) and e.lon in (select unnest(? :: double[])) and {{where}} {{most}}"""  # noqa: S608 - as above
# Ranking them costs as much as finding them: only where a spot has very many.
_MOST = f"qualify row_number() over (partition by lat, lon, {WIDE} order by latest desc nulls last, id) <= {MOST_IDS}"
DOUBTFUL = f"coalesce(e.confidence < {bounds()[-2].at_least!r}, false)"
"""Whether an event is doubtful; one without a grade is not."""
Spot = tuple[float, float]
Place = tuple[float, float, bool]
"""A spot, and whether what stands there is an area: a province may have the point of its town."""
Told = Sequence[Any]  # a line of _NEAR or _AT


def markers(index: Index, filters: Filters, *, window: Window, zoom: int) -> tuple[Marker, ...]:
    """Return the marks of the window, the biggest last.

    >>> found = markers(index, Filters(), window=Window(34.9, 39, 36, 41), zoom=7)
    >>> [(mark.place, mark.count, mark.spot) for mark in found]
    [('Low Ford', 1, True), ('Tallbrook', 3, True)]
    """
    where = where_of(filters, ("e.lat is not null", ()), window.sql())
    searched = bool(filters.text)  # looking through all words takes longest, and finds few most often
    few = _few(index, where, zoom=zoom) if searched else None
    cells = _counted(index, where, zoom=zoom) if few is None else []
    if not searched and sum(cell.events for cell in cells) <= FEW_EVENTS:
        few = _few(index, where, zoom=zoom) if cells else ()
    return _in_order(_marks(index, where, cells) if few is None else rolled(few, zoom))


def _few(index: Index, where: Where, *, zoom: int) -> tuple[Marker, ...] | None:
    """Return the marks of a few events, all of them spots; None where there are too many."""
    sql = _FEW.format(where=where.sql, few=FEW_EVENTS, doubtful=DOUBTFUL)
    rows = index.execute(sql, where.values).fetchall()
    if len(rows) > FEW_EVENTS or (zoom < CLOSEST and len({row[:2] for row in rows}) > MOST_SPOTS):
        return None
    return _spots(rows)


def _in_order(marks: Iterable[Marker]) -> tuple[Marker, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.count, mark.ids)))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the grid, or a spot, with what is in it; ``first`` and ``last`` are the numbers of its outermost lines."""

    events: int
    lat: float
    lon: float
    south: float
    west: float
    north: float
    east: float
    kinds: Sequence[int]
    firm: bool
    doubtful: bool
    first: int
    last: int
    wide: bool

    @property
    def spot(self) -> Place | None:
        """The one spot that all events stand at."""
        alone = self.south == self.north and self.west == self.east
        return (self.south, self.west, self.wide) if alone else None

    @property
    def lines(self) -> range:
        """The numbers of lines among which all of a spot's are: most often they lie side by side."""
        return range(self.first if self.spot else self.last, self.last + 1)


def _counted(index: Index, where: Where, *, zoom: int) -> list[_Cell]:
    """Return the cells that DuckDB counts out: spots where they may be few enough, else those of the zoom's grid."""
    shift = GRID_BITS - max(0, zoom) - (256 // CELL_PX).bit_length() + 1
    if zoom >= CLOSEST:
        return _cells(index, where, x="lat", y="lon", zoom=zoom)
    cells = _cells(index, where, x=f"mx >> {shift}", y=f"my >> {shift}", zoom=zoom)
    if len(cells) <= MOST_SPOTS and FEW_EVENTS < sum(cell.events for cell in cells) <= MOST_EVENTS:
        spots = _cells(index, where, x="lat", y="lon", zoom=zoom, most=MOST_SPOTS + 1)  # more than that are of no use
        cells = spots if len(spots) <= MOST_SPOTS else cells
    return cells


def _cells(index: Index, where: Where, *, x: str, y: str, zoom: int, most: int | None = None) -> list[_Cell]:
    """Return cells by these columns; an area is one of its own, from afar all areas of a country are one."""
    alone = "hash(lat, lon)" if zoom >= ROLLED_BELOW else "coalesce(hash(country), hash(lat, lon))"
    x, y = (f"case when {WIDE} then 0 else {each} end" for each in (x, y))
    sql = _CELLS.format(
        x=x, y=y, area=f"case when {WIDE} then {alone} end", where=where.sql, kinds=_KINDS_OF, doubtful=DOUBTFUL
    )
    sql += f" limit {most}" if most else ""
    return [_Cell(*row) for row in index.execute(sql, where.values).fetchall()]


def _spots(rows: Iterable[Told]) -> tuple[Marker, ...]:
    """Return one mark a spot of these events, as _FEW gives them."""
    return tuple(_spot(lat, lon, events) for (lat, lon, _), events in _by_spot(rows).items())


def _newest_first(row: Told) -> tuple[int, str]:
    latest, event = row[3:5]
    return -latest.toordinal() if latest else 0, event


def _spot(lat: float, lon: float, events: Sequence[Told]) -> Marker:
    """Return the mark of the events of one spot, newest first; it has the place and the precision of the newest."""
    kinds = Counter(event[5] for event in events)
    counts = tuple(kinds[number] for number in range(1, len(KINDS) + 1))
    return Marker(
        lat=lat,
        lon=lon,
        count=len(events),
        ids=tuple(event[4] for event in events[:MOST_IDS]),
        spot=True,
        event_type=KINDS[counts.index(max(counts))],
        mixed=len(kinds) > 1,
        firm=any(event[6] for event in events),
        doubtful=all(event[7] for event in events),
        bounds=Window(lat, lon, lat, lon),
        kinds=counts,
        **_place(events[0][8:]),
    )


def _marks(index: Index, where: Where, cells: Sequence[_Cell]) -> tuple[Marker, ...]:
    """Return the marks of cells; of a spot with several events the newest tells place and precision."""
    close = [cell for cell in cells if len(cell.lines) <= 2 * cell.events + MOST_IDS]
    close = close if sum(len(cell.lines) for cell in close) <= MOST_NEAR else []
    near = _near(index, where, {cell.last for cell in cells}.union(*(cell.lines for cell in close)))
    at = _by_spot(line for line, fits in near.values() if fits)
    lacking = [cell.spot for cell in cells if cell.spot and len(at.get(cell.spot, ())) != cell.events]
    at |= _by_spot(_at(index, where, lacking, most=sum(cell.events for cell in cells if cell.spot in lacking)))
    return tuple(_marker(cell, at.get(cell.spot, ()) if cell.spot else (near[cell.last][0],)) for cell in cells)


def _near(index: Index, where: Where, numbers: Iterable[int]) -> dict[int, tuple[Told, bool]]:
    """Return number -> (line, whether it fits the filters); lines that count no more may be among them."""
    parts: dict[tuple[str, int], list[int]] = {}
    for number in numbers:
        parts.setdefault(("late", FAR) if number >= FAR else ("base", 0), []).append(number)
    found: dict[int, tuple[Told, bool]] = {}
    for (part, far), wanted in parts.items():
        sql = _NEAR.format(part=part, far=far, where=where.sql)
        rows = index.execute(sql, (*where.values, wanted)).fetchall()
        found |= {number: (line, bool(fits)) for *line, number, fits in rows}
    return found


def _at(index: Index, where: Where, spots: Sequence[Place], *, most: int) -> Sequence[Told]:
    """Return the events at spots whose lines are not side by side; of very many, the newest."""
    if not spots:
        return []
    sql = _AT.format(where=where.sql, most=_MOST if most > MOST_EVENTS else "")
    lats, lons, _ = (list(each) for each in zip(*spots, strict=True))
    return index.execute(sql, (lats, lons, *where.values)).fetchall()


def _by_spot(lines: Iterable[Told]) -> dict[Place, list[Told]]:
    """Return spot -> its events, newest first."""
    at: dict[Place, list[Told]] = {}
    for line in sorted(lines, key=_newest_first):
        at.setdefault((line[0], line[1], bool(line[2])), []).append(line)
    return at


def _marker(cell: _Cell, lines: Sequence[Told]) -> Marker:
    lat, lon, _ = cell.spot or (cell.lat, cell.lon, cell.wide)
    return Marker(
        lat=lat,
        lon=lon,
        count=cell.events,
        ids=tuple(line[4] for line in lines[:MOST_IDS]),
        spot=cell.spot is not None,
        event_type=KINDS[cell.kinds.index(max(cell.kinds))],
        mixed=sum(map(bool, cell.kinds)) > 1,
        firm=cell.firm,
        doubtful=cell.doubtful,
        bounds=Window(cell.south, cell.west, cell.north, cell.east),
        kinds=tuple(cell.kinds),
        **_place(lines[0][5:]),
    )


def _place(told: Iterable[Any]) -> dict[str, Any]:
    """Return the place of a mark by the names of its fields, from the last columns of a line."""
    country, *rest = told
    named = dict(zip(("place", "place_kind", "uncertainty_km", "geonameid"), rest, strict=True))
    return {"country": country or "", **named}
