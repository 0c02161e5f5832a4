"""Parts of speech and base forms looked up once a word are those that spaCy's own pipes set, and memory has an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from text import Span, language, word_forms
from text.parsing import parsed as parsed_as_read
from text.sentences import sentences
from text.word_forms import WordForms

ARTICLES = sorted((Path(__file__).parent / "gold").glob("*.md"))
PAIRS = (
    "Let's go now.",
    "There is a road and there were two.",
    "They're gonna flee; y'all got ta stay.",
    "C'mon, I gotta.",
)
ODD = ("He gets  what \n she got.", "Nothin' doin'.", "'em", "ol' 😀 town", "do did had has", "IT hit HIM")


@cache
def plain() -> Language:
    """SpaCy's pipeline as it is loaded, which nothing of ours has touched."""
    return spacy.load(next(model for model in language.MODELS if spacy.util.is_package(model)))


def parsed(texts: Sequence[str]) -> list[Doc]:
    """The texts tagged and parsed, without what comes after."""
    docs: Iterator[Doc] | list[Doc] = [plain().make_doc(text) for text in texts]
    for name in ("tok2vec", "tagger", "parser"):
        docs = plain().get_pipe(name).pipe(docs)
    return list(docs)


def forms(doc: Doc) -> list[tuple[str, ...]]:
    return [(token.text, token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_) for token in doc]


def spacys(texts: Sequence[str]) -> list[list[tuple[str, ...]]]:
    ruler, lemmatizer = plain().get_pipe("attribute_ruler"), plain().get_pipe("lemmatizer")
    return [forms(lemmatizer(ruler(doc))) for doc in parsed(texts)]


def ours(texts: Sequence[str]) -> list[list[tuple[str, ...]]]:
    made = WordForms(plain().get_pipe("attribute_ruler"), plain().get_pipe("lemmatizer"))
    return [forms(doc) for doc in [*made(parsed(texts)), *made(parsed(texts))]]


@pytest.mark.parametrize("path", ARTICLES[::3])
def test_the_forms_of_an_article_are_spacys_also_when_asked_again(path: Path) -> None:
    texts = [sentence.text for sentence in sentences(path.read_text(encoding="utf8"))]
    assert ours(texts) == spacys(texts) * 2


def test_pairs_and_odd_words_are_spacys() -> None:
    texts = [*PAIRS, *ODD, " ".join(ODD), " ".join(PAIRS)]
    assert ours(texts) == spacys(texts) * 2


def test_a_shelf_that_is_full_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_forms, "KEPT", 12)
    texts = [
        "Rebels shelled the old town.",
        "Soldiers were seen there.",
        *PAIRS,
        "A sentence of more words than are kept " * 3,
    ]
    assert ours(texts) == spacys(texts) * 2


def test_a_ruler_with_other_patterns_is_not_taken() -> None:
    ruler = spacy.blank("en").add_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "Xx"}]], {"POS": "X"})  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="SHAPE"):
        WordForms(ruler, plain().get_pipe("lemmatizer"))  # type: ignore[arg-type]


def test_the_vocabulary_of_a_process_that_reads_for_days_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    own = len(plain().vocab.strings)
    monkeypatch.setattr(language, "MOST_WORDS", own + 2000)
    text = "Rebels shelled Hama on Monday."
    before = forms(parsed_as_read([Span(0, len(text), text)])[0])
    for first in range(0, 6000, 500):
        language.entities(" ".join(f"Wrd{number}x" for number in range(first, first + 500)))
        assert len(language.load().vocab.strings) < own + 8000
    assert [name.text for name in language.entities(text).ents] == ["Hama", "Monday"]
    assert forms(parsed_as_read([Span(0, len(text), text)])[0]) == before
