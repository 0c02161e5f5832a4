"""Events over time -> a Vega-Lite chart, made by Altair: bars by kind, uncertain dates as lighter spans, a brush that filters.

It stands apart from the page so that what is drawn can be tested as data. Altair checks every part of a chart against a
schema, which takes longer than all else on the page: the chart is made once for each step, its data and ticks are put in.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import altair as alt
import pandas as pd
import pyarrow as pa

from view import words
from view.layers import TYPES

COLOURS = ("#D55E00", "#56B4E9", "#F0E442", "#E69F00", "#CC79A7", "#009E73", "#0072B2")
"""Okabe and Ito's, in the order of the kinds of event; the same as on the map."""
BRUSH = "brush"
CALCULATED = {
    "event_type": f"{json.dumps(TYPES)}[datum.kind]",
    "first": "datetime(1970, 0, 1 + datum.day)",  # midnight where the reader is
    "last": "datetime(1970, 0, 1 + datum.day + datum.days)",
}
EPOCH = pd.Timestamp(1970, 1, 1)
MOST_BARS = 60
FEW_DAYS = 10
MOST_SPANS = 60
"""More intervals than these cannot be told apart; those with the most events are drawn."""


def step_for(days: tuple[dt.date, dt.date] | None) -> str:
    """Return day, week, month or year: the finest with at most MOST_BARS bars.

    >>> step_for((dt.date(2017, 6, 1), dt.date(2017, 10, 4))), step_for((dt.date(2010, 1, 1), dt.date(2020, 1, 1)))
    ('week', 'year')
    """
    length = (days[1] - days[0]).days + 1 if days else 1
    sizes = {"day": 1, "week": 7, "month": 31}
    return next((step for step, size in sizes.items() if length / size <= MOST_BARS), "year")


def bars(timeline: pd.DataFrame, step: str) -> pd.DataFrame:
    """Return what is drawn, one row a bar: first (its left edge), last (right edge), event_type, events, sure.

    ``sure`` is False where the interval is longer than one step: such a bar spans its interval and is drawn lighter.

    >>> drawn = bars(archive.timeline(Filters(text="raids"), step="day"), "day")
    >>> drawn[["first", "last", "event_type", "events", "sure"]].astype(str).values.tolist()
    [['2017-09-01', '2017-10-01', 'Explosions/Remote violence', '1', 'False']]
    """
    first, last = pd.to_datetime(timeline["earliest"]), pd.to_datetime(timeline["latest"])
    width = {"day": 1, "week": 7, "month": 31, "year": 366}[step]
    sure = (last - first).dt.days < width
    made = timeline.assign(first=first, last=last + pd.Timedelta(days=1), sure=sure)
    return made[["first", "last", "event_type", "events", "sure"]].reset_index(drop=True)


def stacked(drawn: pd.DataFrame) -> pd.DataFrame:
    """Add low and high: the sure bars of one time stand on each other, the spans lie in rows below zero.

    >>> day = pd.Timestamp(2017, 9, 1)
    >>> rows = pd.DataFrame({"first": day, "last": day, "event_type": ["Battles", "Riots"], "events": [2, 3], "sure": True})
    >>> stacked(rows)[["low", "high"]].astype(int).values.tolist()
    [[0, 2], [2, 5]]
    """
    sure = drawn[drawn["sure"]].sort_values("event_type", key=lambda kinds: kinds.map(TYPES.index))
    high = sure.groupby("first", sort=False)["events"].cumsum()
    spans = drawn[~drawn["sure"]].nlargest(MOST_SPANS, "events").sort_values(["first", "last"]).reset_index(drop=True)
    rows = pd.Series(_packed(list(zip(spans["first"], spans["last"], strict=True))), dtype=float)
    unit = max(0.35 * float(high.max() if len(high) else 1) / (rows.max() + 1), 0.02) if len(rows) else 1.0
    return pd.concat(
        [
            sure.assign(low=high - sure["events"], high=high),
            spans.assign(low=-(rows + 1) * unit, high=-(rows + 0.2) * unit),
        ],
        ignore_index=True,
    )


