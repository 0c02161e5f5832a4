"""A sheet of paper for a map: where on it a point of the Earth lies, and drawing with lines of any width.

Drawn twice as large as wanted and made smaller at the end, which is how Pillow's lines get smooth.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from store import Window
from view.frame import latitude

TWICE = 2
FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf")
"""Tried in this order; Pillow's own font, which has Latin letters only, where none is installed."""

Point = tuple[float, float]


@cache
def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return a font of this size in the picture's pixels."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size * TWICE)
        except OSError:
            continue
    return ImageFont.load_default(size * TWICE)


class Paper:
    """A picture of ``width`` × ``height`` pixels that shows the Earth in Web Mercator round a centre at a zoom."""

    def __init__(self, width: int, height: int, *, centre: Point, zoom: float, sea: str) -> None:
        self.width, self.height, self.zoom = width, height, zoom
        self._scale = 256 * 2**zoom
        x, y = _world(np.array([centre[1]]), np.array([centre[0]]))
        self._left, self._top = x[0] * self._scale - width / 2, y[0] * self._scale - height / 2
        self.image = Image.new("RGB", (width * TWICE, height * TWICE), sea)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    @property
    def window(self) -> Window:
        """The part of the Earth on the picture, cut off at the poles and the date line.

        >>> window = Paper(200, 100, centre=(35.0, 40.0), zoom=6, sea="#dbe5ea").window
        >>> float(round(window.west, 2)), float(round(window.east, 2))
        (37.8, 42.2)
        """
        west, east = (each / self._scale * 360 - 180 for each in (self._left, self._left + self.width))
        north, south = (latitude(each / self._scale) for each in (self._top, self._top + self.height))
        return Window(south, max(-180.0, west), north, min(180.0, east))

    def at(self, lat: float, lon: float) -> Point:
        """Return x and y in the picture's pixels.

        >>> [round(each) for each in Paper(200, 100, centre=(35.0, 40.0), zoom=6, sea="#dbe5ea").at(35.0, 40.0)]
        [100, 50]
        """
        x, y = self.points(np.array([[lon, lat]]))[0]
        return x, y

    def points(self, lonlat: np.ndarray) -> list[Point]:
        """Return where the rows (longitude, latitude) lie, in the picture's pixels.

        >>> points = Paper(200, 100, centre=(35.0, 40.0), zoom=6, sea="#dbe5ea").points(np.array([[40.0, 35.0], [41.0, 35.0]]))
        >>> [round(x) for x, _ in points]
        [100, 146]
        """
        x, y = _world(lonlat[:, 0], lonlat[:, 1])
        return list(zip((x * self._scale - self._left).tolist(), (y * self._scale - self._top).tolist(), strict=True))

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        """Fill a ring.

        >>> paper = Paper(20, 20, centre=(35.0, 40.0), zoom=6, sea="#000000")
        >>> paper.polygon([(5, 5), (15, 5), (15, 15), (5, 15)], "#ff0000")
        >>> paper.finished().getpixel((10, 10)), paper.finished().getpixel((1, 1))
        ((255, 0, 0), (0, 0, 0))
        """
        if len(points) > 2:
            self.pen.polygon(_doubled(points), fill=fill)

    def line(
        self, points: Sequence[Point], *, colour: str, width: float, dash: tuple[float, float] | None = None
    ) -> None:
        """Draw a string of points, dashed where ``dash`` (on, off in pixels) says so.

        >>> paper = Paper(20, 20, centre=(35.0, 40.0), zoom=6, sea="#000000")
        >>> paper.line([(0, 10), (20, 10)], colour="#ff0000", width=4)
        >>> paper.finished().getpixel((10, 10))[0] > 200, paper.finished().getpixel((10, 2))
        (True, (0, 0, 0))
        """
        for part in _dashes(points, *dash) if dash else [points]:
            self.pen.line(_doubled(part), fill=colour, width=max(1, round(width * TWICE)), joint="curve")

    def circle(
        self, at: Point, radius: float, *, fill: str | None = None, outline: str | None = None, width: float = 1
    ) -> None:
        """Draw a circle.

        >>> paper = Paper(20, 20, centre=(35.0, 40.0), zoom=6, sea="#000000")
        >>> paper.circle((10, 10), 5, fill="#ff0000")
        >>> paper.finished().getpixel((10, 10)), paper.finished().getpixel((1, 1))
        ((255, 0, 0), (0, 0, 0))
        """
        box = _doubled([(at[0] - radius, at[1] - radius), (at[0] + radius, at[1] + radius)])
        self.pen.ellipse(box, fill=fill, outline=outline, width=max(1, round(width * TWICE)))

    def arc(self, at: Point, radius: float, turn: tuple[float, float], *, colour: str, width: float) -> None:
        """Draw a part of a ring; ``radius`` is its outer edge, ``turn`` from where to where in degrees, clockwise from the right.

        >>> paper = Paper(20, 20, centre=(35.0, 40.0), zoom=6, sea="#000000")
        >>> paper.arc((10, 10), 8, (0, 180), colour="#ff0000", width=4)
        >>> paper.finished().getpixel((10, 16))[0] > 200, paper.finished().getpixel((10, 4))
        (True, (0, 0, 0))
        """
        box = _doubled([(at[0] - radius, at[1] - radius), (at[0] + radius, at[1] + radius)])
        self.pen.arc(box, *turn, fill=colour, width=max(1, round(width * TWICE)))

    def box(self, corners: tuple[float, float, float, float], fill: str, *, round_by: float = 5) -> None:
        """Fill a rectangle with rounded corners.

        >>> paper = Paper(20, 20, centre=(35.0, 40.0), zoom=6, sea="#000000")
        >>> paper.box((2, 2, 18, 18), "#ff0000")
        >>> paper.finished().getpixel((10, 10)), paper.finished().getpixel((0, 0))
        ((255, 0, 0), (0, 0, 0))
        """
        self.pen.rounded_rectangle([each * TWICE for each in corners], round_by * TWICE, fill=fill)

    def text(
        self, at: Point, text: str, *, size: float, colour: str, anchor: str = "lm", halo: str | None = None
    ) -> None:
        """Write a line; ``anchor`` as Pillow has it.

        >>> paper = Paper(60, 20, centre=(35.0, 40.0), zoom=6, sea="#000000")
        >>> paper.text((2, 10), "Hama", size=12, colour="#ffffff")
        >>> paper.finished().getbbox() is not None  # not all of it is black
        True
        """
        shadow = {"stroke_width": 3, "stroke_fill": halo} if halo else {}
        self.pen.text((at[0] * TWICE, at[1] * TWICE), text, fill=colour, font=_font(size), anchor=anchor, **shadow)  # type: ignore[arg-type]

    def length(self, text: str, size: float) -> float:
        """Return how long a line is, in pixels.

        >>> paper = Paper(60, 20, centre=(35.0, 40.0), zoom=6, sea="#000000")
        >>> 0 < paper.length("Hama", 12) < paper.length("Hama and Homs", 12)
        True
        """
        return self.pen.textlength(text, font=_font(size)) / TWICE

    def finished(self) -> Image.Image:
        """Return the picture in the size that was asked for.

        >>> Paper(60, 20, centre=(35.0, 40.0), zoom=6, sea="#000000").finished().size
        (60, 20)
        """
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)


