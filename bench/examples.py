"""Annotated documents -> examples to fit on: for each choice that reading makes, its candidates with cues, and which is right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.judge import is_named, number_right, place_right, when_right
from events.arguments.event_mention import EventMention, event_class
from events.arguments.eventhood import Surroundings, eventhood_cues, is_event
from events.coding.actor_cues import actor_candidates, nobody_cues
from events.coding.agreement import Told, candidates, joined
from events.coding.agreement import told as held
from events.coding.casualties import DEADLY
from events.coding.fields import fields_of
from events.coding.place_cues import none_cues as no_place
from events.coding.place_cues import place_candidates
from events.coding.report import news_cues
from events.coding.reports import (
    Mentions,
    casualties_of,
    document_with,
    event_mentions_of,
    surroundings,
    without_furniture,
)
from events.coding.time_cues import time_candidates
from events.coding.toll_cues import Of, toll_candidates
from events.coding.type_cues import type_candidates
from events.coreference.in_document import CLAIM, EventCluster, cluster_of, resolve_coreference
from events.coreference.own_event import own_event_cues
from events.coreference.pair_cues import digest, pair_cues
from events.model import Role
from events.reader import Reader
from events.serialise import article_of
from text.settling import settle

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate: its cues, whether it is right, how much it counts."""

    cues: Mapping[str, float]
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Read:
    """A document with what is read in it before any choice is made."""

    gold: Document
    mentions: Mentions
    events: tuple[EventMention, ...]
    around: Surroundings
    counts_fully: bool = True


Groups = Iterator[list[Example]]


def read(gold: Document, reader: Reader) -> Read:
    """Read a document up to its event mentions.

    >>> one = read({"id": "a", "text": "Rebels shelled Hama.", "events": []}, reader())
    >>> len(one.events)
    1
    """
    article = article_of({key: gold.get(key) for key in ("id", "text", "title", "published", "source")})
    mentions = without_furniture(reader.mentions(article))
    events = tuple(event_mentions_of(mentions))
    counts = casualties_of(mentions)
    return Read(_settled(gold), mentions, events, surroundings(mentions, len(events), counts))


def _settled(gold: Document) -> Document:
    """Return the document with the stretches that tell its events counted in the settled text, which is what is read."""
    offsets = settle(gold["text"]).offsets
    if offsets is None:
        return gold
    events = [
        event | {"told": [[bisect_left(offsets, at) for at in stretch] for stretch in event["told"]]}
        for event in gold["events"]
    ]
    return gold | {"events": events}


def event_of(one: EventMention, gold: Document) -> int | None:
    """Return the number of the gold event that a mention tells; None where it tells none.

    >>> event_of(event_mentions_in("Rebels shelled Hama.")[0], {"events": [{"told": [[0, 20]]}]})
    0
    """
    for trigger in one.triggers:
        for number, event in enumerate(gold["events"]):
            if any(start <= trigger.span.start and trigger.span.stop <= stop + 1 for start, stop in event["told"]):
                return number
    return None


def eventhood_examples(document: Read) -> Iterator[Example]:
    """Yield each event mention with its cues and whether it tells an event."""
    for one in document.events:
        if (one.main.rule, one.main.kind) == CLAIM:
            continue
        number = event_of(one, document.gold)
        optional = number is not None and document.gold["events"][number].get("optional")
        yield Example(eventhood_cues(one, document.around), number is not None, 0.5 if optional else 1.0)


def coreference_examples(document: Read) -> Iterator[Example]:
    """Yield each pair of mentions that tell events, with its cues and whether they tell the same."""
    told = [one for one in document.events if (one.main.rule, one.main.kind) != CLAIM]
    known = [(digest(one, document.around), event_of(one, document.gold)) for one in told]
    known = [pair for pair in known if pair[1] is not None]
    for at, (first, number) in enumerate(known):
        for second, other in known[at + 1 :]:
            yield Example(
                pair_cues(first, second, document.around), number == other, 2.0 / max(2, len(known) - 1) ** 0.5
            )


def clusters_of(document: Read) -> tuple[tuple[EventCluster, dict[str, Any]], ...]:
    """Return the gold events that mentions tell, each as the cluster that a perfect reader would make of them."""
    groups: dict[int, list[EventMention]] = {}
    for one in document.events:
        number = event_of(one, document.gold)
        if number is not None:
            groups.setdefault(number, []).append(one)
    return tuple((cluster_of(group), document.gold["events"][number]) for number, group in sorted(groups.items()))


def held_clusters(document: Read) -> list[Told]:
    """Return the clusters that the other choices make, as they are held against each other.

    >>> one = read({"id": "a", "text": "Rebels shelled Hama.", "events": []}, reader())
    >>> [told.place.name for told in held_clusters(one)]
    ['Hama']
    """
    likely = [one for one in document.events if is_event(one, document.around)]
    whole = document_with(document.mentions, document.around, resolve_coreference(likely, document.around))
    found = [held(one, fields_of(one, whole), document.around) for one in whole.clusters]
    return sorted(found, key=lambda one: one.cluster.event_mentions[0].main.span.start)


