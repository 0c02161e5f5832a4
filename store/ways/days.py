"""A day as a file, feed or page states it -> the day, or why there is none. One rule for all ways in.

What is plain is read: ISO days, mail's form, names of months in a dozen languages, seconds since 1970, days of the
Islamic calendars where the words or the note AH or SH tell which. What can be two days (04/10/2026) is left open and
said; what no paper can have been printed on (the year 1447) is wrong. The day is the outlet's own, whatever its offset.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from store.ways.calendars import lunar_day, solar_day
from text.lexicon import cells, rows

OLDEST = 1600  # newspapers are no older
LONGEST = 100  # characters of it that are repeated to a reader
EPOCH_FROM, EPOCH_TO = 631_152_000, 4_102_444_800  # 1990 to 2100, in seconds since 1970
Order = Literal["day first", "month first", ""]
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?![\d-])")
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NO_DAY = re.compile(r"\d{4}(?:[-/.]\d{1,2})?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MILITARY = re.compile(r"(\d{2})(\d{4})?([A-Z])?\s*([A-Z]{3})\s*(\d{4}|\d{2})\b")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")
_SERIAL = re.compile(r"([234]\d{4}|5[0-4]\d{3})(?:\.\d+)?")  # 1954 to 2050
_TOLD = re.compile(r"\b(A\.?H\.?|S\.?H\.?|hijri|qamari|shamsi|jalali)(?=\W|$)|(هـ|ق\b)|(ش\b)", re.IGNORECASE)
_SOLAR = frozenset({"sh", "shamsi", "jalali", "ش"})


HIJRI = " (of a Hijri calendar: write AH or SH behind it)"
_HIJRI_YEAR = re.compile(r"1[34]\d\d[-/.]")


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a day: ``day``, or ``why`` there is none; ``wrong`` where it is a mistake of whoever states it.

    ``either`` are the two days that it can be.
    """

    day: dt.date | None = None
    why: str = ""
    wrong: bool = False
    either: tuple[dt.date, ...] = ()


def stated_day(text: str, *, order: Order = "") -> Stated:
    """Return what a date says. ``order`` decides where day and month could change places, as other dates beside it tell.

    >>> [stated_day(said).day.isoformat() for said in ("Mon, 06 Apr 2026 23:30:00 -0800", "6 avril 2026", "1775433600")]
    ['2026-04-06', '2026-04-06', '2026-04-06']
    >>> stated_day("16 Ramadan 1447").day.isoformat(), stated_day("1404-12-14 SH").day.isoformat()
    ('2026-03-05', '2026-03-05')
    >>> stated_day("04/10/2026").why, stated_day("04/10/2026", order="day first").day.isoformat()
    ("two days can be meant by '04/10/2026'", '2026-10-04')
    >>> stated_day("1447-09-16").why
    'no such day: 1447-09-16 (of a Hijri calendar: write AH or SH behind it)'
    """
    said = " ".join(unicodedata.normalize("NFKC", text).split())[:LONGEST]
    said = "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in said)
    try:
        found = next((stated for rule in RULES if (stated := rule(said, order)) is not None), None)
    except (ValueError, OverflowError):
        hint = HIJRI if _HIJRI_YEAR.match(said) else ""
        return Stated(why=f"no such day: {said}{hint}", wrong=True)
    if found and found.day and found.day.year < OLDEST:
        return Stated(why=f"no paper is so old: {said}", wrong=True)
    return found or Stated(why=f"no day that can be read: {said!r}", wrong=True)


def serial_day(said: str) -> dt.date | None:
    """Return the day of a spreadsheet's own number, days since the end of 1899; None where it is none of our time.

    >>> serial_day("46067").isoformat(), serial_day("46067.604").isoformat(), serial_day("2026")
    ('2026-02-14', '2026-02-14', None)
    """
    found = _SERIAL.fullmatch(said.strip())
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(found[1])) if found else None


def month_number(said: str) -> int | None:
    """Return the number of a month that is given by its name or its number; None where it is neither.

    >>> month_number("Feb"), month_number("février"), month_number("2"), month_number("soon")
    (2, 2, 2, None)
    """
    text = said.strip().removesuffix(".0")
    return int(text) if text.isdecimal() else _months().get(("gregorian", text.lower().rstrip(".")))


def order_of(texts: list[str]) -> Order:
    """Return in which order day and month stand in numeric dates, as far as one of them tells.

    >>> order_of(["04/10/2026", "25/10/2026"]), order_of(["04/10/2026"]), order_of(["25/10/2026", "10/25/2026"])
    ('day first', '', '')
    """
    found = [match for match in map(_NUMERIC.match, (text.strip() for text in texts)) if match]
    first, second = any(int(each[1]) > 12 for each in found), any(int(each[3]) > 12 for each in found)
    if first == second:
        return ""
    return "day first" if first else "month first"


