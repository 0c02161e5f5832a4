"""The method, its limits and the licences, inside the app: the same files as in the documentation."""

from __future__ import annotations

import streamlit as st

from text.folders import ROOT
from view import words


def show() -> None:
    r"""Draw docs/METHOD.md, the notices and, folded, the licences of packages; all are ours, no article's text is in them.

    >>> drawn(show)[0][:30]
    'markdown: # Method and limits\n'
    """
    for name in ("docs/METHOD.md", "NOTICE"):
        _file(name)
    with st.expander(words.LICENCES):
        _file("docs/LICENCES.md")


def _file(name: str) -> None:
    path = ROOT / name
    if path.is_file():
        st.markdown(path.read_text(encoding="utf-8"))
    else:
        st.info(f"{words.MISSING_FILE} {name}")
