"""The pages beside the map: each opens by its own address, and Quality says what was read and what was left open."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import LONG, Seen
from view import words

Visit = Callable[..., Seen]


def stands(page: Seen) -> Seen:
    """Wait until a page that is asked for by its own address stands: nothing on it went wrong."""
    expect(page.page.locator("[data-testid=stMain] :is(h1, h3, article)").first).to_be_visible(timeout=LONG)
    page.still()
    assert page.page.get_by_text("Traceback").count() == 0
    expect(page.page.get_by_test_id("stSidebar")).to_have_count(0)  # no empty column of filters beside a page
    assert page.errors == []
    assert page.outside == []
    return page


def test_the_quality_page_counts_what_was_read_and_what_was_left_open(sample: str, visit: Visit) -> None:
    page = stands(visit(sample, "/quality"))
    expect(page.page).to_have_title("Quality · Conflict Map", timeout=LONG)
    figures = page.page.locator("[data-testid=stMetric]")
    expect(figures).to_have_count(5, timeout=LONG)
    page.still()
    told = [(lines[0], lines[-1]) for lines in map(str.splitlines, figures.all_inner_texts())]
    assert told == list(zip(words.QUALITY_TOTALS, ("4", "8", "8", "1", "2"), strict=True))
    assert "no place named" in page.cells()
    assert page.page.get_by_text(re.compile(r"compiled on \d+ \w{3} \d{4}")).count() == 1
    assert page.page.get_by_text(re.compile(r"^1 · .* UTC · ")).count() == 1
    expect(page.page.get_by_text("Why events have no day")).to_be_visible(timeout=LONG)
    expect(page.page.get_by_role("heading", name="Measured error rates")).to_be_visible()
    _says_what_an_article_left_open(page)


def _says_what_an_article_left_open(page: Seen) -> None:
    undated_last = {"x": 18, "y": 52 + 3 * 35}
    table = page.page.locator(
        ".st-key-articles [data-testid=stDataFrame], .st-key-articles[data-testid=stDataFrame]"
    ).first
    table.scroll_into_view_if_needed()
    table.click(position=undated_last)
    expect(page.page.get_by_role("region", name="What this article left open")).to_be_visible(timeout=LONG)


def test_the_about_page_has_the_licences_of_what_this_is_built_with(sample: str, visit: Visit) -> None:
    page = stands(visit(sample, "/about"))
    expect(page.page.get_by_text("CC BY 4.0").first).to_be_visible(timeout=LONG)
    page.page.get_by_text(words.LICENCES).click()
    expect(page.page.get_by_role("row").filter(has_text="streamlit-folium")).to_contain_text("MIT", timeout=LONG)
