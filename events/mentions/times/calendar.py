"""Calendar sums: a unit of time and a number -> the interval of days it covers.

Weeks are ISO 8601 weeks (Monday to Sunday); seasons are the meteorological ones of the northern hemisphere (summer: June
to August), because that is how agencies use the words.
"""

from __future__ import annotations

import calendar
import datetime as dt

from events.model import Precision, When

DAY = dt.timedelta(days=1)
LONGEST_MONTH = 31
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each season."""


def day(date: dt.date, precision: Precision = "day") -> When:
    """One day.

    >>> day(dt.date(2017, 9, 24)).precision
    'day'
    """
    return When(date, date, precision)


def span_of_days(first: dt.date, last: dt.date, precision: Precision = "range") -> When:
    """From one day to another, whichever order they are given in.

    >>> span_of_days(dt.date(2017, 5, 3), dt.date(2017, 5, 1)).earliest.day
    1
    """
    return When(min(first, last), max(first, last), precision)


def week(date: dt.date) -> When:
    """The ISO week that holds ``date``.

    >>> week(dt.date(2017, 10, 4)).earliest.isoformat()
    '2017-10-02'
    """
    monday = date - date.weekday() * DAY
    return When(monday, monday + 6 * DAY, "week")


def weekend(date: dt.date) -> When:
    """Saturday and Sunday of the ISO week that holds ``date``.

    >>> weekend(dt.date(2017, 10, 4)).earliest.isoformat()
    '2017-10-07'
    """
    monday = date - date.weekday() * DAY
    return When(monday + 5 * DAY, monday + 6 * DAY, "range")


def month(year: int, number: int) -> When:
    """A month; ``number`` may run over the year's end (13 is January of the next year).

    Raises ``ValueError`` for a year outside of 1 to 9999, as all that is made of months does.

    >>> month(2017, 0).earliest.isoformat()
    '2016-12-01'
    """
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return When(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]), "month")


def months(year: int, first: int, how_many: int, precision: Precision = "range") -> When:
    """Several months in a row, from the month ``first`` of ``year``.

    >>> months(2017, 12, 2).latest.isoformat()
    '2018-01-31'
    """
    return When(month(year, first).earliest, month(year, first + how_many - 1).latest, precision)


def quarter(year: int, number: int) -> When:
    """A quarter of the calendar year.

    >>> quarter(1989, 3).latest.isoformat()
    '1989-09-30'
    """
    return months(year, 3 * number - 2, 3)


def is_quarter(when: When) -> bool:
    """Whether an interval is a quarter of the calendar year.

    >>> is_quarter(quarter(1989, 3)), is_quarter(month(1989, 3))
    (True, False)
    """
    return when == quarter(when.earliest.year, (when.earliest.month + 2) // 3)


def a_year_on(when: When, how_many: int) -> When:
    """The like of a quarter so many years on.

    >>> a_year_on(quarter(1989, 3), -1).earliest.isoformat()
    '1988-07-01'
    """
    return quarter(when.earliest.year + how_many, (when.earliest.month + 2) // 3)


def season(year: int, name: str) -> When:
    """A season of the northern hemisphere by its English name; winter is that which starts in December of ``year``.

    >>> season(2017, "summer").latest.isoformat()
    '2017-08-31'
    """
    return months(year, SEASONS[name], 3, "season")


def year_of(number: int) -> When:
    """A calendar year.

    >>> year_of(2017).latest.isoformat()
    '2017-12-31'
    """
    return months(number, 1, 12, "year")


def years(first: int, last: int) -> When:
    """Several years in a row.

    >>> years(1990, 1999).latest.isoformat()
    '1999-12-31'
    """
    return span_of_days(dt.date(first, 1, 1), dt.date(last, 12, 31))


def moved(date: dt.date, *, by: int, unit: str) -> dt.date:
    """Return ``date`` moved by a number of days, weeks, months or years; a day that the month lacks becomes its last.

    Raises ``OverflowError`` or ``ValueError`` where that leaves the calendar's years 1 to 9999.

    >>> moved(dt.date(2017, 3, 31), by=-1, unit="month").isoformat()
    '2017-02-28'
    """
    if unit in {"day", "week", "fortnight"}:
        return date + by * {"day": 1, "week": 7, "fortnight": 14}[unit] * DAY
    ahead = month(date.year, date.month + by * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])
    return ahead.earliest.replace(day=min(date.day, ahead.latest.day))


def unit_around(date: dt.date, unit: str) -> When:
    """The day, week, month, quarter, year or decade that holds ``date``.

    Raises ``ValueError`` where the unit would reach beyond the calendar's years 1 to 9999.

    >>> unit_around(dt.date(2017, 10, 4), "decade").earliest.isoformat()
    '2010-01-01'
    """
    if unit == "day":
        return day(date)
    if unit == "week":
        return week(date)
    if unit == "weekend":
        return weekend(date)
    if unit == "month":
        return month(date.year, date.month)
    if unit == "quarter":
        return quarter(date.year, (date.month + 2) // 3)
    return year_of(date.year) if unit == "year" else years(date.year // 10 * 10, date.year // 10 * 10 + 9)


def nth_weekday(year: int, number: int, *, weekday: int, nth: int) -> dt.date:
    """The nth Monday (0) to Sunday (6) of a month; the fifth may lie in the next one.

    >>> nth_weekday(1999, 11, weekday=3, nth=4).isoformat()
    '1999-11-25'
    """
    first = dt.date(year, number, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * DAY
