"""Each kind of file x fine, odd, damaged, hostile: what comes out is what docs/FILES.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import rows
from store.files import READERS
from tests.files_made import FIRST
from tests.files_rows import NONE, PAGE, STATES, Cell, cells, line, lines_of_none, outcome

CELLS = list(cells())
SAME_AS = {".markdown", ".htm", ".rss"}  # read as .md, .html and .xml


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.id)
def test_what_comes_out_of_a_file_is_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cell: Cell
) -> None:
    monkeypatch.setattr(rows, "LONGEST_LINE", cell.longest_line)
    out, taken = outcome(cell, tmp_path)
    assert line(cell, out.replace(str(tmp_path), "")) in PAGE.read_text(encoding="utf-8").splitlines()
    assert all("root:" not in article.text for article, _ in taken)
    if cell.state == "fine" and cell.kind != "OPML":
        assert any(FIRST in article.text for article, _ in taken)
    if cell.what.startswith(("bomb", "encrypted", "200 MB")) and "mail" not in cell.what:
        assert not taken


def test_the_page_has_no_line_that_nobody_tries() -> None:
    told = [each for each in PAGE.read_text(encoding="utf-8").splitlines() if each.startswith("| ")][1:]
    assert told[len(CELLS) :] == [*lines_of_none()]


def test_every_kind_is_tried_fine_odd_damaged_and_hostile() -> None:
    of = {(cell.kind, cell.state) for cell in CELLS}
    assert of == {(kind, state) for kind, _ in of for state in STATES}


@pytest.mark.parametrize("attack", ["bomb", "endless", "encrypted", "200 MB"])
def test_every_kind_is_tried_as_a_bomb_without_end_encrypted_and_large(attack: str) -> None:
    tried = {cell.kind for cell in CELLS if cell.what.startswith(attack)}
    none = {kind for kind, told in NONE.items() if attack in told}
    assert tried | none == {cell.kind for cell in CELLS} - OURS
    assert not tried & none


OURS = {"our own exports"}  # these are CSV, JSON lines and so on, each tried under its own name


@pytest.mark.parametrize("ending", sorted(READERS))
def test_every_ending_that_is_read_is_tried(ending: str) -> None:
    assert any(cell.name.endswith(ending) for cell in CELLS) or ending in SAME_AS
