"""Events over time -> a Vega-Lite chart, made by Altair: bars by kind, uncertain dates as lighter spans, a brush that filters.

It stands apart from the page so that what is drawn can be tested as data. Altair checks every part of a chart against a
schema, which takes longer than all else on the page: the chart is made once for each step, its data and ticks are put in.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its left edge (days from 1 January 1970), its width in days, its kind (number in ``TYPES``), its events.

    ``low`` and ``high`` are its edges on the axis of events: sure bars stand on it, those that span their interval,
    which is longer than a step, lie below zero.
    """

    day: int
    days: int
    kind: int
    events: int
    low: float = 0.0
    high: float = 0.0


def bars(timeline: pd.DataFrame, step: str) -> list[Bar]:
    """Return what is drawn: the sure bars of one time on each other, the spans in rows below zero.

    >>> [(bar.day, bar.days, bar.events, bar.low) for bar in bars(archive.timeline(Filters(), step="day"), "day")][-2:]
    [(17439, 1, 1, 0), (17410, 30, 1, -1.75)]
    """
    first, last = (_days(timeline[name]) for name in ("earliest", "latest"))
    kinds, events = map(TYPES.index, timeline["event_type"]), timeline["events"].tolist()
    made = [Bar(day, end + 1 - day, *rest) for day, end, *rest in zip(first, last, kinds, events, strict=True)]
    width = {"day": 1, "week": 7, "month": 31, "year": 366}[step]
    sure = stacked(bar for bar in made if bar.days <= width)
    return [*sure, *_below([bar for bar in made if bar.days > width], max((bar.high for bar in sure), default=1))]


def _days(times: pd.Series) -> list[int]:
    """Return days from 1 January 1970.

    >>> _days(pd.Series([pd.Timestamp(1970, 1, 3)]))
    [2]
    """
    return list(times.to_numpy("datetime64[D]").astype(int).tolist())


def stacked(sure: Iterable[Bar]) -> list[Bar]:
    """Return bars of one time on each other, by kind.

    >>> [(bar.low, bar.high) for bar in stacked([Bar(17410, 1, 2, 3), Bar(17410, 1, 0, 2), Bar(17411, 1, 2, 1)])]
    [(0, 2), (2, 5), (0, 1)]
    """
    reached: dict[int, int] = {}
    made = []
    for bar in sorted(sure, key=lambda bar: bar.kind):
        low = reached.get(bar.day, 0)
        reached[bar.day] = low + bar.events
        made.append(replace(bar, low=low, high=low + bar.events))
    return made


def _below(spans: Sequence[Bar], highest: float) -> list[Bar]:
    """Return those with the most events in rows below zero, all of one height: together a third of the highest bar."""
    most = sorted(sorted(spans, key=lambda bar: -bar.events)[:MOST_SPANS], key=lambda bar: (bar.day, bar.days))
    rows = _packed([(bar.day, bar.day + bar.days) for bar in most])
    unit = max(0.35 * highest / (max(rows, default=0) + 1), 0.02)
    return [replace(bar, low=-(row + 1) * unit, high=-(row + 0.2) * unit) for bar, row in zip(most, rows, strict=True)]


def _packed(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Give each span (in order of their starts) the first row in which it touches no other.

    >>> _packed([(1, 5), (1, 9), (5, 9)])
    [0, 1, 0]
    """
    ends: list[int] = []
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
    """A chart: its rows and how Vega-Lite draws them; a row is a :class:`Bar` without its upper edge.

    Sure bars are as high as they have events, the others all of one height.
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
    drawn = bars(timeline, step)
    spec = json.loads(_frame(step, words.axis_format()))
    spec["encoding"]["x"]["axis"]["tickCount"] = _days_named(drawn)
    spec["encoding"]["y"]["axis"]["values"] = _ticks(drawn)
    spec["encoding"]["x"] |= {"scale": _scale(days)} if days else {}
    spec["transform"].append(
        {"calculate": f"datum.low + (datum.low < 0 ? {_span(drawn):g} : datum.events)", "as": "high"}
    )
    return Chart(_rows(drawn), spec)


def _span(drawn: Sequence[Bar]) -> float:
    """Return how high a span is drawn; all are of one height."""
    return next((bar.high - bar.low for bar in drawn if bar.low < 0), 0.0)


def _rows(drawn: Sequence[Bar]) -> pa.Table:
    """Return the rows as the browser gets them: as few bytes as will do, for every change of a filter sends them."""
    numbers = {name: _small([getattr(bar, name) for bar in drawn]) for name in ("day", "days", "kind", "events")}
    return pa.table(numbers | {"low": pa.array([bar.low for bar in drawn], pa.float32())})


def _small(numbers: Sequence[int]) -> pa.Array:
    """Return whole numbers in as few bytes as they need.

    >>> [str(_small(numbers).type) for numbers in ([0, 6], [17400, 18000], [90_000])]
    ['int8', 'int16', 'int32']
    """
    most = max(map(abs, numbers), default=0)
    return pa.array(
        numbers, next((kind for kind in (pa.int8(), pa.int16()) if most < 2 ** (kind.bit_width - 1)), pa.int32())
    )


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


def _days_named(drawn: Sequence[Bar]) -> int | dict[str, object]:
    """Return how many days the axis names: each day once where there are few, about eight else.

    >>> _days_named([Bar(17410, 1, 0, 1)])
    {'interval': 'day', 'step': 1}
    """
    length = max(bar.day + bar.days for bar in drawn) - min(bar.day for bar in drawn) if drawn else 0
    return {"interval": "day", "step": 1} if length <= FEW_DAYS else 8


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("event_type:N", title=words.FIELDS["sub_event_type"]),
        alt.Tooltip("events:Q", title=words.TIMELINE_EVENTS),
        alt.Tooltip("first:T", title=words.FILTERS["earliest"], format=words.axis_format()),
        alt.Tooltip("last:T", title=words.TIMELINE_BEFORE, format=words.axis_format()),
    ]


def _ticks(drawn: Sequence[Bar]) -> list[int]:
    """Return whole numbers for the axis, none below zero."""
    most = int(max((bar.high for bar in drawn), default=1))
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
