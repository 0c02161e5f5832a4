"""What stands on the map, and what moves it: scale, legend, borders, vague places, keys, the window as a filter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from store import Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG, Seen
from tests.e2e.stores import scattered
from view import words

Visit = Callable[..., Seen]
DASHES = """(name) => {
    const canvas = name === 'ground' ? conflictMap.theGround : conflictMap.canvas, ctx = canvas._ctx, seen = [];
    const dashed = ctx.setLineDash.bind(ctx);
    ctx.setLineDash = (dash) => { seen.push(dash.join()); dashed(dash); };
    canvas._kept = '';  // what was drawn before is not put there again
    name === 'ground' ? canvas.draw() : canvas._redraw();
    delete ctx.setLineDash;
    return seen.filter(Boolean);
}"""
"""Draws a canvas again and tells which dashes it was drawn with."""


def test_scale_attribution_and_on_the_map_alone_a_legend_that_folds(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?view=map")
    frame = page.map()
    assert re.fullmatch(r"\d+ (km|m)", frame.locator(".leaflet-control-scale-line").inner_text())
    assert frame.locator(".leaflet-control-attribution").inner_text() == "Natural Earth · GeoNames (CC BY 4.0)"
    legend = frame.locator(".conflict-legend")
    expect(legend.get_by_text("approximate location")).to_be_visible()
    legend.locator("summary").click()
    expect(legend.get_by_text("approximate location")).to_be_hidden()


def test_disputed_borders_are_dashed(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=34.5&lon=76&z=6")
    frame = page.map()
    frame.wait_for_function("() => conflictMap.theGround._files['lines.json']", timeout=LONG)
    assert "4,3" in frame.evaluate(DASHES, "ground")


def test_a_province_is_no_pin_and_a_chosen_one_is_outlined(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=34.2&lon=38.1&z=7")
    frame = page.map()
    province = "() => { const {kind, area} = conflictMap.marks.find((mark) => Math.abs(mark.lat - 34.15) < 0.01); return [kind, Boolean(area)]; }"
    assert frame.evaluate(province) == [3, True]
    page.click(34.15, 38.14)
    expect(page.page.locator(".st-key-panel dl")).to_contain_text("province level", timeout=LONG)
    drawn = "() => Object.values(map._layers).some((each) => each.options && each.options.pane === 'where' && each.getBounds)"
    page.map().wait_for_function(drawn, timeout=LONG)


def test_the_events_of_one_spot_are_a_list_and_what_is_known_of_its_place_is_a_circle(
    sample: str, visit: Visit
) -> None:
    page = visit(sample, "/?lat=35&lon=40&z=11")
    page.click(35.0, 40.0)
    expect(page.page.locator(".cm-list-count")).to_have_text("Events at Tallbrook", timeout=LONG)
    offered = page.page.locator(".cm-card")
    expect(offered).to_have_count(2)
    wanted = offered.last.locator("b").inner_text()
    offered.last.click()
    expect(page.page.locator(".st-key-panel .cm-badge").first).to_contain_text(wanted, timeout=LONG)
    page.still()
    rings = "() => Object.values(map._layers).filter((each) => each._mRadius).map((each) => [each._mRadius, each.options.opacity])"
    assert page.map().evaluate(rings) == [[3000, 1]]
    assert page.loads == 1


def test_arrow_keys_walk_through_the_events(sample: str, visit: Visit) -> None:
    page = visit(sample)
    page.click(35.2, 40.1)
    at = page.page.locator(".st-key-step")
    expect(at).to_contain_text("of 8", timeout=LONG)
    page.still()
    first = at.inner_text()
    page.page.keyboard.press("ArrowRight")
    expect(at).not_to_have_text(first, timeout=LONG, use_inner_text=True)
    page.still()
    page.page.keyboard.press("ArrowLeft")
    expect(at).to_have_text(first, timeout=LONG, use_inner_text=True)
    assert page.loads == 1


def test_only_what_is_in_the_window_goes_with_the_map(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=35&lon=40&z=9")
    page.map()
    page.still()
    page.filters()
    page.page.get_by_text(words.ONLY_WINDOW).click()
    caption = page.page.locator("#caption")
    expect(caption).to_contain_text("in the current map view", timeout=LONG)
    page.still()
    before = caption.inner_text()
    assert re.search("[2-7] of 8 events", before)
    page.map().evaluate("() => { map.setView([36.25, 37.25], 9, {animate: false}); }")
    expect(caption).not_to_have_text(before, timeout=LONG)
    expect(caption).to_contain_text("in the current map view")
    page.page.wait_for_url(re.compile("box="), timeout=LONG)
    assert page.loads == 1


@pytest.fixture(scope="module")
def many(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page over more spots than a map can show one by one; its operator has named a server for pictures."""
    tiles = "https://tiles.example.org/{z}/{x}/{y}.png"
    store = scattered(tmp_path_factory.mktemp("many") / "archive")
    Archive(store).add(factories.sample())
    return started(store, CONFLICT_MAP_TILES=tiles)


def test_many_spots_are_clusters_with_exact_counts_that_open(many: str, visit: Visit) -> None:
    page = visit(many)
    page.still()
    marks = page.map().evaluate("() => conflictMap.marks.map((mark) => [mark.lat, mark.lon, mark.count, mark.spot])")
    assert len(marks) < 300
    assert sum(mark[2] for mark in marks) == 407
    lat, lon, _, _ = max((mark for mark in marks if not mark[3]), key=lambda mark: mark[2])
    zoom, told = page.map().evaluate("() => map.getZoom()"), page.panel()
    page.click(lat, lon)
    page.map().wait_for_function(f"() => map.getZoom() > {zoom}", timeout=LONG)
    page.still()
    assert page.panel() == told
    assert page.loads == 1


def test_what_else_lies_at_an_events_spot_is_offered_also_where_the_map_shows_a_cluster(
    many: str, visit: Visit, tmp_path: Path
) -> None:
    archive = Archive(tmp_path / "same")
    archive.add(factories.sample())
    event = archive.table(Filters(event_types=("Battles",), kinds=("town",)))["id"].iloc[0]
    page = visit(many, f"/?ev={event}&lat=35&lon=39&z=4")
    spot = "(id) => conflictMap.marks.some((mark) => mark.spot && mark.id === id)"
    assert page.map().evaluate(spot, event) is False
    page.page.get_by_role("button", name=words.EVENTS_HERE.format(count=2)).click()
    expect(page.page.locator(".cm-card")).to_have_count(2)


def test_pictures_of_another_server_are_asked_for_only_when_switched_on(many: str, visit: Visit) -> None:
    page = visit(many)
    asked: list[str | None] = []

    def answer(route: Route) -> None:
        asked.append(route.request.header_value("referer"))
        route.fulfill(status=200, content_type="image/svg+xml", body="<svg xmlns='http://www.w3.org/2000/svg'/>")

    page.page.route("https://tiles.example.org/**", answer)
    page.filters()
    expect(page.page.get_by_text("your browser asks tiles.example.org")).to_be_visible()
    assert page.outside == []
    page.page.get_by_text("Online background map").click()
    page.map().wait_for_function("() => document.querySelector('.leaflet-tile')", timeout=LONG)
    page.still()
    assert asked
    assert set(asked) == {None}
    page.page.get_by_text("Online background map").click()
    page.map().wait_for_function("() => !document.querySelector('.leaflet-tile')", timeout=LONG)
    assert page.loads == 1
    assert page.errors == []
