"""States and their bodies: "Russian aircraft", "Russian Gen. Valery Asapov", "Ministry of Defense of Ukraine"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from events.mentions.actors.lexicon import Body, Country, Match
from events.mentions.actors.tokenized_text import Passage, Step, Story, one
from events.model import Actor, ActorMention

OWNING = frozenset({"forces", "police", "security-forces"})  # bodies whose vehicles and posts stand for them


def body_of(country: Country | None, body: Body) -> Actor:
    """Return a state's body as an actor; without a country it is any state's.

    The id is ``<country>-<body>``, ACLED's class that of the body (1 for what uses force in the state's name).

    >>> army = Body("forces", "forces", "unit", "no", 1)
    >>> body_of(Country("SY", "Syria", "syria", "Syrian"), army).name, body_of(None, army).id
    ('Syrian forces', 'state-forces')
    """
    if country is None:
        return Actor(f"state-{body.id}", body.name.capitalize(), body.inter, None, "state")
    return Actor(f"{country.slug}-{body.id}", f"{country.adjective} {body.name}", body.inter, country.iso2, "state")


def nation_body(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "Russian and Syrian regime troops", "Iraq's police", "two Iranian Shahed 129 drones".

    >>> read = nation_body(passage("Russian and Syrian troops left."), Story(), 0)
    >>> [mention.actor.id for mention in read.mentions], read.stop
    (['russia-forces', 'syria-forces'], 4)
    """
    del story
    nations, after = _nations(passage, at)
    if not nations or _aside(passage, at, after):
        return None
    named = _their_body(passage, after)
    if not named:
        return _nation_kind(passage, nations, at, after)
    body, stop, rule = named
    found = [
        ActorMention(passage.span(first, stop), body_of(passage.lexicon.countries[iso2], body), rule)
        for iso2, first in nations
    ]
    return Step((*found, *_second_body(passage, nations[-1][0], stop)), stop)


def _their_body(passage: Passage, after: int) -> tuple[Body, int, str] | None:
    """Return the body that follows nations, the index after it and the rule that read it."""
    if ranked := _ranked(passage, after):
        return passage.lexicon.bodies["forces/person/yes"], ranked, "nation + rank + name"
    if hit := _body(passage, after):
        return *hit, "nation + use of force" if hit[0].form == "action" else "nation + body"
    if passage.fold(after) in _HOLDING and passage.fold(after - 2) in _PASSING:  # "fell to Russian control"
        return passage.lexicon.bodies["forces/unit/no"], after + 1, "nation + body"
    if _shares_body(passage, after):
        return passage.lexicon.bodies["forces/unit/no"], after, "nation and group + people"
    return None


_HOLDING = frozenset({"control", "hands"})
_PASSING = frozenset({"to", "into", "under"})


def _nations(passage: Passage, at: int) -> tuple[list[tuple[str, int]], int]:
    """Return the nations of "Russian, Syrian and Iranian", each with its first word, and the index after them."""
    found: list[tuple[str, int]] = []
    while hit := passage.entry(at, "demonym", "country"):
        found.append((hit[0].key, at))
        after = past_possessive(passage, hit[1])
        follow = after + (passage.fold(after) in {"and", "or"})
        if not (passage.entry(follow, "demonym", "country") and ("," in passage.gap(after) or follow > after)):
            return found, after
        at = follow
    return found, at


def _shares_body(passage: Passage, at: int) -> bool:
    """Whether the body is said once for a nation and a group: "Turkish and SNA forces"."""
    name = passage.entry(at + 1, "name") if passage.fold(at) in {"and", "or"} else None
    return name is not None and passage.joined(name[1]) and passage.has("after-group", passage.fold(name[1]))


def past_possessive(passage: Passage, at: int) -> int:
    """Return the index after "'s", where it stands there.

    >>> past_possessive(passage("Yemen's rebels"), 1), past_possessive(passage("Yemen has rebels"), 1)
    (2, 1)
    """
    return at + (passage.fold(at) == "s" and passage.gap(at) in {"'", "’"})


def _aside(passage: Passage, at: int, after: int) -> bool:
    """Whether the nation is not the owner: "pro-Russian", "U.S.-backed", or a place ("in Iraq police said")."""
    if passage.leans(at):
        return True
    if passage.joined(at) and passage.has("name-opening", passage.fold(at - 1)) and passage.raw(at - 1)[:1].isupper():
        return True
    word = passage.fold(after)
    if passage.hyphen(after) and (passage.has("linked", word) or passage.has("held", word)):
        return True
    named = passage.entry(at, "country") and passage.fold(after - 1) != "s"
    return bool(named) and passage.has("where", passage.fold(at - 1))


def _body(passage: Passage, at: int) -> tuple[Body, int] | None:
    """Return the body that follows a nation, past words that may stand between, and the index after it."""
    for step in range(4):
        if not passage.joined(at + step):
            return None
        if hit := body_at(passage, at + step):
            return longer(passage, *hit)
        if not passage.has("before-body", passage.fold(at + step)):
            return _equipment(passage, at + step) if _adjective(passage, at) else None
    return None


