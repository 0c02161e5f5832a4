"""What was read and is no event: refused trigger words with their reasons, and figures that sum up a time or an area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events.arguments import EventMention, Surroundings, eventhood_cues, is_event, of_the_page
from events.coding.casualties import SO_FAR
from events.coding.document import Document
from events.mentions.casualties import CountMention
from events.model import Figure, LeftOut
from events.triggers import Trigger
from geo import Place
from text import inside
from text.scoring import deciding

UNLIKELY = "no event that happened once"
OF_THE_PAGE = "of the page, not of the text: a link, a button, a credit"
ECHO = "no event of its own: likelier an echo of another"
LONG_DAYS = 14  # an interval from which on a number of dead sums up a time


def left_out(triggers: Iterable[Trigger], refused: Iterable[EventMention], around: Surroundings) -> Iterator[LeftOut]:
    """Yield the trigger words that give no event, in order of the text, each with the reason.

    >>> from tests.examples import surroundings_in
    >>> read = mentions_of("Rebels did not attack Hama.")
    >>> [(one.span.text, one.reason) for one in left_out(read.triggers[0], (), surroundings_in("It rained."))]
    [('attack', 'negated')]
    """
    found = [LeftOut(one.span, one.refused) for one in triggers if one.refused and not one.is_modifier]
    for one in refused:
        if of_the_page(one, around):
            found.append(LeftOut(one.main.span, OF_THE_PAGE))
            continue
        if is_event(one, around):
            found.append(LeftOut(one.main.span, ECHO))
            continue
        against = [name for name, weight in deciding(eventhood_cues(one, around), "eventhood", 6) if weight < 0][:2]
        found.append(LeftOut(one.main.span, f"{UNLIKELY}: {', '.join(against)}" if against else UNLIKELY))
    yield from sorted(found, key=lambda one: (one.span.start, one.span.stop))


def figures(refused: Iterable[EventMention], document: Document) -> Iterator[Figure]:
    """Yield the numbers of victims in sentences that sum up a time or an area and tell of no event.

    >>> text = document("Since January 812 people have been killed in Hama.")
    >>> [(one.count, one.what) for one in figures((), text)]
    [(812, 'killed')]
    """
    told = {one.number for cluster in document.clusters for one in cluster.event_mentions}
    rejected = {one.number for one in refused}
    for count in document.counts:
        number = document.number(count.span)
        if (
            count.count.best
            and number not in told
            and count.of in {"killed", "injured"}
            and _sums_up(count, number in rejected, document)
        ):
            yield _figure(count, document)


def _sums_up(count: CountMention, rejected: bool, document: Document) -> bool:  # noqa: FBT001
    sentence = document.sentences[document.number(count.span)]
    long = any(
        date.when and (date.when.latest - date.when.earliest).days >= LONG_DAYS
        for date in inside(document.dates, sentence)
    )
    return bool(SO_FAR.search(sentence.text)) or long or (rejected and count.kind == "total")


def _figure(count: CountMention, document: Document) -> Figure:
    sentence = document.sentences[document.number(count.span)]
    whens = [date.when for date in inside(document.dates, sentence) if date.when]
    places = [p.place for p in inside(document.places, sentence) if isinstance(p.place, Place) and not p.demonym]
    said = {claim.source.id: claim.source for claim in document.claims if claim.source and sentence.covers(claim.span)}
    when = max(whens, key=lambda one: one.latest - one.earliest, default=None)
    return Figure(count.span, count.count.best, count.of, when, places[0] if places else None, tuple(said.values()))
