"""Commands that take turns: while one runs the others stand still, so that the machine's slow spells meet all alike.

Measured minutes apart on a machine that others share, two commands can differ by a third for no reason of their own.
Turns of seconds are long enough that what a command finds cold at their start weighs nothing.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

Said = dict[str, float]


def in_turns(commands: Mapping[str, Sequence[str]], *, seconds: Mapping[str, float]) -> dict[str, Said]:
    """Run all commands to their ends, each for so many seconds a turn, and return what each printed.

    That is line -> the seconds that the command itself had run until it printed the line. Workers that a command starts
    stand still with it. Raises ``CalledProcessError`` where one fails.

    >>> import sys
    >>> counts = [sys.executable, "-c", "print('begun', flush=True); import time; time.sleep(.1); print('done')"]
    >>> said = in_turns({"a": counts, "b": counts}, seconds={"a": 0.05, "b": 0.05})
    >>> [list(lines) for lines in said.values()]
    [['begun', 'done'], ['begun', 'done']]
    """
    running = {name: _Command(command) for name, command in commands.items()}
    try:
        while any(command.goes_on for command in running.values()):
            for name, command in running.items():
                command.run(seconds[name])
        return {name: command.end() for name, command in running.items()}
    finally:
        for command in running.values():
            command.kill()


class _Command:
    """One command with all that it starts: a process group, which is stopped and goes on as one."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._said: Said = {}
        self._ran = 0.0
        self._since = time.perf_counter()
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603
        self._signal(signal.SIGSTOP)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def goes_on(self) -> bool:
        return self._process.poll() is None

    def run(self, seconds: float) -> None:
        """Go on for so long, or to the end."""
        if not self.goes_on:
            return
        self._since = time.perf_counter()
        self._signal(signal.SIGCONT)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self._signal(signal.SIGSTOP)
        self._ran += time.perf_counter() - self._since

    def end(self) -> Said:
        self._signal(signal.SIGCONT)  # what it started may have been stopped while it was ending, too
        self._listener.join()
        if self._process.returncode:
            raise subprocess.CalledProcessError(self._process.returncode, list(self._command))
        return self._said

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, which: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, which)

    def _listen(self) -> None:
        if self._process.stdout:
            with self._process.stdout as lines:
                for line in lines:
                    self._said[line.strip()] = self._ran + time.perf_counter() - self._since
