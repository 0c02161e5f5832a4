"""The Delta table under the archive: open it as of a version, append a batch as one commit, tell its history.

The only place that knows deltalake. Appends of several processes never disturb each other: each is its own commit, and
deltalake tries again with the next version number where two meet (measured: 4 writers, 100 commits, 2.9 s).

Exceptions:  ArchiveError
             ├── NoSuchVersion    a version is asked for that there is not
             ├── ReadOnly         something is to be written to an archive that is read as of a version
             └── CannotWrite      the disk is full or the like; what was there is intact
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import ColumnProperties, CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

from store.integrity import half_written, log_damage, lost_log
from store.remote import copies, is_remote, reason_of
from store.schema import SCHEMA, Row
from store.storage import commit_name, storage_of

FOREVER = {
    # Every version stays readable: a link names one. Statistics on ``id`` and ``base`` alone, texts are too long.
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
    "delta.dataSkippingNumIndexedCols": "2",
}
# Small groups: one article is found by its id without unpacking its neighbours.
_COUNTED, _PLAIN = (ColumnProperties(statistics_enabled=kept) for kept in ("CHUNK", "NONE"))
WRITER = WriterProperties(
    compression="ZSTD",
    compression_level=3,
    max_row_group_size=512,
    default_column_properties=_PLAIN,  # statistics of forty columns a group are most of what a file's first look costs
    column_properties={"id": _COUNTED, "base": _COUNTED},
)
_NO_NAME = re.compile(r"[?%\[\]^|\\\x00-\x1f]")
MOST_FILES = 64  # of one size, before they are joined
# Bytes. Small files are joined into larger ones, those again into large ones, which are left as they are: so that joining
# never costs more than some seconds, and a file of one article is not written again with every hundred others.
SMALL_FILES = (500_000, 3_000_000)


class ArchiveError(Exception):
    """The archive cannot do what was asked; the message says why and what to do."""


class NoSuchVersion(ArchiveError):  # noqa: N818 - reads as what happened
    """A version was asked for that there is not."""


class ReadOnly(ArchiveError):  # noqa: N818 - reads as what happened
    """Something was to be written to an archive that is read as of a version."""


class CannotWrite(ArchiveError):  # noqa: N818 - reads as what happened
    """A batch could not be written: a full disk, missing rights. All that was there is intact, nothing of it is half."""

    def __init__(self, address: str, error: Exception) -> None:
        reason = str(error).splitlines()[0][:200]
        super().__init__(f"the archive {address} cannot be written ({reason}); it is as it was: make room, add again")


@dataclass(frozen=True, slots=True)
class Part:
    """One file that is written and that no commit names yet: its path in the table's folder, and what it holds.

    ``ids`` are the least and the greatest of its lines.
    """

    row: str
    path: str
    size: int
    lines: int
    ids: tuple[str, str]
    written_ms: int


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the archive's history: which version, when (milliseconds since 1970, UTC), what was done.

    ``base`` is the version that the writer had read and ``batch`` the name of its lines, where it tells.
    """

    version: int
    at_ms: int
    what: str
    base: int | None = None
    batch: str = ""

    @property
    def blind(self) -> bool:
        """Whether others wrote between the writer's reading and its writing.

        >>> alone, late = Change(8, 0, "3 articles added", base=7), Change(9, 0, "3 articles added", base=7)
        >>> alone.blind, late.blind
        (False, True)
        """
        return self.base is not None and self.version != self.base + 1


