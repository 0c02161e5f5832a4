"""The page over a large archive: ``python -m bench.page_large [events]`` (default a million, generated).

Medians of five in milliseconds: filter -> painted, zoom -> painted, click -> panel; beside them the bytes that a change
sends to the browser, the first painted map of a warm server, how often the map was loaded, and the page's memory.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, WebSocket

from bench.archive import build
from bench.browser import answering, chromium, painted, pixel, served, still

TIMES = 5
CHIP = ".st-key-chip_actors button"
FRONT = "generated-front-1"
PANEL = ".st-key-panel blockquote"


@dataclass
class Watched:
    """A page, and the bytes that the server has sent to it."""

    page: Page
    received: int = 0
    loads: int = 0
    sizes: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Begin to count."""
        self.page.on("websocket", self._listen)
        self.page.on("framenavigated", self._navigated)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.received += len(payload)

    def _navigated(self, frame: Frame) -> None:
        self.loads += "st_folium" in frame.url


def open_page(browser: Browser, address: str) -> tuple[Watched, float]:
    """Open the page in a new context; return it with the milliseconds until the map was painted."""
    watched = Watched(browser.new_context(viewport={"width": 1440, "height": 900}).new_page())
    watched.start()
    begun = time.monotonic()
    watched.page.goto(address)
    painted(watched.page)
    return watched, (time.monotonic() - begun) * 1000


def repainted(watched: Watched, frame: Frame, act: str) -> float:
    """Run a script in the map and return the milliseconds until the marks were painted anew."""
    still(watched.page)
    sent = watched.received
    pressed = frame.evaluate(f"() => {{ {act}; return Date.now(); }}")
    frame.wait_for_function("pressed => conflictMap.painted.at > pressed", arg=pressed)
    took = float(frame.evaluate("conflictMap.painted.at") - pressed)
    still(watched.page)
    watched.sizes.append(watched.received - sent)
    return took


def filtering(watched: Watched, address: str) -> float:
    """From the press on a filter's chip to the painted marks."""
    watched.page.goto(f"{address}/?actor={FRONT}")
    frame = painted(watched.page)
    still(watched.page)
    sent = watched.received
    watched.page.evaluate("document.addEventListener('pointerdown', () => { window.pressed = Date.now(); }, true)")
    watched.page.locator(CHIP).first.click()
    pressed = watched.page.evaluate("window.pressed")
    frame.wait_for_function("pressed => conflictMap.painted.at > pressed", arg=pressed)
    took = float(frame.evaluate("conflictMap.painted.at") - pressed)
    still(watched.page)
    watched.sizes.append(watched.received - sent)
    return took


def clicking(watched: Watched, address: str) -> float:
    """From the press on a spot's mark to its words in the panel; the marks are asked for near enough to be spots."""
    watched.page.goto(f"{address}/?actor={FRONT}&lat=35&lon=40&z=8")
    frame = painted(watched.page)
    still(watched.page)
    mark = frame.evaluate("conflictMap.marks.find(m => m.spot && map.getBounds().contains([m.lat, m.lon]))")
    if not mark:
        return float("nan")
    frame.evaluate("document.addEventListener('pointerdown', () => { window.pressed = Date.now(); }, true)")
    x, y = pixel(frame, mark["lat"], mark["lon"])
    frame.locator("#map_div").click(position={"x": x, "y": y})
    watched.page.wait_for_selector(PANEL)
    return float(watched.page.evaluate("Date.now()") - frame.evaluate("window.pressed"))


def middle(found: list[float]) -> str:
    """Say the median with the least and the most."""
    told = sorted(found)
    return f"{statistics.median(told):,.0f} | {told[0]:,.0f} | {told[-1]:,.0f}"


def measured(browser: Browser, address: str) -> dict[str, str]:
    """Return all figures, by what they are."""
    open_page(browser, address)[0].page.context.close()
    firsts = [open_page(browser, address) for _ in range(TIMES)]
    watched = firsts[0][0]
    for other, _ in firsts[1:]:
        other.page.context.close()
    loads = watched.loads
    frame = painted(watched.page)
    zooms = [repainted(watched, frame, f"map.setZoom(map.getZoom() + {1 if n % 2 == 0 else -1})") for n in range(TIMES)]
    reloads = watched.loads - loads
    filters = [filtering(watched, address) for _ in range(TIMES)]
    watched.page.context.new_cdp_session(watched.page).send("HeapProfiler.collectGarbage")
    memory = watched.page.evaluate("performance.memory ? performance.memory.usedJSHeapSize : 0") / 1e6
    clicks = [clicking(watched, address) for _ in range(TIMES)]
    return {
        "first painted map, warm server (aim 2,500 ms)": middle([took for _, took in firsts]),
        "filter -> painted (aim 350 ms)": middle(filters),
        "zoom -> painted (aim 500 ms)": middle(zooms),
        "click -> panel (aim 600 ms)": middle(clicks),
        "bytes a change (aim 20,000)": middle([float(size) for size in watched.sizes]),
        "loads of the map by zooming (aim 0)": f"{reloads} | |",
        "script memory of the page in MB": f"{memory:.0f} | |",
    }


def main(events: int = 1_000_000) -> None:
    """Build, measure, print."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        store = Path(folder) / "archive"
        build(store, events)
        with served(store) as address:
            answering(address)
            found = measured(browser, address)
    sys.stdout.write(f"{events:,} events\n\n| measured | median | least | most |\n|---|---|---|---|\n")
    for name, figures in found.items():
        sys.stdout.write(f"| {name} | {figures} |\n")


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:2]))
