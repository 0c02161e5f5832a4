"""The trigger words of seeds/lexicon: rows with their conditions, word classes, and which sentences can matter at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from events.mentions import Sentence
from events.model import ARMED
from text.grammar import objects, particles, prepositions, subjects
from text.lexicon import rows, word_class
from text.parse import Token

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SHORT_NAME = re.compile(r"\b[A-Z]{3,}\b")
NAMED = re.compile(r"(?<=\s)[^\W\d_a-z]|\d")
NAME = "<name>"  # stands in the set of a sentence's words for every name or number in it
MODIFIERS = ("means:", "result")  # rows that modifier a cluster and never make one


@dataclass(frozen=True, slots=True)
class Condition:
    """What must stand beside the trigger: ``slot`` (object, subject, prep, particle, of, adverb, with) holds a word."""

    slot: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of triggers.csv. ``sub_event_type`` is ACLED's name, or a lower-case class that rules resolve later."""

    lemma: tuple[str, ...]
    pos: str
    sub_event_type: str
    conditions: tuple[Condition, ...]

    @property
    def rule(self) -> str:
        """Return the name under which this row travels with what it reads.

        >>> Row(("car", "bomb"), "NOUN", "Remote explosive/landmine/IED", ()).rule
        'noun:car bomb'
        """
        return f"{self.pos.lower()}:{' '.join(self.lemma)}"


@cache
def rows_by_word() -> dict[str, tuple[Row, ...]]:
    """Return the rows under the first word of their lemma, longest first.

    >>> {row.sub_event_type for row in rows_by_word()["shelled"]}
    {'Shelling/artillery/missile attack'}
    """
    found: dict[str, list[Row]] = {}
    for row, forms in _rows():
        for form in {row.lemma[0], *(forms if len(row.lemma) == 1 else ())}:
            found.setdefault(form, []).append(row)
    return {word: tuple(sorted(rows, key=lambda row: -len(row.lemma))) for word, rows in found.items()}


@cache
def _rows() -> tuple[tuple[Row, frozenset[str]], ...]:
    return tuple(_row(line) for line in rows("triggers.csv"))


def _row(line: dict[str, str]) -> tuple[Row, frozenset[str]]:
    conditions = tuple(_condition(text) for text in line["conditions"].split())
    lemma = tuple(
        re.sub(r"-(?!\d)", " ", line["lemma"]).split()
    )  # the parser parts words at hyphens, "MiG-29" it leaves whole
    row = Row(lemma, line["pos"], line["sub_event_type"], conditions)
    return row, frozenset(_inflected(lemma[-1], line["pos"])) | frozenset(line["forms"].split("|")) - {""}


def _condition(text: str) -> Condition:
    slot, _, words = text.partition("=")
    parts = [word_class(word[1:]) if word.startswith("@") else {word} for word in words.split("|")]
    if slot == "with":
        parts = [word_class(words)]
    return Condition(slot, frozenset().union(*parts))


def _inflected(lemma: str, pos: str) -> Iterator[str]:
    """Yield the regular forms of a word; irregular ones stand in the column ``forms``.

    >>> sorted(_inflected("rob", "VERB"))
    ['rob', 'robbed', 'robbing', 'robs']
    """
    yield lemma
    yield f"{lemma[:-1]}ies" if re.search(r"[^aeiou]y$", lemma) else lemma + ("es" if _hisses(lemma) else "s")
    if pos == "VERB":
        stem = _stem(lemma)
        yield (
            f"{lemma[:-1]}ied" if re.search(r"[^aeiou]y$", lemma) else f"{lemma}d" if lemma[-1] == "e" else f"{stem}ed"
        )
        yield f"{lemma if lemma.endswith('y') else stem}ing"


def _hisses(lemma: str) -> bool:
    return lemma.endswith(("s", "x", "z", "ch", "sh"))


