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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from store.remote import copies, reason_of
from store.schema import SCHEMA, Row

FOREVER = {
    # Every version stays readable: a link names one. Statistics on ``id`` and ``base`` alone, texts are too long.
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
    "delta.dataSkippingNumIndexedCols": "2",
}
# Small groups: one article is found by its id without unpacking its neighbours.
WRITER = WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=4096)
MOST_FILES = 64  # small ones, before they are joined
SMALL_FILE = 32_000_000  # bytes; larger ones are left as they are, so that joining never costs more than some seconds


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
        """Whether others wrote between the writer's reading and its writing."""
        return self.base is not None and self.version != self.base + 1


class Lake:
    """The table at ``address`` (a folder, or an address of storage that deltalake knows, such as ``s3://…``)."""

    def __init__(self, address: str | Path, *, version: int | None = None) -> None:
        """Open the table, made empty where there is none (not when a version is asked for)."""
        self.address = str(address)
        self._table = _opened(self.address, version)

    @property
    def version(self) -> int:
        """The version that :meth:`files` answers for."""
        return int(self._table.version())

    def update(self) -> int:
        """Go on to the newest version and return it."""
        self._table.update_incremental()
        return self.version

    def newest(self) -> int:
        """Return the newest version there is, whichever one is open."""
        return int(DeltaTable(self.address).version())

    def files(self, row: str) -> tuple[str, ...]:
        """Return the Parquet files that hold the lines of one kind, as of the open version; remote ones as copies."""
        return copies(self.address, sorted(file for file in self._table.file_uris() if f"/row={row}/" in file))

    def lines(self) -> int:
        """Return how many lines the open version holds, those that no longer count among them."""
        return sum(self._table.get_add_actions(flatten=True)["num_records"].to_pylist())

    def append(self, rows: list[Row], *, what: str) -> int:
        """Append the rows as one commit and return the version that has them. ``what`` goes into the history."""
        return self.append_table(_table_of(rows, base=self.version), what=what)

    def append_table(self, table: pa.Table, *, what: str) -> int:
        """Append a table of SCHEMA, whose ``base`` and ``batch`` are set, as one commit."""
        told = {"what": what, "base": str(table["base"][0]), "batch": str(table["batch"][0])}
        done = CommitProperties(custom_metadata=told, max_commit_retries=1000)
        try:
            write_deltalake(
                self._table,
                table,
                mode="append",
                partition_by=["row"],
                writer_properties=WRITER,
                commit_properties=done,
            )
        except (OSError, DeltaError) as error:
            raise CannotWrite(self.address, error) from error
        return self.update()

    def compact(self) -> None:
        """Join small files where many have gathered; what is stored stays the same, old versions stay readable.

        Where another process did so at the same moment, its work stands and ours is left.
        """
        sizes = self._table.get_add_actions(flatten=True)["size_bytes"].to_pylist()
        if sum(size < SMALL_FILE for size in sizes) <= MOST_FILES:
            return
        done = CommitProperties(custom_metadata={"what": "files joined"})
        try:
            self._table.optimize.compact(target_size=SMALL_FILE, writer_properties=WRITER, commit_properties=done)
        except CommitFailedError:
            return
        finally:
            self.update()

    def history(self, newest: int | None = None) -> tuple[Change, ...]:
        """Return every version (or the ``newest`` so many) with what was done, newest first."""
        return tuple(_change(entry) for entry in self._table.history(newest))


def _change(entry: dict[str, Any]) -> Change:
    base = entry.get("base")
    return Change(
        version=int(entry["version"]),
        at_ms=int(entry["timestamp"]),
        what=str(entry.get("what", "made")),
        base=None if base is None else int(base),
        batch=str(entry.get("batch", "")),
    )


def _opened(address: str, version: int | None) -> DeltaTable:
    try:
        return _at(address, version)
    except OSError as error:
        message = f"the archive {address} cannot be opened: {reason_of(error)}"
        raise ArchiveError(message) from error
    except DeltaError as error:
        message = f"the archive {address} cannot be opened, its log is damaged: {str(error).splitlines()[0][:200]}"
        raise ArchiveError(message) from error


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
        try:
            return DeltaTable.create(address, schema=SCHEMA, mode="ignore", partition_by=["row"], configuration=FOREVER)
        except (CommitFailedError, DeltaError):
            return DeltaTable(address)
    return DeltaTable(address)


def _table_of(rows: list[Row], *, base: int) -> pa.Table:
    """Return the rows as Arrow, sorted by id so that a reader finds one without reading all, stamped as one batch.

    The batch is named after its content: no clock, no chance.
    """
    table = pa.Table.from_pylist(rows, schema=SCHEMA).sort_by([("row", "ascending"), ("id", "ascending")])
    digest = hashlib.sha256()
    for name in ("row", "id", "data", "members"):
        digest.update(repr(table[name].to_pylist()).encode(errors="replace"))
    stamps = {"base": pa.repeat(base, len(rows)), "batch": pa.repeat(digest.hexdigest()[:16], len(rows))}
    for name, column in stamps.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, SCHEMA.field(name), column.cast(SCHEMA.field(name).type))
    return table
