"""Is this mention the same happening as that one? Named cues of a pair of event mentions, the earlier one first."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from events.arguments import FINE, EventMention, Surroundings, event_class
from events.coreference.anaphora import named_again
from events.coreference.compatibility import incompatible_places, incompatible_times
from events.coreference.distinct_rules import DISTINCT_RULES, before_noun
from events.coreference.in_sentence import DISTINCT_IN_SENTENCE
from events.mentions.actors import actor_lexicon
from events.model import ARMED, Actor
from geo import Place, PlaceMention
from text.grammar import objects, subjects
from text.lexicon import word_class
from text.parse import Parse
from text.scoring import Cues, score
from text.span import Spanned

DAYS = 3  # longest interval that still tells a happening's own days
_WORD = re.compile(r"[^\W\d_]{3,}")
_ADDING = ("also", "another", "separate", "other", "later", "subsequent", "elsewhere")
_RECALLING = ("earlier", "previous", "last year", "last month")


@dataclass(frozen=True, slots=True)
class Digest:
    """What a pair asks of a mention, worked out once: its words, places, days, sides, numbers."""

    one: EventMention
    words: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    fine: bool
    own_fine: bool
    initiators: frozenset[str]
    targets: frozenset[str]
    armed: bool
    killed: frozenset[int]
    injured: frozenset[int]
    definite: str
    opener: bool
    kind: str
    doers: frozenset[str]
    hit: frozenset[str]
    objects: frozenset[str]
    rare: Mapping[str, float]
    vector: np.ndarray[Any, np.dtype[np.float32]]
    rare_in_all: float
    town: str
    day: tuple[dt.date, dt.date] | None
    nearby: tuple[PlaceMention, ...]
    adds: bool
    recalls: bool


def digest(one: EventMention, around: Surroundings) -> Digest:
    """Return what the cues of pairs ask of a mention.

    >>> from tests.examples import surroundings_in
    >>> said = "Rebels shelled Hama on Monday, killing two."
    >>> sorted(digest(event_mentions_in(said)[0], surroundings_in(said)).killed)
    [2]
    """
    tokens, passage = one.sentence.parse, around.passages.get(one.number)
    nearby, lower = tuple(p for p in one.sentence.places if not p.demonym), one.sentence.span.text.lower()
    named, rare = [p.place for p in nearby if isinstance(p.place, Place)], rare_words(one, around)
    return Digest(
        one=one,
        words=_of_class(tokens, "NOUN", "VERB", "ADJ"),
        names=_of_class(tokens, "PROPN"),
        places=frozenset(place.id for place in named),
        fine=any(place.kind in FINE for place in named),
        own_fine=any(isinstance(p.place, Place) and p.place.kind in FINE for p in one.places),
        initiators=frozenset(part.mention.actor.id for part in one.arguments if part.role != "target"),
        targets=frozenset(a.mention.actor.id for a in one.arguments if a.role == "target"),
        armed=any(part.role != "target" and part.mention.actor.inter in ARMED for part in one.arguments),
        killed=_numbers(one, around, "killed"), injured=_numbers(one, around, "injured"), definite=_definiteness(one),
        opener=lower.startswith(tuple(word_class("elsewhere-opener"))),
        kind=passage.kind if passage else "paragraph",
        doers=frozenset(_side(part.mention.actor) for part in one.arguments if part.role != "target") - {""},
        hit=frozenset(_side(part.mention.actor) for part in one.arguments if part.role == "target") - {""},
        objects=_hit_things(one),
        rare=rare, rare_in_all=sum(rare.values()), vector=_vector(one), town=_town_before(one, around),
        day=_day_before(one, around), nearby=nearby,
        adds=any(f" {word} " in lower for word in _ADDING),
        recalls=any(said in lower for said in _RECALLING),
    )  # fmt: skip


def _of_class(tokens: Parse, *classes: str) -> frozenset[str]:
    return frozenset(token.base for token in tokens if token.pos in classes and len(token) > 2)


def _hit_things(one: EventMention) -> frozenset[str]:
    heads = (head for trigger in one.triggers for head in objects(trigger.token))
    return frozenset(head.base for head in heads if head.pos == "NOUN")


def words_of(one: EventMention) -> frozenset[str]:
    """Return the lemmas of a mention's sentence that carry meaning.

    >>> sorted(words_of(event_mentions_in("Rebels shelled Hama.")[0]))
    ['hama', 'rebel', 'shell']
    """
    return _of_class(one.sentence.parse, "NOUN", "VERB", "ADJ", "PROPN")


def rare_words(one: EventMention, around: Surroundings) -> dict[str, float]:
    """Return the words of a mention's sentence that few sentences of its document have, with how rare each is.

    >>> rare_words(event_mentions_in("Rebels shelled Hama.")[0], Surroundings(rarity={"shelled": 1.5}))
    {'shelled': 1.5}
    """
    words = _WORD.findall(one.sentence.span.text.lower())
    return {word: around.rarity[word] for word in words if word in around.rarity}


def _side(actor: Actor) -> str:
    """Return whose side an actor is on: its state's, its own where it has a name; "" for plain words, which can be anybody's."""
    if actor.id in actor_lexicon().kinds:
        return ""
    return actor.country if actor.inter in {1, 8} and actor.country else actor.voice_of or actor.id


def _vector(one: EventMention) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return the direction of the words beside the trigger, as the language model's encoder sees them."""
    parse = one.sentence.parse
    at = one.main.token.i
    rows = parse.vectors[max(0, at - 8) : at + 9]
    if not rows.size:
        return np.zeros(1, dtype=np.float32)
    mean = rows.mean(axis=0)
    return np.asarray(mean / (np.linalg.norm(mean) or 1.0), dtype=np.float32)


