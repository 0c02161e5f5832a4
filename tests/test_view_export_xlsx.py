"""The workbook: what a spreadsheet reads in it is what the table of text holds, and nothing in it is run."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import python_calamine

from events import Article
from store import Archive, Filters
from store.cells import cell_text
from tests.factories import lone, sample
from view.export import FORMATS

TEXT = '=HYPERLINK("http://x") é _x0041_ & <b>\r\n＝2'


def test_a_workbook_says_what_the_table_says(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add([*sample(), lone(Article("odd", TEXT, title="'=x", source="-a"))])
    book = python_calamine.load_workbook(io.BytesIO(FORMATS["xlsx"].write(archive, Filters())))
    head, *rows = book.get_sheet_by_index(0).to_python()
    table = list(csv.DictReader(io.StringIO(FORMATS["csv"].write(archive, Filters()).decode(), newline="")))
    assert len(rows) == len(table) == 9
    for read, told in zip(rows, table, strict=True):
        for name, value in zip(head, read, strict=True):
            if isinstance(value, float | int):
                assert float(told[name]) == value, name
            else:
                assert cell_text(told[name]).replace("\r\n", "\n") == value.replace("\r\n", "\n"), name


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add([lone(Article("odd", TEXT))])
    sheet = zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"].write(archive, Filters()))).read("xl/worksheets/sheet1.xml")
    tags = {each.tag.rpartition("}")[2] for each in ET.fromstring(sheet).iter()}  # noqa: S314 - our own
    assert "f" not in tags
    assert {"row", "c", "is", "t"} <= tags


def test_the_same_events_give_the_same_workbook(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add(sample())
    assert FORMATS["xlsx"].write(archive, Filters()) == FORMATS["xlsx"].write(archive, Filters())
