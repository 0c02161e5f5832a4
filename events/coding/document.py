"""What an article's reports share: its mentions, counts and claims, and the other happenings.

It stands apart because place, day, counts and claims of a report are each read in a module of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from events.attribution.finder import Claim
from events.coreference.in_document import Happening
from events.mentions.casualties.finder import CountMention
from events.mentions.sentence import Scene
from events.model import ActorMention, Article, DateMention
from geo import PlaceMention
from text import Span


@dataclass(frozen=True, slots=True)
class Context:
    """What an article's reports share; ``silent`` are sentences whose triggers were all refused: their numbers count nobody."""

    article: Article
    scenes: tuple[Scene, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    dates: tuple[DateMention, ...]
    counts: tuple[CountMention, ...]
    claims: tuple[Claim, ...]
    happenings: tuple[Happening, ...]
    sentences: tuple[Span, ...] = ()
    silent: tuple[Scene, ...] = ()

    def number(self, span: Span) -> int:
        """Return the number of the sentence that holds a span (-1 where none does).

        >>> text = context("It rained. Rebels shelled Hama.")
        >>> text.number(text.places[0].span)
        1
        """
        return next((at for at, sentence in enumerate(self.sentences) if sentence.covers(span)), -1)
