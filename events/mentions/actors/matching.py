"""Words and the trie that finds listed names among them: article text to tokens, tokens to entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from text.lexicon import word_group

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
