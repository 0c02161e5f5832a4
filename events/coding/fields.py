"""All fields of a happening, each chosen among what its document offers: type, place, day, sides, dead and injured."""

from __future__ import annotations

from dataclasses import dataclass

from events.coding.choices import choose_actors, choose_place, choose_time, choose_toll
from events.coding.document import Document
from events.coding.toll_cues import Around
from events.coding.type_cues import type_candidates
from events.coreference import EventCluster
from events.model import ActorRole, Count, Evidence, ReportPlace, When
from geo import PlaceMention, Unresolved
from text.scoring import choose


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance of each choice among its candidates."""

    place: float
    when: float
    actors: float
    killed: float
    injured: float


@dataclass(frozen=True, slots=True)
class Fields:
    """What is chosen for a happening, with the words that decided; ``series`` is its place where it is one of a series."""

    kind: str
    type_rule: str
    place: ReportPlace | Unresolved
    when: When | Unresolved
    day_carried: bool
    actors: tuple[ActorRole, ...]
    killed: Count | None
    injured: Count | None
    evidence: tuple[Evidence, ...]
    chances: Chances
    series: PlaceMention | None = None


def fields_of(cluster: EventCluster, document: Document, series: PlaceMention | None = None) -> Fields:
    """Return the fields of a happening; ``series`` picks a place where the same happened at several.

    >>> text = document("Rebels shelled Hama on Monday, killing two.")
    >>> found = fields_of(text.clusters[0], text)
    >>> found.kind, found.place.place.name, found.killed.best
    ('Shelling/artillery/missile attack', 'Hama', 2)
    """
    near = document.window(cluster)
    where, of_place, sure_place = choose_place(cluster, near, series)
    kind, of_kind = _kind(cluster, near, where)
    when, day_carried, of_day, sure_day = choose_time(cluster, near)
    figures = Around.of(cluster, near)
    killed, of_dead, sure_dead = choose_toll(figures, "killed")
    injured, of_hurt, sure_hurt = choose_toll(figures, "injured")
    actors, of_actors, sure_actors = choose_actors(cluster, near, where, kind)
    return Fields(
        kind, of_kind[0].rule.rpartition(": ")[2], where, when, day_carried, actors, killed, injured,
        (*of_kind, *of_place, *of_day, *of_actors, *of_dead, *of_hurt),
        Chances(sure_place, sure_day, sure_actors, sure_dead, sure_hurt), series,
    )  # fmt: skip


def _kind(
    cluster: EventCluster, document: Document, where: ReportPlace | Unresolved
) -> tuple[str, tuple[Evidence, ...]]:
    """Return the sub-event type and the words that decided it, the main trigger first with the rule of the type."""
    found = type_candidates(cluster, document, where.place.country if isinstance(where, ReportPlace) else None)
    one = found[choose([each.cues for each in found], "type")[0]]
    kind, rule = one.kind, one.rule
    if _denied_alone(cluster, document):
        kind, rule = "Denial", "a deed that is only denied"
    head = cluster.representative
    told = (head, *(one for one in cluster.event_mentions if one is not head))
    _, *others = (trigger for one in told for trigger in (*one.triggers, *one.modifiers))
    beside = (t.rule if t == head.main else f"{t.rule} ({t.kind})" for t in others)
    evidence = (Evidence("sub_event_type", t.span, said) for t, said in zip(others, beside, strict=True))
    return kind, (Evidence("sub_event_type", head.main.span, f"{head.main.rule}: {rule}"), *evidence)


def _denied_alone(cluster: EventCluster, document: Document) -> bool:
    """Whether all that is told of a deed is that somebody denies it: then the denial is what happened."""
    triggers = [trigger for one in cluster.event_mentions for trigger in one.triggers]
    denials = [claim.scope for claim in document.claims if claim.verb == "denies" and not claim.back]
    return all(any(scope.covers(trigger.span) for scope in denials) for trigger in triggers)