def _town_before(one: EventMention, around: Surroundings) -> str:
    """Return the finest place of the mention's own, else of its sentence, else the last town named before it."""
    for places in (one.places, tuple(p for p in one.sentence.places if not p.demonym)):
        fine = [p.place for p in places if isinstance(p.place, Place) and p.place.kind in FINE]
        if fine:
            return fine[0].id
    at = bisect_left(around.towns, one.main.span.start, key=_start)
    place = around.towns[at - 1].place if at else None
    return place.id if isinstance(place, Place) else ""


def _day_before(one: EventMention, around: Surroundings) -> tuple[dt.date, dt.date] | None:
    """Return the mention's own days, else the last day named before it in its paragraph's reach."""
    at = bisect_left(around.dates, one.main.span.stop, key=_start)
    before = (around.dates[number] for number in range(at - 1, -1, -1))
    last = (date.when for date in before if date.when and (date.when.latest - date.when.earliest).days <= DAYS)
    when = next((date.when for date in one.dates if date.when), None) or next(last, None)
    return (when.earliest, when.latest) if when else None


def _start(named: Spanned) -> int:
    return named.span.start


def _numbers(one: EventMention, around: Surroundings, of: str) -> frozenset[int]:
    here = around.counts_in(one.sentence.span)
    return frozenset(count.count.best for count in here if count.of == of and count.count.best)


def _definiteness(one: EventMention) -> str:
    token = one.main.token
    if token.pos not in {"NOUN", "PROPN"}:
        return "verb"
    before = set(before_noun(token))
    if before & word_class("another-before"):
        return "another"
    if before & {"the", "this", "that", "these", "those", "both"}:
        return "definite"
    if before & {"a", "an"}:
        return "indefinite"
    return "plural" if token.tag in {"NNS", "NNPS"} else "bare"


def pair_cues(a: Digest, b: Digest, around: Surroundings) -> Cues:
    """Return the cues of a pair, ``a`` being told before ``b``.

    >>> from tests.examples import surroundings_in
    >>> said = "Rebels shelled Hama, killing two. Two men were killed in the attack."
    >>> around = surroundings_in(said)
    >>> a, b = (digest(one, around) for one in event_mentions_in(said))
    >>> "the same dead" in pair_cues(a, b, around), "next sentence" in pair_cues(a, b, around)
    (True, True)
    """
    return _pair_cues(a, b, around, (*_places(a, b), *_times(a, b)))


