"""From one day to another: "between 3 and 5 May", "from May 3 to 5", "3-5 May", "June 2014 to May 2015", "1994-1997".

It stands apart because two dates make one interval here; these rules are tried before those for single dates.
"""

from __future__ import annotations

import datetime as dt
import re

from events import dates_calendar as cal
from events.dates_absolute import choose_year
from events.dates_setting import Answer, Rule, Setting
from events.dates_words import DAY, MONTH, SHORT_WEEKDAY, YEAR, day_number, month_number

_TO = r"(?: ?[-–—/] ?| (?:to|and|through|until|till) )"
_OPEN = r"(?:(?P<open>[Bb]etween|[Ff]rom) (?:the )?)?"
_W = rf"(?:{SHORT_WEEKDAY},? )?"


def _ends(found: re.Match[str], setting: Setting) -> Answer:
    """Two days; the first takes its month and year from the last where it has none of its own."""
    words = found.groupdict()
    month = month_number(words["month"])
    last = _day(month, day_number(words["last"]), words["year"], (setting, found.span()))
    first_month = month_number(words["month1"]) if words.get("month1") else month
    year = int(words["year1"]) if words.get("year1") else last.year - (first_month > last.month)
    return cal.span_of_days(dt.date(year, first_month, day_number(words["first"])), last)


def _day(month: int, day: int, year: str | None, where: tuple[Setting, tuple[int, int]]) -> dt.date:
    setting, span = where
    return dt.date(int(year), month, day) if year else choose_year(month, day, setting, where=span)


def _ends_month_first(found: re.Match[str], setting: Setting) -> Answer:
    words = found.groupdict()
    month1 = month_number(words["month1"])
    month2 = month_number(words["month"]) if words["month"] else month1
    last = _day(month2, day_number(words["last"]), words["year"], (setting, found.span()))
    year = int(words["year1"]) if words["year1"] else last.year - (month1 > last.month)
    return cal.span_of_days(dt.date(year, month1, day_number(words["first"])), last)


def _listed_day(found: re.Match[str], setting: Setting) -> Answer:
    return cal.day(_day(month_number(found["month"]), day_number(found["day"]), found["year"], (setting, found.span())))


def _month_range(found: re.Match[str], setting: Setting) -> Answer:
    first, last = month_number(found["month1"]), month_number(found["month"])
    if found["year"]:
        year = int(found["year"])
    else:
        end = choose_year(last, 1, setting, where=found.span())
        year = end.year
    year1 = int(found["year1"]) if found["year1"] else year - (first > last)
    return cal.span_of_days(cal.month(year1, first).earliest, cal.month(year, last).latest)


def _year_range(found: re.Match[str], _: Setting) -> Answer:
    first, last = int(found["first"]), found["last"]
    return cal.years(first, int(last) if len(last) == 4 else first // 100 * 100 + int(last))


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€.])(?:{pattern})(?![\w%])")


RULES: tuple[Rule, ...] = (
    Rule(
        "range-days-of-months",
        _rule(
            rf"{_OPEN}{_W}(?P<first>{DAY}) (?P<month1>{MONTH})(?:,? (?P<year1>{YEAR}))?{_TO}"
            rf"(?:the )?{_W}(?P<last>{DAY}) (?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?"
        ),
        _ends,
    ),
    Rule(
        "range-days-of-month",
        _rule(
            rf"(?:(?:[Bb]etween|[Ff]rom) (?:the )?{_W}(?P<first>{DAY}){_TO}(?:the )?{_W}(?P<last>{DAY}) (?:of )?(?P<month>{MONTH})"
            rf"(?:,? (?P<year>{YEAR}))?)"
        ),
        _ends,
    ),
    Rule(
        "range-dashed-days",
        _rule(rf"(?:{_W}(?P<first>{DAY})(?: ?[-–—/] ?| to )(?P<last>{DAY}) (?:of )?(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?)"),
        _ends,
    ),
    Rule(
        "range-month-days",
        _rule(
            rf"(?:(?:[Bb]etween|[Ff]rom) {_W}(?P<month1>{MONTH}) (?P<first>{DAY})(?:, (?P<year1>{YEAR}),?)?{_TO}"
            rf"{_W}(?:(?P<month>{MONTH}) )?(?P<last>{DAY})(?:,? (?P<year>{YEAR}))?)"
        ),
        _ends_month_first,
    ),
    Rule(
        "range-dashed-month-days",
        _rule(
            rf"(?:{_W}(?P<month1>{MONTH}) (?P<first>{DAY})(?:, (?P<year1>{YEAR}),?)?(?: ?[-–—] ?| to | through )"
            rf"{_W}(?:(?P<month>{MONTH}) )?(?P<last>{DAY})(?:,? (?P<year>{YEAR}))?)"
        ),
        _ends_month_first,
    ),
    Rule(
        "listed-day",
        _rule(rf"(?P<month>{MONTH}) \d{{1,2}}(?:, \d{{1,2}})*,? (?:and|or) (?P<day>{DAY})(?:,? (?P<year>{YEAR}))?"),
        _listed_day,
        said="day",
    ),
    Rule(
        "listed-day",
        _rule(rf"(?P<day>{DAY})(?=(?:,? (?:and|or) |, )(?:\d{{1,2}}, )*(?:\d{{1,2}},? and )?{DAY} (?:of )?(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?)"),
        _listed_day,
        said="day",
    ),
    Rule(
        "range-months",
        _rule(
            rf"(?:(?P<open>[Bb]etween|[Ff]rom) )?(?P<month1>{MONTH})(?:,? (?P<year1>{YEAR}))?(?: ?[-–—] ?| (?:to|through|until|and) )"
            rf"(?P<month>{MONTH})(?!\.? \d{{1,2}}\b)(?:,? (?P<year>{YEAR}))?"
        ),
        _month_range,
    ),
    Rule(
        "range-years",
        _rule(rf"(?:[Bb]etween|[Ff]rom) (?P<first>{YEAR})(?: ?[-–—] ?| (?:to|and|through|until|till) )(?P<last>{YEAR})"),
        _year_range,
    ),
    Rule("range-dashed-years", _rule(rf"(?P<first>{YEAR})[-–—](?P<last>(?:{YEAR})|\d\d(?!\d))(?!-)"), _year_range),
)
"""In the order in which they are tried, before the rules for single dates."""
