"""Two writers of two processes on one archive, both killed in the middle: in a folder, and on storage that speaks S3.

A few kills in every run; ``python -m bench.kills 200`` and ``--s3`` are the many.
"""

from __future__ import annotations

import pytest

from bench.dense import groups
from bench.kill_writer import reading
from bench.kills import Done, Killing, faults
from bench.storage import environment
from store import Archive, Filters
from store.schema import gone_row
from tests.test_store_remote import server  # noqa: F401 - a fixture


def test_killed_at_any_point_an_archive_has_all_that_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_MAP_CACHE", "")
    killing = Killing(seed=7, remote=False)
    assert [*killing.run(4)] == []
    assert killing.kills == 4


def test_killed_in_the_middle_of_writing_to_s3_too(server: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    for name, value in {**environment(server), "CONFLICT_MAP_CACHE": ""}.items():
        monkeypatch.setenv(name, value)
    assert [*Killing(seed=8, remote=True).run(4, server=server)] == []


def test_what_a_killed_writer_could_spoil_would_be_seen(tmp_path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(map(reading, ("w-0-0", "w-0-1", "w-1-0")))
    (tmp_path / "w.notes").write_text("ready\nadded w-0-0 w-0-1\nadded w-1-0 w-1-1\nreviewed 00 w-0-0\nremoved w-0-0\n")
    one = next(iter(archive.table(Filters()).id))
    archive._lake.append([gone_row(one)], what="an event is lost")
    said = " ".join(faults(archive.address, Done.of(tmp_path)))
    for words in (
        "w-1-1 was added and is not there",
        "w-0-0 was taken out and is there",
        "half a batch: w-1-0",
        "the review 00 is lost",
        "otherwise than",
    ):
        assert words in said
    assert len(groups(archive)) > 0
