"""Readings -> the lines of one commit: articles that are new or changed, and the events they change."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass

from events import Article
from store.answers import Problem, Review
from store.bounds import LONGEST, too_long
from store.index import Index
from store.lookup import article_of, readings
from store.merging import event_rows
from store.removal import Removal, hash_of
from store.reviews import Asked, BadReview, SameAlready, newest, read_reviews, review_of
from store.schema import Origin, Row, article_row, problem_row, review_row
from store.serialized import Written, sha256_of

MOST_ROUNDS = 20
# Reports of articles as they count now, against the reports that are in an event.
_PENDING = """
with told as (
  select line.id as article, unnest(line.reports) as report
  from read_parquet(?, union_by_name = true) as line join article using (id, base, batch))
select distinct article from (
  (select article, report from told except select article, report from member) union all
  (select article, report from member except select article, report from told) union all
  (select article, report from member group by all having count(*) > 1))"""

# What a blind writer's lines are about: its articles, and those of the events that it wrote.
_BLIND = """
select id from article where batch in (select unnest($batches :: text[])) union
select article from member join event using (n) where event.batch in (select unnest($batches :: text[]))"""
_CORRECTED = "select distinct article from member where report in (select report from review)"


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
        """Say for the history what was added.

        >>> Batch([], new=2, revised=1, same=0, reports=7, events=6).words
        '2 articles added, 1 revised'
        """
        return f"{self.new} article{'' if self.new == 1 else 's'} added, {self.revised} revised"


def batch_of(index: Index, given: tuple[Written, ...], *, origins: Mapping[str, Origin]) -> Batch:
    """Return the lines for the readings; of two with the same article id the later one counts.

    >>> from store.serialized import written
    >>> made = batch_of(index, tuple(map(written, sample())), origins={})
    >>> made.new, made.same, made.rows
    (0, 4, [])
    """
    last = {told.reading.article.id: told for told in given}
    known = _hashes(index, tuple(last))
    changed = {id_: told for id_, told in last.items() if known.get(id_, ("", ""))[1] != told.sha256}
    fresh = {id_: told.reading for id_, told in changed.items()}
    events = event_rows(index, fresh, changed=fresh.keys()) if changed else []
    articles = [article_row(told, origin=origins.get(id_, Origin())) for id_, told in changed.items()]
    return Batch(
        rows=articles + events,
        new=len(changed.keys() - known.keys()),
        revised=len(changed.keys() & known.keys()),
        same=len(given) - len(changed),
        reports=sum(len(reading.reports) for reading in fresh.values()),
        events=len(events),
    )


def keepable(given: Iterable[Written], gone: Iterable[Removal]) -> tuple[tuple[Written, ...], tuple[Problem, ...]]:
    """Return the readings that may be kept; a problem each for what was taken out, or has a field beyond all measure.

    >>> from store.serialized import written
    >>> kept, problems = keepable(map(written, sample()), ())
    >>> len(kept), problems
    (4, ())
    """
    stones = tuple(gone)
    articles = {hashed: stone for stone in stones for hashed in stone.articles}
    texts = {hashed: stone for stone in stones for hashed in stone.texts}
    kept, problems = [], []
    for one in given:
        article = one.reading.article
        stone = articles.get(hash_of(article.id)) if stones else None
        if stones and not stone:
            stone = texts.get(hash_of(json.loads(one.data)["article"]["text"]))
        long = too_long(article)
        if stone or long:
            remedy = "it is not added again" if stone else "shorten it"
            problems.append(Problem(article.id[: LONGEST["id"]], 0, stone.words() if stone else long, remedy))
        else:
            kept.append(one)
    return tuple(kept), tuple(problems)


def known(index: Index, articles: tuple[Article, ...]) -> frozenset[str]:
    """Return the ids of those articles that are kept just as they are.

    >>> known(index, (sample()[0].article, Article("new", "Shells hit Tallbrook.")))
    frozenset({'river-dispatch-1'})
    """
    hashes = _hashes(index, tuple(article.id for article in articles))
    same = (article.id for article in articles if article.id in hashes and hashes[article.id][0] == sha256_of(article))
    return frozenset(same)


def has_articles(index: Index) -> bool:
    """Whether there is any article.

    >>> has_articles(index)
    True
    """
    return bool(index.execute("select 1 from article limit 1").fetchall())


def pending_rows(index: Index, *, batches: Iterable[str] = ()) -> list[Row]:
    """Return the lines of events that are not up to date with their articles.

    These are reports in no event or in two, events with reports that their article tells no more, and what stands in
    ``batches`` whose writer could not see what another wrote at the same moment: an article, or a correction.

    >>> pending_rows(index)
    []
    """
    files = [file for (file,) in index.execute("select distinct file from article").fetchall()]
    if not files:
        return []
    blind = {article for (article,) in index.execute(_BLIND, {"batches": list(batches)}).fetchall()}
    articles = blind | {article for (article,) in index.execute(_PENDING, [files]).fetchall()}
    if not articles:
        return []
    corrected = {article for (article,) in index.execute(_CORRECTED).fetchall()}
    return event_rows(index, readings(index, articles), changed=blind & corrected)


def review_rows(index: Index, asked: Sequence[Asked], *, at: dt.datetime) -> tuple[tuple[Review, ...], list[Row]]:
    """Return the reviews and the lines of them and of the events that they change. Raises ``BadReview``.

    Of several those that change nothing are left out; a single one that changes nothing is refused.

    >>> asked = Asked(clash.lead.id, "status", "alleged", by="A. Reader", why="no source named")
    >>> (review,), rows = review_rows(index, (asked,), at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    >>> review.old, review.new, [row["row"] for row in rows]
    ('"asserted"', '"alleged"', ['review', 'event', 'event', 'event'])
    """
    reports = [one.report for one in asked]
    before = read_reviews(index, reports)
    articles = {article_of(index, report) for report in reports} | _articles(before)
    found = readings(index, (article for article in articles if article))
    told = {one.id: (one, reading) for reading in found.values() for one in reading.reports}
    made = []
    for one in asked:
        if one.report not in told:
            message = f"there is no report {one.report}; the table of events shows the ids"
            raise BadReview(message)
        with suppress(SameAlready) if len(asked) > 1 else nullcontext():
            made.append(review_of(told[one.report][0], one, at=at, before=newest(before)))
    changed = {review.article: told[review.report][1] for review in made}
    events = event_rows(index, changed, changed=changed.keys(), reviews=tuple(made)) if made else []
    return tuple(made), [*map(review_row, made), *events]


def orphans(index: Index) -> tuple[Review, ...]:
    """Return the reviews of reports that their article, read again or revised, tells no more.

    >>> orphans(index)
    ()
    """
    reviews = read_reviews(index)
    told = readings(index, _articles(reviews))
    there = {report.id for reading in told.values() for report in reading.reports}
    return tuple(review for review in reviews if review.report not in there)


def _articles(reviews: Iterable[Review]) -> set[str]:
    return {review.article for review in reviews}


def problem_rows(index: Index, problems: tuple[Problem, ...]) -> list[Row]:
    """Return the lines of the problems that are not noted yet.

    >>> [row["data"] for row in problem_rows(index, (Problem("a.md", 1, "no front matter"),))]
    ['{"file":"a.md","line":1,"reason":"no front matter"}']
    """
    by_id = {hashlib.sha256(problem.words().encode(errors="replace")).hexdigest()[:16]: problem for problem in problems}
    known = {id_ for (id_,) in index.execute("select id from problem").fetchall()}
    return [problem_row(problem, id_) for id_, problem in by_id.items() if id_ not in known]


def _hashes(index: Index, ids: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Return article id -> (hash of the article, hash of its reading), for those that are kept."""
    sql = "select id, sha256, reading from article where key in (select hash(unnest(? :: text[])))"
    return {id_: (article, reading) for id_, article, reading in index.execute(sql, [list(ids)]).fetchall()}
