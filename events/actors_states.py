"""States and their bodies: "Russian aircraft", "Russian Gen. Valery Asapov", "Ministry of Defense of Ukraine".

It stands apart because a state's bodies are not listed one by one: they follow from a country's names and the table of bodies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from events.actors_lexicon import Body, Country
from events.actors_match import Match
from events.actors_scene import Scene, Step, Story, one
from events.event import Actor, ActorMention


def body_of(country: Country | None, body: Body) -> Actor:
    """Return a state's body as an actor; without a country it is any state's.

    The id is ``<country>-<body>``, ACLED's class that of the body (1 for what uses force in the state's name).
    """
    if country is None:
        return Actor(f"state-{body.id}", body.name.capitalize(), body.inter, None, "state")
    return Actor(f"{country.slug}-{body.id}", f"{country.adjective} {body.name}", body.inter, country.iso2, "state")


def nation_body(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "Russian and Syrian regime troops", "Iraq's police", "two Iranian Shahed 129 drones"."""
    del story
    nations, after = _nations(scene, at)
    if not nations or _aside(scene, at, after):
        return None
    named = _their_body(scene, after)
    if not named:
        return _nation_kind(scene, nations, at, after)
    body, stop, rule = named
    found = [
        ActorMention(scene.span(first, stop), body_of(scene.lexicon.countries[iso2], body), rule)
        for iso2, first in nations
    ]
    return Step((*found, *_second_body(scene, nations[-1][0], stop)), stop)


def _their_body(scene: Scene, after: int) -> tuple[Body, int, str] | None:
    """Return the body that follows nations, the index after it and the rule that read it."""
    if ranked := _ranked(scene, after):
        return scene.lexicon.bodies["forces/person/yes"], ranked, "nation + rank + name"
    if hit := _body(scene, after):
        return *hit, "nation + use of force" if hit[0].form == "action" else "nation + body"
    if _shares_body(scene, after):
        return scene.lexicon.bodies["forces/unit/no"], after, "nation and group + people"
    return None


def _nations(scene: Scene, at: int) -> tuple[list[tuple[str, int]], int]:
    """Return the nations of "Russian, Syrian and Iranian", each with its first word, and the index after them."""
    found: list[tuple[str, int]] = []
    while hit := scene.entry(at, "demonym", "country"):
        found.append((hit[0].key, at))
        after = _past_possessive(scene, hit[1])
        follow = after + (scene.fold(after) in {"and", "or"})
        if not (scene.entry(follow, "demonym", "country") and ("," in scene.gap(after) or follow > after)):
            return found, after
        at = follow
    return found, at


def _shares_body(scene: Scene, at: int) -> bool:
    """Whether the body is said once for a nation and a group: "Turkish and SNA forces"."""
    name = scene.entry(at + 1, "name") if scene.fold(at) in {"and", "or"} else None
    return name is not None and scene.joined(name[1]) and scene.has("after-group", scene.fold(name[1]))


def _past_possessive(scene: Scene, at: int) -> int:
    return at + (scene.fold(at) == "s" and scene.gap(at) in {"'", "’"})


def _aside(scene: Scene, at: int, after: int) -> bool:
    """Whether the nation is not the owner: "pro-Russian", "U.S.-backed", or a place ("in Iraq police said")."""
    if scene.leans(at):
        return True
    if scene.joined(at) and scene.has("name-opening", scene.fold(at - 1)) and scene.raw(at - 1)[:1].isupper():
        return True
    word = scene.fold(after)
    if scene.hyphen(after) and (scene.has("linked", word) or scene.has("held", word)):
        return True
    named = scene.entry(at, "country") and scene.fold(after - 1) != "s"
    return bool(named) and scene.has("where", scene.fold(at - 1))


def _body(scene: Scene, at: int) -> tuple[Body, int] | None:
    """Return the body that follows a nation, past words that may stand between, and the index after it."""
    for step in range(4):
        if not scene.joined(at + step):
            return None
        if hit := body_at(scene, at + step):
            return longer(scene, *hit)
        if not scene.has("before-body", scene.fold(at + step)):
            return _equipment(scene, at + step) if _adjective(scene, at) else None
    return None


def body_at(scene: Scene, at: int) -> tuple[Body, int] | None:
    """Return the body named at an index and the index after it; None where a thing is meant ("military aid")."""
    hit = scene.entry(at, "body")
    if not hit or (scene.has("not-an-actor", scene.fold(hit[1])) and scene.joined(hit[1])):
        return None
    if scene.hyphen(hit[1]) or _introduces(scene, hit[1]):
        return None
    return scene.lexicon.bodies[hit[0].key], hit[1]


