"""Reports -> events while adding: only what a batch can have changed is merged again, never the archive.

What a report joins depends on the reports it matches, on those that they match, and so on: its neighbourhood. It is
gathered from the merge keys and the outlines in the index, step by step, and merged anew; so the order of adding does
not matter. Lines of events that come out as they were are not written again, and only for those that are written are
whole reports read.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from events import Article, Event, Reading, Report
from events.coreference import asked_keys, log_odds, merge_keys
from store.answers import Review
from store.formats import lines_of
from store.index import Index
from store.lookup import event_of, events_with, outlined, readings
from store.reviews import Of, current, merged, newest, read_reviews, reviewed
from store.schema import Row, event_row, gone_row

Members = tuple[tuple[str, str], ...]
# A war's daily raids on one city match in a chain over years; no further than this is the chain followed.
# Below it the events are the same whatever the order of adding: 2,000 dense articles have chains of 3,000 at most.
MOST_REPORTS = 5_000  # beside those of the batch; some seconds of merging


@dataclass(slots=True)
class _Around:
    """The neighbourhood of a batch while it is being gathered.

    ``articles`` by id: those to be brought up to date, later also those of the events to be written. ``events``: old
    ones by id with their members. ``reports`` by id, whole ones of ``articles``, outlines of others. ``asked``: the merge
    keys that were looked up already; ``near``: the events found by them that fit nothing so far; ``keys``: the merge
    keys by report, for each is asked for them several times.
    """

    holding: Of
    articles: dict[str, Reading]
    events: dict[str, Members] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    near: dict[str, tuple[Report, ...]] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def keys_of(self, report: Report) -> tuple[str, ...]:
        """Return the report's merge keys."""
        if report.id not in self.keys:
            self.keys[report.id] = merge_keys(report)
        return self.keys[report.id]

    def kept(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Yield the reports as people have corrected them, without those that they rejected."""
        for report in reports:
            corrected = reviewed(report, self.holding) if report.id in self.holding else report
            if corrected is not None:
                yield corrected


def event_rows(
    index: Index, articles: Mapping[str, Reading], *, changed: Container[str], reviews: tuple[Review, ...] = ()
) -> list[Row]:
    """Return the lines that bring the events up to date with the articles, given by id.

    ``changed`` are the ids of those that are new or read or corrected otherwise than before; else the lines of events
    that have the same reports stay.
    ``reviews`` are new ones, that the index does not have yet.

    >>> new = {reading.article.id: reading for reading in sample()[:1]}
    >>> [row["sub_event_type"] for row in event_rows(new_archive()._cursor(), new, changed=new)]
    ['Armed clash', 'Air/drone strike', 'Shelling/artillery/missile attack']
    """
    around = _Around(newest((*read_reviews(index), *reviews)), dict(articles))
    around.reports = {report.id: report for reading in articles.values() for report in around.kept(reading.reports)}
    _take_in(around, outlined(index, events_with(index, articles)))
    frontier = tuple(around.reports.values())
    most = len(frontier) + MOST_REPORTS
    while frontier and len(around.reports) < most:
        frontier = _next(index, around, frontier)
    return _rows(index, around, changed)


def _next(index: Index, around: _Around, frontier: tuple[Report, ...]) -> tuple[Report, ...]:
    """Take in the events that have a report which matches one of the frontier; return their reports."""
    by_key = _by_key(frontier)
    joined = _put_together(index, frontier, around.holding)
    around.near |= outlined(index, joined, keys=by_key.keys() - around.asked, without=around.events)
    around.asked |= by_key.keys()
    fitting = [
        event
        for event, reports in around.near.items()
        if event in joined or any(_fits(report, around.keys_of(report), by_key) for report in around.kept(reports))
    ]
    return _take_in(around, {event: around.near.pop(event) for event in fitting})


def _take_in(around: _Around, events: Mapping[str, tuple[Report, ...]]) -> tuple[Report, ...]:
    """Add events with the reports that their articles still tell; return those that are new."""
    new: dict[str, Report] = {}
    for event, reports in events.items():
        around.events[event] = tuple((report.id, report.article) for report in reports)
        told = (report for report in around.kept(reports) if report.article not in around.articles)
        new |= {report.id: report for report in told if report.id not in around.reports}
    around.reports |= new
    return tuple(new.values())


def _put_together(index: Index, reports: tuple[Report, ...], holding: Of) -> set[str]:
    """Return the ids of the events that people have put reports of the frontier into."""
    targets = {current(report, "event", holding) for report in reports}
    return {event for target in targets if target for event in (event_of(index, target),) if event}


def _by_key(reports: tuple[Report, ...]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in reports:
        for key in asked_keys(report):
            found.setdefault(key, []).append(report)
    return found


def _fits(report: Report, keys: tuple[str, ...], by_key: Mapping[str, list[Report]]) -> bool:
    others = {other.id: other for key in keys for other in by_key.get(key, ())}
    return any(log_odds(report, other) > 0 for other in others.values())


def _rows(index: Index, around: _Around, changed: Container[str]) -> list[Row]:
    """Return the lines of the events that are otherwise than before, and of those that are no more."""
    while True:
        made = {event.id: event for event in merged(around.reports.values(), around.holding)}
        differing = [event for event in made.values() if _differs(event, around.events.get(event.id), changed)]
        whole = _whole(index, around, differing)
        lost = {report.id for event in differing for report in event.reports} - whole.keys()
        if not lost:
            break
        for report in lost:  # another writer's revision of its article tells it no more
            del around.reports[report]
    sources = {id_: reading.article for id_, reading in around.articles.items()}
    written = [_row(event, whole, sources, around.keys_of) for event in differing]
    return written + [gone_row(id_) for id_ in sorted(around.events.keys() - made.keys())]


def _whole(index: Index, around: _Around, events: Iterable[Event]) -> dict[str, Report]:
    """Return the reports of the events by id, whole and as people have corrected them."""
    wanted = {report.id: report.article for event in events for report in event.reports}
    around.articles |= readings(index, set(wanted.values()) - around.articles.keys(), read=lines_of)
    told = (around.articles[article] for article in set(wanted.values()) if article in around.articles)
    kept = (report for reading in told for report in around.kept(reading.reports))
    return {report.id: report for report in kept if wanted.get(report.id) == report.article}


def _differs(event: Event, before: Members | None, changed: Container[str]) -> bool:
    now = sorted((report.id, report.article) for report in event.reports)
    return before is None or now != sorted(before) or any(article in changed for _, article in now)


def _row(
    event: Event,
    whole: Mapping[str, Report],
    articles: Mapping[str, Article],
    keys_of: Callable[[Report], tuple[str, ...]],
) -> Row:
    reports = tuple(whole[report.id] for report in event.reports)
    keys = sorted({key for report in reports for key in keys_of(report)})
    return event_row(replace(event, reports=reports), articles=articles, keys=tuple(keys))
