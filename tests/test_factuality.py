"""Factuality: every row of the table reads its example and leaves its counterexample alone; and rows of our own."""

import re

import pytest

from text import Span
from text.factuality import SCOPES, cues
from text.lexicon import Row, cells, rows, word_class
from text.parse import Token
from text.parsing import parse_all

TABLE = rows("factuality.csv")


def marked(said: str) -> Token:
    text = re.sub(r"[\[\]]", "", said)
    return next(token for token in parse_all((Span(0, len(text), text),))[0] if token.idx == said.index("["))


def read_by(row: Row, said: str) -> bool:
    phrases = {one for cell in cells(row["phrase"]) for one in (word_class(cell[1:]) if cell[0] == "@" else {cell})}
    return any(cue.category == row["category"] and cue.phrase in phrases for cue in cues(marked(said)))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['category']}-{row['scope']}-{row['phrase'][:12]}")
def test_a_row_reads_its_example_and_not_its_counterexample(row: Row) -> None:
    assert row["scope"] in SCOPES
    assert row["direction"] in {"forward", "backward", "either"}
    assert (read_by(row, row["example"]), read_by(row, row["counterexample"])) == (True, False)
