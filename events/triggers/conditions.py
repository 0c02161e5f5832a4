"""Whether a trigger's row fits where its word stands: each condition of the lexicon asked of the grammar."""

from __future__ import annotations

from events.mentions.sentence import Sentence
from events.model import ARMED
from events.triggers.lexicon import NAME, Condition, Row
from text.grammar import objects, particles, prepositions, subjects
from text.lexicon import word_class
from text.parse import Token

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
