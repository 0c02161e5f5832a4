"""One reader's session: the archive that is open, and what is shown and selected.

Everything that a widget changes is changed in a callback, before the page is drawn: no part of it sees half a change.
"""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from pathlib import Path

import streamlit as st

from geo import Unresolved
from store import Archive, Filters, Window, seed
from ui.link import State, params_of, state_of
from view import words
from view.frame import Frame, close_to, fitting, heart
from view.vendored import vendored

ROOT = Path(__file__).parent.parent
STORE = "CONFLICT_MAP_STORE"
SEEDS = "CONFLICT_MAP_SEEDS"
"""Environment variables: the archive's address, and the folder of articles for an empty one."""
REGIONAL = 5
"""The zoom at which a country fills the map."""


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
    bar = st.progress(0.0, text=words.FIRST_ARTICLES)
    folder = os.environ.get(SEEDS) or ROOT / "seeds" / "articles"

    def tell(done: int, of: int, name: str) -> None:
        bar.progress(done / max(of, 1), text=f"{words.READING} {name} …")

    added = seed(empty, folder, progress=tell)
    bar.empty()
    for problem in added.problems:
        st.warning(problem.words())
    empty.refresh()


def begin(kept: Archive) -> None:
    """Take the address into the session when the map page is opened, and note what of it made no sense.

    Coming back from another page of the same session, only the event that was asked for there is taken from it.
    """
    if st.session_state.setdefault("mounted", False):
        return
    asked, notices = state_of({name: st.query_params.get_all(name) for name in st.query_params})
    before: State | None = st.session_state.get("state")
    if before is not None:
        asked = before if asked.event is None else replace(before, event=asked.event, frame=None)
    asked, lost = _known(kept, asked)
    extent = None if asked.frame else _extent(kept, asked.filters)
    st.session_state.fit = extent
    st.session_state.state = replace(asked, frame=asked.frame or fitting(extent))
    st.session_state.seen_window = None
    st.session_state.notices = (*notices, *lost)


def _extent(kept: Archive, filters: Filters) -> Window | None:
    """Return the box of what is shown; far-off single events are left out where they would make all else tiny."""
    whole = kept.extent()
    if whole is None or fitting(whole).zoom >= REGIONAL:
        return whole
    marks = kept.markers(filters, window=whole, zoom=REGIONAL)
    return heart([(mark.lat, mark.lon, mark.count) for mark in marks]) or whole


def _known(kept: Archive, asked: State) -> tuple[State, tuple[str, ...]]:
    """Leave out an event that is not there; where only an event is asked for, look at its place."""
    if asked.event is None:
        return asked, ()
    detail = kept.event(asked.event)
    if detail is None:
        return replace(asked, event=None), (words.NO_SUCH_EVENT,)
    if asked.frame is None and not isinstance(detail.lead.place, Unresolved):
        place = detail.lead.place.place
        return replace(asked, frame=close_to(place.at.lat, place.at.lon, place.kind)), ()
    return asked, ()


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
    st.session_state.notices = ()


def select(event: str | None, *, goto: Frame | None = None) -> None:
    """Select an event; with ``goto`` the map moves there without being loaded again."""
    st.session_state.state = replace(state(), event=event)
    st.session_state.notices = ()
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


def handheld() -> bool:
    """Whether the reader's browser says it runs on a phone: there the timeline starts folded."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def theme() -> str:
    """Return light or dark, as the reader's browser or menu has it."""
    return "dark" if getattr(st.context.theme, "type", None) == "dark" else "light"
