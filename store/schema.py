"""The columns of the archive's one Delta table, and readings, events, reviews and problems as its rows.

One table, so that one commit is one batch and one number names the version of everything. ``row`` (the partition)
says what a line is; columns that do not concern it are null, which Parquet keeps for nothing. Of lines with the same
``row`` and ``id`` the one with the highest (``base``, ``batch``) counts: ``base`` is the version its writer had read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa

from events import Actor, Article, Count, Event, Report, Role, When
from geo import Place, Unresolved
from store.answers import Problem, Review
from store.bounds import MOST_PEOPLE
from store.formats import text_of
from store.outlines import outlines_text
from store.serialized import Written
from store.summary import Summary, summary_of

Row = dict[str, Any]
ACTOR = pa.struct([("actor", pa.string()), ("name", pa.string()), ("role", pa.string())])
MEMBER = pa.struct([("report", pa.string()), ("article", pa.string())])
SCHEMA = pa.schema(
    [
        # every line
        ("row", pa.string()),  # article, event, review or problem
        ("id", pa.string()),
        ("base", pa.int64()),
        ("batch", pa.string()),
        ("data", pa.string()),  # the whole value as JSON (store/formats); of an event the outlines of its reports
        # articles
        ("sha256", pa.string()),  # of the article as JSON
        ("reading", pa.string()),  # sha256 of all that was read from it, as JSON
        ("reader", pa.string()),  # which version of the reader read it
        ("origin", pa.string()),  # the file or address it came from
        ("original", pa.string()),  # sha256 of the bytes it came as
        ("title", pa.string()),
        ("source", pa.string()),
        ("url", pa.string()),
        ("published", pa.date32()),
        ("reports", pa.list_(pa.string())),
        ("unplaced", pa.int32()),
        ("undated_reports", pa.int32()),
        # events; no members: the event went into another one
        ("members", pa.list_(MEMBER)),
        ("keys", pa.list_(pa.string())),  # where merging looks for reports of the same happening
        ("place", pa.string()),
        ("place_kind", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("uncertainty_km", pa.float32()),
        ("country", pa.string()),
        ("admin1", pa.string()),
        ("geonameid", pa.int64()),
        ("off_map", pa.string()),  # why there is no point
        ("earliest", pa.date32()),
        ("latest", pa.date32()),
        ("precision", pa.string()),
        ("undated", pa.string()),  # why there is no date
        ("event_type", pa.string()),
        ("sub_event_type", pa.string()),
        ("status", pa.string()),
        ("deaths_low", pa.int32()),
        ("deaths_best", pa.int32()),
        ("deaths_high", pa.int32()),
        ("injured", pa.int32()),
        ("actors", pa.list_(ACTOR)),
        ("sources", pa.list_(pa.string())),
        ("excerpt", pa.string()),
        ("confidence", pa.float64()),  # of the surest report; null where none has one
        ("news", pa.bool_()),  # false where every report recalls it as background
    ]
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article came from: file or address, sha256 of the bytes it came as, version of the reader.

    ``coded`` are the reports that its file codes it as, so that nothing is read from it; None where it is to be read.
    """

    where: str = ""
    sha256: str = ""
    reader: str = ""
    coded: tuple[Report, ...] | None = None


def article_row(told: Written, *, origin: Origin) -> Row:
    """Return an article with all that was read from it as a row.

    >>> from store.serialized import written
    >>> row = article_row(written(sample()[0]), origin=Origin(where="river.md"))
    >>> row["row"], row["id"], row["origin"], len(row["reports"]), row["unplaced"]
    ('article', 'river-dispatch-1', 'river.md', 3, 0)
    """
    article, reports = told.reading.article, told.reading.reports
    return {
        "row": "article",
        "id": article.id,
        "data": told.data,
        "sha256": told.article,
        "reading": told.sha256,
        "reader": origin.reader,
        "origin": _clean(origin.where),
        "original": origin.sha256,
        **_article_cells(article),
        "reports": [report.id for report in reports],
        "unplaced": sum(isinstance(report.place, Unresolved) for report in reports),
        "undated_reports": sum(isinstance(report.when, Unresolved) for report in reports),
    }


def _article_cells(article: Article) -> Row:
    return {
        "title": _clean(article.title),
        "source": _source_of(article),
        "url": _clean(article.url),
        "published": article.published,
    }


