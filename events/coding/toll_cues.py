"""How many died (or were injured) in a happening: every figure of the document that could be its toll, each with cues."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from events.arguments import event_class
from events.coding.casualties import SO_FAR, counts_of
from events.coding.document import Document
from events.coreference import EventCluster
from events.mentions.casualties import CountMention, Total, add_up
from events.model import Count
from text import Span
from text.scoring import Cues, band

Of = Literal["killed", "injured"]
GAPS = ((1, "one sentence"), (3, "two or three sentences"))
SUM = "what its sentences add up to"
SIZES = ((1, "1"), (9, "2-9"), (99, "10-99"))


@dataclass(frozen=True, slots=True)
class TollCandidate:
    """A figure with the mentions that give it, and its cues; no mentions: no figure."""

    count: Count | None
    mentions: tuple[CountMention, ...]
    cues: Cues
    rule: str


def toll_candidates(cluster: EventCluster, document: Document, of: Of) -> tuple[TollCandidate, ...]:
    """Return the figures that the document gives, by size of the best figure, at last none.

    >>> text = document("Rebels shelled Hama, killing two men. Nine people were killed in Homs.")
    >>> [one.count and one.count.best for one in toll_candidates(text.clusters[0], text, "killed")]
    [2, 9, None]
    """
    return figures_of(Around.of(cluster, document), of)


def figures_of(around: Around, of: Of) -> tuple[TollCandidate, ...]:
    """Return the same for what was put together once for the dead and the injured.

    >>> text = document("Rebels shelled Hama, wounding two men.")
    >>> [one.count and one.count.best for one in figures_of(Around.of(text.clusters[0], text), "injured")]
    [2, None]
    """
    own, document = around.own, around.document
    summed = add_up(own, of=of)
    figures: dict[int, list[CountMention]] = {}
    figures_near = _figures_near(of, around)
    for number, told in _sentences(around, of).items():
        mixed = number in around.numbers and number in around.others
        line = add_up([one for one in told if one in own], of=of) if mixed else _total_of(told, of, document)
        if line and line.count.best:
            figures.setdefault(line.count.best, []).extend(line.mentions)
        for mention in _apart(told) if line and len(line.mentions) > 1 else ():
            if mention not in figures.get(mention.count.best, []):
                figures.setdefault(mention.count.best, []).append(mention)
    if summed and summed.count.best:
        figures.setdefault(summed.count.best, [])
    found = [
        _candidate(best, mentions, summed.count if summed else None, figures_near, around)
        for best, mentions in sorted(figures.items())
    ]
    return (
        *found,
        TollCandidate(None, (), dict.fromkeys(_none(of, around, summed.count if summed else None), 1.0), "no figure"),
    )


def _sentences(around: Around, of: Of) -> dict[int, list[CountMention]]:
    """Return sentence -> its numbers of dead (or injured): a list adds up by rule, and of two happenings each has its own."""
    found: dict[int, list[CountMention]] = {}
    for number, count in around.numbered:
        if count.of == of and count.kind != "elsewhere" and count.count.best:
            found.setdefault(number, []).append(count)
    return found


def _total_of(told: list[CountMention], of: Of, document: Document) -> Total | None:
    """Return what the numbers of a sentence add up to, worked out once for all clusters of the document."""
    key = (of, *(at for one in told for at in (one.span.start, one.span.stop)))
    if key not in document.totals:
        document.totals[key] = add_up(told, of=of)
    return document.totals[key]


def _apart(told: list[CountMention]) -> Iterator[CountMention]:
    """Yield the numbers that are no part of a list ("ten soldiers and five rebels were killed" counts fifteen)."""
    lists = [mention.span for mention in told if mention.kind == "list"]
    yield from (one for one in told if one.kind != "list" and not any(span.covers(one.span) for span in lists))


@dataclass(frozen=True, slots=True)
class Around:
    """What all figures of one happening are held against."""

    cluster: EventCluster
    document: Document
    own: tuple[CountMention, ...]
    numbers: frozenset[int]
    numbered: tuple[tuple[int, CountMention], ...]  # the text's numbers of people, each with that of its sentence
    counted: Counter[int]  # sentence -> how many numbers of the text stand in it
    others: frozenset[int]
    triggers: tuple[Span, ...]
    other_triggers: tuple[Span, ...]

    @classmethod
    def of(cls, cluster: EventCluster, document: Document) -> Around:
        """Return it for a happening of a document.

        >>> text = document("Rebels shelled Hama, killing two men.")
        >>> [one.span.text for one in Around.of(text.clusters[0], text).own]
        ['killing two men']
        """
        numbered = tuple((document.number(count.span), count) for count in document.counts)
        others = [one for other in document.clusters if other is not cluster for one in other.event_mentions]
        return cls(
            cluster, document, tuple(counts_of(cluster, document)), frozenset(one.number for one in cluster.event_mentions),
            numbered, Counter(number for number, _ in numbered),
            frozenset(one.number for one in others),
            tuple(trigger.span for one in cluster.event_mentions for trigger in one.triggers),
            tuple(sorted((trigger.span for one in others for trigger in one.triggers), key=_start)),
        )  # fmt: skip


def _candidate(
    best: int, mentions: list[CountMention], summed: Count | None, near: _Near, around: Around
) -> TollCandidate:
    is_sum = summed is not None and summed.best == best
    count = summed if is_sum else next((mention.count for mention in mentions if mention.count.best == best), None)
    if count is None and (line := add_up(mentions, of=near.of)):
        count = line.count
    given = tuple(mention for mention in (around.own if is_sum and not mentions else mentions) if mention.of == near.of)
    numbers = [around.document.number(mention.span) for mention in mentions]
    cues = (
        *_itself(best, mentions, is_sum),
        *_told(best, mentions, frozenset(numbers), around),
        *_where(mentions, numbers, around),
        *_beside(best, near),
    )
    return TollCandidate(count, given, dict.fromkeys(cues, 1.0), SUM if is_sum else "the likeliest figure")


def _itself(best: int, mentions: list[CountMention], is_sum: bool) -> Iterator[str]:  # noqa: FBT001
    if is_sum:
        yield SUM
        if not mentions:
            yield "a sum that nobody says"
    yield band(best, SIZES, "100 and more")
    if best >= 1000:
        yield "thousands"
    for kind in {mention.kind for mention in mentions}:
        yield f"figure: {kind}"
    for rule in {mention.rule.split(",")[0] for mention in mentions}:
        yield f"read as: {rule}"
    if any(SO_FAR.search(mention.sentence.text) for mention in mentions if mention.sentence):
        yield "so far, since"


def _told(best: int, mentions: list[CountMention], sentences: frozenset[int], around: Around) -> Iterator[str]:
    if len(sentences) > 1:
        yield "told more than once"
    elif len(mentions) > 1:
        yield "several numbers of a sentence"
    elif any(around.counted[number] > 1 for number in sentences):
        yield "one of several numbers of a sentence"
    title = around.document.article.title or ""
    if str(best) in title.split():
        yield "in the title"


def _where(mentions: list[CountMention], numbers: list[int], around: Around) -> Iterator[str]:
    if any(mention in around.own for mention in mentions):
        yield "counted with it"
    if any(mention.span.covers(span) for mention in mentions for span in around.triggers):
        yield "its own word counts it"
    elif any(_holds_one(mention.span, around.other_triggers) for mention in mentions):
        yield "another happening's word counts it"
    own = [n for n in numbers if n in around.numbers]
    if own:
        yield from _inside(mentions, numbers, own, around)
    elif numbers:
        yield f"{band(min(abs(n - one) for n in numbers for one in around.numbers), GAPS, 'far')} away"
        if any(0 < n - max(around.numbers) <= 2 for n in numbers):
            yield "just after"
        if all(n in around.others for n in numbers):
            yield "only in sentences of other happenings"
    if numbers and min(numbers) <= 1:
        yield "in the lead"


def _holds_one(span: Span, sought: tuple[Span, ...]) -> bool:
    """Whether a span covers one of others that are in order."""
    first = bisect_left(sought, span.start, key=_start)
    return any(span.covers(one) for one in takewhile(lambda one: one.start < span.stop, sought[first:]))


def _start(span: Span) -> int:
    return span.start


def _inside(mentions: list[CountMention], numbers: list[int], own: list[int], around: Around) -> Iterator[str]:
    main = around.cluster.representative
    yield "in a sentence of the happening"
    if main.number in own:
        yield "in its first sentence"
    if all(n in around.others for n in own):
        yield "in a sentence of two happenings"
    if any(n == main.number and m.span.start > main.main.span.start for m, n in zip(mentions, numbers, strict=True)):
        yield "after the deed"


@dataclass(frozen=True, slots=True)
class _Near:
    """The figures of a happening's own sentences, by size, and the first of them."""

    of: Of
    figures: tuple[int, ...]
    first: int | None


