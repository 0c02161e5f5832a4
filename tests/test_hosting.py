"""What a hosted server refuses: forged messages, addresses, names, and readers who cheat. Real servers."""

from __future__ import annotations

import http.client
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from bench.browser import served
from store import Archive
from tests import factories
from tests.wire import Wire
from ui import guard, messages
from ui.settings import Settings
from view import words

TEXT = "Shells hit the city of Idlib in Syria on 3 March 2020."
ANY = "0.0.0.0"  # noqa: S104 - what a host binds to
HOSTED = {"STREAMLIT_SERVER_ADDRESS": ANY}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., tuple[str, Path]]]:
    """Start a server over the sample; return its address and its archive's folder."""

    def started(**environment: str) -> tuple[str, Path]:
        store = tmp_path_factory.mktemp("archive") / "archive"
        Archive(store).add(factories.sample())
        return running.enter_context(served(store, **environment)), store

    with ExitStack() as running:
        yield started


@pytest.fixture(scope="module")
def laptop(start: Callable[..., tuple[str, Path]]) -> tuple[str, Path]:
    return start()


@pytest.fixture(scope="module")
def hosted(start: Callable[..., tuple[str, Path]]) -> tuple[str, Path]:
    return start(**HOSTED)


def some_event(store: Path) -> str:
    from store import Filters

    return str(Archive(store).table(Filters(kinds=("site",)))["id"].iloc[0])


def add(reader: Wire) -> None:
    """Paste an article and keep it."""
    reader.open("add")
    form: dict[str, Mapping[str, object]] = {reader.widget(words.ADD_TEXT): {"string_value": TEXT}}
    reader.set({**form, reader.widget(words.ADD_READ): {"trigger_value": True}})
    reader.set({**form, reader.widget(words.ADD_KEEP): {"trigger_value": True}})


def correct(reader: Wire, event: str) -> None:
    """Correct the kind of an event."""
    query = f"ev={event}"
    reader.open(query=query)
    on: dict[str, Mapping[str, object]] = {reader.widget(words.CORRECT): {"bool_value": True}}
    reader.set(on, query=query)
    form: dict[str, Mapping[str, object]] = {
        **on,
        reader.widget(words.CORRECT_BY): {"string_value": "A. Reader"},
        reader.widget(words.CORRECT_WHY): {"string_value": "The article says grenade"},
        reader.widget(words.CORRECT_NEW): {"string_value": "Grenade"},
    }
    reader.set({**form, reader.widget(words.CORRECT_SEND): {"trigger_value": True}}, query=query)


@pytest.fixture(scope="module")
def recorded(laptop: tuple[str, Path]) -> tuple[list[bytes], list[bytes]]:
    """What was sent to add and to correct on one's own machine, where it did add and correct."""
    address, store = laptop
    with Wire(address) as adding, Wire(address) as correcting:
        add(adding)
        correct(correcting, some_event(store))
        kept = Archive(store)
        assert TEXT in {kept.reading(each).article.text for each in kept.articles()["id"]}  # type: ignore[union-attr]
        assert [review.by for review in kept.reviews()] == ["A. Reader"]
        return adding.said, correcting.said


FORGED: Mapping[str, Mapping[str, str]] = {
    "nothing more": {},
    "a cookie that this server did not sign": {
        "Cookie": '_streamlit_user={"is_logged_in":true,"email":"ada@example.org"}'
    },
    "headers of a proxy that is not there": {"X-Streamlit-User": "ada", "X-Forwarded-User": "ada", "X-Role": "editor"},
}


