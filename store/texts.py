"""Articles as JSON out of the Parquet files, by the numbers of their lines: no more is unpacked than the groups they lie in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from store.delta_table import ArchiveError
from store.integrity import file_damage

MOST_KEPT = 16  # files of which it is kept where their groups lie
AT_ONCE = 2  # groups are unpacked on as many cores, as DuckDB is given (store/index)
Lines = Mapping[str, Iterable[int]]


def texts(lines: Lines) -> dict[tuple[str, int], str]:
    """Return (file, line) -> JSON for the lines of each file, which are numbered from 0.

    Raises ``ArchiveError`` where a file is missing or not whole.

    >>> import tempfile
    >>> file = tempfile.mkdtemp() + "/articles.parquet"
    >>> pq.write_table(pa.table({"data": ["{}", "[]", "1"]}), file, row_group_size=2)
    >>> [text for _, text in sorted(texts({file: [2, 0]}).items())]
    ['{}', '1']
    """
    try:
        return dict(_read([group for file, wanted in lines.items() for group in _groups(file, sorted(set(wanted)))]))
    except (OSError, pa.ArrowException) as error:
        raise ArchiveError(f"an article cannot be read: {file_damage(lines) or error}") from error  # noqa: EM102, TRY003


def look_ahead(files: Iterable[str]) -> None:
    """Look where the groups of the largest files lie, which takes some ms each: the first article asked for need not wait.

    A damaged file is named when something is read from it.

    >>> look_ahead(["no-such.parquet"])
    """
    sizes = {file: Path(file).stat().st_size for file in files if Path(file).exists()}
    with suppress(OSError, pa.ArrowException):
        for file in sorted(sizes, key=lambda file: -sizes[file])[:MOST_KEPT]:
            _metadata(file)


def _read(groups: list[_Group]) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield what is wanted of the groups; several are unpacked at once."""
    if len(groups) < 2:
        yield from (line for group in groups for line in group.read())
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for told in pool.map(_Group.read, groups):
            yield from told


@dataclass(frozen=True, slots=True)
class _Group:
    """A row group with the lines wanted of it; ``first`` is the number of its own first line."""

    file: str
    metadata: pq.FileMetaData
    number: int
    first: int
    lines: tuple[int, ...]

    def read(self) -> list[tuple[tuple[str, int], str]]:
        with pq.ParquetFile(self.file, metadata=self.metadata) as parquet:
            column = parquet.read_row_group(self.number, columns=["data"], use_threads=False)["data"]
        return [((self.file, line), column[line - self.first].as_py()) for line in self.lines]


def _groups(file: str, wanted: list[int]) -> Iterator[_Group]:
    metadata = _metadata(file)
    sizes = (metadata.row_group(group).num_rows for group in range(metadata.num_row_groups))
    for number, (first, after) in enumerate(pairwise(accumulate(sizes, initial=0))):
        inside = tuple(wanted[bisect_left(wanted, first) : bisect_left(wanted, after)])
        if inside:
            yield _Group(file, metadata, number, first, inside)


@lru_cache(maxsize=MOST_KEPT)
def _metadata(file: str) -> pq.FileMetaData:
    """Return where a file's groups lie; a file of a Delta table never changes."""
    return pq.read_metadata(file)
