"""Layers of one's own: brought as a file, shown below the marks with source and day, kept for others, refused where hostile."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from store import Archive
from tests import factories
from tests.e2e.conftest import LONG, Seen
from view import words

Visit = Callable[..., Seen]
RING = [[39, 34], [41, 34], [41, 36], [39, 36], [39, 34]]
AREA = {
    "type": "Feature",
    "properties": {"name": "<b>North</b> zone", "fill": "#0072b2", "fill-opacity": 0.5},
    "geometry": {"type": "Polygon", "coordinates": [RING]},
}
LAID = "() => [...conflictMap.laid.values()].filter((each) => each.layer).length"


def brought(page: Seen, content: bytes) -> None:
    """Bring a file in the drawer and ask for it to be shown."""
    page.filters()
    if not page.page.locator("[data-testid=stFileUploader]").is_visible():
        page.page.get_by_text(words.OVERLAYS).click()
    file = {"name": "control.geojson", "mimeType": "application/geo+json", "buffer": content}
    page.page.locator("[data-testid=stFileUploader] input").set_input_files([file])  # type: ignore[list-item]
    page.page.get_by_label(words.OVERLAY_SOURCE, exact=True).fill("Own map")
    page.page.get_by_label(words.OVERLAY_SOURCE, exact=True).press("Enter")
    page.still()
    page.page.get_by_role("button", name=words.OVERLAY_SHOW).click()


@pytest.fixture
def own(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page over an archive of its own."""
    store = tmp_path_factory.mktemp("own") / "archive"
    Archive(store).add(factories.sample())
    return started(store)


def test_a_layer_is_brought_shown_and_kept_for_others(own: str, visit: Visit) -> None:
    page = visit(own, "/?lat=35&lon=40&z=7")
    brought(page, json.dumps(AREA).encode())
    page.map().wait_for_function(f"({LAID})() === 1", timeout=LONG)
    page.page.wait_for_url(re.compile("overlay=[0-9a-f]{32}"), timeout=LONG)
    at = page.map().evaluate("() => { const p = map.latLngToContainerPoint([34.3, 39.6]); return {x: p.x, y: p.y}; }")
    page.map().locator("#map_div").click(position=at)
    expect(page.map().get_by_text("<b>North</b> zone · Own map").first).to_be_visible(timeout=LONG)
    page.page.get_by_role("button", name=words.OVERLAY_KEEP).click()
    expect(page.page.get_by_role("button", name=words.OVERLAY_DROP)).to_be_visible(timeout=LONG)
    other = visit(own, page.page.url.removeprefix(own))
    other.map().wait_for_function(f"({LAID})() === 1", timeout=LONG)
    assert page.errors == other.errors == []
    assert page.outside == []


def test_a_hostile_file_is_refused_with_one_line_and_a_link_from_elsewhere_is_left_out(own: str, visit: Visit) -> None:
    page = visit(own, "/?lat=35&lon=40&z=7&overlay=https://elsewhere.example.org/a.geojson")
    expect(page.page.get_by_text(words.OVERLAY_NOT_ALLOWED)).to_be_visible(timeout=LONG)
    brought(page, b'{"type": "Point", "coordinates": [4500000, "<script>"]}')
    expect(page.page.get_by_text("no longitude and latitude in degrees")).to_be_visible(timeout=LONG)
    assert page.map().evaluate(LAID) == 0
    assert page.outside == []