@contextmanager
def another_user() -> Iterator[None]:
    """Open sockets as the user that a proxy runs as."""
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="needs root, to be another user for a moment")
def test_behind_a_proxy_that_tells_nothing_nobody_is_an_editor(
    laptop: tuple[str, Path], recorded: tuple[list[bytes], list[bytes]]
) -> None:
    address, store = laptop
    before = Archive(store).version
    for messages_sent in recorded:
        with ExitStack() as stack:
            with another_user():
                reader = stack.enter_context(Wire(address, origin=address))
            send_again(reader, messages_sent)
            assert reader.seen
    assert Archive(store).version == before


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_messages_that_add_and_correct_at_home_do_nothing_on_a_host(
    headers: Mapping[str, str], hosted: tuple[str, Path], recorded: tuple[list[bytes], list[bytes]]
) -> None:
    address, store = hosted
    before = Archive(store).version
    for messages_sent in recorded:
        replay(address, messages_sent, headers)
    assert Archive(store).version == before


def replay(address: str, recording: list[bytes], headers: Mapping[str, str], *, name: str = "") -> Wire:
    with Wire(address, headers=headers, name=name) as reader:
        send_again(reader, recording)
        return reader


def send_again(reader: Wire, recording: list[bytes]) -> None:
    """Send what was recorded; who may only read is shown no form."""
    for data in recording:
        message = BackMsg.FromString(data)
        message.rerun_script.query_string += "&role=editor&user=ada&admin=1"
        reader.ask(message)
    assert words.ADD_TEXT not in reader.labels()
    assert words.CORRECT not in reader.labels()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_who_comes_through_a_proxy_on_the_same_machine_is_a_reader(
    header: str, laptop: tuple[str, Path], recorded: tuple[list[bytes], list[bytes]]
) -> None:
    address, store = laptop
    before = Archive(store).version
    replay(address, recorded[0], {header: "203.0.113.9"})
    replay(address, recorded[1], {header: "203.0.113.9"}, name="map.example.org")
    assert Archive(store).version == before


@pytest.mark.parametrize("environment", [{"CONFLICT_MAP_READ_ONLY": "1"}, {"CONFLICT_MAP_PROXIED": "1"}], ids=str)
def test_a_setting_makes_everybody_a_reader(
    environment: Mapping[str, str], start: Callable[..., tuple[str, Path]], recorded: tuple[list[bytes], list[bytes]]
) -> None:
    address, store = start(**environment)
    before = Archive(store).version
    replay(address, recorded[0], {})
    replay(address, recorded[1], {})
    assert Archive(store).version == before


def test_the_address_of_a_page_that_is_not_for_readers_leads_to_the_map(hosted: tuple[str, Path]) -> None:
    with Wire(hosted[0]) as reader:
        reader.open("add")
        assert "add" not in reader.pages
        assert reader.page == reader.pages[""]
        assert words.ADD_TEXT not in reader.labels()


@pytest.mark.parametrize(
    "message",
    [
        BackMsg(clear_cache=True),
        BackMsg(load_git_info=True),
        BackMsg(set_run_on_save=True),
        BackMsg(debug_shutdown_runtime=True),
    ],
    ids=lambda message: str(message.WhichOneof("type")),
)
def test_a_message_that_the_page_never_sends_is_not_heard(message: BackMsg, hosted: tuple[str, Path]) -> None:
    assert not messages.is_wanted(message.SerializeToString())
    with Wire(hosted[0]) as reader:
        reader.open("about")
        reader.send(message)
        reader.send(BackMsg(app_heartbeat=True))
        kinds = set()
        for answer in reader.answers():
            kinds.add(answer.WhichOneof("type"))
            if answer.HasField("heartbeat_ack"):
                break
        assert "git_info_changed" not in kinds


