"""The usual ways to show events with folium, measured as a reader meets them; used by bench/page_large.

Each is one Streamlit page (bench/rival_app.py) with a button that leaves some events out. What folium would fetch from
elsewhere comes from the installed XStatic packages, or is answered empty (styles, icons): the network costs them
nothing here. Each is measured in a process of its own, ``python -m bench.page_rivals KIND EVENTS``, with its own server
and browser: what takes too long, or breaks the browser down, is ended from outside and says so as its result.
"""

from __future__ import annotations

import importlib.resources
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import IO

from playwright.sync_api import Error, Page, Route

from bench import memory
from bench.browser import ROOT, answering, chromium, running

KINDS = ("Marker", "MarkerCluster", "FastMarkerCluster", "GeoJson")
ELSEWHERE = re.compile(r"^https://")
PACKAGES = ("leaflet", "jquery", "leaflet_markercluster")
ENOUGH = 8.0
"""Seconds of repetitions after which a figure is not measured again."""


@dataclass(frozen=True, slots=True)
class Rival:
    """What was measured: milliseconds, bytes a change and MB of the browser's page; ``failed`` says what did not finish."""

    first: float | None = None
    filters: tuple[float, ...] = ()
    sent: int = 0
    memory: float = 0
    failed: str = ""

    @property
    def slowest(self) -> float:
        """The longest that a reader waited, in milliseconds."""
        return max([self.first or 0, *self.filters])


def measured(kind: str, events: int, *, seconds: float, times: int) -> Rival:
    """Measure one of the usual ways with so many events; whatever happens there, it is over after so many seconds."""
    command = [sys.executable, "-m", "bench.page_rivals", kind, str(events), str(times)]
    with tempfile.TemporaryFile("w+") as told:
        way = subprocess.Popen(  # noqa: S603 - this file itself
            command, cwd=ROOT, stdout=told, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            ended = "" if way.wait(seconds) == 0 else "the browser's page broke down"
        except subprocess.TimeoutExpired:
            ended = f"did not finish in {seconds:.0f} s"
        finally:
            _end(way)
        return _read(told, ended)


def _end(way: subprocess.Popen[bytes]) -> None:
    """End a way with its server and its browser, which are in its group."""
    with suppress(ProcessLookupError):
        os.killpg(way.pid, signal.SIGKILL)
    way.wait()


def _read(told: IO[str], ended: str) -> Rival:
    """Return the last thing that was told, and why nothing came after it."""
    told.seek(0)
    lines = told.read().splitlines()
    found = json.loads(lines[-1]) if lines else {}
    return Rival(**{**found, "filters": tuple(found.get("filters", ())), "failed": ended})


def _measure(kind: str, events: int, times: int) -> Iterator[Rival]:
    """Open the page, press its filter some times; yield what is known after the first map, and in the end."""
    with chromium() as browser, running(["bench/rival_app.py", kind, str(events)]) as (address, _):
        answering(address)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.route(ELSEWHERE, _answer)
        page = context.new_page()
        page.on("crash", lambda _: os._exit(1))
        received: list[int] = []
        page.on("websocket", lambda socket: socket.on("framereceived", lambda payload: received.append(len(payload))))
        begun = time.time() * 1000
        page.goto(address, wait_until="commit")
        first = _drawn(page, 0) - begun
        yield Rival(first)
        before, filters = sum(received), _filters(page, times)
        yield Rival(first, tuple(filters), (sum(received) - before) // len(filters), memory.renderer())


def _filters(page: Page, times: int) -> list[float]:
    filters: list[float] = []
    while len(filters) < times and sum(filters) < ENOUGH * 1000:
        filters.append(_filter(page, len(filters) + 1))
    return filters


def _filter(page: Page, step: int) -> float:
    page.evaluate("document.addEventListener('pointerdown', () => { window.pressed = Date.now(); }, true)")
    page.get_by_role("button", name="Filter").click(timeout=0)
    return _drawn(page, step) - float(page.evaluate("window.pressed"))


def _drawn(page: Page, step: int) -> float:
    """Wait until the map of this step is painted; return when, by the browser's clock."""
    while True:
        for frame in [each for each in page.frames if "st_folium" in each.url]:
            try:
                frame.wait_for_function("step => window.drawn && window.drawn.step === step", arg=step, timeout=1000)
                return float(frame.evaluate("window.drawn.at"))
            except Error:  # not yet, or this frame has made way for another
                continue
        page.wait_for_timeout(20)


def _answer(route: Route) -> None:
    """Answer what folium asks of other servers: a file of the same name from an installed package, or nothing."""
    name = PurePosixPath(route.request.url.split("?", maxsplit=1)[0]).name
    found = _file(name.replace("jquery-3.7.1", "jquery"))
    if found is not None:
        route.fulfill(body=found.read_bytes(), content_type=_type_of(name))
    else:
        route.fulfill(body="", content_type=_type_of(name))


def _type_of(name: str) -> str:
    return "text/css" if name.endswith(".css") else "application/javascript"


def _file(name: str) -> Traversable | None:
    for package in PACKAGES:
        try:
            file = importlib.resources.files(f"xstatic.pkg.{package}") / "data" / name
        except ModuleNotFoundError:
            continue
        if file.is_file():
            return file
    return None


def lacking(kind: str) -> str:
    """Name what must be installed before this way can be measured; "" where nothing is."""
    needed = {"jquery.min.js": "XStatic-jQuery"}
    if "Cluster" in kind:
        needed["leaflet.markercluster.js"] = "XStatic-Leaflet-MarkerCluster"
    return ", ".join(package for name, package in needed.items() if _file(name) is None)


def main() -> None:
    """Measure one way and print what is known, a line as soon as it is."""
    kind, events, times = sys.argv[1:]
    for found in _measure(kind, int(events), int(times)):
        print(json.dumps(asdict(found)), flush=True)


if __name__ == "__main__":
    main()
