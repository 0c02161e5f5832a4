"""The table as a screen shows it, and the browser's scripts put in place."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from store import Archive, Filters
from tests import factories
from view import vendored as vendoring
from view.table import COLUMNS, screen_table
from view.vendored import FILES, VendorError, vendored


def test_the_table_says_why_an_event_has_no_place_or_no_day(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    table = archive.table(Filters())
    shown = screen_table(table).to_pandas()
    assert list(shown.columns) == list(COLUMNS)
    assert len(shown) == len(table) == 8
    assert shown["place"].str.startswith("not placed: ").sum() == 1
    assert shown["when"].str.startswith("not dated").sum() == 2
    assert "1–30 Sep 2017" in set(shown["when"])


def test_scripts_are_put_in_place_also_by_several_at_once(tmp_path: Path) -> None:
    runs = [threading.Thread(target=vendored, args=(tmp_path / "vendor",)) for _ in range(6)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert {str(path.relative_to(tmp_path / "vendor")) for path in (tmp_path / "vendor").rglob("*.*")} == set(FILES)
    assert b"Leaflet" in (tmp_path / "vendor" / "leaflet" / "leaflet.js").read_bytes()


def test_a_torn_file_is_replaced_and_a_whole_one_left(tmp_path: Path) -> None:
    folder = vendored(tmp_path)
    script = folder / "leaflet" / "leaflet.js"
    script.write_bytes(b"half")
    style = (folder / "leaflet" / "leaflet.css").stat().st_mtime_ns
    vendored(folder)
    assert script.stat().st_size > 100_000
    assert (folder / "leaflet" / "leaflet.css").stat().st_mtime_ns == style


def test_a_folder_that_cannot_be_written_is_enough_where_it_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = vendored(tmp_path / "there")
    monkeypatch.setattr(vendoring.tempfile, "mkstemp", _refuse)
    assert vendored(folder) == folder
    shutil.rmtree(folder)
    with pytest.raises(VendorError, match="missing and cannot be written"):
        vendored(folder)


def _refuse(**_: object) -> None:
    raise PermissionError(13, "Permission denied")
