"""What the documents say is so: their commands exist, their walks work, their links lead somewhere, the picture is current."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from bench.architecture import PICTURE, drawing, rooms
from cli import app
from geo.build import DATA, ensure
from store import Archive
from tests import factories

HOUSE = Path(__file__).parent.parent
PAGES = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").glob("*.md"), *(HOUSE / "seeds").rglob("README.md")])
BLOCK = re.compile(r"^```(\S*)(?: (\S+))?\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
WALKS = HOUSE / "CONTRIBUTING.md"
SPARE = {name: value for name, value in os.environ.items() if not name.startswith(("CONFLICT_MAP_", "PYTEST_"))}
ROOMS = ("text", "geo", "events", "store", "view", "ui", "commands", "seeds", "static", "tests", "bench")


def blocks(page: Path, language: str) -> list[tuple[str, str]]:
    """Return (file named beside the language, text) of each block of one language, in order."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [(name, text) for kind, name, text in found if kind == language]


def commands(page: Path) -> list[str]:
    lines = "".join(text for _, text in blocks(page, "sh")).replace("\\\n", " ").splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_every_link_and_picture_is_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_every_command_is_one_that_the_house_has(page: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:^|`)make (\w+)", text, flags=re.MULTILINE)) <= targets
    for module in re.findall(r"python -m ((?:bench)(?:\.\w+)*)", text):
        assert find_spec(module), f"{page.name} names {module}"
    for words in re.findall(r"python cli\.py ([a-z][^`\n]*)", text):
        assert is_a_command(words.split()), f"{page.name} names {words}"


def is_a_command(words: list[str]) -> bool:
    """Whether a line's first words lead to a command, through the groups that are on the way."""
    command = get_command(app)
    for name in words:
        inner = getattr(command, "commands", None)
        if inner is None:
            return True
        if name not in inner:
            return False
        command = inner[name]
    return not hasattr(command, "commands")


def test_the_exports_of_the_manual_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_MAP_STORE", str(tmp_path / "archive"))
    monkeypatch.chdir(tmp_path)
    archive = Archive(tmp_path / "archive")
    for reading in factories.sample()[:3]:
        archive.add([reading])
    asked = [shlex.split(command) for command in commands(HOUSE / "docs" / "DATA.md")]
    assert len(asked) == 3
    for words in asked:
        done = CliRunner().invoke(app, words[2:])
        assert done.exit_code == 0, done.stderr
        assert Path(words[words.index("-o") + 1]).stat().st_size > 0


def test_the_picture_of_the_rooms_is_what_the_code_does() -> None:
    again = "draw it anew: python -m bench.architecture"
    assert PICTURE.read_text(encoding="utf-8") == drawing(rooms()), again


def test_the_examples_of_the_walks_run() -> None:
    assert doctest.testfile(str(WALKS), module_relative=False).failed == 0


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with each row of the walks added to the file that it names."""
    folder = tmp_path_factory.mktemp("walk")
    for room in ROOMS:
        shutil.copytree(HOUSE / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "e2e"))
    for file in ("cli.py", "pyproject.toml"):
        shutil.copy(HOUSE / file, folder)
    (folder / "data").mkdir()
    shutil.copy(ensure(DATA), folder / "data")
    for name, text in blocks(WALKS, "csv"):
        with (folder / name).open("a", encoding="utf-8") as rows:
            rows.write(text)
    for name, text in blocks(WALKS, "row"):
        place = folder / name
        place.write_text(
            place.read_text(encoding="utf-8").replace("ROWS = [\n", f"ROWS = [\n{text}", 1), encoding="utf-8"
        )
    return folder


@pytest.mark.parametrize("command", commands(WALKS))
def test_the_walks_of_contributing_work(command: str, copy: Path) -> None:
    words = shlex.split(command.removeprefix("python "))
    ran = subprocess.run([sys.executable, *words], cwd=copy, env=SPARE, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    if "find" in words:
        assert "Akosombo Dam (dam; Eastern, GH)" in ran.stdout
