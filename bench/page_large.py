"""The page over a large archive, beside the usual ways to use folium: ``python -m bench.page_large [--quick]``.

Prints two tables. Over a million generated events: medians of five in milliseconds of filter -> painted, zoom and pan
-> painted, click -> panel, the bytes that a change sends to the browser, the first painted map of a warm server, how
often the map was loaded, the browser's memory, and list, layers and play (bench/page_steps). Then this page and plain
folium at rising numbers of events, in the same run on the same machine; a way that is not through after a minute, or
breaks the browser down, says so in its row.
``--alone`` and ``--beside`` print one table only; ``--archive FOLDER`` measures over an archive that is there already.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Frame, Page, WebSocket

from bench import memory, page_rivals, page_steps
from bench.archive import build
from bench.browser import answering, chromium, painted, running, still
from bench.page import FEWER, LAST_PAINT, TIMES, WINDOW, clicked, pressed_chip, repainted
from bench.page_rivals import Rival
from bench.page_steps import Figure

FRONT = "generated-front-1"
MOVES = (
    ("zoom -> painted, ms", "500", ("map.setZoom(map.getZoom() + 1)", "map.setZoom(map.getZoom() - 1)")),
    ("pan -> painted, ms", "500", ("map.panBy([400, 0], {animate: false})", "map.panBy([-400, 0], {animate: false})")),
)
SIZES, FEW_SIZES = (100, 1_000, 10_000, 100_000, 1_000_000), (100, 1_000)
PATIENCE, LITTLE = 60.0, 15.0
SMALL = 10
"""What is less is told with a decimal."""
TOO_LONG_MS = 10_000
"""What takes longer to paint than this is not tried with ten times the events."""


@dataclass
class Watched:
    """A page, what the server has sent to it, and how often its map was loaded."""

    page: Page
    received: int = 0
    loads: int = 0
    sizes: list[float] = field(default_factory=list)

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

    @contextmanager
    def change(self) -> Iterator[None]:
        """Count the bytes of one change: from a page that is still to one that is still again."""
        still(self.page)
        before = self.received
        yield
        still(self.page)
        self.sizes.append(self.received - before)


def open_page(browser: Browser, address: str, path: str = "/") -> tuple[Watched, Frame, float]:
    """Open the page where nothing of it is kept; return it with the milliseconds until the map was painted."""
    watched = Watched(browser.new_context(viewport=WINDOW).new_page())  # type: ignore[arg-type]
    watched.start()
    begun = time.time() * 1000
    watched.page.goto(address + path, wait_until="commit")
    frame = painted(watched.page)
    return watched, frame, float(frame.evaluate(LAST_PAINT)) - begun


def moving(watched: Watched, frame: Frame, act: str) -> float:
    """Move the map and return the milliseconds until the marks were painted anew."""
    with watched.change():
        return repainted(frame, frame.evaluate(f"() => {{ {act}; return Date.now(); }}"))


def filtering(browser: Browser, address: str, found: Watched) -> float:
    """From the press on a filter's chip to the painted marks of all events; the bytes go to ``found``."""
    watched, frame, _ = open_page(browser, address, f"/?actor={FRONT}")
    with watched.change():
        took = repainted(frame, pressed_chip(watched.page))
    found.sizes += watched.sizes
    watched.page.context.close()
    return took


def clicking(browser: Browser, address: str) -> float:
    """From the press on a spot's mark to its words in the panel; the marks are asked for near enough to be spots."""
    watched, frame, _ = open_page(browser, address, "/?lat=35&lon=40&z=8")
    still(watched.page)
    mark = frame.evaluate(
        "conflictMap.marks.findLast(m => m.spot && map.getBounds().pad(-0.1).contains([m.lat, m.lon]))"
    )
    took = clicked(watched.page, frame, (mark["lat"], mark["lon"])) if mark else float("nan")
    watched.page.context.close()
    return took


def measured(browser: Browser, address: str, times: int) -> list[Figure]:
    """Return all figures of the page."""
    watched, frame, first = _opened(browser, address, times)
    moves = _moves(watched, frame, times)
    watched.page.context.new_cdp_session(watched.page).send("HeapProfiler.collectGarbage")
    taken = memory.renderer()
    moved, watched.sizes = watched.sizes, []
    filters = [filtering(browser, address, watched) for _ in range(times)]
    return [
        ("first painted map of a warm server, ms", "2,500", first),
        ("filter -> painted, ms", "350", filters),
        *moves,
        ("click -> panel, ms", "600", [clicking(browser, address) for _ in range(times)]),
        ("sent to the browser for a move, bytes", "20,000", moved),
        ("sent to the browser for a filter, bytes", "20,000", watched.sizes),
        ("memory of the browser's page (PSS), MB", "250", [taken]),
        *page_steps.measure(browser, address, {"width": WINDOW["width"], "height": WINDOW["height"]}),
    ]


