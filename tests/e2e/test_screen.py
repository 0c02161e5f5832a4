"""One screen: what a reader of the first page must be able to see and to do on it, at a desk and on a phone."""

from __future__ import annotations

import datetime as dt
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from store import Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG, Seen
from tests.e2e.stores import OTHER, scattered, shelled, told
from tests.e2e.test_page import PHONE
from view import words

Visit = Callable[..., Seen]
DESK = {"viewport": {"width": 1440, "height": 900}}
SHARE = """() => {
    const map = document.querySelector("iframe[title='streamlit_folium.st_folium']").getBoundingClientRect();
    return map.width * map.height / innerWidth / innerHeight;
}"""


@pytest.fixture(scope="module")
def many(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page over 400 events at as many spots."""
    return started(scattered(tmp_path_factory.mktemp("many") / "archive"))


@pytest.fixture(scope="module")
def stray(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page over thirty events of one autumn, and one of long before."""
    days = [dt.date(2017, 9, 1) + dt.timedelta(days=at) for at in range(30)]
    store = tmp_path_factory.mktemp("stray") / "archive"
    Archive(store).add([shelled(at, day) for at, day in enumerate([*days, dt.date(1937, 5, 1)])])
    return started(store)


@pytest.fixture(scope="module")
def thousand(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The page over 1,100 events, and the oldest of them."""
    store = scattered(tmp_path_factory.mktemp("thousand") / "archive", 1100)
    oldest = Archive(store).table(Filters(latest=dt.date(2017, 10, 2) - dt.timedelta(days=1099)))
    return started(store), str(oldest["id"].iloc[0])


def cards(page: Seen) -> Locator:
    return page.page.locator(".cm-card")


def opened(visit: Visit, address: str, path: str = "/?order=date", **settings: object) -> Seen:
    """Open the page and wait until all of it is there; an address that asks for something opens with the list."""
    page = visit(address, path, **{**DESK, **settings})
    page.map()
    page.still()
    return page


def test_the_map_has_most_of_the_screen_and_list_and_timeline_are_in_sight(many: str, visit: Visit) -> None:
    page = opened(visit, many)
    for width, height, share in ((1440, 900, 0.55), (1920, 1080, 0.65)):
        page.page.set_viewport_size({"width": width, "height": height})
        page.still()
        assert page.page.evaluate(SHARE) >= share
        expect(cards(page).first).to_be_in_viewport()
        expect(page.page.locator(".cm-chart")).to_be_in_viewport(ratio=0.9)
        assert page.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert (page.errors, page.outside) == ([], [])


def test_the_page_opens_with_the_most_telling_event_its_words_and_pointing_at_a_fact_lights_them(
    sample: str, visit: Visit
) -> None:
    page = opened(visit, sample, "/")
    expect(page.page.locator(".st-key-panel .cm-head")).to_contain_text("North Front fought Syria Forces")
    expect(page.page.locator(".st-key-panel blockquote mark").first).to_be_in_viewport()
    mark = page.page.locator(".st-key-panel blockquote mark.when").first
    before = mark.evaluate("(each) => getComputedStyle(each).boxShadow")
    page.page.locator("dl.cm-facts > div.when").hover()
    assert mark.evaluate("(each) => getComputedStyle(each).boxShadow") != before
    _lies_beside_the_map_on_paper(page)
    _another_event_is_read_from_its_top(page)


def _lies_beside_the_map_on_paper(page: Seen) -> None:
    page.page.emulate_media(media="print")
    stage, rail = (page.page.locator(f".st-key-{each}").bounding_box() for each in ("stage", "rail"))
    page.page.emulate_media(media="screen")
    assert stage is not None
    assert rail is not None
    assert stage["height"] > 300
    assert rail["y"] >= stage["y"] + stage["height"] or rail["x"] >= stage["x"] + stage["width"]


def _another_event_is_read_from_its_top(page: Seen) -> None:
    page.page.set_viewport_size({"width": 1440, "height": 500})
    page.page.get_by_text(words.HISTORY).scroll_into_view_if_needed()
    expect(page.page.locator(".st-key-panel .cm-head")).not_to_be_in_viewport()
    page.page.keyboard.press("ArrowRight")
    expect(page.page.locator(".st-key-step")).to_contain_text("2 of 8")
    expect(page.page.locator(".st-key-panel .cm-head")).to_be_in_viewport()


def test_a_chosen_card_shows_its_event_at_once_and_the_list_comes_back_where_it_was(many: str, visit: Visit) -> None:
    page = opened(visit, many)
    card = cards(page).nth(12)
    line = card.locator(".cm-card-second").inner_text()
    card.click()
    quote = page.page.locator(".st-key-panel blockquote").first
    expect(quote).to_be_in_viewport(timeout=LONG)
    expect(page.page.locator(".st-key-step")).to_contain_text("13 of 400", timeout=LONG)
    page.still()
    page.page.get_by_role("button", name=words.BACK_TO_LIST).click()
    chosen = page.page.locator(".cm-card[aria-current]")
    expect(chosen).to_be_in_viewport(timeout=LONG)
    assert chosen.locator(".cm-card-second").inner_text() == line
    assert page.loads == 1


def test_all_events_can_be_reached_by_scrolling(many: str, visit: Visit) -> None:
    page = opened(visit, many)
    expect(page.page.locator(".cm-list-count")).to_have_text("400 events")
    for at in range(2, 6):
        cards(page).last.scroll_into_view_if_needed()
        expect(cards(page)).to_have_count(30 * at, timeout=LONG)
    page.page.route("**/list.json*", lambda route: route.abort())  # as of a site that asks for a sign-in
    cards(page).last.scroll_into_view_if_needed()
    expect(cards(page)).to_have_count(180, timeout=LONG)
    ids = cards(page).evaluate_all("(all) => all.map((each) => each.dataset.id)")
    assert len(set(ids)) == len(ids)


def test_sources_do_not_stand_among_the_actors_and_who_did_it_to_whom_is_said(sample: str, visit: Visit) -> None:
    page = opened(visit, sample, "/?status=disputed")
    expect(cards(page)).to_have_count(1)
    assert "Syria Defense Ministry" not in cards(page).first.locator(".cm-card-first").inner_text()
    page = opened(visit, sample, "/?type=Battles")
    expect(page.page.get_by_text("North Front → Syria Forces").first).to_be_visible()


def test_air_strikes_can_be_asked_for(sample: str, visit: Visit) -> None:
    page = opened(visit, sample)
    page.page.get_by_role("button", name=words.FILTERS_BUTTON, exact=True).click()
    page.page.get_by_role("combobox", name=re.compile(words.FILTERS["event_types"])).click(timeout=LONG)
    page.page.keyboard.type("suicide")
    page.page.get_by_role("option", name=re.compile("Suicide bomb")).click()
    page.page.wait_for_url(re.compile("sub=Suicide"), timeout=LONG)
    expect(page.page.locator(".cm-list-count")).to_have_text("1 event", timeout=LONG)
    assert page.loads == 1


def test_the_counts_in_the_filters_go_with_the_filters(sample: str, visit: Visit) -> None:
    page = opened(visit, sample, "/?status=disputed")
    page.page.get_by_role("button", name=words.FILTERS_BUTTON, exact=True).click()
    page.page.get_by_role("combobox", name=re.compile(words.FILTERS["actors"])).click(timeout=LONG)
    expect(page.page.get_by_role("option", name="North Front (1)")).to_be_visible(timeout=LONG)


def test_both_actors_can_be_asked_for_together(sample: str, visit: Visit) -> None:
    page = opened(visit, sample, "/?actor=north-front&actor=syria-forces")
    either = int(page.page.locator(".cm-list-count").inner_text().split()[0])
    page.page.get_by_role("button", name=words.FILTERS_BUTTON, exact=True).click()
    page.page.get_by_text(words.EVERY_ACTOR).click(timeout=LONG)
    page.page.wait_for_url(re.compile("all=1"), timeout=LONG)
    page.still()
    assert 0 < int(page.page.locator(".cm-list-count").inner_text().split()[0]) < either


def test_a_filter_that_leaves_nothing_in_sight_moves_the_map_to_what_it_leaves(sample: str, visit: Visit) -> None:
    page = opened(visit, sample, "/?lat=-20&lon=130&z=5&type=Battles&type=Protests")
    page.page.locator(".cm-kind").filter(has_text="Protests").click()
    inside = "() => conflictMap.marks.some((mark) => map.getBounds().contains([mark.lat, mark.lon]))"
    page.map().wait_for_function(inside, timeout=LONG)
    assert page.loads == 1


def test_the_map_zooms_to_the_results(sample: str, visit: Visit) -> None:
    page = opened(visit, sample, "/?lat=0&lon=0&z=2&type=Battles")
    page.page.get_by_role("button", name=words.ZOOM_TO_RESULTS).click()
    page.map().wait_for_function("() => map.getZoom() > 5", timeout=LONG)


def test_legend_order_and_colours_are_chosen_on_the_page_the_legend_hiding_no_marks(sample: str, visit: Visit) -> None:
    page = opened(visit, sample)
    assert page.map().locator(".conflict-legend").count() == 0
    expect(page.page.locator(".cm-legend")).to_contain_text("Battles")
    battles = page.page.locator(".cm-kind").filter(has_text="Battles")
    count = battles.locator("b").inner_text()
    battles.click()
    expect(page.page.locator(".cm-list-count")).to_contain_text(f"{count} event", timeout=LONG)
    page.page.wait_for_url(re.compile("type=Battles"), timeout=LONG)
    expect(battles).to_have_attribute("aria-pressed", "true")
    battles.click()
    expect(page.page.locator("#caption")).to_have_text(re.compile("^8 events"), timeout=LONG)
    page.still()
    _orders_all_events_and_not_those_in_sight(page)
    _switches_to_dark(page)


def _orders_all_events_and_not_those_in_sight(page: Seen) -> None:
    page.page.get_by_label(words.LIST_WORDS["order"]).select_option("deaths")
    expect(cards(page).first).to_contain_text("10 killed", timeout=LONG)
    page.page.wait_for_url(re.compile("order=deaths"), timeout=LONG)


def _switches_to_dark(page: Seen) -> None:
    page.page.get_by_role("button", name=words.GO_DARK).click()
    expect(page.page.get_by_role("button", name=words.GO_LIGHT)).to_be_visible(timeout=LONG)
    page.map().wait_for_function("() => document.documentElement.dataset.theme === 'dark'", timeout=LONG)


def test_back_undoes_what_was_chosen_and_then_leaves(sample: str, visit: Visit) -> None:
    page = visit(sample, "/about")
    page.page.goto(f"{sample}/?order=date&status=asserted")
    page.map()
    page.still()
    page.page.locator(".cm-kind").filter(has_text="Battles").click()
    page.page.wait_for_url(re.compile("type=Battles"))
    page.map().evaluate("() => { map.setView([33, 33], 7, {animate: false}); }")
    page.page.wait_for_url(re.compile("lat=33"))
    page.still()
    page.page.evaluate("() => { history.back(); }")
    page.page.wait_for_function("() => !location.search.includes('Battles')")
    page.map()
    expect(page.page.locator("#caption")).to_contain_text("Status: asserted")
    expect(page.page.locator("#caption")).not_to_contain_text("Battles")
    page.still()
    page.page.evaluate("() => { history.back(); }")
    page.page.wait_for_url(f"{sample}/about")


def test_the_map_alone_and_the_page_in_a_frame_leave_the_rest_away(sample: str, visit: Visit) -> None:
    alone = opened(visit, sample, "/?view=map")
    assert alone.page.evaluate(SHARE) > 0.99
    expect(alone.page.locator(".st-key-rail")).to_be_hidden()
    small = opened(visit, sample, "/?embed=true", viewport={"width": 800, "height": 450})
    assert small.page.evaluate(SHARE) > 0.7
    assert small.page.evaluate("document.documentElement.scrollHeight") <= 450


@pytest.mark.parametrize(("path", "title"), [("", "Conflict Map"), ("quality", "Quality · Conflict Map")])
def test_what_is_served_has_title_description_and_preview(sample: str, path: str, title: str) -> None:
    with urllib.request.urlopen(f"{sample}/{path}", timeout=20) as answer:  # noqa: S310 - our own server
        served = answer.read().decode()
    assert f"<title>{title}</title>" in served
    assert re.search('<meta name="description" content="[^"]{40,}"', served)
    picture = re.search('<meta property="og:image" content="([^"]+)"', served)
    assert picture
    with urllib.request.urlopen(picture[1], timeout=20) as answer:  # noqa: S310 - as above
        assert answer.headers["content-type"] == "image/png"


def test_each_page_has_its_own_title(sample: str, visit: Visit) -> None:
    page = visit(sample, "/quality")
    expect(page.page).to_have_title("Quality · Conflict Map", timeout=LONG)


def test_arrow_keys_step_on_after_a_click_on_the_map_and_what_the_filters_leave_out_is_said(
    sample: str, visit: Visit
) -> None:
    page = opened(visit, sample, "/?lat=35.2&lon=39.6&z=8")
    page.click(35.2, 40.1)
    at = page.page.locator(".st-key-step")
    expect(at).to_contain_text("of 8", timeout=LONG)
    page.still()
    first, centre = at.inner_text(), page.map().evaluate("() => map.getZoom()")
    page.page.keyboard.press("ArrowRight")
    expect(at).not_to_have_text(first, timeout=LONG, use_inner_text=True)
    assert page.map().evaluate("() => map.getZoom()") >= centre
    page.still()
    _says_that_the_filters_leave_it_out(page)


def _says_that_the_filters_leave_it_out(page: Seen) -> None:
    expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    page.page.locator(".cm-kind").filter(has_text="Protests").click()
    expect(page.page.get_by_text(words.OUTSIDE_FILTERS)).to_be_visible(timeout=LONG)


def test_the_steps_lead_on_from_any_event_of_more_than_a_thousand(thousand: tuple[str, str], visit: Visit) -> None:
    address, oldest = thousand
    page = opened(visit, address, f"/?ev={oldest}")
    at = page.page.locator(".st-key-step")
    expect(at).to_contain_text("1,100 of 1,100")
    expect(at.get_by_role("button", name=words.NEXT)).to_be_disabled()
    at.get_by_role("button", name=words.PREVIOUS).click()
    expect(at).to_contain_text("1,099 of 1,100")


def test_a_stray_date_does_not_stretch_the_timeline_and_play_goes_through_the_days(stray: str, visit: Visit) -> None:
    page = opened(visit, stray)
    expect(page.page.locator(".cm-strays")).to_have_text("1 before 1 Jan 2017")
    page.page.get_by_label("Step").select_option("week")
    page.page.get_by_role("button", name="Play").click()
    counts = page.page.locator(".cm-list-count")
    expect(counts).not_to_have_text("31 events", timeout=LONG)
    first = page.page.url
    page.page.wait_for_function("(first) => location.href !== first", arg=first, timeout=LONG)
    page.page.get_by_role("button", name="Pause").click()
    expect(page.page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.page.locator(".cm-strays")).to_have_text("1 before 1 Jan 2017")  # the days stay where they are


def test_the_filters_know_the_archives_days_and_the_places_of_the_world(sample: str, visit: Visit) -> None:
    """Quick ranges end at the newest day, the calendar opens in the archive's years, a name moves the map.

    Without a server that the operator named there is no switch for its pictures.
    """
    page = opened(visit, sample)
    page.filters()
    assert page.page.get_by_text("Online background map").count() == 0
    page.page.locator("[data-testid=stDateInput]").first.get_by_role("button").first.click()
    expect(page.page.locator("[data-baseweb=calendar], [role=dialog]").first).to_contain_text("2017")
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name=words.QUICK["7"]).click(timeout=LONG)
    page.page.wait_for_url(re.compile("from=2017-09-26&to=2017-10-02"), timeout=LONG)
    page.still()
    page.page.get_by_label(words.GO_TO).fill("Kharkiv")
    page.page.keyboard.press("Enter")
    page.map().wait_for_function("() => Math.abs(map.getCenter().lat - 50) < 1.5", timeout=LONG)
    assert page.loads == 1


def test_a_link_may_show_a_street(sample: str, visit: Visit) -> None:
    page = opened(visit, sample, "/?lat=35&lon=40&z=17")
    assert page.map().evaluate("() => map.getZoom()") == 17
    assert page.map().evaluate("() => [map.getCenter().lat, map.getCenter().lng]") == pytest.approx([35, 40], abs=1e-4)
    assert "lat=35&lon=40&z=17" in page.page.url
    assert page.page.get_by_text(words.LINK_NO_VIEW).count() == 0


def test_dates_that_are_known_roughly_do_not_head_the_list_and_can_be_left_out(sample: str, visit: Visit) -> None:
    page = opened(visit, sample, "/?dated=day")
    texts = cards(page).locator(".cm-card-second").all_inner_texts()
    assert texts
    assert not any("–" in text.split(" · ")[0] for text in texts)


def test_a_phone_answers_a_tap_in_sight_and_its_buttons_have_words(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=35.2&lon=39.6&z=8", **PHONE)
    page.map()
    page.still()
    for name in ("Filters", "Events", "Timeline"):
        expect(page.page.locator(".cm-sheets").get_by_role("button", name=name)).to_be_in_viewport()
    page.click(35.2, 40.1)
    expect(page.page.locator(".st-key-panel .cm-head")).to_be_in_viewport(timeout=LONG)
    expect(page.page.locator(".st-key-panel blockquote").first).to_be_in_viewport(timeout=LONG)
    assert page.page.evaluate("document.documentElement.scrollWidth") == 390
    page.still()
    page.page.locator(".cm-sheets").get_by_role("button", name="Timeline").click()
    expect(page.page.locator(".cm-chart")).to_be_in_viewport()
    assert page.errors == []


def test_an_open_page_says_what_has_been_added_and_takes_it_in(
    started: Callable[..., str], visit: Visit, tmp_path: Path
) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    page = opened(visit, started(tmp_path / "archive"))
    archive.add([told("river-9", "River Dispatch", OTHER, 9)])
    page.page.get_by_role("button", name="1 new event").click(timeout=LONG)
    expect(page.page.locator("#caption")).to_have_text(re.compile("^9 events"), timeout=LONG)
    assert page.loads == 1
