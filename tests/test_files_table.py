"""Each kind of file x fine, odd, damaged, hostile: what comes out is what docs/FILES.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import rows
from tests.files_made import FIRST
from tests.files_rows import PAGE, STATES, Cell, cells, line, outcome

CELLS = list(cells())


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


def test_the_page_has_no_line_that_nobody_tries() -> None:
    told = [each for each in PAGE.read_text(encoding="utf-8").splitlines() if each.startswith("| ")][1:]
    assert len(told) == len(CELLS)


def test_every_kind_is_tried_fine_damaged_and_hostile() -> None:
    of = {(cell.kind, cell.state) for cell in CELLS}
    kinds = {cell.kind for cell in CELLS}
    assert {(kind, state) for kind in kinds for state in STATES if state != "odd"} <= of