def _pair_cues(a: Digest, b: Digest, around: Surroundings, spots: tuple[str, ...]) -> Cues:
    named = (
        *_distance(a, b, around), *_kinds(a, b), *_wording(a, b), *spots, *_sides(a, b), *_tolls(a, b),
        *_layout(a, b, around), *_rules(a, b), *_carried(a, b),
    )  # fmt: skip
    shared = sum(weight for word, weight in a.rare.items() if word in b.rare)
    least = min(a.rare_in_all, b.rare_in_all)
    alike = float(a.vector @ b.vector) if a.vector.shape == b.vector.shape else 0.0
    return dict.fromkeys(named, 1.0) | {"rare words shared": shared / max(least, 1.0), "likeness of their words": alike}


# Definitions, not likelihoods: rows, items and posts that open with a place or an hour of their own, and clauses of one
# sentence with places, days or victims of their own, are never one happening.
NEVER_ONE = frozenset(
    f"distinct: {name}" for name in ("other row", "other item", "other entry", "statement and deed")
) | {f"in one sentence: {name}" for name, _ in DISTINCT_IN_SENTENCE}
TOWNS_APART = frozenset(
    {"two towns of their own", "own places lie apart"}
)  # what one clause each puts into another town
NAMED_AGAIN = 2.0  # log-odds of "the ambush" after "an ambush", where neither place nor day speaks against it
APART = -12.0  # log-odds of what is never one


def same_odds(a: Digest, b: Digest, around: Surroundings) -> float:
    """Return the log-odds that two mentions are one happening; :data:`APART` where a definition keeps them apart.

    >>> from tests.examples import surroundings_in
    >>> said = "Rebels shelled Hama, killing two. Two men were killed in the attack."
    >>> around = surroundings_in(said)
    >>> a, b = (digest(one, around) for one in event_mentions_in(said))
    >>> same_odds(a, b, around) > 0
    True
    """
    spots = (*_places(a, b), *_times(a, b))
    if set(spots) >= TOWNS_APART or ("days apart" in spots and a.one.places and b.one.places):
        return APART
    cues = _pair_cues(a, b, around, spots)
    if NEVER_ONE & cues.keys():
        return APART
    odds = score(cues, "coreference")
    return max(odds, NAMED_AGAIN) if {"named again", "same word"} <= cues.keys() else odds


def _carried(a: Digest, b: Digest) -> Iterator[str]:
    """Cues of what is carried on from before: the last town, the last day, sides by state, what was hit."""
    if a.town and b.town:
        yield "the same town, carried on" if a.town == b.town else "another town, carried on"
    if a.day and b.day:
        yield "the same day, carried on" if a.day[0] <= b.day[1] and b.day[0] <= a.day[1] else "another day, carried on"
    if a.doers and b.doers:
        yield "the same side does it" if a.doers & b.doers else "another side does it"
    if a.hit and b.hit:
        yield "the same side is hit" if a.hit & b.hit else "another side is hit"
    if (a.doers & b.hit or a.hit & b.doers) and not a.doers & b.doers:
        yield "the sides change"
    if a.objects and b.objects:
        yield "the same thing is hit" if a.objects & b.objects else "another thing is hit"


def _distance(a: Digest, b: Digest, around: Surroundings) -> Iterator[str]:
    apart = b.one.number - a.one.number
    yield (
        "same sentence"
        if apart == 0
        else "next sentence"
        if apart == 1
        else "two sentences on"
        if apart == 2
        else "within five sentences"
        if apart <= 5
        else "within ten sentences"
        if apart <= 10
        else "far apart"
    )
    if a.one.paragraph == b.one.paragraph:
        yield "same paragraph"
    if a.one.number <= 1:
        yield "the first is the lead"
        if apart > 5:
            yield "the lead told again later"
    if apart > 0 and around.mentions <= 4:
        yield "few mentions in all"
    if around.mentions > 15:
        yield "many mentions in all"


def _kinds(a: Digest, b: Digest) -> Iterator[str]:
    first, second = a.one.main, b.one.main
    ours, theirs = event_class(first.kind), event_class(second.kind)
    if first.kind == second.kind:
        yield "same kind"
    elif ours == theirs:
        yield f"same class: {ours}"
    else:
        yield "other class"
        yield f"classes {'/'.join(sorted((ours, theirs)))}"
    if first.token.base == second.token.base:
        yield "same word"
    elif first.token.base[:5] == second.token.base[:5]:
        yield "same stem"
    specific = {"harm", "assault", "territory", "bombing"}
    if first.kind != second.kind and first.kind not in specific and second.kind not in specific and ours == theirs:
        yield "two specific kinds"
    if second.kind == "harm":
        yield "the second tells of harm"
    if first.kind == "harm":
        yield "the first tells of harm"
    if second.token.base in word_class("incident"):
        yield "the second is a general word"
    if ours == theirs == "statement":
        yield "two statements"


