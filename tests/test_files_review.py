"""What people bring and what is right, a test for each kind: the same things as somebody at a desk would try them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pandas as pd
import pytest

from events import Article, Report
from store import Archive, Filters, Problem, add_paths
from store.fetch import Fetcher
from store.files import READERS, found_in
from store.rows import Intake
from tests import factories
from tests.examples import reader
from tests.loopback import serving
from tests.test_ways_documents import FINE
from view.export import FORMATS
from view.unplaced import unplaced_words

TODAY = dt.date(2026, 11, 30)
TEXT = (
    "Shells hit the market of Tallbrook on Monday, a resident said. Nobody was hurt, the mayor told reporters later. "
)
ACLED = {
    "event_id_cnty": "SYR1", "event_date": "14 February 2026", "year": "2026", "time_precision": "1",
    "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Military Forces of Syria (2024-)",
    "inter1": "State forces", "actor2": "Islamic State (Syria)", "inter2": "Rebel group", "iso": "760", "country": "Syria",
    "admin1": "Hama", "location": "Hama", "latitude": "35.13", "longitude": "36.75", "geo_precision": "1",
    "source": "SOHR", "notes": "Fighting near the silos; four died.", "fatalities": "4",
}  # fmt: skip
GED = {
    "id": "7", "type_of_violence": "1", "conflict_name": "X", "side_a": "Government of Syria", "side_b": "IS",
    "date_start": "2026-02-14", "date_end": "2026-02-14", "country": "Syria", "adm_1": "Hama", "where_coordinates": "Hama",
    "latitude": "35.13", "longitude": "36.75", "where_prec": "1", "date_prec": "1", "best": "4", "low": "3", "high": "6",
    "source_article": "SOHR",
}  # fmt: skip
OWN = {
    "Date": "14/02/2026",
    "Place": "Hama",
    "Lat": "35.13",
    "Lon": "36.75",
    "What happened": "Clash at the silos.",
    "Killed": "4",
}


def table(*rows: dict[str, str], between: str = ",") -> str:
    written = io.StringIO()
    made = csv.DictWriter(written, list(rows[0]), delimiter=between)
    made.writeheader()
    made.writerows(rows)
    return written.getvalue()


def brought(folder: Path, name: str, data: str | bytes) -> tuple[list[Article], list[Report], list[str]]:
    """What a file is: articles, events that it codes, problems. Whoever is asked about a guess says yes."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(found_in([path], Intake(today=TODAY, confirm=lambda *_: True)))
    taken = [each for each in found if not isinstance(each, Problem)]
    coded = [report for _, origin in taken for report in origin.coded or ()]
    return [article for article, _ in taken], coded, [each.words() for each in found if isinstance(each, Problem)]


@pytest.mark.parametrize("row", [ACLED, GED, OWN], ids=["ACLED", "UCDP GED", "an own sheet"])
def test_rows_of_events_are_the_events_as_they_are_coded(tmp_path: Path, row: dict[str, str]) -> None:
    _, (report,), problems = brought(tmp_path, "events.csv", table(row))
    assert problems == []
    assert report.when.earliest == dt.date(2026, 2, 14)
    assert (report.place.place.at.lat, report.place.place.at.lon, report.fatalities.best) == (35.13, 36.75, 4)


@pytest.mark.parametrize("form", ["csv", "geojson", "geoparquet", "jsonl"])
def test_our_own_exports_come_back(tmp_path: Path, form: str) -> None:
    kept = Archive(tmp_path / "kept")
    kept.add(factories.sample())
    file = tmp_path / f"out{FORMATS[form].extension}"
    file.write_bytes(FORMATS[form].write(kept, Filters()))
    again = Archive(tmp_path / "again")
    assert add_paths(again, [file]).problems == ()
    assert again.tally(Filters()).total == kept.tally(Filters()).total


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "eml", "mbox", "mhtml", "rtf", "odt", "epub", "json"])
def test_what_lies_on_a_desk_can_be_read(ending: str) -> None:
    """Each of the kinds has a reader; their texts are tried beside them (tests/test_ways_documents.py)."""
    assert f".{ending}" in READERS
    assert ending in {"xlsx", "mbox", "json"} | {name.rsplit(".", 1)[1] for name, _ in FINE}