def event_row(event: Event, *, articles: Mapping[str, Article], keys: tuple[str, ...]) -> Row:
    """Return an event as a row; ``articles`` has those of its reports by id.

    >>> row = event_row(clash.event, articles={each.id: each for each in clash.articles}, keys=("SY 2017-10-02",))
    >>> row["place"], row["lat"], row["earliest"], row["deaths_best"], row["sources"]
    ('Tallbrook', 35.0, datetime.date(2017, 10, 2), 4, ['River Dispatch'])
    """
    line = summary_of(event)
    return {
        **gone_row(event.id),
        "data": outlines_text(event.reports),
        "members": [{"report": report.id, "article": report.article} for report in event.reports],
        "keys": list(keys),
        "event_type": line.event_type,
        "sub_event_type": line.sub_event_type,
        "status": line.status,
        "confidence": line.confidence,
        "news": line.news,
        "actors": [actor_cell(actor, role) for actor, role in line.actors],
        "sources": sorted({_source_of(articles[report.article]) for report in event.reports}),
        "excerpt": _clean(" … ".join(dict.fromkeys(report.excerpt.text for report in event.reports))),
        **place_cells(line.place),
        **_when_cells(line),
        **_people_cells(line),
    }


def gone_row(event_id: str) -> Row:
    """Return the row that says: this event is no more, its reports are in another one.

    >>> gone_row("00c0ffee00c0ffee")
    {'row': 'event', 'id': '00c0ffee00c0ffee', 'members': []}
    """
    return {"row": "event", "id": event_id, "members": []}


def review_row(review: Review) -> Row:
    """Return a review as a row.

    >>> row = review_row(mine.reviews[0])
    >>> row["row"], row["keys"] == [mine.lead.id]
    ('review', True)
    """
    return {"row": "review", "id": review.id, "data": text_of(review), "keys": [review.report]}


def problem_row(problem: Problem, problem_id: str) -> Row:
    """Return a problem as a row.

    >>> problem_row(Problem("a.md", 1, "no front matter"), "00c0ffee")
    {'row': 'problem', 'id': '00c0ffee', 'data': '{"file":"a.md","line":1,"reason":"no front matter"}'}
    """
    return {"row": "problem", "id": problem_id, "data": text_of(problem)}


def _source_of(article: Article) -> str:
    """Return whose article it is: its source, else the host of its address, else "unknown source".

    >>> _source_of(Article("1", "x", url="https://www.example.org/a"))
    'example.org'
    """
    try:
        host = urlsplit(article.url or "").hostname or ""
    except ValueError:  # "http://[" is no address
        host = ""
    return _clean(article.source) or host.removeprefix("www.") or "unknown source"


def place_cells(place: Place | Unresolved) -> Row:
    """Return the columns of an event's line that a place fills.

    >>> place_cells(Unresolved("no gazetteer has this name"))
    {'off_map': 'no gazetteer has this name'}
    """
    if isinstance(place, Unresolved):
        return {"off_map": place.reason}
    return {
        "place": _clean(place.name),
        "place_kind": place.kind,
        "lat": place.at.lat,
        "lon": place.at.lon,
        "uncertainty_km": place.uncertainty_km,
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
    }


def _when_cells(line: Summary) -> Row:
    if not isinstance(line.when, When):
        return {"undated": line.when.reason}
    return {"earliest": line.when.earliest, "latest": line.when.latest, "precision": line.when.precision}


def _people_cells(line: Summary) -> Row:
    low, best, high = _counted(line.fatalities)
    return {"deaths_low": low, "deaths_best": best, "deaths_high": high, "injured": _counted(line.injured)[1]}


def _counted(count: Count | None) -> tuple[int | None, int | None, int | None]:
    if count is None:
        return (None, None, None)
    return (min(count.low, MOST_PEOPLE), min(count.best, MOST_PEOPLE), min(count.high, MOST_PEOPLE))


def actor_cell(actor: Actor, role: Role) -> Row:
    """Return an actor with its part as it stands in an event's line.

    >>> actor_cell(Actor("syria-forces", "Syrian forces", 1), "target")
    {'actor': 'syria-forces', 'name': 'Syrian forces', 'role': 'target'}
    """
    return {"actor": _clean(actor.id), "name": _clean(actor.name), "role": role}


def _clean(text: str | None) -> str | None:
    """Return the text as a column can hold it: no NUL and no half surrogate pair. The JSON keeps them."""
    return text and text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
