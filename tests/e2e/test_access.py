"""Accessibility: axe-core finds nothing serious, the table is a way to everything by keyboard, names are in place."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.access import PHONE, WIDE, findings
from tests.e2e.conftest import LONG, Seen
from tests.e2e.stores import merged
from view import words

Visit = Callable[..., Seen]
HERE = Path(__file__).parent
OTHERS = (
    "/article?article=river-9", "/add", "/quality", "/corrections", "/about", "/review",
    "/compare?mode=actors&a=north-front&b=syria-forces", "/actor?actor=north-front", "/place?at=35,40",
)  # fmt: skip


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """axe-core's script, as package-lock.json names it by its hash; installed by npm into pytest's cache, once."""
    folder = pytestconfig.cache.mkdir("axe")
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    lock = (HERE / "package-lock.json").read_bytes()
    if not script.is_file() or (folder / "package-lock.json").read_bytes() != lock:
        npm = shutil.which("npm") or pytest.skip("npm is not installed: apt-get install npm")
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit"], cwd=folder, capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"npm could not install axe-core: {done.stderr.decode(errors='replace').splitlines()[-1:]}")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def told(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    store, event = merged(tmp_path_factory.mktemp("access") / "archive")
    return started(store), event


TURNED = """scheme => {
    const [red] = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor.match(/\\d+/g);
    return (Number(red) < 128) === (scheme === 'dark');
}"""
"""Whether the page's paper is dark where it is to be dark."""


def look(page: Page, axe: str) -> list[str]:
    return [line for frame in page.frames for line in findings(frame, axe)]


LOOKS = (("light", WIDE), ("dark", WIDE), ("dark", PHONE))


def looks(page: Seen, axe: str) -> list[str]:
    """Look at an open page light and dark, wide and on a phone: it follows the reader's system and window."""
    found = []
    for scheme, (width, height) in LOOKS:
        page.page.emulate_media(color_scheme=scheme)
        page.page.set_viewport_size({"width": width, "height": height})
        page.page.wait_for_function(TURNED, arg=scheme)
        page.still()
        found += [f"{scheme}, {width}: {line}" for line in look(page.page, axe)]
    return found


def test_axe_finds_nothing_serious(told: tuple[str, str], visit: Visit, axe: str) -> None:
    address, event = told
    page = visit(address, f"/?ev={event}&status=asserted", bypass_csp=True)
    frame = page.map()
    expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    page.still()
    found = [f"map: {line}" for line in looks(page, axe)]
    frame.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    for path in OTHERS:
        page.page.goto(address + path)
        page.page.wait_for_selector("[data-testid=stMain] :is(h1, h2, h3, article)")
        page.still()
        found += [f"{path}: {line}" for line in looks(page, axe)]
    assert found == []


def test_what_cannot_be_seen_has_a_name_and_the_keyboard_leads_from_the_list_to_the_article(
    sample: str, visit: Visit
) -> None:
    page = visit(sample, "/?order=date")
    page.map()
    page.still()
    _what_cannot_be_seen_has_a_name(page)
    page.page.locator(".cm-card").first.focus()
    for key in ("ArrowDown", "Enter"):
        page.page.keyboard.press(key)
    link = page.page.get_by_role("link", name=words.OPEN_ARTICLE).first
    expect(link).to_be_visible(timeout=LONG)
    page.still()
    for _ in range(90):
        page.page.keyboard.press("Tab")
        if link.evaluate("(each) => each === document.activeElement"):
            break
    outline = "(each) => [getComputedStyle(each).outlineStyle, getComputedStyle(each).boxShadow]"
    assert link.evaluate(outline) != ["none", "none"]
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#here")).to_be_in_viewport(timeout=LONG)


def _what_cannot_be_seen_has_a_name(page: Seen) -> None:
    assert page.page.get_by_role("list", name="Events").count() == 1
    assert page.page.get_by_role("img", name=words.DOCK_WORDS["chart"]).count() == 1
    assert page.map().locator("html").get_attribute("lang") or page.page.locator("html").get_attribute("lang") == "en"
