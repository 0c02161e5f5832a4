"""People without a name: "gunmen", "civilians", "Fulani herders", and words that refer back ("the terror group").

It stands apart because these words mean what the text around them says they mean.
"""

from __future__ import annotations

from events.actors_groups import choose, past_people
from events.actors_lexicon import Kind, slug
from events.actors_match import Entry
from events.actors_scene import Scene, Step, Story, one
from events.event import Actor, ActorMention

NAMED_KINDS = frozenset({"militias", "communal-militia", "gangs", "rebels", "vigilantes"})
VAGUE = frozenset({"militants", "rebels", "jihadists", "separatists"})  # words for whichever group the text is about
ARMED_COMMUNITY = frozenset({"militias", "gunmen", "militants", "communal-militia", "bandits", "vigilantes", "youths"})


def refer_back(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "the terror group", "the rebels" as the only group before it that fits; undecided where several do."""
    hit = scene.entry(at, "reference")
    if not hit or scene.hyphen(hit[1]):
        return None
    fits = scene.lexicon.references[hit[0].key]
    here = scene.sentence(scene.words[at].start)
    fitting = [m for m in story.mentions if m.actor.kind in fits or (m.actor.kind == "unknown group" and len(fits) > 4)]
    near = [m for m in fitting if here - scene.sentence(m.span.start) <= 1]
    actor = _only(fitting) or _only(near)
    return one(scene, actor, f"refers back: {hit[0].alias}", words=(at + 1, hit[1])) if actor else None


def _only(mentions: list[ActorMention]) -> Actor | None:
    actors = {mention.actor.id: mention.actor for mention in mentions}
    return next(iter(actors.values())) if len(actors) == 1 else None


def former(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "off-duty military police officer", "former rebel commander": ACLED counts who serves no longer as civilians."""
    del story
    after = at + 2 if _words(scene, at, 2) == "off duty" else at + 1
    if after == at + 1 and not scene.has("former", scene.fold(at)):
        return None
    while scene.joined(after) and _between(scene, after):
        after += 1
    hit = scene.entry(after, "body", "kind")
    person = hit and (
        hit[0].part == "kind" or scene.lexicon.bodies[hit[0].key].form == "person" or _in_office(scene, hit[1])
    )
    if not hit or not person or not scene.joined(after) or _not_people(scene, after, hit[1]):
        return None
    return one(scene, scene.lexicon.kinds["former-officers"].actor, "no longer, or not, in service", words=(at, hit[1]))


def _in_office(scene: Scene, stop: int) -> bool:
    return scene.has("office-holder", scene.fold(stop - 1))


def _between(scene: Scene, at: int) -> bool:
    """Whether a word may stand between "former" and the person: a nation, an adjective, a body whose member is meant."""
    match = scene.found.get(at)
    people = scene.entry(at, "kind") or scene.entry(at, "body")
    if match and people and scene.joined(people[1]) and scene.entry(people[1], "kind", "body"):
        return True
    return bool(scene.entry(at, "demonym", "name", "force")) or (
        not people and scene.has("before-body", scene.fold(at))
    )


def kind_of_group(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "fighters known as the Syrian Democratic Forces", "gunmen of Boko Haram": the group, not a plain kind."""
    hit = scene.entry(at, "kind")
    if not hit or scene.lexicon.kinds[hit[0].key].actor.kind != "armed":
        return None
    after = hit[1]
    size = next((size for size in (2, 1) if scene.has("belonging", _words(scene, after, size))), 0)
    name_at = after + size + (scene.fold(after + size) == "the")
    match = scene.found.get(name_at)
    names = tuple(e for e in match.entries if e.part in {"name", "force"}) if match and size else ()
    if not match or not names or not scene.joined(after):
        return None
    actor, _ = choose(scene, story, names, name_at)
    return one(scene, actor, "people of a named group", words=(at, past_people(scene, match.stop))) if actor else None


def _words(scene: Scene, at: int, size: int) -> str:
    return " ".join(scene.fold(step) for step in range(at, at + size))


def community(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "armed Kuchi militants", "Dinka youths": an ethnic, clan or communal militia, or plain people of a community."""
    del story
    people = scene.entry(at, "community")
    if not people:
        return None
    step = people[1] + (scene.has("before-body", scene.fold(people[1])) and not scene.entry(people[1], "kind"))
    hit = scene.entry(step, "kind")
    if not hit or not scene.joined(step) or scene.hyphen(hit[1]):
        return None
    kind = scene.lexicon.kinds[hit[0].key].actor
    if kind.id not in ARMED_COMMUNITY:
        return one(scene, kind, "plain kind of a community", words=(at, hit[1]))
    return one(scene, _militia(people[0].key), "community + armed people", words=(at, hit[1]))


def _militia(people: str) -> Actor:
    return Actor(f"{slug(people)}-militia", f"{people} militia", 4, None, "communal")


def kind_of_community(scene: Scene, story: Story, at: int) -> Step | None:
    """Read "militia from the Awan section of the Rek Dinka", "fighters from Mengar village": armed for their own people."""
    del story
    hit = scene.entry(at, "kind")
    if not hit or hit[0].key not in ARMED_COMMUNITY or scene.fold(hit[1]) not in {"from", "of"}:
        return None
    for step in range(hit[1] + 1, hit[1] + 8):
        if not scene.joined(step):
            return None
        if people := scene.entry(step, "community"):
            return one(scene, _militia(people[0].key), "armed people of a community", words=(at, hit[1]))
        if scene.has("home", scene.fold(step)) and scene.raw(step - 1)[:1].isupper():
            actor = scene.lexicon.kinds["communal-militia"].actor
            return one(scene, actor, "armed people of a village or clan", words=(at, hit[1]))
    return None


def plain_kind(scene: Scene, story: Story, at: int) -> Step | None:
    """Read a plain kind of people; a vague word for fighters is the only armed group named so far, where there is one."""
    hit = scene.entry(at, "kind")
    if not hit or _not_people(scene, at, hit[1]):
        return None
    key, stop = _run_of_kinds(scene, *hit)
    kind = scene.lexicon.kinds[key]
    if named := _named_kind(scene, kind, at, stop):
        return named
    groups = [m for m in story.mentions if m.actor.inter in {2, 3, 4} and m.actor.id not in scene.lexicon.kinds]
    actor = _only(groups) if kind.actor.id in VAGUE else None
    if actor:
        return one(scene, actor, "the only armed group named", words=(at, stop))
    return one(scene, kind.actor, "plain kind", words=(at, stop))


def _run_of_kinds(scene: Scene, first: Entry, stop: int) -> tuple[str, int]:
    """Return the kind of "female suicide bombers", "rebel fighters": the first armed one, else the last word's."""
    key = first.key
    while scene.joined(stop) and not scene.hyphen(stop) and (hit := scene.entry(stop, "kind")):
        armed = scene.lexicon.kinds[key].actor.kind == "armed"
        key, stop = key if armed else hit[0].key, hit[1]
    return key, stop


def _not_people(scene: Scene, at: int, stop: int) -> bool:
    """Whether the word is part of a name or of a compound: "rebel-held", "People's", "Isle of Man"."""
    if scene.hyphen(stop) or scene.leans(at):
        return True
    if scene.fold(stop - 1) in {"civilian", "male", "female"} and scene.has("not-an-actor", scene.fold(stop)):
        return True
    if scene.fold(at) == "people" and scene.fold(stop) == "s" and scene.raw(at)[:1].isupper():
        return True
    capital = scene.raw(at)[:1].isupper() and not scene.starts_sentence(at) and not scene.headline(at)
    return capital or scene.inside_place(at, stop)


def _of_the_name(scene: Scene, at: int) -> bool:
    """Whether a word may open a group's name: a capital, nothing listed, no day or month."""
    return scene.raw(at)[:1].isupper() and at not in scene.found and not scene.has("before-name", scene.fold(at))


def _named_kind(scene: Scene, kind: Kind, at: int, stop: int) -> Step | None:
    """Read "Kaduna militiamen" as a local militia, and "the Murusade clan" by its name with the kind's class."""
    if kind.actor.id == "militias" and scene.joined(at) and scene.after_place(at):
        return one(scene, scene.lexicon.kinds["communal-militia"].actor, "militia of a place", words=(at, stop))
    first = at
    while first > at - 3 and scene.joined(first) and _of_the_name(scene, first - 1):
        first -= 1
    if first == at or kind.actor.id not in NAMED_KINDS or scene.starts_sentence(first) or scene.after_place(at):
        return None
    name = scene.span(first, stop).text
    actor = Actor(slug(name), name, kind.actor.inter, None, kind.actor.kind)
    return one(scene, actor, "named people", words=(first, stop))
