"""How sure each event is: fainter marks, grades on cards and in the panel, filters by grade, background on request."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from playwright.sync_api import expect

from store import Archive
from tests.e2e.conftest import LONG, Seen
from tests.test_confidence import DOUBTFUL, SURE, graded
from view import words


@pytest.fixture(scope="module")
def trusted(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page over a sure event, a doubtful one, one without a grade, and one of background."""
    store = tmp_path_factory.mktemp("trusted") / "archive"
    Archive(store).add([graded("A", SURE, killed=2), graded("Bb", DOUBTFUL, killed=9), graded("Ccc", None)])
    Archive(store).add([graded("Dddd", DOUBTFUL, killed=40, news=False)])
    return started(store)


BOXES = """() => [...document.querySelectorAll(
    "#caption, .cm-layers, .st-key-chips, .cm-theme, :is(.st-key-name, .st-key-background, .st-key-chips_end, "
    + ".st-key-acts, .st-key-menu) :is(a, button)"
)].filter((each) => each.checkVisibility() && each.getClientRects().length).map((each) => {
    const box = each.getBoundingClientRect();
    return [each.innerText, box.left, box.top, box.right, box.bottom];
})"""
Box = tuple[str, float, float, float, float]


def overlap(one: Box, other: Box) -> bool:
    return max(one[1], other[1]) < min(one[3], other[3]) and max(one[2], other[2]) < min(one[4], other[4])


@pytest.mark.parametrize("query", ["", "?order=date&type=Battles&type=Explosions/Remote+violence&grade=doubtful"])
def test_no_two_buttons_of_the_bar_overlap_and_background_is_shown_when_asked(
    trusted: str, visit: Callable[..., Seen], query: str
) -> None:
    seen = visit(trusted, f"/{query}")
    seen.map()
    for width, height in ((390, 844), (1024, 768)):
        seen.page.set_viewport_size({"width": width, "height": height})
        expect(seen.page.get_by_role("button", name="background event hidden")).to_be_visible()
        seen.still()
        boxes: list[Box] = seen.page.evaluate(BOXES)
        assert len(boxes) > 6
        assert [(one[0], other[0]) for one, other in combinations(boxes, 2) if overlap(one, other)] == []
        assert [box for box in boxes if box[1] < 0 or box[3] > width] == []
    if not query:
        _background_is_counted_and_shown_when_asked(seen)


def _background_is_counted_and_shown_when_asked(seen: Seen) -> None:
    button = seen.page.get_by_role("button", name="1 background event hidden – show")
    expect(button).to_be_visible(timeout=LONG)
    expect(seen.page.locator("#caption")).to_contain_text("3 of 4 events")
    seen.still()
    button.click()
    expect(seen.page.locator("#caption")).to_contain_text("4 events", timeout=LONG)
    expect(seen.page.get_by_role("button", name="1 background event shown – hide")).to_be_visible()
    seen.still()
    assert len(seen.marks()) == 4
    assert "news=0" in seen.page.url
    assert not seen.errors


def test_doubt_is_seen_and_filtered_by(trusted: str, visit: Callable[..., Seen]) -> None:
    seen = visit(trusted, "/?order=confidence&lat=32&lon=40&z=6")
    faint = seen.map().evaluate("() => Object.fromEntries(conflictMap.marks.map(m => [m.lat, m.doubtful]))")
    assert faint == {"31": False, "32": True, "33": False}
    cards = seen.page.locator(".cm-card")
    expect(cards.first).to_contain_text("sure")
    expect(seen.page.locator(".cm-card.doubtful")).to_have_count(1)
    seen.page.locator(".cm-card.doubtful").click()
    expect(seen.page.locator(".st-key-panel .cm-grade.doubtful").first).to_be_visible(timeout=LONG)
    seen.filters()
    chosen = seen.page.locator(".st-key-drawer_open").get_by_role("combobox", name=words.CONFIDENCE)
    chosen.scroll_into_view_if_needed()  # a list that is scrolled while it opens is shut again
    seen.still()
    chosen.click()
    seen.page.get_by_role("option", name="sure (1)").click()
    expect(seen.page.locator(".st-key-chips")).to_contain_text("Confidence: sure", timeout=LONG)
    assert "grade=sure" in seen.page.url
    assert not seen.errors
