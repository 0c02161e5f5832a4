"""Nations that act by their own name: "Israel struck", "Ankara said", "four Yemenis"."""

from __future__ import annotations

from dataclasses import replace

from events.mentions.actors.states import body_of
from events.mentions.actors.tokenized_text import Passage, Step, Story, one

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
    """
    del story
    hit = passage.entry(at, "country")
    if not hit or passage.hyphen(hit[1]) or passage.hyphen(at):
        return None
    stop = _past_apposition(passage, _past_partner(passage, hit[1]))
    before, after = passage.fold(at - 1 - (passage.fold(at - 1) == "the")), passage.fold(stop)
    if before == "and" and passage.entry(at - 2, "country"):
        before = passage.fold(at - 3)
    goes_on = passage.joined(stop) or stop > hit[1]
    tail = _acted_by(passage, at, before) or _acts(passage, before, after if goes_on else "")
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
