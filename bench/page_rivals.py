"""The usual ways to show events with folium, measured as a reader meets them; used by bench/page_large.

Each is one Streamlit page (bench/rival_app.py) with a button that leaves some events out. What folium would fetch from
elsewhere comes from the installed XStatic packages, or is answered empty (styles, icons): the network costs them
nothing here.
"""

from __future__ import annotations

import importlib.resources
import re
import time
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from playwright.sync_api import Browser, Error, Page, Route

from bench import memory
from bench.browser import answering, running

KINDS = ("Marker", "MarkerCluster", "FastMarkerCluster", "GeoJson")
ELSEWHERE = re.compile(r"^https://")
PACKAGES = ("leaflet", "jquery", "leaflet_markercluster")
ENOUGH = 20.0
"""Seconds of repetitions after which a figure is not measured again."""


@dataclass(frozen=True, slots=True)
class Rival:
    """What was measured: milliseconds, bytes a change and MB of the browser's page; ``failed`` says what did not finish."""

    first: float | None = None
    filters: tuple[float, ...] = ()
    sent: int = 0
    memory: float = 0
    failed: str = ""


class UnfinishedError(Exception):
    """The page was not painted in the time it had, or the browser's page broke down."""


def measured(browser: Browser, kind: str, events: int, *, seconds: float, times: int) -> Rival:
    """Open one of the usual pages with so many events, press its filter some times, and return the figures."""
    with running(["bench/rival_app.py", kind, str(events)]) as (address, _):
        answering(address)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.route(ELSEWHERE, _answer)
        try:
            return _measured(context.new_page(), address, seconds=seconds, times=times)
        finally:
            context.close()


def _measured(page: Page, address: str, *, seconds: float, times: int) -> Rival:
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda payload: received.append(len(payload))))
    begun = time.time() * 1000
    page.goto(address, wait_until="commit")
    try:
        first = _drawn(page, 0, seconds=seconds) - begun
    except UnfinishedError as error:
        return Rival(failed=str(error))
    before, filters = sum(received), []
    try:
        for step in range(1, times + 1):
            filters.append(_filter(page, step, seconds=seconds))
            if sum(filters) > ENOUGH * 1000:
                break
    except UnfinishedError as error:
        return Rival(first, failed=str(error))
    return Rival(first, tuple(filters), (sum(received) - before) // len(filters), memory.renderer())


def _filter(page: Page, step: int, *, seconds: float) -> float:
    page.evaluate("document.addEventListener('pointerdown', () => { window.pressed = Date.now(); }, true)")
    page.get_by_role("button", name="Filter").click()
    return _drawn(page, step, seconds=seconds) - float(page.evaluate("window.pressed"))


def _drawn(page: Page, step: int, *, seconds: float) -> float:
    """Wait until the map of this step is painted; return when, by the browser's clock. Raises :class:`UnfinishedError`."""
    until = time.monotonic() + seconds
    broken: list[bool] = []
    page.on("crash", lambda _: broken.append(True))
    while time.monotonic() < until and not broken:
        for frame in [each for each in page.frames if "st_folium" in each.url]:
            try:
                frame.wait_for_function("step => window.drawn && window.drawn.step === step", arg=step, timeout=1000)
                return float(frame.evaluate("window.drawn.at"))
            except Error:  # not yet, or this frame has made way for another
                continue
        if not broken:
            page.wait_for_timeout(20)
    raise UnfinishedError("the browser's page broke down" if broken else f"did not finish in {seconds:.0f} s")


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
