"""The lexicon of actors: the tables under ``seeds/lexicon`` as typed rows and one trie over all their names.

World knowledge is in the tables, not here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from events.mentions.actors.matching import Entry, Node, tokens, trie_of
from events.model import Actor
from text.lexicon import Row, cells, rows


@dataclass(frozen=True, slots=True)
class Listed:
    """A named actor: a group, a mission, a coalition or a body that speaks. ``countries``: where it is active, home first."""

    actor: Actor
    countries: tuple[str, ...]
    active_from: str = ""
    active_to: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What a state has: ``id`` is the tail of the actor's id; ``bare`` says whether it is named without its country."""

    id: str
    name: str
    form: str
    bare: str
    inter: int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A plain kind of people. ``acting`` is their ACLED class when they are the ones who use force."""

    actor: Actor
    acting: int | None


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO code, English name, the head of its actors' ids, the adjective that names its bodies, its capital."""

    iso2: str
    name: str
    slug: str
    adjective: str
    capital: str = ""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A span of time in which a group's ACLED class in a country was another: an armed group in power is the state."""

    first: dt.date
    last: dt.date
    inter: int
    country: str


@dataclass(frozen=True)
class Lexicon:
    """All tables. ``native`` are spellings in other scripts, longest first; ``grammar`` the word lists by part."""

    trie: Node
    listed: dict[str, Listed]
    bodies: dict[str, Body]
    kinds: dict[str, Kind]
    countries: dict[str, Country]
    references: dict[str, frozenset[str]]
    tenures: dict[str, tuple[Tenure, ...]]
    grammar: dict[str, frozenset[str]]
    native: tuple[Entry, ...]


def slug(name: str) -> str:
    """Return a name as an id: lower case, words joined by hyphens.

    >>> slug("Jabhat al-Nusra"), slug("Côte d'Ivoire")
    ('jabhat-al-nusra', 'cote-d-ivoire')
    """
    return "-".join(word.fold for word in tokens(name))


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once a process.

    >>> lexicon().listed["islamic-state"].actor.name, lexicon().countries["SY"].capital
    ('Islamic State', 'Damascus')
    """
    named = tuple(_names())
    return Lexicon(
        trie=trie_of(entry for entry in named if entry.part != "native"),
        listed={row["id"]: _listed(row) for row in (*rows("actors.csv"), *rows("speakers.csv"))},
        bodies={f"{row['body']}/{row['form']}/{row['bare']}": _body(row) for row in rows("bodies.csv")},
        kinds={row["id"]: _kind(row) for row in rows("kinds.csv")},
        countries={row["iso2"]: _country(row) for row in rows("countries.csv")},
        references={row["words"]: frozenset(cells(row["fits"])) for row in rows("references.csv")},
        tenures=_tenures(),
        grammar={row["part"]: frozenset(cells(row["words"])) for row in rows("grammar.csv")},
        native=tuple(sorted((e for e in named if e.part == "native"), key=lambda e: (-len(e.alias), e.alias))),
    )


def _names() -> Iterator[Entry]:
    for row in (*rows("actors.csv"), *rows("speakers.csv")):
        yield from _spellings("name", row["id"], row)
    for row in rows("forces.csv"):
        yield from _spellings("force", f"{row['country']}/{row['body']}", row)
    for row in rows("countries.csv"):
        yield from _country_names(row)
    for part, key, words in _plain_words():
        yield from _plain(part, key, words)


def _plain_words() -> Iterator[tuple[str, str, str]]:
    """Yield (part, key, words) of the tables of plain words."""
    yield from (("body", f"{row['body']}/{row['form']}/{row['bare']}", row["words"]) for row in rows("bodies.csv"))
    yield from (("kind", row["id"], row["words"]) for row in rows("kinds.csv"))
    yield from (("reference", row["words"], row["words"]) for row in rows("references.csv"))
    yield from (("community", row["name"], f"{row['name']}|{row['aliases']}") for row in rows("communities.csv"))
    yield from (("rank", "rank", row["words"]) for row in rows("grammar.csv") if row["part"] == "rank")


def _spellings(part: str, key: str, row: Row) -> Iterator[Entry]:
    for alias in dict.fromkeys(([row["name"]] if "name" in row else []) + [*cells(row["aliases"])]):
        yield Entry(part, key, alias)
    for alias in cells(row["weak"]):
        yield Entry(part, key, alias, weak=True)
    for alias in cells(row["native"]):
        yield Entry("native", f"{part}:{key}", alias)


def _country_names(row: Row) -> Iterator[Entry]:
    yield from _plain("country", row["iso2"], f"{row['name']}|{row['aliases']}")
    yield from _plain("demonym", row["iso2"], row["demonyms"])
    yield from _plain("metonym", row["iso2"], row["metonyms"])
    if row["kind"] != "territory":
        yield from _plain("capital", row["iso2"], row["capital"])


def _plain(part: str, key: str, words: str) -> Iterator[Entry]:
    return (Entry(part, key, alias) for alias in cells(words))


def _listed(row: Row) -> Listed:
    countries = cells(row["country"])
    home = countries[0] if countries else None
    actor = Actor(row["id"], row["name"], _number(row["inter"]), home, row["kind"], row.get("voice_of") or None)
    return Listed(actor, countries, row.get("active_from", ""), row.get("active_to", ""))


def _body(row: Row) -> Body:
    return Body(row["body"], row["name"], row["form"], row["bare"], _number(row["inter"]))


def _kind(row: Row) -> Kind:
    actor = Actor(row["id"], row["name"], _number(row["inter"]), None, row["kind"])
    return Kind(actor, _number(row["inter_acting"]))


def _country(row: Row) -> Country:
    adjective = (cells(row["demonyms"]) or (row["name"],))[0]
    return Country(row["iso2"], row["name"], slug(row["name"]), adjective, row["capital"])


def _tenures() -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, tuple[Tenure, ...]] = defaultdict(tuple)
    for row in rows("classes.csv"):
        first = dt.date.fromisoformat(row["from"] or "0001-01-01")
        last = dt.date.fromisoformat(row["to"] or "9999-12-31")
        found[row["actor"]] += (Tenure(first, last, int(row["inter"]), row["country"]),)
    return dict(found)


def _number(cell: str) -> int | None:
    return int(cell) if cell else None
