"""One reader's session: the archive that is open, and what is shown and selected.

Everything that a widget changes is changed in a callback, before the page is drawn: no part of it sees half a change.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from geo import Unresolved
from store import Archive, ArchiveError, Filters, Tally, Window, seed
from ui import access, settings
from ui.link import State, params_of, state_of
from view import words
from view.frame import Frame, alike, close_to, fitting, heart
from view.vendored import vendored

ROOT = Path(__file__).parent.parent
REGIONAL = 5
"""The zoom at which a country fills the map."""


@st.cache_resource(show_spinner=False)
def opened() -> Archive:
    """Open the archive once for all sessions."""
    vendored(ROOT / "static" / "vendor")
    return Archive(settings.current().store)


def to_write(action: access.Action) -> Archive:
    """Return the archive to write to, for all that people write; raise ``Refused`` where this visitor may not."""
    access.require(action)
    return opened()


def archive() -> Archive:
    """Return the archive as of the version that is asked for, else the newest; an empty one gets the seed articles first."""
    kept = opened()
    kept.refresh()
    if kept.version == 0:
        _fill(kept)
    version = pinned()
    if version is None or not 0 < version < kept.version:
        return kept
    try:
        return _as_of(kept.address, version)
    except ArchiveError:
        return kept


@st.cache_resource(max_entries=4, show_spinner=False)
def _as_of(address: str, version: int) -> Archive:
    """Open an older version; a few are kept open, they never change."""
    return Archive(address, version=version)


def pinned() -> int | None:
    """Return the version of the data that the address or the session asks for; None: the newest, whichever that is."""
    if "state" in st.session_state and not _asked_anew():
        return state().version
    return state_of({"v": st.query_params.get_all("v")})[0].version


def _asked_anew() -> bool:
    """Whether another page of this session is opened by a link that names a version of its own."""
    return not st.session_state.get("mounted", False) and "v" in st.query_params


def go_newest() -> None:
    """Show the newest version of the data from here on."""
    st.session_state.state = replace(state(), version=None)
    st.session_state.notices = ()


def _fill(empty: Archive) -> None:
    """Read the seed articles; where another session is at it already, wait for that one."""
    bar = st.progress(0.0, text=words.FIRST_ARTICLES)
    folder = settings.current().seeds

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
        version = before.version if asked.version is None else asked.version
        before = replace(before, version=version)
        asked = before if asked.event is None else replace(before, event=asked.event, frame=None)
    asked, missing = _there(kept, asked)
    asked, lost = _known(kept, asked)
    extent = None if asked.frame else _extent(kept, asked.filters)
    st.session_state.fit = extent
    st.session_state.state = replace(asked, frame=asked.frame or fitting(extent))
    st.session_state.seen_window = None
    st.session_state.notices = (*notices, *missing, *lost)


def _extent(kept: Archive, filters: Filters) -> Window | None:
    """Return the box of what is shown; far-off single events are left out where they would make all else tiny."""
    whole = kept.extent()
    if whole is None or fitting(whole).zoom >= REGIONAL:
        return whole
    marks = kept.markers(filters, window=whole, zoom=REGIONAL)
    return heart([(mark.lat, mark.lon, mark.count) for mark in marks]) or whole


def _there(kept: Archive, asked: State) -> tuple[State, tuple[str, ...]]:
    """Leave out a version of the data that there is not."""
    if asked.version is None or asked.version == kept.version:
        return asked, ()
    return replace(asked, version=None), (words.NO_SUCH_VERSION.format(version=asked.version),)


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


def tally(kept: Archive) -> Tally:
    """Return how many events are shown; asked once, however many parts of the page say it."""
    return _tally(kept, kept.version, state().filters)


@lru_cache(maxsize=128)
def _tally(kept: Archive, version: int, filters: Filters) -> Tally:
    del version  # a part of the question only
    return kept.tally(filters)


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
    """Note where the reader has moved the map; a filter by its window goes along.

    A map that is only drawn again, in a browser of another size, leaves the window that a link asked for.
    """
    filters = state().filters
    if filters.window is not None and st.session_state.seen_window is not None and not alike(frame(), seen):
        filters = replace(filters, window=window)
    st.session_state.state = replace(state(), frame=seen, filters=filters)
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
