"""Real processes at one archive: several writing and reading at once, and one killed at any moment.

STORE_KILLS sets how often a writer is killed (default 3; the archive's bench uses 50).
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store import Archive, Filters

ROOT = Path(__file__).parent.parent
SCRIPT = """
import sys, time
from store import Archive, Filters, WORLD, index
from store.add import add_articles
from store.schema import Origin
from tests.factories import article, lone, reading, report

role, address, who, count, size = sys.argv[1:3] + [int(word) for word in sys.argv[3:6]]
index.SMALL = int(sys.argv[6])

class Reader:
    def read(self, of):
        return reading(of) if of.id.endswith("0") else lone(of)

def articles():
    for number in range(count):
        yield article(f"Shells hit Tallbrook, told by {who} as number {number}.", id=f"{who}-{number}"), Origin()

print("ready", flush=True)
if role == "write":
    add_articles(Archive(address), articles(), reader=Reader(), batch=size)
else:
    archive, seen = Archive(address), 0
    while seen < count:
        archive.refresh()
        ids = set(archive.articles().id)
        assert len(ids) >= seen, "articles went away"
        seen = len(ids)
        marks = archive.markers(Filters(), window=WORLD, zoom=5)
        assert all(archive.event(mark.ids[0]) for mark in marks)
        time.sleep(0.1)
"""


def start(role, address, *, who=0, count=20, size=4, small=20_000):
    words = [sys.executable, "-c", SCRIPT, role, address, who, count, size, small]
    return subprocess.Popen(
        [str(word) for word in words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process):
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors


def check_whole(archive, *, size):
    """Every article that is there has all its reports in events, once; batches are there whole or not at all."""
    ids = archive.articles().id
    assert len(ids) % size == 0
    for article_id in ids:
        reading = archive.reading(article_id)
        assert archive.events_of(article_id).keys() == {report.id for report in reading.reports}


@pytest.mark.parametrize(("small", "writing", "reading"), [(20_000, 4, 2), (10, 3, 1), (0, 2, 1)])
def test_several_writing_and_reading_at_once(tmp_path, small, writing, reading):
    writers = [start("write", tmp_path, who=who, count=6, size=2, small=small) for who in range(writing)]
    readers = [start("read", tmp_path, count=6 * writing, small=small) for _ in range(reading)]
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
        process = start("write", tmp_path, count=40, size=2, small=small)
        process.stdout.readline()
        time.sleep(chance.uniform(0, 2.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        check_whole(Archive(tmp_path), size=2)
    finish(start("write", tmp_path, count=40, size=2, small=small))
    archive = Archive(tmp_path)
    assert sorted(archive.articles().id) == sorted(f"0-{number}" for number in range(40))
    check_whole(archive, size=2)
    assert archive.tally(Filters()).total == 40 - 4 + 1
