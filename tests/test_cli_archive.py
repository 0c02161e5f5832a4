"""The commands of the archive, as a person gives them: add, history, table, problems and review."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from events import Count
from store import Archive, Filters, add
from tests.factories import article, lone, reading, report

HOUSE = Path(__file__).parent.parent
TEXT = "Shells hit the market of Tallbrook on Monday, a resident said."
WHO = ["--by", "Ann", "--why", "the source says so"]


class OneReport:
    """A reader that reads one report out of any text."""

    edition = "test-edition"

    def read(self, of):
        return lone(of)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give a command to the archive of this test; return its status and what it printed."""
    monkeypatch.setenv("CONFLICT_MAP_STORE", str(tmp_path / "archive"))
    monkeypatch.setattr(add, "_reader", OneReport)
    monkeypatch.setattr(add, "_edition", lambda _reader: OneReport.edition)

    def given(*words, stdin=""):
        done = CliRunner().invoke(app, [str(word) for word in words], input=stdin)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return given


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


def put(folder, name, data):
    (folder / name).write_text(data, encoding="utf-8")
    return folder / name


def test_add_tells_what_it_did_and_its_status_whether_all_went_in(run, tmp_path):
    lines = "\n".join(json.dumps({"id": f"a{n}", "text": f"{TEXT} {n}"}) for n in range(3))
    good, bad = put(tmp_path, "a.jsonl", lines), put(tmp_path, "b.jsonl", "{")
    status, out, said = run("add", good)
    assert (status, out) == (0, "")
    assert said.splitlines()[0] == "0/3: a0"
    assert said.splitlines()[-1] == "3 new, 0 revised, 0 already there; 3 reports, 3 events changed; version 1"
    status, _, said = run("add", good, bad)
    assert status == 1
    assert f"{bad} line 1: not JSON; mend or remove the row" in said
    assert run("problems")[1] == f"{bad} line 1: not JSON; mend or remove the row\n"


ADDED = [
    (["--columns", "text=body,published=day"], "a.csv", f'body,day\n"{TEXT}",2017-10-04\n', 0),
    (["--today", "2017-10-03"], "a.jsonl", json.dumps({"text": TEXT, "published": "2017-10-04"}), 1),
    (["--today", "2017-10-04"], "a.jsonl", json.dumps({"text": TEXT, "published": "2017-10-04"}), 0),
    ([], "a.jsonl", json.dumps({"text": TEXT, "published": "2999-01-01"}), 1),
    (["--today", "never"], "a.jsonl", "{}", 2),
    (["--columns", "text"], "a.jsonl", "{}", 2),
    (["--columns", "colour=red"], "a.jsonl", "{}", 2),
]


@pytest.mark.parametrize(("options", "name", "data", "status"), ADDED)
def test_the_options_of_add(run, archive, tmp_path, options, name, data, status):
    assert run("add", put(tmp_path, name, data), *options)[0] == status
    archive.refresh()
    assert len(archive.articles()) == (status == 0)


def test_standard_input_is_added_with_where_it_came_from(run):
    assert run("add", "-", stdin=json.dumps({"id": "a", "text": TEXT}))[0] == 0
    (_, out, _) = run("history", "a")
    assert "article a was added, by reader test-edition; from standard input:1, sha256 " in out


def test_an_address_inside_a_private_network_is_refused_unless_allowed(run):
    refused = run("add", "http://127.0.0.1:9/a")[2]
    allowed = run("add", "http://127.0.0.1:9/a", "--allow-private")[2]
    assert "an address of a private network" in refused
    assert "no answer: ConnectionRefusedError" in allowed


def test_again_reads_what_is_there_once_more(run, tmp_path, monkeypatch):
    file = put(tmp_path, "a.jsonl", json.dumps({"id": "a", "text": TEXT}))
    run("add", file)
    monkeypatch.setattr(OneReport, "read", lambda _self, of: lone(of, injured=Count(3, 3, 3)))
    monkeypatch.setattr(OneReport, "edition", "newer")
    assert "0 new, 0 revised, 1 already there" in run("add", file)[2]
    assert "0 new, 1 revised, 0 already there" in run("add", file, "--again")[2]
    assert [line.split(": ", 1)[1].split(";")[0] for line in run("history", "a")[1].splitlines()] == [
        "article a was added, by reader test-edition",
        "event " + lone(article(TEXT, id="a")).reports[0].id + " has 1 report",
        "article a was read again, by reader newer",
    ]


