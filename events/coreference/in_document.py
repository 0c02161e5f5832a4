"""Event mentions -> clusters: what several sentences tell of one and the same thing is told once.

What keeps a later sentence from being more of
an earlier cluster is an ordered list of named rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TypeVar

from events.arguments import EventMention, Surroundings, event_class
from events.coreference.distinct_rules import REACH
from events.coreference.pair_cues import digest, same_odds
from text import Span

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


ALIKE = 0.7  # log-odds, over all pairs of two clusters on average, down to which they are joined
WINDOW = 60  # mentions that are held against each other
NO_LINK = -6.0  # log-odds where there is no other cluster
CLAIM = "verb:claim", "assault"  # "claimed lives" is another row


@dataclass(frozen=True, slots=True)
class Link:
    """How surely two clusters are one happening: log-odds over their pairs of mentions."""

    mean: float
    surest: float
    least: float


@dataclass(frozen=True, slots=True)
class EventCluster:
    """One cluster: what each sentence tells of it, in order of the text; ``best`` is the place of the one that tells it best.

    ``links``: main trigger of another cluster's first mention -> how surely they are one.
    ``agreement`` is the log-odds that it tells again what was told before, and nothing of its own.
    """

    event_mentions: tuple[EventMention, ...]
    best: int = 0
    links: Mapping[Span, Link] = field(default_factory=dict, compare=False)
    agreement: float = NO_LINK

    @property
    def representative(self) -> EventMention:
        """Return the event mention that the excerpt is taken from.

        >>> document("Rebels shelled Hama. Two men were killed in the attack.").clusters[0].representative.number
        0
        """
        return self.event_mentions[self.best]


def resolve_coreference(found: Sequence[EventMention], around: Surroundings) -> tuple[EventCluster, ...]:
    """Return the clusters of an article's event mentions: those that are likelier one happening than two are joined.

    Only mentions within :data:`WINDOW` of each other are held against each other: a long text costs no more a sentence.

    >>> from tests.examples import surroundings_in
    >>> said = "Rebels shelled Hama. Two men were killed in the attack."
    >>> [len(one.event_mentions) for one in resolve_coreference(event_mentions_in(said), surroundings_in(said))]
    [2]
    """
    deeds = [one for one in found if (one.main.rule, one.main.kind) != CLAIM]
    groups: list[EventCluster] = []
    for first in range(0, len(deeds), WINDOW):
        groups += _resolved(deeds[first : first + WINDOW], around)
    for one in found:
        if (one.main.rule, one.main.kind) == CLAIM:  # no deed of its own: it says whose the one told before was
            groups = _claimed(groups, one)
    return tuple(groups)


AGAIN = 6.0  # log-odds that a deed told again in the very same words is the same: a caption, a link, an embedded post


def _resolved(deeds: Sequence[EventMention], around: Surroundings) -> list[EventCluster]:
    """Return the clusters of these mentions, each with its surest link to another."""
    digests = [digest(one, around) for one in deeds]
    words = [tuple(re.findall(r"\w+", one.sentence.span.text.lower())) for one in deeds]
    odds = {
        (i, j): AGAIN
        if words[i] == words[j] and deeds[i].main.token.i == deeds[j].main.token.i
        else same_odds(digests[i], digests[j], around)
        for i, j in combinations(range(len(deeds)), 2)
    }
    groups = clusters(deeds, lambda i, j: odds[i, j], ALIKE)

    def link(first: tuple[int, ...], second: tuple[int, ...]) -> Link:
        pairs = [odds[min(i, j), max(i, j)] for i in first for j in second]
        return Link(sum(pairs) / len(pairs), max(pairs), min(pairs))

    pairs = {(one, other): link(one, other) for one, other in combinations(groups, 2)}
    made = []
    for group in groups:
        links = {
            deeds[other[0]].main.span: pairs[min(group, other), max(group, other)]
            for other in groups
            if other is not group
        }
        made.append(replace(cluster_of([deeds[n] for n in group]), links=links))
    return made


def _claimed(groups: list[EventCluster], one: EventMention) -> list[EventCluster]:
    """Add a claim of responsibility to the nearest violence told before it; where there is none it says nothing."""
    near = [
        g
        for g in groups
        if 0 < one.number - g.event_mentions[-1].number <= REACH // 2
        and event_class(g.event_mentions[0].main.kind) == "violence"
    ]
    home = max(near, key=lambda group: group.event_mentions[-1].number, default=None)
    return [replace(g, event_mentions=(*g.event_mentions, one)) if g is home else g for g in groups]


def cluster_of(group: list[EventMention]) -> EventCluster:
    """Return the cluster of mentions; it is shown by the first, unless only a later one of the same kind says where.

    >>> cluster_of(list(event_mentions_in("Rebels shelled Hama."))).best
    0
    """
    best = next((at for at, one in enumerate(group) if one.places and one.main.kind == group[0].main.kind), 0)
    return EventCluster(tuple(group), 0 if group[0].places or event_class(group[0].main.kind) != "captive" else best)
