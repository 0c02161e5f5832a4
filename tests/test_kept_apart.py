"""What several sentences come to: one report or several, each with its own place, day and sides, row by row."""

from __future__ import annotations

import datetime as dt

import pytest

from events import Article, Report
from events.model import ReportPlace, When
from events.reader import Reader
from text.lexicon import rows

PUBLISHED = dt.date(2024, 8, 27)  # a Tuesday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def told(text: str, reader: Reader) -> tuple[Report, ...]:
    return reader.read(Article(id="apart", text=text, published=PUBLISHED)).reports


def place(report: Report) -> str:
    return report.place.place.name if isinstance(report.place, ReportPlace) else ""


def day(report: Report) -> str:
    return report.when.earliest.isoformat() if isinstance(report.when, When) else ""


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed 40 people in a string of attacks across Borno, officials said. In Gubio, fighters shot dead 12 farmers.",
        "A wave of bombings has killed 30 people in Helmand. In Sangin, a roadside bomb killed four policemen.",
        "Militants killed 50 people in a series of raids in Balochistan. Gunmen killed two soldiers in Turbat.",
    ],
)
def test_one_of_many_deeds_told_in_sum_is_a_report_of_its_own(text: str, reader: Reader) -> None:
    assert len({place(report) for report in told(text, reader)}) > 1


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed 40 people in Gubio on Monday. The attackers came on motorbikes and shot dead men at the market.",
        "A string of explosions shook Sangin on Monday. The blasts killed four policemen.",
        "A bomb killed three people in Helmand on Monday. It went off at a market in the province.",
    ],
)
def test_a_deed_that_is_told_on_stays_one(text: str, reader: Reader) -> None:
    assert len(told(text, reader)) == 1


def test_a_sentence_told_again_in_the_same_words_tells_the_same(reader: Reader) -> None:
    said = "A bridge was blown up and two men were shot dead."
    before = "On 1 August rebels shelled Homs, killing three."
    other = (
        "On 20 August artillery killed five people in Homs. On 21 August tanks shelled Hama. "
        "On 22 August helicopters bombed Idlib, killing four."
    )
    found = told(f"{before} {said}\n\n{other}\n\n{said}", reader)
    assert [report.excerpt.text for report in found].count(said) == 1


FAR_ON = (
    "\n\nThe president spoke of peace. On Friday soldiers had arrested two men in Homs. Schools stayed shut. "
    "Markets were empty.\n\n"
)


@pytest.mark.parametrize(
    ("deed", "far_on", "injured"),
    [
        (
            "Gunmen of the Red Shield attacked a market in Gubio on Monday, killing nine traders.",
            "Hospital staff said nine people had been killed and fourteen injured.",
            14,
        ),
        (
            "Gunmen of the Red Shield attacked a market in Gubio on Monday, killing nine traders.",
            "Samir Haddad, a baker aged 40, was among those killed in the raid, and his two sons were wounded.",
            2,
        ),
        (
            "A drone strike hit a school in Hama on Tuesday, killing six pupils.",
            "A doctor said the bodies of six children who had been killed were brought in, and 20 wounded.",
            20,
        ),
    ],
)
def test_what_is_told_far_on_without_a_place_or_day_of_its_own_is_the_deed_told_before(
    deed: str, far_on: str, injured: int, reader: Reader
) -> None:
    first, arrest = told(f"{deed}{FAR_ON}{far_on}", reader)
    assert (first.injured.best if first.injured else 0, first.excerpt.text) == (injured, deed)
    assert arrest.sub_event_type == "Arrests"


def test_what_is_told_far_on_in_another_town_is_a_deed_of_its_own(reader: Reader) -> None:
    deed = "Gunmen of the Red Shield attacked a market in Gubio on Monday, killing nine traders."
    found = told(f"{deed}{FAR_ON}In Maiduguri a bomb killed four policemen on Sunday and injured fourteen.", reader)
    assert [report.fatalities.best for report in found if report.fatalities] == [9, 4]


def test_a_town_which_had_been_captured_is_another_deed_than_the_killing_in_it(reader: Reader) -> None:
    killed, captured = told("Five nurses were killed in Bara, a town which the RSF had captured on 5 August.", reader)
    assert [killed.sub_event_type, captured.sub_event_type] == ["Attack", "Non-state actor overtakes territory"]
    assert day(captured) == "2024-08-05" != day(killed)


