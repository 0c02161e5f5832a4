"""The article reader: the whole text, everything marked that was read from it, opened at the sentence asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from events import Reading
from store import Archive
from text import span_of
from ui import session, versions
from ui.detail import source_line
from view import words
from view.excerpt import page_at
from view.marked import Note, article_html, notes
from view.safe import line
from view.summary import headline, when_words, where_words

SCROLL = "<script>setTimeout(() => document.getElementById('here')?.scrollIntoView({block: 'center'}), 60)</script>"
"""Ours and constant; the article itself is drawn apart, with scripts off."""
FEW, MOST = 12, 100
"""From so many articles on they can be searched; so many of them are offered at once."""


def show() -> None:
    """Draw the article that the address names, or the choice of all.

    >>> drawn(show)[:2]
    ['selectbox: Article', 'page_link: Back to the map']
    """
    kept = session.archive()
    versions.show(kept)
    articles = kept.articles()
    if articles.empty:
        st.info(words.READER_NONE)
        return
    asked = st.query_params.get("article", "")
    if asked and asked not in set(articles["id"]):
        st.warning(words.READER_UNKNOWN, icon=":material/link_off:")
    chosen = _choice(kept, articles, asked)
    reading = kept.reading(chosen) if chosen else None
    if reading is not None:
        _article(kept, reading, _at(reading))


def _choice(kept: Archive, articles: pd.DataFrame, asked: str) -> str | None:
    """Offer the articles, of many those that a search finds; the address follows the choice."""
    *find, left, right = st.columns([2, 4, 1] if len(articles) > FEW else [6, 1], vertical_alignment="bottom")
    wanted = find[0].text_input(words.READER_FIND, key="reader_find") if find else ""
    found = _matching(articles, wanted).head(MOST)
    ids = (
        [asked, *(each for each in found["id"] if each != asked)] if asked in set(articles["id"]) else list(found["id"])
    )
    names = article_names(kept, articles[articles["id"].isin(ids)])
    chosen: str | None = left.selectbox(
        words.READER_PICK, ids, format_func=lambda each: names[each], placeholder=words.READER_NO_MATCH
    )
    right.page_link(st.session_state.pages["map"], label=words.READER_BACK, icon=":material/map:")
    if chosen and chosen != asked:
        version = session.pinned()
        st.query_params.from_dict({"article": chosen} | ({"v": str(version)} if version is not None else {}))
    return chosen


def _matching(articles: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Return the articles in whose title, source or id every wanted word stands, letters' case aside."""
    told = (articles["title"] + " " + articles["source"] + " " + articles["id"]).str.lower()
    for word in wanted.lower().split():
        told = told[told.str.contains(word, regex=False)]
    return articles.loc[told.index]


def article_names(kept: Archive, articles: pd.DataFrame) -> dict[str, str]:
    """Return id -> what a reader can tell an article by: title (else its first words), source, day.

    >>> list(article_names(archive, archive.articles().head(1)).values())
    ['Front claims captives · Coast Wire · 4 Oct 2017']
    """
    rows = zip(articles["id"], articles["title"], articles["source"], articles["published"], strict=True)
    return {ident: _name(title or _first_words(kept, ident), source, day) for ident, title, source, day in rows}


def _name(title: str, source: str, published: pd.Timestamp) -> str:
    day = words.UNKNOWN_DAY if pd.isna(published) else words.day(published.date())
    return " · ".join(part for part in (title, source, day) if part)


def _first_words(kept: Archive, ident: str) -> str:
    return _opening(kept.address, kept.version, ident, _kept=kept)


@st.cache_resource(max_entries=2000, show_spinner=False)
def _opening(address: str, version: int, ident: str, *, _kept: Archive) -> str:
    """Return how an article without a title begins; asked once a version of the data."""
    del address, version
    reading = _kept.reading(ident)
    return words.beginning(reading.article.text) if reading else ident


def _at(reading: Reading) -> int | None:
    """Return the offset that the address asks for, where a report's excerpt starts there."""
    text = st.query_params.get("at", "")
    at = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return at if any(report.excerpt.start == at for report in reading.reports) else None


def _article(kept: Archive, reading: Reading, at: int | None) -> None:
    event_of = kept.events_of(reading.article.id)
    marks = [*notes(reading, event_of), *_here(reading, at)]
    st.html(line("p", source_line(reading.article), {"class": "cm-source", "dir": "auto"}) + _key())
    if reading.article.url and reading.article.url.startswith(("https://", "http://")):
        st.link_button(words.READER_SOURCE, reading.article.url, icon=":material/open_in_new:")
    left, right = st.columns([5, 3], gap="large")
    version = session.pinned()
    link = "map?" if version is None else f"map?v={version}&"
    left.html(article_html(reading.article.text, marks, at=at, link=link))
    with right:
        _events(reading, event_of)
    if at is not None:
        st.html(SCROLL, unsafe_allow_javascript=True)


def _here(reading: Reading, at: int | None) -> Iterator[Note]:
    """Yield the mark of the excerpt that starts at the offset the address asks for, where one does."""
    excerpt = next((report.excerpt for report in reading.reports if report.excerpt.start == at), None)
    if excerpt is not None:
        yield Note(span_of(reading.article.text, excerpt.start, excerpt.stop), "here", "")


def _events(reading: Reading, event_of: dict[str, str]) -> None:
    """List what was read, each leading to its mark on the map."""
    st.html(line("p", words.READER_EVENTS, {"class": "cm-head"}))
    if not reading.reports:
        st.caption(words.READER_NO_EVENTS)
    for report in reading.reports:
        page = page_at(reading.article, report.excerpt.start)
        on = f" · {words.PAGE.format(page=page)}" if page else ""
        label = f"{headline(report)} · {when_words(report)} · {where_words(report)}{on}"
        event = event_of.get(report.id, report.id)
        st.page_link(st.session_state.pages["map"], label=words.shown(label), query_params={"ev": event})


def _key() -> str:
    marks = "".join(line("mark", name, {"class": look}) for look, name in words.READER_LOOKS.items())
    return f'<p class="cm-key">{marks}</p>'
