"""What was done to an event or an article, and when: every reading, every merging, every correction, oldest first.

Nothing in the archive is overwritten, so all of it is still there: the lines of the Delta table that no longer count
tell the past. Also which version was the newest on a day.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from store.answers import Review
from store.delta_table import Change, Lake, NoSuchVersion
from store.formats import reports_of, typed
from store.index import Index, listed
from store.lookup import article_of, event_of, members

_ARTICLE = """
select id, base, batch, sha256, reading, reader, origin, original, data from read_parquet({files}, union_by_name = true)
where id in (select unnest($ids :: text[])) order by base, batch"""
_EVENT = """
select id, base, batch, members from read_parquet({files}, union_by_name = true)
where id in (select unnest($ids :: text[])) order by base, batch"""
_REVIEW = "select base, batch, data from review where report in (select unnest($ids :: text[])) order by base, batch"
Stamp = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done: with which version, when (UTC), what, by whom or by which reader, and why or from where.

    ``review`` is the correction, where it is one.
    """

    version: int
    at: dt.datetime
    what: str
    who: str = ""
    why: str = ""
    review: Review | None = None

    def words(self) -> str:
        """Say it in one line.

        >>> Entry(3, dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "a was added", "reader 1f").words()
        'version 3, 2026-11-22 00:00 UTC: a was added, by reader 1f'
        """
        by, why = (f", by {self.who}" if self.who else ""), (f"; {self.why}" if self.why else "")
        return f"version {self.version}, {self.at:%Y-%m-%d %H:%M} UTC: {self.what}{by}{why}"


def past(index: Index, lake: Lake, asked: str) -> tuple[Entry, ...]:
    """Return all that was done to the event, report or article ``asked``; () where there is none of this id.

    >>> [(entry.version, entry.what) for entry in past(index, lake, clash.event.id)]
    [(1, 'article river-dispatch-1 (River Dispatch) was added'), (1, 'event 0500c0f51a9e0c17 has 1 report')]
    """
    reports, articles = _about(index, asked)
    changes = {(change.base, change.batch): change for change in lake.history()}
    told = (
        *_article_entries(_rows(index, lake, "article", articles), changes),
        *_event_entries(_rows(index, lake, "event", reports), changes),
        *_review_entries(index.execute(_REVIEW, {"ids": sorted(reports)}).fetchall(), changes),
    )
    return tuple(sorted(told, key=lambda entry: entry.version))


def version_as_of(history: Iterable[Change], asked: str) -> int:
    """Return the version that ``asked`` means: its number, or the newest one at the end of a day (UTC).

    Raises ``NoSuchVersion`` where it is neither, or where the archive is younger.

    >>> noon = int(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC).timestamp() * 1000)
    >>> version_as_of([Change(4, noon, "")], "2026-11-22"), version_as_of([], "7")
    (4, 7)
    """
    if asked.isascii() and asked.isdigit():
        return int(asked)
    try:
        end = dt.datetime.combine(dt.date.fromisoformat(asked), dt.time.max, dt.UTC)
    except ValueError:
        message = f"no version and no day: {asked!r}; write 7, or 2026-11-22"
        raise NoSuchVersion(message) from None
    there = [change.version for change in history if _moment(change) <= end]
    if not there:
        message = f"the archive is younger than {asked}"
        raise NoSuchVersion(message)
    return max(there)


def _about(index: Index, asked: str) -> tuple[set[str], set[str]]:
    """Return the reports and the articles that an id concerns: those of its event, or of the article."""
    event = event_of(index, asked)
    if event is not None:
        pairs = members(index, [event]).get(event, ())
        return {report for report, _ in pairs}, {article for _, article in pairs}
    told = index.execute("select report, article from member where article = ?", [asked]).fetchall()
    rejected = index.execute("select data from review where report = ? limit 1", [asked]).fetchall()
    article = typed(Review, json.loads(rejected[0][0]), text="").article if rejected else article_of(index, asked)
    return {asked, *(report for report, _ in told)}, {article or asked}


def _rows(index: Index, lake: Lake, row: str, ids: set[str]) -> list[tuple[Any, ...]]:
    files = lake.files(row)
    if not files or not ids:
        return []
    sql = {"article": _ARTICLE, "event": _EVENT}[row]
    return index.execute(sql.format(files=listed(files)), {"ids": sorted(ids)}).fetchall()


def _article_entries(rows: Iterable[tuple[Any, ...]], changes: Mapping[Any, Change]) -> Iterator[Entry]:
    before: dict[str, tuple[str, str]] = {}
    for id_, base, batch, sha256, reading, reader, origin, original, data in rows:
        what = _how(before.get(id_), sha256)
        before[id_] = (sha256, reading)
        article = reports_of(data).article
        source = f" ({article.source})" if article.source else ""
        fetched = f"fetched {article.retrieved}" if article.retrieved else ""
        why = ", ".join(filter(None, (origin and f"from {origin}", fetched, original and f"sha256 {original}")))
        who = f"reader {reader}" if reader else ""
        yield _entry(changes, (base, batch), f"article {id_}{source} {what}", who=who, why=why)


def _how(before: tuple[str, str] | None, sha256: str) -> str:
    if before is None:
        return "was added"
    return "was read again" if before[0] == sha256 else "was revised"


def _event_entries(rows: Iterable[tuple[Any, ...]], changes: Mapping[Any, Change]) -> Iterator[Entry]:
    """Yield the lines that changed which reports an event has."""
    before: dict[str, int] = {}
    for id_, base, batch, told in rows:
        count = len(told or ())
        if before.get(id_) == count:
            continue
        before[id_] = count
        what = f"event {id_} has {count} report{'' if count == 1 else 's'}" if count else f"event {id_} is no more"
        yield _entry(changes, (base, batch), what)


def _review_entries(rows: Iterable[tuple[Any, ...]], changes: Mapping[Any, Change]) -> Iterator[Entry]:
    for base, batch, data in rows:
        review: Review = typed(Review, json.loads(data), text="")
        change = changes.get((base, batch))
        what = f"{review.field} of report {review.report} was set from {review.old} to {review.new}"
        yield Entry(change.version if change else 0, review.at, what, review.by, review.why, review)


def _entry(changes: Mapping[Any, Change], stamp: Stamp, what: str, *, who: str = "", why: str = "") -> Entry:
    change = changes.get(stamp, Change(stamp[0] + 1, 0, ""))
    return Entry(change.version, _moment(change), what, who, why)


def _moment(change: Change) -> dt.datetime:
    return dt.datetime.fromtimestamp(change.at_ms / 1000, tz=dt.UTC)
