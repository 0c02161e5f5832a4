"""Paste, upload or address an article, watch it become events, and only then keep it. Absent where nothing may be added.

The page and the three ways in; what was read is shown and kept by ui/add_preview.py.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import streamlit as st

from events import Article
from store import Intake, Problem
from store.files import found_in
from store.rows import Found
from store.schema import Origin
from store.ways.feed_list import feeds_of
from ui import access, add_preview, add_sheet, messages, settings
from view import words

PASTED = "pasted"
MOST_FEEDS, MOST_LINKS = 20, 200
"""Of an OPML list: so much is asked while somebody waits for it."""


def show() -> None:
    """Draw the page; reading an article costs the server time, so it, too, is only for those who may add.

    >>> drawn(show)[2:4]
    ['radio: Source', "text_area: The article's text, as published"]
    """
    access.require("add")
    st.subheader(words.PAGES["add"])
    st.caption(words.ADD_LEAD)
    ways = {words.ADD_WAYS[0]: _paste, words.ADD_WAYS[1]: _upload}
    if access.may("fetch"):
        ways[words.ADD_WAYS[2]] = _address
    way: Callable[[], None] = ways[st.radio(words.ADD_WAY, list(ways), horizontal=True, on_change=add_preview.forget)]
    way()
    add_preview.show()


def _paste() -> None:
    """Take a text and what is known of it."""
    with st.form("paste"):
        text = st.text_area(words.ADD_TEXT, height=260, max_chars=settings.current().longest)
        left, right = st.columns(2)
        title, source = left.text_input(words.ADD_TITLE), right.text_input(words.ADD_SOURCE)
        day = left.date_input(words.ADD_PUBLISHED, value=None, format="YYYY-MM-DD", help=words.ADD_PUBLISHED_HELP)
        url = right.text_input(words.ADD_URL)
        asked = st.form_submit_button(words.ADD_READ, type="primary")
    if asked and text.strip():
        published = day if isinstance(day, dt.date) else None
        add_preview.read([_pasted(text, title=title, source=source, published=published, url=url)])
    elif asked:
        st.warning(words.ADD_EMPTY)


def _pasted(text: str, *, title: str, source: str, published: dt.date | None, url: str) -> Found:
    """Return a pasted text as an article, named after its own words; an address that is none is left out.

    >>> _pasted("Shells hit Idlib.", title=" ", source="Wire", published=None, url="javascript:x")[0].url is None
    True
    """
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    address = url.strip() if url.strip().startswith(("https://", "http://")) else None
    article = Article(
        f"{PASTED}-{digest[:12]}", text, title.strip() or None, published, source.strip() or None, address
    )
    return article, Origin(where=PASTED, sha256=digest)


def _upload() -> None:
    """Take files; each that is not an article gives one clear line, the others are read."""
    messages.offer_upload()
    endings = [*words.ADD_ENDINGS, *(["opml"] if access.may("fetch") else [])]
    files = st.file_uploader(words.ADD_FILES, accept_multiple_files=True, type=endings)
    if st.button(words.ADD_READ, type="primary", disabled=not files):
        add_sheet.forget()
        _read_files({file.name: file.getvalue() for file in files})
    elif files and add_sheet.answered():
        _read_files({file.name: file.getvalue() for file in files})
    add_sheet.ask()


def _read_files(files: Mapping[str, bytes]) -> None:
    """Read uploads; a table of events whose columns nobody has confirmed is asked about instead."""
    found: list[Found | Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        for at, (name, content) in enumerate(files.items()):
            if name.lower().endswith(".opml"):
                found += _of_feeds(name, content)
                continue
            path = _put(Path(folder), at, name, content)
            intake = replace(_intake(), mapping=add_sheet.mapping(name), confirm=partial(add_sheet.guessed, name))
            told = [_without(folder, each) for each in found_in([path], intake)]
            found += [] if add_sheet.is_asked(name) else told
    add_preview.read(found)


def _of_feeds(name: str, content: bytes) -> list[Found | Problem]:
    """Return what the first feeds of an OPML list link to at this moment; a longer list is for watching."""
    access.require("fetch")
    try:
        feeds = feeds_of(content)
    except ValueError as error:
        return [Problem(name, 0, str(error), words.ADD_LIST_NONE_HELP)]
    with st.spinner(words.ADD_FETCHING):
        found = list(islice(found_in(feeds[:MOST_FEEDS], _intake()), MOST_LINKS))
    if len(feeds) > MOST_FEEDS:
        said = words.ADD_LIST_LONG.format(count=len(feeds), most=MOST_FEEDS)
        found.insert(0, Problem(name, 0, said, words.ADD_LIST_HELP))
    return found


def _put(folder: Path, number: int, name: str, content: bytes) -> Path:
    """Write an upload into a folder of its own, under a name that can do nothing but end as it ended."""
    safe = "".join(each if each.isprintable() and each not in "/\\" else "_" for each in name)[-100:].lstrip(".")
    path = folder / str(number) / (safe or "unnamed")
    path.parent.mkdir()
    path.write_bytes(content)
    return path


def _without(folder: str, found: Found | Problem) -> Found | Problem:
    """Take the server's own folder out of where something came from."""
    where = found.file if isinstance(found, Problem) else found[1].where
    told = re.sub(rf"^{re.escape(folder)}/[0-9]+/", "", where)
    if isinstance(found, Problem):
        return replace(found, file=told)
    return found[0], replace(found[1], where=told)


def _address() -> None:
    """Fetch one address, or the articles that a feed at it links to; robots.txt is heeded, private networks are not asked."""
    with st.form("address"):
        url = st.text_input(words.ADD_FETCH, placeholder="https://", max_chars=2000).strip()
        st.caption(words.ADD_FETCH_HELP)
        asked = st.form_submit_button(words.ADD_FETCH_READ, type="primary")
    if not asked:
        return
    access.require("fetch")
    if not url.startswith(("https://", "http://")):
        st.warning(words.ADD_NO_ADDRESS)
        return
    with st.spinner(words.ADD_FETCHING):
        found = list(found_in([url], _intake()))
    add_preview.read(found)


def _intake() -> Intake:
    return Intake(today=dt.datetime.now(tz=dt.UTC).date(), private=settings.current().fetch_private)
