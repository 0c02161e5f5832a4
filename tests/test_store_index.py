"""The index beside the Delta files: a base that many versions share, what came after it, and what a kill leaves of one."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store import WORLD, Archive, Filters, index
from tests.factories import article, lone, reading, report, sample

ROOT = Path(__file__).parent.parent
STEPS = (
    sample()[:2],
    sample()[2:],
    tuple(lone(article(f"Shells hit Tallbrook, dispatch {number}.", id=f"d{number}")) for number in range(4)),
    (reading(article("Guns fired on Tallbrook.", id="new")),),  # joins an event of the base
    (lone(article("Nothing happened, says a correction.", id="d1")),),
    (reading(article("Guns fired on Tallbrook once more.", id="river-dispatch-1")),),
)


@pytest.fixture
def small(request, monkeypatch):
    """How many lines may come after a base."""
    monkeypatch.setattr(index, "SMALL", request.param)
    return request.param


def answers(archive):
    """All that a screen may ask, as one value that can be compared."""
    ids = sorted(archive.table(Filters()).id)
    marks = archive.markers(Filters(), window=WORLD, zoom=4)
    return (
        [archive.event(id_) for id_ in ids],
        sorted((mark.lat, mark.lon, mark.count, sorted(mark.ids), mark.event_type) for mark in marks),
        archive.tally(Filters()),
        archive.timeline(Filters(), step="month").to_dict("records"),
        archive.articles().sort_values("id").to_dict("records"),
        [archive.choices(column) for column in ("actor", "source", "region", "status")],
        archive.names(),
    )


def filled(folder):
    archive = Archive(folder)
    for readings in STEPS:
        archive.add(readings)
    return archive


@pytest.fixture(scope="module")
def without_a_base(tmp_path_factory):
    """What an archive all of whose lines are in memory answers, version by version."""
    folder = tmp_path_factory.mktemp("whole") / "archive"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "SMALL", 20_000)
        last = filled(folder).version
        assert not (folder / "_index").exists()
        return [answers(Archive(folder, version=version)) for version in range(last + 1)]


@pytest.mark.parametrize("small", [0, 7, 12], indirect=True)
@pytest.mark.usefixtures("small")
def test_however_much_of_an_index_is_in_its_base_the_answers_are_the_same(tmp_path, without_a_base):
    based = filled(tmp_path / "based")
    assert list((tmp_path / "based/_index").glob("*.duckdb"))
    found = [answers(Archive(tmp_path / "based", version=version)) for version in range(based.version + 1)]
    assert found == without_a_base
    assert answers(based) == found[-1]


@pytest.mark.parametrize("small", [12], indirect=True)
def test_one_more_article_leaves_the_base_as_it_is(tmp_path, small):
    archive = Archive(tmp_path)
    archive.add(sample())
    archive.add(lone(article(f"Shells hit Tallbrook, dispatch {number}.")) for number in range(small))
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "_index").glob("*.duckdb")}
    assert before
    archive.add([lone(article("One more."))])
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "_index").glob("*.duckdb")} == before
    assert archive.tally(Filters()).total == Archive(tmp_path).tally(Filters()).total == 8 + small + 1


@pytest.mark.parametrize("small", [0], indirect=True)
@pytest.mark.usefixtures("small")
def test_a_base_can_be_thrown_away(tmp_path):
    Archive(tmp_path).add(sample())
    for file in (tmp_path / "_index").iterdir():
        file.unlink()
    archive = Archive(tmp_path)
    assert archive.tally(Filters()).total == 8
    archive.add([lone(article())])
    assert (archive.tally(Filters()).total, archive.version) == (9, 2)


@pytest.mark.parametrize("small", [0], indirect=True)
@pytest.mark.usefixtures("small")
def test_only_a_few_bases_are_kept_and_older_versions_still_open(tmp_path):
    archive = Archive(tmp_path)
    for number in range(8):
        archive.add([lone(article(f"Shells hit Tallbrook, dispatch {number}."))])
    assert len(list((tmp_path / "_index").glob("*.duckdb"))) <= index.KEPT + 1
    assert [Archive(tmp_path, version=version).tally(Filters()).total for version in (2, 5, 8)] == [2, 5, 8]


KILLED = """
import sys, threading
from store import Archive, index
from tests.factories import sample

def stopped(poured, *given, into):
    pour(poured, *given, into=into)
    if into == "main":
        print("here", flush=True)
        threading.Event().wait()

index.SMALL, pour, index._pour_all = 0, index._pour_all, stopped
Archive(sys.argv[1]).add(sample())
"""


def making_a_base(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", KILLED, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "here\n"
    return process


def killed_while_making_a_base(tmp_path):
    process = making_a_base(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (draft,) = (tmp_path / "_index").glob("*.draft")
    draft.with_name(draft.name + ".tmp").mkdir(exist_ok=True)  # where DuckDB puts what memory cannot hold


@pytest.mark.parametrize("small", [0], indirect=True)
@pytest.mark.usefixtures("small")
def test_what_a_killed_writer_left_of_a_base_is_never_read_and_goes_with_the_next(tmp_path):
    killed_while_making_a_base(tmp_path)
    assert Archive(tmp_path).tally(Filters()).total == 8
    assert {file.suffix for file in (tmp_path / "_index").iterdir()} == {".duckdb", ".lock"}


def test_what_a_killed_writer_left_of_a_base_goes_when_the_archive_is_next_written_to(tmp_path):
    killed_while_making_a_base(tmp_path)
    archive = Archive(tmp_path)
    assert archive.tally(Filters()).total == 8
    assert list((tmp_path / "_index").glob("*.draft"))  # who reads changes nothing
    archive.add([lone(article())])
    assert {file.suffix for file in (tmp_path / "_index").iterdir()} == {".lock"}


def test_a_base_that_another_process_is_making_is_left_to_it(tmp_path):
    process = making_a_base(tmp_path)
    Archive(tmp_path).add([lone(article())])
    assert list((tmp_path / "_index").glob("*.draft"))
    process.kill()
    process.communicate()


def test_a_report_in_the_base_and_one_after_it_are_one_event(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "SMALL", 2)
    archive = Archive(tmp_path)
    first, second = (article(f"Shells hit Tallbrook, told by {who}.", id=who) for who in "ab")
    archive.add([reading(first), lone(article("Elsewhere shells fell."))])
    archive.add([reading(second)])
    (event,) = [each for each in archive.events(archive.table(Filters()).id) if len(each.event.reports) == 2]
    assert {report(first).id, report(second).id} == {told.id for told in event.event.reports}


@pytest.mark.parametrize("small", [0], indirect=True)
@pytest.mark.usefixtures("small")
def test_where_no_base_can_be_made_memory_holds_all(tmp_path, monkeypatch):
    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(index, "_make", full)
    archive = Archive(tmp_path)
    for readings in STEPS[:3]:
        archive.add(readings)
    assert archive.tally(Filters()).total == Archive(tmp_path).tally(Filters()).total == 12
    assert not list((tmp_path / "_index").glob("*.duckdb"))
