"""Named groups: those of the lexicon, acronyms by their document, and capitalised groups that nobody has listed."""

from __future__ import annotations

import re

from events.mentions.actors.lexicon import Entry, Listed, slug
from events.mentions.actors.states import body_of
from events.mentions.actors.tokenized_text import Passage, Step, Story, one
from events.model import Actor

AMBIGUOUS = Actor("", "", None)
ACRONYM = re.compile(r"\s?\(\s?([A-Z][A-Za-z0-9\-]{1,9})\s?\)")


def listed_name(passage: Passage, story: Story, at: int) -> Step | None:
    """Read a name of the lexicon, with the people's word behind it ("ISIS fighters") and the local unit ("PDF-Kalay").

    >>> read = listed_name(passage("ISIS fighters shelled Hama."), Story(), 0).mentions[0]
    >>> read.actor.id, read.span.text, read.rule
    ('islamic-state', 'ISIS fighters', 'listed name')
    """
    match = passage.found.get(at)
    names = tuple(entry for entry in match.entries if entry.part in {"name", "force"}) if match else ()
    names = tuple(entry for entry in names if not (entry.weak and passage.shouted(at)))
    if not match or not names or passage.inside_place(at, match.stop):
        return None
    actor, rule = choose(passage, story, names, at)
    if actor is None or _owns_only(passage, match.stop) or passage.leans(at) or _close_to(passage, match.stop):
        return None
    stop = past_people(passage, match.stop)
    _learn(passage, story, match.stop, actor)
    return one(passage, actor, rule, words=(at, stop))


def choose(passage: Passage, story: Story, names: tuple[Entry, ...], at: int) -> tuple[Actor | None, str]:
    """Return which of the namesakes is meant, and the rule: explained in the text, named before, or by the country.

    >>> hama = passage("In Syria the SDF advanced.")
    >>> actor, rule = choose(hama, Story(), hama.found[3].entries, 3)
    >>> actor.id, rule
    ('syrian-democratic-forces', 'listed name')
    """
    surface = passage.raw(at)
    if surface in story.acronyms:
        return story.acronyms[surface], "acronym explained in the text"
    options = {
        actor.id: (actor, entry, countries) for entry in names for actor, countries in [actor_of(passage, entry)]
    }
    if len(options) == 1 and not names[0].weak:
        return next(iter(options.values()))[0], "listed name"
    said = {mention.actor.id for mention in story.mentions}
    before = [actor for actor, _, _ in options.values() if actor.id in said]
    if len(before) == 1:
        return before[0], "listed name: named before"
    return _by_country(passage, list(options.values()), passage.words[at].start)


def _by_country(
    passage: Passage, options: list[tuple[Actor, Entry, tuple[str, ...]]], offset: int
) -> tuple[Actor | None, str]:
    """Return the option whose countries fit best; without a fit only a strong name, and that one active at the time."""
    fits = [(passage.in_context(c, offset), not entry.weak, _active(passage, actor)) for actor, entry, c in options]
    best = max(fits)
    actor, entry, _ = options[fits.index(best)]
    if best[0] or not entry.weak:
        return actor, "listed name: fits the country"
    return None, ""


def _active(passage: Passage, actor: Actor) -> bool:
    listed = passage.lexicon.listed.get(actor.id)
    if not listed or not passage.published:
        return True
    return int(listed.active_from or 0) <= passage.published.year <= int(listed.active_to or 9999)


def actor_of(passage: Passage, entry: Entry) -> tuple[Actor, tuple[str, ...]]:
    """Return the actor of a name's entry, with its class at the time, and the countries that it is active in.

    >>> said = passage("ISIS fighters shelled Hama.")
    >>> actor_of(said, said.found[0].entries[0])[0].name
    'Islamic State'
    """
    if entry.part == "name":
        listed = passage.lexicon.listed[entry.key]
        return _at_the_time(passage, listed), listed.countries
    iso2, tail = entry.key.split("/")
    country = passage.lexicon.countries[iso2]
    body = next((body for body in passage.lexicon.bodies.values() if body.id == tail), None)
    if body:
        return body_of(country, body), (iso2,)
    name = f"{country.adjective} {tail.replace('-', ' ')}"
    return Actor(f"{country.slug}-{tail}", name, 1, iso2, "state"), (iso2,)


def _at_the_time(passage: Passage, listed: Listed) -> Actor:
    """Return a listed actor with the class that it had when the text was published (today's where nobody knows when)."""
    actor = listed.actor
    tenures = passage.lexicon.tenures.get(actor.id, ())
    for tenure in tenures:
        if tenure.first <= passage.published <= tenure.last if passage.published else tenure.last.year == 9999:
            return Actor(actor.id, actor.name, tenure.inter, tenure.country, actor.kind, actor.voice_of)
    return actor


