"""Times told from the date before them: "three days later", "the following year", "the next day", "that month"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from events.mentions.times import calendar as cal
from events.mentions.times import calendars
from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, rule
from events.mentions.times.vocabulary import NUMBER, PART, UNIT, number
from events.model import DateMention, When
from text.lexicon import either_of

_LENGTHS = {"week": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366, "decade": 3653}
_BACK = frozenset({"earlier", "before", "previously", "previous", "preceding"})


def _unfit(anchor: When | None, unit: str) -> str:
    """Why nothing can be counted from the anchor: there is none, or it is longer than the unit (days from a month)."""
    if anchor is None:
        return "no date before it to count from"
    long = (anchor.latest - anchor.earliest).days + 1 > _LENGTHS.get(unit, 1)
    return "the date before it is too coarse to count from" if long else ""


def _moved(anchor: When | None, how_many: int, unit: str) -> Answer:
    """The anchor moved by so many units; a longer stretch stays one, a day moved by months becomes a month."""
    unfit = _unfit(anchor, unit)
    if anchor is None or unfit:
        return unfit
    first = cal.moved(anchor.earliest, by=how_many, unit=unit)
    if anchor.earliest == anchor.latest:
        return cal.day(first) if unit in {"day", "week", "fortnight"} else cal.unit_around(first, unit)
    after = cal.moved(anchor.latest + cal.DAY, by=how_many, unit=unit)
    return When(first, after - cal.DAY, anchor.precision)


def _sign(found: re.Match[str]) -> int:
    return -1 if found["side"].lower() in _BACK else 1


def _later(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return _moved(reference.anchor, _sign(found) * number(found["n"]), found["unit"].lower())


def _earlier_deed(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The day of what is told as past: "freed on Monday, two days after gunmen had taken them"; counted from the news' days."""
    unit, anchor = found["unit"].lower(), reference.anchor
    news = anchor and reference.published and (reference.published - anchor.latest).days <= _LENGTHS["week"]
    return (
        _moved(anchor, -number(found["n"]), unit)
        if news and unit in {"day", "week"}
        else "no day of the news to count from"
    )


def _same_day(_: re.Match[str], reference: ReferenceTime) -> Answer:
    """Hours after a day it is that day still, as far as a reader can tell."""
    unfit = _unfit(reference.anchor, "day")
    return unfit or cal.day(reference.anchor.latest) if reference.anchor else unfit


def _next_unit(found: re.Match[str], reference: ReferenceTime) -> Answer:
    unit, anchor = found["unit"].lower(), reference.anchor
    if unit in {"month", "year", "decade"} and anchor is not None:
        edge = anchor.earliest if _sign(found) < 0 else anchor.latest
        return cal.unit_around(cal.moved(edge, by=_sign(found), unit=unit), unit)
    if unit == "week" and anchor is not None and not _unfit(anchor, unit):
        return cal.week(cal.moved(anchor.earliest, by=_sign(found), unit=unit))
    return _moved(anchor, _sign(found), "day") if unit != "week" else _unfit(anchor, unit)


