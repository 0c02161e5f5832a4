"""Is a cluster an event of its own, or an echo of another, or nothing that happened? Named cues, asked once clusters are made."""

from __future__ import annotations

from collections.abc import Iterator

from events.arguments import FINE, UNDER, EventMention, Surroundings, event_class, eventhood_cues, is_note
from events.coreference.in_document import EventCluster
from geo import Place
from text.scoring import Cues, score

OWN = -0.3  # log-odds above which a cluster is held to be an event of its own


def own_event_cues(cluster: EventCluster, around: Surroundings) -> Cues:
    """Return the cues of a cluster being an event of its own.

    >>> text = document("Rebels shelled Hama. Two men were killed in the attack.")
    >>> own_event_cues(text.clusters[0], text.around)["two mentions"]
    1.0
    """
    return own_cues(cluster, around) | {
        "an echo of one told before": cluster.agreement / 3,
        "an echo more likely than not": max(cluster.agreement, 0.0),
    }


def own_cues(cluster: EventCluster, around: Surroundings) -> Cues:
    """Return the cues of a cluster being an event of its own that it has without regard to others.

    >>> text = document("Rebels shelled Hama. Two men were killed in the attack.")
    >>> own_cues(text.clusters[0], text.around)["begins in the lead"]
    1.0
    """
    odds = [score(eventhood_cues(one, around), "eventhood") for one in cluster.event_mentions]
    named = (*_shape(cluster), *_own(cluster.event_mentions, around))
    return dict.fromkeys(named, 1.0) | {
        "likeliest mention": max(odds) / 3,
        "mentions on average": sum(odds) / len(odds) / 3,
    }


def _shape(cluster: EventCluster) -> Iterator[str]:
    size = len(cluster.event_mentions)
    yield "one mention" if size == 1 else "two mentions" if size == 2 else "three mentions and more"
    yield f"class: {event_class(cluster.representative.main.kind)}"
    if cluster.event_mentions[0].number <= 1:
        yield "begins in the lead"


def _own(mentions: tuple[EventMention, ...], around: Surroundings) -> Iterator[str]:
    if any(isinstance(p.place, Place) and p.place.kind in FINE for one in mentions for p in one.places):
        yield "a town of its own"
    if any(one.dates for one in mentions):
        yield "a day of its own"
    if any(part.role != "target" for one in mentions for part in one.arguments):
        yield "a doer"
    if any(part.role == "target" for one in mentions for part in one.arguments):
        yield "somebody hit"
    spans = [one.sentence.span for one in mentions]
    if any(count.of == "killed" and span.covers(count.span) for span in spans for count in around.counts_in(span)):
        yield "a number of dead"
    yield f"text of {'few' if around.mentions <= 3 else 'some' if around.mentions <= 12 else 'many'} mentions"


def is_own_event(cluster: EventCluster, around: Surroundings) -> bool:
    """Whether a cluster is more likely than not an event of its own.

    >>> text = document("Rebels shelled Hama on Monday, killing two.")
    >>> is_own_event(text.clusters[0], text.around)
    True
    """
    row = cluster.representative.main.rule.endswith(UNDER)
    return (
        row
        or is_note(around)
        or _has_day_and_place(cluster)
        or _is_taken_up(cluster)
        or score(own_event_cues(cluster, around), "own_event") > OWN
    )


def _is_taken_up(cluster: EventCluster) -> bool:
    """Whether several sentences tell it, and it is no echo of what was told before."""
    return len({one.number for one in cluster.event_mentions}) > 1 and cluster.agreement < 0


def _has_day_and_place(cluster: EventCluster) -> bool:
    """Whether one clause gives it a day and a place of its own: no echo does both."""
    return any(
        any(date.when and date.when.precision == "day" for date in one.dates)
        and any(isinstance(place.place, Place) and place.place.kind not in {"country", "area"} for place in one.places)
        for one in cluster.event_mentions
    )


__all__ = ["OWN", "is_own_event", "own_cues", "own_event_cues"]
