"""The tables that people write: seeds/lexicon, one CSV file a table, a header line and a row an entry."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from text.folders import SEEDS

LEXICON = SEEDS / "lexicon"
Row = dict[str, str]


def rows(name: str, folder: Path = LEXICON) -> tuple[Row, ...]:
    """Return the rows of a table ("places.csv") in order, by column, cells as written.

    Raises ``FileNotFoundError`` where there is no such table.

    >>> rows("place_reasons_first.csv")[0]["cue"]
    'beside:0'
    """
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def cells(cell: str | None) -> tuple[str, ...]:
    """Return the entries of a list cell, which are set apart by a bar; none where the cell is empty or missing.

    >>> cells("U.S.|USA"), cells(""), cells(None)
    (('U.S.', 'USA'), (), ())
    """
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def word_set(line: str) -> frozenset[str]:
    """Return the words of ``line``.

    >>> sorted(word_set("was were"))
    ['was', 'were']
    """
    return frozenset(line.split())


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words of a class of word_classes.csv; raises ``KeyError`` where there is no such class.

    >>> "pistol" in word_class("weapon")
    True
    """
    return frozenset(_classes()[name])


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the words of a list of word_lists.csv in order; raises ``KeyError`` where there is no such list.

    >>> word_list("edges of a month or year")[:2]
    ('early', 'late')
    """
    return _lists()[name]


@cache
def word_group(name: str) -> frozenset[str]:
    """Return the words of a list of word_lists.csv, where their order says nothing.

    >>> "tanker" in word_group("ships")
    True
    """
    return frozenset(word_list(name))


def either_of(name: str) -> str:
    """Return the words of a list as alternatives of a pattern, in the order of the list; they may be patterns themselves.

    >>> either_of("edges of a month or year").split("|")[:2]
    ['early', 'late']
    """
    return "|".join(word_list(name))


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return {row["list"]: tuple(row["words"].split("|")) for row in rows("word_lists.csv")}


@cache
def _classes() -> dict[str, list[str]]:
    return {row["class"]: row["words"].split("|") for row in rows("word_classes.csv")}
