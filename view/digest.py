"""New events of a saved filter -> one digest: as Atom for feed readers, as text for a mail, as JSON for a webhook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from store import EventDetail
from store.ways.deliver import ATOM, Digest
from view import words
from view.export_line import writable
from view.summary import headline, when_words, where_words


def digest_of(name: str, id_: str, details: Iterable[EventDetail], *, at: str, link: str = "") -> Digest:
    """Return the digest of some events; ``at`` is the moment (ISO 8601), ``link`` the page's address where it is known.

    >>> digest = digest_of("Battles", "a1", [clash], at="2026-04-06T10:00:00Z", link="https://map.example.org/")
    >>> digest.title
    'Battles: 1 new event'
    >>> digest.text.splitlines()[2]
    '- Armed clash: North Front → Syria Forces. Tallbrook, Eastmark, Syria · town or village (± 3 km), 2 Oct 2017.'
    """
    events = list(details)
    title = f"{name}: {words.plural(len(events), 'new event', 'new events')}"
    rows = [_row(each, link) for each in events]
    lines = [
        f"- {row['headline']}. {row['where']}, {row['when']}.\n  “{row['excerpt']}”\n  {row['link']}" for row in rows
    ]
    json: dict[str, object] = {"id": id_, "title": title, "at": at, "events": rows}
    return Digest(id_, title, "\n".join([title, "", *lines, ""]), _atom(name, rows, at), json)


def _row(detail: EventDetail, link: str) -> dict[str, str]:
    lead = detail.lead
    told = {
        "id": detail.event.id,
        "headline": headline(lead),
        "where": where_words(lead),
        "when": when_words(lead),
        "excerpt": " ".join(lead.excerpt.text.split())[:500],
        "source": detail.article(lead).source or "",
        "link": f"{link.rstrip('/')}/?ev={detail.event.id}" if link else "",
    }
    return {key: writable(value) for key, value in told.items()}


def _atom(name: str, rows: list[dict[str, str]], at: str) -> str:
    """Return the new entries of a saved filter's feed, whose id is always the same."""
    feed = Element("feed", xmlns=ATOM)
    own = hashlib.sha256(name.encode(errors="replace")).hexdigest()[:16]
    for part, text in (("title", name), ("id", f"urn:conflict-map:alert:{own}"), ("updated", at)):
        SubElement(feed, part).text = writable(text)
    SubElement(SubElement(feed, "author"), "name").text = words.TITLE
    for row in rows:
        entry = SubElement(feed, "entry")
        SubElement(entry, "title").text = row["headline"]
        SubElement(entry, "id").text = f"urn:conflict-map:event:{row['id']}"
        SubElement(entry, "updated").text = at
        SubElement(entry, "summary").text = f"{row['where']}, {row['when']}. “{row['excerpt']}” ({row['source']})"
        if row["link"]:
            SubElement(entry, "link", href=row["link"])
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"
