"""Lines -> CSV that no spreadsheet runs: UTF-8, RFC 4180, ACLED's columns and then ours, with an HXL row if wanted.

A text cell that a spreadsheet could take for a formula gets an apostrophe in front; so does one that begins with an
apostrophe, so that taking one away again gives back what was (store/cells).
"""

from __future__ import annotations

import codecs
import csv
import io

from store import Archive, Filters
from store.cells import safe_cell
from view.export_acled import ACLED
from view.export_extra import EXTRA
from view.export_line import Column, Line, lines, writable

COLUMNS: tuple[Column, ...] = (*ACLED, *EXTRA)


def write_csv(archive: Archive, filters: Filters, *, hxl: bool = False) -> bytes:
    """Return what the filters show as CSV; with ``hxl`` a second row of HXL tags stands under the names.

    >>> names, values = write_csv(archive, Filters(statuses=("disputed",))).decode().splitlines()
    >>> names[:36], values[:28]
    ('event_id_cnty,event_date,year,time_p', 'f03da17bc8483111,2017-09-30,')
    """
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow([column.name for column in COLUMNS])
    if hxl:
        out.writerow([column.hxl for column in COLUMNS])
    out.writerows([_cell(column, line) for column in COLUMNS] for line in lines(archive, filters))
    return text.getvalue().encode()


def write_excel(archive: Archive, filters: Filters) -> bytes:
    r"""Return the CSV with the mark by which Excel sees that it is UTF-8; pandas passes over it.

    >>> write_excel(archive, Filters(statuses=("disputed",)))[:16]
    b'\xef\xbb\xbfevent_id_cnty'
    """
    return codecs.BOM_UTF8 + write_csv(archive, filters)


def write_hxl(archive: Archive, filters: Filters) -> bytes:
    """Return the same with the HXL row.

    >>> write_hxl(archive, Filters(statuses=("disputed",))).decode().splitlines()[1][:40]
    '#event+code,#date+occurred,#date+year,#d'
    """
    return write_csv(archive, filters, hxl=True)


def _cell(column: Column, line: Line) -> str:
    """Only texts are guarded: a longitude may begin with a minus."""
    value = column.value(line)
    if isinstance(value, str):
        return safe_cell(writable(value))
    return "" if value is None else str(value)
