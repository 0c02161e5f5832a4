"""How far an adding is, how fast it goes and how long it still takes, told on standard error.

On a terminal as a bar; into a file or a pipe as a line now and then, which can be read afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

EVERY_S = 10.0  # seconds between two lines where there is no terminal


@dataclass(frozen=True, slots=True)
class Pace:
    """``done`` of ``of`` articles (0: nobody knows how many) after ``seconds``."""

    done: int
    of: int
    seconds: float

    @property
    def rate(self) -> float:
        """Articles a second so far.

        >>> Pace(50, 200, 2.0).rate
        25.0
        """
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds still to go at this rate; None where nobody can tell.

        >>> Pace(50, 200, 2.0).left, Pace(50, 0, 2.0).left
        (6.0, None)
        """
        return (self.of - self.done) / self.rate if self.of and self.rate else None

    def words(self) -> str:
        """Say it in one line.

        >>> Pace(50, 200, 2.0).words(), Pace(50, 0, 2.0).words(), Pace(0, 200, 0.0).words()
        ('50/200, 25.0 a second, 6 s left', '50, 25.0 a second', '0/200')
        """
        told = [f"{self.done:,}/{self.of:,}" if self.of else f"{self.done:,}"]
        told += [f"{self.rate:.1f} a second"] if self.done else []
        told += [f"{_time_words(self.left)} left"] if self.done and self.left is not None else []
        return ", ".join(told)


def _time_words(seconds: float) -> str:
    """Say a stretch of time.

    >>> _time_words(6.2), _time_words(95), _time_words(7300)
    ('6 s', '1 min 35 s', '2 h 1 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = whole // 60
    return f"{minutes} min {whole % 60} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


@dataclass(slots=True)
class Told(AbstractContextManager["Told"]):
    """A progress for ``store.add_paths``: call it with (done, of, name). ``clock`` gives seconds."""

    console: Console = field(default_factory=lambda: Console(stderr=True))
    clock: Callable[[], float] = time.monotonic
    _bar: Progress | None = None
    _task: TaskID | None = None
    _start: float = 0.0
    _next: float = 0.0

    def __enter__(self) -> Self:
        self._start = self._next = self.clock()
        if self.console.is_terminal:
            columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
            self._bar = Progress(*columns, TextColumn("{task.description}"), console=self.console, transient=True)
            self._task = self._bar.add_task("", total=None, rate="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: int, of: int, name: str) -> None:
        """Tell that article number ``done`` (from 0) is begun."""
        now = self.clock()
        pace = Pace(done, of, now - self._start)
        if self._bar is not None and self._task is not None:
            rate = f"{pace.rate:.1f}/s" if done else ""
            self._bar.update(self._task, completed=done, total=of or None, rate=rate, description=name[:40])
        elif now >= self._next:
            self._next = now + EVERY_S
            typer.echo(f"{pace.words()}: {name}", err=True)