def _packed(spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]]) -> list[int]:
    """Give each span (in order of their starts) the first row in which it touches no other.

    >>> days = [pd.Timestamp(2017, 9, day) for day in (1, 5, 9)]
    >>> _packed([(days[0], days[1]), (days[0], days[2]), (days[1], days[2])])
    [0, 1, 0]
    """
    ends: list[pd.Timestamp] = []
    rows = []
    for first, last in spans:
        row = next((row for row, end in enumerate(ends) if end <= first), len(ends))
        ends[row : row + 1] = [last]
        rows.append(row)
    return rows


def days_shown(
    all_days: tuple[dt.date, dt.date] | None, earliest: dt.date | None, latest: dt.date | None
) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that a chart has to show: those of the archive, less what a filter leaves out.

    >>> year = dt.date(2017, 1, 1), dt.date(2017, 12, 31)
    >>> days_shown(year, dt.date(2017, 9, 1), None) == (dt.date(2017, 9, 1), dt.date(2017, 12, 31))
    True
    """
    if all_days is None:
        return None
    first, last = max(earliest or all_days[0], all_days[0]), min(latest or all_days[1], all_days[1])
    return (first, last) if first <= last else all_days


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its rows and how Vega-Lite draws them.

    A row is a bar: day (of its left edge, from 1 January 1970) and days (its width), kind (its number in ``TYPES``),
    events, and low (its lower edge on the axis of events). Sure bars are as high as they have events.
    """

    rows: pa.Table
    spec: dict[str, Any]


def chart(timeline: pd.DataFrame, step: str, *, days: tuple[dt.date, dt.date] | None = None) -> Chart:
    """Return the chart; its brush is the selection ``BRUSH`` over the days.

    ``days`` are those to show, where a filter says so: of a longer interval only what lies in them is drawn.

    >>> made = chart(archive.timeline(Filters(), step="day"), "day")
    >>> [each["name"] for each in made.spec["params"]], len(made.spec["layer"])
    (['brush'], 2)
    """
    drawn = stacked(bars(timeline, step))
    spec = json.loads(_frame(step, words.axis_format()))
    spec["encoding"]["x"]["axis"]["tickCount"] = _days_named(drawn)
    spec["encoding"]["y"]["axis"]["values"] = _ticks(drawn)
    spec["encoding"]["x"] |= {"scale": _scale(days)} if days else {}
    spec["transform"].append(
        {"calculate": f"datum.low + (datum.low < 0 ? {_span(drawn):g} : datum.events)", "as": "high"}
    )
    return Chart(_rows(drawn), spec)


def _span(drawn: pd.DataFrame) -> float:
    """Return how high a span is drawn; all are of one height."""
    spans = drawn[~drawn["sure"]]
    return float((spans["high"] - spans["low"]).max()) if len(spans) else 0.0


def _rows(drawn: pd.DataFrame) -> pa.Table:
    """Return the rows as the browser gets them: as few bytes as will do, for every change of a filter sends them."""
    columns = {
        "day": _small((drawn["first"] - EPOCH).dt.days),
        "days": _small((drawn["last"] - drawn["first"]).dt.days),
        "kind": _small(drawn["event_type"].map(TYPES.index)),
        "events": _small(drawn["events"]),
        "low": pa.array(drawn["low"].astype("float32")),
    }
    return pa.table(columns)


def _small(numbers: pd.Series) -> pa.Array:
    """Return whole numbers in as few bytes as they need.

    >>> [str(_small(pd.Series(numbers)).type) for numbers in ([0, 6], [17400, 18000], [90_000])]
    ['int8', 'int16', 'int32']
    """
    return pa.array(pd.to_numeric(numbers, downcast="integer"))


