"""Stretches told from the day of publication: "last month", "three days ago"; and lengths with no place in the calendar.

The latter ("for three years", "a two-hour battle") are found so that they are shown, and so that their numbers are
no dates.
"""

from __future__ import annotations

import re

from events.mentions.times import calendar as cal
from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, rule
from events.mentions.times.vocabulary import NUMBER, ORDINALS, SEASON, SEASONS, UNIT, number
from events.model import When
from text.lexicon import either_of

_SHIFT = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def _unit(found: re.Match[str], reference: ReferenceTime) -> Answer:
    unit, shift = found["unit"].lower(), _SHIFT[found["which"].split()[-1].lower()]
    if unit in SEASONS:
        return _season_near(unit, shift, reference)
    if unit == "weekend":
        return _weekend(shift, reference)
    around = cal.unit_around(cal.moved(reference.today, by=shift, unit=unit), unit)
    if unit == "year" and _AT_END.match(found[0]):
        return cal.months(around.earliest.year, 11, 2)
    return around


def _season_near(name: str, shift: int, reference: ReferenceTime) -> When:
    """The season under way or just past for "this", the last one that is over for "last", the coming one for "next"."""
    today = reference.today
    seasons = [cal.season(year, name) for year in range(today.year - 2, today.year + 3)]
    if shift > 0:
        return next(s for s in seasons if s.earliest > today)
    return next(s for s in reversed(seasons) if (s.latest if shift < 0 else s.earliest) <= today)


