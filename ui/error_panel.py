"""What a page says where it cannot be drawn: one line and a way on, never a traceback.

The only place where any error is caught: the page's edge. What went wrong stands in the server's log.
"""

from __future__ import annotations

import logging

import streamlit as st

from store import ArchiveError
from ui import access
from view import words

_LOG = logging.getLogger(__name__)


def show(error: Exception) -> None:
    """Say that something failed. What exactly only those are told who may change something: it can name folders.

    >>> drawn(show, access.Refused("add"))
    ['warning: This is not open to you here.']
    """
    if isinstance(error, access.Refused):
        st.warning(words.REFUSED, icon=":material/lock:")
        return
    _LOG.error("a page could not be drawn", exc_info=error)
    why = words.sentence(str(error)) if isinstance(error, ArchiveError) and access.may("add") else ""
    st.error(words.shown(f"{words.FAILED} {why}".strip()), icon=":material/error:")
    st.button(words.TRY_AGAIN, key=f"again_{id(error)}")  # several parts of a page may fail