def _event_told(cluster: EventCluster, gold: Document) -> int | None:
    """Return the number of the gold event that a cluster tells, by its representative before its other mentions."""
    mentions = (cluster.representative, *cluster.event_mentions)
    return next((number for one in mentions for number in (event_of(one, gold),) if number is not None), None)


def agreement_examples(document: Read) -> Groups:
    """Yield, for each cluster that tells an event, those before it that it may tell again, and its being new."""
    found = held_clusters(document)
    known = [_event_told(one.cluster, document.gold) for one in found]
    for at, event in enumerate(known):
        earlier, new = candidates(found, at)
        if event is None or not earlier:
            continue
        again = [Example(cues, known[number] == event) for number, cues in earlier.items()]
        yield [*again, Example(new, not any(one.right for one in again))]


def own_event_examples(document: Read) -> Iterator[Example]:
    """Yield the clusters that the other choices make, each with whether it is the first of an event."""
    taken: set[int] = set()
    for cluster in joined(held_clusters(document)):
        number = _event_told(cluster, document.gold)
        optional = number is not None and document.gold["events"][number].get("optional")
        right = number is not None and number not in taken
        yield Example(own_event_cues(cluster, document.around), right, 0.7 if optional else 1.0)
        taken |= {number} if number is not None else set()


def news_examples(document: Read) -> Iterator[Example]:
    """Yield each event with its cues and whether it is the document's news."""
    for cluster, gold in clusters_of(document):
        yield Example(news_cues(cluster, document.around), not gold.get("optional"))


def _weighed(gold: Mapping[str, Any]) -> float:
    return 0.5 if gold.get("optional") else 1.0


def place_examples(document: Read) -> Groups:
    """Yield the places that each event could have."""
    told = clusters_of(document)
    whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
    for cluster, gold in told:
        found = place_candidates(cluster, whole)
        examples = [Example(one.cues, place_right(gold.get("place"), one.place), _weighed(gold)) for one in found]
        yield [*examples, Example(no_place(cluster, found), place_right(gold.get("place"), None), _weighed(gold))]


def time_examples(document: Read) -> Groups:
    """Yield the days that each event could have."""
    told = clusters_of(document)
    whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
    for cluster, gold in told:
        found = time_candidates(cluster, whole)
        yield [Example(one.cues, when_right(gold.get("when"), one.when), _weighed(gold)) for one in found]


def type_examples(document: Read) -> Groups:
    """Yield the types that each event could have."""
    told = clusters_of(document)
    whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
    for cluster, gold in told:
        country = (gold.get("place") or {}).get("country")
        found = type_candidates(cluster, whole, country)
        yield [Example(one.cues, one.kind in gold["types"], _weighed(gold)) for one in found]


def toll_examples(of: Of) -> Callable[[Read], Groups]:
    """Return what yields the figures of dead (or injured) that each event could have."""

    def examples(document: Read) -> Groups:
        told = clusters_of(document)
        whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
        for cluster, gold in told:
            if event_class(cluster.representative.main.kind) not in DEADLY:
                continue
            known = gold.get("dead" if of == "killed" else "injured")
            found = toll_candidates(cluster, whole, of)
            yield [
                Example(one.cues, number_right(known, one.count.best if one.count else None), _weighed(gold))
                for one in found
            ]

    return examples


def actor_examples(role: Role) -> Callable[[Read], Iterator[Example]]:
    """Return what yields each actor of the text and whether it has the role in an event."""

    def examples(document: Read) -> Iterator[Example]:
        told = clusters_of(document)
        whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
        for cluster, gold in told:
            wanted = [one for one in gold.get("actors", []) if one["role"] in {role, "side"}]
            for one in actor_candidates(cluster, whole):
                match = [want for want in wanted if is_named(one.actor, one.mention.span.text, want)]
                if match and all(want.get("optional") for want in match):
                    continue  # right either way
                yield Example(one.cues[role], bool(match), _weighed(gold))

    return examples


def first_examples(role: Role) -> Callable[[Read], Groups]:
    """Return what yields the actors of each event and nobody, of whom the likeliest takes the role."""

    def examples(document: Read) -> Groups:
        told = clusters_of(document)
        whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
        for cluster, gold in told:
            wanted = [one for one in gold.get("actors", []) if one["role"] in {role, "side"}]
            found = actor_candidates(cluster, whole)
            right = [any(is_named(one.actor, one.mention.span.text, want) for want in wanted) for one in found]
            nobody = all(want.get("optional") for want in wanted)
            examples = [Example(one.cues[role], hit, _weighed(gold)) for one, hit in zip(found, right, strict=True)]
            yield [*examples, Example(nobody_cues(role, cluster, found), nobody, _weighed(gold))]

    return examples


RANKED: dict[str, Callable[[Read], Groups]] = {
    "place": place_examples,
    "time": time_examples,
    "type": type_examples,
    "initiator_first": first_examples("initiator"),
    "target_first": first_examples("target"),
    "killed": toll_examples("killed"),
    "injured": toll_examples("injured"),
}


CHOICES: dict[str, Callable[[Read], Iterator[Example]]] = {
    "eventhood": eventhood_examples,
    "coreference": coreference_examples,
    "news": news_examples,
    "initiator": actor_examples("initiator"),
    "target": actor_examples("target"),
}
