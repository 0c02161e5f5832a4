"""Whether two clusters cannot be one by where and when they were."""

from __future__ import annotations

from events.model import DateMention, When
from geo import Place, PlaceMention
from geo.area import kilometres


def incompatible_places(first: tuple[PlaceMention, ...], second: tuple[PlaceMention, ...]) -> bool:
    """Whether no place of one can be a place of the other: they lie farther apart than their uncertainties reach.

    >>> hama, cairo = sentence_of("They fled Hama.").places, sentence_of("They fled Cairo.").places
    >>> incompatible_places(hama, cairo), incompatible_places(hama, hama), incompatible_places(hama, ())
    (True, False, False)
    """
    if not first or not second:
        return False
    pairs = [(a.place, b.place) for a in first for b in second]
    known = [(a, b) for a, b in pairs if isinstance(a, Place) and isinstance(b, Place)]
    return bool(known) and not any(_may_meet(a, b) for a, b in known)


def _may_meet(first: Place, second: Place) -> bool:
    if first.id == second.id or (first.country == second.country and "country" in {first.kind, second.kind}):
        return True
    return kilometres(first.at, second.at) <= first.uncertainty_km + second.uncertainty_km + 5


def incompatible_times(first: tuple[DateMention, ...], second: tuple[DateMention, ...]) -> bool:
    """Whether both have dates and none of one meets one of the other.

    >>> monday, friday = (read_in(f"They fled on {day}.").dates for day in ("Monday", "Friday"))
    >>> incompatible_times(monday, friday), incompatible_times(monday, monday), incompatible_times(monday, ())
    (True, False, False)
    """
    if not first or not second:
        return False
    ours = [date.when for date in first if date.when]
    theirs = [date.when for date in second if date.when]
    return bool(ours and theirs) and not any(_meet(a, b) for a in ours for b in theirs)


def _meet(first: When, second: When) -> bool:
    """Whether two intervals can be the same time: they meet, and one is not much coarser than the other."""
    short, long = sorted((when.latest - when.earliest).days for when in (first, second))
    alike = long <= 7 or long <= 3 * short
    return alike and first.earliest <= second.latest and second.earliest <= first.latest
