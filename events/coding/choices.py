"""What belongs to a happening: of all places, days, figures and actors of its document, those that the cues speak for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.arguments import BETWEEN, DID_IT, arguments_of, event_class, is_note
from events.coding.actor_class import classify_actor_in_event, has_means
from events.coding.actor_cues import CLAIMS, ROLES, SIDES_NAMED, ActorCandidate, actor_candidates, nobody_cues
from events.coding.casualties import DEADLY
from events.coding.document import Document
from events.coding.place import stated_place
from events.coding.place_cues import PlaceCandidate, none_cues, place_candidates
from events.coding.time import no_day
from events.coding.time_cues import time_candidates
from events.coding.toll_cues import SUM, Around, Of, figures_of
from events.coreference import EventCluster
from events.mentions.actors import actor_lexicon
from events.model import Actor, ActorRole, Count, Evidence, ReportPlace, Role, When
from geo import Place, PlaceMention, Unresolved
from geo.rules import NOT_KNOWN
from text.scoring import chances, choose, score

PARTY = 2.1  # log-odds above which one more actor has a role,
PARTY_BY_GRAMMAR = 0.35  # and above which one has it whom the grammar of the happening's sentences gives it
MOST_ACTORS = 4
CIVILIANS = 7  # ACLED's class
STATED = 0.9  # chance that a place is a happening's own where the text says outright that it was there
NOWHERE = "none"
WIDE = frozenset({"country", "area", NOWHERE})
# How much two answers of these kinds say the same.
SAME_WHERE = {
    frozenset({"country", NOWHERE}): 0.9,
    frozenset({"area", NOWHERE}): 0.5,
    frozenset({"country", "area"}): 0.4,
}
SERIES = 0.6  # chance that one of several places told on equal terms is a happening's own


def choose_place(
    cluster: EventCluster, document: Document, series: PlaceMention | None = None
) -> tuple[ReportPlace | Unresolved, tuple[Evidence, ...], float]:
    """Return the happening's place, its evidence, and the chance of the choice; ``series`` is one of several at which the same was done.

    >>> text = document("Troops came to Hama. Rebels shelled them.")
    >>> where, evidence, chance = choose_place(text.clusters[-1], text)
    >>> where.place.name, where.inherited
    ('Hama', True)
    """
    if series is not None and isinstance(series.place, Place):
        return (
            _where(series.place, series),
            (Evidence("place", series.span, f"one of a series; {series.rule}"),),
            SERIES,
        )
    stated = stated_place(cluster, document)
    if stated is not None and isinstance(stated.place, Place):
        said = f"where what it names is said to be; {stated.rule}"
        return _where(stated.place, stated, inherited=True), (Evidence("place", stated.span, said),), STATED
    found = place_candidates(cluster, document)
    best, likely = _widest_agreed(found, chances([*(one.cues for one in found), none_cues(cluster, found)], "place"))
    if best == len(found):
        return Unresolved("the text names no place for it"), (), likely
    one = found[best]
    evidence = Evidence("place", one.mention.span, f"{one.rule}; {one.mention.rule}")
    return _where(one.place, one.mention, inherited=one.inherited), (evidence,), likely


def _where(place: Place, mention: PlaceMention, *, inherited: bool = False) -> ReportPlace:
    """Return a place as that of a report: with the name that it only lies around, with the namesakes that it may be as well."""
    around = mention.span.text if mention.rule.startswith(NOT_KNOWN) else ""
    return ReportPlace(place, inherited, around, mention.candidates if place == mention.place else ())


def _widest_agreed(found: Sequence[PlaceCandidate], likely: Sequence[float]) -> tuple[int, float]:
    """Return the number of the candidate that most is said for (the last: none), and the chance that it is right.

    "Somewhere in the country" and "nobody says where" come to the same, so that together they outweigh a town.
    """
    kinds = [*(one.place.kind for one in found), NOWHERE]
    agreed = [
        sum(chance * _alike(found, at, other) for other, chance in enumerate(likely))
        if kinds[at] in WIDE
        else likely[at]
        for at in range(len(kinds))
    ]
    best = max(range(len(agreed)), key=agreed.__getitem__)
    return best, min(1.0, agreed[best])


def _alike(found: Sequence[PlaceCandidate], first: int, second: int) -> float:
    """Return how much two of the candidates say the same: a country, a wide area of it, no place at all."""
    if first == second:
        return 1.0
    places = [found[at].place if at < len(found) else None for at in (first, second)]
    kinds = frozenset(place.kind if place else NOWHERE for place in places)
    lands = {place.country for place in places if place and place.country}
    return SAME_WHERE.get(kinds, 0.0) if len(lands) < len(kinds) else 0.0


def choose_time(
    cluster: EventCluster, document: Document
) -> tuple[When | Unresolved, bool, tuple[Evidence, ...], float]:
    """Return when it was, whether that is inherited, the evidence, and the chance of the choice.

    >>> text = document("Rebels shelled Hama on Monday.")
    >>> choose_time(text.clusters[0], text)[0].earliest.isoformat()
    '2017-10-02'
    """
    found = time_candidates(cluster, document)
    unread = no_day(cluster, document)
    if not found:
        return Unresolved(unread.reason if unread else "neither a date nor a day of publication"), True, (), 1.0
    best, likely = choose([each.cues for each in found], "time")
    one = found[best]
    if unread and one.inherited:
        return Unresolved(f"{unread.reason}: {unread.span.text}"), True, (), 1.0
    evidence = (Evidence("when", one.mention.span, one.rule),) if one.mention else ()
    return _until_told(one.when, document), one.inherited, evidence, likely


def _until_told(when: When, document: Document) -> When:
    """End an interval with the day on which it was told: what happened "earlier this month" has happened."""
    published = document.around.published
    if published is None or not when.earliest <= published < when.latest:
        return when
    return replace(when, latest=published)


def choose_toll(around: Around, of: Of) -> tuple[Count | None, tuple[Evidence, ...], float]:
    """Return the dead (or injured) of a happening with the evidence and the chance of the choice; None where no figure is its own.

    >>> text = document("Rebels shelled Hama. There were two fatalities.")
    >>> choose_toll(Around.of(text.clusters[0], text), "killed")[0].best
    2
    """
    document = around.document
    if event_class(around.cluster.representative.main.kind) not in DEADLY:
        return None, (), 1.0
    found = figures_of(around, of)
    best, likely = choose([each.cues for each in found], of)
    summed = next((at for at, each in enumerate(found) if each.rule == SUM), len(found) - 1)
    if is_note(document.around) and len({document.number(one.span) for one in found[summed].mentions}) < 2:
        best = summed  # what one sentence adds up to
    one = found[best]
    field = "fatalities" if of == "killed" else "injured"
    return one.count, tuple(Evidence(field, m.span, f"{one.rule}; {m.rule}") for m in one.mentions), likely


def choose_actors(
    cluster: EventCluster, document: Document, where: ReportPlace | Unresolved, kind: str
) -> tuple[tuple[ActorRole, ...], tuple[Evidence, ...], float]:
    """Return who takes part, in which role, classed as ACLED would class them there, the evidence, and the chance.

    >>> text = document("Rebels attacked the army in Hama.")
    >>> [(one.actor.id, one.role) for one in choose_actors(text.clusters[0], text, Unresolved(""), "Armed clash")[0]]
    [('rebels', 'initiator'), ('syria-forces', 'target')]
    """
    country = where.place.country if isinstance(where, ReportPlace) else None
    found = actor_candidates(cluster, document)
    unable = _without_means(found, cluster, kind)
    odds = [{role: score(one.cues[role], role) for role in ROLES} for one in found]
    taking, sure = _taking_part(cluster, found, odds, unable)
    roles: dict[str, ActorRole] = {}
    evidence: list[Evidence] = []
    for at, role in taking.items():
        one = found[at]
        part: Role = "party" if one.part == "party" else role
        actor = classify_actor_in_event(one.actor, country, role=part, kind=kind)
        if actor.id not in roles:
            said = one.mention.span.text if _as_told(one, actor) else ""
            roles[actor.id] = ActorRole(actor, part, None if one.inherited else one.mention.span, one.inherited, said)
            evidence.append(Evidence("actor", one.mention.span, f"{part}: {one.rule}; {one.mention.rule}"))
    return tuple(roles.values()), tuple(evidence), sure


def _without_means(found: Sequence[ActorCandidate], cluster: EventCluster, kind: str) -> frozenset[int]:
    """Return the numbers of those who lack the means, and of whom no word for the deed itself says that they did it."""
    told = [one.sentence.span.text for one in cluster.event_mentions]
    lacking = [at for at, one in enumerate(found) if not has_means(one.actor, kind, told)]
    doing = {
        part.mention.actor.id
        for one in cluster.event_mentions
        for trigger in (one.triggers if lacking else ())
        if trigger.kind == kind
        for part in arguments_of(one.sentence, trigger)
        if part.role != "target"
    }
    return frozenset(at for at in lacking if found[at].actor.id not in doing)


def _taking_part(
    cluster: EventCluster,
    found: Sequence[ActorCandidate],
    odds: Sequence[dict[Role, float]],
    unable: frozenset[int],
) -> tuple[dict[int, Role], float]:
    """Return the number of each candidate that takes part with its role, and the chance of the two first choices.

    For each role the likeliest is taken, or nobody; then whom grammar names as a side; then who else is likelier in than out.
    """
    taking: dict[int, Role] = {}
    sure = 1.0
    for role in ROLES:
        able = _able(found, role, unable)
        cues = [*(found[at].cues[role] for at in able), nobody_cues(role, cluster, found)]
        number, likely = choose(cues, f"{role}_first")
        best = [*able, len(found)][number]
        sure *= likely
        if best < len(found) and (best not in taking or odds[best][role] > odds[best][taking[best]]):
            taking[best] = role
    for at, one in enumerate(found):
        if one.rule in SIDES_NAMED or (one.rule == CLAIMS and "initiator" not in taking.values()):
            taking.setdefault(at, "initiator" if one.rule == CLAIMS else _likelier(odds[at]))
    _join_in(taking, found, odds, unable)
    return taking, sure


def _able(found: Sequence[ActorCandidate], role: Role, unable: frozenset[int]) -> list[int]:
    """Return the numbers of those who may have a role; beside "clashes between A and B" nobody else is guessed."""
    outright = any(one.rule == BETWEEN for one in found)
    told = (at for at, one in enumerate(found) if one.part or not outright)
    return [at for at in told if (at not in unable if role == "initiator" else not _only_acts(found[at]))]


def _join_in(
    taking: dict[int, Role],
    found: Sequence[ActorCandidate],
    odds: Sequence[dict[Role, float]],
    unable: frozenset[int],
) -> None:
    """Add who else is likelier in than out, the likeliest first; plain words for people that are there already say nothing new."""
    for at in sorted(range(len(found)), key=lambda at: -max(odds[at].values())):
        role: Role = "initiator" if _only_acts(found[at]) else _likelier(odds[at])
        told = any(_plain(found[other]) and _plain(found[at]) and part == role for other, part in taking.items())
        if role == "initiator" and at in unable:
            continue
        enough = PARTY_BY_GRAMMAR if found[at].part in {role, "party"} else PARTY
        if at not in taking and len(taking) < MOST_ACTORS and odds[at][role] > enough and not told:
            taking[at] = role


def _only_acts(one: ActorCandidate) -> bool:
    """Whether all that the sentences say of somebody is that he did it: the people who "threw a grenade" were not hit."""
    cues = one.cues["target"]
    return f"the other role: {DID_IT}" in cues and not any(cue.startswith("this role: ") for cue in cues)


def _likelier(odds: dict[Role, float]) -> Role:
    return max(odds, key=odds.__getitem__)


def _as_told(one: ActorCandidate, actor: Actor) -> bool:
    """Whether an actor is called as the text calls it: plain words for people, and the bodies and forces of a state."""
    if one.mention.rule.startswith("they:"):
        return False
    plain = one.actor.inter == CIVILIANS or one.actor.id in actor_lexicon().kinds
    return plain or (actor.kind == "state" and actor.id == one.actor.id)


def _plain(one: ActorCandidate) -> bool:
    """Whether an actor is but a word for people ("children"): beside another such word in its role it says nothing new."""
    return one.actor.inter == CIVILIANS and one.actor.id in actor_lexicon().kinds
