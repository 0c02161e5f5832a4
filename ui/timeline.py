"""The timeline under the map: when the events shown happened; a brush over it sets the dates."""

from __future__ import annotations

import streamlit as st

from store import Archive
from ui import filters_bar, session
from view import words
from view.timeline import brushed, chart, step_for

KEY = "timeline"


def show(kept: Archive) -> None:
    """Draw the chart of all days, so that a brush can also be widened again; undated events are counted below it."""
    filters = session.state().filters
    step = step_for(kept.dates())
    events = kept.timeline(filters, step=step)
    if events.empty:
        st.caption(words.TIMELINE_NONE)
        return
    version = st.session_state.setdefault("brushes", 0)
    st.altair_chart(
        chart(events, step), key=f"{KEY}_{version}", on_select=_brushed, selection_mode="brush", alt=words.TIMELINE_ALT
    )
    st.caption(words.TIMELINE_HELP)


def _brushed() -> None:
    """Take the brushed days as the date filter; the chart starts anew, without its brush."""
    days = brushed(_plain(st.session_state.get(f"{KEY}_{st.session_state.brushes}")))
    if days is not None:
        st.session_state.brushes += 1
        filters_bar.set_dates(*days)


def _plain(state: object) -> object:
    return state.to_dict() if hasattr(state, "to_dict") else state
