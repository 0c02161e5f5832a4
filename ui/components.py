"""Parts of the page that the browser draws itself: the list of events, the dock with legend and timeline, keys and sheet.

Their scripts lie in ``static/page`` and are loaded like the map's; what is sent with each change is data alone. Every
word in it is set as text: nothing that an article holds can become markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from view.vendored import version

# What is more than one line is a script to Streamlit, and no name of a file; it is sent with every change.
LOADED = (
    "//\n"
    "export default (part) => import(new URL('./app/static/page/{name}.js?v={version}', document.baseURI))"
    ".then((script) => script.default(part))"
)


@cache
def component(name: str) -> ComponentRenderer:
    """Return what draws a part by its script ``static/page/NAME.js``; it is told to Streamlit once a process.

    >>> component("list") is component("list")
    True
    """
    script = LOADED.format(name=name, version=version())
    return st.components.v2.component(f"conflict_map_{name}", js=script, isolate_styles=False)


def told(key: str, name: str) -> Any:  # noqa: ANN401 - a browser's word can be anything
    """In a callback: return what the browser told under this name, None where nothing; it may be forged, and be anything.

    >>> on_page(told, "list", "pick") is None
    True
    """
    state = st.session_state.get(key)
    return state.get(name) if isinstance(state, Mapping) else getattr(state, name, None)
