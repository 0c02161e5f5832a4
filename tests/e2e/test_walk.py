"""A newcomer's walk over the seed archive: from the first sentence to the article and back, and a link for a colleague."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import LONG, Seen
from view import words

Visit = Callable[..., Seen]
SHULA = (35.19, 39.85)
SEED = 8
"""Events of the starting article, each with a place."""
OUTSIDE = """() => conflictMap.marks.filter(mark => !map.getBounds().contains([mark.lat, mark.lon])).length"""


def test_a_newcomer_finds_the_words_behind_a_mark_and_hands_on_what_is_seen(seeded: str, visit: Visit) -> None:
    page = visit(seeded, "/?news=0")  # with what the article only recalls
    everything = _opens(page)
    _reads_the_words_behind_a_mark(page)
    event = _goes_to_the_article_and_back(page)
    _asks_for_one_actor(page, everything)
    _hands_on(page, seeded, visit, event)


def _opens(page: Seen) -> int:
    """The first view says in a sentence what this is, and shows all there is."""
    everything = len(page.marks())
    expect(page.page.locator(".cm-lead")).to_have_text(words.LEAD)
    expect(page.page.locator("#caption")).to_have_text(f"{SEED} events")
    assert sum(int(str(mark["count"])) for mark in page.marks()) == SEED
    page.still()
    assert page.map().evaluate(OUTSIDE) == 0
    return everything


def _reads_the_words_behind_a_mark(page: Seen) -> None:
    page.click(*SHULA)
    panel = page.page.locator(".st-key-panel")
    panel.get_by_role("button", name=re.compile("Abduction")).first.click()
    expect(panel.locator("blockquote").first).to_contain_text("village of al-Shula", timeout=LONG)
    expect(panel.locator("dl")).to_contain_text("3 Oct 2017")
    page.still()


def _goes_to_the_article_and_back(page: Seen) -> str:
    head = page.page.locator(".st-key-panel .cm-head").first.inner_text()
    page.page.get_by_role("link", name=words.OPEN_ARTICLE).first.click()
    expect(page.page.locator("#here")).to_be_in_viewport(timeout=LONG)
    expect(page.page.locator("article span.here").first).to_contain_text("Amaq")
    page.still()
    page.page.get_by_role("link", name=words.READER_BACK).click()
    expect(page.page.locator(".st-key-panel .cm-head").first).to_have_text(head, timeout=LONG)
    page.map()
    page.still()
    return head


def _asks_for_one_actor(page: Seen, everything: int) -> None:
    page.filters()
    page.page.get_by_role("combobox", name=re.compile(words.FILTERS["actors"])).click()
    page.page.get_by_role("option", name=re.compile("^Islamic State")).click()
    expect(page.page.locator("#caption")).to_contain_text("Islamic State", timeout=LONG)
    page.page.keyboard.press("Escape")
    page.still()
    assert 0 < len(page.marks()) < everything


def _hands_on(page: Seen, address: str, visit: Visit, event: str) -> None:
    """Whoever opens the link sees the same; neither browser noted an error or asked anybody else."""
    page.page.get_by_role("button", name=words.SHARE).click()
    link = page.page.locator("[data-testid=stPopoverBody] code").first
    expect(link).to_contain_text("actor=islamic-state", timeout=LONG)
    page.still()
    other = visit(address, link.inner_text().strip().removeprefix(address))
    expect(other.page.locator(".st-key-panel .cm-head").first).to_have_text(event, timeout=LONG)
    assert other.marks() == page.marks()
    other.still()
    assert other.page.locator("#caption").inner_text() == page.page.locator("#caption").inner_text()
    assert other.panel() == page.panel()
    assert (page.errors, page.outside, other.errors, other.outside) == ([], [], [], [])
