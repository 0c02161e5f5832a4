"""Triggers -> happenings: what several words and sentences tell of one and the same thing is told once.

It stands apart because this decides how many markers an article gives. Two questions, each a list of named rules:
what parts two triggers of one sentence, and what keeps a later sentence from being more of an earlier happening.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from geo import Place, PlaceMention
from spacy.tokens import Token

from events.event import DateMention, When
from events.roles import Part, parts
from events.roles_clause import ancestors, objects
from events.setting import attached, distance_km
from events.setting_when import hanging_dates
from events.triggers import Scene, Trigger, telling

FAMILY = {
    "Peaceful protest": "protest",
    "Violent demonstration": "protest",
    "Arrests": "arrest",
    "Disrupted weapons use": "weapons",
    "Agreement": "deal",
    "Headquarters or base established": "force",
    "Change to group/activity": "force",
    "Non-violent transfer of territory": "force",
    "Other": "other",
    "Abduction/forced disappearance": "captive",
    "Threat": "statement",
    "Accusation": "statement",
    "Appeal": "statement",
    "Denial": "statement",
}
T = TypeVar("T")
REACH = 6  # sentences over which a happening may go on without being named again
NEW = frozenset("another second third fourth separate fresh similar other different one previous earlier latest".split())
ELSEWHERE = ("meanwhile", "elsewhere", "separately", "in another", "in a separate", "in a second", "in other", "earlier", "previously")


@dataclass(frozen=True, slots=True)
class Telling:
    """What one sentence tells of one happening: its triggers (main first), what colours them, and what hangs on them."""

    scene: Scene
    triggers: tuple[Trigger, ...]
    colours: tuple[Trigger, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    parts: tuple[Part, ...]
    number: int = 0
    paragraph: int = 0

    @property
    def main(self) -> Trigger:
        """Return the trigger that names the happening."""
        return self.triggers[0]


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening: what each sentence tells of it, in order of the text; ``chief`` is the one that tells it best."""

    tellings: tuple[Telling, ...]
    chief: int = 0

    @property
    def head(self) -> Telling:
        """Return the sentence's telling that the excerpt is taken from."""
        return self.tellings[self.chief]


def family(kind: str) -> str:
    """Return the family a kind belongs to; violence where no other is named."""
    return FAMILY.get(kind, "violence")


def tellings(scene: Scene, triggers: tuple[Trigger, ...], dates: tuple[DateMention, ...]) -> tuple[Telling, ...]:
    """Return what one sentence tells, one telling a happening."""
    live = sorted((one for one in telling(triggers) if not _reason(one)), key=lambda one: (_vague(one), _depth(one), one.span.start))
    bare = [_telling(scene, trigger, live, dates) for trigger in live]
    if not any(grounded(one) for one in bare):
        return ()
    groups: list[list[Telling]] = []
    for one in bare:
        fitting = next((group for group in groups if not any(_apart(other, one) for other in group)), None)
        groups.append([one]) if fitting is None else fitting.append(one)
    quiet = [trigger for trigger in triggers if trigger.quiet and not _reason(trigger)]
    return tuple(_joined(group, [c for c in quiet if _belongs(c, group, live)], dates) for group in groups)


def _reason(trigger: Trigger) -> bool:
    """Whether it is what people protest against or after: "rallied over the killing", "a protest against brutality"."""
    if trigger.token.pos_ not in {"NOUN", "PROPN"}:
        return False
    path = [trigger.token, *ancestors(trigger.token)]
    at = next((n for n, word in enumerate(path[1:], 1) if word.lemma_.lower() in _PROTESTS), None)
    return at is not None and any(word.dep_ == "prep" and word.lower_ in _BECAUSE for word in path[:at])


_PROTESTS = frozenset("protest demonstration march rally vigil gather protester demonstrate sit-in walkout demonstrator".split())
_BECAUSE = frozenset({"against", "over", "following", "after", "about", "because", "for", "to"})


def _vague(trigger: Trigger) -> bool:
    """Whether another word of the sentence says better what happened."""
    return trigger.rule in {"noun:operation", "noun:violence", "noun:siege", "noun:crackdown", "noun:combat", "noun:raid"}


