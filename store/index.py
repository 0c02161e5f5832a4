"""The archive's narrow columns in DuckDB, so that a million events open in no time and one more costs next to nothing.

An index has two parts. The base is a file that many versions and processes share: it is made once in some
thousand articles, is only ever read, and lies under ``_index``. What was committed since is in memory: each process
reads the few new Delta files itself and marks the base's lines that no longer count. Small archives have no base.

Derived and disposable: a base is made from the Delta files, starting with a copy of the last one; under another name and
renamed when complete, so that a kill leaves no half of one. Article texts stay in the Parquet files. The tables are those
of store/columns. A base's name carries all that it depends on: where the archive lies, so that one that was moved or
copied gets a base of its own; and which table's which commit it was made from, so that none is used for an archive that
was put back from a copy or made anew at the same place.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from store.columns import FORMAT, FRESH, LATER, LOST, RANKED, TABLES, TABLES_OF, Seen, views
from store.delta_table import ArchiveError, Lake
from store.integrity import file_damage
from store.locks import alone, index_folder
from store.schema import SCHEMA

KEPT = 4
ATTEMPTS = 5
# The same for every connection of a process: DuckDB refuses to open a file twice with settings that differ.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "600MB"}
# Of a new base, which nobody else has open: beside it the process holds what it has added (of a million rows 370 MB).
MAKING = SETTINGS | {"memory_limit": "450MB"}
KEPT_READY = ("allocator_flush_threshold", "allocator_bulk_deallocation_flush_threshold")
SMALL = 20_000  # lines after the base up to which they are quicker put into memory than a new base is made
BASE, LATE = "base", "late"  # the file and the schema in memory, as SQL names them
FIRST_LATE = "select exists (from base.file) and not exists (from late.file)"
FEW = 16  # ids that are put into a question one by one: the rest is passed over unread then
Index = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection to an index; ``based`` are the names of the Delta files that its base has.

    ``opening`` is that of the lake's table (``Lake.openings``) whose lines are in it.
    """

    index: Index
    based: frozenset[str]
    opening: int

    def late(self, lake: Lake) -> int:
        """Return how many lines of the lake's open version the base does not have.

        >>> opened(lake).late(lake)  # a small archive has no base: all of its lines are late
        19
        """
        return sum(lines for file, lines in lake.lines().items() if file not in self.based)


def opened(lake: Lake, *, before: Opened | None = None) -> Opened:
    """Return the index of the lake's open version; a new base is made first where too much came after the last.

    ``before`` is that of an earlier version: it goes on from there; who is reading it at this moment, in a
    transaction, goes on reading what was. Raises ``ArchiveError`` where the archive's files are damaged.

    >>> opened(lake).index.execute("select count(*) from event").fetchone()
    (9,)
    """
    made = before if before and before.opening == lake.openings else _begun(lake)
    if made.late(lake) > SMALL:
        made = _renewed(lake)
    try:
        with _giving_back(made.index):
            _pour_all(made.index, lake, into=LATE)
    except duckdb.Error as error:
        damage = file_damage(file for row in TABLES_OF for file in lake.files(row)) or str(error).splitlines()[0]
        raise ArchiveError(f"the archive {lake.address} cannot be read: {damage}") from error  # noqa: EM102, TRY003
    return made


@contextmanager
def _giving_back(index: Index) -> Iterator[None]:
    """Let DuckDB give freed memory back at once: it would keep up to half a GB ready, which adding gathers batch by batch."""
    for setting in KEPT_READY:
        index.execute(f"set {setting} = '1MB'")
    try:
        yield
    finally:
        for setting in KEPT_READY:
            index.execute(f"reset {setting}")


def sweep(address: str) -> None:
    """Remove what killed processes left of a base that they were making; one that is being made at this moment stays.

    >>> draft = index_folder(new_archive().address) / "v1.draft"
    >>> draft.parent.mkdir(exist_ok=True)
    >>> draft.touch()
    >>> sweep(str(draft.parent.parent))
    >>> draft.exists()
    False
    """
    folder = index_folder(address)
    if not any(_drafts(folder)):
        return
    with suppress(OSError), alone(address, "base", wait=False):
        _clear(folder)


def listed(files: Iterable[str]) -> str:
    """Return file names as a list in SQL.

    >>> listed(["a.parquet", "it's.parquet"])
    "['a.parquet', 'it''s.parquet']"
    """
    return "[" + ", ".join(f"'{_quoted(file)}'" for file in files) + "]"


def _quoted(text: str) -> str:
    """Return text as it may stand between quotes in SQL; for file names, which DuckDB takes faster so than bound.

    >>> _quoted("it's.parquet")
    "it''s.parquet"
    """
    return text.replace("'", "''")


def _begun(lake: Lake) -> Opened:
    """Return an index with the nearest base and nothing after it yet."""
    folder = index_folder(lake.address)
    for _ in range(ATTEMPTS):
        base = _nearest(folder, lake)
        if not base:
            break
        try:
            return _on(base, lake)
        except duckdb.IOException:  # another process, further on already, has tidied it away
            continue
    return _on(None, lake)


def _on(base: Path | None, lake: Lake) -> Opened:
    """Return an index over a base, or over an empty one, with empty tables for what comes after it."""
    index = duckdb.connect(":memory:", config=SETTINGS)
    index.execute(f"attach '{_quoted(str(base))}' as {BASE} (read_only)" if base else f"attach ':memory:' as {BASE}")
    index.execute(f"create schema {LATE}")
    for where in (LATE,) if base else (LATE, BASE):
        _create(index, into=where)
    index.execute(f"create table {LATE}.lost (n bigint)")
    _see(index, "base" if base else "late")
    based = index.execute(f"select path from {BASE}.file").fetchall()  # noqa: S608 - a constant
    return Opened(index, frozenset(Path(path).name for (path,) in based), lake.openings)


