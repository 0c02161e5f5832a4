"""An archive whose disk or copy failed: one line that names the file and what to do, and doing it helps."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from deltalake import DeltaTable

from store import Archive, ArchiveError, Filters
from tests.factories import article, lone

HOUSE = Path(__file__).parent.parent
EVENTS = 4  # one a commit


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An archive of four commits with a checkpoint, in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("an archive") / "whole"
    archive = Archive(folder)
    for number in range(EVENTS):
        archive.add([lone(article(f"Shells hit Tallbrook, dispatch {number}."))])
    DeltaTable(str(folder)).create_checkpoint()
    return folder


@pytest.fixture
def copy(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "copy")
    return tmp_path / "copy"


def commits(folder):
    return sorted((folder / "_delta_log").glob("[0-9]*.json"))


def without_checkpoint(folder):
    for file in [*(folder / "_delta_log").glob("*.parquet"), folder / "_delta_log/_last_checkpoint"]:
        file.unlink(missing_ok=True)


def half(file):
    file.write_bytes(file.read_bytes()[:200])


NEWEST = {
    "cut off": half,
    "empty": lambda file: file.write_bytes(b""),
    "rubbish": lambda file: file.write_bytes(os.urandom(99)),
}


@pytest.mark.parametrize("damage", NEWEST)
def test_the_newest_commit_not_whole_can_be_moved_away(copy, damage):
    without_checkpoint(copy)
    newest = commits(copy)[-1]
    NEWEST[damage](newest)
    with pytest.raises(
        ArchiveError, match=f"{newest.name}, the newest commit, is not whole: put it back .* or move it"
    ):
        Archive(copy)
    newest.unlink()
    archive = Archive(copy)
    assert (archive.version, archive.tally(Filters()).total) == (EVENTS - 1, EVENTS - 1)
    assert archive.add([lone(article(f"Shells hit Tallbrook, dispatch {EVENTS - 1}."))]).new == 1


@pytest.mark.parametrize(("damage", "words"), [(half, "is not whole"), (Path.unlink, "is missing")])
def test_an_older_commit_has_to_be_put_back(whole, copy, damage, words):
    without_checkpoint(copy)
    damaged = commits(copy)[2]
    damage(damaged)
    with pytest.raises(ArchiveError, match=f"{damaged.name} {words}: put it back from a copy"):
        Archive(copy)
    shutil.copy(commits(whole)[2], damaged)
    assert Archive(copy).tally(Filters()).total == EVENTS


@pytest.mark.parametrize("damage", [half, Path.unlink, lambda file: file.write_bytes(b"rubbish")])
def test_a_checkpoint_can_be_removed(copy, damage):
    damage(next((copy / "_delta_log").glob("*.parquet")))
    with pytest.raises(ArchiveError, match=r"checkpoint.*: remove it"):
        Archive(copy)
    without_checkpoint(copy)
    assert Archive(copy).tally(Filters()).total == EVENTS


@pytest.mark.parametrize(("damage", "words"), [(half, "is not whole"), (Path.unlink, "is missing")])
@pytest.mark.parametrize("row", ["article", "event"])
def test_a_file_of_lines_is_named(copy, damage, words, row):
    newest = max((copy / f"row={row}").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    damage(newest)
    with pytest.raises(ArchiveError, match=f"cannot be read: .*{newest.name} {words}: put it back .*--as-of"):
        Archive(copy)


def test_a_file_that_goes_while_the_archive_is_open_is_named(copy):
    archive = Archive(copy)
    ids = list(archive.table(Filters()).id)
    shutil.rmtree(copy / "row=article")
    with pytest.raises(ArchiveError, match=r"an article cannot be read: .* is missing"):
        archive.event(ids[0])


def test_articles_without_a_log_are_no_empty_archive(copy):
    shutil.rmtree(copy / "_delta_log")
    with pytest.raises(ArchiveError, match="_delta_log is missing although there are articles"):
        Archive(copy)


@pytest.mark.parametrize(
    "command", [["history"], ["history", "x"], ["table"], ["problems"], ["review", "list"], ["add", "x.md"]]
)
def test_every_command_says_it_in_one_line_with_status_1(copy, command):
    next((copy / "row=event").iterdir()).unlink()
    done = subprocess.run(
        [sys.executable, "cli.py", *command, f"--store={copy}"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert "is missing: put it back" in done.stderr
