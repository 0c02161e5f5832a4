"""People's reviews as examples to fit on: ``python -m bench.fit … --reviews ARCHIVE``.

What somebody confirmed or corrected is an event, what they rejected is none; what they put to another report of the same
article is no event of its own; the place that they set, or confirmed, is the right one of those that the text names. Only
numbers come of it: no word of an article goes into the weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from bench.examples import Example, Read, clusters_of, event_of, held_clusters, read
from bench.judge import place_right
from events import Report, ReportPlace
from events.arguments.eventhood import eventhood_cues
from events.coding.agreement import joined
from events.coding.place_cues import none_cues, place_candidates
from events.coding.reports import document_with
from events.coreference.own_event import own_event_cues
from events.reader import Reader
from store import Archive
from store.reviews import Of, new_value, newest, reviewed

Judgement = Literal["event", "none", "echo"]
NEAR_KM = 3.0
_ARTICLE = ("id", "text", "title", "source")


def judged(archive: Archive) -> Iterator[dict[str, Any]]:
    """Yield each article of which people have reviewed reports, as a document annotated with what they said."""
    holding = newest(archive.reviews())
    articles = sorted({review.article for fields in holding.values() for review in fields.values() if review.article})
    for article_id in articles:
        reading = archive.reading(article_id)
        if reading is None:
            continue
        events = [_event(each, holding) for each in reading.reports if holding.get(each.id)]
        article = reading.article
        yield {
            **{name: getattr(article, name) for name in _ARTICLE},
            "published": article.published and article.published.isoformat(),
            "events": [each for each in events if each],
        }


def _event(report: Report, holding: Of) -> dict[str, Any] | None:
    """Return what people said of a report: told where its trigger stands; None where that is not known."""
    trigger = next((each.span for each in report.evidence if each.field == "sub_event_type"), None)
    fields = holding[report.id]
    taken_back = all(field in ("verdict", "event") and not new_value(each) for field, each in fields.items())
    if trigger is None or taken_back:
        return None
    now = reviewed(report, holding)
    sure = "place" in fields or ("verdict" in fields and new_value(fields["verdict"]) == "confirmed")
    return {
        "told": [[trigger.start, trigger.stop]],
        "judgement": _judgement(report, now, holding),
        "place_known": bool(sure and now),
        "place": _place(now) if now else None,
    }


def _judgement(report: Report, now: Report | None, holding: Of) -> Judgement:
    if now is None:
        return "none"
    put = holding[report.id].get("event")
    return "echo" if put is not None and new_value(put) else "event"


def _place(report: Report) -> dict[str, Any] | None:
    if not isinstance(report.place, ReportPlace):
        return None
    place = report.place.place
    within = max(NEAR_KM, place.uncertainty_km)
    return {"lat": place.at.lat, "lon": place.at.lon, "within_km": within, "kind": place.kind, "country": place.country}


def eventhood(document: Read) -> Iterator[Example]:
    """Yield each event mention that people have judged, and whether it tells an event."""
    for one in document.events:
        number = event_of(one, document.gold)
        if number is not None:
            right = document.gold["events"][number]["judgement"] != "none"
            yield Example(eventhood_cues(one, document.around), right)


def own_event(document: Read) -> Iterator[Example]:
    """Yield each cluster that people have judged, and whether it is an event of its own."""
    for cluster in joined(held_clusters(document)):
        number = event_of(cluster.representative, document.gold)
        if number is not None:
            right = document.gold["events"][number]["judgement"] == "event"
            yield Example(own_event_cues(cluster, document.around), right)


def place(document: Read) -> Iterator[list[Example]]:
    """Yield the places that each event could have whose place people have set or confirmed."""
    told = clusters_of(document)
    whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
    for cluster, gold in told:
        if not gold["place_known"]:
            continue
        found = place_candidates(cluster, whole)
        examples = [Example(one.cues, place_right(gold["place"], one.place)) for one in found]
        yield [*examples, Example(none_cues(cluster, found), place_right(gold["place"], None))]


def reviews_of(address: Path, reader: Reader) -> dict[str, list[Any]]:
    """Return the examples of the archive at an address, and say how many there are of each choice."""
    found = reviews_in(Archive(address), reader)
    print(", ".join(f"{choice}: {len(each)}" for choice, each in found.items()), "examples from reviews")
    return found


def reviews_in(archive: Archive, reader: Reader) -> dict[str, list[Any]]:
    """Return choice -> examples (of a choice among candidates, groups of them) that people's reviews come to."""
    documents = [read(one, reader) for one in judged(archive)]
    return {
        "eventhood": [each for one in documents for each in eventhood(one)],
        "own_event": [each for one in documents for each in own_event(one)],
        "place": [each for one in documents for each in place(one)],
    }
