"""A table of which one row can be chosen: the log of corrections and the list of articles are such."""

from __future__ import annotations

import pandas as pd
import streamlit as st


def chosen_row(rows: pd.DataFrame, *, name: str, key: str) -> int | None:
    """Draw the table, which ``name`` says to those who cannot see it; return the chosen row's number, None for none.

    >>> rows = pd.DataFrame({"Article": ["Clashes at Tallbrook"], "Reports": [3]})
    >>> drawn(chosen_row, rows, name="Articles", key="articles")
    ['dataframe: 1 rows']
    """
    state = st.dataframe(
        rows,
        hide_index=True,
        alt=name,
        placeholder="–",
        key=key,
        on_select="rerun",
        selection_mode="single-row",
    )
    return next(
        (at for at in state["selection"]["rows"] if 0 <= at < len(rows)), None
    )  # a browser's word can be forged
