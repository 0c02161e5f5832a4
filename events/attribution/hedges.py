"""The words by which an article keeps its distance: "alleged", "reportedly", and what each of them throws doubt on.

It stands apart from the verbs of saying because here nobody speaks but the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from events.attribution.sources import Found, speech_words
from events.attribution.verbs import child
from text import Span


def doubts(sentence: Span, parse: Doc | None) -> Iterator[Found]:
    """Yield the scare words of a sentence; with no parse each covers the rest of its clause.

    >>> said = sentence_of("Soldiers allegedly shelled the town.")
    >>> [(found.rule, said.span.text[slice(*found.scope)]) for found in doubts(said.span, said.parse)]
    [('the article says allegedly', 'Soldiers allegedly shelled the town')]
    """
    for found in re.finditer(r"[\w-]+", sentence.text):
        if found[0].lower() in speech_words("doubts") and not sentence.text[found.end() + 1 :][:1].isupper():
            start, stop = found.start() + sentence.start, found.end() + sentence.start
            scope = _doubted(sentence, parse, found.end()) if parse is not None else _rest(sentence, found.end())
            if scope[0] < scope[1]:
                yield Found("doubts", (start, stop), scope, f"the article says {found[0].lower()}")


def _rest(sentence: Span, at: int) -> tuple[int, int]:
    word = re.compile(r"\s(\w+)").match(sentence.text, at)
    if word and _SOMEBODY.match(word[1]):
        return sentence.start + word.start(1), sentence.start + word.end(1)
    cut = re.compile(r"[,;]|$").search(sentence.text, at)
    stop = cut.start() if cut else len(sentence.text)
    return sentence.start + min(at + 1, stop), sentence.start + len(sentence.text[:stop].rstrip(" ."))


def _doubted(sentence: Span, parse: Doc, at: int) -> tuple[int, int]:
    """Return what the word that ends at ``at`` throws doubt on: its noun, the verb it qualifies, or what its noun is said to do."""
    token = next((t for t in parse if t.idx + len(t) == at), None)
    if token is None:
        return _rest(sentence, at)
    head = token.head if token.dep_ in {"amod", "advmod", "compound", "nmod"} else token
    if head.dep_ == "nsubj" and head.head.pos_ == "VERB" and not _person(head):
        head = head.head
    apart = {t for other in head.conjuncts if child(other, "nsubj", "nsubjpass") for t in other.subtree}
    inside = [t for t in head.subtree if t is not token and t not in apart and not t.is_punct] or [head]
    return sentence.start + inside[0].idx, sentence.start + inside[-1].idx + len(inside[-1])


_SOMEBODY = re.compile(
    r"(?:\w+(?:men|man|ers?|ors?|ants?|ists?|ees?)|people|members?|spy|spies|agents?|thief|thieves|rebels?)$"
)


def _person(token: Token) -> bool:
    """Whether an "alleged" noun is somebody ("alleged militants"): then the deed is not in doubt, who he is is."""
    return bool(_SOMEBODY.match(token.lower_))
