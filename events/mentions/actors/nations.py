"""Nations that act and are acted on: their bodies ("the Israeli air force"), their people, what is theirs."""

from __future__ import annotations

import re
from dataclasses import replace

from events.mentions.actors.lexicon import Body
from events.mentions.actors.states import body_at, body_of, longer, past_possessive
from events.mentions.actors.tokenized_text import Passage, Step, Story, one
from events.model import OUTSIDERS, Actor, ActorMention

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
    return None if body.bare == "known" else _of_a_speaker(passage, story, body, (at, stop))


def _of_a_speaker(passage: Passage, story: Story, body: Body, words: tuple[int, int]) -> Step:
    """Read an army as that of the ministry that speaks of it, else as that of the country it stands in."""
    speaking = _whose_ministry_speaks(passage, story, words[0]) if body.id == "forces" else None
    if not speaking:
        return _of_some_country(passage, body, words)
    owner = body_of(passage.lexicon.countries[speaking], body)
    return one(passage, owner, "the forces of the ministry that speaks", words=words)


def _whose_ministry_speaks(passage: Passage, story: Story, at: int) -> str | None:
    """Return whose defence ministry says what stands in this sentence: "the Russian Defence Ministry said troops had left"."""
    here = passage.sentence(passage.words[at].start)
    said = [
        m for m in story.since(passage, here) if m.actor.kind == "state" and m.actor.id.endswith("-defense-ministry")
    ]
    for mention in said:
        behind = passage.text[mention.span.stop :].split(maxsplit=1)
        if behind and passage.has("speaks", behind[0].lower()) and mention.actor.country:
            return mention.actor.country
    return None


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
    near = [m.actor for m in story.since(passage, here - 1) if m.actor.kind == "state"]
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


APPOSED = 12  # words: "an ally of the president" between commas


def metonym(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "Ankara said", "the Kremlin": a capital that speaks, or a house, for its government.

    >>> metonym(passage("Ankara said it would wait."), Story(), 0).mentions[0].actor.id
    'turkey-government'
    """
    del story
    hit = passage.entry(at, "metonym") or passage.entry(at, "capital")
    if not hit:
        return None
    before = passage.fold(at - 1)
    speaks = passage.has("speaks", passage.fold(hit[1])) and passage.joined(hit[1])
    surname = passage.joined(at) and passage.raw(at - 1)[:1].isupper() and not passage.starts_sentence(at)
    speaks = passage.has("addresses", before) or (
        speaks and not surname and not passage.has("place-preposition", before)
    )
    if hit[0].part == "capital" and not speaks:
        return None
    actor = body_of(passage.lexicon.countries[hit[0].key], passage.lexicon.bodies["government/office/the"])
    return one(passage, actor, "metonym of a government", words=(at, hit[1]))


def nation_acts(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "Israel struck", "launched by Iran", "Russia further claimed": a country's name for its forces or government.

    >>> nation_acts(passage("Israel struck Damascus."), Story(), 0).mentions[0].actor.id
    'israel-forces'
    >>> nation_acts(passage("Rebels fled Israel."), Story(), 2) is None
    True
    >>> nation_acts(passage("A war between Chad and Sudan began."), Story(), 3).mentions[0].actor.id
    'chad-forces'
    """
    del story
    hit = passage.entry(at, "country")
    if not hit or passage.hyphen(hit[1]) or passage.hyphen(at):
        return None
    if past_possessive(passage, hit[1]) > hit[1]:
        return None  # "launched by Yemen's rebels"
    stop = _past_apposition(passage, _past_partner(passage, hit[1]))
    before, after = passage.fold(at - 1 - (passage.fold(at - 1) == "the")), passage.fold(stop)
    if before == "and" and passage.entry(at - 2, "country"):
        before = passage.fold(at - 3)
    goes_on = passage.joined(stop) or stop > hit[1]
    tail = (
        _acted_by(passage, at, before)
        or _acts(passage, before, after if goes_on else "")
        or _takes_a_side(passage, at, before)
    )
    if not tail:
        return None
    country = passage.lexicon.countries[hit[0].key]
    return one(passage, body_of(country, passage.lexicon.bodies[tail]), "nation that acts", words=(at, hit[1]))


def _past_partner(passage: Passage, stop: int) -> int:
    """Return the index after "and Pakistan" in "India and Pakistan agreed"."""
    other = passage.entry(stop + 1, "country") if passage.fold(stop) == "and" else None
    return other[1] if other else stop


def _past_apposition(passage: Passage, stop: int) -> int:
    """Return the index after what commas set apart: "Russia, an ally of the president, launched"."""
    if not passage.gap(stop).startswith(",") or passage.fold(stop) not in {
        "a",
        "an",
        "the",
        "which",
        "who",
        "his",
        "its",
    }:
        return stop
    close = next((at for at in range(stop + 1, stop + APPOSED) if passage.gap(at).startswith(",")), None)
    return close if close is not None and passage.has("uses-force", passage.fold(close)) else stop


def _acts(passage: Passage, before: str, after: str) -> str | None:
    if passage.has("addresses", before):
        return "government/office/the"
    if passage.has("place-preposition", before):
        return None
    if passage.has("uses-force", after):
        return "forces/unit/no"
    return "government/office/the" if passage.has("speaks", after) else None


def _acted_by(passage: Passage, at: int, before: str) -> str | None:
    by = before == "by" and passage.fold(at - 2 - (passage.fold(at - 1) == "the"))
    return "forces/unit/no" if by and passage.has("force-noun", by) else None


SIDES = frozenset({"between", "with", "against"})
SIDES_FROM = 6  # words: "fighting raged again between"


def _takes_a_side(passage: Passage, at: int, before: str) -> str | None:
    """Return the body of a nation that is a side: "clashes broke out between Chad and Sudan", "a war with Chad"; of a border none."""
    if before not in SIDES:
        return None
    led = next(n for n in range(at - 1, -1, -1) if passage.fold(n) == before)
    here = passage.sentence(passage.words[at].start)
    words = range(max(0, led - (SIDES_FROM if before == "between" else 1)), led)
    fights = any(
        passage.has("between-sides", passage.fold(n)) and passage.sentence(passage.words[n].start) == here
        for n in words
    )
    return "forces/unit/no" if fights else None


def nationals(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "four Yemenis were killed": people of a nation, counted.

    >>> nationals(passage("Four Yemenis were killed."), Story(), 1).mentions[0].actor.country
    'YE'
    """
    del story
    hit = passage.entry(at, "demonym")
    before = passage.fold(at - 1)
    if not hit or not passage.raw(at).endswith("s") or not (before.isdigit() or passage.has("number", before)):
        return None
    actor = replace(passage.lexicon.kinds["civilians"].actor, country=hit[0].key)
    return one(passage, actor, "nationals", words=(at, hit[1]))


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
    told = (m for m in story.since(passage, number) if passage.sentence(m.span.start) == number and _does_it(m))
    return next((mention.actor for mention in told), None)


def _does_it(mention: ActorMention) -> bool:
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
