"""A point told by its way from a place, or between two: "35 km south of Mosul", "between Gao and Ansongo"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geo.area import KM_PER_DEGREE, kilometres
from geo.place import LatLon, Place, PlaceMention
from text.calendar_words import calendar_words, either

POINTS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
NUMBER = rf"(?P<number>\d{{1,3}}(?:[.,]\d)?|an?|{either('number')}|a hundred)"
WORDS = {"a": 1, "an": 1, **calendar_words("number"), "a hundred": 100}
UNITS = {"k": 1.0, "m": 1.609}
WAY = re.compile(
    rf"\b{NUMBER}(?:-|–| )?\s?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)\b(?: \([^)]{{1,20}}\))?,? "
    r"(?:(?:to the |due )?(?P<way>(?:north|south|east|west)(?:[- ]?(?:north|south|east|west))*)(?:ern|wards?)? (?:of|from)|away from|outside(?: of)?|from)"
    r" (?:the )?(?:(?:[\w-]+ )?(?:capital|city|town|village|centre|center|port)(?: city)?(?: of)?,? )?$",
    re.IGNORECASE,
)
FAR_KM, FAR_DEGREES = 150.0, 10.0  # what lies further apart has no "between" that one could go to
LEAST_KM, SHARE = 6.0, 0.3  # a way told in round numbers leaves a third of it open


@dataclass(frozen=True, slots=True)
class Way:
    """How far and in which direction; ``degrees`` clockwise from north, None where no direction is told."""

    km: float
    degrees: float | None
    written: str


def way_before(text: str) -> Way | None:
    """The way that the words before a place's name tell, None where they tell none.

    >>> way = way_before("found in a village 35 km south of ")
    >>> way.km, way.degrees, way.written
    (35.0, 180.0, '35 km south of')
    >>> way_before("south of "), way_before("about six kilometres from the town of ").degrees
    (None, None)
    """
    match = WAY.search(text)
    if match is None:
        return None
    number = match["number"].lower()
    size = WORDS.get(number) or float(number.replace(",", "."))
    way = re.sub(r"[- ]", "", (match["way"] or "").lower())
    degrees = _degrees(way) if way else None
    return Way(size * UNITS[match["unit"][0].lower()], degrees, match[0].strip())


def _degrees(way: str) -> float:
    """Degrees of a point of the compass; of three the first two say enough.

    >>> _degrees("northeast"), _degrees("southsouthwest")
    (45.0, 202.5)
    """
    if way in POINTS:
        return POINTS.index(way) * 45.0
    first = next(point for point in ("north", "south", "east", "west") if way.startswith(point))
    rest = way[len(first) :]
    a, b = POINTS.index(first) * 45.0, POINTS.index(rest) * 45.0 if rest in POINTS else POINTS.index(first) * 45.0
    if abs(a - b) > 180:
        a += 360.0 if a < b else 0.0
        b += 360.0 if b < a - 180 else 0.0
    return (a + b) / 2 % 360


def moved(place: Place, way: Way) -> Place:
    """The point that lies so far from a place, with a radius for what round numbers leave open.

    >>> from geo.place import LatLon, Place
    >>> mosul = Place("x:1", "Mosul", LatLon(36.0, 43.0), "IQ", None, "town", 6.0, "doctest")
    >>> there = moved(mosul, Way(111.2, 180.0, "111 km south of"))
    >>> there.name, round(there.at.lat, 1), there.at.lon, there.uncertainty_km
    ('111 km south of Mosul', 35.0, 43.0, 39.4)
    """
    there = replace(place, id=f"{place.id}#{way.written}", name=f"{way.written} {place.name}", geonameid=None)
    if way.degrees is None:
        return replace(there, uncertainty_km=round(place.uncertainty_km + way.km, 1))
    angle = math.radians(way.degrees)
    lat = place.at.lat + way.km * math.cos(angle) / KM_PER_DEGREE
    lon = place.at.lon + way.km * math.sin(angle) / (KM_PER_DEGREE * math.cos(math.radians(place.at.lat)))
    if not (-85 <= lat <= 85 and -180 <= lon <= 180):
        return place
    at, radius = LatLon(round(lat, 4), round(lon, 4)), max(LEAST_KM, place.uncertainty_km + SHARE * way.km)
    return replace(there, at=at, kind="town", uncertainty_km=round(radius, 1), feature="", population=0)


def halfway(first: Place, second: Place) -> Place | None:
    """The point between two places, with a radius that takes in both; None where they lie too far apart to speak of one.

    >>> from geo.place import LatLon, Place
    >>> gao = Place("x:1", "Gao", LatLon(16.3, 0.0), "ML", None, "town", 12.0, "doctest")
    >>> ansongo = Place("x:2", "Ansongo", LatLon(15.7, 0.5), "ML", None, "town", 6.0, "doctest")
    >>> there = halfway(gao, ansongo)
    >>> there.name, there.at, there.uncertainty_km
    ('between Gao and Ansongo', LatLon(lat=16.0, lon=0.25), 54.7)
    """
    apart = kilometres(first.at, second.at)
    if apart > FAR_KM or first.country != second.country or abs(first.at.lon - second.at.lon) > FAR_DEGREES:
        return None
    at = LatLon(round((first.at.lat + second.at.lat) / 2, 4), round((first.at.lon + second.at.lon) / 2, 4))
    radius = round(apart / 2 + max(first.uncertainty_km, second.uncertainty_km), 1)
    name, id_ = f"between {first.name} and {second.name}", f"{first.id}#{second.id}"
    there = replace(first, id=id_, name=name, at=at, kind="town", uncertainty_km=radius, geonameid=None)
    return replace(there, feature="", population=0)


BETWEEN = re.compile(r"\bbetween (?:the )?(?:(?:towns|villages|cities|town|village|city) of )?$")
POINTED = ("town", "site")
AND = re.compile(r"^ and (?:the )?(?:(?:town|village|city) of )?$")


def in_between(mentions: Sequence[PlaceMention], text: str) -> tuple[PlaceMention, ...]:
    """The mentions, those of "between Gao and Ansongo" with the point between them as the part that is meant.

    >>> from geo.parser import Geoparser
    >>> found = Geoparser(gazetteer()).places("A convoy was hit between Homs and Hama.")
    >>> [mention.part.name for mention in found]
    ['between Homs and Hama', 'between Homs and Hama']
    """
    found = list(mentions)
    for i, (first, second) in enumerate(pairwise(mentions)):
        if not AND.match(text[first.span.stop : second.span.start]) or not BETWEEN.search(
            text[: first.span.start][-40:]
        ):
            continue
        points = [one.place for one in (first, second) if isinstance(one.place, Place) and one.place.kind in POINTED]
        if len(points) > 1 and (there := halfway(*points)):
            found[i], found[i + 1] = replace(first, part=there), replace(second, part=there)
    return tuple(found)
