"""Choices among candidates: what cues add up to, how clusters are made of pairs, and what the weights' files must hold."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.coreference.in_document import clusters
from text.scoring import WEIGHTS, chance, choose, deciding, score, weighed, weights

FILES = sorted(WEIGHTS.glob("*.csv"))
TRIED = {"tried": {"to begin with": -1.0, "for it": 2.0, "against it": -3.0}}


def test_cues_add_up_and_one_without_a_weight_says_nothing() -> None:
    with weighed(TRIED):
        assert score({"for it": 1.0, "unheard of": 5.0}, "tried") == 1.0
        assert score({"for it": 1.0, "against it": 0.5}, "tried") == -0.5


def test_the_likeliest_candidate_is_chosen_with_its_chance_among_all() -> None:
    with weighed(TRIED):
        best, likely = choose([{"against it": 1.0}, {"for it": 1.0}, {}], "tried")
    assert best == 1
    assert likely == pytest.approx(1 / (1 + math.exp(-5) + math.exp(-2)))


def test_the_cues_that_decided_are_named_heaviest_first() -> None:
    with weighed(TRIED):
        assert deciding({"for it": 1.0, "against it": 1.0}, "tried") == (("against it", -3.0), ("for it", 2.0))


def test_numbers_that_are_only_tried_are_gone_afterwards() -> None:
    with weighed(TRIED):
        assert weights("tried")
    with pytest.raises(FileNotFoundError):
        weights("tried")


@settings(deadline=None)
@given(st.floats(-1e6, 1e6))
def test_a_chance_is_a_chance(odds: float) -> None:
    assert 0 <= chance(odds) <= 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_weights_file_names_each_cue_once_with_a_number(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert len({row["cue"] for row in rows}) == len(rows)
    assert all(math.isfinite(float(row["weight"])) and row["cue"] == row["cue"].strip() for row in rows)


PAIRS = st.integers(1, 9).flatmap(
    lambda n: st.tuples(st.just(n), st.lists(st.floats(-3, 3), min_size=n * n, max_size=n * n))
)


@settings(deadline=None)
@given(PAIRS)
def test_each_item_is_in_one_cluster(made: tuple[int, list[float]]) -> None:
    count, odds = made
    found = clusters(range(count), lambda i, j: odds[i * count + j])
    assert sorted(n for group in found for n in group) == list(range(count))
    assert list(found) == sorted(found)


@settings(deadline=None)
@given(PAIRS)
def test_a_stricter_bar_joins_no_more(made: tuple[int, list[float]]) -> None:
    count, odds = made
    loose, strict = (len(clusters(range(count), lambda i, j: odds[i * count + j], bar)) for bar in (0.0, 1.0))
    assert strict >= loose


def test_a_third_that_fits_one_of_two_but_not_both_on_average_stays_apart() -> None:
    odds = {(0, 1): 2.0, (1, 2): 1.0, (0, 2): -3.0}
    assert clusters("abc", lambda i, j: odds[i, j]) == ((0, 1), (2,))