def grounded(one: Telling) -> bool:
    """Whether a trigger is more than talk: general words and words in quotation need a place, a day, sides or a number."""
    general = one.main.rule.startswith("noun:") and one.main.lemma in GENERAL
    if not general and not _quoted(one):
        return True
    return bool(one.places or one.dates or (not _quoted(one) and _sides(one)) or _numbered(one.main))


GENERAL = frozenset("operation war combat battle offensive violence fight strike siege attack crackdown firing raid "
                    "assault withdrawal deployment fighting confrontation encounter retreat evacuation hostility "
                    "casualty execution killing murder shooting gunfire loss hostilities onslaught".split())


def _sides(one: Telling) -> bool:
    return bool(one.parts)


def _numbered(trigger: Trigger) -> bool:
    return any(child.pos_ == "NUM" for head in (trigger.token, *objects(trigger.token)) for child in (head, *head.children))


def _quoted(one: Telling) -> bool:
    """Whether the trigger stands inside quotation marks."""
    text, at = one.scene.sentence.text, one.main.span.start - one.scene.sentence.start
    before, after = text[:at], text[at:]
    curly = before.count("“") > before.count("”")
    return curly or (before.count('"') % 2 == 1 and '"' in after)


def _depth(trigger: Trigger) -> int:
    return sum(1 for above in ancestors(trigger.token) if above.pos_ in {"VERB", "AUX"} and above.lemma_ not in _LIGHT)


_LIGHT = frozenset("say report manage be have claim announce see continue take carry launch conduct come begin start".split())


def _telling(scene: Scene, trigger: Trigger, live: list[Trigger], dates: tuple[DateMention, ...]) -> Telling:
    where = attached(scene, trigger, live)
    when = hanging_dates(scene, trigger, live, dates)
    return Telling(scene, (trigger,), (), where, when, parts(scene, trigger))


def _joined(group: list[Telling], quiet: list[Trigger], dates: tuple[DateMention, ...]) -> Telling:
    found: dict[object, Part] = {}
    for part in (part for one in group for part in one.parts):
        found.setdefault(part.mention, part)
    return Telling(
        group[0].scene,
        tuple(one.main for one in group),
        tuple(quiet),
        _once(place for one in group for place in one.places),
        _once((*_of_cause(group, dates), *(date for one in group for date in one.dates))),
        tuple(found.values()),
    )


