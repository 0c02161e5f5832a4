"""People's reviews as examples: what they said of an archive's events is what the cues are fitted on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bench.examples import Example
from bench.fit import fit
from bench.fit_reviews import judged, reviews_in
from events import Article, Reader, Report, ReportPlace
from geo import LatLon, Place
from store import Archive
from store.reviews import Asked
from text.scoring import BIAS

TEXT = (
    "Rebels shelled Hama on Monday, killing four people, a doctor said.\n\n"
    "On Sunday gunmen attacked a checkpoint in Idlib. The rebels seized Palmyra on Saturday."
)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
READER = Reader()


def review(archive: Archive, report: Report, field: str, new: object) -> None:
    archive.review(Asked(report.id, field, new, by="A. Reader", why="read again"), at=NOON)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "archive")
    made.add([READER.read(Article("one", TEXT, published=dt.date(2017, 10, 4)))])
    return made


def reports(archive: Archive) -> dict[str, Report]:
    """Return the reports by what they are of: the first word of their triggers' sentences."""
    reading = archive.reading("one")
    assert reading
    names = ("shelled", "attacked", "seized")
    return {name: next(one for one in reading.reports if name in one.evidence[0].span.text) for name in names}


def test_what_nobody_has_reviewed_is_no_example(archive: Archive) -> None:
    assert list(judged(archive)) == []
    assert reviews_in(archive, READER) == {"eventhood": [], "own_event": [], "place": []}


def test_what_is_confirmed_is_an_event_with_its_place_and_what_is_rejected_is_none(archive: Archive) -> None:
    found = reports(archive)
    review(archive, found["shelled"], "verdict", "confirmed")
    review(archive, found["attacked"], "verdict", "rejected")
    made = reviews_in(archive, READER)
    assert sorted(one.right for one in made["eventhood"]) == [False, True]
    (places,) = made["place"]
    assert [one.right for one in places].count(True) >= 1
    assert not places[-1].right  # no place at all


def test_a_place_that_is_set_is_the_right_one_among_those_that_the_text_names(archive: Archive) -> None:
    found = reports(archive)
    idlib = Place("x", "Idlib", LatLon(35.93, 36.63), "SY", None, "town", 5.0, "a person")
    review(archive, found["shelled"], "place", ReportPlace(idlib))
    (places,) = reviews_in(archive, READER)["place"]
    hama = reports(archive)["shelled"].place
    assert isinstance(hama, ReportPlace)
    assert sum(one.right for one in places) == 1
    (event,) = (event for document in judged(archive) for event in document["events"])
    assert (event["judgement"], event["place"]["lat"]) == ("event", 35.93)


def test_what_is_put_to_another_report_of_the_text_is_no_event_of_its_own(archive: Archive) -> None:
    found = reports(archive)
    review(archive, found["seized"], "event", found["attacked"].id)
    assert [one.right for one in reviews_in(archive, READER)["own_event"]] == [False]
    assert [one.right for one in reviews_in(archive, READER)["eventhood"]] == [True]


def test_a_review_that_was_taken_back_says_nothing(archive: Archive) -> None:
    found = reports(archive)
    review(archive, found["attacked"], "verdict", "rejected")
    (made,) = archive.reviews()
    archive.undo(made, by="B", at=NOON + dt.timedelta(hours=1), why="it was one")
    assert [one.right for one in reviews_in(archive, READER)["eventhood"]] == []


def test_weights_follow_what_people_reject(archive: Archive) -> None:
    review(archive, reports(archive)["attacked"], "verdict", "rejected")
    said = reviews_in(archive, READER)["eventhood"]
    others = [Example(one.cues, right=True) for one in said] * 10
    before, after = fit(others), fit([*others, *said * 40])

    def odds(weights: dict[str, float]) -> float:
        return weights[BIAS] + sum(weights.get(cue, 0.0) * value for cue, value in said[0].cues.items())

    assert odds(after) < odds(before)
