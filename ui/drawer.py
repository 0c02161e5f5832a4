"""The drawer over the map: every filter, with the events that each value would leave beside the filters that are on."""

from __future__ import annotations

import streamlit as st

from store import Archive
from ui import filters_bar, filters_trust, overlays, parts, place_search, tiles
from view import words


@parts.part(parts.SIDE)
def show(kept: Archive) -> None:
    """Draw it where it is open; shut, it costs nothing.

    >>> drawn(show, archive), drawn(lambda: [st.session_state.update(drawer=True), show(archive)])[:2]
    ([], ['markdown: **Filters**', 'button: Close'])
    """
    if not (st.session_state.get("drawer") and st.session_state.get("whole", True)):
        return
    with st.container(key="drawer_open", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", key="drawer_head"):
            st.markdown(f"**{words.FILTERS_BUTTON}**")
            st.button(
                words.CLOSE, key="shut_drawer", icon=":material/close:", type="tertiary", on_click=filters_bar.toggle
            )
        place_search.show(kept)
        filters_bar.show(kept)
        filters_trust.show(kept)
        overlays.show(kept)
        tiles.offer()
