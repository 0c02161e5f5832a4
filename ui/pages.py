"""The pages and their addresses; what all of them share."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from text.folders import ROOT
from ui import access, settings, sign_in
from ui.access import Action
from view import words

PAGES = {
    "map": ("map", "page.show", ":material/map:"),
    "reader": ("article", "reader.show", ":material/article:"),
    "add": ("add", "add_article.show", ":material/add_circle:"),
    "watch": ("watch", "watch.show", ":material/rss_feed:"),
    "compare": ("compare", "compare.show", ":material/compare_arrows:"),
    "actor": ("actor", "profile.show_actor", ":material/groups:"),
    "place": ("place", "profile.show_place", ":material/place:"),
    "quality": ("quality", "quality.show", ":material/fact_check:"),
    "review": ("review", "review.show", ":material/rule:"),
    "corrections": ("corrections", "corrections.show", ":material/history_edu:"),
    "about": ("about", "about.show", ":material/info:"),
}
"""Name -> address, what draws it, icon."""
ASKING: Mapping[str, Action] = {"add": "add", "watch": "fetch"}
"""Pages that are there only for those who may do this."""
ICON = "/app/static/map/icon.svg"
"""As an address: of a file, Streamlit would read and send it with every change."""

STYLE = ROOT / "ui" / "style.css"
"""A file: of a text, Streamlit would look through all lines for their indents each time."""


def run() -> None:
    """Draw the page that the address names.

    >>> drawn(run)[-2:]
    ['text_input: Reason for undoing', 'button: Undo this correction']
    """
    st.set_page_config(page_icon=ICON, layout="wide")
    st.html(STYLE)
    words.read_as(st.context.locale)
    pages = {name: _page(name) for name in PAGES if name not in ASKING or access.may(ASKING[name])}
    if settings.current().sign_in:
        account = st.Page(sign_in.show, title=words.PAGE_SIGN_IN, icon=":material/account_circle:", url_path="account")
        pages = {**pages, "account": account}
    if not access.may("read"):
        pages = {name: sign_in.instead_of(each, default=name == "map") for name, each in pages.items()}
    st.session_state.pages = pages
    current = st.navigation(list(pages.values()), position="hidden")
    if current is not pages["map"]:
        st.session_state.mounted = False
        with st.container(key="head"):
            importlib.import_module("ui.bar").of_page(current.title.partition(" · ")[0])
    current.run()


def _page(name: str) -> StreamlitPage:
    address, drawn_by, icon = PAGES[name]
    return st.Page(
        _drawing(drawn_by), title=words.PAGE_TITLES[name], icon=icon, url_path=address, default=name == "map"
    )


def _drawing(drawn_by: str) -> Callable[[], None]:
    """Return what draws a page. Its module is loaded when it is opened: the frame does not wait for the libraries."""
    module, _, function = drawn_by.partition(".")

    def draw() -> None:
        try:
            getattr(importlib.import_module(f"ui.{module}"), function)()
        except Exception as error:  # noqa: BLE001 - the page's edge: a reader is told in one line, the log has it all
            importlib.import_module("ui.error_panel").show(error)

    return draw
