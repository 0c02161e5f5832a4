"""The table: the same events as on the map and those that are not on it; choosing a row selects the event."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui import session
from view import words
from view.frame import Frame, close_to
from view.table import screen_table

KEY = "table"


def show(table: pd.DataFrame) -> None:
    """Draw the archive's table; the selected event's row is marked."""
    st.session_state.table_ids = list(table["id"])
    st.session_state.table_spots = list(zip(table["lat"], table["lon"], table["place_kind"], strict=True))
    st.session_state.table_key = _key()
    st.dataframe(
        screen_table(table),
        key=st.session_state.table_key,
        on_select=_chosen,
        selection_mode="single-row",
        selection_default=_selected(),  # type: ignore[arg-type]  # a plain dict of its shape
        hide_index=True,
        height=330,
        placeholder="–",
        column_config={name: st.column_config.Column(label) for name, label in words.TABLE_COLUMNS},
        alt=words.TABLE,
    )


def _key() -> str:
    """Return a key that changes with the rows: a selected row number means nothing in another table."""
    return f"{KEY}_{hash((tuple(st.session_state.table_ids), session.state().event)):x}"


def _selected() -> dict[str, dict[str, list[int]]] | None:
    ids, event = st.session_state.table_ids, session.state().event
    return {"selection": {"rows": [ids.index(event)], "columns": []}} if event in ids else None


def _chosen() -> None:
    """Select the row's event and move the map to it, near enough to see how well its place is known."""
    rows = st.session_state[st.session_state.table_key]["selection"]["rows"]
    if not rows or not 0 <= rows[0] < len(st.session_state.table_ids):  # a forged one, or of a table that is gone
        return
    row = rows[0]
    session.select(st.session_state.table_ids[row], goto=_frame(*st.session_state.table_spots[row]))


def _frame(lat: float, lon: float, kind: str) -> Frame | None:
    if pd.isna(lat):
        return None
    return close_to(lat, lon, kind, now=session.frame())


def step(table: pd.DataFrame) -> None:
    """Draw the buttons to the event before and after the selected one, in the table's order; arrow keys do the same."""
    ids, event = list(table["id"]), session.state().event
    if event not in ids:
        return
    at = ids.index(event)
    with st.container(horizontal=True, vertical_alignment="center", key="step"):
        for name, to, key in ((words.PREVIOUS, at - 1, "Left"), (words.NEXT, at + 1, "Right")):
            there = 0 <= to < len(ids)
            st.button(
                name, key=f"step_{key}", shortcut=key, disabled=not there, type="tertiary", on_click=_go,
                args=(table.iloc[to],) if there else None,
            )  # fmt: skip
        st.caption(words.POSITION.format(at=at + 1, of=len(ids)))


def _go(row: pd.Series) -> None:
    session.select(row["id"], goto=_frame(row["lat"], row["lon"], row["place_kind"]))
