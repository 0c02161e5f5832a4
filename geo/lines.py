"""A document's tokens laid out for the rules: words, offsets, capitals, and what spaCy takes each for.

It stands apart from geo/stretches because every rule of recognition reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

# Small words inside names: "Rostov-on-Don", "Port-au-Prince", "Dar ul-Aman".
LINKS = frozenset(
    [
        "of",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "las",
        "los",
        "le",
        "les",
        "du",
        "des",
        "au",
        "aux",
        "en",
        "sur",
        "el",
        "al",
        "an",
        "ad",
        "ar",
        "as",
        "ash",
        "at",
        "az",
        "ez",
        "es",
        "ul",
        "ud",
        "il",
        "i",
        "e",
        "y",
        "und",
        "and",
        "upon",
        "on",
        "bin",
        "the",
        "na",
        "nad",
    ]
)
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Lines:
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


def lines(doc: Doc) -> Lines:
    """Lay out ``doc``; entities are trimmed of a leading "the" and a trailing possessive."""
    words = [token.text for token in doc]
    start = [token.idx for token in doc]
    label, entity = [""] * len(words), [(0, 0)] * len(words)
    for ent in doc.ents:
        first, last = trimmed(words, ent.start, ent.end)
        for i in range(first, last):
            label[i], entity[i] = ent.label_, (first, last)
    capital = [_capital(words, start, i) for i in range(len(words))]
    stops = [at + len(word) for at, word in zip(start, words, strict=True)]
    return Lines(doc, doc.text, words, [word.lower() for word in words], start, stops, label, entity, capital)


def trimmed(words: list[str], first: int, last: int) -> tuple[int, int]:
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
    if word.isalpha() and not word.isascii() and word.lower() == word.upper():
        return True  # a script without capitals
    glued = (
        i + 2 < len(words)
        and words[i + 1] == "-"
        and words[i + 2][:1].isupper()
        and start[i + 1] == start[i] + len(word)
    )
    return glued and word in LINKS
