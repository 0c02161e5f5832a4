"""Lines -> GeoJSON (RFC 7946) and JSON lines; the same columns as the CSV, as numbers and texts.

An event without a place is a feature without a geometry, which RFC 7946 has for just this: nothing is dropped.
"""

from __future__ import annotations

import json

from events import Article, Report
from store import Archive, Filters
from store.formats import plain
from view.excerpt import page_at
from view.export_acled import latitude, longitude
from view.export_csv import COLUMNS
from view.export_line import Line, Value, digest, lines, writable
from view.words.filters import filters_line


def values(line: Line) -> dict[str, Value]:
    """Return all columns of a line by name.

    >>> told = values(next(lines(archive, Filters(statuses=("disputed",)))))
    >>> told["location"], told["latitude"], told["status"], told["denied_by"]
    ('Low Ford', 35.2, 'disputed', 'Syria Defense Ministry')
    """
    told = {column.name: column.value(line) for column in COLUMNS}
    return {name: writable(value) if isinstance(value, str) else value for name, value in told.items()}


def point(line: Line) -> tuple[float, float] | None:
    """Return longitude and latitude, in GeoJSON's order, which is made here only.

    >>> point(next(lines(archive, Filters(statuses=("disputed",)))))
    (40.1, 35.2)
    """
    lat, lon = latitude(line), longitude(line)
    return None if lat is None or lon is None else (lon, lat)


def write_geojson(archive: Archive, filters: Filters) -> bytes:
    """Return what the filters show as a feature collection, one feature a line of the file.

    >>> told = json.loads(write_geojson(archive, Filters(statuses=("disputed",))))
    >>> told["about"], [each["geometry"] for each in told["features"]]
    ({'words': 'Status: disputed', 'data_version': 3}, [{'type': 'Point', 'coordinates': [40.1, 35.2]}])
    """
    features = ",\n".join(_dumped(_feature(line)) for line in lines(archive, filters))
    said = writable(filters_line(filters, archive.names()))
    head = _dumped({"words": said, "data_version": archive.version})
    return f'{{"type":"FeatureCollection","about":{head},"features":[\n{features}\n]}}\n'.encode()


def _feature(line: Line) -> dict[str, object]:
    at = point(line)
    geometry = {"type": "Point", "coordinates": at} if at else None
    return {"type": "Feature", "id": line.id, "geometry": geometry, "properties": values(line)}


def write_jsonl(archive: Archive, filters: Filters) -> bytes:
    """Return one JSON object an event: the columns, then ``articles`` and ``report_list`` in full.

    A span is written as ``[start, stop]`` into its article's text.

    >>> told = json.loads(write_jsonl(archive, Filters(statuses=("disputed",))))
    >>> told["location"], [(each["id"], each["characters"]) for each in told["articles"]]
    ('Low Ford', [('coast-wire-7', 143)])
    """
    return "".join(_dumped(_whole(line)) + "\n" for line in lines(archive, filters)).encode()


def _whole(line: Line) -> dict[str, object]:
    told: dict[str, object] = dict(values(line))
    if line.given is not None and "report_list" in line.given:
        return told | {
            name: json.loads(line.given.get(name, "[]")) for name in ("merged_by", "articles", "report_list")
        }
    told["merged_by"] = list(line.detail.event.rules)
    told["articles"] = [_article_head(article) for article in line.detail.articles]
    told["report_list"] = [_report(line, report) for report in line.detail.event.reports]
    return told


def _report(line: Line, report: Report) -> dict[str, object]:
    """Return a report with its words and, where its document has pages, the page that they begin on."""
    page = page_at(line.detail.article(report), report.excerpt.start)
    told: dict[str, object] = plain(report)
    return told | {"excerpt_text": report.excerpt.text} | ({} if page is None else {"page": page})


def _article_head(article: Article) -> dict[str, object]:
    """Return what is known of an article, without its text; ``sha256`` is that of the text."""
    head = {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "author": article.author,
        "licence": article.licence,
    }
    return {**head, "sha256": digest(article), "characters": len(article.text)}


def _dumped(value: object) -> str:
    """Write one line; what UTF-8 cannot hold is replaced inside the texts, character for character."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=plain)
    return text.encode("utf-8", "replace").decode().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
