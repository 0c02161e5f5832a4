"""Tables of very many coded events -> the archive, thousands of rows a commit and the index once at the end.

A new row that shares no merge key with what anybody else has told can be one with nothing: its lines are written as
they are (store/ways/coded_lines), made by several processes. All others are left to the plain way (store/add): rows
that are there already otherwise, that could be one with a report, that are in any way unlike the rest.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

import pyarrow as pa

from events.coreference import CODED
from events.processes import in_processes
from store import digests
from store.answers import Added, Problem
from store.archive import Archive
from store.delta_table import Lake
from store.index import Index
from store.removal import hash_of, tombstones
from store.ways.coded_lines import CodedLines, CodedRows, coded_lines

COMMIT = 20_000  # rows of a commit: what a kill loses, and what is held in memory at once
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
        others = self._others(first.sheet.coder)
        made = self._made(chain([first], waiting), ask=others)
        met: set[int] = set()
        while (begun := next(made, None)) is not None:
            yield from self._some(chain([begun], made), first.sheet.coder if others else "", met)

    def _others(self, coder: str) -> bool:
        """Whether anybody else than this coder has told of anything."""
        sql = "select 1 from member where not starts_with(article, ?) limit 1"
        with self.archive.lines() as (_, index):
            return bool(index.execute(sql, [f"{CODED}{coder}/"]).fetchall())

    def _made(self, chunks: Iterable[CodedRows], *, ask: bool) -> Iterator[tuple[CodedRows, CodedLines]]:
        out: deque[CodedRows] = deque()
        given = (out.append(chunk) or chunk for chunk in chunks)  # type: ignore[func-returns-value]
        work = partial(coded_lines, ask=ask)
        if self.workers > 1:
            made = in_processes(work, given, workers=self.workers, start=int, part=1, ahead=AHEAD)
        else:
            made = map(work, given)
        yield from ((out.popleft(), lines) for lines in made)

    def _some(self, made: Iterator[tuple[CodedRows, CodedLines]], coder: str, met: set[int]) -> list[Left]:
        """Write until all is written or so much is left that the plain way should have its turn."""
        left: list[CodedRows] = []
        with self.archive.lines() as (lake, index):
            if coder:
                index.execute(_OTHERS, [f"{CODED}{coder}/"])
            writing = _Writing(lake, index, near=bool(coder), met=met)
            for rows, lines in made:
                numbers = writing.keep(rows, lines)
                left += [rows.only(numbers)] if numbers else []
                self.progress(len(met), 0, rows.sheet.name)
                if sum(len(some.rows) for some in left) > MOST_LEFT:
                    break
            writing.commit()
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


@dataclass(slots=True)
class _Writing:
    """One stretch of writing: commits of some thousand rows, over an index that stays as it was when it began."""

    lake: Lake
    index: Index
    near: bool
    met: set[int]
    new: int = 0
    same: int = 0
    waiting: list[pa.Table] = field(default_factory=list)
    repeated: list[tuple[str, str, str, int]] = field(default_factory=list)
    there: bool = False
    gone: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.there = bool(self.index.execute("select 1 from article limit 1").fetchall())
        self.gone = frozenset(hashed for stone in tombstones(self.lake) for hashed in (*stone.articles, *stone.texts))

    def keep(self, rows: CodedRows, lines: CodedLines) -> tuple[int, ...]:
        """Take the lines that can be written as they are; return the numbers of the rows that are left."""
        ids, hashes = lines.articles["id"].to_pylist(), lines.articles["sha256"].to_pylist()
        known = dict(self.index.execute(_THERE, [ids]).fetchall()) if self.there else {}
        near = self._near(lines.asked) | self._taken_out(lines)
        take, left = [], [*lines.left]
        for at, (id_, sha256, row) in enumerate(zip(ids, hashes, lines.rows, strict=True)):
            if hash(id_) in self.met:
                self.repeated.append((id_, sha256, rows.sheet.name, rows.rows[row][0]))
                continue
            self.met.add(hash(id_))
            if known.get(id_) == sha256:
                self.same += 1
            elif id_ in known or at in near:
                left.append(row)
            else:
                take.append(at)
        self._wait(lines, take)
        return tuple(left)

    def _wait(self, lines: CodedLines, take: list[int]) -> None:
        if take:
            self.waiting += [
                table.take(take) if len(take) < len(table) else table for table in (lines.articles, lines.events)
            ]
        self.new += len(take)
        if sum(map(len, self.waiting)) >= 2 * COMMIT:
            self.commit()

    def _near(self, asked: tuple[tuple[str, ...], ...]) -> set[int]:
        """Return the numbers of the lines that could be one with what somebody else has told."""
        if not self.near:
            return set()
        numbers = [at for at, keys in enumerate(asked) for _ in keys]
        self.index.register("asked", pa.table({"line": numbers, "key": [*chain.from_iterable(asked)]}))
        return {line for (line,) in self.index.execute(_NEAR).fetchall()}

    def _taken_out(self, lines: CodedLines) -> set[int]:
        """Return the numbers of the lines that people have had taken out of the archive."""
        if not self.gone:
            return set()
        ids = lines.articles["id"].to_pylist()
        texts = (json.loads(data)["article"]["text"] for data in lines.articles["data"].to_pylist())
        return {at for at, told in enumerate(zip(ids, texts, strict=True)) if self.gone & set(map(hash_of, told))}

    def commit(self) -> None:
        """Write what is waiting as one commit."""
        if self.waiting:
            rows = sum(map(len, self.waiting)) // 2
            self.lake.append_lines(self._taken(), what=f"{rows} articles added, 0 revised")
            digests.note(self.lake.address, self.lake.version)

    def _taken(self) -> pa.Table:
        lines = pa.concat_tables(self.waiting)
        self.waiting = []
        return lines
