"""Refusals that are rows: seeds/lexicon/refusals.csv, conditions on a trigger word, the word above it and those below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from text.grammar import particles
from text.lexicon import rows, word_class
from text.parse import Token

Conditions = tuple[tuple[str, frozenset[str]], ...]
_SLOTS: dict[str, Callable[[Token], set[str]]] = {
    "word": lambda token: {token.base},
    "pos": lambda token: {token.pos},
    "relation": lambda token: {token.relation.replace(" ", "-")},
    "under": lambda token: {token.head.base},
    "particle": lambda token: set(particles(token.head)),
    "child": lambda token: {child.norm for child in token.children},
    "related": lambda token: {child.relation.replace(" ", "-") for child in token.children},
    "patient": lambda token: {child.base for child in token.children if child.relation == "patient"},
}


def refused_by_row(token: Token, name: str) -> bool:
    """Whether all conditions of one of a refusal's rows hold for a trigger word.

    >>> refused_by_row(word("Donors fund their [attacks]."), "paid for")
    True
    """
    return any(all(_SLOTS[slot](token) & words for slot, words in row) for row in _rows()[name])


@cache
def _rows() -> dict[str, list[Conditions]]:
    found: dict[str, list[Conditions]] = {}
    for line in rows("refusals.csv"):
        found.setdefault(line["refusal"], []).append(tuple(map(_condition, line["conditions"].split())))
    return found


def _condition(text: str) -> tuple[str, frozenset[str]]:
    slot, _, words = text.partition("=")
    return slot, frozenset().union(*(word_class(one[1:]) if one[0] == "@" else {one} for one in words.split("|")))