def _opened(browser: Browser, address: str, times: int) -> tuple[Watched, Frame, list[float]]:
    """Open the page some times on a server that has been asked before; keep the last, with all their milliseconds.

    Each is all drawn and shut before the next: what comes after the map is not to be measured with the next one's map.
    """
    took: list[float] = []
    for _ in range(times + 1):
        watched, frame, first = open_page(browser, address)
        still(watched.page)
        took.append(first)
        if len(took) <= times:
            watched.page.context.close()
    return watched, frame, took[1:]


def _moves(watched: Watched, frame: Frame, times: int) -> list[Figure]:
    """Move the map to and fro; it is not loaded again by that."""
    still(watched.page)
    before = watched.loads
    moves = [(name, aim, [moving(watched, frame, acts[n % 2]) for n in range(times)]) for name, aim, acts in MOVES]
    return [*moves, ("loads of the map by moving it", "0", [float(watched.loads - before)])]


def beside(browser: Browser, folder: Path, times: int) -> Rival:
    """Return this page's figures over an archive, as those of the usual ways."""
    with running(["dashboard.py"], CONFLICT_MAP_STORE=str(folder)) as (address, _):
        answering(address)
        watched, _, first = open_page(browser, address)
        still(watched.page)
        used = memory.renderer()
        watched.page.context.close()
        watched.sizes.clear()
        filters = tuple(filtering(browser, address, watched) for _ in range(times))
    return Rival(first, filters, int(statistics.median(watched.sizes)), used)


def table(rows: list[tuple[str, str, list[float]]]) -> str:
    """Write the figures as a table: median, least and most."""
    lines = ["| measured | aim | median | least | most |", "|---|---|---|---|---|"]
    for name, aim, found in rows:
        said = (f"{each:,.{0 if each >= SMALL else 1}f}" for each in (statistics.median(found), min(found), max(found)))
        lines.append(f"| {name} | {aim} | {' | '.join(said)} |")
    return "\n".join(lines)


def line(kind: str, events: int, found: Rival) -> str:
    """Write one row of the comparison."""
    if found.first is None:
        return f"| {kind} | {events:,} | {found.failed} | | | |"
    filters = f"{statistics.median(found.filters):,.0f}" if found.filters else found.failed
    return f"| {kind} | {events:,} | {found.first:,.0f} | {filters} | {found.sent:,} | {found.memory:,.0f} |"


def compare(browser: Browser, *, quick: bool, given: Path | None) -> Iterator[str]:
    """Give the rows of the comparison one after the other; ``given`` is an archive of the largest size."""
    yield "| way | events | first painted map, ms | filter -> painted, ms | bytes a change | browser, MB |"
    yield "|---|---|---|---|---|---|"
    sizes, seconds = (FEW_SIZES, LITTLE) if quick else (SIZES, PATIENCE)
    before: dict[str, Rival] = {}
    for events in sizes:
        with tempfile.TemporaryDirectory() as folder:
            archive = given if given and events == SIZES[-1] else _built(Path(folder) / "archive", events)
            yield line("this page", events, _ours(browser, archive))
        for kind in page_rivals.KINDS:
            before[kind] = _rival(kind, events, before.get(kind, Rival()), seconds=seconds)
            yield line(kind, events, before[kind])


def _ours(browser: Browser, archive: Path) -> Rival:
    """Return this page's figures; what did not finish is its result, as with the others."""
    try:
        return beside(browser, archive, FEWER)
    except (Error, TimeoutError) as error:
        return Rival(failed=f"did not finish: {str(error).splitlines()[0]}")


def _built(folder: Path, events: int) -> Path:
    build(folder, events)
    return folder


def _rival(kind: str, events: int, fewer: Rival, *, seconds: float) -> Rival:
    """Measure one of the usual ways, where what it did with ``fewer`` events lets hope that it will be through."""
    if lacking := page_rivals.lacking(kind):
        return Rival(failed=f"not measured: pip install {lacking}")
    if fewer.failed or fewer.slowest > TOO_LONG_MS:
        return Rival(failed="not tried: too long with a tenth of them")
    return page_rivals.measured(kind, events, seconds=seconds, times=FEWER)


def say(text: str) -> None:
    """Print at once: a run takes minutes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Build, measure, print."""
    asked = _asked()
    events, times = (50_000, FEWER) if asked.quick else (asked.events, TIMES)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        archive = asked.archive or _built(Path(folder) / "archive", events)
        if not asked.beside:
            say(f"{'The archive given' if asked.archive else f'{events:,} events'}, {times} times each\n")
            with running(["dashboard.py"], CONFLICT_MAP_STORE=str(archive)) as (address, _):
                answering(address)
                say(table(measured(browser, address, times)) + "\n")
        if not asked.alone:
            whole = archive if asked.archive or events == SIZES[-1] else None
            for row in compare(browser, quick=asked.quick, given=whole):
                say(row)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--archive", type=Path, help="an archive that bench.archive_rows made before")
    parser.add_argument("--quick", action="store_true", help="50,000 events, and few of the usual ways")
    parser.add_argument("--alone", action="store_true", help="without the usual ways")
    parser.add_argument("--beside", action="store_true", help="only the comparison with the usual ways")
    return parser.parse_args()


if __name__ == "__main__":
    main()