def body_at(passage: Passage, at: int) -> tuple[Body, int] | None:
    """Return the body named at an index and the index after it; None where a thing is meant ("military aid").

    >>> body, stop = body_at(passage("Syrian troops left."), 1)
    >>> body.id, stop, body_at(passage("Syrian military aid"), 1)
    ('forces', 2, None)
    """
    hit = passage.entry(at, "body")
    if not hit or passage.hyphen(hit[1]) or _introduces(passage, hit[1]):
        return None
    body = passage.lexicon.bodies[hit[0].key]
    if passage.joined(hit[1]) and body.id in OWNING and passage.has("belongings", passage.fold(hit[1])):
        return body, hit[1] + 1
    if passage.joined(hit[1]) and passage.has("not-an-actor", passage.fold(hit[1])):
        return None
    return body, hit[1]


def _introduces(passage: Passage, at: int) -> bool:
    """Whether a body that speaks is named next ("Russian state media TASS"): then that name says it all."""
    name = passage.entry(at, "name")
    return name is not None and passage.joined(at) and "media" in passage.lexicon.listed[name[0].key].actor.kind


def longer(passage: Passage, body: Body, stop: int) -> tuple[Body, int]:
    """Take further body words in: "army soldiers", "government troops".

    >>> said = passage("Syrian government troops left.")
    >>> body, stop = longer(said, *body_at(said, 1))
    >>> body.id, stop
    ('forces', 3)
    """
    while passage.joined(stop) and not passage.hyphen(stop) and (hit := passage.entry(stop, "body")):
        following = passage.lexicon.bodies[hit[0].key]
        body, stop = (following if body.form == "office" else body), hit[1]
    return body, stop


def _adjective(passage: Passage, after: int) -> bool:
    """Whether the nation before is an adjective, a possessive or an abbreviation ("Iranian", "Iran's", "U.S.")."""
    last = passage.raw(after - 1)
    return last == "s" or last.isupper() or any(m.stop == after for m in _demonyms(passage, after))


def _demonyms(passage: Passage, after: int) -> Iterator[Match]:
    for at in range(max(0, after - 3), after):
        match = passage.found.get(at)
        if match and any(entry.part == "demonym" for entry in match.entries):
            yield match


def _equipment(passage: Passage, at: int) -> tuple[Body, int] | None:
    """Return the body of "Iranian [Shahed 129] drones": a type's name may stand before a weapon."""
    for step in range(at, at + 4):
        hit = passage.entry(step, "body")
        if hit and step > at and passage.lexicon.bodies[hit[0].key].form == "equipment":
            return passage.lexicon.bodies[hit[0].key], hit[1]
        if not passage.joined(step) or not (passage.raw(step)[:1].isupper() or passage.raw(step)[:1].isdigit()):
            return None
    return None


def _ranked(passage: Passage, at: int) -> int | None:
    """Return the index after "Gen. Valery Asapov" where an officer's rank and name follow."""
    hit = passage.entry(at, "rank")
    if not hit or not passage.joined(at):
        return None
    stop = hit[1]
    while stop < hit[1] + 4 and _goes_on(passage, stop):
        stop += 1
    return stop if stop > hit[1] and passage.raw(stop - 1)[:1].isupper() else None


def _goes_on(passage: Passage, at: int) -> bool:
    name = passage.raw(at)[:1].isupper() or passage.fold(at) in {"al", "el", "bin", "ibn"}
    return name and passage.gap(at) in {" ", "-", ". "}


def _nation_kind(passage: Passage, nations: list[tuple[str, int]], at: int, after: int) -> Step | None:
    """Read "Afghan civilians", "three Yemeni nationals": plain people with a country."""
    step = after
    while passage.joined(step) and passage.has("before-body", passage.fold(step)) and not passage.entry(step, "kind"):
        step += 1
    hit = passage.entry(step, "kind")
    if not hit or not passage.joined(step) or passage.hyphen(hit[1]):
        return None
    if passage.raw(step)[:1].isupper() and not passage.headline(step):
        return None
    actor, iso2 = passage.lexicon.kinds[hit[0].key].actor, nations[0][0]
    adjective = passage.lexicon.countries[iso2].adjective
    name = f"{adjective} {actor.name[:1].lower()}{actor.name[1:]}" if actor.kind == "armed" else actor.name
    return one(passage, replace(actor, country=iso2, name=name), "nation + plain kind", words=(at, hit[1]))


def _second_body(passage: Passage, iso2: str, stop: int) -> tuple[ActorMention, ...]:
    """Read the second body of "Iraqi army and police", which is the same state's."""
    hit = passage.entry(stop + 1, "body") if passage.fold(stop) == "and" else None
    if not hit or passage.lexicon.bodies[hit[0].key].bare == "no":
        return ()
    actor = body_of(passage.lexicon.countries[iso2], passage.lexicon.bodies[hit[0].key])
    return (ActorMention(passage.span(stop + 1, hit[1]), actor, "nation + body and body"),)


def body_of_nation(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "Armed Forces of Ukraine", "the president of Chad".

    >>> body_of_nation(passage("The army of Ukraine left."), Story(), 1).mentions[0].actor.id
    'ukraine-forces'
    """
    del story
    hit = passage.entry(at, "body")
    if not hit or passage.fold(hit[1]) != "of":
        return None
    owner = hit[1] + 1 + (passage.fold(hit[1] + 1) == "the")
    nation = passage.entry(owner, "country")
    body = passage.lexicon.bodies[hit[0].key]
    if not nation or not passage.joined(owner) or body.form in {"action", "equipment"}:
        return None
    actor = body_of(passage.lexicon.countries[nation[0].key], body)
    return one(passage, actor, "body of nation", words=(at, nation[1]))
