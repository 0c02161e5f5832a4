"""Tags and grammar of a sentence -> its words' parts of speech, features and base forms, as spaCy's own pipes set them.

Only a few patterns look at
two words ("let's", "gonna", "there is"); a sentence that has such a pair is theirs as a whole.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
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
_Sort = tuple[int, int, int, bool]  # word, if a pattern names it; tag; relation; whether it is white space


class WordForms:
    """Sets what the two pipes would set of documents that are tagged and parsed.

    Raises ``ValueError`` where the patterns of the ruler ask for what is not :data:`KNOWN`. Threads may share one.

    >>> from text.parsing import parse_all
    >>> from text import Span
    >>> [token.lemma for token in parse_all([Span(0, 9, "They fled")])[0]]
    ['they', 'flee']
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._pairs, self._openers = _pairs(ruler)
        self._named = _named(ruler)
        self._row_of: dict[bytes, int] = {}
        self._kept: Ids = np.zeros((KEPT, len(TOLD)), dtype=np.uint64)
        self._opens = np.zeros(KEPT, dtype=bool)
        self._ruled: dict[_Sort, list[int]] = {}
        self._lock = threading.Lock()
        _found_at_once(lemmatizer)

    def __call__(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Yield the documents with parts of speech, features and lemmas set."""
        for doc in docs:
            rows = self._rows(doc) if len(doc) <= KEPT else None
            yield self._asked(doc) if rows is None else _with(doc, TOLD, rows)

    def _rows(self, doc: Doc) -> Ids | None:
        """Return a row of TOLD for each token; None where two make a pair."""
        with self._lock:
            rows = self._of(_table(doc, ASKED))
            paired = self._opens[rows].any() and self._pairs(doc, allow_missing=True)
            return None if paired else self._kept[rows]

    def _asked(self, doc: Doc) -> Doc:
        return self._lemmatizer(self._ruler(doc))

    def _of(self, tokens: Ids) -> list[int]:
        """Return for each row of ASKED the number of its row on the shelf."""
        keys: list[bytes] = tokens.view(f"V{WIDTH}").ravel().tolist()
        if len(self._row_of) + len(keys) > KEPT:
            self._row_of.clear()
            self._lemmatizer.cache.clear()
        rows = list(map(self._row_of.get, keys))
        if None in rows:
            self._keep({key: at for at, (key, row) in enumerate(zip(keys, rows, strict=True)) if row is None}, tokens)
        return [self._row_of[key] for key in keys]

    def _keep(self, new: dict[bytes, int], tokens: Ids) -> None:
        """Learn the new tokens, each with the number of one that is like it."""
        first, stop = len(self._row_of), len(self._row_of) + len(new)
        doc = self._doc(tokens[list(new.values())])
        self._opens[first:stop] = False
        self._opens[[first + at for _, at, _ in self._openers(doc, allow_missing=True)]] = True
        self._kept[first:stop] = self._learnt(doc)
        self._row_of.update(zip(new, range(first, stop), strict=True))

    def _learnt(self, doc: Doc) -> Ids:
        """Return a row of TOLD for each token: what the ruler says of its sort, then its lemma where that says none."""
        sorts = [
            (token.lower if self._named(token.lower_) else 0, token.tag, token.dep, token.is_space) for token in doc
        ]
        for token, sort in zip(_table(doc, ASKED), sorts, strict=True):
            if sort not in self._ruled:
                self._ruled[sort] = _table(self._ruler(self._doc(token[None])), TOLD)[0].tolist()
        _with(doc, TOLD, np.array([self._ruled[sort] for sort in sorts], dtype=np.uint64))
        return _table(self._lemmatizer(doc), TOLD)

    def _doc(self, tokens: Ids) -> Doc:
        strings = self._ruler.vocab.strings
        doc = Doc(self._ruler.vocab, [strings[word] for word in tokens[:, 0].tolist()])
        return _with(doc, ASKED[1:], tokens[:, 1:])


def _table(doc: Doc, attributes: Sequence[int]) -> Ids:
    """Return a row a token with these attributes."""
    return doc.to_array(list(attributes)).astype(np.uint64, copy=False)


def _with(doc: Doc, attributes: Sequence[int], rows: Any) -> Doc:  # noqa: ANN401 - spaCy's own array type is no numpy array
    return doc.from_array(list(attributes), rows)


def _pairs(ruler: AttributeRuler) -> tuple[Matcher, Matcher]:
    """Return what finds the patterns of more than one token, and what finds the first token of one."""
    longer = [pattern for rule in _rules(ruler) for pattern in rule if len(pattern) > 1]
    pairs, openers = Matcher(ruler.vocab), Matcher(ruler.vocab)
    for matcher, patterns in ((pairs, longer), (openers, [pattern[:1] for pattern in longer])):
        if patterns:
            matcher.add("pair", patterns)
    return pairs, openers


def _named(ruler: AttributeRuler) -> Callable[[str], object]:
    """Return what tells whether a word, in small letters, is one that a pattern names.

    Raises ``ValueError`` where patterns ask for what we do not know.
    """
    tokens = [token for rule in _rules(ruler) for pattern in rule for token in pattern]
    _ask_nothing_else({key for token in tokens for key in token}, KNOWN)
    asked: list[Any] = [token["LOWER"] for token in tokens if "LOWER" in token]
    sets: list[dict[str, Any]] = [word if isinstance(word, dict) else {"IN": [word]} for word in asked]
    _ask_nothing_else({key for one in sets for key in one}, frozenset({"IN", "REGEX"}))
    words = {word for one in sets for word in one.get("IN", ())}
    shapes = re.compile("|".join([one["REGEX"] for one in sets if "REGEX" in one] or ["(?!)"]))
    return lambda word: word in words or shapes.search(word)


def _ask_nothing_else(keys: set[str], known: frozenset[str]) -> None:
    if strange := keys - known:
        message = f"a pattern of {', '.join(sorted(strange))}"
        raise ValueError(message)


def _rules(ruler: AttributeRuler) -> Sequence[list[list[dict[str, Any]]]]:
    return [rule["patterns"] for rule in ruler.patterns]  # type: ignore[misc]


def _found_at_once(lemmatizer: Lemmatizer) -> None:
    """Make sets of the lists of known base forms: the longest has 57,000, and is searched for every word."""
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part, words in list(index.items()):
        index[part] = frozenset(words)
