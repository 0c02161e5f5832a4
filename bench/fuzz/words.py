"""Bytes -> a text of the words that the reader's rules wait for, so that random bytes reach the rules and not only the door."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parents[2] / "seeds" / "lexicon"
LISTS = ("triggers", "actors", "speakers", "places", "casualties", "speech", "place_cues", "kinds", "countries")
EACH = 400
"""Words of one list."""
ODD = (
    ". ", ", ", "; ", ": ", "\n", "\n\n", "\r\n", "\t", " - ", " – ", "(", ")", '"', "“", "”", "'", "’s ", "…", "?", "!",
    "0", "1", "two", "three dozen", "10,000", "3.5 million", "1/2", "between 4 and", "at least", "no", "not", "100,00,000", "٣٤", "½", "9" * 40,
    "Monday", "last week", "Sept. 30", "31 February 2017", "2017-13-40", "1 January 0001", "December 9999", "the 1990s", "yesterday", "a day later", "in 10000 years", "99999 years ago",
    "killed", "wounded", "said", "denied", "claimed", "near", "in", "at", "by", "of", "and", "who", "which", "he", "it", "the", "a",
    "\u200b", "\u202e", "\u202c", "\u2066", "\ufeff", "\u00a0", "\u2028", "\u0301", "\U0001f4a3", "İ", "ß", "ﬁ", "قصف", "حلب", "Київ", "北京", "\x00", "\x1b[31m", "\x85",
    "<script>", "</mark>", "${1}", "`", "$\\alpha$", ":material/map:", ":red[x]", "[a](javascript:x)", "=1+1", "&#0;", "%s", "{}", "\\", "/../",
)  # fmt: skip


@cache
def vocabulary() -> tuple[str, ...]:
    """Return the words: the odd ones, then the first column but the id of each list's first rows."""
    return (*ODD, *dict.fromkeys(word for name in LISTS for word in _of_list(name)))


def _of_list(name: str) -> list[str]:
    with (LEXICON / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [list(row.values()) for row in csv.DictReader(line for line in file if not line.startswith("#"))]
    step = max(1, len(rows) // EACH)
    cells = (cell for row in rows[::step] for cell in row[:3] if isinstance(cell, str))
    return [part for cell in cells for part in cell.split("|") if part.strip() and len(part) < 40]


def salad(data: bytes) -> str:
    r"""Return a text for any bytes: two bytes a word; where the first byte is odd, the bytes are the text itself.

    >>> salad(b"\x01It fell."), salad(b"") == salad(b"\x00")
    ('It fell.', True)
    """
    if data[:1] and data[0] % 2:
        return data[1:].decode("utf-8", "replace")
    known = vocabulary()
    pairs = zip(data[1::2], data[2::2], strict=False)
    return "".join(_joined(known[(high * 256 + low) % len(known)]) for high, low in pairs)


def _joined(word: str) -> str:
    return f"{word} " if word[-1:].isalnum() else word
