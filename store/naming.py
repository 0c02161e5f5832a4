"""An article that brings no id of its own -> an id, always the same one: of its address, else of its text."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit


def id_of(text: str, url: str | None) -> str:
    """Return an article's id. Of one address there is one article: what it says there later is a revision.

    A bare host is nobody's own address: many articles may name it.

    >>> id_of("Shells hit the bridge.", "https://example.org/a") == id_of("Two bridges.", "https://example.org/a")
    True
    >>> id_of("Shells hit the bridge.", "https://example.org/")
    'text-6648bf5580f2195f'
    """
    return _id_of_address(url) if url and _own(url) else _id_of_text(text)


def _id_of_address(address: str) -> str:
    """Return an id made from an address.

    >>> _id_of_address("https://example.org/a")
    'page-b5b10dd0429e69ac'
    """
    return "page-" + hashlib.sha256(address.encode(errors="replace")).hexdigest()[:16]


def _id_of_text(text: str) -> str:
    """Return an id made from a text: the same text gets the same one.

    >>> _id_of_text("Shells hit the bridge.")
    'text-6648bf5580f2195f'
    """
    return "text-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def _own(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.path.strip("/") != "" or parts.query != "")