class Lake:
    """The table at ``address`` (a folder, or an address of storage that deltalake knows, such as ``s3://…``)."""

    def __init__(self, address: str | Path, *, version: int | None = None) -> None:
        """Open the table, made empty where there is none (not when a version is asked for)."""
        self.address = str(address)
        _check_name(self.address)
        self._table = _opened(self.address, version)
        self._storage = storage_of(self.address)
        self._seen = (self.version, self.identity_at(self.version))
        self._openings = 1

    @property
    def version(self) -> int:
        """The version that :meth:`files` answers for.

        >>> lake.version
        3
        """
        return int(self._table.version())

    @property
    def openings(self) -> int:
        """How often the table was opened: more than once where its files were replaced meanwhile.

        >>> lake.openings
        1
        """
        return self._openings

    def identity_at(self, version: int) -> str:
        """Return a digest of the table's first commit and of a version's own: the files of any other table differ.

        A commit names its files, whose names are never used twice. "" where there is no such commit any more.

        >>> lake.identity_at(2) == Lake(lake.address).identity_at(2), lake.identity_at(99)
        (True, '')
        """
        digest = hashlib.sha256()
        try:
            for number in (0, version):
                digest.update(self._storage.read(commit_name(number)))
        except OSError:
            return ""
        return digest.hexdigest()[:16]

    def update(self) -> int:
        """Go on to the newest version and return it.

        Where the files are no longer those that were opened (put back from a copy, made anew, something taken out of
        them) they are opened again: ``openings`` tells.

        >>> lake.update()
        3
        """
        version, identity = self._seen  # the table itself may be further on: it goes on with what it writes
        if identity != self.identity_at(version):
            self._table = _reopened(self.address)
            self._openings += 1
        else:
            self._table.update_incremental()
        self._seen = (self.version, self.identity_at(self.version))
        return self.version

    def newest(self) -> int:
        """Return the newest version there is, whichever one is open.

        >>> lake.newest()
        3
        """
        return int(DeltaTable(self.address).version())

    def files(self, row: str) -> tuple[str, ...]:
        """Return the Parquet files that hold the lines of one kind, as of the open version; remote ones as copies.

        >>> [Path(file).suffix for file in lake.files("review")]
        ['.parquet']
        """
        names = sorted(name for name in self._files("path") if name.startswith(f"row={row}/"))
        place = self.address if is_remote(self.address) else str(Path(self.address).resolve())
        return copies(self.address, [f"{place.rstrip('/')}/{name}" for name in names])

    def lines(self) -> dict[str, int]:
        """Return the name of each file of the open version with how many lines it holds, all kinds together.

        >>> sorted(lake.lines().values())
        [1, 1, 1, 4, 4, 8]
        """
        counted = zip(self._files("path"), self._files("num_records"), strict=True)
        return {Path(name).name: lines for name, lines in counted}

    def _files(self, column: str) -> list[Any]:
        """Return one column of what the log says of each file of the open version."""
        return list(self._table.get_add_actions(flatten=True)[column].to_pylist())

    def append(self, rows: list[Row], *, what: str) -> int:
        """Append the rows as one commit and return the version that has them. ``what`` goes into the history.

        >>> gone = {"row": "event", "id": "00c0ffee00c0ffee", "members": []}
        >>> new_archive()._lake.append([gone], what="an event is no more")
        2
        """
        return self.append_table(_table_of(rows, base=self.version), what=what)

    def append_lines(self, lines: pa.Table, *, what: str) -> int:
        """Append lines of SCHEMA that are no batch yet (articles and their events) as one commit.

        >>> gone = [{"row": "event", "id": "00c0ffee00c0ffee", "members": []}]
        >>> new_archive()._lake.append_lines(pa.Table.from_pylist(gone, SCHEMA), what="an event is no more")
        2
        """
        stamped = _stamped(lines, base=self.version, named=("row", "id", "reading"))
        del lines  # two of a hundred MB are not held while they are written
        return self.append_table(stamped, what=what)

    def append_table(self, table: pa.Table, *, what: str) -> int:
        """Append a table of SCHEMA, whose ``base`` and ``batch`` are set, as one commit.

        >>> gone = {"row": "event", "id": "00c0ffee00c0ffee", "members": []}
        >>> new_archive()._lake.append_table(_table_of([gone], base=1), what="an event is no more")
        2
        """
        told = {"what": what, "base": str(table["base"][0]), "batch": str(table["batch"][0])}
        done = CommitProperties(custom_metadata=told, max_commit_retries=1000)
        try:
            write_deltalake(
                self._table,
                table,
                mode="append",
                schema_mode="merge",  # an archive of before has fewer columns
                partition_by=["row"],
                writer_properties=WRITER,
                commit_properties=done,
            )
        except (OSError, DeltaError) as error:
            raise CannotWrite(self.address, error) from error
        pa.default_memory_pool().release_unused()  # Arrow would keep what the widest batch took
        return self.update()

    def take_in(self, files: Sequence[Part], *, base: int, batch: str, what: str) -> int:
        """Take in files that lie in the table's folder already (store/bulk_files), as one commit.

        ``base`` and ``batch`` are those of their lines; the commit's own base is the version that is open, so that it
        counts as blind only where others wrote meanwhile. Tried in tests/test_ways_bulk.py.
        """
        told = {"what": what, "base": str(self.version), "batch": batch}
        done = CommitProperties(custom_metadata=told, max_commit_retries=1000)
        added: list[AddAction | RemoveAction] = [_added(file, base) for file in files]
        try:
            self._table.create_write_transaction(
                added, "append", self._table.schema(), partition_by=["row"], commit_properties=done
            )
        except (OSError, DeltaError) as error:
            raise CannotWrite(self.address, error) from error
        return self.update()

    def compact(self) -> None:
        """Join small files where many have gathered; what is stored stays the same, old versions stay readable.

        Where another process did so at the same moment, its work stands and ours is left.

        >>> kept = new_archive()._lake
        >>> kept.compact()
        >>> kept.version  # there are few files: none were joined
        1
        """
        sizes = self._files("size_bytes")
        for least, most in pairwise((0, *SMALL_FILES)):
            if sum(least <= size < most for size in sizes) > MOST_FILES:
                self._join(2 * most)
                return

    def _join(self, size: int) -> None:
        """Join the files below a size, in bytes, into files of that size at most: of more than half, and no more small."""
        done = CommitProperties(custom_metadata={"what": "files joined"})
        try:
            self._table.optimize.compact(target_size=size, writer_properties=WRITER, commit_properties=done)
        except CommitFailedError:
            return
        finally:
            self.update()

    def history(self, newest: int | None = None) -> tuple[Change, ...]:
        """Return every version (or the ``newest`` so many) with what was done, newest first.

        >>> [(change.version, change.what) for change in lake.history()[1:]]
        [(2, '4 articles added, 0 revised'), (1, '4 articles added, 0 revised'), (0, 'made')]
        """
        oldest = 0 if newest is None else max(0, self.version - newest + 1)
        # The library tells of newer ones too, which others have written, and numbers them from the open version on.
        told = reversed(self._table.history(newest))
        changes = [_change(entry, version) for version, entry in enumerate(told, start=oldest)]
        return tuple(change for change in reversed(changes) if change.version <= self.version)


