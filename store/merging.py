"""Reports -> events while adding: only what a batch can have changed is merged again, never the archive.

What a report joins depends on the reports it matches, on those that they match, and so on: its neighbourhood. It is
gathered from the merge keys in the index, step by step, and merged anew; so the order of adding does not matter. Lines
of events that come out as they were are not written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from events import Article, Event, Reading, Report
from events.merge import merge, merge_keys
from events.merge_match import match
from store.index import Index
from store.kept import events_of, members, readings
from store.schema import Row, event_row, gone_row

Members = tuple[tuple[str, str], ...]
# A war's daily raids on one city match in a chain over years; no further than this is the chain followed.
MOST_REPORTS = 400


@dataclass(slots=True)
class _Around:
    """The neighbourhood of a batch while it is being gathered: articles by id, old events by id, reports by id."""

    articles: dict[str, Reading]
    events: dict[str, Members] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)


def event_rows(index: Index, changed: Mapping[str, Reading]) -> list[Row]:
    """Return the lines that bring the events up to date with the ``changed`` articles, given by id."""
    around = _Around(dict(changed))
    around.reports = {report.id: report for reading in changed.values() for report in reading.reports}
    _take_in(index, around, {event for article in changed for event in events_of(index, article).values()})
    frontier = tuple(around.reports.values())
    while frontier and len(around.reports) < MOST_REPORTS + len(frontier):
        frontier = _next(index, around, frontier)
    return _rows(around, merge(around.reports.values()), changed)


def _next(index: Index, around: _Around, frontier: tuple[Report, ...]) -> tuple[Report, ...]:
    """Take in the events that have a report which matches one of the frontier; return their reports."""
    near = members(index, _sharing(index, frontier) - around.events.keys())
    around.articles |= readings(index, {article for of in near.values() for _, article in of} - around.articles.keys())
    by_key = _by_key(frontier)
    fitting = {event for event, of in near.items() if any(_fits(report, by_key) for report in _told(around, of))}
    return _take_in(index, around, fitting, known=near)


def _take_in(
    index: Index, around: _Around, events: set[str], *, known: Mapping[str, Members] | None = None
) -> tuple[Report, ...]:
    """Add events with all reports that their articles still tell; return those that are new."""
    of = {event: known[event] for event in events} if known is not None else members(index, events)
    around.events |= of
    around.articles |= readings(
        index, {article for each in of.values() for _, article in each} - around.articles.keys()
    )
    told = {report.id: report for each in of.values() for report in _told(around, each)}
    new = {id_: report for id_, report in told.items() if id_ not in around.reports}
    around.reports |= new
    return tuple(new.values())


def _sharing(index: Index, reports: tuple[Report, ...]) -> set[str]:
    """Return the ids of the events that share a merge key with one of the reports."""
    keys = sorted({key for report in reports for key in merge_keys(report)})
    sql = "select id from event where n in (select n from key where key in (select hash(unnest(? :: text[]))))"
    return {event for (event,) in index.execute(sql, [keys]).fetchall()} if keys else set()


def _by_key(reports: tuple[Report, ...]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in reports:
        for key in merge_keys(report):
            found.setdefault(key, []).append(report)
    return found


def _fits(report: Report, by_key: Mapping[str, list[Report]]) -> bool:
    others = {other.id: other for key in merge_keys(report) for other in by_key.get(key, ())}
    return any(match(report, other) for other in others.values())


def _told(around: _Around, of: Members) -> list[Report]:
    """Return the reports of an event that its articles still tell: a revision may have dropped some."""
    wanted = set(of)
    articles = [
        around.articles[article]
        for article in dict.fromkeys(article for _, article in of)
        if article in around.articles
    ]
    return [report for reading in articles for report in reading.reports if (report.id, report.article) in wanted]


def _rows(around: _Around, events: Iterable[Event], changed: Mapping[str, Reading]) -> list[Row]:
    articles = {id_: reading.article for id_, reading in around.articles.items()}
    made = {event.id: event for event in events}
    differing = [event for event in made.values() if _differs(event, around.events.get(event.id), changed)]
    written = [_row(event, articles) for event in differing]
    return written + [gone_row(id_) for id_ in sorted(around.events.keys() - made.keys())]


def _differs(event: Event, before: Members | None, changed: Mapping[str, Reading]) -> bool:
    now = sorted((report.id, report.article) for report in event.reports)
    return before is None or now != sorted(before) or any(article in changed for _, article in now)


def _row(event: Event, articles: Mapping[str, Article]) -> Row:
    keys = sorted({key for report in event.reports for key in merge_keys(report)})
    return event_row(event, articles=articles, keys=tuple(keys))
