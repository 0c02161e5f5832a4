"""Servers that never come to an end: each part of an answer dripped, or said without end, ends as a problem."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice, repeat

import pytest

from store.fetch import CannotFetch, Fetcher

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LONG = 2_000  # pieces, 10 ms apart: whoever hears them out waits 20 s and gets an answer that is fine
DRIPPED = {
    "status": (b"", b"HTTP/1.1 100 Continue\r\n\r\n", HEAD + b"Content-Length: 2\r\n\r\nok"),
    "headers": (HEAD, b"X-A: b\r\n", b"Content-Length: 2\r\n\r\nok"),
    "a header line": (HEAD + b"X-A: ", b"a", b"\r\nContent-Length: 2\r\n\r\nok"),
    "body": (HEAD + b"Content-Length: %d\r\n\r\n" % LONG, b"a", b""),
    "chunk size": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0", b"2\r\nok\r\n0\r\n\r\n"),
    "trailer": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n", b"X-A: b\r\n", b"\r\n"),
}


@contextmanager
def saying(pieces: Iterator[bytes], *, pause: float) -> Iterator[str]:
    """Run a server that knows no rules for robots and answers anything else with the pieces."""
    stop = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            if b"robots.txt" in connection.recv(4096):
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                return
            for piece in pieces:
                connection.sendall(piece)
                if pause and stop.wait(pause):
                    return

    def serve() -> None:
        with suppress(OSError):
            for connection, _ in iter(listening.accept, None):
                answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/page"
        finally:
            stop.set()
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def why(url: str) -> str:
    with pytest.raises(CannotFetch) as told:
        Fetcher(private=True, sleep=lambda _: None).fetch(url)
    return str(told.value.args[0])


@pytest.mark.parametrize("part", DRIPPED)
def test_what_is_dripped_ends_at_the_deadline(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.fetch.WHOLE_TIME_S", 0.5)
    first, again, last = DRIPPED[part]
    with saying(chain([first], repeat(again, LONG), [last]), pause=0.01) as url:
        assert why(url) == "larger than 10 MB or too slow"


def test_what_is_said_around_a_body_has_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.fetch.MOST_BYTES", 10_000)
    monkeypatch.setattr("store.fetch.MOST_HEADERS", 10_000)
    many = chain(islice(repeat(DRIPPED["status"][1]), 4_000), [DRIPPED["status"][2]])
    with saying(many, pause=0) as url:
        assert why(url).startswith("larger than")


@pytest.mark.parametrize("body", [b"Content-Length: 9\r\n\r\nok", b"Transfer-Encoding: chunked\r\n\r\n9\r\nok"])
def test_an_answer_that_breaks_off_is_no_article(body: bytes) -> None:
    with saying(iter([HEAD + body]), pause=0) as url:
        assert why(url) in {"the answer breaks off", "no answer: IncompleteRead"}


def test_a_name_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = threading.Event()
    monkeypatch.setattr("store.fetch.WHOLE_TIME_S", 0.2)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: silent.wait() and [])
    try:
        assert "too slow" in why("https://example.org/a")
    finally:
        silent.set()
