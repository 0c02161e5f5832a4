"""``/list.json``: more of the list for a browser that shows a part of it, answered beside Streamlit.

A reader who scrolls waits for one question and not for a run of the page. The browser names its list by the key that was
sent with it: where filters, order or data are others by now, or a reader has to sign in, it is refused, and the browser
asks the page itself (ui/listing.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from store.listing import Page
from ui import session
from ui.feed import Answer, may_read
from ui.link import state_of
from ui.listing import ROWS, key_of
from view import words
from view.cards import card

KIND = "application/json"
_ID = re.compile(r"[0-9a-f]{16}\Z")


def answer(query: str, headers: Mapping[str, str]) -> Answer:
    """Return the cards after or before one; ``query`` is the page's own, with ``key``, ``lang`` and ``after`` or ``before``.

    >>> from unittest.mock import patch
    >>> with patch("ui.session.opened", return_value=archive), patch("ui.list_feed.may_read", return_value=True):
    ...     answer("key=00000000&after=50c5bc31bcc114ab", {}).status
    409
    """
    if not may_read(headers):
        return Answer(403, b"Forbidden")
    asked = parse_qs(query)
    key, after, before, lang = (next(iter(asked.get(name, [])), "") for name in ("key", "after", "before", "lang"))
    state, kept = state_of(asked)[0], session.opened()
    if not _ID.match(after or before) or key != key_of(kept, state, None):
        return Answer(409, b"Another list by now.")
    words.read_as(lang)
    page = Page(state.order, ROWS, after=after or None, before=before or None)
    cards = [card(each) for each in kept.listed(state.filters, page)]
    return Answer(200, json.dumps({"cards": cards}, ensure_ascii=False, separators=(",", ":")).encode(), KIND)
