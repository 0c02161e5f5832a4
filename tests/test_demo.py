"""The demonstration archive: accounts that ship, each read, placed and dated, and each with whom it follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from events import Reader, Reading, ReportPlace, When
from store.files import article_file

FILES = sorted(Path("seeds/demo").glob("*.md"))


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    reader = Reader()
    return {file.stem: reader.read(article_file(file)) for file in FILES}


def test_every_account_puts_at_least_one_event_on_the_map(readings: dict[str, Reading]) -> None:
    """A newcomer's first map has a mark of each, with its day."""
    marked = {
        name
        for name, reading in readings.items()
        if any(isinstance(one.place, ReportPlace) and isinstance(one.when, When) for one in reading.reports)
    }
    assert len(FILES) >= 60
    assert marked == {file.stem for file in FILES}


def test_the_map_shows_many_wars_and_years(readings: dict[str, Reading]) -> None:
    reports = [report for reading in readings.values() for report in reading.reports]
    lands = {report.place.place.country for report in reports if isinstance(report.place, ReportPlace)}
    years = {report.when.earliest.year for report in reports if isinstance(report.when, When)}
    assert len(lands) >= 35
    assert set(range(2012, 2026)) <= years


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_account_names_whom_it_follows_and_whose_words_it_is(file: Path) -> None:
    article = article_file(file)
    after = re.fullmatch(r"Conflict Map, after (.+)", article.source or "")
    assert after
    assert len(after[1].split(", ")) >= 2
    assert "own words" in (article.licence or "")
    assert article.published
    assert article.published_basis
    assert 120 <= len(article.text.split()) <= 400
    assert "http" not in article.text
