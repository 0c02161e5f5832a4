"""The page behind Debian's nginx: TLS ended there, under a path, two processes of which one may go away."""

from __future__ import annotations

import base64
import http.client
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from store import Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG, ROOT, Seen, free_port

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install nginx-light")
Visit = Callable[..., Seen]
BASE = "/map"
EMBEDDING = "https://localhost"


@dataclass(frozen=True)
class Site:
    """nginx's address, the page's two processes by port, and the archive that both read."""

    address: str
    processes: dict[int, subprocess.Popen[bytes]]
    store: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("nginx")
    store = folder / "archive"
    Archive(store).add(factories.sample())
    with ExitStack() as running:
        processes = {port: running.enter_context(_page(port, store)) for port in (free_port(), free_port())}
        port = free_port()
        _nginx(folder, port, list(processes), running)
        for each in processes:
            _until(lambda each=each: _healthy(each))
        yield Site(f"https://localhost:{port}{BASE}", processes, store)


def told(words: str) -> tuple[dict[str, str], list[str]]:
    """Return the settings and the command of the line of docs/HOSTING.md that holds these words."""
    lines = (ROOT / "docs" / "HOSTING.md").read_text(encoding="utf-8").splitlines()
    (line,) = (each for each in lines if words in each)
    parts = shlex.split(line.split(" > ")[0])
    start = parts.index("sh")
    return dict(part.split("=", 1) for part in parts[:start]), parts[start:]


