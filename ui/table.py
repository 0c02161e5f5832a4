"""The table: the same events as on the map and those that are not on it; choosing a row selects the event."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import streamlit as st

from store import Archive
from store.remembered import Memory
from ui import parts, session
from view import words
from view.frame import Frame, close_to
from view.table import screen_table

KEY = "table"
ALL, NEWEST = 1000, 30
"""Rows of the table: all events up to here, else so many, for a change of filter sends them anew."""
_SCREENS = Memory(48)


def rows_of(kept: Archive) -> pd.DataFrame:
    """Return the table's rows: all of them up to ALL, else the newest NEWEST, which is said.

    >>> len(on_page(rows_of, archive))
    9
    """
    filters = session.state().filters
    few = session.tally(kept).shown <= ALL
    return kept.table(filters, limit=ALL if few else NEWEST)


def show(kept: Archive, table: pd.DataFrame) -> None:
    """Draw the archive's table; the selected event's row is marked.

    >>> drawn(show, archive, archive.table(Filters(text="ambushed")))
    ['dataframe: 1 rows']
    """
    st.session_state.table_ids = list(table["id"])
    st.session_state.table_spots = list(zip(table["lat"], table["lon"], table["place_kind"], strict=True))
    st.session_state.table_key = _key()
    _mark()
    st.dataframe(
        _screen(kept, table),
        key=st.session_state.table_key,
        on_select=_chosen,
        selection_mode="single-row",
        hide_index=True,
        height=330,
        placeholder="–",
        column_config={name: st.column_config.Column(label) for name, label in words.TABLE_COLUMNS},
        alt=words.TABLE,
    )


def _key() -> str:
    """Return a key that changes with the rows: a selected row number means nothing in another table."""
    return f"{KEY}_{hash(tuple(st.session_state.table_ids)):x}"


def _screen(kept: Archive, table: pd.DataFrame) -> pa.Table:
    """Return what the screen shows of the rows; what was made for another reader of the same language is taken again."""
    asked = (kept, kept.version, session.state().filters, len(table), words.axis_format())
    return _SCREENS.answer(asked, lambda: screen_table(table))


def _mark() -> None:
    """Mark the selected event's row. Where the reader's table marks it already nothing is said: saying it sends all rows."""
    ids, event = st.session_state.table_ids, session.state().event
    rows = [ids.index(event)] if event in ids else []
    held = st.session_state.get(st.session_state.table_key)
    if (held["selection"]["rows"] if held else []) != rows:
        st.session_state[st.session_state.table_key] = {"selection": {"rows": rows, "columns": [], "cells": []}}


def _chosen() -> None:
    """Select the row's event and move the map to it, near enough to see how well its place is known."""
    rows = st.session_state[st.session_state.table_key]["selection"]["rows"]
    if not rows or not 0 <= rows[0] < len(st.session_state.table_ids):  # a forged one, or of a table that is gone
        return
    row, ids = rows[0], st.session_state.table_ids
    if ids[row] != session.state().event:
        parts.choose(ids[row], goto=_frame(*st.session_state.table_spots[row]))


def _frame(lat: float, lon: float, kind: str) -> Frame | None:
    if pd.isna(lat):
        return None
    return close_to(lat, lon, kind, now=session.frame())


def step(table: pd.DataFrame) -> None:
    """Draw the buttons to the event before and after the selected one, in the table's order; arrow keys do the same.

    >>> table = archive.table(Filters())
    >>> drawn(lambda: [session.select(clash.event.id), step(table)])
    ['button: Previous', 'button: Next', 'caption: 1 of 9']
    """
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
    parts.choose(row["id"], goto=_frame(row["lat"], row["lon"], row["place_kind"]))
