"""An archive on S3: a real S3-speaking server (moto's) in a process of its own, on loopback, with nothing in it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.storage import emptied, environment, storage
from store import WORLD, Archive, Filters
from store.delta_table import ArchiveError, NoSuchVersion
from store.remote import cache_of
from tests.factories import article, lone, reading, sample

ROOT = Path(__file__).parent.parent
WRITER = """
import sys
from store import Archive
from tests.factories import article, lone, reading

who, count = sys.argv[1], int(sys.argv[2])
archive = Archive("s3://news/archive")
for number in range(count):
    of = article(f"Shells hit Tallbrook, told by {who} as number {number}.", id=f"{who}-{number}")
    archive.add([reading(of) if number % 2 else lone(of)])
"""


@pytest.fixture(scope="module")
def server():
    with storage() as address:
        yield address


@pytest.fixture
def bucket(server, monkeypatch, tmp_path):
    """An empty bucket, and an environment that leads there."""
    for name, value in {**environment(server), "CONFLICT_MAP_CACHE": str(tmp_path / "cache")}.items():
        monkeypatch.setenv(name, value)
    emptied(server, "news")
    return "s3://news/archive"


def look(archive):
    """What a screen shows of an archive."""
    table = archive.table(Filters())
    return table, archive.tally(Filters()), archive.markers(Filters(), window=WORLD, zoom=3)


def test_an_archive_on_s3_answers_as_one_on_disk(bucket, tmp_path):
    there, here = Archive(bucket), Archive(tmp_path / "archive")
    for archive in (there, here):
        archive.add(sample())
    (table, *rest), (expected, *others) = look(there), look(here)
    assert table.equals(expected)
    assert rest == others
    for event in table.id:
        assert there.event(event) == here.event(event)


def test_another_machine_finds_what_was_added_and_every_version(bucket, tmp_path, monkeypatch):
    first, second = sample()[:2]
    archive = Archive(bucket)
    archive.add([first])
    archive.add([second])
    monkeypatch.setenv("CONFLICT_MAP_CACHE", str(tmp_path / "another-cache"))
    assert Archive(bucket).reading(second.article.id) == second
    assert Archive(bucket, version=1).reading(second.article.id) is None
    with pytest.raises(NoSuchVersion):
        Archive(bucket, version=99)


def test_the_same_articles_again_change_nothing(bucket):
    Archive(bucket).add(sample())
    added = Archive(bucket).add(sample())
    assert (added.new, added.same, added.version) == (0, 4, 1)


def test_a_copy_half_made_is_made_again(bucket):
    Archive(bucket).add(sample())
    for file in (cache_of(bucket) / "files").rglob("*.parquet"):
        file.rename(file.with_suffix(".1-1.draft"))
    assert len(Archive(bucket).articles()) == 4


def test_two_machines_that_write_at_once_lose_and_double_nothing(bucket, tmp_path):
    caches = [tmp_path / "one", tmp_path / "two"]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, cache.name, "4"],
            cwd=ROOT,
            env={**os.environ, "CONFLICT_MAP_CACHE": str(cache)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for cache in caches
    ]
    for process in writers:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    archive = Archive(bucket)
    ids = archive.articles().id
    assert sorted(ids) == sorted(f"{who}-{number}" for who in ("one", "two") for number in range(4))
    # Both wrote as they would have one after the other: the four dated reports of one strike are one event.
    assert {event for id_ in ids if int(id_[-1]) % 2 for event in archive.events_of(id_).values()} == {
        next(iter(archive.events_of("one-1").values()))
    }
    assert len({event for id_ in ids for event in archive.events_of(id_).values()}) == 5


def test_storage_that_cannot_be_reached_is_one_clear_line(bucket, monkeypatch):
    monkeypatch.setenv("AWS_ALLOW_HTTP", "false")
    with pytest.raises(
        ArchiveError, match=r"^the archive s3://news/archive cannot be opened: .*scheme is not allowed$"
    ):
        Archive(bucket)


def test_what_is_read_and_merged_on_s3_is_read_here_in_one_copy(bucket):
    archive = Archive(bucket)
    archive.add([lone(article(id="a")), reading(article(id="b"))])
    copies = sorted(file.name for file in (cache_of(bucket) / "files").rglob("*.*"))
    archive.reading("a")
    archive.table(Filters())
    assert copies == sorted(file.name for file in (cache_of(bucket) / "files").rglob("*.*"))
