"""The Delta table's files with other lines in them: what was there in any version is replaced, and the log follows.

A table's files are never changed otherwise. A file gets a new name with its new lines, so that no copy of the old one,
in a cache or in a process that has it open, is taken for it; the commits that name it are written again one by one; the
old file goes last. Each step can be done twice, so that one that was killed is done again from its beginning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from store.remote import copies
from store.schema import SCHEMA, Row
from store.storage import LOG, Storage, commit_name, storage_of

Key = tuple[str, str, int, str]  # the kind of a line, its id, base and batch
Replaced = Mapping[Key, list[Row]]
COUNTED = {"num_added_files": "add", "numFilesAdded": "add", "num_removed_files": "remove", "numFilesRemoved": "remove"}


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the log: its version and its lines, each an action by its kind."""

    version: int
    actions: tuple[dict[str, Any], ...]

    @property
    def info(self) -> dict[str, Any]:
        """What the writer says of it.

        >>> Commit(1, ({"commitInfo": {"what": "made"}},)).info
        {'what': 'made'}
        """
        return next((action["commitInfo"] for action in self.actions if "commitInfo" in action), {})

    def files(self, kind: str = "add") -> tuple[str, ...]:
        """Return the files that it adds or removes.

        >>> Commit(1, ({"add": {"path": "row=event/a%20b.parquet"}},)).files()
        ('row=event/a b.parquet',)
        """
        return tuple(unquote(action[kind]["path"]) for action in self.actions if kind in action)


def commits(storage: Storage) -> tuple[Commit, ...]:
    """Return every commit, oldest first.

    >>> [commit.version for commit in commits(storage_of(archive.address))]
    [0, 1, 2, 3]
    """
    names = sorted(name for name in storage.names(LOG) if Path(name).stem.isdigit() and name.endswith(".json"))
    read = ((int(Path(name).stem), storage.read(name)) for name in names)
    return tuple(Commit(version, tuple(map(json.loads, data.splitlines()))) for version, data in read)


def all_files(log: Iterable[Commit]) -> dict[str, list[str]]:
    """Return kind of line -> the files of any version that hold such lines.

    >>> {kind: len(files) for kind, files in all_files(commits(storage_of(archive.address))).items()}
    {'article': 2, 'event': 3, 'review': 1}
    """
    found: dict[str, list[str]] = {}
    for name in sorted({name for commit in log for name in commit.files()}):
        found.setdefault(name.split("/", maxsplit=1)[0].removeprefix("row="), []).append(name)
    return found


@dataclass(slots=True)
class _Renewed:
    """What became of a file: its new name, its size and statistics; no name where nothing is left in it."""

    name: str = ""
    size: int = 0
    stats: dict[str, Any] = field(default_factory=dict)


def rewrite(address: str, replaced: Replaced, *, mark: str, hush: frozenset[str] = frozenset()) -> list[str]:
    """Replace lines wherever they stand, in all versions; return the names of the files that nothing names any more.

    ``mark`` tells one rewriting from another in the new files' names. Commits whose batch is one of ``hush`` say no more
    what was done. Processes that have the table open see that it is another one (``Lake.update``).

    >>> kept = new_archive()
    >>> rewrite(kept.address, {}, mark="nothing")
    []
    """
    storage = storage_of(address)
    log = commits(storage)
    renewed: dict[str, _Renewed] = {}
    for kind, names in all_files(log).items():
        for name, path in zip(names, _paths(address, names), strict=True):
            table = _changed(Path(path), kind, replaced)
            if table is not None:
                renewed[name] = _write(storage, name, table, mark)
    if renewed or hush:
        _write_log(storage, log, renewed, hush)
    return sorted(renewed)


def _paths(address: str, names: list[str]) -> tuple[str, ...]:
    return copies(address, [f"{address.rstrip('/')}/{name}" for name in names])


