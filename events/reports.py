"""Happenings -> reports: one article's word on each, every field with the words and the rule it was read by.

It stands apart because here all readers' findings meet: type, place, day, actors, counts and claims of one happening.
"""

from __future__ import annotations

import hashlib

from events.article import Article
from events.claims_back import denied_back, meant
from events.claims_status import verdict
from events.context import Context
from events.event import EVENT_TYPE_OF, Actor, ActorRole, Evidence, Report, ReportPlace, Status, When
from events.happenings import Happening
from events.reports_counts import counted
from events.reports_place import place_of
from events.reports_when import day_of
from events.sides import in_its_part
from events.triggers_types import sub_event_type
from geo import PlaceMention, Span, Unresolved

LONG_AGO = 3660  # days: what is ten years past is history; earlier years of the same war are still its map


def report(happening: Happening, context: Context, place: PlaceMention | None = None) -> Report:
    """Return the report of a happening; ``place`` picks one where the same happened at several places."""
    head = happening.head
    where, where_evidence = place_of(happening, context, place)
    kind, kind_rule = sub_event_type(happening, where.place.country if isinstance(where, ReportPlace) else None)
    if denied_alone(happening, context):
        kind, kind_rule = "Denial", "a deed that is only denied"
    when, inherited, when_evidence = day_of(happening, context)
    dead, hurt, count_evidence = counted(happening, context)
    actors, actor_evidence = _actors(happening, where, kind)
    status, said_by, denied_by, claim_evidence = _claims(happening, context, actors)
    trigger = head.main.span
    what = tuple(
        Evidence("sub_event_type", t.span, t.rule if t == head.main else f"{t.rule} ({t.kind})")
        for one in (head, *(x for x in happening.tellings if x is not head))
        for t in (*one.triggers, *one.colours)
    )
    rule = Evidence("sub_event_type", trigger, f"{head.main.rule}: {kind_rule}")
    return Report(
        id=report_id(context.article.id, trigger, place.span if place else None),
        article=context.article.id,
        excerpt=head.scene.sentence,
        event_type=EVENT_TYPE_OF[kind],
        sub_event_type=kind,
        place=where,
        when=when,
        when_inherited=inherited,
        actors=actors,
        fatalities=dead,
        injured=hurt,
        status=status,
        said_by=said_by,
        denied_by=denied_by,
        evidence=(rule, *what[1:], *where_evidence, *when_evidence, *actor_evidence, *count_evidence, *claim_evidence),
    )


def report_id(article: str, trigger: Span, place: Span | None = None) -> str:
    """Return the report's id: a hash of the article's id and the trigger's span (with the place's, where a series is told).

    >>> report_id("a", Span(0, 6, "attack"))
    '2680f58a701e73a2'
    """
    stop = trigger.stop if place is None else max(trigger.stop, place.stop)
    return hashlib.sha256(f"{article}\0{trigger.start}\0{stop}".encode()).hexdigest()[:16]


def _actors(
    happening: Happening, where: ReportPlace | Unresolved, kind: str
) -> tuple[tuple[ActorRole, ...], tuple[Evidence, ...]]:
    country = where.place.country if isinstance(where, ReportPlace) else None
    roles: dict[str, ActorRole] = {}
    evidence: list[Evidence] = []
    for part in (part for one in (happening.head, *happening.tellings) for part in one.parts):
        actor = in_its_part(part.mention.actor, country, role=part.role, kind=kind)
        if actor.id not in roles:
            roles[actor.id] = ActorRole(actor, part.role)
            evidence.append(Evidence("actor", part.mention.span, f"{part.role}: {part.rule}; {part.mention.rule}"))
    return tuple(roles.values()), tuple(evidence)


def _claims(
    happening: Happening, context: Context, parties: tuple[ActorRole, ...]
) -> tuple[Status, tuple[Actor, ...], tuple[Actor, ...], tuple[Evidence, ...]]:
    triggers = [trigger for one in happening.tellings for trigger in one.triggers]
    found = [claim for claim in context.claims if any(claim.scope.covers(trigger.span) for trigger in triggers)]
    found += denied_back(happening, context)
    spoken_of = [claim for claim in found if claim.verb in {"says", "doubts"}]
    plain = any(not any(c.scope.covers(t.span) for c in spoken_of) for t in triggers if t.token.dep_ != "amod")
    judged = verdict(found, plain=plain, parties=parties)
    fields = {"says": "said_by", "denies": "denied_by", "doubts": "status"}
    evidence = tuple(Evidence(fields[claim.verb], claim.span, f"{claim.rule}; {judged.rule}") for claim in found)
    return judged.status, judged.said_by, judged.denied_by, evidence


def denied_alone(happening: Happening, context: Context) -> bool:
    """Whether all that is told of a deed is that somebody denies it: then the denial is what happened."""
    triggers = [trigger for one in happening.tellings for trigger in one.triggers]
    denials = [claim.scope for claim in context.claims if claim.verb == "denies" and not claim.back]
    return all(any(scope.covers(trigger.span) for scope in denials) for trigger in triggers)


def only_denies(happening: Happening, context: Context) -> bool:
    """Whether a happening is the denial of a deed that has its own report: the denial is kept there, as ``denied_by``."""
    if happening.head.main.kind != "Denial":
        return False
    deeds = [
        t for other in context.happenings if other is not happening for one in other.tellings for t in one.triggers
    ]
    denials = [
        claim for claim in context.claims if claim.verb == "denies" and happening.head.scene.sentence.covers(claim.span)
    ]
    if any(claim.back and meant(claim, context) is not None for claim in denials):
        return True
    return any(claim.scope.covers(deed.span) for claim in denials for deed in deeds)


def history(made: Report, article: Article) -> bool:
    """Whether a report tells of what was ten years before the article: history, no news."""
    if article.published is None or not isinstance(made.when, When):
        return False
    return (article.published - made.when.latest).days > LONG_AGO