def _of_cause(group: list[Telling], dates: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """Return the day of the cause: "died on Sunday of wounds received when his car struck a mine on Friday"."""
    causes = [one for one in group if one.main.kind != "harm" and group[0].main.kind == "harm"]
    for cause in causes:
        after = [date for date in dates if date.when and date.span.start > cause.main.span.start]
        if len(dates) > 1 and after:
            return cause.dates or (after[0],)
    return ()


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _belongs(colour: Trigger, group: list[Telling], live: list[Trigger]) -> bool:
    nearest = min(live, key=lambda trigger: abs(trigger.token.i - colour.token.i))
    return any(nearest == one.main for one in group)


def _apart(first: Telling, second: Telling) -> bool:
    """Whether two triggers of one sentence tell of two happenings."""
    return any(rule(first, second) for _, rule in APART)


def statement_and_deed(first: Telling, second: Telling) -> bool:
    """A statement is no part of what it speaks of."""
    kinds = {family(first.main.kind) == "statement", family(second.main.kind) == "statement"}
    return len(kinds) == 2


def two_places(first: Telling, second: Telling) -> bool:
    """Both have places of their own, and these lie apart; one word inside the other's clause is still one happening."""
    return not _nested(first.main, second.main) and apart_on_the_map(first.places, second.places)


def two_days(first: Telling, second: Telling) -> bool:
    """Both have days of their own, and these do not meet."""
    return not _nested(first.main, second.main) and apart_in_time(first.dates, second.dates)


def taken_and_hurt(first: Telling, second: Telling) -> bool:
    """People taken in one clause and others hurt in another ("killed 65 while kidnapping two")."""
    kinds = {family(first.main.kind), family(second.main.kind)}
    mine, other = (set(objects(one.main.token)) for one in (first, second))
    return "captive" in kinds and len(kinds) == 2 and bool(mine and other and not mine & other)


APART: tuple[tuple[str, Callable[[Telling, Telling], bool]], ...] = (
    ("statement and deed", statement_and_deed),
    ("two places", two_places),
    ("two days", two_days),
    ("taken and hurt", taken_and_hurt),
)


def _nested(first: Trigger, second: Trigger) -> bool:
    """Whether one trigger hangs on the other other than by "and"."""
    for low, high in ((first.token, second.token), (second.token, first.token)):
        path = [low, *ancestors(low)]
        if high in path and not any(word.dep_ in {"conj", "parataxis"} for word in path[: path.index(high)]):
            return True
    return False


def apart_on_the_map(first: tuple[PlaceMention, ...], second: tuple[PlaceMention, ...]) -> bool:
    """Whether no place of one can be a place of the other: they lie farther apart than their uncertainties reach."""
    pairs = [(a.place, b.place) for a in first for b in second]
    known = [(a, b) for a, b in pairs if isinstance(a, Place) and isinstance(b, Place)]
    return bool(known) and not any(_may_meet(a, b) for a, b in known)


def _may_meet(first: Place, second: Place) -> bool:
    if first.id == second.id or (first.country == second.country and "country" in {first.kind, second.kind}):
        return True
    return distance_km(first, second) <= first.uncertainty_km + second.uncertainty_km + 5


def apart_in_time(first: tuple[DateMention, ...], second: tuple[DateMention, ...]) -> bool:
    """Whether both have dates and none of one meets one of the other."""
    ours = [date.when for date in first if date.when]
    theirs = [date.when for date in second if date.when]
    return bool(ours and theirs) and not any(_meet(a, b) for a in ours for b in theirs)


def _meet(first: When, second: When) -> bool:
    """Whether two intervals can be the same time: they meet, and one is not much coarser than the other."""
    short, long = sorted(((when.latest - when.earliest).days for when in (first, second)))
    alike = long <= 7 or long <= 3 * short
    return alike and first.earliest <= second.latest and second.earliest <= first.latest


def happenings(found: Iterable[Telling]) -> tuple[Happening, ...]:
    """Return the happenings of an article: each telling joins the latest happening it can be more of, or starts one."""
    groups: list[list[Telling]] = []
    for one in found:
        home = next((group for group in reversed(groups) if _named_again(group, one)), None)
        home = home or next((group for group in reversed(groups) if _goes_on(group, one)), None)
        groups.append([one]) if home is None else home.append(one)
    return tuple(_happening(group) for group in groups)


def _happening(group: list[Telling]) -> Happening:
    """Choose the telling to show: the first, unless only a later one of the same kind says where."""
    chief = next((at for at, one in enumerate(group) if one.places and one.main.kind == group[0].main.kind), 0)
    return Happening(tuple(group), 0 if group[0].places or family(group[0].main.kind) != "captive" else chief)


def _goes_on(group: list[Telling], one: Telling) -> bool:
    same_sentence = any(other.scene.sentence == one.scene.sentence for other in group)
    return not same_sentence and not any(rule(group, one) for _, rule in KEEPS_APART)


def _named_again(group: list[Telling], one: Telling) -> bool:
    """ "the attack", "the clashes": a noun with "the" or "this" by which the happening was called before."""
    token = one.main.token
    if token.pos_ not in {"NOUN", "PROPN"} or not _DEFINITE & set(_before_noun(token)):
        return False
    kind = any(_called(other.main, one.main) for other in group)
    return kind and not other_place(group, one) and not apart_in_time(_dates(group), one.dates)


_DEFINITE = frozenset({"the", "this", "these", "those", "that", "both"})


def _before_noun(token: Token) -> Iterator[str]:
    """Yield the words of a noun phrase before its noun, the nearest first (the parser often loses them at hyphens)."""
    for word in reversed(token.doc[max(0, token.i - 6) : token.i]):
        if word.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "PRON", "ADV"} or word.text in {",", "."}:
            return
        yield word.lower_


def _called(before: Trigger, now: Trigger) -> bool:
    return before.lemma == now.lemma or before.token.lemma_.lower()[:5] == now.token.lemma_.lower()[:5]


