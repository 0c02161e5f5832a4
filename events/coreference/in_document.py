"""EventMentions -> clusters: what several sentences tell of one and the same thing is told once.

It stands apart because this decides how many markers an article gives. What keeps a later sentence from being more of
an earlier cluster is an ordered list of named rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from events.arguments.event_mention import EventMention, event_class
from events.arguments.eventhood import Surroundings
from events.coreference.clustering import clusters
from events.coreference.distinct_rules import REACH
from events.coreference.pair_cues import digest, pair_cues
from text.scoring import score

ALIKE = 0.0  # log-odds, over all pairs of two clusters on average, down to which they are joined
CLAIM = "verb:claim", "assault"  # "claimed lives" is another row


@dataclass(frozen=True, slots=True)
class EventCluster:
    """One cluster: what each sentence tells of it, in order of the text; ``best`` is the place of the one that tells it best."""

    event_mentions: tuple[EventMention, ...]
    best: int = 0

    @property
    def representative(self) -> EventMention:
        """Return the sentence's event_mention that the excerpt is taken from.

        >>> document("Rebels shelled Hama. Two men were killed in the attack.").clusters[0].representative.number
        0
        """
        return self.event_mentions[self.best]


def resolve_coreference(found: Sequence[EventMention], around: Surroundings) -> tuple[EventCluster, ...]:
    """Return the clusters of an article's event mentions: those that are likelier one happening than two are joined.

    >>> from tests.examples import surroundings_in
    >>> said = "Rebels shelled Hama. Two men were killed in the attack."
    >>> [len(one.event_mentions) for one in resolve_coreference(event_mentions_in(said), surroundings_in(said))]
    [2]
    """
    deeds = [one for one in found if (one.main.rule, one.main.kind) != CLAIM]
    digests = [digest(one, around) for one in deeds]

    def same(i: int, j: int) -> float:
        return score(pair_cues(digests[i], digests[j], around), "coreference")

    groups = [[deeds[n] for n in group] for group in clusters(deeds, same, ALIKE)]
    for one in found:
        if (one.main.rule, one.main.kind) == CLAIM:  # no deed of its own: it says whose the one told before was
            groups = _claimed(groups, one)
    return tuple(cluster_of(group) for group in groups)


def _claimed(groups: list[list[EventMention]], one: EventMention) -> list[list[EventMention]]:
    """Add a claim of responsibility to the nearest violence told before it; where there is none it says nothing."""
    near = (group for group in reversed(groups) if 0 < one.number - group[-1].number <= REACH // 2)
    home = next((group for group in near if event_class(group[0].main.kind) == "violence"), None)
    return [[*group, one] if group is home else group for group in groups]


def cluster_of(group: list[EventMention]) -> EventCluster:
    """Return the cluster of mentions; it is shown by the first, unless only a later one of the same kind says where.

    >>> cluster_of(list(event_mentions_in("Rebels shelled Hama."))).best
    0
    """
    best = next((at for at, one in enumerate(group) if one.places and one.main.kind == group[0].main.kind), 0)
    return EventCluster(tuple(group), 0 if group[0].places or event_class(group[0].main.kind) != "captive" else best)
