"""Filters: each one a value that knows its key, its SQL and its link parameters.

They stand apart so that link and question can never disagree: both come from the same fields. How a filter is said is
view/words/filters.py's. SQL never holds a value, only ``?``; the columns are those of store/columns (``e`` is the
event, ``n`` its line's number).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from events import EVENT_TYPE_OF, Role
from events.grades import CONFIRMED, UNGRADED, bounds
from store.links import PARAM_OF, read, tell
from store.window import Window

Link = dict[str, list[str]]
_TERM = re.compile(r'(?P<out>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


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
    ``text``: every word of it occurs in an excerpt of the event. ``window``: only what lies in it. ``grades``: grades of
    confidence; ``news``: without what is recalled as background only; ``since``: added or changed after this version of the
    data.

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
    every: bool = False
    precisions: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    news: bool = False
    since: int | None = None

    def parts(self) -> tuple[Part, ...]:
        """Return the filters that are on, in a fixed order.

        >>> [(part.key, part.sql, part.values) for part in Filters(min_fatalities=5, statuses=("claimed",)).parts()]
        [('statuses', 'e.status in (?)', ('claimed',)), ('min_fatalities', 'e.deaths_best >= ?', (5,))]
        """
        lists, numbers = _lists(self), (_deaths(self), _since(self))
        made = (_dates(self), _actors(self), _kinds(self), *lists, *numbers, _news(self), _text(self), _window(self))
        return tuple(part for part in made if part is not None)

    def without(self, *keys: str) -> Filters:
        """Return these filters with some switched off; ``keys`` are those of :class:`Part`.

        >>> Filters(text="dam", statuses=("claimed",)).without("text") == Filters(statuses=("claimed",))
        True
        """
        empty, together = (
            Filters(),
            {
                "dates": ("earliest", "latest"),
                "actors": ("actors", "role", "every"),
                "event_types": ("event_types", "sub_event_types"),
            },
        )
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
        return Part("actors", _any("e.who", len(filters.actors), " and " if filters.every else " or "), filters.actors)
    if not filters.every:
        sql = f"e.n in (select n from actor where actor in ({_marks(filters.actors)}) and role = ?)"  # noqa: S608 - marks only
        return Part("actors", sql, (*filters.actors, filters.role))
    each = "e.n in (select n from actor where actor = ? and role = ?)"
    values = [value for actor in filters.actors for value in (actor, filters.role)]
    return Part("actors", " and ".join([each] * len(filters.actors)), tuple(values))


def _kinds(filters: Filters) -> Part | None:
    """Types and sub-types are one tree: any of them passes; of a type whose sub-types are named, those alone."""
    subs = filters.sub_event_types
    types = tuple(each for each in filters.event_types if each not in {EVENT_TYPE_OF[sub] for sub in subs})
    sql = [f"e.event_type in ({_marks(types)})"] if types else []
    sql += [f"e.sub_event_type in ({_marks(subs)})"] if subs else []
    key = "event_types" if filters.event_types else "sub_event_types"
    return Part(key, " or ".join(sql), (*types, *subs)) if sql else None


def _grade_sql() -> str:
    """Return the grade of an event as SQL; the bounds are numbers of ours."""
    steps = " ".join(f"when e.confidence >= {bound.at_least!r} then '{bound.grade}'" for bound in bounds())
    return f"case when e.confidence is null then '{UNGRADED}' when e.confidence >= 1 then '{CONFIRMED}' {steps} end"


COLUMNS: dict[str, str] = {
    "countries": "e.country",
    "regions": "e.region",
    "sources": "e.outlets",
    "statuses": "e.status",
    "kinds": "coalesce(e.place_kind, 'none')",
    "precisions": "coalesce(e.precision, 'none')",
    "grades": _grade_sql(),
}


def _lists(filters: Filters) -> tuple[Part | None, ...]:
    return tuple(_one_of(key, column, getattr(filters, key)) for key, column in COLUMNS.items())


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


def _since(filters: Filters) -> Part | None:
    """What was written by somebody who had read this version, or a later one: it was added after it, or changed."""
    if filters.since is None:
        return None
    return Part("since", "e.base >= ?", (filters.since,))


def _news(filters: Filters) -> Part | None:
    return Part("news", "e.news", ()) if filters.news else None


@dataclass(frozen=True, slots=True)
class Term:
    """Something that an excerpt has to hold, or (``out``) must not hold; ``text`` is in small letters.

    It is found as whole words; ``open_left`` and ``open_right`` let a word begin or go on with other letters.
    """

    text: str
    out: bool = False
    open_left: bool = False
    open_right: bool = False

    @property
    def pattern(self) -> str:
        r"""Return it as a regular expression of RE2.

        >>> print(Term("dam", open_right=True).pattern)
        (?:^|[^\pL\pN])dam
        """
        left, right = (r"(?:^|[^\pL\pN])", r"(?:$|[^\pL\pN])")
        return ("" if self.open_left else left) + re.escape(self.text) + ("" if self.open_right else right)


def terms(text: str) -> tuple[Term, ...]:
    """Return what a reader asks of the excerpts: words, ``"a phrase"``, ``-without``, and ``*`` for other endings.

    >>> [(term.text, term.out, term.open_right) for term in terms('"car bomb" -Aleppo bridg*')]
    [('car bomb', False, False), ('aleppo', True, False), ('bridg', False, True)]
    """
    found = (match.group("out", "phrase", "word") for match in _TERM.finditer(text.lower()))
    made = (_term(" ".join((phrase or word or "").split()), out=bool(out)) for out, phrase, word in found)
    return tuple(term for term in made if term.text)


def _term(told: str, *, out: bool) -> Term:
    return Term(told.strip('*"'), out=out, open_left=told.startswith("*"), open_right=told.endswith("*"))


def _text(filters: Filters) -> Part | None:
    """Every word and phrase must occur, in any order, letters' case aside; none of what is excluded may.

    A text is looked through for the letters first: that is ten times as fast as for whole words.
    """
    asked = terms(filters.text)
    if not asked:
        return None
    sql, values = [], []
    for term in asked:
        both = "contains(lower(e.excerpt), ?) and regexp_matches(lower(e.excerpt), ?)"
        sql.append(f"not ({both})" if term.out else both)
        values += [term.text, term.pattern]
    return Part("text", " and ".join(sql), tuple(values))


def _window(filters: Filters) -> Part | None:
    if filters.window is None:
        return None
    sql, values = filters.window.sql()
    return Part("window", sql, values)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _any(column: str, count: int, between: str = " or ") -> str:
    """Return the SQL for: the list of hashes has any (or, with " and " between, each) of so many texts."""
    return between.join([f"list_contains({column}, hash(?))"] * count)
