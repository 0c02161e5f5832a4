"""The first page: map, panel, table, and in words what they show."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from store import Archive
from ui import detail, filters_bar, map_panel, session, table, take_out, tiles, timeline, versions
from view import words
from view.safe import element, line

ALL, NEWEST = 1000, 100


def show() -> None:
    """Draw the page.

    The rooms are made first and always in the same order: the browser keeps the map only where it stays in its place.
    The map is drawn before all else: it is what takes the browser longest.
    """
    top, chips, middle, bottom = (st.container() for _ in range(4))
    with top:
        kept = session.archive()
    session.begin(kept)
    if not st.session_state.mounted:
        map_panel.mount()
    rows = _rows(kept)
    with middle:
        _map_and_panel(kept, rows)
    with top:
        _notices()
        versions.show(kept)
        _head(kept)
    with st.sidebar:
        filters_bar.show(kept)
        tiles.offer()
    with chips:
        filters_bar.chips(kept)
    with bottom:
        with st.expander(words.TIMELINE, expanded=not session.handheld(), key="timeline_room"):
            timeline.show(kept)
        _not_on_map(kept, rows)
        with st.container(key="table_room"):
            table.show(rows)
            shown = kept.tally(session.state().filters).shown
            if shown > len(rows):
                st.caption(words.TABLE_NEWEST.format(rows=len(rows), shown=shown))
        take_out.show(kept, rows)
        versions.share(kept)
    session.told()


def _rows(kept: Archive) -> pd.DataFrame:
    """Return the table's rows: all of them up to ALL, else the newest NEWEST, which is said."""
    filters = session.state().filters
    few = kept.tally(filters).shown <= ALL
    return kept.table(filters, limit=ALL if few else NEWEST)


def _notices() -> None:
    """Say in one line what of the address made no sense."""
    if st.session_state.notices:
        st.warning(words.shown(" ".join(st.session_state.notices)), icon=":material/link_off:")


def _head(kept: Archive) -> None:
    """Say what this is, and what is shown."""
    tally = kept.tally(session.state().filters)
    said = session.state().filters.words(kept.names())
    st.html(
        line("h1", words.TITLE, {"class": "cm-title"})
        + line("p", words.LEAD, {"class": "cm-lead"})
        + line("p", f"{words.SHOWING} {said}: {tally.words()}", {"class": "cm-caption", "id": "caption"})
    )
    if not kept.version or not tally.total:
        st.info(words.EMPTY_STORE)
    elif not tally.shown:
        st.warning(words.shown(words.EMPTIED.format(filters="; ".join(kept.emptied_by(session.state().filters)))))


def _map_and_panel(kept: Archive, rows: pd.DataFrame) -> None:
    found = map_panel.marks(kept)
    chosen = session.state().event
    selected = kept.event(chosen) if chosen else None
    left, right = st.columns([3, 2], gap="medium")
    with left:
        map_panel.show(found, selected)
    with right, st.container(height=map_panel.HEIGHT, border=False, key="panel", gap="xsmall"):
        table.step(rows)
        detail.show(kept, selected, map_panel.at_spot(found, chosen))


def _not_on_map(kept: Archive, rows: pd.DataFrame) -> None:
    """List what has no mark, by reason; each can be chosen."""
    tally = kept.tally(session.state().filters)
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
