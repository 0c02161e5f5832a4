"""Paste or upload an article, see what would become of it, and only then keep it. Absent where nothing may be added."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from events import Article, Reading
from store import add_paths
from ui import session
from ui.detail import facts_html
from view import words
from view.excerpt import excerpt_html
from view.marked import article_html, notes
from view.safe import line
from view.summary import headline

if TYPE_CHECKING:
    from events.read import Reader

READ_ONLY = "CONFLICT_MAP_READ_ONLY"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST = 500_000


def allowed() -> bool:
    """Whether articles may be added here: on the operator's own machine, or by someone who has signed in."""
    if os.environ.get(READ_ONLY):
        return False
    return st.get_option("server.address") in LOOPBACK or bool(getattr(st.user, "is_logged_in", False))


@st.cache_resource(show_spinner=False)
def _reader() -> Reader:
    """Load the language model once, and only when somebody adds something."""
    from events.read import Reader as TheReader  # noqa: PLC0415 - costs seconds and memory that a reader's page spares

    return TheReader()


def show() -> None:
    """Draw the page."""
    st.subheader(words.PAGES["add"])
    way = st.radio(words.ADD_WAY, words.ADD_WAYS, horizontal=True)
    if way == words.ADD_WAYS[0]:
        _paste()
    else:
        _upload()


def _paste() -> None:
    """Take a text and what is known of it; show the reading before it is kept."""
    with st.form("paste"):
        text = st.text_area(words.ADD_TEXT, height=260, max_chars=LONGEST)
        left, right = st.columns(2)
        title, source = left.text_input(words.ADD_TITLE), right.text_input(words.ADD_SOURCE)
        published = left.date_input(words.ADD_PUBLISHED, value=None, format="YYYY-MM-DD", help=words.ADD_PUBLISHED_HELP)
        url = right.text_input(words.ADD_URL)
        asked = st.form_submit_button(words.ADD_READ, type="primary")
    if asked and text.strip():
        ident = "pasted-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
        day = published if published is None or not isinstance(published, tuple) else None
        article = Article(ident, text, title or None, day, source or None, url if _web(url) else None)
        with st.spinner(words.ADD_READING):
            st.session_state.preview = _reader().read(article)
    elif asked:
        st.warning(words.ADD_EMPTY)
    reading: Reading | None = st.session_state.get("preview")
    if reading is not None:
        _preview(reading)


def _web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _preview(reading: Reading) -> None:
    """Show what would be kept, event by event, beside the marked text."""
    st.divider()
    head, button = st.columns([3, 1], vertical_alignment="center")
    head.markdown(f"**{words.ADD_PREVIEW}** {words.plural(len(reading.reports), 'event', 'events')}")
    button.button(words.ADD_KEEP, type="primary", on_click=_keep)
    left, right = st.columns([3, 2], gap="large")
    left.html(article_html(reading.article.text, notes(reading, {})))
    for report in reading.reports:
        with right.container(border=True):
            st.html(line("p", headline(report), {"class": "cm-head"}) + facts_html(report))
            st.html(excerpt_html(reading.article.text, report, words.FIELDS))


def _keep() -> None:
    """Keep the reading that was shown; the map page shows it at once."""
    added = session.opened().add((st.session_state.pop("preview"),))
    st.toast(words.shown(added.words()))
    st.session_state.pop("state", None)


def _upload() -> None:
    """Take files; each that is not an article gives one clear line, the others are added."""
    files = st.file_uploader(words.ADD_FILES, accept_multiple_files=True, type=words.ADD_ENDINGS)
    if not st.button(words.ADD_UPLOAD, type="primary", disabled=not files):
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [_put(Path(folder), Path(file.name).name, file.getvalue()) for file in files]
        bar = st.progress(0.0, text=words.ADD_READING)

        def tell(done: int, of: int, name: str) -> None:
            bar.progress(done / max(of, 1), text=words.shown(f"{words.READING} {name} …"))

        added = add_paths(session.opened(), paths, progress=tell, reader=_reader())
        bar.empty()
    st.success(words.shown(added.words()))
    for problem in added.problems:
        st.text(problem.words().replace(f"{folder}/", ""))
    st.session_state.pop("state", None)


def _put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / (name or "unnamed")
    path.write_bytes(content)
    return path
