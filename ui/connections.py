"""Connections that say nothing are let go, whether or not a proxy stands before the page.

uvicorn counts the seconds between two requests of a connection, not those that the first one takes, nor those of a request
that never ends: each such connection would hold a handle of the process for good. Websockets are sessions, which
ui/limits.py counts.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from functools import wraps
from typing import Any

import anyio
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_WINDOWS = 8192  # handles that its C library gives a process at most

Connection = H11Protocol | HttpToolsProtocol
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
QUIET_S = 10.0
"""Seconds for a request's first line and headers; nginx has as many in hosting/nginx.conf."""
BODY_S = 120.0
"""Seconds for what is sent with a request: 25 MB over a slow line."""
LOOK_S = 2.0
DISCONNECTED = "http.disconnect"


class Connections:
    """The open connections that are no websockets, the one that came first at the front."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none; ``most`` is how many may be open at once."""
        self._most, self._clock = most, clock
        self._open: dict[Connection, tuple[object, float]] = {}

    def came(self, one: Connection) -> None:
        """Note a new connection; where there are too many, those that have waited longest make room.

        >>> Connections(most=9).came(a_connection())
        """
        self._open[one] = (None, self._clock())
        over = len(self._open) - self._most
        if over > 0:
            self._look()
            for old in [each for each in self._open if _says_nothing(each)][:over]:
                self._let_go(old)

    def went(self, one: Connection) -> None:
        """Note that a connection has ended.

        >>> Connections(most=9).went(a_connection())
        """
        self._open.pop(one, None)

    def sweep(self) -> None:
        """Let go who has asked for nothing too long.

        >>> now = [0.0]
        >>> connections, silent = Connections(9, clock=lambda: now[0]), a_connection()
        >>> connections.came(silent)
        >>> now[0] = QUIET_S + 1
        >>> connections.sweep()
        >>> silent.transport.is_closing()
        True
        """
        self._look()
        late = self._clock() - QUIET_S
        for one in [one for one, (_, since) in self._open.items() if since < late]:
            self._let_go(one)

    def _look(self) -> None:
        """Begin anew to count for who is being answered or has asked since; forget what has become a websocket."""
        for one, (asked, _) in list(self._open.items()):
            if one.transport.is_closing() or one.transport.get_protocol() is not one:
                del self._open[one]
            elif not _says_nothing(one) or one.cycle is not asked:
                self._open[one] = (one.cycle, self._clock())

    def _let_go(self, one: Connection) -> None:
        self.went(one)
        one.transport.abort()


def _says_nothing(one: Connection) -> bool:
    """Whether a connection has no request that is being answered."""
    return one.cycle is None or one.cycle.response_complete


def most() -> int:
    """Return how many connections may be open: half of the handles that the process may have, so that it can work.

    >>> most() > 100
    True
    """
    handles = resource.getrlimit(resource.RLIMIT_NOFILE)[0] if resource else _WINDOWS
    return max(64, min(handles, 20_000) // 2)


@asynccontextmanager
async def watched(connections: Connections) -> AsyncIterator[None]:
    """Have uvicorn tell of each connection while the server runs, and look at them now and then."""
    kinds: tuple[type[Connection], ...] = (H11Protocol, HttpToolsProtocol)
    before = {kind: (kind.connection_made, kind.connection_lost) for kind in kinds}
    for kind in kinds:
        _tell(kind, connections)
    looking = asyncio.create_task(_looking(connections))
    try:
        yield
    finally:
        looking.cancel()
        for kind, (made, lost) in before.items():
            kind.connection_made, kind.connection_lost = made, lost  # type: ignore[method-assign]


def _tell(kind: type[Connection], connections: Connections) -> None:
    made, lost = kind.connection_made, kind.connection_lost

    @wraps(made)
    def came(one: Any, transport: Any) -> None:  # noqa: ANN401 - asyncio's own
        made(one, transport)
        connections.came(one)

    @wraps(lost)
    def went(one: Any, error: Exception | None) -> None:  # noqa: ANN401 - as above
        connections.went(one)
        lost(one, error)

    kind.connection_made, kind.connection_lost = came, went  # type: ignore[method-assign, assignment]


async def _looking(connections: Connections) -> None:
    while True:
        await asyncio.sleep(LOOK_S)
        connections.sweep()


def in_time(receive: Receive, seconds: float = BODY_S) -> Receive:
    """Return ``receive`` for a request whose body must be there in time; who has not sent it by then has gone.

    >>> from anyio.from_thread import start_blocking_portal
    >>> with start_blocking_portal() as portal:
    ...     portal.call(in_time(anyio.sleep_forever, 0.0))
    {'type': 'http.disconnect'}
    """
    until: list[float] = []
    whole = False

    async def heard() -> MutableMapping[str, Any]:
        nonlocal whole
        if whole:
            return await receive()
        until[:] = until or [anyio.current_time() + seconds]
        with suppress(TimeoutError), anyio.fail_after(until[0] - anyio.current_time()):
            message = await receive()
            whole = not message.get("more_body", False)
            return message
        return {"type": DISCONNECTED}

    return heard
