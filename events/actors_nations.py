"""Nations that act by their own name: "Israel struck", "Ankara said", "four Yemenis".

It stands apart because a country's name is a place most of the time; only the words around it make it an actor.
"""

from __future__ import annotations

from dataclasses import replace

from events.actors_scene import Scene, Step, Story, one
from events.actors_states import body_of


def metonym(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "Ankara said", "the Kremlin": a capital that speaks, or a house, for its government."""
    del story
    hit = scene.entry(at, "metonym") or scene.entry(at, "capital")
    if not hit:
        return None
    before = scene.fold(at - 1)
    speaks = scene.has("speaks", scene.fold(hit[1])) and scene.joined(hit[1])
    surname = scene.joined(at) and scene.raw(at - 1)[:1].isupper() and not scene.starts_sentence(at)
    speaks = scene.has("addresses", before) or (speaks and not surname and not scene.has("place-preposition", before))
    if hit[0].part == "capital" and not speaks:
        return None
    actor = body_of(scene.lexicon.countries[hit[0].key], scene.lexicon.bodies["government/office/the"])
    return one(scene, actor, "metonym of a government", words=(at, hit[1]))


def nation_acts(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "Israel struck", "launched by Iran", "Russia further claimed": a country's name for its forces or government."""
    del story
    hit = scene.entry(at, "country")
    if not hit or scene.hyphen(hit[1]) or scene.hyphen(at):
        return None
    stop = _past_partner(scene, hit[1])
    before, after = scene.fold(at - 1 - (scene.fold(at - 1) == "the")), scene.fold(stop)
    if before == "and" and scene.entry(at - 2, "country"):
        before = scene.fold(at - 3)
    tail = _acted_by(scene, at, before) or _acts(scene, before, after if scene.joined(stop) else "")
    if not tail:
        return None
    country = scene.lexicon.countries[hit[0].key]
    return one(scene, body_of(country, scene.lexicon.bodies[tail]), "nation that acts", words=(at, hit[1]))


def _past_partner(scene: Scene, stop: int) -> int:
    """Return the index after "and Pakistan" in "India and Pakistan agreed"."""
    other = scene.entry(stop + 1, "country") if scene.fold(stop) == "and" else None
    return other[1] if other else stop


def _acts(scene: Scene, before: str, after: str) -> str | None:
    if scene.has("addresses", before):
        return "government/office/the"
    if scene.has("place-preposition", before):
        return None
    if scene.has("uses-force", after):
        return "forces/unit/no"
    return "government/office/the" if scene.has("speaks", after) else None


def _acted_by(scene: Scene, at: int, before: str) -> str | None:
    by = before == "by" and scene.fold(at - 2 - (scene.fold(at - 1) == "the"))
    return "forces/unit/no" if by and scene.has("force-noun", by) else None


def nationals(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "four Yemenis were killed": people of a nation, counted."""
    del story
    hit = scene.entry(at, "demonym")
    before = scene.fold(at - 1)
    if not hit or not scene.raw(at).endswith("s") or not (before.isdigit() or scene.has("number", before)):
        return None
    actor = replace(scene.lexicon.kinds["civilians"].actor, country=hit[0].key)
    return one(scene, actor, "nationals", words=(at, hit[1]))
