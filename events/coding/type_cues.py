"""Which sub-event type a happening has: what the rules say of each mention of it, each type with cues for and against."""

from __future__ import annotations

from dataclasses import dataclass, replace

from events.coding.document import Document
from events.coding.event_type import sub_event_type
from events.coreference.in_document import EventCluster
from events.model import EVENT_TYPE_OF
from text.scoring import Cues

PLAIN = frozenset({"Attack", "Armed clash"})  # what the rules give where no means is told


@dataclass(frozen=True, slots=True)
class TypeCandidate:
    """A sub-event type, the number of the mention that gives it first, the rule, and its cues."""

    kind: str
    mention: int
    rule: str
    cues: Cues


def type_candidates(cluster: EventCluster, document: Document, country: str | None) -> tuple[TypeCandidate, ...]:
    """Return the types that the rules give the mentions of a cluster, each once, in the order of the text.

    >>> text = document("Rebels shelled Hama. Two men were killed in the attack.")
    >>> [one.kind for one in type_candidates(text.clusters[0], text, "SY")][0]
    'Shelling/artillery/missile attack'
    """
    mentions = cluster.event_mentions
    said = [sub_event_type(replace(cluster, best=at), country) for at in range(len(mentions))]
    first = said[cluster.best][0]
    found: dict[str, TypeCandidate] = {}
    for at, (kind, rule) in enumerate(said):
        if kind in found:
            continue
        votes = [n for n, (other, _) in enumerate(said) if other == kind]
        cues = [f"type: {kind}", f"rule: {rule}"]
        cues += ["of the first mention"] if kind == first else ["of a later mention"]
        cues += ["of most mentions"] if 2 * len(votes) > len(said) else []
        cues += ["of several mentions"] if len(votes) > 1 else ["of one mention"]
        cues += ["in the lead"] if any(mentions[n].number <= 1 for n in votes) else []
        cues += ["a plain type beside a telling one"] if kind in PLAIN and {k for k, _ in said} - PLAIN else []
        cues += [f"first {first}, then {kind}"] if kind != first else []
        cues += (
            ["the same event type as the first"]
            if kind != first and EVENT_TYPE_OF[kind] == EVENT_TYPE_OF[first]
            else []
        )
        cues += ["by a noun"] if mentions[at].main.rule.startswith("noun:") else ["by a verb"]
        cues += (
            ["its word stands in the title"]
            if mentions[at].main.token.lemma_.lower() in document.around.title_words
            else []
        )
        found[kind] = TypeCandidate(kind, at, rule, dict.fromkeys(cues, 1.0))
    return tuple(found.values())
