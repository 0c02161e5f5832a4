"""Cues from the words in and beside a stretch: what stands to its left, to its right, and at its own ends."""

from __future__ import annotations

from collections.abc import Iterator

from geo.candidate_spans import CandidateSpan, is_held, is_owned, is_settlement
from geo.wording import class_of, classes, group_starts
from text.language import STOP_WORDS
from text.lexicon import word_group
from text.token_table import TokenTable

# Prepositions that are cues of their own; the others count together.
TELLING = frozenset(("in", "of", "near", "at", "from", "to"))
PREPOSITIONS = TELLING | word_group("prepositions of place")
LEFT_MARKS = word_group("left of a name")
RIGHT_MARKS = word_group("right of a name")
BASED = word_group("joined to a name")
TYPES = ("area", "water", "relief", "road", "body")
BETWEEN_WORDS = 4  # words of the first of two names behind "between"
STARTS = ("water-before", "direction", "title", "area", "relief", "water")


def position(page: TokenTable, stretch: CandidateSpan) -> str:
    """The word before, by its class: "in", "preposition", "title", "Capital", "other" and so on.

    >>> position(page_of("They fled towards Hama."), CandidateSpan(3, 4, "Hama", ()))
    'preposition'
    """
    word = page.lower[stretch.first - 1] if stretch.first else ""
    if is_held(page, stretch.first):
        return "reach"
    if is_owned(page, stretch.first) or word in word_group("own cues before a name"):
        return "in" if word[-2:] in ("'s", "’s") else word
    if word in PREPOSITIONS:
        return "preposition"
    return class_of().get(word) or ("Capital" if stretch.first and page.capital[stretch.first - 1] else "other")


def fills_cell(page: TokenTable, stretch: CandidateSpan) -> bool:
    """Whether the stretch is all that stands in a cell of a table set with bars or tabs.

    >>> fills_cell(page_of("3 May | Hama | 4 dead"), CandidateSpan(3, 4, "Hama", ())), fills_cell(page_of("In Hama | 4"), CandidateSpan(1, 2, "Hama", ()))
    (True, False)
    """
    before = page.words[stretch.first - 1] if stretch.first else "\n"
    after = page.words[stretch.last] if stretch.last < len(page.words) else "\n"
    return any("|" in word or "\t" in word for word in (before, after)) and all(
        word.strip(" ") in ("|", "\n", "\t", "\n\n") for word in (before, after)
    )


def left_cues(page: TokenTable, stretch: CandidateSpan) -> Iterator[str]:
    """The word before: a preposition, a title, a direction, another capitalised word, a number, the sentence's start.

    >>> list(left_cues(page_of("The province of Hama"), CandidateSpan(3, 4, "Hama", ())))
    ['left:of', 'left:area of']
    """
    i = stretch.first - 1
    if i < 0 or page.words[i] in ".!?\n" or page.words[i].isspace():
        yield "left:start"
        return
    yield _left(page, i)
    if is_owned(page, stretch.first) and stretch.candidates:
        yield "a land's own"
    if is_held(page, stretch.first) and stretch.candidates:
        yield "held by a side"
    if is_settlement(page, stretch.first, stretch.last):
        yield "said to be a settlement"
    if stretch.candidates and stretch.candidates[0].sort == "demonym" and _is_language(page, stretch):
        yield "a language"
    if i and page.lower[i] == "of" and class_of().get(page.lower[i - 1]) in ("area", "water", "relief", "direction"):
        yield "left:area of"
    if i and page.lower[i] == "," and page.capital[i - 1]:
        yield "left:Capital ,"
    if page.lower[i] in classes()["taken"]:
        yield "shelled or taken"
    if page.lower[i] == "and" and page.lower[max(0, i - 1 - BETWEEN_WORDS) : i].count("between"):
        yield "between and"


def _is_language(page: TokenTable, stretch: CandidateSpan) -> bool:
    """Whether a people's word is that of its language: "shouted in Turkish", "spoke French"."""
    before = page.lower[stretch.first - 1]
    behind = page.lower[stretch.last : stretch.last + 1]
    alone = not behind or not behind[0].isalpha() or behind[0] in STOP_WORDS
    return alone and (before == "in" or before in classes()["before a language"])


