"""Tables of very many coded events -> the archive, thousands of rows a commit and the index once at the end.

A new row that shares no merge key with what anybody else has told can be one with nothing: its lines are written as
they are (store/ways/coded_lines), made by several processes. All others are left to the plain way (store/add): rows
that are there already otherwise, that could be one with a report, that are in any way unlike the rest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from events.coreference import CODED
from events.processes import in_processes
from store import digests
from store.answers import Added, Problem
from store.archive import Archive
from store.bulk_files import Packed, Written, clear, lines_of, packed, texts_of, written_rows
from store.delta_table import Lake
from store.index import Index
from store.remote import is_remote
from store.removal import hash_of, tombstones
from store.ways.coded_lines import CodedRows

MOST_LEFT = 20_000  # rows that are held back for the plain way before it has its turn
AHEAD = 2  # parts a process, out or waiting
_OTHERS = """
create or replace temp table others as
select distinct key from key where n in (select n from member where not starts_with(article, ?))"""
_NEAR = "select distinct line from asked where hash(key) in (select key from others)"
_THERE = "select id, sha256 from article where key in (select hash(unnest(? :: text[])))"
Left = tuple[CodedRows, tuple[int, ...]]


@dataclass(slots=True)
class Bulk:
    """Takes long tables in; ``added`` says what was done so far. Tried in tests/test_ways_bulk.py."""

    archive: Archive
    workers: int
    progress: Callable[[int, int, str], None]
    added: Added = field(default_factory=lambda: Added(version=0))
    taken: int = 0

    def __call__(self, chunks: Iterable[CodedRows]) -> Iterator[Left]:
        """Write what can be written as it is; yield the rows that are left to the plain way."""
        waiting = iter(chunks)
        first = next(waiting, None)
        if first is None:
            return
        coder = first.sheet.coder if self._others(first.sheet.coder) else ""
        met = _Met()
        with self._folder() as folder:
            made = self._made(chain([first], waiting), ask=bool(coder), folder=folder)
            while (begun := next(made, None)) is not None:
                yield from self._some(chain([begun], made), coder, met, folder)

    @contextmanager
    def _folder(self) -> Iterator[str]:
        """Yield where lines are written: in the archive's own folder; of one that lies elsewhere, in one for the time."""
        if not is_remote(self.archive.address):
            yield str(Path(self.archive.address).resolve())
            return
        with TemporaryDirectory() as folder:
            yield folder

    def _others(self, coder: str) -> bool:
        """Whether anybody else than this coder has told of anything."""
        sql = "select 1 from member where not starts_with(article, ?) limit 1"
        with self.archive.lines() as (_, index):
            return bool(index.execute(sql, [f"{CODED}{coder}/"]).fetchall())

    def _made(self, chunks: Iterable[CodedRows], *, ask: bool, folder: str) -> Iterator[tuple[Packed, Written]]:
        out: deque[Packed] = deque()
        given = (out.append(each) or each for each in map(packed, chunks))  # type: ignore[func-returns-value]
        work = partial(written_rows, ask=ask, folder=folder, base=self.archive.version)
        if self.workers > 1:
            made = in_processes(work, given, workers=self.workers, start=int, part=1, ahead=AHEAD)
        else:
            made = map(work, given)
        yield from ((out.popleft(), written) for written in made)

    def _some(self, made: Iterator[tuple[Packed, Written]], coder: str, met: _Met, folder: str) -> list[Left]:
        """Write until all is written or so much is left that the plain way should have its turn."""
        left: list[CodedRows] = []
        with self.archive.lines() as (lake, index):
            if coder:
                index.execute(_OTHERS, [f"{CODED}{coder}/"])
            writing = _Writing(lake, index, folder, near=bool(coder), met=met)
            for rows, written in made:
                numbers = writing.keep(rows, written)
                left += [rows.unpacked().only(numbers)] if numbers else []
                self.progress(len(met), 0, rows.sheet.name)
                if sum(len(some.rows) for some in left) > MOST_LEFT:
                    break
        problems, same = self._repeated(writing.repeated)
        self.archive.add_problems(problems)
        counts = (writing.new, 0, writing.same + same, writing.new, writing.new)
        self.taken += writing.new + writing.same + len(writing.repeated)
        self.added += Added(*counts, version=self.archive.version, problems=tuple(problems))
        return [(rows, tuple(range(len(rows.rows)))) for rows in left]

    def _repeated(self, repeated: list[tuple[str, str, str, int]]) -> tuple[list[Problem], int]:
        """Tell of rows whose id was that of an earlier one: with another content each is a problem, else it is the same."""
        with self.archive.lines() as (_, index):
            there = dict(index.execute(_THERE, [[id_ for id_, *_ in repeated]]).fetchall()) if repeated else {}
        other = [(id_, name, line) for id_, sha256, name, line in repeated if there.get(id_) != sha256]
        problems = [
            Problem(name, line, f"the id {id_} is already that of an earlier row", "give it an id of its own")
            for id_, name, line in other
        ]
        return problems, len(repeated) - len(problems)


