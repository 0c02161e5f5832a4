"""Figures in a table's columns: under "Killed" and "Wounded" each row has its dead and hurt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.mentions.casualties.finder import CountMention
from events.mentions.casualties.words import Of
from events.model import Count
from text import Span
from text.lexicon import word_group

_BAR = re.compile(r"[ \t]*[|\t][ \t]*")
_FIGURE = re.compile(r"(\d{1,3}(?:[ ,]\d{3})+|\d+)(?: ?\(\d+\))?")  # "44 (30)": as last known, and what was first said
_CELLS = 3
_HEADS: dict[str, Of] = {
    **dict.fromkeys(word_group("columns of the dead"), "killed"),
    **dict.fromkeys(word_group("columns of the hurt"), "injured"),
}


def column_counts(text: str, sentences: tuple[Span, ...]) -> Iterator[CountMention]:
    r"""Yield the figures of a text's tables, each in the sentence that its row is.

    >>> from text.sentences import sentences
    >>> said = "Place | What | Killed | Wounded\nHama | Car bomb | 4 | 11\nHoms | Raid | - | 2\n"
    >>> [(one.of, one.count.best, one.rule) for one in column_counts(said, sentences(said))]
    [('killed', 4, 'a column'), ('injured', 11, 'a column'), ('injured', 2, 'a column')]
    """
    columns: dict[int, Of] = {}
    at = 0
    for line in text.split("\n"):
        cells = list(_cells(line, at))
        at += len(line) + 1
        if len(cells) < _CELLS:
            columns = {}
        elif not columns:
            columns = {n: _HEADS[head] for n, (said, _) in enumerate(cells) if (head := said.lower()) in _HEADS}
        else:
            yield from _row(cells, columns, sentences)


def _cells(line: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield the cells of a line, each with its offset in the text."""
    start = 0
    for bar in (*_BAR.finditer(line), None):
        stop = bar.start() if bar else len(line)
        said = line[start:stop]
        yield said.strip(), at + start + len(said) - len(said.lstrip())
        start = bar.end() if bar else stop


def _row(cells: list[tuple[str, int]], columns: dict[int, Of], sentences: tuple[Span, ...]) -> Iterator[CountMention]:
    for n, of in columns.items():
        figure = _FIGURE.fullmatch(cells[n][0]) if n < len(cells) else None
        row = next((one for one in sentences if figure and one.start <= cells[n][1] < one.stop), None)
        if figure and row:
            number = int(re.sub(r"\D", "", figure[1]))
            span = row.part(cells[n][1], cells[n][1] + len(cells[n][0]))
            yield CountMention(span, Count(number, number, number), of, "a column", None, "new", "", row)
