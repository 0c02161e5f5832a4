"""Days and times in words, in the order in which the reader's locale puts day, month and year.

The month is always named, so that no order can be taken for another. The order is set once a run of the page, for that
run alone; what is written to a file keeps the day first.
"""

from __future__ import annotations

import datetime as dt
from contextvars import ContextVar
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]
_ORDER: ContextVar[Order] = ContextVar("order", default="dmy")
# Unicode CLDR, dateFormats "medium": who does not put the day first.
_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "AS", "MP", "VI", "UM", "MH", "PW", "FM"})
_YEAR_FIRST = frozenset({"zh", "ja", "ko", "hu", "lt", "mn", "eo"})
BEFORE_DAYS, AFTER_DAYS = "{count:,} before {day}", "{count:,} after {day}"
_AXIS: dict[Order, str] = {"dmy": "%-d %b %Y", "mdy": "%b %-d, %Y", "ymd": "%Y %b %-d"}


def _order_of(locale: str | None) -> Order:
    """Return the order of a locale as a browser names it; an unknown one puts the day first.

    >>> [_order_of(each) for each in ("en-US", "en-CA", "ar-SY", "ja", "zh-Hans-CN", None)]
    ['mdy', 'mdy', 'dmy', 'ymd', 'ymd', 'dmy']
    """
    language, *rest = (locale or "").replace("_", "-").split("-")
    if language.lower() in _YEAR_FIRST:
        return "ymd"
    return "mdy" if (rest and rest[-1].upper() in _MONTH_FIRST) or locale == "en-CA" else "dmy"


def read_as(locale: str | None) -> None:
    """Say days from here on, in this run, as this locale reads them.

    >>> read_as("en-US")
    >>> day(dt.date(2017, 10, 4))
    'Oct 4, 2017'
    >>> read_as(None)
    >>> day(dt.date(2017, 10, 4))
    '4 Oct 2017'
    """
    _ORDER.set(_order_of(locale))


def axis_format() -> str:
    """Return the order as a chart's axis writes it (d3-time-format).

    >>> axis_format()
    '%-d %b %Y'
    """
    return _AXIS[_ORDER.get()]


def day(date: dt.date) -> str:
    """Say a day unambiguously.

    >>> day(dt.date(2017, 10, 4))
    '4 Oct 2017'
    """
    return _joined(str(date.day), f"{date:%b}", f"{date.year}")


def _joined(days: str, month: str, year: str) -> str:
    match _ORDER.get():
        case "mdy":
            return f"{month} {days}, {year}"
        case "ymd":
            return f"{year} {month} {days}"
        case _:
            return f"{days} {month} {year}"


def days(first: dt.date, last: dt.date) -> str:
    """Say an interval, leaving out what both ends share.

    >>> days(dt.date(2017, 9, 1), dt.date(2017, 9, 30)), days(dt.date(2017, 6, 1), dt.date(2017, 8, 31))
    ('1–30 Sep 2017', '1 Jun – 31 Aug 2017')
    """
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return _joined(f"{first.day}–{last.day}", f"{first:%b}", f"{first.year}")
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    return _of_one_year(first, last)


def strays(before: int, after: int, shown: tuple[dt.date, dt.date] | None) -> str:
    """Say how many events lie before and after the days that a timeline shows; "" where none do.

    >>> strays(3, 0, (dt.date(2009, 1, 1), dt.date(2020, 12, 31))), strays(0, 0, None)
    ('3 before 1 Jan 2009', '')
    """
    if shown is None:
        return ""
    told = ((before, BEFORE_DAYS, shown[0]), (after, AFTER_DAYS, shown[1]))
    return " · ".join(words.format(count=count, day=day(edge)) for count, words, edge in told if count)


def _of_one_year(first: dt.date, last: dt.date) -> str:
    """Say the year once, where the order has it: at the end, or at the beginning."""
    if _ORDER.get() == "ymd":
        return f"{day(first)} – {last:%b} {last.day}"
    start = f"{first:%b} {first.day}" if _ORDER.get() == "mdy" else f"{first.day} {first:%b}"
    return f"{start} – {day(last)}"


def moment(at: dt.datetime) -> str:
    """Say a time, always in UTC.

    >>> moment(dt.datetime(2017, 10, 4, 15, 7, tzinfo=dt.timezone(dt.timedelta(hours=3))))
    '4 Oct 2017 12:07 UTC'
    """
    there = at.astimezone(dt.UTC)
    return f"{day(there.date())} {there:%H:%M} UTC"
