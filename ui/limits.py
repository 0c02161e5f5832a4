"""How much one connection may ask of the server: where it may come from, how much it says, how often, and how many at once.

Origin is decided here, before Streamlit sees it: Streamlit would ask a service outside for its own address, and let in
whatever that answers.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import anyio

from ui import access
from ui.settings import Settings

Message = MutableMapping[str, object]
READERS_MESSAGE = 256_000
"""Bytes of one message of who cannot add: what all widgets of the page say is a tenth of it."""
AROUND = 1_000_000
BURST, A_SECOND = 120, 30
"""Messages at once and in the long run; more are heard later, not lost. Moving a map says some three a second."""
MOST_OF_ONE = 64
"""Sessions from one address behind a proxy: a newsroom behind one router."""
SIGNED = "_streamlit_user"
"""The cookie of who signed in; whether it is true is looked at when something is to be written."""


def same_origin(headers: Mapping[str, str], rules: Settings) -> bool:
    """Whether a request comes from this site's own page, a site that may, or a program, which says no origin.

    >>> at = {"host": "localhost:8501"}
    >>> [same_origin(at | {"origin": f"http://localhost:{port}"}, Settings()) for port in (8501, 8600)]
    [True, False]
    >>> same_origin(at, Settings()), same_origin(at | {"origin": "null"}, Settings())
    (True, False)
    """
    origin = headers.get("origin")
    if origin is None or origin in rules.origins:
        return True
    try:
        home = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    hosts = [headers.get(name, "").lower() for name in ("host", *(["x-forwarded-host"] if rules.proxied else []))]
    return bool(home) and home in hosts


def most_bytes(headers: Mapping[str, str], address: str | None, rules: Settings) -> int:
    """Return how long one message may be: as long as an article only from where one may be added.

    >>> most_bytes({}, "127.0.0.1", Settings(longest=1000)), most_bytes({}, "0.0.0.0", Settings())
    (1004000, 256000)
    """
    here = access.is_here(address, headers, rules) and not rules.sign_in
    signed = bool(rules.editors) and SIGNED in headers.get("cookie", "")
    return 4 * rules.longest + AROUND if (here or signed) and not rules.read_only else READERS_MESSAGE


def whose(headers: Mapping[str, str], client: str, rules: Settings) -> str:
    """Return the address that a connection counts for; "" where all come from the same machine.

    >>> whose({"x-forwarded-for": "203.0.113.9"}, "127.0.0.1", Settings(proxied=True))
    '203.0.113.9'
    >>> whose({}, "127.0.0.1", Settings())
    ''
    """
    if rules.proxied:
        return headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return "" if access.is_loopback(client) else client


@dataclass(slots=True)
class Doors:
    """The sessions that are open, and what was turned away, counted for who looks after the server."""

    rules: Settings
    open: int = 0
    of: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    messages: int = 0

    def enter(self, who: str) -> bool:
        """Let one more session in, where there is room.

        >>> doors = Doors(Settings(most_readers=1))
        >>> doors.enter("a"), doors.enter("b"), doors.refused
        (True, False, Counter({'readers': 1}))
        """
        full = self.open >= self.rules.most_readers
        if full or (who and self.of[who] >= MOST_OF_ONE):
            self.refused["readers" if full else "one address"] += 1
            return False
        self.open += 1
        self.of[who] += 1
        return True

    def leave(self, who: str) -> None:
        """Note that a session has ended.

        >>> doors = Doors(Settings(most_readers=1))
        >>> doors.enter("a"), doors.leave("a"), doors.enter("b")
        (True, None, True)
        """
        self.open -= 1
        self.of[who] -= 1
        if not self.of[who]:
            del self.of[who]


class Pace:
    """How fast messages are heard: so many at once, then so many a second; the rest waits at the sender's."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    ) -> None:
        """Begin with all of the burst."""
        self._clock, self._sleep = clock, sleep
        self._left, self._at = float(BURST), clock()

    async def wait(self) -> None:
        """Return when the next message may be heard.

        >>> from anyio.from_thread import start_blocking_portal
        >>> waited = []
        >>> async def sleep(seconds: float) -> None:
        ...     waited.append(round(seconds, 3))
        >>> async def many() -> None:
        ...     pace = Pace(lambda: 0.0, sleep)
        ...     for _ in range(BURST + 2):
        ...         await pace.wait()
        >>> with start_blocking_portal() as portal:
        ...     portal.call(many)
        >>> waited
        [0.033, 0.067]
        """
        now = self._clock()
        self._left = min(float(BURST), self._left + (now - self._at) * A_SECOND) - 1
        self._at = now
        if self._left < 0:
            await self._sleep(-self._left / A_SECOND)
