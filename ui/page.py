"""The first page: the map and the panel first, all else when the map is on the screen."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from store import Archive
from ui import detail, filters_bar, map_panel, session, table, tiles, versions
from view import words
from view.safe import line

PATIENCE = 1.5
"""Seconds after which all else is drawn although the map has not said yet where it stands."""


def show() -> None:
    """Draw the page.

    The rooms are made first and always in the same order: the browser keeps the map only where it stays in its place.
    """
    top, chips, middle, bottom = (st.container() for _ in range(4))
    with top:
        kept = session.archive()
    session.begin(kept)
    opening = not st.session_state.mounted
    if opening:
        map_panel.mount()
    with middle:
        steps = _map_and_panel(kept)
    with top:
        _notices()
        versions.show(kept)
        _head(kept)
    if opening and _in_browser():
        _all_else_soon()
    else:
        _all_else(kept, steps=steps, chips=chips, bottom=bottom)
    session.told()


def _map_and_panel(kept: Archive) -> DeltaGenerator:
    """Draw both side by side; return the room above the panel's event, for the steps to the next one."""
    found = map_panel.marks(kept)
    chosen = session.state().event
    selected = kept.event(chosen) if chosen else None
    left, right = st.columns([3, 2], gap="medium")
    with left:
        map_panel.show(found, selected)
    with right, st.container(height=map_panel.HEIGHT, border=False, key="panel", gap="xsmall"):
        steps = st.container()
        detail.show(kept, selected, map_panel.at_spot(found, chosen))
    return steps


def _in_browser() -> bool:
    """Whether somebody looks at this; a program that reads the page gets all of it at once."""
    return bool(st.context.headers.get("User-Agent"))


def _all_else_soon() -> None:
    """Leave the browser to the map: as soon as it is there it says where it stands, and the whole page is drawn."""
    with st.sidebar, st.container(key="soon"):
        st.caption(words.SOON)
    st.session_state.asked = False
    _ask_once()


@st.fragment(run_every=PATIENCE)
def _ask_once() -> None:
    """Draw the whole page when this is run again, which is when the map has said nothing all the time."""
    if st.session_state.asked:
        st.rerun()
    st.session_state.asked = True


def _all_else(kept: Archive, *, steps: DeltaGenerator, chips: DeltaGenerator, bottom: DeltaGenerator) -> None:
    """Draw what is not the map."""
    from ui import below  # noqa: PLC0415 - its charts and export formats take as long to load as all the rest

    rows = below.rows_of(kept)
    with steps:
        table.step(rows)
    with st.sidebar:
        filters_bar.show(kept)
        tiles.offer()
    with chips:
        filters_bar.chips(kept)
    with bottom:
        below.show(kept, rows)


def _notices() -> None:
    """Say in one line what of the address made no sense."""
    room = st.empty()
    if st.session_state.notices:
        room.warning(words.shown(" ".join(st.session_state.notices)), icon=":material/link_off:")


def _head(kept: Archive) -> None:
    """Say what this is, and what is shown."""
    tally = session.tally(kept)
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
