"""The list of events: ordered by DuckDB, page by page, however many there are; where one event stands in it, and its neighbours.

Every order ends with the event's id, so that it is total: a page begins where the one before has ended, and the event
before and the one after are the same for everybody who asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from store.conditions import Where, where_of
from store.filters import Filters
from store.index import Index
from store.markers import Spot

Order = Literal["date", "deaths", "place", "sources", "added", "confidence", "review"]
ORDERS: tuple[Order, ...] = get_args(Order)
Line = tuple[str, int, int]
"""An event's id, where its line lies, and the line's number."""
Numbers = npt.NDArray[np.int64]
Key = tuple[str, str]
"""A column and whether it falls ("desc") or rises ("asc"); none of them is ever null."""

# A day is where the event begins: one that is known to a decade only does not head what is newest.
_NEWEST: tuple[Key, ...] = (
    ("coalesce(e.earliest, date '0001-01-01')", "desc"),
    ("coalesce(e.latest, date '0001-01-01')", "asc"),
)
_KEYS: dict[Order, tuple[Key, ...]] = {
    "date": _NEWEST,
    "deaths": (("coalesce(e.deaths_best, -1)", "desc"), *_NEWEST),
    "place": (("e.lat is null", "asc"), ("e.place", "asc"), ("coalesce(e.country, '')", "asc"), *_NEWEST),
    "sources": (("len(e.outlets)", "desc"), ("e.reports", "desc"), *_NEWEST),
    "added": (("e.n", "desc"),),
    "confidence": (("coalesce(e.confidence, -1)", "desc"), *_NEWEST),
    # What is worth most to be looked at: deaths that may be wrong. What has no grade was coded by a person.
    "review": (
        ("(coalesce(e.deaths_best, 0) + 1) * (1 - coalesce(e.confidence, 1))", "desc"),
        ("coalesce(e.deaths_best, -1)", "desc"),
        *_NEWEST,
    ),
}
# Which lines, first; the rest of a line, its words among them, is fetched for these alone.
_TOP = "select {columns} from event e where {where} order by {order} limit ?"
_LINES = """
select n, id, event_type, sub_event_type, status, firm, earliest, latest, coalesce(precision, ''), place,
  coalesce(place_kind, ''), coalesce(admin1, ''), coalesce(country, ''), lat, lon, deaths_best, reports,
  coalesce(off_map, ''), coalesce(undated, ''), confidence, news
