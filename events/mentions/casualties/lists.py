"""Lists of victims: "two officers, one civilian and three militants", after a verb or before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from events.mentions.casualties.cues import REACHED
from events.mentions.casualties.victims import Kind, Numbered, Victims, phrase
from events.mentions.casualties.words import Words, casualty_words, is_finite, low_at, skip_adverbs, skip_quotes
from events.model import Count
from text.lexicon import word_group, word_set

_BE = word_group("forms of be and have")
PARTS = word_set("including included includes among amongst")
CLAUSE = word_group("openings of a clause")
PREPOSITIONS = word_group("prepositions behind people")
STOPS = frozenset(";:—–“”")
_SUFFERS = word_set("suffered sustained received suffer sustain")
_GENERIC = word_group("people of any kind")
_REACH = 20
_MANY = 4  # above it a first number that the next ones add up to is their sum, whatever it counts
UNNUMBERED = frozenset({"name: 1", "plural without a number: 3"})
"""Rules that read a phrase which states no number."""


def victims_after(text: Numbered, at: int, *, subject: bool = False) -> tuple[Victims, ...]:
    """Return the victims that start at word ``at`` and go on as a list; parts and other verbs' subjects are left out.

    With ``subject`` the list is itself part of a subject ("the remains of a nurse and a driver were dug out").

    >>> text = numbers_in("killed two officers and three militants and wounded ten")
    >>> [v.count.best for v in victims_after(text, 1)]
    [2, 3]
    """
    first = phrase(text, skip_quotes(text.words, at))
    if first is None:
        return ()
    found = (first, *_rest(text, first, subject=subject))
    named = low_at(text.words, found[-1].stop) in PARTS  # "killed five, his wife and two sons among them"
    return found[:1] if named and len(found) > 1 else without_parts(found)


def _rest(text: Numbered, last: Victims, *, subject: bool) -> Iterator[Victims]:
    while (at := _next_item(text, _past_age(text, skip_brackets(text.words, last.stop)))) is not None:
        found = phrase(text, at)
        if found is not None and names_the_last(text, found, last):
            last = replace(last, stop=found.stop)
            continue
        if found is None or not _listed(text, found, last, subject=subject):
            return
        if not (last.rule == "name: 1" and found.rule in {"a: 1", "the: 1"} and low_at(text.words, at - 1) == ","):
            yield found  # "Omar Saleh, a member of the council" is one
        last = found


def names_the_last(text: Numbered, found: Victims, last: Victims) -> bool:
    """Whether a name between commas is that of the one before it: "the mayor, Ali Hassan, and two guards".

    >>> text = numbers_in("the mayor, Ali Hassan, and two guards")
    >>> names_the_last(text, phrase(text, 3), phrase(text, 0))
    True
    """
    commas = low_at(text.words, found.start - 1) == low_at(text.words, found.stop) == ","
    one = last.rule in {"the: 1", "a: 1"}
    return commas and one and found.rule == "name: 1" and text.words[found.start].capital


def _listed(text: Numbered, found: Victims, last: Victims, *, subject: bool) -> bool:
    """Whether a phrase after "and" is a counted item of the list, and not the subject of the next verb."""
    named = found.rule == "name: 1" and last.rule == "name: 1" and text.words[found.start].capital
    if (
        found.kind == "part"
        or (found.rule in UNNUMBERED and not named)
        or found.stop <= found.start
        or found.head in casualty_words()
    ):
        return False
    if subject:
        return True
    if low_at(text.words, found.stop) in {"said", "says", "told"}:
        return False
    after = skip_adverbs(text.words, skip_brackets(text.words, found.stop))
    follows = low_at(text.words, after)
    own_verb = follows in _BE or (
        follows in casualty_words() and casualty_words()[follows][1] in {"past", "intransitive", "result"}
    )
    return not own_verb and not (after < len(text.words) and is_finite(text.words, after))


def _next_item(text: Numbered, at: int) -> int | None:
    """Return where the next item of a list starts, past ", ", "and" or "as well as", or past one "in Hama and"."""
    words = text.words
    if low_at(words, at) in PREPOSITIONS:
        at = _past_place(text, at)
    start = at
    while low_at(words, at) in word_group("between items of a list"):
        at += 1
    return at if at > start and at < len(words) and low_at(words, at) not in PARTS else None


def _past_age(text: Numbered, at: int) -> int:
    """Skip an age: "Omar Saleh, 24, and Ali Hamdan, 31"."""
    age = (
        low_at(text.words, at) == ","
        and low_at(text.words, at + 1).isdigit()
        and low_at(text.words, at + 2) in _AGE_ENDS
    )
    return at + 2 if age else at


_AGE_ENDS = frozenset({",", "and", "."})


def _past_place(text: Numbered, at: int) -> int:
    """Skip a phrase of place between two counted items ("8 in Hama and 7 in Homs"); stop where a verb comes first."""
    for i in range(at, min(len(text.words), at + _REACH)):
        low = text.words[i].low
        if low == "and" and (i + 1 in text.numbers or low_at(text.words, i + 1) in {"a", "an", "another"}):
            return i
        if low == "and" and low_at(text.words, i + 1) in _WHOSE and i + 2 in text.numbers:
            return i  # "the mayor of Buner and his two bodyguards"
        if low == "," and low_at(text.words, i + 1) in {"a", "an"} and _after_a_name(text.words, i):
            return i
        if low in CLAUSE | STOPS | PARTS or low in casualty_words() or is_finite(text.words, i):
            break
    return at


_WHOSE = frozenset({"his", "her", "their"})


def _after_a_name(words: Words, at: int) -> bool:
    """As in "a commander of the brigade, Hamid Rasul | , a leader": who is called by name between commas is told already."""
    start = next((i for i in range(at - 1, -1, -1) if not words[i].capital), -1)
    return start < at - 1 and low_at(words, start) == ","


def skip_brackets(words: Words, at: int) -> int:
    """Return the index after a bracket that opens at ``at``, or ``at``.

    >>> skip_brackets(numbers_in("two men (both farmers) died").words, 2)
    6
    """
    if low_at(words, at) not in {"(", "["}:
        return at
    closing = (i for i in range(at, len(words)) if words[i].text in ")]")
    return next(closing, len(words) - 1) + 1


def victims_beside(text: Numbered, at: int) -> tuple[Victims, ...]:
    """Return the victims that follow a passive: "was killed along with his two guards", "killed in Homs, two in Hama".

    "Three were killed, two in Hama" names parts, so the numbers count only where the first has a place of its own.

    >>> text = numbers_in("He was killed along with his two guards")
    >>> [(found.count.best, found.head) for found in victims_beside(text, 3)]
    [(2, 'guards')]
    """
    pair = (low_at(text.words, at), low_at(text.words, at + 1))
    if pair in {("along", "with"), ("together", "with")} or pair[0] == "alongside":
        return victims_after(text, at + 2 if pair[0] != "alongside" else at + 1)
    if (
        pair[0] == "with"
        and text.number(at + 1)
        and "other" in {low_at(text.words, at + 2), low_at(text.words, at + 3)}
    ):
        return victims_after(text, at + 1)
    if pair[0] not in {"in", "near", "at"}:
        return ()
    return tuple(_placed(text, at))


def _placed(text: Numbered, at: int) -> Iterator[Victims]:
    """Yield the bare numbers that a place follows: ", two in Hama and one in Idlib"."""
    for i in range(at, min(len(text.words), at + 2 * _REACH)):
        if (
            low_at(text.words, i) in CLAUSE | STOPS
            or is_finite(text.words, i)
            or low_at(text.words, i) in casualty_words()
        ):
            return
        found = text.number(i)
        if found and low_at(text.words, i - 1) in {",", "and"} and low_at(text.words, found[0]) in {"in", "near", "at"}:
            yield Victims(i, found[0], found[1].count, found[1].rule, "")


def without_parts(found: tuple[Victims, ...]) -> tuple[Victims, ...]:
    """As in "nine people, two officers and seven civilians": items that add up to the first are its parts, names its names.

    >>> text = numbers_in("nine people, two officers and seven civilians")
    >>> [found.count.best for found in without_parts((phrase(text, 0), phrase(text, 3), phrase(text, 6)))]
    [9]
    """
    counts = [v.count.best for v in found if v.count]
    generic = found[:1] and (found[0].head in _GENERIC or counts[:1] > [_MANY])
    names = found[1:] and all(v.rule == "name: 1" for v in found[1:]) and found[0].rule != "name: 1"
    if len(counts) > 2 and names and sum(counts[1:]) == counts[0]:
        return found[:1]  # "two policemen, Ali Hassan and Omar Saleh"
    if len(counts) > 2 and generic and sum(counts[1:]) == counts[0]:
        return found[:1]
    return found


def own_number(text: Numbered, at: int) -> tuple[Victims, ...]:
    """Return the number that stands before the noun at word ``at``, as in "3 civilian deaths" or "no casualties".

    The victims' noun is the counting noun itself; nothing is returned for "the casualties" or "casualties unknown".

    >>> own_number(numbers_in("There were 3 civilian deaths"), 4)[0].count.best
    3
    >>> own_number(numbers_in("The casualties were unknown"), 1)
    ()
    """
    for start in range(at, max(-1, at - _REACH // 2), -1):
        if found := _opener(text, start, at):
            return (found,)
        low, inside = low_at(text.words, start), inside_number(text, start)
        clause = is_finite(text.words, start) and low not in _SUFFERS
        if (
            start != at
            and not inside
            and (clause or low in PREPOSITIONS | STOPS | {",", "(", "if", "who", "that", "which"})
        ):
            return ()
    return ()


def _opener(text: Numbered, start: int, at: int) -> Victims | None:
    """Read the determiner at ``start`` of the noun at ``at``."""
    low, head = low_at(text.words, start), low_at(text.words, at)
    if low in {"no", "without", "nor", "neither", "zero"}:
        return Victims(start, at + 1, Count(0, 0, 0), "none: 0", head)
    if found := text.number(start):
        kind: Kind = "more" if low_at(text.words, start - 1) in {"another", "further"} else "new"
        return Victims(start, at + 1, found[1].count, found[1].rule, head, kind)
    if low in {"a", "an"} or low.endswith(("man's", "woman's", "boy's", "girl's")):
        return Victims(start, at + 1, Count(1, 1, 1), "a: 1", head)
    if low in {"his", "her"} and head in {"body", "corpse", "remains"}:
        return Victims(start, at + 1, Count(1, 1, 1), "pronoun: 1", head, "back")
    return None


def number_beside(text: Numbered, at: int) -> tuple[Victims, ...]:
    """Return the number right before the word at ``at``: "stands at 17 dead", "among the five killed"; its noun is that word.

    >>> number_beside(numbers_in("The count stands at 17 dead"), 5)[0].count.best
    17
    """
    start = next((i for i, (stop, _) in text.numbers.items() if stop == at), None)
    if start is None or not {low_at(text.words, start - 1), low_at(text.words, start - 2)} & _COUNTED_IN:
        return ()
    quantity = text.numbers[start][1]
    return (Victims(start, at, quantity.count, quantity.rule, low_at(text.words, at)),)


_COUNTED_IN = frozenset({"at", "to", "with", "of", "among", "and"})


def toll(text: Numbered, at: int) -> tuple[Victims, ...]:
    """Return the number a toll is said to have reached: "the death toll of Monday's raid rose to 30 from 12", "from 12 to 30".

    One that it "could" reach is a claim, from nobody up.

    >>> [toll(numbers_in(f"the death toll rose {said}"), 3)[0].count.best for said in ("to 30 from 12", "from 12 to 30")]
    [30, 30]
    """
    reached = next((i for i in range(at, min(at + _FAR, len(text.words))) if low_at(text.words, i) in REACHED), at)
    numbers = sorted(i for i in text.numbers if reached <= i <= reached + _REACH // 2)
    newest = (
        i for i in numbers[1:2] if low_at(text.words, numbers[0] - 1) == "from" and low_at(text.words, i - 1) == "to"
    )
    found = phrase(text, next(newest, numbers[0])) if numbers else None
    if found and found.count and low_at(text.words, found.start) == "from":
        found = replace(found, count=Count(found.count.high, found.count.high, found.count.high))
    if found and found.count and any(low_at(text.words, i) in _MODAL for i in range(at, found.start)):
        return (replace(found, count=replace(found.count, low=0), kind="claim", rule=f"{found.rule}, not sure"),)
    return (found,) if found else ()


_MODAL = word_group("modal verbs")
_FAR = 30  # words between "the number of people killed" and "has risen to"


def inside_number(text: Numbered, at: int) -> bool:
    """Whether the word at ``at`` is inside a number, as the "and" of "between 3 and 5".

    >>> inside_number(numbers_in("between 3 and 5 men"), 2)
    True
    """
    return any(start < at < stop for start, (stop, _) in text.numbers.items())
