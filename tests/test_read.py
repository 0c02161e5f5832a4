"""Whole small articles: how many reports, of what type, where, when, by whom, with which evidence."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from events import Article
from events.explain import explain
from events.model import Reading, Report, ReportPlace, When
from events.reader import Reader
from events.serialise import line_of

PUBLISHED = dt.date(2022, 5, 18)  # a Wednesday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str, *, published: dt.date | None = PUBLISHED) -> Reading:
    return reader.read(Article(id="small", text=text, published=published))


def only(reading: Reading) -> Report:
    assert len(reading.reports) == 1, [(r.sub_event_type, r.excerpt.text) for r in reading.reports]
    return reading.reports[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "On Monday, rebels shelled the city of Kharkiv. Three civilians were killed.",
            "Shelling/artillery/missile attack",
        ),
        ("Gunmen shot dead a farmer near Kano on Monday.", "Attack"),
        ("Soldiers killed four militants near Kano on Monday.", "Armed clash"),
        ("Police fired tear gas at protesters in Nairobi on Monday.", "Protest with intervention"),
        (
            "Soldiers opened fire on protesters in Khartoum on Monday, killing two.",
            "Excessive force against protesters",
        ),
        ("Protesters threw stones at police and torched cars in Paris on Monday.", "Violent demonstration"),
        ("Hundreds of protesters marched through Nairobi on Monday.", "Peaceful protest"),
        ("A suicide bomber blew himself up at a market in Kabul on Monday.", "Suicide bomb"),
        (
            "Two soldiers were killed when their vehicle hit a landmine near Gao on Monday.",
            "Remote explosive/landmine/IED",
        ),
        ("Government forces recaptured the town of Palmyra from militants on Monday.", "Government regains territory"),
        ("Rebels seized the town of Goma from the army on Monday.", "Non-state actor overtakes territory"),
        ("Gunmen kidnapped three teachers in Zamfara on Monday.", "Abduction/forced disappearance"),
        ("Rebels fired shells with chlorine gas at Saraqib on Monday.", "Chemical weapon"),
        ("Police found rifles and ammunition in a militant hideout in Kano on Monday.", "Disrupted weapons use"),
    ],
)
def test_one_happening_gives_one_report_of_its_type(text: str, kind: str, reader: Reader) -> None:
    assert only(read(reader, text)).sub_event_type == kind


def test_one_happening_in_several_sentences_is_one_report(reader: Reader) -> None:
    text = (
        "Gunmen attacked a bus near Kano on Monday. Five passengers were killed in the attack. "
        "Two others were wounded, police said."
    )
    report = only(read(reader, text))
    assert report.fatalities is not None
    assert report.fatalities.best == 5
    assert {"bus"} <= set(report.excerpt.text.split())
    assert len({evidence.span for evidence in report.evidence}) > 3


LIVE = (
    "- Rights groups say that at least five people have been shot dead in Nairobi.\n- Shops are shut.\n\n"
    "Buses stand still. Schools are closed. Trains do not run. The sky is grey. Nobody sleeps. It is cold.\n\n"
    "{bullet}Doctors say that officers fired live rounds at people, killed at least five and wounded thirteen."
)


def test_what_an_article_sums_up_in_points_and_tells_below_is_one_report(reader: Reader) -> None:
    report = only(read(reader, LIVE.format(bullet="")))
    assert report.fatalities is not None
    assert report.fatalities.best == 5
    assert len({evidence.span.start // 200 for evidence in report.evidence}) > 1


def test_strikes_on_three_towns_are_three_reports(reader: Reader) -> None:
    found = read(reader, "Warplanes bombed Kharkiv, Kherson and Mykolaiv on Monday.").reports
    assert [place_name(report) for report in found] == ["Kharkiv", "Kherson", "Mykolaiv"]
    assert len({report.id for report in found}) == 3


def place_name(report: Report) -> str:
    assert isinstance(report.place, ReportPlace)
    return report.place.place.name.split(" ")[0]


def test_two_places_in_one_sentence_are_two_happenings(reader: Reader) -> None:
    text = "A bomb killed five people in Kabul on Monday, and gunmen killed two teachers in Karachi."
    found = read(reader, text).reports
    assert [place_name(report) for report in found] == ["Kabul", "Karachi"]
    assert [report.fatalities and report.fatalities.best for report in found] == [5, 2]


def test_the_place_hangs_on_the_trigger_and_not_on_the_speaker(reader: Reader) -> None:
    report = only(read(reader, "Rebels shelled Kharkiv on Monday, a spokesman said in Moscow."))
    assert place_name(report) == "Kharkiv"
    assert report.place.inherited is False  # type: ignore[union-attr]


def test_a_place_is_inherited_from_the_text_before_and_says_so(reader: Reader) -> None:
    text = "Kharkiv was calm in the morning.\nOn Monday evening militants killed two soldiers at a checkpoint."
    report = only(read(reader, text))
    assert place_name(report) == "Kharkiv"
    assert report.place.inherited is True  # type: ignore[union-attr]


def test_a_demonym_is_no_place(reader: Reader) -> None:
    report = only(read(reader, "Syrian soldiers killed two militants on Monday."))
    assert not isinstance(report.place, ReportPlace)
    assert report.place.reason


def test_when_is_the_day_that_hangs_on_the_deed(reader: Reader) -> None:
    report = only(read(reader, "Rebels shelled Kharkiv on Monday, the army said on Wednesday."))
    assert report.when == When(dt.date(2022, 5, 16), dt.date(2022, 5, 16), "day")
    assert report.when_inherited is False


def test_news_without_a_day_is_of_about_the_day_of_publication(reader: Reader) -> None:
    report = only(read(reader, "Rebels are shelling Kharkiv."))
    assert isinstance(report.when, When)
    assert (report.when.precision, report.when.latest, report.when_inherited) == ("about", PUBLISHED, True)


def test_without_a_day_of_publication_the_day_stays_open_with_a_reason(reader: Reader) -> None:
    report = only(read(reader, "Rebels are shelling Kharkiv.", published=None))
    assert not isinstance(report.when, When)
    assert report.when.reason


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Taliban fighters attacked Afghan soldiers near Kabul.",
            {"taliban": "initiator", "afghanistan-forces": "target"},
        ),
        (
            "Afghan soldiers were attacked by Taliban fighters.",
            {"taliban": "initiator", "afghanistan-forces": "target"},
        ),
        (
            "An attack by Taliban fighters on Afghan soldiers began.",
            {"taliban": "initiator", "afghanistan-forces": "target"},
        ),
        ("A Russian colonel died when his car struck a landmine near Hama.", {"russia-forces": "target"}),
    ],
)
def test_roles_come_from_the_grammar(text: str, roles: dict[str, str], reader: Reader) -> None:
    found = {one.actor.id: one.role for one in only(read(reader, text)).actors}
    assert {actor: found.get(actor) for actor in roles} == roles


def test_a_state_abroad_is_an_external_force(reader: Reader) -> None:
    report = only(read(reader, "Turkish soldiers shelled the town of Manbij in Syria on Monday."))
    assert [one.actor.inter for one in report.actors if one.actor.id == "turkey-forces"] == [8]


def test_a_denial_in_the_next_sentence_disputes_the_deed_and_not_its_neighbour(reader: Reader) -> None:
    text = (
        "Islamic State said it captured two Russian soldiers near Palmyra on Monday. "
        "The Russian defense ministry denied that any Russian troops had been captured.\n"
        "On Sunday, rebels shelled Idlib."
    )
    status = {report.sub_event_type: report.status for report in read(reader, text).reports}
    assert status["Abduction/forced disappearance"] == "disputed"
    assert status["Shelling/artillery/missile attack"] == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "The home side won the cup after a late goal. The striker shot twice.",
        "Shares of the retailer fell after a price war.",
        "The council discussed the budget for schools on Tuesday.",
        "",
        "   \n\n ",
    ],
)
def test_articles_on_none_of_this_give_no_report(text: str, reader: Reader) -> None:
    assert read(reader, text).reports == ()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> ${x} `", "😀" * 2000, "\u202e" + "Rebels shelled Kharkiv." * 3, "A" * 5000]
)
def test_hostile_text_is_read_like_any_other(text: str, reader: Reader) -> None:
    reading = read(reader, text)
    for report in reading.reports:
        spans = [report.excerpt, *(evidence.span for evidence in report.evidence)]
        assert all(text[span.start : span.stop] == span.text for span in spans)


def test_reading_twice_gives_the_same_ids(reader: Reader) -> None:
    text = "Rebels shelled Kharkiv on Monday. Gunmen killed a judge in Kano on Tuesday."
    assert line_of(read(reader, text)) == line_of(read(reader, text))


def test_workers_give_the_same_lines_in_the_same_order(reader: Reader) -> None:
    articles = [
        Article(id=str(n), text=f"Rebels shelled Kharkiv and killed {n} people.", published=PUBLISHED)
        for n in range(3, 9)
    ]
    alone = [line_of(reading) for reading in reader.read_many(articles)]
    assert [line_of(reading) for reading in Reader().read_many(articles, workers=2)] == alone


def test_one_bad_article_does_not_stop_the_others(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("events.reader.find_times", lambda *_, **__: 1 / 0)
    with caplog.at_level(logging.ERROR):
        assert read(reader, "Rebels shelled Kharkiv.") == Reading(
            Article("small", "Rebels shelled Kharkiv.", published=PUBLISHED),
            failed="it cannot be read: ZeroDivisionError",
        )
    assert "small" in caplog.text


def test_explain_names_the_rules_and_the_refused_triggers(reader: Reader) -> None:
    words = explain(read(reader, "Rebels shelled Kharkiv on Monday. The army will attack Kherson."), reader)
    assert "(not parsed" in explain(read(reader, "The council met."), reader)
    for said in (
        "verb:shell",
        "REFUSED: not yet",
        "-> report 1",
        "REPORT 1",
        "Kharkiv",
        "2022-05-16",
        "attached to the trigger",
        "REPORT",
    ):
        assert said in words
