"""Texts in cells that no spreadsheet runs: an apostrophe stands before what could begin a formula, and is taken away again.

Also behind a semicolon, a bar, a tab or a line's end: where the comma is a decimal sign, a spreadsheet cuts our rows there.
"""

from __future__ import annotations

import re

STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""What begins a formula, the wide signs of East Asian spreadsheets included (OWASP, CSV injection)."""
_SIGNS = f"[{re.escape(''.join(STARTS))}']"
_BEGIN = r"(?:\A|(?<=[;|\t\r\n]))"
_OPEN = re.compile(rf'{_BEGIN}(?="*{_SIGNS})')
_GUARDED = re.compile(rf"{_BEGIN}'(?=\"*{_SIGNS})")


def safe_cell(text: str) -> str:
    """Make a text safe in a spreadsheet.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("'quoted'"), safe_cell("plain"), safe_cell("x;=1+1")
    ("'=HYPERLINK(1)", "''quoted'", 'plain', "x;'=1+1")
    """
    return _OPEN.sub("'", text)


def cell_text(cell: str) -> str:
    """Return the text that :func:`safe_cell` was given.

    >>> cell_text(safe_cell("=1+1")), cell_text(safe_cell("'")), cell_text(safe_cell("x;'=1"))
    ('=1+1', "'", "x;'=1")
    """
    return _GUARDED.sub("", cell)
