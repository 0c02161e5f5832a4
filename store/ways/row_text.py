r"""A row of a table <-> the text that stands for it: a line a cell, ``column: value``, without loss.

It is what the page shows as the article of a coded event, and what its evidence points into. A line end inside a cell
is followed by four spaces, so that the lines can be told apart again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from text import Span, span_of

_INSIDE = "\n    "
_BETWEEN = re.compile(r"\n(?!    )")


@dataclass(frozen=True, slots=True)
class RowText:
    """A row as text, with the places of its cells in it by column."""

    text: str
    cells: Mapping[str, tuple[int, int]]

    def span(self, column: str | None) -> Span | None:
        """Return where a column's value stands; None where the row has none.

        >>> text_of_row({"killed": "4"}).span("killed")
        Span(start=8, stop=9, text='4')
        """
        return span_of(self.text, *self.cells[column]) if column is not None and column in self.cells else None


def text_of_row(row: Mapping[str, str]) -> RowText:
    r"""Return the row's text; empty cells have no line.

    >>> text_of_row({"day": "3 May", "killed": "", "notes": "Two\nlines"}).text
    'day: 3 May\nnotes: Two\n    lines'
    """
    return row_writer(tuple(row))(tuple(row.values()))


@lru_cache(maxsize=64)
def row_writer(columns: tuple[str, ...]) -> Callable[[tuple[str, ...]], RowText]:
    """Return what writes rows of these columns, given their cells.

    >>> row_writer(("day", "killed"))(("3 May", "4")).text.splitlines()
    ['day: 3 May', 'killed: 4']
    """
    heads = [(column, head, len(head)) for column in columns for head in (f"{' '.join(column.split())}: ",)]

    def write(values: tuple[str, ...]) -> RowText:
        lines: list[str] = []
        cells: dict[str, tuple[int, int]] = {}
        at = 0
        for (column, head, long), value in zip(heads, values, strict=True):
            if value:
                told = value.replace("\n", _INSIDE) if "\n" in value else value
                end = at + long + len(told)
                cells[column] = (at + long, end)
                lines.append(head + told)
                at = end + 1
        return RowText("\n".join(lines), cells)

    return write


@dataclass(frozen=True, slots=True)
class RowTexts:
    """Many rows as text: the texts, and by column where its cells stand in them and what they say there, a row each."""

    texts: Sequence[str]
    starts: Mapping[str, Sequence[int]]
    stops: Mapping[str, Sequence[int]]
    told: Mapping[str, Sequence[str]]


def texts_of_rows(header: Sequence[str], columns: Sequence[Sequence[str]], wanted: Collection[str]) -> RowTexts:
    r"""Return the texts of many rows, given column by column; of the wanted columns also where each cell stands.

    >>> made = texts_of_rows(("day", "notes"), (("3 May", ""), ("Two\nlines", "One")), {"notes"})
    >>> made.texts, made.starts["notes"], made.told["notes"]
    (['day: 3 May\nnotes: Two\n    lines', 'notes: One'], [18, 7], ['Two\n    lines', 'One'])
    """
    ends = np.zeros(len(columns[0]), np.int64)
    lines: list[list[str]] = []
    starts: dict[str, Sequence[int]] = {}
    stops, told = dict(starts), dict[str, Sequence[str]]()
    for column, cells in zip(header, columns, strict=True):
        head = f"{' '.join(column.split())}: "
        values = [cell.replace("\n", _INSIDE) for cell in cells] if "\n" in "".join(cells) else cells
        lines.append([f"{head}{value}\n" if value else "" for value in values])
        long = np.fromiter(map(len, lines[-1]), np.int64, len(values))
        if column in wanted:
            told[column] = values
            starts[column] = (ends + len(head)).tolist()
            stops[column] = (ends + np.maximum(long - 1, len(head))).tolist()
        ends += long
    return RowTexts(["".join(row)[:-1] for row in zip(*lines, strict=True)], starts, stops, told)


def hash_of_row(row: Mapping[str, str]) -> str:
    """Return the sha256 of a row: its columns with their cells.

    >>> hash_of_row({"day": "3 May"})[:8], hash_of_row({"day": "4 May"})[:8]
    ('c8d2d7b1', 'fe2f6e7f')
    """
    return hashlib.sha256("\0".join((*row, *row.values())).encode(errors="replace")).hexdigest()


def row_of_text(text: str) -> dict[str, str]:
    r"""Return the row that :func:`text_of_row` wrote, without its empty cells.

    >>> row_of_text("day: 3 May\nnotes: Two\n    lines")
    {'day': '3 May', 'notes': 'Two\nlines'}
    """
    parts = (line.partition(": ") for line in _BETWEEN.split(text))
    return {column: value.replace(_INSIDE, "\n") for column, _, value in parts}
