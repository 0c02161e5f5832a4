"""One reader's session: the archive that is open, and what is shown and selected.

Everything that a widget changes is changed in a callback, before the page is drawn: no part of the page sees half of it.
"""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from pathlib import Path

import streamlit as st

from store import Archive, Filters, Window, seed
from ui.link import State, params_of, state_of
from view.frame import Frame, fitting
from view.vendored import vendored

ROOT = Path(__file__).parent.parent
STORE = "CONFLICT_MAP_STORE"
SEEDS = "CONFLICT_MAP_SEEDS"
"""Environment variables: the archive's address, and the folder of articles for an empty one."""


@st.cache_resource(show_spinner=False)
def opened() -> Archive:
    """Open the archive once for all sessions.

    Streamlit collects garbage after every run; what is loaded by now is taken out of that, which makes fifty sessions
    at once four times faster.
    """
    vendored(ROOT / "static" / "vendor")
    archive = Archive(os.environ.get(STORE) or ROOT / "data" / "archive")
    gc.collect()
    gc.freeze()
    return archive


def archive() -> Archive:
    """Return the archive, newest version; an empty one is given the seed articles first, with progress."""
    kept = opened()
    kept.refresh()
    if kept.version == 0:
        _fill(kept)
    return kept


def _fill(empty: Archive) -> None:
    """Read the seed articles; where another session is at it already, wait for that one."""
    bar = st.progress(0.0, text="Reading the first articles …")
    folder = os.environ.get(SEEDS) or ROOT / "seeds" / "articles"
    added = seed(empty, folder, progress=lambda done, of, name: bar.progress(done / max(of, 1), text=f"Reading {name} …"))
    bar.empty()
    for problem in added.problems:
        st.warning(problem.words())
    empty.refresh()


def begin(kept: Archive) -> tuple[str, ...]:
    """Take the address into the session, once; return the notices about it."""
    if "state" in st.session_state:
        return ()
    state, notices = state_of({name: st.query_params.get_all(name) for name in st.query_params})
    if state.event and kept.event(state.event) is None:
        state, notices = replace(state, event=None), (*notices, "The link's event is not in this archive.")
    st.session_state.fit = None if state.frame else kept.extent()
    st.session_state.state = replace(state, frame=state.frame or fitting(kept.extent()))
    st.session_state.seen_window = None
    st.session_state.moves = 0
    st.session_state.mounted = False
    return notices


def state() -> State:
    """Return what this session shows."""
    current: State = st.session_state.state
    return current


def frame() -> Frame:
    """Return where the map stands."""
    return state().frame or fitting(None)


def window() -> Window:
    """Return the map's window: as the browser told it, or, before that, as it follows from the frame."""
    told_by_browser: Window | None = st.session_state.seen_window
    return told_by_browser or frame().window()


def change(filters: Filters) -> None:
    """Show something else; the selection stays."""
    st.session_state.state = replace(state(), filters=filters)


def select(event: str | None, *, goto: Frame | None = None) -> None:
    """Select an event; with ``goto`` the map moves there without being loaded again."""
    st.session_state.state = replace(state(), event=event)
    if goto is not None:
        st.session_state.goto = goto
        st.session_state.moves += 1


def look(seen: Frame, window: Window) -> None:
    """Note where the reader has moved the map."""
    st.session_state.state = replace(state(), frame=seen)
    st.session_state.seen_window = window


def told() -> None:
    """Write what is shown into the address; the browser does not load anything for it."""
    wanted = params_of(state())
    if {name: st.query_params.get_all(name) for name in st.query_params} != wanted:
        st.query_params.from_dict(wanted)


def theme() -> str:
    """Return light or dark, as the reader's browser or menu has it."""
    return "dark" if getattr(st.context.theme, "type", None) == "dark" else "light"
