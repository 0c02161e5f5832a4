"""What looks like a cluster and is none: named rules, tried in order; the first that holds refuses the trigger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from events.triggers.aftermath import followed, only_seen
from events.triggers.aggregates import as_things_stand, measured_from, running_total, tallied
from events.triggers.other_domains import (
    abounding,
    as_adjective,
    beasts,
    figurative,
    long_past,
    looked_back_on,
    make_believe,
    no_fighter,
    of_another_world,
    of_history,
    of_nature,
    relief,
    told_in_a_work,
)
from events.triggers.refusal_rows import refused_by_row
from text.factuality import cue_words, factuality
from text.grammar import ancestors, verb_of
from text.lexicon import word_class, word_group
from text.parse import Token

UNREAL = word_class("unreal")

COURT = word_class("court")

SINGLE = frozenset(
    {"describing another word", "sport, business or entertainment", "figurative"}
)  # never of "air strike"

_UNREAL_BEFORE = word_class("unreal-before")

_HAPPENINGS = word_class("happenings")


def refusal(token: Token, *, words: int = 1) -> str:
    """Return the name of the rule that refuses the trigger, "" where none does; ``words`` long triggers describe nothing.

    >>> said = ("did not [attack] Hama", "will [attack] Hama", "plan to [attack] Hama", "[attacked] Hama")
    >>> [refusal(word(f"Rebels {words}.")) for words in said]
    ['negated', 'not yet', 'planned', '']
    """
    alone = words == 1 or token.pos == "VERB"
    rules = (named for named in RULES if alone or named[0] not in SINGLE)
    return _by_factuality(token) or next((name for name, rule in rules if rule(token)), "")


def _by_factuality(token: Token) -> str:
    """Such as "did not attack" (negated), "will attack" (not yet), "plan to attack" (planned), "sometimes attack" (a habit)."""
    found = factuality(token)
    return next((name for category, name in _REFUSED if found.has(category)), "")


_REFUSED = (("negated", "negated"), ("not yet", "not yet"), ("planned", "planned"), ("generic", "a habit"))


def _unreal(token: Token) -> bool:
    """Such as "threat of attacks", "right to protest", "planned offensive", "attack plans", "anniversary of the bombing"."""
    if token.relation == "agent" and any(child.norm in {"would", "could", "might"} for child in token.head.children):
        return True  # "what an attack would do"
    if token.pos not in {"NOUN", "PROPN"}:
        return token.relation == "noun clause" and token.head.base in UNREAL
    if token.relation == "compound" and token.head.base in UNREAL:
        return True
    if any(child.norm in _UNREAL_BEFORE for child in token.children):
        return True
    first = token.head if token.relation == "conjunct" else token
    led = first.relation == "oblique" and first.head.norm in word_group("prepositions that lead a noun")
    return led and first.head.head.base in UNREAL | cue_words(frozenset({"planned"})) | _TO_WHAT_MAY_COME


_TO_WHAT_MAY_COME = word_group("to what may come")


def _describing(token: Token) -> bool:
    """Such as "battle space", "attack helicopter", "protest song": the word only says what kind of thing another is."""
    if (
        token.pos not in {"NOUN", "PROPN"}
        or token.relation not in {"compound", "noun modifier"}
        or token.head.i < token.i
    ):
        return False
    return token.head.base not in _HAPPENINGS


def _announced(token: Token) -> bool:
    """Such as "a demonstration has been announced for Saturday", "the march was called off"."""
    made = [word.norm for word in token.doc[token.i + 1 : token.i + 3]]
    if made[:1] in (["a"], ["an"]) and set(made) & {"crime", "offence", "offense", "felony"}:
        return True  # "makes enforced disappearance a crime"
    return refused_by_row(token, "only announced")


def _in_court(token: Token) -> bool:
    """Such as "charged with murder", "convicted of rape", "murder charges", "the trial over the bombing"."""
    above = [word for word in ancestors(token) if word.base in COURT][:1]
    if token.relation in {"oblique", "oblique clause", "conjunct"} and any(
        not _accused_by_a_side(word) for word in above
    ):
        return True
    return refused_by_row(token, "in court")


def _accused_by_a_side(verb: Token) -> bool:
    """Such as "the army accused the group of attacking a post": a claim, where no prosecutor or judge accuses."""
    if verb.lemma != "accuse" or verb.pos != "VERB":
        return False
    accusers = [child for child in verb.children if child.relation == "agent"]
    return bool(accusers) and not any(word.base in word_class("jurist") for word in accusers)


def _of_who_speaks(token: Token) -> bool:
    """Such as "said Hafian, a Moroccan who was wounded in the leg": it only says who is speaking."""
    verb = verb_of(token)
    if verb.relation not in {"relative clause", "noun clause"}:
        return False
    noun = verb.head.head if verb.head.relation == "apposition" else verb.head
    if noun.pos == "NUM":
        return False  # "two were killed and five wounded, officials said": a number does not speak
    return (
        noun.relation == "agent"
        and noun.head.lemma in {"say", "tell", "recall", "add"}
        and noun.head.relation != "content clause"
    )


def _untrue(token: Token) -> bool:
    """Such as "reports of shelling turned out to be untrue", "the alarm over an attack was false"."""
    told = next((above for above in ancestors(token) if above.base in _RUMOURS), None)
    dismissed = {"patient"} if told is not None and told.base in {"rumour", "rumor"} else set()
    if told is None or told.relation not in {"agent", "passive patient"} | dismissed:
        return False
    return any(word.norm in _FALSE for word in told.head.subtree)


_RUMOURS = word_group("rumours")

_FALSE = word_group("words for untrue")


def _whoever(token: Token) -> bool:
    """Such as "anyone who attacks a health worker faces ten years": said of all who ever might, told of nobody."""
    verb = verb_of(token)
    if verb.relation not in {"relative clause", "agent clause"} or verb.tag not in {"VBZ", "VBP", "VB"}:
        return False
    return verb.head.norm in _ANYBODY or any(child.norm == "whoever" for child in verb.children)


_ANYBODY = frozenset({"anyone", "anybody", "everyone", "everybody", "whoever", "those"})


def _of_the_dead(token: Token) -> bool:
    """Such as "a resistance fighter who blew up two bridges has died at the age of 98": what an obituary looks back on."""
    aside = any(word.relation in {"relative clause", "noun clause"} for word in (token, *ancestors(token)))
    dying = (word for word in token.doc if word.lemma == "die" and word != token)
    return aside and any(word.norm in {"age", "aged"} for verb in dying for word in verb.subtree)


RULES: tuple[tuple[str, Callable[[Token], bool]], ...] = (
    ("unreal", _unreal),
    ("only announced", _announced),
    ("paid for", partial(refused_by_row, name="paid for")),
    ("said to be untrue", _untrue),
    ("of whoever does so", _whoever),
    ("of the dead", _of_the_dead),
    ("what something is measured from", measured_from),
    ("as things stand", as_things_stand),
    ("make-believe", make_believe),
    ("of who speaks", _of_who_speaks),
    ("a sum over time", tallied),
    ("a running total", running_total),
    ("what followed", followed),
    ("only seen", only_seen),
    ("animals", beasts),
    ("long past", long_past),
    ("of history", of_history),
    ("told in a work", told_in_a_work),
    ("looked back on", looked_back_on),
    ("no side of any conflict", no_fighter),
    ("dismissing somebody", partial(refused_by_row, name="dismissing somebody")),
    ("much of something", abounding),
    ("describing another word", _describing),
    ("in court", _in_court),
    ("figurative", figurative),
    ("as an adjective", as_adjective),
    ("shown", partial(refused_by_row, name="shown")),
    ("only spoken of", partial(refused_by_row, name="only spoken of")),
    ("of nature", of_nature),
    ("help in a disaster", relief),
    ("sport, business or entertainment", of_another_world),
)
