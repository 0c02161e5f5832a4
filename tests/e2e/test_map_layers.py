"""Layers on the map: chosen in its corner, with a legend, by events or deaths, kept in the address, under the same filter."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import LONG, Seen

Visit = Callable[..., Seen]
COUNTRY = "() => conflictMap.theGround._wish && conflictMap.theGround._wish.countries"
COLOUR = """([lat, lon]) => {
    const ground = conflictMap.theGround, ratio = window.devicePixelRatio || 1;
    const at = map.latLngToLayerPoint([lat, lon]).subtract(ground._bounds.min);
    return [...ground._ctx.getImageData(at.x * ratio, at.y * ratio, 1, 1).data].slice(0, 3);
}"""


def test_a_layer_is_chosen_in_the_corner_and_follows_the_filter(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=35&lon=38&z=5")
    frame = page.map()
    page.still()
    land = frame.evaluate(COLOUR, [34.2, 38.2])
    page.page.get_by_text("Layers", exact=True).click()
    page.page.get_by_label("Countries").check()
    frame.wait_for_function(COUNTRY, timeout=LONG)
    key = page.page.locator(".cm-layer-key")
    expect(key).to_contain_text("Events by country")
    assert frame.evaluate(COUNTRY) == {"SY": [5, 7, "Syria"]}
    assert frame.evaluate(COLOUR, [34.2, 38.2]) != land
    page.page.get_by_label("Deaths (best figure)").check()
    expect(key).to_contain_text("Deaths by country", timeout=LONG)
    page.page.wait_for_url(re.compile("layer=countries.*by=deaths"), timeout=LONG)
    page.still()
    page.page.get_by_role("button", name=re.compile("^Battles")).click()
    frame.wait_for_function("() => (conflictMap.theGround._wish.countries.SY || [])[1] === 4", timeout=LONG)
    page.page.get_by_label("Marks").check()
    frame.wait_for_function("() => !conflictMap.theGround._wish && conflictMap.marks.length", timeout=LONG)
    expect(key).to_be_hidden()
    assert page.loads == 1
    assert page.errors == []