def _day_side(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return _moved(reference.anchor, _sign(found), "day")


def _that_unit(found: re.Match[str], reference: ReferenceTime) -> Answer:
    unit, anchor = found["unit"].lower(), reference.anchor
    if unit == "night" and anchor and (anchor.latest - anchor.earliest).days == 1:
        return anchor
    if anchor is None or _unfit(anchor, unit):
        return _unfit(anchor, unit)
    return cal.unit_around(anchor.earliest, unit if unit in _LENGTHS else "day")


def _year_ago(_: re.Match[str], reference: ReferenceTime) -> Answer:
    """The like of the stretch before it a year earlier; without one, the year before publication."""
    anchor = reference.anchor
    if anchor is None or anchor.precision not in {"month", "range", "year"}:
        return cal.year_of(reference.today.year - 1)
    return _moved(anchor, -1, "year")


_MANY = rf"(?:about |around |just |some )?(?P<n>{NUMBER}) (?P<unit>{UNIT})s?"
_SIDES = r"(?P<side>later|earlier|previously|afterwards?|(?:before|after)(?=[.,;]|$))"
_PAST_DEED = r"after(?= (?!(?:" + either_of("no deed behind after") + r")\b)[a-z])"
_NEXT = r"the (?P<side>next|following|previous|preceding)"
_YEAR_AGO = r"(?:the |a )?year-(?:ago|earlier)(?: (?:period|quarter|month))?(?! \w+ quarter)"
_EVENT = r"(?=[.,;]|$| the (?:" + either_of("deeds that a day hangs on") + r"))"

RULES: tuple[Rule, ...] = (
    rule("units-later", "unit side", rf"{_MANY} {_SIDES}", _later),
    rule("units-after-a-deed", "unit side", rf"{_MANY} {_PAST_DEED}", _earlier_deed),
    rule(
        "hours-later",
        "clock side",
        rf"(?:(?:just |some |about |around )?(?:{NUMBER}|a few|several|many) )?(?:hours?|minutes?|moments) {_SIDES}",
        _same_day,
    ),
    rule("next-unit", "unit", rf"{_NEXT} (?P<unit>day|week|month|year|decade)", _next_unit),
    rule("next-unit", "part", rf"{_NEXT} (?P<unit>{PART})", _next_unit),
    rule("day-side", "unit side", rf"(?:the|a) day (?P<side>before|after|earlier|later){_EVENT}", _day_side),
    rule("year-ago", "unit side", _YEAR_AGO, _year_ago),
    rule("that-unit", "unit", r"(?:that|the same|that same) (?P<unit>day|week|month|year)", _that_unit),
    rule("that-unit", "part", r"(?:that|the same|that same) (?P<unit>night|evening|morning|afternoon)", _that_unit),
)
"""In the order in which they are tried, before the week days."""
COMPARED = frozenset({"year-ago"})
"""Rules of what is only compared with: nothing is counted from there."""
_NAMES = frozenset(each.name for each in RULES)
_APPOSED = re.compile(r",? on (?:the )?")
_EQUAL = re.compile(r",? ?(?:[(/=–-]|or|that is|corresponding to)? ?(?:A\.?H\.?|A\.?P\.?)?,? ?[(/=]? ?")


def restated(text: str, mentions: list[DateMention]) -> tuple[DateMention, ...]:
    """Let "a week before, on 21 January" mean 21 January: the full date beside it says what was counted.

    >>> import datetime as dt
    >>> from events.mentions.times.finder import find_times
    >>> from text.sentences import sentences
    >>> said = "It was taken on 28 January; a week before, on 21 January, it was shelled."
    >>> found = find_times(said, published=dt.date(2017, 3, 1), sentences=sentences(said))
    >>> [(date.span.text, date.when.earliest.day, date.rule) for date in found]
    [('28 January', 28, 'day-month-year'), ('a week before', 21, 'restated'), ('21 January', 21, 'day-month-year')]
    """
    following = {one.span: after for one, after in pairwise(mentions) if _says_again(text, one, after)}
    following |= {after.span: one for one, after in pairwise(mentions) if _says_again(text, after, one, before=True)}
    return tuple(
        replace(one, when=following[one.span].when, rule="restated", reason="") if one.span in following else one
        for one in mentions
    )


def _says_again(text: str, one: DateMention, other: DateMention, *, before: bool = False) -> bool:
    """Whether a day of the western calendar stands beside a count, or beside the same day of another calendar."""
    if other.when is None or other.when.precision != "day" or other.rule in calendars.NAMES:
        return False
    if one.rule in calendars.NAMES:
        first, second = (other, one) if before else (one, other)
        return bool(_EQUAL.fullmatch(text, first.span.stop, second.span.start))
    beside = not before and one.rule in _NAMES and _APPOSED.fullmatch(text, one.span.stop, other.span.start)
    return bool(beside)
