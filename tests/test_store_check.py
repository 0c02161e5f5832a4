"""``check`` names what is damaged, missing or belongs to nothing; copies are whole, and are put back whole."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from store import Archive, ArchiveError, Filters, index
from store.backup import backup, restore
from store.check import check
from store.removal import Wanted
from tests.factories import article, lone, sample

NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "archive"
    archive = Archive(folder)
    archive.add(sample())
    for number in range(3):
        archive.add([lone(article(f"Shells hit Tallbrook, dispatch {number}.", id=f"d{number}"))])
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "copy")
    return tmp_path / "copy"


def largest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda file: file.stat().st_size)


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)


DAMAGE: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a bit of an article": ("row=article/*", flip, "is not as it was written: put it back"),
    "a bit of an event": ("row=event/*", flip, "is not as it was written: put it back"),
    "a cut file": ("row=event/*", lambda file: file.write_bytes(file.read_bytes()[:-9]), "is not whole"),
    "a missing file": ("row=article/*", Path.unlink, "is missing: put it back"),
    "a missing commit": ("_delta_log/*2.json", Path.unlink, "is missing: put it back"),
    "a cut commit": (
        "_delta_log/*2.json",
        lambda file: file.write_text("\n".join(file.read_text().splitlines()[:-1])),
        "is not whole: put it back",
    ),
    "a cut note of digests": ("_digests/*", lambda file: file.write_bytes(file.read_bytes()[:-9]), "remove it"),
    "a file of nobody": (
        "row=event/*",
        lambda file: shutil.copy(file, file.with_name("part-of-nobody.parquet")),
        "belongs to no version",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_wrong_is_named(copy: Path, damage: str) -> None:
    pattern, harm, words = DAMAGE[damage]
    file = largest(copy, pattern)
    harm(file)
    (fault,) = check(str(copy)).faults
    assert words in fault
    assert (file.name if damage != "a file of nobody" else "part-of-nobody") in fault


def test_nothing_wrong_is_said_of_a_sound_one(copy: Path) -> None:
    checked = check(str(copy))
    assert (checked.faults, checked.articles, checked.undigested) == ((), 7, 0)


def test_an_index_that_says_otherwise_is_named(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SMALL", 0)
    Archive(copy).add([lone(article("One more."))])
    base = largest(copy, "_index/*.duckdb")
    import duckdb

    with duckdb.connect(str(base), config=index.SETTINGS) as made:
        made.execute("delete from event where n = (select min(n) from event)")
    (fault,) = check(str(copy)).faults
    assert "the index has 11 events, the table 12: remove" in fault


def test_without_a_digest_a_file_is_unpacked_and_its_articles_compared(copy: Path) -> None:
    shutil.rmtree(copy / "_digests")
    assert check(str(copy)).undigested == 8
    assert check(str(copy)).faults == ()
    file = largest(copy, "row=article/*")
    data = file.read_bytes()
    file.write_bytes(data[:1000] + bytes(500) + data[1500:])
    assert check(str(copy)).faults


def test_a_copy_is_put_back_whole(copy: Path, tmp_path: Path) -> None:
    first = backup(str(copy), tmp_path / "backup", at=NOON)
    Archive(copy).add([lone(article("One more."))])
    second = backup(str(copy), tmp_path / "backup", at=NOON)
    assert (first.version, second.version) == (4, 5)
    assert second.new < second.files
    assert restore(tmp_path / "backup", str(tmp_path / "back")).version == 5
    assert check(str(tmp_path / "back")).faults == ()
    here, there = Archive(copy), Archive(tmp_path / "back")
    assert here.table(Filters()).equals(there.table(Filters()))
    assert there.add([lone(article("And one more."))]).new == 1


def test_a_copy_has_no_more_what_was_taken_out(copy: Path, tmp_path: Path) -> None:
    backup(str(copy), tmp_path / "backup", at=NOON)
    Archive(copy).remove(Wanted(articles=("d1",)), day=NOON.date(), why="asked for")
    backup(str(copy), tmp_path / "backup", at=NOON)
    assert {file.name for file in (tmp_path / "backup").rglob("*.parquet")} == {
        file.name for file in copy.rglob("*.parquet")
    }
    restore(tmp_path / "backup", str(tmp_path / "back"))
    assert Archive(tmp_path / "back").removed("d1") is not None
    assert check(str(tmp_path / "back")).faults == check(str(copy)).faults == ()


def test_what_is_rotten_is_neither_copied_nor_put_back(copy: Path, tmp_path: Path) -> None:
    backup(str(copy), tmp_path / "backup", at=NOON)
    flip(largest(tmp_path / "backup", "row=event/*"))
    with pytest.raises(ArchiveError, match="take another copy"):
        restore(tmp_path / "backup", str(tmp_path / "back"))
    assert not (tmp_path / "back/_delta_log").exists()
    flip(largest(copy, "row=article/*"))
    with pytest.raises(ArchiveError, match="is not as it was written"):
        backup(str(copy), tmp_path / "other", at=NOON)


def test_nothing_is_put_over_an_archive_or_another_folder(copy: Path, tmp_path: Path) -> None:
    backup(str(copy), tmp_path / "backup", at=NOON)
    with pytest.raises(ArchiveError, match="there is an archive"):
        restore(tmp_path / "backup", str(copy))
    with pytest.raises(ArchiveError, match="neither empty nor a copy"):
        backup(str(copy), copy / "row=event", at=NOON)
    with pytest.raises(ArchiveError, match="no copy that backup made"):
        restore(copy, str(tmp_path / "back"))
