"""What stands before the page decides alone: who may talk to it, how much, how many; whether it is well. No network."""

from __future__ import annotations

import datetime as dt
import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from bench.browser import served
from store import Archive, Asked, Filters
from store.ways.watch import Feed, Watched
from tests import factories
from tests.wire import Wire
from ui import guard, limits, logs
from ui.settings import Settings
from view.export import FORMATS

ROOT = Path(__file__).parent.parent
MESSAGE = BackMsg(rerun_script={"query_string": "z=5"}).SerializeToString()


class Page:
    """Stands for Streamlit: notes what reaches it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.heard: list[bytes] = []
        self.inside = anyio.Event()
        self.go = anyio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        if scope["type"] == "websocket":
            while (message := await receive())["type"] == "websocket.receive":
                self.heard.append(message["bytes"])
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if scope["path"].endswith("/health"):
            await send({"type": "http.response.body", "body": b"ok"})


def ask(
    app: Any,
    kind: str = "websocket",
    path: str = "/_stcore/stream",
    says: tuple[bytes, ...] = (),
    method: str = "GET",
    client: str = "127.0.0.1",
    **headers: str,
) -> list[dict[str, Any]]:
    """Ask the application and return what it answers."""
    told: list[dict[str, Any]] = []
    given = {"host": "localhost:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {"type": kind, "path": path, "method": method, "client": (client, 1), "query_string": b""}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in given.items()]
    waiting = iter(
        [
            *({"type": "websocket.receive", "bytes": data} for data in says),
            {"type": "websocket.disconnect", "code": 1000},
        ]
    )

    async def receive() -> dict[str, Any]:
        return next(waiting)

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    with start_blocking_portal() as portal:
        portal.call(app, scope, receive, send)
    return told


@pytest.fixture
def page() -> Page:
    return Page()


FOREIGN = (
    "https://evil.example",
    "http://localhost:8600",
    "http://127.0.0.1:8501",
    "null",
    "http://[",
    "http://localhost:8501.evil.example",
)


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_sites_handshake_never_reaches_streamlit(page: Page, origin: str) -> None:
    assert ask(guard.Guard(page, Settings()), origin=origin) == [{"type": "websocket.close", "code": 1008}]
    assert (
        ask(guard.Guard(page, Settings()), "http", "/_stcore/upload_file/a/b", method="PUT", origin=origin)[0]["status"]
        == 403
    )
    assert page.asked == []


@pytest.mark.parametrize(
    ("rules", "headers"),
    [
        (Settings(), {"origin": "http://localhost:8501"}),
        (Settings(), {}),
        (Settings(origins=("https://news.example",)), {"origin": "https://news.example"}),
        (
            Settings(proxied=True),
            {"origin": "https://map.example", "x-forwarded-host": "map.example", "host": "127.0.0.1:8501"},
        ),
    ],
)
def test_the_pages_own_and_configured_origins_reach_it(page: Page, rules: Settings, headers: Mapping[str, str]) -> None:
    ask(guard.Guard(page, rules), says=(MESSAGE,), **headers)
    assert page.heard == [MESSAGE]


def test_a_proxys_header_counts_only_where_one_is_configured(page: Page) -> None:
    ask(guard.Guard(page, Settings()), origin="https://evil.example", x_forwarded_host="evil.example")
    assert page.asked == []


def test_a_reader_cannot_fill_the_memory_with_state(page: Page) -> None:
    large = BackMsg(
        rerun_script={"widget_states": {"widgets": [{"id": "x", "string_value": "y" * 300_000}]}}
    ).SerializeToString()
    app = guard.Guard(page, Settings(proxied=True))
    ask(app, says=(MESSAGE, large, MESSAGE), origin="http://localhost:8501")
    assert page.heard == [MESSAGE]
    assert app._doors.refused["size"] == 1


def test_an_editor_can_paste_an_article_of_the_greatest_length(page: Page) -> None:
    rules = Settings(proxied=True, editors=frozenset({"sub:7"}))
    large = BackMsg(
        rerun_script={"widget_states": {"widgets": [{"id": "x", "string_value": "ж" * 500_000}]}}
    ).SerializeToString()
    ask(guard.Guard(page, rules), says=(large,), cookie="_streamlit_user=signed")
    assert page.heard == [large]


def test_readers_beyond_the_most_wait_outside_and_come_in_when_one_has_gone() -> None:
    doors = limits.Doors(Settings(most_readers=2))
    assert [doors.enter(who) for who in ("a", "b", "c")] == [True, True, False]
    doors.leave("a")
    assert doors.enter("c")


def test_one_address_cannot_take_all_places() -> None:
    doors = limits.Doors(Settings())
    assert sum(doors.enter("203.0.113.9") for _ in range(200)) == limits.MOST_OF_ONE
    assert doors.enter("203.0.113.10")
    assert sum(doors.enter("") for _ in range(200)) == 200  # of the server's own machine


def test_a_session_that_ends_leaves_its_place(page: Page) -> None:
    app = guard.Guard(page, Settings(most_readers=1))
    for _ in range(3):
        ask(app, says=(MESSAGE,))
    assert (len(page.heard), app._doors.open) == (3, 0)


def status(app: Any, path: str, **more: str) -> tuple[int, str]:
    start, body = ask(app, "http", path, **more)
    return start["status"], body["body"].decode()


def test_health_tells_of_an_archive_that_has_gone(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.health.LASTING_S", 0)
    app = guard.Guard(page, Settings(store=str(tmp_path / "archive")))
    assert status(app, "/_stcore/health") == (200, "ok")  # none yet: the first reader has it made
    assert not (tmp_path / "archive").exists()
    Archive(tmp_path / "archive").add(factories.sample())
    assert status(app, "/_stcore/health") == (200, "ok")
    shutil.move(tmp_path / "archive", tmp_path / "gone")
    assert status(app, "/map/_stcore/health") == (503, "the archive is gone")
    shutil.move(tmp_path / "gone", tmp_path / "archive")
    assert status(app, "/_stcore/health")[0] == 200
    newest = max((tmp_path / "archive/_delta_log").glob("*.json"))
    newest.write_bytes(b"")
    assert status(app, "/_stcore/health") == (503, "the archive cannot be read")


def test_what_is_counted_is_for_this_machine_alone(page: Page, tmp_path: Path) -> None:
    Archive(tmp_path).add(factories.sample())
    app = guard.Guard(page, Settings(store=str(tmp_path)))
    ask(app, origin="https://evil.example")
    found, lines = status(app, "/metrics")
    assert found == 200
    assert "conflict_map_archive_version 1\n" in lines
    assert 'conflict_map_refused_total{why="origin"} 1\n' in lines
    assert "conflict_map_feeds 0\n" in lines
    assert status(app, "/metrics", client="203.0.113.9")[0] == 404
    assert status(app, "/metrics", x_forwarded_for="203.0.113.9")[0] == 404


def test_feeds_that_nobody_asks_any_more_are_told_of(page: Page, tmp_path: Path) -> None:
    Archive(tmp_path / "archive").add(factories.sample())
    feeds = {"https://example.org/old": Feed(next_at=100.0), "https://example.org/new": Feed(next_at=4e9, failing=5.0)}
    Watched(tmp_path / "watch.json", feeds).save()
    _, lines = status(guard.Guard(page, Settings(store=str(tmp_path / "archive"), data=tmp_path)), "/metrics")
    told = [line for line in lines.splitlines() if line.startswith("conflict_map_feeds")]
    assert told == ["conflict_map_feeds 2", "conflict_map_feeds_failing 1", "conflict_map_feeds_behind 1"]


def test_a_log_line_tells_the_fault_and_nothing_that_anybody_wrote() -> None:
    told_by_somebody = "Ana Li was there"
    try:
        int(told_by_somebody)
    except ValueError:
        record = logging.LogRecord("ui.pages", logging.ERROR, "", 0, "page failed\n%s", ("x" * 900,), sys.exc_info())
    line = logs.Lines().format(record)
    told = json.loads(line)
    assert (told["level"], told["error"], len(line.splitlines())) == ("error", "ValueError", 1)
    assert told_by_somebody not in line
    assert len(line) < 600


def test_who_corrected_is_known_again_by_an_id_that_is_never_shown(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add(factories.sample())
    event = next(iter(archive.events(archive.table(Filters()).id)))
    for number, name in enumerate(("Ann", "A. N. Other")):
        asked = Asked(event.lead.id, "status", ("alleged", "claimed")[number], by=name, why="w", who="5f1dd00dcafe0001")
        archive.review(asked, at=dt.datetime(2026, 11, 30, number, tzinfo=dt.UTC))
    assert [review.who for review in Archive(tmp_path).reviews()] == ["5f1dd00dcafe0001"] * 2
    for form in ("csv", "geojson", "kml", "jsonl", "geoparquet", "snapshot"):
        assert b"5f1dd00dcafe0001" not in FORMATS[form].write(archive, Filters())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("archive") / "archive"
    Archive(store).add(factories.sample())
    with served(store) as address:
        yield address


def test_a_real_server_refuses_foreign_origins_and_other_ports(server: str) -> None:
    for origin in FOREIGN[:2]:
        with pytest.raises(InvalidStatus), Wire(server, origin=origin):
            pass
    with Wire(server, origin=server) as reader:
        reader.open()
        assert reader.seen


def test_a_real_server_tells_what_it_turned_away(server: str) -> None:
    with pytest.raises(InvalidStatus), Wire(server, origin=FOREIGN[0]):
        pass
    parts = urlsplit(server)
    with closing(HTTPConnection(parts.netloc)) as told:
        told.request("GET", "/metrics")
        assert "conflict_map_refused_total" in told.getresponse().read().decode()


ALONE = """
import pathlib, re, socket, subprocess, sys, tempfile, threading
sys.path.insert(0, ".")
from bench.browser import served
from tests.wire import Wire
from store import Archive, Asked, Filters
from tests import factories

