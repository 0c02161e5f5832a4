"""Stretches of a text that could be place names: capitalised words which the gazetteer has, which spaCy takes for a
place, or which a type word makes one. Whether they are is decided in geo/recognise.
"""  # noqa: D205

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.gazetteer import Candidate, Gazetteer
from geo.sites import site_candidates
from geo.wording import class_of, classes, group_starts
from text.language import STOP_WORDS
from text.lexicon import word_group
from text.token_table import LINKS, TokenTable

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
GLUE = frozenset("-–'’./")
COMPASS = word_group("compass points in short")
LONGEST = 7
BEFORE = frozenset(("in", "near", "at", "around", "from", "between", "("))


@dataclass(frozen=True, slots=True)
class CandidateSpan:
    """Tokens ``first`` to ``last`` (half open) of a document, and what the gazetteer has under their words."""

    first: int
    last: int
    text: str
    candidates: tuple[Candidate, ...]


def candidate_spans(page: TokenTable, gazetteer: Gazetteer) -> Iterator[CandidateSpan]:
    """All stretches that could be place names, in order of their first token, the longest first.

    >>> [stretch.text for stretch in candidate_spans(page_of("They met near Deir ez-Zor."), gazetteer())]
    ['Deir ez-Zor', 'Deir ez', 'Zor']
    """
    for first, capital in enumerate(page.capital):
        if capital:
            for last in _ends(page, first):
                for stop, candidates in site_candidates(page, first, last, gazetteer):
                    yield CandidateSpan(first, stop, page.text[page.start[first] : page.stop[stop - 1]], candidates)
                if (found := _stretch(page, first, last, gazetteer)) is not None:
                    yield found


def _ends(page: TokenTable, first: int) -> list[int]:
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


def _no_name(page: TokenTable, first: int, last: int, text: str) -> bool:
    """Whether it is a common word or a month with a capital, a point of the compass, initials in brackets, or a thing's ("Molotov")."""
    if (
        text.isupper()
        and 1 < len(text) < 7
        and page.words[first - 1 : first] == ["("]
        and page.words[last : last + 1] == [")"]
    ):
        return True
    if text in COMPASS and not _behind_comma(page, first) and last < len(page.words) and page.capital[last]:
        return True
    if last < len(page.lower) and page.lower[last] in classes()["thing"]:
        return True
    if last - first > 1 or text in ("US", "U.S."):
        return False
    return page.lower[first] in STOP_WORDS or page.lower[first] in classes()["month"] or len(text) < 2


def _stretch(page: TokenTable, first: int, last: int, gazetteer: Gazetteer) -> CandidateSpan | None:
    text = page.text[page.start[first] : page.stop[last - 1]]
    if _no_name(page, first, last, text):
        return None
    guessed = page.entity[first] == (first, last) and page.label[first] in PLACE_LABELS
    candidates = (
        gazetteer.candidates(text) if guessed else gazetteer.candidates(text, coarse=_transliterated(page, first, last))
    )
    if not candidates:
        candidates = _of_the_head(page, first, last, gazetteer)
    if not candidates and (_runs_into_initials(page, first, last) or _runs_into_group(page, first, last)):
        return None
    if text[-1] == "." and not any(c.sort == "short" for c in candidates) and not _initials(text):
        return None
    if candidates or guessed or _typed(page, first, last) or _whole_after_cue(page, first, last):
        return CandidateSpan(first, last, text, candidates)
    return None


