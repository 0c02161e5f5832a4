"""The panel of an event that several articles tell of, its history, and older versions of the data."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from store import Archive
from tests.e2e.conftest import LONG, Seen
from tests.e2e.stores import merged
from tests.e2e.test_pages import stands
from view import words

Visit = Callable[..., Seen]


@pytest.fixture(scope="module")
def told(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Path]:
    """The page over an archive with a merged event; its address, the event's id and the archive's folder."""
    store, event = merged(tmp_path_factory.mktemp("merged") / "archive")
    return started(store), event, store


def test_an_older_version_is_shown_as_it_was_and_the_newest_offered(told: tuple[str, str, Path], visit: Visit) -> None:
    address, event, _ = told
    page = visit(address, "/?v=1")
    page.map()
    older = page.page.get_by_text(re.compile("as they were in version 1"))
    expect(older).to_be_visible(timeout=LONG)
    expect(page.page.locator("#caption")).to_have_text(re.compile("^8 events"))
    page.page.get_by_role("button", name="Show the newest").click()
    expect(page.page.locator("#caption")).to_have_text(re.compile("^9 events"), timeout=LONG)
    expect(older).to_have_count(0)
    assert page.loads == 1
    early = visit(address, f"/?v=2&ev={event}")
    killed = early.page.locator(".st-key-panel dl")
    expect(killed).to_contain_text(re.compile("Killed\\s*6"), timeout=LONG)
    assert early.page.get_by_text("Correct this").count() == 0


def test_a_version_that_is_not_there_is_one_line(told: tuple[str, str, Path], visit: Visit) -> None:
    page = visit(told[0], "/?v=77")
    expect(page.page.get_by_role("alert")).to_contain_text(
        "version 77 of the data is not in this archive", timeout=LONG
    )
    expect(page.page.locator("#caption")).to_have_text(re.compile("^9 events"))


def test_a_link_with_the_version_can_be_taken(told: tuple[str, str, Path], visit: Visit) -> None:
    page = visit(told[0], "/?status=claimed&lat=35&lon=39&z=7")
    page.map()
    page.still()
    page.page.get_by_role("button", name=words.SHARE).click()
    links = page.page.locator("[data-testid=stPopoverBody] code")
    expect(links).to_have_count(3, timeout=LONG)
    assert re.search(r"status=claimed.*&v=3$", links.nth(1).inner_text().strip())
    assert re.search(r"<iframe src=.*status=claimed.*embed=true", links.nth(2).inner_text())


def test_an_article_without_a_title_is_offered_by_its_first_words(told: tuple[str, str, Path], visit: Visit) -> None:
    page = visit(told[0], "/article?article=river-9")
    chosen = page.page.get_by_role("combobox", name=re.compile("Article"))
    expect(chosen).to_have_attribute("value", re.compile("“Nine soldiers died when.*River Dispatch"), timeout=LONG)


def test_a_merged_event_shows_its_voices_its_reasons_and_its_history(told: tuple[str, str, Path], visit: Visit) -> None:
    address, event, store = told
    page = visit(address, f"/?ev={event}")
    panel = page.page.locator(".st-key-panel")
    expect(panel.locator(".cm-sub")).to_have_text("4 reports of this event, 2 voices", timeout=LONG)
    killed = panel.locator("table.cm-compared tr").filter(has_text="Killed")
    expect(killed.locator("div")).to_have_text([re.compile("^5"), re.compile("^9.*River Dispatch")])
    expect(panel.get_by_text("They agree on: What, When, Where, Who, Status.")).to_be_visible()
    expect(panel.locator("blockquote")).to_have_count(2)
    expect(panel.get_by_text(re.compile("^3 carry the same text and count as one voice"))).to_contain_text("Daily Post")
    page.map()
    page.still()
    _no_word_of_the_reasons_is_broken_and_no_long_hash_is_shown(page)
    _the_history_says_who_changed_what_and_a_change_is_taken_back(page, store)
    assert page.errors == []
    page.page.goto(f"{address}/corrections")
    expect(page.page.locator("[data-testid=stDataFrame]")).to_be_visible(timeout=LONG)
    stands(page)


def _the_history_says_who_changed_what_and_a_change_is_taken_back(page: Seen, store: Path) -> None:
    history = page.page.locator(".st-key-panel ol.cm-history").last
    expect(history).to_contain_text("A. Reader set Killed from 6 to 5: a later statement", timeout=LONG)
    page.page.get_by_role("button", name=words.UNDO, exact=True).click()
    page.still()
    page.page.get_by_label("Your name").fill("B. Editor")
    page.page.get_by_label(words.UNDO_WHY).fill("that was another mine")
    page.page.get_by_role("button", name=words.UNDO_SEND).click()
    expect(history).to_contain_text("B. Editor set Killed from 5 to 6", timeout=LONG)
    assert [review.by for review in Archive(store).reviews()] == ["A. Reader", "B. Editor"]


WHOLE_WORDS = """() => {
    const cells = [...document.querySelectorAll(".st-key-panel table.cm-why:not(.cm-compared) td:first-child")];
    return cells.length > 0 && cells.every((each) => {
        const range = document.createRange();
        range.selectNodeContents(each);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size === 1;
    });
}"""


def _no_word_of_the_reasons_is_broken_and_no_long_hash_is_shown(page: Seen) -> None:
    panel = page.page.locator(".st-key-panel")
    panel.get_by_text(words.WHY).first.click()
    page.page.wait_for_function(WHOLE_WORDS)
    expect(panel.locator("ol.cm-history").last).to_contain_text("Coast Wire")
    assert not re.search("[0-9a-f]{17}", page.panel())
