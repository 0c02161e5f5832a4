"""Correcting where an event was: by the name of a place, as the gazetteer knows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from geo import Unresolved
from store import Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG, Seen
from view import words

Visit = Callable[..., Seen]


def test_a_place_is_corrected_by_searching_for_its_name(
    started: Callable[..., str], visit: Visit, tmp_path: Path
) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    event = archive.table(Filters(kinds=("site",)))["id"].iloc[0]
    page = visit(started(tmp_path / "archive"), f"/?ev={event}")
    page.map()
    page.still()
    page.page.get_by_text(words.CORRECT).first.click()
    page.page.get_by_role("combobox", name=words.CORRECT_FIELD).click()
    page.page.get_by_role("option", name=words.CORRECT_FIELDS["place"], exact=True).click()
    page.page.get_by_label(words.CORRECT_SEEK).fill("Kharkiv")
    page.page.keyboard.press("Enter")
    page.still()
    page.page.get_by_role("combobox", name=words.CORRECT_PLACE).click()
    page.page.get_by_role("option", name="Kharkiv").first.click()
    page.page.get_by_label("Your name").fill("A. Reader")
    page.page.get_by_label("Reason").fill("The article says Kharkiv")
    page.page.get_by_role("button", name=words.CORRECT_SEND).click()
    expect(page.page.locator("dl.cm-facts")).to_contain_text("Kharkiv", timeout=LONG)
    found = Archive(tmp_path / "archive").event(str(event))
    assert found is not None
    assert not isinstance(found.lead.place, Unresolved)
    assert round(found.lead.place.place.at.lat) == 50
