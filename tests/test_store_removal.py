"""Articles taken out: nothing of them is left in any version, and every version answers as if they had never been."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from store import Archive, ArchiveError, Asked, Filters, index
from store.removal import NOTE, Wanted, preview
from store.storage import storage_of
from tests.factories import article, lone, reading, report, sample, when
from tests.killed import ended, removes, started
from tests.test_store_remote import bucket, server  # noqa: F401 - fixtures
from view.export import format_of

DAY = dt.date(2026, 11, 30)
NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
NAME = "Ana Li"
FIRST = article("A raid hit Tallbrook, said a man.", id="first", title="Raid", source="Wire")
WITNESS = article(f"A strike hit Tallbrook, saw {NAME} there.", id="witness", title=f"{NAME} saw it", source="Coast")
LATER = article("Shells fell on Tallbrook, said others.", id="later", source="Wire")
OTHER = article("Fire in Stonegate, unseen.", id="other", source="Wire")
EARLY = "2017-10-01"
# Commit after commit; the witness's report is the first day's, so that the event is known by it.
STEPS = (
    [reading(FIRST)],
    [reading(WITNESS, report(WITNESS, when=when(EARLY, "2017-10-02", "interval")))],
    [reading(LATER), lone(OTHER)],
    [reading(article(f"A strike hit Tallbrook, {NAME} says now.", id="witness", source="Coast"))],
    list(sample()),
)
ONE = Wanted(articles=("witness",))


def filled(address: str | Path, *, without: str = "") -> Archive:
    archive = Archive(address)
    for step in STEPS:
        kept = [one for one in step if one.article.id != without]
        if kept:
            archive.add(kept)
        else:
            archive.add_problems([])
    return archive


def told(archive: Archive) -> list[tuple[set[str], str, int]]:
    """What the events of a version say, whatever their ids are."""
    events = archive.events(archive.table(Filters()).id)
    found = [({one.id for one in each.event.reports}, each.lead.excerpt.text, len(each.articles)) for each in events]
    return sorted(found, key=lambda one: sorted(one[0]))


def said(folder: Path) -> str:
    """All that lies in a folder, unpacked."""
    words = []
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            words.append(str(pq.read_table(path, partitioning=None).to_pylist()))
        elif path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True, config=index.SETTINGS) as base:
                words += [
                    str(base.execute(f"from {name}").fetchall()) for (name,) in base.execute("show tables").fetchall()
                ]
        elif path.is_file():
            words.append(path.read_text(errors="replace"))
    return "\n".join(words)


@pytest.fixture(autouse=True, scope="module")
def _small() -> Iterator[None]:
    """A base is made for every few lines."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index, "SMALL", 6)
        yield


