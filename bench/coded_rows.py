"""Generated rows in ACLED's columns, any number of them, the same for the same seed. Nothing in them happened; each says so.

Some thousand invented spots, a few of them and a few actors far busier than the rest, as in real data.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from events import EVENT_TYPE_OF

SPOTS, ACTORS, DAYS = 20_000, 400, 5000
FIRST_DAY = np.datetime64("2011-01-01")
SUBS = tuple(EVENT_TYPE_OF)
COUNTRIES = (
    ("760", "Syria"),
    ("804", "Ukraine"),
    ("466", "Mali"),
    ("104", "Myanmar"),
    ("729", "Sudan"),
    ("887", "Yemen"),
)
INTERS = ("State forces", "Rebel group", "Political militia", "Identity militia", "Civilians")
HEADER = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)


def write(path: Path, count: int, *, seed: int = 20171004) -> None:
    """Write a CSV file of so many rows.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "acled.csv")
    >>> write(path, 3)
    >>> len(path.read_text().splitlines()), path.read_text().startswith("event_id_cnty,event_date,")
    (4, True)
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEADER)
        rows.writerows(_rows(count, seed))


def _rows(count: int, seed: int) -> Iterator[tuple[object, ...]]:
    chance = np.random.default_rng(seed)
    lats, lons = np.round(chance.uniform(-30, 55, SPOTS), 4), np.round(chance.uniform(-90, 120, SPOTS), 4)
    spots = np.minimum(chance.zipf(1.2, count) % SPOTS, SPOTS - 1).tolist()
    days = (FIRST_DAY + chance.integers(0, DAYS, count)).astype(str).tolist()
    subs, deaths = chance.integers(0, len(SUBS), count).tolist(), np.minimum(chance.poisson(2, count), 50).tolist()
    sides = (chance.zipf(1.2, (count, 2)) % ACTORS).tolist()
    for at, (spot, day, sub, dead, (one, two)) in enumerate(zip(spots, days, subs, deaths, sides, strict=True)):
        iso, country = COUNTRIES[spot % len(COUNTRIES)]
        kind, name = SUBS[sub], f"Spot {spot}"
        yield (
            *(f"GEN{at}", day, day[:4], "1", "Political violence", EVENT_TYPE_OF[kind], kind),
            *(f"Generated Front {one}", "", INTERS[one % 5], f"Generated Front {two}", "", INTERS[two % 5], "", ""),
            *(iso, "Generated", country, f"Region {spot % 300}", "", "", name, lats[spot], lons[spot], "1"),
            *(f"Generated Wire {spot % 50}", "National", _notes(at, day, name, dead), dead, "", 1700000000 + at),
        )


def _notes(at: int, day: str, name: str, dead: int) -> str:
    return (
        f"Generated: on {day}, fight no. {at} between two fronts took place in {name} after a dispute over a road "
        f"that leads to the next spot. {dead} were reported killed."
    )
