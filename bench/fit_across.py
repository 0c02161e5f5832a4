"""Fit what the cues of merging weigh (seeds/weights/across.csv): ``python -m bench.fit_across ARTICLES.jsonl MENTIONS.json``.

ARTICLES are read with the reader as it is; MENTIONS ([{"doc", "at", "start", "stop", "label"}]) say which sentence tells
which happening. Only numbers are kept of them. ``--crossed OUT.jsonl`` also writes the events that come of weights fitted
on the other happenings alone, for gold's score_merge.py.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

from bench.examples import Example
from bench.fit import fit, write
from events.coreference.across_cues import across_cues
from events.coreference.across_documents import merge, near_pairs
from events.coreference.matching import CHOICE, log_odds, possible
from events.model import Event, Report
from events.reader import Reader
from events.serialise import article_of
from text.scoring import BIAS, weighed

FOLDS = 5
ROWS = Path(__file__).with_name("across_rows.csv")
OWN = 8.0  # how much one of our own rows counts
BACKGROUND = 0.3  # how much a pair counts of which one report tells no labelled happening
LENIENT = 0.7  # added to the bias: most reports of one happening differ in a field that one of them misread

Mention = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A pair of reports with its cues, and the folds of the happenings that they tell."""

    folds: frozenset[int]
    example: Example


def labels(reports: Iterable[Report], mentions: Iterable[Mention]) -> dict[str, str]:
    """Return report id -> the happening that it tells: by its trigger word, else by the sentence where that tells one alone.

    >>> told = read_in("Rebels shelled Hama.").reports
    >>> list(labels(told, [{"doc": told[0].article, "at": 7, "start": 0, "stop": 20, "label": "A"}]).values())
    ['A']
    """
    of_article = defaultdict(list)
    for mention in mentions:
        of_article[mention["doc"]].append(mention)
    found = {report.id: _label(report, of_article[report.article]) for report in reports}
    return {id_: label for id_, label in found.items() if label}


def _label(report: Report, mentions: Sequence[Mention]) -> str | None:
    at = min((e.span.start for e in report.evidence if e.field == "sub_event_type"), default=report.excerpt.start)
    told = {m["label"] for m in mentions if m["at"] == at} or {
        m["label"] for m in mentions if m["start"] <= at < m["stop"]
    }
    return told.pop() if len(told) == 1 else None


def folds(reports: Iterable[Report], label: Mapping[str, str]) -> dict[str, int]:
    """Return report id -> its fold: that of its happening, of an unlabelled one that of its article's first happening.

    >>> told = read_in("Rebels shelled Hama.").reports
    >>> list(folds(told, {told[0].id: "A"}).values())
    [0]
    """
    fold = {name: number % FOLDS for number, name in enumerate(sorted(set(label.values())))}
    first: dict[str, int] = {}
    kept = list(reports)
    for report in kept:
        if report.id in label:
            first.setdefault(report.article, fold[label[report.id]])
    return {r.id: fold[label[r.id]] if r.id in label else first.get(r.article, 0) for r in kept}


def examples(reports: Sequence[Report], label: Mapping[str, str]) -> Iterator[Known]:
    """Yield each pair of reports that merging weighs and of which one at least tells a labelled happening.

    >>> list(examples(read_in("Rebels shelled Hama.").reports, {}))
    []
    """
    by_id = {report.id: report for report in reports}
    size, fold = Counter(label.values()), folds(reports, label)
    for a, b in sorted(near_pairs(by_id)):
        if {a, b} & label.keys() and possible(by_id[a], by_id[b]):
            one = label.get(a) == label.get(b)
            weight = (4 / max(4, size[label[a]])) ** 0.5 if one else 1.0 if {a, b} <= label.keys() else BACKGROUND
            yield Known(frozenset({fold[a], fold[b]}), Example(across_cues(by_id[a], by_id[b]), one, weight))


def fitted(known: Iterable[Known]) -> dict[str, float]:
    """Return cue -> log-odds of the pairs.

    >>> pair = Known(frozenset(), Example({"a": 1.0}, True))
    >>> fitted([pair, Known(frozenset(), Example({}, False))] * 20)["a"] > 0
    True
    """
    found = fit([*(one.example for one in known), *own_rows()])
    return found | {BIAS: found[BIAS] + LENIENT}


def own_rows() -> list[Example]:
    """Return the general cases that are written down beside this file: cues of two reports and whether they are one.

    >>> len(own_rows()) > 30
    True
    """
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Example(dict.fromkeys(row["cues"].split("|"), 1.0), row["one"] == "yes", OWN) for row in rows]


def crossed(reports: Sequence[Report], label: Mapping[str, str]) -> tuple[Event, ...]:
    """Return the events of the reports, every pair weighed with what was fitted on neither's happenings.

    >>> crossed((), {})
    ()
    """
    known, fold = list(examples(reports, label)), folds(reports, label)
    apart = {
        frozenset(held): fitted(one for one in known if not one.folds & set(held))
        for held in combinations_with_replacement(range(FOLDS), 2)
    }

    def weigh(a: Report, b: Report) -> float:
        with weighed({CHOICE: apart[frozenset({fold[a.id], fold[b.id]})]}):
            return log_odds(a, b)

    with weighed({CHOICE: fitted(known)}):
        return merge(reports, weigh)


def main() -> None:
    """Fit the weights of merging and write them."""
    articles, mentions = (Path(arg).read_text(encoding="utf-8") for arg in sys.argv[1:3])
    reader = Reader()
    rows = (json.loads(line) for line in articles.splitlines())
    read = [
        reader.read(article_of({key: row.get(key) for key in ("id", "text", "title", "published", "source")}))
        for row in rows
    ]
    reports = [report for reading in read for report in reading.reports]
    label = labels(reports, json.loads(mentions))
    write(CHOICE, fitted(examples(reports, label)))
    if "--crossed" in sys.argv:
        _write_events(crossed(reports, label), Path(sys.argv[sys.argv.index("--crossed") + 1]))


def _write_events(events: Iterable[Event], path: Path) -> None:
    """Write events as an export holds them, as far as score_merge.py asks."""
    rows = ({"id": e.id, "event_id_cnty": e.id, "report_list": [_row(r) for r in e.reports]} for e in events)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _row(report: Report) -> dict[str, Any]:
    evidence = [{"field": e.field, "span": [e.span.start, e.span.stop]} for e in report.evidence]
    excerpt = [report.excerpt.start, report.excerpt.stop]
    return {"id": report.id, "article": report.article, "excerpt": excerpt, "evidence": evidence}


if __name__ == "__main__":
    main()
