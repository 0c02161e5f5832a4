"""EventMentions -> clusters: what several sentences tell of one and the same thing is told once.

It stands apart because this decides how many markers an article gives. What keeps a later sentence from being more of
an earlier cluster is an ordered list of named rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from events.arguments.event_mention import EventMention, event_class
from events.coreference.compatibility import incompatible_times
from events.coreference.distinct_rules import DISTINCT_RULES, REACH, before_noun, dates_of, other_place
from events.triggers.finder import Trigger
from text.grammar import objects
from text.lexicon import word_class

CLAIM = "verb:claim", "assault"  # "claimed lives" is another row
_DEFINITE = frozenset({"the", "this", "these", "those", "that", "both"})


@dataclass(frozen=True, slots=True)
class EventCluster:
    """One cluster: what each sentence tells of it, in order of the text; ``best`` is the place of the one that tells it best."""

    event_mentions: tuple[EventMention, ...]
    best: int = 0

    @property
    def representative(self) -> EventMention:
        """Return the sentence's event_mention that the excerpt is taken from.

        >>> document("Rebels shelled Hama. Two men were killed in the attack.").clusters[0].representative.number
        0
        """
        return self.event_mentions[self.best]


def resolve_coreference(found: Iterable[EventMention]) -> tuple[EventCluster, ...]:
    """Return the clusters of an article: each event_mention joins the latest cluster it can be more of, or starts one.

    >>> [len(one.event_mentions) for one in resolve_coreference(event_mentions_in("Rebels shelled Hama. Two men were killed in the attack."))]
    [2]
    """
    groups: list[list[EventMention]] = []
    for one in found:
        if (one.main.rule, one.main.kind) == CLAIM:  # no deed of its own: it says whose the one told before was
            groups = _claimed(groups, one)
            continue
        home = groups[-1] if groups and _said_of_it(groups[-1], one) else None
        home = home or next((group for group in reversed(groups) if _told_again(group, one)), None)
        home = home or next((group for group in reversed(groups) if _named_again(group, one)), None)
        home = home or next((group for group in reversed(groups) if _goes_on(group, one)), None)
        groups.append([one]) if home is None else home.append(one)
    return tuple(_happening(group) for group in groups)


def _claimed(groups: list[list[EventMention]], one: EventMention) -> list[list[EventMention]]:
    """Add a claim of responsibility to the nearest violence told before it; where there is none it says nothing."""
    near = (group for group in reversed(groups) if 0 < one.number - group[-1].number <= REACH // 2)
    home = next((group for group in near if event_class(group[0].main.kind) == "violence"), None)
    return [[*group, one] if group is home else group for group in groups]


def _happening(group: list[EventMention]) -> EventCluster:
    """Choose the event_mention to show: the first, unless only a later one of the same kind says where."""
    best = next((at for at, one in enumerate(group) if one.places and one.main.kind == group[0].main.kind), 0)
    return EventCluster(tuple(group), 0 if group[0].places or event_class(group[0].main.kind) != "captive" else best)


def _goes_on(group: list[EventMention], one: EventMention) -> bool:
    same_sentence = any(other.sentence.span == one.sentence.span for other in group)
    return not same_sentence and not any(rule(group, one) for _, rule in DISTINCT_RULES)


def _named_again(group: list[EventMention], one: EventMention) -> bool:
    """Such as "the attack", "the clashes": a noun with "the" or "this" by which the cluster was called before."""
    nouns = [trigger for trigger in one.triggers if trigger is one.main or one.main.kind == "harm"]
    named = [t for t in nouns if t.rule.startswith("noun:") and _DEFINITE & set(before_noun(t.token))]
    if not named:
        return False
    called = any(_called(before, now) for now in named for other in group for before in other.triggers)
    kind = called or (named[0] is one.main and _incident(group, one))
    return kind and not other_place(group, one) and not incompatible_times(dates_of(group), one.dates)


def _said_of_it(group: list[EventMention], one: EventMention) -> bool:
    """Such as "It was the fifth such raid": the sentence says what the cluster told just before was."""
    token = one.main.token
    if (
        token.dep_ != "attr"
        or one.number - group[-1].number > 1
        or event_class(group[0].main.kind) != event_class(one.main.kind)
    ):
        return False
    return any(child.lower_ in _IT for child in token.head.children if child.dep_ == "nsubj")


_IT = frozenset({"it", "this", "that", "these"})


def _told_again(group: list[EventMention], one: EventMention) -> bool:
    """Such as "They were killed on Monday": a deed named just before, done to those who are now a mere pronoun."""
    heads = objects(one.main.token)
    again = any(trigger.lemma == one.main.lemma and trigger.rule == one.main.rule for trigger in group[-1].triggers)
    pronoun = bool(heads) and all(head.lower_ in _THEY and head.dep_ == "nsubjpass" for head in heads)
    return again and pronoun and not one.places and one.number - group[-1].number <= REACH // 2


_THEY = frozenset({"they", "he", "she", "both"})


def _incident(group: list[EventMention], one: EventMention) -> bool:
    """Whether "the attack" names the violence told just before."""
    generic = one.main.token.lemma_.lower() in word_class("incident")
    return generic and one.number - group[-1].number <= 2 and event_class(group[0].main.kind) == "violence"


def _called(before: Trigger, now: Trigger) -> bool:
    return before.lemma == now.lemma or before.token.lemma_.lower()[:5] == now.token.lemma_.lower()[:5]
