"""Builders with sensible defaults, and a small sample archive's worth of readings (all texts are ours, invented).

``sample()`` has one of everything a screen must cope with: two events at one spot, a province, an unplaced and an
undated one, claimed, denied and alleged ones, an interval, right-to-left and hostile text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from events import (
    EVENT_TYPE_OF,
    Actor,
    ActorMention,
    ActorRole,
    Article,
    Count,
    DateMention,
    Evidence,
    Reading,
    Report,
    ReportPlace,
    Role,
    When,
)
from geo import LatLon, Place, PlaceMention, Unresolved
from text import Span, span_of


def span(text: str, words: str) -> Span:
    """The first occurrence of ``words`` in ``text``."""
    start = text.index(words)
    return span_of(text, start, start + len(words))


def article(text: str = "Shells hit Tallbrook on Monday.", **fields: Any) -> Article:
    """An article; its id is made from its text where none is given."""
    given = {
        "id": "a-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10],
        "published": dt.date(2017, 10, 4),
    }
    return Article(text=text, **{**given, **fields})


def place(name: str = "Tallbrook", lat: float = 35.0, lon: float = 40.0, **fields: Any) -> Place:
    """A town of an invented name with an id of its own."""
    given = {
        "id": f"test:{name.lower().replace(' ', '-')}",
        "country": "SY",
        "admin1": "Eastmark",
        "kind": "town",
        "uncertainty_km": 3.0,
        "source": "test",
    }
    return Place(name=name, at=LatLon(lat, lon), **{**given, **fields})


def actor(id: str = "north-front", **fields: Any) -> Actor:  # noqa: A002 - the field's own name
    """An actor named after its id."""
    return Actor(id=id, **{"name": id.replace("-", " ").title(), "inter": 2, **fields})


def when(earliest: str = "2017-10-02", latest: str | None = None, precision: Any = "day") -> When:
    """An interval from ISO days."""
    return When(dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest or earliest), precision)


def roles(*pairs: tuple[str, Role]) -> tuple[ActorRole, ...]:
    """Actors with their roles: ``roles(("north-front", "initiator"))``."""
    return tuple(ActorRole(actor(name), role) for name, role in pairs)


def report(of: Article | None = None, trigger: str | None = None, **fields: Any) -> Report:
    """A report in ``of`` whose trigger is ``trigger`` (default: the second word); the excerpt is the whole text.

    ``sub`` sets the sub-event type; its event type follows.
    """
    of = of or article()
    words = span(of.text, trigger or of.text.split()[1])
    sub = fields.pop("sub", "Shelling/artillery/missile attack")
    given: dict[str, Any] = {
        "id": hashlib.sha256(f"{of.id}\0{words.start}\0{words.stop}".encode()).hexdigest()[:16],
        "article": of.id,
        "excerpt": span_of(of.text, 0, len(of.text)),
        "event_type": EVENT_TYPE_OF[sub],
        "sub_event_type": sub,
        "place": ReportPlace(place()),
        "when": when(),
        "when_inherited": False,
        "actors": roles(("north-front", "initiator")),
        "fatalities": None,
        "injured": None,
        "status": "asserted",
        "said_by": (),
        "denied_by": (),
        "evidence": (Evidence("sub_event_type", words, "verb:test"),),
    }
    return Report(**{**given, **fields})


def reading(of: Article | None = None, *reports: Report, **fields: Any) -> Reading:
    """A reading with one default report where none is given."""
    of = of or article()
    return Reading(of, reports=reports or (report(of),), **fields)


def lone(of: Article, **fields: Any) -> Reading:
    """A reading whose one report has no date, so that it is merged with no other."""
    return reading(of, report(of, **{"when": Unresolved("no date in reach"), **fields}))


def sample() -> tuple[Reading, ...]:
    """Four articles, eight reports."""
    return (_river(), _claims(), _open(), _hostile())


def _river() -> Reading:
    """Two events at one spot, one in a province, with mentions for the reader to mark."""
    text = (
        "Fighters of the North Front attacked an army post at Tallbrook on Monday, killing four soldiers. "
        "Hours later shells fell on the town's market. "
        "Air raids were reported across Eastmark province last month."
    )
    of = article(text, id="river-dispatch-1", title="Clashes at Tallbrook", source="River Dispatch")
    town, province = place(), place("Eastmark", 34.6, 39.2, kind="province", uncertainty_km=90.0, geonameid=169575)
    front, army = actor(), actor("syria-forces", inter=1)
    return Reading(
        of,
        places=(
            PlaceMention(span(text, "Tallbrook"), town, "exact name"),
            PlaceMention(span(text, "Eastmark province"), province, "province named as one"),
        ),
        dates=(
            DateMention(span(text, "Monday"), when("2017-10-02"), "weekday before publication"),
            DateMention(span(text, "last month"), when("2017-09-01", "2017-09-30", "month"), "last month"),
        ),
        actors=(ActorMention(span(text, "North Front"), front, "lexicon"), ActorMention(span(text, "army"), army, "x")),
        reports=(
            report(
                of,
                "attacked",
                sub="Armed clash",
                excerpt=span(text, text.split(". ", maxsplit=1)[0] + "."),
                actors=(ActorRole(front, "initiator"), ActorRole(army, "target")),
                fatalities=Count(4, 4, 4),
                evidence=(
                    Evidence("sub_event_type", span(text, "attacked"), "verb:attack"),
                    Evidence("place", span(text, "Tallbrook"), "same clause"),
                    Evidence("when", span(text, "Monday"), "same clause"),
                    Evidence("fatalities", span(text, "killing four"), "count"),
                ),
            ),
            report(of, "shells fell", excerpt=span(text, "Hours later shells fell on the town's market."), actors=()),
            report(
                of,
                "Air raids",
                sub="Air/drone strike",
                excerpt=span(text, "Air raids were reported across Eastmark province last month."),
                place=ReportPlace(province),
                when=when("2017-09-01", "2017-09-30", "month"),
                status="alleged",
                actors=(),
            ),
        ),
    )


def _claims() -> Reading:
    """A claimed and a disputed event, at two spots."""
    text = (
        "The North Front says it captured two pilots in the village of Low Ford on Sept. 30; the ministry denies it. "
        "It also claims a bomb in Stonegate."
    )
    of = article(text, id="coast-wire-7", title="Front claims captives", source="Coast Wire")
    front, ministry = actor(), actor("syria-defense-ministry", inter=1)
    first = span(text, text.split(". It", maxsplit=1)[0] + ".")
    return reading(
        of,
        report(
            of,
            "captured",
            sub="Abduction/forced disappearance",
            excerpt=first,
            place=ReportPlace(place("Low Ford", 35.2, 40.1, kind="site")),
            when=when("2017-09-30"),
            status="disputed",
            said_by=(front,),
            denied_by=(ministry,),
        ),
        report(
            of,
            "bomb",
            sub="Remote explosive/landmine/IED",
            excerpt=span(text, "It also claims a bomb in Stonegate."),
            place=ReportPlace(place("Stonegate", 36.2, 37.1, admin1="Northmark"), inherited=True),
            status="claimed",
            said_by=(front,),
        ),
    )


def _open() -> Reading:
    """An event without a place and one without a date."""
    text = "Two convoys were ambushed, no place was given. Protesters marched in Stonegate some time ago."
    of = article(text, id="coast-wire-8", title="Convoys ambushed", source="Coast Wire", published=None)
    march = report(
        of,
        "marched",
        sub="Peaceful protest",
        excerpt=span(text, "Protesters marched in Stonegate some time ago."),
        place=ReportPlace(place("Stonegate", 36.2, 37.1, admin1="Northmark")),
        when=Unresolved("no date in reach"),
        actors=roles(("protesters", "initiator")),
    )
    ambush = report(
        of,
        "ambushed",
        sub="Armed clash",
        excerpt=span(text, "Two convoys were ambushed, no place was given."),
        place=Unresolved("no place named"),
        when=Unresolved("no date in reach"),
        fatalities=Count(10, 10, 99),
    )
    return reading(of, ambush, march)


def _hostile() -> Reading:
    """Text that must stay text, in two writing directions."""
    text = (
        "<script>window.top.__x=1</script> ${window.top.__x=2} `tick` \"quote\" <img src=x onerror='window.top.__x=3'> "
        "\u202eقصف حلب\u202c 😀 exploded near Stonegate."
    )
    of = article(text, id="hostile-1", title="<b>${title}</b>", source="\"><script>alert('s')</script>")
    spot = place("Stonegate <i>`${x}`</i>", 36.3, 37.4)
    return reading(of, report(of, "exploded", sub="Suicide bomb", place=ReportPlace(spot), actors=()))
