"""The archive's narrow columns as one DuckDB file a version, so that a million events open in no time.

Small archives have theirs in memory. Derived and disposable: made from the Delta files where it is missing, from the
last version's file where one is near (copied, and only the new Delta files poured in). Written under another name and
renamed when complete, so that a kill leaves no half of one. Article texts stay in the Parquet files. Its tables are
those of store/columns. A file's name carries all that it depends on, where the archive lies among it: one that was
moved or copied gets an index of its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from store.columns import FORMAT, FRESH, RANKED, TABLES, TABLES_OF
from store.lake import Lake
from store.remote import cache_of, is_remote
from store.schema import SCHEMA

KEPT = 4
ATTEMPTS = 5
# The same for every connection of a process: DuckDB refuses to open a file twice with settings that differ.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "600MB"}
SMALL = 20_000  # lines up to which an index is quicker made in memory than read from a file
Index = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection to an index; ``small`` ones are in memory."""

    index: Index
    small: bool


def opened(lake: Lake, *, before: Opened | None = None) -> Opened:
    """Return the index of the lake's open version, made first where it is missing.

    ``before`` is that of an earlier version: a small one goes on from there; who is reading it at this moment, in a
    transaction, goes on reading what was.
    """
    if lake.lines() <= SMALL:
        return _in_memory(lake, before)
    folder = folder_of(lake.address)
    path = folder / f"v{lake.version}.{_kind(folder)}.duckdb"
    for attempt in range(ATTEMPTS):
        if not path.exists():
            _make(path, lake)
            _tidy(folder, keep=path)
        try:
            return Opened(duckdb.connect(str(path), read_only=True, config=SETTINGS), small=False)
        except duckdb.IOException:  # another process, further on already, has tidied it away
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError


def folder_of(address: str) -> Path:
    """Return where an archive's index files are: inside its folder; of remote storage, beside the copies of its files."""
    return (cache_of(address) if is_remote(address) else Path(address)) / "_index"


def listed(files: Iterable[str]) -> str:
    """Return file names as a list in SQL.

    >>> listed(["a.parquet", "it's.parquet"])
    "['a.parquet', 'it''s.parquet']"
    """
    return "[" + ", ".join(f"'{quoted(file)}'" for file in files) + "]"


def quoted(text: str) -> str:
    """Return text as it may stand between quotes in SQL; for file names, which DuckDB takes faster so than bound."""
    return text.replace("'", "''")


def _in_memory(lake: Lake, before: Opened | None) -> Opened:
    if before is not None and before.small:
        index = before.index
    else:
        index = duckdb.connect(":memory:", config=SETTINGS)
        _create(index)
    _pour_all(index, lake)
    return Opened(index, small=True)


def _make(path: Path, lake: Lake) -> None:
    """Make the index beside its place and put it there when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.draft")
    try:
        _start(draft, path.parent, before=lake.version)
        with duckdb.connect(str(draft), config=SETTINGS) as index:
            _pour_all(index, lake)
            index.execute("checkpoint")
        draft.replace(path)
    finally:
        for left in path.parent.glob(draft.name + "*"):
            left.unlink(missing_ok=True)


def _start(draft: Path, folder: Path, *, before: int) -> None:
    """Start from the nearest older index, else from empty tables."""
    older = sorted((file for file in _indexes(folder) if _version(file) < before), key=_version)
    try:
        shutil.copyfile(older[-1], draft)
    except (IndexError, FileNotFoundError):  # there is none, or another process tidied it away a moment ago
        with duckdb.connect(str(draft), config=SETTINGS) as index:
            _create(index)


def _create(index: Index) -> None:
    """Make all tables, with nothing in them."""
    columns = [*SCHEMA, pa.field("n", pa.int64()), pa.field("file", pa.string())]
    index.register("fresh", pa.schema(columns).empty_table())
    for table, columns_of in TABLES.items():
        index.execute(f"create table {table} as {columns_of} limit 0")
    index.execute("create table file (k bigint, path text)")
    index.unregister("fresh")


def _pour_all(index: Index, lake: Lake) -> None:
    """Bring the tables up to date with the lake's open version, all at once or not at all."""
    index.begin()
    try:
        for row in TABLES_OF:
            _pour(index, row, files=lake.files(row))
    except BaseException:
        index.rollback()
        raise
    index.commit()


def _pour(index: Index, row: str, *, files: tuple[str, ...]) -> None:
    """Put the lines of the files that are not yet in into the tables, then take out those that no longer count."""
    known = {path for (path,) in index.execute("select path from file").fetchall()}
    new = [file for file in files if file not in known]
    if not new:
        return
    first = len(known)
    index.executemany("insert into file values (?, ?)", [(first + at, file) for at, file in enumerate(new)])
    index.execute(FRESH.format(files=listed(new)))
    for table in TABLES_OF[row]:
        index.execute(f"insert into {table} {TABLES[table]}")
    for statement in RANKED.get(row, ()):
        index.execute(statement, {"first": first << 32} if "$first" in statement else None)


def _indexes(folder: Path) -> list[Path]:
    return list(folder.glob(f"v*.{_kind(folder)}.duckdb"))


def _kind(folder: Path) -> str:
    """Return what an index's use depends on beside its version: tables, DuckDB (whose hashes are in it), and files."""
    place = hashlib.sha256(f"{duckdb.__version__} {folder.resolve()}".encode()).hexdigest()[:8]
    return f"{FORMAT}-{place}"


def _version(path: Path) -> int:
    return int(path.name.split(".")[0][1:])


def _tidy(folder: Path, *, keep: Path) -> None:
    """Leave the few newest files; a process that has an older one open goes on reading it."""
    for file in sorted(_indexes(folder), key=_version, reverse=True)[KEPT:]:
        if file != keep:
            file.unlink(missing_ok=True)
