"""What is reckoned over a time, measures a time or merely stands so: named rules of the vetoes (triggers_vetoes.py)."""

from __future__ import annotations

import re

from text.calendar_words import calendar_words
from text.grammar import ancestors, verb_of
from text.lexicon import word_class
from text.parse import Token


def tallied(token: Token) -> bool:
    """Such as "400,000 have fled since January", "the group has fought the state for four years": a sum, no cluster.

    >>> tallied(word("Ten people have been [killed] since January.")), tallied(word("Ten people were [killed] on Monday."))
    (True, False)
    """
    verb = verb_of(token)
    if _over_years(token) or _at_a_rate(verb) or _over_a_period(verb) or _month_figure(verb):
        return True
    beside = [child for word in (verb, *verb.conjuncts) for child in word.children]
    if not any(child.norm in {"have", "has", "'ve"} and child.relation == "auxiliary" for child in beside):
        return False
    spans = [
        child
        for child in verb.children
        if child.relation == "preposition" and child.norm in {"since", "for", "in", "over"}
    ]
    if any(child.relation == "adverbial noun" and _this_year(child) for child in verb.children) or _MOSTLY.search(
        token.doc.text
    ):
        return True
    since = any(child.norm == "since" and child.relation in {"preposition", "adverb"} for child in beside) or any(
        inner.norm == "since" and inner.relation in {"marker", "adverb"}
        for child in verb.children
        if child.relation == "adverbial clause"
        for inner in child.children
    )
    return since or any(inner.base in _LONG for child in spans for inner in child.children)


# "1,400 have been killed, most of them in the first days", and not "most of them in El Fasher".
_MOSTLY = re.compile(
    r"\bmost of them (?:on|during|since|before|in (?:the (?:first|last|past|early|final)|(?:19|20)\d\d))\b"
)


def _over_years(token: Token) -> bool:
    """Such as "between 2015 and 2020 some 4,300 people were abducted"."""
    prepositions = (
        child for word in (token, *ancestors(token)) for child in word.children if child.relation == "preposition"
    )
    spans = ([w for w in child.subtree if _YEAR.fullmatch(w.text)] for child in prepositions if child.norm in _SPAN)
    return any(len(years) > 1 for years in spans)


def _at_a_rate(verb: Token) -> bool:
    """Such as "are murdered at a rate of one a week", "on average ten are killed a day"."""
    led = [inner.norm for child in verb.children if child.relation == "preposition" for inner in child.children]
    return bool({"rate", "average"} & set(led))


def _over_a_period(verb: Token) -> bool:
    """Such as "84 detained and nine killed over the last six months"; "in the past 24 hours" is news."""
    above = (
        next((word for word in ancestors(verb) if word.pos == "VERB"), verb) if verb.relation == "noun clause" else verb
    )
    joined = (verb, above, *verb.conjuncts, *above.conjuncts)
    led = (child for word in joined if word.pos == "VERB" for child in word.children if child.norm in _DURING)
    periods = (
        inner for child in led for inner in child.children if inner.relation == "oblique" and inner.lemma in _LONG
    )
    return any(
        child.relation == "number" or child.norm in {"last", "past", "previous", "recent"}
        for period in periods
        for child in period.children
    )


_DURING = frozenset({"over", "during", "within", "throughout"})


def _month_figure(verb: Token) -> bool:
    """Such as "a total of 812 people were killed in April": a month's sum, where no day is told."""
    led = (
        child for child in verb.children if child.relation == "preposition" and child.norm in {"in", "during", "over"}
    )
    months = [inner for child in led for inner in child.children if inner.text in calendar_words("month")]
    dated = any(child.pos == "NUM" and len(child.text) <= len("31") for month in months for child in month.children)
    return bool(months) and not dated and any(word.norm in word_class("reckoned") for word in verb.doc)


def running_total(token: Token) -> bool:
    """Such as "the number of people killed in the three provinces rose to 431", with no day told.

    >>> running_total(word("The number of people [killed] in the province rose to 431."))
    True
    >>> running_total(word("The number of people [killed] in Hama on Monday rose to nine."))
    False
    """
    noun = next(
        (word.head for word in (token, *ancestors(token)) if word.relation in {"relative clause", "noun clause"}), None
    )
    counted = noun is not None and any(above.base in {"number", "toll", "tally"} for above in ancestors(noun))
    days = calendar_words("weekday").keys() | {"today", "yesterday", "overnight"}
    return counted and not any(word.text in days or word.norm in days for word in token.doc)


_YEAR = re.compile(r"(?:19|20)\d\d")

_SPAN = frozenset({"between", "from"})


def measured_from(token: Token) -> bool:
    """Such as "the worst day since the protests began", "as clashes entered their third day": what time is measured by.

    >>> measured_from(word("It was the worst day since the [protests] began.")), measured_from(word("The [protests] began."))
    (True, False)
    """
    verb = token.head if token.relation in {"agent", "passive patient"} else token
    if verb == token or verb.relation != "adverbial clause":
        return False
    marks = {child.norm for child in verb.children if child.relation == "marker"}
    return ("since" in marks and verb.lemma in {"begin", "start", "erupt"}) or ("as" in marks and verb.lemma == "enter")


def as_things_stand(token: Token) -> bool:
    """Such as "1.5 million people are displaced", "are thought to be displaced": how things stand, not what happened.

    >>> [as_things_stand(word(f"Two million people {be} [displaced].")) for be in ("are", "were")]
    [True, False]
    """
    if token.base != "displace" or token.relation == "conjunct":
        return False
    now = any(child.norm in {"is", "are", "remain"} for child in token.children)
    thought = token.relation == "open clause" and any(child.norm in {"is", "are"} for child in token.head.children)
    return now or thought


def _this_year(token: Token) -> bool:
    return token.base in {"year", "month"} and any(child.norm == "this" for child in token.children)


_LONG = frozenset({"year", "decade", "month"})
