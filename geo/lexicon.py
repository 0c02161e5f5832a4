"""The reviewed part of the gazetteer: what people wrote in seeds/lexicon, put on top of the packages' rows.

It stands apart from geo/sources because these rows change while people work, and are replaced alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from geo.fold import plain
from geo.place import Kind, LatLon
from geo.rows import GazetteerRow, Name, Sort, add_names, add_rows, remove_pack
from geo.sources import table

FILES = ("countries.csv", "places.csv", "place_names.csv")  # the rest of seeds/lexicon is not the gazetteer's
PACK = "lexicon"


def replace(db: sqlite3.Connection, seeds: Path) -> None:
    """Put the lexicon's rows and names in the place of those that ``db`` holds from an earlier lexicon."""
    remove_pack(db, PACK)
    for row in table(seeds / "countries.csv"):
        _name_country(db, row)
    for row in table(seeds / "place_names.csv"):
        _name_place(db, row)
    add_rows(db, supplement(db, seeds / "places.csv"), pack=PACK)


def cells(row: dict[str, str], column: str) -> list[str]:
    """The entries of a list cell, which are set apart by a bar.

    >>> cells({"aliases": "U.S.|USA"}, "aliases"), cells({}, "aliases")
    (['U.S.', 'USA'], [])
    """
    return [part.strip() for part in (row.get(column) or "").split("|") if part.strip()]


def _name_country(db: sqlite3.Connection, row: dict[str, str]) -> None:
    found = db.execute(
        "SELECT id FROM place WHERE kind IN ('country', 'province', 'district') AND code = ?", (row["iso2"],)
    ).fetchone()
    if not found:
        return
    names = [Name(row["name"], "name")]
    columns: tuple[tuple[str, Sort], ...] = (
        ("aliases", "alias"),
        ("native", "alias"),
        ("demonyms", "demonym"),
        ("metonyms", "metonym"),
    )
    for column, sort in columns:
        names += [
            Name(written, "short" if written.isupper() and sort == "alias" else sort) for written in cells(row, column)
        ]
    add_names(db, found[0], names, pack=PACK)


def _name_place(db: sqlite3.Connection, row: dict[str, str]) -> None:
    """More names for a place that the packages have: short forms ("Calif."), demonyms ("Texan"), usual English names."""
    found = db.execute(
        "SELECT id FROM place WHERE geonameid = ? AND pack = 'base'", (int(row["geonameid"]),)
    ).fetchone()
    if found:
        sort: Sort = row["sort"] if row["sort"] in ("name", "short", "demonym", "metonym") else "alias"  # type: ignore[assignment]
        add_names(db, found[0], [Name(written, sort) for written in cells(row, "names")], pack=PACK)


def supplement(db: sqlite3.Connection, path: Path) -> Iterator[GazetteerRow]:
    """The rows of places.csv; a geonames id in ``id`` or ``source`` ("geonames:170792") is kept as such."""
    codes = _province_codes(db)
    for row in table(path):
        country = row["country"] or None
        code = codes.get((row["country"], plain(row["admin1"] or "")), row["country"])
        names = (*map(Name, cells(row, "aliases")), *map(Name, cells(row, "native")))
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
