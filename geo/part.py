"""A part of a country told by the compass: "northeast Syria", "the north of Mali", "Somalia's south"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.area import circle
from geo.place import LatLon, Place
from text.lexicon import either_of

_SIDE = r"(?P<side>(?:north|south)[- ]?(?:east|west)|north|south|east|west|cent(?:er|re|ral))"
BEFORE = re.compile(
    rf"\b(?:far[- ])?{_SIDE}(?:ern(?:most)?)?(?: (?:part|half|corner|reaches|areas?) of| of)?(?: the)? $", re.IGNORECASE
)
BEHIND = re.compile(rf"^['’]s (?:[\w-]+ ){{0,2}}?(?:far[- ])?{_SIDE}\b(?! of| region| province)", re.IGNORECASE)
SHORT = re.compile(r"\b(?P<side>[NS][EW]?|[EW])\.? $")
BEYOND = re.compile(r"\b(?:" + either_of("before a direction") + r")(?: to the)? [\w-]+ of (?:the )?$")
LETTERS = {"N": "north", "S": "south", "E": "east", "W": "west"}
LEAST_TOWNS = 3  # fewer say nothing of how far a part reaches
FLOOR_KM = 60.0  # a part of a country is at least so wide


def side_of(before: str, behind: str) -> str | None:
    """Return the side that the words around a country's name speak of, None where they speak of all of it.

    >>> side_of("clashes in north-eastern ", "."), side_of("in the north of ", ""), side_of("in ", "'s Kurdish-run northeast.")
    ('northeast', 'north', 'northeast')
    >>> side_of("a base in NE ", ""), side_of("a base just north of ", ""), side_of("across ", "")
    ('northeast', None, None)
    """
    match = SHORT.search(before) or BEFORE.search(before) or BEHIND.match(behind)
    if match is None or BEYOND.search(before):
        return None
    if match["side"].isupper() and len(match["side"]) <= len("NE"):
        return "".join(LETTERS[letter] for letter in match["side"])
    side = re.sub(r"[- ]", "", match["side"].lower())
    return "central" if side.startswith("cent") else side


def part_of(country: Place, side: str, towns: Sequence[LatLon]) -> Place | None:
    """Return the third of a country that lies furthest to one side, as its towns make it out (the middle for "central").

    None where next to no town lies there.

    >>> towns = [LatLon(float(lat), float(lon)) for lat in range(10) for lon in range(10)]
    >>> land = Place("x:1", "Nowhere", LatLon(4.5, 4.5), "XX", None, "country", 500.0, "doctest")
    >>> part = part_of(land, "northeast", towns)
    >>> part.name, part.kind, round(part.at.lat), round(part.at.lon)
    ('northeast Nowhere', 'area', 7, 7)
    """
    shares = zip(_shares([town.lat for town in towns]), _shares([town.lon for town in towns]), strict=True)
    far = [_far(side, up, across) for up, across in shares]
    least = (sorted(far)[len(far) * 2 // 3] + max(far) * 2 / 3) / 2 if far else 0.0
    inside = [town for town, how_far in zip(towns, far, strict=True) if how_far >= least]
    if len(inside) < LEAST_TOWNS:
        return None
    at, radius = circle([(town.lat, town.lon, 0) for town in inside], floor_km=FLOOR_KM)
    id_, name = f"{country.id}#{side}", f"{side} {country.name}"
    return replace(country, id=id_, name=name, at=at, kind="area", uncertainty_km=radius, geonameid=None, population=0)


def _shares(numbers: Sequence[float]) -> list[float]:
    """How far each number lies on the way from the least to the greatest, the outermost hundredth left out."""
    if not numbers:
        return []
    order = sorted(numbers)
    out = len(order) // 100
    low, high = order[out], order[-1 - out]
    return [min(1.0, max(0.0, (number - low) / (high - low or 1.0))) for number in numbers]


def _far(side: str, up: float, across: float) -> float:
    """How far to a side of a country a point lies that is so far up and across it, from 0 to 1."""
    if side == "central":
        return 1 - 2 * max(abs(up - 1 / 2), abs(across - 1 / 2))
    ways = {"north": up, "south": 1 - up, "east": across, "west": 1 - across}
    named = [share for way, share in ways.items() if way in side]
    return sum(named) / len(named)
