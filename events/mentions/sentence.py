"""One sentence with its grammar and with the names that were found in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter

from events.model import ActorMention
from geo import PlaceMention
from text import Span
from text.lexicon import word_class, word_group
from text.parse import Parse, Token

_idx = attrgetter("idx")
PRONOUNS = word_group("pronouns for people")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (article offsets), its parse (token offsets count from its start), its places and actors."""

    span: Span
    parse: Parse
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    heads: dict[Span, Token] = field(init=False, default_factory=dict, compare=False, repr=False)
    settings: list[tuple[PlaceMention, ...]] = field(init=False, default_factory=list, compare=False, repr=False)

    def token_span(self, token: Token, last: Token | None = None) -> Span:
        """Return the article span of a token, or of the run of tokens up to ``last``.

        >>> sentence_of("Rebels shelled Hama.").token_span(word("Rebels [shelled] Hama.")).start
        7
        """
        end = last or token
        return self.span.part(self.span.start + token.idx, self.span.start + end.idx + len(end))

    def head(self, span: Span) -> Token:
        """Return the highest token of a span's words (the sentence's first where it has none).

        >>> from text import span_of
        >>> sentence_of("They shelled the old town.").head(span_of("They shelled the old town.", 13, 25))
        town
        """
        if span in self.heads:
            return self.heads[span]
        start, stop = max(0, span.start - self.span.start), span.stop - self.span.start
        tokens = self.parse.tokens
        inside = tokens[bisect_left(tokens, start, key=_idx) : bisect_left(tokens, stop, key=_idx)]
        found = next((token for token in inside if token.head not in inside or token.head is token), tokens[0])
        self.heads[span] = found
        return found

    def actor(self, token: Token) -> ActorMention | None:
        """Return the actor whose mention covers the token.

        >>> said = sentence_of("ISIS fighters left.")
        >>> said.actor(said.parse[1]).actor.id, said.actor(said.parse[2])
        ('islamic-state', None)
        """
        at = self.span.start + token.idx
        return next((found for found in self.actors if found.span.start <= at < found.span.stop), None)

    def place(self, token: Token) -> PlaceMention | None:
        """Return the place (no demonym) whose mention covers the token.

        >>> said = sentence_of("Syrian rebels left Hama.")
        >>> said.place(said.parse[3]).span.text, said.place(said.parse[0])
        ('Hama', None)
        """
        at = self.span.start + token.idx
        return next((x for x in self.places if x.span.start <= at < x.span.stop and not x.demonym), None)

    def is_person(self, token: Token) -> bool:
        """Whether a word stands for people: a noun for people, a number alone, a pronoun, an actor, a person's name.

        >>> said = sentence_of("Rebels shot a farmer and a cow.")
        >>> said.is_person(said.parse[3]), said.is_person(said.parse[6])
        (True, False)
        """
        if token.base in word_class("person") or token.norm in word_class("person"):
            return True
        if token.base in word_class("weapon"):
            return False
        counted = token.pos == "NUM" or token.norm in PRONOUNS
        return counted or self.actor(token) is not None or (token.pos == "PROPN" and self.place(token) is None)

    def is_place(self, token: Token) -> bool:
        """Whether a word names a place or is a noun for one.

        >>> said = sentence_of("Rebels shelled a village and a truck.")
        >>> said.is_place(said.parse[3]), said.is_place(said.parse[6])
        (True, False)
        """
        if token.base in word_class("weapon"):
            return False
        return self.place(token) is not None or token.base in word_class("place")
