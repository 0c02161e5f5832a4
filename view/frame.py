"""What a map shows: a centre and a zoom, and the window that follows from them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store import WORLD, Window, window_of

TILE = 256
WIDTH, HEIGHT = 1000, 640
"""The map's size in pixels that a first view is made for; the browser tells its own as soon as it is there."""
LEAST_HEIGHT = 60
"""Pixels below which a map is only on its way to being shown."""
NEAREST = 18
FARTHEST = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """Centre in degrees WGS 84 and zoom as web maps count it (0: the world in 256 pixels)."""

    lat: float
    lon: float
    zoom: int

    def window(self, width: int = WIDTH, height: int = HEIGHT) -> Window:
        """Return the window that a map of this many pixels shows.

        >>> wide = Frame(34.0, 40.0, 6).window(); round(wide.west, 1), round(wide.east, 1)
        (29.0, 51.0)
        """
        size = TILE * 2**self.zoom
        x, y = (self.lon + 180) / 360, _mercator(self.lat)
        north, south = latitude(y - height / 2 / size), latitude(y + height / 2 / size)
        half = width / 2 / size * 360
        return window_of(south, x * 360 - 180 - half, north, x * 360 - 180 + half)


def fitting(extent: Window | None, *, nearest: int = 8) -> Frame:
    """Return the frame in which all of ``extent`` lies, with some room round it; the inhabited world for None.

    >>> fitting(Window(33.5, 36.8, 35.4, 40.2))
    Frame(lat=34.4554, lon=38.5, zoom=8)
    """
    box = extent or Window(-40, -30, 60, 120)
    top, bottom = _mercator(box.north), _mercator(box.south)
    wide = ((box.east - box.west) % 360 or (360 if extent == WORLD else 0)) / 360
    zoom = min(_zoom(wide, WIDTH), _zoom(bottom - top, HEIGHT), nearest)
    lon = (box.west + wide * 180 + 180) % 360 - 180
    return Frame(round(latitude((top + bottom) / 2), 4), round(lon, 4), max(FARTHEST, zoom))


def heart(points: Sequence[tuple[float, float, int]]) -> Window | None:
    """Return the box of (lat, lon, events) without the outermost twentieth of the events on each side.

    One statement made far away shall not shrink a whole war to a dot; the caption says how many are outside.

    >>> heart([(35, 40, 9), (36, 41, 9), (38.9, -77, 1)])
    Window(south=35, west=40, north=36, east=41)
    """
    if not points:
        return None
    low, high = zip(*(_middle([(point[axis], point[2]) for point in points]) for axis in (0, 1)), strict=True)
    return Window(low[0], low[1], high[0], high[1])


def _middle(weighed: Sequence[tuple[float, int]], part: float = 0.06) -> tuple[float, float]:
    """Return the edges of what is left when this part of the weight is taken off at each end."""
    ordered = sorted(weighed)
    total, run = sum(weight for _, weight in ordered), 0
    inside = []
    for value, weight in ordered:
        run += weight
        if run > part * total and run - weight < (1 - part) * total:
            inside.append(value)
    return inside[0], inside[-1]


def _zoom(share: float, pixels: int) -> int:
    """Return the zoom at which this share of the world fills at most four fifths of so many pixels."""
    return 14 if share <= 0 else math.floor(math.log2(0.8 * pixels / TILE / share))


NEAR = {"site": 10, "town": 9, "district": 9, "province": 7, "country": 5, "area": 5}
"""Kind of place -> the zoom at which it can be seen with what lies round it, its uncertainty included."""


def close_to(lat: float, lon: float, kind: str, *, now: Frame | None = None) -> Frame:
    """Return a frame round a place; the zoom of ``now`` is kept where the place can be made out in it.

    >>> close_to(35.2, 39.8, "town", now=Frame(0, 0, 8)).zoom, close_to(35.2, 39.8, "town", now=Frame(0, 0, 3)).zoom
    (8, 9)
    """
    near = NEAR.get(kind, 8)
    keep = now is not None and near - 3 < now.zoom < near + 3
    return Frame(lat, lon, now.zoom if now is not None and keep else near)


def seen(value: Mapping[str, Any] | None) -> tuple[Frame, Window] | None:
    """Return what the browser says it shows, from st_folium's value.

    None where it has not said so yet, where the map has no height yet (its frame is opened a moment after it, and its
    middle is somewhere else until then), and where it says what no map shows: a browser's word can be forged.

    >>> told = {"bounds": {"_southWest": {"lat": 33, "lng": 36}, "_northEast": {"lat": 36, "lng": 42}}, "zoom": 7}
    >>> seen(told | {"center": {"lat": 34.5, "lng": 39}})
    (Frame(lat=34.5, lon=39.0, zoom=7), Window(south=33.0, west=36.0, north=36.0, east=42.0))
    >>> seen({"zoom": "<script>"}), seen(told | {"center": {"lat": 34.5, "lng": 39}, "zoom": 2})
    (None, None)
    """
    try:
        told = value or {}
        spots = told["bounds"]["_southWest"], told["bounds"]["_northEast"], told["center"]
        numbers = [float(spot[name]) for spot in spots for name in ("lat", "lng")]
        zoom = int(told["zoom"])
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return None
    if not all(map(math.isfinite, numbers)) or not FARTHEST <= zoom <= NEAREST:
        return None
    south, west, north, east, lat, lon = numbers
    if (_mercator(south) - _mercator(north)) * TILE * 2**zoom < LEAST_HEIGHT:
        return None
    lat, lon = max(-85.0, min(85.0, lat)), (lon + 180) % 360 - 180
    return Frame(round(lat, 4), round(lon, 4), zoom), window_of(south, west, north, east)


def alike(one: Frame, other: Frame, pixels: float = 4) -> bool:
    """Whether two frames show the same but for some pixels, which a browser's rounding may come to.

    >>> alike(Frame(34, 40, 6), Frame(34.001, 40, 6)), alike(Frame(34, 40, 6), Frame(34, 40, 7))
    (True, False)
    """
    size = TILE * 2**one.zoom
    across, down = (one.lon - other.lon) / 360 * size, (_mercator(one.lat) - _mercator(other.lat)) * size
    return one.zoom == other.zoom and abs(across) <= pixels and abs(down) <= pixels


def _mercator(lat: float) -> float:
    """Return Web Mercator's y, 0 (north) to 1 (south)."""
    sine = math.sin(math.radians(max(-85.05, min(85.05, lat))))
    return 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def latitude(y: float) -> float:
    """Return the latitude in degrees of Web Mercator's y, 0 (north) to 1 (south).

    >>> round(latitude(_mercator(33.5)), 6)
    33.5
    """
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * max(0.0, min(1.0, y))))))
