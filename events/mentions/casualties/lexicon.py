"""The lexicon of casualties: the words that count dead, injured and captured, and the nouns that are no people."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from text.lexicon import rows

Of = Literal["killed", "injured", "captured", "other"]


@cache
def casualty_words() -> dict[str, tuple[Of, str]]:
    """Return the lexicon: word -> what it counts, its use.

    >>> casualty_words()["wounded"]
    ('injured', 'past')
    """
    return {row["word"]: (row["of"], row["use"]) for row in rows("casualties.csv")}  # type: ignore[misc]


_WORD = re.compile(r"\w+")


@cache
def _any_word() -> frozenset[str]:
    return frozenset({*casualty_words(), "lives", "life", "alive"})


def may_count(text: str) -> bool:
    """Whether ``text`` holds a casualty word at all: the cheap question before any grammar.

    >>> may_count("Two men were killed."), may_count("Talks went on in Geneva.")
    (True, False)
    """
    return not _any_word().isdisjoint(_WORD.findall(text.lower()))


@cache
def not_people() -> frozenset[str]:
    """Return the nouns that are counted in the same sentences but are no people: cows, houses, attacks, bills.

    >>> "cows" in not_people(), "farmers" in not_people()
    (True, False)
    """
    return frozenset(row["word"] for row in rows("not_people.csv"))
