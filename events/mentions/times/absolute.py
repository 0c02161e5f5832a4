"""Dates that carry their own number: "3 January 2022", "Sept. 24", "2014-05-02", "summer of 2016", "the 1990s"."""

from __future__ import annotations

import datetime as dt
import re

from events.mentions.times import calendar as cal
from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, cased, rule
from events.mentions.times.vocabulary import (
    ABOUT,
    DAY,
    MONTH,
    NUMBERS,
    ORDINALS,
    PART,
    SEASON,
    SHORT_WEEKDAY,
    YEAR,
    day_number,
    month_number,
    weekday_number,
)
from events.mentions.times.years import choose_year, fitting_year
from events.model import When
from text.calendar_words import either, full_names
from text.lexicon import either_of

_FIRST_YEAR, _NO_YEAR = 1000, 2100
NEAR_YEAR = {"last": -1, "this": 0, "next": 1, "the previous": -1, "the following": 1, "that": 0, "the same": 0}


def _about(found: re.Match[str], when: When) -> When:
    return When(when.earliest, when.latest, "about") if found["about"] else when


def _said_year(found: re.Match[str], reference: ReferenceTime) -> int | None:
    """The year that stands beside: "2014", "last year", or "that year", which is the year of the date before."""
    if found["year"]:
        return int(found["year"])
    which = (found["which"] or "").lower()
    if which in {"that", "the same", "the previous", "the following"} and reference.anchor:
        return reference.anchor.earliest.year + NEAR_YEAR[which]
    return reference.today.year + NEAR_YEAR[which] if which else None


def _day_of(found: re.Match[str], reference: ReferenceTime) -> dt.date:
    month, day, year = month_number(found["month"]), day_number(found["day"]), _said_year(found, reference)
    return dt.date(year, month, day) if year else choose_year(month, day, reference, where=found.span())


