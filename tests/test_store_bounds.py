"""Numbers and fields beyond all measure: the article is kept without them, or is a problem; every export can be made."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from events import Count
from store import Archive, Asked, BadReview, Filters
from store.bounds import MOST_PEOPLE
from tests.factories import article, reading, report
from view.export import format_of

FORMS = ("csv", "csv-excel", "csv-hxl", "geojson", "kml", "jsonl", "geoparquet", "snapshot")


def archive_with(folder: Path, high: int) -> Archive:
    archive = Archive(folder)
    of = article("Shells hit Tallbrook, it says.")
    archive.add([reading(of, report(of, fatalities=Count(1, 2, high), injured=Count(high, high, high)))])
    return archive


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("high", [MOST_PEOPLE, 2**31, 99_999_999_999_999_999_999])
def test_no_number_breaks_an_export(tmp_path: Path, form: str, high: int) -> None:
    made = format_of(form).write(archive_with(tmp_path, high), Filters())
    assert made
    assert (str(high).encode() in made) == (high == MOST_PEOPLE) or form in {"geoparquet", "kml", "snapshot"}


def test_a_number_that_an_earlier_version_kept_breaks_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.serialized.bounded", lambda one: one)
    archive = archive_with(tmp_path, 10**20)
    for form in FORMS:
        assert format_of(form).write(archive, Filters())
    (event,) = archive.events(archive.table(Filters()).id)
    assert event.lead.fatalities is None


@pytest.mark.parametrize(("field", "most"), [("title", 2_000), ("source", 500), ("url", 4_000)])
def test_a_field_has_a_length(tmp_path: Path, field: str, most: int) -> None:
    archive = Archive(tmp_path)
    fine, long = (article(id=str(length), **{field: "x" * length}) for length in (most, most + 1))
    added = archive.add([reading(fine), reading(long)])
    assert (added.new, [problem.reason for problem in added.problems]) == (
        1,
        [f"{field} is longer than {most} characters"],
    )


LONG: tuple[tuple[str, dict[str, Any]], ...] = (
    ("name", {"by": "x" * 201}),
    ("reason", {"why": "x" * 2001}),
    ("people", {"field": "fatalities", "new": Count(0, 0, 2**31)}),
)


@pytest.mark.parametrize(("what", "given"), LONG, ids=[what for what, _ in LONG])
def test_a_correction_has_a_length(tmp_path: Path, what: str, given: dict[str, Any]) -> None:
    archive = archive_with(tmp_path, 9)
    told = {"report": archive.table(Filters()).id[0], "field": "status", "new": "alleged", "by": "A", "why": "b"}
    with pytest.raises(BadReview, match=what):
        archive.review(Asked(**{**told, **given}), at=dt.datetime(2026, 11, 30, tzinfo=dt.UTC))
