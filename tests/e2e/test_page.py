"""The page in a real browser: what a reader does with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from bench.browser import answering, running
from store import Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG, Seen
from tests.e2e.test_pages import stands
from view import words

Visit = Callable[..., Seen]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
}
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
    page.page.locator(".st-key-panel").get_by_role("button", name=re.compile("Abduction")).first.click()
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
    expect(page.page.locator("#caption")).to_contain_text("until 30 Sep 2017", timeout=LONG)
    page.still()
    early = page.marks()
    assert 0 < len(early) < len(everything)
    assert page.map().evaluate("() => window.same") is True
    page.page.get_by_role("button", name=words.RESET).click()
    expect(page.page.locator("#caption")).to_have_text(re.compile("^8 events"), timeout=LONG)
    page.still()
    assert page.marks() == everything
    assert page.loads == 1


def test_the_actor_filter_says_itself(sample: str, visit: Visit) -> None:
    page = visit(sample)
    everything = page.marks()
    page.filters()
    page.page.get_by_role("combobox", name=re.compile("Actors")).click()
    page.page.get_by_role("option", name=re.compile("Protesters")).click()
    expect(page.page.locator("#caption")).to_contain_text("Protesters", timeout=LONG)
    page.still()
    assert 0 < len(page.marks()) < len(everything)
    page.page.wait_for_url(re.compile("actor=protesters"), timeout=LONG)


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
    page.still()
    notices = page.page.get_by_role("alert").all_inner_texts()
    assert len(notices) == 1
    assert all(word in notices[0] for word in ("from", "map position", "event"))
    assert page.errors == []


def test_a_card_of_the_list_moves_the_map(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=10&lon=10&z=7")
    page.map().evaluate("() => { window.same = true; }")
    page.still()
    page.page.locator(".cm-card").first.click()
    expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    page.still()
    centre = page.map().evaluate("() => [map.getCenter().lat, map.getCenter().lng]")
    assert 34 < centre[0] < 37
    assert 36 < centre[1] < 41
    assert page.map().evaluate("() => window.same") is True


def test_what_an_article_holds_never_runs(sample: str, visit: Visit) -> None:
    page = visit(sample)
    page.map()
    for at in range(1, 9):
        expect(page.page.locator(".st-key-step")).to_contain_text(f"{at} of 8", timeout=LONG)
        expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
        page.still()
        if at < 8:
            page.page.locator(".st-key-step_Right button").first.click()
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


def test_what_a_mark_was_read_as_is_said_under_pointer_and_finger(sample: str, visit: Visit) -> None:
    said = "() => getComputedStyle(document.activeElement, '::after').content"
    page = visit(sample, "/article?article=river-dispatch-1", **PHONE)
    page.still()
    page.page.locator("article mark.place").last.tap(timeout=LONG)
    assert "province level" in page.page.evaluate(said)
    assert "(province named as one)" in page.page.evaluate(said)
    assert page.page.evaluate("document.documentElement.scrollWidth") == 390
    wide = stands(visit(sample, "/article?article=river-dispatch-1"))
    wide.still()  # what is still drawn moves the mark away from under the pointer
    for look, told in (
        ("place", "(exact name)"),
        ("when", "2 Oct 2017 (weekday"),
        ("actor", "(lexicon)"),
        ("act", "(verb:"),
    ):
        mark = wide.page.locator(f"article mark.{look}").first
        mark.hover(timeout=LONG)
        assert told in mark.evaluate("(each) => getComputedStyle(each, '::after').content")
    assert (page.errors, wide.errors) == ([], [])


def test_a_marked_event_of_an_article_leads_to_its_mark(sample: str, visit: Visit) -> None:
    page = visit(sample, "/article?article=river-dispatch-1")
    page.page.locator("article a").first.click(timeout=LONG)
    expect(page.page.locator(".st-key-panel blockquote").first).to_contain_text(
        "Fighters of the North Front", timeout=LONG
    )


def test_right_to_left_text_runs_its_own_way(sample: str, visit: Visit) -> None:
    page = visit(sample, "/article?article=hostile-1")
    first = page.page.locator("article p").first
    expect(first).to_have_attribute("dir", "auto", timeout=LONG)
    assert first.evaluate("(each) => getComputedStyle(each).unicodeBidi") == "isolate"


def test_a_chip_takes_its_filter_off_and_an_empty_map_says_why(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?status=claimed&deaths=5000")
    page.map()
    alert = page.page.get_by_role("alert").first
    expect(alert).to_contain_text("5,000+ killed", timeout=LONG)
    page.filters()
    expect(page.page.locator(".st-key-drawer_open").get_by_text(re.compile("^claimed"))).to_be_visible(timeout=LONG)
    page.page.locator(".st-key-chip_min_fatalities button").first.click()
    expect(page.page.locator("#caption")).not_to_contain_text("5,000+ killed", timeout=LONG)
    expect(page.page.locator("#caption")).to_contain_text("Status: claimed")
    assert page.loads == 1


def test_next_and_previous_walk_through_the_events(sample: str, visit: Visit) -> None:
    page = visit(sample)
    page.click(35.2, 40.1)
    head = page.page.locator(".st-key-panel .cm-head").first
    expect(head).to_be_visible(timeout=LONG)
    page.still()
    first = head.inner_text()
    page.page.locator(".st-key-step_Right button").first.click()
    expect(head).not_to_have_text(first, timeout=LONG)
    page.still()
    page.page.locator(".st-key-step_Left button").first.click()
    expect(head).to_have_text(first, timeout=LONG)
    assert page.loads == 1


def test_what_is_off_the_map_is_listed_and_can_be_read(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?place=none")
    page.map()
    expect(page.page.locator("#caption")).to_contain_text("1 has no location and is not mapped", timeout=LONG)
    page.page.locator(".cm-card").first.click()
    expect(page.page.locator(".st-key-panel dl")).to_contain_text("not placed", timeout=LONG)


def test_a_correction_is_made_and_stands_in_the_public_log(
    started: Callable[..., str], visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("corrected") / "archive"
    archive = Archive(store)
    archive.add(factories.sample())
    event = archive.table(Filters(kinds=("site",)))["id"].iloc[0]
    page = visit(started(store), f"/?ev={event}")
    page.map()
    page.still()
    page.page.get_by_text("Correct this").first.click()
    page.page.get_by_label(words.CORRECT_NEW).click()
    page.page.keyboard.type("Grenade")
    page.page.keyboard.press("Enter")
    page.page.get_by_label("Your name").fill("A. Reader")
    page.page.get_by_label("Reason").fill("The article says grenade")
    page.page.get_by_role("button", name=words.CORRECT_SEND).click()
    expect(page.page.locator(".st-key-panel .cm-badge").first).to_contain_text("Grenade", timeout=LONG)
    assert [review.by for review in Archive(store).reviews()] == ["A. Reader"]
    page.turn_to("Corrections")
    expect(page.page.get_by_role("heading", name="Corrections")).to_be_visible(timeout=LONG)
    page.still()
    assert {"What happened", "Grenade", "A. Reader", "The article says grenade"} <= set(page.cells())


def test_a_read_only_host_has_no_way_to_add_or_correct(
    started: Callable[..., str], visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("hosted") / "archive"
    Archive(store).add(factories.sample())
    address = started(store, CONFLICT_MAP_READ_ONLY="1")
    page = visit(address)
    page.click(35.2, 40.1)
    expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    assert page.page.get_by_text("Correct this").count() == 0
    page.page.get_by_role("button", name=words.MENU).click()
    expect(page.page.get_by_role("link", name="Quality")).to_be_visible(timeout=LONG)
    assert page.page.get_by_role("link", name="Add", exact=True).count() == 0
    adding = visit(address, "/add")
    adding.map()  # an address that there is not leads to the map
    adding.still()
    assert adding.page.locator("textarea").count() == 0
    assert adding.page.get_by_text("Traceback").count() == 0


def test_an_archive_that_cannot_be_opened_is_one_line(visit: Visit, tmp_path: Path) -> None:
    store = tmp_path / "archive"
    Archive(store).add(factories.sample())
    next((store / "_delta_log").glob("*0.json")).write_text("no JSON")
    with running(["dashboard.py"], CONFLICT_MAP_STORE=str(store)) as (address, _):
        with pytest.raises(TimeoutError):  # its health check tells the operator
            answering(address, seconds=8)
        page = visit(address)
        alert = page.page.get_by_role("alert")
        expect(alert).to_contain_text("This page could not be drawn", timeout=LONG)
        assert page.page.get_by_text("Traceback").count() == 0


def test_a_phone_shows_the_map_first_and_opens_the_rest_by_words(sample: str, visit: Visit) -> None:
    page = visit(sample, **PHONE)
    page.map()
    page.still()
    frame = page.page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    assert frame is not None
    assert frame["y"] < 100
    assert (frame["x"], frame["width"]) == (0, 390)
    assert frame["height"] > 600
    assert page.page.evaluate("document.documentElement.scrollWidth") == 390
    page.page.locator(".cm-sheets").get_by_role("button", name="Events").click()
    expect(page.page.locator(".cm-card").first).to_be_in_viewport(timeout=LONG)
    page.page.locator(".cm-sheets").get_by_role("button", name="Filters").click()
    expect(page.page.get_by_label(words.GO_TO)).to_be_in_viewport(timeout=LONG)
    assert page.errors == []
