"""A deadline for work of this process: what takes too much computing ends with an error of its own, and is no hang.

Counted is computing, not waiting: a machine that is busy with other things makes no text longer. A library that does not
come back to Python's own code is waited for; what strangers' documents are read with runs apart, where it can be ended.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType


class TooLongError(Exception):
    """A piece of work took more computing than it may."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise :class:`TooLongError` in the block once it has computed for so long.

    >>> with deadline(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
        ...
    text.deadline.TooLongError
    """
    alone = threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
    with _by_signal(seconds) if alone else _by_watcher(seconds):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    """Have the system interrupt the main thread, which costs nothing while all is well."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _by_watcher(seconds: float) -> Iterator[None]:
    """Have another thread look at what this one has computed: only the main thread hears signals."""
    watch = _Watch(threading.get_ident(), seconds)
    watch.start()
    try:
        yield
    finally:
        watch.end()


class _Watch(threading.Thread):
    """Raises the error in a thread that has computed for too long."""

    def __init__(self, ident: int, seconds: float) -> None:
        super().__init__(daemon=True)
        self._watched, self._done, self._lock = ident, threading.Event(), threading.Lock()
        self._computed = _clock(ident)
        self._until = self._computed() + seconds

    def run(self) -> None:
        """Wait as long as is left, and again for what was not computed meanwhile."""
        left = self._until - self._computed()
        while left > 0 and not self._done.wait(left):
            left = self._until - self._computed()
        with self._lock:
            if not self._done.is_set():
                self._raise(ctypes.py_object(TooLongError))

    def end(self) -> None:
        """Watch no more; an error that was not raised yet is taken back."""
        with self._lock:
            self._done.set()
            self._raise(None)

    def _raise(self, error: ctypes.py_object[type[TooLongError]] | None) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._watched), error)


def _clock(ident: int) -> Callable[[], float]:
    """Return what tells how long a thread has computed; on macOS and Windows, how long the whole process has."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time
    return partial(time.clock_gettime, time.pthread_getcpuclockid(ident))
