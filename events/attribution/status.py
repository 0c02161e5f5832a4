"""The claims on one cluster -> its status: asserted, claimed, alleged or disputed, with who says and who denies it.

Pure functions over claims and parties, so that the page can say which rule set a marker hollow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from events.attribution.finder import Claim
from events.model import ARMED, OUTSIDERS, Actor, ActorRole, Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with the rule that set it, and the actors that say or deny (each once, in the order of the text)."""

    status: Status
    rule: str
    said_by: tuple[Actor, ...] = ()
    denied_by: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules look at: the claims by kind, whether the article also tells it as fact, who took part."""

    says: tuple[Claim, ...]
    denies: tuple[Claim, ...]
    doubts: tuple[Claim, ...]
    plain: bool
    parties: tuple[ActorRole, ...]


def verdict(claims: Iterable[Claim], *, plain: bool, parties: Iterable[ActorRole] = ()) -> Verdict:
    """Return the status of a cluster by the first of :data:`STATUS_RULES` that applies.

    ``claims`` are those whose scope covers the happening; ``plain`` says whether the article also tells it outside of
    every scope, in its own voice; ``parties`` are its actors with their roles.

    >>> verdict((), plain=True).status
    'asserted'
    >>> from text import Span
    >>> amaq = Actor("amaq", "Amaq", None, voice_of="islamic-state")
    >>> isis = ActorRole(Actor("islamic-state", "Islamic State", 2), "initiator")
    >>> said = Claim(amaq, "says", Span(0, 5, "said "), Span(5, 9, "that"), "say")
    >>> verdict([said], plain=False, parties=[isis])  # doctest: +ELLIPSIS
    Verdict(status='claimed', rule='a party says so', said_by=(Actor(id='amaq', ...
    """
    told = tuple(claims)
    case = _Case(
        says=tuple(claim for claim in told if claim.verb == "says"),
        denies=tuple(claim for claim in told if claim.verb == "denies"),
        doubts=tuple(claim for claim in told if claim.verb == "doubts"),
        plain=plain,
        parties=tuple(parties),
    )
    rule, status = next((name, status) for name, applies, status in STATUS_RULES if applies(case))
    return Verdict(status, rule, _sources(case.says), _sources(case.denies))


def _sources(claims: tuple[Claim, ...]) -> tuple[Actor, ...]:
    return tuple({c.source.id: c.source for c in claims if c.source is not None}.values())


def _denied(case: _Case) -> bool:
    """Somebody denies it who does not himself say it."""
    said = {c.source.id for c in case.says if c.source}
    return any(c.source is None or c.source.id not in said for c in case.denies)


def _doubted(case: _Case) -> bool:
    return bool(case.doubts)


def _nobody_named(case: _Case) -> bool:
    return bool(case.says) and not any(c.named for c in case.says)


def _plain(case: _Case) -> bool:
    return case.plain or not case.says


def _own_loss(case: _Case) -> bool:
    """Every known source speaks for a side that was only hit: what it says against itself is believed."""
    known = [c.source for c in case.says if c.source]
    hit = [role.actor for role in case.parties if role.role == "target"]
    rest = [role.actor for role in case.parties if role.role in {"initiator", "party"}]
    return bool(known) and all(_speaks_for(s, hit) and not _speaks_for(s, rest) for s in known)


def _by_party(case: _Case) -> bool:
    actors = [role.actor for role in case.parties if role.role != "source"]
    spoke = [claim.source for claim in case.says if claim.source]
    sides = any(
        _speaks_for(source, actors) or _of_a_side(source, actors) or _of_its_kills(source, case) for source in spoke
    )
    return sides and not _by_outsider(case)


def _of_its_kills(source: Actor, case: _Case) -> bool:
    """Whether an army tells of fighters killed and names nobody who did it: "a militant was killed, the army said"."""
    roles = {role.role for role in case.parties if role.actor.id != source.id}
    hit = any(role.role == "target" and role.actor.inter in _GROUPS for role in case.parties)
    return source.kind == "state" and source.id.endswith(_FIGHTING) and hit and not roles & {"initiator", "party"}


def _by_outsider(case: _Case) -> bool:
    return any(c.source and c.source.kind in OUTSIDERS and c.source.voice_of is None for c in case.says)


def _speaks_for(source: Actor, actors: Iterable[Actor]) -> bool:
    """Whether ``source`` is one of ``actors``, its voice, or another body of the same state."""
    return any(
        actor.id in {source.id, source.voice_of}
        or (_state(source) and _state(actor) and source.country == actor.country)
        for actor in actors
    )


def _state(actor: Actor) -> bool:
    return actor.country is not None and (actor.inter in {1, 8} or actor.voice_of is not None)


def _of_a_side(source: Actor, actors: Iterable[Actor]) -> bool:
    """Whether a side of the war speaks of another: of foreign forces, or an army and an armed group of each other.

    An official speaks for his country against another's forces; what police say of gunmen is no side's word.
    """
    foreign = [a for a in actors if a.inter in {1, 8} and a.country not in {None, source.country}]
    if foreign and (source.inter in ARMED or (source.kind == OFFICIAL and source.country is not None)):
        return True
    groups = [a for a in actors if a.inter in _GROUPS and a.kind not in _UNNAMED and a.id != source.id]
    fights = source.id.endswith(_FIGHTING) and source.kind == "state"
    return (fights and bool(groups)) or (source.inter in _GROUPS and any(a.kind == "state" for a in actors))


OFFICIAL = "official"  # Actor.kind of a governor, a mayor, a minister
_GROUPS = frozenset({2, 3, 8})
_UNNAMED = frozenset({"armed", "people", "crowd", "state", OFFICIAL, "mission"})  # "gunmen" are no side's name
_FIGHTING = ("-forces", "-defense-ministry", "-government", "-presidency", "-revolutionary-guard")


def _anybody(case: _Case) -> bool:
    del case
    return True


STATUS_RULES: tuple[tuple[str, Callable[[_Case], bool], Status], ...] = (
    ("one says so, another denies it", _denied, "disputed"),
    ("the article keeps its distance", _doubted, "alleged"),
    ("the article says so itself", _plain, "asserted"),
    ("a side reports its own loss", _own_loss, "asserted"),
    ("a party says so", _by_party, "claimed"),
    ("nobody is named", _nobody_named, "alleged"),
    ("an independent or official source reports it", _anybody, "asserted"),
)
"""The rules of the status, in the order in which they are tried."""
