"""A snapshot in a real browser, from a file:// address: it draws, filters, opens excerpts, asks for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from store import Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG
from tests.e2e.stores import scattered
from tests.test_confidence import DOUBTFUL, SURE, graded
from view.snapshot import write_snapshot

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mailed")
    archive = Archive(folder / "archive")
    archive.add(factories.sample())
    path = folder / "snapshot.html"
    path.write_bytes(write_snapshot(archive, Filters()))
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    archive = Archive(scattered(folder / "archive", 450))
    path = folder / "snapshot.html"
    path.write_bytes(write_snapshot(archive, Filters()))
    return path


@pytest.fixture
def visit(chromium: Browser, file: Path) -> Iterator[Visit]:
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def go(width: int = 1440, height: int = 900, scheme: str = "light", path: Path = file) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True)  # type: ignore[arg-type]
        context.set_default_timeout(LONG)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type in {"error", "warning"} and wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or wrong.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_function("() => window.snapshotReady && conflictMap.painted && conflictMap.ground")
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []


def click_mark(page: Page, lat: float, lon: float) -> None:
    at = page.evaluate(
        """([lat, lon]) => {
            const point = conflictMap.map.latLngToContainerPoint([lat, lon]);
            const box = conflictMap.map.getContainer().getBoundingClientRect();
            return [box.x + point.x, box.y + point.y];
        }""",
        [lat, lon],
    )
    page.mouse.click(*at)


def items(page: Page) -> int:
    return page.locator("#list .item").count()


def test_it_draws_every_event_and_no_article_runs(visit: Visit) -> None:
    page = visit()
    assert items(page) == 8
    assert page.evaluate("conflictMap.painted.events") == 7
    assert "8 of 8" in page.locator("#count").inner_text()
    for row in range(8):
        page.locator("#list .item").nth(row).click()
        assert page.locator("#panel blockquote").first.inner_text()
    assert page.evaluate("[window.__x, window.top.__x].every((each) => each === undefined)")
    assert page.locator("#panel script, #panel img, #list i i").count() == 0
    page.reload()  # rows that were chosen have moved the map
    page.wait_for_function("() => window.snapshotReady && conflictMap.painted && conflictMap.ground")
    _a_click_on_a_mark_opens_its_words_with_the_evidence_marked(page)
    _several_events_of_one_spot_are_all_listed(page)


def _a_click_on_a_mark_opens_its_words_with_the_evidence_marked(page: Page) -> None:
    click_mark(page, 35.2, 40.1)
    page.wait_for_selector("#panel blockquote")
    assert "says it captured two pilots" in page.locator("#panel blockquote").inner_text()
    assert page.locator("#panel mark").first.inner_text() == "captured"
    assert page.locator("#list .item[aria-current=true]").count() == 1
    page.locator("#panel summary").first.click()
    assert "verb:test" in page.locator("#panel table").inner_text()


def _several_events_of_one_spot_are_all_listed(page: Page) -> None:
    click_mark(page, 35.0, 40.0)
    page.wait_for_selector("#panel ol .item")
    assert page.locator("#panel ol .item").count() == 2


def test_days_filter_map_list_and_timeline_together_and_the_keyboard_goes_on(visit: Visit) -> None:
    page = visit()
    _the_keyboard_alone_opens_an_event_and_goes_on(page)
    page.fill("#from", "2017-10-01")
    page.dispatch_event("#from", "change")
    page.wait_for_function("() => document.querySelectorAll('#list .item').length === 4")
    page.wait_for_function("() => conflictMap.painted.events === 4")
    page.click("#all")
    page.wait_for_function("() => document.querySelectorAll('#list .item').length === 8")
    _dragging_over_the_timeline_filters(page)
    _it_follows_the_readers_theme_and_can_be_turned(page, "light")


def _dragging_over_the_timeline_filters(page: Page) -> None:
    box = page.locator("#chart").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 40, steps=4)
    page.mouse.up()
    assert 0 < items(page) < 8
    assert page.locator("#chart .brush").count() == 1
    page.mouse.click(box["x"] + 100, box["y"] + 40)
    assert items(page) == 8


def _the_keyboard_alone_opens_an_event_and_goes_on(page: Page) -> None:
    page.locator("#list .item").first.focus()
    page.keyboard.press("Enter")
    first = page.locator("#panel h2").inner_text()
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel .walk span").inner_text() == "2 / 8"
    assert first


def test_it_follows_a_dark_theme_and_can_be_turned(visit: Visit) -> None:
    _it_follows_the_readers_theme_and_can_be_turned(visit(scheme="dark"), "dark")


def _it_follows_the_readers_theme_and_can_be_turned(page: Page, scheme: str) -> None:
    theme = "() => document.documentElement.dataset.theme"
    assert page.evaluate(theme) == scheme
    page.click("#theme")
    assert page.evaluate(theme) != scheme


def test_a_phone_shows_the_map_first_and_nothing_is_cut_off(visit: Visit) -> None:
    page = visit(390, 844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    boxes = [page.locator(name).bounding_box() for name in ("#map", "#panel", "#time", "#list")]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert len(tops) == 4


def test_many_spots_are_clusters_that_open(visit: Visit, large: Path) -> None:
    page = visit(path=large)
    marks = "() => conflictMap.marks.map((mark) => [mark.lat, mark.lon, mark.count, mark.spot])"
    before = page.evaluate(marks)
    assert sum(mark[2] for mark in before) == items(page)
    assert len(before) < 200
    lat, lon, _, _ = next(mark for mark in reversed(before) if not mark[3])
    zoom = page.evaluate("conflictMap.map.getZoom()")
    click_mark(page, lat, lon)
    page.wait_for_function(f"() => conflictMap.map.getZoom() > {zoom}")
    assert page.locator("#panel blockquote").count() == 0


def test_an_empty_snapshot_says_so(visit: Visit, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    path = tmp_path / "empty.html"
    path.write_bytes(write_snapshot(archive, Filters(text="no such words")))
    page = visit(path=path)
    assert "Nothing passed" in page.locator("#panel").inner_text()
    assert "no such words" in page.locator("#said").inner_text()
    assert page.locator("#time").is_hidden()


def test_a_province_is_a_name_with_a_number_and_what_is_doubtful_is_fainter(visit: Visit, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add([*factories.sample(), graded("Bb", DOUBTFUL), graded("Ccc", SURE)])
    path = tmp_path / "areas.html"
    path.write_bytes(write_snapshot(archive, Filters()))
    page = visit(path=path)
    page.evaluate("() => { conflictMap.map.setView([34, 39], 7, {animate: false}); }")
    marks = page.evaluate("() => conflictMap.marks.map((mark) => [mark.name || '', mark.lat, mark.doubtful])")
    assert [mark[0] for mark in marks if mark[0]] == ["Eastmark"]
    assert [mark[1] for mark in marks if mark[2]] == [32]
    page.evaluate("() => { conflictMap.map.setView([34, 39], 3, {animate: false}); }")
    assert page.evaluate("() => conflictMap.marks.filter((mark) => mark.area).length") == 1
    assert page.evaluate("() => conflictMap.marks.filter((mark) => mark.kinds).length") == 2  # rings
