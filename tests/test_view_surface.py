"""Layers on the map: every area with something in it has a class of the legend, and none is lost for lack of a shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.areas import AreaCount, DensityCell
from view.surface import CLASSES, by_country, by_region, by_square, class_names, lower_bounds, shape_of

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30)


@given(COUNTS)
def test_classes_rise_and_hold_all_that_is_counted(values: list[int]) -> None:
    lower = lower_bounds(values)
    assert list(lower) == sorted(set(lower))
    assert len(lower) <= CLASSES
    assert len(class_names(lower)) == len(lower)
    assert (lower[:1] == (1,)) == any(values)


@given(COUNTS)
def test_an_area_has_a_colour_where_something_is_counted_and_only_there(values: list[int]) -> None:
    counts = [AreaCount(f"{at:02d}", value, 0) for at, value in enumerate(values)]
    told = by_country(counts, "events").data["countries"]
    assert isinstance(told, dict)
    assert set(told) == {each.code for each in counts if each.events}
    assert all(1 <= row[0] <= CLASSES for row in told.values())


def test_deaths_are_counted_where_they_are_asked_for() -> None:
    counts = [AreaCount("SY", 9, 0), AreaCount("IQ", 1, 40)]
    told = by_country(counts, "deaths").data["countries"]
    assert told == {"IQ": [5, 40, "Iraq"]}


def test_areas_without_a_shape_are_circles() -> None:
    made = by_region([AreaCount("UA/Kharkiv Oblast", 5, 0, 49, 36), AreaCount("PS/Gaza", 7, 0, 31.5, 34.5)], "events")
    digits, circles = made.data["areas"], made.data["circles"]
    there = shape_of("UA/Kharkiv Oblast") or shape_of("UA/Kharkiv")
    assert isinstance(digits, str)
    assert isinstance(circles, list)
    assert sum(digit != "0" for digit in digits) + len(circles) == 2
    assert there is None or shape_of("PS/Gaza") is not None or [row[4] for row in circles] == ["Gaza"]


@pytest.mark.parametrize("far", [1, 100_000])
def test_squares_are_told_whole_however_far_apart(far: int) -> None:
    made = by_square([DensityCell(1, 1, 3, 0), DensityCell(1 + far, 2, 90, 0)], "events", 12).data["squares"]
    assert isinstance(made, dict)
    told = (
        sorted(made["digits"].replace("0", "")) if "digits" in made else sorted(str(row[2]) for row in made["listed"])
    )
    assert told == ["2", "5"]
