"""Every command of the README runs. ``make run``, ``make demo`` and ``make test`` are checked for what they are made of."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geo.build import ensure

HOUSE = Path(__file__).parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [line.split("  #")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
ROW = "\t".join(
    ["990001", "Tell Exampleya", "Tell Exampleya", "", "34.5", "40.9", "P", "PPL", "SY", *[""] * 5, "0", *[""] * 4]
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with what the README's commands name."""
    (tmp_path / "articles.jsonl").write_text('{"text": "Hama was shelled on 4 October 2017."}\n', encoding="utf-8")
    (tmp_path / "SY.txt").write_text(ROW + "\n", encoding="utf-8")
    shutil.make_archive(str(tmp_path / "SY"), "zip", tmp_path, "SY.txt")
    (tmp_path / "data").mkdir()
    shutil.copy(ensure(), tmp_path / "data" / "gazetteer.sqlite")  # compiled already: here it is not what is tested
    shutil.copytree(HOUSE / "seeds" / "articles", tmp_path / "seeds" / "articles")
    return tmp_path


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("python cli.py")])
def test_each_command_runs(command: str, place: Path) -> None:
    words = command.removeprefix("python cli.py").split()
    ran = subprocess.run(
        [sys.executable, str(HOUSE / "cli.py"), *words],
        cwd=place,
        env={
            "PYTHONPATH": str(HOUSE),
            "PATH": "/usr/bin:/bin",
            "HOME": str(place),
            "CONFLICT_MAP_DATA": str(place / "data"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout or ran.stderr


def test_the_three_commands_are_make_targets() -> None:
    targets = re.findall(r"^(\w+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    asked = [command.split()[1] for command in COMMANDS if command.startswith("make ")]
    assert asked == ["run", "demo", "test"]
    assert set(asked) <= set(targets)


def test_continuous_integration_calls_the_readmes_test_command() -> None:
    assert "make test" in (HOUSE / ".ci" / "run").read_text(encoding="utf-8")


def test_every_link_and_picture_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (HOUSE / target).exists(), f"the README links to {target}"


def test_the_readme_is_one_screen() -> None:
    assert len(README.splitlines()) <= 60
