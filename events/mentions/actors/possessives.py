"""Actors behind a pronoun: "its fighters", "his own troops", "They" at the head of a sentence."""

from __future__ import annotations

from events.mentions.actors.states import body_at, body_of
from events.mentions.actors.tokenized_text import Passage, Step, Story, one
from events.model import OUTSIDERS, Actor, ActorMention

OWNERS = frozenset({"its", "their", "his", "her"})
ACTING = frozenset({1, 2, 3, 4, 5, 6, 8})  # ACLED's classes of those who act; 7 are those who suffer it
FORCE = frozenset({"forces", "police", "security-forces", "intelligence"})
OPENING = 7  # words: "On 18 February 2024 they hit" still opens a sentence
PASSIVE = frozenset({"was", "were", "is", "are", "had been", "have been", "has been"})


def owned(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "its fighters", "their own soldiers", "his men" as people of the one who was named first shortly before.

    >>> story = Story()
    >>> said = passage("Hezbollah said its fighters had left.")
    >>> story.mentions.append(ActorMention(said.span(0, 1), Actor("hezbollah", "Hezbollah", 2), "listed name"))
    >>> owned(said, story, 3).mentions[0].actor.id
    'hezbollah'
    """
    before = at - 1 - (passage.fold(at - 1) == "own")
    if passage.fold(before) not in OWNERS or not passage.joined(at):
        return None
    named = _their_people(passage, at)
    owner = _owner(passage, story, at) if named else None
    if not named or not owner:
        return None
    body, stop = named
    country = passage.lexicon.countries.get(owner.country or "") if owner.kind == "state" else None
    if body and country:
        owner = body_of(country, passage.lexicon.bodies[body])
    return one(passage, owner, "people of the one named before", words=(at, stop))


def _their_people(passage: Passage, at: int) -> tuple[str, int] | None:
    """Return the body ("" for a plain kind) of people under arms at an index and the index after them."""
    hit = passage.entry(at, "kind", "body")
    if not hit or passage.hyphen(hit[1]):
        return None
    if hit[0].part == "kind":
        armed = passage.lexicon.kinds[hit[0].key].actor.kind == "armed" or passage.fold(at) == "men"
        return ("forces/unit/no", hit[1]) if armed else None
    body = body_at(passage, at)
    return (hit[0].key, body[1]) if body and body[0].id in FORCE else None


def _owner(passage: Passage, story: Story, at: int) -> Actor | None:
    """Return who acts first in the sentence before an index, else in the sentence before it."""
    here = passage.sentence(passage.words[at].start)
    return _first(passage, story, here) or _first(passage, story, here - 1)


def _first(passage: Passage, story: Story, number: int) -> Actor | None:
    told = (m for m in story.mentions if passage.sentence(m.span.start) == number and _acts(m))
    return next((mention.actor for mention in told), None)


def _acts(mention: ActorMention) -> bool:
    actor = mention.actor
    return (actor.inter in ACTING and actor.kind not in OUTSIDERS) or actor.kind == "unknown group"


def they(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "they" that act before anybody is named in a sentence: the first of the sentence before. "They were ..." suffer.

    >>> said = passage("Hezbollah came first. They shelled the town.")
    >>> story = Story([ActorMention(said.span(0, 1), Actor("hezbollah", "Hezbollah", 2), "listed name")])
    >>> they(said, story, 3).mentions[0].actor.id
    'hezbollah'
    """
    here = passage.sentence(passage.words[at].start) if passage.fold(at) == "they" else -1
    if here < 1 or _first(passage, story, here) or passage.sentence(passage.words[max(0, at - OPENING)].start) == here:
        return None
    if passage.fold(at + 1) in PASSIVE or f"{passage.fold(at + 1)} {passage.fold(at + 2)}" in PASSIVE:
        return None
    actor = _first(passage, story, here - 1)
    return one(passage, actor, "they: who was named first before", words=(at, at + 1)) if actor else None
