"""Sentences as news writes them, of our own: what each of them comes to, by the kinds that were once read wrongly."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from events import Article, Report
from events.model import ReportPlace, Role
from events.reader import Reader

PUBLISHED = dt.date(2024, 3, 15)
NONE = "-"
"""What stands in a cell where the text gives none; an empty cell asks nothing."""


def rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "told_sentences.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def named(report: Report, role: Role) -> str:
    names = {part.said or part.actor.name for part in report.actors if part.role == role}
    return "+".join(sorted(names, key=str.lower)) or NONE


def cells(report: Report) -> dict[str, str]:
    place = report.place.place.name if isinstance(report.place, ReportPlace) else NONE
    return {
        "type": report.sub_event_type,
        "dead": str(report.fatalities.best) if report.fatalities else NONE,
        "injured": str(report.injured.best) if report.injured else NONE,
        "initiators": named(report, "initiator"),
        "targets": named(report, "target"),
        "sides": named(report, "party"),
        "place": place,
    }


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['kind']}: {row['text'][:60]}")
def test_a_sentence_comes_to_what_it_says(row: dict[str, str], reader: Reader) -> None:
    reports = reader.read(Article(id="told", text=row["text"], published=PUBLISHED)).reports
    assert len(reports) == int(row["reports"])
    asked = {name: row[name].lower() for name in cells(reports[0]) if row[name]} if reports else {}
    found = {name: cell.lower() for name, cell in cells(reports[0]).items()} if reports else {}
    assert {name: found[name] for name in asked} == asked
