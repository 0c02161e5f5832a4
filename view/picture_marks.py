"""A marker -> its shape on paper: the same shapes, sizes and colours as on the page (static/map/events.js).

A shape for each kind of event and a colour that the colour-blind tell apart; hollow where nothing is asserted; fainter
where the reading is doubtful; a ring of their kinds with a number where there are several; an area's name with a number
where no more than the area is known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from store import Marker
from view.layers import KINDS, TYPES, area_name
from view.picture_paper import Paper, Point
from view.timeline import COLOURS

AREA = {"light": ("#ffffffed", "#2b2e31", "#8a8f94"), "dark": ("#1c2125ed", "#e4e8eb", "#6b7279")}
"""Paper, ink and edge of an area's name."""
LABEL = 11.5
MIXED = {"light": ("#4d565e", "#ffffff"), "dark": ("#c5ccd2", "#14191d")}
EDGE = {"light": "#22262a", "dark": "#f1f3f5"}
PAPER = {"light": "#ffffff", "dark": "#171c20"}
INKS = ("#ffffff", "#111111", "#111111", "#111111", "#111111", "#ffffff", "#ffffff")
VAGUE = KINDS.index("district")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn: kind of event (-1: several kinds), how many, firm or hollow, a spot or a cluster, place's kind.

    ``kinds`` counts the events of each kind, ``name`` is that of an area where no more is known.
    """

    kind: int
    count: int = 1
    firm: bool = True
    spot: bool = True
    place: int = 0
    doubtful: bool = False
    kinds: tuple[int, ...] = ()
    name: str = ""


def mark_of(marker: Marker) -> Mark:
    """Return what a marker looks like.

    >>> found = [mark_of(each) for each in archive.markers(Filters(), window=Window(34.5, 39, 36, 41), zoom=7)]
    >>> [(mark.kind, mark.count, mark.firm, mark.name) for mark in found]
    [(3, 1, False, 'Eastmark'), (4, 1, False, ''), (-1, 3, True, '')]
    """
    kind = -1 if marker.mixed or marker.event_type not in TYPES else TYPES.index(marker.event_type)
    place = KINDS.index(marker.place_kind) if marker.place_kind in KINDS else 0
    name = area_name(marker) if marker.area else ""
    spot = place if marker.spot else 0
    return Mark(kind, marker.count, marker.firm, marker.spot, spot, marker.doubtful, marker.kinds, name)


def size(count: int) -> float:
    """Return the radius in pixels.

    >>> size(1), round(size(1000), 1)
    (7.5, 21.9)
    """
    return min(27, 9 + 4.3 * math.log10(count)) if count > 1 else 7.5


def numbered(count: int) -> str:
    """Write a count as short as it must be on a mark.

    >>> numbered(9_999), numbered(12_345), numbered(2_300_000)
    ('9999', '12k', '2.3M')
    """
    return str(count) if count < 10_000 else f"{round(count / 1000)}k" if count < 1_000_000 else f"{count / 1e6:.1f}M"


def width(paper: Paper, mark: Mark) -> float:
    """Return how wide a mark is, in pixels.

    >>> paper = Paper(40, 40, centre=(35.0, 40.0), zoom=6, sea="#ffffff")
    >>> width(paper, Mark(0)), width(paper, Mark(0, name="Eastmark")) > 60
    (15.0, True)
    """
    if not mark.name:
        return 2 * size(mark.count)
    return paper.length(mark.name, LABEL) + paper.length(numbered(mark.count), LABEL) + 33


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
    if mark.name:
        _label(paper, at, mark, theme)
    elif mark.kind < 0 or not mark.spot:
        _ring(paper, at, mark, theme)
    else:
        _shape(paper, at, mark, theme)


def _ink(mark: Mark, faint: str) -> str:
    """Return what is written behind a colour: the digits of how far it covers, of a doubtful mark."""
    return faint if mark.doubtful else ""


def _shape(paper: Paper, at: Point, mark: Mark, theme: str) -> None:
    """Draw the shape of one kind of event, in a dashed circle where its place is known roughly only."""
    colour, faint, r = COLOURS[mark.kind], _ink(mark, "6b"), size(mark.count)
    if mark.place >= VAGUE:
        ring = r * 1.3 + 5
        paper.circle(at, ring, fill=colour + ("15" if faint else "33"))
        paper.line(_moved(_corners(60, ring), at), colour=colour + faint, width=1.3, dash=(2.5, 3))
    outline = _moved(shape(mark.kind, r), at)
    paper.polygon(outline, colour + faint)
    paper.line([*outline, outline[0], outline[1]], colour=EDGE[theme] + faint, width=1.2)
    if not mark.firm:
        paper.polygon(_moved(shape(mark.kind, r * 0.58), at), PAPER[theme])
    if mark.count > 1:
        ink = INKS[mark.kind] if mark.firm and not faint else EDGE[theme]
        paper.text(at, numbered(mark.count), size=max(10.5, min(14.0, r * 0.95)), colour=ink, anchor="mm")


def _ring(paper: Paper, at: Point, mark: Mark, theme: str) -> None:
    """Draw several events as a ring of their kinds, each with its share of the circle; a thin one where nothing is certain."""
    r, faint = size(mark.count) * 1.04, _ink(mark, "6b")
    wide = max(3.6, r * 0.3)
    paper.circle(at, r + 0.8, fill=PAPER[theme] + faint, outline=EDGE[theme] + faint)
    stroke = wide if mark.firm else wide * 0.45
    _shares(paper, at, mark, (r - wide / 2 + stroke / 2, stroke), theme)
    paper.circle(at, r - wide, outline=EDGE[theme] + faint, width=0.7)
    if mark.count > 1:
        fits = max(10.0, min(14.0, r * 0.86))
        paper.text(at, numbered(mark.count), size=fits, colour=EDGE[theme], anchor="mm")


def _shares(paper: Paper, at: Point, mark: Mark, ring: Point, theme: str) -> None:
    """Draw the kinds of a mark's events on a circle; ``ring`` is its outer radius and how wide it is."""
    faint = _ink(mark, "6b")
    counts = mark.kinds or tuple(int(kind == mark.kind) for kind in range(len(TYPES)))
    if not any(counts):
        paper.arc(at, ring[0], (0, 360), colour=MIXED[theme][0] + faint, width=ring[1])
        return
    start = -90.0
    for kind, count in enumerate(counts):
        turn = 360 * count / sum(counts)
        if count:
            paper.arc(at, ring[0], (start, start + turn), colour=COLOURS[kind] + faint, width=ring[1])
        start += turn


