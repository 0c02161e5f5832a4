"""Mentions that point back: "the attack", "It was the fifth such raid", "They were killed on Monday"."""

from __future__ import annotations

from events.arguments import EventMention, event_class
from events.coreference.compatibility import incompatible_times
from events.coreference.distinct_rules import REACH, before_noun, other_place
from events.triggers import Trigger
from text.grammar import objects
from text.lexicon import word_class

_DEFINITE = frozenset({"the", "this", "these", "those", "that", "both"})


def named_again(before: EventMention, one: EventMention) -> bool:
    """Such as "the attack", "the clashes": a noun with "the" or "this" by which it was called before.

    >>> named_again(*event_mentions_in("Rebels shelled Hama. Two men were killed in the shelling."))
    True
    """
    nouns = [trigger for trigger in one.triggers if trigger is one.main or one.main.kind == "harm"]
    named = [t for t in nouns if t.rule.startswith("noun:") and _DEFINITE & set(before_noun(t.token))]
    if not named:
        return False
    called = any(_called(trigger, now) for now in named for trigger in before.triggers)
    kind = called or (named[0] is one.main and _incident(before, one))
    return kind and not other_place([before], one) and not incompatible_times(before.dates, one.dates)


def said_of_it(before: EventMention, one: EventMention) -> bool:
    """Such as "It was the fifth such raid": the sentence says what was told just before.

    >>> first, *_, last = event_mentions_in("Rebels attacked Hama on Monday. It was the fifth attack on Hama.")
    >>> said_of_it(first, last)
    True
    """
    token = one.main.token
    if (
        token.relation != "attribute"
        or one.number - before.number > 1
        or event_class(before.main.kind) != event_class(one.main.kind)
    ):
        return False
    return any(child.norm in _IT for child in token.head.children if child.relation == "agent")


_IT = frozenset({"it", "this", "that", "these"})


def told_again(before: EventMention, one: EventMention) -> bool:
    """Such as "They were killed on Monday": a deed named just before, done to those who are now a mere pronoun.

    >>> told_again(*event_mentions_in("Two men were killed in Hama. They were killed on Monday."))
    True
    """
    heads = objects(one.main.token)
    again = any(trigger.lemma == one.main.lemma and trigger.rule == one.main.rule for trigger in before.triggers)
    pronoun = bool(heads) and all(head.norm in _THEY and head.relation == "passive patient" for head in heads)
    return again and pronoun and not one.places and one.number - before.number <= REACH // 2


_THEY = frozenset({"they", "he", "she", "both"})


def _incident(before: EventMention, one: EventMention) -> bool:
    """Whether "the attack" names the violence told just before."""
    generic = one.main.token.base in word_class("incident")
    return generic and one.number - before.number <= 2 and event_class(before.main.kind) == "violence"


def _called(before: Trigger, now: Trigger) -> bool:
    return before.lemma == now.lemma or before.token.base[:5] == now.token.base[:5]