# Addresses


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def fetched(address: str, path: str, *, method: str = "GET", **headers: str) -> Answer:
    """Ask for a path just as it is written: nothing is made canonical on the way."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in {"Content-Length": "0", **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return found


PATHS = [
    "/app/static/../dashboard.py",
    "/app/static/%2e%2e/dashboard.py",
    "/app/static/..%2fdashboard.py",
    "/app/static/..%5cdashboard.py",
    "/app/static/map/../../dashboard.py",
    "/app/static//etc/passwd",
    "/app/static/%00/../dashboard.py",
    "/app/../dashboard.py",
    "/static/../dashboard.py",
    "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%252f..%252fdashboard.py",
    "/media/../dashboard.py",
    "/media/%2e%2e/dashboard.py",
    "/media/0123456789abcdef.csv",
    "/component/streamlit_folium.st_folium/../../../dashboard.py",
    "/component/streamlit_folium.st_folium/..%2f..%2fdashboard.py",
    "/component/..%2f..%2fetc/passwd",
    "/_stcore/component/../dashboard.py",
    "/_stcore/bidi-components/..%2fdashboard.py",
    "/.streamlit/secrets.toml",
    "/.streamlit/config.toml",
    "/.git/config",
    "/data/archive/seed.lock",
    "/dashboard.py",
    "//etc/passwd",
    "/../../etc/passwd",
]
INSIDE = re.compile(rb"root:|import early|repositoryformatversion|gatherUsageStats =")


@pytest.mark.parametrize("path", PATHS)
def test_no_address_leads_to_a_file_of_the_server(path: str, hosted: tuple[str, Path]) -> None:
    answer = fetched(hosted[0], path)
    assert not INSIDE.search(answer.body)
    assert (
        answer.status >= 400 or b'<div id="root">' in answer.body
    )  # Streamlit's own frame, for what may be a page's name


def test_what_is_there_for_everybody_is_found(hosted: tuple[str, Path]) -> None:
    assert fetched(hosted[0], "/app/static/map/world.json").status == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/metrics"),
        ("GET", "/_stcore/agent/openapi.json"),
        ("POST", "/_stcore/agent/interact"),
        ("POST", "/_stcore/agent/mcp"),
        ("PUT", "/_stcore/upload_file/{session}/a-file"),
        ("DELETE", "/_stcore/upload_file/{session}/a-file"),
    ],
)
def test_what_is_there_for_nobody_is_not_found(method: str, path: str, hosted: tuple[str, Path]) -> None:
    with Wire(hosted[0]) as reader:
        reader.open("add")
        assert fetched(hosted[0], path.format(session=reader.session), method=method).status == 404


def test_an_upload_is_taken_where_the_page_has_offered_one(laptop: tuple[str, Path]) -> None:
    """403: Streamlit's own check of where the request comes from; ours is passed."""
    with Wire(laptop[0]) as reader:
        reader.open("add")
        path = f"/_stcore/upload_file/{reader.session}/a-file"
        assert fetched(laptop[0], path, method="PUT").status == 404
        reader.set({reader.widget(words.ADD_WAY): {"string_value": words.ADD_WAYS[1]}})
        assert words.ADD_FILES in reader.labels()
        assert fetched(laptop[0], path, method="PUT").status == 403


# Headers


@pytest.mark.parametrize("path", ["/", "/quality", "/_stcore/health", "/app/static/map/map.css", "/nowhere.js"])
def test_every_answer_carries_the_headers(path: str, hosted: tuple[str, Path]) -> None:
    answer = fetched(hosted[0], path)
    for name, value in guard.headers(Settings()).items():
        assert answer.headers[name.lower()] == value


def test_a_strangers_name_for_this_machine_is_turned_away(laptop: tuple[str, Path]) -> None:
    """A site whose name is made to point at 127.0.0.1 (DNS rebinding) would otherwise read a private archive."""
    answer = fetched(laptop[0], "/", Host="evil.example.org")
    assert answer.status == 403
    assert b"CONFLICT_MAP_PROXIED" in answer.body
    with pytest.raises(InvalidStatus), Wire(laptop[0], name="evil.example.org"):
        pass


def test_a_page_of_another_site_cannot_speak_for_its_reader(laptop: tuple[str, Path], hosted: tuple[str, Path]) -> None:
    for address, _ in (laptop, hosted):
        with pytest.raises(InvalidStatus), Wire(address, origin="https://evil.example.org"):
            pass
