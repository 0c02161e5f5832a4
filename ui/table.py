"""The table: the same events as on the map and those that are not on it, leaf by leaf; choosing a row selects the event."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import streamlit as st

from store import Archive
from store.cache import Memory
from ui import parts, session
from view import words
from view.frame import Frame, close_to
from view.table import screen_table

KEY = "table"
LEAF, WHOLE = 10, 15
"""Rows that are shown at once, without scrolling: a change of filter sends them anew. Up to WHOLE are not worth two leaves."""
ALL, NEWEST = 1000, 3 * LEAF
"""Events that can be leafed through; of more than ALL so few are asked for until somebody leafs."""
_SCREENS = Memory(256)


def rows_of(kept: Archive) -> pd.DataFrame:
    """Return the events that can be leafed through: all of them up to ALL, else the newest, which is said.

    >>> len(on_page(rows_of, archive))
    9
    """
    filters = session.state().filters
    whole = session.tally(kept).shown <= ALL or _leafed()
    return kept.table(filters, limit=ALL if whole else NEWEST)


def show(kept: Archive, rows: pd.DataFrame) -> None:
    """Draw the leaf of the table on which the selected event is, or that the reader has turned to, and how to turn.

    >>> drawn(show, archive, archive.table(Filters(text="ambushed")))
    ['dataframe: 1 rows']
    """
    st.session_state.table_rows = rows["id"]
    leafed = len(rows) > WHOLE
    first = _first(list(rows["id"])) if leafed else 0
    _leaf(kept, rows.iloc[first : first + LEAF] if leafed else rows, first)
    if leafed:
        _turns(first, len(rows))


def _first(ids: list[str]) -> int:
    """Return the first row of the leaf: the reader's own, but that of the selected event where that is a new one.

    >>> many = [f"e{number}" for number in range(25)]
    >>> on_page(_first, many), on_page(lambda: [session.select("e24"), _first(many)][-1])
    (0, 20)
    """
    shown = session.state()
    if st.session_state.get("leaf_of") != (shown.filters, shown.event):
        st.session_state.leaf_of = (shown.filters, shown.event)
        at = ids.index(shown.event) // LEAF * LEAF if shown.event in ids else _leafed()
        st.session_state.leafed = (shown.filters, at)
    first = _leafed()
    return first if first < len(ids) else 0


def _leafed() -> int:
    """Return the first row of the leaf that was turned to; of another filter the table begins with its first."""
    filters, first = st.session_state.get("leafed", (None, 0))
    return first if filters == session.state().filters else 0


def _turns(first: int, of: int) -> None:
    """Draw the buttons to the leaf before and after, and say which rows these are."""
    with st.container(horizontal=True, vertical_alignment="center", key="leaves"):
        for name, to in ((words.LEAF_BEFORE, first - LEAF), (words.LEAF_AFTER, first + LEAF)):
            st.button(name, key=f"leaf_{name}", disabled=not 0 <= to < of, type="tertiary", on_click=_turn, args=(to,))
        st.caption(words.LEAF.format(first=first + 1, last=min(first + LEAF, of), of=of))


def _turn(first: int) -> None:
    st.session_state.leafed = (session.state().filters, first)
    parts.again(parts.TABLE)


def _leaf(kept: Archive, table: pd.DataFrame, first: int) -> None:
    """Draw these rows; the selected event's is marked."""
    st.session_state.table_ids = list(table["id"])
    st.session_state.table_spots = list(zip(table["lat"], table["lon"], table["place_kind"], strict=True))
    st.session_state.table_key = _key()
    _mark()
    st.dataframe(
        _screen(kept, table, first),
        key=st.session_state.table_key,
        on_select=_chosen,
        selection_mode="single-row",
        hide_index=True,
        height=35 * (max(len(table), 1) + 1) + 3,
        placeholder="–",
        alt=words.TABLE,
    )


def _key() -> str:
    """Return a key that changes with the rows: a selected row number means nothing in another table."""
    return f"{KEY}_{hash(tuple(st.session_state.table_ids)):x}"


def _screen(kept: Archive, table: pd.DataFrame, first: int) -> pa.Table:
    """Return what the screen shows of the rows; what was made for another reader of the same language is taken again."""
    asked = (kept, kept.version, session.state().filters, first, len(table), words.axis_format())
    labels = [label for _, label in words.TABLE_COLUMNS]
    return _SCREENS.answer(asked, lambda: screen_table(table).rename_columns(labels))


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
