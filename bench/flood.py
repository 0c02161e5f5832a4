"""``python -m bench.flood``: how long a click takes while strangers flood the page, beside how long without them.

A small archive, one server process, some people who click; in turns with and without a flood of what needs no sign-in:
foreign handshakes, messages of megabytes, requests, connections that say nothing. ``--rate 20`` is as much as
hosting/nginx.conf lets through from one address; 0 is as fast as one process can without a proxy. The flood runs at the lowest
priority, for it would come from other machines. Status 1 where the slowest clicks take more than twice as long.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count, cycle
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

import websockets

from bench.archive import build
from bench.load import Server, serving, visitors
from bench.load_reader import Visitor

EVENTS, PEOPLE, TURNS, CLICKS = 1_000, 3, 4, 12
PAUSE_S = 0.3
MOST_TIMES, PATIENCE_S = 2.0, 10.0
SILENT = 200
LARGE = bytes(300_000)


async def _request(host: str, port: int) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
    await reader.read()
    writer.close()


async def _foreign(host: str, port: int) -> None:
    address = f"ws://{host}:{port}/_stcore/stream"
    async with websockets.connect(address, origin=websockets.Origin("https://elsewhere.example")):
        pass


async def _large(host: str, port: int) -> None:
    address = f"ws://{host}:{port}/_stcore/stream"
    streamlit = [websockets.Subprotocol("streamlit")]
    async with websockets.connect(
        address, origin=websockets.Origin(f"http://{host}:{port}"), subprotocols=streamlit
    ) as one:
        await one.send(LARGE)
        await one.recv()


ATTACKS = (_request, _foreign, _request, _large)


async def _flood(host: str, port: int, rate: float) -> None:
    """Attack one after the other, so many a second, beside as many silent connections as are let be."""
    silent = [await asyncio.open_connection(host, port) for _ in range(SILENT)]
    began = time.monotonic()
    for number, attack in zip(count(1), cycle(ATTACKS), strict=False):
        with suppress(OSError, websockets.WebSocketException):  # TimeoutError among them
            async with asyncio.timeout(PATIENCE_S):
                await attack(host, port)
        if rate:
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
    del silent


def flood(address: str, rate: float) -> None:
    """Flood a server until this process is ended."""
    os.nice(19)
    parts = urlsplit(address)
    asyncio.run(_flood(str(parts.hostname), int(parts.port or 80), rate))


async def clicked(people: Sequence[Visitor]) -> list[float]:
    """Let all people click, each after a moment of looking; return the seconds of each click."""

    async def one(person: Visitor) -> list[float]:
        took = []
        for _ in range(CLICKS):
            await asyncio.sleep(person.chance.uniform(0, 2 * PAUSE_S))
            took.append(await person.anything())
        return took

    return [second for took in await asyncio.gather(*map(one, people)) for second in took]


async def turns(server: Server, rate: float) -> tuple[list[float], list[float]]:
    """Return the seconds of clicks without a flood and with one, in turns, so that the machine's own moods meet both."""
    people = visitors(server, PEOPLE)
    for person in people:
        await person.open()
    await clicked(people)
    without, beside = [], []
    for _ in range(TURNS):
        without += await clicked(people)
        process = multiprocessing.get_context("spawn").Process(target=flood, args=(server.address, rate), daemon=True)
        process.start()
        await asyncio.sleep(2)
        beside += await clicked(people)
        process.kill()
        process.join()
    for person in people:
        await person.close()
    return without, beside


def p95(seconds: Sequence[float]) -> float:
    """Return the seconds that one click in twenty takes longer than."""
    return quantiles(seconds, n=20)[-1]


def main() -> None:
    """Print the middle and the slowest of both, and how many times as long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=20, help="attacks a second; 0: as fast as they can")
    rate = parser.parse_args().rate
    with tempfile.TemporaryDirectory() as name:
        store = Path(name, "archive")
        build(store, EVENTS)
        os.environ["CONFLICT_MAP_PROXIED"] = "1"  # as a host has it: everybody is a reader
        with serving(store) as server:
            without, beside = asyncio.run(turns(server, rate))
            memory = server.megabytes()
    for words, took in (("without", without), ("with a flood", beside)):
        print(f"{words}: {len(took)} clicks, middle {median(took):.2f} s, p95 {p95(took):.2f} s")
    times = p95(beside) / p95(without)
    print(f"{times:.2f} times the p95 ({MOST_TIMES:g} asked); {memory:.0f} MB")
    sys.exit(int(times > MOST_TIMES))


if __name__ == "__main__":
    main()
