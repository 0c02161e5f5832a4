"""Name servers that lie, real ones: ``python -m bench.hostile_dns`` asks each trick's name for an article and prints what happened.

It needs a network of its own, in which this process is the open internet, its name server and the inside at once: Linux's
namespaces (``unshare``), which root may make, and on many machines everybody. Nothing leaves the machine.
"""

from __future__ import annotations

import fcntl
import ipaddress
import json
import shutil
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import dns.message
import dns.rdatatype
import dns.rrset

from bench.hostile_rows import Tried
from store.answers import Problem
from store.fetch import Fetcher
from store.rows import Intake

OPEN, INSIDE = "93.184.215.14", "127.0.0.1"
"""An address of the open network, here lent to the loopback device, and the machine's own."""
ALIAS = "alias.example"  # another name for localhost
PAGE = "<html><head><title>Shelling near Hama</title></head><body><article><p>{}</p></article></body></html>".format(
    "Shells hit the town of Hama on 3 March 2020, the police said. " * 8
)
LINE, FIELD = "request forgery: a lying name server", "add by address"
_SIOCSIFADDR, _SIOCGIFFLAGS, _SIOCSIFFLAGS, _UP = 0x8916, 0x8913, 0x8914, 1  # linux/sockios.h, linux/if.h


@dataclass(frozen=True, slots=True)
class Trick:
    """A name, what its server answers to the first, the second … question of an address (the last for ever), and the end."""

    name: str
    answers: tuple[tuple[str, ...], ...]
    wanted: str  # what the reader says, "read" where it must get the article


TRICKS = (
    Trick("plain.example", ((OPEN,),), "read"),
    # The first question is for robots.txt, the second for the page.
    Trick("after-robots.example", ((OPEN,), (INSIDE,)), "an address of a private network"),
    Trick("after-the-check.example", ((OPEN,), (OPEN,), (INSIDE,)), "read"),
    Trick("two-faced.example", ((OPEN, INSIDE),), "an address of a private network"),
    Trick("six.example", ((OPEN, "::1"),), "an address of a private network"),
    Trick("mapped.example", (("::ffff:127.0.0.1",),), "an address of a private network"),
    Trick(ALIAS, ((INSIDE,),), "an address of a private network"),
    Trick("cloud.example", (("169.254.169.254",),), "an address of a private network"),
    Trick("onward.example", ((OPEN,),), "an address of a private network"),  # redirects to two-faced.example
    Trick("nobody.example", ((),), "the host is not known"),
)


@dataclass(slots=True)
class Names:
    """The lying name server: how often each name was asked for its IPv4 address."""

    asked: dict[str, int] = field(default_factory=dict)
    tricks: dict[str, Trick] = field(default_factory=lambda: {trick.name: trick for trick in TRICKS})

    def answer(self, question: bytes) -> bytes:
        """Return the answer to one question, both in DNS's own form (RFC 1035)."""
        asked = dns.message.from_wire(question)
        reply = dns.message.make_response(asked)
        wanted = asked.question[0]
        name = wanted.name.to_text(omit_final_dot=True)
        for address in self._addresses(name, wanted.rdtype):
            owner = name + "."
            if name == ALIAS:
                reply.answer.append(dns.rrset.from_text(owner, 0, "IN", "CNAME", "localhost."))
                owner = "localhost."
            reply.answer.append(dns.rrset.from_text(owner, 0, "IN", wanted.rdtype, address))
        return reply.to_wire()

    def _addresses(self, name: str, kind: int) -> list[str]:
        """Return the addresses of the kind asked for, in this turn; a question for IPv4 ends the turn."""
        trick = self.tricks.get(name)
        if trick is None:
            return []
        turn = self.asked.get(name, 0)
        if kind == dns.rdatatype.A:
            self.asked[name] = turn + 1
        versions: dict[int, int] = {dns.rdatatype.A: 4, dns.rdatatype.AAAA: 6}
        now = trick.answers[min(turn, len(trick.answers) - 1)]
        return [address for address in now if ipaddress.ip_address(address).version == versions.get(kind)]


class _Question(socketserver.BaseRequestHandler):
    """One question that came by UDP."""

    names: Names

    def handle(self) -> None:
        data, way = self.request
        way.sendto(self.names.answer(data), self.client_address)


