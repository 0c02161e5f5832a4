"""Where a row says that something happened: its own point with its own precision, else what the gazetteer has of the name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import cast, get_args

from geo import Gazetteer, Kind, LatLon, Place, Unresolved
from store.ways.coded_values import country_code, value_of
from store.ways.coordinates import degrees, two_in

SURE = 0.8  # of the chance that a name means this place and no other
NEAR_KM = 5.0  # how well a point is known where the row does not say


def coded_place(told: Mapping[str, str], *, layout: str) -> Place | Unresolved:
    """Return the place of a row. Raises ``ValueError`` where its point is none on Earth.

    >>> place = coded_place({"place": "Hama", "country": "Syria", "lat": "35.13", "lon": "36.75"}, layout="acled")
    >>> place.name, place.country, place.kind, place.uncertainty_km
    ('Hama', 'SY', 'town', 5.0)
    >>> coded_place({"place": "Hama", "country": "Syria"}, layout="guess").geonameid
    170017
    >>> coded_place({"place": "Zzyzx"}, layout="guess").reason
    'no gazetteer has this name'
    """
    country = country_code(told.get("iso", "")) or country_code(told.get("country", ""))
    name = told.get("place") or told.get("admin1") or told.get("country") or ""
    at = _point(told)
    if at is None:
        within = told.get("admin1") or ""
        return _named(name, country, within) if name else Unresolved("the row names no place")
    kind, km = _precision(told, layout)
    id_ = told.get("place_id") or f"coded:{at.lat:.4f},{at.lon:.4f}"
    source = layout if layout != "export" else "file"
    return Place(id_, name or f"{at.lat:.4f}, {at.lon:.4f}", at, country, told.get("admin1") or None, kind, km, source)


def _point(told: Mapping[str, str]) -> LatLon | None:
    """Return the point that a row gives, in two cells or in one."""
    lat, lon = told.get("lat", ""), told.get("lon", "")
    if told.get("point"):
        lat, lon = two_in(told["point"])
    if not lat and not lon:
        return None
    north, east = degrees(lat), degrees(lon)
    if north is None or east is None:
        message = f"no latitude and longitude: {lat[:40]!r}, {lon[:40]!r}"
        raise ValueError(message)
    return LatLon(north, east)


def _precision(told: Mapping[str, str], layout: str) -> tuple[Kind, float]:
    if told.get("place_kind") in get_args(Kind):
        return cast("Kind", told["place_kind"]), float(told.get("uncertainty_km") or NEAR_KM)
    code = layout if layout != "acled-2018" else "acled"
    kind, _, km = (value_of(code, "geo_precision", told.get("geo_precision", "")) or f"town:{NEAR_KM}").partition(":")
    return cast("Kind", kind), float(km)


@lru_cache(maxsize=20_000)
def _named(name: str, country: str | None, within: str) -> Place | Unresolved:
    """Return the place that a name alone means: one of that province where it is told, a town before the province around it."""
    from geo.find import find  # noqa: PLC0415 - only a sheet without points asks the gazetteer

    found = find(name, _gazetteer(), country=country)
    found = tuple(one for one in found if one.candidate.place.admin1 == within) or found
    found = tuple(one for one in found if one.candidate.place.kind in {"town", "site"}) or found
    if not found:
        return Unresolved("no gazetteer has this name")
    if found[0].chance < SURE * sum(one.chance for one in found):
        return Unresolved("several places bear this name", tuple(one.candidate.place for one in found[:5]))
    return found[0].candidate.place


@cache
def _gazetteer() -> Gazetteer:
    from geo.build import ensure  # noqa: PLC0415 - as above

    return Gazetteer.open(ensure())
