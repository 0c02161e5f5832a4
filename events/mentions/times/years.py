"""Which year a day of a month belongs to, where the text does not say: "Sept. 24", "Friday, Oct. 23"."""

from __future__ import annotations

import datetime as dt

from events.mentions.times import calendar as cal
from events.mentions.times.reference_time import NoPublicationDay, ReferenceTime

_LEAP_YEAR = 2000
_SLIP = 10  # days
_AHEAD, _BACK = 21, 90
"""Days: a date farther ahead is not taken for what has been, one farther back not for what is to come."""
_BACKSTORY, _STORY = 31, 62
"""Days: a story, once it has named a year, reaches back about a month and goes on within about two."""


def choose_year(month: int, day: int, reference: ReferenceTime, *, where: tuple[int, int]) -> dt.date:
    """Return the day of a month in the year that the sentence means.

    That of the heading above it, or in a chronicle that of the line before. Else the one nearest to publication, unless that lies well on the side that the tense
    speaks against; or that of the date before it, where a story of an earlier year goes on with it more closely. Raises
    :class:`~events.mentions.times.reference_time.NoPublicationDay` where neither is known, ``ValueError`` where there is no such day.

    >>> from text import Span
    >>> said = ReferenceTime("shelled on Dec. 24", Span(0, 18, "shelled on Dec. 24"), dt.date(2017, 2, 1))
    >>> choose_year(12, 24, said, where=(11, 18)).isoformat()
    '2016-12-24'
    """
    dt.date(_LEAP_YEAR, month, day)  # no year has a day that this one lacks
    if reference.year_above:
        return dt.date(reference.year_above, month, day)
    entry = reference.entry
    if entry:
        return min(_days(month, day, entry.year, 1), key=lambda date: abs((date - entry).days))
    near = _nearest(month, day, reference)
    if reference.published is None:
        return near
    gap = _story_gap(month, day, reference)
    if reference.story and gap is not None and abs(gap) < abs((near - reference.published).days):
        return reference.story + gap * cal.DAY
    return _by_tense(near, reference, where)


def _nearest(month: int, day: int, reference: ReferenceTime) -> dt.date:
    today = reference.published or _told_beside(reference)
    if today is None:
        raise NoPublicationDay
    anchor = reference.anchor
    if reference.published is None and anchor and anchor.precision == "year":
        return dt.date(anchor.earliest.year, month, day)
    return min(_days(month, day, today.year, 1), key=lambda date: abs((date - today).days))


def _told_beside(reference: ReferenceTime) -> dt.date | None:
    """The day before it in the text, else the full one that follows first."""
    return reference.anchor.latest if reference.anchor else reference.day_after


def _days(month: int, day: int, year: int, reach: int) -> list[dt.date]:
    years = range(year - reach, year + reach + 1)
    days = [dt.date(y, month, day) for y in years if day <= cal.month(y, month).latest.day]
    return days or [dt.date(year, month, day)]


def _story_gap(month: int, day: int, reference: ReferenceTime) -> int | None:
    """How many days the date lies behind the one before it, if a story of an earlier year can go on with it."""
    story = reference.story
    if story is None or story.year >= reference.today.year:
        return None
    gaps = [(date - story).days for date in _days(month, day, story.year, 1)]
    return next((gap for gap in gaps if -_BACKSTORY <= gap <= _STORY), None)


def _by_tense(near: dt.date, reference: ReferenceTime, where: tuple[int, int]) -> dt.date:
    today = reference.today
    happened = near > today and reference.happened(where[1])
    if -_BACK <= (near - today).days <= _AHEAD and not happened:
        return near
    tense = reference.tense(*where)
    if tense == "past" and near > today:
        return max(date for date in _days(near.month, near.day, today.year, 8) if date <= today)
    if tense == "future" and near < today:
        return min(date for date in _days(near.month, near.day, today.year, 8) if date >= today)
    return near


def fitting_year(month: int, day: int, reference: ReferenceTime, *, weekday: int) -> dt.date | None:
    """Return the year nearest to publication in which the day of the month falls on that weekday (0 is Monday).

    A day of these days keeps its year: the week day beside it is a slip.

    >>> from text import Span
    >>> fitting_year(10, 23, ReferenceTime("", Span(0, 1, " "), dt.date(2017, 2, 1)), weekday=4).isoformat()
    '2015-10-23'
    """
    today = reference.published or _told_beside(reference)
    if today is None:
        return None
    near = min(_days(month, day, today.year, 1), key=lambda date: abs((date - today).days))
    if abs((near - today).days) <= _SLIP:
        return near
    fitting = [date for date in _days(month, day, today.year, 6) if date.weekday() == weekday]
    return min(fitting, key=lambda date: abs((date - today).days), default=None)
