"""Reading in several processes: articles handed out, what was made of them handed back in the same order.

Each is deaf to Ctrl-C, which is the parent's to answer; a
few articles are out at a time, so that an input without end is read with a memory that has one; and a process that is
killed ends the run with one message instead of a wait without end. Where this process has but one thread, what they need
is loaded here and they are copies of it, which start at once and share its memory; else each is started anew.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from events.model import Reading

Given = TypeVar("Given")
Told = TypeVar("Told")
PART = 4  # articles handed out at a time: enough to make the handing cheap, few enough to end together
AHEAD = 48  # parts a process, out or waiting: what is held in memory, and read while the caller keeps a batch


class WorkerLostError(RuntimeError):
    """A reading process ended before its work was done: killed, most often for want of memory."""


def identity(reading: Reading) -> Reading:
    """Return the reading: what is told of it where all of it is wanted.

    >>> identity(read_in("Rebels left.")).article.id
    'example'
    """
    return reading


def in_processes(
    work: Callable[[Given], Told],
    given: Iterable[Given],
    *,
    workers: int,
    start: Callable[[], object],
    part: int = PART,
    ahead: int = AHEAD,
) -> Iterator[Told]:
    """Yield ``work`` of each thing given, in order; ``start`` gets each process ready. Both must be functions of a module.

    So many things are handed out at a time as a ``part`` has, and so many parts a process are out or waiting.
    Raises :class:`WorkerLostError` where a process is lost; what was yielded until then is right. Tried in
    tests/test_workers.py, where processes are started.
    """
    with _pool(workers, start) as pool:
        out: deque[Future[list[Told]]] = deque()
        waiting = iter(given)
        while some := list(islice(waiting, part)):
            out.append(pool.submit(_part, work, some))
            if len(out) >= ahead * workers or out[0].done():
                yield from _result(out.popleft())
        while out:
            yield from _result(out.popleft())


@contextmanager
def _pool(workers: int, start: Callable[[], object]) -> Iterator[ProcessPoolExecutor]:
    """Start all processes at once, so that they load side by side where they load."""
    way = "spawn"
    if _alone():
        start()
        gc.freeze()  # what is loaded is not looked through again, so that the pages stay shared
        way = "fork"
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context(way), initializer=_begin, initargs=(start,))
    try:
        with _deaf():
            for _ in range(workers):
                pool.submit(int)
        gc.unfreeze()
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _alone() -> bool:
    """Whether this process can be copied: another thread, ours or a library's, may hold a lock that no copy would open."""
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore Ctrl-C; a process that is started meanwhile goes on ignoring it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(start: Callable[[], object]) -> None:
    """Get ready; and when all is done, end at once: clearing away a language model piece by piece takes a second."""
    atexit.register(os._exit, 0)
    start()
    gc.freeze()  # as in _pool: what is loaded stays as long as the process does


def _part(work: Callable[[Given], Told], given: list[Given]) -> list[Told]:
    return [work(each) for each in given]


def _result(part: Future[list[Told]]) -> list[Told]:
    try:
        return part.result()
    except BrokenProcessPool:
        message = (
            "a reading process was killed, perhaps for want of memory; what was read before stands. Try fewer workers"
        )
        raise WorkerLostError(message) from None
