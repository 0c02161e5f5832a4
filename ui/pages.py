"""The pages and their addresses; what all of them share."""

from __future__ import annotations

import streamlit as st

from ui import about, access, add_article, correct, page, quality, reader, settings, sign_in
from ui.session import ROOT
from view import words


def run() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title=words.TITLE, page_icon=str(ROOT / "static" / "map" / "icon.svg"), layout="wide")
    st.html(ROOT / "ui" / "style.css")
    words.read_as(st.context.locale)
    pages = {
        "map": st.Page(page.show, title=words.PAGES["map"], icon=":material/map:", url_path="map", default=True),
        "reader": st.Page(reader.show, title=words.PAGES["reader"], icon=":material/article:", url_path="article"),
        "quality": st.Page(
            quality.show, title=words.PAGES["quality"], icon=":material/fact_check:", url_path="quality"
        ),
        "corrections": st.Page(
            correct.log, title=words.PAGES["corrections"], icon=":material/history_edu:", url_path="corrections"
        ),
        "about": st.Page(about.show, title=words.PAGES["about"], icon=":material/info:", url_path="about"),
    }
    if access.may("add"):
        adding = st.Page(add_article.show, title=words.PAGES["add"], icon=":material/add_circle:", url_path="add")
        pages = {"map": pages["map"], "reader": pages["reader"], "add": adding, **pages}
    if settings.current().sign_in:
        account = st.Page(sign_in.show, title=words.PAGE_SIGN_IN, icon=":material/account_circle:", url_path="account")
        pages = {**pages, "account": account}
    if not access.may("read"):
        pages = {name: sign_in.instead_of(each, default=name == "map") for name, each in pages.items()}
    st.session_state.pages = pages
    current = st.navigation(list(pages.values()), position="top" if access.may("read") else "hidden")
    if current is not pages["map"]:
        st.session_state.mounted = False
    current.run()
