"""How long a reader waits: ``python -m bench.page`` prints medians of five in milliseconds.

Start of the server -> painted map (a new process and a new browser each time), filter -> painted, click -> excerpt, over
the store of the seed articles. Painted means: two animation frames after the layer was drawn, land included.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.browser import ROOT, answering, chromium, painted, pixel, served, still
from store import Archive, Filters, seed

TIMES = 5
CHIP = ".st-key-chip_actors button"
EXCERPT = ".st-key-panel blockquote"


def start(browser: Browser, store: Path) -> float:
    """From the start of the server process to the painted map."""
    begun = time.monotonic()
    with served(store) as address:
        answering(address)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(address)
        painted(page)
        took = time.monotonic() - begun
        context.close()
    return took * 1000


def filtering(page: Page, address: str, actor: str) -> float:
    """From the press on a filter's chip to the painted marks of all events."""
    page.goto(f"{address}/?actor={actor}")
    frame = painted(page)
    still(page)
    page.evaluate("document.addEventListener('pointerdown', () => { window.pressed = Date.now(); }, true)")
    page.locator(CHIP).first.click()
    pressed = page.evaluate("window.pressed")
    frame.wait_for_function("pressed => conflictMap.painted.at > pressed", arg=pressed)
    return float(frame.evaluate("conflictMap.painted.at") - pressed)


def clicking(page: Page, address: str, at: tuple[float, float]) -> float:
    """From the press on a mark to its excerpt in the panel."""
    page.goto(f"{address}/?lat={at[0]}&lon={at[1]}&z=9")
    frame = painted(page)
    still(page)
    page.evaluate(
        """selector => new MutationObserver(() => {
            if (document.querySelector(selector)) window.shown ||= Date.now();
        }).observe(document.body, {subtree: true, childList: true})""",
        EXCERPT,
    )
    frame.evaluate("document.addEventListener('pointerdown', () => { window.pressed = Date.now(); }, true)")
    x, y = pixel(frame, *at)
    frame.locator("#map_div").click(position={"x": x, "y": y})
    page.wait_for_selector(EXCERPT)
    return float(page.evaluate("window.shown") - frame.evaluate("window.pressed"))


def median(measure: Callable[[], float]) -> tuple[float, float, float]:
    """Return the median, the least and the most of some runs."""
    found = sorted(measure() for _ in range(TIMES))
    return statistics.median(found), found[0], found[-1]


def seeded(folder: str) -> tuple[Path, str, tuple[float, float]]:
    """Make a store of the seed articles; return it, an actor to filter by and a spot to click on."""
    store = Path(folder) / "archive"
    archive = Archive(store)
    seed(archive, ROOT / "seeds" / "articles")
    table = archive.table(Filters())
    spot = table[table["place_kind"].isin(["site", "town"])].iloc[0]
    return store, archive.actors()[-1].value, (float(spot["lat"]), float(spot["lon"]))


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        store, actor, spot = seeded(folder)
        rows = [("server start -> painted map", 3000, median(lambda: start(browser, store)))]
        with served(store) as address:
            answering(address)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            rows.append(("filter -> painted", 500, median(lambda: filtering(page, address, actor))))
            rows.append(("click -> excerpt", 600, median(lambda: clicking(page, address, spot))))
    sys.stdout.write("| measured | aim ms | median ms | least | most |\n|---|---|---|---|---|\n")
    for name, aim, (middle, least, most) in rows:
        sys.stdout.write(f"| {name} | {aim} | {middle:.0f} | {least:.0f} | {most:.0f} |\n")


if __name__ == "__main__":
    main()
