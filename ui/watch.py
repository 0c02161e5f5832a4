"""The feeds that are watched: when each was last asked, what fails since when; feeds are put in and taken out here.

The page asks no feed itself: it keeps a list beside the archive, which ``python cli.py watch`` reads before each round.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import streamlit as st

from store.ways.feed_list import LIST, MOST_FEEDS, feeds_of, list_feeds, listed_feeds, opml_of
from store.ways.feed_state import FeedState, feed_states, feeds_seen
from ui import access, messages, settings
from view import words

STATE = "watch.json"
LONGEST = 2_000


def show() -> None:
    """Draw the page; it is there for those who may have addresses fetched.

    >>> [each for each in drawn(show) if each.startswith("text_input")]
    ['text_input: Address of a feed']
    """
    access.require("fetch")
    st.subheader(words.PAGES["watch"])
    st.caption(words.WATCH_LEAD)
    if told := st.session_state.pop("watch told", None):
        st.success(words.shown(told), icon=":material/check:")
    own = _own()
    _feeds(own)
    _put_in(own)
    _take_out(own)


def _folder() -> Path:
    return Path(settings.current().data)


def _own() -> tuple[str, ...]:
    """Return the page's own list; one that cannot be read is said to be so, and nothing is written over it."""
    try:
        return listed_feeds(_folder() / LIST)
    except (OSError, ValueError) as error:
        st.error(words.shown(f"{_folder() / LIST}: {error}"))
        st.stop()


def _feeds(own: tuple[str, ...]) -> None:
    """List what is watched, those that fail first."""
    states = {each.url: each for each in feed_states(_folder() / STATE)}
    listed = [states.get(url, FeedState(url)) for url in dict.fromkeys((*own, *states))]
    if not listed:
        st.info(words.WATCH_NONE)
        return
    behind = feeds_seen(_folder() / STATE, now=time.time()).behind
    if behind:
        st.warning(words.WATCH_BEHIND.format(count=words.plural(behind, *words.WATCH_FEED_WORD)))
    rows = sorted(listed, key=lambda each: (not each.failing, each.url))
    table = pd.DataFrame([_row(each) for each in rows], columns=list(words.WATCH_COLUMNS))
    st.dataframe(table, hide_index=True, alt=words.WATCH_TABLE)
    others = len(states.keys() - set(own))
    if others:
        st.caption(words.WATCH_GIVEN.format(count=others))


def _row(feed: FeedState) -> tuple[str, str, str, str, str, int, int]:
    """Return a feed as the table has it.

    >>> _row(FeedState("https://example.org/rss", asked=1_775_000_000.0, next_at=1_775_000_900.0))[1:4]
    ('31 Mar 2026 23:33 UTC', '31 Mar 2026 23:48 UTC', '')
    """
    asked, following = _at(feed.asked) or words.WATCH_NEVER, _at(feed.next_at)
    return feed.url, asked, following, _at(feed.failing), feed.reason, feed.brought, feed.waiting


def _at(seconds: float) -> str:
    return words.moment(dt.datetime.fromtimestamp(seconds, tz=dt.UTC)) if seconds else ""


def _put_in(own: tuple[str, ...]) -> None:
    """Take one address, or a list of them."""
    with st.form("watch_one", clear_on_submit=True):
        url = st.text_input(words.WATCH_ADD, placeholder="https://", max_chars=LONGEST).strip()
        asked = st.form_submit_button(words.WATCH_ADD_SEND, type="primary")
    if asked:
        _add([url], own)
    messages.offer_upload()
    file = st.file_uploader(words.WATCH_UPLOAD, type=["opml", "xml"])
    if file is not None and st.button(words.WATCH_UPLOAD_SEND):
        try:
            _add(feeds_of(file.getvalue()), own)
        except ValueError as error:
            st.warning(words.shown(words.sentence(str(error))))


def is_address(url: str) -> bool:
    """Whether this can be the address of a feed; where it may lead is looked at by what fetches it.

    >>> [is_address(each) for each in ("https://example.org/rss", "file:///etc/passwd", "https://a b", "")]
    [True, False, False, False]
    """
    plain = url.isprintable() and " " not in url and len(url) <= LONGEST
    return plain and url.startswith(("https://", "http://")) and len(url.split("/", 3)[2]) > 0


def _add(urls: Iterable[str], own: tuple[str, ...]) -> None:
    access.require("fetch")
    given = list(dict.fromkeys(urls))
    fresh = [url for url in given if is_address(url) and url not in own]
    if not any(map(is_address, given)):
        st.warning(words.WATCH_NO_ADDRESS)
    elif not fresh:
        st.warning(words.WATCH_THERE)
    elif len(own) + len(fresh) > MOST_FEEDS:
        st.warning(words.WATCH_MOST.format(most=MOST_FEEDS))
    else:
        _keep((*own, *fresh), words.plural(len(fresh), *words.WATCH_ADDED_WORDS))


def _take_out(own: tuple[str, ...]) -> None:
    """Take one out, and offer the list as a file."""
    if not own:
        return
    with st.form("watch_out"):
        feed = st.selectbox(words.WATCH_OUT, own)
        asked = st.form_submit_button(words.WATCH_OUT_SEND)
    if asked:
        access.require("fetch")
        _keep([each for each in own if each != feed], words.WATCH_OUT_DONE.format(feed=feed))
    st.download_button(words.WATCH_SAVE, opml_of(own), LIST, "text/x-opml", on_click="ignore")


def _keep(feeds: Iterable[str], told: str) -> None:
    list_feeds(_folder() / LIST, feeds)
    st.session_state["watch told"] = told
    st.rerun()
