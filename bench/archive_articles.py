"""Generated articles for measuring how they are added: invented places and people, the same for the same seed.

Nothing in them happened; each says that it is generated. One in ten is a second report of an earlier one's happening, so
that merging has work to do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random

from events import Article

TOWNS = ("Aleppo", "Mosul", "Hama", "Kirkuk", "Deir ez-Zor", "Raqqa", "Idlib", "Homs", "Tikrit", "Ramadi")
SIDES = ("Islamic State", "the Syrian army", "Russian forces", "the Syrian Democratic Forces", "gunmen", "protesters")
DEEDS = (
    "{side} attacked a checkpoint near {town} on {day}, killing {dead} soldiers.",
    "{side} shelled the outskirts of {town} on {day} and wounded {dead} civilians.",
    "An air strike on a market in {town} killed {dead} people on {day}, residents said.",
    "A roadside bomb hit a convoy of {side} in {town} on {day}; {dead} people died.",
)
FILLING = (
    "The report could not be confirmed at once.",
    "Officials in the capital had no comment when they were asked.",
    "Prices of bread and fuel in the province have doubled since the spring.",
    "Aid workers said that roads into the town were closed for most of the week.",
)
FIRST_DAY = dt.date(2014, 1, 1)


def articles(count: int, *, seed: int) -> Iterator[Article]:
    """Yield ``count`` articles of some hundred words."""
    chance = Random(seed)  # noqa: S311 - a bench's own chance, the same every time
    told: list[tuple[str, dt.date]] = []
    for number in range(count):
        again = told and chance.random() < 0.1
        deed, day = chance.choice(told) if again else _deed(chance)
        told = [*told[-200:], (deed, day)]
        filling = " ".join(chance.choices(FILLING, k=6))
        text = f"GENERATED, number {number}. {deed} {filling} {_deed(chance)[0]} {filling}"
        source = f"Generated Wire {number % 40}"
        yield Article(f"generated-{seed}-{number:06d}", text, published=day + dt.timedelta(days=1), source=source)


def _deed(chance: Random) -> tuple[str, dt.date]:
    day = FIRST_DAY + dt.timedelta(days=chance.randrange(2000))
    words = chance.choice(DEEDS)
    side, town, dead = chance.choice(SIDES), chance.choice(TOWNS), chance.randint(2, 60)
    return words.format(side=side, town=town, day=f"{day:%B} {day.day}, {day.year}", dead=dead), day
