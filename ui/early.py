"""What the server does before the first reader comes: it loads libraries while the browser loads the page's frame."""

from __future__ import annotations

import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

SLOW = ("store", "folium.plugins", "streamlit.elements.arrow", "view.layers", "view.export", "jinja2", "branca")
"""Modules to load. streamlit_folium is not one: a component is only known where a page's own run has loaded it."""


@asynccontextmanager
async def started(_: object) -> AsyncIterator[None]:
    """Load in a thread of its own: the server answers at once; who comes early waits for the imports as before."""
    threading.Thread(target=load, daemon=True, name="early").start()
    yield


def load() -> None:
    """Load the slow modules, one after the other."""
    for name in SLOW:
        importlib.import_module(name)
