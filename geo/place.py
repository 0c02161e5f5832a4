"""What a place is: a named point with a kind, an uncertainty and a source; or a reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from text.span import Span

Kind = Literal["site", "town", "district", "province", "country", "area"]


@dataclass(frozen=True, slots=True)
class LatLon:
    """A point in degrees, WGS 84; ``ValueError`` for what is no point on Earth.

    >>> LatLon(35.13, 36.75)
    LatLon(lat=35.13, lon=36.75)
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            message = f"no point on Earth: lat {self.lat}, lon {self.lon}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    ``country`` is ISO 3166-1 alpha-2 (None for seas and lands of several countries); ``admin1`` the English name of the
    first-level area; ``uncertainty_km`` the radius in kilometres within which the true point lies about nine
    times in ten; ``source`` names the gazetteer the row came from; ``feature`` the finer kind as reports
    word it ("river", "dam", "air base", "village"), empty where unknown; ``code`` the dotted GeoNames code of the
    area itself, or of the smallest known area around the place ("SY.10.164946"; "" where none).
    """

    id: str
    name: str
    at: LatLon
    country: str | None
    admin1: str | None
    kind: Kind
    uncertainty_km: float
    source: str
    geonameid: int | None = None
    population: int = 0
    feature: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that was found but not placed: why, and what it could have been (best first)."""

    reason: str
    candidates: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name as it stands in the text, with what it was taken for and the rule that decided.

    A demonym ("Syrian") points at its country, and is never an event's place. ``within``: the name that the text says
    it lies in ("Syria" for Hama in "Hama, Syria"); a mention that another lies in is the coarser of the two. ``part``:
    the part of the place that the words around it speak of ("northern Syria"), where what happened in it happened.
    ``unknown``: why the name itself has no place, where ``place`` is but the land around it. ``candidates``: the places
    of that name which the circle takes in, nearest first, where it is not known which of them is meant.
    """

    span: Span
    place: Place | Unresolved
    rule: str
    demonym: bool = False
    within: Span | None = None
    part: Place | None = None
    unknown: Unresolved | None = None
    candidates: tuple[Place, ...] = ()

    def __hash__(self) -> int:
        """Hash it by where it stands, which is cheaper than by all that it says."""
        return hash((self.span.start, self.span.stop))
