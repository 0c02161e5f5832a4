"""A sentence -> who says so, who denies it, and where the article itself keeps its distance.

Each claim covers a stretch of the sentence, its scope: a denial of one fact does not deny its neighbour, and who relays
a denial has not made it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from events.attribution.sources import Found, doubts, phrase_attributions
from events.attribution.verbs import speech
from events.mentions import Sentence
from events.model import ARMED, OUTSIDERS, Actor, ActorMention, ActorRole, Status
from text import Span
from text.parse import Parse

Verb = Literal["says", "denies", "doubts"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One voice on what stands in ``scope``; ``span`` are the words that show it, ``rule`` read them.

    ``source`` is None for scare words ("alleged") and for a speaker who is no known actor; ``named`` is False where
    nobody is named at all ("reports said"). ``back`` marks a claim about something told before ("denied the report"):
    its scope holds only the words that refer to it.
    """

    source: Actor | None
    verb: Verb
    span: Span
    scope: Span
    rule: str
    named: bool = True
    back: bool = False


def attributions(sentence: Span, parse: Parse | None, *, actors: tuple[ActorMention, ...]) -> tuple[Claim, ...]:
    """Return the claims of a sentence, in order; ``actors`` are its mentions, ``parse`` its own parse where there is one.

    >>> said = "The strike killed two farmers, according to residents."
    >>> [(c.verb, c.span.text, c.scope.text) for c in attributions(Span(0, len(said), said), None, actors=())]
    [('says', 'according to', 'The strike killed two farmers')]
    """
    found = (*phrase_attributions(sentence, actors), *speech(sentence, parse, actors), *doubts(sentence, parse))
    told = (_of_its_own(_claim(one, sentence), actors) for one in found)
    claims = sorted(told, key=lambda claim: (claim.span, claim.verb))
    return tuple(_relays(tuple(claims)))


def claims_of(
    sentences: Iterable[Sentence], *, spans: Sequence[Span] = (), actors: Sequence[ActorMention] = ()
) -> tuple[Claim, ...]:
    """Return the claims of a text's parsed sentences; "he added" and "it said" are the word of who spoke last before.

    ``spans`` are all its sentences and ``actors`` all its actors: who spoke may stand in a sentence without a parse.

    >>> said = mentions_of("The army said rebels attacked Hama. Two soldiers were killed, it added.")
    >>> [claim.source.name for claim in claims_of(said.parsed_sentences)]
    ['Syrian forces', 'Syrian forces']
    """
    found: list[Claim] = []
    spoke: Claim | None = None
    for sentence in sentences:
        known = False
        for read in attributions(sentence.span, sentence.parse, actors=sentence.actors):
            if spoke is not None and not known and _by_pronoun(read):
                spoke = _spoke_between(spoke, read, spans, actors)
            claim = read if known else _carried(read, spoke)
            known = known or (claim.verb != "doubts" and claim.source is not None)
            if claim.verb == "says" and (claim.source is not None or not _by_pronoun(claim)):
                spoke = claim
            found.append(claim)
    return tuple(found)


def _carried(claim: Claim, spoke: Claim | None) -> Claim:
    """Return the claim of a pronoun as the word of who spoke last before, where that is not long ago."""
    if spoke is None or not _by_pronoun(claim) or claim.span.start - spoke.scope.stop > CARRIED:
        return claim
    return replace(claim, source=spoke.source, named=spoke.named, rule=f"{claim.rule}: who spoke before")


def _spoke_between(spoke: Claim, claim: Claim, spans: Sequence[Span], actors: Sequence[ActorMention]) -> Claim:
    """Return who spoke last before a claim, sentences without a parse looked through as well."""
    first = min(claim.scope.start, claim.span.start)
    own = bisect_right(spans, first, key=_start) - 1
    for span in reversed(spans[max(0, own - NEAR) : max(0, own)]):
        if max(spoke.scope.stop, spoke.span.stop) <= span.start:
            here = tuple(mention for mention in actors if span.covers(mention.span))
            said = [one for one in attributions(span, None, actors=here) if one.verb == "says" and one.source]
            if said:
                return said[-1]
    return spoke


