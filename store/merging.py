"""Reports -> events while adding: only what a batch can have changed is merged again, never the archive.

A report can only join events that share one of its merge keys (events/merge), so those and the old events of a revised
article are all there is to look at. Lines of events that come out as they were are not written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from events import Article, Event, Reading, Report
from store.index import Index
from store.kept import events_of, members, readings
from store.schema import Row, event_row, gone_row

Members = tuple[tuple[str, str], ...]


def merge(reports: Iterable[Report]) -> tuple[Event, ...]:
    """Return one event a report."""
    return tuple(Event(report.id, (report,)) for report in sorted(reports, key=lambda report: report.id))


def merge_keys(report: Report) -> tuple[str, ...]:
    """Return no keys: nothing is merged."""
    del report
    return ()


def event_rows(index: Index, changed: Mapping[str, Reading]) -> list[Row]:
    """Return the lines that bring the events up to date with the ``changed`` articles, given by id."""
    reports = [report for reading in changed.values() for report in reading.reports]
    touched = members(index, _touched(index, changed, reports))
    others = readings(index, (article for of in touched.values() for _, article in of if article not in changed))
    stay = [report for of in touched.values() for report in _staying(of, others)]
    events = merge([*reports, *stay])
    articles = {id_: reading.article for id_, reading in {**others, **changed}.items()}
    written = [_row(event, articles) for event in events if _differs(event, touched.get(event.id), changed)]
    return written + [gone_row(id_) for id_ in sorted(touched.keys() - {event.id for event in events})]


def _touched(index: Index, changed: Mapping[str, Reading], reports: list[Report]) -> set[str]:
    """Return the ids of the events that the changed articles were in, or that share a key with their reports."""
    was = {event for article in changed for event in events_of(index, article).values()}
    keys = sorted({key for report in reports for key in merge_keys(report)})
    sql = "select id from event where n in (select n from key where key in (select hash(unnest(? :: text[]))))"
    return was | {event for (event,) in index.execute(sql, [keys]).fetchall()}


def _staying(of: Members, others: Mapping[str, Reading]) -> list[Report]:
    """Return the reports of an event that are still told by an article that has not changed."""
    told = {
        article: {report.id: report for report in others[article].reports} for _, article in of if article in others
    }
    return [told[article][report] for report, article in of if report in told.get(article, ())]


def _differs(event: Event, before: Members | None, changed: Mapping[str, Reading]) -> bool:
    now = sorted((report.id, report.article) for report in event.reports)
    return before is None or now != sorted(before) or any(article in changed for _, article in now)


def _row(event: Event, articles: Mapping[str, Article]) -> Row:
    keys = sorted({key for report in event.reports for key in merge_keys(report)})
    return event_row(event, articles=articles, keys=tuple(keys))
