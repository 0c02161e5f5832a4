"""Readings -> the lines of one commit: articles that are new or changed, and the events they change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from events import Article, Reading
from store.answers import Problem
from store.index import Index
from store.kept import readings
from store.merging import event_rows
from store.schema import Origin, Row, article_row, problem_row, sha256_of

MOST_ROUNDS = 20
# Reports of articles as they count now, against the reports that are in an event.
_PENDING = """
with told as (
  select line.id as article, unnest(line.reports) as report
  from read_parquet(?, union_by_name = true) as line join article using (id, base, batch))
select distinct article from (
  (select article, report from told except select article, report from member) union all
  (select article, report from member except select article, report from told))"""


@dataclass(frozen=True, slots=True)
class Batch:
    """The lines of one commit, and what is in them."""

    rows: list[Row]
    new: int
    revised: int
    same: int
    reports: int
    events: int

    @property
    def words(self) -> str:
        """Say for the history what was added."""
        return f"{self.new} articles added, {self.revised} revised"


def batch_of(index: Index, given: tuple[Reading, ...], *, origins: Mapping[str, Origin]) -> Batch:
    """Return the lines for the readings; of two with the same article id the later one counts."""
    last = {reading.article.id: reading for reading in given}
    known = _hashes(index, tuple(last))
    changed = {id_: reading for id_, reading in last.items() if known.get(id_, ("", ""))[1] != sha256_of(reading)}
    events = event_rows(index, changed) if changed else []
    articles = [article_row(reading, origin=origins.get(id_, Origin())) for id_, reading in changed.items()]
    return Batch(
        rows=articles + events,
        new=len(changed.keys() - known.keys()),
        revised=len(changed.keys() & known.keys()),
        same=len(given) - len(changed),
        reports=sum(len(reading.reports) for reading in changed.values()),
        events=len(events),
    )


def is_same(index: Index, article: Article) -> bool:
    """Whether this very article is kept."""
    return _hashes(index, (article.id,)).get(article.id, ("", ""))[0] == sha256_of(article)


def has_articles(index: Index) -> bool:
    """Whether there is any article."""
    return bool(index.execute("select 1 from article limit 1").fetchall())


def pending_rows(index: Index) -> list[Row]:
    """Return the lines of events for reports that are in none, or in one though their article tells them no more."""
    files = [file for (file,) in index.execute("select distinct file from article").fetchall()]
    if not files:
        return []
    articles = [article for (article,) in index.execute(_PENDING, [files]).fetchall()]
    return event_rows(index, readings(index, articles)) if articles else []


def problem_rows(index: Index, problems: tuple[Problem, ...]) -> list[Row]:
    """Return the lines of the problems that are not noted yet."""
    by_id = {hashlib.sha256(problem.words().encode(errors="replace")).hexdigest()[:16]: problem for problem in problems}
    known = {id_ for (id_,) in index.execute("select id from problem").fetchall()}
    return [problem_row(problem, id_) for id_, problem in by_id.items() if id_ not in known]


def _hashes(index: Index, ids: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Return article id -> (hash of the article, hash of its reading), for those that are kept."""
    sql = "select id, sha256, reading from article where id in (select unnest(?))"
    return {id_: (article, reading) for id_, article, reading in index.execute(sql, [list(ids)]).fetchall()}
