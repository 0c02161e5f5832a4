"""The page's states: loading, empty, light and dark, another reader's order of days."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import LONG, Seen
from view import words

Visit = Callable[..., Seen]
SEEN_SOON = """new MutationObserver(() => {
    window.soon = window.soon || document.querySelector('.st-key-soon')?.innerText;
}).observe(document, {childList: true, subtree: true})"""


def test_an_archive_without_articles_says_so_and_how_to_fill_it(
    started: Callable[..., str], visit: Visit, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()
    page = visit(started(tmp_path / "archive", CONFLICT_MAP_SEEDS=str(tmp_path / "none")))
    expect(page.page.get_by_role("status").filter(has_text="The archive is empty")).to_be_visible(timeout=LONG)
    assert page.marks() == []
    page.still()
    page.turn_to("Articles")
    for name in ("Articles", "Quality"):
        page.page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.page.get_by_text(words.READER_NONE)).to_be_visible(timeout=LONG)
    assert page.page.get_by_text("Traceback").count() == 0
    assert page.errors == []


def test_the_map_is_asked_for_first_and_what_comes_later_is_announced_meanwhile(chromium: Browser, sample: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(f"document.addEventListener('readystatechange', () => {{ {SEEN_SOON} }}, {{once: true}})")
    page.goto(sample)
    expect(page.locator(".cm-chart")).to_be_visible(timeout=LONG)
    assert page.evaluate("window.soon") == words.SOON
    asked: list[str] = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    first = {part: next(n for n, url in enumerate(asked) if part in url) for part in ("st_folium", "/dock.js")}
    assert first["st_folium"] < first["/dock.js"]
    context.close()


THEMES = {"light": ("255, 255, 255", "219, 229, 234"), "dark": ("20, 24, 27", "20, 25, 29")}
"""Scheme -> colour of the page's paper and of the map's sea."""


def test_map_and_page_follow_the_readers_theme_also_when_it_changes(sample: str, visit: Visit) -> None:
    page = visit(sample, color_scheme="dark")
    page.map()
    for scheme in ("dark", "light", "dark", "light"):
        page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        paper, sea = THEMES[scheme]
        expect(page.page.get_by_test_id("stApp")).to_have_css("background-color", f"rgb({paper})")
        expect(page.map().locator("html")).to_have_attribute("data-theme", scheme)
        expect(page.map().locator("#map_div")).to_have_css("background-color", f"rgb({sea})")
    assert page.loads == 1


def test_days_stand_as_the_readers_locale_has_them_with_the_month_named(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?from=2017-09-05&to=2017-10-02", locale="en-US")
    expect(page.page.locator("#caption")).to_contain_text("Sep 5, 2017 – Oct 2, 2017", timeout=LONG)
    page.map()
    page.still()
    days = [line.split(" · ")[0] for line in page.page.locator(".cm-card-second").all_inner_texts()]
    assert {"Oct 2, 2017", "Sep 1–30, 2017"} <= set(days)
