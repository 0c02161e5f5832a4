"""Who connects and says nothing is let go, without a proxy: counted by a clock of the test's own, and by a real server."""

from __future__ import annotations

import http.client
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import anyio
import anyio.lowlevel
import pytest
from anyio.from_thread import start_blocking_portal

from bench.browser import ROOT, answering, free_port
from store import Archive
from tests import factories
from tests.examples_page import Silent
from tests.wire import Wire
from ui.connections import BODY_S, QUIET_S, Connections, in_time

HANDLES = 256


class Now:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def opened(connections: Connections, count: int) -> list[Any]:
    made = [Silent() for _ in range(count)]
    for one in made:
        connections.came(one)  # type: ignore[arg-type]
    return made


def test_who_says_nothing_is_let_go_and_who_is_answered_is_not() -> None:
    now = Now()
    connections = Connections(9, clock=now)
    silent, reader, session = opened(connections, 3)
    reader.cycle = SimpleNamespace(response_complete=False)
    session.protocol = "a websocket's"
    for now.at in (QUIET_S / 2, QUIET_S + 1, 5 * QUIET_S):
        connections.sweep()
    assert [one.closed for one in (silent, reader, session)] == [True, False, False]


def test_a_second_request_that_never_ends_is_let_go_too() -> None:
    now = Now()
    connections = Connections(9, clock=now)
    (one,) = opened(connections, 1)
    one.cycle = SimpleNamespace(response_complete=True)  # the first was answered; the next one's headers drip
    connections.sweep()
    for now.at in (QUIET_S / 2, QUIET_S - 1):
        connections.sweep()
        assert not one.closed
    now.at = QUIET_S + 1
    connections.sweep()
    assert one.closed


def test_who_asks_again_and_again_stays() -> None:
    now = Now()
    connections = Connections(9, clock=now)
    (one,) = opened(connections, 1)
    for now.at in range(0, 60, 5):
        one.cycle = SimpleNamespace(response_complete=True)
        connections.sweep()
    assert not one.closed


def test_where_there_are_too_many_the_longest_silent_make_room() -> None:
    connections = Connections(3)
    first = opened(connections, 3)
    first[0].cycle = SimpleNamespace(response_complete=False)
    opened(connections, 2)
    assert [one.closed for one in first] == [False, True, True]


def test_a_body_that_drips_ends_and_one_that_is_there_does_not_end_the_answer() -> None:
    told = iter([{"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.request", "body": b"b"}])

    async def receive() -> Any:
        found = next(told, None)
        await (anyio.lowlevel.checkpoint() if found else anyio.sleep_forever())
        return found

    async def three() -> list[Any]:
        heard = in_time(receive)
        whole = [await heard(), await heard()]
        with anyio.move_on_after(0):
            whole.append(await heard())
        return whole

    async def dripping() -> Any:
        async def one_more() -> Any:
            await anyio.lowlevel.checkpoint()
            return {"type": "http.request", "body": b".", "more_body": True}

        heard = in_time(one_more, 0.05)
        while (message := await heard())["type"] == "http.request":
            pass
        return message["type"]

    with start_blocking_portal() as portal:
        assert [each["body"] for each in portal.call(three)] == [b"a", b"b"]
        assert portal.call(dripping) == "http.disconnect"
    assert BODY_S > QUIET_S


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that may have few handles, as a host gives them."""
    store = tmp_path_factory.mktemp("archive") / "archive"
    Archive(store).add(factories.sample())
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with subprocess.Popen(
        ["sh", "-c", f'ulimit -n {HANDLES}; exec "$@"', "sh", *command],
        cwd=ROOT,
        env={**os.environ, "CONFLICT_MAP_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            answering(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def health(address: str) -> int:
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)) as asked:
        asked.request("GET", "/_stcore/health")
        return asked.getresponse().status


@pytest.mark.skipif(resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 3 * HANDLES, reason="too few handles for the flood")
def test_more_silent_connections_than_a_server_has_handles_shut_nobody_out(server: str) -> None:
    parts = urlsplit(server)
    with ExitStack() as flood:
        silent = [
            flood.enter_context(socket.create_connection((parts.hostname, parts.port), 60)) for _ in range(2 * HANDLES)
        ]
        assert health(server) == 200
        with suppress(ConnectionResetError):
            assert silent[0].recv(1) == b""  # let go
        with Wire(server, origin=server) as reader:
            reader.open()
            assert reader.seen