heard = []
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
# Every name server that this machine would ask, and the addresses that Streamlit's services have, are this process.
for name in {*re.findall(r"^nameserver (\\d+[.]\\S+)", pathlib.Path("/etc/resolv.conf").read_text(), re.MULTILINE), "203.0.113.1"}:
    subprocess.run(["ip", "addr", "add", name + "/32", "dev", "lo"], check=not name.startswith("127."))
asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asked.bind(("0.0.0.0", 53))
taken = [socket.create_server(("0.0.0.0", port)) for port in (80, 443)]
threading.Thread(target=lambda: [heard.append(asked.recv(512)) for _ in iter(int, 1)], daemon=True).start()
for one in taken:
    threading.Thread(target=lambda one=one: [heard.append(one.accept()) for _ in iter(int, 1)], daemon=True).start()
store = tempfile.mkdtemp() + "/archive"
Archive(store).add(factories.sample())
with served(pathlib.Path(store)) as address:
    for origin in ("https://evil.example", "http://203.0.113.9", "http://localhost:1"):
        for _ in range(3):
            try:
                with Wire(address, origin=origin):
                    print("let in", origin)
            except Exception as error:
                assert "403" in str(error), error
    with Wire(address, origin=address) as reader:
        reader.open()
        assert reader.seen
print("heard", len(heard))
import urllib.request
try:
    urllib.request.urlopen("http://checkip.example/", timeout=1)
except OSError:
    pass
print("hears", len(heard) > 0)
"""
NAMESPACES = shutil.which("unshare") and shutil.which("ip") and subprocess.run(["unshare", "--map-root-user", "--net", "true"], check=False, capture_output=True).returncode == 0  # fmt: skip


@pytest.mark.skipif(not NAMESPACES, reason="no namespaces here")
def test_a_server_in_a_network_where_every_question_is_heard_asks_none() -> None:
    done = subprocess.run(
        ["unshare", "--map-root-user", "--net", sys.executable, "-c", ALONE],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["heard 0", "hears True"], done.stderr[-2000:]
