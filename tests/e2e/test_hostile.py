"""The hostile archive before a real browser: the lines of make hostile that need one, under one minute."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench import hostile_exports, hostile_page
from bench.hostile_archive import build
from store import Archive, Filters


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return build(tmp_path_factory.mktemp("hostile") / "archive")


def test_nothing_on_the_page_runs_and_all_of_it_is_text(
    archive: Archive, started: Callable[..., str], chromium: Browser
) -> None:
    first = str(archive.table(Filters()).id[0])
    found = hostile_page.rooms(chromium, started(Path(archive.address)), first)
    assert [row.words() for row in found if not row.held] == []
    assert sum(row.tried for row in found) > 800


def test_nothing_in_a_snapshot_runs_and_all_of_it_is_text(archive: Archive, chromium: Browser, tmp_path: Path) -> None:
    found = hostile_exports.snapshot(chromium, archive, tmp_path)
    assert found.held, found.words()
