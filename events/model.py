"""What was read: mentions, reports with their evidence, and the events that reports tell of.

These frozen types are all that passes between the rooms; a dict is made of them only at JSON (store/formats).
Event types and sub-event types are ACLED's published names (ACLED Codebook), spelt exactly; ``Statement`` is ours.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from geo import Place, PlaceMention, Unresolved
from text import Span

Precision = Literal["day", "week", "month", "season", "year", "range", "about"]
Role = Literal["initiator", "target", "party", "source"]
Status = Literal["asserted", "claimed", "alleged", "disputed"]
ARMED = frozenset({1, 2, 3, 4, 8})  # ACLED's classes (Actor.inter) of those who bear arms
OUTSIDERS = frozenset({"media", "monitor", "UN body", "international body", "aid body", "court"})  # Actor.kind: no side

SUB_EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
    "Statement": ("Threat", "Accusation", "Appeal", "Denial"),
}
EVENT_TYPE_OF: dict[str, str] = {sub: kind for kind, subs in SUB_EVENT_TYPES.items() for sub in subs}


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``text`` is as given, code point for code point; all spans point into it.

    ``published`` is None where nobody knows: then relative dates stay unresolved.
    ``published_basis`` says how the day of publication is known where the article does not state it. ``pages`` are the
    offsets at which the pages of a document begin; () for what has none.
    """

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    published_basis: str | None = None
    retrieved: dt.date | None = None
    licence: str | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both inclusive, with the precision with which it was said; ``ValueError`` where it runs backwards.

    >>> When(dt.date(2017, 9, 1), dt.date(2017, 9, 30), "month").precision
    'month'
    """

    earliest: dt.date
    latest: dt.date
    precision: Precision

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            message = f"an interval cannot end before it starts: {self.earliest} > {self.latest}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as said. ``when`` is None for what has no calendar interval ("for three years"); ``reason`` says why."""

    span: Span
    when: When | None
    rule: str
    reason: str = ""

    def __hash__(self) -> int:
        """Hash it by where it stands, which is cheaper than by all that it says."""
        return hash((self.span.start, self.span.stop))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``inter`` is ACLED's class 1-8 (None: undecided); ``voice_of`` the id of the actor this body speaks for."""

    id: str
    name: str
    inter: int | None
    country: str | None = None
    kind: str = ""
    voice_of: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor's name (or a word that refers back to one) as it stands in the text."""

    span: Span
    actor: Actor
    rule: str

    def __hash__(self) -> int:
        """Hash it by where it stands, which is cheaper than by all that it says."""
        return hash((self.span.start, self.span.stop))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words decided a field of a report, and which named rule read them.

    ``field`` is one of sub_event_type, place, when, actor, fatalities, injured, status, said_by, denied_by.
    """

    field: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class ActorRole:
    """An actor with its part in a happening, and the mention that decided it (None: from another passage, ``inherited``).

    ``said`` is how the text calls an actor that has no name of its own ("residents", "two masked men"); else "".
    """

    actor: Actor
    role: Role
    span: Span | None = None
    inherited: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: low, best (the conservative figure, ACLED's convention) and high, in this order of size.

    >>> Count(low=9, best=9, high=14).high
    14
    """

    low: int
    best: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.best <= self.high:
            message = f"a count needs 0 <= low <= best <= high, not {self.low}, {self.best}, {self.high}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where a report happened. ``inherited``: the words stand elsewhere in the text than in the report's own clause.

    ``around``: the name that the text gives and no gazetteer has, where ``place`` is but the area around it. ``candidates``:
    the places of one name among which it could be any, nearest to ``place`` first.
    """

    place: Place
    inherited: bool = False
    around: str = ""
    candidates: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldConfidence:
    """How sure one field of a report is: ``chance`` from 0 to 1 that it is right."""

    field: str
    chance: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum over a time or an area, which is no event: who counts, what, how many, from when to when, where."""

    span: Span
    count: int
    what: str
    when: When | None = None
    place: Place | None = None
    said_by: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A trigger word that was read and tells of no event, with the reason."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """One article's word on one cluster. ``id`` is a hash of article id and trigger span: stable over re-reading.

    ``place`` and ``when`` are None or :class:`~geo.Unresolved` where the text leaves them open; the reason is kept.
    ``news`` is False for background that the document only recalls. ``confidence`` is the chance, 0 to 1, that an analyst
    would keep the report untouched; None where nobody worked it out (a row coded elsewhere, an older reading).
    """

    id: str
    article: str
    excerpt: Span
    event_type: str
    sub_event_type: str
    place: ReportPlace | Unresolved
    when: When | Unresolved
    when_inherited: bool
    actors: tuple[ActorRole, ...]
    fatalities: Count | None
    injured: Count | None
    status: Status
    said_by: tuple[Actor, ...]
    denied_by: tuple[Actor, ...]
    evidence: tuple[Evidence, ...]
    news: bool = True
    confidence: float | None = None
    confidence_of: tuple[FieldConfidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article. ``reports`` stand in order of weight, the main cluster first.

    ``failed`` says why nothing could be read from it; "" where it was read.
    """

    article: Article
    places: tuple[PlaceMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    reports: tuple[Report, ...] = ()
    figures: tuple[Figure, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """All reports of one cluster. ``id`` is that of its earliest report; the fields are worked out from the reports.

    ``rules`` say, one line for each report that joined, why it is held to tell of the same.
    """

    id: str
    reports: tuple[Report, ...]
    rules: tuple[str, ...] = ()
