"""A document's tokens laid out for the rules: words, offsets, capitals, and what spaCy takes each for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc

from text.lexicon import word_group

# Small words inside names: "Rostov-on-Don", "Port-au-Prince", "Dar ul-Aman".
LINKS = word_group("links of names")
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class TokenTable:
    """A document's tokens, laid out once: asking spaCy token by token would cost more than the rules do."""

    doc: Doc
    text: str
    words: list[str]
    lower: list[str]
    start: list[int]
    stop: list[int]
    label: list[str]
    entity: list[tuple[int, int]]
    capital: list[bool]


def token_table(doc: Doc) -> TokenTable:
    """Lay out ``doc``; entities are trimmed of a leading "the" and a trailing possessive.

    >>> text = page_of("Troops entered the city of Hama")
    >>> text.words[-1], text.label[-1], text.capital[-2:]
    ('Hama', 'ORG', [False, True])
    """
    words, blanks = _written(doc)
    start = list(accumulate((len(word) + blank for word, blank in zip(words, blanks, strict=True)), initial=0))[:-1]
    label, entity = [""] * len(words), [(0, 0)] * len(words)
    for ent in doc.ents:
        first, last = _trimmed(words, ent.start, ent.end)
        for i in range(first, last):
            label[i], entity[i] = ent.label_, (first, last)
    capital = [_capital(words, start, i) for i in range(len(words))]
    stops = [at + len(word) for at, word in zip(start, words, strict=True)]
    text = "".join([f"{word} " if blank else word for word, blank in zip(words, blanks, strict=True)])
    return TokenTable(doc, text, words, [word.lower() for word in words], start, stops, label, entity, capital)


def _written(doc: Doc) -> tuple[list[str], list[int]]:
    """The words, and for each 1 where a blank follows it: asked of the whole, since a token costs more than its word."""
    strings, table = doc.vocab.strings, doc.to_array([ORTH, SPACY])
    return [strings[word] for word in table[:, 0].tolist()], table[:, 1].tolist()


def _trimmed(words: list[str], first: int, last: int) -> tuple[int, int]:
    """The tokens of an entity without article, quotes and possessive."""
    while first < last and (words[first].lower() in ("the", "a", "an") or not WORD.search(words[first])):
        first += 1
    while first < last and (
        words[last - 1] in ("'s", "’s", "'", "’") or (words[last - 1] != "." and not WORD.search(words[last - 1]))
    ):
        last -= 1
    return first, last


def _capital(words: list[str], start: list[int], i: int) -> bool:
    word = words[i]
    if word[:1].isupper():
        return True
    if word.isascii() and word not in LINKS:
        return False
    if word.isalpha() and not word.isascii() and word.lower() == word.upper():
        return True  # a script without capitals
    glued = (
        i + 2 < len(words)
        and words[i + 1] == "-"
        and words[i + 2][:1].isupper()
        and start[i + 1] == start[i] + len(word)
    )
    return glued and word in LINKS
