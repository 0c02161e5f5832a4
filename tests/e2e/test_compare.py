"""The page that compares, and the pages of an actor and of a place."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import LONG, Seen
from view import words

Visit = Callable[..., Seen]


def test_two_actors_are_compared_in_numbers_on_a_map_and_in_a_link(sample: str, visit: Visit) -> None:
    page = visit(sample, "/compare?mode=actors&a=north-front&b=syria-forces")
    key = page.page.locator(".cm-pair-key")
    expect(key).to_contain_text("A: North Front", timeout=LONG)
    expect(key).to_contain_text("B: Syria Forces")
    frame = page.map()
    assert frame.evaluate("() => conflictMap.marks.length && conflictMap.marks.every((mark) => mark.palette)")
    assert re.search("mode=actors&a=north-front&b=syria-forces", page.page.url)
    counts = page.page.locator("[data-testid=stDataFrame] canvas td").filter(has_text="Events")
    counts.first.wait_for(state="attached", timeout=LONG)
    expect(page.page.get_by_text(words.CROSSTAB, exact=True)).to_be_visible()
    with page.page.expect_download() as file:
        page.page.get_by_role("button", name=words.CSV_BUTTON).last.click()
    assert file.value.suggested_filename == "country-by-year.csv"
    assert page.errors == []


def test_an_event_leads_to_the_page_of_its_actor_and_from_there_to_the_map(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?actor=north-front&lat=35&lon=40&z=8")
    page.map()
    page.still()
    page.page.get_by_role("link", name=words.PROFILE_LINK.format(name="North Front")).first.click()
    expect(page.page.get_by_role("heading", name="North Front")).to_be_visible(timeout=LONG)
    for part in (
        words.PROFILE_WHAT,
        words.PROFILE_WITH,
        words.PROFILE_WHERE,
        words.PROFILE_SOURCES,
        words.PROFILE_LATEST,
    ):
        expect(page.page.get_by_text(part, exact=True).first).to_be_visible()
    page.page.get_by_role("link", name=words.PROFILE_ON_MAP).click()
    expect(page.page.locator("#caption")).to_contain_text("North Front", timeout=LONG)
    assert page.errors == []


def test_a_place_that_is_not_there_is_said_to_be_unknown(sample: str, visit: Visit) -> None:
    page = visit(sample, "/place?at=far,<script>")
    expect(page.page.get_by_text(words.PROFILE_NONE)).to_be_visible(timeout=LONG)
    assert page.errors == []
