"""The digest of every file of the table, noted beside the log when the file is written, so that a rotten bit is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from store.remote import copies, is_remote
from store.rewriting import Commit
from store.storage import Storage, commit_name, storage_of

FOLDER = "_digests"
MOST_BEHIND = 20  # commits of killed writers that the next one makes up for; of earlier ones `check` unpacks the files


def note(address: str, version: int) -> None:
    """Note the digests of the files that the commits up to a version added, where that was not done.

    >>> kept = new_archive()
    >>> sorted(storage_of(kept.address).names(FOLDER))
    ['_digests/00000000000000000001.json']
    """
    storage = storage_of(address)
    done = storage.names(FOLDER)
    for number in range(version, max(0, version - MOST_BEHIND), -1):
        name = f"{FOLDER}/{number:020}.json"
        if name in done:
            return
        files = _files(storage, number)
        root = address.rstrip("/") if is_remote(address) else str(Path(address).resolve())
        paths = copies(address, [f"{root}/{file}" for file in files])
        found = {file: sha256_of_file(Path(path)) for file, path in zip(files, paths, strict=True)}
        storage.write(name, json.dumps(found).encode())


def _files(storage: Storage, version: int) -> tuple[str, ...]:
    lines = storage.read(commit_name(version)).splitlines()
    return Commit(version, tuple(map(json.loads, lines))).files()


def digests(storage: Storage) -> dict[str, str]:
    """Return file -> digest, of all that are noted in notes that can be read.

    >>> len(digests(storage_of(archive.address)))
    6
    """
    read = (_noted(storage, name) for name in sorted(storage.names(FOLDER)))
    return {file: digest for each in read for file, digest in (each or {}).items()}


def damaged(storage: Storage) -> tuple[str, ...]:
    """Return the notes that cannot be read: what they noted has no digest any more.

    >>> damaged(storage_of(archive.address))
    ()
    """
    return tuple(name for name in sorted(storage.names(FOLDER)) if _noted(storage, name) is None)


def _noted(storage: Storage, name: str) -> dict[str, str] | None:
    """Return one note; None where it is none."""
    try:
        found = json.loads(storage.read(name))
    except (ValueError, RecursionError):
        return None
    whole = isinstance(found, dict) and all(isinstance(digest, str) for digest in found.values())
    return found if whole else None


def forget(storage: Storage, files: Iterable[str]) -> None:
    """Drop the digests of files, and the notes that have only such.

    >>> forget(storage_of(new_archive().address), ["row=event/no-such.parquet"])
    """
    gone = set(files)
    for name in storage.names(FOLDER):
        noted = _noted(storage, name) or {}
        if gone & noted.keys():
            storage.write(
                name, json.dumps({file: digest for file, digest in noted.items() if file not in gone}).encode()
            )


def sha256_of_file(path: Path) -> str:
    """Return the digest of a file's bytes.

    >>> sha256_of_file(Path("/dev/null"))[:8]
    'e3b0c442'
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
