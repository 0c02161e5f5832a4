"""Many coded rows -> two Parquet files of the archive, made and written in one process, which a commit takes in later.

So no process hands lines to another: what comes back is what the commit has to know of them. Rows are handed over
packed, since a table's cells take five times as much memory as Python objects.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import pickle
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from store.delta_table import Part
from store.schema import SCHEMA
from store.ways.coded import Sheet
from store.ways.coded_lines import NUL, CodedRows, coded_lines

AT_ONCE = 2_000  # rows that are made into lines together: most of what a process holds in memory
GROUP = 512  # as in store/delta_table
_LINES = pa.schema([field for field in SCHEMA if field.name != "row"])  # the folder says it
_OWN = {
    "id",
    "data",
    "sha256",
    "reading",
    "original",
    "origin",
    "title",
    "url",
    "excerpt",
    "members",
    "reports",
    "keys",
}
_SHARED = [field.name for field in _LINES if field.name not in _OWN and not pa.types.is_nested(field.type)]
"""Columns whose values repeat, so that a dictionary of them is worth its time."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of one table of events, packed."""

    sheet: Sheet
    header: tuple[str, ...]
    today: dt.date | None
    rows: tuple[bytes, ...]

    def unpacked(self) -> CodedRows:
        """Return the rows.

        >>> from store.ways.layouts import Layout
        >>> rows = CodedRows(Sheet(Layout("guess"), "own.csv"), ("Day",), ((2, ("3 May",)),))
        >>> packed(rows).unpacked() == rows
        True
        """
        return CodedRows(self.sheet, self.header, tuple(row for some in self.parts() for row in some.rows), self.today)

    def parts(self) -> Iterator[CodedRows]:
        """Yield the rows as many at a time as are made into lines together.

        >>> from store.ways.layouts import Layout
        >>> rows = CodedRows(Sheet(Layout("guess"), "own.csv"), ("Day",), ((2, ("3 May",)),) * (AT_ONCE + 1))
        >>> [len(some.rows) for some in packed(rows).parts()] == [AT_ONCE, 1]
        True
        """
        for some in self.rows:
            # Packed by this process or the one that it works for, never read from anywhere.
            lines, cells = pickle.loads(some)  # noqa: S301
            if isinstance(cells, str):
                cells = zip(*[iter(cells.split(NUL))] * len(self.header), strict=True)
            yield CodedRows(self.sheet, self.header, tuple(zip(lines, cells, strict=True)), self.today)


def packed(rows: CodedRows) -> Packed:
    """Return rows as they are handed to another process.

    >>> from store.ways.layouts import Layout
    >>> [len(some) < 100 for some in packed(CodedRows(Sheet(Layout("guess"), "own.csv"), ("Day",), ((2, ("3 May",)),))).rows]
    [True]
    """
    some = (rows.rows[start : start + AT_ONCE] for start in range(0, len(rows.rows), AT_ONCE))
    return Packed(rows.sheet, rows.header, rows.today, tuple(map(_packed, some)))


def _packed(rows: tuple[tuple[int, tuple[str, ...]], ...]) -> bytes:
    """Pack rows as one text, which is ten times as quick as cell by cell; where a cell holds a NUL, cell by cell."""
    lines, cells = zip(*rows, strict=True)
    text = NUL.join(chain.from_iterable(cells))
    plain = text.count(NUL) + 1 == sum(map(len, cells))
    return pickle.dumps((lines, text if plain else cells), protocol=5)


@dataclass(frozen=True, slots=True)
class Written:
    """Rows that are files now: their articles' ids with the hashes, which rows they are, and under which keys each looks.

    ``left`` are the numbers of the rows that are to be looked at by themselves. No parts: there was nothing to write.
    """

    parts: tuple[Part, ...]
    ids: tuple[str, ...]
    hashes: tuple[str, ...]
    rows: tuple[int, ...]
    asked: tuple[tuple[str, ...], ...]
    left: tuple[int, ...]
    base: int
    batch: str


