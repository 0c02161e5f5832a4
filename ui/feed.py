"""Addresses for machines: ``/events.geojson`` and ``/events.atom``, with the filters of any link of the page behind them.

They are read-only and open to whoever may read the page without signing in; a page of events at a time, in the list's
order, with an ETag that changes with the data. ``since`` gives what was added or changed since a version or a moment.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

import streamlit as st

from store import Archive, Filters
from store.listing import ORDERS, Order, Page
from ui import access, session, settings
from ui.access import Visitor
from view import feed, words

ADDRESSES = {"/events.geojson": "application/geo+json", "/events.atom": "application/atom+xml; charset=utf-8"}
MOST = 500
_ID = re.compile(r"[0-9a-f]{16}\Z")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: status, content, its kind and its tag."""

    status: int
    content: bytes
    kind: str = "text/plain; charset=utf-8"
    tag: str = ""


def answer(address: str, query: str, headers: Mapping[str, str], site: str) -> Answer:
    """Return the answer to one question; ``headers`` are those of the request, names in small letters.

    >>> from unittest.mock import patch
    >>> with patch("ui.session.opened", return_value=archive), patch("ui.feed.may_read", return_value=True):
    ...     found = answer("/events.geojson", "status=disputed&limit=1", {}, "http://h")
    >>> found.status, found.kind, b"Low Ford" in found.content
    (200, 'application/geo+json', True)
    """
    if not may_read(headers):
        return Answer(403, b"Forbidden")
    kept, asked = session.opened(), parse_qs(query)
    kept.refresh()
    tag = f'"{kept.version}"'
    if tag in headers.get("if-none-match", ""):
        return Answer(304, b"", tag=tag)
    since = kept.since(asked["since"][0]) if "since" in asked else None
    filters, notices = Filters.of_params({**asked, "since": [] if since is None else [str(since)]})
    notices += (words.NO_SUCH_SINCE,) if "since" in asked and since is None else ()
    if notices:
        return Answer(400, " ".join(notices).encode())
    page = _page(asked)
    found = kept.listed(filters, page)
    if address.endswith("atom"):
        content = feed.atom(found, site=site, query=query, updated=_moment(kept))
    else:
        gone = kept.gone_since(since) if since is not None and page.after is None else None
        total = kept.tally(filters).shown
        following = _following(site + address, asked, found[-1].id) if len(found) == page.count else None
        content = feed.geojson(found, total=total, version=kept.version, following=following, gone=gone)
    return Answer(200, content, ADDRESSES[address], tag)


def may_read(headers: Mapping[str, str]) -> bool:
    """Whether a stranger without a sign-in may read this: a cookie is not looked at.

    >>> may_read({"host": "localhost:8501"})
    True
    """
    rules = settings.current()
    here = access.is_here(st.get_option("server.address"), headers, rules)
    return access.allowed(Visitor(here), "read", rules)


def _page(asked: Mapping[str, list[str]]) -> Page:
    """Return the page that is asked for: at most MOST events, the last added first."""
    first = {name: values[0] for name, values in asked.items()}
    count = int(first["limit"]) if first.get("limit", "").isascii() and first.get("limit", "").isdigit() else 100
    order: Order = next((each for each in ORDERS if each == first.get("order")), "added")
    after = first.get("after", "")
    return Page(order, max(1, min(count, MOST)), after=after if _ID.match(after) else None)


def _following(address: str, asked: Mapping[str, list[str]], last: str) -> str:
    return f"{address}?{urlencode({**asked, 'after': [last]}, doseq=True)}"


def _moment(kept: Archive) -> str:
    """Return when the version was written."""
    at = next((change.at_ms for change in kept.history() if change.version == kept.version), 0)
    return dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
