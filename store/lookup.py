"""What is kept of articles and events, looked up by id: readings out of the Parquet files, members out of the index."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from events import Event, Reading, Report
from events.coreference import voices_of
from store.answers import EventDetail, Problem, Review
from store.bounds import within
from store.columns import ROW
from store.formats import reading_of, reports_of, typed
from store.index import FEW, Index
from store.outlines import outlines_of
from store.reviews import Of, merged, newest, read_reviews, reviewed
from store.summary import differences, lead_of
from store.texts import texts


def readings(index: Index, ids: Iterable[str], *, read: Callable[[str], Reading] = reading_of) -> dict[str, Reading]:
    """Return article id -> all that was read from it, for those that are kept; ``read`` may leave out the mentions.

    >>> found = readings(index, ["river-dispatch-1", "no-such"])
    >>> {article: len(reading.reports) for article, reading in found.items()}
    {'river-dispatch-1': 3}
    """
    wanted = sorted(set(ids))
    keys = ", ".join(["hash(?)"] * len(wanted)) if len(wanted) <= FEW else "select hash(unnest(? :: text[]))"
    sql = f"select file, n & {ROW}, id from article where key in ({keys}) order by all"  # noqa: S608 - no value is in it
    rows = index.execute(sql, wanted if len(wanted) <= FEW else [wanted]).fetchall() if wanted else []
    of = {(file, line): id_ for file, line, id_ in rows}
    lines: dict[str, list[int]] = {}
    for file, line in of:
        lines.setdefault(file, []).append(line)
    return {of[key]: read(text) for key, text in texts(lines).items()}


def event_of(index: Index, report: str) -> str | None:
    """Return the id of the event that a report is in; an event's own id is that of one of its reports.

    >>> event_of(index, clash.lead.id) == clash.event.id, event_of(index, "no-such")
    (True, None)
    """
    found = _members_with(index, report)
    return found[0][0] if found else None


def _members_with(index: Index, report: str) -> list[tuple[str, str, str]]:
    """Return (event, report, article) of all members of the event that a report is in, the newest of several.

    In two steps: with the line's number at hand DuckDB passes over the rest unread. Whether a key is the report's own is
    looked at here: asked of DuckDB, it would read a million texts for it.
    """
    found = index.execute("select n, report from member where key = hash(?)", [report]).fetchall()
    line = max((n for n, told in found if told == report), default=None)
    return index.execute(_AT_LINE, [line, line]).fetchall() if line is not None else []


# The line counts, as has been seen already: the two parts of the index are asked as they are.
_AT_LINE = """
select event, report, article from base.member where n = ? union all
select event, report, article from late.member where n = ?"""


def article_of(index: Index, report: str) -> str | None:
    """Return the id of the article that tells a report, where the report is in an event.

    >>> article_of(index, clash.lead.id)
    'river-dispatch-1'
    """
    found = index.execute("select article from member where key = hash(?) and report = ?", [report, report]).fetchall()
    return str(found[0][0]) if found else None


def members(index: Index, events: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return event id -> its (report id, article id).

    >>> [article for _, article in members(index, [mine.event.id])[mine.event.id]]
    ['daily-1', 'river-9', 'evening-1', 'wire-1']
    """
    sql = "select event, report, article from member where event in (select unnest(?)) order by event, report"
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for event, report, article in index.execute(sql, [sorted(set(events))]).fetchall():
        found[event] = (*found.get(event, ()), (report, article))
    return found


def outlined(
    index: Index, events: Iterable[str] = (), *, keys: Iterable[str] = (), without: Container[str] = ()
) -> dict[str, tuple[Report, ...]]:
    """Return event id -> the outlines of its reports (store/outlines), for events given by id or by their merge keys.

    Events ``without`` which the answer is wanted are left out. An event written before there were outlines has its
    whole reports read instead.

    >>> found = outlined(index, [clash.event.id])
    >>> [report.fatalities for report in found[clash.event.id]], found[clash.event.id][0].evidence
    ([Count(low=4, best=4, high=4)], ())
    """
    wanted = sorted(set(keys))
    near = index.execute(_KEYED, [wanted]).fetchall() if wanted else []
    asked = ((_WITH_LINES, [n for (n,) in near]), (_WITH_IDS, sorted(set(events))))
    rows = [row for sql, values in asked if values for row in index.execute(sql, [values]).fetchall()]
    lines = {n: event for n, event in rows if event not in without}
    data = dict(index.execute(_DATA, {"lines": list(lines)}).fetchall()) if lines else {}
    found = {lines[n]: outlines_of(text) for n, text in data.items()}
    return found | _whole(index, [event for n, event in lines.items() if n not in data])