class _Web(BaseHTTPRequestHandler):
    """A web server that notes who is asked for; outside it has the article, inside nothing may arrive."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(str(self.headers["Host"]))
        onward = self.headers["Host"] == "onward.example" and self.path != "/robots.txt"
        self.send_response(404 if self.path == "/robots.txt" else 302 if onward else 200)
        if onward:
            self.send_header("Location", "http://two-faced.example/")
        body = b"" if onward or self.path == "/robots.txt" else PAGE.encode()
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _internet() -> None:
    """Raise the loopback device and lend it the open address; make this process's name server the only one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        packed = struct.pack("16sH14s", b"lo", socket.AF_INET, b"")
        flags = struct.unpack("16sH14s", fcntl.ioctl(line, _SIOCGIFFLAGS, packed))[1]
        fcntl.ioctl(line, _SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", flags | _UP, b""))
        fcntl.ioctl(
            line,
            _SIOCSIFADDR,
            struct.pack("16sHH4s8s", b"lo:1", socket.AF_INET, 0, socket.inet_aton(OPEN), b""),
        )
    with tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False) as told:
        told.write(f"nameserver {INSIDE}\noptions timeout:2 attempts:1\n")
    Path(told.name).chmod(0o644)
    mount = shutil.which("mount") or "/bin/mount"
    subprocess.run([mount, "--bind", told.name, "/etc/resolv.conf"], check=True)  # noqa: S603 - our own words


def _happened(trick: Trick) -> str:
    found = list(Fetcher(sleep=lambda _: None).articles(f"http://{trick.name}/", Intake()))
    first = found[0]
    return first.reason if isinstance(first, Problem) else "read"


def _web() -> type[_Web]:
    """Return a handler with a list of its own."""
    return type("Own", (_Web,), {"asked": []})


def inside_the_namespace() -> dict[str, Any]:
    """Try each trick against real servers; give what happened by name, and whom the inside was asked for."""
    _internet()
    outer, inner = _web(), _web()
    asking = type("Own", (_Question,), {"names": Names()})
    with ExitStack() as stack:
        for server in (
            ThreadingHTTPServer((OPEN, 80), outer),
            ThreadingHTTPServer((INSIDE, 80), inner),
            socketserver.ThreadingUDPServer((INSIDE, 53), asking),
        ):
            stack.enter_context(_running(server))
        told = {trick.name: _happened(trick) for trick in TRICKS}
    return {"told": told, "outside": len(outer.asked), "inside": inner.asked}


_NAMESPACES = (  # as root, or as root of a namespace of one's own
    ("unshare", "--mount", "--net"),
    ("unshare", "--mount", "--net", "--user", "--map-root-user"),
)


def rows() -> list[Tried]:
    """Return the line of the table; where a network of one's own cannot be made, it says so and counts no try."""
    why = "there is no unshare"
    for words in _NAMESPACES if shutil.which("unshare") else ():
        command = [*words, sys.executable, "-m", "bench.hostile_dns", "--json"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        if ran.returncode == 0:
            return [judged(json.loads(ran.stdout))]
        why = (ran.stderr.strip().splitlines() or [why])[-1]
    return [Tried(LINE, FIELD, 0, f"not tried, no network of one's own here: {why}", held=True)]


def judged(happened: dict[str, Any]) -> Tried:
    """Return the line for what happened: each trick ends as it must, and nobody inside was asked."""
    wrong = {
        trick.name: happened["told"][trick.name] for trick in TRICKS if happened["told"][trick.name] != trick.wanted
    }
    held = not wrong and not happened["inside"] and happened["outside"] > 0
    said = "the address that was checked is the one connected to; every other is refused"
    return Tried(LINE, FIELD, len(TRICKS), said if held else f"{wrong} {happened['inside']}", held=held)


def main(show: Callable[[str], None] = print) -> None:
    """Print the line, or (``--json``, already in a network of its own) what happened."""
    if "--json" in sys.argv:
        show(json.dumps(inside_the_namespace()))
        return
    for row in rows():
        show(row.words())


if __name__ == "__main__":
    main()
