"""The clauses of one sentence -> what the sentence tells: one event mention a happening."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from events.arguments import (
    CIVILIAN,
    Argument,
    EventMention,
    arguments_of,
    attached,
    attached_times,
    compared,
    event_class,
    has_enough_arguments,
    of_another_clause,
    opening_place,
    protested_against,
    spoken,
    vague,
)
from events.coreference.compatibility import incompatible_places, incompatible_times
from events.mentions import Sentence
from events.model import DateMention
from events.triggers import Trigger, event_triggers
from text.grammar import ancestors, objects
from text.lexicon import word_class, word_group
from text.parse import Token, once_a_token

T = TypeVar("T")

_LIGHT = word_class("light")


def event_mentions(
    sentence: Sentence, triggers: tuple[Trigger, ...], dates: tuple[DateMention, ...]
) -> tuple[EventMention, ...]:
    """Return what one sentence tells, one event mention a happening.

    >>> said = sentence_of("Rebels shelled Hama and the army denied it.")
    >>> from events.triggers.finder import find_triggers
    >>> [one.main.kind for one in event_mentions(said, find_triggers(said), ())]
    ['Shelling/artillery/missile attack', 'Denial']
    """
    dates = tuple(date for date in dates if not compared(sentence.head(date.span)))
    live = sorted((one for one in event_triggers(triggers) if not protested_against(one)), key=_weight)
    bare = [_telling(sentence, trigger, live, dates) for trigger in live]
    bare = [one for one in bare if event_class(one.main.kind) != "statement" or has_enough_arguments(one)]
    if not any(has_enough_arguments(one) for one in bare):
        return ()
    groups = [_deadliest_first(group) for group in _grouped(bare)]
    is_modifier = [trigger for trigger in triggers if trigger.is_modifier and not protested_against(trigger)]
    days = tuple(date for date in dates if date.when and not spoken(sentence, date))
    alone = tuple(d for d in days if len(groups) == len(days) == 1 and not _aside(sentence, d, groups[0][0].main))
    return tuple(_joined(group, [c for c in is_modifier if _belongs(c, group, live)], dates, alone) for group in groups)


def _aside(sentence: Sentence, date: DateMention, main: Trigger) -> bool:
    return of_another_clause(sentence.head(date.span), main.token)


def _weight(trigger: Trigger) -> tuple[bool, int, int]:
    """Return what puts a trigger before others: a word that says what happened, high in its sentence, early in it."""
    return vague(trigger), _depth(trigger), trigger.span.start


def _grouped(bare: list[EventMention]) -> list[list[EventMention]]:
    """Put each trigger to the group it stands nearest to, of those it can be one cluster with, or start one."""
    groups: list[list[EventMention]] = []
    for one in bare:
        open_to = (group for group in groups if not any(_apart(other, one) for other in group))
        fitting = min(open_to, key=partial(_away, one), default=None)
        groups.append([one]) if fitting is None else fitting.append(one)
    return groups


def _deadliest_first(group: list[EventMention]) -> list[EventMention]:
    """Put "killed them" before "took ten men": people taken and killed at once are killed."""
    if event_class(group[0].main.kind) != "captive":
        return group
    return sorted(group, key=lambda one: not _killed_them(one.main.token))


def _killed_them(token: Token) -> bool:
    lethal = token.lemma in {"kill", "shoot", "execute", "behead", "murder", "massacre", "slaughter"}
    return lethal and any(head.norm in PRONOUNS for head in objects(token))


PRONOUNS = frozenset({"them", "him", "her"})


def _away(one: EventMention, group: list[EventMention]) -> tuple[bool, int]:
    """Return how far a trigger stands from a group: first whether it hangs on none of it, then the words between."""
    nested = any(_nested(one.main, other.main) for other in group)
    return not nested, min(abs(one.main.token.i - other.main.token.i) for other in group)


def _depth(trigger: Trigger) -> int:
    return sum(1 for above in ancestors(trigger.token) if above.pos in {"VERB", "AUX"} and above.lemma not in _LIGHT)


def _telling(sentence: Sentence, trigger: Trigger, live: list[Trigger], dates: tuple[DateMention, ...]) -> EventMention:
    where = attached(sentence, trigger, live) or opening_place(sentence)
    when = attached_times(sentence, trigger, live, dates)
    return EventMention(sentence, (trigger,), (), where, when, arguments_of(sentence, trigger))


def _joined(
    group: list[EventMention],
    is_modifier: list[Trigger],
    dates: tuple[DateMention, ...],
    alone: tuple[DateMention, ...],
) -> EventMention:
    """Join a sentence's triggers; ``alone`` are its days where it tells but one thing, whatever they hang on."""
    found: dict[object, Argument] = {}
    is_modifier = [trigger for trigger in is_modifier if not _came_before(trigger, group)]
    results = (trigger for trigger in is_modifier if trigger.kind == "result")
    suffered = (part for trigger in results for part in arguments_of(group[0].sentence, trigger))
    for part in (*(part for one in group for part in one.arguments), *suffered):
        found.setdefault(part.mention, part)
    return EventMention(
        group[0].sentence,
        tuple(one.main for one in group),
        tuple(is_modifier),
        _once(place for one in group for place in one.places),
        _once((*_of_cause(group, dates), *(date for one in group for date in one.dates))) or alone,
        tuple(found.values()),
    )


