"""Web pages and feeds, as bytes -> articles. Nothing is fetched here: that is store/fetch.

The text of a page is what trafilatura takes for its body, with the title, author, day and canonical address that the
page itself gives. A page without a body, such as one that only scripts fill, is a problem and no article.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urljoin

import feedparser
import lxml.html
import trafilatura
from lxml.etree import LxmlError

from events import Article
from store.answers import Problem
from store.markdown import NotAnArticle
from store.naming import id_of
from store.page_dates import stated
from store.rows import Found, Intake
from store.schema import Origin
from store.ways.days import Order, Stated, order_of, stated_day
from store.ways.live import posts_of
from text.lexicon import word_class

BLOCKS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr")
LONGEST_WALL = 4000  # characters of a page that can be nothing but a consent notice
AMBIGUOUS = "two days can be meant"
SHORTEST = 80  # characters: less is a cookie notice or an error page, not an article
_NOT_FULL = "save the article's own page, as a browser shows it"


def page(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the article of an HTML page.

    >>> words = b"Shells hit the market of Tallbrook on Monday and four people were killed, doctors said. " * 3
    >>> html = b"<html><title>Shells at Tallbrook</title><body><article><p>" + words + b"</p></article></body></html>"
    >>> article, origin = next(page(io.BytesIO(html), "saved.html", Intake()))
    >>> article.title, article.text[:11], origin.where
    ('Shells at Tallbrook', 'Shells hit ', 'saved.html')
    """
    data = stream.read()
    try:
        article = article_of_page(data, name)
    except NotAnArticle as error:
        yield error.problem
        return
    if intake.today and article.published and article.published > intake.today:
        yield Problem(name, 0, f"published in the future: {article.published}", "mend the page's date")
        return
    yield article, Origin(where=name, sha256=hashlib.sha256(data).hexdigest())
    if article.published is None and (article.published_basis or "").startswith(AMBIGUOUS):
        yield Problem(name, 0, f"added without a day: {article.published_basis}", "give it a day in front matter")


def article_of_page(data: bytes, name: str, *, url: str | None = None) -> Article:
    """Return the article of a page. Raises :class:`~store.markdown.NotAnArticle` where there is none in it.

    >>> article_of_page(b"<html><body><p>Accept cookies?</p></body></html>", "saved.html")
    Traceback (most recent call last):
        ...
    store.markdown.NotAnArticle: saved.html: no article's text in the page; save the article's own page, as a browser shows it
    """
    if crowded(data.replace(b"\0", b"").decode("latin-1")):
        raise NotAnArticle(Problem(name, 0, "a tag with more than 1,000 attributes", _NOT_FULL))
    try:
        found = trafilatura.bare_extraction(data, url=url, with_metadata=True, include_comments=False)
    except (LxmlError, ValueError, TypeError, RecursionError) as error:
        raise NotAnArticle(Problem(name, 0, f"not a page that can be read: {error}", _NOT_FULL)) from None
    told = {} if found is None else (found if isinstance(found, dict) else found.as_dict())
    text = posts_of(data) or str(told.get("text") or "")
    if len(text.strip()) < SHORTEST or only_consent(text):
        raise NotAnArticle(Problem(name, 0, "no article's text in the page", _NOT_FULL))
    dated = _dated(data, told.get("date"))
    if dated.wrong:
        raise NotAnArticle(Problem(name, 0, dated.why, "mend the page's date, or give the text a day in front matter"))
    return _article_of(told, text, told.get("url") or url, dated)


def _dated(data: bytes, guess: str | None) -> Stated:
    """Return the day that the page states in a field of its own, else the library's, which reads its text too."""
    tree = trafilatura.load_html(data)
    return (None if tree is None else stated(tree)) or Stated(_day(guess))


def _article_of(told: dict[str, Any], text: str, address: str | None, dated: Stated) -> Article:
    return Article(
        id=id_of(text, address),
        text=text,
        title=told.get("title") or None,
        published=dated.day,
        source=told.get("sitename") or None,
        url=address,
        author=told.get("author") or None,
        published_basis="the page's own metadata" if dated.day else dated.why or None,
    )


