"""What only follows a deed or shows it: soldiers sent after a raid, attackers who flee, burnt houses that somebody sees."""

from __future__ import annotations

from spacy.tokens import Token

from text.grammar import subjects, verb_of
from text.lexicon import word_class


def followed(token: Token) -> bool:
    """Such as "soldiers were sent after the raid", "the attackers fled", "the rebels retreated, leaving their dead".

    >>> followed(word("Soldiers were [sent] to the village after the raid."))
    True
    >>> followed(word("Soldiers were [sent] to the border."))
    False
    """
    if token.pos_ != "VERB" or token.lemma_.lower() not in word_class("movement"):
        return False
    attackers = any(head.lemma_.lower() in word_class("attacker") for head in subjects(token))
    waited_for = token.dep_ == "advcl" and any(
        child.dep_ == "mark" and child.lower_ == "before" for child in token.children
    )
    if waited_for and token.head.lemma_.lower() in word_class("flight"):
        return True
    away = token.lemma_.lower() in word_class("flight")
    return _after_a_deed(token) or (away and (attackers or _leaving(token)))


def _after_a_deed(verb: Token) -> bool:
    led = (
        child for child in verb.children if child.dep_ in {"prep", "advcl"} and child.lower_ in {"after", "following"}
    )
    return any(inner.lemma_.lower() in word_class("incident") for child in led for inner in child.subtree)


def _leaving(verb: Token) -> bool:
    """Whether somebody goes "leaving behind" something."""
    return any(child.dep_ == "advcl" and child.lemma_ == "leave" and child.tag_ == "VBG" for child in verb.children)


def only_seen(token: Token) -> bool:
    """Such as "a patrol observed houses burned by shelling": what is left of a deed is seen, and not when it was done.

    >>> only_seen(word("The patrol observed houses [burned] by shelling."))
    True
    >>> only_seen(word("The patrol observed the [shelling] of houses."))
    False
    """
    by = token.head if token.dep_ in {"pobj", "pcomp"} and token.head.dep_ == "agent" else token
    verb = token if token.dep_ == "acl" else verb_of(by.head if by is not token else token)
    if verb.dep_ != "acl" or verb.tag_ != "VBN":
        return False
    seen = (verb.head.head, *(child for child in verb.head.lefts if child.tag_ in {"VBD", "VBN"}))
    return any(word.lemma_.lower() in word_class("seeing") for word in seen if word != verb.head)
