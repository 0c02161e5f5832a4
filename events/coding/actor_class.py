"""An actor's mention and its part in a happening of a known type -> the actor as ACLED would class it there.

It stands apart because the same plain word is another actor by what happened: "people" who march are protesters, who
burn a town hall rioters, who shoot are attackers that nobody has identified, and who are shot are civilians.
Source: ACLED Codebook, "Inter codes" and the definitions of protests, riots and political violence.
"""

from __future__ import annotations

from dataclasses import replace

from events.mentions.actors.finder import inter_in
from events.mentions.actors.lexicon import lexicon
from events.model import EVENT_TYPE_OF, Actor, Role

ACTING: frozenset[Role] = frozenset({"initiator", "party"})


def in_its_part(actor: Actor, country: str | None, *, role: Role, kind: str) -> Actor:
    """Return ``actor`` as it is to be classed with ``role`` in a happening of sub-event type ``kind`` in ``country``.

    ``country`` is ISO 3166-1 alpha-2, None where unknown.

    >>> people = Actor("civilians", "Civilians", 7, None, "people")
    >>> [in_its_part(people, None, role="initiator", kind=kind).id for kind in ("Peaceful protest", "Mob violence", "Attack")]
    ['protesters', 'rioters', 'attackers']
    """
    family, plain = EVENT_TYPE_OF[kind], actor.kind in {"people", "crowd"}
    if family == "Protests" and plain and (role in ACTING or actor.id in {"civilians", "rioters"}):
        return _kind("protesters")
    if family == "Riots" and plain and role in ACTING:
        return _kind("rioters")
    if family in _VIOLENCE and role == "initiator" and actor.id == "civilians":
        return _kind("attackers")
    if family in _VIOLENCE and role == "target" and actor.id == "rioters":
        return _kind("civilians")  # a crowd that is fired at is a crowd of civilians
    return replace(actor, inter=inter_in(actor, country, role=role))


_VIOLENCE = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


def _kind(name: str) -> Actor:
    return lexicon().kinds[name].actor
