"""Dates told from the day of publication: "Wednesday", "yesterday", "last month", "three days ago", "the past two weeks".

It stands apart because none of these can be read without the day of publication; a week day also needs the tense.
"""

from __future__ import annotations

import datetime as dt
import re

from events import dates_calendar as cal
from events.dates_setting import Answer, Rule, Setting
from events.dates_words import (
    CLOCK,
    NUMBER,
    ORDINALS,
    PART,
    SEASON,
    UNIT,
    WEEKDAY,
    number,
    weekday_number,
)
from events.event import When

_EDGE = r"(?:(?:(?:the )?(?:early|late|earlier|later|mid|middle of|end of|beginning of|start of)[ -]?(?:in |on )?)(?:the )?)?"
_SHIFT = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
_NAMED = {"today": 0, "tonight": 0, "this": 0, "yesterday": -1, "last": -1, "tomorrow": 1}
_VAGUE = "how many is not said"


def _named_day(found: re.Match[str], setting: Setting) -> Answer:
    return cal.day(setting.today + _NAMED[found["word"].lower()] * cal.DAY)


def _day_but_one(found: re.Match[str], setting: Setting) -> Answer:
    return cal.day(setting.today + (-2 if found["side"].lower() == "before" else 2) * cal.DAY)


def _overnight(found: re.Match[str], setting: Setting) -> Answer:
    return cal.span_of_days(setting.today - cal.DAY, setting.today, "about")


def _weekday(found: re.Match[str], setting: Setting) -> Answer:
    """The last such day on or before publication; the coming one in a future tense; "last" is never today."""
    today, name = setting.today, weekday_number(found["weekday"])
    back = (today.weekday() - name) % 7
    which = (found["which"] or "").lower()
    if which in {"last", "past"}:
        return cal.day(today - (back or 7) * cal.DAY)
    if which in {"next", "coming"} or (which != "this past" and _ahead(found, setting)):
        return cal.day(today + (-back % 7 or (7 if which else 0)) * cal.DAY)
    return cal.day(today - back * cal.DAY)


def _ahead(found: re.Match[str], setting: Setting) -> bool:
    return setting.tense(found.start("weekday"), found.end()) == "future"


def _weekday_of_week(found: re.Match[str], setting: Setting) -> Answer:
    monday = cal.week(setting.today).earliest + 7 * _SHIFT[found["which"].lower()] * cal.DAY
    return cal.day(monday + weekday_number(found["weekday"]) * cal.DAY)


def _unit(found: re.Match[str], setting: Setting) -> Answer:
    unit = found["unit"].lower()
    shift = _SHIFT[found["which"].split()[-1].lower()]
    if unit in SEASONS_OF_YEAR:
        return _season_near(unit, shift, setting)
    if unit == "weekend":
        return _weekend(shift, setting)
    return cal.unit_around(cal.moved(setting.today, by=shift, unit=unit), unit)


SEASONS_OF_YEAR = frozenset(cal.SEASONS)


def _season_near(name: str, shift: int, setting: Setting) -> When:
    """The season under way or just past for "this", the one before this year's for "last", the coming one for "next"."""
    year = setting.today.year
    seasons = [cal.season(y, name) for y in range(year - 2, year + 2)]
    if shift > 0:
        return next(s for s in [*seasons, cal.season(year + 2, name)] if s.earliest > setting.today)
    begun = [s for s in seasons if s.earliest <= setting.today]
    if shift < 0:
        return next(s for s in reversed(begun) if s.latest < setting.today)
    return begun[-1]


def _season(found: re.Match[str], setting: Setting) -> Answer:
    name = found["season"].lower()
    return _season_near(name, 1 if setting.tense(*found.span()) == "future" else 0, setting)


def _weekend(shift: int, setting: Setting) -> When:
    today = setting.today
    this = cal.weekend(today)
    if shift > 0:
        return cal.weekend(today + 7 * cal.DAY)
    return this if shift == 0 and today >= this.earliest else cal.weekend(today - 7 * cal.DAY)


def _the_weekend(found: re.Match[str], setting: Setting) -> Answer:
    if setting.tense(*found.span()) == "future":
        return cal.weekend(setting.today)
    return _weekend(0, setting)


def _ago(found: re.Match[str], setting: Setting) -> Answer:
    how_many, unit = number(found["n"]), found["unit"].lower().rstrip("s")
    then = cal.moved(setting.today, by=-how_many, unit=unit)
    if unit == "day":
        return cal.day(then, "about" if found["about"] else "day")
    if unit == "year" and how_many == 1:
        return _about(cal.month(then.year, then.month))
    return _about(cal.unit_around(then, "week" if unit == "fortnight" else unit))


def _about(when: When) -> When:
    return When(when.earliest, when.latest, "about")


def _vague(_: re.Match[str], __: Setting) -> Answer:
    return _VAGUE


def _weekday_ago(found: re.Match[str], setting: Setting) -> Answer:
    back = (setting.today.weekday() - weekday_number(found["weekday"])) % 7
    return cal.day(setting.today - (back + 7 * number(found["n"])) * cal.DAY)


def _stretch(found: re.Match[str], setting: Setting) -> Answer:
    """The past or the next so many units, up to or from the day of publication."""
    ahead = found["which"].lower() in {"next", "coming"}
    how_many = number(found["n"]) if found["n"] else 1
    unit = found["unit"].lower().rstrip("s")
    if unit == "hour":
        how_many, unit = max(1, round(how_many / 24)), "day"
    return cal.span_of_days(setting.today, cal.moved(setting.today, by=how_many if ahead else -how_many, unit=unit))