def _wording(a: Digest, b: Digest) -> Iterator[str]:
    yield f"the second is {b.definite}"
    if a.definite == "plural":
        yield "the first is plural"
    share = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    yield "no words shared" if share < 0.08 else "some words shared" if share < 0.25 else "many words shared"
    names = a.names & b.names
    yield "names shared" if names else "no names shared" if a.names and b.names else "names on one side"
    if len(names) >= 3:
        yield "three names shared"
    if b.opener:
        yield "the second opens elsewhere or at another time"
    heads = subjects(b.one.main.token)
    if any(head.norm in {"it", "they", "he", "she", "this", "that"} for head in heads):
        yield "a pronoun does the second"
    if b.adds and a.one.number != b.one.number:
        yield "another, also, later"
    if b.recalls:
        yield "an earlier one"


def _places(a: Digest, b: Digest) -> Iterator[str]:
    if a.places & b.places:
        yield "a place in common"
    elif a.places and b.places:
        yield "no place in common"
    elif a.places or b.places:
        yield "places on one side"
    if incompatible_places(a.one.places, b.one.places):
        yield "own places lie apart"
    elif incompatible_places(a.nearby, b.nearby):
        yield "places of the sentences lie apart"
    if a.own_fine and b.own_fine and not a.places & b.places:
        yield "two towns of their own"
    if b.own_fine and not a.fine:
        yield "a town only in the second"


def _times(a: Digest, b: Digest) -> Iterator[str]:
    first, second = a.one.dates, b.one.dates
    if first and second:
        yield "days apart" if incompatible_times(first, second) else "days agree"
    elif second:
        yield "a day only in the second"
    elif first:
        yield "a day only in the first"


def _sides(a: Digest, b: Digest) -> Iterator[str]:
    if a.initiators and b.initiators:
        yield "a doer in common" if a.initiators & b.initiators else "other doers"
        if a.armed and b.armed and not a.initiators & b.initiators:
            yield "other armed doers"
    if a.targets and b.targets:
        yield "a target in common" if a.targets & b.targets else "other targets"
    if a.targets & b.initiators or a.initiators & b.targets:
        yield "sides changed"


def _tolls(a: Digest, b: Digest) -> Iterator[str]:
    for first, second, of in ((a.killed, b.killed, "dead"), (a.injured, b.injured, "injured")):
        if first and second:
            if first & second:
                yield f"the same {of}"
            elif max(second) < max(first):
                yield f"fewer {of} later"
            else:
                yield f"more {of} later"
        elif second:
            yield f"{of} only in the second"
    if a.injured and not a.killed and b.killed:
        yield "dead told after injured"


def _layout(a: Digest, b: Digest, around: Surroundings) -> Iterator[str]:
    listed = {"item", "row", "post"}
    if a.one.number == b.one.number:
        return
    if a.kind in listed and b.kind in listed:
        first, second = around.passages.get(a.one.number), around.passages.get(b.one.number)
        yield "two items of a list" if first is not second else "one item of a list"
    elif a.kind in listed or b.kind in listed:
        yield "one in a list"
    if "heading" in {a.kind, b.kind} or "title" in {a.kind, b.kind}:
        yield "one is a heading"
    if a.kind == "caption" or b.kind == "caption":
        yield "one is a caption"


def _rules(a: Digest, b: Digest) -> Iterator[str]:
    if named_again(a.one, b.one):
        yield "named again"
    if a.one.number == b.one.number:
        for name, parts in DISTINCT_IN_SENTENCE:
            if parts(a.one, b.one):
                yield f"in one sentence: {name}"
        return
    fired = False  # the first that fires is a cue; of the others only what is never one is asked for
    for name, keeps_apart in DISTINCT_RULES:
        cue = f"distinct: {name}"
        if (not fired or cue in NEVER_ONE) and keeps_apart([a.one], b.one):
            fired = True
            yield cue
