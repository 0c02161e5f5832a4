"""The first page: one screen of map, rail and dock; the map and the rail first, all else when the map is there."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from store import Archive
from ui import bar, dock, drawer, filters_bar, layers, listing, map_panel, parts, rail, session
from ui.components import component, told
from view import words


def show() -> None:
    """Draw the page.

    The rooms are made first and always in the same order: the browser keeps the map only where it stays in its place.

    >>> [each for each in drawn(show) if each.startswith("button")][:3]
    ['button: Filters', 'button: All events', 'button: Previous']
    """
    first, head = st.container(), st.container(key="head")
    stage, laid, side, below, above, last = (
        st.container(key=each) for each in ("stage", "layers", "rail", "dock_room", "drawer", "shell")
    )
    with first:
        kept = session.archive()
    with parts.turn():
        session.begin(kept)
        opening = not st.session_state.mounted
        if opening:
            map_panel.mount()
        st.session_state.drawn, st.session_state.whole = kept.version, not (opening and parts.in_browser())
        for room, draw in ((last, _shell), (stage, map_panel.show), (laid, layers.show), (side, rail.show)):
            with room:
                draw(kept)
    parts.lead()
    with parts.turn():
        _rest(kept, head, below, above)


def _rest(kept: Archive, head: DeltaGenerator, below: DeltaGenerator, above: DeltaGenerator) -> None:
    """Draw what is neither map nor rail; dock and drawer of a page that is only being opened wait for the map."""
    st.session_state.total = session.tally(kept).total
    with head:
        bar.frame()
        with st.session_state.bar_room:
            bar.show(kept)
    with below:
        dock.show(kept)
    with above:
        drawer.show(kept)
    session.told()


@parts.part(parts.SHELL)
def _shell(_: Archive) -> None:
    """Tell the browser what the screen shows: which sheet a phone opens, and how much of the page is left away."""
    state = session.state()
    component("shell")(
        key="shell_part_js",
        data={
            "event": state.event,
            "mode": st.session_state.rail,
            "opened": st.session_state.asked_event,
            "view": "map" if state.view else "embed" if st.context.is_embedded else "",
            "words": words.SHELL_WORDS,
        },
        on_drawer_change=filters_bar.toggle,
        on_list_change=_list,
        on_escape_change=_escape,
    )


def _list() -> None:
    if st.session_state.rail != "list":
        listing.to_list()


def _escape() -> None:
    """Shut what is open: the drawer, else the event."""
    if not told("shell_part_js", "escape"):
        return
    if st.session_state.get("drawer"):
        filters_bar.toggle()
    else:
        _list()
