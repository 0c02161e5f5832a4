"""The day of publication that a page states about itself, taken at its word: no other is guessed where it is none.

It stands apart because the library that reads pages drops a day it cannot believe without a word, and makes the first
of January of a year alone; here 2017-13-45 is said to be no day, and a year or a month alone is left undated.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import lxml.html

OLDEST = 1600  # newspapers are no older
LONGEST = 100  # characters of it that are repeated to a reader
_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "citation_publication_date",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "date",
)
_MARKED = "//*[@itemprop='datePublished']/@*[name() = 'content' or name() = 'datetime'] | //time[@pubdate]/@datetime"
_IN_ARTICLE = "//article//time/@datetime"
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{1,200})"')
_DAY = re.compile(r"\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?![\d-])")
_NO_DAY = re.compile(r"\s*\d{4}(?:[-/.]\d{1,2})?\s*")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says of its day: ``day``, or ``why`` there is none; ``wrong`` where it is a mistake of the page."""

    day: dt.date | None = None
    why: str = ""
    wrong: bool = False


def stated(tree: lxml.html.HtmlElement) -> Stated | None:
    """Return what the first of the page's own fields says that can be judged; None where none can.

    >>> stated(lxml.html.fromstring('<html><head><meta name="date" content="2017-10-04T08:00Z"></head></html>'))
    Stated(day=datetime.date(2017, 10, 4), why='', wrong=False)
    >>> stated(lxml.html.fromstring('<article><time datetime="2017-10">October</time></article>')).why
    "the page gives no day: '2017-10'"
    """
    return next((found for found in map(_judged, _fields(tree)) if found is not None), None)


def _fields(tree: lxml.html.HtmlElement) -> list[str]:
    """Return the fields in the order in which they are believed."""
    found: dict[str, str] = {}
    for attribute in ("property", "name", "itemprop"):
        for meta in tree.xpath(f"//meta[@{attribute} and @content]"):
            found.setdefault(meta.get(attribute).strip().lower(), meta.get("content"))
    told = [found[name] for name in _META if name in found]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        told += _LINKED_DATA.findall(script)
    return [*told, *tree.xpath(_MARKED), *tree.xpath(_IN_ARTICLE)]


def _judged(text: str) -> Stated | None:
    """Return what a field says; None for one in another notation, which is for the library."""
    said = " ".join(text.split())[:LONGEST]
    if _NO_DAY.fullmatch(text):
        return Stated(why=f"the page gives no day: {said!r}")
    found = _DAY.match(text)
    if found is None:
        return None
    try:
        day = dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        day = dt.date.min
    return Stated(day) if day.year >= OLDEST else Stated(why=f"no such day: {said}", wrong=True)