def _of_the_head(page: TokenTable, first: int, last: int, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """What bears an unknown name without its type word or part ("Indaw Township", "Manaus - South Zone")."""
    text = page.text[page.start[first] : page.stop[last - 1]]
    if " - " in text:
        head = text.split(" - ")[0]
    elif last - first > 1 and page.capital[last - 1] and page.lower[last - 1] in classes()["type behind"]:
        head = page.text[page.start[first] : page.stop[last - 2]]
    else:
        return ()
    found = gazetteer.candidates(head, coarse=False)
    return tuple(
        replace(c, sort="stripped")
        for c in found
        if c.place.kind in ("town", "district", "province") and c.sort != "demonym"
    )


def _behind_comma(page: TokenTable, first: int) -> bool:
    """Whether a capitalised word and a comma stand before: "Omaha, NE"."""
    return first > 1 and page.words[first - 1] == "," and page.capital[first - 2]


def _runs_into_initials(page: TokenTable, first: int, last: int) -> bool:
    """Whether a group's initials only follow a name that has no comma: "in the town of Kobane SDF guards fired"."""
    word = page.words[last - 1]
    return (
        last - first > 1
        and word.isupper()
        and word.isalpha()
        and len(word) >= SHORTEST_INITIALS
        and not page.words[first].isupper()
    )


SHORTEST_INITIALS = 2


def _runs_into_group(page: TokenTable, first: int, last: int) -> bool:
    """Whether an armed group's name starts within: "Gwoza Boko Haram"."""
    return any(group_starts(page.lower, at) for at in range(first + 1, last))


def _initials(text: str) -> bool:
    return text.count(".") > 1


def _transliterated(page: TokenTable, first: int, last: int) -> bool:
    """Whether the words look transliterated, or stand where only a place does, so that a coarse spelling may be asked for."""
    if goes_on(page, last) and not _runs_into_initials(page, first, last + 1):
        return False
    said = is_held(page, first) or is_owned(page, first) or is_settlement(page, first, last)
    return said or (
        last - first > 1 and (page.lower[first] in classes()["transliterated"] or _whole_after_cue(page, first, last))
    )


def is_held(page: TokenTable, first: int) -> bool:
    """Whether a side is said to hold what follows: "Houthi-controlled Hodeidah".

    >>> is_held(page_of("A strike hit Houthi-controlled Hodeidah."), 6)
    True
    """
    return first > 1 and page.words[first - 2] == "-" and page.lower[first - 1] in classes()["held"]


def goes_on(page: TokenTable, last: int) -> bool:
    """Whether a name may go on at ``last``: a capital stands there, and no armed group's name starts with it.

    >>> goes_on(page_of("in the town of Gwoza Boko Haram fired"), 5), goes_on(page_of("in New York City"), 3)
    (False, True)
    """
    return last < len(page.words) and page.capital[last] and not group_starts(page.lower, last)


def is_settlement(page: TokenTable, first: int, last: int) -> bool:
    """Whether the words call it one, and it stands there whole: "the border village of Chamaa", "in nearby Datu Piang town".

    >>> is_settlement(page_of("They fled the port of Mocha."), 5, 6), is_settlement(page_of("shot in Old Mbari village"), 2, 4)
    (True, True)
    """
    towns = classes()["asks town"] | classes()["settlement"]
    at = first - 1 - (page.lower[first - 1 : first] in (["nearby"], ["neighbouring"], ["neighboring"]))
    if at >= 0 and page.lower[at] in BEFORE and page.lower[last : last + 1] and page.lower[last] in towns:
        return not page.capital[last]
    hyphen = last < len(page.words) and page.words[last] == "-" and page.start[last] == page.stop[last - 1]
    if hyphen or goes_on(page, last):
        return False
    before = page.lower[max(0, first - 2) : first]
    return len(before) == 2 and before[1] in ("of", "called", "named") and before[0] in towns


def is_owned(page: TokenTable, first: int) -> bool:
    """Whether the name before is a country's or a province's, and has this: "Syria's Qamishli".

    >>> is_owned(page_of("A bomb in Syria's Qamishli."), 5)
    True
    """
    return first > 1 and page.lower[first - 1] in ("'s", "’s") and page.label[first - 2] == "GPE"


def _whole_after_cue(page: TokenTable, first: int, last: int) -> bool:
    """Whether an unknown run of capitalised words stands whole behind a word of place: "near X", "(X, Y)"."""
    if not first or goes_on(page, last) or page.label[first] in ("DATE", "TIME"):
        return False
    return page.lower[first - 1] in BEFORE and all(
        page.capital[i] or page.words[i] in GLUE or page.lower[i] in LINKS for i in range(first, last)
    )


def _typed(page: TokenTable, first: int, last: int) -> bool:
    """Whether a type word beside or inside the stretch makes it a place: "X village", "Lake X", "X River"."""
    after = page.lower[last] if last < len(page.words) else ""
    kinds, ahead = class_of(), classes()["water-before"]
    ends_typed = (
        last - first > 1 and kinds.get(page.lower[last - 1]) in ("area", "water", "relief") and page.capital[last - 1]
    )
    starts_typed = last - first > 1 and page.lower[first] in ahead
    before = page.lower[first - 2 : first]
    said = (len(before) == 2 and before[1] == "of" and kinds.get(before[0]) == "area") or is_settlement(
        page, first, last
    )
    return ends_typed or starts_typed or said or (kinds.get(after) == "area" and not page.capital[last])
