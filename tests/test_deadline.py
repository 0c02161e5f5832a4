"""What takes too long to read is a named problem: in this process, in a thread of the page, in worker processes, as a file."""

from __future__ import annotations

import threading
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest

from events import Article, Reader, Reading
from events.processes import in_processes
from events.reader import get_ready
from store import Archive, files
from store.add import add_articles, add_paths
from store.schema import Origin
from text.deadline import TooLongError, deadline

ENDLESS, SHORT = Article("endless", "Rebels shelled Hama without end."), Article("short", "Rebels shelled Homs.")
FOUND = [(ENDLESS, Origin(where="wire.jsonl:1")), (SHORT, Origin(where="wire.jsonl:2"))]
SAID = "reading it takes more than 1.5 seconds of computing"


def endless(*_: object, **__: object) -> None:
    for _number in count():
        pass


class ReadsAll:
    def read(self, article: Article) -> Reading:
        return Reading(article)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader whose rules do not end with one text."""
    from events import reader

    monkeypatch.setattr(reader, "LONGEST_S", 1.5)
    whole = reader.find_times
    monkeypatch.setattr(reader, "find_times", lambda text, **more: endless() if "end" in text else whole(text, **more))
    reading = Reader()
    reading.mentions(SHORT)  # what is loaded once counts for no text
    return reading


def test_a_text_that_takes_too_long_is_an_empty_reading_that_says_so(slow: Reader) -> None:
    assert slow.read(ENDLESS).failed == SAID
    assert slow.read(SHORT).failed == ""
    assert len(slow.read(SHORT).reports) == 1


def test_in_a_thread_too_where_no_signal_is_heard(slow: Reader) -> None:
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.extend(slow.read(one).failed for one in (ENDLESS, SHORT)))
    thread.start()
    thread.join()
    assert found == [SAID, ""]


def test_the_others_are_added_and_it_is_read_again_the_next_time(slow: Reader, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    added = add_articles(archive, FOUND, reader=slow)
    assert added.new == 1
    assert [problem.words() for problem in added.problems] == [f"wire.jsonl line 1: {SAID}; split it, or leave it out"]
    assert [problem.reason for problem in archive.problems()] == [SAID]
    assert add_articles(archive, FOUND[:1], reader=ReadsAll()).new == 1  # it was not kept as one in which nothing is


def read_slowly(article: Article) -> tuple[str, str, int]:
    """Read as a worker does, with a rule that does not end with one text."""
    from events import reader

    whole = reader.find_times
    with patch.multiple(
        reader, LONGEST_S=1.5, find_times=lambda text, **more: endless() if "end" in text else whole(text, **more)
    ):
        told = Reader().read(article)
    return article.id, told.failed, len(told.reports)


def test_in_a_worker_process_the_work_goes_on() -> None:
    told = in_processes(read_slowly, [ENDLESS, SHORT], workers=1, start=get_ready)
    assert list(told) == [("endless", SAID, 0), ("short", "", 1)]


def test_a_file_that_takes_too_long_is_named_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LONGEST_S", 0.2)
    for name in ("a.html", "b.md"):
        (tmp_path / name).write_text("Shells hit Tallbrook on Monday.")
    monkeypatch.setattr("store.pages.page", endless)
    added = add_paths(Archive(tmp_path / "archive"), [tmp_path / "a.html", tmp_path / "b.md"])
    assert added.new == 1
    assert [problem.words() for problem in added.problems] == [
        f"{tmp_path}/a.html: it takes more than 0.2 seconds of computing; split it"
    ]


@pytest.mark.parametrize("threaded", [False, True])
def test_what_ends_in_time_is_let_be(threaded: bool) -> None:  # noqa: FBT001
    found: list[int] = []

    def work() -> None:
        for _ in range(200):
            with deadline(60):
                found.append(sum(range(1000)))

    thread = threading.Thread(target=work)
    if threaded:
        thread.start()
        thread.join()
    else:
        work()
    assert len(found) == 200


def test_an_error_of_the_work_itself_is_its_own() -> None:
    with pytest.raises(ZeroDivisionError), deadline(60):
        _ = 1 / 0
    with pytest.raises(TooLongError), deadline(0.05):
        endless()
