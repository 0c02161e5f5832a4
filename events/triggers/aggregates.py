"""What is reckoned over a time, measures a time or merely stands so: named rules of the vetoes (triggers_vetoes.py)."""

from __future__ import annotations

import re

from spacy.tokens import Token

from text.calendar_words import calendar_words
from text.grammar import ancestors, verb_of
from text.lexicon import word_class


def tallied(token: Token) -> bool:
    """Such as "400,000 have fled since January", "the group has fought the state for four years": a sum, no cluster.

    >>> tallied(word("Ten people have been [killed] since January.")), tallied(word("Ten people were [killed] on Monday."))
    (True, False)
    """
    verb = verb_of(token)
    if _over_years(token) or _at_a_rate(verb) or _over_a_period(verb) or _month_figure(verb):
        return True
    beside = [child for word in (verb, *verb.conjuncts) for child in word.children]
    if not any(child.lower_ in {"have", "has", "'ve"} and child.dep_ == "aux" for child in beside):
        return False
    spans = [
        child for child in verb.children if child.dep_ == "prep" and child.lower_ in {"since", "for", "in", "over"}
    ]
    if any(child.dep_ == "npadvmod" and _this_year(child) for child in verb.children) or _MOSTLY.search(token.doc.text):
        return True
    since = any(child.lower_ == "since" and child.dep_ in {"prep", "advmod"} for child in beside) or any(
        inner.lower_ == "since" and inner.dep_ in {"mark", "advmod"}
        for child in verb.children
        if child.dep_ == "advcl"
        for inner in child.children
    )
    return since or any(inner.lemma_.lower() in _LONG for child in spans for inner in child.children)


# "1,400 have been killed, most of them in the first days", and not "most of them in El Fasher".
_MOSTLY = re.compile(
    r"\bmost of them (?:on|during|since|before|in (?:the (?:first|last|past|early|final)|(?:19|20)\d\d))\b"
)


def _over_years(token: Token) -> bool:
    """Such as "between 2015 and 2020 some 4,300 people were abducted"."""
    prepositions = (child for word in (token, *ancestors(token)) for child in word.children if child.dep_ == "prep")
    spans = ([w for w in child.subtree if _YEAR.fullmatch(w.text)] for child in prepositions if child.lower_ in _SPAN)
    return any(len(years) > 1 for years in spans)


def _at_a_rate(verb: Token) -> bool:
    """Such as "are murdered at a rate of one a week", "on average ten are killed a day"."""
    led = [inner.lower_ for child in verb.children if child.dep_ == "prep" for inner in child.children]
    return bool({"rate", "average"} & set(led))


def _over_a_period(verb: Token) -> bool:
    """Such as "84 detained and nine killed over the last six months"; "in the past 24 hours" is news."""
    above = next((word for word in ancestors(verb) if word.pos_ == "VERB"), verb) if verb.dep_ == "acl" else verb
    joined = (verb, above, *verb.conjuncts, *above.conjuncts)
    led = (child for word in joined if word.pos_ == "VERB" for child in word.children if child.lower_ in _DURING)
    periods = (inner for child in led for inner in child.children if inner.dep_ == "pobj" and inner.lemma_ in _LONG)
    return any(
        child.dep_ == "nummod" or child.lower_ in {"last", "past", "previous", "recent"}
        for period in periods
        for child in period.children
    )


_DURING = frozenset({"over", "during", "within", "throughout"})


def _month_figure(verb: Token) -> bool:
    """Such as "a total of 812 people were killed in April": a month's sum, where no day is told."""
    led = (child for child in verb.children if child.dep_ == "prep" and child.lower_ in {"in", "during", "over"})
    months = [inner for child in led for inner in child.children if inner.text in calendar_words("month")]
    dated = any(child.pos_ == "NUM" and len(child.text) <= len("31") for month in months for child in month.children)
    return bool(months) and not dated and any(word.lower_ in word_class("reckoned") for word in verb.doc)


def running_total(token: Token) -> bool:
    """Such as "the number of people killed in the three provinces rose to 431", with no day told.

    >>> running_total(word("The number of people [killed] in the province rose to 431."))
    True
    >>> running_total(word("The number of people [killed] in Hama on Monday rose to nine."))
    False
    """
    noun = next((word.head for word in (token, *ancestors(token)) if word.dep_ in {"relcl", "acl"}), None)
    counted = noun is not None and any(above.lemma_.lower() in {"number", "toll", "tally"} for above in ancestors(noun))
    days = calendar_words("weekday").keys() | {"today", "yesterday", "overnight"}
    return counted and not any(word.text in days or word.lower_ in days for word in token.doc)


_YEAR = re.compile(r"(?:19|20)\d\d")

_SPAN = frozenset({"between", "from"})


def measured_from(token: Token) -> bool:
    """Such as "the worst day since the protests began", "as clashes entered their third day": what time is measured by.

    >>> measured_from(word("It was the worst day since the [protests] began.")), measured_from(word("The [protests] began."))
    (True, False)
    """
    verb = token.head if token.dep_ in {"nsubj", "nsubjpass"} else token
    if verb == token or verb.dep_ != "advcl":
        return False
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    return ("since" in marks and verb.lemma_ in {"begin", "start", "erupt"}) or (
        "as" in marks and verb.lemma_ == "enter"
    )


def as_things_stand(token: Token) -> bool:
    """Such as "1.5 million people are displaced", "are thought to be displaced": how things stand, not what happened.

    >>> [as_things_stand(word(f"Two million people {be} [displaced].")) for be in ("are", "were")]
    [True, False]
    """
    if token.lemma_.lower() != "displace" or token.dep_ == "conj":
        return False
    now = any(child.lower_ in {"is", "are", "remain"} for child in token.children)
    thought = token.dep_ == "xcomp" and any(child.lower_ in {"is", "are"} for child in token.head.children)
    return now or thought


def _this_year(token: Token) -> bool:
    return token.lemma_.lower() in {"year", "month"} and any(child.lower_ == "this" for child in token.children)


_LONG = frozenset({"year", "decade", "month"})
