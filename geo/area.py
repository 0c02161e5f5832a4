"""Areas: which hold which, where their middle is and how far they reach, worked out from the towns in them."""

from __future__ import annotations

import math
from functools import lru_cache

from geo.place import LatLon, Place

Members = list[tuple[float, float, int]]  # towns: latitude, longitude, people
EARTH_KM = 6371.0088
KM_PER_DEGREE = 111.2  # of latitude, mean


def kilometres(a: LatLon, b: LatLon) -> float:
    """Return the great-circle distance of two points in kilometres, on a sphere of 6,371.0088 km (the mean radius of WGS 84).

    >>> round(kilometres(LatLon(35.13, 36.75), LatLon(36.2, 37.16)))
    125
    """
    p, q = math.radians(a.lat), math.radians(b.lat)
    across = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * across
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


@lru_cache(maxsize=16384)
def admin_codes(code: str) -> tuple[str, ...]:
    """All areas that a dotted code lies in, widest first, itself last.

    >>> admin_codes("SY.10.164946"), admin_codes("")
    (('SY', 'SY.10', 'SY.10.164946'), ())
    """
    parts = code.split(".") if code else []
    return tuple(".".join(parts[: i + 1]) for i in range(min(len(parts), 3)))


def covers_code(area: Place, place: Place) -> bool:
    """Whether the dotted code of ``area`` is, or begins, that of ``place``.

    >>> covers_code(gazetteer().country("SY"), gazetteer().find("Palmyra", country="SY")[0])
    True
    """
    return bool(area.code) and (place.code == area.code or place.code.startswith(area.code + "."))


def circle(members: Members, *, floor_km: float) -> tuple[LatLon, float]:
    """Return the middle of the towns, each weighing with its people, and the radius that holds nineteen in twenty of them.

    People are where things happen, so a province's point lies near its chief town. ``floor_km`` is the least radius:
    two towns in a corner say little about how far the area reaches.

    >>> at, radius = circle([(35.0, 36.0, 1000), (35.0, 37.0, 1000)], floor_km=10)
    >>> round(at.lat, 2), round(at.lon, 2), round(radius)
    (35.0, 36.5, 46)
    """
    x = y = z = 0.0
    for lat, lon, people in members:
        weight, p, q = people + 500, math.radians(lat), math.radians(lon)
        x, y, z = (
            x + weight * math.cos(p) * math.cos(q),
            y + weight * math.cos(p) * math.sin(q),
            z + weight * math.sin(p),
        )
    at = LatLon(math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)))
    far = sorted(kilometres(at, LatLon(lat, lon)) for lat, lon, _ in members)
    return at, round(max(floor_km, far[math.ceil(0.95 * len(far)) - 1]), 1)
