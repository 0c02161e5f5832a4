"""Lines -> a workbook that Excel opens right in every country: text stays text, numbers are numbers, nothing is run.

Written as Office Open XML by hand (ECMA-376): one sheet, its cells inline, the first row frozen. A CSV file cannot do
this: Excel takes its bytes for the country's own letters, and its commas for text where the country writes semicolons.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from store import Archive, Filters
from view.export_csv import COLUMNS
from view.export_line import Value, lines, writable

MOST_ROWS = 1_048_575
"""Rows of a sheet beside its head."""
LONGEST = 32_767
"""Characters of a cell."""
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
    '<sheet name="events" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_HEAD = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
_SHEET = "xl/worksheets/sheet1.xml"


def write_xlsx(archive: Archive, filters: Filters) -> bytes:
    """Return what the filters show as a workbook with the columns of the CSV file.

    >>> made = zipfile.ZipFile(io.BytesIO(write_xlsx(archive, Filters(statuses=("disputed",)))))
    >>> made.read(_SHEET).decode()[-12:], made.read(_SHEET).count(b"<row>")
    ('</worksheet>', 2)
    """
    rows = ([column.value(line) for column in COLUMNS] for line in lines(archive, filters))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in PARTS.items():
            file.writestr(zipfile.ZipInfo(name), _XML + content, zipfile.ZIP_DEFLATED)
        with file.open(zipfile.ZipInfo(_SHEET), "w") as sheet:
            for part in _sheet(rows):
                sheet.write(part.encode())
    return made.getvalue()


def too_many_rows(events: int) -> str:
    """Say why so many events are no sheet; "" where they are.

    >>> too_many_rows(9), too_many_rows(2_000_000)
    ('', 'a sheet holds 1,048,575 events at most: use CSV')
    """
    return f"a sheet holds {MOST_ROWS:,} events at most: use CSV" if events > MOST_ROWS else ""


def _sheet(rows: Iterable[list[Value]]) -> Iterator[str]:
    yield _XML + _HEAD
    yield _row([column.name for column in COLUMNS])
    yield from map(_row, rows)
    yield "</sheetData></worksheet>"


def _row(values: list[Value]) -> str:
    return f"<row>{''.join(map(_cell, values))}</row>"


def _cell(value: Value) -> str:
    """Return a cell; what looks like Excel's code for a letter ("_x0041_") is kept from being read as one.

    >>> _cell("=1+1"), _cell(2.5), _cell(None)
    ('<c t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>', '<c><v>2.5</v></c>', '<c/>')
    """
    if value is None:
        return "<c/>"
    if not isinstance(value, str):
        return f"<c><v>{value!r}</v></c>"
    text = escape(_CODED.sub("_x005F_", writable(value)[:LONGEST]).replace("\r", "_x000D_"))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