def _quarter(found: re.Match[str], setting: Setting) -> Answer:
    """The last such quarter that has begun, or this year's where the tense looks ahead."""
    wanted, today = ORDINALS[found["nth"].lower()], setting.today
    now = (today.month + 2) // 3
    ahead = setting.tense(*found.span()) == "future" and wanted > now
    year = today.year - (wanted > now and not ahead and not (wanted == now + 1))
    return cal.quarter(year - bool(found["ago"]), wanted)


def _half(found: re.Match[str], setting: Setting) -> Answer:
    shift = _SHIFT[found["which"].lower()] if found["which"] else 0
    return cal.months(setting.today.year + shift, 1 if found["nth"].lower() == "first" else 7, 6)


def _end_of_month(found: re.Match[str], setting: Setting) -> Answer:
    return cal.unit_around(setting.today, found["unit"].lower())


def _feast(found: re.Match[str], setting: Setting) -> Answer:
    years = range(setting.today.year - 1, setting.today.year + 2)
    days = [_feast_day(" ".join(found["feast"].lower().replace("’", "'").split()), year) for year in years]
    if found["year"]:
        return cal.day(_feast_day(found["feast"].lower().replace("’", "'"), int(found["year"])))
    if setting.tense(*found.span()) == "future":
        return cal.day(min(d for d in days if d >= setting.today))
    return cal.day(max(d for d in days if d <= setting.today))


_FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip


def _feast_day(name: str, year: int) -> dt.date:
    if name in _FIXED:
        return dt.date(year, *_FIXED[name])
    if name.startswith("thanksgiving"):
        return cal.nth_weekday(year, 11, weekday=3, nth=4)
    return cal.easter(year) + {"good friday": -2, "easter monday": 1}.get(name, 0) * cal.DAY


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€])(?:{pattern})(?![\w%])", re.IGNORECASE)


_UNITS = rf"(?:week|weekend|month|year|quarter|decade|{SEASON})"
_WHICH = r"(?P<which>last|this past|this|next|past|coming)"
_ABOUT = r"(?P<about>about |around |nearly |almost |more than |over |roughly |some |at least |less than |just )?"
RULES: tuple[Rule, ...] = (
    Rule("day-but-one", _rule(r"(?:the )?day (?P<side>before|after) (?:yesterday|tomorrow)"), _day_but_one),
    Rule(
        "named-day",
        _rule(rf"{_EDGE}(?:{CLOCK})?(?P<word>today|tonight|yesterday|tomorrow)(?: {PART})?"),
        _named_day,
    ),
    Rule("part-of-day", _rule(rf"{_EDGE}(?P<word>this|last) (?:morning|afternoon|evening|night)"), _named_day),
    Rule("weekday-ago", _rule(rf"(?P<n>{NUMBER}) weeks? ago (?:last |on )?(?P<weekday>{WEEKDAY})"), _weekday_ago),
    Rule("weekday-of-week", _rule(rf"(?P<weekday>{WEEKDAY})(?: {PART})? (?:of )?(?P<which>last|this|next) week"), _weekday_of_week),
    Rule(
        "weekday",
        _rule(rf"{_EDGE}(?:{CLOCK})?(?:{_WHICH} )?(?P<weekday>{WEEKDAY})(?: (?:{PART}|late|early))?(?:,? at {CLOCK})?(?! (?:edition|issue)s)"),
        _weekday,
    ),
    Rule("overnight", _rule(r"overnight"), _overnight),
    Rule("unit", _rule(rf"{_EDGE}{_WHICH} (?P<unit>{_UNITS})"), _unit),
    Rule("the-weekend", _rule(r"(?:over |at |during |on |of )?the weekend"), _the_weekend),
    Rule("season", _rule(rf"(?:over|during|in|since|by) (?:the )?{_EDGE}(?P<season>{SEASON})"), _season),
    Rule("units-ago", _rule(rf"{_ABOUT}(?P<n>{NUMBER}) (?P<unit>{UNIT})s? ago"), _ago),
    Rule("vague-ago", _rule(rf"(?:several|a few|some|many|\w+ dozen|hours|{UNIT}s)(?: {UNIT}s)? ago"), _vague),
    Rule(
        "stretch",
        _rule(rf"(?:the )?(?P<which>past|last|next|coming) (?:(?P<n>{NUMBER}) )?(?P<unit>(?:hour|{UNIT})s?)"),
        _stretch,
    ),
    Rule("quarter", _rule(r"(?:the )?(?P<ago>year-ago |year-earlier )?(?:\w+ )?(?P<nth>first|second|third|fourth)[ -]quarter"), _quarter),
    Rule("half", _rule(r"(?:the )?(?P<nth>first|second) half(?: of (?P<which>last|this|next) year|(?! of))"), _half),
    Rule("end-of-unit", _rule(r"(?:the )?(?:end|beginning|start|middle) of the (?P<unit>week|month|year|decade)"), _end_of_month),
    Rule(
        "feast",
        _rule(
            r"(?P<feast>Christmas(?: Day| Eve)?|Boxing Day|New Year['’]s (?:Day|Eve)|Valentine['’]s Day|Halloween"
            r"|Thanksgiving(?: Day)?|Good Friday|Easter(?: Sunday| Monday)?)(?:,? (?P<year>(?:19|20)\d\d))?"
        ),
        _feast,
    ),
)
"""In the order in which they are tried, after the absolute rules."""
