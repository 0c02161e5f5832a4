"""A stranger's table of events: which column holds what is guessed, shown, and used once somebody has said yes."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from store.ways.layouts import Layout, enough
from view import words

ASKED, ANSWERS = "sheets asked", "sheets answered"


def forget() -> None:
    """Forget what was asked and answered: other files are there now.

    >>> on_page(lambda: [guessed("a.csv", "a.csv", Layout("guess")), forget(), is_asked("a.csv")][-1])
    False
    """
    st.session_state.pop(ASKED, None)
    st.session_state.pop(ANSWERS, None)


def guessed(name: str, where: str, layout: Layout) -> bool:
    """Note a guess, so that it is asked about; nothing is taken unasked.

    >>> on_page(lambda: [guessed("a.csv", "a.csv", Layout("guess", header=("Day",))), is_asked("a.csv")])
    [False, True]
    """
    del where
    st.session_state.setdefault(ASKED, {})[name] = layout
    return False


def is_asked(name: str) -> bool:
    """Whether a file's columns are being asked about.

    >>> on_page(lambda: is_asked("a.csv"))
    False
    """
    return name in st.session_state.get(ASKED, {})


def mapping(name: str) -> Mapping[str, str]:
    """Return what was answered for a file: the column of each field; nothing where nobody was asked.

    >>> on_page(lambda: mapping("a.csv"))
    {}
    """
    answers: dict[str, dict[str, str]] = st.session_state.get(ANSWERS, {})
    return answers.get(name, {})


def answered() -> bool:
    """Whether the form was just sent: then its choices are kept as the file's mapping, if they make an event.

    >>> on_page(lambda: answered())
    False
    """
    asked: dict[str, Layout] = st.session_state.get(ASKED, {})
    name = next(iter(asked), None)
    if name is None or not st.session_state.pop(f"sent {name}", False):
        return False
    chosen = {field: str(st.session_state.get(_key(name, field)) or "") for field in words.ADD_SHEET_FIELDS}
    columns = {field: column for field, column in chosen.items() if column in asked[name].header}
    if not enough(columns):
        st.warning(words.ADD_SHEET_LACKING)
        return False
    st.session_state.setdefault(ANSWERS, {})[name] = columns
    del asked[name]
    return True


def ask() -> None:
    """Draw the form for the first file that is asked about, the guess filled in.

    >>> drawn(lambda: [guessed("a.csv", "a.csv", Layout("guess", header=("Day",), columns={"date": "Day"})), ask()])[1:3]
    ['selectbox: Date', 'selectbox: Country']
    """
    asked: dict[str, Layout] = st.session_state.get(ASKED, {})
    name = next(iter(asked), None)
    if name is None:
        return
    layout = asked[name]
    with st.form("sheet"):
        st.markdown(words.ADD_SHEET.format(name=words.shown(name)))
        columns = st.columns(4)
        for at, (field, label) in enumerate(words.ADD_SHEET_FIELDS.items()):
            options = [words.ADD_SHEET_NONE, *layout.header]
            column = layout.columns.get(field)
            index = options.index(column) if column in options else 0
            columns[at % 4].selectbox(label, options, index=index, key=_key(name, field))
        st.form_submit_button(words.ADD_SHEET_USE, type="primary", on_click=_sent, args=(name,))


def _sent(name: str) -> None:
    st.session_state[f"sent {name}"] = True


def _key(name: str, field: str) -> str:
    return f"sheet {name} {field}"
