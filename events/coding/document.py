"""What an article's reports share: its mentions, counts and claims, and the other clusters.

It stands apart because place, day, counts and claims of a report are each read in a module of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from events.arguments.eventhood import Surroundings
from events.attribution.finder import Claim
from events.coreference.in_document import EventCluster
from events.mentions.casualties.finder import CountMention
from events.mentions.sentence import Sentence
from events.model import ActorMention, Article, DateMention
from geo import PlaceMention
from text import Span
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

    def number(self, span: Span) -> int:
        """Return the number of the sentence that holds a span (-1 where none does).

        >>> text = document("It rained. Rebels shelled Hama.")
        >>> text.number(text.places[0].span)
        1
        """
        at = bisect_right(self.sentences, span.start, key=_start) - 1
        return at if at >= 0 and self.sentences[at].covers(span) else -1


def _start(span: Span) -> int:
    return span.start
