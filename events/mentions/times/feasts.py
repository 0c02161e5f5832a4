"""Days with a name of their own: "Christmas Eve", "New Year's Day", "Easter Sunday 2019", "Thanksgiving".

Only those whose day follows from the Gregorian calendar; those of the Islamic one are in calendars.py.
"""

from __future__ import annotations

import datetime as dt
import re

from dateutil.easter import easter

from events.mentions.times import calendar as cal
from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, rule
from text.calendar_words import calendar_words, either

_FIXED = {name.lower(): divmod(value, 100) for name, value in calendar_words("feast").items()}
"""Feasts that fall on the same day each year, as month and day."""


def _feast_day(name: str, year: int) -> dt.date:
    """Return the day of a feast in a year.

    >>> _feast_day("good friday", 2022).isoformat()
    '2022-04-15'
    """
    if name in _FIXED:
        return dt.date(year, *_FIXED[name])
    if name.startswith("thanksgiving"):
        return cal.nth_weekday(year, 11, weekday=3, nth=4)
    sunday: dt.date = easter(year)
    return sunday + {"good friday": -2, "easter monday": 1}.get(name, 0) * cal.DAY


def _feast(found: re.Match[str], reference: ReferenceTime) -> Answer:
    name = found["feast"].lower().replace("’", "'")
    if found["year"]:
        return cal.day(_feast_day(name, int(found["year"])))
    today = reference.today
    days = [_feast_day(name, year) for year in range(today.year - 1, today.year + 2)]
    if reference.tense(*found.span()) == "future":
        return cal.day(min(day for day in days if day >= today))
    return cal.day(max(day for day in days if day <= today))


_NAMES = either("feast").replace("'", "['’]") + r"|Thanksgiving(?: Day)?|Good Friday|Easter(?: Sunday| Monday)?"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?"
RULES: tuple[Rule, ...] = (
    rule("feast", "feast", rf"(?P<feast>{_NAMES})(?! week| season| tree| market| truce){_YEAR}", _feast),
)
