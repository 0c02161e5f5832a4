"""Downloads: exactly the events that are shown, in the formats other tools read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from store import Archive
from ui import session
from view import words
from view.export import FORMATS
from view.picture import picture


def show(kept: Archive, rows: pd.DataFrame) -> None:
    """Draw the choice of format and the button; the file is made when the button is pressed."""
    if rows.empty:
        return
    with st.expander(words.TAKE_OUT):
        st.caption(words.TAKE_OUT_HELP)
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        names = {key: each.name for key, each in FORMATS.items()}
        key = left.selectbox(words.TAKE_OUT_FORMAT, list(names), format_func=lambda each: names[each])
        chosen = FORMATS[key]
        refused = chosen.refused(session.tally(kept).shown)
        right.download_button(
            f"{words.TAKE_OUT_BUTTON} {chosen.extension}",
            data=_file(kept, key),
            file_name=f"conflict-map-v{kept.version}{chosen.extension}",
            mime=chosen.mime,
            on_click="ignore",
            disabled=bool(refused),
            icon=":material/download:",
        )
        if refused:
            st.warning(words.shown(words.sentence(refused)), icon=":material/data_alert:")


def _file(kept: Archive, key: str) -> Callable[[], bytes]:
    """Return what makes the file; of the picture: of the window that is seen, which it shows at twice the size.

    The making has no session any more: what it needs of it is taken now.
    """
    filters, seen, theme = session.state().filters, session.frame(), session.theme()
    if key == "png":
        return lambda: picture(kept, filters, frame=replace(seen, zoom=seen.zoom + 1), theme=theme)
    return lambda: FORMATS[key].write(kept, filters)
