"""The header of a table -> which column holds what of an event: a known layout, or a guess that a person is shown.

What the columns of ACLED, UCDP and GTD are called, and the words by which other sheets are guessed, are rows of
seeds/lexicon/coded_columns.csv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from text.lexicon import Row, cells, rows

GUESS, EXPORT = "guess", "export"
NEEDED = (("date", "year"), ("place", "lat", "point", "admin1", "country"), ("notes", "type", "sub_type", "deaths"))
FIELDS = (
    *(
        "id",
        "date",
        "date_end",
        "date_precision",
        "year",
        "month",
        "day",
        "place",
        "admin1",
        "country",
        "lat",
        "lon",
        "point",
    ),
    *("geo_precision", "type", "sub_type", "actor1", "actor2", "deaths", "deaths_low", "deaths_high", "injured"),
    *("source", "notes", "url"),
)
"""What a column of a stranger's sheet can be said to hold."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds which field. ``name`` says who codes by it; ``guessed`` that nobody has confirmed it.

    ``header`` are all columns of the table whose layout is guessed.
    """

    key: str
    name: str = ""
    licence: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    guessed: bool = False
    header: tuple[str, ...] = ()

    def words(self) -> str:
        """Say which column is taken for what, as ``--map`` takes it.

        >>> Layout("guess", columns={"date": "Day", "deaths": "Killed"}).words()
        'date=Day,deaths=Killed'
        """
        return ",".join(f"{name}={column}" for name, column in self.columns.items())


def layout_of(header: Sequence[str], *, tags: Sequence[str] = ()) -> Layout | None:
    """Return the layout of a header, with a row of HXL tags where there is one; None where it is no table of events.

    >>> layout_of(["Date", "Place", "Lat", "Lon", "What happened", "Killed"]).words()
    'date=Date,place=Place,lat=Lat,lon=Lon,deaths=Killed,notes=What happened'
    >>> layout_of(["id", "title", "text"]) is None
    True
    """
    given = _by_name(header)
    for key, table in _layouts().items():
        if table.sign and set(table.sign) <= given.keys():
            return Layout(key, table.name, table.licence, _present(table.columns, given))
    guess = guess_of(header, tags=tags)
    return guess if enough(guess.columns) else None


def guess_of(header: Sequence[str], *, tags: Sequence[str] = ()) -> Layout:
    """Return what the columns' names, or their HXL tags, make likely, be it enough for an event or not.

    >>> guess_of(["Day", "Town", "Story"]).words()
    'date=Day,place=Town'
    """
    given = _by_name(header)
    tagged = {_folded(tag): column for tag, column in zip(tags, header, strict=False) if tag}
    found = _present(_layouts()[GUESS].columns, tagged | {k: v for k, v in given.items() if k not in tagged})
    return Layout(GUESS, columns=dict(_unlike(_dated(found))), guessed=True, header=tuple(header))


def told_layout(columns: Mapping[str, str]) -> Layout:
    """Return the layout of a mapping that a person has given or confirmed.

    >>> told_layout({"date": "Day"}).guessed
    False
    """
    return Layout(GUESS, columns=columns)


def enough(columns: Iterable[str]) -> bool:
    """Whether these fields make an event: a day, a place, and something that happened.

    >>> enough(["date", "place", "notes"]), enough(["date", "place"])
    (True, False)
    """
    there = set(columns)
    return all(there & set(some) for some in NEEDED)


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    licence: str
    sign: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]


@cache
def _layouts() -> dict[str, _Table]:
    found: dict[str, list[Row]] = {}
    for row in rows("coded_columns.csv"):
        found.setdefault(row["layout"], []).append(row)
    return {key: _table(some) for key, some in found.items()}


def _table(some: list[Row]) -> _Table:
    head = some[0]
    columns = {row["field"]: tuple(map(_folded, cells(row["columns"]))) for row in some if row["field"]}
    return _Table(head["name"], head["licence"], tuple(map(_folded, cells(head["sign"]))), columns)


def _present(columns: Mapping[str, tuple[str, ...]], given: Mapping[str, str]) -> dict[str, str]:
    pairs = ((name, next((given[each] for each in names if each in given), None)) for name, names in columns.items())
    return {name: column for name, column in pairs if column is not None}


def _unlike(found: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield the fields of which no other has taken the column."""
    taken: set[str] = set()
    for name, column in found.items():
        if column not in taken:
            taken.add(column)
            yield name, column


def _dated(found: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of one way to say a day: a date, or where there is none a year with a month and a day."""
    parts = {"year", "month", "day"}
    apart = "month" in found and "year" in found and found.get("date") in {None, found.get("day")}
    return {name: column for name, column in found.items() if name not in ({"date"} if apart else parts)}


def _by_name(header: Sequence[str]) -> dict[str, str]:
    """Return the columns by their names as they are, and by what is left without what stands before and after."""
    given = {_folded(column): column for column in reversed(header) if column}
    return {_bare(name): column for name, column in reversed(given.items())} | given


def _folded(column: str) -> str:
    """Return a column's name in small letters without accents.

    >>> _folded("Date_of_Incident "), _folded("Tués")
    ('date of incident', 'tues')
    """
    plain = unicodedata.normalize("NFKD", column.strip().strip("'").casefold().replace("_", " "))
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


def _bare(name: str) -> str:
    """Return a name without its remark, its signs, and the words that a column's name may begin or end with.

    >>> _bare("# killed"), _bare("date (dd/mm/yyyy):"), _bare("description of the incident *"), _bare("nombre de morts")
    ('killed', 'date', 'description', 'morts')
    """
    left = re.sub(
        r"[\s:*?.]+$", "", re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", re.sub(r"^(?:#|№|no\.?|nr\.?)\s+", "", name))
    )
    before, after = _layouts()["around"].columns["before"], _layouts()["around"].columns["after"]
    for word in before:
        left = left.removeprefix(f"{word} ")
    for word in after:
        left = left.removesuffix(f" {word}")
    return left.strip() or name