# In two steps: put into one question DuckDB joins all keys with all events.
_KEYED = "select distinct n from key where key in (select hash(unnest(? :: text[])))"
_WITH_LINES = "select n, id from event where n in (select unnest(? :: bigint[]))"
_WITH_IDS = "select n, id from event where id in (select unnest(? :: text[]))"
# By rowid DuckDB goes straight to the texts; a join on n would unpack all of them.
_DATA = """
select n, data from base.outline
where rowid in (select rowid from base.outline where n in (select unnest($lines :: bigint[]))) union all
select n, data from late.outline where n in (select unnest($lines :: bigint[]))"""


def _whole(index: Index, events: list[str]) -> dict[str, tuple[Report, ...]]:
    of = members(index, events) if events else {}
    told = readings(index, (article for each in of.values() for _, article in each), read=reports_of)
    reports = {(one.id, one.article): one for reading in told.values() for one in reading.reports}
    return {event: tuple(reports[pair] for pair in each if pair in reports) for event, each in of.items()}


def events_with(index: Index, articles: Iterable[str]) -> set[str]:
    """Return the ids of the events that have a report of one of the articles.

    >>> len(events_with(index, ["river-dispatch-1"]))
    3
    """
    sql = "select distinct event from member where article in (select unnest(? :: text[]))"
    return {event for (event,) in index.execute(sql, [sorted(articles)]).fetchall()}


def events_of(index: Index, article: str) -> dict[str, str]:
    """Return report id -> event id for the reports of an article.

    >>> events_of(index, "river-dispatch-1")[clash.lead.id] == clash.event.id
    True
    """
    sql = "select report, event from member where article = ?"
    return dict(index.execute(sql, [article]).fetchall())


def detail(index: Index, event_id: str) -> EventDetail | None:
    """Return an event with its reports; the id of any of them finds it.

    >>> detail(index, clash.lead.id) == clash, detail(index, "no-such")
    (True, None)
    """
    of: dict[str, tuple[tuple[str, str], ...]] = {}
    for event, report, article in _members_with(index, event_id):
        of[event] = (*of.get(event, ()), (report, article))
    return next(iter(_details(index, of)), None)


def details(index: Index, events: Iterable[str]) -> Iterator[EventDetail]:
    """Yield many events in the order of their ids; a few hundred cost little more than one.

    >>> [len(each.event.reports) for each in details(index, [mine.event.id, clash.event.id])]
    [4, 1]
    """
    wanted = list(events)
    found = members(index, wanted)
    yield from _details(index, {event: found[event] for event in wanted if event in found})


def _details(index: Index, of: Mapping[str, tuple[tuple[str, str], ...]]) -> Iterator[EventDetail]:
    """Yield the events with these members.

    One whose reports are gone is left out: between two writers' commits an article can have changed, its event not yet.
    """
    found = readings(index, (article for each in of.values() for _, article in each), read=reports_of)
    by_report: dict[str, list[Review]] = {}
    for review in read_reviews(index, (report for each in of.values() for report, _ in each)):
        by_report.setdefault(review.report, []).append(review)
    for event, each in of.items():
        reviews = tuple(review for report, _ in each for review in by_report.get(report, ()))
        reports = _told(each, found, newest(reviews))
        if reports:
            yield _detail(_event(event, reports, newest(reviews)), found, reviews)


def _detail(event: Event, found: Mapping[str, Reading], reviews: tuple[Review, ...]) -> EventDetail:
    articles = tuple(found[id_].article for id_ in dict.fromkeys(report.article for report in event.reports))
    return EventDetail(
        event=event,
        articles=articles,
        lead=lead_of(event.reports),
        differences=differences(event.reports),
        reviews=tuple(sorted(reviews, key=lambda review: (review.at, review.id))),
        voices=tuple(voices_of({article.id: article.text for article in articles}).items()),
    )


def _event(event_id: str, reports: tuple[Report, ...], holding: Of) -> Event:
    """Return the event with the rules by which its reports were held to be one: merging them again says them."""
    again = merged(reports, holding)
    return again[0] if len(again) == 1 else Event(event_id, reports)


def problems(index: Index) -> tuple[Problem, ...]:
    """Return every input that could not be added: those of one adding by file and line, its addings as they came.

    >>> problems(index)
    ()
    """
    rows = index.execute("select base, data from problem").fetchall()
    found: list[tuple[int, Problem]] = [(base, typed(Problem, json.loads(data), text="")) for base, data in rows]
    return tuple(
        one for _, one in sorted(found, key=lambda each: (each[0], each[1].file, each[1].line, each[1].reason))
    )


def _told(of: Iterable[tuple[str, str]], found: Mapping[str, Reading], holding: Of) -> tuple[Report, ...]:
    """Return the reports of the members as people have corrected them, as far as their articles still tell them."""
    wanted = set(of)
    articles = (found[id_] for id_ in dict.fromkeys(article for _, article in of) if id_ in found)
    told = (within(report) for reading in articles for report in reading.reports)
    kept = (reviewed(report, holding) for report in told if (report.id, report.article) in wanted)
    return tuple(report for report in kept if report is not None)