@lru_cache(maxsize=16)
def _frame(step: str, axis_format: str) -> str:
    """Return the chart without its rows and ticks, as JSON."""
    scale = alt.Scale(domain=list(range(len(TYPES))), range=list(COLOURS))
    axis = alt.Axis(format=axis_format, labelAngle=0, labelOverlap=True)
    base = alt.Chart().encode(
        x=alt.X("first:T", title=None, axis=axis),
        x2="last:T",
        y=alt.Y("low:Q", title=words.TIMELINE_AXIS[step], axis=alt.Axis(tickMinStep=1, format="d")),
        y2="high:Q",
        color=alt.Color("kind:N", scale=scale, legend=None),
        tooltip=_tooltip(),
    )
    sure = base.transform_filter("datum.low >= 0").mark_rect(clip=True, stroke="#22262a", strokeWidth=0.4)
    spans = base.transform_filter("datum.low < 0").mark_rect(clip=True, opacity=0.45, cornerRadius=3)
    brush = alt.selection_interval(name=BRUSH, encodings=["x"])
    layers = alt.layer(sure.add_params(brush), spans).transform_calculate(**CALCULATED)
    # One picture with a text beside it, not 500 nameless nodes.
    layers.usermeta = {"embedOptions": {"renderer": "canvas"}}
    return json.dumps(_without_data(layers.properties(height=150).to_dict()))


def _without_data(spec: dict[str, Any]) -> dict[str, Any]:
    """Take out the empty rows and the size that Altair puts in, and what both layers say of the rows that come with the chart: said once."""
    said = {"data", "encoding"}
    layers = [{name: part for name, part in layer.items() if name not in said} for layer in spec["layer"]]
    once = {"layer": layers, "encoding": spec["layer"][0]["encoding"]}
    return {name: part for name, part in spec.items() if name not in {"datasets", "config"}} | once


def _scale(days: tuple[dt.date, dt.date]) -> dict[str, object]:
    """Return the axis from the first day's beginning to the last one's end.

    >>> _scale((dt.date(2017, 9, 1), dt.date(2017, 9, 30)))["domain"][1]
    {'year': 2017, 'month': 10, 'date': 1}
    """
    ends = days[0], days[1] + dt.timedelta(days=1)
    return {"domain": [{"year": each.year, "month": each.month, "date": each.day} for each in ends]}


def _days_named(drawn: pd.DataFrame) -> int | dict[str, object]:
    """Return how many days the axis names: each day once where there are few, about eight else.

    >>> one = pd.DataFrame({"first": [pd.Timestamp(2017, 9, 1)], "last": [pd.Timestamp(2017, 9, 2)]})
    >>> _days_named(one)
    {'interval': 'day', 'step': 1}
    """
    length = (drawn["last"].max() - drawn["first"].min()).days if len(drawn) else 0
    return {"interval": "day", "step": 1} if length <= FEW_DAYS else 8


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("event_type:N", title=words.FIELDS["sub_event_type"]),
        alt.Tooltip("events:Q", title=words.TIMELINE_EVENTS),
        alt.Tooltip("first:T", title=words.FILTERS["earliest"], format=words.axis_format()),
        alt.Tooltip("last:T", title=words.TIMELINE_BEFORE, format=words.axis_format()),
    ]


def _ticks(drawn: pd.DataFrame) -> list[int]:
    """Return whole numbers for the axis, none below zero."""
    most = int(drawn["high"].max()) if len(drawn) else 1
    return list(range(0, max(most, 1) + 1, max(1, most // 4)))


def brushed(state: object, *, zone: str | None = None) -> tuple[dt.date, dt.date] | None:
    """Return the days of a brush, as Streamlit tells it (milliseconds since 1970), or None where nothing is brushed.

    The chart's days begin at midnight where the reader is: ``zone`` is the browser's own (IANA), None for UTC.

    >>> monday = {"selection": {BRUSH: {"first": [1506891600000, 1506946000000]}}}  # 2 Oct 2017 00:00 in Damascus
    >>> [str(each) for each in brushed(monday, zone="Asia/Damascus")]
    ['2017-10-02', '2017-10-02']
    """
    edges = ((state or {}).get("selection") or {}).get(BRUSH) if isinstance(state, dict) else None
    days = (edges or {}).get("first") or []
    if len(days) != 2:
        return None
    there = _zone(zone)
    first, last = sorted(dt.datetime.fromtimestamp(day / 1000, tz=there).date() for day in days)
    return first, last


def _zone(name: str | None) -> dt.tzinfo:
    """Return a zone by its name; UTC where there is none of it, as a browser's word can be forged."""
    try:
        return ZoneInfo(name) if name else dt.UTC
    except (ValueError, OSError, LookupError):
        return dt.UTC
