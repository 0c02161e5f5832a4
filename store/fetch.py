"""Web addresses -> articles. The only place of the store that uses the network, and only for an address that was given.

Polite and careful: robots.txt is heeded, a host is asked once a second, an answer has a time and a size, redirects are
counted, and an address inside a private network is refused unless allowed: a link in a feed must not make this machine
knock at its neighbours. The name is looked up once and that very address is connected to, so that it cannot change
between check and use. One deadline holds for all that is read of an exchange, its status, headers and chunk sizes too: a
server that drips them ends as a problem.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from events import Article
from store.answers import Problem
from store.markdown import NotAnArticle, article_of_markdown
from store.pages import article_of_page, links
from store.rows import Found, Intake
from store.schema import Origin

AGENT = "conflict-map"
TIMEOUT_S = 15.0
WHOLE_TIME_S = 60.0  # for an address with its rules and redirects, polite waiting apart
MOST_BYTES = 10_000_000
MOST_HEADERS = 1_000_000  # bytes around a body: headers, sizes of chunks
MOST_REDIRECTS = 5
MOST_LINKS = 100  # of one feed
PAUSE_S = 1.0
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class CannotFetch(Exception):  # noqa: N818 - reads as what happened
    """An address gave nothing; the message says why, its second argument what to do.

    ``wait`` is how many seconds it asks to be left alone, 0 where it does not say.
    """

    wait: float = 0.0


class NotAsked(CannotFetch):
    """An address that this machine does not ask; allowed to, it can at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered with: where it came from after redirects, its bytes and its media type."""

    url: str
    data: bytes
    kind: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Fetcher:
    """Fetches addresses one by one. ``private`` lets it into private networks; ``sleep`` waits between two requests."""

    def __init__(self, *, private: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
        """Take the operator's leave for private networks, none by default."""
        self._private = private
        self._sleep = sleep
        self._left = WHOLE_TIME_S  # seconds for what is being fetched
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def articles(self, url: str, intake: Intake) -> Iterator[Found | Problem]:
        """Yield the article at an address, or those that a feed at it links to.

        >>> [problem.words() for problem in Fetcher().articles("ftp://example.org/a", Intake())]
        ['ftp://example.org/a: no web address; give one that begins with https://']
        """
        try:
            answer = self.fetch(url)
        except CannotFetch as error:
            yield Problem(url, 0, *error.args)
            return
        if answer.kind in _FEEDS:
            yield from self._linked(answer, intake)
        else:
            yield _found(answer, intake)

    def fetch(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer of an address, asked with further ``headers``. Raises :class:`CannotFetch`.

        >>> Fetcher().fetch("https://user:secret@example.org/a")
        Traceback (most recent call last):
            ...
        store.fetch.CannotFetch: ('no web address', 'give one that begins with https://')
        """
        self._left = WHOLE_TIME_S
        for _ in range(MOST_REDIRECTS + 1):
            self._heed_robots(url)
            answer, onward = self._ask(url, headers or {})
            if onward is None:
                return answer
            url = urljoin(url, onward)
        raise CannotFetch(f"more than {MOST_REDIRECTS} redirects", "give the address it ends at")  # noqa: EM102, TRY003

    def _linked(self, answer: Answer, intake: Intake) -> Iterator[Found | Problem]:
        found = links(answer.data)
        if not found:
            yield Problem(answer.url, 0, "a feed without links", "give the articles' own addresses")
        for link in found[:MOST_LINKS]:
            try:
                yield _found(self.fetch(link), intake)
            except CannotFetch as error:
                yield Problem(link, 0, *error.args)

    def _heed_robots(self, url: str) -> None:
        parts = _parts(url)
        home = f"{parts.scheme}://{parts.netloc}"
        if home not in self._robots:
            self._robots[home] = self._rules(f"{home}/robots.txt")
        if not self._robots[home].can_fetch(AGENT, url):
            raise CannotFetch("robots.txt asks not to fetch it", "save the page by hand and add the file")  # noqa: EM101, TRY003

    def _rules(self, url: str) -> RobotFileParser:
        """Return the host's rules; where there are none everything is allowed (RFC 9309), also where it redirects."""
        rules = RobotFileParser(url)
        try:
            answer, onward = self._ask(url)
            rules.parse([] if onward else answer.data.decode(errors="replace").splitlines())
        except CannotFetch as error:
            if not str(error.args[0]).startswith("answers 4"):
                raise
            rules.parse([])
        return rules

    def _ask(self, url: str, headers: Mapping[str, str] | None = None) -> tuple[Answer, str | None]:
        """Return one answer and, where it redirects, where to."""
        began = time.monotonic()
        connection, path = self._connection(url)
        self._left -= time.monotonic() - began
        self._wait(urlsplit(url).netloc)
        began = time.monotonic()
        connection.until = began + self._left
        try:
            own = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
            connection.request("GET", path, headers={**(headers or {}), **own})
            return _answered(url, connection.getresponse())
        except (OSError, http.client.HTTPException, ValueError) as error:
            if time.monotonic() >= connection.until:
                raise _too_much() from None
            reason = f"no answer: {type(error).__name__}"
            raise CannotFetch(reason, "try again later") from None
        finally:
            connection.close()
            self._left -= time.monotonic() - began

    def _connection(self, url: str) -> tuple[_Plain, str]:
        parts = _parts(url)
        host = parts.hostname or ""
        kind = _Secure if parts.scheme == "https" else _Plain
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return kind(host, parts.port, address=self._address(host, parts.port)), path.replace(" ", "%20")

    def _address(self, host: str, port: int | None) -> Address:
        """Return the host's address; where any of them is private, none is taken."""
        try:
            found = _looked_up(host, port or 443, min(self._left, TIMEOUT_S))
        except (OSError, UnicodeError):
            raise CannotFetch("the host is not known", "check the address and the network") from None  # noqa: EM101, TRY003
        addresses = [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
        if not self._private and not all(is_public(address) for address in addresses):
            raise NotAsked("an address of a private network", "allow private networks if it is meant")  # noqa: EM101, TRY003
        return addresses[0]

    def _wait(self, host: str) -> None:
        """Ask a host once a second at most."""
        now = time.monotonic()
        since = now - self._asked.get(host, float("-inf"))
        if since < PAUSE_S:
            self._sleep(PAUSE_S - since)
        self._asked[host] = time.monotonic()


def _looked_up(host: str, port: int, seconds: float) -> list[tuple[Any, ...]]:
    """Return what the name servers say of a host; one that says nothing is not waited for: the system knows no deadline."""
    told: SimpleQueue[list[tuple[Any, ...]] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            told.put([*socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            told.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = told.get(timeout=max(seconds, 0))
    except Empty:
        raise _too_much() from None
    if isinstance(found, Exception):
        raise found
    return found


class _Timed(io.RawIOBase):
    """What a server says, read until the deadline and up to a size, whatever part of the exchange it is."""

    def __init__(self, sock: socket.socket, *, until: float) -> None:
        self._socket, self._until = sock, until
        self._said = sock.makefile("rb", buffering=0)
        self._room = MOST_BYTES + MOST_HEADERS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        self._socket.settimeout(_left(self._until))
        count: int | None = self._said.readinto(buffer)
        self._room -= count or 0
        if self._room < 0:
            raise _too_much()
        return count

    def close(self) -> None:
        self._said.close()
        super().close()


class _Plain(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name means by now, and with one deadline, ``until``."""

    def __init__(self, host: str, port: int | None, *, address: Address) -> None:
        super().__init__(host, port)
        self._address, self.until = address, time.monotonic() + WHOLE_TIME_S
        self.response_class = self._answer  # type: ignore[assignment]

    def connect(self) -> None:
        self.sock = socket.create_connection((str(self._address), self.port), _left(self.until))

    def _answer(self, sock: socket.socket, *, method: str | None = None) -> http.client.HTTPResponse:
        answer = http.client.HTTPResponse(sock, method=method)
        answer.fp.close()
        answer.fp = io.BufferedReader(_Timed(sock, until=self.until))
        return answer


class _Secure(_Plain):
    """The same with TLS, checked against the name."""

    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(_left(self.until))
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _left(until: float) -> float:
    """Return how long one step may take. Raises :class:`TimeoutError` when the deadline is past."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, TIMEOUT_S)


def _parts(url: str) -> SplitResult:
    """Return the parts of a web address; a name or password in it is refused, it would be sent in the open."""
    try:
        parts = urlsplit(url)
        fine = bool(parts.hostname) and parts.scheme in {"http", "https"} and not parts.username and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise CannotFetch("no web address", "give one that begins with https://")  # noqa: EM101, TRY003
    return parts


def _answered(url: str, response: http.client.HTTPResponse) -> tuple[Answer, str | None]:
    onward = response.getheader("Location") if response.status in {301, 302, 303, 307, 308} else None
    return (Answer(url, b"", "") if onward else _answer(url, response)), onward


def _answer(url: str, response: http.client.HTTPResponse) -> Answer:
    """Return the whole answer, or raise where it is none, too large, too slow or packed."""
    if response.status != 200:
        error = CannotFetch(f"answers {response.status} {response.reason}", "check the address in a browser")
        asked = response.getheader("Retry-After", "")
        response.close()
        error.wait = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0.0
        raise error
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise CannotFetch("a packed answer that was not asked for", "save the page and add the file")  # noqa: EM101, TRY003
    parts: list[bytes] = []
    while part := response.read1(65_536):
        parts.append(part)
        if sum(map(len, parts)) > MOST_BYTES:
            raise _too_much()
    if response.length:
        raise CannotFetch("the answer breaks off", "try again later")  # noqa: EM101, TRY003
    kind = response.getheader("Content-Type", "").split(";")[0].strip().lower()
    return Answer(url, b"".join(parts), kind, {name.lower(): value for name, value in response.getheaders()})


def _too_much() -> CannotFetch:
    return CannotFetch(f"larger than {MOST_BYTES // 10**6} MB or too slow", "save the page and add the file")


def is_public(address: Address) -> bool:
    """Whether an address is one of the open network; an IPv4 address inside an IPv6 one counts as itself.

    >>> [is_public(ipaddress.ip_address(each)) for each in ("93.184.215.14", "64:ff9b::7f00:1", "::127.0.0.1", "192.0.0.8")]
    [True, False, False, False]
    """
    inner = _inside(address) if isinstance(address, ipaddress.IPv6Address) else address
    apart = any(inner in each for each in _APART if each.version == inner.version)
    return bool(inner.is_global and not inner.is_multicast and not apart)


def _inside(address: ipaddress.IPv6Address) -> Address:
    """Return the IPv4 address that a mapped, 6to4, Teredo, translated (NAT64) or IPv4-compatible one leads to."""
    if any(address in each for each in _CARRIERS):
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


_CARRIERS = tuple(map(ipaddress.IPv6Network, ("::/96", "64:ff9b::/96")))
# IANA's special-purpose registries hold these back too; Python's own tables let them pass.
_APART = (
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("fec0::/10"),
)


def _found(answer: Answer, intake: Intake) -> Found | Problem:
    try:
        article = _article(answer, intake.today)
    except NotAnArticle as error:
        return error.problem
    if intake.today and article.published and article.published > intake.today:
        return Problem(answer.url, 0, f"published in the future: {article.published}", "check the page's date")
    origin = Origin(where=answer.url, sha256=hashlib.sha256(answer.data).hexdigest())
    return replace(article, retrieved=intake.today), origin


def _article(answer: Answer, today: dt.date | None) -> Article:
    if answer.kind in {"text/plain", "text/markdown"}:
        return article_of_markdown(answer.data, answer.url, today=today)
    return article_of_page(answer.data, answer.url, url=answer.url)
