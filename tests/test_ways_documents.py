"""Each kind of document x fine, odd, damaged, hostile -> what comes out of it."""

import datetime as dt
import json

import pytest

from store import Problem
from store.files import found_in
from store.rows import Intake
from store.ways import apart
from tests.files_made import BOMB, FIRST, HTML_MAIL, SECOND, XXE, docx, epub, mail, odt, pdf, xlsx, zipped

FINE = [
    ("a.pdf", pdf([FIRST, SECOND])),
    ("a.docx", docx(FIRST, SECOND, head="Market hit")),
    ("a.odt", odt(FIRST, SECOND)),
    ("a.epub", epub(FIRST, SECOND)),
    ("a.rtf", f"{{\\rtf1\\ansi {FIRST}\\par {SECOND}\\par}}"),
    ("a.eml", mail()),
    ("a.eml", mail(HTML_MAIL, "text/html")),
    ("a.mhtml", mail(HTML_MAIL, "text/html", Snapshot_Content_Location="https://example.org/market")),
    ("a.mbox", b"From x Mon Apr  6 23:30:00 2026\n" + mail() + b"\n"),
    ("a.txt", f"{FIRST}\n\n{SECOND}"),
    ("a.md", f"# Market hit\n\n{FIRST}\n\n{SECOND}"),
]  # fmt: skip


def take(tmp_path, name, data, **intake):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(found_in([path], Intake(**intake)))
    return [each[0] for each in found if not isinstance(each, Problem)], [
        each for each in found if isinstance(each, Problem)
    ]


@pytest.mark.parametrize(("name", "data"), FINE)
def test_a_document_gives_its_text_and_nothing_else(tmp_path, name, data):
    (article,), problems = take(tmp_path, name, data)
    assert problems == []
    assert FIRST in article.text
    assert SECOND in article.text
    assert "x()" not in article.text


def test_what_a_document_says_of_itself(tmp_path):
    assert take(tmp_path, "a.pdf", pdf([FIRST, SECOND]))[0][0].title == "Market hit"
    assert take(tmp_path, "a.docx", docx(FIRST, SECOND, head="Market hit"))[0][0].title == "Market hit"
    (book,), _ = take(tmp_path, "a.epub", epub(FIRST, SECOND))
    assert (book.title, book.published) == ("Notes", dt.date(2026, 4, 6))
    (letter,), _ = take(tmp_path, "a.eml", mail())
    assert (letter.title, letter.author, letter.published) == (
        "Market hit",
        "Ann <ann@example.org>",
        dt.date(2026, 4, 6),
    )
    (page,), _ = take(tmp_path, "a.mhtml", FINE[7][1])
    assert page.url == "https://example.org/market"


@pytest.mark.parametrize(
    "line", ["4 October 2017", "Date: 2017-10-04", "Wednesday, October 4, 2017", "Published: 4 Oct 2017"]
)
def test_a_text_without_front_matter_has_its_first_line_as_title_and_a_line_that_is_a_day_as_its_day(tmp_path, line):
    (article,), problems = take(tmp_path, "a.txt", f"Market hit\n{line}\n\n{FIRST}")
    assert (article.title, article.published, problems) == ("Market hit", dt.date(2017, 10, 4), [])


def test_a_day_in_a_sentence_is_not_the_day_of_publication(tmp_path):
    (article,), _ = take(tmp_path, "a.txt", f"Market hit\n\nShells fell on 4 October 2017.\n{FIRST}")
    assert article.published is None


def test_a_day_that_is_given_with_the_files_is_that_of_those_that_state_none(tmp_path):
    day = dt.date(2026, 4, 7)
    (article,), _ = take(tmp_path, "a.txt", FIRST, published=day)
    assert (article.published, article.published_basis) == (day, "given by who added it")
    (letter,), _ = take(tmp_path, "a.eml", mail(), published=day)
    assert letter.published == dt.date(2026, 4, 6)


def test_front_matter_that_is_not_closed_is_a_problem(tmp_path):
    articles, (problem,) = take(tmp_path, "a.md", f"---\nsource: River Dispatch\n{FIRST}")
    assert (articles, problem.reason) == ([], "no front matter")


