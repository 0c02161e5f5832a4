"""Words of a sentence that tell of a cluster: matched on the parse, each with the row or rule that read it.

What is no event (denied, planned, imagined, sport, business) is refused by rows of seeds/lexicon/refusals.csv.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from events.mentions import Sentence
from events.triggers.lexicon import MODIFIERS, Row, dug, fits, rows_by_word
from events.triggers.refusals import refusal
from text import Span
from text.grammar import ancestors, objects, particles
from text.lexicon import word_class, word_group, word_list
from text.parse import Token

VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger word in its sentence. ``kind`` is an ACLED sub-event type or a lower-case class of the lexicon."""

    span: Span
    kind: str
    rule: str
    token: Token
    sentence: Span
    refused: str = ""

    @property
    def is_modifier(self) -> bool:
        """Whether it only modifiers a cluster ("means:air") and never makes one.

        >>> trigger("The [artillery] fell rejected_sentences.").is_modifier, trigger("Rebels [shelled] Hama.").is_modifier
        (True, False)
        """
        return self.kind.startswith(MODIFIERS)

    @property
    def lemma(self) -> str:
        """Return the word's base form, by which a later mention is known again.

        >>> trigger("Rebels [shelled] Hama.").lemma
        'shell'
        """
        return self.rule.partition(":")[2]


def find_triggers(sentence: Sentence) -> tuple[Trigger, ...]:
    """Return the triggers of one sentence in order, the refused ones and the modifiers among them.

    >>> [(one.span.text, one.kind, one.refused) for one in find_triggers(sentence_of("Rebels shelled Hama but did not attack."))]
    [('shelled', 'Shelling/artillery/missile attack', ''), ('attack', 'assault', 'negated')]
    """
    found: list[Trigger] = []
    after = 0
    for token in sentence.parse:
        if token.i >= after and (trigger := _first(sentence, token)):
            found += [] if _only_people(trigger[0]) else [trigger[0]]
            after = trigger[1]
    return tuple(found)


def _only_people(trigger: Trigger) -> bool:
    """Whether a means only says what kind of people or works are meant, or why: "IED planters", "in revenge for a gas attack"."""
    head = trigger.token.head.base
    if trigger.kind == "means:chemical" and (head in _WORKS or _REASONS & {w.lemma for w in ancestors(trigger.token)}):
        return True
    return trigger.is_modifier and trigger.token.relation == "compound" and head in word_class("person") | _UNITS


_UNITS = word_class("units")
_WORKS = word_group("works")
_REASONS = frozenset({"accuse", "retaliation", "response", "revenge", "reprisal", "retaliate", "blame"})


def _first(sentence: Sentence, token: Token) -> tuple[Trigger, int] | None:
    """Return the first row that reads the word, longest lemma first, rows with conditions before those without."""
    rows = {row: None for word in (token.norm, token.base) for row in rows_by_word().get(word, ())}
    if not rows or (sentence.place(token) is not None and token.pos == "PROPN"):
        return None
    if _month(token) or _in_a_name(sentence, token) or dug(token):
        return None
    for row in sorted(rows, key=lambda row: (-len(row.lemma), not row.conditions)):
        run = _run(row, token)
        if run and fits(sentence, row, _head(row, run)):
            return _trigger(sentence, row, run), run[-1].i + 1
    return None


def _month(token: Token) -> bool:
    """Whether it is the month: with a capital, and no article or possessive before it."""
    if token.text != "March":
        return False
    numbered = token.i + 1 < len(token.doc) and token.nbor(1).is_digit
    return numbered or token.i == 0 or token.nbor(-1).norm not in {"the", "a", "this", "'s", "’s", "peace"}


def _in_a_name(sentence: Sentence, token: Token) -> bool:
    """Whether the word is part of a group's name: "Strike Force", "March 23 Movement"."""
    mention = sentence.actor(token) if token.pos == "PROPN" else None
    return (
        mention is not None
        and mention.actor.kind not in {"state", "armed", "people", "crowd"}
        and " " in mention.span.text
    )


