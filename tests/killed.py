"""What tests let other processes do to an archive: write to it, read it, and be killed at a chosen step.

Each process is a copy of one that has loaded the store and done nothing yet: starting Python anew and loading all of it
costs more than what is tried.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from typing import Any

from events import Article, Reading
from store import WORLD, Archive, Filters, delta_table, index, storage
from store.add import add_articles
from store.removal import Wanted
from store.schema import Origin
from tests.factories import article, lone, reading

COPIES = get_context("forkserver")
COPIES.set_forkserver_preload(["store.archive", "tests.killed"])
PATIENCE = 120
"""Seconds after which a process that does not end is taken for one that hangs."""


def started(does: Callable[..., None], *given: Any) -> ForkServerProcess:
    """Start a process that does one of the functions below."""
    process = COPIES.Process(target=does, args=given)
    process.start()
    return process


def ended(process: ForkServerProcess) -> int | None:
    """Wait for a process; return its exit code, which is minus the signal that killed it."""
    process.join(PATIENCE)
    return process.exitcode


def _die() -> None:
    os.kill(os.getpid(), 9)


def removes(address: str, day: dt.date, *, dies_after: int) -> None:
    """Take an article out, and die after so many steps that change what is stored."""
    steps = iter(range(dies_after))

    def counted(step: Callable[..., Any]) -> Callable[..., Any]:
        def taken(*given: Any, **more: Any) -> Any:
            if next(steps, None) is None:
                _die()
            return step(*given, **more)

        return taken

    for where, name in ((storage._Folder, "write"), (storage._Folder, "remove"), (delta_table.Lake, "append")):
        setattr(where, name, counted(getattr(where, name)))
    Archive(address).remove(Wanted(articles=("witness",)), day=day, why="asked for")


def adds(address: str, name: str, *, dies: str) -> None:
    """Add an article, and die ``before`` or ``after`` its lines are in the table."""
    append = delta_table.Lake.append_table

    def killed(lake: delta_table.Lake, *given: Any, **more: Any) -> int:
        if dies == "after":
            append(lake, *given, **more)
        _die()
        return 0

    delta_table.Lake.append_table = killed  # type: ignore[method-assign]
    Archive(address).add([lone(article(f"Shells hit Tallbrook, says {name}.", id=name))])


class _Reader:
    """Reads one report out of any article; those whose number ends with 0 tell of one and the same happening."""

    def read(self, of: Article) -> Reading:
        return reading(of) if of.id.endswith("0") else lone(of)


def writes(address: str, who: int, count: int, size: int, small: int, ready: Event | None) -> None:
    """Add so many articles, in batches of a size; a base of the index is made every ``small`` lines. ``ready``: it begins."""
    index.SMALL = small

    def articles() -> Iterator[tuple[Article, Origin]]:
        for number in range(count):
            yield article(f"Shells hit Tallbrook, told by {who} as number {number}.", id=f"{who}-{number}"), Origin()

    if ready:
        ready.set()
    add_articles(Archive(address), articles(), reader=_Reader(), batch=size)


def reads(address: str, count: int, small: int) -> None:
    """Look at the archive until it has so many articles: none that was there ever goes away."""
    index.SMALL = small
    archive, seen = Archive(address), 0
    while seen < count:
        archive.refresh()
        ids = set(archive.articles().id)
        assert len(ids) >= seen, "articles went away"
        seen = len(ids)
        marks = archive.markers(Filters(), window=WORLD, zoom=5)
        assert all(archive.event(mark.ids[0]) for mark in marks)
        time.sleep(0.1)