ODD = [
    ("a.pdf", pdf(["Shells hit the mar-", "ket of Tallbrook on Monday, a resi-", "dent said."]), FIRST),
    ("a.pdf", pdf([FIRST], [SECOND]), f"{FIRST}\n\n{SECOND}"),
    ("a.docx", docx(("Day", "Place"), ("Monday", "Tallbrook"), FIRST), "Day | Place\nMonday | Tallbrook"),
    ("a.eml", mail("Shells hit caf\u00e9s in Tallbrook on Monday."), "caf\u00e9s"),
]


@pytest.mark.parametrize(("name", "data", "words"), ODD)
def test_odd_documents(tmp_path, name, data, words):
    (article,), problems = take(tmp_path, name, data)
    assert problems == []
    assert words in article.text
    assert "root:" not in article.text


def test_each_mail_of_a_mailbox_is_an_article(tmp_path):
    box = b"".join(b"From x\n" + mail(f"{FIRST} {n}").replace(b"<1@x>", b"<%d@x>" % n) + b"\n\n" for n in range(3))
    articles, problems = take(tmp_path, "a.mbox", box)
    assert ([article.text.strip()[-1] for article in articles], problems) == (["0", "1", "2"], [])
    assert len({article.id for article in articles}) == 3


def test_a_workbook_is_a_table(tmp_path):
    (article,), _ = take(tmp_path, "a.xlsx", xlsx(["id", "text"], ["a", FIRST]))
    assert (article.id, article.text) == ("a", FIRST)
    found = list(found_in([tmp_path / "a.xlsx"], Intake()))
    assert found[0][1].where.endswith("a.xlsx:2")


def test_coded_events_of_a_workbook(tmp_path):
    rows = (["Date", "Place", "Lat", "Lon", "Killed", "Notes"], ["14 Feb 2026", "Hama", 35.13, 36.75, 3, FIRST])
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(*rows))
    ((_, origin),) = found_in([path], Intake(confirm=lambda *_: True))
    assert (origin.coded[0].fatalities.best, origin.coded[0].place.place.at.lat) == (3, 35.13)


