"""Factuality of what a word tells: polarity, certainty, genericity and tense, by the rows of seeds/lexicon/factuality.csv.

A row's cue counts where it stands in the row's scope of the word (its clause, its arguments, what governs it), on the
row's side of it, with none of the row's terminators between the two. Triggers, casualties and hedges ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from text.grammar import objects, subjects, verb_of
from text.lexicon import cells, rows, word_class
from text.parse import Token, once_a_token

Polarity = Literal["positive", "nearly", "negative"]
Certainty = Literal["certain", "possible", "unreal"]
Genericity = Literal["specific", "generic"]
Tense = Literal["past", "present", "future", "none"]


DOUBT = frozenset({"possible", "hearsay", "doer"})
"""Categories by which a text does not vouch for what it tells, or for who did it."""


@dataclass(frozen=True, slots=True)
class FactualityCue:
    """The words of one row by the event word: category, scope, phrase, and the sentence's indices of its tokens."""

    category: str
    scope: str
    phrase: str
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Factuality:
    """What a word's clause says of its happening, with the cues that say so."""

    polarity: Polarity
    certainty: Certainty
    genericity: Genericity
    tense: Tense
    cues: tuple[FactualityCue, ...] = ()

    def has(self, category: str) -> bool:
        """Whether one of the cues is of ``category``.

        >>> factuality(word("Rebels will [attack] Hama.")).has("not yet")
        True
        """
        return any(cue.category == category for cue in self.cues)


@dataclass(frozen=True, slots=True)
class _Row:
    category: str
    words: tuple[str, ...]
    direction: str
    terminators: frozenset[str]


@once_a_token
def factuality(token: Token) -> Factuality:
    """Return the factuality of what ``token``, a verb or a noun of action, tells.

    >>> [factuality(word(f"Rebels {said} Hama.")).certainty for said in ("[shelled]", "may have [shelled]", "will [shell]")]
    ['certain', 'possible', 'unreal']
    >>> factuality(word("Nobody [shelled] Hama.")).polarity, factuality(word("Rebels sometimes [shell] Hama.")).genericity
    ('negative', 'generic')
    """
    found = cues(token)
    said = {cue.category for cue in found}
    return Factuality(
        polarity="negative" if "negated" in said else "nearly" if "nearly" in said else "positive",
        certainty="unreal"
        if said & {"not yet", "planned"}
        else "possible"
        if said & {"possible", "hearsay"}
        else "certain",
        genericity="generic" if "generic" in said else "specific",
        tense="future" if "not yet" in said else _tense(verb_of(token)),
        cues=found,
    )


@once_a_token
def cues(token: Token) -> tuple[FactualityCue, ...]:
    """Return the cues of ``token``, scope by scope.

    >>> [(cue.category, cue.phrase) for cue in cues(word("Rebels probably did not [attack] Hama."))]
    [('possible', 'probably'), ('negated', 'not')]
    """
    return tuple(_cues(token))


def _cues(token: Token) -> Iterator[FactualityCue]:
    said = token.doc.words
    for scope, tokens_in in SCOPES.items():
        if said.isdisjoint(_openers(scope)):
            continue
        inside = sorted(dict.fromkeys(tokens_in(token)))
        for start, first in enumerate(inside):
            for key in {first.norm, first.base}:
                for row in _index().get((scope, key), ()):
                    run = _run(row.words, inside[start:])
                    if run and _reaches(row, run, token):
                        yield FactualityCue(row.category, scope, " ".join(row.words), tuple(one.i for one in run))


def _run(words: tuple[str, ...], inside: list[Token]) -> tuple[Token, ...]:
    """Return the tokens that are ``words``, in order, the first of them first; none where one is missing."""
    found: list[Token] = []
    for one in inside:
        if len(found) < len(words) and words[len(found)] in {one.norm, one.base}:
            found.append(one)
    return tuple(found) if len(found) == len(words) else ()