def feed(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the articles of an RSS or Atom feed, as far as their texts stand in it.

    >>> told = b"<rss version='2.0'><channel><item><description>Shells hit.</description></item></channel></rss>"
    >>> [(article.text, origin.where) for article, origin in feed(io.BytesIO(told), "wire.xml", Intake())]
    [('Shells hit.', 'wire.xml entry 1')]
    """
    data = stream.read()
    parsed = parsed_feed(data)
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        yield Problem(name, 0, "not a feed that can be read", "check that it is RSS or Atom")
        return
    if parsed.bozo:
        yield Problem(name, 0, "the feed breaks off or is malformed; what could be read was added", "fetch it again")
    home = _Home(parsed.feed.get("title"), parsed.feed.get("link") or "", order_of([*map(_date_of, parsed.entries)]))
    for number, entry in enumerate(parsed.entries, start=1):
        yield from _entry(entry, f"{name} entry {number}", home, intake)


def parsed_feed(data: bytes) -> Any:  # noqa: ANN401 - feedparser's own
    r"""Return what feedparser makes of the bytes; nothing where it stumbles over them.

    >>> parsed_feed(b"<rss version='2.0'><channel><item><link>\xff</item></link>").entries
    []
    """
    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - KeyError among others: its handlers take malformed feeds as they come
        return feedparser.FeedParserDict(entries=[], feed=feedparser.FeedParserDict(), bozo=True)


def links(data: bytes) -> tuple[str, ...]:
    """Return the addresses of a feed's articles, in its order; () where the bytes are no feed.

    >>> links(b"<rss version='2.0'><channel><item><link>https://example.org/a</link></item></channel></rss>")
    ('https://example.org/a',)
    >>> links(b"no feed")
    ()
    """
    parsed = parsed_feed(data)
    return tuple(str(entry.link) for entry in parsed.entries if entry.get("link"))


def entry_addresses(data: bytes, home: str) -> tuple[str, ...] | None:
    """Return the whole addresses of a feed's articles, relative ones from its own; None where the bytes are no feed.

    >>> told = b"<rss version='2.0'><channel><item><link>/a</link></item></channel></rss>"
    >>> entry_addresses(told, "https://example.org/rss"), entry_addresses(b"no feed", "https://example.org/")
    (('https://example.org/a',), None)
    """
    parsed = parsed_feed(data)
    if not parsed.entries and not parsed.get("version"):
        return None
    own = _Home(None, urljoin(home, parsed.feed.get("link") or ""), "")
    found = (own.address(entry.get("link")) for entry in parsed.entries if entry.get("link"))
    return tuple(dict.fromkeys(address for address in found if address))


@dataclass(frozen=True, slots=True)
class _Home:
    """What a feed says for all its entries: whose it is, where, and in which order its numeric dates stand."""

    source: str | None
    link: str
    order: Order

    def address(self, link: str | None) -> str | None:
        """Return an entry's address, a relative one from the feed's own; None where that leads nowhere."""
        try:
            whole = urljoin(self.link, (link or "").strip())
        except ValueError:
            return None
        return whole if whole.startswith(("http://", "https://")) else None


def _entry(entry: Any, name: str, home: _Home, intake: Intake) -> Iterator[Found | Problem]:  # noqa: ANN401
    markup = (entry.content[0].get("value") if entry.get("content") else entry.get("summary")) or ""
    try:
        text = "" if crowded(markup) else plain_text(markup)
    except (LxmlError, ValueError, RecursionError):
        yield Problem(name, 0, "markup that cannot be read", "add the article's own address")
        return
    if not text.strip():
        yield Problem(name, 0, "no text in the entry", "add the article's own address")
        return
    said = _date_of(entry)
    stated = stated_day(said, order=home.order) if said else None
    article = _article_of_entry(entry, text, home, stated)
    if intake.today and article.published and article.published > intake.today:
        yield Problem(name, 0, f"published in the future: {article.published}", "mend the feed's date")
        return
    yield article, Origin(where=name, sha256=hashlib.sha256(markup.encode()).hexdigest())
    if stated and stated.day is None:
        yield Problem(name, 0, f"added without a day: {stated.why}", "add the article's own address")


def _date_of(entry: Any) -> str:  # noqa: ANN401 - feedparser has no types
    """Return an entry's date as it is written, so that the day is the outlet's own; feedparser's own get warns."""
    return str(dict.get(entry, "published") or dict.get(entry, "updated") or "").strip()


def _article_of_entry(entry: Any, text: str, home: _Home, stated: Stated | None) -> Article:  # noqa: ANN401
    link = home.address(entry.get("link"))
    day = stated.day if stated else None
    return Article(
        id=id_of(text, link),
        text=text,
        title=entry.get("title") or None,
        published=day,
        source=home.source or None,
        url=link,
        author=entry.get("author") or None,
        published_basis="the feed's own date" if day else stated.why if stated else None,
    )


def only_consent(text: str) -> bool:
    """Whether a page's text is no more than a wall before it: what it asks leave for, and no other paragraph.

    >>> only_consent("We use cookies to improve your experience. Accept all cookies to continue.")
    True
    >>> only_consent("Shells hit the market of Tallbrook on Monday, a resident said. We use cookies.")
    False
    """
    parts = [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]
    asking = sum(any(word in part.casefold() for word in word_class("consent")) for part in parts)
    return len(text) < LONGEST_WALL and asking * 2 > len(parts)


def crowded(markup: str) -> bool:
    """Whether some tag has more than a thousand attributes: parsing takes the square of their number, minutes for a page.

    >>> crowded("<p class='a' title=b hidden>"), crowded("<p " + "a=1 " * 2000 + ">")
    (False, True)
    """
    return _CROWD.search(markup) is not None


# Nothing in it is tried twice: each part is possessive.
_CROWD = re.compile(r"""<[a-zA-Z][^\s<>/]*+(?>[\s/]++[^\s<>=/]++(?:\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>]++))?+){1000}""")


def plain_text(markup: str) -> str:
    r"""Return an entry's text without its tags, a paragraph a line.

    >>> plain_text("<p>Shells hit.</p><p>Nobody <b>was</b> hurt &amp; no one fled.</p><script>x()</script>")
    'Shells hit.\nNobody was hurt & no one fled.'
    """
    if "<" not in markup and "&" not in markup:
        return markup
    tree = lxml.html.fragment_fromstring(markup, create_parent=True)
    for element in tree.iter("script", "style", *BLOCKS):
        hidden = element.tag in {"script", "style"}
        element.text, element.tail = ("" if hidden else element.text), "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def text_of_html(markup: str) -> str:
    """Return the text of HTML that need not be an article: its body where it has one, else all that it shows.

    >>> text_of_html("<p>Shells hit.</p><p>Nobody was hurt.</p>").splitlines()
    ['Shells hit.', 'Nobody was hurt.']
    """
    if crowded(markup):
        return ""
    try:
        body = trafilatura.extract(markup, include_comments=False) or ""
        return body if len(body) >= SHORTEST else plain_text(markup)
    except (LxmlError, ValueError, TypeError, RecursionError):
        return ""


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
