"""What the timeline draws, as data; and what a brush on it says."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Archive, Filters
from tests import factories
from view.layers import TYPES
from view.timeline import MOST_SPANS, bars, brushed, chart, days_shown, step_for

EPOCH = dt.date(1970, 1, 1)


@pytest.fixture
def timeline(tmp_path: Path) -> pd.DataFrame:
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    return archive.timeline(Filters(), step="day")


def test_every_dated_event_is_drawn_once(timeline: pd.DataFrame) -> None:
    assert sum(bar.events for bar in bars(timeline, "day")) == timeline["events"].sum() == 6


def test_sure_days_stand_on_the_line_and_uncertain_ones_below_it(timeline: pd.DataFrame) -> None:
    sure = [bar for bar in bars(timeline, "day") if bar.days == 1]
    (span,) = (bar for bar in bars(timeline, "day") if bar.days > 1)
    assert min(bar.low for bar in sure) == 0
    assert (EPOCH + dt.timedelta(span.day), span.days) == (dt.date(2017, 9, 1), 30)
    assert span.low < span.high < 0


def test_bars_of_one_day_do_not_lie_on_each_other(timeline: pd.DataFrame) -> None:
    by_day: dict[int, list[tuple[float, float]]] = {}
    for bar in bars(timeline, "day"):
        by_day.setdefault(bar.day, []).append((bar.low, bar.high))
    for edges in by_day.values():
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(sorted(edges)))


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(TYPES), st.integers(1, 9)), max_size=90
)


@given(spans)
def test_however_they_lie_no_two_bars_overlap_and_none_is_higher_than_its_events(
    told: list[tuple[int, int, str, int]],
) -> None:
    columns = ["earliest", "latest", "event_type", "events"]
    rows = {(first, first + more, kind): events for first, more, kind, events in told}
    frame = pd.DataFrame([(*key, events) for key, events in rows.items()], columns=columns)
    for name in ("earliest", "latest"):
        frame[name] = pd.to_datetime(frame[name].astype("int64"), unit="D")
    drawn = bars(frame, "day")
    assert len(drawn) == sum(first == last for first, last, _ in rows) + min(
        MOST_SPANS, sum(first < last for first, last, _ in rows)
    )
    for one, other in itertools.combinations(drawn, 2):
        beside = one.day + one.days <= other.day or other.day + other.days <= one.day
        assert beside or one.high <= other.low + 1e-9 or other.high <= one.low + 1e-9
    assert all(bar.high - bar.low == bar.events for bar in drawn if bar.low >= 0)


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