def _full_day(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """A day of a month, with a year said, implied by "last year" or a week day, or chosen."""
    month, day = month_number(found["month"]), day_number(found["day"])
    if found["other"]:
        return cal.day(_of_other_century(int(found["other"]), month, day))
    if found["weekday"] and not _said_year(found, reference):
        named = fitting_year(month, day, reference, weekday=weekday_number(found["weekday"]))
        if named:
            return _about(found, cal.day(named))
    date = _day_of(found, reference)
    if found["last"] and date >= reference.today:
        date = cal.moved(date, by=-1, unit="year")
    return _about(found, cal.day(date))


def _of_other_century(year: int, month: int, day: int) -> dt.date:
    if not _FIRST_YEAR <= year < _NO_YEAR:
        message = f"nobody writes of the year {year}"
        raise ValueError(message)
    return dt.date(year, month, day)


def _week_of(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return cal.week(_day_of(found, reference))


def _day_of_month(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """A day whose month was told last, or that of the day of publication."""
    day, anchor = day_number(found["day"]), reference.anchor
    known = reference.published or reference.day_after
    if found["which"] or anchor is None or (anchor.latest - anchor.earliest).days > cal.LONGEST_MONTH:
        month = cal.moved(reference.today, by=-(found["which"] == "last"), unit="month")
        date = month.replace(day=1) + (day - 1) * cal.DAY
        return cal.day(
            date if known is None or date <= known or found["which"] else cal.moved(date, by=-1, unit="month")
        )
    return cal.day(anchor.earliest.replace(day=day))


def _row_day(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The day in the first cell of a row, whose month heads the table; "" for a number that opens no row."""
    if reference.month_above is None or found.start() != reference.sentence.start:
        return ""
    month, day = reference.month_above, int(found["day"])
    return cal.day(choose_year(month, day, reference, where=found.span()))


def _iso(found: re.Match[str], _: ReferenceTime) -> Answer:
    return cal.day(dt.date(int(found["year"]), int(found["month"]), int(found["day"])))


def _month_of_year(found: re.Match[str], reference: ReferenceTime) -> Answer:
    year = _said_year(found, reference)
    return _about(found, _part(found, cal.month(year or reference.today.year, month_number(found["month"]))))


def _month(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return _part(found, _near_month(month_number(found["month"]), (found["which"] or "").lower(), (reference, found)))


def _part(found: re.Match[str], month: When) -> When:
    """The first ten days of a month for "early", the next ten for "mid", the rest for "late" and "the end of"."""
    edge = (found["edge"] or "").lower().split()
    if not edge:
        return month
    tenth, twentieth = month.earliest.replace(day=10), month.earliest.replace(day=20)
    if edge[0] in {"mid", "mid-", "middle"}:
        return cal.span_of_days(tenth + cal.DAY, twentieth)
    if edge[0] in {"late", "end"}:
        return cal.span_of_days(twentieth + cal.DAY, month.latest)
    return cal.span_of_days(month.earliest, tenth)


def _near_month(number: int, which: str, where: tuple[ReferenceTime, re.Match[str]]) -> When:
    """A month without a year: that of the heading above, else the last that has begun, the coming one in a future tense."""
    reference, found = where
    if reference.year_above and not which:
        return cal.month(reference.year_above, number)
    today = reference.today
    since = (today.month - number) % 12
    if which == "last":
        return cal.month(today.year, today.month - (since or 12))
    if which == "this":
        return cal.month(today.year, number)
    ahead = -since % 12
    if which == "next" or (ahead <= 9 and reference.tense(*found.span()) == "future"):
        return cal.month(today.year, today.month + (ahead or 12 * (which == "next")))
    return cal.month(today.year, today.month - since)


def _part_of_month(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The first week of a month is its first seven days, the last week its last seven; a half ends with the 15th."""
    number, year, nth = month_number(found["month"]), _said_year(found, reference), found["nth"].lower()
    month = cal.month(year, number) if year else _near_month(number, "", (reference, found))
    if found["part"].lower() == "half":
        middle = month.earliest.replace(day=15)
        return cal.span_of_days(month.earliest, middle) if nth == "first" else cal.span_of_days(middle, month.latest)
    if nth == "last":
        return When(month.latest - 6 * cal.DAY, month.latest, "week")
    first = month.earliest + 7 * (ORDINALS[nth] - 1) * cal.DAY
    return When(first, first + 6 * cal.DAY, "week")


def _season_of_year(found: re.Match[str], _: ReferenceTime) -> Answer:
    return cal.season(int(found["year"]), found["season"].lower())


def _quarter_of_year(found: re.Match[str], _: ReferenceTime) -> Answer:
    return cal.quarter(int(found["year"]), int(found["n"]) if found["n"] else ORDINALS[found["nth"].lower()])


def _half_of_year(found: re.Match[str], _: ReferenceTime) -> Answer:
    return cal.months(int(found["year"]), 1 if found["nth"].lower() == "first" else 7, 6)


def _decade(found: re.Match[str], _: ReferenceTime) -> Answer:
    digits = found["digits"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) > 25 else 2000 + int(digits)
    return cal.years(first, first + 9)


def _year(found: re.Match[str], _: ReferenceTime) -> Answer:
    return _about(found, cal.year_of(int(found["year"])))


def _spoken_year(found: re.Match[str], _: ReferenceTime) -> Answer:
    century = 1900 if found["century"].lower() == "nineteen" else 2000
    return cal.year_of(century + (NUMBERS[found["rest"].lower()] if found["rest"] else 0))


def _eleventh_of_september(_: re.Match[str], __: ReferenceTime) -> Answer:
    return cal.day(dt.date(2001, 9, 11))


_EDGE = r"(?:(?:the )?(?:" + either_of("edges of a month or year") + r")[ -]?(?:in )?)?"
_NAMED_EDGE = (
    r"(?:(?:the )?(?P<edge>[Ee]arly|[Ll]ate|[Mm]id|[Mm]iddle of|[Ee]nd of|[Bb]eginning of|[Ss]tart of)[ -]?(?:in )?)?"
)
_ABOUT = rf"(?:(?P<about>{ABOUT}) )?"
_WEEK = rf"(?:(?P<weekday>{SHORT_WEEKDAY})(?: {PART})?,? (?:the |on )?)?"
_LEAD = rf"{_ABOUT}(?:overnight (?:on |into )?)?(?P<last>last )?{_WEEK}"
_NEAR_YEAR = r"(?P<which>last|this|next|that|the same|the previous) year"
_YEAR_BESIDE = rf",? (?:(?:of |in )?(?P<year>{YEAR})|(?:of )?{_NEAR_YEAR})"
_NAMED_AFTER = (
    rf"(?! (?:Youth )?(?:{either('named-after')})\b)"  # the March 23 Movement, 14 July Bridge: a name made of a date
)
_OTHER_YEAR = r",? (?P<other>\d{4})(?=[.,;:)]|\s*$)"  # of another century, or of none
_TAIL = rf"{_NAMED_AFTER}(?:{_YEAR_BESIDE}|{_OTHER_YEAR})?(?:,? overnight)?"
_DAY_MONTH = rf"(?P<day>{DAY}) (?:of )?(?P<month>{MONTH})"
_MONTH_DAY = rf"(?P<month>{MONTH}) (?:the )?(?P<day>{DAY})"
_DAY_OF_MONTH = (
    r"(?:(?<=[Oo]n )|(?<=of )|(?<=[Bb]y )|(?<=[Ss]ince ))the (?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))"
    r"(?:(?: of| day of) (?P<which>this|last) month|(?= of (?:the|that) month)|(?=[.,;:)]|$| (?:"
    + either_of("behind a day of the month")
    + r")\b))"
)
_WEEK_OF = r"(?:the )?week (?:of|beginning)"
_PART_OF = r"(?:the )?(?P<nth>first|second|third|fourth|last) (?P<part>week|half) (?:of|in)"
_SEASON_YEAR = rf"(?:the )?{_EDGE}(?P<season>{SEASON})(?: of|,| in)? (?P<year>{YEAR})(?:[-/–]\d\d(?:\d\d)?)?"
_QUARTER = r"(?:(?P<nth>first|second|third|fourth)[ -]quarter|Q(?P<n>[1-4]))"
_ALSO_WORDS = r"(?:May|March|April)"
_LEADS = "In in Last last This this Next next Since since Until until by of Early early late to from and The the during"
_LED = "|".join(rf"(?<={word} )" for word in _LEADS.split()) + "|(?<=mid-)"
_FULL = rf"(?:{'|'.join(name for name in full_names('month') if not re.fullmatch(_ALSO_WORDS, name))})"
_SHORT = r"(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)"
_UNLED = rf"{_FULL}(?! [A-Z])|{_FULL.upper()}|{_SHORT}\."  # not the first names Jan, June and August
_MONTH_NAME = (
    rf"(?P<month>{_UNLED}|(?:{_LED})(?:{_FULL}|{_SHORT}\b(?! [A-Z]))|(?:{_LED}){_ALSO_WORDS}(?! (?:of|for|on) [A-Z]))"
)
_MONTH = rf"(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext)(?: past)? |{_NAMED_EDGE}){_MONTH_NAME}(?!\.? \d)"
_COUNTED = rf"(?! (?:more|others|killed|dead|wounded)\b)(?! ?(?:\w+[- ])?(?:{either('counted')})\b)"
_NOT_COUNT = "".join(rf"(?<!{lead} )" for lead in ("No.", "at", "[Rr]esolution", "nearly", "over", "than", "some"))
_YEAR_ALONE = (
    rf"(?<![\w$£€#.,/:-]){_NOT_COUNT}\b{_ABOUT}{_EDGE}(?:(?:post|pre)-)?(?P<year>{YEAR}){_COUNTED}(?![\w/]|-\d)"
)
_REST = "|".join(sorted((w for w, n in NUMBERS.items() if 1 <= n <= 99 and len(w) > 2), key=len, reverse=True))
_SPOKEN = rf"(?:the year )?(?P<century>nineteen|two thousand)(?: and)? (?P<rest>{_REST})(?! (?:people|troops|dollars))"

RULES: tuple[Rule, ...] = (
    rule("iso-date", "numbered", rf"(?P<year>{YEAR})-(?P<month>0\d|1[012])-(?P<day>[0-3]\d)(?:T[\d:.]+Z?)?", _iso),
    rule("year-month-day", "numbered", rf"(?P<year>{YEAR})/(?P<month>0?\d|1[012])/(?P<day>[0-3]?\d)", _iso),
    rule("nine-eleven", "figure", r"9/11|Sept(?:\.|ember) 11(?= (?:terror|attack|hijack))", _eleventh_of_september),
    cased("week-of", "unit month", rf"{_WEEK_OF} {_DAY_MONTH}(?:{_YEAR_BESIDE})?", _week_of),
    cased("week-of", "unit month", rf"{_WEEK_OF} {_MONTH_DAY}(?:{_YEAR_BESIDE})?", _week_of),
    cased(
        "part-of-month",
        "month",
        rf"{_PART_OF} (?P<month>{MONTH})(?!\.? \d{{1,2}}\b)(?:{_YEAR_BESIDE})?",
        _part_of_month,
    ),
    cased("day-month-year", "month figure", rf"{_LEAD}{_DAY_MONTH}{_TAIL}", _full_day),
    cased("month-day-year", "month figure", rf"{_LEAD}{_MONTH_DAY}{_TAIL}", _full_day),
    cased("month-year", "month", rf"{_ABOUT}{_NAMED_EDGE}(?P<month>{MONTH}){_YEAR_BESIDE}", _month_of_year),
    rule("season-year", "season year", _SEASON_YEAR, _season_of_year),
    rule("quarter-year", "year", rf"(?:the )?{_QUARTER}(?: of|,| in)? (?P<year>{YEAR})", _quarter_of_year),
    rule("quarter-year", "year", rf"(?:the )?(?P<year>{YEAR})(?:['’]s)? {_QUARTER}", _quarter_of_year),
    rule("half-year", "half year", rf"(?:the )?(?P<nth>first|second) half of (?P<year>{YEAR})", _half_of_year),
    rule("decade", "figure", r"(?:the )?(?:early |late |mid-?)?(?P<digits>(?:19|20)\d0|(?<=['’])\d0)['’]?s", _decade),
    cased("month", "month", _MONTH, _month),
    cased("row-day", "figure", r"(?P<day>3[01]|[12]\d|0?[1-9])(?=[ \t]*[|\t])", _row_day),
    cased("day-of-month", "figure", _DAY_OF_MONTH, _day_of_month),
    rule("spoken-year", "spoken", _SPOKEN, _spoken_year),
    Rule("year", frozenset({"year"}), re.compile(_YEAR_ALONE), _year),
)
"""In the order in which they are tried; what an earlier rule has taken is not read again."""
