"""What the filters show -> a PNG of the map: the page's marks over the page's borders, drawn with Pillow, no browser.

A caption under the map says which filters, how many events and which version of the data; sources stand beside it.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from PIL.PngImagePlugin import PngInfo
from shapely.geometry.base import BaseGeometry

from store import WORLD, Archive, Filters, Marker, Window
from view import words
from view.area_labels import drawn_at
from view.export_line import writable
from view.frame import Frame, heart, latitude
from view.layers import TYPES, area_code
from view.picture_marks import VAGUE, Mark, draw, mark_of
from view.picture_marks import width as width_of
from view.picture_paper import Paper, Point
from view.snapshot_ground import FOLDER, features

WIDTH, HEIGHT = 1600, 1000
FOOT, ROW, LEGEND = 58, 27, 260
FINE = 5
"""The zoom from which on first-level areas are drawn, as on the page."""
THEMES = {
    "light": {"sea": "#dbe5ea", "land": "#f7f5f0", "river": "#b4cbd6", "border": "#8d8a84", "admin1": "#d5d0c6", "name": "#4a4740", "state": "#8a857b", "dot": "#6d6a62", "foot": "#ffffff", "ink": "#22262a", "box": "#fffffff0", "tint": "#466e8c1c"},
    "dark": {"sea": "#14191d", "land": "#22272b", "river": "#33454f", "border": "#6b7279", "admin1": "#353c42", "name": "#b4bcc3", "state": "#838c94", "dot": "#8a939b", "foot": "#14181b", "ink": "#e6e9eb", "box": "#1c2125f0", "tint": "#78a0be21"},
}  # fmt: skip
"""The page's own colours (static/map/basemap.js)."""


def picture(
    archive: Archive,
    filters: Filters,
    *,
    frame: Frame | None = None,
    width: int = WIDTH,
    height: int = HEIGHT,
    theme: str = "light",
) -> bytes:
    """Return the map as PNG, ``width`` × ``height`` pixels; ``frame`` None fits the events. ``theme`` is light or dark.

    Raises ``ValueError`` for less than 300 × 200 pixels and for more than 50 million.

    >>> import struct
    >>> made = picture(archive, Filters(), frame=Frame(35.0, 40.0, 4), width=300, height=200)
    >>> struct.unpack(">II", made[16:24])  # as the file's header has it
    (300, 200)
    """
    if width < 300 or height < 200 or width * height > 50_000_000:
        message = f"a picture has 300 × 200 to 50 million pixels, not {width} × {height}"
        raise ValueError(message)
    inks, room = THEMES[theme], height - FOOT
    centre, zoom = ((frame.lat, frame.lon), frame.zoom) if frame else _fitting(archive, filters, width, room)
    paper = Paper(width, height, centre=centre, zoom=zoom, sea=inks["sea"])
    found = archive.markers(filters, window=paper.window, zoom=math.floor(paper.zoom))
    marks = [(paper.at(*drawn_at(marker)), mark_of(marker)) for marker in _areas_first(found)]
    _ground(paper, inks, {area_code(marker) for marker in found if marker.area})
    _names(paper, inks, [(at, width_of(paper, mark) / 2) for at, mark in marks])
    for at, mark in marks:
        draw(paper, at, mark, theme)
    _legend(paper, theme, inks, [at for at, _ in marks])
    said = _said(archive, filters)
    _foot(paper, inks, writable(said))
    return _png(paper, said)


def _areas_first(found: Iterable[Marker]) -> list[Marker]:
    """Put what is known to an area only below the points, as on the page."""
    return sorted(found, key=lambda marker: not marker.area)


def _said(archive: Archive, filters: Filters) -> str:
    """Return the caption: what is shown, how much of it, and of which version of the data."""
    shown = f"{words.filters_line(filters, archive.names())}. {words.tally_line(archive.tally(filters))}."
    return f"{shown} {words.SNAPSHOT_VERSION.format(version=archive.version)}"


def _png(paper: Paper, said: str) -> bytes:
    about = PngInfo()
    about.add_itxt("Title", words.TITLE)
    about.add_itxt("Description", writable(said))
    out = io.BytesIO()
    paper.finished().save(out, "PNG", optimize=True, pnginfo=about)
    return out.getvalue()


