"""A real server on a free port with a store of its own, and Debian's Chromium in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Frame, Page, expect

from bench import browser
from bench.browser import CHROMIUM, ROOT, free_port
from geo import Geoparser
from store import Archive
from tests import factories
from view import words

__all__ = ["LONG", "ROOT", "Seen", "free_port"]
LONG = 60_000
"""Milliseconds that a machine with other work may take for what a quiet one does at once."""
expect.set_options(timeout=LONG)
WINDOW = {"viewport": {"width": 1440, "height": 1000}, "color_scheme": "light", "locale": "en-GB"}
WATCHED = """new MutationObserver(() => {
    const app = document.querySelector('[data-testid=stApp]');
    if (app && app.dataset.testScriptState !== 'notRunning') window.calmSince = 0;
}).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ['data-test-script-state']});"""
"""Starts the calm that ``still`` waits for anew with every run of the script, also with one that nobody looked at."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason="chromium is not installed: apt-get install chromium"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; pytest-playwright's own would be downloaded."""
    with browser.chromium() as started:
        yield started


@contextmanager
def starting() -> Iterator[Callable[..., str]]:
    """Give a function that starts a server; all of them are stopped at the end."""
    with ExitStack() as running:
        yield lambda store, **environment: running.enter_context(browser.served(store, **environment))


@pytest.fixture(scope="module")
def started() -> Iterator[Callable[..., str]]:
    """Start servers for the tests of one file."""
    with starting() as start:
        yield start


@pytest.fixture(scope="session")
def shared() -> Iterator[Callable[..., str]]:
    """Start servers that several files ask."""
    with starting() as start:
        yield start


@pytest.fixture(scope="session")
def sample(shared: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page over the factories' sample."""
    store = tmp_path_factory.mktemp("sample") / "archive"
    Archive(store).add(factories.sample())
    return shared(store)


@pytest.fixture(scope="session")
def seeded(shared: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page over an empty store: it adds the seed articles itself (the gazetteer is compiled before, where it is not)."""
    Geoparser()
    return shared(tmp_path_factory.mktemp("seeded") / "archive")


class Seen:
    """A page with the map in it, and what went wrong on it."""

    def __init__(self, page: Page, address: str, path: str = "/") -> None:
        self.address = address
        self.page = page
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.loads = 0
        self._heard = {
            "console": self._noted,
            "pageerror": lambda error: self.errors.append(str(error)),
            "request": lambda request: self._asked(request.url),
            "framenavigated": lambda frame: self._loaded(frame.url),
        }
        for event, hear in self._heard.items():
            page.on(event, hear)  # type: ignore[call-overload]
        page.goto(address + path)

    def leave(self) -> None:
        """Hear nothing more, and leave the tab as a new one would be."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        self.page.emulate_media(media="null", color_scheme="light")
        self.page.set_viewport_size(WINDOW["viewport"])  # type: ignore[arg-type]

    def _noted(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def _loaded(self, url: str) -> None:
        """Count the loads of the map; where a test answers for another server, requests of frames may go unreported."""
        self.loads += "st_folium/index.html" in url

    def _asked(self, url: str) -> None:
        host = url.split("//", 1)[-1]
        if url.startswith(("http", "ws")) and not host.startswith(self.address.split("//")[1]):
            self.outside.append(url)

    def map(self) -> Frame:
        """Wait until the marks are painted, and return the map's frame."""
        return browser.painted(self.page)

    def marks(self) -> list[dict[str, object]]:
        return self.map().evaluate(
            "() => conflictMap.marks.map(m => ({id: m.id, lat: m.lat, lon: m.lon, count: m.count}))"
        )

    def click(self, lat: float, lon: float) -> None:
        """Click the mark nearest to this point."""
        self.still()
        frame = self.map()
        at = frame.evaluate(
            """([lat, lon]) => {
                const near = conflictMap.marks.toSorted((a, b) =>
                    Math.hypot(a.lat - lat, a.lon - lon) - Math.hypot(b.lat - lat, b.lon - lon))[0];
                const point = map.latLngToContainerPoint([near.lat, near.lon]);
                return {x: point.x, y: point.y};
            }""",
            [lat, lon],
        )
        frame.locator("#map_div").click(position=at)

    def day(self, label: str, digits: str) -> None:
        """Type a day (year, month, day) into a date field of the filters."""
        self.filters()
        self.page.get_by_role("spinbutton", name=f"year, {label}").click()
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Escape")

    def filters(self) -> None:
        """Open the filters, where they are not open."""
        self.map()
        self.still()
        if not self.page.locator(".st-key-drawer_open").count():
            self.page.get_by_role("button", name=words.FILTERS_BUTTON, exact=True).click()
            self.page.locator(".st-key-drawer_open").wait_for(timeout=LONG)
            self.still()

    def turn_to(self, name: str) -> None:
        """Go from the map to another page."""
        self.map()
        self.still()
        self.page.get_by_role("button", name=words.MENU).click()
        self.page.get_by_role("link", name=name, exact=True).click()

    def still(self) -> None:
        """Wait until the page has nothing more to draw."""
        browser.still(self.page)

    def cells(self) -> list[str]:
        """Return what stands in the cells of the tables; they are drawn, and told to screen readers beside that."""
        cells = self.page.locator("[data-testid=stDataFrame] canvas td")
        cells.first.wait_for(state="attached", timeout=LONG)
        return [text.strip() for text in cells.all_text_contents()]

    def panel(self) -> str:
        return self.page.locator(".st-key-panel").inner_text()


@pytest.fixture(scope="session")
def tabs() -> list[Page]:
    """Tabs that nobody uses at this moment: one that has shown the page before shows it again for half of the work."""
    return []


@pytest.fixture
def visit(chromium: Browser, tabs: list[Page]) -> Iterator[Callable[..., Seen]]:
    """Open addresses, each in a browser that remembers nothing of them, with settings of its own where they are given."""
    seen: list[Seen] = []
    own: list[BrowserContext] = []

    def go(address: str, path: str = "/", **settings: object) -> Seen:
        if not settings and tabs:
            seen.append(Seen(tabs.pop(), address, path))
            return seen[-1]
        context = chromium.new_context(**{**WINDOW, **settings})  # type: ignore[arg-type]
        context.set_default_timeout(LONG)
        context.add_init_script(WATCHED)
        if settings:
            own.append(context)
        seen.append(Seen(context.new_page(), address, path))
        return seen[-1]

    yield go
    for each in seen:
        if each.page.context in own:
            each.page.context.close()
            continue
        with suppress(Error):  # a tab that has gone astray is not used again
            each.leave()
            tabs.append(each.page)
