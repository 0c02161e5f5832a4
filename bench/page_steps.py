"""What a reader waits for beside the marks: another order of the list, its next page, a layer of areas, the steps of a play.

Part of ``python -m bench.page_large``. The browser's own clock says when something was pressed and when it was there.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Frame, Page, ViewportSize

from bench.browser import painted, still
from bench.page import repainted

NEWEST = "/?order=date&news=0"
PLAYED_MS, PAGES = 8000, 5
ORDERS, NONE = ("deaths", "place", "sources", "added", "deaths"), '""'
LAIDS = ("countries", "first-level areas")
Figure = tuple[str, str, list[float]]
"""Name, aim, and what was measured."""
SHOWN = """([selector, what]) => {
    const said = () => what === 'count' ? String(document.querySelectorAll(selector).length)
        : document.querySelector(selector)?.dataset.id;
    const before = said();
    window.shown = 0;
    window.watching?.disconnect();
    window.watching = new MutationObserver(() => { if (said() !== before) window.shown ||= Date.now(); });
    window.watching.observe(document.body, {subtree: true, childList: true, attributes: true});
    document.addEventListener('change', () => { window.pressed = Date.now(); }, {capture: true, once: true});
}"""
STEPS = """(ms) => new Promise((done) => {
    const seen = new Set(), until = Date.now() + ms;
    const look = () => {
        if (window.conflictMap.painted) seen.add(window.conflictMap.painted.at);
        Date.now() < until ? setTimeout(look, 5) : done(seen.size - 1);
    };
    look();
})"""


def ordering(page: Page, order: str) -> float:
    """From another order of the list to its first card."""
    page.evaluate(SHOWN, [".cm-card", "first"])
    page.locator(".cm-order").first.select_option(order)
    page.wait_for_function("window.shown")
    return float(page.evaluate("window.shown - window.pressed"))


def paging(page: Page) -> float:
    """From the end of the list coming into sight to the next page's cards."""
    page.evaluate(SHOWN, [".cm-card", "count"])
    pressed = page.evaluate("""() => {
        const cards = document.querySelector('.cm-cards');
        cards.scrollTop = cards.scrollHeight;
        return Date.now();
    }""")
    page.wait_for_function("window.shown")
    return float(page.evaluate("window.shown")) - float(pressed)


def layer(page: Page, frame: Frame, name: str) -> float:
    """From the choice of a layer to the map painted with it."""
    page.evaluate(SHOWN, [".cm-card", "first"])
    page.locator(f".cm-layers input[value={name}]").check()
    return repainted(frame, float(page.evaluate("window.pressed")))


def stepping(page: Page, frame: Frame, step: str) -> float:
    """Play for some seconds; return how many steps were painted in one."""
    page.locator(".cm-player select").select_option(step)
    page.locator(".cm-play").click()
    steps = int(frame.evaluate(STEPS, PLAYED_MS))
    page.locator(".cm-play").click()
    still(page)
    return steps * 1000 / PLAYED_MS


def measured(page: Page, frame: Frame) -> list[Figure]:
    """Return name, aim and what was measured, on a page that was opened with the list."""
    still(page)
    orders = [_rested(page, ordering(page, order)) for order in ORDERS]
    pages = [_rested(page, paging(page)) for _ in range(PAGES)]
    page.locator(".cm-layers summary").click()
    laid = [[_rested(page, layer(page, frame, name)) for name in (each, NONE)] for each in ("countries", "regions")]
    return [
        ("another order of the list -> first card, ms", "200", orders),
        ("next page of the list, ms", "200", pages),
        *((f"layer of {name} -> painted, ms", "400", [took]) for name, (took, _) in zip(LAIDS, laid, strict=True)),
        ("steps of a play painted in a second", "4", [stepping(page, frame, step) for step in ("week", "month")]),
    ]


def _rested(page: Page, took: float) -> float:
    still(page)
    return took


def measure(browser: Browser, address: str, window: ViewportSize) -> list[Figure]:
    """Open the page with the list and measure."""
    page = browser.new_context(viewport=window).new_page()
    page.goto(address + NEWEST)
    found = measured(page, painted(page))
    page.context.close()
    return found
