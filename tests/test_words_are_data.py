"""Words are data: no set or list of more than seven words stands in the code of reading, and each list says what it is."""

from __future__ import annotations

import ast
import io
import re
import tokenize
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
    "events/mentions/casualties/words.py object_at",
    "events/mentions/casualties/victims.py Kind",
    "events/mentions/casualties/victims.py _edge",
    "events/model.py SUB_EVENT_TYPES",
}
LISTS = rows("word_lists.csv")
ASKED = {
    name
    for path in READING
    for name in re.findall(
        r"(?:word_list|word_group|either_of)\([\"']([^\"']+)[\"']\)", path.read_text(encoding="utf-8")
    )
} | {  # "@words-for-untrue" in a row
    name.replace("-", " ") for row in rows("refusals.csv") for name in re.findall(r"@([\w-]+)", row["conditions"])
}


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


def most_alternatives(pattern: str) -> int:
    """Return how many alternatives stand beside each other, in a group or outside of all, where they are most."""
    text = re.sub(r"\\.|\[\]?[^\]]*\]|\{[^{}]*\}", "_", pattern)
    most = 1
    while group := re.search(r"\(([^()]*)\)", text):
        most = max(most, group[1].count("|") + 1)
        text = text[: group.start()] + "_" + text[group.end() :]
    return max(most, *(part.count("|") + 1 for part in re.split(r"[()]", text)))


@pytest.mark.parametrize("path", READING, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_long_alternation_stands_in_code(path: Path) -> None:
    strings = (
        token.string
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
        if token.type == tokenize.STRING and '"""' not in token.string
    )
    assert [text for text in strings if most_alternatives(text) > MOST] == []


def test_what_is_looked_for_is_found() -> None:
    assert most_alternatives(r"(?:a|b(?:c|d)|[|]) \| e") == 3
    code = 'A = {"a", "b", "c", "d", "e", "f", "g", "h"}\nB = word_set("a b c d e f g h")\nC = "a b c d e f g".split()'
    assert list(long_lists(ast.parse(code))) == ["A", "B"]


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row["list"])
def test_each_list_says_what_it_is_for_and_is_asked(row: dict[str, str]) -> None:
    words = row["words"].split("|")
    assert row["meaning"]
    assert row["source"]
    assert len(words) == len(set(words))
    assert row["list"] in ASKED
    shown = [part.lower() for part in re.findall(r"\*([^*]+)\*", row["example"])]
    lower = {word.lower() for word in words}
    assert shown
    assert all(one in lower or any(_fits(word, one) for word in words) for one in shown)


def _fits(pattern: str, word: str) -> bool:
    try:
        return re.fullmatch(pattern, word, re.IGNORECASE) is not None
    except re.error:  # a mark, such as an open bracket
        return False


def test_lists_have_names_of_their_own() -> None:
    assert len({row["list"] for row in LISTS}) == len(LISTS)