def _owns_only(passage: Passage, stop: int) -> bool:
    """Whether land or others are meant: "Taliban-controlled", "SDF-held", "Hezbollah-backed"."""
    word = passage.fold(stop)
    return passage.hyphen(stop) and (passage.has("held", word) or passage.has("linked", word))


def _close_to(passage: Passage, stop: int) -> bool:
    """Whether another group is only said to be close to this one: "the Al Qaeda-affiliated JNIM"."""
    if not passage.hyphen(stop) or not passage.has("close", passage.fold(stop)):
        return False
    return passage.entry(stop + 1, "name", "force") is not None or stop + 1 in passage.groups


def past_people(passage: Passage, stop: int) -> int:
    """Return the index after the words for a group's people or unit that follow its name.

    >>> past_people(passage("ISIS fighters shelled Hama."), 1)
    2
    """
    if passage.hyphen(stop) and (passage.has("close", passage.fold(stop)) or passage.raw(stop)[:1].isupper()):
        stop += 1
    own = stop + (passage.fold(stop) == "s" and passage.gap(stop) in {"'", "’"})
    end = own
    while passage.joined(end) and "(" not in passage.gap(end) and not passage.hyphen(end) and _people(passage, end):
        end = passage.found[end].stop if _hardware(passage, end) or _multi(passage, end) else end + 1
    return end if end > own else stop


def _people(passage: Passage, at: int) -> bool:
    return passage.has("after-group", passage.fold(at)) or _multi(passage, at) or _hardware(passage, at)


def _hardware(passage: Passage, at: int) -> bool:
    """Whether what an army has follows: "SDF military vehicle", "Taliban checkpoint"."""
    hit = passage.entry(at, "body")
    return hit is not None and passage.lexicon.bodies[hit[0].key].form in {"unit", "equipment"}


def _multi(passage: Passage, at: int) -> bool:
    """Whether two words together are a group's people: "general command", "rebel fighters"."""
    pair = f"{passage.fold(at)} {passage.fold(at + 1)}"
    match = passage.found.get(at)
    return passage.has("after-group", pair) and match is not None and match.stop == at + 2


def _learn(passage: Passage, story: Story, stop: int, actor: Actor) -> None:
    if told := ACRONYM.match(passage.text, passage.words[stop - 1].stop):
        story.acronyms[told[1]] = actor
    for word in actor.name.split() if actor.kind == "unknown group" else ():
        if passage.has("group-noun", word.lower()):  # "the Front" from now on, while no other is told of
            story.acronyms[word] = AMBIGUOUS if story.acronyms.get(word, actor).id != actor.id else actor


def told_acronym(passage: Passage, story: Story, at: int) -> Step | None:
    """Read an acronym that the text itself has explained: "Free Hama Front (FHF)" … "the FHF".

    >>> fhf = Actor("free-hama-front", "Free Hama Front", 2)
    >>> told_acronym(passage("The FHF left."), Story(acronyms={"FHF": fhf}), 1).mentions[0].actor.name
    'Free Hama Front'
    """
    actor = story.acronyms.get(passage.raw(at))
    if actor is None or actor is AMBIGUOUS or at in passage.groups:
        return None
    if not passage.raw(at).isupper() and not _the_one(passage, at):
        return None
    return one(passage, actor, "acronym explained in the text", words=(at, past_people(passage, at + 1)))


def _the_one(passage: Passage, at: int) -> bool:
    """Whether a group's noun stands alone: "the Front", not "the Front Line" or "Western Front"."""
    return passage.fold(at - 1) == "the" and not (passage.joined(at + 1) and passage.raw(at + 1)[:1].isupper())


def unknown_group(passage: Passage, story: Story, at: int) -> Step | None:
    """Keep a capitalised group that is not listed as it is said, its class undecided.

    >>> said = passage("The Free Orontes Brigade left.")
    >>> said.groups.update(group_runs(said))
    >>> unknown_group(said, Story(), 1).mentions[0].actor.name
    'Free Orontes Brigade'
    """
    stop = passage.groups.get(at)
    if stop is None or passage.inside_place(at, stop):
        return None
    if unit := _unit_of_listed(passage, story, at, stop):
        return unit
    name = passage.span(at, stop).text
    actor = Actor(slug(name), name, None, None, _kind_of_name(passage, at, stop))
    _learn(passage, story, stop, actor)
    return one(passage, actor, "unlisted group, kept as said", words=(at, past_people(passage, stop)))


