"""Which of an article's numbers count a happening's dead and injured."""

from __future__ import annotations

import re
from bisect import bisect_right

from events.arguments import EventMention, event_class
from events.coding.document import Document
from events.coreference import EventCluster
from events.mentions import Sentence
from events.mentions.casualties import CountMention
from text import Span

SO_FAR = re.compile(
    r"\b(?:have|has) (?:\w+ )?(?:died|lost|been (?:killed|wounded|injured))\b|\bsince\b|\bso far\b|\bearlier war\b"
)
DEADLY = frozenset({"violence", "protest", "captive", "arrest"})  # families whose dead are counted
FOLLOWS = 3  # sentences after a cluster in which a number alone ("There were two fatalities.") still counts its dead


def counts_of(cluster: EventCluster, document: Document) -> list[CountMention]:
    """Return the numbers that stand nearest to a cluster's triggers.

    >>> text = document("Rebels shelled Hama. There were two fatalities.")
    >>> [count.span.text for count in counts_of(text.clusters[0], text)]
    ['two fatalities']
    """
    if event_class(cluster.representative.main.kind) not in DEADLY:
        return []
    told = _told(document)
    near = {one.number + after for one in cluster.event_mentions for after in range(FOLLOWS + 1)}
    counts = (count for count in document.counts if document.number(count.span) in near)
    own = [count for count in counts if _owner(count, document, told) is cluster]
    return [count for count in own if not _came_before(cluster, count)]


def _came_before(cluster: EventCluster, count: CountMention) -> bool:
    """Whether a death only led to what is told: "they set fire to the hall after a man died"."""
    sentence, main = cluster.representative.sentence.span, cluster.representative.main
    if not sentence.covers(count.span) or main.span.start > count.span.start or main.kind == "harm":
        return False
    return count.rule.startswith("intransitive") and bool(
        _AFTER.search(sentence.text[: count.span.start - sentence.start])
    )


_AFTER = re.compile(r"\bafter (?:at least |about |some )?$")


Told = dict[int, list[tuple[EventMention, EventCluster]]]


def _told(document: Document) -> Told:
    """Return sentence -> the event mentions in it whose dead are counted, each with its cluster."""
    found: Told = {}
    for other in document.clusters:
        if event_class(other.representative.main.kind) in DEADLY:
            for one in other.event_mentions:
                found.setdefault(one.number, []).append((one, other))
    return found


def _owner(count: CountMention, document: Document, told: Told) -> EventCluster | None:
    """Return the cluster a number belongs to: nearest trigger in its sentence, else the last one told before."""
    number = document.number(count.span)
    if here := told.get(number):
        return min(here, key=lambda pair: _gap(pair[0], count))[1]
    if (
        number < 0
        or _speaks(document.sentences[number])
        or SO_FAR.search(document.sentences[number].text)
        or _is_rejected(count.span, document)
    ):
        return None
    before = (told[number - back] for back in range(1, FOLLOWS + 1) if number - back in told)
    return next((pairs[0][1] for pairs in before), None)


def _is_rejected(span: Span, document: Document) -> bool:
    """Whether a span stands in a sentence whose triggers were all refused."""
    rejected = document.rejected_sentences
    at = bisect_right(rejected, span.start, key=_start) - 1
    return at >= 0 and rejected[at].span.covers(span)


def _start(sentence: Sentence) -> int:
    return sentence.span.start


def _speaks(sentence: Span) -> bool:
    """Whether a sentence opens with a quotation: what is said in it is talk about the dead, not news of them."""
    return sentence.text.lstrip().startswith(("“", '"'))


def _gap(one: EventMention, count: CountMention) -> int:
    return min(abs(trigger.span.start - count.span.start) for trigger in one.triggers)
