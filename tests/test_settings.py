"""The page's settings: each is read, a wrong one is one line and no server, all are written down."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bench.browser import free_port
from ui import settings
from ui.settings import KNOWN, BadSetting, Settings

HOUSE = Path(__file__).parent.parent


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
        path
        for room in ("text", "geo", "events", "store", "view", "ui", "commands")
        for path in (HOUSE / room).rglob("*.py")
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
