"""Filters: each one a value that knows its key, its SQL and its link parameters.

They stand apart so that link and question can never disagree: both come from the same fields. How a filter is said is
view/words/filters.py's. SQL never holds a value, only ``?``; the columns are those of store/columns (``e`` is the
event, ``n`` its line's number).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from events import Role
from store.links import PARAM_OF, read, tell
from store.window import Window

Link = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One filter that is on. ``key`` is the field of :class:`Filters`; ``sql`` has a ``?`` for each of ``values``."""

    key: str
    sql: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show. An empty one shows everything.

    ``earliest``/``latest``: first and last day, both inclusive; an event passes where its interval meets the range, and
    an undated one does not. ``actors``: ids, any of them, in ``role`` where one is given. ``countries``: ISO 3166-1
    alpha-2; ``regions``: "SY/Homs". ``kinds``: kinds of place. ``min_fatalities``: the best figure is at least this.
    ``text``: every word of it occurs in an excerpt of the event. ``window``: only what lies in it.

    >>> [part.key for part in Filters(actors=("islamic-state",), earliest=dt.date(2017, 9, 22)).parts()]
    ['dates', 'actors']
    >>> Filters().parts()
    ()
    """

    earliest: dt.date | None = None
    latest: dt.date | None = None
    actors: tuple[str, ...] = ()
    role: Role | None = None
    event_types: tuple[str, ...] = ()
    sub_event_types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_fatalities: int | None = None
    text: str = ""
    window: Window | None = None

    def parts(self) -> tuple[Part, ...]:
        """Return the filters that are on, in a fixed order.

        >>> [(part.key, part.sql, part.values) for part in Filters(min_fatalities=5, text="dam").parts()]
        [('min_fatalities', 'e.deaths_best >= ?', (5,)), ('text', 'contains(lower(e.excerpt), ?)', ('dam',))]
        """
        made = (_dates(self), _actors(self), *_lists(self), _deaths(self), _text(self), _window(self))
        return tuple(part for part in made if part is not None)

    def without(self, *keys: str) -> Filters:
        """Return these filters with some switched off; ``keys`` are those of :class:`Part`.

        >>> Filters(text="dam", statuses=("claimed",)).without("text") == Filters(statuses=("claimed",))
        True
        """
        empty, together = Filters(), {"dates": ("earliest", "latest"), "actors": ("actors", "role")}
        gone = [name for key in keys for name in together.get(key, (key,))]
        return replace(self, **{name: getattr(empty, name) for name in gone})

    def params(self) -> Link:
        """Return the link parameters: name -> values, only of the filters that are on.

        >>> Filters(actors=("russia-forces",), latest=dt.date(2017, 10, 4)).params()
        {'to': ['2017-10-04'], 'actor': ['russia-forces']}
        """
        told = {param: tell(getattr(self, field)) for field, param in PARAM_OF.items()}
        return {param: values for param, values in told.items() if values}

    @staticmethod
    def of_params(params: Mapping[str, object]) -> tuple[Filters, tuple[str, ...]]:
        """Return the filters of a link and one line of notice for each parameter that makes no sense.

        ``params`` maps a name to a text or a list of texts, as ``st.query_params.to_dict()`` or a parsed query has it;
        other names are left alone. Nothing in it can raise.

        >>> Filters.of_params({"from": "2017-09-99", "actor": ["hezbollah"]})[1]
        ("The link's 'from' was left out: no day '2017-09-99'.",)
        """
        found, notices = read(params)
        return Filters(**found), notices  # type: ignore[arg-type]  # store/links makes each field's own type


def _dates(filters: Filters) -> Part | None:
    """An interval passes where it meets the range; what has no date cannot be told to."""
    first, last = filters.earliest, filters.latest
    if first is None and last is None:
        return None
    sql = ["e.latest >= ?"] * (first is not None) + ["e.earliest <= ?"] * (last is not None)
    return Part("dates", " and ".join(sql), tuple(day for day in (first, last) if day))


def _actors(filters: Filters) -> Part | None:
    if not filters.actors:
        return None
    if filters.role is None:
        return Part("actors", _any("e.who", len(filters.actors)), filters.actors)
    sql = f"e.n in (select n from actor where actor in ({_marks(filters.actors)}) and role = ?)"  # noqa: S608 - marks only
    return Part("actors", sql, (*filters.actors, filters.role))


_LISTS: dict[str, str] = {
    "event_types": "e.event_type",
    "sub_event_types": "e.sub_event_type",
    "countries": "e.country",
    "regions": "e.region",
    "sources": "e.outlets",
    "statuses": "e.status",
    "kinds": "e.place_kind",
}


def _lists(filters: Filters) -> tuple[Part | None, ...]:
    return tuple(_one_of(key, column, getattr(filters, key)) for key, column in _LISTS.items())


def _one_of(key: str, column: str, values: tuple[str, ...]) -> Part | None:
    """Return the part that lets any of ``values`` pass; an event has several sources."""
    if not values:
        return None
    sql = _any(column, len(values)) if column == "e.outlets" else f"{column} in ({_marks(values)})"
    return Part(key, sql, values)


def _deaths(filters: Filters) -> Part | None:
    least = filters.min_fatalities
    if least is None:
        return None
    return Part("min_fatalities", "e.deaths_best >= ?", (least,))


def _text(filters: Filters) -> Part | None:
    """Every word must occur, in any order, letters' case aside."""
    words = tuple(filters.text.lower().split())
    if not words:
        return None
    sql = " and ".join(["contains(lower(e.excerpt), ?)"] * len(words))
    return Part("text", sql, words)


def _window(filters: Filters) -> Part | None:
    if filters.window is None:
        return None
    sql, values = filters.window.sql()
    return Part("window", sql, values)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _any(column: str, count: int) -> str:
    """Return the SQL for: the list of hashes has any of so many texts."""
    return " or ".join([f"list_contains({column}, hash(?))"] * count)
