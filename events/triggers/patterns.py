"""Conditions on a word and those around it, as rows of the lexicon write them: ``child:relation=oblique,base=@place``.

A condition is a way of steps joined by ``>``; it holds where a word stands at the end of it (with ``!`` before: where none
does). A step names where to look (:data:`AXES`; ``a/b`` looks in both) and what the word found must be (:data:`SLOTS`,
``=`` one of the words, ``!=`` none of them). Without a place to look the word itself is asked. ``@name`` stands for the words
of a class, of a list (hyphens for blanks), or of the calendar; a relation is written with hyphens, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from text.calendar_words import calendar_words
from text.factuality import cue_words
from text.grammar import ancestors, objects, subjects, verb_of
from text.lexicon import word_class, word_group
from text.parse import Token

Axis = Callable[[Token], Iterable[Token]]
_OLD_YEAR = re.compile(r"1[0-8]\d\d|19[0-8]\d")  # before 1990: no news of any article that is read
_YEAR = re.compile(r"(?:19|20)\d\d")


Test = tuple[Callable[[Token], tuple[str, ...]], frozenset[str], bool]
Step = tuple[tuple[Axis, ...], tuple[Test, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """The conditions of a row, compiled; ``needs``: of each of these sets the sentence must have a word."""

    conditions: tuple[tuple[tuple[Step, ...], bool], ...]
    needs: tuple[frozenset[str], ...]

    def possible(self, said: frozenset[str]) -> bool:
        """Whether a sentence of these words can fulfil it: the cheap question before any grammar.

        >>> pattern("child:norm=since").possible(frozenset({"until"}))
        False
        """
        return not any(words.isdisjoint(said) for words in self.needs)

    def holds(self, token: Token) -> bool:
        """Whether all conditions hold for a word.

        >>> hits = pattern("pos=VERB child:relation=patient,base=rocket")
        >>> [hits.holds(word(f"They [fired] {what}.")) for what in ("rockets", "him")]
        [True, False]
        """
        return all(_leads(steps, token) is wanted for steps, wanted in self.conditions)


def _leads(steps: tuple[Step, ...], token: Token) -> bool:
    """Whether a way of steps from a word ends at a word."""
    (axes, tests), further = steps[0], steps[1:]
    for axis in axes:
        for word in axis(token):
            if all(words.isdisjoint(slot(word)) is not wanted for slot, words, wanted in tests) and (
                not further or _leads(further, word)
            ):
                return True
    return False


@cache
def pattern(text: str) -> Pattern:
    """Return the conditions of a row, separated by spaces, compiled; raises ``KeyError`` for a name that there is not.

    >>> pattern("!child:norm=not").holds(word("They did not [fire]."))
    False
    """
    found = tuple(
        (tuple(map(_step, one.removeprefix("!").split(">"))), not one.startswith("!")) for one in text.split()
    )
    asked = (test for steps, wanted in found if wanted for _, tests in steps for test in tests)
    return Pattern(found, tuple(words for slot, words, wanted in asked if wanted and slot in _IN_WORDS))


def _step(text: str) -> Step:
    where, _, tests = text.rpartition(":") if "=" in text else (text, "", "")
    axes = tuple(AXES[name] for name in (where or "self").split("/"))
    return axes, tuple(_test(one) for one in tests.split(",") if one)


def _test(text: str) -> Test:
    slot, _, said = text.partition("=")
    words = frozenset().union(*(_words(word) for word in said.split("|")))
    return SLOTS[slot.removesuffix("!")], words, not slot.endswith("!")


def _words(name: str) -> frozenset[str]:
    if not name.startswith("@"):
        return frozenset((name,))
    if calendar := calendar_words(name[1:]):
        return frozenset(calendar)
    if name == "@planned":
        return cue_words(frozenset({"planned"}))
    try:
        return word_class(name[1:])
    except KeyError:
        return word_group(name[1:].replace("-", " "))


def _clauses(token: Token) -> tuple[Token, ...]:
    """Return a verb, the one that its clause hangs on, and those joined to either."""
    above = next((w for w in ancestors(token) if w.pos == "VERB"), token) if token.relation == "noun clause" else token
    return token, above, *token.conjuncts, *above.conjuncts


def _above(token: Token) -> Token:
    return next((word for word in ancestors(token) if word.pos == "VERB"), token)


def _doers(token: Token) -> tuple[Token, ...]:
    return subjects(token) or subjects(_above(token) if token.pos == "NOUN" else token)


def _hit(token: Token) -> Iterable[Token]:
    """Return what is hit: what fire is opened on, what a verb acts on, what bursts."""
    led = (child for word in (token, *objects(token)) for child in word.children if child.norm in {"on", "at"})
    fired = [inner for child in led for inner in child.children if inner.relation == "oblique"]
    bursts = token.base in {"explode", "collapse", "burst"}  # said of prices as of bombs
    return (token.base == "open" and fired) or objects(token) or (subjects(token) if bursts else ())


AXES: dict[str, Axis] = {
    "self": lambda token: (token,),
    "head": lambda token: (token.head,),
    "first": lambda token: (token.head if token.relation == "conjunct" else token,),
    "ahead": lambda token: (token.head,) if token.head.i > token.i else (),
    "then": lambda token: token.doc[token.i + 1 : token.i + 2],
    "child": lambda token: token.children,
    "left": lambda token: token.lefts,
    "under": lambda token: token.subtree,
    "up": ancestors,
    "line": lambda token: (token, *ancestors(token)),
    "nearest-verb": lambda token: (_above(token),),
    "verb": lambda token: (verb_of(token),),
    "peer": lambda token: (token, *token.conjuncts),
    "clauses": _clauses,
    "subject": subjects,
    "object": objects,
    "doer": _doers,
    "hit": _hit,
    "doc": lambda token: token.doc,
    "other": lambda token: (word for word in token.doc if word is not token),
}
"""Where to look from a word."""


def _old_year(word: Token) -> bool:
    """Whether it is a year long past: no count ("1200 villagers"), and of no Islamic calendar ("14 Esfand 1404")."""
    if not _OLD_YEAR.fullmatch(word.text) or (
        word.relation == "number" and word.head.i > word.i and word.head.pos == "NOUN"
    ):
        return False
    names = (month for calendar in ("hijri-month", "solar-month") for month in calendar_words(calendar))
    months = {part.lower() for month in names for part in month.split()}
    after = {each.norm for each in word.doc[word.i + 1 : word.i + 2]}
    return not (word.i and word.nbor(-1).norm in months) and not after & {"ah", "hijri", "sh", "shamsi"}


def _figure(head: Token) -> bool:
    """Whether a noun makes a figure of speech of its verb: "the bill", "a price war"; "a bus stop" is a thing."""
    things = word_class("stop") | word_class("weapon")
    described = pattern("child:relation=compound|adjective,norm=@figure-before").holds(head)
    aimed = (inner for child in head.children if child.norm in {"on", "against"} for inner in child.children)
    return (
        head.base in word_class("figure")
        or (described and head.base not in things)
        or any(inner.relation == "oblique" and _figure(inner) for inner in aimed)
    )


SLOTS: dict[str, Callable[[Token], tuple[str, ...]]] = {
    "text": lambda token: (token.text,),
    "norm": lambda token: (token.norm,),
    "lemma": lambda token: (token.lemma,),
    "base": lambda token: (token.base,),
    "stem": lambda token: (token.base, token.norm.removesuffix("es"), token.norm.removesuffix("s")),
    "pos": lambda token: (token.pos,),
    "tag": lambda token: (token.tag,),
    "relation": lambda token: (token.relation.replace(" ", "-"),),
    "letters": lambda token: (str(len(token)),),
    "years": lambda token: (str(sum(1 for word in token.subtree if _YEAR.fullmatch(word.text))),),
    "old-year": lambda token: ("yes" if _old_year(token) else "no",),
    "figure": lambda token: ("yes" if _figure(token) else "no",),
    "common": lambda token: ("yes" if token.pos == "NOUN" or token.i == 0 else "no",),
}
"""What may be asked of a word; ``years``: how many of them stand under it."""
_IN_WORDS = (SLOTS["norm"], SLOTS["base"])
