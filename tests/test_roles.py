"""Who may do what: laws over visitors and settings, and that everything the page writes asks first."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Archive
from ui import access
from ui.access import Visitor
from ui.settings import Settings

HOUSE = Path(__file__).parent.parent
ANY = "0.0.0.0"  # noqa: S104 - what a host binds to


PEOPLE = st.frozensets(st.sampled_from(["ada@example.org", "bob@example.org", "sub:7"]))
VISITORS = st.builds(Visitor, st.booleans(), PEOPLE)
RULES = st.builds(
    Settings,
    read_only=st.booleans(),
    editors=PEOPLE,
    readers=st.one_of(st.sampled_from(["everyone", "signed-in"]), PEOPLE),
)
WRITES = st.sampled_from(["add", "correct", "fetch"])


@given(VISITORS, RULES, WRITES)
def test_only_an_editor_or_ones_own_machine_without_roles_writes(
    visitor: Visitor, rules: Settings, action: access.Action
) -> None:
    if access.allowed(visitor, action, rules):
        assert not rules.read_only
        assert visitor.names & rules.editors or (visitor.here and not rules.sign_in)
        assert access.allowed(visitor, "read", rules)


@given(VISITORS, RULES, WRITES)
def test_more_roles_never_take_a_right_away(visitor: Visitor, rules: Settings, action: access.Action) -> None:
    known = replace(visitor, names=visitor.names | {"ada@example.org"})
    assert access.allowed(known, action, rules) or not access.allowed(visitor, action, rules)


@pytest.mark.parametrize(
    ("address", "headers", "here"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:8501"}, True),
        ("localhost", {"host": "localhost"}, True),
        ("::1", {"Host": "[::1]:8501"}, True),
        ("127.0.0.1", {"Host": "map.example.org"}, False),
        ("127.0.0.1", {"Host": "localhost.example.org"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1", "x-forwarded-for": "127.0.0.1"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1", "Forwarded": "for=127.0.0.1"}, False),
        (ANY, {"Host": "localhost"}, False),
        (None, {"Host": "localhost"}, False),
        ("", {"Host": "localhost"}, False),
        ("::", {"Host": "localhost"}, False),
        ("192.168.1.5", {"Host": "localhost"}, False),
        ("unix:///run/map.sock", {"Host": "localhost"}, False),
    ],
)
def test_only_ones_own_machine_is_here(address: str | None, headers: Mapping[str, str], here: bool) -> None:  # noqa: FBT001
    assert access.is_here(address, headers, Settings()) is here
    assert not access.is_here(address, headers, Settings(proxied=True))


def test_all_that_people_write_passes_the_check() -> None:
    """In ui/ the archive is written to only as ``session.to_write(action)`` gives it; seeding an empty one excepted."""
    writes = {
        name
        for name, method in vars(Archive).items()
        if not name.startswith("_")
        and re.search(r"self\.(_written_to|review|add_written)\(", inspect.getsource(getattr(method, "fget", method)))
    }
    assert writes >= {"add", "add_written", "add_problems", "review", "undo"}
    passing = {"add_paths", "add_articles"}
    for path in (HOUSE / "ui").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        checked = {
            name.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and _checks(node.value)
            for name in node.targets
            if isinstance(name, ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr in writes and not _is_set(call.func.value):
                assert _checks(call.func.value) or _name(call.func.value) in checked, f"{path.name}:{call.lineno}"
            if isinstance(call.func, ast.Name) and call.func.id in passing:
                assert _checks(call.args[0]) or _name(call.args[0]) in checked, f"{path.name}:{call.lineno}"


def _checks(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"session.to_write", "to_write"}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_set(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"names", "seen"}
