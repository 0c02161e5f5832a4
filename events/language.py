"""Parsing only the sentences that can matter: tags, lemmas and grammar for one sentence at a time.

It stands apart because it is the one place of this room that runs the language model, and because what it costs
decides how many documents a second are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from spacy.tokens import Doc

from events.openings import with_comma
from geo import Span
from geo.encoder import Encoder, by_numpy
from geo.language import load

GRAMMAR = ("tagger", "parser", "attribute_ruler", "lemmatizer")
Step = Callable[[Sequence[Doc]], Iterable[Doc]]


def parsed(doc: Doc, sentence: Span) -> Doc:
    """Return the grammar of one sentence; ``token.idx + sentence.start`` is the token's offset in the article.

    ``doc`` is the article as read by :func:`geo.language.entities`; the grammar shares its vocabulary.
    """
    del doc
    return parse_all((sentence,))[0]


def parse_all(sentences: Iterable[Span]) -> tuple[Doc, ...]:
    """Return the grammar of each sentence, in order, parsed as one batch (several times faster than one by one).

    >>> from geo import Span
    >>> [token.dep_ for token in parse_all([Span(7, 21, "Rebels fled it")])[0]]
    ['nsubj', 'ROOT', 'dobj']
    """
    batch = [with_comma(load().make_doc(_calm(sentence.text))) for sentence in sentences]
    for step in _steps() if batch else ():
        batch = list(step(batch))
    return tuple(batch)


def _calm(text: str) -> str:
    """Return shouted text in small letters, as long as before: the parser takes capitals for names."""
    lower = text.lower()
    return lower if text.isupper() and len(lower) == len(text) else text


@cache
def _steps() -> tuple[Step, ...]:
    """Return what is run over the sentences, in order: the encoder (a fast one where it can be), then :data:`GRAMMAR`."""
    pipeline: dict[str, Any] = dict(load().pipeline)
    for name in ("tok2vec", "tagger", "parser"):
        by_numpy(pipeline[name].model)
    try:
        encode = _encoding(Encoder(pipeline["tok2vec"].model))
    except ValueError:  # a model of another build
        encode = pipeline["tok2vec"].pipe
    return (encode, *(pipeline[name].pipe for name in GRAMMAR))


def _encoding(encoder: Encoder) -> Step:
    def encode(docs: Sequence[Doc]) -> Sequence[Doc]:
        for doc, vectors in zip(docs, encoder(docs), strict=True):
            doc.tensor = vectors  # type: ignore[assignment]  # where tagger and parser look for it
        return docs

    return encode
