"""Two selections side by side, and a table of counts by any two of area, kind, actor and time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st
import streamlit_folium
from streamlit.delta_generator import DeltaGenerator

from store import Archive, Choice, Filters
from store.crosstab import DIMENSIONS, Dimension
from ui import session, versions
from ui.filters_typed import name_of
from view import words
from view.compare import csv_bytes, extent_of, pair_layer, pivot, side_by_side, value_name
from view.countries import country_name
from view.frame import fitting
from view.layers import offline_map
from view.safe import element, line
from view.timeline import halves

Mode = Literal["periods", "actors", "areas"]
Side = tuple[str, Filters]
OFFERED = 300


def show() -> None:
    """Draw the page; the filters are those of the map, or of the link.

    >>> drawn(show)[:3]
    ['subheader: Compare', 'caption: News only', 'radio: Compare two']
    """
    kept = session.archive()
    versions.show(kept)
    base = _base()
    st.subheader(words.PAGES["compare"])
    st.caption(words.shown(words.filters_line(base, kept.names()).capitalize()))
    modes = list(words.COMPARE_MODES)
    asked = st.query_params.get("mode", modes[0])
    mode = st.radio(
        words.COMPARE_TWO, modes, modes.index(asked) if asked in modes else 0, format_func=words.COMPARE_MODES.__getitem__,
        horizontal=True, key="compare_mode",
    )  # fmt: skip
    sides = _sides(kept, base, mode)
    if sides:
        _tell(base, mode, sides)
        _compared(kept, *sides)
    _table(kept, base)


def _base() -> Filters:
    """Return the filters that both selections share: the link's, else those of the map."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    filters, _ = Filters.of_params({name: values for name, values in params.items() if name not in ("mode", "a", "b")})
    if filters == Filters() and "state" in st.session_state and "mode" not in params:
        return session.state().filters
    return filters


def _tell(base: Filters, mode: str, sides: tuple[Side, Side]) -> None:
    """Write into the address what is compared, so that it can be shared."""
    field = {"actors": "actor", "areas": "country"}.get(mode)
    values = [side.params() for _, side in sides]
    asked: dict[str, list[str]] = {**base.params(), "mode": [mode]}
    for name, told in zip(("a", "b"), values, strict=True):
        if mode == "periods":
            asked[name] = [f"{told['from'][0]}..{told['to'][0]}"]
        else:
            asked[name] = told.get(field or "") or told.get("region") or []
    if {name: st.query_params.get_all(name) for name in st.query_params} != asked:
        st.query_params.from_dict(asked)


def _sides(kept: Archive, base: Filters, mode: str) -> tuple[Side, Side] | None:
    if mode == "periods":
        return _periods(kept, base)
    if mode == "actors":
        found = kept.facet(base.without("actors"), "actor")
        return _two(found, words.name_of_id, lambda value: replace(base, actors=(value,)))
    countries = kept.facet(base.without("countries", "regions"), "country")
    regions = kept.facet(base.without("countries", "regions"), "region")
    names = kept.names()
    offered = [Choice(each.value, country_name(each.value), each.events) for each in countries]
    offered += [Choice(each.value, value_name(each.value, "region", names), each.events) for each in regions]
    return _two(offered, str, lambda value: _in_area(base, value))


def _in_area(base: Filters, value: str) -> Filters:
    area = replace(base, countries=(), regions=())
    return replace(area, regions=(value,)) if "/" in value else replace(area, countries=(value,))


def _two(
    choices: Sequence[Choice], say: Callable[[str], str], made: Callable[[str], Filters]
) -> tuple[Side, Side] | None:
    """Ask for two of the choices, the two busiest unless the link has others."""
    if len(choices) < 2:
        st.info(words.COMPARE_NOTHING)
        return None
    asked = [st.query_params.get(name, "") for name in ("a", "b")]
    named = {each.value: name_of(each, say) for at, each in enumerate(choices) if at < OFFERED or each.value in asked}
    values = list(named)
    chosen: list[Side] = []
    for at, column in enumerate(st.columns(2)):
        start = values.index(asked[at]) if asked[at] in named else at
        value = column.selectbox(
            "AB"[at], values, start, format_func=named.__getitem__, key=f"compare_{'ab'[at]}_{len(values)}"
        )
        chosen.append((named[value], made(value)))
    return chosen[0], chosen[1]


