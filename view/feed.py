"""Events for machines: a page of GeoJSON or an Atom feed of what any filter shows, as ``ui/feed.py`` serves them.

No words of articles are in them, only what was read from them; the addresses lead to the page, where the words are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from store.listing import Listed
from view import words
from view.cards import grade, status, when, where, who


def geojson(
    events: Sequence[Listed], *, total: int, version: int, following: str | None, gone: Sequence[str] | None = None
) -> bytes:
    """Return a page of events; ``following`` is the address of the next page, None on the last.

    ``gone`` are the ids of events that are no more, where it is asked what has changed since a version.

    >>> made = json.loads(geojson(archive.listed(Filters(statuses=("disputed",))), total=1, version=3, following=None))
    >>> made["features"][0]["geometry"], made["features"][0]["properties"]["place"], made["total"]
    ({'type': 'Point', 'coordinates': [40.1, 35.2]}, 'Low Ford', 1)
    """
    features = [
        {"type": "Feature", "id": each.id, "geometry": _point(each), "properties": _properties(each)} for each in events
    ]
    told: dict[str, object] = {
        "type": "FeatureCollection",
        "total": total,
        "data_version": version,
        "next": following,
        "features": features,
    }
    if gone is not None:
        told["gone"] = list(gone)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _point(each: Listed) -> dict[str, object] | None:
    """Return the point, longitude first; None where an event has none."""
    return None if each.lat is None else {"type": "Point", "coordinates": [each.lon, each.lat]}


def _properties(each: Listed) -> dict[str, object]:
    return {
        "event_type": each.event_type,
        "sub_event_type": each.sub_event_type,
        "earliest": each.earliest and each.earliest.isoformat(),
        "latest": each.latest and each.latest.isoformat(),
        "date_precision": each.precision or None,
        "place": each.place or None,
        "location_precision": each.place_kind or None,
        "admin1": each.admin1 or None,
        "country": each.country or None,
        "initiators": list(each.initiators),
        "targets": list(each.targets),
        "involved": list(each.parties),
        "deaths": each.deaths,
        "status": each.status,
        "sources": list(each.sources),
        "reports": each.reports,
        "confidence": each.confidence,
        "grade": grade(each) or None,
        "news": each.news,
    }


def atom(events: Sequence[Listed], *, site: str, query: str, updated: str) -> bytes:
    """Return an Atom feed of events; ``updated`` is the moment of the data's version (RFC 3339).

    >>> made = atom(archive.listed(Filters(text="ambushed")), site="http://h", query="q=ambushed", updated="2026-11-22T12:00:00Z")
    >>> b"<title>Armed clash: North Front</title>" in made, b"http://h/?ev=" in made
    (True, True)
    """
    here = f"{site}/events.atom" + (f"?{query}" if query else "")
    entries = "".join(_entry(each, site, updated) for each in events)
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{escape(here)}</id><title>{escape(words.TITLE)}</title><updated>{updated}</updated>"
        f'<link rel="self" href={quoteattr(here)}/>{entries}</feed>'
    ).encode()


def _entry(each: Listed, site: str, updated: str) -> str:
    link = f"{site}/?ev={each.id}"
    title = ": ".join(filter(None, (each.sub_event_type, who(each))))
    summary = " · ".join((when(each), where(each), *status(each), *each.sources))
    return (
        f"<entry><id>{escape(link)}</id><title>{_text(title)}</title><updated>{updated}</updated>"
        f"<link href={quoteattr(link)}/><summary>{_text(summary)}</summary><author><name>{escape(words.TITLE)}</name></author></entry>"
    )


def _text(text: str) -> str:
    """Write text for XML, which knows no control characters."""
    return escape("".join(each if each.isprintable() else " " for each in text))