OF = article("Shells hit Tallbrook on Monday, killing four.", id="a")
TOLD = report(OF, "hit", fatalities=Count(4, 4, 4))
TWIN = report(article("Guns fired on Tallbrook on Monday.", id="b"), "fired")


@pytest.fixture
def filled(archive):
    """Two articles on one happening."""
    archive.add([reading(OF, TOLD)])
    archive.add([reading(article("Guns fired on Tallbrook on Monday.", id="b"), TWIN)])
    return archive


@pytest.mark.usefixtures("filled")
def test_history_lists_the_versions_newest_first(run):
    lines = run("history")[1].splitlines()
    assert [line.split(" UTC: ")[1] for line in lines] == ["1 article added, 0 revised"] * 2 + ["made"]
    assert lines[0].startswith(f"version 2, {dt.datetime.now(tz=dt.UTC):%Y-}")
    assert run("history", "--as-of", 1)[1].splitlines() == lines[1:]


def test_the_history_of_an_event_has_every_reading_merging_and_correction(run, filled):
    run("review", "correct", TOLD.id, "fatalities", "3-9", *WHO)
    event = filled.event(TOLD.id).event.id
    told = [line.split(" UTC: ")[1] for line in run("history", event)[1].splitlines()]
    assert f"event {event} has 2 reports" in told
    assert {line for line in told if line.startswith("article")} == {"article a was added", "article b was added"}
    assert (
        told[-1] == f"fatalities of report {TOLD.id} was set from 4 to 3 (between 3 and 9), by Ann; the source says so"
    )
    before = [line.split(" UTC: ")[1] for line in run("history", event, "--as-of", 2)[1].splitlines()]
    assert before == told[:-1]
    assert run("history", "nothing")[::2] == (1, "nothing: no event, report or article of this id\n")


@pytest.mark.usefixtures("filled")
def test_a_rejected_report_still_has_its_history(run):
    run("review", "reject", TOLD.id, *WHO)
    assert "verdict of report" in run("history", TOLD.id)[1]


CORRECTED = [
    ("status", "claimed", "status", "claimed"),
    ("sub_event_type", "Suicide bomb", "sub_event_type", "Suicide bomb"),
    ("fatalities", "9-14", "deaths_high", 14),
    ("injured", "7", "injured", 7),
    ("when", "2017-09-30", "earliest", "2017-09-30 00:00:00"),
    ("when", "none", "undated", "corrected by a person"),
    ("place", "35.2,40.1 Low Ford", "place", "Low Ford"),
    ("place", "Tripoli, LB, town", "admin1", "Ash Shimāl"),
    ("place", "geonames:170017", "place", "Ḩamāh"),
    ("place", "170017", "country", "SY"),
    ("actors", "target=islamic-state", "actors", "Islamic State"),
]


@pytest.mark.parametrize(("field", "value", "column", "shown"), CORRECTED)
def test_a_correction_and_its_undoing(run, archive, field, value, column, shown):
    archive.add([reading(OF, TOLD)])
    before = str(archive.table(Filters()).iloc[0][column])
    status, line, _ = run("review", "correct", TOLD.id, field, value, *WHO)
    assert status == 0
    archive.refresh()
    assert str(archive.table(Filters()).iloc[0][column]) == str(shown)
    assert run("review", "list")[1] == line
    assert run("review", "undo", line.split()[0], *WHO)[0] == 0
    archive.refresh()
    assert str(archive.table(Filters()).iloc[0][column]) == before


def test_split_join_confirm_and_reject(run, filled):
    def events():
        filled.refresh()
        return filled.tally(Filters()).total

    assert (
        f"event of {TWIN.id}: where the rules put it -> an event of its own" in run("review", "split", TWIN.id, *WHO)[1]
    )
    assert events() == 2
    assert run("review", "join", TWIN.id, TOLD.id, *WHO)[0] == 0
    assert events() == 1
    assert run("review", "confirm", TOLD.id, *WHO)[0] == 0
    assert run("review", "split", TWIN.id, *WHO)[0] == 0
    assert run("review", "reject", TWIN.id, *WHO)[0] == 0
    assert events() == 1


