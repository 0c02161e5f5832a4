"""Mentions that point back: "the attack", "the shelling"."""

from __future__ import annotations

from events.arguments import EventMention, event_class
from events.coreference.compatibility import incompatible_times
from events.coreference.distinct_rules import before_noun, other_place
from events.triggers import Trigger
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


def _incident(before: EventMention, one: EventMention) -> bool:
    """Whether "the attack" names the violence told just before."""
    generic = one.main.token.base in word_class("incident")
    return generic and one.number - before.number <= 2 and event_class(before.main.kind) == "violence"


def _called(before: Trigger, now: Trigger) -> bool:
    return before.lemma == now.lemma or before.token.base[:5] == now.token.base[:5]
