"""The model read faster is the same model: names and vectors are those of spaCy's own pipe, whatever the text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from text import Span
from text.encoder import Encoder
from text.language import MODELS, entities, recogniser
from text.parsing import parsed

ARTICLES = sorted((Path(__file__).parent / "gold").glob("*.md"))
ODD = ["", " ", "\n\n", "A", "London", "in London ", "x" * 3000, "\n \n Paris \n", "😀 " * 50, "Paris Paris " * 200]


@cache
def plain() -> Language:
    """SpaCy's pipeline as it is loaded, which nothing of ours has touched."""
    return spacy.load(next(model for model in MODELS if spacy.util.is_package(model)))


def names(doc: spacy.tokens.Doc) -> list[tuple[int, int, str]]:
    return [(name.start, name.end, name.label_) for name in doc.ents]


def spacys(text: str) -> list[tuple[int, int, str]]:
    return names(plain().get_pipe("ner")(plain().make_doc(text)))


@pytest.mark.parametrize("text", [*ODD, *(path.read_text(encoding="utf8") for path in ARTICLES)])
def test_the_names_of_a_text_are_spacys(text: str) -> None:
    assert names(entities(text)) == spacys(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Gen.",
                "Asapov",
                "of",
                "the",
                "U.S.",
                "Army",
                "met",
                "12",
                "in",
                "Deir",
                "el",
                "-",
                "Zour",
                ",",
                "Syria",
                "on",
                "Sept.",
                "24",
                "\n",
            ]
        )
    )
)
def test_the_names_of_any_words_are_spacys(words: list[str]) -> None:
    text = " ".join(words)
    assert names(entities(text)) == spacys(text)


def test_the_grammar_of_a_sentence_is_spacys() -> None:
    text = "On Monday, rebels who had fled Hama shelled the town, killing three, the army said."
    doc = plain().make_doc(text)
    for name in ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"):
        doc = plain().get_pipe(name)(doc)
    (ours,) = parsed([Span(0, len(text), text)])
    assert [(t.text, t.tag_, t.pos_, t.dep_, t.head.i, t.lemma_) for t in ours] == [
        (t.text, t.tag_, t.pos_, t.dep_, t.head.i, t.lemma_) for t in doc
    ]


def test_a_texts_vectors_do_not_depend_on_what_was_read_before_or_stands_beside_it() -> None:
    model = plain().get_pipe("tok2vec").model
    docs = [plain().make_doc(text) for text in ("Rebels fled.", "", "The army shelled Hama again.", "No.")]
    together = Encoder(model)(docs)
    alone = [Encoder(model)([doc])[0] for doc in docs]
    for ours, single, doc in zip(together, alone, docs, strict=True):
        assert np.allclose(ours, single, atol=1e-5)
        assert np.allclose(ours, model.predict([doc])[0], atol=1e-4)


def test_more_words_than_are_kept_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    model, doc = plain().get_pipe("tok2vec").model, plain().make_doc("one two three four five six seven eight nine ten")
    expected = Encoder(model)([doc])[0]
    monkeypatch.setattr("text.encoder.KEPT", 4)
    monkeypatch.setattr("text.encoder.STRETCH", 3)
    assert np.allclose(Encoder(model)([doc])[0], expected, atol=1e-5)


def test_a_model_of_another_build_is_refused() -> None:
    with pytest.raises(ValueError, match="other layers"):
        Encoder(plain().get_pipe("tagger").model)


def test_where_the_model_is_of_another_build_spacys_own_pipe_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("text.encoder.REACH", 0)
    recogniser.cache_clear()
    try:
        assert names(entities("They met in London.")) == [(3, 4, "GPE")]
    finally:
        recogniser.cache_clear()
