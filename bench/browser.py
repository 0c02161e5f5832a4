"""A server and a browser for measuring and for pictures: started, waited for, stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Error, Frame, Page, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FRAME = "iframe[title='streamlit_folium.st_folium']"
CALM = 600
"""Milliseconds without a run of the script: the map waits a quarter of a second before it tells where it was moved."""
STILL = """calm => {
    const app = document.querySelector('[data-testid=stApp]');
    const unfinished = document.querySelector('.st-key-soon, [data-testid=stSkeleton]');
    const busy = !app || app.dataset.testScriptState !== 'notRunning' || unfinished;
    window.calmSince = busy ? 0 : window.calmSince || Date.now();
    return window.calmSince && Date.now() - window.calmSince > calm;
}"""
PAINTED = "() => window.map && window.conflictMap && conflictMap.painted && conflictMap.ground"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(script: Sequence[str], **environment: str) -> Iterator[tuple[str, int]]:
    """Run a Streamlit script with its arguments; give its address and its process id at once, before it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script[0], "--server.port", str(port), "--", *script[1:]]
    given = {**os.environ, **environment}
    server = subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:  # it is at work for a browser that has gone
            server.kill()
            server.wait(10)


@contextmanager
def served(store: Path, **environment: str) -> Iterator[str]:
    """Run the page over a store and give its address as soon as it answers."""
    with running(["dashboard.py"], CONFLICT_MAP_STORE=str(store), **environment) as (address, _):
        answering(address)
        yield address


def answering(address: str, seconds: float = 120) -> None:
    """Wait until the server answers; raise ``TimeoutError`` where it does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.02)
    message = f"no server at {address}"
    raise TimeoutError(message)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def painted(page: Page, seconds: float = 120) -> Frame:
    """Wait until land and marks are on the screen, and return the map's frame; raise ``TimeoutError``.

    The frame is asked for anew every few seconds: one that was found while it was still empty is never heard of again.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        holder = page.wait_for_selector(FRAME, timeout=seconds * 1000)
        frame = holder.content_frame() if holder else None
        with suppress(Error):
            if frame is not None and frame.wait_for_function(PAINTED, timeout=4000):
                return frame
    message = "the map was not painted"
    raise TimeoutError(message)


def still(page: Page, seconds: float = 120, *, calm: int = CALM) -> None:
    """Wait until all of the page is drawn and nothing of it was drawn again for ``calm`` milliseconds."""
    page.evaluate("window.calmSince = 0")  # a calm from before the last change is none
    page.wait_for_function(STILL, arg=calm, timeout=seconds * 1000, polling=50)


def pixel(frame: Frame, lat: float, lon: float) -> tuple[float, float]:
    """Return where a point lies in the map, in pixels."""
    x, y = frame.evaluate("at => { const p = map.latLngToContainerPoint(at); return [p.x, p.y]; }", [lat, lon])
    return x, y
