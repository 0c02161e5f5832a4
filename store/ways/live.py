r"""A live page -> its posts as text, each under a line with its hour, so that what one post tells is kept from the next.

Such a page marks its posts up: as schema.org's ``LiveBlogPosting`` with updates, or as a row of elements of one kind that
each begin with a time. Anything else is no live page, and read as an article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.html
from lxml.etree import LxmlError

FEWEST = 3  # posts that make a live page
LONGEST = 400_000  # characters of all posts
_POSTS = re.compile(
    r"\b(?:live-?(?:blog)?-?(?:post|entry|update|block)|liveblog|timeline-item|post-item|block--live)\b", re.IGNORECASE
)
_HOUR = re.compile(r"T(\d\d:\d\d)|\b(\d{1,2}:\d\d)\b")


def posts_of(data: bytes) -> str:
    r"""Return the posts of a live page; "" where it is none.

    >>> post = '<article class="liveblog-post"><time datetime="2026-04-06T0{}:10:00Z">then</time><p>Shells hit {}.</p></article>'
    >>> page = "".join(post.format(*each) for each in ((9, "Kyiv"), (8, "Sumy"), (7, "Odesa")))
    >>> posts_of(f"<html><body>{page}</body></html>".encode()).split("\n\n")[:2]
    ['09:10\nShells hit Kyiv.', '08:10\nShells hit Sumy.']
    """
    if b"live" not in data.lower() and b"timeline-item" not in data:
        return ""
    try:
        tree = lxml.html.document_fromstring(data)
        posts = _stated(tree) or _marked(tree)
    except (LxmlError, ValueError, RecursionError):
        return ""
    whole = "\n\n".join(posts)
    return whole if len(posts) >= FEWEST and len(whole) <= LONGEST else ""


def _stated(tree: lxml.html.HtmlElement) -> list[str]:
    """Return the updates of a page's linked data."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            told = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for thing in told if isinstance(told, list) else [told]:
            updates = thing.get("liveBlogUpdate") if isinstance(thing, dict) else None
            if isinstance(updates, list):
                return [post for each in updates if isinstance(each, dict) and (post := _update(each))]
    return []


def _update(update: Mapping[str, Any]) -> str:
    body = str(update.get("articleBody") or "")
    text = lxml.html.fromstring(f"<div>{body}</div>").text_content() if "<" in body else body
    return _post(str(update.get("datePublished") or ""), str(update.get("headline") or ""), text)


def _marked(tree: lxml.html.HtmlElement) -> list[str]:
    """Return the posts that a page marks by their class or by schema.org's ``BlogPosting``."""
    named = (
        "//*[@class][self::article or self::li or self::div or self::section] | //*[contains(@itemtype, 'BlogPosting')]"
    )
    found = [each for each in tree.xpath(named) if _is_post(each)]
    outer = [each for each in found if not any(above in found for above in each.iterancestors())]
    return [post for each in outer if (post := _element(each))]


def _is_post(element: lxml.html.HtmlElement) -> bool:
    named = bool(_POSTS.search(element.get("class", ""))) or element.get("itemtype", "").endswith("/BlogPosting")
    return named and len(element.xpath(".//time")) == 1


def _element(element: lxml.html.HtmlElement) -> str:
    time = element.xpath(".//time")[0]
    said = time.get("datetime") or time.text_content()
    time.text = ""
    head = " ".join("".join(each.text_content() for each in element.xpath(".//h2 | .//h3 | .//h4")[:1]).split())
    lines = (" ".join(each.text_content().split()) for each in element.xpath(".//p | .//li"))
    return _post(said, head, "\n".join(_once(lines)))


def _once(lines: Iterator[str]) -> list[str]:
    return [line for line in dict.fromkeys(lines) if line]


def _post(said: str, head: str, text: str) -> str:
    found = _HOUR.search(said)
    hour = (found[1] or found[2]) if found else ""
    body = "\n".join(line for line in (" ".join(each.split()) for each in text.splitlines()) if line)
    return "\n".join(part for part in (hour, head, body) if part) if body else ""
