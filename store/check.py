"""An archive looked through from end to end: what is damaged, missing or belongs to nothing, and what to do about it.

Every commit is read, every file of any version compared with the digest that was noted when it was written (store/
digests), each article with its own, and the index with what the table says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from store.archive import Archive
from store.delta_table import ArchiveError, Lake
from store.digests import damaged, digests, sha256_of_file
from store.formats import reading_of
from store.integrity import PUT_BACK, log_damage, lost_log
from store.locks import index_folder
from store.remote import copies, is_remote
from store.removal import NOTE, begun, hash_of, tombstones
from store.rewriting import Commit, all_files, commits
from store.serialized import written
from store.storage import LOG, Storage, storage_of

OLDER = "or read an older version (--as-of)"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what is wrong: a line each."""

    version: int
    files: int
    undigested: int
    articles: int
    faults: tuple[str, ...]

    def words(self) -> str:
        """Say it in one line.

        >>> Checked(3, 12, 0, 40, ()).words()
        'version 3: 12 files and 40 articles looked through, nothing wrong'
        """
        wrong = f"{len(self.faults)} faults" if self.faults else "nothing wrong"
        early = f"; {self.undigested} files are from before digests were noted" if self.undigested else ""
        return f"version {self.version}: {self.files} files and {self.articles} articles looked through, {wrong}{early}"


def check(address: str) -> Checked:
    """Look through an archive; nothing is changed. Raises ``ArchiveError`` where there is none.

    >>> check(archive.address).words()
    'version 3: 6 files and 8 articles looked through, nothing wrong'
    """
    storage = storage_of(address)
    if not storage.names(LOG):
        message = lost_log(address) or f"there is no archive at {address}"
        raise ArchiveError(message)
    if damage := "" if is_remote(address) else log_damage(address):
        return Checked(-1, 0, 0, 0, (damage,))
    log = commits(storage)
    noted = digests(storage)
    named = {name: size for commit in log for name, size in _sizes(commit).items()}
    faults = [*_files(address, storage, named, noted), *_notes(storage)]
    articles, wrong = (0, ()) if faults else _articles(address, log)
    faults += [*wrong, *_orphans(storage, named), *_removals(address, log)]
    if not faults:
        faults += _index(address)
    return Checked(log[-1].version, len(named), len(named.keys() - noted.keys()), articles, tuple(faults))


def _sizes(commit: Commit) -> dict[str, int]:
    return {name: action["add"]["size"] for name, action in zip(commit.files(), _adds(commit), strict=True)}


def _adds(commit: Commit) -> list[dict[str, dict[str, int]]]:
    return [action for action in commit.actions if "add" in action]


def _files(address: str, storage: Storage, named: Mapping[str, int], noted: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with files that a commit names."""
    there = {name: size for folder in _folders(named) for name, size in storage.names(folder).items()}
    for name, size in sorted(named.items()):
        if name not in there:
            yield f"{name} is missing: {PUT_BACK}, {OLDER}"
        elif there[name] != size:
            yield f"{name} is not whole ({there[name]:,} bytes of {size:,}): {PUT_BACK}, {OLDER}"
        elif not _sound(_path(address, name), noted.get(name)):
            yield f"{name} is not as it was written: {PUT_BACK}, {OLDER}"


def _notes(storage: Storage) -> Iterator[str]:
    """Yield the notes of digests that are damaged themselves."""
    for name in damaged(storage):
        yield f"{name} is not whole: remove it, the files that it is about are unpacked instead"


def _folders(named: Iterable[str]) -> set[str]:
    return {name.split("/", maxsplit=1)[0] for name in named}


def _path(address: str, name: str) -> Path:
    root = address.rstrip("/") if is_remote(address) else str(Path(address).resolve())
    return Path(copies(address, [f"{root}/{name}"])[0])


def _sound(path: Path, digest: str | None) -> bool:
    """Whether a file is as its digest says; without one, whether all of it can be unpacked."""
    if digest is not None:
        return sha256_of_file(path) == digest
    try:
        return bool(pq.read_table(path, partitioning=None).num_rows >= 0)
    except (OSError, pa.ArrowException):
        return False


def _articles(address: str, log: Iterable[Commit]) -> tuple[int, tuple[str, ...]]:
    """Return how many articles there are in all versions, and those that are not what their own digest says."""
    found: dict[tuple[str, int, str], str] = {}
    for name in all_files(log).get("article", ()):
        table = pq.read_table(
            _path(address, name), columns=["id", "base", "batch", "sha256", "data"], partitioning=None
        )
        for row in table.to_pylist():
            key = (row["id"], row["base"], row["batch"])
            if key not in found:
                found[key] = (
                    "" if _is_itself(row["data"], row["sha256"]) else f"{name} holds another text of {row['id']}"
                )
    return len(found), tuple(f"{fault}: {PUT_BACK}" for fault in found.values() if fault)


def _is_itself(data: str, digest: str) -> bool:
    try:
        return written(reading_of(data)).article == digest or _early(data, digest)
    except (ValueError, TypeError, KeyError):
        return False


def _early(data: str, digest: str) -> bool:
    """Whether an article that was written with fewer fields than there are now has the digest of those."""
    article = json.loads(data)["article"]
    article.pop("retrieved", None)
    text = json.dumps(article, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="replace")).hexdigest() == digest


def _orphans(storage: Storage, named: Mapping[str, int]) -> Iterator[str]:
    """Yield the files that no commit names: of a writer that was killed."""
    for folder in sorted({"row=article", "row=event", "row=review", "row=problem", "row=removal"}):
        for name in sorted(storage.names(folder).keys() - named.keys()):
            yield f"{name} belongs to no version, a writer was stopped: remove it"


def _removals(address: str, log: Iterable[Commit]) -> Iterator[str]:
    """Yield what was taken out and is there all the same."""
    if begun(address):
        yield f"{NOTE}: a removal was stopped; the next writing brings it to its end, or do it again: remove"
    gone = {hashed for removal in tombstones(Lake(address)) for hashed in removal.articles}
    for name in all_files(log).get("article", ()) if gone else ():
        ids = pq.read_table(_path(address, name), columns=["id"], partitioning=None)["id"].to_pylist()
        for id_ in sorted({id_ for id_ in ids if hash_of(id_) in gone}):
            yield f"{name} has the article {id_}, which was taken out: take it out again"


def _index(address: str) -> Iterator[str]:
    """Yield where the index says otherwise than the table."""
    archive = Archive(address)
    lake = Lake(address, version=archive.version)
    kinds = {kind: _standing(lake.files(kind)) for kind in ("article", "event")}
    cursor = archive._cursor()  # noqa: SLF001 - the store's own
    for kind, ids in kinds.items():
        shown = {id_ for (id_,) in cursor.execute(f"select id from {kind}").fetchall()}  # noqa: S608 - of two words
        if shown != ids:
            yield (
                f"the index has {len(shown)} {kind}s, the table {len(ids)}: remove {index_folder(address)}, "
                "it is made again"
            )


def _standing(files: Iterable[str]) -> set[str]:
    """Return the ids of the lines that count: the newest of each id, events that are no more left out."""
    newest: dict[str, tuple[int, str, bool]] = {}
    for file in files:
        names = [name for name in ("id", "base", "batch", "members", "sha256") if name in pq.read_schema(file).names]
        for row in pq.read_table(file, columns=names, partitioning=None).to_pylist():
            there = bool(row["sha256"] is not None or row.get("members"))
            line = (row["base"], row["batch"], there)
            newest[row["id"]] = max(newest.get(row["id"], line), line)
    return {id_ for id_, (_, _, there) in newest.items() if there}