def _season(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return _season_near(found["season"].lower(), int(reference.tense(*found.span()) == "future"), reference)


def _weekend(shift: int, reference: ReferenceTime) -> When:
    this = cal.weekend(reference.today)
    if shift > 0:
        return cal.weekend(reference.today + 7 * cal.DAY)
    return this if shift == 0 and reference.today >= this.earliest else cal.weekend(reference.today - 7 * cal.DAY)


def _the_weekend(found: re.Match[str], reference: ReferenceTime) -> Answer:
    if reference.tense(*found.span()) == "future":
        return cal.weekend(reference.today)
    return _weekend(0, reference)


def _ago(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """A day for days; for longer units the unit that holds the day so long ago, which is "about"."""
    how_many, unit = number(found["n"]), found["unit"].lower()
    then = cal.moved(reference.today, by=-how_many, unit=unit)
    if unit == "day":
        return cal.day(then, "about" if found["about"] else "day")
    if unit == "year" and how_many == 1:
        quarter = reference.anchor if reference.anchor and cal.is_quarter(reference.anchor) else None
        return cal.a_year_on(quarter, -1) if quarter else _about(cal.month(then.year, then.month))
    return _about(cal.unit_around(then, "week" if unit == "fortnight" else unit))


def _about(when: When) -> When:
    return When(when.earliest, when.latest, "about")


def _vague(_: re.Match[str], __: ReferenceTime) -> Answer:
    return "how many is not said"


def _stretch(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The past or the next so many units, up to or from the day of publication; hours are rounded to days.

    In a story of the past "the next three years" follow the date before it.
    """
    ahead = found["which"].lower() in {"next", "coming"}
    how_many, unit = number(found["n"] or "one"), (found["unit"] or found["one"]).lower()
    if unit == "hour":
        how_many, unit = max(1, round(how_many / 24)), "day"
    start = reference.anchor.latest if ahead and reference.anchor and _is_past(found, reference) else reference.today
    return cal.span_of_days(start, cal.moved(start, by=how_many if ahead else -how_many, unit=unit))


def _is_past(found: re.Match[str], reference: ReferenceTime) -> bool:
    return reference.tense(*found.span()) == "past"


def _quarter(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The last such quarter that has begun or is about to, or this year's where the tense looks ahead."""
    wanted, today = ORDINALS[found["nth"].lower()], reference.today
    now = (today.month + 2) // 3
    past = wanted > now + 1 and reference.tense(*found.span()) != "future"
    return cal.quarter(today.year - past - bool(found["ago"]), wanted)


def _latest_quarter(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The quarter that was told of last, or the last that is over; "current" is that of the day of publication."""
    which = (found["which"] or "").strip().lower()
    if which == "current":
        return cal.unit_around(reference.today, "quarter")
    if not which and reference.anchor and cal.is_quarter(reference.anchor):
        return reference.anchor
    return cal.unit_around(cal.moved(reference.today, by=-1, unit="quarter"), "quarter")


def _half(found: re.Match[str], reference: ReferenceTime) -> Answer:
    shift = _SHIFT[found["which"].lower()] if found["which"] else 0
    return cal.months(reference.today.year + shift, 1 if found["nth"].lower() == "first" else 7, 6)


def _edge_of_unit(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return cal.unit_around(reference.today, found["unit"].lower())


_EDGE = r"(?:(?:the )?(?:" + either_of("edges of a span") + r")[ -]?(?:in )?(?:the )?)?"
_AT_END = re.compile(r"(?:the )?end of ", re.IGNORECASE)
_WHICH = r"(?P<which>last|this past|this|next|coming)"
_UNITS = rf"(?P<unit>week|weekend|month|year|quarter|decade|{SEASON})"
_ABOUT = r"(?:(?P<about>" + either_of("about a span") + r") )?(?:just )?"
_SPAN = rf"(?:(?P<n>{NUMBER}) (?P<unit>hour|{UNIT})s?|(?P<one>hour|{UNIT})(?!s| of\b))"
_SPANNED = rf"(?:the |(?<=in )|(?<=over )|(?<=within )|(?<=during )|(?=past |next |coming ))(?P<which>past|last|next|coming) {_SPAN}"
_IN_SEASON = rf"(?:over|during|in|since|by|throughout) (?:the )?{_EDGE}(?P<season>{SEASON})"
_NTH_QUARTER = r"(?:the )?(?P<ago>year-ago |year-earlier )?(?:\w+ )?(?P<nth>first|second|third|fourth)[ -]quarter"
_NTH_HALF = r"(?:the )?(?P<nth>first|second) half(?: of (?P<which>last|this|next) year|(?= ))(?! of)"


def _length(_: re.Match[str], __: ReferenceTime) -> Answer:
    return "a length of time, not a date"


_STEMS = r"(?:" + either_of("stems of units of time") + r")(?:ies|y|s)?"
_HOW_MANY = rf"(?:{NUMBER}|several|a few|many|dozens of|hundreds of)"
_SO_MANY = rf"{_HOW_MANY}[ -](?:more )?{_STEMS}(?!-old| old|-ago|-earlier)(?:-long)?"
_LENGTH = rf"(?:for |in |within |after |over |during )?{_SO_MANY}|for {_STEMS}"

RULES: tuple[Rule, ...] = (
    rule("unit", "unit", rf"{_EDGE}{_WHICH} {_UNITS}", _unit),
    rule("unit", "season", rf"{_EDGE}{_WHICH} {_UNITS}", _unit),
    rule("the-weekend", "unit", r"(?:over |at |during |on |of )?the weekend", _the_weekend),
    rule("season", "season", _IN_SEASON, _season),
    rule("units-ago", "unit side", rf"{_ABOUT}(?P<n>{NUMBER}) (?P<unit>{UNIT})s? ago", _ago),
    rule("vague-stretch", "unit", rf"(?:the )?(?:past|last|next|coming|recent)(?: few| several)? {UNIT}s", _vague),
    rule("vague-ago", "side", rf"(?:several|a few|some|many|hours|minutes|{UNIT}s)(?: {UNIT}s)? ago", _vague),
    rule("stretch", "unit", _SPANNED, _stretch),
    rule("stretch", "clock", _SPANNED, _stretch),
    rule("quarter", "unit", _NTH_QUARTER, _quarter),
    rule("latest-quarter", "unit", r"the (?P<which>latest |current )?quarter(?! of)", _latest_quarter),
    rule("latest-quarter", "period", r"the (?P<which>latest )period", _latest_quarter),
    rule("half", "half", _NTH_HALF, _half),
    rule(
        "edge-of-unit",
        "unit",
        r"(?:the )?(?:end|start|beginning|middle) of the (?P<unit>week|month|year|decade)",
        _edge_of_unit,
    ),
    rule("edge-of-unit", "unit", r"(?:the )?(?P<unit>year)(?:[- ]|['’]s )end", _edge_of_unit),
    rule("duration", "unit", _LENGTH, _length),
    rule("duration", "clock", _LENGTH, _length),
)
"""In the order in which they are tried, after the week days."""
