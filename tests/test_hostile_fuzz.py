"""Random bytes at every door: the promises of fuzz/targets hold in each run of the suite, with Hypothesis's inputs."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz.__main__ import main
from bench.fuzz.seeds import seeds
from bench.fuzz.targets import TARGETS

DEAR = ("question", "rot")  # these open archives
CHEAP = sorted(set(TARGETS) - {"reader", "html", *DEAR})
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(QUIET, max_examples=8)
CUT, OTHER = 255, 7


def test_the_targets_can_be_listed_and_a_wrong_one_is_one_line(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["fuzz", "--list"])
    main()
    assert set(capsys.readouterr().out.split()) == set(TARGETS)
    monkeypatch.setattr("sys.argv", ["fuzz", "nothing"])
    with pytest.raises(SystemExit, match="nothing: no such target"):
        main()


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_hold(name: str) -> None:
    for seed in seeds(name):
        TARGETS[name](seed)


@pytest.mark.parametrize("name", CHEAP)
@QUIET
@given(data=st.binary(max_size=300))
def test_any_bytes_hold(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("name", CHEAP)
@QUIET
@given(changes=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), min_size=1, max_size=6))
def test_a_valid_input_that_was_damaged_holds(name: str, changes: list[tuple[int, bytes]]) -> None:
    for seed in seeds(name):
        TARGETS[name](_damaged(seed, changes))


@settings(QUIET, max_examples=25)
@given(words=st.binary(min_size=3, max_size=120))
def test_any_text_can_be_read(words: bytes) -> None:
    TARGETS["reader"](b"\x00" + words)


@QUIET
@given(value=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["bounds", "center", "zoom", "lat", "lng", "_southWest", "_northEast"]), inner, max_size=5)))  # fmt: skip
def test_whatever_a_browser_says_of_its_map_is_a_window_or_nothing(value: object) -> None:
    browser: Callable[[bytes], None] = TARGETS["browser"]
    browser(json.dumps(value).encode())


@pytest.mark.parametrize("name", DEAR)
@FEW
@given(data=st.binary(max_size=300))
def test_an_archive_stands_any_bytes(name: str, data: bytes) -> None:
    TARGETS[name](data)


@FEW
@given(changes=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), min_size=1, max_size=6))
def test_a_question_that_was_damaged_is_answered_or_refused(changes: list[tuple[int, bytes]]) -> None:
    for seed in seeds("question"):
        TARGETS["question"](_damaged(seed, changes))


@pytest.mark.parametrize("file", range(15))
@pytest.mark.parametrize("what", [CUT, OTHER])
def test_no_file_of_an_archive_rots_unnoticed(file: int, what: int) -> None:
    """Each file in turn: all behind a place is gone, or one byte is another."""
    where = Random(f"{file} {what}").randrange(2**24)  # noqa: S311 - the same place every time
    TARGETS["rot"](bytes([file, *where.to_bytes(3, "big"), what]))


def _damaged(seed: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for at, other in changes:
        place = at % max(1, len(seed))
        seed = seed[:place] + other + seed[place + len(other) // 2 :]
    return seed
