"""No pattern of the packages has the form that takes for ever; growth by the clock is measured by make hostile."""

from __future__ import annotations

import re

from bench.hostile_patterns import nested, patterns


def test_no_endless_repetition_holds_only_another_one() -> None:
    found = patterns()
    assert len(found) > 50
    assert [where for where, pattern in found.items() if nested(pattern)] == []


def test_the_form_is_found_where_it_is() -> None:
    assert nested(re.compile(r"^(\w+)*$"))
    assert not nested(re.compile(r"^(\w+,)*$"))
