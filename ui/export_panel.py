"""Downloads: exactly the events that are shown, in the formats other tools read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from store import Archive
from ui import session
from view import words
from view.export import FORMATS
from view.picture import picture


def show(kept: Archive) -> None:
    """Draw the choice of format and the button when it is opened; the file is made when the button is pressed.

    >>> drawn(show, archive)
    ['expander: Take these events out']
    """
    with st.expander(words.TAKE_OUT, key="take_out", on_change="rerun") as room:
        if room.open:
            _offer(kept, session.tally(kept).shown)


def _offer(kept: Archive, shown: int) -> None:
    """Draw it for so many events."""
    if not shown:
        st.caption(words.TAKE_OUT_NOTHING)
        return
    st.caption(words.TAKE_OUT_HELP)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    names = {key: each.name for key, each in FORMATS.items()}
    key = left.selectbox(words.TAKE_OUT_FORMAT, list(names), format_func=lambda each: names[each])
    refused = FORMATS[key].refused(shown)
    with right:
        _button(kept, key, disabled=bool(refused))
    if refused:
        st.warning(words.shown(words.sentence(refused)), icon=":material/data_alert:")


def _button(kept: Archive, key: str, *, disabled: bool) -> None:
    """Draw the button that downloads the events in this format."""
    chosen = FORMATS[key]
    st.download_button(
        f"{words.TAKE_OUT_BUTTON} {chosen.extension}",
        data=_file(kept, key),
        file_name=f"conflict-map-v{kept.version}{chosen.extension}",
        mime=chosen.mime,
        on_click="ignore",
        disabled=disabled,
        icon=":material/download:",
    )


def _file(kept: Archive, key: str) -> Callable[[], bytes]:
    """Return what makes the file; of the picture: of the window that is seen, which it shows at twice the size.

    The making has no session any more: what it needs of it is taken now.
    """
    filters, seen, theme = session.state().filters, session.frame(), session.theme()
    if key == "png":
        return lambda: picture(kept, filters, frame=replace(seen, zoom=seen.zoom + 1), theme=theme)
    return lambda: FORMATS[key].write(kept, filters)
