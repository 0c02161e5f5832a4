"""Who may do what, and what a server does with settings that are wrong: real servers, and readers who cheat."""

from __future__ import annotations

import ast
import http.client
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from bench.browser import free_port, served
from store import Archive
from tests import factories
from tests.wire import Wire
from ui import access, guard, messages, settings
from ui.access import Visitor
from ui.settings import KNOWN, BadSetting, Settings
from view import words

HOUSE = Path(__file__).parent.parent
TEXT = "Shells hit the city of Idlib in Syria on 3 March 2020."
ANY = "0.0.0.0"  # noqa: S104 - what a host binds to
HOSTED = {"STREAMLIT_SERVER_ADDRESS": ANY}


# Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONFLICT_MAP_STORE", "ftp://somewhere/archive"),
        ("CONFLICT_MAP_STORE", __file__),
        ("CONFLICT_MAP_SEEDS", "/no/such/folder"),
        ("CONFLICT_MAP_DATA", __file__),
        ("CONFLICT_MAP_CACHE", __file__),
        ("CONFLICT_MAP_READ_ONLY", "maybe"),
        ("CONFLICT_MAP_PROXIED", "nginx"),
        ("CONFLICT_MAP_EDITORS", "ada"),
        ("CONFLICT_MAP_READERS", "nobody"),
        ("CONFLICT_MAP_EMBED", "news.example.org"),
        ("CONFLICT_MAP_EMBED", "https://news.example.org/path"),
        ("CONFLICT_MAP_EMBED", "https://a.example.org; script-src *"),
        ("CONFLICT_MAP_TILES", "https://tiles.example.org"),
        ("CONFLICT_MAP_TILES", "javascript:alert(1)//{z}{x}{y}"),
        ("CONFLICT_MAP_TILES_CREDIT", "one line\nand another"),
        ("CONFLICT_MAP_FETCH_PRIVATE", "maybe"),
        ("CONFLICT_MAP_LONGEST", "-5"),
        ("CONFLICT_MAP_LONGEST", "a lot"),
        ("CONFLICT_MAP_READONLY", "1"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as raised:
        settings.of({name: value, "PATH": "/bin"})
    said = str(raised.value)
    assert said.startswith(f"{name}={value!r}")
    assert "\n" not in said
    assert "allowed" in said or "CONFLICT_MAP_READ_ONLY is one" in said


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("CONFLICT_MAP_STORE", "s3://bucket/archive", "store", "s3://bucket/archive"),
        ("CONFLICT_MAP_READ_ONLY", "0", "read_only", False),
        ("CONFLICT_MAP_READ_ONLY", "Yes", "read_only", True),
        ("CONFLICT_MAP_READERS", "signed-in", "readers", "signed-in"),
        ("CONFLICT_MAP_READERS", "Ada@Example.org sub:7", "readers", frozenset({"ada@example.org", "sub:7"})),
        (
            "CONFLICT_MAP_EMBED",
            "https://a.org, https://*.b.org:8443",
            "embed",
            ("https://a.org", "https://*.b.org:8443"),
        ),
        ("CONFLICT_MAP_LONGEST", "2000", "longest", 2000),
        ("CONFLICT_MAP_LONGEST", "", "longest", 500_000),
    ],
)
def test_a_right_setting_is_read(name: str, value: str, field: str, read: object) -> None:
    assert settings.of({name: value}) == replace(Settings(), **{field: read})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "environment",
    [{"CONFLICT_MAP_READONLY": "1"}, {"CONFLICT_MAP_EMBED": "everywhere"}, {"CONFLICT_MAP_EDITORS": "ada@example.org"}],
    ids=str,
)
def test_with_a_wrong_setting_the_server_does_not_come_up(environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(free_port())]
    ran = subprocess.run(
        command, cwd=HOUSE, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 1
    (line,) = ran.stderr.strip().splitlines()
    assert "cannot be" in line
    assert "Traceback" not in ran.stdout


def test_every_variable_of_the_code_is_known_and_written_down() -> None:
    rooms = [
        path for room in ("geo", "events", "store", "view", "ui", "commands") for path in (HOUSE / room).rglob("*.py")
    ]
    used = {
        name
        for path in [*rooms, HOUSE / "cli.py"]
        for name in re.findall(r"CONFLICT_MAP_[A-Z_]*[A-Z]", path.read_text())
    }
    table = re.findall(r"^\| `(CONFLICT_MAP_[A-Z_]+)` \|", (HOUSE / "docs/HOSTING.md").read_text(), flags=re.MULTILINE)
    assert used - {"CONFLICT_MAP_READONLY"} == set(KNOWN)  # that one is the doctest's typing error
    assert table == list(KNOWN)
    assert {setting.field for setting in KNOWN.values()} == {field.name for field in fields(Settings)}


# Roles

PEOPLE = st.frozensets(st.sampled_from(["ada@example.org", "bob@example.org", "sub:7"]))
VISITORS = st.builds(Visitor, st.booleans(), PEOPLE)
RULES = st.builds(
    Settings,
    read_only=st.booleans(),
    editors=PEOPLE,
    readers=st.one_of(st.sampled_from(["everyone", "signed-in"]), PEOPLE),
)
WRITES = st.sampled_from(["add", "correct", "fetch"])


@given(VISITORS, RULES, WRITES)
def test_only_an_editor_or_ones_own_machine_without_roles_writes(
    visitor: Visitor, rules: Settings, action: access.Action
) -> None:
    if access.allowed(visitor, action, rules):
        assert not rules.read_only
        assert visitor.names & rules.editors or (visitor.here and not rules.sign_in)
        assert access.allowed(visitor, "read", rules)


@given(VISITORS, RULES, WRITES)
def test_more_roles_never_take_a_right_away(visitor: Visitor, rules: Settings, action: access.Action) -> None:
    known = replace(visitor, names=visitor.names | {"ada@example.org"})
    assert access.allowed(known, action, rules) or not access.allowed(visitor, action, rules)


@pytest.mark.parametrize(
    ("address", "headers", "here"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:8501"}, True),
        ("localhost", {"host": "localhost"}, True),
        ("::1", {"Host": "[::1]:8501"}, True),
        ("127.0.0.1", {"Host": "map.example.org"}, False),
        ("127.0.0.1", {"Host": "localhost.example.org"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1", "x-forwarded-for": "127.0.0.1"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1", "Forwarded": "for=127.0.0.1"}, False),
        (ANY, {"Host": "localhost"}, False),
        (None, {"Host": "localhost"}, False),
        ("", {"Host": "localhost"}, False),
        ("::", {"Host": "localhost"}, False),
        ("192.168.1.5", {"Host": "localhost"}, False),
        ("unix:///run/map.sock", {"Host": "localhost"}, False),
    ],
)
def test_only_ones_own_machine_is_here(address: str | None, headers: Mapping[str, str], here: bool) -> None:  # noqa: FBT001
    assert access.is_here(address, headers, Settings()) is here
    assert not access.is_here(address, headers, Settings(proxied=True))


def test_all_that_people_write_passes_the_check() -> None:
    """In ui/ the archive is written to only as ``session.to_write(action)`` gives it; seeding an empty one excepted."""
    writes = {
        name
        for name, method in vars(Archive).items()
        if not name.startswith("_")
        and re.search(r"self\.(_writable|review)\(", inspect.getsource(getattr(method, "fget", method)))
    }
    assert writes >= {"add", "add_problems", "review", "undo"}
    passing = {"add_paths", "add_articles"}
    for path in (HOUSE / "ui").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        checked = {
            name.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and _checks(node.value)
            for name in node.targets
            if isinstance(name, ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr in writes and not _is_set(call.func.value):
                assert _checks(call.func.value) or _name(call.func.value) in checked, f"{path.name}:{call.lineno}"
            if isinstance(call.func, ast.Name) and call.func.id in passing:
                assert _checks(call.args[0]) or _name(call.args[0]) in checked, f"{path.name}:{call.lineno}"


def _checks(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"session.to_write", "to_write"}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_set(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"names", "seen"}


# Real servers


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
        for data in recording:
            message = BackMsg.FromString(data)
            message.rerun_script.query_string += "&role=editor&user=ada&admin=1"
            reader.ask(message)
        assert words.ADD_TEXT not in reader.labels()
        assert words.CORRECT not in reader.labels()
        return reader


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
