"""Add-by-address against addresses that lead inside: written every way, redirected to, and changed between look and use."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

from bench.hostile_rows import Tried
from store import fetch
from store.answers import Problem
from store.fetch import Fetcher
from store.rows import Intake

INSIDE = (
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0x7f.0.0.1:{port}/", "http://0177.0.0.1:{port}/", "http://0:{port}/",
    "http://0.0.0.0:{port}/", "http://[::1]:{port}/", "http://[::]:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/", "http://[::127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/", "http://[2001:0:7f00:1::]:{port}/", "http://127.0.0.1.:{port}/",
    "http://127.255.255.254:{port}/", "http://①②⑦.⓪.⓪.①:{port}/", "http://127。0。0。1:{port}/", "http://LOCALHOST.:{port}/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/", "http://[fe80::1%25lo]/", "http://[fd00:ec2::254]/", "http://100.64.0.1/", "http://198.18.0.1/",
    "http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/", "http://[ff02::1]/", "http://[100::1]/", "http://192.0.0.8/",
)  # fmt: skip
"""Addresses of this machine, of private networks and of no network (IANA's special-purpose registries)."""
NO_WEB = (
    "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:{port}/_x", "dict://127.0.0.1:{port}/x", "data:text/html,x",
    "javascript:pwn(1)", "ldap://127.0.0.1/", "http://user:pw@example.org/", "http://example.org@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@example.org/", "http://127.0.0.1:{port}\\@example.org/", "http://example.org:0/", "http:///x", "http://[", "//example.org/",
    "http://example.org:99999/", "http://exa mple.org/", "http://example.org\r\nHost: x/",
)  # fmt: skip
"""Other schemes, names and passwords in an address, two ways to read one, and what is no address."""


class Inner(BaseHTTPRequestHandler):
    """A service of the inside, which must never be asked; and the redirects that lead to it."""

    asked: list[str] = []  # noqa: RUF012 - the handler's class is all that the requests share
    onward = ""

    def do_GET(self) -> None:
        """Note the request; /robots.txt is asked first and answers that there is none."""
        if not self.onward:
            self.asked.append(self.path)
        self.send_response(302 if self.onward and self.path != "/robots.txt" else 404)
        if self.onward:
            self.send_header("Location", self.onward)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def inside() -> Iterator[tuple[int, type[Inner]]]:
    """Run the service and give its port and what it was asked."""
    handler = type("Own", (Inner,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port, handler
        finally:
            server.shutdown()
            thread.join()


def reason(url: str) -> str:
    """Return why an address gave nothing; "" where it gave something."""
    found = list(Fetcher(sleep=lambda _: None).articles(url, Intake()))
    return found[0].reason if len(found) == 1 and isinstance(found[0], Problem) else ""


def forms(written: Sequence[str], wanted: Sequence[str]) -> tuple[int, list[str], list[str]]:
    """Try each address; return how many requests arrived inside, and the addresses not refused with a wanted reason."""
    with inside() as (port, handler):
        open_ones = [
            url for url in (each.replace("{port}", str(port)) for each in written) if reason(url) not in wanted
        ]
        return len(handler.asked), open_ones, handler.asked


REFUSED = ("an address of a private network", "the host is not known", "no web address")


def rows() -> list[Tried]:
    """Return the lines of the table."""
    told = [
        ("request forgery: inner addresses", "add by address", INSIDE),
        ("request forgery: other schemes", "add by address", NO_WEB),
    ]
    made = []
    for attack, place, written in told:
        asked, open_ones, _ = forms(written, REFUSED)
        said = (
            "refused; the service inside was not asked"
            if not asked and not open_ones
            else f"asked {asked}, {open_ones}"
        )
        made.append(Tried(attack, place, len(written), said, held=not asked and not open_ones))
    return [*made, redirects(), rebinding()]


def redirects() -> Tried:
    """Redirect from an address outside (this test's own, declared to be so) to each address inside."""
    bad = []
    with inside() as (port, handler), inside() as (outer, first), _outside(outer):
        for url in (*INSIDE, "file:///etc/passwd", "//127.0.0.1:{port}/", "http:\\\\127.0.0.1:{port}\\"):
            first.onward = url.replace("{port}", str(port)).encode("ascii", "ignore").decode()
            if not reason(f"http://127.0.0.1:{outer}/").startswith((*REFUSED, "no answer: ", "more than")):
                bad.append(url)
        asked = list(handler.asked)
    said = "each hop is checked anew; refused" if not bad and not asked else f"asked {asked}, open: {bad}"
    return Tried("request forgery: redirects", "add by address", len(INSIDE) + 3, said, held=not bad and not asked)


@contextmanager
def _outside(port: int) -> Iterator[None]:
    """Let one port of this machine count as the open network; every other address is judged as always."""
    real = Fetcher._address  # noqa: SLF001 - only for this one address

    def address(self: Fetcher, host: str, at: int | None) -> fetch.Address:
        if at == port:
            return ipaddress.ip_address("127.0.0.1")
        return real(self, host, at)

    with mock.patch.object(Fetcher, "_address", address):
        yield


HELD = "the address that was checked is the one connected to; the changed one is refused"


def rebinding() -> Tried:
    """Answer a name first with an open address, then with this machine's, as a hostile name server does.

    What is connected to is the address that was checked: the second answer is never asked for.
    """
    reached: list[str] = []
    answers = iter(["93.184.215.14"])

    def look_up(_host: str, port: int, **_: object) -> list[tuple[object, object, int, str, tuple[str, int]]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, "127.0.0.1"), port))]

    def connect(at: tuple[str, int], *_: object, **__: object) -> socket.socket:
        reached.append(at[0])
        raise ConnectionRefusedError

    with (
        mock.patch.object(socket, "getaddrinfo", look_up),
        mock.patch.object(socket, "create_connection", connect),
    ):
        first, second = reason("http://rebind.example/"), reason("http://rebind.example/")
    held = reached == ["93.184.215.14"] and second == REFUSED[0]
    said = HELD if held else f"{reached} {first} {second}"
    return Tried("request forgery: DNS that changes", "add by address", 2, said, held)


def main(show: Callable[[str], None] = print) -> None:
    """Print the lines."""
    for row in rows():
        show(row.words())


if __name__ == "__main__":
    main()
