"""What the timeline draws, as data; and what a brush on it says."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pandas as pd
import pytest

from store import Archive, Filters
from tests import factories
from view.timeline import bars, brushed, chart, stacked, step_for


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
    made = chart(timeline, "day").to_dict()
    assert any(param["name"] == "brush" for param in made["params"])


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


def test_a_decade_is_not_drawn_day_by_day() -> None:
    assert step_for((dt.date(2011, 1, 1), dt.date(2024, 9, 8))) in ("month", "year")
    assert step_for(None) == "day"
