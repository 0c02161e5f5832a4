"""What is known to an area only, and all events by area: no points, but areas with a number.

From afar the areas of a country are one mark at the middle of them, as their names could not all be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from store.answers import AREA_KINDS, Marker
from store.window import Window

WIDE = "(e.place_kind in ({}))".format(", ".join(f"'{kind}'" for kind in AREA_KINDS))
"""SQL: whether an event is known to an area only. (A null kind is none: ``case`` takes it for false.)"""
ROLLED_BELOW = 5
"""The zoom from which on each area has a mark of its own."""


def rolled(marks: Iterable[Marker], zoom: int) -> tuple[Marker, ...]:
    """Return the marks, seen from afar with one for all areas of a country.

    >>> (area,) = archive.markers(Filters(kinds=("province",)), window=Window(30, 35, 40, 45), zoom=7)
    >>> other = replace(area, lat=36.6, bounds=Window(36.6, 39.2, 36.6, 39.2))
    >>> [(each.count, round(each.lat, 1), each.spot) for each in rolled([area, other], 3)]
    [(2, 35.6, False)]
    >>> rolled([area, other], 6) == (area, other)
    True
    """
    if zoom >= ROLLED_BELOW:
        return tuple(marks)
    groups: dict[object, list[Marker]] = {}
    for mark in marks:
        groups.setdefault(mark.country if mark.area and mark.country else (mark.lat, mark.lon, mark.area), []).append(
            mark
        )
    return tuple(group[0] if len(group) == 1 else _one(group) for group in groups.values())


def _one(marks: Sequence[Marker]) -> Marker:
    """Return one mark for the areas of a country, at the middle of their events."""
    count = sum(mark.count for mark in marks)
    boxes = [mark.bounds for mark in marks]
    kinds = tuple(map(sum, zip(*(mark.kinds for mark in marks), strict=True)))
    busiest = max(marks, key=lambda mark: (mark.count, mark.ids))
    return replace(
        busiest,
        lat=sum(mark.lat * mark.count for mark in marks) / count,
        lon=sum(mark.lon * mark.count for mark in marks) / count,
        count=count,
        ids=busiest.ids[:1],
        spot=False,
        mixed=sum(map(bool, kinds)) > 1,
        firm=any(mark.firm for mark in marks),
        kinds=kinds,
        bounds=Window(
            min(box.south for box in boxes),
            min(box.west for box in boxes),
            max(box.north for box in boxes),
            max(box.east for box in boxes),
        ),
    )
