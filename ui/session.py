"""One reader's session: the archive that is open, and what is shown and selected.

Everything that a widget changes is changed in a callback, before the page is drawn: no part of it sees half a change.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import replace

import streamlit as st

from geo import Unresolved
from store import Archive, ArchiveError, Filters, Tally, Window, seed
from store.cache import Memory, RememberingArchive
from store.listing import Order, Page
from text.folders import ROOT
from ui import access, settings
from ui.link import State, params_of, state_of
from view import words
from view.frame import Frame, alike, close_to, fitting, heart
from view.surface import Layer, Measure
from view.vendored import vendored

REGIONAL = 5
"""The zoom at which a country fills the map."""
LOOKS_S, PATIENCE_S = 0.5, 0.4
"""Seconds between two looks for what others have written, and how long a reader waits for it to be opened."""


@st.cache_resource(show_spinner=False)
def opened() -> Archive:
    """Open the archive once for all sessions."""
    vendored(ROOT / "static" / "vendor")
    return RememberingArchive(settings.current().store)


def to_write(action: access.Action) -> Archive:
    """Return the archive to write to, for all that people write; raise ``Refused`` where this visitor may not.

    >>> on_page(to_write, "correct").version
    3
    """
    access.require(action)
    return opened()


def archive() -> Archive:
    """Return the archive as of the version that is asked for, else the newest; an empty one gets the seed articles first.

    >>> from ui import session
    >>> on_page(session.archive).version
    3
    """
    kept = opened()
    _look(kept)
    if kept.version == 0:
        _fill(kept)
    version = pinned()
    if version is None or not 0 < version < kept.version:
        return kept
    try:
        return _as_of(kept.address, version, kept.opening)
    except ArchiveError:
        return kept


def _refresh(kept: Archive) -> None:
    """Go on to the newest version; of an archive that is gone what is in memory is shown, and its health says so."""
    with suppress(ArchiveError):
        kept.refresh(wait=False)


@st.cache_resource(max_entries=4, show_spinner=False)
def _as_of(address: str, version: int, opening: int) -> Archive:
    """Open an older version; a few are kept open, they change only where something is taken out of all."""
    del opening
    return RememberingArchive(address, version=version)


def _look(kept: Archive) -> None:
    """Go on to what others have written; a reader waits only a moment where opening it takes long, and has it next time."""
    if time.monotonic() - _looked.get(kept.address, -LOOKS_S) < LOOKS_S:
        return
    _looked[kept.address] = time.monotonic()
    looking = threading.Thread(target=_refresh, args=(kept,), daemon=True, name="look")
    looking.start()
    looking.join(PATIENCE_S)


_looked: dict[str, float] = {}


def pinned() -> int | None:
    """Return the version of the data that the address or the session asks for; None: the newest, whichever that is.

    >>> def asked_anew() -> int | None:
    ...     st.query_params["v"] = "1"
    ...     st.session_state.mounted = False
    ...     return pinned()
    >>> on_page(pinned), on_page(asked_anew)
    (None, 1)
    """
    if "state" in st.session_state and not _asked_anew():
        return state().version
    return state_of({"v": st.query_params.get_all("v")})[0].version


def _asked_anew() -> bool:
    """Whether another page of this session is opened by a link that names a version of its own."""
    return not st.session_state.get("mounted", False) and "v" in st.query_params


def go_newest() -> None:
    """Show the newest version of the data from here on.

    >>> on_page(lambda: [go_newest(), state().version][-1]) is None
    True
    """
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

    >>> on_page(lambda: [st.session_state.update(mounted=False), begin(archive), state().frame][-1])
    Frame(lat=35.4545, lon=38.6, zoom=8)
    """
    if st.session_state.setdefault("mounted", False):
        return
    asked, notices = state_of(_since_version(kept, {name: st.query_params.get_all(name) for name in st.query_params}))
    before: State | None = st.session_state.get("state")
    if before is not None:
        version = before.version if asked.version is None else asked.version
        before = replace(before, version=version)
        asked = before if asked.event is None else replace(before, event=asked.event, frame=None)
    asked, missing = _there(kept, asked)
    asked, lost = _known(kept, asked)
    extent = None if asked.frame else _extent(kept, asked.filters)
    st.session_state.fit = extent
    opening = before is None and not {*st.query_params} - {"v", "view", "news"}
    st.session_state.rail = "event" if asked.event or opening else "list"
    st.session_state.asked_event = bool(asked.event)
    event = telling(kept) if opening else asked.event
    st.session_state.state = replace(asked, event=event, frame=asked.frame or fitting(extent))
    st.session_state.seen_window = None
    st.session_state.notices = (*notices, *missing, *lost)


