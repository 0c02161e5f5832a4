"""What a reader meets first: the map before all else, and all else also where the map cannot be drawn."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import LONG, Seen


def test_the_map_is_asked_for_before_the_list_and_the_timeline(visit: Callable[..., Seen], sample: str) -> None:
    page = visit(sample, "/?order=date").page
    expect(page.locator(".cm-chart")).to_be_visible(timeout=LONG)
    asked: list[str] = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    first = {part: next(n for n, url in enumerate(asked) if part in url) for part in ("st_folium", "/dock.js")}
    assert first["st_folium"] < first["/dock.js"]


def test_all_else_is_drawn_where_the_map_cannot_be(chromium: Browser, sample: str) -> None:
    context = chromium.new_context()
    context.route("**/component/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(sample)
    expect(page.locator(".cm-chart")).to_be_visible(timeout=LONG)
    expect(page.locator(".st-key-soon")).to_have_count(0)
    context.close()
