"""The page in a real browser: what a reader does with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.e2e.conftest import LONG, Seen

Visit = Callable[..., Seen]
SHULA = (35.19, 39.85)
SENTENCE = (
    "Amaq posted video yesterday of the two Russian soldiers they claim to have captured in the village of al-Shula."
)


def test_an_empty_store_is_filled_and_the_map_asks_nobody(seeded: str, visit: Visit) -> None:
    one, two = visit(seeded), visit(seeded)
    assert one.marks() == two.marks() != []
    one.still()
    assert one.map().evaluate("() => map.getContainer().clientHeight") > 300
    assert (one.outside, two.outside) == ([], [])
    assert (one.errors, two.errors) == ([], [])


def test_a_click_on_al_shula_shows_its_sentence(seeded: str, visit: Visit) -> None:
    page = visit(seeded, f"/?lat={SHULA[0]}&lon={SHULA[1]}&z=9")
    page.click(*SHULA)
    quotation = page.page.locator(".st-key-panel blockquote").filter(has_text="al-Shula").first
    expect(quotation).to_have_text(SENTENCE, timeout=LONG)
    assert "captured" in quotation.locator("mark").all_inner_texts()
    assert page.loads == 1
    assert page.errors == []


def test_filters_change_the_marks_and_not_the_map(sample: str, visit: Visit) -> None:
    page = visit(sample)
    everything = page.marks()
    page.map().evaluate("() => { window.same = true; }")
    page.day("To", "20170930")
    expect(page.page.locator("#caption")).to_contain_text("until 30 September 2017", timeout=LONG)
    page.still()
    early = page.marks()
    assert 0 < len(early) < len(everything)
    assert page.map().evaluate("() => window.same") is True
    page.page.get_by_role("button", name="Reset all filters").click()
    expect(page.page.locator("#caption")).to_contain_text("everything", timeout=LONG)
    page.still()
    assert page.marks() == everything
    assert page.loads == 1


def test_the_actor_filter_says_itself(sample: str, visit: Visit) -> None:
    page = visit(sample)
    everything = page.marks()
    page.page.get_by_role("combobox", name=re.compile("Actors")).click()
    page.page.get_by_role("option", name=re.compile("Protesters")).click()
    expect(page.page.locator("#caption")).to_contain_text("actor Protesters", timeout=LONG)
    page.still()
    assert 0 < len(page.marks()) < len(everything)
    assert "actor=protesters" in page.page.url


def test_a_link_shows_the_same_in_another_browser(sample: str, visit: Visit) -> None:
    first = visit(sample, "/?from=2017-09-01&to=2017-10-02&lat=35.2&lon=39.6&z=8")
    first.click(35.2, 40.1)
    expect(first.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    first.still()
    second = visit(sample, "/?" + urlsplit(first.page.url).query)
    expect(second.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    second.still()
    assert second.panel() == first.panel()
    assert second.marks() == first.marks()
    assert parse_qs(urlsplit(second.page.url).query)["z"] == ["8"]


def test_nonsense_in_a_link_is_one_line_of_notice(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?from=yesterday&z=99&lat=1&lon=<b>&ev=%3Cscript%3E&nobody=knows")
    page.map()
    notices = page.page.get_by_role("alert").all_inner_texts()
    assert len(notices) == 1
    assert all(word in notices[0] for word in ("from", "view", "event"))
    assert page.errors == []


def test_a_row_of_the_table_moves_the_map(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=10&lon=10&z=7")
    page.map().evaluate("() => { window.same = true; }")
    page.still()
    table = page.page.locator(".st-key-table_room [data-testid=stDataFrame]")
    table.scroll_into_view_if_needed()
    table.click(position={"x": 18, "y": 52})
    expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    page.still()
    centre = page.map().evaluate("() => [map.getCenter().lat, map.getCenter().lng]")
    assert 34 < centre[0] < 37
    assert 36 < centre[1] < 41
    assert page.map().evaluate("() => window.same") is True


def test_what_an_article_holds_never_runs(sample: str, visit: Visit) -> None:
    page = visit(sample)
    marks = page.marks()
    for mark in marks:
        page.page.goto(f"{sample}/?ev={mark['id']}")
        expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
        page.still()
    assert page.page.evaluate("() => Object.keys(window).filter(key => /pwn|hacked|__x|xss/i.test(key))") == []
    assert page.page.locator(".st-key-panel script, .st-key-panel img").count() == 0
    assert page.errors == []
    assert page.outside == []


def test_the_reader_opens_at_the_sentence(sample: str, visit: Visit) -> None:
    page = visit(sample)
    page.click(35.2, 40.1)
    page.page.get_by_role("link", name=re.compile("Open the article")).first.click()
    expect(page.page.locator("#here")).to_be_in_viewport(timeout=LONG)
    assert page.errors == []
