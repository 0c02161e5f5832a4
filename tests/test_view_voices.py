"""Events with several reports: voices, copies, agreement; and what is said of corrections and of what is left open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from events import Actor, ActorMention, ActorRole, Count, DateMention, ReportPlace
from geo import PlaceMention, Unresolved
from store import Archive, EventDetail, Filters
from store.reviews import Asked
from tests import factories
from tests.e2e.stores import WIRE, merged, told
from view.corrected import holding, review_words
from view.left_open import left_open
from view.voices import compared, voices_of


@pytest.fixture(scope="module")
def detail(tmp_path_factory: pytest.TempPathFactory) -> EventDetail:
    store, event = merged(tmp_path_factory.mktemp("merged") / "archive")
    found = Archive(store, version=2).event(event)
    assert found is not None
    return found


def test_copies_of_one_text_are_one_voice_and_the_lead_comes_first(detail: EventDetail) -> None:
    voices = voices_of(detail)
    assert [len(voice.articles) for voice in voices] == [3, 1]
    assert voices[0].articles[0].id == detail.lead.article
    assert {article.source for article in voices[0].articles} == {"Coast Wire", "Daily Post", "Evening Paper"}
    assert voices[1].name == "River Dispatch"


def test_fields_say_where_voices_agree_and_who_says_what(detail: EventDetail) -> None:
    voices = voices_of(detail)
    fields = {each.field: each for each in compared(voices)}
    assert [name for name, each in fields.items() if not each.agreed] == ["Killed"]
    assert [(said.value, said.by) for said in fields["Killed"].said] == [
        ("6", (voices[0].name,)),
        ("9", ("River Dispatch",)),
    ]
    assert "Wounded" not in fields


def test_a_voice_that_leaves_a_field_open_is_named(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    silent = told("b", "Hill Gazette", "A mine near Tallbrook on Monday hit an army truck. More was not known.", 0)
    report = silent.reports[0]
    silent = factories.reading(silent.article, factories.report(silent.article, "mine", sub=report.sub_event_type,
        actors=report.actors, fatalities=None))  # fmt: skip
    archive.add([told("a", "Coast Wire", WIRE, 6), silent])
    found = next(each for each in archive.events(archive.table(Filters())["id"]) if len(each.event.reports) == 2)
    killed = next(each for each in compared(voices_of(found)) if each.field == "Killed")
    assert (killed.agreed, killed.silent) == (True, ("Hill Gazette",))


def test_two_voices_of_one_source_are_told_apart(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(
        [told("a", "Coast Wire", WIRE, 6), told("b", "Coast Wire", WIRE[:60] + ". Nothing else was said of it.", 6)]
    )
    found = next(each for each in archive.events(archive.table(Filters())["id"]) if len(each.event.reports) == 2)
    names = [voice.name for voice in voices_of(found)]
    assert len(set(names)) == len(names) == 2


@pytest.mark.parametrize(
    ("field", "new", "expected"),
    [
        ("fatalities", Count(2, 3, 10), "set Killed from nothing to 3 (between 2 and 10): seen"),
        ("status", "claimed", "set Status from asserted to claimed: seen"),
        ("verdict", "rejected", "set The report as a whole from No verdict to It should not be here: seen"),
        ("when", factories.when("2017-10-03"), "set When from 2 Oct 2017 to 3 Oct 2017: seen"),
        (
            "place",
            ReportPlace(factories.place("Low Ford", 35.2, 40.1)),
            "set Where from Tallbrook (35.0000, 40.0000; ± 3 km) to Low Ford (35.2000, 40.1000; ± 3 km): seen",
        ),
        ("place", Unresolved("nobody knows"), "to not placed: nobody knows: seen"),
        ("actors", (ActorRole(factories.actor("syria-forces", inter=1), "target"),), "to Syria Forces: target, state"),
    ],
    ids=["count", "status", "verdict", "day", "place", "no place", "actors"],
)
def test_a_correction_is_said_in_words(tmp_path: Path, field: str, new: object, expected: str) -> None:
    archive = Archive(tmp_path / "archive")
    reading = factories.reading()
    archive.add([reading])
    asked = Asked(reading.reports[0].id, field, new, by="A. Reader", why="seen")
    review = archive.review(asked, at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    assert expected in review_words(review)
    later = archive.undo(review, by="B", at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC), why="no")
    assert holding(archive.reviews()) == {later.id}


def test_what_was_left_open_is_listed_with_its_words_and_reason() -> None:
    of = factories.article("Raiders hit Westford for three years, and Westford again.")
    reading = factories.reading(
        of,
        factories.report(of, place=Unresolved("two places of that name"), when=Unresolved("no date in reach")),
        places=(
            PlaceMention(
                factories.span(of.text, "Westford"),
                Unresolved("two alike", (factories.place("Westford"), factories.place("Westford", country="IQ"))),
                "rule",
            ),
        ),
        dates=(DateMention(factories.span(of.text, "for three years"), None, "duration", "a duration"),),
        actors=(ActorMention(factories.span(of.text, "Raiders"), Actor("raiders", "Raiders", None), "noun"),),
    )
    assert left_open(reading) == (
        ("Place", "Westford", "two alike: Westford (SY), Westford (IQ)"),
        ("Date", "for three years", "a duration"),
        ("Actor", "Raiders", "its class is undecided"),
        ("Event, Where", "Shelling/artillery/missile attack: North Front", "two places of that name"),
        ("Event, When", "Shelling/artillery/missile attack: North Front", "no date in reach"),
    )
