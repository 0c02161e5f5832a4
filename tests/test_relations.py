"""Relations: every row of the table names what the parser finds in its example, and no label is left unnamed."""

import re

import pytest

from text import Span
from text.language import load
from text.lexicon import Row, rows
from text.parsing import parse_all

TABLE = rows("relations.csv")


@pytest.mark.parametrize("row", [row for row in TABLE if row["example"]], ids=lambda row: row["label"])
def test_a_relation_is_found_in_its_example(row: Row) -> None:
    text = re.sub(r"[{}]", "", row["example"])
    token = next(one for one in parse_all((Span(0, len(text), text),))[0] if one.idx == row["example"].index("{"))
    assert token.relation == row["relation"]


def test_every_label_of_the_parser_has_a_relation_of_its_own() -> None:
    assert {row["label"] for row in TABLE} == set(load().get_pipe("parser").labels)
    assert len({row["relation"] for row in TABLE}) == len(TABLE)
