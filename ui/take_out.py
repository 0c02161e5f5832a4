"""Downloads: exactly the events that are shown, in the formats other tools read."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from store import Archive
from ui import session
from view import words
from view.export import FORMATS


def show(kept: Archive, rows: pd.DataFrame) -> None:
    """Draw the choice of format and the button; the file is made when the button is pressed."""
    if rows.empty:
        return
    with st.expander(words.TAKE_OUT):
        st.caption(words.TAKE_OUT_HELP)
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        names = {key: each.name for key, each in FORMATS.items()}
        key = left.selectbox(words.TAKE_OUT_FORMAT, list(names), format_func=lambda each: names[each])
        chosen, filters = FORMATS[key], session.state().filters
        refused = chosen.refused(kept.tally(filters).shown)
        right.download_button(
            words.TAKE_OUT_BUTTON,
            data=lambda: chosen.write(kept, filters),
            file_name=f"conflict-map-v{kept.version}{chosen.extension}",
            mime=chosen.mime,
            on_click="ignore",
            disabled=bool(refused),
            icon=":material/download:",
        )
        if refused:
            st.warning(words.shown(words.sentence(refused)), icon=":material/data_alert:")