def _fitting(archive: Archive, filters: Filters, width: int, height: int) -> tuple[Point, float]:
    """Return centre and zoom at which the events fit beside the legend, without the outermost few, as on the page."""
    points = [(each.lat, each.lon, each.count) for each in archive.markers(filters, window=WORLD, zoom=FINE)]
    box = heart(points) or Window(-40, -30, 60, 120)
    world = Paper(256, 256, centre=(0, 0), zoom=0, sea="black")
    (left, top), (right, bottom) = world.at(box.north, box.west), world.at(box.south, box.east)
    aside = LEGEND if width > 3 * LEGEND else 0
    share = max((right - left) / (width - aside), (bottom - top) / height, 1e-6) / 0.84
    zoom = max(1.0, min(9.0, -math.log2(share)))
    below = FOOT / 2 / 2**zoom
    beside = aside / 2 / 2**zoom / 256 * 360
    return (latitude((top + bottom) / 2 / 256 + below / 256), (box.west + box.east) / 2 - beside), zoom


def _ground(paper: Paper, inks: dict[str, str], tinted: set[int | str]) -> None:
    """Draw land, waters and borders, clipped to the window; ``tinted`` areas are a little darker."""
    fine = paper.zoom >= FINE
    rows = features("admin1.json" if fine else "world.json")
    for ring in _rings(paper, (geometry for about, geometry in rows if not about.get("kind"))):
        paper.polygon(ring, inks["land"])
    for ring in _rings(
        paper, (geometry for about, geometry in rows if tinted & {about.get("gn_id"), about.get("iso2")})
    ):
        paper.polygon(ring, inks["tint"])
    _waters(paper, inks)
    _borders(paper, inks, features("lines.json") if fine else rows)


def _waters(paper: Paper, inks: dict[str, str]) -> None:
    """Draw lakes and rivers, the more of them the nearer one looks."""
    least = paper.zoom + 1
    shown = [geometry for about, geometry in features("waters.json") if (about["scalerank"] or 0) <= least]
    for ring in _rings(paper, (geometry for geometry in shown if "Polygon" in geometry.geom_type)):
        paper.polygon(ring, inks["sea"])
    for string in _strings(paper, (geometry for geometry in shown if "Line" in geometry.geom_type)):
        paper.line(string, colour=inks["river"], width=1.3)


def _borders(paper: Paper, inks: dict[str, str], rows: Sequence[tuple[dict[str, Any], BaseGeometry]]) -> None:
    """Draw the lines between provinces and states; the disputed ones are dashed."""
    lines = {about["kind"]: geometry for about, geometry in rows if about.get("kind")}
    for kind, colour, width in (("admin1", "admin1", 0.9), ("border", "border", 1.2), ("disputed", "border", 1.2)):
        for string in _strings(paper, [lines[kind]] if kind in lines else []):
            paper.line(string, colour=inks[colour], width=width, dash=(4, 3) if kind == "disputed" else None)


def _box(paper: Paper) -> tuple[float, float, float, float]:
    """Return the window with a little room, so that no cut edge is seen."""
    window = paper.window
    room = (window.north - window.south) * 0.05
    return window.west - room, window.south - room, window.east + room, window.north + room


def _rings(paper: Paper, geometries: Iterable[BaseGeometry]) -> Iterable[list[Point]]:
    for part in shapely.get_parts(shapely.clip_by_rect(list(geometries), *_box(paper))):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield paper.points(shapely.get_coordinates(part.exterior))


def _strings(paper: Paper, geometries: Iterable[BaseGeometry]) -> Iterable[list[Point]]:
    for part in shapely.get_parts(shapely.clip_by_rect(list(geometries), *_box(paper))):
        if part.geom_type == "LineString" and not part.is_empty:
            yield paper.points(shapely.get_coordinates(part))


def _names(paper: Paper, inks: dict[str, str], marks: list[tuple[Point, float]]) -> None:
    """Write the names of towns and states where there is room beside marks and heavier names."""
    taken = [(x - r * 1.2, y - r * 1.2, x + r * 1.2, y + r * 1.2) for (x, y), r in marks]
    for name, lat, lon, least in _labels(paper):
        x, y = paper.at(lat, lon)
        town = least is not None
        text, length = (name, paper.length(name, 12)) if town else (name.upper(), paper.length(name.upper(), 11))
        left = x + 6 if town else x - length / 2
        box = (x - 3 if town else left, y - 9, left + length + 3, y + 9)
        inside = box[0] > 0 and box[2] < paper.width and box[1] > 0 and box[3] < paper.height - FOOT
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            paper.text(
                (left, y), text, size=12 if town else 11, colour=inks["name" if town else "state"], halo=inks["land"]
            )
            if town:
                paper.circle((x, y), 2.1, fill=inks["dot"])


