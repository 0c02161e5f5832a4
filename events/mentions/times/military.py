"""Days as soldiers and forms write them: "05MAR2026", "051430Z MAR 26", "on 5/3"."""

from __future__ import annotations

import datetime as dt
import re

from events.mentions.times import calendar as cal
from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, cased
from events.mentions.times.vocabulary import month_number
from events.mentions.times.years import choose_year
from events.model import When
from text.calendar_words import calendar_words

_NEAR = 14
"""Days: news of a day that far before publication is news still."""


def _group(found: re.Match[str], reference: ReferenceTime) -> Answer:
    month, day, year = month_number(found["month"]), int(found["day"]), found["year"]
    if not year:
        return cal.day(choose_year(month, day, reference, where=found.span()))
    return cal.day(dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day))


def numbered(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """Return the day of "3/4/2026" or "3/4": the other dates of the text say which comes first, else publication does.

    Where neither does, the answer runs from the one day to the other.

    >>> from text import Span
    >>> there = ReferenceTime("", Span(0, 1, " "), dt.date(2026, 4, 6))
    >>> date = re.compile(r"(?P<first>.)(?P<mark>/)(?P<second>.)/(?P<year>....)")
    >>> [numbered(date.match(said), there).earliest.isoformat() for said in ("3/4/2026", "1/2/2026")]
    ['2026-04-03', '2026-01-02']
    """
    first, second = int(found["first"]), int(found["second"])
    day_first = reference.day_first if found["mark"] != "." else True
    if first > 12 or second > 12 or first == second:
        day_first = first > 12 or first == second
    both = {True: (first, second), False: (second, first)}
    if day_first is not None:
        return cal.day(_date(both[day_first], found, reference))
    return _either([_date(both[each], found, reference) for each in (True, False)], reference)


def _date(said: tuple[int, int], found: re.Match[str], reference: ReferenceTime) -> dt.date:
    day, month = said
    year = found["year"]
    if not year:
        return choose_year(month, day, reference, where=found.span())
    return dt.date(int(year) + (0 if len(year) > 2 else 2000 if int(year) < 70 else 1900), month, day)


def _either(days: list[dt.date], reference: ReferenceTime) -> When:
    """The one day that is news on the day of publication; both where none or each is."""
    today = reference.published
    near = [day for day in days if today and 0 <= (today - day).days <= _NEAR]
    return cal.day(near[0]) if len(near) == 1 else cal.span_of_days(days[0], days[1])


_MONTHS = "|".join(form for word in calendar_words("month") if len(word) == 3 for form in (word, word.upper()))
_LOUD = "|".join(word.upper() for word in calendar_words("month") if len(word) == 3)
_DAY = r"(?P<day>[0-2]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d"
_SHORT = r"(?:(?<=\b[Oo]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Ff]rom )|(?<=\b[Bb]y ))"
_NUMBERS = r"(?P<first>[0-3]?\d)(?P<mark>[/.-])(?P<second>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d|(?<!-)\d\d)"

RULES: tuple[Rule, ...] = (
    cased(
        "date-time-group",
        "figure",
        rf"{_DAY}{_CLOCK}[A-Z]? ?(?P<month>{_LOUD})(?: ?(?P<year>(?:20)?\d\d))?",
        _group,
    ),
    cased("military-date", "month figure", rf"{_DAY}(?P<month>{_MONTHS})(?P<year>(?:19|20)?\d\d)", _group),
    cased("military-date", "month figure", rf"(?P<day>[0-3]?\d)-(?P<month>{_MONTHS})-(?P<year>(?:19|20)?\d\d)", _group),
    cased("military-date", "month figure", rf"{_DAY} (?P<month>{_LOUD}) (?P<year>\d\d)", _group),
    cased("numbered-date", "numbered", _NUMBERS, numbered),
    cased(
        "numbered-day",
        "numbered",
        rf"{_SHORT}(?P<first>[0-3]?\d)(?P<mark>/)(?P<second>[0-3]?\d)(?P<year>)(?![\d/])",
        numbered,
    ),
)
"""In the order in which they are tried, before those with a month's name."""
