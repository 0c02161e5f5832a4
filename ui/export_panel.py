"""Downloads: exactly the events that are shown, in the formats other tools read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from store import Archive
from ui import session, versions
from view import words

if TYPE_CHECKING:
    from view.export import Format


WHOLE = ("snapshot", "png")
"""Formats of all that is shown, from which nothing is left out."""


def show(kept: Archive) -> None:
    """Draw the choice of format and the button when it is opened; the file is made when the button is pressed.

    >>> drawn(lambda: [st.session_state.update(take_out=True), show(archive)])[-2:]
    ['download_button: Download .csv', 'checkbox: Without rows that may not be passed on']
    """
    with st.popover(
        words.TAKE_OUT, key="take_out", on_change="rerun", type="tertiary", icon=":material/download:"
    ) as room:
        if room.open:
            _offer(kept, session.tally(kept).shown)


def _formats() -> dict[str, Format]:
    """Return the formats; what writes them is loaded when somebody wants a file."""
    from view.export import FORMATS  # noqa: PLC0415 - half of what the page takes to load

    return FORMATS


def _offer(kept: Archive, shown: int) -> None:
    """Draw it for so many events."""
    if not shown:
        st.caption(words.TAKE_OUT_NOTHING)
        return
    st.caption(words.TAKE_OUT_HELP)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    names = {key: each.name for key, each in _formats().items()}
    key = left.selectbox(words.TAKE_OUT_FORMAT, list(names), format_func=lambda each: names[each])
    refused = _formats()[key].refused(shown)
    without = key not in WHOLE and st.checkbox(words.TAKE_OUT_WITHOUT, help=words.TAKE_OUT_WITHOUT_HELP, key="without")
    with right:
        _button(kept, key, without=without, disabled=bool(refused))
    if refused:
        st.warning(words.shown(words.sentence(refused)), icon=":material/data_alert:")


def _button(kept: Archive, key: str, *, without: bool, disabled: bool) -> None:
    """Draw the button that downloads the events in this format, ``without`` those that may not be passed on."""
    chosen = _formats()[key]
    st.download_button(
        f"{words.TAKE_OUT_BUTTON} {chosen.extension}",
        data=_file(kept, key, without=without),
        file_name=_name(kept, chosen.extension),
        mime=chosen.mime,
        on_click="ignore",
        disabled=disabled,
        icon=":material/download:",
    )


def _name(kept: Archive, extension: str) -> str:
    """Return a file name that says what is in it: the filters, and the day and version of the data."""
    said = words.filters_line(session.state().filters, kept.names())
    told = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower())
    day = versions.day_of(kept)
    parts = (
        "conflict-map",
        told.strip("-")[:60].strip("-") or "all",
        day.isoformat() if day else "",
        f"v{kept.version}",
    )
    return "-".join(filter(None, parts)) + extension


def _file(kept: Archive, key: str, *, without: bool = False) -> Callable[[], bytes]:
    """Return what makes the file; of the picture: of the window that is seen, which it shows at twice the size.

    The making has no session any more: what it needs of it is taken now.
    """
    from view.export_passed_on import RESTRICTED, PassedOn  # noqa: PLC0415 - as above
    from view.picture import picture  # noqa: PLC0415 - as above

    filters, seen, theme, formats = session.state().filters, session.frame(), session.theme(), _formats()
    if key == "png":
        return lambda: picture(kept, filters, frame=replace(seen, zoom=seen.zoom + 1), theme=theme)
    if without:
        return lambda: formats[key].write(PassedOn.of(kept, [RESTRICTED]), filters)
    return lambda: formats[key].write(kept, filters)
