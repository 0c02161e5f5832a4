"""Pictures of the ground from a server that the operator names: never shown unless a reader switches them on.

No link can switch it on.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from ui import parts, settings
from view import words

KEY = "tiles"


def offer() -> None:
    """Draw the switch, where the operator has named a server, and say what it gives away.

    >>> drawn(offer)  # the operator has named no server
    []
    """
    rules = settings.current()
    if not rules.tiles:
        return
    st.session_state.setdefault("tiles_on", False)
    st.toggle(words.TILES, value=st.session_state.tiles_on, key=KEY, on_change=_switched)
    st.caption(words.shown(words.TILES_WARNING.format(host=urlsplit(rules.tiles).hostname)))


def _switched() -> None:
    """Remember the choice, which a widget that is not drawn forgets, and have the map drawn with it."""
    st.session_state.tiles_on = bool(st.session_state[KEY])
    parts.again(parts.MAP, parts.SIDE)


def chosen() -> dict[str, str] | None:
    """Return the address of the pictures and whom to thank, where the reader wants them.

    >>> on_page(chosen) is None
    True
    """
    rules = settings.current()
    if not rules.tiles or not st.session_state.get("tiles_on", False):
        return None
    return {"url": rules.tiles, "credit": rules.tiles_credit or str(urlsplit(rules.tiles).hostname)}
