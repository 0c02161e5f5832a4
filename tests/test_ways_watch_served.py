"""Fifty feeds of a real server on loopback, an hour of a sped-up clock, failures thrown in: nothing lost, nothing twice."""

from __future__ import annotations

import random
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace

import pytest

from events import Reading
from store import Archive, Intake, add_paths
from store.fetch import Fetcher
from store.ways.watch import opened, watch_round
from tests.loopback import serving
from tests.test_ways_watch import TEXT, rss

READER = SimpleNamespace(read=Reading)  # finds nothing in an article
FEEDS, MINUTES = 50, 60
PAGE = (
    "<html><head><title>News {path}</title></head><body><article><p>{text} This is {path}.</p></article></body></html>"
)


class Outlets:
    """Fifty outlets on one server; each brings an article now and then, keeps its last ten, and fails at times."""

    def __init__(self) -> None:
        self.chance = random.Random(19)  # noqa: S311 - the same for the same seed
        self.brought: dict[str, int] = {f"/{number}/rss": 0 for number in range(FEEDS)}
        self.well = False
        self.kinds = set[str]()

    def pass_a_minute(self) -> None:
        for path in self.brought:
            self.brought[path] += self.chance.random() < 0.1

    def fails(self) -> str:
        said = "" if self.well else self.chance.choices(["", "busy", "cut off", "hung up"], [85, 5, 5, 5])[0]
        self.kinds.add(said)
        return said


def handler(outlets: Outlets) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.answer(404, b"")
                return
            fails = outlets.fails()
            if fails == "hung up":
                self.connection.close()
            elif fails == "busy":
                self.answer(503, b"busy")
            else:
                self.content(cut=fails == "cut off")

        def content(self, *, cut: bool) -> None:
            port, count = self.server.server_address[1], outlets.brought.get(self.path)
            if count is None:
                self.answer(200, PAGE.format(path=self.path, text=TEXT).encode(), kind="text/html", cut=cut)
            elif self.headers.get("If-None-Match") == f'"{count}"':
                self.answer(304, b"")
            else:
                home = f"http://127.0.0.1:{port}{self.path.removesuffix('rss')}"
                links = [f"{home}{number}" for number in range(max(0, count - 10), count)]
                self.answer(200, rss(links), kind="application/rss+xml", tag=f'"{count}"', cut=cut)

        def answer(
            self, status: int, body: bytes, *, kind: str = "text/plain", tag: str = "", cut: bool = False
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if tag:
                self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)

        def log_message(self, *_: object) -> None:
            pass

    return Answers


@pytest.mark.filterwarnings("ignore")
def test_fifty_served_feeds_lose_nothing_and_double_nothing_in_an_hour_of_failures(tmp_path: Path) -> None:
    outlets, archive, now = Outlets(), Archive(tmp_path / "archive"), 1_775_000_000.0
    with serving(handler(outlets)) as port:
        home = f"http://127.0.0.1:{port}"
        for minute in range(MINUTES + 8):
            outlets.well = minute >= MINUTES  # and time for what failed to be asked again
            if not outlets.well:
                outlets.pass_a_minute()
            now += 3600 if outlets.well else 60
            if minute % 5 == 0 or outlets.well:
                watched = opened(tmp_path / "watch.json", [home + path for path in outlets.brought])
                fetcher = Fetcher(private=True, sleep=lambda _: None)
                watch_round(archive, watched, fetcher, Intake(private=True), now=lambda at=now: at, reader=READER)
        expected = {
            f"{home}{path.removesuffix('rss')}{number}"
            for path, count in outlets.brought.items()
            for number in range(count)
        }
    assert len(expected) > 200
    assert outlets.kinds == {"", "busy", "cut off", "hung up"}
    articles = archive.articles()
    found = [archive.reading(id_).article.url for id_ in articles["id"]]
    assert sorted(found) == sorted(expected)


def test_an_opml_list_is_added_as_what_its_feeds_bring_now(tmp_path: Path) -> None:
    outlets, archive = Outlets(), Archive(tmp_path / "archive")
    outlets.well = True
    outlets.brought = {"/0/rss": 2, "/1/rss": 1}
    with serving(handler(outlets)) as port:
        feeds = "".join(f'<outline xmlUrl="http://127.0.0.1:{port}{path}"/>' for path in outlets.brought)
        (tmp_path / "list.opml").write_text(f"<opml><body>{feeds}</body></opml>", encoding="utf-8")
        told = add_paths(archive, [tmp_path / "list.opml"], reader=READER, intake=Intake(private=True))
    assert told.problems == ()
    assert sorted(archive.articles()["title"]) == ["News /0/0", "News /0/1", "News /1/0"]


def test_what_is_no_opml_list_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text("Feeds: none", encoding="utf-8")
    told = add_paths(Archive(tmp_path / "archive"), [tmp_path / "list.opml"], reader=READER)
    assert "no OPML list" in told.problems[0].reason