@pytest.mark.parametrize("name", ["note.txt", "note.md"])
def test_a_text_without_front_matter_is_read_and_named_by_its_first_line(tmp_path: Path, name: str) -> None:
    (article,), _, problems = brought(tmp_path, name, f"Market hit\n\n{TEXT}\n")
    assert (article.title, article.published, problems) == ("Market hit", None, [])
    assert TEXT.strip() in article.text


def test_a_live_page_is_a_passage_a_post(tmp_path: Path) -> None:
    posts = (("09:10", "A missile killed three people in Kyiv."), ("08:20", "Shells wounded two people in Kharkiv."))
    marked = "".join(
        f'<div class="live-post"><time datetime="2026-04-06T{hour}:00Z">{hour}</time><p>{said}</p></div>'
        for hour, said in posts
    )
    html = f"<html><head><title>Live</title><meta name=date content=2026-04-06></head><body><main>{marked}</main></body></html>"
    (article,), _, _ = brought(tmp_path, "live.html", html)
    told = {report.place.place.name: report for report in reader().read(article).reports}
    assert told["Kyiv"].fatalities is not None
    assert told["Kharkiv"].fatalities is None


@pytest.mark.parametrize(
    "data",
    [
        table(ACLED, between=";").encode(),
        b"sep=;\n" + table(ACLED, between=";").encode(),
        table(ACLED).encode("utf-16"),
        table(ACLED).replace("\r\n", "\r").encode(),
    ],
    ids=["semicolons", "sep=;", "UTF-16", "CR alone"],
)
def test_odd_tables_are_read(tmp_path: Path, data: bytes) -> None:
    _, (report,), problems = brought(tmp_path, "events.csv", data)
    assert (report.fatalities.best, problems) == (4, [])


@pytest.mark.parametrize("said", ["0025-09-26", "1404-12-14", "1447-09-16"])
@pytest.mark.parametrize("way", ["md", "csv", "jsonl", "html"])
def test_no_way_in_makes_an_article_of_a_year_long_past(tmp_path: Path, way: str, said: str) -> None:
    data = {
        "md": f"---\nid: a\ntitle: A\npublished: {said}\n---\n{TEXT}\n",
        "csv": f'id,text,published\na,"{TEXT}",{said}\n',
        "jsonl": json.dumps({"id": "a", "text": TEXT, "published": said}),
        "html": f"<html><head><title>A</title><meta name=date content={said}></head><body><p>{TEXT * 3}</p></body></html>",
    }[way]
    articles, _, problems = brought(tmp_path, f"a.{way}", data)
    assert all(article.published is None for article in articles)
    assert len(problems) == 1
    assert said in problems[0]


FEED_DAYS = [
    ("1775433600", "2026-04-06"),
    ("Apr 6, 2026", "2026-04-06"),
    ("6 avril 2026", "2026-04-06"),
    ("06.04.2026 10:00", "2026-04-06"),
    ("Mon, 06 Apr 2026 23:30:00 -0800", "2026-04-06"),
    ("06/04/2026", None),
]


@pytest.mark.parametrize(("said", "day"), FEED_DAYS)
def test_a_feeds_day_is_the_outlets_own_or_said_to_be_open(tmp_path: Path, said: str, day: str | None) -> None:
    item = f"<item><title>A</title><link>/2026/04/raid</link><pubDate>{said}</pubDate><description>{TEXT}</description></item>"
    data = f"<rss version='2.0'><channel><title>X</title><link>https://example.org/</link>{item}</channel></rss>"
    (article,), _, problems = brought(tmp_path, "feed.xml", data)
    assert (article.published.isoformat() if article.published else None) == day
    assert bool(problems) == (day is None)
    assert article.url == "https://example.org/2026/04/raid"


def test_a_link_that_leads_nowhere_by_itself_is_left_out(tmp_path: Path) -> None:
    item = f"<item><title>A</title><link>/2026/04/raid</link><description>{TEXT}</description></item>"
    (article,), _, _ = brought(tmp_path, "f.xml", f"<rss version='2.0'><channel><title>X</title>{item}</channel></rss>")
    assert article.url is None


