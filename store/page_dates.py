"""The day of publication that a page states about itself, taken at its word: no other is guessed where it is none.

The library that reads pages drops a day it cannot believe without a word, and makes the first of January of a year alone;
here 2017-13-45 is said to be no day, a year or a month alone is left undated, and so is 04/10/2026 unless another date of
the page or its language tells which of the two days it is.
"""

from __future__ import annotations

import re

import lxml.html

from store.ways.days import Order, Stated, order_of, stated_day

# How numeric dates are written where a page's language, with its country, tells it.
ORDERS: dict[str, Order] = {"en-us": "month first", "en-gb": "day first", "en-au": "day first", "en-nz": "day first"}
DAY_FIRST = frozenset({"fr", "de", "es", "it", "pt", "ru", "uk", "ar", "tr", "pl", "nl", "el", "id", "vi"})
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


def stated(tree: lxml.html.HtmlElement) -> Stated | None:
    """Return what the first of the page's own fields says that can be judged; None where none can.

    >>> stated(lxml.html.fromstring('<html><head><meta name="date" content="2017-10-04T08:00Z"></head></html>'))
    Stated(day=datetime.date(2017, 10, 4), why='', wrong=False, either=())
    >>> stated(lxml.html.fromstring('<article><time datetime="2017-10">October</time></article>')).why
    "no day is given: '2017-10'"
    """
    fields = _fields(tree)
    order = order_of(fields) or _order_of_language(tree)
    judged = [found for field in fields if (found := _judged(field, order)) is not None]
    first = next(iter(judged), None)
    plain = (other for other in judged if first and other.day in first.either)
    return next(plain, first)


def _order_of_language(tree: lxml.html.HtmlElement) -> Order:
    said = next(iter(tree.xpath("/html/@lang | //meta[@http-equiv='content-language']/@content")), "")
    language = said.strip().lower().replace("_", "-")
    return ORDERS.get(language, "day first" if language.split("-")[0] in DAY_FIRST else "")


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


def _judged(text: str, order: Order) -> Stated | None:
    """Return what a field says; None for one in another notation, which is for the library."""
    found = stated_day(text, order=order)
    unknown = found.wrong and not found.why.startswith("no such day")
    return None if unknown or not text.strip() else found
