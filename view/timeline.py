"""Events over time -> what the dock draws: columns by kind, uncertain dates as lighter spans, and the days that it shows.

A single stray date does not stretch it: where a few events lie far from all others, the rest is shown, and how many lie
before and after is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from view.layers import TYPES

COLOURS = ("#D55E00", "#56B4E9", "#F0E442", "#E69F00", "#CC79A7", "#009E73", "#0072B2")
"""Okabe and Ito's, in the order of the kinds of event; the same as on the map."""
Days = tuple[dt.date, dt.date]
MOST_BARS = 90
MOST_SPANS = 40
"""More intervals than these cannot be told apart; those with the most events are drawn."""
STRAY = 0.01
"""Up to this part of the events may lie outside, where leaving them out makes the rest THREE times as wide."""
THREE = 3
LONG_DAYS = 3 * 366
EPOCH = dt.date(1970, 1, 1)


def step_for(days: Days | None) -> str:
    """Return day, week, month or year: the finest with at most MOST_BARS columns.

    >>> step_for((dt.date(2017, 7, 1), dt.date(2017, 9, 4))), step_for((dt.date(2010, 1, 1), dt.date(2020, 1, 1)))
    ('day', 'year')
    """
    length = (days[1] - days[0]).days + 1 if days else 1
    sizes = {"day": 1, "week": 7, "month": 31}
    return next((step for step, size in sizes.items() if length / size <= MOST_BARS), "year")


@dataclass(frozen=True, slots=True)
class Bars:
    """What is drawn. ``columns``: day (from 1 January 1970), then the events of each kind; ``spans``: day, days, kind, events.

    ``before`` and ``after``: events that lie outside the days shown.
    """

    step: str
    columns: tuple[tuple[int, ...], ...]
    spans: tuple[tuple[int, int, int, int], ...]
    before: int = 0
    after: int = 0


def bars(timeline: pd.DataFrame, step: str, days: Days | None = None) -> Bars:
    """Return what is drawn of events over time; of those outside ``days`` only how many they are.

    >>> made = bars(archive.timeline(Filters(), step="day"), "day")
    >>> made.columns[-1], made.spans[0][:2]
    ((17441, 1, 0, 0, 4, 0, 0, 0), (17410, 30))
    """
    rows = list(_rows(timeline))
    first, last = (_number(day) for day in days) if days else (-(10**7), 10**7)
    inside = [row for row in rows if row[0] <= last and row[0] + row[1] > first]
    before = sum(row[3] for row in rows if row[0] + row[1] <= first)
    after = sum(row[3] for row in rows if row[0] > last)
    width = {"day": 1, "week": 7, "month": 31, "year": 366}[step]
    sure = _columns(row for row in inside if row[1] <= width)
    spans = sorted(sorted((row for row in inside if row[1] > width), key=lambda row: -row[3])[:MOST_SPANS])
    return Bars(step, sure, tuple(spans), before, after)


def _rows(timeline: pd.DataFrame) -> Iterable[tuple[int, int, int, int]]:
    first, last = (timeline[name].to_numpy("datetime64[D]").astype(int) for name in ("earliest", "latest"))
    kinds = (TYPES.index(each) if each in TYPES else 0 for each in timeline["event_type"])
    told = zip(first.tolist(), last.tolist(), kinds, timeline["events"].tolist(), strict=True)
    return ((day, end + 1 - day, kind, events) for day, end, kind, events in told)


def _columns(rows: Iterable[tuple[int, int, int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return one column a day on which something began: the day, then how many events of each kind.

    >>> _columns([(17410, 1, 2, 3), (17410, 1, 0, 2)])
    ((17410, 2, 0, 3, 0, 0, 0, 0),)
    """
    counted: dict[int, list[int]] = {}
    for day, _, kind, events in rows:
        counted.setdefault(day, [0] * len(TYPES))[kind] += events
    return tuple((day, *counted[day]) for day in sorted(counted))


def _number(day: dt.date) -> int:
    return (day - EPOCH).days


def settled(timeline: pd.DataFrame, whole: Days) -> Days:
    """Return the days to show: ``whole``, or without what lies far from all else, where it is a few events only.

    ``timeline`` counts by years.

    >>> rows = [("1937-01-01", "1937-12-31", 1), ("2017-01-01", "2017-12-31", 500)]
    >>> told = pd.DataFrame(rows, columns=["earliest", "latest", "events"]).astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})
    >>> [str(day) for day in settled(told, (dt.date(1937, 5, 1), dt.date(2017, 10, 4)))]
    ['2017-01-01', '2017-10-04']
    """
    if (whole[1] - whole[0]).days < LONG_DAYS or timeline.empty:
        return whole
    first, last = (timeline[name].dt.date for name in ("earliest", "latest"))
    weighed = list(zip(first, last, timeline["events"].tolist(), strict=True))
    spare = int(STRAY * sum(events for *_, events in weighed))
    low = _edge(sorted((first, events) for first, _, events in weighed), max(spare // 2, 1))
    high = _edge(sorted(((last, events) for _, last, events in weighed), reverse=True), max(spare // 2, 1))
    made = max(low, whole[0]), min(high, whole[1])
    shorter = (whole[1] - whole[0]).days > THREE * max((made[1] - made[0]).days, 1)
    return made if made[0] <= made[1] and shorter else whole


def _edge(ordered: Sequence[tuple[dt.date, int]], spare: int) -> dt.date:
    """Return the first day that cannot be left out, when so many events may be."""
    left = 0
    for day, events in ordered:
        left += events
        if left > spare:
            return day
    return ordered[-1][0]


def around(chosen: Days, whole: Days) -> Days:
    """Return the days to show where some are chosen: those, with as much again on each side, within the whole.

    >>> year = dt.date(2017, 1, 1), dt.date(2017, 12, 31)
    >>> [str(day) for day in around((dt.date(2017, 9, 1), dt.date(2017, 9, 10)), year)]
    ['2017-08-22', '2017-09-20']
    """
    length = chosen[1] - chosen[0] + dt.timedelta(days=1)
    if length * 6 >= whole[1] - whole[0]:
        return whole
    first, last = max(chosen[0] - length, whole[0]), min(chosen[1] + length, whole[1])
    return (first, last) if first <= last else chosen


def halves(days: Days) -> tuple[Days, Days]:
    """Return two periods of one length, a year at most, of which the later one ends at the newest day.

    >>> [[str(day) for day in half] for half in halves((dt.date(2017, 6, 1), dt.date(2017, 6, 10)))]
    [['2017-06-01', '2017-06-05'], ['2017-06-06', '2017-06-10']]
    >>> [str(half[0]) for half in halves((dt.date(2010, 1, 1), dt.date(2017, 12, 31)))]
    ['2016-01-02', '2017-01-01']
    """
    one = dt.timedelta(days=1)
    length = dt.timedelta(days=max(1, min(365, ((days[1] - days[0]).days + 1) // 2)))
    middle = days[1] - length
    return (middle - length + one, middle), (middle + one, days[1])


def quick(days: Days | None) -> dict[str, Days]:
    """Return ranges to choose at once: they end at the archive's newest day, not at today.

    >>> list(quick((dt.date(2016, 1, 1), dt.date(2017, 10, 4))))
    ['7', '30', '90', '365']
    """
    if days is None:
        return {}
    lengths = [each for each in (7, 30, 90, 365) if each < (days[1] - days[0]).days]
    return {str(each): (days[1] - dt.timedelta(days=each - 1), days[1]) for each in lengths}
