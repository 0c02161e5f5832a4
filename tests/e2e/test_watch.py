"""The page of watched feeds: what is listed is what ``watch`` asks, and who may not have addresses fetched has no such page."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from store import Archive
from store.ways.feed_list import LIST, listed_feeds, opml_of
from tests import factories
from tests.e2e.conftest import LONG, Seen
from tests.loopback import serving
from view import words

Visit = Callable[..., Seen]
TEXT = "Shells hit the city of Idlib in Syria on 3 March 2020, killing two people, and nobody said whose they were."
FEED = "<rss version='2.0'><channel><title>Hill Gazette</title><item><link>{home}/raid</link></item></channel></rss>"
RAID = f"<html><head><title>Raid</title></head><body><article><h1>Raid</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


class Outlet(BaseHTTPRequestHandler):
    """A feed that brings one article, and one that is broken."""

    def do_GET(self) -> None:
        """Answer by the path that is asked."""
        home = f"http://{self.headers['Host']}"
        kinds = {"/rss": ("application/rss+xml", FEED.format(home=home)), "/raid": ("text/html", RAID)}
        kind, said = kinds.get(self.path, ("text/plain", ""))
        self.send_response(200 if self.path in kinds else 500 if self.path == "/broken" else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def outlet() -> Iterator[str]:
    with serving(Outlet) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def watching(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """The page over an archive and a data folder of its own."""
    folder = tmp_path_factory.mktemp("watching")
    store, data = folder / "archive", folder / "data"
    data.mkdir()
    Archive(store).add(factories.sample())
    return started(store, CONFLICT_MAP_DATA=str(data), CONFLICT_MAP_FETCH_PRIVATE="1"), store, data


def one_round(store: Path, data: Path) -> None:
    command = [sys.executable, "cli.py", "watch", "--once", "--allow-private"]
    done = subprocess.run(
        [*command, "--store", str(store), "--state", str(data / "watch.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def watch(page: Page, address: str) -> None:
    page.get_by_label(words.WATCH_ADD, exact=True).fill(address)
    page.get_by_role("button", name=words.WATCH_ADD_SEND, exact=True).click()


def test_a_feed_put_in_on_the_page_is_asked_and_what_fails_is_said_with_since_when(
    watching: tuple[str, Path, Path], outlet: str, visit: Visit
) -> None:
    address, store, data = watching
    seen = visit(address, "/watch")
    page = seen.page
    expect(page.get_by_text(words.WATCH_NONE)).to_be_visible(timeout=LONG)
    watch(page, "file:///etc/passwd")
    expect(page.get_by_text(words.WATCH_NO_ADDRESS)).to_be_visible(timeout=LONG)
    watch(page, f"{outlet}/rss")
    expect(page.get_by_text("1 feed is watched from the next round on")).to_be_visible(timeout=LONG)
    seen.still()
    page.locator("input[type=file]").set_input_files(
        {"name": "list.opml", "mimeType": "text/x-opml", "buffer": opml_of([f"{outlet}/rss", f"{outlet}/broken"])}
    )
    page.get_by_role("button", name=words.WATCH_UPLOAD_SEND).click()
    seen.still()
    assert listed_feeds(data / LIST) == (f"{outlet}/rss", f"{outlet}/broken")
    one_round(store, data)
    assert "Raid" in list(Archive(store).articles()["title"])
    told = json.loads((data / "watch.json").read_text(encoding="utf-8"))
    page.reload()
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible(timeout=LONG)
    cells = table.locator("table").inner_text(timeout=LONG)
    assert "answers 500" in cells
    assert told[f"{outlet}/broken"]["failing"] > 0
    assert f"{outlet}/rss" in cells


def test_a_feed_that_is_taken_out_is_asked_no_more(watching: tuple[str, Path, Path], outlet: str, visit: Visit) -> None:
    address, store, data = watching
    page = visit(address, "/watch").page
    page.get_by_label(words.WATCH_OUT, exact=True).click(timeout=LONG)
    page.get_by_role("option", name=f"{outlet}/broken").click()
    page.get_by_role("button", name=words.WATCH_OUT_SEND).click()
    expect(page.get_by_text("is watched no longer")).to_be_visible(timeout=LONG)
    one_round(store, data)
    assert list(json.loads((data / "watch.json").read_text(encoding="utf-8"))) == [f"{outlet}/rss"]


def test_a_reader_elsewhere_has_no_such_page(
    started: Callable[..., str], visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("read") / "archive"
    Archive(store).add(factories.sample())
    page = visit(started(store, CONFLICT_MAP_PROXIED="1"), "/quality").page
    expect(page.get_by_role("link", name=words.PAGES["quality"], exact=True)).to_be_visible(timeout=LONG)
    assert page.get_by_role("link", name=words.PAGES["watch"], exact=True).count() == 0
    assert page.get_by_role("link", name=words.PAGES["add"], exact=True).count() == 0
