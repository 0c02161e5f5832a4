"""People without a name: "gunmen", "civilians", "Fulani herders", and words that refer back ("the terror group")."""

from __future__ import annotations

from dataclasses import replace

from events.mentions.actors.groups import choose, past_people
from events.mentions.actors.lexicon import Entry, Kind, slug
from events.mentions.actors.states import body_at, body_of
from events.mentions.actors.tokenized_text import Passage, Step, Story, one
from events.model import Actor, ActorMention
from text.lexicon import word_group

NAMED_KINDS = word_group("kinds with a name before")
VAGUE = word_group("kinds of unnamed fighters")
"""Words for whichever group the text is about."""
REBELS = 2  # ACLED's class
FORCES = frozenset({"forces", "troops", "soldiers", "army"})
PARAMILITARY = frozenset({"paramilitary", "paramilitaries"})
ARMED_COMMUNITY = word_group("kinds that make a community armed")


def refer_back(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "the terror group", "the rebels" as the only group before it that fits; undecided where several do.

    >>> said = passage("Al-Shabaab came at dawn. The terror group burned houses.")
    >>> group = ActorMention(said.span(0, 2), Actor("al-shabaab", "Al-Shabaab", 2, "SO", "jihadist"), "listed name")
    >>> refer_back(said, Story([group]), 5).mentions[0].actor.id
    'al-shabaab'
    """
    hit = passage.entry(at, "reference")
    if not hit or passage.hyphen(hit[1]):
        return None
    fits = passage.lexicon.references[hit[0].key]
    here = passage.sentence(passage.words[at].start)
    fitting = [m for m in story.mentions if m.actor.kind in fits or (m.actor.kind == "unknown group" and len(fits) > 4)]
    near = [m for m in fitting if here - passage.sentence(m.span.start) <= 1]
    actor = _only(fitting) or _only(near)
    return one(passage, actor, f"refers back: {hit[0].alias}", words=(at + 1, hit[1])) if actor else None


def _only(mentions: list[ActorMention]) -> Actor | None:
    actors = {mention.actor.id: mention.actor for mention in mentions}
    return next(iter(actors.values())) if len(actors) == 1 else None


def former(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "off-duty military police officer", "former rebel commander": ACLED counts who serves no longer as civilians.

    >>> former(passage("A former rebel commander was shot."), Story(), 1).mentions[0].actor.id
    'former-officers'
    """
    del story
    after = at + 2 if _words(passage, at, 2) == "off duty" else at + 1
    if after == at + 1 and not passage.has("former", passage.fold(at)):
        return None
    while passage.joined(after) and _between(passage, after):
        after += 1
    hit = passage.entry(after, "body", "kind")
    person = hit and (
        hit[0].part == "kind" or passage.lexicon.bodies[hit[0].key].form == "person" or _in_office(passage, hit[1])
    )
    if not hit or not person or not passage.joined(after) or _not_people(passage, after, hit[1]):
        return None
    return one(
        passage, passage.lexicon.kinds["former-officers"].actor, "no longer, or not, in service", words=(at, hit[1])
    )


def _in_office(passage: Passage, stop: int) -> bool:
    return passage.has("office-holder", passage.fold(stop - 1))


def _between(passage: Passage, at: int) -> bool:
    """Whether a word may stand between "former" and the person: a nation, an adjective, a body whose member is meant."""
    match = passage.found.get(at)
    people = passage.entry(at, "kind") or passage.entry(at, "body")
    if match and people and passage.joined(people[1]) and passage.entry(people[1], "kind", "body"):
        return True
    return bool(passage.entry(at, "demonym", "name", "force")) or (
        not people and passage.has("before-body", passage.fold(at))
    )


def kind_of_group(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "fighters known as the Syrian Democratic Forces", "gunmen of Boko Haram", "the rebel M23": the group itself.

    >>> kind_of_group(passage("Gunmen of Boko Haram came."), Story(), 0).mentions[0].actor.id
    'boko-haram'
    """
    hit = passage.entry(at, "kind")
    if not hit or passage.lexicon.kinds[hit[0].key].actor.kind != "armed":
        return None
    after = hit[1]
    size = next((size for size in (2, 1) if passage.has("belonging", _words(passage, after, size))), 0)
    name_at = after + size + (passage.fold(after + size) == "the")
    match = passage.found.get(name_at)
    apposed = passage.gap(after) == " " and not passage.fold(after - 1).endswith("s")
    names = tuple(e for e in match.entries if e.part in {"name", "force"}) if match and (size or apposed) else ()
    if not match or not names or not passage.joined(after):
        return None
    actor, _ = choose(passage, story, names, name_at)
    return (
        one(passage, actor, "people of a named group", words=(at, past_people(passage, match.stop))) if actor else None
    )


def _words(passage: Passage, at: int, size: int) -> str:
    return " ".join(passage.fold(step) for step in range(at, at + size))


def community(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "armed Kuchi militants", "Dinka youths": an ethnic, clan or communal militia, or plain people of a community.

    >>> community(passage("Armed Dinka youths raided the camp."), Story(), 1).mentions[0].actor.name
    'Dinka militia'
    """
    del story
    people = passage.entry(at, "community")
    if not people:
        return None
    step = people[1] + (passage.has("before-body", passage.fold(people[1])) and not passage.entry(people[1], "kind"))
    hit = passage.entry(step, "kind")
    if passage.fold(step) in FORCES and passage.joined(step):
        name = f"{people[0].key} forces"
        return one(passage, Actor(slug(name), name, 2, None, "ethnic"), "community + forces", words=(at, step + 1))
    if not hit or not passage.joined(step) or passage.hyphen(hit[1]):
        return None
    kind = passage.lexicon.kinds[hit[0].key].actor
    if kind.id not in ARMED_COMMUNITY:
        return one(passage, kind, "plain kind of a community", words=(at, hit[1]))
    return one(passage, _militia(people[0].key), "community + armed people", words=(at, hit[1]))


def _militia(people: str) -> Actor:
    return Actor(f"{slug(people)}-militia", f"{people} militia", 4, None, "communal")


def kind_of_community(passage: Passage, story: Story, at: int) -> Step | None:
    """Read "militia from the Awan section of the Rek Dinka", "fighters from Mengar village": armed for their own people.

    >>> kind_of_community(passage("Gunmen from Mengar village came."), Story(), 0).mentions[0].rule
    'armed people of a village or clan'
    """
    del story
    hit = passage.entry(at, "kind")
    if not hit or hit[0].key not in ARMED_COMMUNITY or passage.fold(hit[1]) not in {"from", "of"}:
        return None
    for step in range(hit[1] + 1, hit[1] + 8):
        if not passage.joined(step):
            return None
        if people := passage.entry(step, "community"):
            return one(passage, _militia(people[0].key), "armed people of a community", words=(at, hit[1]))
        if passage.has("home", passage.fold(step)) and passage.raw(step - 1)[:1].isupper():
            actor = passage.lexicon.kinds["communal-militia"].actor
            return one(passage, actor, "armed people of a village or clan", words=(at, hit[1]))
    return None


def plain_kind(passage: Passage, story: Story, at: int) -> Step | None:
    """Read a plain kind of people; a vague word for fighters is the only armed group named so far, where there is one.

    >>> plain_kind(passage("Gunmen shot three men."), Story(), 0).mentions[0].actor.inter
    3
    """
    hit = passage.entry(at, "kind")
    if not hit or _not_people(passage, at, hit[1]):
        return None
    if passage.fold(at) in PARAMILITARY and (body := _state_body(passage, hit[1])):
        return one(passage, body[0], "paramilitary body of a state", words=(at, body[1]))
    key, stop = _run_of_kinds(passage, *hit)
    kind = passage.lexicon.kinds[key]
    if kind.actor.kind == "official":
        return one(passage, _official(passage, kind, at, stop), "who holds an office", words=(at, stop))
    if named := _named_kind(passage, kind, at, stop):
        return named
    if actor := _only_group(passage, story, kind.actor):
        return one(passage, actor, "the only armed group named", words=(at, stop))
    return one(passage, kind.actor, "plain kind", words=(at, stop))


def _state_body(passage: Passage, at: int) -> tuple[Actor, int] | None:
    """Return whose body "paramilitary" describes: policemen and troopers are a country's, "forces" anybody's."""
    hit = body_at(passage, at) if passage.joined(at) else None
    if not hit or not (hit[0].form == "person" or hit[0].id == "police") or passage.fold(at) in FORCES - {"soldiers"}:
        return None
    country = passage.lexicon.countries.get(passage.country_at(passage.words[at].start) or "")
    return body_of(country, hit[0]), hit[1]


def _only_group(passage: Passage, story: Story, kind: Actor) -> Actor | None:
    """Return the only armed group named so far, where the word for its fighters is a vague one."""
    if kind.id not in VAGUE:
        return None
    classes = {REBELS} if kind.inter == REBELS else {2, 3, 4}  # loyalists are nobody's rebels
    return _only([m for m in story.mentions if m.actor.inter in classes and m.actor.id not in passage.lexicon.kinds])


def _official(passage: Passage, kind: Kind, at: int, stop: int) -> Actor:
    """Return who holds an office, named as the text has it ("Governor of Sumy"), with the country that he stands in."""
    end = stop
    if passage.fold(stop) == "of" and passage.raw(stop + 1)[:1].isupper():
        end = stop + 2
    while end < stop + 4 and passage.joined(end) and passage.raw(end)[:1].isupper() and passage.gap(end) in {" ", "-"}:
        end += 1
    said = passage.span(at, end).text
    country = passage.country_at(passage.words[at].start)
    return replace(kind.actor, name=said[:1].upper() + said[1:], country=country)


def _run_of_kinds(passage: Passage, first: Entry, stop: int) -> tuple[str, int]:
    """Return the kind of "female suicide bombers", "rebel fighters": the first armed one, else the last word's."""
    key = first.key
    while passage.joined(stop) and not passage.hyphen(stop) and (hit := passage.entry(stop, "kind")):
        armed = passage.lexicon.kinds[key].actor.kind == "armed"
        key, stop = key if armed else hit[0].key, hit[1]
    return key, stop


def _not_people(passage: Passage, at: int, stop: int) -> bool:
    """Whether the word is part of a name or of a compound: "rebel-held", "People's", "Isle of Man"."""
    if passage.hyphen(stop) or passage.leans(at):
        return True
    if passage.fold(stop - 1) in {"civilian", "male", "female"} and passage.has("not-an-actor", passage.fold(stop)):
        return True
    if passage.fold(at) == "people" and passage.fold(stop) == "s" and passage.raw(at)[:1].isupper():
        return True
    capital = passage.raw(at)[:1].isupper() and not passage.starts_sentence(at) and not passage.headline(at)
    if capital and passage.has("written-large", passage.fold(at)):
        return passage.inside_place(at, stop)
    if capital and _title(passage, at, stop):
        return passage.inside_place(at, stop)
    return capital or passage.inside_place(at, stop)


def _title(passage: Passage, at: int, stop: int) -> bool:
    """Whether a capitalised word is somebody's title: "Governor Oleh Hryhorov"."""
    hit = passage.entry(at, "kind")
    official = hit is not None and passage.lexicon.kinds[hit[0].key].actor.kind == "official"
    return official and passage.joined(stop) and passage.raw(stop)[:1].isupper()


def _of_the_name(passage: Passage, at: int) -> bool:
    """Whether a word may open a group's name: a capital, nothing listed, no day or month."""
    return (
        passage.raw(at)[:1].isupper() and at not in passage.found and not passage.has("before-name", passage.fold(at))
    )


def _named_kind(passage: Passage, kind: Kind, at: int, stop: int) -> Step | None:
    """Read "Kaduna militiamen" as a local militia, and "the Murusade clan" by its name with the kind's class."""
    if kind.actor.id == "militias" and passage.joined(at) and passage.after_place(at):
        return one(passage, passage.lexicon.kinds["communal-militia"].actor, "militia of a place", words=(at, stop))
    first = at
    while first > at - 3 and passage.joined(first) and _of_the_name(passage, first - 1):
        first -= 1
    if first == at or kind.actor.id not in NAMED_KINDS or passage.starts_sentence(first) or passage.after_place(at):
        return None
    name = passage.span(first, stop).text
    actor = Actor(slug(name), name, kind.actor.inter, None, kind.actor.kind)
    return one(passage, actor, "named people", words=(first, stop))
