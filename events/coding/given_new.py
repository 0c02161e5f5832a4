"""Given and new: what a cluster tells that its text has not told before, and what it has in common with an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from events.arguments import FINE, EventMention, Surroundings, eventhood_cues
from events.coreference import ELSEWHERE, EventCluster, own_cues
from events.mentions import Sentence
from geo import Place
from text.lexicon import word_class
from text.scoring import Cues, band

DAYS = 3  # longest interval that tells a happening's own days
BIG = 5  # dead from which the same number is no chance
MANY = ((1, "one"), (3, "two or three"), (8, "four to eight"))
FEW = ((1, "one or none"), (2, "two"), (5, "three to five"))
ALONE = "of its own: "  # what the cues of telling something new begin with: those of an echo have other names
_ADDING = ("also", "another", "separate", "other", "later", "subsequent", "elsewhere")


@dataclass(frozen=True, slots=True)
class Content:
    """What the sentences of a cluster name: towns, days, numbers, actors, names, words for deeds; ``alone`` are its own cues."""

    towns: frozenset[str]
    days: frozenset[tuple[dt.date, dt.date]]
    dead: frozenset[int]
    hurt: frozenset[int]
    actors: frozenset[str]
    names: frozenset[str]
    nouns: frozenset[str]
    deeds: frozenset[str]
    kinds: frozenset[str]
    size: int
    alone: Cues


def content_of(cluster: EventCluster, around: Surroundings) -> Content:
    """Return what the sentences of a cluster name.

    >>> text = document("Rebels shelled Hama, killing two.")
    >>> sorted(content_of(text.clusters[0], text.around).dead)
    [2]
    """
    mentions = cluster.event_mentions
    sentences = tuple({one.sentence.span: one.sentence for one in mentions}.values())
    triggers = [trigger for one in mentions for trigger in one.triggers]
    counts = [count for one in sentences for count in around.counts_in(one.span) if count.count.best]
    return Content(
        towns=frozenset(_towns(sentences)), days=frozenset(_days(mentions)),
        dead=frozenset(one.count.best for one in counts if one.of == "killed"),
        hurt=frozenset(one.count.best for one in counts if one.of == "injured"),
        actors=frozenset(one.actor.id for part in sentences for one in part.actors),
        names=frozenset(_names(sentences)),
        nouns=frozenset(token.base for part in sentences for token in part.parse if token.pos == "NOUN"),
        deeds=frozenset(one.lemma for one in triggers),
        kinds=frozenset(one.kind for one in triggers if one.kind[0].isupper()),
        size=len(mentions), alone=_alone(cluster, around),
    )  # fmt: skip


def _towns(sentences: Iterable[Sentence]) -> Iterator[str]:
    for mention in (one for part in sentences for one in part.places if not one.demonym):
        if isinstance(mention.place, Place) and mention.place.kind in FINE:
            yield mention.place.id


def _days(mentions: Iterable[EventMention]) -> Iterator[tuple[dt.date, dt.date]]:
    for date in (one for mention in mentions for one in mention.dates):
        if date.when and (date.when.latest - date.when.earliest).days <= DAYS:
            yield date.when.earliest, date.when.latest


def _names(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield the names that are no places': of people, groups, ships."""
    for part in sentences:
        where = [place.span for place in part.places]
        yield from (
            token.base
            for token in part.parse
            if token.pos == "PROPN" and not any(token.text in place.text for place in where)
        )


def _alone(cluster: EventCluster, around: Surroundings) -> Cues:
    """Return the cues of a cluster's telling something of its own, whatever was told before."""
    first = cluster.event_mentions[0]
    low, named = first.sentence.span.text.lower(), list[str]()
    if low.startswith((*ELSEWHERE, *word_class("elsewhere-opener"))):
        named.append("opens elsewhere or at another time")
    if any(f" {word} " in low for word in _ADDING):
        named.append("another, also, later")
    return own_cues(cluster, around) | eventhood_cues(first, around) | dict.fromkeys(named, 1.0)


