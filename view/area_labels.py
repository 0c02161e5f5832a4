"""Where the name of a country or a province is drawn: where people expect it on a map, which is not where most people live.

The point of the place itself, which exports give and from which distances are reckoned, stays what it is.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from geo.gazetteer import country_middles
from store import Marker

LABELS = Path(__file__).parent.parent / "static" / "map" / "area-labels.json"


def drawn_at(marker: Marker) -> tuple[float, float]:
    """Return latitude and longitude, in degrees, of what is drawn: an area's name in its labelled middle, a point where it is.

    Several areas of a country are its name; an area without a labelled middle is named at its own point.

    >>> (area,) = archive.markers(Filters(kinds=("province",)), window=Window(30, 35, 40, 45), zoom=7)
    >>> (area.lat, area.lon), drawn_at(area)
    ((34.6, 39.2), (34.15, 38.14))
    """
    own = marker.lat, marker.lon
    if not marker.area:
        return own
    return label_of("country" if not marker.spot else marker.place_kind, marker.country, marker.geonameid) or own


def label_of(kind: str | None, country: str | None, geonameid: int | None) -> tuple[float, float] | None:
    """Return latitude and longitude of the labelled middle of a country or province, None where there is none.

    >>> label_of("country", "ML", None), label_of("province", "SY", 170792), label_of("town", "SY", 170063)
    ((18.68, -2.02), (35.07, 40.27), None)
    """
    if kind == "country":
        known = country_middles().get(country or "")
        return (known[0].lat, known[0].lon) if known else None
    return _labels().get(geonameid or 0) if kind == "province" else None


@cache
def _labels() -> dict[int, tuple[float, float]]:
    """GeoNames id of a province -> latitude and longitude where Natural Earth writes its name."""
    return {int(id_): (lat, lon) for id_, (lat, lon) in json.loads(LABELS.read_text(encoding="utf-8")).items()}
