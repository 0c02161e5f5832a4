"""What the server does before the first reader comes: it loads libraries while the browser loads the page's frame."""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

FOR_THE_MAP = ("store", "folium.plugins", "view.layers", "ui.session", "ui.detail", "ui.filters_bar", "ui.table")
"""Modules to load. streamlit_folium is not one: a component is only known where a page's own run has loaded it."""
FOR_THE_REST = ("streamlit.elements.arrow", "ui.below")


@asynccontextmanager
async def started(_: object) -> AsyncIterator[None]:
    """Load in a thread of its own: the server answers at once; who comes early waits for the imports as before."""
    threading.Thread(target=load, daemon=True, name="early").start()
    yield


def load() -> None:
    """Load what the map needs and open the archive, then what all else needs.

    Streamlit collects garbage after every run; what is loaded by now is taken out of that, which makes fifty sessions
    at once four times faster.
    """
    _load(FOR_THE_MAP)
    _open()
    _load(FOR_THE_REST)
    gc.collect()
    gc.freeze()


def _open() -> None:
    """Open the archive for all sessions; where that fails, whoever opens the page is told."""
    from store import ArchiveError  # noqa: PLC0415 - these two take longer to load than the server may take to answer
    from ui import session  # noqa: PLC0415

    with suppress(ArchiveError, OSError):
        session.opened()


def _load(modules: tuple[str, ...]) -> None:
    for name in modules:
        importlib.import_module(name)
