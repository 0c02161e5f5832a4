"""The first page: the map and the panel first, all else when the map is on the screen."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from store import Archive, Filters
from ui import detail, filters_bar, map_panel, parts, session, table, tiles, versions
from view import words
from view.safe import line

PATIENCE = 1.5
"""Seconds after which all else is drawn although the map has not said yet where it stands."""


def show() -> None:
    """Draw the page.

    The rooms are made first and always in the same order: the browser keeps the map only where it stays in its place.

    >>> [each for each in drawn(show) if each.startswith("expander")][:3]
    ['expander: More filters', 'expander: When', 'expander: 1 event not on the map']
    """
    first, top, middle = (st.container() for _ in range(3))
    with first:
        kept = session.archive()
    with parts.turn():
        session.begin(kept)
        opening = not st.session_state.mounted
        if opening:
            map_panel.mount()
        st.session_state.drawn, st.session_state.whole = kept.version, not (opening and parts.in_browser())
        _map_and_panel(kept, middle)
    parts.lead()
    with parts.turn():
        _rest(kept, top)


def _rest(kept: Archive, top: DeltaGenerator) -> None:
    """Draw what is not the map; of a page that is only being opened what stands above it alone."""
    with top:
        _top(kept)
    if st.session_state.whole:
        _all_else(kept)
    else:
        _all_else_soon()
    session.told()


@parts.part(parts.TOP)
def _top(kept: Archive) -> None:
    """Say what is shown, what is odd about it, and by which filters."""
    _head(kept)
    _notices()
    versions.show(kept)
    filters_bar.chips(kept)


def _map_and_panel(kept: Archive, room: DeltaGenerator) -> None:
    """Draw both side by side. Streamlit copies all the rooms that are entered, for each part that can be drawn alone."""
    left, right = room.columns([3, 2], gap="medium")
    with left:
        map_panel.show(kept)
    with right.container(height=map_panel.HEIGHT, border=False, key="panel", gap="xsmall"):
        _panel(kept)


@parts.part(parts.PANEL)
def _panel(kept: Archive) -> None:
    """Draw the steps to the events before and after, and the selected event."""
    with st.container():  # there from the start: what comes after it stays in its place
        if st.session_state.whole:
            table.step(table.rows_of(kept))
    chosen = session.state().event
    selected = kept.event(chosen) if chosen else None
    detail.show(kept, selected, map_panel.at_spot(map_panel.marks(kept), chosen))


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


def _all_else(kept: Archive) -> None:
    """Draw what is not the map."""
    from ui import lower_page  # noqa: PLC0415 - its charts and export formats take as long to load as all the rest

    with st.sidebar:
        filters_bar.show(kept)
        tiles.offer()
    lower_page.show(kept)


def _notices() -> None:
    """Say in one line what of the address made no sense."""
    if st.session_state.notices:
        st.warning(words.shown(" ".join(st.session_state.notices)), icon=":material/link_off:")


def _head(kept: Archive) -> None:
    """Say what this is, and what is shown."""
    tally = session.tally(kept)
    filters, names = session.state().filters, kept.names()
    said = f"{words.SHOWING} {words.filters_line(filters, names)}: {words.tally_line(tally)}"
    st.html(
        line("h1", words.TITLE, {"class": "cm-title"})
        + line("p", words.LEAD, {"class": "cm-lead"})
        + line("p", said, {"class": "cm-caption", "id": "caption"})
    )
    if not kept.version or not tally.total:
        st.info(words.EMPTY_STORE)
    elif not tally.shown:
        st.warning(words.shown(_emptied(kept, filters, words.filters_said(filters, names))))


def _emptied(kept: Archive, filters: Filters, said: Mapping[str, str]) -> str:
    """Say which filter keeps everything out; ``said`` is each filter's key and words."""
    by = kept.emptied_by(filters)
    one = words.EMPTIED_BY if len(by) == 1 else words.EMPTIED
    for told, keys in ((one, by), (words.EMPTY_ALONE, () if by else kept.empty_alone(filters))):
        if keys:
            return told.format(filters="; ".join(said[key] for key in keys))
    return words.EMPTIED_TOGETHER
