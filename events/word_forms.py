"""Tags and grammar of a sentence -> its words' parts of speech, features and base forms, as spaCy's own pipes set them.

It stands apart because those two pipes (``attribute_ruler`` and ``lemmatizer``) cost as much as the grammar itself, and
need not: what they say of a token depends on its word, tag and relation alone, so it is asked of them once and kept. Only
a few patterns look at two words ("let's", "gonna", "there is"); a sentence that has such a pair is theirs as a whole.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

ASKED, TOLD = (ORTH, TAG, DEP), (TAG, POS, MORPH, LEMMA, DEP)
KNOWN = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # what patterns may ask of a token: all follows from ASKED
WIDTH = 8 * len(ASKED)  # bytes
KEPT = 40_000  # tokens that differ in these, 8 MB; a full shelf is cleared

Ids = NDArray[np.uint64]


class WordForms:
    """Sets what the two pipes would set of documents that are tagged and parsed.

    Raises ``ValueError`` where the patterns of the ruler ask for more than :data:`KNOWN`. Threads may share one.

    >>> from events.language import parse_all
    >>> from geo import Span
    >>> [token.lemma_ for token in parse_all([Span(0, 9, "They fled")])[0]]
    ['they', 'flee']
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._pairs = _pairs(ruler)
        self._row_of: dict[bytes, int] = {}
        self._kept: Ids = np.zeros((KEPT, len(TOLD)), dtype=np.uint64)
        self._lock = threading.Lock()
        _found_at_once(lemmatizer)

    def __call__(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Yield the documents with parts of speech, features and lemmas set."""
        for doc in docs:
            if self._pairs(doc, allow_missing=True) or len(doc) > KEPT:
                yield self._asked(doc)
            else:
                with self._lock:
                    rows = self._of(_table(doc, ASKED))
                yield _with(doc, TOLD, rows)

    def _asked(self, doc: Doc) -> Doc:
        return self._lemmatizer(self._ruler(doc))

    def _of(self, tokens: Ids) -> Ids:
        """Return a row of TOLD for each row of ASKED."""
        packed = tokens.tobytes()
        keys = [packed[at : at + WIDTH] for at in range(0, len(packed), WIDTH)]
        if len(self._row_of) + len(keys) > KEPT:
            self._row_of.clear()
            self._lemmatizer.cache.clear()
        new = {key: at for at, key in enumerate(keys) if key not in self._row_of}
        if new:
            first = len(self._row_of)
            self._kept[first : first + len(new)] = self._learnt(tokens[list(new.values())])
            self._row_of.update(zip(new, range(first, first + len(new)), strict=True))
        return self._kept[[self._row_of[key] for key in keys]]

    def _learnt(self, tokens: Ids) -> Ids:
        """Ask the pipes about tokens side by side, or apart where two of them happen to make a pair."""
        doc = self._doc(tokens)
        if len(tokens) > 1 and self._pairs(doc, allow_missing=True):
            return np.concatenate([self._learnt(tokens[at : at + 1]) for at in range(len(tokens))])
        return _table(self._asked(doc), TOLD)

    def _doc(self, tokens: Ids) -> Doc:
        strings = self._ruler.vocab.strings
        doc = Doc(self._ruler.vocab, [strings[word] for word in tokens[:, 0].tolist()])
        return _with(doc, ASKED[1:], tokens[:, 1:])


def _table(doc: Doc, attributes: Sequence[int]) -> Ids:
    """Return a row a token with these attributes."""
    return doc.to_array(list(attributes)).astype(np.uint64, copy=False)


def _with(doc: Doc, attributes: Sequence[int], rows: Any) -> Doc:  # noqa: ANN401 - spaCy's own array type is no numpy array
    return doc.from_array(list(attributes), rows)


def _pairs(ruler: AttributeRuler) -> Matcher:
    """Return what finds the patterns of more than one token; raises ``ValueError`` where others ask for what we do not know."""
    pairs = Matcher(ruler.vocab)
    for number, rule in enumerate(_rules(ruler)):
        longer = [pattern for pattern in rule if len(pattern) > 1]
        strange = {key for pattern in rule for token in pattern for key in token} - KNOWN
        if strange:
            message = f"a pattern of {', '.join(sorted(strange))}"
            raise ValueError(message)
        if longer:
            pairs.add(str(number), longer)
    return pairs


def _rules(ruler: AttributeRuler) -> Sequence[list[list[dict[str, Any]]]]:
    return [rule["patterns"] for rule in ruler.patterns]  # type: ignore[misc]


def _found_at_once(lemmatizer: Lemmatizer) -> None:
    """Make sets of the lists of known base forms: the longest has 57,000, and is searched for every word."""
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part, words in list(index.items()):
        index[part] = frozenset(words)
