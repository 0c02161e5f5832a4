"""Happenings -> reports: one article's word on each, every field with the words and the rule it was read by.

It stands apart because here all readers' findings meet: type, place, day, actors, counts and claims of one happening.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo import Place, PlaceMention, Span, Unresolved

from events.actors import inter_in
from events.article import Article
from events.claims import Claim
from events.claims_status import verdict
from events.counts import CountMention
from events.counts_total import injured, killed
from events.event import (
    EVENT_TYPE_OF,
    Actor,
    ActorMention,
    ActorRole,
    Count,
    DateMention,
    Evidence,
    Report,
    ReportPlace,
    Status,
    When,
)
from events.happenings import Happening, Telling, family
from events.setting import finest, near
from events.setting_when import about, spoken
from events.triggers import Scene
from events.triggers_types import sub_event_type


BACK = 8  # sentences over which a place named before still holds, before a mere country does
FOLLOWS = 3  # sentences after a happening in which a number alone ("There were two fatalities.") still counts its dead


@dataclass(frozen=True, slots=True)
class Context:
    """What an article's reports share; ``silent`` are sentences whose triggers were all refused: their numbers count nobody."""

    article: Article
    scenes: tuple[Scene, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    dates: tuple[DateMention, ...]
    counts: tuple[CountMention, ...]
    claims: tuple[Claim, ...]
    happenings: tuple[Happening, ...]
    sentences: tuple[Span, ...] = ()
    silent: tuple[Scene, ...] = ()

    def number(self, span: Span) -> int:
        """Return the number of the sentence that holds a span (-1 where none does)."""
        return next((at for at, sentence in enumerate(self.sentences) if sentence.covers(span)), -1)


def report(happening: Happening, context: Context, place: PlaceMention | None = None) -> Report:
    """Return the report of a happening; ``place`` picks one where the same happened at several places."""
    head = happening.head
    where, where_evidence = _where(happening, context, place)
    kind, kind_rule = sub_event_type(happening, where.place.country if isinstance(where, ReportPlace) else None)
    when, inherited, when_evidence = _when(happening, context)
    dead, hurt, count_evidence = _counts(happening, context)
    actors, actor_evidence = _actors(happening, where)
    status, said_by, denied_by, claim_evidence = _claims(happening, context, actors)
    trigger = head.main.span
    what = tuple(
        Evidence("sub_event_type", t.span, t.rule if t == head.main else f"{t.rule} ({t.kind})")
        for one in (head, *(x for x in happening.tellings if x is not head)) for t in (*one.triggers, *one.colours)
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
    'b4a0bd0da77d3bdc'
    """
    stop = trigger.stop if place is None else max(trigger.stop, place.stop)
    return hashlib.sha256(f"{article}\0{trigger.start}\0{stop}".encode()).hexdigest()[:16]


def _where(
    happening: Happening, context: Context, chosen: PlaceMention | None
) -> tuple[ReportPlace | Unresolved, tuple[Evidence, ...]]:
    for rule, inherited, mention in _places(happening, context, chosen):
        if mention is not None and isinstance(mention.place, Place):
            return ReportPlace(mention.place, inherited), (Evidence("place", mention.span, f"{rule}; {mention.rule}"),)
    return Unresolved("the text names no place for it"), ()


def _places(
    happening: Happening, context: Context, chosen: PlaceMention | None
) -> tuple[tuple[str, bool, PlaceMention | None], ...]:
    head, rest = happening.head, [one for one in happening.tellings if one is not happening.head]
    taken = [place for other in context.happenings if other is not happening for one in other.tellings for place in one.places]
    close = [place for trigger in head.triggers for place in near(head.scene, trigger, taken)]
    return (
        ("one of a series", False, chosen),
        ("hangs on the trigger", False, _finer(finest(head.places), finest(close))),
        ("in the same sentence", False, finest(close)),
        ("from the same happening", True, finest(place for one in rest for place in one.places)),
        ("from the same happening's sentences", True, finest(p for one in rest for p in near(one.scene, one.main, taken))),
        ("from the text before", True, _before(happening, context)),
        ("from the text after", True, _after(happening, context)),
    )


def _finer(own: PlaceMention | None, close: PlaceMention | None) -> PlaceMention | None:
    """Return the sentence's finer place where it lies inside the one that hangs on the trigger."""
    if own is None or close is None or not isinstance(own.place, Place) or not isinstance(close.place, Place):
        return own
    inside = own.place.kind in {"province", "country", "area", "district"} and own.place.country in {close.place.country, None}
    return finest((own, close)) if inside else own


def _before(happening: Happening, context: Context) -> PlaceMention | None:
    """Return the place of the nearest sentence before that names one finer than a country, else the nearest country."""
    at = context.number(happening.head.main.span)
    return _nearest(context, range(at - 1, at - 1 - BACK, -1), country=False) or _nearest(context, range(at - 1, -1, -1))


def _after(happening: Happening, context: Context) -> PlaceMention | None:
    """Return the finest place of the next sentences."""
    at = context.number(happening.head.main.span)
    return _nearest(context, range(at + 1, at + 3))


def _nearest(context: Context, numbers: Iterable[int], *, country: bool = True) -> PlaceMention | None:
    for number in (number for number in numbers if 0 <= number < len(context.sentences)):
        sentence = context.sentences[number]
        here = [place for place in context.places if sentence.covers(place.span) and not place.demonym]
        free = finest(place for place in here if not any(actor.span.covers(place.span) for actor in context.actors))
        if free and isinstance(free.place, Place) and (country or free.place.kind != "country"):
            return free
    return None


def _when(happening: Happening, context: Context) -> tuple[When | Unresolved, bool, tuple[Evidence, ...]]:
    for rule, inherited, date in _days(happening, context):
        if date is not None and date.when is not None:
            return date.when, inherited, (Evidence("when", date.span, f"{rule}; {date.rule}"),)
    published = about(context.article.published)
    return published or Unresolved("neither a date nor a day of publication"), True, ()


def _days(happening: Happening, context: Context) -> tuple[tuple[str, bool, DateMention | None], ...]:
    head, rest = happening.head, [one for one in happening.tellings if one is not happening.head]
    return (
        ("hangs on the trigger", False, next(iter(head.dates), None)),
        ("in the same sentence", False, _narrowest(_dates_in(head, context))),
        ("from the same happening", True, _narrowest([date for one in rest for date in one.dates])),
        ("from the same happening's sentences", True, _narrowest([d for one in rest for d in _dates_in(one, context)])),
        ("said on that day", False, _narrowest(_dates_in(head, context, speech=True)) if len(context.scenes) < 6 or family(head.main.kind) == "statement" else None),
    )


def _dates_in(one: Telling, context: Context, *, speech: bool = False) -> list[DateMention]:
    inside = [date for date in context.dates if one.scene.sentence.covers(date.span) and date.when]
    return [date for date in inside if speech or not spoken(one.scene, date)]


def _narrowest(dates: list[DateMention]) -> DateMention | None:
    known = [date for date in dates if date.when]
    return min(known, key=lambda d: ((d.when.latest - d.when.earliest), d.span.start) if d.when else d.span.start, default=None)


def _actors(
    happening: Happening, where: ReportPlace | Unresolved
) -> tuple[tuple[ActorRole, ...], tuple[Evidence, ...]]:
    country = where.place.country if isinstance(where, ReportPlace) else None
    roles: dict[str, ActorRole] = {}
    evidence: list[Evidence] = []
    for part in (part for one in (happening.head, *happening.tellings) for part in one.parts):
        actor = part.mention.actor
        if actor.id not in roles:
            classed = replace(actor, inter=inter_in(actor, country, role=part.role))
            roles[actor.id] = ActorRole(classed, part.role)
            evidence.append(Evidence("actor", part.mention.span, f"{part.role}: {part.rule}; {part.mention.rule}"))
    return tuple(roles.values()), tuple(evidence)


def _counts(happening: Happening, context: Context) -> tuple[Count | None, Count | None, tuple[Evidence, ...]]:
    mentions = [count for count in context.counts if _counted(happening, count, context)]
    evidence = tuple(
        Evidence("fatalities" if m.of == "killed" else "injured", m.span, m.rule) for m in mentions if m.of in {"killed", "injured"}
    )
    return killed(mentions), injured(mentions), evidence


def _counted(happening: Happening, count: CountMention, context: Context) -> bool:
    """Whether a number belongs to the happening: in one of its sentences, nearest to one of its triggers."""
    if family(happening.head.main.kind) in {"statement"}:
        return False
    return _owner(count, context) is happening


def _owner(count: CountMention, context: Context) -> Happening | None:
    """Return the happening a number belongs to: nearest trigger in its sentence, else the last one told before."""
    told = [(one, other) for other in context.happenings for one in other.tellings if family(one.main.kind) != "statement"]
    here = [(one, other) for one, other in told if one.scene.sentence.covers(count.span)]
    if here:
        return min(here, key=lambda pair: _gap(pair[0], count))[1]
    number = context.number(count.span)
    if number < 0 or _speaks(context.sentences[number]) or any(s.sentence.covers(count.span) for s in context.silent):
        return None
    before = [(one, other) for one, other in told if 0 < number - one.number <= FOLLOWS]
    return max(before, key=lambda pair: pair[0].number)[1] if before else None


def _speaks(sentence: Span) -> bool:
    """Whether a sentence opens with a quotation: what is said in it is talk about the dead, not news of them."""
    return sentence.text.lstrip().startswith(("“", '"'))


def _gap(one: Telling, count: CountMention) -> int:
    return min(abs(trigger.span.start - count.span.start) for trigger in one.triggers)


def _claims(
    happening: Happening, context: Context, parties: tuple[ActorRole, ...]
) -> tuple[Status, tuple[Actor, ...], tuple[Actor, ...], tuple[Evidence, ...]]:
    triggers = [trigger for one in happening.tellings for trigger in one.triggers]
    found = [claim for claim in context.claims if any(claim.scope.covers(trigger.span) for trigger in triggers)]
    spoken_of = [claim for claim in found if claim.verb in {"says", "doubts"}]
    plain = any(not any(c.scope.covers(t.span) for c in spoken_of) for t in triggers if not t.token.dep_ == "amod")
    judged = verdict(found, plain=plain, parties=parties)
    fields = {"says": "said_by", "denies": "denied_by", "doubts": "status"}
    evidence = tuple(Evidence(fields[claim.verb], claim.span, f"{claim.rule}; {judged.rule}") for claim in found)
    return judged.status, judged.said_by, judged.denied_by, evidence


def only_denies(happening: Happening, context: Context) -> bool:
    """Whether a happening is the denial of a deed that has its own report: the denial is kept there, as ``denied_by``."""
    if happening.head.main.kind != "Denial":
        return False
    deeds = [t for other in context.happenings if other is not happening for one in other.tellings for t in one.triggers]
    denials = [claim for claim in context.claims if claim.verb == "denies" and happening.head.scene.sentence.covers(claim.span)]
    return any(claim.scope.covers(deed.span) for claim in denials for deed in deeds)