def new_cues(one: Content, before: Sequence[Content], towns: int, days: int) -> Cues:
    """Return the cues of a cluster's being a happening that was not told before; ``towns`` and ``days`` are the document's.

    >>> said = "Rebels shelled Hama on Monday. On Friday troops seized Homs."
    >>> text = document(said)
    >>> first, second = (content_of(cluster, text.around) for cluster in text.clusters)
    >>> "of its own: a new town" in new_cues(second, [first], 2, 2)
    True
    """
    named = (
        f"{band(len(before), MANY, 'many')} told before",
        f"text of {band(towns, FEW, 'many')} towns", f"text of {band(days, FEW, 'many')} days",
        _newness("town", one.towns, [each.towns for each in before]),
        _newness("day", one.days, [each.days for each in before]),
        _newness("number of dead", one.dead, [each.dead for each in before]),
        _newness("actor", one.actors, [each.actors for each in before]),
        _newness("name", one.names, [each.names for each in before]),
        _newness("word for the deed", one.deeds, [each.deeds for each in before]),
    )  # fmt: skip
    return {f"{ALONE}{name}": value for name, value in (one.alone | dict.fromkeys(named, 1.0)).items()}


def _newness(what: str, ours: frozenset[object], before: Iterable[frozenset[object]]) -> str:
    if not ours:
        return f"no {what}"
    return f"a new {what}" if ours.difference(*before) else f"a given {what}"


def given_cues(before: Sequence[Content], at: int, one: Content) -> Cues:
    """Return the cues of a cluster's being the one at number ``at`` of those told before, told again.

    >>> text = document("Rebels shelled Hama on Monday, killing nine. On Friday troops attacked Homs, killing nine.")
    >>> first, second = (content_of(cluster, text.around) for cluster in text.clusters)
    >>> "its number of dead" in given_cues([first], 0, second)
    True
    """
    given, others = before[at], [*before[:at], *before[at + 1 :]]
    named = [
        *_taken_up("town", one.towns, given.towns, [each.towns for each in others]),
        *_taken_up("day", one.days, given.days, [each.days for each in others]),
        *_taken_up("number of dead", one.dead, given.dead, [each.dead for each in others]),
        *_taken_up("number of injured", one.hurt, given.hurt, [each.hurt for each in others]),
        *_place_in_line(before, at), *_in_common(one, given),
    ]  # fmt: skip
    shared = one.nouns & given.nouns
    return dict.fromkeys(named, 1.0) | {"nouns shared": len(shared) / max(1, min(len(one.nouns), len(given.nouns)))}


def _taken_up(
    what: str, ours: frozenset[object], given: frozenset[object], others: Iterable[frozenset[object]]
) -> Iterator[str]:
    if not ours:
        yield f"no {what} of the later one"
    elif ours & given:
        yield f"its {what}"
    elif any(ours & each for each in others):
        yield f"the {what} of another"
    else:
        yield f"a new {what}" if given else f"a first {what}"


def _place_in_line(before: Sequence[Content], at: int) -> Iterator[str]:
    if at == 0:
        yield "told first of all"
    if at == len(before) - 1:
        yield "told last before"
    if before[at].size > 1 and before[at].size == max(each.size for each in before):
        yield "told most often"


def _in_common(one: Content, given: Content) -> Iterator[str]:
    if one.dead & given.dead and max(one.dead & given.dead) >= BIG:
        yield "its high number of dead"
    if one.names & given.names:
        yield "a name in common"
    if one.deeds & given.deeds:
        yield "a word for the deed in common"
    if one.kinds and given.kinds:
        yield "means in common" if one.kinds & given.kinds else "other means"
    if one.actors and given.actors:
        yield "an actor in common" if one.actors & given.actors else "no actor in common"
