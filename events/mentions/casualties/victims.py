"""From a casualty word to its victims: the noun phrases after it or before it, each with its number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from events.mentions.casualties.numbers import Quantity
from events.mentions.casualties.words import Words, casualty_words, low_at, not_people
from events.model import Count
from text.lexicon import word_class, word_group, word_set

Kind = Literal["new", "more", "part", "kin", "back", "total", "claim", "list", "elsewhere"]

_EDGES = word_group("edges of people")
_PLURALS = word_group("plurals of people")
_SINGULAR_S = word_set("ss us is")
_HIM = word_set("him her he she himself herself victim's")
_THEM = word_set("them they themselves all everyone both")
_NOBODY = word_set("no none nobody neither zero")
_DEFINITE = word_group("words before people who are known")
_US = word_group("people who are not counted")
_OWN = word_set("his her its their our my your")


@dataclass(frozen=True, slots=True)
class Victims:
    """One noun phrase at word indices ``start:stop``; ``count`` is None where it has no number; ``head`` its noun."""

    start: int
    stop: int
    count: Count | None
    rule: str
    head: str
    kind: Kind = "new"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sentence's words with the numbers among them, by the index of the word each starts at."""

    words: Words
    numbers: dict[int, tuple[int, Quantity]]

    def number(self, at: int) -> tuple[int, Quantity] | None:
        """Return (index after the number, the number) where one starts at ``at``.

        >>> stop, quantity = numbers_in("two men died").number(0)
        >>> stop, quantity.count.best, numbers_in("two men died").number(1)
        (1, 2, None)
        """
        return self.numbers.get(at)


def numbered(words: Words, found: tuple[Quantity, ...]) -> Numbered:
    """Join ``words`` with the quantities ``found`` in the same text (both with offsets of that text).

    >>> from events.mentions.casualties.numbers import quantities
    >>> from events.mentions.casualties.words import words_of
    >>> said = sentence_of("up to ten men were hurt.")
    >>> sorted(numbered(words_of(said.span, said.parse), quantities(said.span)).numbers)
    [0]
    """
    starts = {word.start: i for i, word in enumerate(words)}
    stops = {word.stop: i + 1 for i, word in enumerate(words)}
    pairs = ((starts[q.start], (stops[q.stop], q)) for q in found if q.start in starts and q.stop in stops)
    return Numbered(words, dict(pairs))


def _edge(text: Numbered, at: int, *, start: int) -> bool:
    """Whether a noun phrase that began at ``start`` cannot go on at ``at``."""
    words = text.words
    word = words[at]
    dash = word.text == "-" and at > 0 and words[at - 1].stop < word.start  # "three boys - all cousins -"
    if at in text.numbers or word.low in _EDGES or dash or (word.mark and word.text not in "'\"“”‘’-&/"):
        return True
    if word.low in casualty_words() and casualty_words()[word.low][1] in {"past", "ing", "intransitive", "result"}:
        return at > start or not _noun_follows(text, at + 1)
    return word.tag in {"VBD", "VBZ", "VBP", "MD", "IN", "TO", "WP", "WDT", "RB"} and not word.capital


def _noun_follows(text: Numbered, at: int) -> bool:
    word = text.words[at] if at < len(text.words) else None
    return bool(
        word and not word.mark and word.low not in _EDGES and not word.low.endswith("ly") and at not in text.numbers
    )


def _phrase_end(text: Numbered, at: int) -> int:
    """Return the index after the noun phrase whose determiner ends before ``at``."""
    stop = at
    while stop < len(text.words) and not _edge(text, stop, start=at) and not _participle_clause(text, stop, at):
        stop += 1
    return stop


def _participle_clause(text: Numbered, at: int, start: int) -> bool:
    """As in "two men | carrying flags", "a car bomb | detonated": such a word closes the phrase behind its noun."""
    word, before = text.words[at], low_at(text.words, at - 1)
    if at <= start or word.capital or not word.low.endswith(("ing", "ed")):
        return False
    return _plural(before) or (word.tag == "VBN" and text.words[at - 1].tag == "NN")


def _plural(head: str) -> bool:
    """Whether a head noun (lower case) means more than one.

    >>> _plural("soldiers"), _plural("boss"), _plural("gunmen"), _plural("child")
    (True, False, True, False)
    """
    return head in _PLURALS or (head.endswith("s") and head[-2:] not in _SINGULAR_S and not head.endswith("'s"))


def phrase(text: Numbered, at: int) -> Victims | None:
    """Read the noun phrase that starts at word ``at``, by the first of :data:`PHRASE_RULES` that knows its opening.

    >>> found = phrase(numbers_in("another two farmers from Homs"), 0)
    >>> found.count.best, found.head, found.kind, found.stop
    (2, 'farmers', 'more', 3)
    """
    if at >= len(text.words):
        return None
    for rule in PHRASE_RULES:
        if found := rule(text, at):
            return found
    return None


def _people(text: Numbered, start: int, at: int, *, count: Count | None, rule: str, kind: Kind = "new") -> Victims:
    """Close the phrase that starts at ``start`` and whose nouns start at ``at``; cows and houses lose their number."""
    stop = _phrase_end(text, at)
    head = low_at(text.words, stop - 1).strip("'") if stop > at else ""
    plain = head not in not_people() or (head == "head" and low_at(text.words, stop) == "of")
    return Victims(start, stop, count if plain else None, rule, head, kind)


