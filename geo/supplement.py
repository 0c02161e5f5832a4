"""The reviewed part of the gazetteer: what people wrote in seeds/lexicon, put on top of the packages' rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from geo.place import Kind, LatLon
from geo.rows import GazetteerRow, Name, Sort, add_names, add_rows, remove_pack
from text.fold import fold_key
from text.lexicon import Row, cells, rows

FILES = ("countries.csv", "places.csv", "place_names.csv")  # the rest of seeds/lexicon is not the gazetteer's
PACK = "lexicon"
SORTS: dict[str, Sort] = {"aliases": "alias", "native": "alias", "demonyms": "demonym", "metonyms": "metonym"}


def replace(db: sqlite3.Connection, seeds: Path) -> None:
    """Put the lexicon's rows and names in the place of those that ``db`` holds from an earlier lexicon.

    ``seeds`` is the folder of the tables; one that is missing there gives no rows.

    >>> from geo.rows import create
    >>> db = sqlite3.connect(":memory:"); create(db)
    >>> replace(db, Path("seeds/lexicon"))
    >>> db.execute("SELECT count(*) > 500 FROM place WHERE source = 'supplement'").fetchone()
    (1,)
    """
    remove_pack(db, PACK)
    countries, places, names = (rows(name, seeds) if (seeds / name).exists() else () for name in FILES)
    for row in countries:
        _name_country(db, row)
    for row in names:
        _name_place(db, row)
    add_rows(db, _supplement(db, places), pack=PACK)


def _name_country(db: sqlite3.Connection, row: Row) -> None:
    found = db.execute(
        "SELECT id FROM place WHERE kind IN ('country', 'province', 'district') AND code = ?", (row["iso2"],)
    ).fetchone()
    if not found:
        return
    names = (Name(written, _sort(written, column)) for column in SORTS for written in cells(row.get(column)))
    add_names(db, found[0], [Name(row["name"], "name"), *names], pack=PACK)


def _sort(written: str, column: str) -> Sort:
    return "short" if written.isupper() and SORTS[column] == "alias" else SORTS[column]


def _name_place(db: sqlite3.Connection, row: Row) -> None:
    """More names for a place that the packages have: short forms ("Calif."), demonyms ("Texan"), usual English names."""
    found = db.execute(
        "SELECT id FROM place WHERE geonameid = ? AND pack = 'base'", (int(row["geonameid"]),)
    ).fetchone()
    if found:
        sort: Sort = row["sort"] if row["sort"] in ("name", "short", "demonym", "metonym") else "alias"  # type: ignore[assignment]
        add_names(db, found[0], [Name(written, sort) for written in cells(row.get("names"))], pack=PACK)


def _supplement(db: sqlite3.Connection, places: tuple[Row, ...]) -> Iterator[GazetteerRow]:
    """The rows of places.csv; a geonames id in ``id`` or ``source`` ("geonames:170792") is kept as such."""
    codes = _province_codes(db)
    for row in places:
        country = row["country"] or None
        code = codes.get((row["country"], fold_key(row["admin1"] or "")), row["country"])
        names = (*map(Name, cells(row.get("aliases"))), *map(Name, cells(row.get("native"))))
        yield GazetteerRow(
            id=row["id"], name=row["name"], at=LatLon(float(row["lat"]), float(row["lon"])), country=country, code=code,
            kind=cast("Kind", row["kind"]), uncertainty_km=float(row["uncertainty_km"]), source="supplement", feature=row["feature"],
            geonameid=int(row["geonameid"]) if row.get("geonameid") else None, names=names,
        )  # fmt: skip


def _province_codes(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """(country, folded name) -> dotted code, for the names under which a province is known."""
    rows = db.execute(
        "SELECT place.country, name.plain, place.code FROM place JOIN name ON name.place = place.id"
        " WHERE place.kind = 'province' AND place.pack = 'base'",
    )
    return {(country, folded): code for country, folded, code in rows}
