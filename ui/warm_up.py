"""What the server does before the first reader comes: it loads libraries while the browser loads the page's frame."""

from __future__ import annotations

import ctypes
import gc
import importlib
import sqlite3
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from ui import connections, serving

FOR_THE_MAP = ("store", "folium.plugins", "view.layers", "ui.session", "ui.rail", "ui.page")
"""Modules to load. streamlit_folium is not one: a component is only known where a page's own run has loaded it."""
FOR_THE_REST = ("view.export",)
SWITCH_S = 0.02
"""Seconds after which a thread that computes must let another go on; Python's own 5 ms costs a hundred readers a tenth
more, as each that waits asks anew so often."""
ATTEMPTS = 3
"""How often loading a module is tried; a reader who needs it is told what is wrong with it."""
TIDY_S = 20.0
"""Seconds between two collections of garbage. Streamlit's own, after each run, is switched off in .streamlit/config.toml:
it looks through all that all sessions hold, for each of them."""


@asynccontextmanager
async def started(_: object) -> AsyncIterator[None]:
    """Load in a thread of its own: the server answers at once; who comes early waits for the imports as before."""
    sys.setswitchinterval(SWITCH_S)
    threading.Thread(target=_early, daemon=True, name="early").start()
    async with connections.watched(connections.Connections(connections.most())):
        yield


def _early() -> None:
    load()
    serving.keep_first()
    while True:
        time.sleep(TIDY_S)
        _outlines()
        gc.collect()
        serving.keep_asked()
        _give_back()


def _outlines() -> None:
    """Match first-level areas to their outlines once: half a second that nobody is to wait for who asks for that layer."""
    from view.surface import shape_of  # noqa: PLC0415 - as in _open

    with suppress(OSError, sqlite3.Error):
        shape_of("")


def _give_back() -> None:
    """Hand freed memory back to the system: what many threads have freed stays with the process otherwise (glibc alone)."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def load() -> None:
    """Load what the map needs and open the archive, then what all else needs.

    What is loaded by now is never garbage: no collection looks through it again.
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
    """Load modules. Streamlit looks up which module a component is of, and where two threads look at once may find none."""
    for name in modules:
        for _ in range(ATTEMPTS):
            with suppress(RuntimeError):
                importlib.import_module(name)
                break