def _changed(path: Path, kind: str, replaced: Replaced) -> pa.Table | None:
    """Return a file's lines with those that are replaced; None where none is."""
    stamps = pq.read_table(path, columns=["id", "base", "batch"], partitioning=None)
    keys = [(kind, *key) for key in zip(*(stamps[name].to_pylist() for name in ("id", "base", "batch")), strict=True)]
    gone = [key in replaced for key in keys]
    if not any(gone):
        return None
    table = pq.read_table(path, partitioning=None)
    fresh = {_key_of(row): row for key in keys if key in replaced for row in replaced[key]}
    left = table.filter(pc.invert(pa.array(gone)))
    rows = pa.Table.from_pylist(list(fresh.values()), schema=SCHEMA).select(table.schema.names).cast(table.schema)
    return pa.concat_tables([left, rows]).sort_by("id")


def _key_of(row: Row) -> Key:
    return row["row"], row["id"], row["base"], row["batch"]


def _write(storage: Storage, name: str, table: pa.Table, mark: str) -> _Renewed:
    if not len(table):
        return _Renewed()
    out = pa.BufferOutputStream()
    pq.write_table(table, out, compression="zstd", row_group_size=512, write_statistics=["id", "base"])
    digest = hashlib.sha256(f"{name} {mark}".encode()).hexdigest()
    new = f"{Path(name).parent.as_posix()}/part-{digest[:32]}-c000.zstd.parquet"
    data = out.getvalue().to_pybytes()
    storage.write(new, data)
    ends = {kind: {key: of(table[key]).as_py() for key in ("id", "base")} for kind, of in _ENDS.items()}
    return _Renewed(new, len(data), {"numRecords": len(table), **ends, "nullCount": {"id": 0, "base": 0}})


_ENDS = {"minValues": pc.min, "maxValues": pc.max}


def _write_log(storage: Storage, log: Iterable[Commit], renewed: Mapping[str, _Renewed], hush: frozenset[str]) -> None:
    """Write the commits again that name a renewed file, newest first, and the first one, by which a table is known."""
    for commit in sorted(log, key=lambda commit: -commit.version):
        quiet = commit.info.get("batch") in hush and commit.info.get("batch")
        if commit.version and not quiet and not {*commit.files(), *commit.files("remove")} & renewed.keys():
            continue
        actions = list(_actions(commit, renewed, quiet=bool(quiet)))
        text = "\n".join(json.dumps(action, ensure_ascii=False, separators=(",", ":")) for action in actions)
        storage.write(commit_name(commit.version), text.encode())
    for name in storage.names(LOG):  # what repeats the commits' words
        if not (Path(name).stem.isdigit() and name.endswith(".json")):
            storage.remove(name)


def _actions(commit: Commit, renewed: Mapping[str, _Renewed], *, quiet: bool) -> Iterator[dict[str, Any]]:
    kept = [each for each in (_action(action, renewed) for action in commit.actions) if each]
    counts = {kind: sum(kind in action for action in kept) for kind in ("add", "remove")}
    for action in kept:
        if "commitInfo" not in action:
            yield action
            continue
        metrics = action["commitInfo"].get("operationMetrics", {})
        counted = {name: counts[kind] for name, kind in COUNTED.items() if name in metrics}
        info = action["commitInfo"] | ({"operationMetrics": metrics | counted} if metrics else {})
        info |= {"what": "a correction, taken out since"} if quiet else {}
        yield {"commitInfo": info | ({} if commit.version else {"rewritten": info.get("rewritten", 0) + 1})}


def _action(action: dict[str, Any], renewed: Mapping[str, _Renewed]) -> dict[str, Any] | None:
    kind = next(iter(action))
    file = action[kind]
    now = renewed.get(unquote(file["path"])) if kind in {"add", "remove"} else None
    if now is None:
        return action
    if not now.name:
        return None
    stats = {"stats": json.dumps(now.stats)} if kind == "add" else {}
    return {kind: file | {"path": now.name, "size": now.size} | stats}
