"""The lexicon of actors: the tables under ``seeds/lexicon`` as typed rows and one trie over all their names.

World knowledge is in the tables, not here.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from events.model import Actor
from text.lexicon import Row, cells, rows, word_group

WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"[\s.\-‐‑–'’ʼ`´/&(]{0,3}$")  # what may stand between the words of one name; a comma may not
JOINING = word_group("joining parts of names")
# The noun at the end of a group's name is as often written small: "the Syrian Democratic forces".
COMMON = word_group("common words of groups")
LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}


class Token(NamedTuple):
    """One word: where it stands, as written, and folded for look-up. A tuple, since a text has many of them."""

    start: int
    stop: int
    raw: str
    fold: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of something listed. ``part`` says which table ``key`` is of; ``weak``: needs a document to be believed."""

    part: str
    key: str
    alias: str
    weak: bool = False


@dataclass(slots=True)
class Node:
    """A place in the trie: the entries that end here and the words that may follow."""

    entries: tuple[Entry, ...] = ()
    next: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """Entries found over the tokens ``first`` up to, not including, ``stop``."""

    first: int
    stop: int
    entries: tuple[Entry, ...]


@lru_cache(maxsize=20000)
def _fold(word: str) -> str:
    """Return the word without case and accents.

    >>> _fold("Élysée"), _fold("Jaysh")
    ('elysee', 'jaysh')
    """
    plain = "".join(LETTERS.get(letter, letter) for letter in word.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text, in order; offsets are code points.

    >>> [token.raw for token in tokens("U.S. troops' al-Shula base")]
    ['U', 'S', 'troops', 'al', 'Shula', 'base']
    """
    return tuple([Token(*m.span(), word := m[0], _fold(word)) for m in WORD.finditer(text)])


def trie_of(entries: Iterable[Entry]) -> Node:
    """Return a trie over the folded words of the entries' aliases; an alias without a Latin word is left out.

    >>> sorted(trie_of([Entry("name", "sdf", "Syrian Democratic Forces")]).next)
    ['syrian']
    """
    root = Node()
    for entry in entries:
        node = root
        words = [_fold(word) for word in WORD.findall(entry.alias)]
        for word in words:
            node = node.next.setdefault(word, Node())
        if words:
            node.entries += (entry,)
    return root


def matches(text: str, words: tuple[Token, ...], root: Node) -> dict[int, Match]:
    """Return, for each token at which one starts, the longest match whose case fits one of its entries.

    >>> names = trie_of([Entry("name", "sdf", "Syrian Democratic Forces")])
    >>> said = "The Syrian Democratic Forces left."
    >>> matches(said, tokens(said), names)[1].stop
    4
    """
    found: dict[int, Match] = {}
    for first, word in enumerate(words):
        if word.fold in root.next and (match := _longest(text, words, first, root)):
            found[first] = match
    return found


def _longest(text: str, words: tuple[Token, ...], first: int, root: Node) -> Match | None:
    best, node, at = None, root, first
    while at < len(words) and (follower := node.next.get(words[at].fold)):
        if at > first and not joined(text, words[at - 1], words[at]):
            break
        node, at = follower, at + 1
        if node.entries:
            surface = text[words[first].start : words[at - 1].stop]
            if fit := tuple(entry for entry in node.entries if _case_fits(entry.alias, surface)):
                best = Match(first, at, fit)
    return best


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether only a blank, hyphen, dot or apostrophe stands between two words (never a comma or a blank line).

    >>> here = "Syrian, Iraqi-led forces"
    >>> syrian, iraqi, led, forces = tokens(here)
    >>> joined(here, syrian, iraqi), joined(here, iraqi, led)
    (False, True)
    """
    gap = text[left.stop : right.start]
    if gap in {" ", "-"}:
        return True
    if "\n\n" in gap or not GAP.match(gap):
        return False
    abbreviated = len(left.raw) <= 4 and left.raw[:1].isupper()  # "Gen. Asapov" goes on, "the army. Syrian" does not
    return abbreviated or not gap.startswith(". ")


@lru_cache(maxsize=20000)
def _case_fits(alias: str, surface: str) -> bool:
    """Whether the case of what is written allows it to be this alias.

    An acronym is written in capitals (of four letters on also like a word, as British papers do); a name keeps
    its capitals, but an article or a short joining word may be written either way; a plain word may be written any way.

    >>> _case_fits("IS", "is"), _case_fits("ISIS", "Isis"), _case_fits("Shining Path", "shining path")
    (False, True, False)
    >>> _case_fits("Al-Qaeda", "al Qaeda"), _case_fits("armed men", "Armed men")
    (True, True)
    """
    theirs, ours = WORD.findall(surface), WORD.findall(alias)
    return all(_word_fits(a, b) for a, b in zip(ours, theirs, strict=False)) and (
        not ours[0][0].isupper() or theirs[0][0].isupper() or ours[0].lower() in JOINING
    )


def _word_fits(listed: str, written: str) -> bool:
    if len(listed) > 1 and listed.isupper():
        return written.isupper() or (len(listed) >= 4 and written == listed.title())
    return not listed[:1].isupper() or listed.lower() in JOINING | COMMON or written[:1].isupper()


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
