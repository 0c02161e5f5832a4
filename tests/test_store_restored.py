"""An archive whose files were put back from a copy, made anew or moved: what is shown is what its table says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import Archive, ArchiveError, Filters, index
from store.delta_table import Lake
from tests.factories import article, lone
from tests.test_store_remote import bucket, server  # noqa: F401 - fixtures

LOG = ("_delta_log", "row=article", "row=event")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A base is made for every few lines."""
    monkeypatch.setattr(index, "SMALL", 3)


def add(archive: Archive, who: str, count: int = 4) -> None:
    for number in range(count):
        archive.add([lone(article(f"Shells hit Tallbrook, told by {who} as {number}.", id=f"{who}-{number}"))])


def shown(archive: Archive) -> tuple[list[str], int]:
    return sorted(archive.articles().id), archive.tally(Filters()).total


def whole(who: dict[str, int]) -> tuple[list[str], int]:
    names = sorted(f"{name}-{number}" for name, count in who.items() for number in range(count))
    return names, len(names)


def put_back(copy: Path, place: Path) -> None:
    """Put an older copy of the table back, as a person does: the index stays as it is."""
    for part in LOG:
        shutil.rmtree(place / part)
        shutil.copytree(copy / part, place / part)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An archive at ``place`` that has gone on for some commits since it was copied to ``copy``."""
    archive = Archive(tmp_path / "place")
    add(archive, "first")
    shutil.copytree(tmp_path / "place", tmp_path / "copy")
    add(archive, "lost", 6)
    assert list((tmp_path / "place/_index").glob("*.duckdb"))
    return tmp_path


def test_no_ghost_of_what_a_restored_archive_no_longer_has(older: Path) -> None:
    put_back(older / "copy", older / "place")
    assert shown(Archive(older / "place")) == whole({"first": 4})
    add(Archive(older / "place"), "later", 8)
    expected = whole({"first": 4, "later": 8})
    assert shown(Archive(older / "place")) == expected
    for file in (older / "place/_index").glob("*"):
        file.unlink()
    assert shown(Archive(older / "place")) == expected


def test_one_that_is_open_sees_that_its_files_were_put_back(older: Path) -> None:
    reader, writer = Archive(older / "place"), Archive(older / "place")
    put_back(older / "copy", older / "place")
    assert reader.refresh()
    assert shown(reader) == whole({"first": 4})
    add(writer, "later", 8)
    reader.refresh()
    assert shown(reader) == shown(writer) == whole({"first": 4, "later": 8})


def test_what_an_open_archive_writes_itself_is_no_reason_to_read_all_of_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.delta_table.MOST_FILES", 2)
    archive = Archive(tmp_path / "archive")
    add(archive, "first")
    assert "files joined" in [change.what for change in archive.history()]
    assert archive._lake.openings == 1


def test_one_that_was_put_back_and_has_come_as_far_again_is_seen_too(older: Path) -> None:
    reader = Archive(older / "place")
    put_back(older / "copy", older / "place")
    add(Archive(older / "place"), "later", 6)
    assert reader.refresh()
    assert shown(reader) == whole({"first": 4, "later": 6})


def test_none_is_made_in_the_place_of_one_that_has_gone(older: Path) -> None:
    reader = Archive(older / "place")
    shutil.move(older / "place", older / "elsewhere")
    with pytest.raises(ArchiveError, match="no longer there"):
        reader.refresh()
    assert not (older / "place").exists()
    shutil.move(older / "elsewhere", older / "place")
    assert not reader.refresh()


def test_a_new_archive_at_an_old_ones_place_has_nothing_of_it(older: Path) -> None:
    for part in LOG:
        shutil.rmtree(older / "place" / part)
    add(Archive(older / "place"), "new", 12)
    assert shown(Archive(older / "place")) == whole({"new": 12})


def test_a_copy_elsewhere_is_answered_from_its_own_files(older: Path) -> None:
    shutil.copytree(older / "place", older / "moved")
    add(Archive(older / "moved"), "there", 3)
    add(Archive(older / "place"), "here", 5)
    assert shown(Archive(older / "moved")) == whole({"first": 4, "lost": 6, "there": 3})
    assert shown(Archive(older / "place")) == whole({"first": 4, "lost": 6, "here": 5})


def test_a_base_is_used_where_it_belongs(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_make", None)  # no other base can be made
    opened = index.opened(Lake(older / "place"))
    assert opened.based


def test_a_new_archive_on_s3_has_nothing_of_the_old_one_that_a_machine_remembers(bucket: str) -> None:  # noqa: F811
    import boto3

    add(Archive(bucket), "old", 6)
    storage = boto3.resource("s3")
    storage.Bucket("news").objects.all().delete()
    add(Archive(bucket), "new", 9)
    assert shown(Archive(bucket)) == whole({"new": 9})


def test_one_open_on_s3_sees_a_new_archive(bucket: str) -> None:  # noqa: F811
    import boto3

    reader = Archive(bucket)
    add(reader, "old", 3)
    boto3.resource("s3").Bucket("news").objects.all().delete()
    add(Archive(bucket), "new", 3)
    assert reader.refresh()
    assert shown(reader) == whole({"new": 3})


CUT = "is not whole"


@pytest.mark.parametrize("back", [1, 2])
def test_a_commit_cut_off_at_a_lines_end_is_named(older: Path, back: int) -> None:
    commit = sorted((older / "place/_delta_log").glob("*.json"))[-back]
    commit.write_text("\n".join(commit.read_text().splitlines()[:-1]) + "\n")
    with pytest.raises(ArchiveError, match=f"{commit.name}.* {CUT}"):
        Archive(older / "place")


@pytest.mark.parametrize("name", ["a%20b", "a[b]", "a^b", "a|b", "a\\b", "a\nb", "a?b"])
def test_a_folder_that_would_be_taken_for_another_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError, match="name the folder otherwise"):
        Archive(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a b", "a*b", "ü#", "it's", "{a}&<b>"])
def test_a_folder_may_have_any_other_name(tmp_path: Path, name: str) -> None:
    add(Archive(tmp_path / name), "one")
    archive = Archive(tmp_path / name)
    assert shown(archive) == whole({"one": 4})
    assert archive.reading("one-3") is not None
    assert [each.name for each in tmp_path.iterdir()] == [name]
