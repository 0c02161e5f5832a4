"""The commands that keep an archive sound, as docs/HOSTING.md writes them, run one after the other."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from store import Archive, Filters
from tests.factories import article, lone, reading

HOUSE = Path(__file__).parent.parent
SECTION = (
    (HOUSE / "docs/HOSTING.md")
    .read_text(encoding="utf-8")
    .partition("## Looking after an archive")[2]
    .partition("\n## ")[0]
)
PARTS = {part.partition("\n")[0].strip() or "Check": part for part in SECTION.split("\n### ")}
ID = "military-times-2017-10-04-tanf"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    archive = Archive(tmp_path / "data/archive")
    archive.add(
        [
            reading(article("A strike hit Tallbrook, said Ana Li.", id=ID, title="Strike")),
            lone(article("Fire in Stonegate, unseen.")),
        ]
    )
    return tmp_path


def run(place: Path, part: str) -> list[subprocess.CompletedProcess[str]]:
    """Run a part's commands with this test's folders in the place of a host's."""
    lines = [
        line for block in re.findall(r"```sh\n(.*?)```", PARTS[part], flags=re.DOTALL) for line in block.splitlines()
    ]
    done = []
    for line in lines:
        here = line.replace("/backup/", f"{place}/backup/").replace("data/archive", f"{place}/data/archive")
        words = [sys.executable if word == "python" else word for word in shlex.split(here)]
        done.append(subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, check=False))
    assert [one.stderr for one in done if one.returncode] == []
    return done


def test_check(place: Path) -> None:
    (done,) = run(place, "Check")
    assert done.stderr == "version 1: 2 files and 2 articles looked through, nothing wrong\n"


def test_backup_restore_and_upgrade(place: Path) -> None:
    run(place, "Backup")
    *_, checked = run(place, "Restore")
    assert "nothing wrong" in checked.stderr
    assert Archive(place / "data/archive").tally(Filters()).total == 2
    run(place, "Upgrade")


def test_removal(place: Path) -> None:
    listed, done = run(place, "Removal")
    assert listed.stdout == f"{ID} (unknown source): Strike; in 1 events, 1 of which nobody else tells of\n"
    assert "1 articles taken out on" in done.stderr
    assert "Not reached: copies and backups" in done.stderr
    archive = Archive(place / "data/archive")
    assert (archive.tally(Filters()).total, archive.reading(ID)) == (1, None)
    told = subprocess.run(
        [sys.executable, "cli.py", "history", ID, "--store", archive.address],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "was taken out of every version, by the desk; a named person asked" in told.stdout


def test_damage_ends_with_status_1_and_a_line_each(place: Path) -> None:
    file = next((place / "data/archive/row=event").iterdir())
    file.unlink()
    done = subprocess.run(
        [sys.executable, "cli.py", "check", "--store", str(place / "data/archive")],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert file.name in done.stdout
