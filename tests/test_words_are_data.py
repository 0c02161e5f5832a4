"""Words are data: no set or list of more than seven words stands in the code of reading, and each list says what it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from text.lexicon import rows

HOUSE = Path(__file__).parent.parent
READING = [path for room in ("text", "geo", "events") for path in sorted((HOUSE / room).rglob("*.py"))]
MOST = 7
NAMES_OF_OURS = {  # names of fields, tags, layers and types: they are code, and no words of a text
    "text/encoder.py PARTS",
    "text/parse.py __slots__",
    "text/passages.py PassageKind",
    "geo/offset.py POINTS",
    "events/coding/place_clause.py CLAUSES",
    "events/coreference/distinct_rules.py before_noun",
    "events/mentions/casualties/verbs.py object_at",
    "events/mentions/casualties/victims.py Kind",
    "events/mentions/casualties/victims.py _edge",
    "events/model.py SUB_EVENT_TYPES",
}
LISTS = rows("word_lists.csv")


def long_lists(tree: ast.Module) -> Iterator[str]:
    """Yield the name of what holds a literal of more than seven strings, or a string of more than seven to be split."""
    within = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        words: list[object] = []
        if isinstance(node, (ast.Set, ast.Tuple, ast.List)):
            words = [each.value for each in node.elts if isinstance(each, ast.Constant)]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("split", "word_set")):
            text = [node.func.value if isinstance(node.func, ast.Attribute) else None, *node.args]
            words = " ".join(each.value for each in text if _is_text(each)).split()
        if len([word for word in words if isinstance(word, str)]) > MOST:
            yield _holder(node, within)


def _is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _holder(node: ast.AST, within: dict[ast.AST, ast.AST]) -> str:
    while node in within and not isinstance(node, (ast.Assign, ast.AnnAssign, ast.FunctionDef)):
        node = within[node]
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])
    return getattr(node, "name", "?")


def test_no_long_list_of_words_stands_in_code() -> None:
    found = {
        f"{path.relative_to(HOUSE).as_posix()} {name}"
        for path in READING
        for name in long_lists(ast.parse(path.read_text(encoding="utf-8")))
        if name != "__all__"
    }
    assert found == NAMES_OF_OURS


def test_what_is_looked_for_is_found() -> None:
    code = 'A = {"a", "b", "c", "d", "e", "f", "g", "h"}\nB = word_set("a b c d e f g h")\nC = "a b c d e f g".split()'
    assert list(long_lists(ast.parse(code))) == ["A", "B"]


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row["list"])
def test_each_list_says_what_it_is_for_and_is_asked(row: dict[str, str]) -> None:
    asked = "".join(path.read_text(encoding="utf-8") for path in READING)
    words = row["words"].split("|")
    assert row["meaning"]
    assert row["source"]
    assert len(words) == len(set(words))
    assert f'("{row["list"]}")' in asked
    shown = [part.lower() for part in re.findall(r"\*([^*]+)\*", row["example"])]
    assert shown
    assert set(shown) <= {word.lower() for word in words}


def test_lists_have_names_of_their_own() -> None:
    assert len({row["list"] for row in LISTS}) == len(LISTS)
