"""An actor's mention and its part in a cluster of a known type -> the actor as ACLED would class it there.

Source: ACLED Codebook, "Inter codes" and the definitions of protests, riots and political violence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from events.mentions.actors import Country, actor_lexicon, body_of, inter_in
from events.model import EVENT_TYPE_OF, Actor, Role
from text.lexicon import cells, rows

ACTING: frozenset[Role] = frozenset({"initiator", "party"})


def classify_actor_in_event(actor: Actor, country: str | None, *, role: Role, kind: str) -> Actor:
    """Return ``actor`` as it is to be classed with ``role`` in a cluster of sub-event type ``kind`` in ``country``.

    ``country`` is ISO 3166-1 alpha-2, None where unknown.

    >>> ministry = Actor("turkey-defense-ministry", "Turkish defense ministry", 1, "TR", "state")
    >>> classify_actor_in_event(ministry, "SY", role="initiator", kind="Air/drone strike").name
    'Turkish forces'
    >>> people = Actor("civilians", "Civilians", 7, None, "people")
    >>> [classify_actor_in_event(people, None, role="initiator", kind=kind).id for kind in ("Peaceful protest", "Mob violence", "Attack")]
    ['protesters', 'rioters', 'attackers']
    """
    event_class, plain = EVENT_TYPE_OF[kind], actor.kind in {"people", "crowd"}
    if event_class in _VIOLENCE and role in ACTING and (country_of := _governs(actor)):
        actor = body_of(country_of, actor_lexicon().bodies["forces/unit/no"])  # a state and its forces are one side
    if event_class == "Protests" and plain and (role in ACTING or actor.id in {"civilians", "rioters"}):
        return _kind("protesters")
    if event_class == "Riots" and plain and role in ACTING:
        return _kind("rioters")
    if event_class in _VIOLENCE and role == "initiator" and actor.id == "civilians":
        return _kind("attackers")
    if event_class in _VIOLENCE and role == "target" and actor.id == "rioters":
        return _kind("civilians")  # a crowd that is fired at is a crowd of civilians
    return replace(actor, inter=inter_in(actor, country, role=role))


def has_means(actor: Actor, kind: str, told: Iterable[str]) -> bool:
    """Whether an actor of its class can have done a deed of sub-event type ``kind``, which sentences ``told`` tell (means.csv).

    >>> rebels = Actor("rebels", "Rebels", 2, None, "group")
    >>> [has_means(rebels, "Air/drone strike", [text]) for text in ("Jets hit a market.", "A drone hit a market.")]
    [False, True]
    """
    lacked, unless = _means().get(kind, (frozenset(), None))
    return str(actor.inter) not in lacked or bool(unless and any(unless.search(text.lower()) for text in told))


@cache
def _means() -> dict[str, tuple[frozenset[str], re.Pattern[str] | None]]:
    return {
        row["kind"]: (
            frozenset(cells(row["lacked_by"])),
            re.compile(rf"\b(?:{row['unless']})\b") if row["unless"] else None,
        )
        for row in rows("means.csv")
    }


def _governs(actor: Actor) -> Country | None:
    """Return the state that a government, ministry or presidency is of."""
    office = actor.kind == "state" and actor.id.endswith(("-government", "-defense-ministry", "-presidency"))
    return actor_lexicon().countries.get(actor.country or "") if office else None


_VIOLENCE = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


def _kind(name: str) -> Actor:
    return actor_lexicon().kinds[name].actor
