"""Which spellings some place bears: a bitmap that is asked before SQLite is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from zlib import crc32

BITS = 26  # 2**26 bits are 8 MB: of the spellings nobody bears, under 3 in 100 are asked for in vain
MASK = (1 << BITS) - 1
KEYS = "SELECT DISTINCT plain FROM name {0} UNION ALL SELECT DISTINCT sound FROM name {0}"


class Spellings:
    """The folded spellings (text/fold: plain and sound together) of one database, none missing, a few too many.

    >>> some = Spellings(["hama", "homs"])
    >>> "hama" in some, "zzyzx" in some
    (True, False)
    """

    def __init__(self, keys: Iterable[str] = (), *, bits: bytes = b"") -> None:
        self.bits = bytearray(bits or bytes(1 << (BITS - 3)))
        for key in keys:
            place = crc32(key.encode()) & MASK
            self.bits[place >> 3] |= 1 << (place & 7)

    def __contains__(self, key: str) -> bool:
        place = crc32(key.encode()) & MASK
        return bool(self.bits[place >> 3] >> (place & 7) & 1)


def keep(db: sqlite3.Connection, *, pack: str | None = None) -> None:
    """Write the bitmap of all names in ``db``; with ``pack``, only add that pack's names to the one it has.

    >>> from geo.rows import create
    >>> db = sqlite3.connect(":memory:"); create(db); keep(db)
    >>> "hama" in stored(db)
    False
    """
    old = stored(db) if pack else None
    if pack and old:
        rows = db.execute(KEYS.format("WHERE pack = :pack AND pack <> 'base'"), {"pack": pack})
    else:
        rows = db.execute(KEYS.format(""))
    now = Spellings((key for (key,) in rows if key), bits=bytes(old.bits) if old else b"")
    db.execute("INSERT OR REPLACE INTO meta VALUES ('spellings', ?)", (bytes(now.bits),))


def stored(db: sqlite3.Connection) -> Spellings | None:
    """The bitmap that ``db`` holds; None where it was written before there were any.

    >>> db = sqlite3.connect(":memory:")
    >>> _ = db.execute("CREATE TABLE meta (key, value)")
    >>> stored(db) is None
    True
    """
    row = db.execute("SELECT value FROM meta WHERE key = 'spellings'").fetchone()
    return Spellings(bits=row[0]) if row else None
