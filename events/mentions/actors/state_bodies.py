"""Bodies of a state named without it: "the army", "police", "5th Armored Division"."""

from __future__ import annotations

import re

from events.mentions.actors.lexicon import Body
from events.mentions.actors.states import body_at, body_of, longer
from events.mentions.actors.tokenized_text import Passage, Step, Story, one
from events.model import Actor

ORDINAL = re.compile(r"\d+(st|nd|rd|th)$")


def bare_body(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "the army", "police", "soldiers": of the only state named with it so far, else of the country they stand in.

    >>> bare_body(passage("In Hama the army opened fire."), Story(), 3).mentions[0].actor.id
    'syria-forces'
    """
    hit, before = _bare_at(passage, at), passage.fold(at - 1)
    definite = passage.has("definite", before)
    if not hit or (hit[0].bare == "the" and not definite):
        return None
    if passage.hyphen(at) or _part_of_name(passage, at) or passage.inside_place(at, hit[1]):
        return None
    body, stop = longer(passage, *hit)
    if passage.has("facility", passage.fold(stop - 1)) and passage.has("set-up", before):
        return None
    known = _known(passage, story, body, passage.sentence(passage.words[at].start))
    if known and (body.bare == "known" or definite or before == "by"):
        return one(passage, known, "the body: the only one named", words=(at, stop))
    if body.bare == "known":
        return None
    return _of_some_country(passage, body, (at, stop))


def _of_some_country(passage: Passage, body: Body, words: tuple[int, int]) -> Step:
    """Read a body as that of the country it stands in, a government that talks with a group as that of the group's."""
    beside = _talks_with(passage, words[1]) if body.id == "government" else None
    rule = "of the country of the group beside it" if beside else "body of the country it stands in"
    country = passage.lexicon.countries.get(beside or passage.country_at(passage.words[words[0]].start) or "")
    return one(passage, body_of(country, body), rule, words=words)


def _talks_with(passage: Passage, stop: int) -> str | None:
    """Return the home of the group that "the government and …" names beside it: talks are held anywhere."""
    if passage.fold(stop) != "and" or not passage.joined(stop):
        return None
    hit = passage.entry(stop + 1 + (passage.fold(stop + 1) == "the"), "name")
    countries = passage.lexicon.listed[hit[0].key].countries if hit else ()
    return countries[0] if len(countries) == 1 else None


def _bare_at(passage: Passage, at: int) -> tuple[Body, int] | None:
    """Return the body at an index that may stand without its country."""
    match = passage.found.get(at)
    bodies = [passage.lexicon.bodies[entry.key] for entry in match.entries if entry.part == "body"] if match else []
    usual = body_at(passage, at)
    bare = next((body for body in bodies if body.bare != "no"), None)
    return (bare, usual[1]) if bare and usual else None


def _known(passage: Passage, story: Story, body: Body, here: int) -> Actor | None:
    """Return the only state's such body named in this sentence or the one before."""
    near = [m.actor for m in story.mentions if here - passage.sentence(m.span.start) <= 1 and m.actor.kind == "state"]
    same = {actor.id: actor for actor in near if actor.id.endswith(f"-{body.id}")}
    return next(iter(same.values())) if len(same) == 1 else None


def numbered_unit(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "5th Armored Division", "60th Mechanized Brigade": a numbered unit is an army's.

    >>> numbered_unit(passage("In Hama the 5th Armored Division opened fire."), Story(), 3).mentions[0].span.text
    '5th Armored Division'
    """
    del story
    if not ORDINAL.match(passage.fold(at)):
        return None
    stop = at + 1
    while passage.joined(stop) and passage.has("before-body", passage.fold(stop)):
        stop += 1
    if (
        not passage.has("army-unit", passage.fold(stop))
        or not passage.joined(stop)
        or not passage.raw(stop)[:1].isupper()
    ):
        return None
    country = passage.lexicon.countries.get(passage.country_at(passage.words[at].start) or "")
    actor = body_of(country, passage.lexicon.bodies["forces/unit/yes"])
    return one(passage, actor, "numbered unit of the country it stands in", words=(at, stop + 1))


def _part_of_name(passage: Passage, at: int) -> bool:
    """Whether a capitalised body word belongs to a longer name ("Salvation Army")."""
    if not passage.raw(at)[:1].isupper() or passage.starts_sentence(at) or passage.headline(at):
        return False
    return (
        passage.joined(at) and passage.raw(at - 1)[:1].isupper() and not passage.has("definite", passage.fold(at - 1))
    )
