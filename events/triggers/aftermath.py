"""What only follows a deed or shows it: soldiers sent after a raid, attackers who flee, burnt houses that somebody sees."""

from __future__ import annotations

from text.grammar import subjects, verb_of
from text.lexicon import word_class
from text.parse import Token


def followed(token: Token) -> bool:
    """Such as "soldiers were sent after the raid", "the attackers fled", "the rebels retreated, leaving their dead".

    >>> followed(word("Soldiers were [sent] to the village after the raid."))
    True
    >>> followed(word("Soldiers were [sent] to the border."))
    False
    """
    if token.pos != "VERB" or token.base not in word_class("movement"):
        return False
    attackers = any(head.base in word_class("attacker") for head in subjects(token))
    waited_for = token.relation == "adverbial clause" and any(
        child.relation == "marker" and child.norm == "before" for child in token.children
    )
    if waited_for and token.head.base in word_class("flight"):
        return True
    away = token.base in word_class("flight")
    return _after_a_deed(token) or (away and (attackers or _leaving(token)))


def _after_a_deed(verb: Token) -> bool:
    led = (
        child
        for child in verb.children
        if child.relation in {"preposition", "adverbial clause"} and child.norm in {"after", "following"}
    )
    return any(inner.base in word_class("incident") for child in led for inner in child.subtree)


def _leaving(verb: Token) -> bool:
    """Whether somebody goes "leaving behind" something."""
    return any(
        child.relation == "adverbial clause" and child.lemma == "leave" and child.tag == "VBG"
        for child in verb.children
    )


def only_seen(token: Token) -> bool:
    """Such as "a patrol observed houses burned by shelling": what is left of a deed is seen, and not when it was done.

    >>> only_seen(word("The patrol observed houses [burned] by shelling."))
    True
    >>> only_seen(word("The patrol observed the [shelling] of houses."))
    False
    """
    by = token.head if token.relation in {"oblique", "oblique clause"} and token.head.relation == "by-phrase" else token
    verb = token if token.relation == "noun clause" else verb_of(by.head if by is not token else token)
    if verb.relation != "noun clause" or verb.tag != "VBN":
        return False
    seen = (verb.head.head, *(child for child in verb.head.lefts if child.tag in {"VBD", "VBN"}))
    return any(word.base in word_class("seeing") for word in seen if word != verb.head)