def _introduces(scene: Scene, at: int) -> bool:
    """Whether a body that speaks is named next ("Russian state media TASS"): then that name says it all."""
    name = scene.entry(at, "name")
    return name is not None and scene.joined(at) and "media" in scene.lexicon.listed[name[0].key].actor.kind


def longer(scene: Scene, body: Body, stop: int) -> tuple[Body, int]:
    """Take further body words in: "army soldiers", "government troops"."""
    while scene.joined(stop) and not scene.hyphen(stop) and (hit := scene.entry(stop, "body")):
        following = scene.lexicon.bodies[hit[0].key]
        body, stop = (following if body.form == "office" else body), hit[1]
    return body, stop


def _adjective(scene: Scene, after: int) -> bool:
    """Whether the nation before is an adjective, a possessive or an abbreviation ("Iranian", "Iran's", "U.S.")."""
    last = scene.raw(after - 1)
    return last == "s" or last.isupper() or any(m.stop == after for m in _demonyms(scene, after))


def _demonyms(scene: Scene, after: int) -> Iterator[Match]:
    for at in range(max(0, after - 3), after):
        match = scene.found.get(at)
        if match and any(entry.part == "demonym" for entry in match.entries):
            yield match


def _equipment(scene: Scene, at: int) -> tuple[Body, int] | None:
    """Return the body of "Iranian [Shahed 129] drones": a type's name may stand before a weapon."""
    for step in range(at, at + 4):
        hit = scene.entry(step, "body")
        if hit and step > at and scene.lexicon.bodies[hit[0].key].form == "equipment":
            return scene.lexicon.bodies[hit[0].key], hit[1]
        if not scene.joined(step) or not (scene.raw(step)[:1].isupper() or scene.raw(step)[:1].isdigit()):
            return None
    return None


def _ranked(scene: Scene, at: int) -> int | None:
    """Return the index after "Gen. Valery Asapov" where an officer's rank and name follow."""
    hit = scene.entry(at, "rank")
    if not hit or not scene.joined(at):
        return None
    stop = hit[1]
    while stop < hit[1] + 4 and _goes_on(scene, stop):
        stop += 1
    return stop if stop > hit[1] and scene.raw(stop - 1)[:1].isupper() else None


def _goes_on(scene: Scene, at: int) -> bool:
    name = scene.raw(at)[:1].isupper() or scene.fold(at) in {"al", "el", "bin", "ibn"}
    return name and scene.gap(at) in {" ", "-", ". "}


def _nation_kind(scene: Scene, nations: list[tuple[str, int]], at: int, after: int) -> Step | None:
    """Read "Afghan civilians", "three Yemeni nationals": plain people with a country."""
    step = after
    while scene.joined(step) and scene.has("before-body", scene.fold(step)) and not scene.entry(step, "kind"):
        step += 1
    hit = scene.entry(step, "kind")
    if not hit or not scene.joined(step) or scene.hyphen(hit[1]):
        return None
    if scene.raw(step)[:1].isupper() and not scene.headline(step):
        return None
    actor = scene.lexicon.kinds[hit[0].key].actor
    return one(scene, replace(actor, country=nations[0][0]), "nation + plain kind", words=(at, hit[1]))


def _second_body(scene: Scene, iso2: str, stop: int) -> tuple[ActorMention, ...]:
    """Read the second body of "Iraqi army and police", which is the same state's."""
    hit = scene.entry(stop + 1, "body") if scene.fold(stop) == "and" else None
    if not hit or scene.lexicon.bodies[hit[0].key].bare == "no":
        return ()
    actor = body_of(scene.lexicon.countries[iso2], scene.lexicon.bodies[hit[0].key])
    return (ActorMention(scene.span(stop + 1, hit[1]), actor, "nation + body and body"),)


def body_of_nation(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "Armed Forces of Ukraine", "the president of Chad"."""
    del story
    hit = scene.entry(at, "body")
    if not hit or scene.fold(hit[1]) != "of":
        return None
    owner = hit[1] + 1 + (scene.fold(hit[1] + 1) == "the")
    nation = scene.entry(owner, "country")
    body = scene.lexicon.bodies[hit[0].key]
    if not nation or not scene.joined(owner) or body.form in {"action", "equipment"}:
        return None
    actor = body_of(scene.lexicon.countries[nation[0].key], body)
    return one(scene, actor, "body of nation", words=(at, nation[1]))
