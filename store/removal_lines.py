"""What is left of an archive's lines, in every version, when articles are taken out: the lines that replace them.

An event that other articles tell of too stays with their reports, as it was at each version. Where its id was that of a
report that goes, it is known by the first of those that stay, from that version on and as long as they were one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import duckdb

from events import Article, Event, Report
from events.coreference import merge_keys
from store.answers import Review
from store.formats import reading_of, text_of, typed
from store.index import SETTINGS, listed
from store.reviews import newest, reviewed
from store.rewriting import Key
from store.schema import Row, event_row, gone_row

Stamp = tuple[int, str]  # base and batch
Members = tuple[tuple[str, str], ...]  # (report, article)

_ARTICLES = "select id, base, batch, {columns} from {files} where id in (select unnest($ids :: text[]))"
_TOUCHED = """
select distinct id from {files} where len(list_intersect([m.article for m in members], $ids :: text[])) > 0"""
_EVENTS = "select id, base, batch, members from {files} where id in (select unnest($ids :: text[]))"


class Lines:
    """All lines of all versions, by their kind: ``paths`` are the files that hold them."""

    def __init__(self, paths: Mapping[str, tuple[str, ...]]) -> None:
        """Look at nothing yet."""
        self._paths = paths
        self._duck = duckdb.connect(":memory:", config=SETTINGS)

    def ask(self, sql: str, kind: str, **values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a question over the lines of a kind, which it calls ``{files}``; none where there are none.

        >>> Lines({}).ask("select id from {files}", "article")
        []
        """
        if not self._paths.get(kind):
            return []
        files = f"read_parquet({listed(self._paths[kind])}, union_by_name = true, hive_partitioning = false)"
        return self._duck.execute(sql.replace("{files}", files), values).fetchall()


