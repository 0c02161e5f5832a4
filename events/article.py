"""An article: text that never changes again, and what is known of where it came from.

It stands apart because every offset of the house is into ``Article.text``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``text`` is as given, code point for code point; all spans point into it.

    ``published`` is None where nobody knows: then relative dates stay unresolved.
    ``published_basis`` says how the day of publication is known where the article does not state it.
    """

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    published_basis: str | None = None
    retrieved: dt.date | None = None
    licence: str | None = None
