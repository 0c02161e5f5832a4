"""A window: the box of latitudes and longitudes that a map shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """A box in degrees WGS 84. Where ``west > east`` it crosses the 180th meridian.

    >>> Window(30, 30, 40, 45).holds(35, 40), Window(-10, 170, 10, -170).holds(0, 179)
    (True, True)
    """

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        latitudes = -90 <= self.south <= self.north <= 90
        if not (latitudes and -180 <= self.west <= 180 and -180 <= self.east <= 180):
            message = f"no window: south {self.south}, west {self.west}, north {self.north}, east {self.east}"
            raise ValueError(message)

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the point lies inside, edges included.

        >>> Window(-10, 170, 10, -170).holds(0, -175), Window(-10, 170, 10, -170).holds(0, 0)
        (True, False)
        """
        inside = self.west <= lon <= self.east
        if self.west > self.east:
            inside = lon >= self.west or lon <= self.east
        return inside and self.south <= lat <= self.north

    def sql(self, lat: str = "e.lat", lon: str = "e.lon") -> tuple[str, tuple[float, ...]]:
        """Return the same question as SQL over the columns ``lat`` and ``lon``, with its values.

        >>> Window(30, 35, 38, 49).sql()
        ('(e.lat between ? and ? and (e.lon >= ? and e.lon <= ?))', (30, 38, 35, 49))
        """
        word = "or" if self.west > self.east else "and"
        text = f"({lat} between ? and ? and ({lon} >= ? {word} {lon} <= ?))"
        return text, (self.south, self.north, self.west, self.east)


WORLD = Window(-90.0, -180.0, 90.0, 180.0)


def window_of(south: float, west: float, north: float, east: float) -> Window:
    """Return a window for bounds as a map library gives them: it may have been dragged round the globe.

    >>> window_of(-95, 190, 95, 230)
    Window(south=-90, west=-170.0, north=90, east=-130.0)
    >>> window_of(10, -400, 20, 400) == Window(10, -180.0, 20, 180.0)
    True
    """
    south, north = (max(-90, min(90, edge)) for edge in sorted((south, north)))
    if east - west >= 360:
        return Window(south, -180.0, north, 180.0)
    return Window(south, _around(west), north, _around(east))


def _around(lon: float) -> float:
    """Return the longitude turned into -180..180.

    >>> _around(190), _around(180), _around(-180)
    (-170.0, 180, -180)
    """
    return lon if -180 <= lon <= 180 else (lon + 180.0) % 360.0 - 180.0
