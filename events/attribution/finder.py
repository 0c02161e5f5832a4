"""A sentence -> who says so, who denies it, and where the article itself keeps its distance.

Each claim covers a stretch of the sentence, its scope: a denial of one fact does not deny its neighbour, and who relays
a denial has not made it. What the claims on one cluster come to is decided in events/attribution/status.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from events.attribution.hedges import doubts
from events.attribution.phrases import phrase_attributions
from events.attribution.sources import Found
from events.attribution.verbs import speech
from events.model import Actor, ActorMention
from text import Span

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


def attributions(sentence: Span, parse: Doc | None, *, actors: tuple[ActorMention, ...]) -> tuple[Claim, ...]:
    """Return the claims of a sentence, in order; ``actors`` are its mentions, ``parse`` its own parse where there is one.

    >>> said = "The strike killed two farmers, according to residents."
    >>> [(c.verb, c.span.text, c.scope.text) for c in attributions(Span(0, len(said), said), None, actors=())]
    [('says', 'according to', 'The strike killed two farmers')]
    """
    found = (*phrase_attributions(sentence, actors), *speech(sentence, parse, actors), *doubts(sentence, parse))
    claims = sorted((_claim(one, sentence) for one in found), key=lambda claim: (claim.span, claim.verb))
    return tuple(_relays(tuple(claims)))


def _claim(found: Found, sentence: Span) -> Claim:
    return Claim(
        found.source,
        found.verb,
        sentence.part(*found.cue),
        sentence.part(*found.scope),
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
