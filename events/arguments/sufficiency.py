"""Whether a trigger tells of anything at all: general words, quoted talk and statements need more than themselves."""

from __future__ import annotations

from events.arguments.event_mention import EventMention, event_class
from events.triggers import Trigger
from text.grammar import ancestors, objects, subjects
from text.lexicon import word_class, word_group, word_set
from text.parse import Token

GENERAL = word_class("general")

_PROTESTS = word_class("protests")

_SIDES = frozenset({1, 2, 3, 8})

_BECAUSE = word_group("prepositions of a cause")


def has_enough_arguments(one: EventMention) -> bool:
    """Whether a trigger is more than talk: general words and words in quotation need a place, a day, sides or a number.

    >>> [has_enough_arguments(one) for one in event_mentions_in("Rebels shelled Hama.")]
    [True]
    """
    if event_class(one.main.kind) == "statement":
        return _between_sides(one)
    general = one.main.rule.startswith("noun:") and one.main.lemma in GENERAL
    if not general and not _quoted(one):
        return True
    sides = not _quoted(one) and (_sides(one) or _died_in(one.main.token))
    return bool(one.places or one.dates or sides or _numbered(one.main))


def _died_in(token: Token) -> bool:
    """Whether somebody is said to have died in it: "ten soldiers died in the fighting"."""
    led = token.relation == "oblique" and token.head.norm in {"in", "during"}
    return led and token.head.head.lemma in word_class("suffering") and bool(subjects(token.head.head))


def _between_sides(one: EventMention) -> bool:
    """Whether a statement is one side's word on another: a side speaks, and the sentence names a second one."""
    speaking = {
        part.mention.actor.id
        for part in one.arguments
        if part.role == "initiator" and part.mention.actor.inter in _SIDES
    }
    named = {mention.actor.id for mention in one.sentence.actors if mention.actor.inter in _SIDES}
    return bool(speaking) and bool(named - speaking)


def _sides(one: EventMention) -> bool:
    return bool(one.arguments)


def _numbered(trigger: Trigger) -> bool:
    return any(
        child.pos == "NUM" for head in (trigger.token, *objects(trigger.token)) for child in (head, *head.children)
    )


def _quoted(one: EventMention) -> bool:
    """Whether the trigger stands inside quotation marks."""
    text, at = one.sentence.span.text, one.main.span.start - one.sentence.span.start
    before, after = text[:at], text[at:]
    curly = before.count("“") > before.count("”")
    return curly or (before.count('"') % 2 == 1 and '"' in after)


def protested_against(trigger: Trigger) -> bool:
    """Whether it is what people protest against or after: "rallied over the killing", "a protest against brutality".

    >>> protested_against(trigger("They rallied over the [killing] of a farmer.")), protested_against(trigger("The [killing] went on."))
    (True, False)
    """
    if trigger.token.pos not in {"NOUN", "PROPN"}:
        return False
    path = [trigger.token, *ancestors(trigger.token)]
    at = next((n for n, word in enumerate(path[1:], 1) if word.base in _PROTESTS), None)
    return at is not None and any(word.relation == "preposition" and word.norm in _BECAUSE for word in path[:at])


def vague(trigger: Trigger) -> bool:
    """Whether another word of the sentence says better what happened.

    >>> vague(trigger("The [siege] went on.")), vague(trigger("Rebels [shelled] the town."))
    (True, False)
    """
    return trigger.rule in _VAGUE


_VAGUE = word_set("noun:operation noun:violence noun:siege noun:crackdown noun:combat noun:raid verb:claim")
