"""The record of each rule and cue: how often it fired on annotated documents and was right (seeds/ledger.csv, python -m bench.rules)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from text.lexicon import LEXICON, rows

LEDGER = LEXICON.parent / "ledger.csv"
_WORD = re.compile(r"((?:verb|noun|adj|adjective|phrase):[^:()]+?)(?:: | \(|$)")


@dataclass(frozen=True, slots=True)
class Record:
    """How often a rule fired, and how often what it decided was right."""

    fired: int
    right: int


def parts(field: str, rule: str) -> Iterator[tuple[str, str]]:
    """Yield kind and name of each rule in a piece of evidence: the word of the lexicon, the rule of the field.

    >>> list(parts("sub_event_type", "verb:shell: artillery or missiles"))
    [('word', 'verb:shell'), ('sub_event_type', 'artillery or missiles')]
    >>> list(parts("place", "attached; the city of that name"))
    [('place', 'attached'), ('place', 'the city of that name')]
    """
    word = _WORD.match(rule) if field == "sub_event_type" else None
    if word:
        yield "word", word[1]
        rule = "" if rule[word.end(1) : word.end(1) + 1] != ":" else rule[word.end() :]
    yield from ((field, part) for part in rule.split("; ") if part)


def record(field: str, rule: str) -> Record | None:
    """Return the record of the rule that fired least of those in a piece of evidence; None where none has one.

    >>> record("sub_event_type", "verb:no such word: no such rule") is None
    True
    """
    known = [found for key in parts(field, rule) if (found := _records().get(key))]
    return min(known, key=lambda one: one.fired, default=None)


@cache
def _records() -> dict[tuple[str, str], Record]:
    if not LEDGER.exists():
        return {}
    kept = rows(LEDGER.name, LEDGER.parent)
    return {(row["kind"], row["name"]): Record(int(row["fired"]), int(row["right"])) for row in kept}
