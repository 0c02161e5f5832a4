"""Filters: each one a value that knows its key, its SQL, its English and its link parameters.

They stand apart so that caption, link and question can never disagree: all three come from the same part. SQL never
holds a value, only ``?``; the columns are those of store/columns (``e`` is the event, ``n`` its line's number).
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
    words: str
    sql: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show. An empty one shows everything.

    ``earliest``/``latest``: first and last day, both inclusive; an event passes where its interval meets the range, and
    an undated one does not. ``actors``: ids, any of them, in ``role`` where one is given. ``countries``: ISO 3166-1
    alpha-2; ``regions``: "SY/Homs". ``kinds``: kinds of place. ``min_fatalities``: the best figure is at least this.
    ``text``: every word of it occurs in an excerpt of the event. ``window``: only what lies in it.

    >>> Filters(actors=("islamic-state",), earliest=dt.date(2017, 9, 22)).words()
    'from 22 September 2017; actor Islamic State'
    >>> Filters().words()
    'everything'
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

    def parts(self, names: Mapping[str, str] | None = None) -> tuple[Part, ...]:
        """Return the filters that are on, in a fixed order; ``names`` maps ids and country codes to the names to say."""
        made = (
            _dates(self),
            _actors(self, names or {}),
            *_lists(self, names or {}),
            _deaths(self),
            _text(self),
            _window(self),
        )
        return tuple(part for part in made if part is not None)

    def words(self, names: Mapping[str, str] | None = None) -> str:
        """Say all filters in one line."""
        return "; ".join(part.words for part in self.parts(names)) or "everything"

    def without(self, key: str) -> Filters:
        """Return these filters with one switched off; ``key`` is that of a :class:`Part`.

        >>> Filters(text="dam", statuses=("claimed",)).without("text").words()
        'status claimed'
        """
        empty = Filters()
        gone = {"dates": ("earliest", "latest"), "actors": ("actors", "role")}.get(key, (key,))
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


def day_words(day: dt.date) -> str:
    """Say a day so that no reader takes it for another.

    >>> day_words(dt.date(2017, 10, 4))
    '4 October 2017'
    """
    return f"{day.day} {day:%B %Y}"


def name_of_id(actor: str) -> str:
    """Return a readable name for an actor id, where no better one is at hand.

    >>> name_of_id("russia-defense-ministry")
    'Russia Defense Ministry'
    """
    return actor.replace("-", " ").title()


def _dates(filters: Filters) -> Part | None:
    """An interval passes where it meets the range; what has no date cannot be told to."""
    first, last = filters.earliest, filters.latest
    if first is None and last is None:
        return None
    words = [f"from {day_words(first)}"] if first else []
    words += [f"{'to' if first else 'until'} {day_words(last)}"] if last else []
    sql = ["e.latest >= ?"] * (first is not None) + ["e.earliest <= ?"] * (last is not None)
    return Part("dates", " ".join(words), " and ".join(sql), tuple(day for day in (first, last) if day))


def _actors(filters: Filters, names: Mapping[str, str]) -> Part | None:
    if not filters.actors:
        return None
    said = " or ".join(names.get(actor) or name_of_id(actor) for actor in filters.actors)
    words = f"actor {said}" + (f" as {filters.role}" if filters.role else "")
    if filters.role is None:
        return Part("actors", words, _any("e.who", len(filters.actors)), filters.actors)
    sql = f"e.n in (select n from actor where actor in ({_marks(filters.actors)}) and role = ?)"  # noqa: S608 - marks only
    return Part("actors", words, sql, (*filters.actors, filters.role))


_LISTS: tuple[tuple[str, str, str], ...] = (
    ("event_types", "kind", "e.event_type"),
    ("sub_event_types", "kind", "e.sub_event_type"),
    ("countries", "country", "e.country"),
    ("regions", "region", "e.region"),
    ("sources", "source", "e.outlets"),
    ("statuses", "status", "e.status"),
    ("kinds", "place known to the", "e.place_kind"),
)


def _lists(filters: Filters, names: Mapping[str, str]) -> tuple[Part | None, ...]:
    said = {key: tuple(_say(value, names) for value in getattr(filters, key)) for key, _, _ in _LISTS}
    return tuple(
        _one_of(key, f"{word} {' or '.join(said[key])}", column, values=getattr(filters, key))
        for key, word, column in _LISTS
    )


def _say(value: str, names: Mapping[str, str]) -> str:
    """Return the name of a value, of a region with its country's.

    >>> _say("SY/Homs", {"SY": "Syria"}), _say("SY", {"SY": "Syria"}), _say("Attack", {})
    ('Homs, Syria', 'Syria', 'Attack')
    """
    country, _, region = value.partition("/")
    return f"{region}, {names[country]}" if region and country in names else names.get(value, value)


def _one_of(key: str, words: str, column: str, *, values: tuple[str, ...]) -> Part | None:
    """Return the part that lets any of ``values`` pass; an event has several sources."""
    if not values:
        return None
    sql = _any(column, len(values)) if column == "e.outlets" else f"{column} in ({_marks(values)})"
    return Part(key, words, sql, values)


def _deaths(filters: Filters) -> Part | None:
    least = filters.min_fatalities
    if least is None:
        return None
    return Part("min_fatalities", f"at least {least:,} killed", "e.deaths_best >= ?", (least,))


def _text(filters: Filters) -> Part | None:
    """Every word must occur, in any order, letters' case aside."""
    words = tuple(filters.text.lower().split())
    if not words:
        return None
    sql = " and ".join(["contains(lower(e.excerpt), ?)"] * len(words))
    return Part("text", f"text has “{' '.join(filters.text.split())}”", sql, words)


def _window(filters: Filters) -> Part | None:
    if filters.window is None:
        return None
    sql, values = filters.window.sql()
    return Part("window", "inside the map's window", sql, values)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _any(column: str, count: int) -> str:
    """Return the SQL for: the list of hashes has any of so many texts."""
    return " or ".join([f"list_contains({column}, hash(?))"] * count)
