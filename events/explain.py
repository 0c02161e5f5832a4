"""A reading in words: each sentence with what was found in it and the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator

from events.attribution import Claim, attributions
from events.coding import Mentions, casualties_of, reports_of
from events.mentions.casualties import CountMention
from events.model import ActorMention, DateMention, Reading, Report, When
from events.reader import Reader
from events.triggers import Trigger
from geo import Place, PlaceMention
from text import Span


def explain(reading: Reading, reader: Reader | None = None) -> str:
    """Return each sentence of the article with all that was found in it, then each report with its evidence.

    A sentence shows its places, dates, actors, triggers (the refused ones with the reason, the others with the report
    they went into), numbers of victims and claims; one that was not parsed says so. These are read anew: ``reader`` is
    used where it is given.

    >>> lines = explain(read_in("Rebels shelled Hama on Monday.")).splitlines()
    >>> print(lines[0])
    example  published 2017-10-04
    >>> print(lines[-8].strip())
    where   Hama
    """
    read = (reader or Reader()).mentions(reading.article)
    numbered = {report.id: number for number, report in enumerate(reading.reports, start=1)}
    told = {
        evidence.span: f"report {numbered[report.id]}"
        for report in reversed(reports_of(read))
        if report.id in numbered
        for evidence in report.evidence
        if evidence.field == "sub_event_type"
    }
    head = f"{reading.article.id}  published {reading.article.published or 'on an unknown day'}"
    counts = casualties_of(read)
    lines = [line for span in read.sentences for line in _sentence(span, read, told, counts)]
    coded = [line for report in reading.reports for line in _report(report, numbered[report.id])]
    return "\n".join([head, *lines, *coded]) + "\n"


def _sentence(span: Span, read: Mentions, told: dict[Span, str], counts: tuple[CountMention, ...]) -> Iterator[str]:
    pairs = zip(read.parsed_sentences, read.triggers, strict=True)
    sentence, triggers = next((pair for pair in pairs if pair[0].span == span), (None, ()))
    unparsed = "" if sentence else "   (not parsed: no word of it can tell an event)"
    yield f"\n{span.start:>6}  {' '.join(span.text.split())}{unparsed}"
    actors = tuple(actor for actor in read.actors if span.covers(actor.span))
    claims = attributions(span, sentence.parse, actors=actors) if sentence else ()
    notes = [
        *((place.span, _place(place)) for place in read.places if span.covers(place.span)),
        *((date.span, _date(date)) for date in read.dates if span.covers(date.span)),
        *((actor.span, _actor(actor)) for actor in actors),
        *((trigger.span, _trigger(trigger, told)) for trigger in triggers),
        *((count.span, _count(count)) for count in counts if count.sentence == span),
        *((claim.span, _claim(claim)) for claim in claims),
    ]
    yield from (f"          {part.text!r:<28} {words}" for part, words in sorted(notes))


def _count(count: CountMention) -> str:
    figures = f"{count.count.low}/{count.count.best}/{count.count.high}"
    return f"count    {figures} {count.of} ({count.kind}{f'; {count.head}' if count.head else ''})  [{count.rule}]"


def _claim(claim: Claim) -> str:
    who = claim.source.id if claim.source else "somebody unknown" if claim.named else "nobody named"
    return f"claim    {who} {claim.verb}: {claim.scope.text[:60]!r}  [{claim.rule}]"


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


def _trigger(trigger: Trigger, told: dict[Span, str]) -> str:
    went = f"REFUSED: {trigger.refused}" if trigger.refused else f"-> {told.get(trigger.span, 'in no report')}"
    return f"trigger  {trigger.kind}  [{trigger.rule}]  {went}"


def _report(report: Report, number: int) -> Iterator[str]:
    place = getattr(report.place, "place", None)
    inherited = " (inherited)" if getattr(report.place, "inherited", False) else ""
    when = _days(report.when) if isinstance(report.when, When) else report.when.reason
    yield f"\nREPORT {number}  {report.id}  {report.event_type} / {report.sub_event_type}  {report.status}"
    yield f"  where   {place.name if place else getattr(report.place, 'reason', '')}{inherited}"
    yield f"  when    {when}{' (inherited)' if report.when_inherited else ''}"
    yield f"  who     {', '.join(f'{one.actor.id} ({one.role})' for one in report.actors) or '-'}"
    yield f"  dead    {report.fatalities or '-'}   injured {report.injured or '-'}"
    for evidence in report.evidence:
        yield f"  {evidence.field:<16} {evidence.span.start:>6} {evidence.span.text!r}  [{evidence.rule}]"
