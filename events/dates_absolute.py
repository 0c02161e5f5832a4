"""Dates that carry their own number: "3 January 2022", "Sept. 24", "2014-05-02", "summer of 2016", "the 1990s".

It stands apart from the relative rules because these need the day of publication only to choose a missing year.
"""

from __future__ import annotations

import datetime as dt
import re

from events import dates_calendar as cal
from events.dates_setting import Answer, Rule, Setting
from events.dates_words import (
    ABOUT,
    CLOCK,
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
from events.event import When

_EDGE = r"(?:(?:the )?(?:early|late|mid|mid-|middle of|end of|beginning of|start of)[ -]?(?:in )?)?"
_WEEK = rf"(?:(?P<weekday>{SHORT_WEEKDAY})(?: (?P<part>{PART}))?,? (?:the |on )?)?"
_YEAR_AFTER = rf"(?:,? (?:of )?(?P<year>{YEAR})|,? (?:of )?(?P<which>last|this|next) year)?"
_HOUR = rf"(?:,? (?:at|around|about) {CLOCK})?"


def _about(found: re.Match[str], when: When) -> When:
    return When(when.earliest, when.latest, "about") if found["about"] else when


def choose_year(month: int, day: int, setting: Setting, *, where: tuple[int, int]) -> dt.date:
    """Return the day of a month in the year that the sentence means.

    Past tense: the last such day on or before publication; future: the coming one; else the nearest.
    A day that just follows publication stays in its year: agencies date their lines ahead.
    """
    today = setting.today
    days = [dt.date(y, month, day) for y in range(today.year - 1, today.year + 2) if _exists(y, month, day)]
    near = min(days, key=lambda d: abs((d - today).days))
    tense = setting.tense(*where)
    if tense == "past" and near > today:
        return max((d for d in days if d <= today), default=near) if (near - today).days > 1 else near
    if tense == "future" and near < today and (today - near).days > 120:
        return min((d for d in days if d >= today), default=near)
    return near


def _exists(year: int, month: int, day: int) -> bool:
    return day <= cal.month(year, month).latest.day


def _with_weekday(month: int, day: int, setting: Setting, weekday: int) -> dt.date | None:
    """The year nearest to publication in which the day of the month falls on that weekday."""
    today = setting.today
    days = [dt.date(y, month, day) for y in range(today.year - 6, today.year + 7) if _exists(y, month, day)]
    fitting = [d for d in days if d.weekday() == weekday]
    return min(fitting, key=lambda d: abs((d - today).days), default=None)


def full_day(found: re.Match[str], setting: Setting) -> Answer:
    """A day of a month, with a year said, implied by "last year", or chosen."""
    month, day = month_number(found["month"]), day_number(found["day"])
    if found["year"]:
        return _about(found, cal.day(dt.date(int(found["year"]), month, day)))
    if found["which"]:
        return _about(found, cal.day(dt.date(setting.today.year + _SHIFT[found["which"]], month, day)))
    named = _with_weekday(month, day, setting, weekday_number(found["weekday"])) if found["weekday"] else None
    chosen = named or choose_year(month, day, setting, where=found.span())
    if found["last"] and chosen >= setting.today:
        chosen = cal.moved(chosen, by=-1, unit="year")
    return _about(found, cal.day(chosen))


_SHIFT = {"last": -1, "this": 0, "next": 1}


def _iso(found: re.Match[str], _: Setting) -> Answer:
    return cal.day(dt.date(int(found["year"]), int(found["month"]), int(found["day"])))


def _slashes(found: re.Match[str], _: Setting) -> Answer:
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    if found["mark"] == "." or first > 12 or first == second:
        return cal.day(dt.date(year, second, first))
    if second > 12:
        return cal.day(dt.date(year, first, second))
    return "day and month cannot be told apart"


def _month_of_year(found: re.Match[str], _: Setting) -> Answer:
    return _about(found, cal.month(int(found["year"]), month_number(found["month"])))


def _month_near_year(found: re.Match[str], setting: Setting) -> Answer:
    return cal.month(setting.today.year + _SHIFT[found["which"]], month_number(found["month"]))


def _month(found: re.Match[str], setting: Setting) -> Answer:
    today, number = setting.today, month_number(found["month"])
    which = (found["which"] or "").lower()
    tense = setting.tense(*found.span())
    ahead = (number - today.month) % 12
    if which == "next" or (which == "" and tense == "future" and ahead <= 9):
        return cal.month(today.year, today.month + (ahead or 12 * (which == "next")))
    if which == "last":
        return cal.month(today.year, today.month - ((today.month - number) % 12 or 12))
    if which == "this":
        return cal.month(today.year, number)
    return cal.month(today.year, today.month - (today.month - number) % 12)


def _season_of_year(found: re.Match[str], _: Setting) -> Answer:
    return cal.season(int(found["year"]), found["season"].lower())


def _quarter_of_year(found: re.Match[str], _: Setting) -> Answer:
    return cal.quarter(int(found["year"]), int(found["n"]) if found["n"] else ORDINALS[found["nth"].lower()])


def _half_of_year(found: re.Match[str], _: Setting) -> Answer:
    return cal.months(int(found["year"]), 1 if found["nth"].lower() == "first" else 7, 6)


def _decade(found: re.Match[str], _: Setting) -> Answer:
    digits = found["digits"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) > 25 else 2000 + int(digits)
    return cal.years(first, first + 9)


def _year(found: re.Match[str], _: Setting) -> Answer:
    return _about(found, cal.year_of(int(found["year"])))


def _spoken_year(found: re.Match[str], _: Setting) -> Answer:
    century = 1900 if found["century"].lower() == "nineteen" else 2000
    return cal.year_of(century + NUMBERS[found["rest"].lower()])


def _eleventh_of_september(_: re.Match[str], __: Setting) -> Answer:
    return cal.day(dt.date(2001, 9, 11))


_COUNTED = (
    r"(?! ?(?:\w+[- ])?(?:people|troops|soldiers|fighters|men|women|children|civilians|families|homes|houses|miles|km|"
    r"kilomet(?:er|re)s|met(?:er|re)s|feet|pounds|euros|dollars|tons|tonnes|others|refugees|residents|dead|killed|wounded|"
    r"acres|hours|GMT|more|rounds|shells|rockets|prisoners|detainees|members|personnel|police|workers|barrels|cases)\b)"
)
_BEFORE_YEAR = r"(?<![\d$£€#.,/:-])(?<!No\. )(?<!at )(?<!Resolution )(?<!resolution )(?<!nearly )(?<!over )(?<!than )(?<!some )"


def _rule(pattern: str, *, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€])(?:{pattern})(?![\w%])", flags)


