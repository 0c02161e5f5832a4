"""Actors behind a pronoun: "its fighters", "his own troops", "They" at the head of a sentence.

It stands apart because these words name nobody: whose they are is read off the actors named shortly before.
"""

from __future__ import annotations

from events.actors_scene import Scene, Step, Story, one
from events.actors_states import body_at, body_of
from events.event import Actor, ActorMention

OWNERS = frozenset({"its", "their", "his", "her"})
ACTING = frozenset({1, 2, 3, 4, 5, 6, 8})  # ACLED's classes of those who act; 7 are those who suffer it
FORCE = frozenset({"forces", "police", "security-forces", "intelligence"})
OUTSIDERS = frozenset({"media", "monitor", "UN body", "international body", "aid body", "court"})
OPENING = 7  # words: "On 18 February 2024 they hit" still opens a sentence
PASSIVE = frozenset({"was", "were", "is", "are", "had been", "have been", "has been"})


def owned(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "its fighters", "their own soldiers", "his men" as people of the one who was named first shortly before."""
    before = at - 1 - (scene.fold(at - 1) == "own")
    if scene.fold(before) not in OWNERS or not scene.joined(at):
        return None
    named = _their_people(scene, at)
    owner = _owner(scene, story, at) if named else None
    if not named or not owner:
        return None
    body, stop = named
    country = scene.lexicon.countries.get(owner.country or "") if owner.kind == "state" else None
    if body and country:
        owner = body_of(country, scene.lexicon.bodies[body])
    return one(scene, owner, "people of the one named before", words=(at, stop))


def _their_people(scene: Scene, at: int) -> tuple[str, int] | None:
    """Return the body ("" for a plain kind) of people under arms at an index and the index after them."""
    hit = scene.entry(at, "kind", "body")
    if not hit or scene.hyphen(hit[1]):
        return None
    if hit[0].part == "kind":
        armed = scene.lexicon.kinds[hit[0].key].actor.kind == "armed" or scene.fold(at) == "men"
        return ("forces/unit/no", hit[1]) if armed else None
    body = body_at(scene, at)
    return (hit[0].key, body[1]) if body and body[0].id in FORCE else None


def _owner(scene: Scene, story: Story, at: int) -> Actor | None:
    """Return who acts first in the sentence before an index, else in the sentence before it."""
    here = scene.sentence(scene.words[at].start)
    return _first(scene, story, here) or _first(scene, story, here - 1)


def _first(scene: Scene, story: Story, number: int) -> Actor | None:
    told = (m for m in story.mentions if scene.sentence(m.span.start) == number and _acts(m))
    return next((mention.actor for mention in told), None)


def _acts(mention: ActorMention) -> bool:
    actor = mention.actor
    return (actor.inter in ACTING and actor.kind not in OUTSIDERS) or actor.kind == "unknown group"


def they(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "they" that act before anybody is named in a sentence: the first of the sentence before. "They were ..." suffer."""
    here = scene.sentence(scene.words[at].start) if scene.fold(at) == "they" else -1
    if here < 1 or _first(scene, story, here) or scene.sentence(scene.words[max(0, at - OPENING)].start) == here:
        return None
    if scene.fold(at + 1) in PASSIVE or f"{scene.fold(at + 1)} {scene.fold(at + 2)}" in PASSIVE:
        return None
    actor = _first(scene, story, here - 1)
    return one(scene, actor, "they: who was named first before", words=(at, at + 1)) if actor else None
