"""What the archive answers with: markers, tallies, choices, an event in detail, and what an adding did.

These frozen types (and the DataFrames of ``Archive.table`` and ``Archive.timeline``) are all that view and page know
of the store. They stand apart from the code that fills them, so that a screen can be written against them alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from events import Article, Event, Report
from store.window import Window

AREA_KINDS = ("province", "country", "area")
"""Kinds of place that are no point: what is known of an event's place is only that it lies in there."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One mark on the map: all events of one spot, or a cluster of the visible window.

    ``lat``/``lon`` degrees WGS 84: the spot itself, or the mean of the cluster's points. ``count`` is exact. ``ids``
    holds the events' ids, newest first: all of them at a spot (at most 100), only one in a cluster; ``spot`` tells the
    two apart. ``event_type`` is the most frequent one, ``mixed`` says that there are others. ``firm`` is False where
    every event is only claimed, alleged or disputed (hollow), ``doubtful`` True where every one is (faint). ``place``,
    ``place_kind``, ``uncertainty_km``, ``geonameid`` and ``country`` are those of the first event. ``bounds`` is the box
    of the points inside: where to zoom to when a cluster is clicked. ``kinds`` counts the events of each kind, in the
    order of SUB_EVENT_TYPES. Where ``area`` all of it is known to an area only: no point, but the area's name with a number.
    """

    lat: float
    lon: float
    count: int
    ids: tuple[str, ...]
    spot: bool
    event_type: str
    mixed: bool
    firm: bool
    place: str
    place_kind: str
    uncertainty_km: float
    geonameid: int | None
    bounds: Window
    doubtful: bool = False
    kinds: tuple[int, ...] = ()
    country: str = ""

    @property
    def area(self) -> bool:
        """Whether its place is an area: a province, a country, or a land without borders.

        >>> window = Window(34.5, 39, 36, 41)
        >>> [(each.place, each.area) for each in archive.markers(Filters(), window=window, zoom=7)]
        [('Eastmark', True), ('Low Ford', False), ('Tallbrook', False)]
        """
        return self.place_kind in AREA_KINDS


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events the filters leave, and how many of them have no marker, by reason.

    ``total``: events in the archive. ``shown``: events that pass the filters. ``on_map``: those of them with a point.
    ``off_map``: (reason, count) of the others, most frequent first. ``undated``: events that pass every filter but the
    dates and have no date; a date filter leaves them out (``dated`` is True then), else they are among the shown.
    """

    total: int
    shown: int
    on_map: int
    off_map: tuple[tuple[str, int], ...] = ()
    undated: int = 0
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose in a filter: its value, the name to show, and how many events have it."""

    value: str
    name: str
    events: int


@dataclass(frozen=True, slots=True)
class Review:
    """A person's correction of one field of a report. Never overwritten: the newest one of a field wins.

    ``old`` and ``new`` are the field's value as JSON text (store/formats); ``field`` is one of store.reviews.FIELDS.
    ``by`` is the name that is shown; ``who`` the same person whatever they are called, never shown, "" where nobody signed in.
    """

    id: str
    report: str
    field: str
    old: str
    new: str
    by: str
    at: dt.datetime
    why: str
    article: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class EventDetail:
    """One event with all its reports and the articles they stand in.

    ``articles`` holds each article once, in the order in which the reports first name it. ``lead`` is the report whose
    place the marker stands at; ``differences`` says in words where the reports disagree ("deaths: 9, 14").
    ``reviews`` are all corrections of its reports, oldest first. ``voices`` are pairs of article id and voice: wire
    copies under several mastheads share one, the smallest article id among them. ``event.rules`` say why its reports
    are held to be one.
    """

    event: Event
    articles: tuple[Article, ...]
    lead: Report
    differences: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    voices: tuple[tuple[str, str], ...] = ()

    def article(self, report: Report) -> Article:
        """Return the article in which ``report`` stands.

        >>> clash.article(clash.lead).title
        'Clashes at Tallbrook'
        """
        return next(article for article in self.articles if article.id == report.article)


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that was not added: which file (or address), which line (0: the whole), why, and what to do.

    >>> Problem("a.md", 3, "no such day: 2017-13-40", "write published as YYYY-MM-DD").words()
    'a.md line 3: no such day: 2017-13-40; write published as YYYY-MM-DD'
    """

    file: str
    line: int
    reason: str
    remedy: str = ""

    def words(self) -> str:
        r"""Say it in one line; what a file's name or a library's message has of line ends and escapes is a space.

        >>> Problem("a.md", 3, "no such day:\n2017-13-40", "write published as YYYY-MM-DD").words()
        'a.md line 3: no such day: 2017-13-40; write published as YYYY-MM-DD'
        """
        where = f"{self.file} line {self.line}" if self.line else self.file
        told = f"{where}: {self.reason}" + (f"; {self.remedy}" if self.remedy else "")
        return "".join(each if each.isprintable() else " " for each in told)


@dataclass(frozen=True, slots=True)
class Added:
    """What an adding did. ``new`` articles, ``revised`` ones (same id, other text or newer reading), ``same`` again."""

    new: int = 0
    revised: int = 0
    same: int = 0
    reports: int = 0
    events: int = 0
    version: int = 0
    problems: tuple[Problem, ...] = field(default=())

    def __add__(self, other: Added) -> Added:
        """Return the sum of two addings; the version is that of the later one."""
        return Added(
            new=self.new + other.new,
            revised=self.revised + other.revised,
            same=self.same + other.same,
            reports=self.reports + other.reports,
            events=self.events + other.events,
            version=max(self.version, other.version),
            problems=self.problems + other.problems,
        )

    def words(self) -> str:
        """Say it in one line.

        >>> Added(new=2, same=1, reports=7, events=6, version=4).words()
        '2 new, 0 revised, 1 already there; 7 reports, 6 events changed; version 4'
        """
        counts = f"{self.new:,} new, {self.revised:,} revised, {self.same:,} already there"
        bad = f"; {len(self.problems):,} not added" if self.problems else ""
        return f"{counts}; {self.reports:,} reports, {self.events:,} events changed{bad}; version {self.version}"