_ABOUT = rf"(?:(?P<about>{ABOUT}) )?(?P<last>last )?"
RULES: tuple[Rule, ...] = (
    Rule("iso-date", _rule(rf"(?P<year>{YEAR})-(?P<month>0\d|1[012])-(?P<day>[0-3]\d)(?:T[\d:.]+Z?)?"), _iso),
    Rule("year-month-day", _rule(rf"(?P<year>{YEAR})/(?P<month>0?\d|1[012])/(?P<day>[0-3]?\d)"), _iso),
    Rule(
        "numbered-date",
        _rule(r"(?P<first>[0-3]?\d)(?P<mark>[/.])(?P<second>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)"),
        _slashes,
    ),
    Rule("nine-eleven", _rule(r"9/11|(?:Sept\.|September) 11(?= (?:terror|attack|hijack))"), _eleventh_of_september),
    Rule("day-month-year", _rule(rf"{_ABOUT}{_WEEK}(?P<day>{DAY}) (?:of )?(?P<month>{MONTH}){_YEAR_AFTER}"), full_day),
    Rule("month-day-year", _rule(rf"{_ABOUT}{_WEEK}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}){_YEAR_AFTER}"), full_day),
    Rule("month-year", _rule(rf"(?:(?P<about>{ABOUT}) )?{_EDGE}(?P<month>{MONTH}),? (?:of )?(?P<year>{YEAR})"), _month_of_year),
    Rule("month-near-year", _rule(rf"{_EDGE}(?P<month>{MONTH}),? (?:of )?(?P<which>last|this|next) year"), _month_near_year),
    Rule(
        "season-year",
        _rule(rf"(?:the )?{_EDGE}(?P<season>{SEASON})(?: of|,| in)? (?P<year>{YEAR})(?:[-/]\d\d(?:\d\d)?)?", flags=re.I),
        _season_of_year,
    ),
    Rule(
        "quarter-year",
        _rule(rf"(?:the )?(?:(?P<nth>first|second|third|fourth)[ -]quarter|Q(?P<n>[1-4]))(?: of|,| in)? (?P<year>{YEAR})", flags=re.I),
        _quarter_of_year,
    ),
    Rule(
        "year-quarter",
        _rule(rf"(?:the )?(?P<year>{YEAR})(?:'s)? (?:(?P<nth>first|second|third|fourth)[ -]quarter|Q(?P<n>[1-4]))", flags=re.I),
        _quarter_of_year,
    ),
    Rule("half-year", _rule(rf"(?:the )?(?P<nth>first|second) half of (?P<year>{YEAR})"), _half_of_year),
    Rule("decade", _rule(r"(?:the )?(?:early |late |mid-?)?(?P<digits>(?:19|20)\d0|(?<=['’])\d0)['’]?s"), _decade),
    Rule(
        "month",
        _rule(
            rf"(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext)(?: past)? |{_EDGE})(?P<month>(?!(?:May|March|MAY|MARCH|April)\b){MONTH}"
            r"|(?:(?<=[Ii]n )|(?<=[Ll]ast )|(?<=[Tt]his )|(?<=[Nn]ext )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=by )|(?<=of )|(?<=[Ee]arly )"
            r"|(?<=late )|(?<=mid-)|(?<=to )|(?<=from )|(?<=and )|(?<=[Tt]he )|(?<=[Dd]uring ))(?:May|March|April)"
            r"(?! (?:and|on Washington|for Our Lives)\b))(?!\.? \d)"
        ),
        _month,
    ),
    Rule("spoken-year", _rule(r"(?P<century>nineteen|two thousand)(?: and)? (?P<rest>[a-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)(?<=e|n|o|r|x|t|y)", flags=re.I), _spoken_year),
    Rule("year", re.compile(rf"{_BEFORE_YEAR}\b(?:(?P<about>{ABOUT}) )?{_EDGE}(?P<year>{YEAR}){_COUNTED}(?![\w/]|-\d)"), _year),
)
"""In the order in which they are tried; what an earlier rule has taken is not read again."""
