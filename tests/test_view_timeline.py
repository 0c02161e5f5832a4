"""The timeline as data: which columns and spans the dock draws, and which days it shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from events import SUB_EVENT_TYPES
from store import Archive, Filters
from tests import factories
from view.timeline import MOST_BARS, Bars, around, bars, quick, settled, step_for

DAY = dt.date(2017, 10, 2)


def counted(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """Events over time as the archive tells them: first day, last day, kind, how many."""
    made = pd.DataFrame(rows, columns=["earliest", "latest", "event_type", "events"])
    return made.astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})


def number(day: str) -> int:
    return (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("days", "step"), [(MOST_BARS, "day"), (MOST_BARS + 1, "week"), (MOST_BARS * 7 + 1, "month"), (4000, "year")]
)
def test_the_finest_step_that_can_be_read_is_taken(days: int, step: str) -> None:
    assert step_for((DAY, DAY + dt.timedelta(days=days - 1))) == step


def test_events_of_one_day_are_one_column_and_what_is_known_roughly_is_a_span() -> None:
    told = counted(
        ("2017-10-02", "2017-10-02", "Battles", 2),
        ("2017-10-02", "2017-10-02", "Riots", 1),
        ("2017-09-01", "2017-09-30", "Battles", 4),
    )
    kinds = list(SUB_EVENT_TYPES)
    made = bars(told, "day")
    [(day, *counts)] = made.columns
    assert day == number("2017-10-02")
    assert (counts[kinds.index("Battles")], counts[kinds.index("Riots")]) == (2, 1)
    assert made.spans == ((number("2017-09-01"), 30, kinds.index("Battles"), 4),)


def test_every_dated_event_of_an_archive_is_drawn(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add(factories.sample())
    made = bars(archive.timeline(Filters(), step="day"), "day")
    dated = archive.tally(Filters()).shown - archive.tally(Filters()).undated
    assert sum(sum(each[1:]) for each in made.columns) + sum(each[3] for each in made.spans) == dated


def test_what_lies_outside_the_days_shown_is_counted_and_not_drawn() -> None:
    told = counted(("2001-01-01", "2001-01-01", "Battles", 3), ("2017-10-02", "2017-10-02", "Battles", 9))
    made = bars(told, "day", (dt.date(2017, 9, 1), dt.date(2017, 10, 4)))
    assert [each[0] for each in made.columns] == [number("2017-10-02")]
    assert (made.before, made.after) == (3, 0)


def test_a_stray_date_does_not_stretch_the_timeline() -> None:
    years = [("1937-01-01", "1937-12-31", "Battles", 1)]
    years += [(f"{year}-01-01", f"{year}-12-31", "Battles", 200) for year in (2016, 2017)]
    years += [("2029-01-01", "2029-12-31", "Battles", 1)]
    whole = dt.date(1937, 3, 1), dt.date(2029, 5, 1)
    assert settled(counted(*years), whole) == (dt.date(2016, 1, 1), dt.date(2017, 12, 31))


def test_many_early_events_are_no_strays() -> None:
    years = [(f"{year}-01-01", f"{year}-12-31", "Battles", 50) for year in (1937, 2016, 2017)]
    whole = dt.date(1937, 3, 1), dt.date(2017, 5, 1)
    assert settled(counted(*years), whole) == whole


def test_a_short_choice_is_shown_with_what_lies_round_it() -> None:
    year = dt.date(2017, 1, 1), dt.date(2017, 12, 31)
    assert around((DAY, DAY), year) == (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1))
    assert around((dt.date(2017, 3, 1), DAY), year) == year


def test_quick_ranges_end_at_the_newest_day_of_the_archive() -> None:
    made = quick((dt.date(2010, 1, 1), DAY))
    assert {days[1] for days in made.values()} == {DAY}
    assert made["30"][0] == DAY - dt.timedelta(days=29)
    assert quick(None) == {}


def test_without_a_date_nothing_is_drawn() -> None:
    assert bars(counted(), "day") == Bars("day", (), ())
