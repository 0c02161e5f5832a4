"""What is kept of articles and events, looked up by id: readings out of the Parquet files, members out of the index."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from events import Event, Reading, Report
from store.answers import EventDetail, Problem
from store.formats import reading_of, typed
from store.index import Index
from store.summary import differences, lead_of


def readings(index: Index, ids: Iterable[str]) -> dict[str, Reading]:
    """Return article id -> all that was read from it, for those that are kept."""
    wanted = sorted(set(ids))
    found = index.execute("select id, file, base, batch from article where id in (select unnest(?))", [wanted])
    by_file: dict[str, dict[str, tuple[int, str]]] = {}
    for article, file, base, batch in found.fetchall():
        by_file.setdefault(file, {})[article] = (base, batch)
    return {id_: reading for file, stamps in by_file.items() for id_, reading in _of_file(index, file, stamps).items()}


def _of_file(index: Index, file: str, stamps: dict[str, tuple[int, str]]) -> dict[str, Reading]:
    """Read the articles of one file; one that was added twice at once stands in it twice, the same stamp decides."""
    sql = "select id, base, batch, data from read_parquet(?) where id in (select unnest(?))"
    if len(stamps) == 1:  # a plain comparison lets Parquet's statistics pass over the other row groups
        sql = "select id, base, batch, data from read_parquet(?) where id = ?"
    wanted = next(iter(stamps)) if len(stamps) == 1 else list(stamps)
    rows = index.execute(sql, [file, wanted]).fetchall()
    return {id_: reading_of(data) for id_, base, batch, data in rows if stamps[id_] == (base, batch)}


def event_of(index: Index, report: str) -> str | None:
    """Return the id of the event that a report is in; an event's own id is that of one of its reports."""
    sql = "select id from event where n in (select n from member where report = ?) order by base desc, batch desc"
    found = index.execute(sql, [report]).fetchall()
    return found[0][0] if found else None


def members(index: Index, events: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return event id -> its (report id, article id)."""
    sql = """select event.id, report, article from event join member using (n)
             where event.id in (select unnest(?)) order by event.id, report"""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for event, report, article in index.execute(sql, [sorted(set(events))]).fetchall():
        found[event] = (*found.get(event, ()), (report, article))
    return found


def events_of(index: Index, article: str) -> dict[str, str]:
    """Return report id -> event id for the reports of an article."""
    sql = "select report, event.id from member join event using (n) where article = ?"
    return dict(index.execute(sql, [article]).fetchall())


def detail(index: Index, event_id: str) -> EventDetail | None:
    """Return an event with its reports, in the order in which their articles were published."""
    event = event_of(index, event_id)
    if event is None:
        return None
    of = members(index, (event,))[event]
    found = readings(index, (article for _, article in of))
    reports = _in_order(of, found)
    if not reports:  # between two writers' commits an article can have changed and its event not yet
        return None
    articles = dict.fromkeys(report.article for report in reports)
    return EventDetail(
        event=Event(event, reports),
        articles=tuple(found[article].article for article in articles),
        lead=lead_of(reports),
        differences=differences(reports),
    )


def problems(index: Index) -> tuple[Problem, ...]:
    """Return every input that could not be added."""
    rows = index.execute("select data from problem order by base, id").fetchall()
    return tuple(typed(Problem, json.loads(data), text="") for (data,) in rows)


def _in_order(of: Iterable[tuple[str, str]], found: dict[str, Reading]) -> tuple[Report, ...]:
    """Return the reports of the members: by day of publication (unknown last), then as in their article."""
    wanted = set(of)
    ordered = sorted(found.values(), key=lambda reading: (reading.article.published or dt.date.max, reading.article.id))
    return tuple(report for reading in ordered for report in reading.reports if (report.id, report.article) in wanted)
