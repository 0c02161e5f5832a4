"""Archives that earlier versions made (``python -m bench.old_archives``): opened, asked, added to, copied, taken out of."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from store import WORLD, Archive, Asked, Filters
from store.backup import backup, restore
from store.check import check
from store.removal import Wanted
from tests.factories import article, lone, sample
from view.export import FORMATS

OLD = sorted((Path(__file__).parent / "old").glob("*.zip"))
NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
ARTICLES = {*(reading.article.id for reading in sample()), "later"}
REPORTS = {report.id for reading in sample() for report in reading.reports}


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with zipfile.ZipFile(request.param) as packed:
        packed.extractall(tmp_path / "archive")
    return tmp_path / "archive"


def events(archive: Archive) -> dict[str, set[str]]:
    """Return event -> its reports, of all that the archive shows."""
    found = archive.events(archive.table(Filters()).id)
    return {one.event.id: {report.id for report in one.event.reports} for one in found}


def test_archives_of_earlier_versions_are_kept() -> None:
    assert len(OLD) >= 5


def test_it_is_opened_and_asked(old: Path) -> None:
    archive = Archive(old)
    assert {*archive.articles().id} == ARTICLES
    shown = events(archive)
    later = archive.reading("later")
    assert later
    told = [report for reports in shown.values() for report in reports]
    assert sorted(told) == sorted({*REPORTS, later.reports[0].id})
    corrected = archive.event(later.reports[0].id)
    assert corrected
    assert corrected.lead.status == "alleged"
    assert [review.why for review in archive.reviews()] == ["no source named"]
    assert (
        sum(mark.count for mark in archive.markers(Filters(), window=WORLD, zoom=3)) == archive.tally(Filters()).on_map
    )
    assert {*Archive(old, version=1).articles().id} == ARTICLES - {"later"}
    assert check(str(old)).faults == ()


def test_it_is_taken_away_in_every_form(old: Path) -> None:
    for form in ("csv", "geojson", "kml", "jsonl"):
        assert b"told later" in FORMATS[form].write(Archive(old), Filters()), form
    assert FORMATS["geoparquet"].write(Archive(old), Filters())


def test_it_is_added_to_and_corrected(old: Path) -> None:
    archive = Archive(old)
    before = events(archive)
    more = lone(article("Shells hit Tallbrook, told today.", id="today"))
    assert archive.add([more]).new == 1
    archive.review(Asked(more.reports[0].id, "status", "claimed", by="B", why="said so"), at=NOON)
    assert events(Archive(old)) == before | {more.reports[0].id: {more.reports[0].id}}
    again = archive.add(sample())  # read by today's reader: a new reading of the same articles
    assert (again.new, len(again.problems)) == (0, 0)
    archive = Archive(old)
    assert {*archive.articles().id} == ARTICLES | {"today"}
    assert sorted(report for reports in events(archive).values() for report in reports if report in REPORTS) == sorted(
        REPORTS
    )
    assert {*Archive(old, version=1).articles().id} == ARTICLES - {"later"}
    assert check(str(old)).faults == ()


def test_it_is_copied_put_back_and_taken_out_of(old: Path, tmp_path: Path) -> None:
    backup(str(old), tmp_path / "copy", at=NOON)
    restore(tmp_path / "copy", str(tmp_path / "again"))
    archive = Archive(tmp_path / "again")
    assert events(archive) == events(Archive(old))
    archive.remove(Wanted(articles=("later",)), day=NOON.date(), why="asked for")
    assert {*Archive(tmp_path / "again").articles().id} == ARTICLES - {"later"}
    assert {*Archive(tmp_path / "again", version=2).articles().id} == ARTICLES - {"later"}
    assert check(str(tmp_path / "again")).faults == ()
