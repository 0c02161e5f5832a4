"""Bodies of a state named without it: "the army", "police", "5th Armored Division".

It stands apart because whose they are does not follow from grammar but from the text around them.
"""

from __future__ import annotations

import re

from events.actors_lexicon import Body
from events.actors_scene import Scene, Step, Story, one
from events.actors_states import body_at, body_of, longer
from events.event import Actor

ORDINAL = re.compile(r"\d+(st|nd|rd|th)$")


def bare_body(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "the army", "police", "soldiers": of the only state named with it so far, else of the country they stand in."""
    hit = _bare_at(scene, at)
    if not hit or (hit[0].bare == "the" and not scene.has("definite", scene.fold(at - 1))):
        return None
    if scene.hyphen(at) or _part_of_name(scene, at) or scene.inside_place(at, hit[1]):
        return None
    body, stop = longer(scene, *hit)
    if scene.has("facility", scene.fold(stop - 1)) and scene.has("set-up", scene.fold(at - 1)):
        return None
    known = _known(scene, story, body, scene.sentence(scene.words[at].start))
    if known and (body.bare == "known" or scene.has("definite", scene.fold(at - 1)) or scene.fold(at - 1) == "by"):
        return one(scene, known, "the body: the only one named", words=(at, stop))
    if body.bare == "known":
        return None
    country = scene.lexicon.countries.get(scene.country_at(scene.words[at].start) or "")
    return one(scene, body_of(country, body), "body of the country it stands in", words=(at, stop))


def _bare_at(scene: Scene, at: int) -> tuple[Body, int] | None:
    """Return the body at an index that may stand without its country."""
    match = scene.found.get(at)
    bodies = [scene.lexicon.bodies[entry.key] for entry in match.entries if entry.part == "body"] if match else []
    usual = body_at(scene, at)
    bare = next((body for body in bodies if body.bare != "no"), None)
    return (bare, usual[1]) if bare and usual else None


def _known(scene: Scene, story: Story, body: Body, here: int) -> Actor | None:
    """Return the only state's such body named in this sentence or the one before."""
    near = [m.actor for m in story.mentions if here - scene.sentence(m.span.start) <= 1 and m.actor.kind == "state"]
    same = {actor.id: actor for actor in near if actor.id.endswith(f"-{body.id}")}
    return next(iter(same.values())) if len(same) == 1 else None


def numbered_unit(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "5th Armored Division", "60th Mechanized Brigade": a numbered unit is an army's."""
    del story
    if not ORDINAL.match(scene.fold(at)):
        return None
    stop = at + 1
    while scene.joined(stop) and scene.has("before-body", scene.fold(stop)):
        stop += 1
    if not scene.has("army-unit", scene.fold(stop)) or not scene.joined(stop) or not scene.raw(stop)[:1].isupper():
        return None
    country = scene.lexicon.countries.get(scene.country_at(scene.words[at].start) or "")
    actor = body_of(country, scene.lexicon.bodies["forces/unit/yes"])
    return one(scene, actor, "numbered unit of the country it stands in", words=(at, stop + 1))


def _part_of_name(scene: Scene, at: int) -> bool:
    """Whether a capitalised body word belongs to a longer name ("Salvation Army")."""
    if not scene.raw(at)[:1].isupper() or scene.starts_sentence(at) or scene.headline(at):
        return False
    return scene.joined(at) and scene.raw(at - 1)[:1].isupper() and not scene.has("definite", scene.fold(at - 1))
