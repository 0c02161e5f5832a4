"""The archive's table -> the columns that a screen shows.

It stands apart from the exports, which carry everything; a screen shows what fits and can be read at a glance.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from view import words

LONGEST = 160
"""Characters of an excerpt that a row shows; the panel has all of it."""
VAGUE = ("district", "province", "country", "area")
COLUMNS = ("when", "sub_event_type", "place", "actors", "deaths_best", "status", "sources", "excerpt")


def screen_table(table: pd.DataFrame) -> pa.Table:
    """Return one row an event as text and numbers, in the same order, as the browser gets them.

    when: "22 Sep 2017" or "1-30 Sep 2017"; place with its first-level area, or the reason why there is none.

    >>> screen_table(archive.table(Filters(text="ambushed"))).select(["when", "place", "deaths_best"]).to_pylist()
    [{'when': 'not dated: no date in reach', 'place': 'not placed: no place named', 'deaths_best': 10}]
    """
    when = [_when(*each) for each in zip(table["earliest"], table["latest"], table["undated"], strict=True)]
    columns = (table[name] for name in ("place", "admin1", "off_map", "place_kind"))
    place = [_place(*each) for each in zip(*columns, strict=True)]
    made = {"when": when, "place": place, "excerpt": [text[:LONGEST] for text in table["excerpt"]]}
    return pa.table({name: pa.array(made.get(name, table.get(name)), _type(name)) for name in COLUMNS})


def _type(column: str) -> pa.DataType:
    return pa.int32() if column == "deaths_best" else pa.string()


def _when(earliest: pd.Timestamp, latest: pd.Timestamp, undated: str) -> str:
    if pd.isna(earliest):
        return words.UNDATED.format(why=undated) if undated else words.NO_DAY
    return words.days(earliest.date(), latest.date())


def _place(place: str, admin1: str, off_map: str, kind: str) -> str:
    """Say a place with what it lies in; one that is an area says so: a province is not the town of its name.

    >>> _place("Deir ez-Zor", "Deir ez-Zor", "", "town"), _place("Deir ez-Zor", "Deir ez-Zor", "", "province")
    ('Deir ez-Zor', 'Deir ez-Zor (province only)')
    """
    if off_map and not place:
        return words.UNPLACED.format(why=off_map)
    said = f"{place}, {admin1}" if admin1 and admin1 != place else place
    return f"{said} ({words.KIND_CHOICES[kind]})" if kind in VAGUE else said