@pytest.fixture(scope="module")
def whole(_small: None, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive of all steps, which is only read and copied."""
    return filled(tmp_path_factory.mktemp("whole") / "archive")


@pytest.fixture(scope="module")
def never(_small: None, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The same without the witness, which is only read."""
    return filled(tmp_path_factory.mktemp("never") / "archive", without="witness")


@pytest.fixture
def archive(whole: Archive, tmp_path: Path) -> Archive:
    """A copy of the whole one, for this test alone."""
    shutil.copytree(whole.address, tmp_path / "archive")
    return Archive(tmp_path / "archive")


def test_nothing_of_it_is_left_on_the_disk(tmp_path: Path) -> None:
    archive = filled(tmp_path / "archive")
    assert NAME in said(tmp_path)
    archive.remove(ONE, day=DAY, why="asked for")
    assert NAME not in said(tmp_path)
    assert "witness" not in said(tmp_path)
    assert "asked for" in said(tmp_path)


def test_every_version_opens_with_the_rest(archive: Archive) -> None:
    whole = [told(Archive(archive.address, version=version)) for version in range(archive.version + 1)]
    last = archive.version
    archive.remove(ONE, day=DAY, why="asked for")
    gone = set(archive.removals()[0].reports)
    for version in range(last + 1):
        left = [reports - gone for reports, _, _ in whole[version] if reports - gone]
        assert [reports for reports, _, _ in told(Archive(archive.address, version=version))] == sorted(
            left, key=sorted
        )
    assert (archive.removals()[0].first, archive.removals()[0].last) == (2, last)


def test_the_newest_version_is_as_if_it_had_never_been_added(archive: Archive, never: Archive) -> None:
    archive.remove(ONE, day=DAY, why="asked for")
    assert told(archive) == told(never) == told(Archive(archive.address))
    assert sorted(archive.table(Filters()).id) == sorted(never.table(Filters()).id)


def test_one_that_is_open_elsewhere_goes_on_without_it(archive: Archive) -> None:
    reader = Archive(archive.address)
    archive.remove(ONE, day=DAY, why="asked for")
    assert reader.refresh()
    assert told(reader) == told(archive)
    assert reader.add([lone(article("More news.", id="more"))]).new == 1


@pytest.mark.parametrize("of", ["id", "text"])
def test_it_is_not_added_again(archive: Archive, of: str) -> None:
    archive.remove(ONE, day=DAY, why="asked for")
    again = article("Other words.", id="witness") if of == "id" else article(WITNESS.text, id="a-copy")
    added = archive.add([reading(again)])
    assert (added.new, [one.reason for one in added.problems]) == (0, ["taken out on 2026-11-30: asked for"])
    assert archive.reading(again.id) is None


def test_what_is_gone_is_said_of_every_version(archive: Archive) -> None:
    old = Archive(archive.address, version=2)
    (event,) = old.events_of("witness").values()
    archive.remove(ONE, day=DAY, why="asked for", by="the desk")
    old = Archive(archive.address, version=2)
    assert old.event(event) is None
    assert [old.removed(asked).words() for asked in (event, "witness")] == ["taken out on 2026-11-30: asked for"] * 2  # type: ignore[union-attr]
    assert archive.past("witness")[0].words().endswith("by the desk; asked for")
    assert archive.history()[0].what == "1 article taken out: asked for"
    assert old.removed("later") is None


def test_corrections_of_it_go_with_what_they_say(archive: Archive, tmp_path: Path) -> None:
    theirs, other = archive.reading("witness"), archive.reading("later")
    assert theirs
    assert other
    archive.review(Asked(theirs.reports[0].id, "status", "alleged", by="B", why=f"{NAME} is one voice"), at=NOON)
    archive.review(Asked(other.reports[0].id, "status", "claimed", by="B", why=f"as {NAME} has it"), at=NOON)
    archive.remove(Wanted(name="ana  LI"), day=DAY, why="asked for")
    assert NAME not in said(tmp_path)
    assert [(one.new, one.why) for one in archive.reviews()] == [('"claimed"', "taken out")]
    assert next(each for each in archive.events(archive.events_of("later").values())).lead.status == "claimed"


def test_by_source_and_by_name_what_would_go_is_shown_first(archive: Archive) -> None:
    assert [one.id for one in preview(archive.address, Wanted(source="wire"))] == ["first", "later", "other"]
    (one,) = preview(archive.address, Wanted(name=NAME))
    assert (one.id, one.events, one.alone) == ("witness", 2, 0)
    assert preview(archive.address, Wanted(name="Ana L")) == ()
    assert archive.reading("witness") is not None
    archive.remove(Wanted(source="Wire"), day=DAY, why="withdrawn")
    assert set(archive.articles().id) == {"witness", *(one.article.id for one in sample())}


def test_exports_of_every_version_are_made(archive: Archive) -> None:
    archive.remove(ONE, day=DAY, why="asked for")
    for version in (2, 4, archive.version):
        opened = Archive(archive.address, version=version)
        for form in ("csv", "jsonl", "geoparquet"):
            made = format_of(form).write(opened, Filters())
            assert made
            assert NAME.encode() not in made


def test_files_that_were_joined_and_checkpoints_are_no_hiding_place(
    never: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.delta_table.MOST_FILES", 2)
    archive = filled(tmp_path / "archive")
    archive._lake._table.create_checkpoint()
    assert "files joined" in [change.what for change in archive.history()]
    archive.remove(ONE, day=DAY, why="asked for")
    assert NAME not in said(tmp_path)
    assert told(archive) == told(never)


def test_nothing_found_or_no_reason_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    before = said(tmp_path / "archive/_delta_log")
    with pytest.raises(ArchiveError, match="nothing of this"):
        archive.remove(Wanted(articles=("no-such",)), day=DAY, why="asked for")
    with pytest.raises(ArchiveError, match="a reason is needed"):
        archive.remove(ONE, day=DAY, why=" ")
    assert said(tmp_path / "archive/_delta_log") == before


def test_killed_at_any_step_it_is_brought_to_its_end_by_the_next_writer(
    whole: Archive, never: Archive, tmp_path: Path
) -> None:
    place, left = tmp_path / "one", told(never)
    killed = 0
    for step in range(3, 99, 8):
        shutil.copytree(whole.address, place)
        code = ended(started(partial(removes, dies_after=step), str(place), DAY))
        killed += code == -9
        assert told(Archive(place)) in (told(whole), left) or storage_of(str(place)).read(NOTE)
        Archive(place).add_problems([])
        assert NAME not in said(place)
        assert told(Archive(place)) == left
        assert not (place / NOTE).exists()
        shutil.rmtree(place)
        if code == 0:
            break
    assert killed >= 2


def test_on_s3_too(bucket: str, never: Archive, tmp_path: Path) -> None:  # noqa: F811
    archive = filled(bucket)
    reader = Archive(bucket)
    archive.remove(ONE, day=DAY, why="asked for")
    reader.refresh()
    assert told(reader) == told(archive) == told(never)
    assert NAME not in said(tmp_path / "cache")
    storage = storage_of(bucket)
    for name in storage.names(""):
        storage.fetch(name, tmp_path / "bucket" / name)
    assert NAME not in said(tmp_path / "bucket")
