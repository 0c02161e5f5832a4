"""How sure an event is, whether it is news, and since when it is there: kept, filtered by, ordered by, and shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable

from events import Count, Reading
from events.grades import GRADES, bounds, grade_of
from events.model import FieldConfidence
from store import WORLD, Archive, Filters, delta_table
from store.listing import Page
from store.reviews import Asked
from store.schema import SCHEMA
from tests import factories

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SURE, DOUBTFUL = bounds()[0].at_least, bounds()[-2].at_least / 2


def graded(name: str, confidence: float | None, *, killed: int = 1, news: bool = True) -> Reading:
    """One event at a spot of its own with this confidence, and a field that is as sure."""
    of = factories.article(f"Shells hit {name} on Monday.", id=name)
    spot = factories.place(name, 30 + len(name), 40)
    fields = () if confidence is None else (FieldConfidence("place", confidence),)
    told = factories.report(
        of,
        "hit",
        place=factories.ReportPlace(spot),
        confidence=confidence,
        confidence_of=fields,
        news=news,
        fatalities=Count(killed, killed, killed),
    )
    return factories.reading(of, told)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Four events: a sure one, two doubtful ones, one without a grade; the last doubtful one is background."""
    made = Archive(tmp_path / "archive")
    made.add([graded("A", SURE, killed=2), graded("Bb", DOUBTFUL, killed=9), graded("Ccc", None)])
    made.add([graded("Dddd", DOUBTFUL, killed=40, news=False)])
    return made


def places(archive: Archive, filters: Filters = Filters(), page: Page = Page()) -> list[str]:  # noqa: B008 - frozen
    return [each.place for each in archive.listed(filters, page)]


def test_grades_fall_and_each_begins_where_it_says() -> None:
    for of in ("report", "field"):
        steps = [bound.at_least for bound in bounds(of)]
        assert steps == sorted(steps, reverse=True)
        assert [grade_of(step, of) for step in steps] == list(GRADES)
        assert [bound.right for bound in bounds(of)] == sorted((bound.right for bound in bounds(of)), reverse=True)


def test_events_are_filtered_by_grade_and_counted(archive: Archive) -> None:
    assert places(archive, Filters(grades=("sure",))) == ["A"]
    assert sorted(places(archive, Filters(grades=("doubtful", "none")))) == ["Bb", "Ccc", "Dddd"]
    counts = {each.value: each.events for each in archive.facet(Filters(grades=("sure",)), "grade")}
    assert counts == {"sure": 1, "doubtful": 2, "none": 1}


def test_the_surest_come_first_or_the_deadliest_that_are_least_sure(archive: Archive) -> None:
    assert places(archive, page=Page("confidence"))[0] == "A"
    assert places(archive, page=Page("review")) == ["Dddd", "Bb", "A", "Ccc"]


def test_a_mark_is_doubtful_where_all_of_its_events_are(archive: Archive) -> None:
    found = {mark.place: mark.doubtful for mark in archive.markers(Filters(), window=WORLD, zoom=9)}
    assert found == {"A": False, "Bb": True, "Ccc": False, "Dddd": True}
    (cluster,) = archive.markers(Filters(grades=("sure", "doubtful")), window=WORLD, zoom=0)[-1:]
    assert cluster.doubtful == (cluster.count == 1)


def test_background_is_left_out_where_news_alone_is_asked_for(archive: Archive) -> None:
    assert sorted(places(archive, Filters(news=True))) == ["A", "Bb", "Ccc"]
    assert archive.tally(Filters(news=True)).total == 4


def test_what_a_person_confirms_is_sure_and_what_they_set_is_sure(archive: Archive) -> None:
    event = archive.listed(Filters(countries=("SY",)), Page("review"))[0]
    told = archive.event(event.id)
    assert told is not None
    elsewhere = factories.ReportPlace(factories.place("Eeeee", 12, 12))
    archive.review(Asked(told.lead.id, "place", elsewhere, by="A", why="a map"), at=NOON)
    now = archive.event(event.id)
    assert now is not None
    assert (now.lead.confidence, now.lead.confidence_of[0].chance) == (DOUBTFUL, 1.0)
    archive.review(Asked(told.lead.id, "verdict", "confirmed", by="A", why="read"), at=NOON)
    assert places(archive, Filters(grades=("confirmed",))) == ["Eeeee"]
    assert places(archive, Filters(grades=("sure",))) == ["A"]


def test_since_a_version_or_a_moment_only_what_came_after_is_there(archive: Archive) -> None:
    assert places(archive, Filters(since=archive.since("1"))) == ["Dddd"]
    assert len(places(archive, Filters(since=archive.since("2000-01-01T00:00:00")))) == 4
    assert places(archive, Filters(since=archive.since("2"))) == []
    assert places(archive, Filters(since=archive.since("2999-01-01"))) == []
    assert archive.since("nonsense") is None


def test_what_another_writer_added_at_the_same_moment_counts_as_added_since(archive: Archive) -> None:
    other = Archive(archive.address)
    archive.add([graded("Eeeee", SURE)])
    seen = archive.version
    rows = replace_base(other, graded("Ffffff", SURE))
    archive.refresh()
    assert rows > seen
    assert "Ffffff" in places(archive, Filters(since=archive.since(str(seen))))


def replace_base(late: Archive, reading: Reading) -> int:
    """Add a reading as a writer does who had not yet seen what was written last; return the version that has it."""
    from store import batch
    from store.serialized import written

    base = late._lake.version
    made = batch.batch_of(late._cursor(), (written(reading),), origins={})
    table = delta_table._table_of(made.rows, base=base)
    return late._lake.append_table(table, what="1 article added")


def test_what_a_reader_rejects_is_told_to_machines_as_gone(archive: Archive) -> None:
    event = archive.listed(Filters(), Page("review"))[0]
    before = archive.version
    archive.review(Asked(event.id, "verdict", "rejected", by="A", why="a film"), at=NOON)
    assert archive.gone_since(before) == (event.id,)
    assert archive.gone_since(archive.version) == ()


def test_an_archive_of_before_is_read_and_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = pa.schema([each for each in SCHEMA if each.name not in ("confidence", "news")])
    with monkeypatch.context() as before:
        before.setattr(delta_table, "SCHEMA", older)
        Archive(tmp_path).add([graded("A", SURE)])
    assert "confidence" not in DeltaTable(tmp_path).schema().to_arrow().names
    assert places(Archive(tmp_path), Filters(grades=("none",), news=True)) == ["A"]
    Archive(tmp_path).add([graded("Bb", SURE)])
    assert places(Archive(tmp_path), Filters(grades=("sure",))) == ["Bb"]
    assert len(places(Archive(tmp_path))) == 2


def test_the_grade_of_an_event_is_that_of_its_surest_report() -> None:
    from events.grades import confidence_of

    one = graded("A", SURE).reports[0]
    assert confidence_of([one, replace(one, confidence=None), replace(one, confidence=0.1)]) == SURE
