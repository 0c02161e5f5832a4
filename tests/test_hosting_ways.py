"""The ways to host the page: the container's file, the Cloud's entry, nginx's configuration, and what the manual says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.browser import answering, free_port
from store import Archive
from tests import factories
from tests.test_hosting import fetched
from tests.wire import Wire
from view import words

HOUSE = Path(__file__).parent.parent
MANUAL = (HOUSE / "docs" / "HOSTING.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("  #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", MANUAL, flags=re.DOTALL)
    for line in block.splitlines()
]
DOCKERFILE = [
    line.replace("\\\n", " ").split(maxsplit=1)
    for line in re.findall(r"^[A-Z]+ (?:.*\\\n)*.*$", (HOUSE / "Dockerfile").read_text(), flags=re.MULTILINE)
]


def instructions(name: str) -> list[str]:
    return [rest for each, rest in DOCKERFILE if each == name]


def test_the_container_takes_only_the_steps_that_the_check_takes() -> None:
    """hosting/check.sh runs the same scripts; what else the Dockerfile runs makes a user and a folder."""
    check = (HOUSE / "hosting" / "check.sh").read_text(encoding="utf-8")
    for run in instructions("RUN"):
        for step in run.split(" && "):
            words_of = shlex.split(step)
            assert words_of[0] in {"sh", "useradd", "install"}
            if words_of[0] == "sh":
                assert f'{words_of[1]}" {words_of[2]}' in check
    assert instructions("ENTRYPOINT") == ['["sh", "hosting/start.sh"]']
    assert "sh hosting/start.sh" in check


def test_the_container_is_nobody_and_has_its_data_on_the_volume() -> None:
    assert instructions("USER") == ["10001"]
    assert instructions("VOLUME") == ["/data"]
    (health,) = instructions("HEALTHCHECK")
    assert "hosting/health.sh" in health
    assert "/_stcore/health" in (HOUSE / "hosting" / "health.sh").read_text(encoding="utf-8")
    given = dict(part.split("=", 1) for each in instructions("ENV") for part in shlex.split(each))
    assert all(given[f"CONFLICT_MAP_{name}"].startswith("/data") for name in ("STORE", "DATA", "CACHE"))
    left_out = (HOUSE / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".streamlit/secrets.toml", ".git", "data/*"} <= set(left_out)


def test_what_the_container_copies_is_there() -> None:
    for copy in instructions("COPY"):
        *sources, _ = shlex.split(copy)
        assert all((HOUSE / source).exists() for source in sources)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_manual_is_one_that_is_tried(command: str) -> None:
    """Each is run by hosting/check.sh, tests/e2e/test_nginx.py or this file; docker's needs an engine."""
    parts = [part for part in shlex.split(command) if not re.match(r"[A-Z_]+=", part)]
    if parts[0] == "docker":
        assert "Dockerfile" in {path.name for path in HOUSE.iterdir()}
        return
    if parts[0] in {"python", "mv"}:  # an archive's, which tests/test_upkeep.py runs one after the other
        upkeep = (HOUSE / "docs/HOSTING.md").read_text(encoding="utf-8").partition("## Looking after an archive")[2]
        assert command in upkeep.partition("\n## ")[0]
        return
    assert parts[0] == "sh"
    tried = "".join(
        (HOUSE / name).read_text(encoding="utf-8")
        for name in ("hosting/check.sh", "tests/e2e/test_nginx.py", "tests/e2e/test_hosts.py", __file__)
    )
    assert (HOUSE / parts[1]).is_file()
    assert parts[1] in tried


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["map.example.org", "cert.pem"], {}, "usage"),
        (["map.example.org", "cert.pem", "key.pem"], {"BASE": "/map/"}, "BASE='/map/' cannot be"),
        (["map.example.org", "cert.pem", "key.pem"], {"BASE": "map; evil"}, "BASE='map; evil' cannot be"),
    ],
)
def test_a_wrong_site_is_one_clear_line(arguments: list[str], environment: dict[str, str], said: str) -> None:
    ran = subprocess.run(
        ["sh", "hosting/nginx.sh", *arguments],
        cwd=HOUSE,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert said in ran.stderr
    assert ran.stdout == ""


def test_a_site_has_nothing_left_to_fill_in() -> None:
    made = subprocess.run(
        ["sh", "hosting/nginx.sh", "map.example.org", "/c.pem", "/k.pem"],
        cwd=HOUSE,
        env={**os.environ, "PORTS": "8501 8502"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "@" not in made
    assert [line.split()[1] for line in made.splitlines() if line.startswith("    server ")] == [
        "127.0.0.1:8501",
        "127.0.0.1:8502",
    ]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = tmp_path / "conflict-map@8501.service"
    shutil.copy(HOUSE / "hosting" / "conflict-map@.service", unit)
    ran = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[str]:
    """The page as Streamlit Community Cloud starts it."""
    store = tmp_path / "archive"
    Archive(store).add(factories.sample())
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "hosting/cloud/streamlit_app.py", "--server.port", str(port)],
        cwd=HOUSE,
        env={**os.environ, "CONFLICT_MAP_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    answering(address)
    yield address
    running.terminate()
    running.wait(10)


def test_on_the_cloud_the_page_answers_any_name_and_everybody_is_a_reader(cloud: str) -> None:
    with Wire(cloud, name="conflict-map.streamlit.app") as reader:
        reader.open()
        assert words.FILTERS_BUTTON in reader.labels()
        reader.open("add")
        assert words.ADD_TEXT not in reader.labels()
    assert fetched(cloud, "/app/static/map/world.json", Host="conflict-map.streamlit.app").status == 200
    assert fetched(cloud, "/app/static/../dashboard.py").status >= 400


def test_a_setting_may_stand_in_the_clouds_secrets(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('CONFLICT_MAP_EMBED = "everywhere"\n', encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "hosting/cloud/streamlit_app.py", "--server.port", str(free_port())],
        cwd=HOUSE,
        env={**os.environ, "STREAMLIT_SECRETS_FILES": str(secrets)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("CONFLICT_MAP_EMBED='everywhere' cannot be")