def _labels(paper: Paper) -> Iterable[tuple[str, float, float, int | None]]:
    """Yield name, latitude, longitude and first zoom (None: a state), the weightiest first."""
    names = json.loads((FOLDER / "area-names.json").read_text(encoding="utf-8"))
    if paper.zoom <= 6.5:
        yield from ((name, lat, lon, None) for name, lat, lon, area in names["states"] if area * 4**paper.zoom > 1500)
    files = ["towns.json", *(["towns-near.json"] if paper.zoom >= 7.5 else [])]
    rows = (row for file in files for row in json.loads((FOLDER / file).read_text(encoding="utf-8")))
    yield from ((name, lat, lon, least) for name, lat, lon, least, *_ in rows if least <= paper.zoom + 0.5)


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(paper: Paper, theme: str, inks: dict[str, str], marks: list[Point]) -> None:
    """Say what the shapes mean, in the corner where it covers the fewest marks; left out of a picture too small for it."""
    kinds = [(str(text), Mark(kind)) for kind, text in enumerate(TYPES)]
    rows = [
        *kinds,
        (str(words.MAP_WORDS["hollow"]), Mark(0, firm=False)),
        (str(words.MAP_WORDS["several"]), Mark(-1, count=3, kinds=(1, 0, 0, 1, 1))),
        (str(words.MAP_WORDS["doubtful"]), Mark(0, doubtful=True)),
        (str(words.MAP_WORDS["vague"]), Mark(0, place=VAGUE)),
    ]
    wide, tall = max(paper.length(text, 12) for text, _ in rows) + 60, ROW * len(rows) + 12
    if paper.height - FOOT - tall - 12 < 80 or wide > paper.width / 2:
        return
    left, top = _freest(_corners(paper, wide, tall), (wide, tall), marks)
    paper.box((left, top, left + wide, top + tall), inks["box"])
    for row, (text, mark) in enumerate(rows):
        y = top + 6 + ROW / 2 + ROW * row
        draw(paper, (left + 22, y), mark, theme)
        paper.text((left + 46, y), text, size=12, colour=inks["ink"])


def _corners(paper: Paper, wide: float, tall: float) -> tuple[Point, ...]:
    """Return where a box of this size may have its upper left corner, the best place first; the scale stays free."""
    low, right = paper.height - FOOT - tall - 12, paper.width - wide - 12
    return (12, low), (12, 12), (right, 12), (right, low - 40)


def _freest(places: tuple[Point, ...], box: Point, marks: list[Point], room: float = 16) -> Point:
    """Return the first of the places at which a box of this size, with some room round it, covers the fewest marks.

    >>> _freest(((0, 0), (100, 0)), (50, 50), [(20, 20)])
    (100, 0)
    """
    (wide, tall), near = box, room

    def covered(place: Point) -> int:
        left, top = place
        return sum(left - near < x < left + wide + near and top - near < y < top + tall + near for x, y in marks)

    return min(places, key=covered)


def _foot(paper: Paper, inks: dict[str, str], said: str) -> None:
    """Write the caption and the sources under the map, and the scale above them."""
    top = paper.height - FOOT
    paper.pen.rectangle([each * 2 for each in (0, top, paper.width, paper.height)], fill=inks["foot"])
    for row, (text, room) in enumerate(
        ((f"{words.TITLE}: {said}", paper.width - 24), (words.MAP_SOURCES, paper.width - 24))
    ):
        paper.text((12, top + 18 + 23 * row), _cut(paper, text, room), size=13 if row == 0 else 11, colour=inks["ink"])
    km, pixels = _scale(paper)
    right = paper.width - 16
    ends = [(right - pixels, top - 20), (right - pixels, top - 14), (right, top - 14), (right, top - 20)]
    paper.line(ends, colour=inks["ink"], width=1.4)
    paper.text(
        (right - pixels / 2, top - 24), f"{km:,} km", size=11, colour=inks["ink"], anchor="mm", halo=inks["land"]
    )


def _scale(paper: Paper) -> tuple[int, float]:
    """Return a round number of kilometres of at most 140 pixels, and how many pixels they are in the middle."""
    window = paper.window
    a_km = paper.width / max(
        1e-9, (window.east - window.west) * 111.32 * math.cos(math.radians((window.north + window.south) / 2))
    )
    round_ones = [number * 10**power for power in range(5) for number in (1, 2, 5)]
    km = max((each for each in round_ones if each * a_km <= 140), default=1)
    return km, km * a_km


def _cut(paper: Paper, text: str, room: float) -> str:
    while paper.length(text, 13) > room and len(text) > 2:
        text = text[: int(len(text) * 0.95) - 1] + "…"
    return text