def _page(port: int, store: Path) -> subprocess.Popen[bytes]:
    """Start one process by the line of docs/HOSTING.md, at a free port, over this test's archive."""
    settings, command = told("hosting/start.sh 8501")
    own = {"PYTHON": sys.executable, "CONFLICT_MAP_STORE": str(store), "CONFLICT_MAP_EMBED": EMBEDDING}
    environment = {**os.environ, **settings, **own}
    command = [*command[:-1], str(port)]
    return _Ending(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class _Ending(subprocess.Popen[bytes]):
    """A process that is ended with its block."""

    def __exit__(self, *error: object) -> None:
        self.terminate()
        super().__exit__(*error)  # type: ignore[arg-type]


def _nginx(folder: Path, port: int, pages: list[int], running: ExitStack) -> None:
    """Run nginx with the configuration that hosting/nginx.sh prints, and a certificate made for this test."""
    certificate, key = folder / "map.pem", folder / "map.key"
    asked = f"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout {key} -out {certificate}"
    subprocess.run(["openssl", *asked.split()], check=True, capture_output=True)
    settings, command = told("hosting/nginx.sh map.example.org")
    made = subprocess.run(
        [*command[:2], "localhost", str(certificate), str(key)],
        cwd=ROOT,
        env={**os.environ, **settings, "PORTS": " ".join(map(str, pages)), "LISTEN": f"127.0.0.1:{port}"},
        check=True,
        capture_output=True,
        text=True,
    )
    (folder / "site.conf").write_text(made.stdout, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; user root; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;"
        f"events {{}} http {{ access_log off; include /etc/nginx/mime.types; {temporary} include {folder}/site.conf; }}",
        encoding="utf-8",
    )
    running.enter_context(_Ending([str(NGINX), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]))


def _healthy(port: int) -> bool:
    """Whether the line of docs/HOSTING.md that asks for a process's health ends well."""
    settings, command = told("hosting/health.sh 8501")
    environment = {**os.environ, **settings, "PYTHON": sys.executable}
    command = [*command[:-1], str(port)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode == 0


def _until(true: Callable[[], bool], seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.1)


def trusting() -> ssl.SSLContext:
    """Return what takes the certificate that was made for this test."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def opened(site: Site, *headers: str) -> ssl.SSLSocket:
    """Open a websocket and leave it at that."""
    host, port = site.address.split("/")[2].split(":")
    line = trusting().wrap_socket(socket.create_connection((host, int(port)), 60), server_hostname=host)
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
    key = f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}"
    asked = (f"GET {BASE}/_stcore/stream HTTP/1.1", f"Host: {host}:{port}", *upgrade, key, *headers, "", "")
    line.sendall("\r\n".join(asked).encode())
    assert line.recv(4096).startswith(b"HTTP/1.1 101 ")
    return line


def fetched(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Return status and headers (names small) of one answer."""
    connection = http.client.HTTPSConnection(site.address.split("/")[2], timeout=20, context=trusting())
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def bundle() -> str:
    """Return the path of a script of Streamlit's frame."""
    found = next(Path(streamlit.__file__).parent.glob("static/static/js/index.*.js"))
    return f"{BASE}/static/js/{found.name}"


def test_a_reader_sees_the_map_and_may_not_write(site: Site, visit: Visit) -> None:
    page = visit(site.address, ignore_https_errors=True)
    assert page.marks() != []
    page.still()
    assert page.errors == []
    assert page.outside == []
    assert page.page.get_by_role("link", name="Add", exact=True).count() == 0


@pytest.mark.parametrize(
    ("path", "cached"),
    [
        (f"{BASE}/", "no-cache"),
        (f"{BASE}/app/static/map/world.json", "public, max-age=3600"),
        (f"{BASE}/_stcore/health", "no-cache"),
        (f"{BASE}/app/static/map/nothing.json", ""),
    ],
)
def test_every_answer_says_who_may_frame_and_how_long_to_keep_it(site: Site, path: str, cached: str) -> None:
    _, headers = fetched(site, path)
    assert f"frame-ancestors 'self' {EMBEDDING}" in headers["content-security-policy"]
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers.get("cache-control", "") == cached


def test_a_bundle_is_packed_and_kept_for_good(site: Site) -> None:
    status, headers = fetched(site, bundle(), **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (
        fetched(site, f"{BASE}/app/static/map/world.json", **{"Accept-Encoding": "gzip"})[1]["content-encoding"]
        == "gzip"
    )


def test_cookies_go_back_over_tls_only(site: Site) -> None:
    _, headers = fetched(site, f"{BASE}/_stcore/health")
    assert re.search("secure", headers["set-cookie"], re.IGNORECASE)


def test_readers_are_at_both_processes_and_each_always_at_the_same(site: Site) -> None:
    with ExitStack() as readers:
        for _ in range(16):  # all at one process by chance: once in 30,000 runs
            readers.enter_context(opened(site))
        assert all(connections(port) for port in site.processes)
    _, headers = fetched(site, f"{BASE}/_stcore/health")
    cookie = next(part for part in re.split(r"[;,]\s*", headers["set-cookie"]) if part.startswith("conflict_map="))
    _until(lambda: not any(map(connections, site.processes)))
    with ExitStack() as reader:
        for _ in range(6):
            reader.enter_context(opened(site, f"Cookie: {cookie}"))
        assert sorted(map(connections, site.processes)) == [0, 6]


def test_what_lies_beside_the_path_is_not_there(site: Site) -> None:
    assert fetched(site, "/")[0] == 404
    assert fetched(site, BASE)[0] == 301
    assert fetched(site, f"{BASE}/_stcore/metrics")[0] == 404
    status, headers = fetched(site, "/nothing")
    assert (status, headers["x-frame-options"]) == (404, "DENY")


def test_a_reader_whose_process_ends_comes_back_to_the_same_view(site: Site, visit: Visit) -> None:
    event = Archive(site.store).table(Filters(kinds=("site",)))["id"].iloc[0]
    page = visit(site.address, f"/?from=2017-09-01&lat=35.2&lon=39.6&z=8&ev={event}", ignore_https_errors=True)
    marks = page.marks()
    expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    page.still()
    before = (page.panel(), caption(page.page), page.page.url)
    _until(lambda: sum(connections(port) > 0 for port in site.processes) == 1)
    (serving,) = (port for port in site.processes if connections(port))
    drawn: list[bool] = []
    page.page.on("websocket", lambda line: line.on("framereceived", lambda sent: drawn.append(ends_a_run(sent))))
    site.processes[serving].kill()
    # What the browser says is heard only while it is waited for.
    _until(lambda: any(drawn) or bool(page.page.wait_for_timeout(100)))
    page.still()
    assert page.marks() == marks
    assert (page.panel(), caption(page.page), page.page.url) == before


def ends_a_run(sent: str | bytes) -> bool:
    """Whether a message of the server says that the page is drawn to its end."""
    return isinstance(sent, bytes) and ForwardMsg.FromString(sent).WhichOneof("type") == "script_finished"


def caption(page: Page) -> str:
    return page.locator("#caption").inner_text()


def connections(port: int) -> int:
    """Return how many connections to a port of this machine are open (/proc/net/tcp: state 01)."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == "01" for row in rows)
