"""Which version of the data is shown, where it is not simply the newest; and links that others can open."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from store import Archive
from ui import session
from ui.link import State, params_of
from view import words


def show(kept: Archive) -> None:
    """Say that an older version is shown, of which day it is, and offer the newest.

    >>> asked, old = {"v": "1"}, Archive(archive.address, version=1)
    >>> drawn(lambda: [st.query_params.from_dict(asked), st.session_state.update(mounted=False), show(old)])[-1]
    'button: Show the newest'
    """
    newest = session.opened().version
    if session.pinned() is None or kept.version >= newest:
        return
    left, right = st.columns([4, 1], vertical_alignment="center")
    said = words.AS_OF.format(version=kept.version, day=_day(kept), newest=newest)
    left.info(words.shown(said), icon=":material/history:")
    right.button(words.GO_NEWEST, key="newest", on_click=_go_newest)


def _go_newest() -> None:
    """Show the newest version: another archive, all of the page."""
    session.go_newest()
    st.rerun()


def _day(kept: Archive) -> str:
    """Return the day on which this version was written, as a part of a sentence."""
    day = day_of(kept)
    return words.AS_OF_DAY.format(day=words.day(day)) if day else ""


def day_of(kept: Archive) -> dt.date | None:
    """Return the day on which the version that is shown was written.

    >>> day_of(archive).year > 2025
    True
    """
    written = next((change.at_ms for change in kept.history() if change.version == kept.version), None)
    return None if written is None else dt.datetime.fromtimestamp(written / 1000, tz=dt.UTC).date()


def share(kept: Archive) -> None:
    """Offer this view as a link, and as one that shows the same data for ever.

    >>> drawn(lambda: [st.session_state.update(share=True), share(archive)])[0]
    'caption: Live link (includes later additions)'
    """
    with st.popover(words.SHARE, key="share", on_change="rerun", type="tertiary", icon=":material/share:") as room:
        if not room.open:
            return
        if session.pinned() is None:
            st.caption(words.SHARE_NOW)
            st.code(_address(session.state()), language=None, wrap_lines=True)
        st.caption(words.SHARE_PINNED.format(version=kept.version))
        st.code(_address(replace(session.state(), version=kept.version)), language=None, wrap_lines=True)
        st.caption(words.SHARE_EMBED)
        st.code(_frame(session.state()), language=None, wrap_lines=True)


def _frame(state: State) -> str:
    """Return the code that shows this view in a page of another site, where the operator allows that site."""
    address = _address(state)
    between = "&" if "?" in address else "?"
    return words.EMBED_CODE.format(address=html.escape(f"{address}{between}embed=true"), title=words.TITLE)


def _address(state: State) -> str:
    """Return the page's own address with what is shown."""
    home = (st.context.url or "").split("?")[0]
    asked = urlencode(params_of(state), doseq=True)
    return f"{home}?{asked}" if asked else home
