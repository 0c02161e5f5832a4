"""Look-up: a written name -> the places that bear it, best first.

Opening reads nothing but the names of first-level areas; every look-up is an indexed question to SQLite.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal, cast

from geo.area import admin_codes
from geo.part import part_of
from geo.place import Kind, LatLon, Place
from geo.rows import Sort
from geo.spellings import stored
from text.fold import fold_key, phonetic_key
from text.lexicon import rows

Level = Literal["written", "plain", "sound"]
COLUMNS = (
    "place.id, place.key, place.name, place.lat, place.lon, place.country, place.code, place.kind, place.feature,"
    " place.uncertainty_km, place.source, place.geonameid, place.population"
)
NAMED = {
    column: f"SELECT {COLUMNS}, name.written, name.sort FROM name JOIN place ON place.id = name.place WHERE name.{column} = ?"  # noqa: S608
    for column in ("plain", "sound")
}
_Cells = tuple[str, str, str, float, float, str | None, str, Kind, str, float, str, int | None, int]
SHORTEST_SOUND = 2  # consonants of a coarse spelling, which is asked for no name as short as that
LONGEST_INITIALS = 4  # letters and dots
RANK = {"country": 0, "area": 1, "province": 2, "town": 3, "district": 4, "site": 5}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, and how the name fits: at which level of spelling, as which sort of name."""

    place: Place
    level: Level
    sort: Sort


