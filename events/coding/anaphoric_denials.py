"""Denials that point back -> the cluster that they deny: "..., but the ministry denied it", "denied the report"."""

from __future__ import annotations

from events.arguments.event_mention import event_class
from events.attribution.finder import Claim
from events.coding.document import Document
from events.coreference.in_document import EventCluster


def anaphoric_denials(cluster: EventCluster, document: Document) -> tuple[Claim, ...]:
    """Return the denials that point back to a cluster: in its last sentence after it was told, or in the next one.

    >>> text = document("Rebels said the army shelled Hama. The army denied the report.")
    >>> [claim.span.text for claim in anaphoric_denials(text.clusters[0], text)]
    ['denied']
    """
    back = (claim for claim in document.claims if claim.verb == "denies" and claim.back)
    return tuple(claim for claim in back if antecedent(claim, document) is cluster)


def antecedent(claim: Claim, document: Document) -> EventCluster | None:
    """Return the deed told last before a denial, at most one sentence before.

    >>> text = document("Rebels said the army shelled Hama. The army denied the report.")
    >>> antecedent(next(claim for claim in text.claims if claim.back), text) is text.clusters[0]
    True
    """
    number = document.number(claim.span)
    told = [
        (one.main.span.start, cluster)
        for cluster in document.clusters
        if event_class(cluster.representative.main.kind) != "statement"
        for one in cluster.event_mentions
        if one.main.span.start < claim.span.start and 0 <= number - one.number <= 1
    ]
    return max(told, key=_start)[1] if told else None


def _start(pair: tuple[int, EventCluster]) -> int:
    return pair[0]
