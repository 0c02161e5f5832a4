"""A gazetteer row on its way into SQLite, and the tables it goes into."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from geo.place import Kind, LatLon
from text.fold import fold_key, phonetic_key
from text.lexicon import word_group

Sort = Literal["name", "alias", "short", "stripped", "demonym", "metonym"]
SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, country TEXT,
  code TEXT NOT NULL, kind TEXT NOT NULL, feature TEXT NOT NULL, uncertainty_km REAL NOT NULL, source TEXT NOT NULL,
  geonameid INTEGER, population INTEGER NOT NULL, pack TEXT NOT NULL);
CREATE TABLE name (plain TEXT NOT NULL, sound TEXT, written TEXT NOT NULL, sort TEXT NOT NULL, place INTEGER NOT NULL,
  pack TEXT NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS name_plain ON name (plain, place, written, sort);
CREATE INDEX IF NOT EXISTS name_sound ON name (sound, place, written, sort) WHERE sound IS NOT NULL;
CREATE INDEX IF NOT EXISTS place_geonameid ON place (geonameid) WHERE geonameid IS NOT NULL;
CREATE INDEX IF NOT EXISTS place_code ON place (code) WHERE kind IN ('country', 'province', 'district');
CREATE INDEX IF NOT EXISTS place_province ON place (code, name) WHERE kind = 'province' AND pack = 'base';
CREATE INDEX IF NOT EXISTS place_pack ON place (pack) WHERE pack <> 'base';
CREATE INDEX IF NOT EXISTS name_pack ON name (pack) WHERE pack <> 'base';
"""
# Where names reach English through transliteration, so that vowels and articles vary: all of Africa and Asia, and the
# Cyrillic and Greek part of Europe. Elsewhere a coarse spelling would only make false friends (Barton, Burton).
TRANSLITERATED = word_group("countries of other scripts")


@dataclass(frozen=True, slots=True)
class Name:
    """One written form. ``sort``: the main name, an alias, a short form (U.S., Calif.), a name without its type word
    ("Henry" for Henry County), a demonym ("Syrian") or a word for the government ("Kremlin")."""  # noqa: D205, D209

    written: str
    sort: Sort = "alias"


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """A place to be kept, with all its names.

    ``id`` is stable and tells the source ("geonames:170794"); ``code`` the dotted GeoNames code of the area itself, or of
    the smallest known area around the place ("SY.10.164946", at least the country "SY", empty where none);
    ``uncertainty_km`` a radius in kilometres; ``at`` degrees WGS 84.
    """

    id: str
    name: str
    at: LatLon
    country: str | None
    code: str
    kind: Kind
    uncertainty_km: float
    source: str
    feature: str = ""
    geonameid: int | None = None
    population: int = 0
    names: tuple[Name, ...] = ()


def create(db: sqlite3.Connection) -> None:
    """Make the empty tables; the indexes come after the rows (:func:`index`), which is three times as fast.

    >>> db = sqlite3.connect(":memory:"); create(db)
    >>> db.execute("SELECT name FROM sqlite_master ORDER BY name").fetchall()
    [('meta',), ('name',), ('place',), ('sqlite_autoindex_meta_1',)]
    """
    db.executescript(SCHEMA)


def index(db: sqlite3.Connection) -> None:
    """Make the indexes where they are missing, and the planner's statistics.

    >>> db = sqlite3.connect(":memory:"); create(db); index(db)
    >>> db.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'name!_%' ESCAPE '!'").fetchone()
    (3,)
    """
    db.executescript(INDEXES)
    db.execute("ANALYZE")


def add_rows(db: sqlite3.Connection, rows: Iterable[GazetteerRow], *, pack: str) -> int:
    """Write ``rows`` under the name of their pack, and return how many. The caller commits.

    >>> db = sqlite3.connect(":memory:"); create(db)
    >>> hama = GazetteerRow("x:1", "Hama", LatLon(35.1, 36.7), "SY", "SY", "town", 5.0, "doctest")
    >>> add_rows(db, [hama], pack="X"), db.execute("SELECT plain, sound FROM name").fetchall()
    (1, [('hama', 'hama')])
    """
    (start,) = db.execute("SELECT coalesce(max(id), 0) FROM place").fetchone()
    count = 0
    for number, row in enumerate(rows, start + 1):
        db.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", (number, *_cells(row), pack))
        db.executemany("INSERT INTO name VALUES (?,?,?,?,?,?)", _name_cells(row, number, pack))
        count += 1
    return count


def add_names(db: sqlite3.Connection, place: int, names: Iterable[Name], *, pack: str) -> None:
    """Give the place with row number ``place`` more names, marked as coming from ``pack``.

    >>> db = sqlite3.connect(":memory:"); create(db)
    >>> hama = GazetteerRow("x:1", "Hama", LatLon(35.1, 36.7), "SY", "SY", "town", 5.0, "doctest")
    >>> _ = add_rows(db, [hama], pack="base")
    >>> add_names(db, 1, [Name("Epiphaneia")], pack="mine")
    >>> db.execute("SELECT written, pack FROM name").fetchall()
    [('Hama', 'base'), ('Epiphaneia', 'mine')]
    """
    (country,) = db.execute("SELECT country FROM place WHERE id = ?", (place,)).fetchone()
    db.executemany("INSERT INTO name VALUES (?,?,?,?,?,?)", _cells_of(names, country, place, pack))


def remove_pack(db: sqlite3.Connection, pack: str) -> None:
    """Take away every row and name that came with ``pack``. The caller commits.

    >>> db = sqlite3.connect(":memory:"); create(db)
    >>> hama = GazetteerRow("x:1", "Hama", LatLon(35.1, 36.7), "SY", "SY", "town", 5.0, "doctest")
    >>> _ = add_rows(db, [hama], pack="mine")
    >>> remove_pack(db, "mine")
    >>> db.execute("SELECT count(*) FROM place").fetchone()
    (0,)
    """
    db.execute("DELETE FROM name WHERE pack = ? AND pack <> 'base'", (pack,))  # the condition lets SQLite use the index
    db.execute("DELETE FROM place WHERE pack = ? AND pack <> 'base'", (pack,))


def _cells(row: GazetteerRow) -> tuple[object, ...]:
    at = (round(row.at.lat, 5), round(row.at.lon, 5))
    area = (row.country, row.code, row.kind, row.feature, row.uncertainty_km)
    return (row.id, row.name, *at, *area, row.source, row.geonameid, row.population)


def _name_cells(row: GazetteerRow, number: int, pack: str) -> Iterator[tuple[object, ...]]:
    return _cells_of((Name(row.name, "name"), *row.names), row.country, number, pack)


def _cells_of(names: Iterable[Name], country: str | None, number: int, pack: str) -> Iterator[tuple[object, ...]]:
    seen = set()
    for name in names:
        folded = fold_key(name.written)
        key = (name.written if name.sort == "short" else folded, name.sort)  # short forms must match letter for letter
        if folded and key not in seen:
            seen.add(key)
            heard = phonetic_key(name.written) if country in TRANSLITERATED and name.sort in ("name", "alias") else None
            yield folded, heard, name.written, name.sort, number, pack