def _stem(lemma: str) -> str:
    """Return what -ed and -ing are put to: without a rejected_sentences e, with a doubled consonant."""
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1]
    short = re.search(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$", lemma)
    return lemma + lemma[-1] if short and (len(lemma) < 5 or lemma.endswith(("nap", "gun"))) else lemma


def could_contain_trigger(text: str) -> bool:
    """Whether a sentence holds words that some row could read: only such sentences are parsed.

    >>> could_contain_trigger("Rebels shelled the town."), could_contain_trigger("Shares rose on Monday.")
    (True, False)
    """
    words = {word.lower() for word in WORD.findall(text)}
    words |= {part for word in words if "-" in word for part in word.split("-")}
    words |= {NAME} if NAMED.search(text) else set()
    if SHORT_NAME.search(text):
        words |= word_class("armed")  # "QSD captured the town": a group may be named by its letters alone
    return any(_possible(needs, words) for word in words for needs in _needs().get(word, ()))


def _possible(needs: tuple[frozenset[str], ...], words: set[str]) -> bool:
    return all(need & words for need in needs)


@cache
def _needs() -> dict[str, tuple[tuple[frozenset[str], ...], ...]]:
    """Return, for each word form, what other words its rows ask for (one set a condition or further word)."""
    found: dict[str, set[tuple[frozenset[str], ...]]] = {}
    for row, forms in _rows():
        if row.sub_event_type.startswith(MODIFIERS):
            continue
        wanted = tuple(_forms(condition.words) for condition in row.conditions if condition.slot in _WORDED)
        further = tuple(_forms(frozenset({word})) for word in row.lemma[1:])
        for form in forms if len(row.lemma) == 1 else {row.lemma[0]}:
            found.setdefault(form, set()).add(wanted + further)
    return {word: tuple(needs) for word, needs in found.items()}


_WORDED = ("object", "of", "with", "prep", "particle", "adverb")


@cache
def _forms(words: frozenset[str]) -> frozenset[str]:
    """Return the nouns' plurals too, and where people, places or sides are asked for, any name or number."""
    named = any(words >= word_class(name) for name in ("person", "place", "political", "armed-person", "troops"))
    plurals = frozenset(form for word in words for form in _inflected(word, "NOUN"))
    return words | plurals | (frozenset({NAME}) if named else frozenset())


POLITICAL = frozenset({2, 3, 4, 6})


def fits(sentence: Sentence, row: Row, head: Token) -> bool:
    """Whether all conditions of a row hold for the word ``head``.

    >>> from events.triggers.lexicon import rows_by_word
    >>> row = next(row for row in rows_by_word()["open"] if row.lemma == ("open",))
    >>> row.conditions[0].slot, fits(sentence_of("They opened shops."), row, word("They [opened] shops."))
    ('object', False)
    """
    return all(_holds(sentence, condition, head) for condition in row.conditions)


def _holds(sentence: Sentence, condition: Condition, head: Token) -> bool:
    if condition.slot in {"object", "of"}:
        return any(_is(sentence, token, condition.words) for token in objects(head) if token != head)
    if condition.slot == "subject":
        return any(_is(sentence, token, condition.words) for token in subjects(head))
    if condition.slot == "prep":
        return bool(prepositions(head) & condition.words)
    if condition.slot in {"particle", "adverb"}:
        return bool(particles(head) & condition.words)
    return _beside(sentence, condition.words, head)


def _beside(sentence: Sentence, words: frozenset[str], head: Token) -> bool:
    """Whether another word of the sentence is of the class; a named armed actor stands for any word of armed sides."""
    if any(token.norm in words or token.base in words for token in sentence.parse if token != head):
        return True
    return words >= word_class("armed") and any(mention.actor.inter in ARMED for mention in sentence.actors)


def _is(sentence: Sentence, token: Token, words: frozenset[str]) -> bool:
    """Whether a word is of the class: by its lemma, or as a name or number where people, sides or places are asked for."""
    if dug(token) and not words >= word_class("place"):
        return False
    if token.base in words or token.norm in words or token.norm.removesuffix("s") in words:
        return True
    if words >= word_class("person") and sentence.is_person(token):
        return True
    if NAME in words and token.pos == "PROPN" and sentence.actor(token) is None:
        return True
    if words >= word_class("place"):
        return sentence.is_place(token) or dug(token)
    return _classed(sentence, token) in _classes_meant(words)


def dug(token: Token) -> bool:
    """Whether a mine is where people dig, and no weapon.

    >>> dug(word("They hit a gold [mine].")), dug(word("They hit a land [mine]."))
    (True, False)
    """
    return token.base == "mine" and any(child.norm in word_class("ores") for child in token.lefts)


def _classed(sentence: Sentence, token: Token) -> int | None:
    """Return the class of the actor a word belongs to; police keep the law, and count as no side."""
    mention = sentence.actor(token)
    return mention.actor.inter if mention and "police" not in mention.actor.id else None


def _classes_meant(words: frozenset[str]) -> frozenset[int]:
    """Return the actor classes that a word class of people stands for."""
    if words >= word_class("armed-side") or words >= word_class("armed-person"):
        return ARMED
    return POLITICAL if words >= word_class("political") else frozenset()