def written_rows(given: Packed, *, ask: bool, folder: str, base: int) -> Written:
    """Write the lines of the rows into a folder; the batch is named after the rows. Tried in tests/test_ways_bulk.py."""
    batch = hashlib.sha256(b"".join(given.rows) + given.sheet.name.encode(errors="replace")).hexdigest()[:16]
    writing = _Files(folder, base, batch)
    told: list[tuple[Sequence[str], Sequence[str], list[int], tuple[tuple[str, ...], ...], list[int]]] = []
    with ExitStack() as stack:
        for start, rows in zip(count(step=AT_ONCE), given.parts(), strict=False):
            lines = coded_lines(rows, ask=ask)
            if lines.rows:
                writing.write(stack, {"article": lines.articles, "event": lines.events})
            ids, hashes = (lines.articles[name].to_pylist() for name in ("id", "sha256"))
            told.append(
                (ids, hashes, [start + at for at in lines.rows], lines.asked, [start + at for at in lines.left])
            )
    ids_, hashes_, numbers, asked, left = (tuple(chain.from_iterable(each)) for each in zip(*told, strict=True))
    return Written(tuple(writing.parts()), ids_, hashes_, numbers, asked, left, base, batch)


class _Files:
    """The files of articles and of events while they are being written."""

    def __init__(self, folder: str, base: int, batch: str) -> None:
        self._folder, self._base, self._batch = Path(folder), base, batch
        # No two files of a table have one name: the index knows them by it.
        self._paths = {row: f"row={row}/part-00000-{uuid.uuid4()}-c000.zstd.parquet" for row in ("article", "event")}
        self._open: dict[str, pq.ParquetWriter] = {}
        self._ids: dict[str, tuple[str, str]] = {}
        self._lines = 0

    def write(self, stack: ExitStack, lines: dict[str, pa.Table]) -> None:
        for row, table in lines.items():
            if row not in self._open:
                path = self._folder / self._paths[row]
                path.parent.mkdir(parents=True, exist_ok=True)
                self._open[row] = stack.enter_context(_writer(path))
            self._open[row].write_table(self._stamped(table), row_group_size=GROUP)
            span = pc.min_max(table["id"]).as_py()
            ids = (span["min"], span["max"], *self._ids.get(row, ()))
            self._ids[row] = (min(ids), max(ids))
        self._lines += len(lines["article"])

    def _stamped(self, table: pa.Table) -> pa.Table:
        stamps = {
            "base": pa.repeat(pa.scalar(self._base, pa.int64()), len(table)),
            "batch": pa.repeat(pa.scalar(self._batch), len(table)),
        }
        return pa.table({name: stamps.get(name, table[name]) for name in _LINES.names}, schema=_LINES)

    def parts(self) -> Iterator[Part]:
        for row, ids in self._ids.items():
            path = self._paths[row]
            size = (self._folder / path).stat().st_size
            yield Part(row, path, size, self._lines, ids, int(time.time() * 1000))


def _writer(path: Path) -> pq.ParquetWriter:
    return pq.ParquetWriter(
        path,
        _LINES,
        compression="zstd",
        compression_level=1,
        use_dictionary=_SHARED,
        write_statistics=["id", "base"],
        store_schema=False,
    )


def lines_of(folder: str, written: Written, take: Sequence[int]) -> pa.Table:
    """Return some of the lines that were written, articles and events, as lines that are no batch yet."""
    return pa.concat_tables([_lines_of(folder, part, take) for part in written.parts])


def _lines_of(folder: str, part: Part, take: Sequence[int]) -> pa.Table:
    chosen = pq.read_table(Path(folder, part.path), schema=_LINES, partitioning=None).take(pa.array(take, pa.int64()))
    row = pa.repeat(pa.scalar(part.row), len(chosen))
    return pa.table({"row": row, **{name: chosen[name] for name in _LINES.names}}, schema=SCHEMA)


def texts_of(folder: str, written: Written) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each article that was written."""
    for part in written.parts:
        if part.row == "article":
            table = pq.read_table(Path(folder, part.path), columns=["id", "data"], partitioning=None)
            for id_, data in zip(table["id"].to_pylist(), table["data"].to_pylist(), strict=True):
                yield id_, json.loads(data)["article"]["text"]


def clear(folder: str, written: Written) -> None:
    """Remove files that no commit will name."""
    for part in written.parts:
        Path(folder, part.path).unlink(missing_ok=True)
