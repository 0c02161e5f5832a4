"""Generated readings that crowd one town: every second one could tell of the same happening as many others.

The same for the same number; nothing in them happened. What an archive makes of them may depend neither on their order
nor on who added them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from random import Random

from events import EVENT_TYPE_OF, Article, Evidence, Reading, Report, ReportPlace, When
from events.model import Precision
from geo import LatLon, Place
from store import Archive, Filters
from text import span_of

KINDS = ("Shelling/artillery/missile attack", "Air/drone strike", "Armed clash")
FIRST = dt.date(2017, 1, 1)
A_DAY = 8
"""Readings for each day of the time that they are spread over."""
ALL = 10**9
Groups = frozenset[frozenset[str]]


def dense(number: int, count: int, *, name: str = "") -> Reading:
    """Return one of ``count`` readings, of one to three reports. ``name`` is the article's id, where it is not its number.

    >>> one = dense(7, 100)
    >>> one == dense(7, 100), one.article.id, len(one.reports)
    (True, 'dense-00007', 2)
    """
    chance = Random(number)  # noqa: S311 - the same crowd every time
    id_ = name or f"dense-{number:05}"
    told = tuple(f"Shells hit Tallbrook, told as {id_}, {part}." for part in range(chance.choice((1, 2, 3))))
    of = Article(id_, " ".join(told), title=id_, published=FIRST, source="Generated Wire")
    days = max(1, count // A_DAY)
    return Reading(of, reports=tuple(_report(of, said, chance, chance.randrange(days)) for said in told))


def _report(of: Article, said: str, chance: Random, day: int) -> Report:
    sub, east, length = chance.choice(KINDS), chance.randrange(24), chance.choice((0, 0, 1, 2))
    at = of.text.index(said)
    spot = LatLon(35.0 + east * 0.04, 40.0)
    place = Place(f"generated:{east}", "Tallbrook", spot, "SY", "Eastmark", "town", chance.choice((3.0, 6.0, 12.0)), "generated")  # fmt: skip
    first = FIRST + dt.timedelta(days=day)
    precision: Precision = "range" if length else "day"
    return Report(
        hashlib.sha256(said.encode()).hexdigest()[:16], of.id, span_of(of.text, at, at + len(said)), EVENT_TYPE_OF[sub], sub,
        place=ReportPlace(place), when=When(first, first + dt.timedelta(days=length), precision), when_inherited=False,
        actors=(), fatalities=None, injured=None, status="asserted", said_by=(), denied_by=(),
        evidence=(Evidence("sub_event_type", span_of(of.text, at + 7, at + 10), "generated"),),
    )  # fmt: skip


def groups(archive: Archive) -> Groups:
    """Return which reports an archive has put together: a set for each event."""
    ids = archive.table(Filters(), limit=ALL).id
    return frozenset(frozenset(each.id for each in one.event.reports) for one in archive.events(ids))
