"""Real processes at one archive: several writing and reading at once, and one killed at any moment.

CONFLICT_MAP_KILLS sets how often a writer is killed (default 3; the archive's bench uses 50).
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
import sys
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


@pytest.mark.parametrize("small", [20_000, 0])
def test_four_writers_and_two_readers_at_once(tmp_path, small):
    writers = [start("write", tmp_path, who=who, count=12, small=small) for who in range(4)]
    readers = [start("read", tmp_path, count=48, small=small) for _ in range(2)]
    for process in writers + readers:
        finish(process)
    archive = Archive(tmp_path)
    assert len(archive.articles()) == 48
    check_whole(archive, size=1)
    # the articles 0 and 10 of each writer tell of one happening, the other ten of one each
    assert archive.table(Filters()).reports.max() == 8
    assert archive.tally(Filters()).total == 4 * 10 + 1


def test_killed_at_any_moment_each_batch_is_whole_and_the_next_run_completes(tmp_path):
    chance = random.Random(20171004)  # noqa: S311 - a test's own chance
    for _ in range(int(os.environ.get("CONFLICT_MAP_KILLS", "3"))):
        process = start("write", tmp_path, count=80, size=2)
        process.stdout.readline()
        time.sleep(chance.uniform(0, 2.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        check_whole(Archive(tmp_path), size=2)
    finish(start("write", tmp_path, count=80, size=2))
    archive = Archive(tmp_path)
    assert sorted(archive.articles().id) == sorted(f"0-{number}" for number in range(80))
    check_whole(archive, size=2)
    assert archive.tally(Filters()).total == 80 - 8 + 1
