"""Stretches of a text that could be place names: capitalised words which the gazetteer has, which spaCy takes for a
place, or which a type word makes one. Whether they are is decided in geo/recognise.

It stands apart because finding all that could be, cheaply, is a different work from judging it.
"""  # noqa: D205

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from geo.gazetteer import Candidate, Gazetteer
from geo.wording import class_of, classes

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
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
        "la",
        "las",
        "los",
        "le",
        "les",
        "el",
        "al",
        "an",
        "ad",
        "ar",
        "as",
        "ash",
        "at",
        "az",
        "du",
        "des",
        "und",
        "and",
        "upon",
        "on",
        "sur",
        "en",
        "bin",
        "i",
        "e",
        "y",
        "ez",
        "es",
        "the",
    ]
)
GLUE = frozenset("-–'’./")
LONGEST = 7
BEFORE = frozenset(("in", "near", "at", "around", "from", "between", "("))
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens ``first`` to ``last`` (half open) of a document, and what the gazetteer has under their words."""

    first: int
    last: int
    text: str
    candidates: tuple[Candidate, ...]


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


def stretches(page: Lines, gazetteer: Gazetteer) -> Iterator[Stretch]:
    """All stretches that could be place names, in order of their first token, the longest first."""
    for first, capital in enumerate(page.capital):
        if capital:
            for last in _ends(page, first):
                if (found := _stretch(page, first, last, gazetteer)) is not None:
                    yield found


def _ends(page: Lines, first: int) -> list[int]:
    """Where a name that starts at ``first`` could stop: after capitalised words, link words and hyphens between them."""
    ends, i = [], first
    while i < len(page.words) and i - first < LONGEST:
        word = page.words[i]
        if page.capital[i] or (word[:1].isdigit() and i > first):
            ends.append(i + 1)
            if i + 1 < len(page.words) and page.words[i + 1] == "." and page.start[i + 1] == page.stop[i]:
                ends.append(i + 2)
        elif not (
            page.lower[i] in LINKS or word in GLUE or (i and word[:1] in "-'’" and page.start[i] == page.stop[i - 1])
        ):
            break
        i += 1
    return ends[::-1]


def _stretch(page: Lines, first: int, last: int, gazetteer: Gazetteer) -> Stretch | None:
    text = page.text[page.start[first] : page.stop[last - 1]]
    if (
        last - first == 1
        and (page.lower[first] in STOP_WORDS or page.lower[first] in classes()["month"] or len(text) < 2)
        and text not in ("US", "U.S.")
    ):
        return None
    guessed = page.entity[first] == (first, last) and page.label[first] in PLACE_LABELS
    candidates = (
        gazetteer.candidates(text) if guessed else gazetteer.candidates(text, coarse=_transliterated(page, first, last))
    )
    if text[-1] == "." and not any(c.sort == "short" for c in candidates) and not _initials(text):
        return None
    if candidates or guessed or _typed(page, first, last) or _whole_after_cue(page, first, last):
        return Stretch(first, last, text, candidates)
    return None


def _initials(text: str) -> bool:
    return text.count(".") > 1


def _transliterated(page: Lines, first: int, last: int) -> bool:
    """Whether the words look transliterated, so that a coarse spelling may be asked for."""
    return last - first > 1 and page.lower[first] in classes()["transliterated"]


def _whole_after_cue(page: Lines, first: int, last: int) -> bool:
    """Whether an unknown run of capitalised words stands whole behind a word of place: "near X", "(X, Y)"."""
    if not first or (last < len(page.words) and page.capital[last]) or page.label[first] in ("DATE", "TIME"):
        return False
    return page.lower[first - 1] in BEFORE and all(
        page.capital[i] or page.words[i] in GLUE or page.lower[i] in LINKS for i in range(first, last)
    )


def _typed(page: Lines, first: int, last: int) -> bool:
    """Whether a type word beside or inside the stretch makes it a place: "X village", "Lake X", "X River"."""
    after = page.lower[last] if last < len(page.words) else ""
    kinds, ahead = class_of(), classes()["water-before"]
    ends_typed = (
        last - first > 1 and kinds.get(page.lower[last - 1]) in ("area", "water", "relief") and page.capital[last - 1]
    )
    starts_typed = last - first > 1 and page.lower[first] in ahead
    before = page.lower[first - 2 : first]
    said = len(before) == 2 and before[1] == "of" and kinds.get(before[0]) == "area"
    return ends_typed or starts_typed or said or (kinds.get(after) == "area" and not page.capital[last])