def _see(index: Index, seen: Seen) -> None:
    """Let questions see these parts of the index."""
    for table, query in views(seen).items():
        index.execute(f"create or replace view {table} as {query}")


def _renewed(lake: Lake) -> Opened:
    """Return an index with a base that is near enough, made by us unless another process did so meanwhile.

    Where none can be made (a full disk, a folder that may only be read) memory has to hold what comes after the last.
    """
    try:
        with alone(lake.address, "base"):
            found = _begun(lake)
            if found.late(lake) <= SMALL:
                return found
            _make(index_folder(lake.address), lake)
    except (OSError, duckdb.IOException):
        pass
    return _begun(lake)


def _make(folder: Path, lake: Lake) -> None:
    """Make a base beside its place and put it there when it is whole; what a killed process left of one goes away."""
    path = folder / f"v{lake.version}.{_kind(folder)}.{lake.identity_at(lake.version)}.duckdb"
    draft = path.with_suffix(".draft")
    _clear(folder)
    try:
        _start(draft, older=_nearest(folder, lake))
        with duckdb.connect(str(draft), config=MAKING) as index:
            _pour_all(index, lake, into="main")
            index.execute("checkpoint")
        draft.replace(path)
    finally:
        _clear(folder)
    _tidy(folder, lake, keep=path)


def _clear(folder: Path) -> None:
    """Remove drafts and what DuckDB writes beside them: nobody else makes one as long as we are alone."""
    for left in _drafts(folder):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _drafts(folder: Path) -> Iterator[Path]:
    return folder.glob("*.draft*")


def _start(draft: Path, *, older: Path | None) -> None:
    """Start from an older base, else from empty tables."""
    if older:
        shutil.copyfile(older, draft)
        return
    with duckdb.connect(str(draft), config=MAKING) as index:
        _create(index, into="main")


def _create(index: Index, *, into: str) -> None:
    """Make all tables, with nothing in them."""
    for table in _tables():
        index.execute(table.replace("CREATE TABLE ", f"create table {into}.", 1))


@cache
def _tables() -> tuple[str, ...]:
    """Return the statements that make the tables: DuckDB works out the columns from those of the lines, once a process."""
    columns = [*SCHEMA, pa.field("n", pa.int64()), pa.field("file", pa.string())]
    with duckdb.connect(":memory:", config=SETTINGS) as index:
        index.register("fresh", pa.schema(columns).empty_table())
        for table, columns_of in TABLES.items():
            index.execute(f"create table {table} as {columns_of} limit 0")
        index.execute("create table file (k bigint, path text)")
        return tuple(sql for (sql,) in index.execute("select sql from duckdb_tables()").fetchall())


def _pour_all(index: Index, lake: Lake, *, into: str) -> None:
    """Bring the tables up to date with the lake's open version, all at once or not at all."""
    index.begin()
    try:
        for row in TABLES_OF:
            _pour(index, row, files=lake.files(row), into=into)
    except BaseException:
        index.rollback()
        raise
    index.commit()


def _pour(index: Index, row: str, *, files: tuple[str, ...], into: str) -> None:
    """Put the lines of the files that are not yet in into the tables, then take out those that no longer count."""
    known = {Path(path).name for (path,) in index.execute("select path from file").fetchall()}
    new = [file for file in files if Path(file).name not in known]
    if not new:
        return
    if into == LATE and index.execute(FIRST_LATE).fetchall() == [(True,)]:
        _see(index, "both")
    first = len(known)
    index.executemany(f"insert into {into}.file values (?, ?)", [(first + at, file) for at, file in enumerate(new)])  # noqa: S608
    kind, long = ("table" if into == LATE else "view"), (", data" if row == "article" else "")
    index.execute(LATER)
    index.execute(FRESH.format(files=listed(new), kind=kind, long=long))
    for table in TABLES_OF[row]:
        index.execute(f"insert into {into}.{table} {TABLES[table]}")
    for statement in (*RANKED.get(row, ()), *(LOST if into == LATE and row in RANKED else ())):
        index.execute(statement.format(into=into))
    index.execute(f"drop {kind} fresh")


def _nearest(folder: Path, lake: Lake) -> Path | None:
    """Return the newest base that was made from this very table, at the open version or before it."""
    bases = (file for file in _bases(folder) if _version(file) <= lake.version and _belongs(file, lake))
    return max(bases, key=_version, default=None)


def _belongs(base: Path, lake: Lake) -> bool:
    identity = base.name.split(".")[-2]
    return bool(identity) and identity == lake.identity_at(_version(base))


def _bases(folder: Path) -> list[Path]:
    return list(folder.glob(f"v*.{_kind(folder)}.*.duckdb"))


def _kind(folder: Path) -> str:
    """Return what a base's use depends on beside its commit: tables, DuckDB (whose hashes are in it), and files."""
    place = hashlib.sha256(f"{duckdb.__version__} {folder.resolve()}".encode()).hexdigest()[:8]
    return f"{FORMAT}-{place}"


def _version(path: Path) -> int:
    return int(path.name.split(".")[0][1:])


def _tidy(folder: Path, lake: Lake, *, keep: Path) -> None:
    """Leave the few newest files of this table; a process that has another one open goes on reading it."""
    ours = sorted((file for file in _bases(folder) if _belongs(file, lake)), key=_version, reverse=True)
    for file in {*_bases(folder), *folder.glob(f"v*.{_kind(folder)}.duckdb")} - {*ours[:KEPT], keep}:
        file.unlink(missing_ok=True)