def _periods(kept: Archive, base: Filters) -> tuple[Side, Side] | None:
    days = kept.dates()
    if days is None:
        st.info(words.COMPARE_NOTHING)
        return None
    usual = halves(days)
    chosen: list[Side] = []
    for at, column in enumerate(st.columns(2)):
        first, until = _asked_days("ab"[at]) or usual[at]
        days_of = [
            _day(room, "AB"[at], name, day)
            for room, name, day in zip(column.columns(2), ("earliest", "latest"), (first, until), strict=True)
        ]
        if None in days_of:
            return None
        one, two = sorted(day for day in days_of if day)
        chosen.append((words.days(one, two), replace(base, earliest=one, latest=two)))
    return chosen[0], chosen[1]


def _day(room: DeltaGenerator, side: str, name: str, day: dt.date) -> dt.date | None:
    found = room.date_input(
        f"{side}: {words.FILTERS[name]}", day, format="YYYY-MM-DD", key=f"{name}_{side}",
        min_value="1900-01-01", max_value="2100-12-31",
    )  # fmt: skip
    return found if isinstance(found, dt.date) else None


def _asked_days(name: str) -> tuple[dt.date, dt.date] | None:
    first, _, last = st.query_params.get(name, "").partition("..")
    try:
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    except ValueError:
        return None


def _compared(kept: Archive, a: Side, b: Side) -> None:
    """Draw the numbers, and the map in two colours."""
    key = "".join(
        line("span", f"{each}: {side[0]}", {"class": f"cm-pair-{each.lower()}"}) for each, side in (("A", a), ("B", b))
    )
    st.html(element("p", key, {"class": "cm-pair-key"}))
    left, right = st.columns([2, 3], gap="large")
    table = side_by_side(kept.totals(a[1]), kept.totals(b[1]))
    with left:
        st.dataframe(table, hide_index=True, key="side_by_side")
        st.caption(words.COMPARE_FLOOR)
        st.download_button(
            words.CSV_BUTTON, csv_bytes(table), "compare.csv", "text/csv", on_click="ignore", key="compare_csv"
        )
    with right, st.container(key="pair_room"):
        _map(kept, a, b)


def _map(kept: Archive, a: Side, b: Side) -> None:
    zoom = fitting(extent_of(kept.pair_cells(a[1], b[1], zoom=3)), nearest=9).zoom
    cells = kept.pair_cells(a[1], b[1], zoom=zoom)
    extent = extent_of(cells)
    told = {
        **words.MAP_WORDS,
        "legend": "",
        "types": [f"A: {a[0]}", f"B: {b[0]}"],
        "several_kinds": words.BOTH,
        "several": words.BOTH,
    }
    streamlit_folium.st_folium(
        offline_map(fitting(extent, nearest=9), told, extent=extent),
        key="pair_map",
        height=460,
        use_container_width=True,
        feature_group_to_add=pair_layer(cells, theme=session.theme()),
        returned_objects=[],
    )


def _table(kept: Archive, base: Filters) -> None:
    """Draw the table of counts by two dimensions, and offer it as a file."""
    st.subheader(words.CROSSTAB)
    columns = st.columns(3)
    say = words.DIMENSIONS.__getitem__
    row: Dimension = columns[0].selectbox(words.ROWS, DIMENSIONS, 0, format_func=say, key="rows")
    others = [each for each in DIMENSIONS if each != row]
    start = others.index("year") if "year" in others else 0
    column: Dimension = columns[1].selectbox(words.COLUMNS, others, start, format_func=say, key=f"columns_{row}")
    measures = list(words.MEASURES)
    measure = columns[2].selectbox(words.COUNT_WHAT, measures, 0, format_func=words.MEASURES.__getitem__, key="measure")
    table = pivot(
        kept.crosstab(base, row, column), (row, column), kept.names(), "deaths" if measure == "deaths" else "events"
    )
    st.dataframe(table, hide_index=True, key="crosstab")
    if "actor" in (row, column):
        st.caption(words.CROSSTAB_ACTORS)
    st.download_button(
        words.CSV_BUTTON, csv_bytes(table), f"{row}-by-{column}.csv", "text/csv", on_click="ignore", key="crosstab_csv"
    )
