"""Named groups: those of the lexicon, acronyms by their context, and capitalised groups that nobody has listed.

It stands apart because names need what plain words do not: choosing between namesakes, and keeping a name as said.
"""

from __future__ import annotations

import re

from events.actors_lexicon import Listed, slug
from events.actors_match import Entry
from events.actors_scene import Scene, Step, Story, one
from events.actors_states import body_of
from events.event import Actor

ACRONYM = re.compile(r"\s?\(\s?([A-Z][A-Za-z0-9\-]{1,9})\s?\)")


def listed_name(scene: Scene, story: Story, at: int) -> Step | None:
    """Read a name of the lexicon, with the people's word behind it ("ISIS fighters") and the local unit ("PDF-Kalay")."""
    match = scene.found.get(at)
    names = tuple(entry for entry in match.entries if entry.part in {"name", "force"}) if match else ()
    names = tuple(entry for entry in names if not (entry.weak and scene.shouted(at)))
    if not match or not names or scene.inside_place(at, match.stop):
        return None
    actor, rule = choose(scene, story, names, at)
    if actor is None or _owns_only(scene, match.stop) or scene.leans(at):
        return None
    stop = past_people(scene, match.stop)
    _learn(scene, story, match.stop, actor)
    return one(scene, actor, rule, words=(at, stop))


def choose(scene: Scene, story: Story, names: tuple[Entry, ...], at: int) -> tuple[Actor | None, str]:
    """Return which of the namesakes is meant, and the rule: explained in the text, named before, or by the country."""
    surface = scene.raw(at)
    if surface in story.acronyms:
        return story.acronyms[surface], "acronym explained in the text"
    options = {actor.id: (actor, entry, countries) for entry in names for actor, countries in [actor_of(scene, entry)]}
    if len(options) == 1 and not names[0].weak:
        return next(iter(options.values()))[0], "listed name"
    said = {mention.actor.id for mention in story.mentions}
    before = [actor for actor, _, _ in options.values() if actor.id in said]
    if len(before) == 1:
        return before[0], "listed name: named before"
    return _by_country(scene, list(options.values()), scene.words[at].start)


def _by_country(
    scene: Scene, options: list[tuple[Actor, Entry, tuple[str, ...]]], offset: int
) -> tuple[Actor | None, str]:
    """Return the option whose countries fit best; without a fit only a strong name, and that one active at the time."""
    fits = [(scene.in_context(c, offset), not entry.weak, _active(scene, actor)) for actor, entry, c in options]
    best = max(fits)
    actor, entry, _ = options[fits.index(best)]
    if best[0] or not entry.weak:
        return actor, "listed name: fits the country"
    return None, ""


def _active(scene: Scene, actor: Actor) -> bool:
    listed = scene.lexicon.listed.get(actor.id)
    if not listed or not scene.published:
        return True
    return int(listed.active_from or 0) <= scene.published.year <= int(listed.active_to or 9999)


def actor_of(scene: Scene, entry: Entry) -> tuple[Actor, tuple[str, ...]]:
    """Return the actor of a name's entry, with its class at the time, and the countries that it is active in."""
    if entry.part == "name":
        listed = scene.lexicon.listed[entry.key]
        return at_the_time(scene, listed), listed.countries
    iso2, tail = entry.key.split("/")
    country = scene.lexicon.countries[iso2]
    body = next((body for body in scene.lexicon.bodies.values() if body.id == tail), None)
    if body:
        return body_of(country, body), (iso2,)
    name = f"{country.adjective} {tail.replace('-', ' ')}"
    return Actor(f"{country.slug}-{tail}", name, 1, iso2, "state"), (iso2,)


def at_the_time(scene: Scene, listed: Listed) -> Actor:
    """Return a listed actor with the class that it had when the text was published (today's where nobody knows when)."""
    actor = listed.actor
    tenures = scene.lexicon.tenures.get(actor.id, ())
    for tenure in tenures:
        if tenure.first <= scene.published <= tenure.last if scene.published else tenure.last.year == 9999:
            return Actor(actor.id, actor.name, tenure.inter, tenure.country, actor.kind, actor.voice_of)
    return actor


def _owns_only(scene: Scene, stop: int) -> bool:
    """Whether land or others are meant: "Taliban-controlled", "SDF-held", "Hezbollah-backed"."""
    word = scene.fold(stop)
    return scene.hyphen(stop) and (scene.has("held", word) or scene.has("linked", word))


def past_people(scene: Scene, stop: int) -> int:
    """Return the index after the words for a group's people or unit that follow its name."""
    if scene.hyphen(stop) and (scene.has("close", scene.fold(stop)) or scene.raw(stop)[:1].isupper()):
        stop += 1
    own = stop + (scene.fold(stop) == "s" and scene.gap(stop) in {"'", "’"})
    end = own
    while scene.joined(end) and "(" not in scene.gap(end) and not scene.hyphen(end) and _people(scene, end):
        end = scene.found[end].stop if _hardware(scene, end) or _multi(scene, end) else end + 1
    return end if end > own else stop