from event e where e.lies in (select unnest(? :: bigint[]))"""
# Put in order here, not there: joined, grouped and ordered by DuckDB the few names of a page take three times as long.
_WHO = "select n, role, actor from actor where n in (select unnest(? :: bigint[]))"
_NAMES = "select actor, any_value(name) from name where actor in (select unnest(? :: text[])) group by actor"
_SOURCES = "select n, source from source where n in (select unnest(? :: bigint[]))"
_IDS = "select lies, id from event e where e.lies in (select unnest(? :: bigint[]))"
# By the key of its report, which every event has the id of: a million ids are not compared for it.
_LINE = "select {columns} from event e where e.n in (select n from member where key = hash(?)) and e.id = ?"


@dataclass(frozen=True, slots=True)
class Listed:
    """One event of the list. ``initiators``, ``targets``, ``parties``: names; who only tells of it stands in ``sources``.

    ``place`` is "" where none is known, and ``off_map`` says why; ``earliest`` None: not dated, and ``undated`` says why.
    """

    id: str
    event_type: str
    sub_event_type: str
    status: str
    firm: bool
    earliest: dt.date | None
    latest: dt.date | None
    precision: str
    place: str
    place_kind: str
    admin1: str
    country: str
    lat: float | None
    lon: float | None
    deaths: int | None
    reports: int
    off_map: str
    undated: str
    confidence: float | None
    news: bool
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    parties: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an event stands in the list: ``at`` counts from 0; None where the filters leave it out.

    ``before`` and ``after`` are the ids of its neighbours.
    """

    at: int | None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Ranks:
    """All lines of a list in its order: where they lie, and their numbers."""

    lies: Numbers
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of the list: its order, how many, after which event (None: from the top), or before it, at which spot."""

    order: Order = "date"
    count: int = 30
    after: str | None = None
    before: str | None = None
    spot: Spot | None = None


TOP = Page()


def listed(index: Index, filters: Filters, page: Page) -> tuple[Listed, ...]:
    """Return a part of the list, in its order; nothing where the event that it begins after is not there.

    >>> [(each.sub_event_type, each.deaths) for each in listed(index, Filters(), Page("deaths", count=2))]
    [('Armed clash', 10), ('Remote explosive/landmine/IED', 5)]
    >>> [each.deaths for each in listed(index, Filters(), Page("deaths", count=2, after=mine.event.id))]
    [4, None]
    >>> listed(index, Filters(text="ambushed"), Page())[0].initiators
    ('North Front',)
    """
    return filled(index, lines(index, filters, page))


def lines(index: Index, filters: Filters, page: Page) -> tuple[Line, ...]:
    """Return which events a part of the list has, in its order, without what is said of them.

    >>> len(lines(index, Filters(), Page("deaths", count=2)))
    2
    """
    rows = _part(index, filters, page, "e.id, e.lies, e.n")
    return tuple(rows[::-1] if page.before else rows)


def _part(
    index: Index, filters: Filters, page: Page, columns: str, values: tuple[object, ...] | None = None
) -> Sequence[tuple[Any, ...]]:
    """Return these columns of a part of the list; what lies before an event, the nearest first.

    ``values`` are those of the event that it begins after or before, where they are known.
    """
    keys = _keys(page.order, backwards=page.before is not None)
    more: list[tuple[str, tuple[object, ...]]] = [("e.lat = ? and e.lon = ?", page.spot)] if page.spot else []
    anchor = page.before or page.after
    if anchor:
        values = values or _values(index, anchor, keys)
        if values is None:
            return ()
        beyond = _beyond(keys, values)
        more.append((beyond.sql, beyond.values))
    where = where_of(filters, *more)
    order = ", ".join(f"{column} {way}" for column, way in keys)
    sql = _TOP.format(columns=columns, where=where.sql, order=order)
    return index.execute(sql, (*where.values, page.count)).fetchall()


def _keys(order: Order, *, backwards: bool = False) -> tuple[Key, ...]:
    turned = {"asc": "desc", "desc": "asc"} if backwards else {}
    return tuple((column, turned.get(way, way)) for column, way in (*_KEYS[order], ("e.id", "asc")))


def _values(index: Index, event: str, keys: tuple[Key, ...]) -> tuple[object, ...] | None:
    """Return what an event has in these columns; None where there is no such event."""
    sql = _LINE.format(columns=", ".join(column for column, _ in keys))
    found = index.execute(sql, (event, event)).fetchall()
    return found[0] if found else None


def _beyond(keys: tuple[Key, ...], values: tuple[object, ...]) -> Where:
    """Return the condition of all that comes after a line with these values.

    >>> _beyond((("a", "desc"), ("e.id", "asc")), (3, "x"))
    Where(sql='a < ? or (a = ? and (e.id > ?))', values=(3, 3, 'x'))
    """
    (column, way), value = keys[0], values[0]
    past = f"{column} {'>' if way == 'asc' else '<'} ?"
    if len(keys) == 1:
        return Where(past, (value,))
    rest = _beyond(keys[1:], values[1:])
    return Where(f"{past} or ({column} = ? and ({rest.sql}))", (value, value, *rest.values))


def filled(index: Index, rows: Sequence[Line]) -> tuple[Listed, ...]:
    """Return the events of these lines, in this order.

    >>> [each.deaths for each in filled(index, lines(index, Filters(), Page("deaths", count=2)))]
    [10, 5]
    """
    if not rows:
        return ()
    numbers = [n for *_, n in rows]
    told_of = {line[0]: line[1:] for line in index.execute(_LINES, ([lies for _, lies, _ in rows],)).fetchall()}
    actors = index.execute(_WHO, (numbers,)).fetchall()
    names = dict(index.execute(_NAMES, (sorted({actor for *_, actor in actors}),)).fetchall())
    who = _by_key(((n, role), names.get(actor) or actor) for n, role, actor in actors)
    told_by = _by_key(index.execute(_SOURCES, (numbers,)).fetchall())
    roles = ("initiator", "target", "party")
    told: Iterator[tuple[Any, ...]] = (
        (*told_of[n], *(who.get((n, role), ()) for role in roles), told_by.get(n, ())) for n in numbers if n in told_of
    )
    return tuple(Listed(*each) for each in told)


def _by_key(pairs: Iterable[tuple[Hashable, str]]) -> dict[Hashable, tuple[str, ...]]:
    """Return key -> its names, each once, in order.

    >>> _by_key([(1, "b"), (2, "a"), (1, "a"), (1, "b")])
    {1: ('a', 'b'), 2: ('a',)}
    """
    found: dict[Hashable, set[str]] = {}
    for key, name in pairs:
        found.setdefault(key, set()).add(name)
    return {key: tuple(sorted(names)) for key, names in found.items()}


def ranks(index: Index, filters: Filters, order: Order) -> Ranks:
    """Return all lines of a list, in its order: who goes from event to event needs no other question then.

    >>> ranks(index, Filters(text="ambushed"), "date").numbers.size
    1
    """
    where = where_of(filters)
    in_order = ", ".join(f"{column} {way}" for column, way in _keys(order))
    sql = f"select e.lies, e.n from event e where {where.sql} order by {in_order}"  # noqa: S608 - marks only
    found = index.execute(sql, where.values).fetchnumpy()
    return Ranks(np.asarray(found["lies"]), np.asarray(found["n"]))


def standing_in(index: Index, all_ranks: Ranks, event: str) -> Standing:
    """Return where an event stands among all lines of a list; see :func:`standing`.

    >>> found = standing_in(index, ranks(index, Filters(), "date"), clash.event.id)
    >>> found == standing(index, Filters(), clash.event.id, order="date")
    True
    """
    line = index.execute(_LINE.format(columns="e.n"), (event, event)).fetchall()
    at = np.flatnonzero(all_ranks.numbers == (line[0][0] if line else -1))
    if not at.size:
        return Standing(None)
    place = int(at[0])
    near = [int(all_ranks.lies[each]) for each in (place - 1, place + 1) if 0 <= each < all_ranks.lies.size]
    ids = dict(index.execute(_IDS, (near,)).fetchall())
    before = ids.get(near[0]) if place else None
    after = ids.get(near[-1]) if place + 1 < all_ranks.lies.size else None
    return Standing(place, before, after)


def count_at(index: Index, filters: Filters, spot: Spot) -> int:
    """Return how many events of the list lie at a spot.

    >>> count_at(index, Filters(), (clash.lead.place.place.at.lat, clash.lead.place.place.at.lon))
    3
    """
    where = where_of(filters, ("e.lat = ? and e.lon = ?", spot))
    found = index.execute(f"select count(*) from event e where {where.sql}", where.values).fetchall()  # noqa: S608
    return int(found[0][0])


def standing(index: Index, filters: Filters, event: str, *, order: Order) -> Standing:
    """Return where an event stands in the list, and the events before and after it.

    >>> found = standing(index, Filters(), clash.event.id, order="date")
    >>> found.at, found.before, found.after == listed(index, Filters(), Page(count=2))[1].id
    (0, None, True)
    >>> standing(index, Filters(text="dam"), clash.event.id, order="date").at is None
    True
    """
    keys = _keys(order, backwards=True)
    where = where_of(filters)
    fits = f"({where.sql}) as fits"
    sql = _LINE.format(columns=", ".join((fits, *(column for column, _ in keys))))
    found = index.execute(sql, (*where.values, event, event)).fetchall()
    if not found or not found[0][0]:
        return Standing(None)
    values = found[0][1:]
    passed = _beyond(keys, values)
    earlier = where_of(filters, (passed.sql, passed.values))
    sql = f"select count(*) from event e where {earlier.sql}"  # noqa: S608 - marks only
    at = int(index.execute(sql, earlier.values).fetchall()[0][0])
    before = _part(index, filters, Page(order, 1, before=event), "e.id", values) if at else ()
    after = _part(index, filters, Page(order, 1, after=event), "e.id", values)
    return Standing(at, *(next((id_ for (id_,) in found), None) for found in (before, after)))
