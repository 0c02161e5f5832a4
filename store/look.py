"""A short look at an archive from outside: is it there, which version is the newest, does anything lie half done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from store.delta_table import Lake
from store.integrity import lost_log
from store.remote import is_remote
from store.removal import begun
from store.storage import LOG


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: whether there is an archive, its newest version, how many files that has, removals not ended."""

    there: bool
    version: int
    files: int
    removing: int


def look(address: str) -> Look:
    """Look at an archive without making one, and read where its files lie. Raises ``ArchiveError`` where it is damaged.

    >>> look(archive.address)
    Look(there=True, version=3, files=6, removing=0)
    >>> look("no-such-folder").there
    False
    """
    if not is_remote(address) and not (Path(address) / LOG).exists() and not lost_log(address):
        return Look(there=False, version=0, files=0, removing=0)
    lake = Lake(address)
    return Look(there=True, version=lake.version, files=len(lake.lines()), removing=int(begun(address)))