def _left(page: TokenTable, i: int) -> str:
    word = page.lower[i]
    if is_held(page, i + 1) or is_owned(page, i + 1):
        return "left:reach" if is_held(page, i + 1) else "left:in"
    if word in PREPOSITIONS:
        return f"left:{word}" if word in TELLING else "left:preposition"
    if word in LEFT_MARKS:
        after_preposition = word == "the" and i and page.lower[i - 1] in PREPOSITIONS
        return "left:preposition the" if after_preposition else f"left:{word}"
    if (kind := class_of().get(word, "")) in ("title", "direction", "road", "area", "reach"):
        return f"left:{kind}"
    return "left:number" if word[:1].isdigit() else "left:Capital" if page.capital[i] else "left:word"


def right_cues(page: TokenTable, stretch: CandidateSpan) -> Iterator[str]:
    """The word behind: a type word, a road, a body, a verb of saying, a comma and a capital, another capital.

    >>> list(right_cues(page_of("Hama, Syria"), CandidateSpan(0, 1, "Hama", ())))
    ['right:,', 'right:, Capital']
    """
    i = stretch.last
    if i >= len(page.words):
        yield "right:end"
        return
    yield _right(page, i)
    after = page.lower[i + 1] if i + 1 < len(page.words) else ""
    if page.words[i] == "," and after and page.capital[i + 1]:
        yield "right:, Capital"
    if _names_roads(page, i):
        yield "one of several roads"
    if _names_a_paper(page, i) or _is_told(page, stretch.first):
        yield "a paper's name"
    if page.words[i] == "-" and after:
        yield "right:-based" if after in BASED else "right:-word"


def _names_roads(page: TokenTable, i: int) -> bool:
    """Whether the word for several roads follows, or another name and that word: "Rivers and Stokes avenues"."""
    listed = page.lower[i : i + 1] in (["and"], ["or"]) and page.capital[i + 1 : i + 2] == [True]
    behind = page.lower[i + 2 : i + 4] if listed else page.lower[i : i + 1]
    return any(word in classes()["roads"] for word in behind)


def _names_a_paper(page: TokenTable, i: int) -> bool:
    """Whether a newspaper's or a club's name goes on there: "Moscow Times", "New York Daily News"."""
    behind = page.lower[i : i + 2]
    capital = page.capital[i : i + 2]
    papers = classes()["paper"]
    return capital[:1] == [True] and (behind[0] in papers or (behind[0] == "daily" and capital[1:] == [True]))


def _is_told(page: TokenTable, first: int) -> bool:
    """Whether somebody told it something, as one tells a newspaper: "told The Irrawaddy"."""
    return page.words[max(0, first - 1) : first] == ["The"] and page.lower[max(0, first - 2) : first - 1] == ["told"]


def _right(page: TokenTable, i: int) -> str:
    word, kind = page.lower[i], class_of().get(page.lower[i], "")
    if kind in (*TYPES, "title", "saying"):
        return f"right:{kind} {'Capital' if page.capital[i] else 'small'}"
    if page.capital[i] and not group_starts(page.lower, i):
        return "right:Capital known" if page.label[i] in ("GPE", "LOC") else "right:Capital"
    if word in RIGHT_MARKS:
        return f"right:{word}"
    return "right:number" if word[:1].isdigit() else "right:word"


def inside_cues(page: TokenTable, stretch: CandidateSpan, dictionary: frozenset[str]) -> Iterator[str]:
    """The stretch's own words: type words at either end, capitals throughout, a common word, initials.

    >>> list(inside_cues(page_of("Lake Chad"), CandidateSpan(0, 2, "Lake Chad", ()), frozenset()))
    ['starts:water unknown']
    """
    words, text = page.lower[stretch.first : stretch.last], stretch.text
    if len(words) > 1:
        yield from _ends(words, known=bool(stretch.candidates))
    elif words[0] in STOP_WORDS or words[0] in class_of():
        yield "common word"
    if len(words) == 1 and words[0] in dictionary:
        yield "dictionary word"
    if text.isupper():
        yield "capitals" if len(text) > 3 else "dotted initials" if "." in text else "initials"
    if text[-1] == ".":
        yield "dot at end"
    if words[0] in classes()["transliterated"]:
        yield "starts:article"
    if (
        len(words) > 1
        and stretch.candidates
        and stretch.candidates[0].sort == "stripped"
        and words[-1] in classes()["type behind"]
    ):
        yield "an area by its own word"


def _ends(words: list[str], *, known: bool) -> Iterator[str]:
    start, end = class_of().get(words[0], ""), class_of().get(words[-1], "")
    if end in TYPES:
        yield f"ends:{end}" if known else f"ends:{end} unknown"
    if start in STARTS:
        yield f"starts:{start}" if known else f"starts:{start} unknown"
