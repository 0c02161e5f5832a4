"""The page's functions in the examples of their docstrings: what they draw, and what they answer, in a session of a page.

``drawn(show, archive)``: what a function draws, a line an element: its kind, and its label or its text. ``on_page(tally,
archive)``: what a function answers. ``a_connection()``: one on which nothing was asked yet. The session shows the archive of tests/examples_archive.py; nothing is served.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch

import pandas as pd
from streamlit.testing.v1 import AppTest

from store import Archive
from ui import settings

LONGEST = 70  # characters of a text
# What looks through every installed package for components, at each session's start: nine tenths of its time.
SCAN = "streamlit.components.v2.component_manager.BidiComponentManager.discover_and_register_components"


class Silent:
    """Stands for a connection of uvicorn's, and for its transport: nothing was asked on it yet."""

    def __init__(self) -> None:
        self.cycle: object = None
        self.transport = self
        self.closed = False
        self.protocol: object = self

    def get_protocol(self) -> object:
        return self.protocol

    def is_closing(self) -> bool:
        return self.closed

    def abort(self) -> None:
        self.closed = True


def page_names(archive: Archive) -> dict[str, object]:
    """Return ``drawn`` and ``on_page`` for sessions that show this archive."""

    def drawn(draw: Callable[..., object], *given: object, **named: object) -> list[str]:
        page = _run(archive, partial(draw, **named), given)
        told = ((each.type, _text(each)) for part in (page.sidebar, page.main) for each in part)
        return [f"{kind}: {text[:LONGEST]}{'…' * (len(text) > LONGEST)}" for kind, text in told if text]

    def on_page(ask: Callable[..., object], *given: object) -> object:
        return _run(archive, ask, given).session_state.answer

    return {"drawn": drawn, "on_page": on_page, "a_connection": Silent}


def _run(archive: Archive, draw: Callable[..., object], given: tuple[object, ...]) -> AppTest:
    # The script takes the name __main__ and would keep it: processes spawned later would start with it.
    main = sys.modules["__main__"]
    settings.current.cache_clear()
    try:
        with patch("ui.session.opened", return_value=archive), patch(SCAN):
            page = AppTest.from_function(_session, args=(archive, draw, given), default_timeout=60).run()
    finally:
        sys.modules["__main__"] = main
        settings.current.cache_clear()
    if page.exception:
        raise AssertionError(page.exception[0].value)
    return page


def _session(archive, draw, given):
    """Begin a session as the page does, and draw in it; run as a script of its own, which knows no names of this file."""
    import streamlit as st

    from ui import map_panel, session
    from ui.pages import PAGES

    session.begin(archive)
    map_panel.mount()
    st.session_state.pages = {each: st.Page(str, title=each, url_path=each, default=each == "map") for each in PAGES}
    st.session_state.answer = draw(*given)


def _text(each: Any) -> str:
    """Return an element's label, else its value; a room that has no label, such as a column, says nothing."""
    value = getattr(each, "value", "")
    said = getattr(each, "label", "") or (f"{len(value)} rows" if isinstance(value, pd.DataFrame) else value)
    return str(said or "")
