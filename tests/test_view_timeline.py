"""What the timeline draws, as data; and what a brush on it says."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from store import Archive, Filters
from tests import factories
from view.timeline import bars, brushed, chart, days_shown, stacked, step_for


@pytest.fixture
def timeline(tmp_path: Path) -> pd.DataFrame:
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    return archive.timeline(Filters(), step="day")


def test_every_dated_event_is_drawn_once(timeline: pd.DataFrame) -> None:
    drawn = stacked(bars(timeline, "day"))
    assert drawn["events"].sum() == timeline["events"].sum() == 6


def test_sure_days_stand_on_the_line_and_uncertain_ones_below_it(timeline: pd.DataFrame) -> None:
    drawn = stacked(bars(timeline, "day"))
    assert (drawn.loc[drawn["sure"], "low"] >= 0).all()
    assert (drawn.loc[~drawn["sure"], "high"] < 0).all()
    span = drawn[~drawn["sure"]].iloc[0]
    assert (span["first"], span["last"]) == (pd.Timestamp(2017, 9, 1), pd.Timestamp(2017, 10, 1))


def test_bars_of_one_day_do_not_lie_on_each_other(timeline: pd.DataFrame) -> None:
    drawn = stacked(bars(timeline, "day"))
    for _, day in drawn[drawn["sure"]].groupby("first"):
        edges = sorted(zip(day["low"], day["high"], strict=True))
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(edges))


def test_the_chart_can_be_drawn_and_brushed(timeline: pd.DataFrame) -> None:
    made = chart(timeline, "day")
    assert any(param["name"] == "brush" for param in made.spec["params"])
    assert sum(made.rows["events"].to_pylist()) == 6
    assert "datasets" not in made.spec


@pytest.mark.parametrize(
    ("state", "days"),
    [
        (None, None),
        ({}, None),
        ({"selection": {"brush": {}}}, None),
        (
            {"selection": {"brush": {"first": [1504224000000, 1506729600000]}}},
            (dt.date(2017, 9, 1), dt.date(2017, 9, 30)),
        ),
    ],
)
def test_a_brush_is_two_days_or_nothing(state: object, days: object) -> None:
    assert brushed(state) == days


@pytest.mark.parametrize("zone", ["Asia/Damascus", "America/Los_Angeles", "Pacific/Kiritimati", "no such zone"])
def test_a_brush_says_the_days_that_the_reader_sees(zone: str) -> None:
    there = dt.UTC if " " in zone else ZoneInfo(zone)
    ends = [dt.datetime(2017, 10, day, hour, 30, tzinfo=there).timestamp() * 1000 for day, hour in ((2, 0), (4, 23))]
    state = {"selection": {"brush": {"first": ends}}}
    assert brushed(state, zone=zone) == (dt.date(2017, 10, 2), dt.date(2017, 10, 4))


def test_a_few_days_of_a_decade_are_drawn_day_by_day_and_nothing_beside_them(timeline: pd.DataFrame) -> None:
    decade = dt.date(2011, 1, 1), dt.date(2024, 9, 8)
    days = days_shown(decade, dt.date(2017, 9, 28), dt.date(2017, 10, 4))
    assert step_for(days) == "day"
    ends = chart(timeline, "day", days=days).spec["encoding"]["x"]["scale"]["domain"]
    assert ends == [{"year": 2017, "month": 9, "date": 28}, {"year": 2017, "month": 10, "date": 5}]


def test_a_decade_is_not_drawn_day_by_day() -> None:
    assert step_for((dt.date(2011, 1, 1), dt.date(2024, 9, 8))) in ("month", "year")
    assert step_for(None) == "day"
