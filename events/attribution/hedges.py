"""The words by which an article keeps its distance ("alleged", "may have", "is blamed for") and what each throws doubt on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.attribution.sources import Found
from text import Span
from text.factuality import DOUBT, FactualityCue, cue_words, cues
from text.grammar import subjects
from text.lexicon import either_of
from text.parse import Parse, Token

_WORD = re.compile(r"[\w'’-]+")
_DEEDS = frozenset({"VERB", "NOUN", "PROPN"})


def doubts(sentence: Span, parse: Parse | None) -> Iterator[Found]:
    """Yield the hedges of a sentence; with no parse each scare word covers the rest of its clause.

    >>> said = sentence_of("Soldiers allegedly shelled the town.")
    >>> [(found.rule, said.span.text[slice(*found.scope)]) for found in doubts(said.span, said.parse)]
    [('the article says allegedly', 'Soldiers allegedly shelled the town')]
    >>> said = sentence_of("Rebels are thought to have shelled the town.")
    >>> [(found.rule, said.span.text[slice(*found.scope)]) for found in doubts(said.span, said.parse)]
    [('the article says think', 'to have shelled the town')]
    """
    if parse is None:
        yield from _by_words(sentence)
        return
    words = {word.lower() for token in parse for word in (token.text, token.lemma)}
    if words.isdisjoint(cue_words(DOUBT)):
        return
    hedged: dict[tuple[int, ...], list[tuple[FactualityCue, Token]]] = {}
    for token in parse:
        for cue in cues(token) if token.pos in _DEEDS else ():
            if cue.category in DOUBT:
                hedged.setdefault(cue.tokens, []).append((cue, token))
    for found in hedged.values():
        heads = _highest(list(dict.fromkeys(token for _, token in found)))
        yield from (_found(sentence, found[0][0], head) for head in heads)


def _highest(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens that hang on none of the others."""
    yield from (one for one in tokens if not any(other != one and other.is_ancestor(one) for other in tokens))


def _found(sentence: Span, cue: FactualityCue, head: Token) -> Found:
    first = head.doc[cue.tokens[0]]
    span = sentence.start + first.idx, sentence.start + first.idx + len(first)
    return Found("doubts", span, _doubted(sentence, head), f"the article says {cue.phrase}")


def _doubted(sentence: Span, head: Token) -> tuple[int, int]:
    """Return the offsets of the clause or phrase of ``head``, without clauses that have a subject of their own."""
    apart = {t for other in head.conjuncts if subjects(other) and other.pos == "VERB" for t in other.subtree}
    inside = [t for t in head.subtree if t not in apart and not t.is_punct] or [head]
    return sentence.start + inside[0].idx, sentence.start + inside[-1].idx + len(inside[-1])


def _by_words(sentence: Span) -> Iterator[Found]:
    for found in _WORD.finditer(sentence.text):
        if (
            found[0].lower() in cue_words(DOUBT, "noun", "adverb")
            and not sentence.text[found.end() + 1 :][:1].isupper()
        ):
            scope = _rest(sentence, found.end())
            if scope[0] < scope[1]:
                cue = found.start() + sentence.start, found.end() + sentence.start
                yield Found("doubts", cue, scope, f"the article says {found[0].lower()}")


def _rest(sentence: Span, at: int) -> tuple[int, int]:
    word = re.compile(r"\s(\w+)").match(sentence.text, at)
    if word and _SOMEBODY.match(word[1]):
        return sentence.start + word.start(1), sentence.start + word.end(1)
    cut = re.compile(r"[,;]|$").search(sentence.text, at)
    stop = cut.start() if cut else len(sentence.text)
    return sentence.start + min(at + 1, stop), sentence.start + len(sentence.text[:stop].rstrip(" ."))


_SOMEBODY = re.compile(r"(?:" + either_of("somebody") + r")$")