def _dashes(points: Sequence[Point], on: float, off: float) -> Iterator[list[Point]]:
    """Cut a string of points into strokes.

    >>> list(_dashes([(0, 0), (10, 0)], 4, 2))
    [[(0, 0), (4.0, 0.0)], [(6.0, 0.0), (10, 0)]]
    """
    stroke: list[Point] = [points[0]] if points else []
    drawing, left = True, on
    for start, stop in pairwise(points):
        here, length = 0.0, math.dist(start, stop)
        while length - here > left:
            here += left
            cut = _between(start, stop, here / length)
            if drawing:
                yield [*stroke, cut]
            stroke, drawing = [cut], not drawing
            left = on if drawing else off
        left -= length - here
        if drawing:
            stroke.append(stop)
    if drawing and len(stroke) > 1:
        yield stroke


def _between(start: Point, stop: Point, part: float) -> Point:
    """Return the point that lies this part of the way from one to the other."""
    return (start[0] + (stop[0] - start[0]) * part, start[1] + (stop[1] - start[1]) * part)


def _doubled(points: Sequence[Point]) -> list[Point]:
    return [(x * TWICE, y * TWICE) for x, y in points]


def _world(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return Web Mercator, 0 to 1 from the north-west corner."""
    sine = np.sin(np.radians(np.clip(lat, -85.05, 85.05)))
    return (lon + 180) / 360, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
