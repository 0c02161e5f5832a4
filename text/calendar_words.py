"""The names of months and week days: seeds/lexicon/calendar.csv, read once for all rooms."""

from __future__ import annotations

from functools import cache

from text.lexicon import cells, rows


@cache
def calendar_words(group: str) -> dict[str, int]:
    """Return the words of a group ("month", "weekday", "zone") with their numbers, as written, full names and short forms.

    >>> calendar_words("month")["Sept"], calendar_words("weekday")["Monday"]
    (9, 0)
    """
    table = [row for row in rows("calendar.csv") if row["class"] == group]
    return {word: int(row["value"]) for row in table for word in cells(row["words"])}


@cache
def full_names(group: str) -> tuple[str, ...]:
    """Return the full names of a group, in the order of the calendar.

    >>> full_names("weekday")[0], full_names("month")[-1]
    ('Monday', 'December')
    """
    return tuple(cells(row["words"])[0] for row in rows("calendar.csv") if row["class"] == group)


@cache
def either(group: str) -> str:
    """Return a pattern of all words of a group, the longest first.

    >>> either("weekday").split("|")[:2]
    ['Wednesday', 'Thursday']
    """
    return "|".join(sorted(calendar_words(group), key=len, reverse=True))
