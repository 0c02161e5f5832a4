import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import Count, Reading, ReportPlace
from geo import Unresolved
from store import WORLD, Archive, Filters
from store.reviews import Asked, BadReview
from tests.factories import article, lone, place, reading, report, roles, when

AT = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
OF = article("Shells hit Tallbrook on Monday, killing four.", id="a")
TOLD = report(OF, "hit", fatalities=Count(4, 4, 4))


def later(minutes):
    return AT + dt.timedelta(minutes=minutes)


def ask(field, new, **given):
    return Asked(**{"report": TOLD.id, "field": field, "new": new, "by": "Ann", "why": "the source says so", **given})


@pytest.fixture
def archive(tmp_path):
    made = Archive(tmp_path)
    made.add([reading(OF, TOLD)])
    return made


FIELDS = [
    ("place", ReportPlace(place("Low Ford", 35.2, 40.1)), "place", "Low Ford"),
    ("place", Unresolved("two candidates alike"), "off_map", "two candidates alike"),
    ("when", when("2017-09-30"), "precision", "day"),
    ("when", Unresolved("no date in reach"), "undated", "no date in reach"),
    ("sub_event_type", "Suicide bomb", "sub_event_type", "Suicide bomb"),
    ("sub_event_type", "Armed clash", "event_type", "Battles"),
    ("actors", roles(("south-front", "target")), "actors", "South Front"),
    ("fatalities", Count(3, 5, 9), "deaths_best", 5),
    ("injured", Count(7, 7, 7), "injured", 7),
    ("status", "claimed", "status", "claimed"),
]


@pytest.mark.parametrize(("field", "new", "column", "shown"), FIELDS)
def test_a_correction_shows_everywhere_and_overwrites_nothing(archive, field, new, column, shown):
    review = archive.review(ask(field, new), at=AT)
    row = archive.table(Filters()).iloc[0]
    assert row[column] == shown
    detail = archive.event(TOLD.id)
    assert getattr(detail.lead, field) == new
    assert detail.reviews == archive.reviews() == (review,)
    assert archive.reading("a").reports == (TOLD,)


@pytest.mark.parametrize(("field", "new"), [case[:2] for case in FIELDS])
def test_undo_is_another_review(archive, field, new):
    before = archive.table(Filters()).iloc[0].to_dict()
    review = archive.review(ask(field, new), at=AT)
    archive.undo(review, by="Bo", at=later(1), why="it was right")
    assert {k: str(v) for k, v in archive.table(Filters()).iloc[0].to_dict().items()} == {
        k: str(v) for k, v in before.items()
    }
    assert [found.by for found in archive.reviews()] == ["Ann", "Bo"]


def test_the_newest_of_a_field_wins_whatever_the_order(archive):
    archive.review(ask("status", "alleged"), at=later(5))
    archive.review(ask("status", "claimed"), at=AT)
    assert archive.event(TOLD.id).lead.status == "alleged"


def test_a_rejected_report_leaves_the_map_and_can_come_back(archive):
    review = archive.review(ask("verdict", "rejected"), at=AT)
    assert archive.tally(Filters()).total == 0
    assert archive.markers(Filters(), window=WORLD, zoom=3) == ()
    archive.undo(review, by="Bo", at=later(1), why="it did happen")
    assert archive.tally(Filters()).total == 1


def test_a_rejected_report_stays_away_when_its_article_is_added_again(archive):
    archive.review(ask("verdict", "rejected"), at=AT)
    archive.add([reading(OF, TOLD)])
    archive.add([lone(article("Something else happened."))])
    assert archive.tally(Filters()).total == 1


def test_a_correction_survives_a_newer_reader(archive):
    archive.review(ask("status", "claimed"), at=AT)
    again = report(OF, "hit", fatalities=Count(40, 40, 40), injured=Count(1, 1, 1))
    assert archive.add([reading(OF, again)]).revised == 1
    lead = archive.event(TOLD.id).lead
    assert (lead.status, lead.fatalities, lead.injured) == ("claimed", Count(40, 40, 40), Count(1, 1, 1))
    assert archive.orphans() == ()


def test_a_correction_of_a_report_that_is_told_no_more_is_listed(archive):
    review = archive.review(ask("status", "claimed"), at=AT)
    archive.add([Reading(OF)])
    assert (archive.tally(Filters()).total, archive.orphans()) == (0, (review,))


def test_people_can_part_what_the_rules_joined_and_join_what_they_parted(tmp_path):
    archive = Archive(tmp_path)
    other = article("Guns fired on Tallbrook on Monday.", id="b")
    twin = report(other, "fired")
    archive.add([reading(OF, TOLD), reading(other, twin)])
    assert archive.tally(Filters()).total == 1
    apart = archive.review(ask("event", "", report=twin.id), at=AT)
    assert archive.tally(Filters()).total == 2
    archive.undo(apart, by="Bo", at=later(1), why="they are one")
    assert archive.tally(Filters()).total == 1
    third = article("Far away, a bomb went off.", id="c")
    bomb = report(third, "away", place=ReportPlace(place("Far", 10, 10)), sub="Grenade")
    archive.add([reading(third, bomb)])
    archive.review(ask("event", TOLD.id, report=bomb.id), at=later(2))
    assert archive.tally(Filters()).total == 1
    assert archive.event(bomb.id).event.id == archive.event(TOLD.id).event.id
    archive.add([reading(article(other.text + " More.", id="b"), twin)])
    assert len(archive.event(bomb.id).event.reports) == 3


BAD = [
    (ask("colour", "red"), "no such field"),
    (ask("status", "certain"), "cannot be its value"),
    (ask("sub_event_type", "Tea party"), "cannot be its value"),
    (ask("verdict", "maybe"), "cannot be its value"),
    (ask("fatalities", "many"), "cannot be its value"),
    (ask("place", "Tallbrook"), "cannot be its value"),
    (ask("status", "claimed", by=" "), "a name is needed"),
    (ask("status", "claimed", why=""), "a reason is needed"),
    (ask("status", "asserted"), "is that already"),
    (ask("status", "claimed", report="nothing"), "there is no report"),
]


@pytest.mark.parametrize(("asked", "words"), BAD)
def test_what_cannot_be_a_correction_is_refused_and_nothing_is_written(archive, asked, words):
    with pytest.raises(BadReview, match=words):
        archive.review(asked, at=AT)
    assert (archive.version, archive.reviews()) == (1, ())


def test_a_time_without_a_zone_is_refused(archive):
    with pytest.raises(BadReview, match="zone"):
        archive.review(ask("status", "claimed"), at=dt.datetime(2026, 11, 22))  # noqa: DTZ001 - the point of it


def test_a_correction_is_a_version_and_stands_in_the_history(archive):
    archive.review(ask("status", "claimed"), at=AT)
    assert archive.history()[0].what == f"Ann corrected status of {TOLD.id}: the source says so"
    assert Archive(archive.address, version=1).event(TOLD.id).lead.status == "asserted"


@settings(max_examples=10, deadline=None)
@given(st.permutations([("status", "claimed"), ("fatalities", Count(9, 9, 9)), ("verdict", "confirmed")]))
def test_corrections_of_several_fields_do_not_disturb_each_other(tmp_path_factory, asked):
    archive = Archive(tmp_path_factory.mktemp("reviews"))
    archive.add([reading(OF, TOLD)])
    for minute, (field, new) in enumerate(asked):
        archive.review(ask(field, new), at=later(minute))
    lead = archive.event(TOLD.id).lead
    assert (lead.status, lead.fatalities, len(archive.reviews())) == ("claimed", Count(9, 9, 9), 3)
