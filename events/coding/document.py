"""What an article's reports share: its mentions, counts and claims, and the other clusters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from events.arguments import EventMention, Surroundings, compared, spoken
from events.attribution import Claim
from events.coreference import EventCluster
from events.mentions import Sentence
from events.mentions.casualties import CountMention, Total
from events.model import ActorMention, Article, DateMention
from geo import Place, PlaceMention
from text import Span
from text.parse import Token
from text.passages import Passage


@dataclass(frozen=True, slots=True)
class Document:
    """What an article's reports share; ``rejected_sentences`` are sentences whose triggers were all refused: their numbers count nobody."""

    article: Article
    parsed_sentences: tuple[Sentence, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    dates: tuple[DateMention, ...]
    counts: tuple[CountMention, ...]
    claims: tuple[Claim, ...]
    clusters: tuple[EventCluster, ...]
    sentences: tuple[Span, ...] = ()
    rejected_sentences: tuple[Sentence, ...] = ()
    passages: Mapping[int, Passage] = field(default_factory=dict)
    around: Surroundings = field(default_factory=Surroundings)
    mentions: tuple[EventMention, ...] = ()
    land: str | None = None  # the whole text's main country, in a part of it
    begins: list[tuple[int, int]] = field(default_factory=list, compare=False, repr=False)
    numbers: dict[tuple[int, int], int] = field(
        default_factory=dict, compare=False, repr=False
    )  # of sentences, as they were asked for
    totals: dict[tuple[str | int, ...], Total | None] = field(default_factory=dict, compare=False, repr=False)
    grammar: dict[Span, tuple[Token, bool, bool]] = field(default_factory=dict, compare=False, repr=False)
    asides: dict[Span, tuple[bool, bool]] = field(default_factory=dict, compare=False, repr=False)
    settings: list[PlaceMention] = field(default_factory=list, compare=False, repr=False)  # worked out once
    numbered: dict[int, Sentence] = field(default_factory=dict, compare=False, repr=False)

    def number(self, span: Span) -> int:
        """Return the number of the sentence that holds a span (-1 where none does).

        >>> text = document("It rained. Rebels shelled Hama.")
        >>> text.number(text.places[0].span)
        1
        """
        key = span.start, span.stop
        found = self.numbers.get(key)
        if found is None:
            at = bisect_right(self.sentences, span.start, key=_start) - 1
            found = self.numbers[key] = at if at >= 0 and self.sentences[at].covers(span) else -1
        return found

    @property
    def by_number(self) -> dict[int, Sentence]:
        """Return the parsed sentences by their numbers, worked out once.

        >>> [*document("It rained. Rebels shelled Hama.").by_number]
        [1]
        """
        if not self.numbered:
            self.numbered.update((self.number(one.span), one) for one in self.parsed_sentences)
        return self.numbered

    def grammar_of(self, date: DateMention, sentence: Sentence) -> tuple[Token, bool, bool]:
        """Return a date's head word, whether the date says when somebody spoke, and whether it only compares.

        >>> text = document("Rebels shelled Hama on Monday.")
        >>> text.grammar_of(text.dates[0], text.parsed_sentences[0])
        (Monday, False, False)
        """
        found = self.grammar.get(date.span)
        if found is None:
            token = sentence.head(date.span)
            found = self.grammar[date.span] = token, spoken(sentence, date), compared(token)
        return found

    @property
    def main_country(self) -> str | None:
        """Return the country (ISO 3166) of most places of the whole text.

        >>> document("Rebels shelled Hama and Homs. They fled to Cairo.").main_country
        'SY'
        """
        if self.land is not None:
            return self.land
        counted = Counter(mention.place.country for mention in self.places if isinstance(mention.place, Place))
        return counted.most_common(1)[0][0] if counted else None

    def window(self, cluster: EventCluster) -> Document:
        """Return the document as far as it can say something of a cluster: its lead, and so many sentences around it.

        >>> text = document("Rebels shelled Hama.")
        >>> text.window(text.clusters[0]) == text
        True
        """
        low, high = self._reach(cluster)
        if low <= LEAD and high >= len(self.sentences) - 1:
            return self
        spans = (self.sentences[LEAD].stop, self.sentences[low].start, self.sentences[high].stop)
        return replace(
            self, land=self.main_country, parsed_sentences=_within(self.parsed_sentences, spans), places=_within(self.places, spans),
            actors=_within(self.actors, spans), dates=_within(self.dates, spans), counts=_within(self.counts, spans),
            claims=_within(self.claims, spans), settings=[], numbered={}, begins=[],
            clusters=self._clusters_from(low, high, cluster),
        )  # fmt: skip

    def _clusters_from(self, low: int, high: int, cluster: EventCluster) -> tuple[EventCluster, ...]:
        """Return the clusters that begin in these sentences, and the one that is asked about, in the document's order."""
        starts = self.starts
        first, last = bisect_left(starts, low, key=_number), bisect_right(starts, high, key=_number)
        near = [self.clusters[at] for at in sorted(at for _, at in starts[first:last])]
        return tuple(near) if any(one is cluster for one in near) else (*near, cluster)

    def _reach(self, cluster: EventCluster) -> tuple[int, int]:
        """Return the first and the last sentence that may say something of a cluster: fewer where many are told in few."""
        first, last = (far(one.number for one in cluster.event_mentions) for far in (min, max))
        starts, end = self.starts, len(self.sentences) - 1
        before = bisect_left(starts, first, key=_number) - CLUSTERS
        after = bisect_right(starts, last, key=_number) + CLUSTERS
        return (
            max(0, first - REACH, starts[before][0] if before > 0 else 0),
            min(end, last + REACH, starts[after - 1][0] if after < len(starts) else end),
        )

    @property
    def starts(self) -> list[tuple[int, int]]:
        """Return the sentences in which clusters begin, in order, each with the cluster's number; worked out once.

        >>> document("It rained. Rebels shelled Hama.").starts
        [(1, 0)]
        """
        if not self.begins:
            self.begins.extend(sorted((one.event_mentions[0].number, at) for at, one in enumerate(self.clusters)))
        return self.begins


REACH, LEAD = 40, 3  # sentences
CLUSTERS = 6  # on either side that are looked at


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Spanned)


def _within(items: tuple[T, ...], stretches: tuple[int, int, int]) -> tuple[T, ...]:
    """Return the items that start in the lead or in the window; ``items`` stand in order of their spans."""
    lead, start, stop = stretches
    first, last = bisect_left(items, start, key=_starts), bisect_right(items, stop, key=_starts)
    return (*items[: min(first, bisect_right(items, lead, key=_starts))], *items[first:last])


def _starts(item: _Spanned) -> int:
    return item.span.start


def _number(start: tuple[int, int]) -> int:
    return start[0]


def _start(span: Span) -> int:
    return span.start
