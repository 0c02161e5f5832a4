"""Which sub-event type a happening has: what the rules say of each mention of it, each type with cues for and against."""

from __future__ import annotations

from collections.abc import Iterator
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
    found: dict[str, TypeCandidate] = {}
    for at, (kind, rule) in enumerate(said):
        if kind in found:
            continue
        cues = _cues(kind, rule, said, cluster, document)
        found[kind] = TypeCandidate(kind, at, rule, dict.fromkeys(cues, 1.0))
    return tuple(found.values())


def _cues(
    kind: str, rule: str, said: list[tuple[str, str]], cluster: EventCluster, document: Document
) -> Iterator[str]:
    mentions, first = cluster.event_mentions, said[cluster.best][0]
    votes = [n for n, (other, _) in enumerate(said) if other == kind]
    yield from (f"type: {kind}", f"rule: {rule}")
    yield "of the first mention" if kind == first else "of a later mention"
    yield "of several mentions" if len(votes) > 1 else "of one mention"
    if 2 * len(votes) > len(said):
        yield "of most mentions"
    if any(mentions[n].number <= 1 for n in votes):
        yield "in the lead"
    if kind in PLAIN and {other for other, _ in said} - PLAIN:
        yield "a plain type beside a telling one"
    if kind != first:
        yield f"first {first}, then {kind}"
        if EVENT_TYPE_OF[kind] == EVENT_TYPE_OF[first]:
            yield "the same event type as the first"
    yield "by a noun" if mentions[votes[0]].main.rule.startswith("noun:") else "by a verb"
    if mentions[votes[0]].main.token.base in document.around.title_words:
        yield "its word stands in the title"