def _figures_near(of: Of, around: Around) -> _Near:
    here = [(number, one.count.best) for number, one in around.numbered if number in around.numbers and one.of == of]
    first = next((figure for number, figure in here if number == min(around.numbers)), None)
    return _Near(of, tuple(sorted({best for _, best in here if best})), first)


def _beside(best: int, near: _Near) -> Iterator[str]:
    figures = near.figures
    if not figures:
        yield "no figure in its sentences"
    elif best in figures:
        yield (
            "the only figure in its sentences"
            if len(figures) == 1
            else "the largest in its sentences"
            if best == figures[-1]
            else "the smallest in its sentences"
            if best == figures[0]
            else "one of several in its sentences"
        )
        if near.first == best:
            yield "the first in its sentences"


def _none(of: Of, around: Around, summed: Count | None) -> Iterator[str]:
    yield "no figure"
    yield f"no figure: {event_class(around.cluster.representative.main.kind)}"
    kinds = {trigger.kind for one in around.cluster.event_mentions for trigger in (*one.triggers, *one.modifiers)}
    if "harm" in kinds:
        yield "no figure, though harm is told"
    if summed is None or not summed.best:
        yield "no figure in its sentences"
    if of == "injured":
        yield "no figure of injured"
    if around.cluster.representative.main.kind == "harm":
        yield "no figure of a killing"
