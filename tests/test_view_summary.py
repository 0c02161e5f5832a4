"""The lines that say a report."""

from __future__ import annotations

import pytest

from events import ActorRole, Count, Evidence, Report, ReportPlace
from geo import Unresolved
from tests import factories
from view.summary import facts, headline, standing, when_words, where_words

ACTOR = factories.actor


def said(report: Report) -> str:
    return " | ".join(f"{name}: {'; '.join(lines)}" for name, lines in facts(report))


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        ((), "Air/drone strike"),
        ((("north-front", "initiator"),), "Air/drone strike: North Front"),
        ((("north-front", "initiator"), ("civilians", "target")), "Air/drone strike: North Front → Civilians"),
        ((("civilians", "target"), ("coast-wire", "source")), "Air/drone strike: Civilians"),
    ],
)
def test_a_headline_says_who_did_what_to_whom(actors: tuple[tuple[str, str], ...], expected: str) -> None:
    report = factories.report(sub="Air/drone strike", actors=factories.roles(*actors))  # type: ignore[arg-type]
    assert headline(report) == expected


@pytest.mark.parametrize(
    ("when", "inherited", "expected"),
    [
        (factories.when("2017-10-02"), False, "2 Oct 2017"),
        (factories.when("2017-09-01", "2017-09-30", "month"), False, "1–30 Sep 2017, known to the month"),
        (factories.when("2017-10-02"), True, "2 Oct 2017 (said elsewhere in the article)"),
        (
            factories.when("2017-09-25", "2017-10-02", "about"),
            True,
            "25 Sep – 2 Oct 2017 (date not stated; estimated from publication date)",
        ),
        (Unresolved("no date in reach"), False, "not dated: no date in reach"),
    ],
)
def test_a_date_says_how_well_it_is_known(when: object, inherited: bool, expected: str) -> None:  # noqa: FBT001
    assert when_words(factories.report(when=when, when_inherited=inherited)) == expected


def test_a_place_says_how_well_it_is_known() -> None:
    province = factories.place("Eastmark", kind="province", uncertainty_km=90.0)
    report = factories.report(place=ReportPlace(province, inherited=True))
    assert where_words(report) == "Eastmark, Syria · province level (± 90 km); named elsewhere in the article"
    assert where_words(factories.report(place=Unresolved("no place named"))) == "not placed: no place named"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "asserted"}, "asserted: the article says it as fact"),
        ({"status": "claimed", "said_by": (ACTOR("amaq", name="Amaq"),)}, "claimed by Amaq"),
        ({"status": "alleged"}, "alleged; nobody is named for it"),
        (
            {
                "status": "disputed",
                "said_by": (ACTOR("amaq", name="Amaq"),),
                "denied_by": (ACTOR("army", name="Army"),),
            },
            "disputed: claimed by Amaq, denied by Army",
        ),
    ],
)
def test_standing_names_who_says_and_who_denies(fields: dict[str, object], expected: str) -> None:
    assert standing(factories.report(**fields)) == expected


def test_all_that_is_known_is_said_and_nothing_else() -> None:
    report = factories.report(fatalities=Count(2, 3, 10), actors=(ActorRole(ACTOR(), "initiator"),))
    assert said(report).startswith("When: 2 Oct 2017 | Where: Tallbrook, Eastmark, Syria")
    assert "Killed: 3 (between 2 and 10)" in said(report)
    assert "Wounded" not in said(report)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("yesterday", "3 Oct 2017 (the day on which it was said; its own day is not given)"),
        ("On Tuesday", "3 Oct 2017 (said elsewhere in the article)"),
    ],
)
def test_a_day_of_the_sentence_itself_is_not_said_to_stand_elsewhere(day: str, expected: str) -> None:
    text = "Amaq posted a video yesterday of men it says it captured. On Tuesday the ministry replied."
    of = factories.article(text)
    report = factories.report(
        of,
        "captured",
        excerpt=factories.span(text, text.split(". ", maxsplit=1)[0] + "."),
        when=factories.when("2017-10-03"),
        when_inherited=True,
        evidence=(Evidence("when", factories.span(text, day), "test"),),
    )
    assert when_words(report) == expected


def test_a_place_of_the_sentence_itself_is_not_said_to_stand_elsewhere() -> None:
    of = factories.article()
    report = factories.report(
        of,
        place=ReportPlace(factories.place(), inherited=True),
        evidence=(Evidence("place", factories.span(of.text, "Tallbrook"), "test"),),
    )
    assert where_words(report).endswith("(± 3 km); named elsewhere in the sentence")


def test_a_place_that_a_service_was_asked_for_says_so() -> None:
    of = factories.article()
    rule = "attached to the trigger; asked online: nominatim 2026-01-02"
    report = factories.report(of, evidence=(Evidence("place", factories.span(of.text, "Tallbrook"), rule),))
    assert where_words(report).endswith("(± 3 km); found by an online service: nominatim 2026-01-02")