def test_those_who_are_a_mere_pronoun_now_were_killed_before(reader: Reader) -> None:
    (report,) = told("Five nurses were killed in Goma. Their cards were found. They were killed on Monday.", reader)
    assert (place(report), day(report)) == ("Goma", "2024-08-26")


def test_who_was_taken_and_shot_was_killed(reader: Reader) -> None:
    (report,) = told("Armed men took ten people off a bus near Quetta on Monday and shot them.", reader)
    assert report.sub_event_type == "Attack"


def test_who_was_only_taken_was_abducted(reader: Reader) -> None:
    (report,) = told("Armed men took ten people off a bus near Quetta on Monday and released them.", reader)
    assert report.sub_event_type == "Abduction/forced disappearance"


@pytest.mark.parametrize("stop", ["", " GMT", ":"])
def test_entries_by_the_clock_are_of_the_day_and_apart(stop: str, reader: Reader) -> None:
    text = f"17:55{stop} A crowd has set fire to a museum in Dhaka.\n\n15:20{stop} Thousands have stormed the palace in Dhaka."
    reports = told(text, reader)
    assert [report.sub_event_type for report in reports] == ["Violent demonstration"] * 2
    assert {day(report) for report in reports} == {"2024-08-27"}


def test_the_place_that_opens_an_item_is_the_items(reader: Reader) -> None:
    text = "Kharkiv: missiles hit two depots.\n\nLviv region: a missile hit a plant; one person was killed."
    assert [place(report) for report in told(text, reader)] == ["Kharkiv", "Lviv"]


def test_the_one_day_told_before_holds_for_what_follows(reader: Reader) -> None:
    text = "On Sunday rebels shelled Goma.\n\nIn Bukavu, soldiers fought rebels at the airport."
    assert [day(report) for report in told(text, reader)] == ["2024-08-25"] * 2


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Fighters believed to belong to Boko Haram ambushed a convoy near Gubio on Monday.", "boko-haram"),
        ("Gunmen suspected to be members of Al-Shabaab attacked a post near Baidoa on Monday.", "al-shabaab"),
        ("Militants linked to the Islamic State attacked a post near Mosul on Monday.", "islamic-state"),
        ("Fighters attacked a post near Mosul on Monday.", "fighters"),
        ("Gunmen attacked a base of Al-Shabaab near Baidoa on Monday.", "gunmen"),
        ("Soldiers of the Chadian contingent attacked a village near Gao in Mali on Monday.", "chad-forces"),
    ],
)
def test_people_of_a_group_are_the_group(text: str, actor: str, reader: Reader) -> None:
    (report,) = told(text, reader)
    assert [one.actor.id for one in report.actors if one.role == "initiator"] == [actor]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "A market in Bama was bombed on Tuesday, less than a week after a similar bombing killed nine.",
            ["2024-08-20", "2024-08-27"],
        ),
        (
            "Gunmen killed three farmers near Kukawa on Monday, two days after bandits burned a mosque in the area.",
            ["2024-08-24", "2024-08-26"],
        ),
        (
            "The shelling of Donetsk on Sunday followed a drone attack on Belgorod on Saturday that killed two.",
            ["2024-08-24", "2024-08-25"],
        ),
    ],
)
def test_what_came_before_is_a_happening_of_its_own_on_its_own_day(text: str, days: list[str], reader: Reader) -> None:
    assert sorted(map(day, told(text, reader))) == days


@pytest.mark.parametrize(
    "text",
    [
        "Two men died in Bama on Monday, hours after a bomb that was hidden in a cart wounded them.",
        "Rebels shelled Sumbe on Monday before they stormed it.",
    ],
)
def test_one_deed_after_the_other_stays_one_where_no_time_lies_between(text: str, reader: Reader) -> None:
    assert len(told(text, reader)) == 1


ACTORS_WITHOUT_MEANS = [
    (row["kind"], text, able)
    for row in rows("means.csv")
    for able, text in (("", row["example"]), ("rebels", row["counterexample"]))
    if text
]


@pytest.mark.parametrize(("kind", "text", "able"), ACTORS_WITHOUT_MEANS)
def test_who_lacks_the_means_is_no_doer(kind: str, text: str, able: str, reader: Reader) -> None:
    deed = next(report for report in told(text, reader) if report.sub_event_type == kind)
    doers = {part.actor.id for part in deed.actors if part.role == "initiator"}
    assert doers - {"suicide-bombers"} == {able} - {""}
