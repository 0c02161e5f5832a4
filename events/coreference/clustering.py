"""Event mentions -> clusters: the likeliest pairs are joined first, by the average over all pairs of two clusters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")


def clusters(
    items: Sequence[T], log_odds: Callable[[int, int], float], threshold: float = 0.0
) -> tuple[tuple[int, ...], ...]:
    """Return the clusters of ``items`` by number, each in order, ordered by their first; average link down to a threshold.

    ``log_odds(i, j)`` says how surely items i < j are one.

    >>> clusters("abc", lambda i, j: 1.0 if (i, j) == (0, 2) else -1.0)
    ((0, 2), (1,))
    """
    groups: dict[int, tuple[int, ...]] = {n: (n,) for n in range(len(items))}
    links = {(i, j): log_odds(i, j) for i, j in combinations(range(len(items)), 2)}
    while links:
        best, (i, j) = max((link, (-i, -j)) for (i, j), link in links.items())
        i, j = -i, -j
        if best < threshold:
            break
        for other in groups:
            if other in {i, j}:
                continue
            first, second = _pair(i, other), _pair(j, other)
            ours, theirs = len(groups[i]), len(groups[j])
            links[first] = (links[first] * ours + links.pop(second) * theirs) / (ours + theirs)
        del links[i, j]
        groups[i] = tuple(sorted(groups[i] + groups.pop(j)))
    return tuple(sorted(groups.values()))


def _pair(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)
