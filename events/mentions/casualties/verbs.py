"""What stands round a verb of killing: its "was" before it, its adverbs, the noun phrase that may be its object."""

from __future__ import annotations

from events.mentions.casualties.numbers import NUMBER_WORDS
from events.mentions.casualties.words import Word
from text.lexicon import word_group

Words = tuple[Word, ...]

_BE = word_group("auxiliaries of the passive")
_ADVERBS = word_group("adverbs beside a casualty word")
OBJECT_STARTS = word_group("openings of an object")
_ABOUT = word_group("words before a number")
_TIMES = word_group("openings of a time")
MODALS = word_group("modals before a casualty word")


def low_at(words: Words, at: int) -> str:
    """Return the lower-case word at ``at``, empty outside the sentence.

    >>> low_at(numbers_in("Two died").words, 0), low_at(numbers_in("Two died").words, 9)
    ('two', '')
    """
    return words[at].low if 0 <= at < len(words) else ""


def verb_start(words: Words, at: int) -> int | None:
    """Return the index of the "be" (or "have been") of the passive whose participle stands at ``at``, else None.

    It looks across adverbs and coordinated participles: "were reportedly shot and killed".

    >>> verb_start(numbers_in("two men were reportedly shot and killed").words, 6), verb_start(numbers_in("he killed two").words, 1)
    (2, None)
    """
    if low_at(words, at - 1) in {"have", "has", "had"}:
        return None  # "are believed to have killed two"
    first = None
    for i in range(at - 1, max(-1, at - 9), -1):
        if words[i].low in _BE or (first is not None and words[i].low in _ADVERBS | MODALS):
            first = i
        elif first is not None:
            return first
        elif words[i].low not in _ADVERBS | {"and", "or", ",", "then"} and not _participle(words[i]):
            return None
    return first


def _participle(word: Word) -> bool:
    """Whether a word can be the participle of a violent verb, by its form."""
    return word.low.endswith("ed") or word.low in word_group("irregular participles of harm")


def skip_adverbs(words: Words, at: int) -> int:
    """Return the first index from ``at`` that is no adverb of the kind that stands between a verb and its object.

    One that belongs to a number ("nearly 200") stays with it.

    >>> [skip_adverbs(numbers_in(said).words, 1) for said in ("killed instantly two men", "injured nearly 200")]
    [2, 1]
    """
    plain = _ADVERBS - {"all", "both", "each", "not"}
    while at < len(words) and words[at].low not in _ABOUT:
        if words[at].low not in plain and (not words[at].low.endswith("ly") or words[at].capital):
            break
        at += 1
    return at


def object_at(words: Words, at: int) -> bool:
    """Whether a noun phrase that could be an object starts at ``at``: a number, an article, a name, a bare plural.

    >>> [object_at(numbers_in(said).words, 1) for said in ("killed two men", "killed on Monday", "killed, police said")]
    [True, False, False]
    """
    if at >= len(words) or (words[at].mark and words[at].text not in "'\"“‘") or words[at].low in _TIMES:
        return False
    word = words[at]
    if word.low in _ABOUT:
        return any(near.low in NUMBER_WORDS | {"many"} or near.low[0].isdigit() for near in words[at + 1 : at + 4])
    opens = word.low in OBJECT_STARTS | NUMBER_WORDS or word.low[0].isdigit() or word.capital
    return opens or word.tag in {"CD", "DT", "PRP", "PRP$", "NNP", "NNPS", "NNS", "NN", "JJ", "JJR"}


def run_start(words: Words, at: int) -> int:
    """Return where "shot and" of "one man shot and killed" starts; the noun phrase ends before it.

    >>> run_start(numbers_in("one man shot and killed").words, 4)
    2
    """
    while at > 1 and words[at - 1].low in {"and", "or"} and _participle(words[at - 2]):
        at -= 2
    while at > 0 and (words[at - 1].low in _ADVERBS or words[at - 1].low.endswith("ly")):
        at -= 1
    return at