def _came_before(result: Trigger, group: list[EventMention]) -> bool:
    """Whether a death only led to what is told: "they set fire to the hall after a man died"."""
    verb = result.token
    led = verb.relation == "adverbial clause" and any(
        child.relation == "marker" and child.norm == "after" for child in verb.children
    )
    return result.kind == "result" and led and any(one.main.token in ancestors(verb) for one in group)


def _of_cause(group: list[EventMention], dates: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """Return the day of the cause: "died on Sunday of wounds received when his car struck a mine on Friday"."""
    causes = [one for one in group if _kills(one.main) and group[0].main.kind == "harm"]
    for cause in causes:
        after = [date for date in dates if date.when and date.span.start > cause.main.span.start]
        if len(dates) > 1 and after:
            return cause.dates or (after[0],)
    return ()


def _kills(cause: Trigger) -> bool:
    """Whether people are harmed on its day: not where they were only taken ("seized last month, found dead on Friday")."""
    return cause.kind != "harm" and event_class(cause.kind) != "captive"


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _belongs(modifier: Trigger, group: list[EventMention], live: list[Trigger]) -> bool:
    nearest = min(live, key=lambda trigger: abs(trigger.token.i - modifier.token.i))
    return any(nearest == one.main for one in group)


def _apart(first: EventMention, second: EventMention) -> bool:
    """Whether two triggers of one sentence tell of two clusters."""
    return any(rule(first, second) for _, rule in DISTINCT_IN_SENTENCE)


def _statement_and_deed(first: EventMention, second: EventMention) -> bool:
    """A statement is no part of what it speaks of."""
    kinds = {event_class(first.main.kind) == "statement", event_class(second.main.kind) == "statement"}
    return len(kinds) == 2


def _two_places(first: EventMention, second: EventMention) -> bool:
    """Both have places of their own, and these lie apart; one word inside the other's clause is still one cluster."""
    return incompatible_places(first.places, second.places) and not _nested(first.main, second.main)


def _two_days(first: EventMention, second: EventMention) -> bool:
    """Both have days of their own, and these do not meet."""
    return incompatible_times(first.dates, second.dates) and not _nested(first.main, second.main)


def _taken_and_hurt(first: EventMention, second: EventMention) -> bool:
    """People taken in one clause and others hurt in another ("killed 65 while kidnapping two")."""
    kinds = {event_class(first.main.kind), event_class(second.main.kind)}
    if "captive" not in kinds or len(kinds) == 1:
        return False
    mine, other = (_named_objects(one.main.token) for one in (first, second))
    return bool(mine and other and not mine & other)


def _named_objects(token: Token) -> set[Token]:
    """Return the objects that are named: "took ten men and shot them" hits the same men."""
    return {head for head in objects(token) if head.norm not in PRONOUNS}


def _of_the_place(first: EventMention, second: EventMention) -> bool:
    """One only says what became of the place: "killed in Bara, a town which the rebels had captured"."""
    kinds = {first.main.kind, second.main.kind}
    if "territory" not in kinds or len(kinds) == 1:
        return False
    held = first if first.main.kind == "territory" else second
    verb = held.main.token
    where = held.sentence.is_place(verb.head) or verb.head.base in word_class("settlement")
    looked_back = any(child.norm == "had" and child.relation == "auxiliary" for child in verb.children)
    return verb.relation == "relative clause" and where and looked_back


def _two_doers(first: EventMention, second: EventMention) -> bool:
    """One side attacked, and the other hit people who are no part of it: "soldiers retaliated by killing four monks"."""
    if _nested(first.main, second.main):
        return False
    mine, other = ({p.mention for p in one.arguments if p.role == "initiator"} for one in (first, second))
    if not mine or not other or {each.actor.id for each in mine} & {each.actor.id for each in other}:
        return False
    return _hits_civilians(first) is not _hits_civilians(second)


def _hits_civilians(one: EventMention) -> bool:
    hit = [one.sentence.actor(head) for head in objects(one.main.token)]
    return bool(hit) and all(each is not None and each.actor.inter == CIVILIAN for each in hit)


def _some_time_apart(first: EventMention, second: EventMention) -> bool:
    """One only says how long before or after the other was: "killed two days after soldiers freed them", "followed a raid"."""
    mine, other = first.main.token, second.main.token
    return _set_apart(mine, other) or _set_apart(other, mine) or _follows(mine, other)


def _set_apart(above: Token, below: Token) -> bool:
    """Whether ``below`` stands in a clause or phrase of time that says how long it lies from ``above``."""
    if _BEFORE_OR_AFTER.isdisjoint(below.doc.words):
        return False
    line = {above, *ancestors(above)}
    for token in (below, *ancestors(below)):
        if token in line:
            return False
        joint = next((word for word in (token, *token.children) if word.norm in _BEFORE_OR_AFTER), None)
        if joint is not None and joint.i and joint.nbor(-1).base in word_class("time-unit"):
            return True
    return False


def _in_answer(first: EventMention, second: EventMention) -> bool:
    """One answers the other: "fired rockets in retaliation for a raid that killed a commander"."""
    mine, other = first.main.token, second.main.token
    return _answers(mine, other) or _answers(other, mine)


def _answers(above: Token, below: Token) -> bool:
    line = [below, *ancestors(below)]
    if above not in line:
        return False
    return any(word.base in _ANSWERS for word in line[1 : line.index(above)])


_ANSWERS = word_group("answers to a deed")
_SUBJECTS = frozenset({"agent", "passive patient"})
_BEFORE_OR_AFTER = frozenset({"after", "before", "since"})


def _follows(first: Token, second: Token) -> bool:
    """Whether one deed is said to come after another: "the raid came after", "Sunday's attack followed a strike"."""
    verbs = [token for token in (first.head, second.head) if token.lemma in {"follow", "precede"}]
    verbs += [
        word.head
        for token in (first, second)
        for word in (() if _BEFORE_OR_AFTER.isdisjoint(token.doc.words) else (token.head, *token.ancestors))
        if word.norm in _BEFORE_OR_AFTER and word.head.lemma in {"come", "occur", "happen"}
    ]
    return any(_on_either_side(verb, first, second) for verb in verbs)


def _on_either_side(verb: Token, first: Token, second: Token) -> bool:
    """Whether one word belongs to the subject of a verb and the other to what stands behind it."""
    sides = {next((child.relation for child in verb.children if word in child.subtree), "") for word in (first, second)}
    return len(sides) == 2 and bool(sides & _SUBJECTS) and "" not in sides


DISTINCT_IN_SENTENCE: tuple[tuple[str, Callable[[EventMention, EventMention], bool]], ...] = (
    ("statement and deed", _statement_and_deed),
    ("two places", _two_places),
    ("two days", _two_days),
    ("taken and hurt", _taken_and_hurt),
    ("of the place", _of_the_place),
    ("two doers", _two_doers),
    ("some time before or after", _some_time_apart),
    ("in answer to it", _in_answer),
)


def _nested(first: Trigger, second: Trigger) -> bool:
    """Whether one trigger hangs on the other other than by "and"."""
    return second.token in _hung_on(first.token) or first.token in _hung_on(second.token)


@once_a_token
def _hung_on(token: Token) -> frozenset[Token]:
    """Return the token and those above it, up to the first "and"."""
    found = [token]
    while found[-1].relation not in {"conjunct", "inserted clause"} and found[-1].head is not found[-1]:
        found.append(found[-1].head)
    return frozenset(found)
