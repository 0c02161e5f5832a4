"""Parsing only the sentences that can matter: tags, lemmas and grammar for one sentence at a time.

It stands apart because it is the one place of this room that runs the language model, and because what it costs
decides how many documents a second are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc

from geo import Span
from geo.language import load

GRAMMAR = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")


def parsed(doc: Doc, sentence: Span) -> Doc:
    """Return the grammar of one sentence; ``token.idx + sentence.start`` is the token's offset in the article.

    ``doc`` is the article as read by :func:`geo.language.entities`; only its vocabulary is used.
    """
    return parse_all(doc, (sentence,))[0]


def parse_all(doc: Doc, sentences: Iterable[Span]) -> tuple[Doc, ...]:
    """Return the grammar of each sentence, in order, parsed as one batch (several times faster than one by one)."""
    del doc  # the same shared vocabulary whichever article it came from
    batch = [load().make_doc(sentence.text) for sentence in sentences]
    for component in _components():
        batch = list(component.pipe(batch, batch_size=64))  # type: ignore[attr-defined]
    return tuple(batch)


@cache
def _components() -> tuple[object, ...]:
    pipeline = dict(load().pipeline)
    return tuple(pipeline[name] for name in GRAMMAR)
