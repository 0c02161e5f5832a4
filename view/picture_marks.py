"""A marker -> its shape on paper: the same shapes, sizes and colours as on the page (static/map/events.js).

A shape for each kind of event and a colour that the colour-blind tell apart; hollow where nothing is asserted; a number
where there are several; a ring where the place is known roughly only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from store import Marker
from view.layers import KINDS, TYPES
from view.picture_paper import Paper, Point
from view.timeline import COLOURS

MIXED = {"light": ("#4d565e", "#ffffff"), "dark": ("#c5ccd2", "#14191d")}
EDGE = {"light": "#22262a", "dark": "#f1f3f5"}
PAPER = {"light": "#ffffff", "dark": "#171c20"}
INKS = ("#ffffff", "#111111", "#111111", "#111111", "#111111", "#ffffff", "#ffffff")
VAGUE = KINDS.index("district")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn: kind of event (-1: several kinds), how many, firm or hollow, a spot or a cluster, place's kind."""

    kind: int
    count: int = 1
    firm: bool = True
    spot: bool = True
    place: int = 0


def mark_of(marker: Marker) -> Mark:
    """Return what a marker looks like.

    >>> [mark_of(each) for each in archive.markers(Filters(), window=Window(34.9, 39, 36, 41), zoom=7)]
    [Mark(kind=4, count=1, firm=False, spot=True, place=0), Mark(kind=-1, count=3, firm=True, spot=True, place=1)]
    """
    kind = -1 if marker.mixed or marker.event_type not in TYPES else TYPES.index(marker.event_type)
    place = KINDS.index(marker.place_kind) if marker.place_kind in KINDS else 0
    return Mark(kind, marker.count, marker.firm, marker.spot, place if marker.spot else 0)


def size(count: int) -> float:
    """Return the radius in pixels.

    >>> size(1), size(1000)
    (7.5, 23)
    """
    return min(23, 8.5 + 2.6 * math.log2(count)) if count > 1 else 7.5


def _corners(number: int, radius: float, *, turn: float = 0.0, inner: float = 1.0) -> list[Point]:
    """Return a regular polygon round the origin, the first corner up; with ``inner`` every other corner is drawn in."""
    angles = (turn + 2 * math.pi * step / number for step in range(number))
    reach = (radius * (inner if step % 2 else 1) for step in range(number))
    return [(r * math.sin(a), -r * math.cos(a)) for a, r in zip(angles, reach, strict=True)]


def _speech(r: float) -> list[Point]:
    w, h, y = r * 1.08, r * 0.8, -r * 0.12
    return [
        (-w, y - h),
        (w, y - h),
        (w, y + h),
        (0.1 * r, y + h),
        (-0.42 * r, y + h + 0.55 * r),
        (-0.42 * r, y + h),
        (-w, y + h),
    ]


def shape(kind: int, r: float) -> list[Point]:
    """Return the outline of a kind of event of radius ``r``, round the origin.

    >>> [len(shape(kind, 10)) for kind in range(len(TYPES))]
    [4, 40, 5, 16, 3, 4, 7]
    """
    made = (
        lambda: _corners(4, r * 1.18),
        lambda: _corners(40, r * 0.95),
        lambda: _corners(5, r * 1.12),
        lambda: _corners(16, r * 1.28, inner=0.72),
        lambda: [(x, y + r * 0.14) for x, y in _corners(3, r * 1.28)],
        lambda: _corners(4, r * 1.22, turn=math.pi / 4),
        lambda: _speech(r),
    )
    return made[kind]() if kind >= 0 else _corners(40, r * 0.95)


def draw(paper: Paper, at: Point, mark: Mark, theme: str) -> None:
    """Draw a mark.

    >>> paper = Paper(40, 40, centre=(35.0, 40.0), zoom=6, sea="#ffffff")
    >>> draw(paper, (20, 20), Mark(0), "light")
    >>> paper.finished().getpixel((20, 20))
    (213, 94, 0)
    """
    colour, ink = (COLOURS[mark.kind], INKS[mark.kind]) if mark.kind >= 0 else MIXED[theme]
    r = size(mark.count)
    if mark.place >= VAGUE or not mark.spot:
        ring = r * 1.3 + (5 if mark.spot else 3.5)
        paper.circle(at, ring, fill=colour + "33")
        if mark.spot:
            paper.line(_moved(_corners(60, ring), at), colour=colour, width=1.3, dash=(2.5, 3))
    outline = _moved(shape(mark.kind, r), at)
    paper.polygon(outline, colour)
    paper.line([*outline, outline[0], outline[1]], colour=EDGE[theme], width=1.2)
    if not mark.firm:
        paper.polygon(_moved(shape(mark.kind, r * 0.58), at), PAPER[theme])
    if mark.count > 1:
        told = str(mark.count) if mark.count < 10_000 else f"{round(mark.count / 1000)}k"
        fits = max(10.0, min(14.0, r * 0.9))
        paper.text(at, told, size=fits, colour=ink if mark.firm else EDGE[theme], anchor="mm")


def _moved(points: list[Point], at: Point) -> list[Point]:
    return [(x + at[0], y + at[1]) for x, y in points]
