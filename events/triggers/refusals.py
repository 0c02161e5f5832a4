"""What looks like an event and is none: named refusals, tried in order; the first that holds refuses the trigger.

Most are rows of seeds/lexicon/refusals.csv, whose order is the order in which they are tried; two weigh the words of the
whole sentence and stand here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain, pairwise

from events.triggers.patterns import Pattern, pattern
from text.factuality import factuality
from text.grammar import objects, subjects
from text.lexicon import rows, word_class
from text.parse import Token, once_a_token

SINGLE = frozenset(
    {"describing another word", "sport, business or entertainment", "figurative"}
)  # never of "air strike"
_REFUSED = (("negated", "negated"), ("not yet", "not yet"), ("planned", "planned"), ("generic", "a habit"))


def refusal(token: Token, *, words: int = 1) -> str:
    """Return the name of the rule that refuses the trigger, "" where none does; ``words`` long triggers describe nothing.

    >>> said = ("did not [attack] Hama", "will [attack] Hama", "plan to [attack] Hama", "[attacked] Hama")
    >>> [refusal(word(f"Rebels {words}.")) for words in said]
    ['negated', 'not yet', 'planned', '']
    """
    alone = words == 1 or token.pos == "VERB"
    named = ((name, row.holds) for name, row in _possible(token.doc[0]))
    rules = ((name, rule) for name, rule in chain(named, WEIGHED) if alone or name not in SINGLE)
    return _by_factuality(token) or next((name for name, rule in rules if rule(token)), "")


def _by_factuality(token: Token) -> str:
    """Such as "did not attack" (negated), "will attack" (not yet), "plan to attack" (planned), "sometimes attack" (a habit)."""
    found = factuality(token)
    return next((name for category, name in _REFUSED if found.has(category)), "")


@once_a_token
def _possible(first: Token) -> tuple[tuple[str, Pattern], ...]:
    """Return the rows that can hold in a sentence, given by its first word, with the names of their refusals."""
    return tuple((name, row) for name, row in _rows() if row.possible(first.doc.words))


@cache
def _rows() -> tuple[tuple[str, Pattern], ...]:
    return tuple((row["refusal"], pattern(row["conditions"])) for row in rows("refusals.csv"))


def names() -> tuple[str, ...]:
    """Return the names of all refusals but those of factuality, in the order in which they are tried.

    >>> names()[:2], names()[-1]
    (('unreal', 'only announced'), 'sport, business or entertainment')
    """
    return tuple(dict.fromkeys(name for name, _ in (*_rows(), *WEIGHED)))


def of_nature(token: Token) -> bool:
    """Such as "killed in the crash", "the storm killed", "died of cancer": harm without an enemy.

    >>> of_nature(word("Ten people were [killed] in the crash.")), of_nature(word("Ten people were [killed] in the raid."))
    (True, False)
    """
    if token.base not in word_class("harms-of-nature"):
        return False
    victims = {head.base for head in objects(token)} & word_class("armed-person")
    words = {word.base for word in token.doc}
    agents = {head.base for head in subjects(token) if not _gunfire(head)}
    if _with_arms(token) or words & word_class("enemy") - victims or agents & word_class("armed-person"):
        return False
    natural = (agents | _causes(token)) & (word_class("nature") | word_class("vehicle"))
    return bool(natural or words & word_class("accident")) or (
        token.lemma == "burst" and bool(words & {"flame", "flames"})
    )


def _with_arms(token: Token) -> bool:
    """Whether the sentence has "armed men" in it; the armed forces may lose their people in a crash."""
    armed = {"armed", "masked", "hooded"}
    pairs = pairwise(token.doc)
    return any(word.norm in armed and after.pos == "NOUN" and after.norm != "forces" for word, after in pairs)


def _causes(token: Token) -> set[str]:
    """Return what a harm is put down to; who comes "on motorcycles" is not killed by them."""
    led = (child for child in token.children if child.relation in {"preposition", "by-phrase"} and child.norm != "on")
    heads = (inner for child in led for inner in child.children if inner.relation == "oblique")
    return {head.base for head in heads if not _gunfire(head) and not _named_like_a_vehicle(head)}


def _gunfire(head: Token) -> bool:
    """Such as "small-arms fire", "sniper fire", "artillery fire"."""
    before = {word.norm for word in head.lefts} | {inner.norm for word in head.lefts for inner in word.lefts}
    return head.lemma == "fire" and bool(before & (word_class("weapon") | word_class("gunfire-before")))


def _named_like_a_vehicle(head: Token) -> bool:
    """Such as "killed in Tank": a name, after "in" and without an article."""
    bare = not any(True for _ in head.lefts)
    return bare and head.pos == "PROPN" and head.text[0].isupper() and head.base in word_class("vehicle")


def of_another_world(token: Token) -> bool:
    """Sport, business and entertainment: two of their words in the sentence, or one and no armed side.

    >>> of_another_world(word("The striker [shot] wide of the goal in the match.")), of_another_world(word("The rebels [shot] two men."))
    (True, False)
    """
    words = {word.norm for word in token.doc if not _named_building(word)} - {token.norm}
    worlds = max(len(words & word_class(name)) for name in ("sport", "business", "culture", "science"))
    nouns = {w.base for w in token.doc if w.pos == "NOUN" and w != token and not _team(w)}
    armed = bool(
        (words | nouns) & (word_class("armed") - {"attack", "force", "offensive", "is", "security", "missile", "rival"})
    )
    lemma = token.base
    shared = lemma in word_class("business-too" if words & word_class("business") else "many-worlds")
    return worlds >= 3 or (worlds >= 1 and not armed and (worlds == 2 or (shared and not _people_killed(token))))


def _named_building(word: Token) -> bool:
    """Whether a word is a place and no domain: "the West Bank", "stormed the national museum"."""
    named = (
        word.pos == "PROPN" and word.relation != "agent" and word.norm in word_class("business") | word_class("culture")
    )
    return named or (
        word.norm in word_class("property") and word.relation in {"patient", "oblique", "passive patient", "conjunct"}
    )


def _people_killed(token: Token) -> bool:
    """Such as "the director said that 50 people had been killed": no match and no market does that."""
    people = (head for head in objects(token) if head.relation == "passive patient")
    return token.base in {"kill", "shoot", "injure"} and any(
        head.base in word_class("person") and not _team(head) for head in people
    )


def _team(word: Token) -> bool:
    """Whether a word for armed people names a team: "Rebels forward Tom Hale", "the Rebels coach"."""
    return word.relation == "compound" or any(
        child.relation == "apposition" and child.pos == "PROPN" for child in word.children
    )


WEIGHED: tuple[tuple[str, Callable[[Token], bool]], ...] = (
    ("of nature", of_nature),
    ("sport, business or entertainment", of_another_world),
)