def _bare_year(said: str, _: Order) -> Stated | None:
    return Stated(why=f"no day is given: {said!r}") if _NO_DAY.fullmatch(said) else None


def _year_first(said: str, _: Order) -> Stated | None:
    found = _ISO.match(said) or _LOOSE.match(said)
    if not found:
        return None
    year, month, day = (int(part) for part in (found[1], *found.groups()[-2:]))
    calendar = _calendar(said[found.end() :])
    return Stated(calendar(year, month, day) if calendar else _ours(year, month, day))


def _epoch(said: str, _: Order) -> Stated | None:
    found = _EPOCH.fullmatch(said)
    if not found or not EPOCH_FROM <= int(found[1]) <= EPOCH_TO:
        return None
    return Stated(dt.datetime.fromtimestamp(int(found[1]), tz=dt.UTC).date())


def _military(said: str, _: Order) -> Stated | None:
    """Read "05MAR2026" and "051430Z MAR 26"."""
    found = _MILITARY.match(said)
    month = _months().get(("gregorian", found[4].lower())) if found else None
    return Stated(_ours(_whole_year(found[5]), month, int(found[1]))) if found and month else None


def _numeric(said: str, order: Order) -> Stated | None:
    """Read 16/04/2026; of 04/10/2026 only a note of the order, or the point of German and Russian dates, tells which it is."""
    found = _NUMERIC.match(said)
    if not found:
        return None
    one, other, year = int(found[1]), int(found[3]), _whole_year(found[4])
    calendar = _calendar(said[found.end() :])
    if calendar:
        return Stated(calendar(year, other, one))
    if one == other or one > 12 or order == "day first" or (found[2] == "." and not order):
        return Stated(_ours(year, other, one))
    if other > 12 or order == "month first":
        return Stated(_ours(year, one, other))
    either = (_ours(year, other, one), _ours(year, one, other))
    return Stated(why=f"two days can be meant by {found[0]!r}", either=tuple(sorted(either)))


def _named(said: str, _: Order) -> Stated | None:
    """Read a date whose month has a name, in whatever order: "Apr 6, 2026", "6 avril 2026", "16 Ramadan 1447"."""
    words = re.findall(r"\d+|[^\W\d_]+(?:[-' ’][^\W\d_]+)*", said.lower().replace("’", "'"))
    named = [found for word in words for found in _month_in(word)]
    name, calendar, month = max(named, key=lambda found: len(found[0]), default=("", "", 0))
    numbers = [int(word) for word in re.findall(r"(?<![:\d+])(?<!\s-)\d{1,4}(?![:\d])", said)]
    year = next((number for number in numbers if number > 31), None) or _short_year(said)
    day = next((number for number in numbers if 1 <= number <= 31), None)
    if not name or year is None or day is None:
        return None
    made = {"hijri": lunar_day, "solar hijri": solar_day}.get(calendar, _ours)
    return Stated(made(year, month, day))


def _short_year(said: str) -> int | None:
    found = re.search(r"\d{1,2}[-\s]\w+[-\s](\d{2})\b(?!:)", said)
    return _whole_year(found[1]) if found else None


RULES: tuple[Callable[[str, Order], Stated | None], ...] = (
    _bare_year,
    _year_first,
    _epoch,
    _military,
    _numeric,
    _named,
)
"""In this order; the first that knows the form decides."""


def _ours(year: int, month: int, day: int) -> dt.date:
    made = dt.date(year, month, day)
    if made.year < OLDEST:
        message = f"no such day: {made}"
        raise ValueError(message)
    return made


def _whole_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _calendar(rest: str) -> Callable[[int, int, int], dt.date] | None:
    """Return the calendar that is told behind a date."""
    found = _TOLD.search(rest)
    if not found:
        return None
    return solar_day if found[0].lower().replace(".", "") in _SOLAR else lunar_day


def _month_in(word: str) -> list[tuple[str, str, int]]:
    """Return name, calendar and number of months, also where other words stand before or behind."""
    parts = word.split(" ")
    tried = [" ".join(parts[at:to]) for at in range(len(parts)) for to in range(len(parts), at, -1)]
    return [(one, name, _months()[name, one]) for one in tried for name in _CALENDARS if (name, one) in _months()]


_CALENDARS = ("gregorian", "hijri", "solar hijri")


@cache
def _months() -> dict[tuple[str, str], int]:
    """Return (calendar, name) -> number of the month."""
    return {(row["calendar"], word): int(row["number"]) for row in rows("months.csv") for word in cells(row["words"])}
