"""What speaks for a type in a cluster: kinds of triggers, modifiers, words, and the sides by class."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from events.arguments import EventMention
from events.coreference import EventCluster
from events.mentions.actors import inter_in
from events.model import ARMED
from text.grammar import objects
from text.lexicon import word_class
from text.parse import Token

_CROWDS = word_class("crowds")
# Whether people were arrested while they protested, not for it, before it or in fear of it.
_DURING = frozenset({"during", "while", "disperse", "dispersed", "clashes", "as"})


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a type: kinds of triggers (main sentence, all sentences), modifiers, words, and sides by class.

    ``main`` is the main trigger's kind and ``rule`` its rule; ``here`` and ``anywhere`` the kinds of the main sentence and
    of all; ``words`` the main sentence's lemmas. Classes (ACLED's 1-8) are of those ``acting`` and ``acted_on``, of those
    ``hit`` as the object itself, of those who take ground; ``sides`` is the number of armed actors. ``armed_target``:
    what was hit bears arms; ``people``: it is people; ``during``: it was done while something else went on.
    """

    main: str
    rule: str
    here: frozenset[str]
    anywhere: frozenset[str]
    words: frozenset[str]
    acting: frozenset[int]
    acted_on: frozenset[int]
    sides: int
    hit: frozenset[int]
    takers: frozenset[int]
    armed_target: bool
    violent_crowd: bool
    during: bool
    people: bool

    def has(self, *kinds: str) -> bool:
        """Whether any of the kinds is among the main sentence's.

        >>> signs(document("Rebels shelled Hama, killing two.").clusters[0], "SY").has("harm")
        True
        """
        return bool(self.here & set(kinds))


def signs(cluster: EventCluster, country: str | None) -> Signs:
    """Gather what speaks for a type from a happening's sentences; classes are those in the ``country`` it happened in.

    >>> found = signs(document("Rebels attacked the army in Hama.").clusters[0], "SY")
    >>> found.main, sorted(found.acting), sorted(found.acted_on)
    ('assault', [2], [1])
    """
    head, told = cluster.representative, cluster.event_mentions
    armed = {part.mention.actor.id for one in told for part in one.arguments if part.mention.actor.inter in ARMED}
    return Signs(
        main=head.main.kind, rule=head.main.rule,
        here=frozenset(trigger.kind for trigger in (*head.triggers, *head.modifiers)),
        anywhere=frozenset(trigger.kind for one in told for trigger in (*one.triggers, *one.modifiers)),
        words=frozenset(token.base for token in head.sentence.parse),
        acting=_classes(told, "initiator", country), acted_on=_classes(told, "target", country), sides=len(armed),
        hit=_classes((head,), "target", country, rule="object"), takers=_takers(cluster, country),
        armed_target=_armed_target(cluster),
        violent_crowd=any(_violent_word(token) for one in told for token in one.sentence.parse),
        during=any(token.norm in _DURING for token in head.sentence.parse),
        people=any(_person(word) for trigger in head.triggers for word in objects(trigger.token)),
    )  # fmt: skip


def _classes(told: Iterable[EventMention], role: str, country: str | None, *, rule: str = "") -> frozenset[int]:
    parts = [part for one in told for part in one.arguments if part.role == role and rule in part.rule]
    found = (inter_in(part.mention.actor, country, role=part.role) for part in parts)
    return frozenset(inter for inter in found if inter is not None)


def _takers(cluster: EventCluster, country: str | None) -> frozenset[int]:
    """Return the classes of those who take ground; who is called a rebel is none of the state's, whoever rules today."""
    parts = [part for one in cluster.event_mentions for part in one.arguments if part.role == "initiator"]
    taking = [part.mention for part in parts if part.trigger.kind == "territory"]
    found = (2 if _REBEL.search(m.span.text) else inter_in(m.actor, country, role="initiator") for m in taking)
    return frozenset(inter for inter in found if inter is not None)


_REBEL = re.compile(r"\b(?:rebel|insurgent|militant)s?\b", re.IGNORECASE)


def _armed_target(cluster: EventCluster) -> bool:
    """Whether what was hit is said to be armed, or held by armed people: soldiers, a base."""
    heads = [head for one in cluster.event_mentions for trigger in one.triggers for head in objects(trigger.token)]
    words = {word.base for head in heads for word in (head, *head.lefts)}
    words |= {word.norm for head in heads for word in (head, *head.lefts)}
    return bool(words & (word_class("armed-person") | word_class("military-place")))


def _person(word: Token) -> bool:
    return word.base in word_class("person") or word.pos == "NUM"


def _violent_word(token: Token) -> bool:
    """Such as "violent protests", "aggressive demonstrators", "turned violent"."""
    if token.base not in {"violent", "aggressive", "chaotic", "rowdy"}:
        return token.base == "chaos"
    return token.head.base in _CROWDS | {"turn"} or token.head.pos in {"VERB", "AUX"}
