"""A reading in words: each sentence with what was found in it and the rule that found it.

It stands apart because it is for people: to see in a minute which rule made a marker wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from events.event import ActorMention, DateMention, Reading, Report, When
from events.read import Read, Reader
from events.triggers import Trigger
from geo import Place, PlaceMention, Span


def explain(reading: Reading, reader: Reader | None = None) -> str:
    """Return each sentence of the article with its places, dates, actors and triggers, then each report with its evidence.

    The triggers, those refused among them, are read anew: ``reader`` is used where it is given.
    """
    read = (reader or Reader()).mentions(reading.article)
    lines = [line for sentence in read.sentences for line in _sentence(sentence, read)]
    return "\n".join([*lines, *(line for report in reading.reports for line in _report(report))]) + "\n"


def _sentence(sentence: Span, read: Read) -> Iterator[str]:
    yield f"\n{sentence.start:>6}  {' '.join(sentence.text.split())}"
    triggers = [
        one
        for scene, found in zip(read.scenes, read.triggers, strict=True)
        if scene.sentence == sentence
        for one in found
    ]
    notes = [
        *((place.span, _place(place)) for place in read.places if sentence.covers(place.span)),
        *((date.span, _date(date)) for date in read.dates if sentence.covers(date.span)),
        *((actor.span, _actor(actor)) for actor in read.actors if sentence.covers(actor.span)),
        *((trigger.span, _trigger(trigger)) for trigger in triggers),
    ]
    yield from (f"          {span.text!r:<28} {words}" for span, words in sorted(notes))


def _place(mention: PlaceMention) -> str:
    place = mention.place
    if not isinstance(place, Place):
        return f"place    not placed: {place.reason}  [{mention.rule}]"
    shown = f"{place.name}, {place.admin1 or '-'}, {place.country or '-'} ({place.kind}, ±{place.uncertainty_km:g} km)"
    return f"{'demonym ' if mention.demonym else 'place   '} {shown}  [{mention.rule}]"


def _date(mention: DateMention) -> str:
    return f"date     {_days(mention.when) if mention.when else mention.reason or 'no day'}  [{mention.rule}]"


def _days(when: When) -> str:
    days = f"{when.earliest}" if when.earliest == when.latest else f"{when.earliest} to {when.latest}"
    return f"{days} ({when.precision})"


def _actor(mention: ActorMention) -> str:
    return f"actor    {mention.actor.id} (class {mention.actor.inter or '-'})  [{mention.rule}]"


def _trigger(trigger: Trigger) -> str:
    refused = f"  REFUSED: {trigger.refused}" if trigger.refused else ""
    return f"trigger  {trigger.kind}  [{trigger.rule}]{refused}"


def _report(report: Report) -> Iterator[str]:
    place = getattr(report.place, "place", None)
    inherited = " (inherited)" if getattr(report.place, "inherited", False) else ""
    when = _days(report.when) if isinstance(report.when, When) else report.when.reason
    yield f"\nREPORT {report.id}  {report.event_type} / {report.sub_event_type}  {report.status}"
    yield f"  where   {place.name if place else getattr(report.place, 'reason', '')}{inherited}"
    yield f"  when    {when}{' (inherited)' if report.when_inherited else ''}"
    yield f"  who     {', '.join(f'{one.actor.id} ({one.role})' for one in report.actors) or '-'}"
    yield f"  dead    {report.fatalities or '-'}   injured {report.injured or '-'}"
    for evidence in report.evidence:
        yield f"  {evidence.field:<16} {evidence.span.start:>6} {evidence.span.text!r}  [{evidence.rule}]"