def _reaches(row: _Row, run: tuple[Token, ...], token: Token) -> bool:
    """Whether the cue stands on its side of the word, with no terminator between them or inside it."""
    first, last = min(run[0].i, token.i), max(run[-1].i, token.i)
    if (row.direction == "forward" and run[0].i > token.i) or (row.direction == "backward" and run[-1].i < token.i):
        return False
    between = {one.norm for one in token.doc[first : last + 1] if one not in run and one != token}
    return not between & row.terminators


@cache
def _index() -> dict[tuple[str, str], tuple[_Row, ...]]:
    """Return (scope, first word) -> rows; ``@class`` in a phrase stands for the words of a class."""
    found: dict[tuple[str, str], tuple[_Row, ...]] = {}
    for row in rows("factuality.csv"):
        for phrase in cells(row["phrase"]):
            for said in sorted(word_class(phrase[1:])) if phrase.startswith("@") else (phrase,):
                words = tuple(said.split())
                made = _Row(row["category"], words, row["direction"], frozenset(cells(row["terminators"])))
                key = row["scope"], words[0]
                found[key] = (*found.get(key, ()), made)
    return found


@cache
def _openers(scope: str) -> frozenset[str]:
    """Return the first words of a scope's rows: a sentence without any has none of its cues."""
    return frozenset(word for where, word in _index() if where == scope)


@cache
def cue_words(categories: frozenset[str], *scopes: str) -> frozenset[str]:
    """Return the first words of the cues of ``categories`` (in these scopes): the cheap question before any grammar.

    >>> "probably" in cue_words(DOUBT), "probably" in cue_words(frozenset({"negated"}))
    (True, False)
    """
    asked = ((word, found) for (scope, word), found in _index().items() if not scopes or scope in scopes)
    return frozenset(word for word, found in asked if any(row.category in categories for row in found))


def _tense(verb: Token) -> Tense:
    aux = {child.norm for child in verb.children if child.relation in {"auxiliary", "passive auxiliary"}}
    if verb.tag == "VBD" or aux & {"was", "were", "did", "had", "has", "have", "'ve"}:
        return "past"
    if verb.tag in {"VBZ", "VBP"} or aux & {"is", "are", "does", "do"}:
        return "present"
    return "none"


_BESIDE = frozenset(
    {"auxiliary", "passive auxiliary", "negation", "adverb", "marker", "adverbial noun", "preconjunction"}
)
_PARTS = frozenset({"patient", "attribute", "agent", "passive patient"})
_CONTENTS = frozenset(
    {"open clause", "content clause", "adverbial clause", "oblique clause", "noun clause", "relative clause"}
)


def _clause(token: Token) -> Iterator[Token]:
    """Yield auxiliaries, adverbs and conjunctions of the word's verb and of those joined to it on equal terms."""
    for verb in _joined(verb_of(token)):
        beside = [child for child in verb.children if child.relation in _BESIDE]
        yield from beside
        yield from (inner for child in beside if child.relation == "adverb" for inner in child.children)


def _joined(verb: Token) -> Iterator[Token]:
    yield verb
    if (
        verb.relation in {"conjunct", "open clause", "unclassified"}
        and verb.head.pos in {"VERB", "AUX"}
        and verb.tag != "VBD"
    ):
        yield from _joined(verb.head)


def _adverbs(token: Token) -> Iterator[Token]:
    """Yield the adverbs of the word's own verb, or of the verb whose subject or object it is."""
    verb = _own_verb(token)
    if verb is not None:
        yield from (child for child in verb.children if child.relation in {"adverb", "adverbial noun"})
        if verb.relation == "open clause":
            yield from (child for child in verb.head.children if child.relation == "adverb")


def _own_verb(token: Token) -> Token | None:
    if token.pos in {"NOUN", "PROPN"}:
        return verb_of(token) if token.relation in _PARTS else None
    return token


def _negation(token: Token) -> Iterator[Token]:
    """Yield what denies the word itself: its own children, and its verb's "not" where it is a part of that verb."""
    yield from token.children
    verb = _own_verb(token)
    if verb is not None and verb != token:
        yield from (child for child in verb.children if child.relation == "negation")
    if token.relation == "open clause" and token.head.pos == "VERB":
        yield from (child for child in token.head.children if child.relation == "negation")


