"""How the value of a field is written on a command line."""

from __future__ import annotations

import datetime as dt

import pytest

from commands.values import WAYS, BadValue, Known, value_of
from events import Count, When
from geo import Unresolved
from tests.factories import place

NOBODY = Known(lambda _: None, place)


VALUES = [
    ("fatalities", "9", Count(9, 9, 9)),
    ("injured", "9-14", Count(9, 9, 14)),
    ("fatalities", "none", None),
    ("when", "2017-10-02..2017-10-05", When(dt.date(2017, 10, 2), dt.date(2017, 10, 5), "range")),
    ("place", "none", Unresolved("corrected by a person")),
    ("actors", "none", ()),
]


@pytest.mark.parametrize(("field", "text", "value"), VALUES)
def test_how_values_are_written(field, text, value):
    assert value_of(field, text, NOBODY) == value


@pytest.mark.parametrize("field", sorted(set(WAYS) - {"sub_event_type", "status"}))
def test_a_value_that_is_none_says_how_one_is_written(field):
    with pytest.raises(BadValue, match="cannot be its value; write "):
        value_of(field, "1 nonsense", NOBODY)