def _dates(group: list[Telling]) -> tuple[DateMention, ...]:
    return tuple(date for other in group for date in other.dates)


def other_family(group: list[Telling], one: Telling) -> bool:
    """Only what is of one family can be one happening; arrests and harm may belong to a protest."""
    ours, theirs = family(group[0].main.kind), family(one.main.kind)
    if ours == theirs == "statement":
        return group[0].main.lemma != one.main.lemma
    if ours == "protest" and theirs in {"violence", "arrest"}:
        return False
    return ours != theirs and not (ours == "captive" and one.main.kind == "harm" and not one.places)


def other_place(group: list[Telling], one: Telling) -> bool:
    """Its places lie apart from all the happening's."""
    return apart_on_the_map(tuple(place for other in group for place in other.places), one.places)


def other_day(group: list[Telling], one: Telling) -> bool:
    """Its days do not meet the happening's; a day of its own where the happening has none is another day."""
    ours = _dates(group)
    return apart_in_time(ours, one.dates) or bool(one.dates and not ours)


def said_to_be_new(group: list[Telling], one: Telling) -> bool:
    """ "another attack", "one attack alone", "Meanwhile, ..."."""
    del group
    words = {word for trigger in one.triggers if trigger.rule.startswith("noun:") for word in _before_noun(trigger.token)}
    return bool(words & NEW) or one.scene.sentence.text.lower().startswith(ELSEWHERE)


def nothing_shared(group: list[Telling], one: Telling) -> bool:
    """In another paragraph, and neither an actor nor a place in common."""
    if group[-1].paragraph == one.paragraph or (one.number - group[-1].number <= 1 and one.main.kind == group[-1].main.kind):
        return False
    actors = {part.mention.actor.id for other in group for part in other.parts}
    places = {place.place for other in group for place in other.places}
    return not actors & {part.mention.actor.id for part in one.parts} and not places & {place.place for place in one.places}


def other_means(group: list[Telling], one: Telling) -> bool:
    """Told in another paragraph as another kind of deed."""
    ours = {trigger.kind for other in group for trigger in other.triggers if trigger.kind[0].isupper()}
    theirs = {trigger.kind for trigger in one.triggers if trigger.kind[0].isupper()}
    return group[-1].paragraph != one.paragraph and bool(ours and theirs) and not ours & theirs


def sides_changed(group: list[Telling], one: Telling) -> bool:
    """Who was hit there hits here, in another paragraph."""
    hit = {part.mention.actor.id for other in group for part in other.parts if part.role == "target"}
    hitting = {part.mention.actor.id for part in one.parts if part.role == "initiator"}
    return group[-1].paragraph != one.paragraph and bool(hit & hitting)


def too_far(group: list[Telling], one: Telling) -> bool:
    """More sentences lie between than a story goes on without naming its subject again."""
    return one.number - group[-1].number > REACH


def other_sides(group: list[Telling], one: Telling) -> bool:
    """Both say who acted, and no actor of one is any actor of the other."""
    ours = {part.mention.actor.id for other in group for part in other.parts}
    theirs = {part.mention.actor.id for part in one.parts}
    acting = {part.mention.actor.id for part in one.parts if part.role != "target"}
    return bool(acting and ours and not ours & theirs) and _named_actors(one) and any(_named_actors(x) for x in group)


def _named_actors(one: Telling) -> bool:
    return any(part.role != "target" and part.mention.actor.inter in {1, 2, 8} for part in one.parts)


KEEPS_APART: tuple[tuple[str, Callable[[list[Telling], Telling], bool]], ...] = (
    ("other family", other_family),
    ("other place", other_place),
    ("other day", other_day),
    ("said to be new", said_to_be_new),
    ("nothing shared", nothing_shared),
    ("other means", other_means),
    ("sides changed", sides_changed),
    ("too far", too_far),
    ("other sides", other_sides),
)


def with_trigger_first(one: Telling, trigger: Trigger) -> Telling:
    """Return the telling with another of its triggers as the main one."""
    rest = tuple(other for other in one.triggers if other != trigger)
    return replace(one, triggers=(trigger, *rest))