def _added(file: Part, base: int) -> AddAction:
    """Return what the log says of a file, with the same statistics as of those that the library writes."""
    least, most = file.ids
    stats = {
        "numRecords": file.lines,
        "minValues": {"id": least, "base": base},
        "maxValues": {"id": most, "base": base},
        "nullCount": {"id": 0, "base": 0},
    }
    return AddAction(
        path=file.path,
        size=file.size,
        partition_values={"row": file.row},
        modification_time=file.written_ms,
        data_change=True,
        stats=json.dumps(stats),
    )


def _change(entry: dict[str, Any], version: int) -> Change:
    base = entry.get("base")
    return Change(
        version=version,
        at_ms=int(entry["timestamp"]),
        what=str(entry.get("what", "made")),
        base=None if base is None else int(base),
        batch=str(entry.get("batch", "")),
    )


def _opened(address: str, version: int | None) -> DeltaTable:
    try:
        table = _at(address, version)
        why = half_written(address, int(table.version()))
    except OSError as error:
        raise _unopened(address, reason_of(error)) from error
    except DeltaError as error:
        why = log_damage(address) or f"its log is damaged: {str(error).splitlines()[0][:200]}"
        raise _unopened(address, why) from error
    if why:
        raise _unopened(address, why)
    return table


def _check_name(address: str) -> None:
    """Refuse folders whose name the library of the tables would take for another, or not take at all."""
    wrong = "" if is_remote(address) else "".join(sorted(set(_NO_NAME.findall(str(Path(address).resolve())))))
    if wrong:
        raise _unopened(
            address, f"its path has {wrong!r}, which the tables cannot have in theirs; name the folder otherwise"
        )


def _reopened(address: str) -> DeltaTable:
    """Open a table anew that was there before: none is made in the place of one that has gone."""
    if not DeltaTable.is_deltatable(address):
        raise _unopened(address, "it is no longer there; is its disk still mounted?")
    return _opened(address, None)


def _unopened(address: str, why: str) -> ArchiveError:
    return ArchiveError(f"the archive {address} cannot be opened: {why}")


def _at(address: str, version: int | None) -> DeltaTable:
    if version is None:
        return _open_or_make(address)
    try:
        return DeltaTable(address, version=version)
    except (DeltaError, TableNotFoundError, ValueError, OverflowError) as error:
        message = f"there is no version {version} of the archive {address}"
        raise NoSuchVersion(message) from error


def _open_or_make(address: str) -> DeltaTable:
    """Two processes may find no table at the same moment: the second one's making finds the first one's table."""
    if not DeltaTable.is_deltatable(address):
        if lost := lost_log(address):
            raise _unopened(address, lost)
        try:
            return DeltaTable.create(address, schema=SCHEMA, mode="ignore", partition_by=["row"], configuration=FOREVER)
        except (CommitFailedError, DeltaError):
            return DeltaTable(address)
    return DeltaTable(address)


def _table_of(rows: list[Row], *, base: int) -> pa.Table:
    """Return the rows as Arrow, sorted by id so that a reader finds one without reading all, stamped as one batch.

    The batch is named after its content: no clock, no chance.
    """
    return _stamped(pa.Table.from_pylist(rows, schema=SCHEMA), base=base)


def _stamped(lines: pa.Table, *, base: int, named: tuple[str, ...] = ("row", "id", "data")) -> pa.Table:
    table = lines.sort_by([("row", "ascending"), ("id", "ascending")])
    digest = hashlib.sha256()
    for name in named:
        digest.update("\0".join(text or "" for text in table[name].to_pylist()).encode(errors="replace"))
    digest.update(repr(table["members"].to_pylist()).encode(errors="replace"))
    stamps = {"base": pa.repeat(base, len(table)), "batch": pa.repeat(digest.hexdigest()[:16], len(table))}
    for name, column in stamps.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, SCHEMA.field(name), column.cast(SCHEMA.field(name).type))
    return table
