"""Who may show the page in a frame: this site, and those that are configured; a browser holds to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from store import Archive
from tests import factories
from tests.e2e.conftest import LONG

NEWS = "http://news.example.org"


@pytest.fixture
def embedding(started: Callable[..., str], tmp_path: pytest.TempPathFactory) -> str:
    store = tmp_path / "archive"  # type: ignore[operator]
    Archive(store).add(factories.sample())
    return started(store, CONFLICT_MAP_EMBED=NEWS)


def framed(chromium: Browser, other: str, address: str) -> Page:
    """Open a page of another site that shows ours in a frame."""
    page = chromium.new_page()
    html = f"<h1>News</h1><iframe src='{address}/about?embed=true' width=900 height=600></iframe>"
    page.route(f"{other}/**", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{other}/story")
    return page


def test_the_page_shows_itself_where_that_is_configured(embedding: str, chromium: Browser) -> None:
    page = framed(chromium, NEWS, embedding)
    page.frame_locator("iframe").locator("h1").first.wait_for(timeout=LONG)
    page.close()


@pytest.mark.parametrize("other", ["http://elsewhere.example.org", "http://news.example.org.evil.example"])
def test_and_nowhere_else(other: str, embedding: str, chromium: Browser) -> None:
    page = framed(chromium, other, embedding)
    page.wait_for_function("() => document.querySelector('iframe').contentDocument === null", timeout=LONG)
    page.wait_for_timeout(1500)
    frame = page.frames[1]
    assert frame.locator("h1").count() == 0
    assert "chrome-error" in frame.url
    page.close()