DAMAGED = [(name, (data.encode() if isinstance(data, str) else data)[: len(data) // 2]) for name, data in FINE[:4]]
DAMAGED += [
    ("a.xlsx", xlsx(["id", "text"])[:300]),
    ("a.rtf", b"not rtf"),
    ("a.eml", b"\n\n"),
    ("a.mbox", b"no mailbox"),
]
DAMAGED += [(f"a.{kind}", b"\x00\xff" * 200) for kind in ("pdf", "docx", "odt", "epub", "xlsx", "xls", "ods", "rtf")]
DAMAGED += [
    ("a.pdf", b"%PDF-1.7\n"),
    ("a.docx", zipped({"other.xml": "<a/>"})),
    ("a.docx", docx("")),
    ("a.pdf", pdf([])),
]


@pytest.mark.parametrize(("name", "data"), DAMAGED)
def test_a_damaged_document_is_one_line_that_says_what_to_do(tmp_path, name, data):
    articles, (problem,) = take(tmp_path, name, data)
    assert articles == []
    assert problem.file.endswith(name)
    assert problem.remedy


HOSTILE = [
    ("a.docx", XXE, "entities"),
    ("a.docx", BOMB, "zip bomb"),
    ("a.odt", BOMB, "zip bomb"),
    ("a.pdf", pdf([FIRST], locked="x"), "password"),
    ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
    ("a.pdf", pdf([FIRST], [SECOND], picture=True), "scanned PDF"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), HOSTILE)
def test_a_hostile_or_locked_document_is_named_as_what_it_is(tmp_path, name, data, reason):
    articles, (problem,) = take(tmp_path, name, data)
    assert articles == []
    assert reason in problem.reason


def test_a_document_of_200_mb_is_not_read(tmp_path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    ((problem),) = found_in([path], Intake())
    assert problem.reason == "larger than 50 MB"


@pytest.fixture
def reader(tmp_path, monkeypatch):
    def write(code):
        path = tmp_path / "reader.py"
        path.write_text(code)
        monkeypatch.setattr(apart, "READER", path)

    return write


LOST = [
    "while True: pass",
    "import time; time.sleep(60)",
    "import os; os.kill(os.getpid(), 9)",
    "print('{\"text\": ', flush=True)",
    'while True: print(\'{"text": "x"}\')',
]


@pytest.mark.parametrize("code", LOST)
def test_a_reader_that_does_not_come_to_an_end_is_ended(tmp_path, monkeypatch, reader, code):
    reader(code)
    monkeypatch.setattr(apart, "MOST_WAIT_S", 1.0)
    monkeypatch.setattr(apart, "MOST_ANSWER", 100_000)
    articles, problems = take(tmp_path, "a.pdf", b"x")
    assert articles in ([], [*articles])
    assert "it takes more than" in problems[-1].reason


GREEDY = """
import json, runpy, sys
reader = runpy.run_path({path!r})
reader["limit"](int(sys.argv[2]), int(sys.argv[3]))
reader["KINDS"]["pdf"] = lambda data: iter([len(bytearray(10**11))])
print(json.dumps([*reader["said"]("pdf", b"")][0]))
"""


def test_a_document_cannot_have_all_the_memory(tmp_path, reader):
    reader(GREEDY.format(path=str(apart.READER)))
    articles, (problem,) = take(tmp_path, "a.pdf", b"x")
    assert (articles, problem.reason) == ([], "it needs more memory than a document may")


TELEGRAM = {
    "name": "Tallbrook News", "type": "public_channel", "id": 77,
    "messages": [
        {"id": 1, "type": "service", "date": "2026-04-06T09:00:00", "text": ""},
        {"id": 2, "type": "message", "date": "2026-04-06T10:00:00", "from": "Tallbrook News", "text": FIRST},
        {"id": 3, "type": "message", "date": "2026-04-07T10:00:00", "text": [{"type": "bold", "text": "Market: "}, SECOND]},
        {"id": 4, "type": "message", "date": "2026-04-07T10:01:00", "photo": "x.jpg", "text": ""},
    ],
}  # fmt: skip


def test_telegrams_export_is_an_article_a_post(tmp_path):
    articles, problems = take(tmp_path, "result.json", json.dumps(TELEGRAM))
    assert problems == []
    assert [(each.id, each.text, each.source, each.published.day) for each in articles] == [
        ("telegram-77-2", FIRST, "Tallbrook News", 6),
        ("telegram-77-3", f"Market: {SECOND}", "Tallbrook News", 7),
    ]


RELIEFWEB = {
    "data": [
        {
            "id": "9",
            "fields": {
                "title": "Flash update",
                "body": FIRST,
                "date": {"original": "2026-04-06T00:00:00+00:00"},
                "source": [{"shortname": "OCHA"}],
                "url_alias": "https://reliefweb.int/r/9",
            },
        }
    ]
}
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "River Dispatch",
    "items": [
        {
            "id": "1",
            "url": "https://example.org/1",
            "title": "Hit",
            "content_html": f"<p>{FIRST}</p>",
            "date_published": "2026-04-06T23:30:00-08:00",
        }
    ],
}
GDELT = {
    "articles": [
        {"url": "https://example.org/1", "title": "Hit", "seendate": "20260406T101500Z", "domain": "example.org"}
    ]
}


@pytest.mark.parametrize(("data", "source"), [(RELIEFWEB, "OCHA"), (JSON_FEED, "River Dispatch")])
def test_answers_of_services(tmp_path, data, source):
    (article,), problems = take(tmp_path, "a.json", json.dumps(data))
    assert (article.text, article.source, article.published, problems) == (FIRST, source, dt.date(2026, 4, 6), [])


@pytest.mark.parametrize("data", ["", "{", "[1, 2", "3", '{"a": 1}', "[" * 100_000, "null"])
def test_json_that_is_none_or_holds_nothing_is_one_line(tmp_path, data):
    articles, (problem,) = take(tmp_path, "a.json", data)
    assert articles == []
    assert problem.remedy


def test_headlines_without_texts_are_named(tmp_path):
    articles, (problem,) = take(tmp_path, "a.json", json.dumps(GDELT))
    assert (articles, problem.reason) == ([], "no text")


def test_a_zip_holds_any_of_them(tmp_path):
    files = {"a.pdf": FINE[0][1], "b.docx": FINE[1][1], "c/d.eml": FINE[5][1], "e.txt": FINE[9][1]}
    articles, problems = take(tmp_path, "a.zip", zipped(files))
    assert (len(articles), problems) == (4, [])
