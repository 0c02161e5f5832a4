"""How many reports of each grade of confidence are right: ``python -m bench.grades [GOLD.jsonl ...] [--write]``.

Read are our own documents kept for calibration (seeds/documents), or GOLD where one is given; printed is, for each grade
of a report and of a field, its bound, how many have it and how many of those are right. With ``--write`` the shares go into
seeds/lexicon/grades.csv; the bounds there are chosen by people, once.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.documents import documents
from bench.examples import event_of, read
from bench.judge import fields_right
from events.coding.report import report
from events.coding.reports import document_of
from events.grades import Of, bounds, grade_of
from events.reader import Reader
from text.lexicon import LEXICON

Judged = tuple[Of, float, bool]
"""A report or a field of one, its confidence, and whether it is right."""
STEPS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75)


def judged(gold: dict[str, Any], reader: Reader) -> Iterator[Judged]:
    """Yield each report of a document and each of its fields with its confidence and whether it is right.

    >>> [of for of, _, _ in judged({"id": "a", "text": "Rebels shelled Hama.", "events": []}, reader())]
    ['report']
    """
    document = read(gold, reader)
    whole, taken = document_of(document.mentions), set[int]()
    for cluster in sorted(whole.clusters, key=lambda one: one.event_mentions[0].main.span.start):
        made = report(cluster, whole)
        told = (event_of(one, document.gold) for one in cluster.event_mentions)
        number = next((each for each in told if each is not None), None)
        if number is None or number in taken:
            yield "report", made.confidence or 0.0, False
            continue
        taken.add(number)
        right = fields_right(document.gold["events"][number], made)
        yield "report", made.confidence or 0.0, all(right.values())
        yield from (("field", each.chance, right[each.field]) for each in made.confidence_of)


def measured(found: Iterable[Judged]) -> Iterator[dict[str, object]]:
    """Yield a row of grades.csv for each grade: how many in a hundred have it, and how many of those are right.

    >>> [row["right"] for row in measured([("report", 1.0, True), ("report", 1.0, False)])][0]
    50
    """
    kept = list(found)
    for of in ("report", "field"):
        of_kind = [(chance, right) for told, chance, right in kept if told == of]
        for bound in bounds(of):
            here = [right for chance, right in of_kind if grade_of(chance, of) == bound.grade]
            share, right = (
                round(100 * part / max(1, all_)) for part, all_ in ((len(here), len(of_kind)), (sum(here), len(here)))
            )
            yield {"of": of, "grade": bound.grade, "at_least": f"{bound.at_least:g}", "share": share, "right": right}


def _by_steps(found: list[Judged]) -> Iterator[str]:
    """Yield how many are right from each chance on: what a bound is chosen by."""
    for of in ("report", "field"):
        for step in STEPS:
            beyond = [right for told, chance, right in found if told == of and chance >= step]
            yield f"{of} >= {step}: {len(beyond)}, right {sum(beyond) / max(1, len(beyond)):.2f}"


def main() -> None:
    """Measure, print, and write where asked."""
    paths, reader = [Path(arg) for arg in sys.argv[1:] if not arg.startswith("--")], Reader()
    given = (json.loads(line) for path in paths for line in path.open(encoding="utf-8"))
    golds = given if paths else (one for one in documents() if one["calibration"])
    found = [each for gold in golds for each in judged(gold, reader)]
    rows = list(measured(found))
    print(
        *_by_steps(found),
        *(f"{row['of']} {row['grade']}: {row['share']} %, right {row['right']} %" for row in rows),
        sep="\n",
    )
    if "--write" in sys.argv:
        with (LEXICON / "grades.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, [*rows[0]], lineterminator="\n")
            table.writeheader()
            table.writerows(rows)


if __name__ == "__main__":
    main()