def _since_version(kept: Archive, params: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return a link's parameters with the version that is meant where it says since which day or moment."""
    version = kept.since(next(iter(params.get("since") or []), ""))
    return params if version is None else {**params, "since": [str(version)]}


def telling(kept: Archive) -> str | None:
    """Return the event that a page opens with: the deadliest that has a day and a place; None where there is none.

    >>> telling(archive) == mine.event.id
    True
    """
    deadliest = kept.listed(Filters(news=True), Page("deaths", count=20))
    return next((each.id for each in deadliest if each.lat is not None and each.earliest and each.sources), None)


_EXTENTS = Memory(64)


def _extent(kept: Archive, filters: Filters) -> Window | None:
    """Return the box of what is shown; far-off single events are left out where they would make all else tiny."""
    return _EXTENTS.answer((kept, kept.version, filters), lambda: _heart_of(kept, filters))


def _heart_of(kept: Archive, filters: Filters) -> Window | None:
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
        gone = kept.removed(asked.event)
        return replace(asked, event=None), (
            words.EVENT_REMOVED.format(day=words.day(gone.day), why=gone.why) if gone else words.NO_SUCH_EVENT,
        )
    if asked.frame is None and not isinstance(detail.lead.place, Unresolved):
        place = detail.lead.place.place
        return replace(asked, frame=close_to(place.at.lat, place.at.lon, place.kind)), ()
    return asked, ()


def state() -> State:
    """Return what this session shows.

    >>> on_page(state).event == mine.event.id, on_page(state).frame == on_page(frame)
    (True, True)
    """
    current: State = st.session_state.state
    return current


def tally(kept: Archive) -> Tally:
    """Return how many events are shown.

    >>> on_page(tally, archive).shown
    9
    """
    return kept.tally(state().filters)


def frame() -> Frame:
    """Return where the map stands.

    >>> on_page(frame)
    Frame(lat=35.4545, lon=38.6, zoom=8)
    """
    return state().frame or fitting(None)


def window() -> Window:
    """Return the map's window: as the browser told it, or, before that, as it follows from the frame.

    >>> on_page(window).holds(35.0, 40.0)
    True
    """
    told_by_browser: Window | None = st.session_state.seen_window
    return told_by_browser or frame().window()


def change(filters: Filters) -> None:
    """Show something else; the selection stays.

    >>> on_page(lambda: [change(Filters(text="dam")), state().filters.text][-1])
    'dam'
    """
    st.session_state.state = replace(state(), filters=filters)
    st.session_state.notices = ()


def results(kept: Archive) -> Window | None:
    """Return the box of what is shown; None where nothing of it is on the map.

    >>> on_page(results, archive).holds(35.0, 40.0)
    True
    """
    return _extent(kept, state().filters) if tally(kept).on_map else None


def go(frame: Frame) -> None:
    """Have the map moved there, without being loaded again.

    >>> on_page(lambda: [go(Frame(34.0, 40.0, 9)), st.session_state.goto.zoom][-1])
    9
    """
    st.session_state.goto, st.session_state.goto_box = frame, None
    st.session_state.moves += 1


def order(wanted: Order) -> None:
    """Have the list in this order.

    >>> on_page(lambda: [order("deaths"), state().order][-1])
    'deaths'
    """
    st.session_state.state = replace(state(), order=wanted)


def lay(layer: Layer | None, measure: Measure) -> None:
    """Have this layer on the map; None: the marks.

    >>> on_page(lambda: [lay("density", "deaths"), state().layer][-1])
    'density'
    """
    st.session_state.state = replace(state(), layer=layer, measure=measure)


def overlay(*shown: str) -> None:
    """Have these layers of one's own on the map.

    >>> on_page(lambda: [overlay("a" * 32), state().overlays][-1])
    ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',)
    """
    st.session_state.state = replace(state(), overlays=shown)


def zoom_to(box: Window) -> None:
    """Have the map moved so that it shows this box, without being loaded again.

    >>> on_page(lambda: [zoom_to(Window(34, 39, 36, 41)), st.session_state.goto.zoom][-1])
    8
    """
    st.session_state.goto, st.session_state.goto_box = fitting(box, nearest=11), box
    st.session_state.moves += 1


def select(event: str | None, *, goto: Frame | None = None) -> None:
    """Select an event; with ``goto`` the map moves there without being loaded again.

    >>> on_page(lambda: [select(clash.event.id), state().event][-1]) == clash.event.id
    True
    """
    st.session_state.state = replace(state(), event=event)
    st.session_state.notices = ()
    if goto is not None:
        go(goto)


def look(seen: Frame, window: Window) -> None:
    """Note where the reader has moved the map; a filter by its window goes along.

    A map that is only drawn again, in a browser of another size, leaves the window that a link asked for.

    >>> on_page(lambda: [look(Frame(34.0, 40.0, 8), Window(33, 38, 35, 42)), frame()][-1])
    Frame(lat=34.0, lon=40.0, zoom=8)
    """
    filters = state().filters
    if filters.window is not None and st.session_state.seen_window is not None and not alike(frame(), seen):
        filters = replace(filters, window=window)
    st.session_state.state = replace(state(), frame=seen, filters=filters)
    st.session_state.seen_window = window


def told() -> None:
    """Write what is shown into the address; the browser does not load anything for it.

    >>> on_page(lambda: [change(Filters(text="dam", news=True)), told(), st.query_params.to_dict()][-1])
    {'q': 'dam', 'lat': '35.4545', 'lon': '38.6', 'z': '8', 'ev': '50c5bc31bcc114ab'}
    """
    wanted = params_of(state())
    if {name: st.query_params.get_all(name) for name in st.query_params} != wanted:
        st.query_params.from_dict(wanted)
    st.session_state.told = state()


def handheld() -> bool:
    """Whether the reader's browser says it runs on a phone.

    >>> on_page(handheld)
    False
    """
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def theme() -> str:
    """Return light or dark, as the reader's browser or menu has it.

    >>> on_page(theme)
    'light'
    """
    return "dark" if getattr(st.context.theme, "type", None) == "dark" else "light"
