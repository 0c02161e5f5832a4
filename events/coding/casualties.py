"""Which of an article's numbers count a happening's dead and injured.

").
"""

from __future__ import annotations

import re

from events.arguments.event_mention import EventMention, event_class
from events.coding.document import Document
from events.coreference.in_document import EventCluster
from events.mentions.casualties.finder import CountMention
from events.mentions.casualties.total import injured, killed
from events.model import Count, Evidence
from text import Span

SO_FAR = re.compile(
    r"\b(?:have|has) (?:\w+ )?(?:died|lost|been (?:killed|wounded|injured))\b|\bsince\b|\bso far\b|\bearlier war\b"
)
DEADLY = frozenset({"violence", "protest", "captive", "arrest"})  # families whose dead are counted
FOLLOWS = 3  # sentences after a cluster in which a number alone ("There were two fatalities.") still counts its dead


def counted(cluster: EventCluster, document: Document) -> tuple[Count | None, Count | None, tuple[Evidence, ...]]:
    """Return the happening's dead and injured with their evidence; None where no number is given.

    >>> text = document("Rebels shelled Hama. There were two fatalities.")
    >>> dead, hurt, evidence = counted(text.clusters[0], text)
    >>> dead.best, hurt, [one.span.text for one in evidence]
    (2, None, ['two fatalities'])
    """
    mentions = counts_of(cluster, document)
    evidence = tuple(
        Evidence("fatalities" if m.of == "killed" else "injured", m.span, m.rule)
        for m in mentions
        if m.of in {"killed", "injured"}
    )
    return killed(mentions), injured(mentions), evidence


def counts_of(cluster: EventCluster, document: Document) -> list[CountMention]:
    """Return the numbers that stand nearest to a cluster's triggers.

    >>> text = document("Rebels shelled Hama. There were two fatalities.")
    >>> [count.span.text for count in counts_of(text.clusters[0], text)]
    ['two fatalities']
    """
    return [count for count in document.counts if _belongs(cluster, count, document)]


def _belongs(cluster: EventCluster, count: CountMention, document: Document) -> bool:
    """Whether a number belongs to the cluster: in one of its sentences, nearest to one of its triggers."""
    if event_class(cluster.representative.main.kind) not in DEADLY:
        return False
    return _owner(count, document) is cluster and not _came_before(cluster, count)


def _came_before(cluster: EventCluster, count: CountMention) -> bool:
    """Whether a death only led to what is told: "they set fire to the hall after a man died"."""
    sentence, main = cluster.representative.sentence.span, cluster.representative.main
    if not sentence.covers(count.span) or main.span.start > count.span.start or main.kind == "harm":
        return False
    return count.rule.startswith("intransitive") and bool(
        _AFTER.search(sentence.text[: count.span.start - sentence.start])
    )


_AFTER = re.compile(r"\bafter (?:at least |about |some )?$")


def _owner(count: CountMention, document: Document) -> EventCluster | None:
    """Return the cluster a number belongs to: nearest trigger in its sentence, else the last one told before."""
    told = [
        (one, other)
        for other in document.clusters
        for one in other.event_mentions
        if event_class(other.representative.main.kind) in DEADLY
    ]
    here = [(one, other) for one, other in told if one.sentence.span.covers(count.span)]
    if here:
        return min(here, key=lambda pair: _gap(pair[0], count))[1]
    number = document.number(count.span)
    if (
        number < 0
        or _speaks(document.sentences[number])
        or SO_FAR.search(document.sentences[number].text)
        or any(s.span.covers(count.span) for s in document.rejected_sentences)
    ):
        return None
    before = [(one, other) for one, other in told if 0 < number - one.number <= FOLLOWS]
    return max(before, key=lambda pair: pair[0].number)[1] if before else None


def _speaks(sentence: Span) -> bool:
    """Whether a sentence opens with a quotation: what is said in it is talk about the dead, not news of them."""
    return sentence.text.lstrip().startswith(("“", '"'))


def _gap(one: EventMention, count: CountMention) -> int:
    return min(abs(trigger.span.start - count.span.start) for trigger in one.triggers)