class Gazetteer:
    """The compiled gazetteer and the country packs beside it, open for reading.

    >>> from geo.build import ensure
    >>> gazetteer = Gazetteer.open(ensure())
    >>> gazetteer.find("Deir el-Zour")[0].country
    'SY'
    """

    def __init__(self, databases: tuple[sqlite3.Connection, ...]) -> None:
        self._databases = databases
        self._spellings = tuple(stored(database) for database in databases)
        self._look = lru_cache(maxsize=20000)(self._look_up)
        self._sound = lru_cache(maxsize=20000)(self._look_up_sound)

    @classmethod
    def open(cls, path: Path | str, *, packs: bool = True) -> Gazetteer:
        """Open the file ``path`` and, if ``packs``, ``packs.sqlite`` beside it, where there is one.

        Raises ``FileNotFoundError`` where ``path`` is missing (``geo.build.ensure`` makes it).

        >>> Gazetteer.open("no-such-file.sqlite")
        Traceback (most recent call last):
            ...
        FileNotFoundError: no-such-file.sqlite
        """
        path = Path(path)
        if not path.exists():
            raise FileNotFoundError(path)
        beside = path.with_name("packs.sqlite")
        files = [path, beside] if packs and beside.exists() else [path]
        return cls(tuple(_reader(file) for file in files))

    def close(self) -> None:
        """Close the files; the gazetteer answers no more.

        >>> from geo.build import ensure
        >>> hers = Gazetteer.open(ensure(), packs=False)
        >>> hers.close()
        >>> hers.towns("SY")
        Traceback (most recent call last):
            ...
        sqlite3.ProgrammingError: Cannot operate on a closed database.
        """
        for database in self._databases:
            database.close()

    def find(self, name: str, *, country: str | None = None) -> tuple[Place, ...]:
        """Places called ``name``, best first (exact before folded, then the greater); of one country if it is given.

        >>> [place.admin1 for place in gazetteer().find("Tripoli")][:2], gazetteer().find("Tripoli", country="LB")[0].kind
        (['Ţarābulus', 'Ash Shimāl'], 'town')
        """
        found = self.candidates(name)
        return tuple(
            c.place for c in found if c.sort not in ("demonym", "metonym") and country in (None, c.place.country)
        )

    def candidates(self, name: str, *, coarse: bool = True) -> tuple[Candidate, ...]:
        """All that ``name`` may mean, best first, with how it fits.

        Coarse spellings (:func:`text.fold.phonetic_key`) are asked for only if finer ones fail, and never if not ``coarse``.

        >>> best = gazetteer().candidates("Dayr az Zour")[0]
        >>> best.place.name, best.level, best.sort
        ('Deir ez-Zor', 'sound', 'name')
        """
        return self._look(name, coarse)

    def sound_alikes(self, name: str) -> tuple[Candidate, ...]:
        """What ``name`` may mean by its coarse spelling alone, best first, whatever bears it letter for letter.

        >>> [c.place.country for c in gazetteer().sound_alikes("Qamishli")][:1]
        ['SY']
        """
        return self._sound(name)

    def by_geonameid(self, geonameid: int) -> Place | None:
        """Return the place with this GeoNames id, None where the gazetteer has none.

        >>> gazetteer().by_geonameid(170017).name, gazetteer().by_geonameid(-1)
        ('Ḩamāh', None)
        """
        return self._first("geonameid = ?", geonameid)

    def by_id(self, id_: str) -> Place | None:
        """Return the place with this id, as ``Place.id`` has it; None where the gazetteer has none.

        >>> gazetteer().by_id("geonames:170017").name, gazetteer().by_id("geonames:-1")
        ('Ḩamāh', None)
        """
        return self._first("key = ?", id_)

    def towns(self, country: str) -> tuple[tuple[LatLon, str], ...]:
        """Return point (degrees) and dotted area code of every town of a country (ISO 3166-1 alpha-2); () for an unknown one.

        >>> at, code = gazetteer().towns("MC")[0]
        >>> round(at.lat), round(at.lon), code[:2]
        (44, 7, 'MC')
        """
        rows = self._ask("SELECT lat, lon, code FROM place WHERE kind = 'town' AND country = ?", country)
        return tuple((LatLon(lat, lon), code) for lat, lon, code in cast("list[tuple[float, float, str]]", rows))

    def part(self, country: Place, side: str) -> Place | None:
        """Return the part of a country on one side ("northeast", "central"); None where next to no town lies there.

        >>> gazetteer().part(gazetteer().country("SY"), "northeast").name
        'northeast Syria'
        """
        return self._part(country, side)

    @lru_cache(maxsize=256)  # noqa: B019 (one gazetteer lives as long as its process)
    def _part(self, country: Place, side: str) -> Place | None:
        return part_of(country, side, [at for at, _ in self.towns(country.country or "")])

    def country(self, iso2: str) -> Place | None:
        """Return the country with this ISO 3166-1 alpha-2 code, None where there is none.

        >>> gazetteer().country("SY").name, gazetteer().country("XX")
        ('Syria', None)
        """
        return self._area(iso2)

    def labelled(self, country: Place) -> Place:
        """Return a country where a map writes its name, with the radius that holds nineteen in twenty of its towns from there.

        >>> syria = gazetteer().labelled(gazetteer().country("SY"))
        >>> round(syria.at.lat), round(syria.at.lon)
        (35, 38)
        """
        return (
            replace(country, at=known[0], uncertainty_km=known[1])
            if (known := country_middles().get(country.country or ""))
            else country
        )

    def admin_path(self, place: Place) -> tuple[Place, ...]:
        """The areas around ``place``, widest first, without itself: country, province, district as far as known.

        >>> [area.name for area in gazetteer().admin_path(gazetteer().find("Palmyra", country="SY")[0])][:2]
        ['Syria', 'Homs']
        """
        codes = admin_codes(place.code)
        found = (self._area(code) for code in codes if not (code == place.code and place.kind in _AREA_KINDS))
        return tuple(area for area in found if area)

    def admin1(self, place: Place) -> Place | None:
        """Return the first-level area that ``place`` lies in, None where it is not known.

        >>> gazetteer().admin1(gazetteer().find("Mosul")[0]).name
        'Nineveh'
        """
        return next((area for area in self.admin_path(place) if area.kind == "province"), None)

    @cached_property
    def _province_names(self) -> dict[str, str]:
        """Dotted code -> English name, of every first-level area."""
        rows = self._ask("SELECT code, name FROM place WHERE kind = 'province' AND pack = 'base'")
        return {str(code): str(name) for code, name in rows}

    def _look_up(self, name: str, coarse: bool) -> tuple[Candidate, ...]:  # noqa: FBT001 (a cache key)
        key = fold_key(name)
        rows = self._named("plain", key)
        found = self._made(name, rows, "plain") if rows else []
        if found and all(each.place.kind == "town" and each.place.population < LARGE_TOWN for each in found):
            rows = [row for longer in _with_article(key) for row in self._named("plain", longer)]
            found += [each for each in self._made(name, rows, "plain") if each.place.population >= LARGE_TOWN]
        return tuple(sorted(found, key=_order)) if found or not coarse else self._sound(name)

    def _look_up_sound(self, name: str) -> tuple[Candidate, ...]:
        heard = phonetic_key(name)
        found = self._made(name, self._named("sound", heard), "sound") if len(heard) > SHORTEST_SOUND else []
        return tuple(sorted(found, key=_order))

    def _named(self, column: str, key: str) -> list[tuple[object, ...]]:
        """The rows under a folded name, out of the databases that have any."""
        pairs = zip(self._databases, self._spellings, strict=True)
        return [
            row for db, borne in pairs if borne is None or key in borne for row in db.execute(NAMED[column], (key,))
        ]

    def _made(self, asked: str, rows: Iterable[tuple[object, ...]], level: Level) -> list[Candidate]:
        best: dict[str, Candidate] = {}
        for row in rows:
            *cells, written, sort = row
            if sort == "short" and written != asked and not (asked.isupper() and str(written).upper() == asked):
                continue  # "AR" is Arkansas, "Ar" is not
            if sort == "alias" and written != asked and _in_capitals(str(written)) != _in_capitals(asked):
                continue  # nor is "Act" the Australian Capital Territory, and "MoD" no town called Mod
            place = self._place(cells)
            fits = Candidate(place, "written" if written == asked else level, cast("Sort", sort))
            known = best.get(place.id)
            if known is None or _order(fits) < _order(known):
                best[place.id] = fits
        return list(best.values())

    def _place(self, cells: Iterable[object]) -> Place:
        _, key, name, lat, lon, country, code, kind, feature, radius, source, geonameid, people = cast("_Cells", cells)
        admin1 = self._province_names.get(".".join(code.split(".")[:2])) if kind != "country" else None
        return Place(
            key, name, LatLon(lat, lon), country, admin1, kind, radius, source, geonameid, people, feature, code
        )

    @lru_cache(maxsize=4096)  # noqa: B019 (one gazetteer lives as long as its process)
    def _area(self, code: str) -> Place | None:
        return self._first("kind IN ('country', 'province', 'district') AND code = ?", code)

    def _first(self, where: str, value: object) -> Place | None:
        rows = self._ask(f"SELECT {COLUMNS} FROM place WHERE {where} LIMIT 1", value)  # noqa: S608
        return self._place(rows[0]) if rows else None

    def _ask(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return [row for db in self._databases for row in db.execute(sql, values)]


@cache
def country_middles() -> dict[str, tuple[LatLon, float]]:
    """Return where a map writes the names of countries, by ISO 3166-1 alpha-2, and the radius from there in kilometres.

    >>> country_middles()["ML"]
    (LatLon(lat=18.68, lon=-2.02), 1125.2)
    """
    return {
        row["iso2"]: (LatLon(float(row["lat"]), float(row["lon"])), float(row["uncertainty_km"]))
        for row in rows("country_middles.csv")
    }


def _with_article(key: str) -> tuple[str, ...]:
    """Return a folded name with the Arabic article that gazetteers write and news leave out, before a sun letter, too.

    >>> _with_article("qamishli"), _with_article("shaddada"), _with_article("al hasakah")
    (('al qamishli',), ('al shaddada', 'ash shaddada'), ())
    """
    if key.startswith("al "):
        return ()
    sun = key[:2] if key[:2] in {"sh", "th", "dh"} else key[0] if key[0] in "tdrzsln" else ""
    return (f"al {key}", *((f"a{sun} {key}",) if sun else ()))


LARGE_TOWN = 50_000
"""People of a place that a name without its article means sooner than a village that bears it as it is written."""


def _in_capitals(name: str) -> bool:
    """Whether a short name is written with capitals behind its first letter ("ACT", "MoD").

    >>> _in_capitals("ACT"), _in_capitals("MoD"), _in_capitals("Act"), _in_capitals("ALEPPO")
    (True, True, False, False)
    """
    return len(name) <= LONGEST_INITIALS and any(letter.isupper() for letter in name[1:])


_AREA_KINDS = ("country", "province", "district")
_SORTS = {"name": 0, "short": 0, "demonym": 1, "alias": 2, "stripped": 3, "metonym": 4}


def _order(candidate: Candidate) -> tuple[int, int, int, int, str]:
    place = candidate.place
    level = 1 if candidate.level == "sound" else 0
    return (
        level,
        RANK[place.kind] if place.kind in ("country", "area") else 2,
        _SORTS[candidate.sort],
        -place.population,
        place.id,
    )


def _reader(path: Path) -> sqlite3.Connection:
    """Open a file that is never written in place (geo/build replaces it whole): no locks are needed, which halves the time.

    The system is told to read it ahead, so that the first look-ups after a start do not wait for the disk one by one.
    """
    if hasattr(os, "posix_fadvise"):  # not on macOS
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    db.executescript("PRAGMA cache_size=-24000; PRAGMA query_only=1;")
    return db
