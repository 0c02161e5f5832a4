"""What can be kept: numbers that every export can hold, and fields of a length that a screen can show.

A number of people beyond the bound is none that anybody counted: the report stays, without it, and its words are still
there to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from events import Article, Count, Reading, Report

MOST_PEOPLE = 2**31 - 1
"""What the narrowest of the forms can hold (Parquet's and Excel's whole numbers of 32 bits)."""
LONGEST: Mapping[str, int] = {"id": 300, "title": 2_000, "source": 500, "url": 4_000}
"""Field of an article -> characters; what else an article has is a day or the text itself."""
LONGEST_OTHER = 2_000
LONGEST_BY, LONGEST_WHY, LONGEST_VALUE = 200, 2_000, 20_000
"""Of a correction: the name, the reason, and the value as JSON."""


def counted(count: Count | None) -> Count | None:
    """Return a number of people, or none where nobody can have counted so many.

    >>> counted(Count(9, 9, 14)), counted(Count(9, 9, 10**20)), counted(None)
    (Count(low=9, best=9, high=14), None, None)
    """
    return None if count is None or count.high > MOST_PEOPLE else count


def within(report: Report) -> Report:
    """Return a report with numbers that can be kept.

    >>> within(clash.lead) is clash.lead, within(replace(clash.lead, fatalities=Count(0, 0, 2**31))).fatalities
    (True, None)
    """
    killed, injured = counted(report.fatalities), counted(report.injured)
    same = killed is report.fatalities and injured is report.injured
    return report if same else replace(report, fatalities=killed, injured=injured)


def bounded(reading: Reading) -> Reading:
    """Return a reading whose reports have numbers that can be kept.

    >>> one = sample()[0]
    >>> bounded(one) is one
    True
    """
    reports = tuple(map(within, reading.reports))
    return (
        reading
        if all(a is b for a, b in zip(reports, reading.reports, strict=True))
        else replace(reading, reports=reports)
    )


def too_long(article: Article) -> str:
    """Return which field of an article is longer than can be kept, and how long it may be; "" where none is.

    >>> too_long(Article("a", "x", title="y" * 2001)), too_long(Article("a", "x"))
    ('title is longer than 2000 characters', '')
    """
    for name in Article.__dataclass_fields__:
        value, most = getattr(article, name), LONGEST.get(name, LONGEST_OTHER)
        if name != "text" and isinstance(value, str) and len(value) > most:
            return f"{name} is longer than {most} characters"
    return ""
