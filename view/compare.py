"""Two selections side by side: rows of numbers with their change, a map in two colours, and counts by two dimensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import folium
import pandas as pd

from events import SUB_EVENT_TYPES
from store import Window
from store.cells import safe_cell
from store.crosstab import Crossed, Dimension, PairCell, Totals
from view import words
from view.countries import country_name
from view.layers import FIRM, MIXED, EventGroup, Marks, Row, shares

FLOOR = 10
"""Below so many, a change is not said in per cent: one event more would double it."""
MOST_ROWS, MOST_COLUMNS = 200, 60


def change(before: int, after: int) -> str:
    """Say a change; of small numbers only the difference.

    >>> change(40, 60), change(60, 40), change(3, 6), change(20, 20), change(0, 12)
    ('+50 %', '−33 %', '+3 (too few for per cent)', '0', '+12 (too few for per cent)')
    """
    if before == after:
        return _signed(0)
    if before < FLOOR:
        return words.TOO_FEW.format(difference=_signed(after - before))
    return f"{_signed(round(100 * (after - before) / before))} %"


def _signed(number: int) -> str:
    return f"+{number:,}" if number > 0 else f"−{-number:,}" if number else "0"


def side_by_side(a: Totals, b: Totals) -> pd.DataFrame:
    """Return the table: events, deaths, events of each kind; of both selections, and the change from the first to the second.

    >>> found = archive.totals(Filters())
    >>> side_by_side(found, found).iloc[0].tolist()
    ['Events', '9', '9', '0']
    """
    kinds = {kind: (_of(a, kind), _of(b, kind)) for kind in SUB_EVENT_TYPES}
    lines = [(words.EVENTS, a.events, b.events), (words.DEATHS, a.deaths, b.deaths)]
    lines += [(words.KIND_LINE.format(kind=kind), *pair) for kind, pair in kinds.items() if any(pair)]
    rows = [(name, f"{one:,}", f"{two:,}", change(one, two)) for name, one, two in lines]
    return pd.DataFrame(rows, columns=["", "A", "B", words.CHANGE])


def _of(found: Totals, kind: str) -> int:
    return next((events for name, events, _ in found.kinds if name == kind), 0)


def pair_rows(cells: Sequence[PairCell]) -> list[Row]:
    """Return the marks of a map in two colours: rings that show how the two selections share what is there.

    >>> pair_rows([PairCell(3, 1, 35.0, 40.0, (34.9, 39.9, 35.1, 40.1)), PairCell(0, 2, 36, 41, (36, 41, 36, 41))])
    [[0, 36, 41, 2, 1, 2, [36, 41, 36, 41]], [0, 35.0, 40.0, 4, 21, 3, [34.9, 39.9, 35.1, 40.1]]]
    """
    made: list[Row] = []
    for cell in sorted(cells, key=lambda cell: cell.a + cell.b):
        both = bool(cell.a and cell.b)
        kind = shares((cell.a, cell.b)) if both else int(not cell.a)
        box = [round(edge, 3) for edge in cell.box]
        made.append([0, round(cell.lat, 3), round(cell.lon, 3), cell.a + cell.b, kind, FIRM + MIXED * both, box])
    return made


def pair_layer(cells: Sequence[PairCell], *, theme: str) -> folium.FeatureGroup:
    """Return the layer of a map in two colours.

    >>> pair_layer((), theme="light").layer_name
    'events'
    """
    group = EventGroup("events")
    Marks(pair_rows(cells), {"theme": theme, "where": None, "move": None, "tiles": None, "pair": True}).add_to(group)
    return group


def extent_of(cells: Sequence[PairCell]) -> Window | None:
    """Return the box of all cells.

    >>> extent_of([PairCell(1, 0, 35, 40, (34, 39, 36, 41))])
    Window(south=34, west=39, north=36, east=41)
    """
    if not cells:
        return None
    south, west, north, east = zip(*(cell.box for cell in cells), strict=True)
    return Window(min(south), min(west), max(north), max(east))


def value_name(value: str, dimension: Dimension, names: Mapping[str, str]) -> str:
    """Say a value of a dimension.

    >>> value_name("SY/Homs", "region", {"SY": "Syria"}), value_name("SY", "country", {})
    ('Homs, Syria', 'Syria')
    """
    if dimension == "country":
        return country_name(value)
    if dimension == "region":
        return words.region_name(value, names)
    return (names.get(value) or words.name_of_id(value)) if dimension == "actor" else value


def pivot(
    crossed: Sequence[Crossed],
    dimensions: tuple[Dimension, Dimension],
    names: Mapping[str, str],
    measure: Literal["events", "deaths"],
) -> pd.DataFrame:
    """Return the table of counts: the fullest rows first, months and years in order, with the sum of each row.

    >>> found = [Crossed("SY", "2016", 3, 1), Crossed("SY", "2017", 2, 9), Crossed("IQ", "2017", 8, 0)]
    >>> pivot(found, ("country", "year"), {}, "events").values.tolist()
    [['Iraq', 0, 8, 8], ['Syria', 3, 2, 5]]
    """
    rows, columns = _sums(crossed, measure)
    table: dict[tuple[str, str], int] = {(each.row, each.column): getattr(each, measure) for each in crossed}
    ordered = {"month": sorted, "year": sorted}
    across = _kept(columns, dimensions[1], ordered)[:MOST_COLUMNS]
    made = [
        [value_name(row, dimensions[0], names), *(table.get((row, each), 0) for each in across), rows[row]]
        for row in _kept(rows, dimensions[0], ordered)[:MOST_ROWS]
    ]
    heads = [value_name(each, dimensions[1], names) for each in across]
    return pd.DataFrame(made, columns=[words.DIMENSIONS[dimensions[0]], *_apart(heads), words.SUM])


def _sums(crossed: Sequence[Crossed], measure: str) -> tuple[dict[str, int], dict[str, int]]:
    rows: dict[str, int] = defaultdict(int)
    columns: dict[str, int] = defaultdict(int)
    for each in crossed:
        rows[each.row] += getattr(each, measure)
        columns[each.column] += getattr(each, measure)
    return rows, columns


def _kept(sums: Mapping[str, int], dimension: Dimension, ordered: Mapping[str, Any]) -> list[str]:
    return sorted(sums) if dimension in ordered else sorted(sums, key=lambda value: (-sums[value], value))


def _apart(heads: Sequence[str]) -> list[str]:
    """Return names of columns of which no two are the same.

    >>> _apart(["A", "B", "A"])
    ['A', 'B', 'A (2)']
    """
    seen: dict[str, int] = defaultdict(int)
    made = []
    for head in heads:
        seen[head] += 1
        made.append(head if seen[head] == 1 else f"{head} ({seen[head]})")
    return made


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV that no spreadsheet runs and Excel opens as UTF-8.

    >>> csv_bytes(pd.DataFrame([["=1+1", 3]], columns=["Actor", "2017"])).decode("utf-8-sig").splitlines()
    ['Actor,2017', "'=1+1,3"]
    """
    safe = table.rename(columns=safe_cell).map(lambda cell: safe_cell(cell) if isinstance(cell, str) else cell)
    return b"\xef\xbb\xbf" + safe.to_csv(index=False, lineterminator="\r\n").encode()
