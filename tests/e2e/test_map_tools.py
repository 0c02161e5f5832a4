"""Tools on the map: distances, coordinates of a click, and a place corrected by a click."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from store import WORLD, Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG, Seen
from view import words

Visit = Callable[..., Seen]


def clicked(page: Seen, lat: float, lon: float) -> None:
    """Click at a point of the ground."""
    at = page.map().evaluate("at => { const p = map.latLngToContainerPoint(at); return {x: p.x, y: p.y}; }", [lat, lon])
    page.map().locator("#map_div").click(position=at)


def test_a_click_on_the_ground_says_where_and_a_ruler_how_far(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=35&lon=40&z=21")
    frame = page.map()
    assert frame.evaluate("() => map.getZoom()") == 18
    frame.evaluate("() => { map.setView([35, 40], 9, {animate: false}); }")
    page.still()
    told = frame.locator(".cm-readout")
    clicked(page, 34.8, 39.5)
    expect(told.locator("code")).to_have_text(re.compile(r"34\.(79|80)\d+, 39\.(49|50)\d+"))
    frame.get_by_role("button", name="Measure a distance").click()
    clicked(page, 35.0, 39.5)
    clicked(page, 35.0, 40.0)
    expect(told.locator("b")).to_have_text(re.compile(r"45\.[3-9] km"))
    told.get_by_role("button", name="Done").click()
    expect(told).to_be_hidden()
    assert page.errors == []


def test_a_place_is_corrected_by_a_click_on_the_map(
    started: Callable[..., str], visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("picked") / "archive"
    archive = Archive(store)
    archive.add(factories.sample())
    event = next(mark.ids[0] for mark in archive.markers(Filters(), window=WORLD, zoom=9) if mark.count == 1)
    page = visit(started(store), f"/?ev={event}&lat=35&lon=39.6&z=9")
    page.map()
    page.still()
    page.page.get_by_text(words.CORRECT, exact=True).first.click()
    page.still()
    page.page.get_by_role("combobox", name=re.compile(words.CORRECT_FIELD)).click()
    page.page.get_by_role("option", name=words.CORRECT_FIELDS["place"], exact=True).click()
    page.still()
    page.page.get_by_role("combobox", name=re.compile(words.CORRECT_PLACE)).click()
    page.page.get_by_role("option", name=words.BY_POINT).click()
    page.page.get_by_role("button", name=words.CORRECT_PICK).click()
    expect(page.map().locator(".cm-readout")).to_contain_text("Click the place", timeout=LONG)
    clicked(page, 34.9, 39.4)
    expect(page.page.get_by_label(words.CORRECT_LAT).first).to_have_value(re.compile(r"34\.(89|90)"), timeout=LONG)
    page.page.get_by_label(words.CORRECT_BY).fill("A. Reader")
    page.page.get_by_label(words.CORRECT_WHY).fill("the crossing north of it")
    page.page.get_by_role("button", name=words.CORRECT_SEND).click()
    page.map().wait_for_function(
        "() => conflictMap.marks.some((mark) => Math.abs(mark.lon - 39.4) < 0.02)", timeout=LONG
    )
    assert page.errors == []
