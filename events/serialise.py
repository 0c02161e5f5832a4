"""Article lines in, reading lines out: the JSON that ``python cli.py read --jsonl`` speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from events.model import (
    ActorMention,
    ActorRole,
    Article,
    Count,
    DateMention,
    Evidence,
    Figure,
    Reading,
    Report,
    ReportPlace,
    When,
)
from geo import Place, PlaceMention, Unresolved
from text import Span


class ArticleError(ValueError):
    """A row that is not an article. The message says what is missing or wrong, without line number or file."""


def article_of(
    row: Mapping[str, Any],
    *,
    fallback_id: str = "",
    notice: Callable[[str], None] | None = None,
) -> Article:
    """Return the article that a JSON row tells of; only ``text`` is required.

    Raises :class:`ArticleError` where there is no text, or where a field is not what it should be. With ``notice``, a day
    of publication that is none is told to it, and the article goes without: its text can still be read.

    >>> article_of({"text": "Hama was shelled.", "published": "2017-09-22"}).published
    datetime.date(2017, 9, 22)
    """
    if not isinstance(row, Mapping):
        raise ArticleError("not an object")  # noqa: EM101, TRY003 - one line for the reader of the message
    text = _text(row, "text")
    if not text or not text.strip():
        raise ArticleError("no text")  # noqa: EM101, TRY003
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ArticleError("text holds half a character (a lone surrogate)")  # noqa: EM101, TRY003
    return Article(
        id=_text(row, "id") or fallback_id,
        text=text,
        title=_text(row, "title"),
        published=_published(row, notice),
        source=_text(row, "source"),
        url=_text(row, "url"),
        author=_text(row, "author"),
    )


def _text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        message = f"{key} is not text: {value!r:.40}"
        raise ArticleError(message)
    return value


def _published(row: Mapping[str, Any], notice: Callable[[str], None] | None) -> dt.date | None:
    try:
        return _day(row, "published")
    except ArticleError as error:
        if notice is None:
            raise
        notice(f"{error}; read as not known")
        return None


def _day(row: Mapping[str, Any], key: str) -> dt.date | None:
    value = _text(row, key)
    try:
        return dt.date.fromisoformat(value[:10]) if value else None
    except ValueError:
        message = f"{key} is not a date like 2017-10-04: {value!r:.40}"
        raise ArticleError(message) from None


def line_of(reading: Reading) -> dict[str, Any]:
    """Return the reading as the object of one output line, ready for JSON.

    Offsets are code points into the article's text, points degrees WGS 84, radii kilometres, days ISO 8601.

    >>> line = line_of(read_in("Rebels shelled Hama."))
    >>> sorted(line), line["reports"][0]["place"]["country"]
    (['actors', 'dates', 'figures', 'id', 'left_out', 'places', 'reports'], 'SY')
    """
    return {
        "id": reading.article.id,
        "places": [_place_mention(mention) for mention in reading.places],
        "dates": [_date_mention(mention) for mention in reading.dates],
        "actors": [_actor_mention(mention) for mention in reading.actors],
        "reports": [_report(report) for report in reading.reports],
        "figures": [_figure(figure) for figure in reading.figures],
        "left_out": [
            {"start": one.span.start, "stop": one.span.stop, "reason": one.reason} for one in reading.left_out
        ],
        **({"error": reading.failed} if reading.failed else {}),
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "stop": span.stop, "text": span.text}


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "lat": place.at.lat,
        "lon": place.at.lon,
        "country": place.country,
        "admin1": place.admin1,
        "kind": place.kind,
        "uncertainty_km": place.uncertainty_km,
        "geonameid": place.geonameid,
    }


def _place_mention(mention: PlaceMention) -> dict[str, Any]:
    line = _span(mention.span)
    if isinstance(mention.place, Unresolved):
        line |= {"lat": None, "lon": None, "unresolved": mention.place.reason}
    elif mention.unknown:
        line |= {"lat": None, "lon": None, "unresolved": mention.unknown.reason, "around": mention.place.name}
    else:
        line |= _place(mention.place)
    if mention.demonym:
        line["demonym"] = True
    return line | {"rule": mention.rule}


def _interval(when: When | None) -> dict[str, Any]:
    if when is None:
        return {"earliest": None, "latest": None, "precision": None}
    return {"earliest": when.earliest.isoformat(), "latest": when.latest.isoformat(), "precision": when.precision}


def _date_mention(mention: DateMention) -> dict[str, Any]:
    line = _span(mention.span) | _interval(mention.when) | {"rule": mention.rule}
    return line | {"unresolved": mention.reason} if mention.reason else line


def _actor_mention(mention: ActorMention) -> dict[str, Any]:
    actor = mention.actor
    return _span(mention.span) | {"actor": actor.id, "name": actor.name, "inter": actor.inter, "rule": mention.rule}


def _role(part: ActorRole) -> dict[str, Any]:
    span = part.span
    line: dict[str, Any] = {
        "actor": part.actor.id,
        "name": part.said or part.actor.name,
        "inter": part.actor.inter,
        "role": part.role,
    }
    line |= {"start": span.start if span else None, "stop": span.stop if span else None}
    return line | ({"inherited": True} if part.inherited else {})


def _count(count: Count | None) -> dict[str, int] | None:
    return None if count is None else {"low": count.low, "best": count.best, "high": count.high}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"field": evidence.field, "start": evidence.span.start, "stop": evidence.span.stop, "rule": evidence.rule}


def _doubt(where: ReportPlace) -> dict[str, Any]:
    line: dict[str, Any] = {"inherited": where.inherited}
    line |= {"around": where.around} if where.around else {}
    return line | ({"candidates": [_place(one) for one in where.candidates]} if where.candidates else {})


def _setting(report: Report) -> dict[str, Any]:
    line: dict[str, Any] = {"place": None, "when": None}
    if isinstance(report.place, ReportPlace):
        line["place"] = _place(report.place.place) | _doubt(report.place)
    else:
        line["unplaced"] = report.place.reason
    if isinstance(report.when, When):
        line["when"] = _interval(report.when)
    else:
        line["undated"] = report.when.reason
    return line


def _report(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "excerpt": {"start": report.excerpt.start, "stop": report.excerpt.stop},
        "event_type": report.event_type,
        "sub_event_type": report.sub_event_type,
        **_setting(report),
        "actors": [_role(part) for part in report.actors],
        "fatalities": _count(report.fatalities),
        "injured": _count(report.injured),
        "status": report.status,
        "said_by": [actor.id for actor in report.said_by],
        "denied_by": [actor.id for actor in report.denied_by],
        "evidence": [_evidence(evidence) for evidence in report.evidence],
        "news": report.news,
        "confidence": report.confidence,
        "confidence_of": {one.field: one.chance for one in report.confidence_of},
    }


def _figure(figure: Figure) -> dict[str, Any]:
    when = figure.when
    return {
        "start": figure.span.start,
        "stop": figure.span.stop,
        "count": figure.count,
        "what": figure.what,
        "from": when.earliest.isoformat() if when else None,
        "to": when.latest.isoformat() if when else None,
        "place": figure.place.name if figure.place else None,
        "said_by": [actor.id for actor in figure.said_by],
    }
