"""The bar above all pages: the name, what is shown and by which filters, ways to share and to export, and the other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from store import Archive, Filters
from ui import export_panel, filters_bar, filters_trust, parts, session, versions
from ui.components import component
from view import words
from view.safe import element, line

LOOK_S = 20.0
"""Seconds between two looks for what has been added."""


def of_page(title: str) -> None:
    """Draw the bar of a page that is not the map: the name, which leads to the map, and the other pages.

    >>> drawn(of_page, "Quality")[0]
    'page_link: Conflict Map'
    """
    with st.container(horizontal=True, vertical_alignment="center", key="bar", gap="small"):
        _name()
        st.html(line("span", title, {"class": "cm-here"}))
        _links(inline=True)
        _theme()


def frame() -> None:
    """Draw what of the map's bar never changes.

    >>> drawn(frame)[0]
    'page_link: Conflict Map'
    """
    with st.container(horizontal=True, vertical_alignment="center", key="bar", gap="small"):
        _name()
        st.session_state.bar_room = st.container(key="said_room")
        live()
        _links(inline=False)
        _theme()


@st.fragment(run_every=LOOK_S)
def live() -> None:
    """Say now and then how many events have come since the page was drawn, and take them in when asked.

    >>> drawn(lambda: [st.session_state.update(drawn=2, total=7), live()])
    ['button: 2 new events']
    """
    drawn, before = st.session_state.get("drawn"), st.session_state.get("total")
    if drawn is None or before is None or session.pinned() is not None:
        return
    kept = session.archive()
    if kept.version > drawn:
        count = kept.tally(Filters()).total - before
        said = words.NEW_EVENTS.format(count=words.plural(count, *words.NEW_WORD)) if count > 0 else words.NEW_DATA
        st.button(said, key="live", type="primary", on_click=_take_in)


def _take_in() -> None:
    st.rerun()


def _name() -> None:
    with st.container(key="name", width="content"):
        st.page_link(st.session_state.pages["map"], label=words.TITLE)


def _links(*, inline: bool) -> None:
    pages = {name: page for name, page in st.session_state.pages.items() if name not in ("map", "actor", "place")}
    if inline:
        with st.container(horizontal=True, key="pages", gap="xsmall", width="content"):
            for name, page in {"map": st.session_state.pages["map"], **pages}.items():
                st.page_link(page, label=words.PAGES.get(name, words.PAGE_SIGN_IN))
        return
    with st.popover(words.MENU, key="menu", type="tertiary", icon=":material/menu:"):
        for name, page in pages.items():
            st.page_link(page, label=words.PAGES.get(name, words.PAGE_SIGN_IN))


def _theme() -> None:
    dark = session.theme() == "dark"
    data = {"dark": dark, "name": words.GO_LIGHT if dark else words.GO_DARK, "pages": list(words.PAGE_ADDRESSES)}
    component("theme")(key="theme", data=data, width="content", on_turned_change=_turned)


def _turned() -> None:
    """Have the whole page drawn anew, the map with it: the reader's system has turned light or dark."""


@parts.part(parts.TOP)
def show(kept: Archive) -> None:
    """Say what is shown and by which filters, and offer to share and to export it.

    >>> [each for each in drawn(show, archive) if each.startswith("button")][:1]
    ['button: Filters']
    """
    with st.container(key="said", horizontal=True, vertical_alignment="center", gap="small"):
        _said(kept)
        _background(kept)
        filters_bar.chips(kept)
        _acts(kept)
    _notes(kept)


def _acts(kept: Archive) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="acts", gap="xsmall", width="content"):
        st.button(
            words.FILTERS_BUTTON,
            key="open_drawer",
            icon=":material/tune:",
            type="tertiary",
            on_click=filters_bar.toggle,
        )
        versions.share(kept)
        export_panel.show(kept)


def _said(kept: Archive) -> None:
    """Say how many events are shown; by which filters is told to those who do not see the chips. Without any: what this is."""
    tally, filters = session.tally(kept), session.state().filters
    chosen = list(words.filters_said(replace(filters, news=False), kept.names()).values())
    count, *rest = words.tally_parts(tally)
    by = line("span", f" · {' · '.join(chosen)}", {"class": "cm-unseen"}) if chosen else ""
    more = "".join(line("span", f" · {each}") for each in rest)
    said = element("span", line("b", count) + by + more, {"id": "caption"})
    lead = "" if chosen else line("span", words.LEAD, {"class": "cm-lead"})
    title = " · ".join([count, *chosen, *rest])
    st.html(
        element(
            "h1", line("span", words.TITLE, {"class": "cm-unseen"}) + said + lead, {"class": "cm-said", "title": title}
        )
    )


def _background(kept: Archive) -> None:
    """Say how many events are hidden as mere background, and show them when asked; nothing where there are none."""
    count = filters_trust.background(kept)
    if count:
        told = words.BACKGROUND_HIDDEN if session.state().filters.news else words.BACKGROUND_SHOWN
        said = told.format(count=words.plural(count, *words.BACKGROUND_WORD))
        st.button(said, key="background", type="tertiary", on_click=filters_trust.turn, help=words.BACKGROUND_HELP)


def _notes(kept: Archive) -> None:
    """Say what of the address made no sense, which version is shown where it is an old one, and why nothing is shown."""
    tally, filters = session.tally(kept), session.state().filters
    with st.container(key="notes"):
        if st.session_state.notices:
            st.warning(words.shown(" ".join(st.session_state.notices)), icon=":material/link_off:")
        versions.show(kept)
        if not kept.version or not tally.total:
            st.info(words.EMPTY_STORE)
        elif not tally.shown:
            st.warning(words.shown(_emptied(kept, filters, words.filters_said(filters, kept.names()))))


def _emptied(kept: Archive, filters: Filters, said: Mapping[str, str]) -> str:
    """Say which filter keeps everything out; ``said`` is each filter's key and words."""
    by = kept.emptied_by(filters)
    for told, keys in ((words.EMPTIED, by), (words.EMPTY_ALONE, () if by else kept.empty_alone(filters))):
        if keys:
            return told.format(filters="; ".join(said[key] for key in keys))
    return words.EMPTIED_TOGETHER