def _people(scene: Scene, at: int) -> bool:
    return scene.has("after-group", scene.fold(at)) or _multi(scene, at) or _hardware(scene, at)


def _hardware(scene: Scene, at: int) -> bool:
    """Whether what an army has follows: "SDF military vehicle", "Taliban checkpoint"."""
    hit = scene.entry(at, "body")
    return hit is not None and scene.lexicon.bodies[hit[0].key].form in {"unit", "equipment"}


def _multi(scene: Scene, at: int) -> bool:
    """Whether two words together are a group's people: "general command", "rebel fighters"."""
    pair = f"{scene.fold(at)} {scene.fold(at + 1)}"
    match = scene.found.get(at)
    return scene.has("after-group", pair) and match is not None and match.stop == at + 2


def _learn(scene: Scene, story: Story, stop: int, actor: Actor) -> None:
    if told := ACRONYM.match(scene.text, scene.words[stop - 1].stop):
        story.acronyms[told[1]] = actor


def told_acronym(scene: Scene, story: Story, at: int) -> Step | None:
    """Read an acronym that the text itself has explained: "Free Hama Front (FHF)" … "the FHF"."""
    actor = story.acronyms.get(scene.raw(at))
    if actor is None:
        return None
    return one(scene, actor, "acronym explained in the text", words=(at, past_people(scene, at + 1)))


def unknown_group(scene: Scene, story: Story, at: int) -> Step | None:
    """Keep a capitalised group that is not listed as it is said, its class undecided."""
    stop = scene.groups.get(at)
    if stop is None or scene.inside_place(at, stop):
        return None
    if unit := _unit_of_listed(scene, story, at, stop):
        return unit
    name = scene.span(at, stop).text
    actor = Actor(slug(name), name, None, None, "unknown group")
    _learn(scene, story, stop, actor)
    return one(scene, actor, "unlisted group, kept as said", words=(at, past_people(scene, stop)))


def _unit_of_listed(scene: Scene, story: Story, first: int, stop: int) -> Step | None:
    """Read "Nidaa Diyala Brigade of the Popular Mobilization Forces" as the listed group it is a unit of."""
    for at in range(first + 1, stop):
        match = scene.found.get(at)
        names = tuple(entry for entry in match.entries if entry.part in {"name", "force"}) if match else ()
        actor = choose(scene, story, names, at)[0] if names and scene.fold(at - 1) in {"of", "the"} else None
        if actor and match:
            return one(scene, actor, "unit of a listed group", words=(first, max(match.stop, stop)))
    return None


def group_runs(scene: Scene) -> dict[int, int]:
    """Return the runs of capitalised words that end in a group's noun: index of the first word to the index after."""
    runs: dict[int, int] = {}
    for last in range(len(scene.words)):
        if scene.has("group-noun", scene.fold(last)) and _capital(scene, last):
            first = _run_start(scene, last)
            if first < last and _is_group(scene, first, last + 1) and not _ends_listed(scene, first, last + 1):
                runs[first] = last + 1
    return runs


def _ends_listed(scene: Scene, first: int, stop: int) -> bool:
    """Whether a listed name is the end of the run: then what stands before it is no part of a name ("Then Nusra Front")."""
    tails = ((at, scene.found[at]) for at in range(first + 1, stop) if at in scene.found)
    return any(
        match.stop >= stop and not scene.has("definite", scene.fold(at - 1)) and scene.fold(at - 1) != "of"
        for at, match in tails
        if any(entry.part in {"name", "force"} for entry in match.entries)
    )


def _run_start(scene: Scene, last: int) -> int:
    """Return the first word of the capitalised run that ends here; joining words may stand inside, not in front."""
    first = last
    while first > last - 8 and scene.joined(first) and "(" not in scene.gap(first) and _inner(scene, first - 1):
        first -= 1
    while first < last and (scene.has("before-name", scene.fold(first)) or not scene.raw(first)[:1].isupper()):
        first += 1
    return first


def _inner(scene: Scene, at: int) -> bool:
    return _capital(scene, at) or scene.has("inside-name", scene.fold(at))


def _capital(scene: Scene, at: int) -> bool:
    raw = scene.raw(at)
    return raw[:1].isupper() and (len(raw) < 2 or not raw.isupper() or len(raw) <= 3)


def _is_group(scene: Scene, first: int, stop: int) -> bool:
    words = [scene.fold(at) for at in range(first, stop)]
    if any(scene.has("not-a-group", " ".join(words[-size:])) for size in (2, 3)) or words[0] in {"the", "a", "an"}:
        return False
    return scene.has("strong-group-noun", words[-1]) or any(scene.has("group-mark", word) for word in words[:-1])
