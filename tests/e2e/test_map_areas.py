"""What is known to an area only, marks as rings of their kinds, and the events of one spot spread round it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import LONG, Seen
from view import words

Visit = Callable[..., Seen]
AREA = "() => conflictMap.marks.filter((mark) => mark.area).map((mark) => [mark.name, mark.count, mark.code])"
LEAF = """() => {
    const leaf = conflictMap.leaves[1], point = map.latLngToContainerPoint([leaf.lat, leaf.lon]);
    return {x: point.x, y: point.y};
}"""
TINTED = "() => conflictMap.theGround._tinted"


def test_a_province_is_a_name_with_a_number_on_a_tint_and_no_pin(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=34.8&lon=39.5&z=7")
    frame = page.map()
    assert frame.evaluate(AREA) == [["Eastmark", 1, 169575]]
    assert frame.evaluate(TINTED) == [169575]
    page.click(34.15, 38.14)  # where a map writes the province's name
    expect(page.page.locator(".st-key-panel dl")).to_contain_text("province level", timeout=LONG)
    assert page.errors == []


def test_the_events_of_a_spot_are_spread_and_each_can_be_chosen_on_the_map(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?lat=35&lon=40&z=11")
    frame = page.map()
    assert frame.evaluate("() => conflictMap.marks.find((mark) => mark.count === 2).kinds.map(([kind]) => kind)") == [
        0,
        3,
    ]
    page.click(35.0, 40.0)
    expect(page.page.locator(".cm-list-count")).to_have_text("Events at Tallbrook", timeout=LONG)
    frame.wait_for_function("() => conflictMap.leaves.length === 2", timeout=LONG)
    page.still()
    at = frame.evaluate(LEAF)
    frame.locator("#map_div").click(position=at)
    expect(page.page.locator(".st-key-panel .cm-badge").first).to_be_visible(timeout=LONG)
    expect(page.page.get_by_role("button", name=words.BACK_TO_LIST)).to_be_visible()
    assert page.loads == 1
    assert page.errors == []
