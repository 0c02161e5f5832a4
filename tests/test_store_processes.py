"""Real processes at one archive: several writing and reading at once, and one killed at any moment.

STORE_KILLS sets how often a writer is killed (default 3; the archive's bench uses 50).
"""

import os
import random
import time

import pytest

from store import Archive, Filters
from tests.killed import COPIES, PATIENCE, ended, reads, started, writes


def start(address, *, who=0, count=20, size=4, small=20_000, ready=None):
    return started(writes, str(address), who, count, size, small, ready)


def finish(process):
    assert ended(process) == 0


def check_whole(archive, *, size):
    """Every article that is there has all its reports in events, once; batches are there whole or not at all."""
    ids = archive.articles().id
    assert len(ids) % size == 0
    for article_id in ids:
        reading = archive.reading(article_id)
        assert archive.events_of(article_id).keys() == {report.id for report in reading.reports}


@pytest.mark.parametrize(("small", "writing", "reading"), [(20_000, 4, 2), (10, 3, 1), (0, 2, 1)])
def test_several_writing_and_reading_at_once(tmp_path, small, writing, reading):
    writers = [start(tmp_path, who=who, count=6, size=2, small=small) for who in range(writing)]
    readers = [started(reads, str(tmp_path), 6 * writing, small) for _ in range(reading)]
    for process in writers + readers:
        finish(process)
    archive = Archive(tmp_path)
    assert len(archive.articles()) == 6 * writing
    check_whole(archive, size=1)
    # the first article of each writer tells of one and the same happening, the other five of one each
    assert archive.table(Filters()).reports.max() == writing
    assert archive.tally(Filters()).total == 5 * writing + 1


@pytest.mark.parametrize("small", [20_000, 10])
def test_killed_at_any_moment_each_batch_is_whole_and_the_next_run_completes(tmp_path, small):
    chance = random.Random(20171004)  # noqa: S311 - a test's own chance
    for _ in range(int(os.environ.get("STORE_KILLS", "3"))):
        ready = COPIES.Event()
        process = start(tmp_path, count=40, size=2, small=small, ready=ready)
        assert ready.wait(PATIENCE)
        time.sleep(chance.uniform(0, 2.0))
        process.kill()
        process.join()
        check_whole(Archive(tmp_path), size=2)
    finish(start(tmp_path, count=40, size=2, small=small))
    archive = Archive(tmp_path)
    assert sorted(archive.articles().id) == sorted(f"0-{number}" for number in range(40))
    check_whole(archive, size=2)
    assert archive.tally(Filters()).total == 40 - 4 + 1
