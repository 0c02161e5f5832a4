"""An actor as a table names it -> the actor of our lexicon where it has one, so that coded and read reports can meet.

"Military Forces of Syria (2024-)" is the lexicon's Syrian forces, "JNIM: Group for Support of Islam and Muslims" is
JNIM. A name that nobody knows stays as it is given, with the class that the table gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from events import Actor
from events.mentions.actors import Country, actor_lexicon, body_of, slug
from store.ways.coded_values import value_of, values_of
from text.lexicon import cells, rows

_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")


@lru_cache(maxsize=20_000)
def coded_actor(name: str, *, inter: str = "", country: str | None = None) -> Actor:
    """Return the actor of a cell, with the ACLED class that the table gives.

    >>> coded_actor("Military Forces of Syria (2024-)", inter="State forces").id
    'syria-forces'
    >>> coded_actor("JNIM: Group for Support of Islam and Muslims", inter="2").id, coded_actor("Civilians (Mali)").inter
    ('jamaat-nusrat-al-islam-wal-muslimin', 7)
    >>> coded_actor("Free Riders of Tallbrook", inter="3")
    Actor(id='free-riders-of-tallbrook', name='Free Riders of Tallbrook', inter=3, country=None, kind='', voice_of=None)
    """
    said = value_of("any", "inter", inter)
    known = next(filter(None, map(_known, _forms(name))), None)
    if known is None:
        return Actor(slug(name) or "unnamed", name, int(said) if said else None, country)
    return known


def actors_in(cell: str) -> Iterator[str]:
    """Yield the names in a cell that may hold several, set apart by semicolons.

    >>> list(actors_in("Civilians (Mali); Farmers (Mali); "))
    ['Civilians (Mali)', 'Farmers (Mali)']
    """
    return (name.strip() for name in cell.split(";") if name.strip())


def _forms(name: str) -> Iterator[str]:
    """Yield the name, then what is left of it without the years behind it, and its parts before and after a colon."""
    bare = _ASIDE.sub("", name)
    yield from dict.fromkeys((name, bare, *(part.strip() for part in bare.split(":", 1)), *_inside(name)))


def _inside(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\(([A-Za-z-]{3,})\)", name))


def _known(name: str) -> Actor | None:
    return _names().get(name.casefold()) or _state_body(name.casefold())


def _state_body(folded: str) -> Actor | None:
    for words, body in values_of("any", "actor").items():
        if folded.startswith(words + " "):
            country = _countries().get(folded[len(words) + 1 :])
            return body_of(country, actor_lexicon().bodies[f"{body}/unit/yes"]) if country else None
    return None


@cache
def _names() -> dict[str, Actor]:
    """Return every name of the lexicon's groups, and its words for plain people, by their folded form."""
    listed, kinds = actor_lexicon().listed, actor_lexicon().kinds
    found = {word.casefold(): kinds[row["id"]].actor for row in rows("kinds.csv") for word in cells(row["words"])}
    found |= {kind.actor.name.casefold(): kind.actor for kind in kinds.values()}
    for row in rows("actors.csv"):
        names = (row["name"], *cells(row["aliases"]), *cells(row["weak"]))
        found |= {name.casefold(): listed[row["id"]].actor for name in names}
    return found


@cache
def _countries() -> dict[str, Country]:
    known = actor_lexicon().countries
    return {
        name.casefold(): known[row["iso2"]]
        for row in rows("countries.csv")
        for name in (row["name"], *cells(row["aliases"]))
    }
