"""Reports -> events while adding: only what a batch can have changed is merged again, never the archive.

What a report joins depends on the reports it matches, on those that they match, and so on: its neighbourhood. It is
gathered from the merge keys in the index, step by step, and merged anew; so the order of adding does not matter. Lines
of events that come out as they were are not written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from events import Article, Event, Reading, Report
from events.merge import merge_keys
from events.merge_match import match
from store.answers import Review
from store.formats import reports_of
from store.index import Index
from store.kept import event_of, events_with, members, readings
from store.reviews import Of, current, merged, newest, read_reviews, reviewed
from store.schema import Row, event_row, gone_row

Members = tuple[tuple[str, str], ...]
# A war's daily raids on one city match in a chain over years; no further than this is the chain followed.
MOST_REPORTS = 400


@dataclass(slots=True)
class _Around:
    """The neighbourhood of a batch while it is being gathered: articles by id, old events by id, reports by id."""

    holding: Of
    articles: dict[str, Reading]
    events: dict[str, Members] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)

    def kept(self, reports: Iterable[Report]) -> list[Report]:
        """Return the reports as people have corrected them, without those that they rejected."""
        corrected = (reviewed(report, self.holding) for report in reports)
        return [report for report in corrected if report is not None]


def event_rows(
    index: Index, articles: Mapping[str, Reading], *, changed: bool, reviews: tuple[Review, ...] = ()
) -> list[Row]:
    """Return the lines that bring the events up to date with the articles, given by id.

    ``changed`` ones are new or read otherwise than before; else the lines of events that have the same reports stay.
    ``reviews`` are new ones, that the index does not have yet.
    """
    around = _Around(newest((*read_reviews(index), *reviews)), dict(articles))
    around.reports = {report.id: report for reading in articles.values() for report in around.kept(reading.reports)}
    _take_in(index, around, events_with(index, articles))
    frontier = tuple(around.reports.values())
    while frontier and len(around.reports) < MOST_REPORTS + len(frontier):
        frontier = _next(index, around, frontier)
    return _rows(
        around, merged(around.reports.values(), around.holding), frozenset(articles) if changed else frozenset()
    )


def _next(index: Index, around: _Around, frontier: tuple[Report, ...]) -> tuple[Report, ...]:
    """Take in the events that have a report which matches one of the frontier; return their reports."""
    joined = _put_together(index, frontier, around.holding)
    near = members(index, (_sharing(index, frontier) | joined) - around.events.keys())
    around.articles |= readings(
        index, {article for of in near.values() for _, article in of} - around.articles.keys(), read=reports_of
    )
    by_key = _by_key(frontier)
    fitting = {event for event, of in near.items() if any(_fits(report, by_key) for report in _told(around, of))}
    fitting |= joined & near.keys()
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


def _put_together(index: Index, reports: tuple[Report, ...], holding: Of) -> set[str]:
    """Return the ids of the events that people have put reports of the frontier into."""
    targets = {current(report, "event", holding) for report in reports}
    return {event for target in targets if target for event in (event_of(index, target),) if event}


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
    told = (report for reading in articles for report in reading.reports if (report.id, report.article) in wanted)
    return around.kept(told)


def _rows(around: _Around, events: Iterable[Event], changed: frozenset[str]) -> list[Row]:
    articles = {id_: reading.article for id_, reading in around.articles.items()}
    made = {event.id: event for event in events}
    differing = [event for event in made.values() if _differs(event, around.events.get(event.id), changed)]
    written = [_row(event, articles) for event in differing]
    return written + [gone_row(id_) for id_ in sorted(around.events.keys() - made.keys())]


def _differs(event: Event, before: Members | None, changed: frozenset[str]) -> bool:
    now = sorted((report.id, report.article) for report in event.reports)
    return before is None or now != sorted(before) or any(article in changed for _, article in now)


def _row(event: Event, articles: Mapping[str, Article]) -> Row:
    keys = sorted({key for report in event.reports for key in merge_keys(report)})
    return event_row(event, articles=articles, keys=tuple(keys))
