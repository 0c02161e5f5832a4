"""Days as a reader's locale has them; filters and figures as a reader is told them."""

from __future__ import annotations

import contextvars
import datetime as dt

import pytest

from store import Filters, Window
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


NAMES = {"jabhat-al-nusra": "Jabhat al-Nusra", "SY": "Syria", "IQ": "Iraq"}
SAID = [
    (Filters(), "all events"),
    (Filters(earliest=FIRST), "from 1 Sep 2017"),
    (Filters(latest=FIRST), "until 1 Sep 2017"),
    (Filters(earliest=FIRST, latest=SAME_YEAR), "1 Sep 2017 – 2 Nov 2017"),
    (Filters(actors=("jabhat-al-nusra", "russia-forces")), "Jabhat al-Nusra or Russia Forces"),
    (Filters(actors=("a",), role="party"), "A (involved)"),
    (Filters(event_types=("Battles", "Riots")), "Battles or Riots"),
    (Filters(countries=("SY", "IQ", "XX"), statuses=("claimed",)), "Syria or Iraq or XX · Status: claimed"),
    (Filters(actors=("jabhat-al-nusra", "russia-forces"), every=True), "Jabhat al-Nusra and Russia Forces"),
    (Filters(event_types=("Battles",), sub_event_types=("Air/drone strike",)), "Battles or Air/drone strike"),
    (Filters(precisions=("day", "none")), "Date: exact day or no date"),
    (Filters(regions=("SY/Homs", "IQ/Al Anbar")), "Homs, Syria or Al Anbar, Iraq"),
    (Filters(sources=("SY", "a/b")), "Source: SY or a/b"),
    (Filters(regions=("<i>/x",), actors=("</i-x>",)), "</i-x> · <i>/x"),
    (Filters(kinds=("site", "province")), "Location: exact site or province level"),
    (Filters(min_fatalities=1000), "1,000+ killed"),
    (Filters(text="  oil   field "), "Text: oil field"),
    (Filters(window=Window(1, 2, 3, 4)), "in the current map view"),
]


@pytest.mark.parametrize(("filters", "said"), SAID)
def test_filters_say_themselves_with_the_names_of_things(filters: Filters, said: str) -> None:
    assert words.filters_line(filters, NAMES) == said


def test_a_filter_names_days_in_the_readers_order() -> None:
    def said() -> str:
        words.read_as("en-US")
        return words.filters_line(Filters(latest=FIRST))

    assert contextvars.copy_context().run(said) == "until Sep 1, 2017"
