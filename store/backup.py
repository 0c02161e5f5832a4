"""A copy of an archive that is whole, made while others write, and put back where none is.

The log says which files a version has, and no file of it changes: copied are the commits up to the newest one, then the
files that they name, then a list of all with their digests. What an earlier copy has already is not copied again; what was
taken out of the archive since goes out of the copy, too.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from store.delta_table import ArchiveError
from store.digests import FOLDER, sha256_of_file
from store.integrity import cut_off
from store.locks import writing
from store.overlays import FOLDER as OVERLAYS
from store.removal import begun
from store.rewriting import commits
from store.storage import Storage, commit_name, storage_of

LIST = "backup.json"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy is of: the archive's version; how many files and bytes, and how many of them were copied now."""

    version: int
    files: int
    size: int
    new: int

    def words(self) -> str:
        """Say it in one line.

        >>> Copied(3, 12, 40_000, 2).words()
        'version 3: 12 files, 40,000 bytes; 2 of them copied now, each as its digest says'
        """
        return f"version {self.version}: {self.files} files, {self.size:,} bytes; {self.new} of them copied now, each as its digest says"


def backup(address: str, folder: str | Path, *, at: dt.datetime) -> Copied:
    """Copy the archive into a folder, or bring an earlier copy there up to date. Raises ``ArchiveError``.

    >>> import tempfile
    >>> backup(archive.address, tempfile.mkdtemp(), at=dt.datetime(2026, 11, 30, tzinfo=dt.UTC)).version
    3
    """
    place = Path(folder)
    if place.exists() and any(place.iterdir()) and not (place / LIST).exists():
        message = f"{place} is neither empty nor a copy that was made here: give another folder"
        raise ArchiveError(message)
    with writing(address):
        names, version = _names(address)
        storage, had = storage_of(address), _listed(place)
        place.mkdir(parents=True, exist_ok=True)
        new = [name for name in names if not name.startswith("row=") or name not in had or not (place / name).exists()]
        for name in new:
            storage.fetch(name, place / name)
    found = {name: sha256_of_file(place / name) for name in names}
    _check_noted(place, found)
    listed = {"version": version, "at": at.isoformat(), "files": found}
    storage_of(str(place)).write(LIST, json.dumps(listed, indent=1).encode())
    for name in had.keys() - found.keys():
        (place / name).unlink(missing_ok=True)
    return Copied(version, len(found), sum((place / name).stat().st_size for name in found), len(new))


def _names(address: str) -> tuple[list[str], int]:
    """Return all that belongs to an archive's newest version and those before it, commits first."""
    storage = storage_of(address)
    if begun(address):
        message = f"a removal from {address} was stopped half-way: bring it to its end first (remove, or add)"
        raise ArchiveError(message)
    log = commits(storage)
    if not log:
        message = f"there is no archive at {address}"
        raise ArchiveError(message)
    files = sorted({name for commit in log for name in commit.files()})
    beside = [*sorted(storage.names(FOLDER)), *sorted(storage.names(OVERLAYS))]
    return [*(commit_name(commit.version) for commit in log), *files, *beside], log[-1].version


def _listed(place: Path) -> dict[str, str]:
    try:
        listed: dict[str, str] = json.loads((place / LIST).read_bytes())["files"]
    except FileNotFoundError:
        return {}
    return listed


def _check_noted(place: Path, found: dict[str, str]) -> None:
    """Compare with the digests that were noted when the files were written: a copy of what is rotten is no copy."""
    for name in found:
        noted = json.loads((place / name).read_bytes()) if name.startswith(FOLDER) else {}
        for file, digest in noted.items():
            if file in found and found[file] != digest:
                message = f"{file} is not as it was written: run check; the list of the copy is the one before"
                raise ArchiveError(message)


def restore(folder: str | Path, address: str) -> Copied:
    """Put a copy back where no archive is; nothing is put back of one that is not whole. Raises ``ArchiveError``.

    >>> import tempfile
    >>> copy, place = tempfile.mkdtemp(), tempfile.mkdtemp()
    >>> made = backup(archive.address, copy, at=dt.datetime(2026, 11, 30, tzinfo=dt.UTC))
    >>> restore(copy, place).version
    3
    """
    place = Path(folder)
    if not (place / LIST).exists():
        message = f"{place} is no copy that backup made: {LIST} is missing"
        raise ArchiveError(message)
    listed = json.loads((place / LIST).read_bytes())
    for name, digest in listed["files"].items():
        if not (place / name).exists() or sha256_of_file(place / name) != digest:
            message = f"{place / name} is missing or not as it was copied: take another copy"
            raise ArchiveError(message)
    storage = storage_of(address)
    if any(storage.names("_delta_log")):
        message = f"there is an archive at {address}: move it away first, or give another place"
        raise ArchiveError(message)
    _put_back(place, storage, list(listed["files"]))
    size = sum((place / name).stat().st_size for name in listed["files"])
    return Copied(listed["version"], len(listed["files"]), size, len(listed["files"]))


def _put_back(place: Path, storage: Storage, names: list[str]) -> None:
    """Put the commits last, oldest first: stopped before its end it is an archive of an earlier version, or none."""
    commits_of = sorted(name for name in names if name.startswith("_delta_log/"))
    for name in [*(name for name in names if name not in commits_of), *commits_of]:
        data = (place / name).read_bytes()
        if name in commits_of and cut_off(data):
            message = f"{place / name} is not whole: take another copy"
            raise ArchiveError(message)
        storage.write(name, data)
