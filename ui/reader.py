"""The article reader: the whole text, everything marked that was read from it, opened at the sentence asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from events import Reading
from geo import span_of
from store import Archive
from ui import session
from ui.detail import source_line
from view import words
from view.marked import Note, article_html, notes
from view.safe import line
from view.summary import headline, when_words, where_words

SCROLL = "<script>setTimeout(() => document.getElementById('here')?.scrollIntoView({block: 'center'}), 60)</script>"
"""Ours and constant; the article itself is drawn apart, with scripts off."""


def show() -> None:
    """Draw the article that the address names, or the choice of all."""
    kept = session.archive()
    articles = kept.articles()
    if articles.empty:
        st.info(words.READER_NONE)
        return
    names = dict(zip(articles["id"], (_name(*each) for each in _titles(articles)), strict=True))
    asked = st.query_params.get("article", "")
    if asked and asked not in names:
        st.warning(words.READER_UNKNOWN, icon=":material/link_off:")
    chosen = _choice(names, asked)
    reading = kept.reading(chosen)
    if reading is not None:
        _article(kept, reading, _at(reading))


def _titles(articles: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    return zip(articles["title"], articles["id"], articles["source"], strict=True)


def _name(title: str, ident: str, source: str) -> str:
    return " · ".join(part for part in (title or ident, source) if part)


def _choice(names: dict[str, str], asked: str) -> str:
    """Offer all articles; the address follows the choice."""
    ids = list(names)
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    index = ids.index(asked) if asked in names else 0
    chosen = left.selectbox(words.READER_PICK, ids, index=index, format_func=lambda each: names[each])
    right.page_link(st.session_state.pages["map"], label=words.READER_BACK, icon=":material/map:")
    if chosen != asked:
        st.query_params.from_dict({"article": chosen})
    return chosen


def _at(reading: Reading) -> int | None:
    """Return the offset that the address asks for, where a report's excerpt starts there."""
    text = st.query_params.get("at", "")
    at = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return at if any(report.excerpt.start == at for report in reading.reports) else None


def _article(kept: Archive, reading: Reading, at: int | None) -> None:
    marks = list(notes(reading, kept.events_of(reading.article.id)))
    for report in reading.reports:
        if report.excerpt.start == at:
            excerpt = report.excerpt
            marks.append(Note(span_of(reading.article.text, excerpt.start, excerpt.stop), "here", ""))
            break
    st.html(line("p", source_line(reading.article), {"class": "cm-source", "dir": "auto"}) + _key())
    if reading.article.url and reading.article.url.startswith(("https://", "http://")):
        st.link_button(words.READER_SOURCE, reading.article.url, icon=":material/open_in_new:")
    left, right = st.columns([5, 3], gap="large")
    left.html(article_html(reading.article.text, marks, at=at))
    with right:
        _events(reading, kept.events_of(reading.article.id))
    if at is not None:
        st.html(SCROLL, unsafe_allow_javascript=True)


def _events(reading: Reading, event_of: dict[str, str]) -> None:
    """List what was read, each leading to its mark on the map."""
    st.html(line("p", words.READER_EVENTS, {"class": "cm-head"}))
    if not reading.reports:
        st.caption(words.READER_NO_EVENTS)
    for report in reading.reports:
        label = f"{headline(report)} · {when_words(report)} · {where_words(report)}"
        event = event_of.get(report.id, report.id)
        st.page_link(st.session_state.pages["map"], label=words.shown(label), query_params={"ev": event})


def _key() -> str:
    looks = (("act", "event"), ("place", "place"), ("when", "date"), ("actor", "actor"))
    marks = "".join(line("mark", name, {"class": look}) for look, name in looks)
    return f'<p class="cm-key">{marks}</p>'
