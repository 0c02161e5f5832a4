"""Parts of the first page that are drawn again alone, and turns for all who draw.

A map that is moved draws only itself anew; a mark that is clicked also the rail; a filter all but the frame of the
page, and the widgets it was set with only where they are to be seen. All else is drawn again only
where it can have changed. Drawing is work for one core: of a hundred readers who ask at the same moment each is served
sooner where not all are being drawn at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import streamlit as st
from streamlit.errors import StreamlitAPIException

from store import Archive
from ui import error_panel, session
from view import words
from view.frame import Frame

TOGETHER = 3
"""Pages that are drawn at once; while one waits for the archive, another writes what is sent."""
MAP, PANEL, TOP, SIDE = "map_part", "panel_part", "top_part", "side_part"
DAYS, SHELL, LAYERS = "days_part", "shell_part", "layers_part"
"""The dock below the map, what the browser has to know of the screen as a whole, and the layers with their legend."""
ORDER = (MAP, LAYERS, PANEL, SHELL, TOP, DAYS, SIDE)
WAITING = (PANEL, DAYS, SIDE)
"""What of a page that is being opened is not all there before the map is."""
SELECTION = (MAP, PANEL, SHELL)
"""What shows which event is selected."""
LEAD = 0.25
"""Seconds that the browser gets for new marks alone: else it first draws all that comes after them, and then the map."""
_TURNS = threading.BoundedSemaphore(TOGETHER)
_OWN = threading.local()

Draw = Callable[[Archive], None]


@contextmanager
def turn() -> Iterator[bool]:
    """Wait until one's turn to draw; give whether it was not one's turn already.

    >>> with turn() as one, turn() as another:
    ...     one, another
    (True, False)
    """
    if getattr(_OWN, "drawing", False):
        yield False
        return
    with _TURNS:
        _OWN.drawing = True
        try:
            yield True
        finally:
            _OWN.drawing = False


def part(key: str) -> Callable[[Draw], Draw]:
    """Make what draws a part of the page drawable alone, under this key; see :func:`again`.

    >>> drawn(part(DAYS)(lambda kept: st.caption(f"Version {kept.version}")), archive)
    ['caption: Version 3']
    """

    def of(draw: Draw) -> Draw:
        @st.fragment(key=key)
        @wraps(draw)
        def drawn(kept: Archive) -> None:
            if key != MAP and not getattr(_OWN, "drawing", False):
                lead()
            with turn() as alone:
                try:
                    _drawn_alone(draw) if alone else draw(kept)
                    _owed().discard(key)
                except Exception as error:  # noqa: BLE001 - the page's edge, as in ui/pages.py
                    error_panel.show(error)

        return drawn

    return of


def _drawn_alone(draw: Draw) -> None:
    """Draw a part as the page was drawn: with its words and its version of the data; all of it where there is a newer one."""
    words.read_as(st.context.locale)
    kept = session.archive()
    if kept.version != st.session_state.get("drawn", kept.version):
        st.rerun()
    draw(kept)
    if (
        st.session_state.get("told") is not session.state()
    ):  # of several parts that are drawn one after the other the first has
        session.told()


def lead() -> None:
    """Wait a moment where the marks have just been changed, without holding up other readers.

    >>> on_page(lead)
    """
    before, st.session_state.marked = st.session_state.get("marked"), session.state().filters
    if before not in {None, st.session_state.marked} and in_browser():
        time.sleep(LEAD)


def in_browser() -> bool:
    """Whether somebody looks at this; a program that reads the page gets all of it at once.

    >>> on_page(in_browser)
    False
    """
    return bool(st.context.headers.get("User-Agent"))


def again(*keys: str, later: tuple[str, ...] = (), here: str = "") -> None:
    """In a callback: have these parts drawn again and nothing else; also those that have waited for the map.

    What was to be drawn when the browser told something new, and was broken off for it, is drawn along, unless all that
    goes with it is put off: ``later`` is drawn the next time that nothing is. ``here`` is the part that the browser has
    told something in, which Streamlit draws again anyway: where it is the only one, no second run is begun for it.
    """
    if "whole" in st.session_state:
        keys = keys if st.session_state.whole else tuple(dict.fromkeys((*keys, *WAITING)))
        st.session_state.whole = True
        late = [] if later else [each for each in ORDER if each in _owed() and each not in keys]
        _owed().update(keys, later)
        if (*keys, *late) == (here,):
            return
        try:
            st.rerun((*keys, *late))
        except StreamlitAPIException:  # one of them was not drawn to the end
            st.rerun()
    st.rerun()


def _owed() -> set[str]:
    """Return the parts that are to be drawn again and were not yet drawn to their end."""
    owed: set[str] = st.session_state.setdefault("owed", set())
    return owed


def choose(event: str, goto: Frame | None = None, *, rail: str = "event") -> None:
    """In a callback: select an event, and draw again what shows it; a notice that has been read goes away with it."""
    noticed = bool(st.session_state.notices)
    session.select(event, goto=goto)
    st.session_state.rail = rail
    if noticed:
        st.rerun()
    again(*SELECTION, *follow())


def filtered() -> tuple[str, ...]:
    """Return what shows which events are shown, the map before all else.

    >>> on_page(filtered)
    ('map_part', 'panel_part', 'top_part', 'days_part')
    """
    layers = (LAYERS,) if session.state().layer else ()
    return (MAP, *layers, PANEL, TOP, DAYS, *((SIDE,) if st.session_state.get("drawer") else ()))


def follow() -> tuple[str, ...]:
    """Return what goes along with every move of the map, where it is open: link and picture of this view, the legend of squares.

    >>> on_page(follow), on_page(lambda: [st.session_state.update(share=True), follow()][-1])
    ((), ('top_part',))
    """
    opened = any(st.session_state.get(key) for key in ("share", "take_out"))
    layers = (LAYERS,) if session.state().layer == "density" else ()
    return (*layers, *((TOP,) if opened else ()))