def _argument(token: Token) -> Iterator[Token]:
    """Yield the first object and the first subject with the words on their left, and what they are "of"."""
    for head in (*objects(token)[:1], *subjects(token)[:1]):
        yield from head.lefts
        yield head
        yield from (inner for child in head.lefts if child.norm == "one" for inner in child.lefts)
        if head.norm == "one" or any(child.norm == "one" for child in head.lefts):
            yield from (one for one in token.doc[max(0, head.left_edge.i - 1) : head.i] if one.norm == "not")
        if head.relation == "oblique" and head.head.norm == "of":
            yield from head.head.head.lefts
            yield head.head.head


def _without(token: Token) -> Iterator[Token]:
    """Yield the preposition that governs the word, also across "or": "without an arrest or a clash"."""
    first = token.head if token.relation == "conjunct" else token
    if first.relation in {"oblique clause", "oblique"}:
        yield first.head


def _infinitive(token: Token) -> Iterator[Token]:
    """Yield what governs the infinitive or the "of -ing" that the word is in: "plan to attack", "capable of striking"."""
    verb = verb_of(token)
    if verb.relation == "oblique clause":
        yield verb.head.head
    elif verb.relation in _CONTENTS and _has_to(verb):
        yield verb.head
        if verb.head.pos == "AUX":
            yield from (
                child
                for child in verb.head.children
                if child.relation in {"agent", "adjectival attribute", "attribute"}
            )


def _purpose(token: Token) -> Iterator[Token]:
    """Yield the "to" of an infinitive that says what for: "came to attack", "a right to protest"."""
    verb = verb_of(token)
    if verb.relation == "adverbial clause" or (verb.relation == "noun clause" and verb.head.pos == "NOUN"):
        yield from (child for child in verb.children if child.norm == "to" and child.relation == "auxiliary")


def _has_to(verb: Token) -> bool:
    return any(child.norm == "to" and child.relation == "auxiliary" for child in verb.children)


def _content(token: Token) -> Iterator[Token]:
    """Yield the verb whose content the word's clause is: "are thought to have killed", "it seems that they killed"."""
    verb = _own_verb(token)
    while (
        verb is not None
        and verb.relation == "conjunct"
        and not any(c.relation in {"agent", "passive patient"} for c in verb.children)
    ):
        verb = verb.head
    if verb is not None and verb.relation in {"open clause", "content clause"}:
        yield verb.head
        yield from (child for child in verb.head.children if child.relation in {"passive auxiliary", "auxiliary"})


def _blame(token: Token) -> Iterator[Token]:
    """Yield the passive verb that lays the deed on somebody: "blamed for the killing", "suspected of it", "was blamed on ISIS"."""
    if token.relation == "passive patient" and any(child.norm in {"on", "to"} for child in token.head.children):
        yield token.head
    first = token.head if token.relation == "conjunct" else token
    led = first.relation in {"oblique", "oblique clause"} and first.head.norm in {"for", "of"}
    verb = first.head.head if led else None
    if verb is not None and (
        verb.relation == "noun clause" or any(child.relation == "passive auxiliary" for child in verb.children)
    ):
        yield verb


def _noun(token: Token) -> Iterator[Token]:
    """Yield the words before a noun of action, also before the noun that it describes: "a suspected suicide attack"."""
    if token.pos in {"NOUN", "PROPN"}:
        yield from token.lefts
        if token.relation in {"compound", "noun modifier"}:
            yield from (child for child in token.head.lefts if child.i < token.i)


def _doer(token: Token) -> Iterator[Token]:
    """Yield the words before the noun of who acts ("suspected rebels killed", "killed by suspected rebels"), not of who dies."""
    if token.base not in word_class("suffering"):
        yield from (child for head in subjects(token) for child in head.lefts)


SCOPES: dict[str, Callable[[Token], Iterator[Token]]] = {
    "clause": _clause,
    "adverb": _adverbs,
    "negation": _negation,
    "argument": _argument,
    "preposition": _without,
    "infinitive": _infinitive,
    "purpose": _purpose,
    "content": _content,
    "blame": _blame,
    "noun": _noun,
    "doer": _doer,
}
"""Where a cue may stand by the word it is about."""
