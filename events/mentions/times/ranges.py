"""From one day to another: "between 3 and 5 May", "May 3-5", "from Monday to Wednesday", "1994-97".

Tried before the rules for single dates.
"""

from __future__ import annotations

import datetime as dt
import re

from events.mentions.times import calendar as cal
from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, cased, rule
from events.mentions.times.vocabulary import (
    DAY,
    MONTH,
    PART,
    SHORT_WEEKDAY,
    WEEKDAY,
    YEAR,
    day_number,
    month_number,
    weekday_number,
)
from events.mentions.times.years import choose_year


def _days(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """Two days; each takes the month and year it lacks from the other."""
    said = found.groupdict()
    month1 = month_number(said["month1"] or said["month2"])
    month2 = month_number(said["month2"] or said["month1"])
    year = said["year2"] or (said["year1"] if month1 <= month2 else None)
    last = _day(month2, day_number(said["last"]), year, (reference, found.span()))
    year1 = int(said["year1"]) if said["year1"] else last.year - (month1 > month2)
    return cal.span_of_days(dt.date(year1, month1, day_number(said["first"])), last)


def _day(month: int, day: int, year: str | None, where: tuple[ReferenceTime, tuple[int, int]]) -> dt.date:
    return dt.date(int(year), month, day) if year else choose_year(month, day, where[0], where=where[1])


def _listed_day(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return cal.day(
        _day(month_number(found["month"]), day_number(found["day"]), found["year"], (reference, found.span()))
    )


def _months(found: re.Match[str], reference: ReferenceTime) -> Answer:
    first, last = month_number(found["month1"]), month_number(found["month2"])
    year = int(found["year2"]) if found["year2"] else choose_year(last, 1, reference, where=found.span()).year
    year1 = int(found["year1"]) if found["year1"] else year - (first > last)
    return cal.span_of_days(cal.month(year1, first).earliest, cal.month(year, last).latest)


def _years(found: re.Match[str], _: ReferenceTime) -> Answer:
    first, last = int(found["first"]), found["last"]
    return cal.years(first, int(last) if len(last) == 4 else first // 100 * 100 + int(last))


def _weekdays(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """Two week days in a row, the last of them read as a week day alone would be."""
    today, first, last = reference.today, weekday_number(found["first"]), weekday_number(found["last"])
    ahead = reference.tense(*found.span()) == "future"
    end = today + ((last - today.weekday()) % 7 if ahead else -((today.weekday() - last) % 7)) * cal.DAY
    return cal.span_of_days(end - ((last - first) % 7) * cal.DAY, end)


_DASH = r" ?[-–—/] ?"
_WORDS = r" (?:to|and|through|until|till) (?:the )?"
_TO = rf"(?:{_DASH}|{_WORDS})"
_SAID_TO = rf"(?:{_DASH}| (?:to|through|until|till) (?:the )?)"
_OPEN = r"(?:[Oo]vernight )?(?:[Bb]etween|[Ff]rom)(?: the (?:evening|night|morning|afternoon)s? of)?(?: the)? "
_OVERNIGHT = r"(?:[Oo]vernight,? (?:on |of )?)?"
_W = rf"(?:{SHORT_WEEKDAY},? )?"
_FIRST_DM = rf"{_W}(?P<first>{DAY})(?: (?P<month1>{MONTH})(?:,? (?P<year1>{YEAR}))?)?"
_LAST_DM = rf"{_W}(?P<last>{DAY}) (?:of )?(?P<month2>{MONTH})(?:,? (?P<year2>{YEAR}))?"
_FIRST_MD = rf"{_W}(?P<month1>{MONTH}) (?P<first>{DAY})(?:, (?P<year1>{YEAR}),?)?"
_LAST_MD = rf"{_W}(?:(?P<month2>{MONTH}) )?(?P<last>{DAY})(?:,? (?P<year2>{YEAR}))?"
_FIRST_MY = rf"(?P<month1>{MONTH})(?:,? (?P<year1>{YEAR}))?"
_LAST_MY = rf"(?P<month2>{MONTH})(?!\.? \d{{1,2}}\b)(?:,? (?P<year2>{YEAR}))?"
_YEAR_BEHIND = rf"(?:,? (?P<year>{YEAR}))?"
_MORE_DAYS = rf"(?:,? (?:and|or|&) |, )(?:\d{{1,2}}, ){{0,9}}(?:\d{{1,2}},? and )?{DAY}"
_FIRST_WD = rf"(?P<first>{WEEKDAY})(?: {PART})?"
_INTO = rf"(?:{_DASH}| (?:to|into|through|and (?:early|into)|(?:and )?into the early hours of) )(?:early )?"
_LAST_WD = rf"(?P<last>{WEEKDAY})(?: {PART})?"

RULES: tuple[Rule, ...] = (
    cased("range-days-month", "month figure", rf"{_OPEN}{_FIRST_DM}{_TO}{_LAST_DM}", _days),
    cased("range-days-month", "month figure", rf"{_OVERNIGHT}{_FIRST_DM}{_SAID_TO}{_LAST_DM}", _days),
    cased("range-month-days", "month figure", rf"{_OPEN}{_FIRST_MD}{_TO}{_LAST_MD}", _days),
    cased("range-month-days", "month figure", rf"{_OVERNIGHT}{_FIRST_MD}{_SAID_TO}{_LAST_MD}", _days),
    cased(
        "listed-day",
        "month figure",
        rf"(?P<month>{MONTH}) \d{{1,2}}(?:, \d{{1,2}}){{0,9}},? (?:and|or) (?P<day>{DAY}){_YEAR_BEHIND}",
        _listed_day,
    )._replace(said="day"),
    cased(
        "listed-day",
        "month figure",
        rf"(?<![:.])(?P<day>{DAY})(?={_MORE_DAYS} (?:of )?(?P<month>{MONTH}){_YEAR_BEHIND})",
        _listed_day,
    ),
    cased("range-months", "month", rf"{_OPEN}{_FIRST_MY}{_TO}{_LAST_MY}", _months),
    cased("range-months", "month", rf"{_FIRST_MY}(?:{_DASH}| (?:to|through) ){_LAST_MY}", _months),
    cased("range-years", "year", rf"{_OPEN}(?P<first>{YEAR}){_TO}(?P<last>{YEAR})", _years),
    cased("range-years", "year", rf"(?P<first>{YEAR})[-–—](?P<last>(?:{YEAR})|\d\d(?!\d))(?!-)", _years),
    cased("range-weekdays", "weekday", rf"{_OPEN}{_FIRST_WD}{_TO}{_LAST_WD}", _weekdays),
    rule("range-weekdays", "weekday", rf"overnight {_FIRST_WD}(?:{_DASH}| (?:to|into|and) ){_LAST_WD}", _weekdays),
    rule(
        "range-weekdays",
        "weekday part",
        rf"(?P<first>{WEEKDAY}) (?:night|evening|afternoon){_INTO}{_LAST_WD}",
        _weekdays,
    ),
)
"""In the order in which they are tried, before the rules for single dates."""
