"""What an article's reports share: its mentions, counts and claims, and the other clusters.

It stands apart because place, day, counts and claims of a report are each read in a module of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from events.attribution.finder import Claim
from events.coreference.in_document import EventCluster
from events.mentions.casualties.finder import CountMention
from events.mentions.sentence import Sentence
from events.model import ActorMention, Article, DateMention
from geo import PlaceMention
from text import Span


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

    def number(self, span: Span) -> int:
        """Return the number of the sentence that holds a span (-1 where none does).

        >>> text = document("It rained. Rebels shelled Hama.")
        >>> text.number(text.places[0].span)
        1
        """
        return next((at for at, sentence in enumerate(self.sentences) if sentence.covers(span)), -1)
