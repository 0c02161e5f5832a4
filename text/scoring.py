"""Choices among candidates: named cues, what each weighs (seeds/weights), and the chance that they come to."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache

from text.folders import SEEDS

WEIGHTS = SEEDS / "weights"
BIAS = "to begin with"
Cues = dict[str, float]


_TRIED: dict[str, dict[str, float]] = {}


def weights(choice: str) -> dict[str, float]:
    """Return cue -> log-odds of a choice ("eventhood"), from seeds/weights; fitted by ``python -m bench.fit``.

    Raises ``FileNotFoundError`` where there is no such choice.

    >>> weights("eventhood")[BIAS] < 0
    True
    """
    return _TRIED[choice] if choice in _TRIED else _written(choice)


@cache
def _written(choice: str) -> dict[str, float]:
    with (WEIGHTS / f"{choice}.csv").open(encoding="utf-8", newline="") as file:
        return {row["cue"]: float(row["weight"]) for row in csv.DictReader(file)}


def score(cues: Mapping[str, float], choice: str) -> float:
    """Return the log-odds that the cues add up to; a cue without a weight says nothing.

    >>> score({}, "eventhood") == weights("eventhood")[BIAS]
    True
    """
    known = weights(choice)
    added = 0.0
    for weight, value in zip(map(known.get, cues), cues.values(), strict=True):
        if weight is not None:
            added += weight * value
    return known.get(BIAS, 0.0) + added


def chance(log_odds: float) -> float:
    """Return the probability of a log-odds.

    >>> chance(0.0), round(chance(2.0), 2)
    (0.5, 0.88)
    """
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def deciding(cues: Mapping[str, float], choice: str, most: int = 3) -> tuple[tuple[str, float], ...]:
    """Return the cues that weigh most, for or against, with what each adds, the heaviest first.

    >>> deciding({"no such cue": 1.0}, "eventhood")
    ()
    """
    known = weights(choice)
    added = ((name, known[name] * value) for name, value in cues.items() if known.get(name))
    return tuple(sorted(added, key=lambda pair: (-abs(pair[1]), pair[0]))[:most])


def choose(candidates: Sequence[Mapping[str, float]], choice: str) -> tuple[int, float]:
    """Return the number of the likeliest candidate and its chance among all; the first of several alike.

    >>> choose([{"no such cue": 1.0}, {}], "place")
    (0, 0.5)
    """
    found = chances(candidates, choice)
    best = max(range(len(found)), key=found.__getitem__)
    return best, found[best]


def chances(candidates: Sequence[Mapping[str, float]], choice: str) -> list[float]:
    """Return the chance of each candidate among all of them.

    >>> chances([{"no such cue": 1.0}, {}], "place")
    [0.5, 0.5]
    """
    odds = [score(cues, choice) for cues in candidates]
    most = max(odds, default=0.0)
    parts = [math.exp(max(-60.0, one - most)) for one in odds]
    whole = sum(parts)
    return [part / whole for part in parts]


@contextmanager
def weighed(tried: Mapping[str, dict[str, float]]) -> Iterator[None]:
    """Weigh with these numbers in place of the written ones, while fitting.

    >>> with weighed({"eventhood": {"a": 2.0}}):
    ...     score({"a": 1.0}, "eventhood")
    2.0
    """
    before = dict(_TRIED)
    _TRIED.update(tried)
    try:
        yield
    finally:
        _TRIED.clear()
        _TRIED.update(before)


def band(value: float, bands: Sequence[tuple[float, str]], beyond: str) -> str:
    """Return the name of the first band whose upper bound a value does not exceed, ``beyond`` where there is none.

    >>> band(3, ((0, "none"), (9, "a few")), "many"), band(30, ((0, "none"), (9, "a few")), "many")
    ('a few', 'many')
    """
    return next((name for bound, name in bands if value <= bound), beyond)