class _Met:
    """The ids that were met, as numbers in order: a tenth of the memory that a set of them would take."""

    def __init__(self) -> None:
        self._hashes = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self._hashes)

    def take(self, ids: Sequence[str]) -> list[bool]:
        """Say of each id whether it is met for the first time, and remember all."""
        hashes = np.fromiter(map(hash, ids), np.int64, len(ids))
        new, at = np.unique(hashes, return_index=True)
        place = np.searchsorted(self._hashes, new)
        known = np.append(self._hashes, 0)[place] == new
        known &= place < len(self._hashes)
        first = np.zeros(len(ids), bool)
        first[at[~known]] = True
        self._hashes = np.sort(np.concatenate((self._hashes, new[~known])), kind="stable")
        return [*map(bool, first)]


@dataclass(slots=True)
class _Writing:
    """One stretch of writing: commits of some thousand rows, over an index that stays as it was when it began."""

    lake: Lake
    index: Index
    folder: str
    near: bool
    met: _Met
    new: int = 0
    same: int = 0
    repeated: list[tuple[str, str, str, int]] = field(default_factory=list)
    there: bool = False
    gone: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.there = bool(self.index.execute("select 1 from article limit 1").fetchall())
        self.gone = frozenset(hashed for stone in tombstones(self.lake) for hashed in (*stone.articles, *stone.texts))

    def keep(self, rows: Packed, written: Written) -> tuple[int, ...]:
        """Take in the lines that can be taken as they are; return the numbers of the rows that are left."""
        known = dict(self.index.execute(_THERE, [[*written.ids]]).fetchall()) if self.there else {}
        near = self._near(written.asked) | self._taken_out(written)
        take, left, twice = [], [*written.left], []
        first = self.met.take(written.ids)
        for at, (id_, sha256, row) in enumerate(zip(written.ids, written.hashes, written.rows, strict=True)):
            if not first[at]:
                twice.append(at)
            elif known.get(id_) == sha256:
                self.same += 1
            elif id_ in known or at in near:
                left.append(row)
            else:
                take.append(at)
        self._repeat(rows, written, twice)
        self._commit(written, take)
        return tuple(left)

    def _repeat(self, rows: Packed, written: Written, twice: list[int]) -> None:
        lines = [line for line, _ in rows.unpacked().rows] if twice else []
        self.repeated += [
            (written.ids[at], written.hashes[at], rows.sheet.name, lines[written.rows[at]]) for at in twice
        ]

    def _commit(self, written: Written, take: list[int]) -> None:
        """Take all in as it is; where it is only some of it, that is written once more, and the files are left out."""
        what = f"{len(take)} articles added, 0 revised"
        if take and len(take) == len(written.ids) and not is_remote(self.lake.address):
            self.lake.take_in(written.parts, base=written.base, batch=written.batch, what=what)
        else:
            if take:
                self.lake.append_lines(lines_of(self.folder, written, take), what=what)
            clear(self.folder, written)
        if take:
            digests.note(self.lake.address, self.lake.version)
        self.new += len(take)

    def _near(self, asked: tuple[tuple[str, ...], ...]) -> set[int]:
        """Return the numbers of the lines that could be one with what somebody else has told."""
        if not self.near:
            return set()
        numbers = [at for at, keys in enumerate(asked) for _ in keys]
        self.index.register("asked", pa.table({"line": numbers, "key": [*chain.from_iterable(asked)]}))
        return {line for (line,) in self.index.execute(_NEAR).fetchall()}

    def _taken_out(self, written: Written) -> set[int]:
        """Return the numbers of the lines that people have had taken out of the archive."""
        if not self.gone:
            return set()
        told = texts_of(self.folder, written)
        return {at for at, each in enumerate(told) if self.gone & set(map(hash_of, each))}
