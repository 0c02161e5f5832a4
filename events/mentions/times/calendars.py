"""Days of other calendars: "16 Ramadan 1447" (Islamic, lunar), "14 Esfand 1404" (Solar Hijri, of Iran and Afghanistan).

The Islamic months are the tabular ones, which are never more than a day from the month that was announced: a day is read as
one of three. The Solar Hijri year is exact by the rule of thirty-three years, which holds from 1244 to 1472 (1865 to 2093).
"""

from __future__ import annotations

import datetime as dt
import re

from events.mentions.times import calendar as cal
from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, cased
from events.model import When
from text.calendar_words import calendar_words, either

_ISLAMIC_EPOCH = 227015 - 1  # 16 July 622 of the Julian calendar is day 1
_SOLAR_EPOCH = 226894
_AHEAD = 21  # days that a feast or a day may lie ahead of publication
_LATELY = 2020


def islamic_day(year: int, month: int, day: int) -> dt.date:
    """Return the day of the tabular Islamic calendar; raises ``ValueError`` where the month has no such day.

    >>> islamic_day(1447, 9, 16).isoformat()
    '2026-03-05'
    """
    long = month % 2 == 1 or (month == 12 and (11 * year + 14) % 30 < 11)
    if not (1 <= month <= 12 and 1 <= day <= 29 + long):
        message = f"no day {day} in month {month} of {year}"
        raise ValueError(message)
    before = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return dt.date.fromordinal(_ISLAMIC_EPOCH + before + day)


def solar_day(year: int, month: int, day: int) -> dt.date:
    """Return the day of the Solar Hijri calendar; raises ``ValueError`` where the month has no such day.

    >>> solar_day(1404, 12, 14).isoformat(), solar_day(1403, 1, 1).isoformat()
    ('2026-03-05', '2024-03-20')
    """
    last = 31 if month < 7 else 30 if month < 12 or (25 * year + 11) % 33 < 8 else 29
    if not (1 <= month <= 12 and 1 <= day <= last):
        message = f"no day {day} in month {month} of {year}"
        raise ValueError(message)
    before = 31 * (month - 1) if month < 8 else 30 * (month - 1) + 6
    return dt.date.fromordinal(_SOLAR_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33 + before + day)


def _islamic(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """A day of the month or one beside it; without a year that of the months around the day of publication."""
    month, day = calendar_words("hijri-month")[found["month"]], int(found["day"])
    if found["year"]:
        return _or_beside(islamic_day(int(found["year"]), month, day))
    return _or_beside(_last(month, day, reference.today + _AHEAD * cal.DAY))


def _feast(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """A feast of the Islamic year: that of the western year beside it, or the last one."""
    month, day = divmod(calendar_words("islamic-feast")[found["feast"]], 100)
    if not found["year"]:
        return _or_beside(_last(month, day, reference.today))
    return _or_beside(_last(month, day, dt.date(int(found["year"]), 12, 31)))


def _last(month: int, day: int, until: dt.date) -> dt.date:
    """The last such day of the Islamic calendar up to a day."""
    year = round((until.year - 622) * 365.2425 / 354.367)
    return max(date for each in range(year - 2, year + 3) if (date := islamic_day(each, month, min(day, 29))) <= until)


def _this_month(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The month under way, or the last one."""
    first = _last(calendar_words("hijri-month")[found["month"]], 1, reference.today)
    return cal.span_of_days(first, first + 29 * cal.DAY, "month")


def _by_numbers(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """A day in figures: of that of the two calendars whose year is nearer to the day of publication."""
    said = (int(found["year"]), int(found["month"]), int(found["day"]))
    today = reference.published or dt.date(_LATELY, 1, 1)
    solar, islamic = solar_day(*said), islamic_day(*said)
    return cal.day(solar) if abs(solar - today) < abs(islamic - today) else _or_beside(islamic)


def _or_beside(date: dt.date) -> When:
    return cal.span_of_days(date - cal.DAY, date + cal.DAY)


def _islamic_month(found: re.Match[str], _: ReferenceTime) -> Answer:
    year, month = int(found["year"]), calendar_words("hijri-month")[found["month"]]
    return cal.span_of_days(islamic_day(year, month, 1), islamic_day(year, month, 29) + cal.DAY, "month")


def _solar(found: re.Match[str], _: ReferenceTime) -> Answer:
    return cal.day(solar_day(int(found["year"]), calendar_words("solar-month")[found["month"]], int(found["day"])))


_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[34]\d\d)(?:[ ,]*(?:A\.?H\.?|A\.?P\.?|H\.?|S\.?H\.?)\b)?"
_ISLAMIC, _SOLAR = rf"(?P<month>{either('hijri-month')})", rf"(?P<month>{either('solar-month')})"

RULES: tuple[Rule, ...] = (
    cased("islamic-date", "islamic figure", rf"{_DAY}(?: of)? {_ISLAMIC},? {_YEAR}", _islamic),
    cased("islamic-date", "islamic figure", rf"{_ISLAMIC} {_DAY},? {_YEAR}", _islamic),
    cased("islamic-month", "islamic figure", rf"(?:the month of )?{_ISLAMIC},? {_YEAR}", _islamic_month),
    cased("islamic-date", "islamic figure", rf"{_DAY}(?: of)? {_ISLAMIC}(?P<year>)(?! [A-Z])", _islamic),
    cased(
        "islamic-month",
        "islamic",
        rf"(?:(?<=[Ii]n )|(?<=[Dd]uring )|(?<=[Tt]hroughout ))(?:the )?(?:holy |fasting )?(?:month of )?{_ISLAMIC}(?! [A-Z])",
        _this_month,
    ),
    cased(
        "islamic-feast",
        "islamic-feast",
        rf"(?P<feast>{either('islamic-feast')})(?:,? (?P<year>(?:19|20)\d\d))?",
        _feast,
    ),
    cased(
        "eastern-date",
        "numbered",
        r"(?P<year>1[34]\d\d)(?P<mark>[/-])(?P<month>0?[1-9]|1[012])(?P=mark)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        _by_numbers,
    ),
    cased("solar-hijri-date", "solar figure", rf"{_DAY}(?: of)? {_SOLAR},? {_YEAR}", _solar),
    cased("solar-hijri-date", "solar figure", rf"{_SOLAR} {_DAY},? {_YEAR}", _solar),
)
"""In the order in which they are tried, before those for the months of the west."""
NAMES = frozenset(each.name for each in RULES)