def _more(text: Numbered, at: int) -> Victims | None:
    """As in "another two", "another man", "two others", "a further three"."""
    word = low_at(text.words, at)
    step = 2 if word in {"a", "an"} and low_at(text.words, at + 1) in {"further", "additional"} else 1
    if step == 1 and word not in {"another", "further", "additional", "other"}:
        return None
    if found := text.number(at + step):
        return _people(text, at, found[0], count=found[1].count, rule=found[1].rule, kind="more")
    if word != "another":
        return None
    return _people(text, at, at + 1, count=Count(1, 1, 1), rule="another: 1", kind="more")


def _number(text: Numbered, at: int) -> Victims | None:
    found = text.number(at)
    if found is None:
        return None
    stop, quantity = found
    of = _of_them(text, stop)
    more = low_at(text.words, stop) in {"other", "others", "more", "further", "additional"}
    kind: Kind = "part" if of and low_at(text.words, of - 1) in {"them", "whom", "those"} else "more" if more else "new"
    return _people(text, at, of or stop, count=quantity.count, rule=quantity.rule, kind=kind)


def _of_them(text: Numbered, at: int) -> int | None:
    """As in "three of the men": return the index after "of the"."""
    if low_at(text.words, at) != "of":
        return None
    return at + 2 if low_at(text.words, at + 1) in _DEFINITE | {"them", "whom"} else at + 1


def _nobody(text: Numbered, at: int) -> Victims | None:
    if low_at(text.words, at) == "any":
        return _people(text, at, at + 1, count=None, rule="any: no number")
    if low_at(text.words, at) not in _NOBODY:
        return None
    skip = at + 2 if low_at(text.words, at + 1) in {"one", "of"} else at + 1
    return _people(text, at, skip, count=Count(0, 0, 0), rule="none: 0")


def _pronoun(text: Numbered, at: int) -> Victims | None:
    word = low_at(text.words, at)
    if word in _HIM and (word != "her" or not (_noun_follows(text, at + 1) or text.number(at + 1))):
        return Victims(at, at + 1, Count(1, 1, 1), "pronoun: 1", word, "back")
    if word in _US:
        return Victims(at, at + 1, None, "pronoun: nobody that is told of", word, "back")
    if word in {"them", "they", "themselves"} or (word in _THEM and not _noun_follows(text, at + 1)):
        return Victims(at, at + 1, None, "pronoun: as many as named before", word, "back")
    return None


def _one(text: Numbered, at: int) -> Victims | None:
    if low_at(text.words, at) not in {"a", "an"}:
        return None
    found = _people(text, at, at + 1, count=Count(1, 1, 1), rule="a: 1")
    inner = text.number(found.stop + 1) if low_at(text.words, found.stop) == "of" else None
    if inner and found.head in word_group("people as one"):
        return _people(text, at, inner[0], count=inner[1].count, rule=inner[1].rule)
    return found


def _definite(text: Numbered, at: int) -> Victims | None:
    """As in "the officer", "their commander": one, told of before or known; "the officers" have no number of their own."""
    word = low_at(text.words, at)
    if word not in _DEFINITE:
        return None
    number = text.number(at + 1)
    first = number[0] if number else at + 1
    if low_at(text.words, first) in word_group("parts of a body"):
        return None
    stop = _phrase_end(text, first)
    owned = word in _OWN or any(text.words[i].low.endswith("'s") for i in range(at, stop))
    kin = owned and low_at(text.words, stop - 1) in word_class("kin")
    kind: Kind = "kin" if kin else "new" if owned else "back"
    if number:
        return _people(text, at, first, count=number[1].count, rule=number[1].rule, kind=kind)
    found = _by_head(text, at, first, rule="the: 1", kind=kind)
    told_before = kind == "back" and found.rule in _PLURAL and word != "these"
    return replace(found, count=None, rule="the: as many as told before") if told_before else found


_PLURAL = frozenset({"plural without a number: 3"})


def _bare(text: Numbered, at: int) -> Victims | None:
    """As in "Gen. Asapov", "QSD fighters"."""
    word = text.words[at]
    if word.mark or word.low in _EDGES or word.tag[:1] == "W" or (word.tag[:1] in {"V", "R", "I"} and not word.capital):
        return None
    found = _by_head(text, at, at, rule="name: 1", kind="new")
    tags = [one.tag for one in text.words[at : found.stop]]  # "senior planner Karim Haddad"
    aged = word.low.endswith("-year-old") and found.stop > at + 1  # "36-year-old Karim Haddad"
    named = aged or (tags[:2] == ["JJ", "NN"] and tags[-1] == "NNP")
    return found if word.capital or _plural(found.head) or word.tag in {"NN", "NNP"} or named else None


def _by_head(text: Numbered, start: int, at: int, *, rule: str, kind: Kind) -> Victims:
    found = _people(text, start, at, count=Count(1, 1, 1), rule=rule, kind=kind)
    if (low_at(text.words, at - 1), low_at(text.words, at)) == ("how", "many"):
        return replace(found, count=None, rule="how many: no number")
    tag = text.words[found.stop - 1].tag if found.stop > start else ""
    if found.count and (_plural(found.head) or tag in {"NNS", "NNPS"}):
        return Victims(found.start, found.stop, Count(2, 3, 3), "plural without a number: 3", found.head, kind)
    return found


PHRASE_RULES = (_more, _number, _nobody, _pronoun, _one, _definite, _bare)
"""How a phrase is numbered, by its first word, in the order in which the rules are tried."""