@dataclass(frozen=True)
class Gone:
    """Articles that go, by id; what the archive's lines become without them.

    ``name`` finds words about a person, which corrections of what stays may have among their reasons, too.
    """

    lines: Lines
    articles: frozenset[str]
    mentions: Callable[[str], bool] = field(default=lambda _: False)

    @cached_property
    def replaced(self) -> dict[Key, list[Row]]:
        """Return the key of each line that goes or changes, with the lines that stand in its place.

        >>> Gone(Lines({}), frozenset()).replaced
        {}
        """
        return {**self._articles(), **self._reviews(), **self._problems(), **_events(self)}

    @cached_property
    def reports(self) -> frozenset[str]:
        """Return the ids of the reports that go, in any version.

        >>> Gone(Lines({}), frozenset()).reports
        frozenset()
        """
        told = self.lines.ask(_ARTICLES.replace("{columns}", "reports"), "article", ids=sorted(self.articles))
        return frozenset(report for *_, reports in told for report in reports or ())

    @cached_property
    def hushed(self) -> frozenset[str]:
        """Return the batches of the corrections that go or change, whose reasons the history tells.

        >>> Gone(Lines({}), frozenset()).hushed
        frozenset()
        """
        return frozenset(batch for _, _, _, batch in self._reviews())

    @cached_property
    def reviews(self) -> tuple[tuple[Stamp, Review], ...]:
        """Return every correction with the stamp of its line.

        >>> Gone(Lines({}), frozenset()).reviews
        ()
        """
        rows = self.lines.ask("select distinct base, batch, data from {files}", "review")
        return tuple(((base, batch), typed(Review, json.loads(data), text="")) for base, batch, data in rows)

    def _articles(self) -> dict[Key, list[Row]]:
        rows = self.lines.ask(_ARTICLES.replace("{columns}", "1"), "article", ids=sorted(self.articles))
        return {("article", id_, base, batch): [] for id_, base, batch, _ in rows}

    def _reviews(self) -> dict[Key, list[Row]]:
        found: dict[Key, list[Row]] = {}
        for (base, batch), review in self.reviews:
            key = ("review", review.id, base, batch)
            if review.article in self.articles:
                found[key] = []
            elif self.mentions(review.why):
                data = json.loads(text_of(review)) | {"why": "taken out"}
                found[key] = [
                    {"row": "review", "id": review.id, "base": base, "batch": batch, "keys": [review.report]}
                    | {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
                ]
        return found

    def _problems(self) -> dict[Key, list[Row]]:
        """Inputs that could not be added, where they are those of the articles, or say the name."""
        rows = self.lines.ask("select id, base, batch, data from {files}", "problem")
        origins = {
            *self.articles,
            *(
                origin
                for *_, origin in self.lines.ask(
                    _ARTICLES.replace("{columns}", "origin"), "article", ids=sorted(self.articles)
                )
            ),
        }
        return {
            ("problem", id_, base, batch): []
            for id_, base, batch, data in rows
            if json.loads(data)["file"] in origins or self.mentions(data)
        }

    def left(self, members: Members) -> Members:
        """Return the members that stay.

        >>> Gone(Lines({}), frozenset({"a"})).left((("1", "a"), ("2", "b")))
        (('2', 'b'),)
        """
        return tuple(pair for pair in members if pair[1] not in self.articles)


def _events(gone: Gone) -> dict[Key, list[Row]]:
    """Return what becomes of the lines of events, commit after commit."""
    touched = {id_ for (id_,) in gone.lines.ask(_TOUCHED, "event", ids=sorted(gone.articles))}
    lines = _lines(gone, touched)
    others = {_alias(gone, members) for (id_, _), members in lines.items() if id_ in gone.reports} - {""}
    lines |= _lines(gone, others - touched)
    past = _Past(gone, _tellers(gone, lines))
    for stamp in sorted({stamp for _, stamp in lines}):
        past.go_on(stamp, {id_: members for (id_, at), members in lines.items() if at == stamp})
    return past.replaced


def _lines(gone: Gone, ids: set[str]) -> dict[tuple[str, Stamp], Members]:
    rows = gone.lines.ask(_EVENTS, "event", ids=sorted(ids))
    return {
        (id_, (base, batch)): tuple((one["report"], one["article"]) for one in members or ())
        for id_, base, batch, members in rows
    }


def _alias(gone: Gone, members: Members) -> str:
    """Return what an event is known by whose own report goes: the first that stays; "" where none does."""
    return next((report for report, _ in gone.left(members)), "")


def _tellers(gone: Gone, lines: Mapping[tuple[str, Stamp], Members]) -> dict[str, list[tuple[Stamp, str]]]:
    """Return article id -> its readings as JSON, each with its stamp, oldest first, of the articles that stay."""
    articles = {article for members in lines.values() for _, article in gone.left(members)}
    found: dict[str, dict[Stamp, str]] = {}
    for id_, base, batch, data in gone.lines.ask(
        _ARTICLES.replace("{columns}", "data"), "article", ids=sorted(articles)
    ):
        found.setdefault(id_, {})[base, batch] = data
    return {id_: sorted(told.items()) for id_, told in found.items()}


@dataclass
class _Past:
    """The events' lines from commit to commit. ``now``: the members of each event that is touched, by its old id."""

    gone: Gone
    told: Mapping[str, list[tuple[Stamp, str]]]
    now: dict[str, Members] = field(default_factory=dict)
    replaced: dict[Key, list[Row]] = field(default_factory=dict)

    def go_on(self, stamp: Stamp, lines: Mapping[str, Members]) -> None:
        """Take in one commit's lines, by id, and note what they become."""
        before = {id_: self.now.get(id_, ()) for id_ in lines}
        self.now.update(lines)
        aimed = {id_: self._targets(id_, before[id_]) for id_ in lines}
        rows = {target: self._row(target, stamp) for targets in aimed.values() for target in targets}
        shared = {target for id_, targets in aimed.items() if id_ in self.gone.reports for target in targets}
        for id_, targets in aimed.items():
            if id_ in shared or id_ in self.gone.reports or self.gone.left(lines[id_]) != lines[id_]:
                self.replaced["event", id_, *stamp] = [rows[target] for target in sorted(targets)]

    def _targets(self, id_: str, before: Members) -> set[str]:
        """Return the ids under which an old event's line goes on."""
        if id_ not in self.gone.reports:
            return {id_}
        return {_alias(self.gone, before), _alias(self.gone, self.now[id_])} - {""}

    def _row(self, target: str, stamp: Stamp) -> Row:
        stands = [self.now.get(target, ())]
        stands += [told for id_, told in self.now.items() if id_ in self.gone.reports]
        mine = [self.gone.left(told) for told in stands[:1]]
        mine += [self.gone.left(told) for told in stands[1:] if _alias(self.gone, told) == target]
        members = tuple(dict.fromkeys(pair for told in mine for pair in told))
        row = self._event(target, members, stamp) if members else gone_row(target)
        return row | {"base": stamp[0], "batch": stamp[1]}

    def _event(self, target: str, members: Members, stamp: Stamp) -> Row:
        """Return the line of an event as it was then; one whose articles tell it no more is no more."""
        holding = newest(
            review for at, review in self.gone.reviews if at <= stamp and review.article not in self.gone.articles
        )
        articles: dict[str, Article] = {}
        reports: list[Report] = []
        for report, article in members:
            for told in self._reports(article, stamp, articles):
                corrected = reviewed(told, holding) if told.id == report else None
                reports += [corrected] if corrected else []
        if not reports:
            return gone_row(target)
        keys = sorted({key for report in reports for key in merge_keys(report)})
        return event_row(Event(target, tuple(reports)), articles=articles, keys=tuple(keys))

    def _reports(self, article: str, stamp: Stamp, articles: dict[str, Article]) -> Iterable[Report]:
        texts = [data for at, data in self.told.get(article, ()) if at <= stamp]
        if not texts:
            return ()
        reading = reading_of(texts[-1])
        articles[article] = reading.article
        return reading.reports