def test_an_ambiguous_day_of_a_page_is_open_and_said(tmp_path: Path) -> None:
    html = (
        f'<html><head><title>A</title><meta name=date content="04/10/2026"></head><body><p>{TEXT * 3}</p></body></html>'
    )
    (article,), _, (problem,) = brought(tmp_path, "a.html", html)
    assert article.published is None
    assert "04/10/2026" in problem


DAYS_OF_TEXTS = [
    ("On 05MAR2026 rebels shelled Hama, killing two people.", ["2026-03-05", "2026-03-05"]),
    ("051430Z MAR 26: rebels shelled Hama, killing two people.", ["2026-03-05", "2026-03-05"]),
    ("On 16 Ramadan 1447 rebels shelled Hama, killing two people.", ["2026-03-04", "2026-03-06"]),
    ("On 14 Esfand 1404 rebels shelled Hama, killing two people.", ["2026-03-05", "2026-03-05"]),
    ("On 03/04/2026 rebels shelled Hama, killing two people.", ["2026-03-04", "2026-04-03"]),
]


@pytest.mark.parametrize(("said", "days"), DAYS_OF_TEXTS)
def test_a_day_in_a_text_is_the_day_and_never_the_week(said: str, days: list[str]) -> None:
    when = reader().read(Article("a", said, published=dt.date(2026, 4, 10))).reports[0].when
    inside = dt.date.fromisoformat(days[0]) <= when.earliest and when.latest <= dt.date.fromisoformat(days[1])
    assert inside, when
    assert when.precision != "week"


def test_a_page_of_consent_alone_is_a_problem(tmp_path: Path) -> None:
    wall = (
        "We and our partners store cookies on a device and process personal data. Accept all cookies, or manage options. "
        * 3
    )
    articles, _, problems = brought(tmp_path, "a.html", f"<html><body><article><p>{wall}</p></article></body></html>")
    assert (articles, len(problems)) == ([], 1)


class CutOff(BaseHTTPRequestHandler):
    """A server that promises more than it sends."""

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html")
        body = b"" if self.path == "/robots.txt" else f"<html><body><p>{TEXT * 5}</p>".encode()
        self.send_header("Content-Length", str(len(body) * 2))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def cut_off() -> Iterator[str]:
    with serving(CutOff) as port:
        yield f"http://127.0.0.1:{port}"


def test_a_body_that_is_cut_off_is_a_problem(cut_off: str) -> None:
    found = list(Fetcher(private=True).articles(f"{cut_off}/raid", Intake(private=True)))
    assert [type(each) for each in found] == [Problem]


@pytest.mark.parametrize("field", ["title", "source", "url"])
@pytest.mark.parametrize("said", ["x" * 3_000_000, "half \ud800 of one"], ids=["3 MB", "half a character"])
def test_what_no_reader_could_be_sent_is_a_problem(tmp_path: Path, field: str, said: str) -> None:
    articles, _, problems = brought(tmp_path, "a.jsonl", json.dumps({"id": "a", "text": TEXT, field: said}))
    assert articles == []
    assert field in problems[0]


def test_a_csv_for_excel_opens_right_there_and_in_pandas(tmp_path: Path) -> None:
    kept = Archive(tmp_path / "kept")
    kept.add(factories.sample())
    for_excel = FORMATS["csv-excel"].write(kept, Filters())
    assert for_excel.startswith(b"\xef\xbb\xbf")  # else Excel takes it for the machine's old letters
    plain = pd.read_csv(io.BytesIO(FORMATS["csv"].write(kept, Filters())))
    assert "event_id_cnty" in plain.columns
    assert len(pd.read_csv(io.BytesIO(for_excel), encoding="utf-8-sig")) == len(plain)


def test_it_is_said_how_many_places_a_country_file_would_place() -> None:
    said = unplaced_words("SD", frozenset(["Um Baru", "Wad al Noora"]), 1)
    assert "Sudan" in said
    assert "would place about 1" in said
