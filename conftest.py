"""What every doctest finds beside its own module: the names of tests/examples.py, which is loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("no timing", deadline=None)  # how long an example takes is no promise of a test
settings.load_profile("no timing")

EXAMPLES = (
    "page_of",
    "gazetteer",
    "sentence_of",
    "word",
    "trigger",
    "deed_in",
    "passage",
    "numbers_in",
    "reader",
    "mentions_of",
    "event_mentions_in",
    "document",
    "read_in",
)


def _late(name: str) -> Callable[..., object]:
    def made(*said: str) -> object:
        return getattr(import_module("tests.examples"), name)(*said)

    return made


@pytest.fixture(autouse=True, scope="session")
def _examples(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace.update({name: _late(name) for name in EXAMPLES})


@pytest.fixture(scope="session")
def archive_names(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Return the names of tests/examples_archive.py: a small archive, its parts, and two of its events."""
    made: dict[str, object] = import_module("tests.examples_archive").archive_names(tmp_path_factory.mktemp("examples"))
    return made


@pytest.fixture(scope="session")
def page_names(archive_names: dict[str, object]) -> dict[str, object]:
    """Return the names of tests/examples_page.py: what a function of the page draws, and what it answers."""
    made: dict[str, object] = import_module("tests.examples_page").page_names(archive_names["archive"])
    return made


NAMES_OF = {
    "store": ("archive_names",),
    "view": ("archive_names",),
    "ui": ("archive_names", "page_names"),
    "commands": ("archive_names",),
}


@pytest.fixture(autouse=True)
def _archive_examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> Iterator[None]:
    """Give the examples of the rooms that know an archive one; it is made when the first of them runs.

    Its names are taken back afterwards: in a module of another room they would hide the module's own.
    """
    room = Path(request.node.path).relative_to(request.config.rootpath).parts[0]
    asked = NAMES_OF.get(room, ()) if isinstance(request.node, pytest.DoctestItem) else ()
    given = {name: value for each in asked for name, value in request.getfixturevalue(each).items()}
    doctest_namespace.update(given)
    yield
    for name in given:
        del doctest_namespace[name]
