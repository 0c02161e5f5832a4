"""Who may show the page in a frame: this site, and those that are configured; a browser holds to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Frame

from store import Archive
from tests import factories
from tests.e2e.conftest import LONG, Seen


class Site(BaseHTTPRequestHandler):
    """Another site: each of its pages shows in a frame the address that stands behind the question mark."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<h1>News</h1><iframe src='{self.path.partition('?')[2]}'></iframe>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[str, str]]:
    """Two other sites; the first may show the page."""
    with ExitStack() as running:
        yield running.enter_context(site()), running.enter_context(site())


@pytest.fixture(scope="module")
def embedded(started: Callable[..., str], sites: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> str:
    store: Path = tmp_path_factory.mktemp("embedded") / "archive"
    Archive(store).add(factories.sample())
    return started(store, CONFLICT_MAP_EMBED=sites[0])


def framed(visit: Callable[..., Seen], other: str, address: str) -> Frame:
    """Open a page of another site that shows ours, and return the frame when something stands in it."""
    page = visit(other, f"/story?{address}/about?embed=true").page
    page.wait_for_function("() => window.frames.length === 1")
    frame = page.frames[1]
    frame.wait_for_function("() => document.querySelector('h1')", timeout=LONG)
    return frame


def test_a_site_that_is_configured_shows_the_page(
    embedded: str, sites: tuple[str, str], visit: Callable[..., Seen]
) -> None:
    frame = framed(visit, sites[0], embedded)
    assert frame.url.startswith(embedded)
    assert "News" not in frame.locator("h1").first.inner_text()


def test_another_site_shows_an_error_in_its_place(
    embedded: str, sites: tuple[str, str], visit: Callable[..., Seen]
) -> None:
    assert framed(visit, sites[1], embedded).url.startswith("chrome-error:")
