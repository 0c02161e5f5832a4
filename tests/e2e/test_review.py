"""Reviewing: one event after the other by keys, and many at once from the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from store import Archive, Filters
from tests.e2e.conftest import LONG, Seen
from tests.test_confidence import DOUBTFUL, SURE, graded
from view import words


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four events, of which the deadliest is the least sure."""
    Archive(tmp_path / "archive").add(
        [
            graded("A", SURE, killed=2),
            graded("Bb", DOUBTFUL, killed=90),
            graded("Ccc", DOUBTFUL, killed=9),
            graded("Dddd", SURE),
        ]
    )
    return tmp_path / "archive"


def places(store: Path, **filters: object) -> set[str]:
    return {each.place for each in Archive(store).listed(Filters(**filters))}  # type: ignore[arg-type]


def press(seen: Seen, key: str, then: str) -> None:
    seen.still()
    seen.page.locator("body").press(key)
    expect(seen.page.locator("[data-testid=stMain]")).to_contain_text(then, timeout=LONG)


def test_a_queue_is_gone_through_by_keys(started: Callable[..., str], visit: Callable[..., Seen], store: Path) -> None:
    seen = visit(started(store), "/review")
    main = seen.page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("4 left", timeout=LONG)
    expect(seen.page.locator(".st-key-panel")).to_contain_text("Shells hit Bb", timeout=LONG)
    name = seen.page.get_by_role("textbox", name=words.CORRECT_BY)
    name.fill("A. Reader")
    name.press("Enter")
    name.blur()
    press(seen, "k", "3 left")
    expect(seen.page.locator(".st-key-panel")).to_contain_text("Shells hit Ccc", timeout=LONG)
    press(seen, "x", "2 left · 1 kept, 1 rejected")
    expect(seen.page.locator(".st-key-panel")).to_contain_text("Shells hit A", timeout=LONG)
    press(seen, "n", "Shells hit Dddd")
    press(seen, "b", "Shells hit A")
    press(seen, "m", words.CORRECT_FIELD)
    assert places(store, grades=("confirmed",)) == {"Bb"}
    assert places(store) == {"A", "Bb", "Dddd"}
    assert {review.by for review in Archive(store).reviews()} == {"A. Reader"}
    assert not seen.errors


def test_many_are_rejected_from_the_list_at_once(
    started: Callable[..., str], visit: Callable[..., Seen], store: Path
) -> None:
    seen = visit(started(store), "/?order=deaths")
    seen.map()
    seen.still()
    page = seen.page
    back = page.get_by_role("button", name=words.BACK_TO_LIST)
    if back.count():
        back.click()
    page.get_by_role("button", name="Select", exact=True).click()
    page.locator(".cm-card", has_text="Bb").click()
    page.locator(".cm-card", has_text="Ccc").click()
    expect(page.locator(".cm-bulk")).to_contain_text("2 selected")
    page.get_by_role("textbox", name=words.CORRECT_BY).fill("A. Reader")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator("#caption")).to_contain_text("2 events", timeout=LONG)
    assert places(store) == {"A", "Dddd"}
    assert {review.by for review in Archive(store).reviews()} == {"A. Reader"}
    assert not seen.errors