def _unit_of_listed(passage: Passage, story: Story, first: int, stop: int) -> Step | None:
    """Read "Nidaa Diyala Brigade of the Popular Mobilization Forces" as the listed group it is a unit of."""
    for at in range(first + 1, stop):
        match = passage.found.get(at)
        names = tuple(entry for entry in match.entries if entry.part in {"name", "force"}) if match else ()
        actor = choose(passage, story, names, at)[0] if names and passage.fold(at - 1) in {"of", "the"} else None
        if actor and match:
            return one(passage, actor, "unit of a listed group", words=(first, max(match.stop, stop)))
    return None


def group_runs(passage: Passage) -> dict[int, int]:
    """Return the runs of capitalised words that end in a group's noun: index of the first word to the index after.

    >>> group_runs(passage("The Free Orontes Brigade left."))
    {1: 4}
    """
    runs: dict[int, int] = {}
    for last in range(len(passage.words)):
        if passage.has("group-noun", passage.fold(last)) and _capital(passage, last):
            first = _run_start(passage, last)
            if first < last and _is_group(passage, first, last + 1) and not _ends_listed(passage, first, last + 1):
                runs[first] = last + 1
    return runs | _introduced(passage)


def _introduced(passage: Passage) -> dict[int, int]:
    """Return the runs of capitalised words whose first letters the text gives in brackets: "Front for Free Hama (FFH)"."""
    runs: dict[int, int] = {}
    told_at = tuple(ACRONYM.finditer(passage.text))
    ends = {word.stop: at for at, word in enumerate(passage.words)} if told_at else {}
    for told in told_at:
        last = ends.get(told.start())
        first = _spelled(passage, last, told[1]) if last is not None else None
        if first is not None and last is not None and _kind_of_name(passage, first, last + 1):
            runs[first] = last + 1
    return runs


def _spelled(passage: Passage, last: int, acronym: str) -> int | None:
    """Return the first word of the name that an acronym after it spells, None where its letters are others."""
    letters, at = list(acronym.upper()), last + 1
    while letters and at > last - 9 and at > 0 and (at == last + 1 or passage.joined(at)):
        at -= 1
        raw = passage.raw(at)
        if raw[:1].isupper() and raw[0].upper() == letters[-1]:
            letters.pop()
        elif not passage.has("inside-name", raw) and raw not in {"a", "an", "to", "against"}:
            return None
    listed = passage.entry(at, "name", "force")
    return at if not letters and last > at and not (listed and listed[1] > last) else None


def _kind_of_name(passage: Passage, first: int, stop: int) -> str:
    """Return what an unlisted name is by its words: an armed group or party, who helps, who watches; "" where they do not say."""
    words = {passage.fold(at) for at in range(first, stop)}
    for kind, part in (("aid body", "helpers"), ("monitor", "watchers"), ("unknown group", "group-noun")):
        if any(passage.has(part, word) for word in words):
            return kind
    return "unknown group" if any(passage.has("party-noun", word) for word in words) else ""


def _ends_listed(passage: Passage, first: int, stop: int) -> bool:
    """Whether a listed name is the end of the run: then what stands before it is no part of a name ("Then Nusra Front")."""
    tails = ((at, passage.found[at]) for at in range(first + 1, stop) if at in passage.found)
    return any(
        match.stop >= stop and not passage.has("definite", passage.fold(at - 1)) and passage.fold(at - 1) != "of"
        for at, match in tails
        if any(entry.part in {"name", "force"} for entry in match.entries)
    )


def _run_start(passage: Passage, last: int) -> int:
    """Return the first word of the capitalised run that ends here; joining words may stand inside, not in front."""
    first = last
    while first > last - 8 and passage.joined(first) and "(" not in passage.gap(first) and _inner(passage, first - 1):
        first -= 1
    while first < last and (passage.has("before-name", passage.fold(first)) or not passage.raw(first)[:1].isupper()):
        first += 1
    return first


def _inner(passage: Passage, at: int) -> bool:
    return _capital(passage, at) or passage.has("inside-name", passage.fold(at))


def _capital(passage: Passage, at: int) -> bool:
    raw = passage.raw(at)
    return raw[:1].isupper() and (len(raw) < 2 or not raw.isupper() or len(raw) <= 3)


def _is_group(passage: Passage, first: int, stop: int) -> bool:
    words = [passage.fold(at) for at in range(first, stop)]
    if any(passage.has("not-a-group", " ".join(words[-size:])) for size in (2, 3)) or words[0] in {"the", "a", "an"}:
        return False
    return passage.has("strong-group-noun", words[-1]) or any(passage.has("group-mark", word) for word in words[:-1])
