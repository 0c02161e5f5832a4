"""The words of a sentence, and those that make a number one of dead or hurt: what stands round a verb of killing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from events.mentions.casualties.numbers import NUMBER_WORDS
from text import Span
from text.lexicon import rows, word_group
from text.parse import Parse, Token

Of = Literal["killed", "injured", "captured", "other"]


@cache
def casualty_words() -> dict[str, tuple[Of, str]]:
    """Return the lexicon: word -> what it counts, its use.

    >>> casualty_words()["wounded"]
    ('injured', 'past')
    """
    return {row["word"]: (row["of"], row["use"]) for row in rows("casualties.csv")}  # type: ignore[misc]


HOSPITALS = frozenset({"hospital", "hospitals", "clinic"})
MARTYRDOM = frozenset({"martyrdom", "shahadat", "shahada"})  # said by a side of its own dead
WOUNDS = frozenset({"wounds", "injuries", "burns", "wound"})
_ANY = re.compile(r"\w+")


@cache
def _any_word() -> frozenset[str]:
    return frozenset({*casualty_words(), "lives", "life", "alive", *HOSPITALS, *WOUNDS, *MARTYRDOM})


def may_count(text: str) -> bool:
    """Whether ``text`` holds a casualty word at all: the cheap question before any grammar.

    >>> may_count("Two men were killed."), may_count("Talks went on in Geneva.")
    (True, False)
    """
    return not _any_word().isdisjoint(_ANY.findall(text.lower()))


@cache
def not_people() -> frozenset[str]:
    """Return the nouns that are counted in the same sentences but are no people: cows, houses, attacks, bills.

    >>> "cows" in not_people(), "farmers" in not_people()
    (True, False)
    """
    return frozenset(row["word"] for row in rows("not_people.csv"))


_WORD = re.compile(r"\w+(?:(?:[-–’'.]|(?<=\d),(?=\d{3}))\w+)*(?:(?<=s)['’])?|[^\w\s]")
_MARK = re.compile(r"[^\w\s]")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: ``low`` in lower case with straight quotes, offsets into the article, ``tag`` of the Penn set.

    ``subject`` is the offset at which the subject of this verb starts, by the parse; -1 where none is known.
    """

    text: str
    low: str
    start: int
    stop: int
    tag: str = ""
    subject: int = -1

    @property
    def mark(self) -> bool:
        """Whether this is a punctuation mark.

        >>> [word.mark for word in numbers_in("Stop!").words]
        [False, True]
        """
        return bool(_MARK.fullmatch(self.text))

    @property
    def capital(self) -> bool:
        """Whether the word starts with a capital letter.

        >>> [word.capital for word in numbers_in("Two men's").words]
        [True, False]
        """
        return self.text[0].isupper()


def words_of(sentence: Span, parse: Parse) -> tuple[Word, ...]:
    """Return the words of ``sentence`` in order, with article offsets.

    >>> said = sentence_of("A 30-year-old died, U.S. said.")
    >>> [w.text for w in words_of(said.span, said.parse)]
    ['A', '30-year-old', 'died', ',', 'U.S', 'said', '.']
    """
    tokens = {token.idx: token for token in parse}
    found = [match for match in _WORD.finditer(sentence.text) if not _abbreviates(match, sentence.text)]
    return tuple(_word(match, sentence.start, tokens.get(match.start())) for match in found)


def _abbreviates(found: re.Match[str], text: str) -> bool:
    """Whether a full stop inside the sentence only ends "Gen" or "Col"."""
    return found[0] == "." and bool(text[found.end() :].strip()) and text[: found.start()][-1:].isalnum()


def _word(found: re.Match[str], offset: int, token: Token | None) -> Word:
    low = found[0].lower().replace("’", "'")
    tag, subject = (token.tag, _subject(token)) if token is not None else ("", -1)
    return Word(
        found[0], low, found.start() + offset, found.end() + offset, tag, subject + offset if subject >= 0 else -1
    )


def _subject(token: Token) -> int:
    """Return where the subject of ``token`` or of the verb it is coordinated with starts, -1 where it has none."""
    while token.pos in {"VERB", "ADJ"}:
        found = next((child for child in token.children if child.relation in {"agent", "passive patient"}), None)
        if found is not None:
            return int(found.left_edge.idx)
        if token.relation not in {"conjunct", "open clause", "adjectival attribute", "object attribute"}:
            break
        token = token.head
    return -1


def is_finite(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word at ``at`` is the finite verb of a clause, by its tag; the tagger takes "Saw" in a name for one.

    >>> said = sentence_of("Police said two men were killed")
    >>> words = words_of(said.span, said.parse)
    >>> [w.text for i, w in enumerate(words) if is_finite(words, i)]
    ['said', 'were']
    """
    return words[at].tag in _FINITE and not (at and words[at].capital)


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
    while at < len(words) and words[at].low not in _ABOUT and low_at(words, at + 1) != "over":
        if words[at].low not in plain and (not words[at].low.endswith("ly") or words[at].capital):
            break
        at += 1
    return at


def skip_quotes(words: Words, at: int) -> int:
    """Return the first index from ``at`` that is no opening quotation mark.

    >>> skip_quotes(numbers_in("killed “ten men”").words, 1)
    2
    """
    while at < len(words) and words[at].text in _OPENING_QUOTES:
        at += 1
    return at


_OPENING_QUOTES = frozenset("'\"“‘")


def object_at(words: Words, at: int) -> bool:
    """Whether a noun phrase that could be an object starts at ``at``: a number, an article, a name, a bare plural.

    >>> [object_at(numbers_in(said).words, 1) for said in ("killed two men", "killed on Monday", "killed “ten”")]
    [True, False, True]
    """
    at = skip_quotes(words, at)
    if at >= len(words) or words[at].mark or words[at].low in _TIMES:
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
