"""How long a reader waits: ``python -m bench.page [--quick]`` prints medians of five in milliseconds.

Start of the server -> painted map (a new process and a browser without anything kept, each time), filter -> painted,
click -> excerpt, and the page process's memory, over the store of the seed articles. Painted is when the browser says
so: two animation frames after the marks were drawn, land included.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page

from bench import memory
from bench.browser import ROOT, answering, chromium, painted, pixel, running, still
from store import Archive, Filters, seed

TIMES, FEWER = 5, 3
WINDOW = {"width": 1440, "height": 900}
CHIP = ".st-key-chip_actors button"
EXCERPT = ".st-key-panel blockquote, .st-key-panel .cm-back"  # of a spot with several events their list
LAST_PAINT = "Math.max(conflictMap.painted.at, performance.timeOrigin + conflictMap.ground)"

Figures = tuple[float, float, float]


def start(browser: Browser, store: Path) -> tuple[float, float]:
    """From the start of the server process to its first answer, and to the painted map."""
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    page = context.new_page()
    begun = time.time() * 1000
    with running(["dashboard.py"], CONFLICT_MAP_STORE=str(store)) as (address, _):
        answering(address)
        answered = time.time() * 1000
        page.goto(address, wait_until="commit")
        at = float(painted(page).evaluate(LAST_PAINT))
        context.close()
    return answered - begun, at - begun


def repainted(frame: Frame, pressed: float) -> float:
    """Wait until the marks are painted anew and return the milliseconds since ``pressed`` (the browser's clock)."""
    frame.wait_for_function("pressed => conflictMap.painted.at > pressed", arg=pressed)
    return float(frame.evaluate("conflictMap.painted.at") - pressed)


def pressed_chip(page: Page) -> float:
    """Press the chip of the actor filter; return when, by the browser's clock."""
    page.evaluate("document.addEventListener('pointerdown', () => { window.pressed = Date.now(); }, true)")
    page.locator(CHIP).first.click()
    return float(page.evaluate("window.pressed"))


def filtering(page: Page, address: str, actor: str) -> float:
    """From the press on a filter's chip to the painted marks of all events."""
    page.goto(f"{address}/?actor={actor}")
    frame = painted(page)
    still(page)
    return repainted(frame, pressed_chip(page))


def clicked(page: Page, frame: Frame, at: tuple[float, float]) -> float:
    """Click on a mark; return the milliseconds until its excerpt is in the panel."""
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


def clicking(page: Page, address: str, at: tuple[float, float]) -> float:
    """From the press on a mark to its excerpt in the panel."""
    page.goto(f"{address}/?lat={at[0]}&lon={at[1]}&z=9")
    frame = painted(page)
    still(page)
    return clicked(page, frame, at)


def figures(found: list[float]) -> Figures:
    """Return the median, the least and the most."""
    return statistics.median(found), min(found), max(found)


def repeated(measure: Callable[[], float], times: int) -> Figures:
    """Measure several times."""
    return figures([measure() for _ in range(times)])


def seeded(folder: str) -> tuple[Path, str, tuple[float, float]]:
    """Make a store of the seed articles; return it, an actor to filter by and a spot to click on."""
    store = Path(folder) / "archive"
    archive = Archive(store)
    seed(archive, ROOT / "seeds" / "articles")
    table = archive.table(Filters())
    spot = table[table["place_kind"].isin(["site", "town"])].iloc[0]
    return store, archive.actors()[-1].value, (float(spot["lat"]), float(spot["lon"]))


def measured(browser: Browser, folder: str, times: int) -> list[tuple[str, str, Figures]]:
    """Return what was measured: name, aim and figures."""
    store, actor, spot = seeded(folder)
    answers, maps = zip(*(start(browser, store) for _ in range(times)), strict=True)
    with running(["dashboard.py"], CONFLICT_MAP_STORE=str(store)) as (address, pid):
        answering(address)
        page = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]
        filters = repeated(lambda: filtering(page, address, actor), times)
        clicks = repeated(lambda: clicking(page, address, spot), times)
        shared, resident = memory.shared_out(pid), memory.resident(pid)
    return [
        ("server start -> answering, ms", "5,000", figures(list(answers))),
        ("server start -> painted map, ms", "3,000", figures(list(maps))),
        ("filter -> painted, ms", "500", filters),
        ("click -> excerpt, ms", "600", clicks),
        ("page process after all that, resident, MB", "700", (resident,) * 3),
        ("the same without what it shares (PSS), MB", "700", (shared,) * 3),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{FEWER} times each in place of {TIMES}")
    times = FEWER if parser.parse_args().quick else TIMES
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        rows = measured(browser, folder, times)
    sys.stdout.write(f"| measured, {times} times each | aim | median | least | most |\n|---|---|---|---|---|\n")
    for name, aim, (middle, least, most) in rows:
        sys.stdout.write(f"| {name} | {aim} | {middle:,.0f} | {least:,.0f} | {most:,.0f} |\n")


if __name__ == "__main__":
    main()
