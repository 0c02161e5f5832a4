"""Parsing only the sentences that can matter: tags, lemmas and grammar for one sentence at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, IS_PUNCT, LEMMA, LOWER, ORTH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc

from text import Span
from text.encoder import Encoder, by_numpy
from text.language import load
from text.opening_dates import with_comma
from text.parse import Parse, Token
from text.relations import relation_of
from text.word_forms import WordForms

Step = Callable[[Sequence[Doc]], Iterable[Doc]]


def parse_all(sentences: Iterable[Span]) -> tuple[Parse, ...]:
    """Return the grammar of each sentence, in order, parsed as one batch (several times faster than one by one).

    >>> [token.relation for token in parse_all([Span(7, 21, "Rebels fled it")])[0]]
    ['agent', 'root', 'patient']
    """
    return tuple(_plain(doc) for doc in parsed(sentences))


def parsed(sentences: Iterable[Span]) -> tuple[Doc, ...]:
    """Return the same as spaCy's own documents.

    >>> [token.dep_ for token in parsed([Span(7, 21, "Rebels fled it")])[0]]
    ['nsubj', 'ROOT', 'dobj']
    """
    pipeline = load()
    batch = [with_comma(pipeline.make_doc(_calm(sentence.text))) for sentence in sentences]
    for step in _steps(pipeline) if batch else ():
        batch = list(step(batch))
    return tuple(batch)


def _plain(doc: Doc) -> Parse:
    """Return a document's tokens as plain objects, all asked for at once."""
    strings, columns = doc.vocab.strings, doc.to_array([ORTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, IS_PUNCT]).T.tolist()
    *words, labels = ([strings[each] for each in column] for column in columns[:6])
    tokens = tuple(
        Token(i, token.idx, told, is_punct=bool(mark))
        for i, (token, told, mark) in enumerate(zip(doc, zip(*words, strict=True), columns[7], strict=True))
    )
    heads = ((i + offset) % (1 << 64) for i, offset in enumerate(columns[6]))  # to_array has no negative numbers
    return Parse(doc.text, tokens, heads, map(relation_of, labels), np.asarray(doc.tensor, dtype=np.float32))


def _calm(text: str) -> str:
    """Return shouted text in small letters, as long as before: the parser takes capitals for names."""
    lower = text.lower()
    return lower if text.isupper() and len(lower) == len(text) else text


@lru_cache(maxsize=1)
def _steps(language: Language) -> tuple[Step, ...]:
    """Return what is run over the sentences, in order: encoder, tags, grammar, word forms; fast ones where they can be."""
    pipeline: dict[str, Any] = dict(language.pipeline)
    for name in ("tok2vec", "tagger", "parser"):
        by_numpy(pipeline[name].model)
    try:
        encode = _encoding(Encoder(pipeline["tok2vec"].model))
    except ValueError:  # a model of another build
        encode = pipeline["tok2vec"].pipe
    return (encode, pipeline["tagger"].pipe, pipeline["parser"].pipe, *_word_forms(pipeline))


def _word_forms(pipeline: dict[str, Any]) -> tuple[Step, ...]:
    ruler, lemmatizer = pipeline["attribute_ruler"], pipeline["lemmatizer"]
    try:
        return (WordForms(ruler, lemmatizer),)
    except ValueError:  # a model of another build
        return ruler.pipe, lemmatizer.pipe


def _encoding(encoder: Encoder) -> Step:
    def encode(docs: Sequence[Doc]) -> Sequence[Doc]:
        for doc, vectors in zip(docs, encoder(docs), strict=True):
            doc.tensor = vectors  # type: ignore[assignment]  # where tagger and parser look for it
        return docs

    return encode
