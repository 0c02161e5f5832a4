"""Limits of a host that a flood reaches: nginx turns away and lets go; the unit's and the start's own."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, free_port
from tests.e2e.test_nginx import _nginx, _until

AT_ONCE = 64
"""Requests of one address at once: limit_conn in hosting/nginx.conf."""
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


class Page(BaseHTTPRequestHandler):
    """Stands for the page: answers at once, or when it may."""

    go = threading.Event()

    def do_GET(self) -> None:
        if self.path.endswith("/slow"):
            self.go.wait()
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *words: object) -> None:
        pass


class Pages(ThreadingHTTPServer):
    """Takes as many at once as come."""

    request_queue_size = 256


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, socket.socket]]:
    """The port of nginx before the page, and a connection on which nothing was said since it listens."""
    if NGINX is None:
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    with ExitStack() as running:
        page = running.enter_context(Pages(("127.0.0.1", 0), Page))
        thread = threading.Thread(target=page.serve_forever)
        thread.start()
        running.callback(thread.join)
        running.callback(page.shutdown)
        at = free_port()
        _nginx(tmp_path_factory.mktemp("limits"), at, [page.server_port], running)
        _until(lambda: _listens(at))
        silent = running.enter_context(socket.create_connection(("127.0.0.1", at), 60))
        yield at, running.enter_context(unchecked().wrap_socket(silent))


@pytest.fixture(scope="module")
def port(site: tuple[int, socket.socket]) -> int:
    return site[0]


def _listens(at: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", at)) == 0


def unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def asked(port: int, path: str) -> int:
    with closing(HTTPSConnection("127.0.0.1", port, context=unchecked(), timeout=60)) as reader:
        reader.request("GET", path)
        return reader.getresponse().status


def test_one_address_has_so_many_requests_at_once(port: int) -> None:
    with ThreadPoolExecutor(AT_ONCE + 12) as pool:
        waiting = [pool.submit(asked, port, "/map/slow") for _ in range(AT_ONCE + 12)]
        turned_away = [each.result() for each in islice(as_completed(waiting), 12)]
        Page.go.set()
    assert turned_away == [429] * 12
    assert Counter(each.result() for each in waiting) == {200: AT_ONCE, 429: 12}


def test_no_more_is_taken_than_an_upload_may_have(port: int) -> None:
    with closing(HTTPSConnection("127.0.0.1", port, context=unchecked(), timeout=60)) as reader:
        reader.putrequest("POST", "/map/")
        reader.putheader("Content-Length", str(27 * 1024 * 1024))
        reader.endheaders()
        assert reader.getresponse().status == 413


def test_a_flood_of_requests_is_turned_away_and_a_reader_is_not(port: int) -> None:
    reader = HTTPSConnection("127.0.0.1", port, context=unchecked(), timeout=20)
    seen: Counter[int] = Counter()
    for _ in range(80):
        reader.request("GET", "/map/")
        answer = reader.getresponse()
        answer.read()
        seen[answer.status] += 1
    assert set(seen) == {200}
    for _ in range(600):
        reader.request("GET", "/map/")
        answer = reader.getresponse()
        answer.read()
        seen[answer.status] += 1
    reader.close()
    assert seen[429] > 0


def test_who_says_nothing_is_let_go(site: tuple[int, socket.socket]) -> None:
    assert site[1].recv(1) == b""


LIMITS = {
    "hosting/nginx.conf": (
        "limit_req ",
        "limit_conn ",
        "client_header_timeout",
        "client_body_timeout",
        "client_max_body_size",
    ),
    "hosting/conflict-map@.service": ("MemoryMax=", "TasksMax=", "LimitNOFILE=", "CONFLICT_MAP_PROXIED=1"),
    "hosting/conflict-map-watch.service": ("MemoryHigh=", "MemoryMax=", "TasksMax=", "LimitNOFILE="),
    "hosting/start.sh": ("ulimit -n", 'CONFLICT_MAP_PROXIED="${CONFLICT_MAP_PROXIED:-1}"'),
}


@pytest.mark.parametrize("file", LIMITS)
def test_what_is_given_to_hosts_has_limits(file: str) -> None:
    text = re.sub(r"#.*", "", (ROOT / file).read_text(encoding="utf-8"))
    assert [each for each in LIMITS[file] if each not in text] == []


def test_a_lock_that_is_held_too_long_says_by_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    from store import Archive, ArchiveError, locks
    from tests.factories import sample

    archive = Archive(tmp_path)
    monkeypatch.setattr(locks, "PATIENCE", 0.2)
    with (
        locks.writing(archive.address, shared=False),
        pytest.raises(ArchiveError, match=f"held by process {os.getpid()}"),
    ):
        archive.add(sample())
    with (
        locks.alone(archive.address, "seed"),
        pytest.raises(ArchiveError, match="held by"),
        locks.alone(archive.address, "seed"),
    ):
        pass
    assert archive.add(sample()).new == 4


def test_seeding_where_nothing_can_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from store import Archive, ArchiveError, seed

    archive = Archive(tmp_path)

    def refused(path: Path, *_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "touch", refused)
    with pytest.raises(ArchiveError, match=r"cannot be written .*Read-only file system") as told:
        seed(archive)
    assert len(str(told.value).splitlines()) == 1
