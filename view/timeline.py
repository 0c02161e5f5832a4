"""Events over time -> an Altair chart: bars by kind, uncertain dates as lighter spans, a brush that filters.

It stands apart from the page so that what is drawn can be tested as data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import altair as alt
import pandas as pd

from view import words
from view.layers import TYPES

COLOURS = ("#D55E00", "#56B4E9", "#F0E442", "#E69F00", "#CC79A7", "#009E73", "#0072B2")
"""Okabe and Ito's, in the order of the kinds of event; the same as on the map."""
BRUSH = "brush"
MOST_BARS = 90
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
    rows = pd.Series(packed(list(zip(spans["first"], spans["last"], strict=True))), dtype=float)
    unit = max(0.35 * float(high.max() if len(high) else 1) / (rows.max() + 1), 0.02) if len(rows) else 1.0
    return pd.concat(
        [
            sure.assign(low=high - sure["events"], high=high),
            spans.assign(low=-(rows + 1) * unit, high=-(rows + 0.2) * unit),
        ],
        ignore_index=True,
    )


def packed(spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]]) -> list[int]:
    """Give each span (in order of their starts) the first row in which it touches no other.

    >>> days = [pd.Timestamp(2017, 9, day) for day in (1, 5, 9)]
    >>> packed([(days[0], days[1]), (days[0], days[2]), (days[1], days[2])])
    [0, 1, 0]
    """
    ends: list[pd.Timestamp] = []
    rows = []
    for first, last in spans:
        row = next((row for row, end in enumerate(ends) if end <= first), len(ends))
        ends[row : row + 1] = [last]
        rows.append(row)
    return rows


def chart(timeline: pd.DataFrame, step: str) -> alt.LayerChart | alt.FacetChart:
    """Return the chart; its brush is the selection ``BRUSH`` over the days."""
    drawn = stacked(bars(timeline, step))
    colour = alt.Color("event_type:N", scale=alt.Scale(domain=list(TYPES), range=list(COLOURS)), legend=None)
    base = alt.Chart(drawn).encode(
        x=alt.X(
            "first:T",
            title=None,
            axis=alt.Axis(format=words.axis_format(), labelAngle=0, labelOverlap=True, tickCount=ticks(drawn)),
        ),
        x2="last:T",
        y=alt.Y(
            "low:Q", title=words.TIMELINE_AXIS[step], axis=alt.Axis(tickMinStep=1, values=_ticks(drawn), format="d")
        ),
        y2="high:Q",
        color=colour,
        tooltip=_tooltip(),
    )
    sure = base.transform_filter("datum.sure").mark_rect(stroke="#22262a", strokeWidth=0.4)
    spans = base.transform_filter("!datum.sure").mark_rect(opacity=0.45, cornerRadius=3)
    brush = alt.selection_interval(name=BRUSH, encodings=["x"])
    layers: alt.LayerChart | alt.FacetChart = alt.layer(sure.add_params(brush), spans).properties(height=150)
    layers.usermeta = {
        "embedOptions": {"renderer": "canvas"}
    }  # one picture with a text beside it, not 500 nameless nodes
    return layers


def ticks(drawn: pd.DataFrame) -> int | alt.TimeIntervalStep:
    """Return how many days the axis names: each day once where there are few, about eight else.

    >>> one = pd.DataFrame({"first": [pd.Timestamp(2017, 9, 1)], "last": [pd.Timestamp(2017, 9, 2)]})
    >>> ticks(one).to_dict()
    {'interval': 'day', 'step': 1}
    """
    length = (drawn["last"].max() - drawn["first"].min()).days if len(drawn) else 0
    return alt.TimeIntervalStep(interval="day", step=1) if length <= FEW_DAYS else 8


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


def brushed(state: object) -> tuple[dt.date, dt.date] | None:
    """Return the days of a brush, as Streamlit tells it (milliseconds since 1970), or None where nothing is brushed."""
    edges = ((state or {}).get("selection") or {}).get(BRUSH) if isinstance(state, dict) else None
    days = (edges or {}).get("first") or []
    if len(days) != 2:
        return None
    first, last = sorted(dt.datetime.fromtimestamp(day / 1000, tz=dt.UTC).date() for day in days)
    return first, last
