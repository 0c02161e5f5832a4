"""The archive's table -> the columns that a screen shows.

It stands apart from the exports, which carry everything; a screen shows what fits and can be read at a glance.
"""

from __future__ import annotations

import pandas as pd

from view import words

LONGEST = 240
"""Characters of an excerpt that a row shows; the panel has all of it."""
COLUMNS = ("when", "sub_event_type", "place", "actors", "deaths_best", "status", "sources", "excerpt")


def screen_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row an event as text and numbers, in the same order; the index counts from 0.

    when: "22 Sep 2017" or "1-30 Sep 2017"; place with its first-level area, or the reason why there is none.
    """
    shown = table.reset_index(drop=True)
    when = [_when(*each) for each in zip(shown["earliest"], shown["latest"], shown["undated"], strict=True)]
    place = [_place(*each) for each in zip(shown["place"], shown["admin1"], shown["off_map"], strict=True)]
    excerpt = shown["excerpt"].str.slice(0, LONGEST)
    return shown.assign(when=when, place=place, excerpt=excerpt)[list(COLUMNS)]


def _when(earliest: pd.Timestamp, latest: pd.Timestamp, undated: str) -> str:
    if pd.isna(earliest):
        return words.UNDATED.format(why=undated) if undated else words.NO_DAY
    return words.days(earliest.date(), latest.date())


def _place(place: str, admin1: str, off_map: str) -> str:
    if off_map and not place:
        return words.UNPLACED.format(why=off_map)
    return f"{place}, {admin1}" if admin1 and admin1 != place else place
