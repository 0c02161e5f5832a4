"""The timeline under the map: when the events shown happened; a brush over it sets the dates."""

from __future__ import annotations

import streamlit as st

from store import Archive
from store.cache import Memory
from ui import filters_bar, parts, session
from view import words
from view.timeline import Chart, brushed, chart, days_shown, step_for

KEY = "timeline"
_CHARTS = Memory(256)


def show(kept: Archive) -> None:
    """Draw the chart of the days that the filters leave, by the finest step that can be read at that length.

    >>> drawn(show, archive)[0]
    "vega_lite_chart: {'selection': {'brush': {}}}"
    """
    made = _chart(kept)
    if not len(made.rows):
        st.caption(words.TIMELINE_NONE)
        return
    version = st.session_state.setdefault("brushes", 0)
    st.vega_lite_chart(
        made.rows, made.spec,  # only its outermost keys are changed by Streamlit, in a copy
        key=f"{KEY}_{version}", on_select=_brushed, selection_mode="brush", alt=words.TIMELINE_ALT,
    )  # fmt: skip
    st.caption(words.TIMELINE_HELP)


def _chart(kept: Archive) -> Chart:
    """Return the chart of what is shown; one that was made for another reader of the same language is taken again."""
    filters = session.state().filters
    days = days_shown(kept.dates(), filters.earliest, filters.latest)
    step, within = step_for(days), days if filters.earliest or filters.latest else None
    asked = (kept, kept.version, filters, step, words.axis_format())
    return _CHARTS.answer(asked, lambda: chart(kept.timeline(filters, step=step), step, days=within))


def _brushed() -> None:
    """Take the brushed days as the date filter; the chart starts anew, without its brush."""
    told = _plain(st.session_state.get(f"{KEY}_{st.session_state.brushes}"))
    days = brushed(told, zone=st.context.timezone)
    if days is not None:
        st.session_state.brushes += 1
        filters_bar.set_dates(*days)
        parts.again(*parts.filtered(), parts.SIDE)


def _plain(state: object) -> object:
    return state.to_dict() if hasattr(state, "to_dict") else state