def _run(row: Row, token: Token) -> tuple[Token, ...]:
    """Return the tokens of the row's lemma from ``token`` on (hyphens between are skipped), empty where it differs."""
    run = [token]
    for word in row.lemma[1:]:
        following = run[-1].i + 1
        if following < len(token.doc) and token.doc[following].text == "-":
            following += 1
        if following >= len(token.doc) or word not in _words(token.doc[following]) or not _noun_word(row, token):
            return ()
        run.append(token.doc[following])
    return tuple(run) if _right_class(row, run) else ()


def _noun_word(row: Row, first: Token) -> bool:
    """Whether the first word stands as the row has it: "drive-by" is no "driven by"."""
    return row.pos == "VERB" or first.norm.startswith(row.lemma[0])


def _words(token: Token) -> tuple[str, ...]:
    return token.norm, token.base, token.norm.rstrip("s")


def _right_class(row: Row, run: list[Token]) -> bool:
    head = run[0] if row.pos == "VERB" else run[-1]
    if row.pos == "VERB":
        if _people_hurt(head):
            return False
        return head.pos in VERBAL or (head.tag in {"NN", "NNS", "NNP", "JJ"} and _verb_in_disguise(head))
    if row.pos == "ADJ":
        return head.pos in {"ADJ", "VERB", "NOUN"}
    if len(run) > 1:
        return True
    if row.sub_event_type.startswith("means:") and head.pos == "ADJ":
        return True
    return head.pos in {"NOUN", "PROPN"} or (head.tag == "VBG" and head.norm in row.lemma)


def _people_hurt(token: Token) -> bool:
    """Whether a participle stands for people: "40 wounded were taken to the town", "the injured"."""
    if token.tag not in {"VBN", "VBD", "JJ"}:
        return False
    counted = any(child.relation in {"number", "determiner", "adjective"} for child in token.children)
    bare = token.relation == "noun clause" and token.head.pos == "NUM" and not any(True for _ in token.children)
    return bare or (counted and token.relation in {"agent", "passive patient", "patient", "oblique"})


def _verb_in_disguise(token: Token) -> bool:
    """Whether a word tagged as noun or adjective stands as its sentence's verb (headlines, past participles)."""
    return token.norm.endswith(("ed", "ing")) and (
        token.relation == "root"
        or any(child.relation in {"agent", "passive patient", "patient", "by-phrase"} for child in token.children)
    )


def _head(row: Row, run: tuple[Token, ...]) -> Token:
    return run[0] if row.pos == "VERB" else run[-1]


def _trigger(sentence: Sentence, row: Row, run: tuple[Token, ...]) -> Trigger:
    head = _head(row, run)
    refused = "" if row.sub_event_type.startswith(MODIFIERS) else refusal(head, words=len(run))
    if row.sub_event_type == "harm" and _harms_things(row, head):
        refused = refused or "no person harmed"
    refused = refused or ("a mere heading" if _mere_heading(sentence, head) else "")
    return Trigger(sentence.token_span(run[0], run[-1]), row.sub_event_type, row.rule, head, sentence.span, refused)


def _mere_heading(sentence: Sentence, head: Token) -> bool:
    """Such as "HOSTILITIES AND CASUALTIES": the heading of a report's chapter, in capitals and without a verb."""
    said = sentence.token_span(head).text
    return said.isupper() and len(said) > len("WAR") and not any(word.pos in VERBAL for word in sentence.parse)


def _harms_things(row: Row, head: Token) -> bool:
    """Such as "killed the deal", "wound down": a verb of harm whose every object is no being."""
    if row.pos != "VERB" or row.conditions:
        return False
    heads = [word for word in objects(head) if word.relation != "passive patient"]
    things = bool(heads) and all(_thing(word) for word in heads)
    return things or (not heads and bool(particles(head) & {"off", "down"}) and head.lemma != "gun")


def _thing(word: Token) -> bool:
    lemma = word.base
    return word.pos == "NOUN" and (lemma in word_class("figure") or lemma.endswith(ABSTRACT))


ABSTRACT = word_list("endings of abstract nouns")


def event_triggers(triggers: tuple[Trigger, ...]) -> Iterator[Trigger]:
    """Yield the triggers that can make a cluster: neither modifier nor refused.

    >>> [one.span.text for one in event_triggers(find_triggers(sentence_of("Rebels shelled Hama but did not attack.")))]
    ['shelled']
    """
    return (trigger for trigger in triggers if not trigger.is_modifier and not trigger.refused)
