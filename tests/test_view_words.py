"""Days as a reader's locale has them."""

from __future__ import annotations

import contextvars
import datetime as dt

import pytest

from view import words

FIRST, SAME_MONTH, SAME_YEAR, LATER = (
    dt.date(2017, 9, 1),
    dt.date(2017, 9, 30),
    dt.date(2017, 11, 2),
    dt.date(2018, 1, 5),
)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en-GB", ("1 Sep 2017", "1–30 Sep 2017", "1 Sep – 2 Nov 2017", "1 Sep 2017 – 5 Jan 2018")),
        ("en-US", ("Sep 1, 2017", "Sep 1–30, 2017", "Sep 1 – Nov 2, 2017", "Sep 1, 2017 – Jan 5, 2018")),
        ("ja-JP", ("2017 Sep 1", "2017 Sep 1–30", "2017 Sep 1 – Nov 2", "2017 Sep 1 – 2018 Jan 5")),
        (None, ("1 Sep 2017", "1–30 Sep 2017", "1 Sep – 2 Nov 2017", "1 Sep 2017 – 5 Jan 2018")),
    ],
)
def test_days_stand_in_the_readers_order_and_name_the_month(locale: str | None, expected: tuple[str, ...]) -> None:
    def said() -> tuple[str, ...]:
        words.read_as(locale)
        return (words.day(FIRST), *(words.days(FIRST, last) for last in (SAME_MONTH, SAME_YEAR, LATER)))

    assert contextvars.copy_context().run(said) == expected
    assert words.day(FIRST) == "1 Sep 2017"
