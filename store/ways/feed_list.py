"""An OPML list, as feed readers export it <-> the addresses of its feeds; and the list that the page keeps in a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

MOST_FEEDS = 2_000
LIST = "feeds.opml"  # in the data folder: the feeds that were put in on the page


def feeds_of(opml: bytes) -> tuple[str, ...]:
    """Return the addresses of the feeds that an OPML list names, each once. Raises ``ValueError`` where it is none.

    >>> feeds_of(b"<opml><body><outline text='a'><outline xmlUrl='https://example.org/rss'/></outline></body></opml>")
    ('https://example.org/rss',)
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(opml, parser)
    except etree.XMLSyntaxError as error:
        message = f"no OPML list: {error}"
        raise ValueError(message) from None
    found = (
        next((v for k, v in node.attrib.items() if str(k).lower() == "xmlurl"), "") for node in tree.iter("outline")
    )
    return tuple(dict.fromkeys(str(url).strip() for url in found if url))[:MOST_FEEDS]


def opml_of(feeds: Iterable[str]) -> bytes:
    """Return an OPML list of feeds, which feed readers take, too.

    >>> feeds_of(opml_of(["https://example.org/rss?a=1&b=2"]))
    ('https://example.org/rss?a=1&b=2',)
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Conflict Map"
    body = etree.SubElement(root, "body")
    for feed in dict.fromkeys(feeds):
        etree.SubElement(body, "outline", type="rss", text=feed, xmlUrl=feed)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def listed_feeds(file: Path) -> tuple[str, ...]:
    """Return the feeds of a list in a file; none where there is no such file. Raises ``ValueError`` where it is no list.

    >>> listed_feeds(Path("no-such.opml"))
    ()
    """
    try:
        return feeds_of(file.read_bytes())
    except FileNotFoundError:
        return ()


def list_feeds(file: Path, feeds: Iterable[str]) -> None:
    """Write a list beside the old one, then put it in its place.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "feeds.opml")
    >>> list_feeds(file, ["https://example.org/rss"])
    >>> listed_feeds(file)
    ('https://example.org/rss',)
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    new.write_bytes(opml_of(feeds))
    new.replace(file)
