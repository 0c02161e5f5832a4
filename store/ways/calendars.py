"""Days of the Islamic calendars -> days of ours: the lunar one as tables reckon it, and the solar one of Iran and Afghanistan.

Sighting decides the true lunar month: the tables may be a day off either way.
"""

from __future__ import annotations

import datetime as dt

_LUNAR_EPOCH = dt.date(622, 7, 19).toordinal() - 1  # 1 Muharram 1 is 19 July 622 of our calendar reckoned backwards
_LEAPS_OF_33 = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def lunar_day(year: int, month: int, day: int) -> dt.date:
    """Return the day of the lunar Hijri calendar by the tables; ``ValueError`` where it has no such day.

    >>> lunar_day(1447, 9, 16), lunar_day(1445, 1, 1)
    (datetime.date(2026, 3, 5), datetime.date(2023, 7, 19))
    """
    leap = (11 * year + 14) % 30 < 11
    _checked(year, month, day, longest=30 if month % 2 or (month == 12 and leap) else 29)
    before = (year - 1) * 354 + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2
    return dt.date.fromordinal(_LUNAR_EPOCH + before + day)


def solar_day(year: int, month: int, day: int) -> dt.date:
    """Return the day of the solar Hijri calendar of the years 1178 to 1633; ``ValueError`` where it has no such day.

    >>> solar_day(1404, 12, 14), solar_day(1403, 1, 1)
    (datetime.date(2026, 3, 5), datetime.date(2024, 3, 20))
    """
    if not 1178 <= year <= 1633:
        message = f"no year of which the rule is known: {year}"
        raise ValueError(message)
    _checked(year, month, day, longest=31 if month <= 6 else 30 if month <= 11 or _solar_leap(year) else 29)
    leaps = sum(map(_solar_leap, range(1403, year))) if year >= 1403 else -sum(map(_solar_leap, range(year, 1403)))
    before = 365 * (year - 1403) + leaps + 31 * min(month - 1, 6) + 30 * max(0, month - 7)
    return dt.date(2024, 3, 20) + dt.timedelta(days=before + day - 1)


def _solar_leap(year: int) -> bool:
    return year % 33 in _LEAPS_OF_33


def _checked(year: int, month: int, day: int, *, longest: int) -> None:
    if not (1 <= month <= 12 and 1 <= day <= longest):
        message = f"no such day: {year}-{month}-{day}"
        raise ValueError(message)