REFUSED = [
    (
        ["correct", TOLD.id, "colour", "red", *WHO],
        "colour: there is no such field; the fields are place, when, sub_event_type",
    ),
    (
        ["correct", TOLD.id, "status", "certain", *WHO],
        "status: this cannot be its value; write one of: asserted, claimed, alleged, disputed",
    ),
    (["join", TOLD.id, TOLD.id, *WHO], "event: a report cannot be put together with itself"),
    (["correct", TOLD.id, "fatalities", "many", *WHO], "fatalities: 'many' cannot be its value; write 9, 9-14"),
    (
        ["correct", TOLD.id, "place", "Tallbrook of nowhere", *WHO],
        "place: no gazetteer knows Tallbrook of nowhere; write",
    ),
    (["correct", TOLD.id, "place", "geonames:-1", *WHO], "place: no gazetteer knows geonames:-1"),
    (["correct", TOLD.id, "place", "91,181 Nowhere", *WHO], "place: '91,181 Nowhere' cannot be its value; write"),
    (["correct", TOLD.id, "place", "35.2,40.1", *WHO], "place: '35.2,40.1' cannot be its value; write"),
    (["correct", TOLD.id, "place", "Tripoli", *WHO], "place: Tripoli may be geonames:2210247 (town, Ţarābulus, LY), "),
    (["correct", TOLD.id, "actors", "target=nobody", *WHO], "actors: 'target=nobody' cannot be its value"),
    (
        ["correct", "nothing", "status", "claimed", *WHO],
        "there is no report nothing; the table of events shows the ids",
    ),
    (["join", TOLD.id, "nothing", *WHO], "nothing: no report of this id is in an event"),
    (["undo", "nothing", *WHO], "nothing: no review of this id; review list shows them"),
    (["confirm", TOLD.id, "--by", " ", "--why", "x"], "verdict: a name is needed"),
]


@pytest.mark.parametrize(("words", "message"), REFUSED)
def test_what_cannot_be_a_correction_is_one_line_and_status_1(run, archive, words, message):
    archive.add([reading(OF, TOLD)])
    status, out, said = run("review", *words)
    assert (status, out, said.count("\n")) == (1, "", 1)
    assert message in said


def test_reviews_of_reports_that_are_told_no_more_are_listed(run, archive):
    archive.add([reading(OF, TOLD)])
    run("review", "confirm", TOLD.id, *WHO)
    assert run("review", "list", "--orphaned")[1] == ""
    archive.add([lone(article("Another text of the same article.", id="a"))])
    assert run("review", "list", "--orphaned")[1] == run("review", "list")[1] != ""


AS_OF = [("1", 1), ("2", 2), ("2999-01-01", 2), (f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", 2)]


@pytest.mark.parametrize(("when", "reports"), AS_OF)
@pytest.mark.usefixtures("filled")
def test_table_and_export_answer_as_of_a_version_or_a_day(run, when, reports):
    head, line = run("table", "--as-of", when)[1].splitlines()
    assert dict(zip(head.split("\t"), line.split("\t"), strict=True))["reports"] == str(reports)
    exported = run("export", "--format", "jsonl", "--as-of", when)[1]
    assert exported.count(TWIN.id) >= (reports == 2)
    assert (TWIN.id in exported) is (reports == 2)


@pytest.mark.parametrize(
    ("when", "words"),
    [("99", "no version 99"), ("soon", "no version and no day"), ("1999-01-01", "the archive is younger")],
)
@pytest.mark.usefixtures("filled")
def test_a_version_that_there_is_not_is_one_line(run, when, words):
    status, out, said = run("table", "--as-of", when)
    assert (status, out, said.count("\n")) == (1, "", 1)
    assert words in said


@pytest.mark.usefixtures("filled")
def test_the_table_takes_filters_and_refuses_nonsense(run):
    assert len(run("table", "status=claimed")[1].splitlines()) == 1
    assert run("table", "from=never")[0] == 1
    assert run("table", "colour=red")[0] == 1
