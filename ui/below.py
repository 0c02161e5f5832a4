"""What stands below the map: timeline, what is not on the map, table, downloads, links to share."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from store import Archive
from ui import session, table, take_out, timeline, versions
from view import words
from view.safe import element, line

ALL, NEWEST = 1000, 40
"""Rows of the table: all events up to here, else so many, for a change of filter sends them anew."""


def rows_of(kept: Archive) -> pd.DataFrame:
    """Return the table's rows: all of them up to ALL, else the newest NEWEST, which is said."""
    filters = session.state().filters
    few = session.tally(kept).shown <= ALL
    return kept.table(filters, limit=ALL if few else NEWEST)


def show(kept: Archive, rows: pd.DataFrame) -> None:
    """Draw it all."""
    with st.expander(words.TIMELINE, expanded=not session.handheld(), key="timeline_room"):
        timeline.show(kept)
    _not_on_map(kept, rows)
    with st.container(key="table_room"):
        table.show(rows)
        st.caption(words.TABLE_KEYS)
        shown = session.tally(kept).shown
        if shown > len(rows):
            st.caption(words.TABLE_NEWEST.format(rows=len(rows), shown=shown))
    take_out.show(kept, rows)
    versions.share(kept)


def _not_on_map(kept: Archive, rows: pd.DataFrame) -> None:
    """List what has no mark, by reason; each can be chosen."""
    tally = session.tally(kept)
    count = sum(number for _, number in tally.off_map)
    if not count:
        return
    with st.expander(words.NOT_ON_MAP.format(count=words.plural(count, "event", "events"))):
        reasons = "".join(element("tr", line("td", f"{number:,}") + line("td", why)) for why, number in tally.off_map)
        st.html(element("table", reasons, {"class": "cm-why"}))
        missing = rows[rows["off_map"] != ""].head(100)
        for event, what, words_of in zip(missing["id"], missing["sub_event_type"], missing["excerpt"], strict=True):
            short = words_of if len(words_of) < 110 else words_of[:110] + " …"
            st.button(
                words.shown(f"{what}: {short}"),
                key=f"off_{event}",
                type="tertiary",
                on_click=session.select,
                args=(event,),
            )
