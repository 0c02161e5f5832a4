"""Reports -> outlines of them, as an event's line carries them: all that merging asks of a report, and no more.

What a new report can belong with is found among hundreds of old ones. Their outlines stand in the index, so that the
articles, which are some fifty times as long and lie in many files, are read for the few events that change. An outline
is a JSON list without names, for there are millions of them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from events import EVENT_TYPE_OF, Actor, ActorRole, Count, Report, ReportPlace, When
from events.coreference import report_words
from geo import LatLon, Place, Unresolved
from text import Span

_NO_WORDS = Span(0, 1, " ")
_OPEN = Unresolved("")
_LEFT_OUT: dict[str, Any] = {
    "status": "asserted",
    "said_by": (),
    "denied_by": (),
    "evidence": (),
}


def outlines_text(reports: Iterable[Report]) -> str:
    """Return the outlines of an event's reports as one line of JSON.

    Left out of a report: all but the telling words, the evidence, who says and who denies it, names of place and actors.

    >>> outlines_text([clash.lead])[:80]
    '[["0500c0f51a9e0c17","river-dispatch-1","Armed clash",["test:tallbrook",35.0,40.'
    """
    return json.dumps([_outline(report) for report in reports], ensure_ascii=False, separators=(",", ":"))


def outlines_of(text: str) -> tuple[Report, ...]:
    """Return the reports, as far as :func:`outlines_text` wrote them: they match what the whole ones match.

    >>> [(report.id == clash.lead.id, report.fatalities) for report in outlines_of(outlines_text([clash.lead]))]
    [(True, Count(low=4, best=4, high=4))]
    """
    return tuple(_report(*told) for told in json.loads(text))


def _outline(report: Report) -> list[object]:
    return [
        report.id,
        report.article,
        report.sub_event_type,
        place_outline(report.place),
        _when(report.when),
        int(report.when_inherited),
        [part_outline(part) for part in report.actors],
        _count(report.fatalities),
        _count(report.injured),
        int(report.news),
        " ".join(report_words(report.excerpt.text)),
    ]


def _count(told: Count | None) -> list[int] | None:
    return [told.low, told.best, told.high] if told else None


def place_outline(told: ReportPlace | Unresolved) -> list[object] | None:
    """Return a place as an outline has it.

    >>> place_outline(clash.lead.place)[:3]
    ['test:tallbrook', 35.0, 40.0]
    """
    if isinstance(told, Unresolved):
        return None
    place = told.place
    return [place.id, place.at.lat, place.at.lon, place.country, place.admin1, place.kind, place.uncertainty_km]


def _when(told: When | Unresolved) -> list[object] | None:
    return [told.earliest.isoformat(), told.latest.isoformat(), told.precision] if isinstance(told, When) else None


def part_outline(part: ActorRole) -> list[object]:
    """Return an actor with its part as an outline has it.

    >>> part_outline(clash.lead.actors[0])[0]
    'north-front'
    """
    actor = part.actor
    return [actor.id, actor.inter, actor.country, actor.kind, part.role, actor.voice_of]


def _report(*told: Any) -> Report:  # noqa: ANN401 - JSON
    id_, article, sub, place, when, inherited, actors, dead, *more = told
    injured, news, said = more or (None, 1, "")  # older lines have less
    return Report(
        id=id_,
        article=article,
        event_type=EVENT_TYPE_OF[sub],
        sub_event_type=sub,
        place=_place_of(*place) if place else _OPEN,
        when=When(dt.date.fromisoformat(when[0]), dt.date.fromisoformat(when[1]), when[2]) if when else _OPEN,
        when_inherited=bool(inherited),
        actors=tuple(_part_of(*part) for part in actors),
        fatalities=Count(*dead) if dead else None,
        injured=Count(*injured) if injured else None,
        news=bool(news),
        excerpt=Span(0, len(said), said) if said else _NO_WORDS,
        **_LEFT_OUT,
    )


# The same few hundred places and actors are told of again and again, and making one takes longer than finding it.
@lru_cache(maxsize=4096)
def _place_of(*told: Any) -> ReportPlace:  # noqa: ANN401 - JSON
    id_, lat, lon, country, admin1, kind, uncertainty_km = told
    return ReportPlace(Place(id_, "", LatLon(lat, lon), country, admin1, kind, uncertainty_km, ""))


@lru_cache(maxsize=4096)
def _part_of(*told: Any) -> ActorRole:  # noqa: ANN401 - JSON
    id_, inter, land, kind, role, *voice_of = told
    return ActorRole(Actor(id_, "", inter, land, kind, *voice_of), role)