def _start(span: Span) -> int:
    return span.start


def _by_pronoun(claim: Claim) -> bool:
    return claim.rule.partition(", ")[0].endswith(": a pronoun")


NEAR = 3  # sentences
CARRIED = 600  # characters: two or three sentences; farther back somebody else has spoken


def _of_its_own(claim: Claim, actors: tuple[ActorMention, ...]) -> Claim:
    """Return a claim of a speaker nobody knows ("the ministry said its troops …") as that of those whom it calls its own."""
    own = _ITS_OWN.match(claim.scope.text) if claim.source is None and claim.named and claim.verb == "says" else None
    at = claim.scope.start + own.end() if own else -1
    whose = next((mention.actor for mention in actors if mention.span.start == at), None)
    return replace(claim, source=whose, rule=f"{claim.rule}, of its own") if whose is not None else claim


_ITS_OWN = re.compile(r"(?:that )?(?:its|our) (?:own )?", re.IGNORECASE)


def _claim(found: Found, sentence: Span) -> Claim:
    start, stop = found.scope
    return Claim(
        found.source,
        found.verb,
        sentence.part(*found.cue),
        sentence.part(start, max(start, stop)),  # what is cut to nothing covers nothing
        found.rule,
        named=found.named,
        back=found.back,
    )


def _relays(claims: tuple[Claim, ...]) -> Iterator[Claim]:
    """Cut each scope down to what nobody inside it says or denies himself.

    "The ministry denied it was hit, according to Reuters": the denial is the ministry's; Reuters stands for no more
    than that it was made. "TASS reported, citing the ministry": the word is the ministry's.
    """
    for claim in claims:
        inner = next((other for other in claims if other is not claim and _relayed(claim, other)), None)
        cited = next((other for other in claims if _cites(other) and _relayed(other, claim)), None)
        if cited is not None and cited.source is not None:
            yield replace(claim, scope=claim.span, rule=f"{claim.rule}, relay")
        elif inner is not None and _cites(claim):
            yield replace(claim, scope=inner.scope)
        else:
            yield claim if inner is None else _outside(claim, inner)


def _cites(claim: Claim) -> bool:
    return claim.span.text.lower() in {"citing", "quoting"}


def _relayed(claim: Claim, other: Claim) -> bool:
    if claim.verb == "doubts" or other.verb == "doubts" or not claim.scope.covers(other.span):
        return False
    return claim.scope.covers(other.scope) and not other.scope.covers(claim.scope)


def _outside(claim: Claim, inner: Claim) -> Claim:
    """Return the relay: its scope is what stands before the inner claim's own scope (or after it)."""
    scope, said = claim.scope, inner.scope
    start, stop = (scope.start, said.start) if scope.start < said.start else (said.stop, scope.stop)
    if start >= stop:
        return claim
    return replace(claim, scope=scope.part(start, stop), rule=f"{claim.rule}, relay")


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


def _only_claimed(case: _Case) -> bool:
    """Whether all who say so claim it, in the article's word."""
    return bool(case.says) and all(_CLAIMED.match(claim.span.text) for claim in case.says)


_CLAIMED = re.compile(r"(?:claim|claims|claimed|claiming)$")


def _anybody(case: _Case) -> bool:
    del case
    return True


STATUS_RULES: tuple[tuple[str, Callable[[_Case], bool], Status], ...] = (
    ("one says so, another denies it", _denied, "disputed"),
    ("the article keeps its distance", _doubted, "alleged"),
    ("the article says so itself", _plain, "asserted"),
    ("a side reports its own loss", _own_loss, "asserted"),
    ("a party says so", _by_party, "claimed"),
    ("it is only claimed", _only_claimed, "claimed"),
    ("nobody is named", _nobody_named, "alleged"),
    ("an independent or official source reports it", _anybody, "asserted"),
)
"""The rules of the status, in the order in which they are tried."""
