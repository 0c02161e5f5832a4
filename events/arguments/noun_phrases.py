"""The actors of a noun phrase: its head's, those before and behind it, and whose people they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.arguments.argument import CIVILIAN
from events.mentions import Sentence
from events.model import ActorMention
from text.grammar import ancestors
from text.parse import Token


def until(token: Token, stop: Token) -> Iterator[Token]:
    """Yield the words above one in the parse, up to and with ``stop``.

    >>> said = word("Rebels attacked a post near [Hama].")
    >>> [each.text for each in until(said, said.head.head)]
    ['near', 'post']
    """
    for above in ancestors(token):
        yield above
        if above == stop:
            return


def named(sentence: Sentence, head: Token) -> Iterator[ActorMention]:
    """Yield the actors named by a noun phrase: its head, what stands before it, "of" and "from" after it.

    >>> said = sentence_of("Soldiers of the Chadian army fled.")
    >>> [one.span.text for one in named(said, said.parse[0])]
    ['Chadian army']
    """
    covered = sentence.actor(head)
    if covered is not None:
        yield whose(sentence, head, covered) or covered
        return
    yield from inside(sentence, head)


def whose(sentence: Sentence, head: Token, plain: ActorMention) -> ActorMention | None:
    """Return whose people they are: "fighters believed to belong to Boko Haram", "soldiers of the Chadian contingent".

    >>> said = sentence_of("Fighters believed to belong to Boko Haram fled.")
    >>> whose(said, said.parse[0], said.actors[0]).actor.name
    'Boko Haram'
    """
    if plain.rule not in {"plain kind", "body of the country it stands in"} or plain.actor.inter == CIVILIAN:
        return None
    of = [inner for child in head.children if child.norm == "of" for inner in child.children]
    after = sentence.span.text[plain.span.stop - sentence.span.start :]
    led = _BELONGING.match(after)
    at = plain.span.stop + led.end() if led else -1
    named = (
        *(one for token in of if (one := sentence.actor(token))),
        *(one for one in sentence.actors if one.span.start == at),
    )
    sides = (one for one in named if one.rule in {"listed name", "nation + body"} and one.actor.inter in _SIDES)
    return next(sides, None)


_SIDES = frozenset({1, 2, 3, 8})


_BELONGING = re.compile(
    r" (?:(?:who (?:are|were) )?(?:believed|suspected|thought|said|alleged|presumed) to (?:belong to|be (?:members? of|from|part of))"
    r"|belonging to|loyal to|linked to|allied (?:to|with)|affiliated (?:to|with)) (?:the )?"
)


def inside(sentence: Sentence, head: Token) -> Iterator[ActorMention]:
    """Yield the actor mentions in a phrase, relative clauses left out.

    >>> said = sentence_of("Soldiers of the Chadian army fled.")
    >>> [one.span.text for one in inside(said, said.parse[0])]
    ['Soldiers', 'Chadian army']
    """
    tokens = list(_phrase_tokens(head))
    seen: list[ActorMention] = []
    for token in sorted(tokens, key=lambda token: token.i):
        mention = sentence.actor(token)
        if mention is not None and mention not in seen:
            seen.append(mention)
            yield mention


def _phrase_tokens(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.relation not in {
            "relative clause",
            "noun clause",
            "adverbial clause",
            "content clause",
            "conjunct",
            "inserted clause",
        } or (child.relation == "conjunct" and head.relation == "oblique"):
            yield from _phrase_tokens(child)
