"""What a reader meets where the map cannot be drawn: all else."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import LONG


def test_all_else_is_drawn_where_the_map_cannot_be(chromium: Browser, sample: str) -> None:
    context = chromium.new_context()
    context.route("**/component/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(sample)
    expect(page.locator(".cm-chart")).to_be_visible(timeout=LONG)
    expect(page.locator(".st-key-soon")).to_have_count(0)
    context.close()