def _label(paper: Paper, at: Point, mark: Mark, theme: str) -> None:
    """Draw the name of an area with a number."""
    (x, y), wide, (sheet, ink, edge) = at, width(paper, mark), AREA[theme]
    left, faint = x - wide / 2, _ink(mark, "99")
    paper.box((left, y - 10, left + wide, y + 10), sheet, round_by=10)
    ends = [(left + 10 + 10 * math.sin(a), y + 10 * math.cos(a)) for a in _turn(0, -math.pi)]
    ends += [(left + wide - 10 + 10 * math.sin(a), y + 10 * math.cos(a)) for a in _turn(-math.pi, -2 * math.pi)]
    paper.line([*ends, ends[0]], colour=edge + faint, width=1.1, dash=None if mark.firm else (2.5, 3))
    _shares(paper, (left + 11, y), mark, (6.0, 3.4), theme)
    paper.text((left + 19, y), mark.name, size=LABEL, colour=ink + faint)
    paper.text((left + wide - 7, y), numbered(mark.count), size=LABEL, colour=ink + faint, anchor="rm")


def _turn(start: float, stop: float) -> list[float]:
    """Return angles from one to another in small steps."""
    return [start + (stop - start) * step / 12 for step in range(13)]


def _moved(points: list[Point], at: Point) -> list[Point]:
    return [(x + at[0], y + at[1]) for x, y in points]
