"""``python -m bench.fuzz.round SECONDS FOLDER [TARGET …]``: every target for so long, one process at a time, and a table of it.

Minutes of the clock say little on a machine that does other work: minutes of the processor stand beside them. What is found is kept in FOLDER, beside the inputs that the next round begins with. Status 1 where anything was found.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from bench.fuzz.__main__ import begin_with, fuzz, loaded
from bench.fuzz.seeds import names

SLOWEST_S = 70
"""Seconds after which an input counts as one that does not end: documents may have 60."""
MOST_MB = 3000
NOT_COPIED = frozenset({"question", "rot"})
"""These open archives, whose library's threads no copy of a process has."""
_UNITS = re.compile(rb"stat::number_of_executed_units:\s+(\d+)")


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What one target was given, and whether its promise was broken."""

    name: str
    seconds: float
    processor: float
    inputs: int
    found: bool

    def words(self) -> str:
        """Say it in one line of a table.

        >>> Fuzzed("zip", 61.2, 30.1, 12_345, False).words()
        '| zip | 1.0 | 0.5 | 12,345 | nothing |'
        """
        return f"| {self.name} | {self.seconds / 60:.1f} | {self.processor / 60:.1f} | {self.inputs:,} | {'FOUND' if self.found else 'nothing'} |"


def fuzzed(name: str, seconds: int, folder: Path) -> Fuzzed:
    """Run one target in a copy of this process, so that all is loaded and instrumented once; its words go into ``folder``."""
    begin_with(name, folder / name)
    log = folder / f"{name}.log"
    began, used = time.monotonic(), _used()
    options = [str(folder / name), f"-max_total_time={seconds}", *_options(folder, name)]
    status = _apart(name, options, log) if name in NOT_COPIED else _copied(name, options, log)
    told = _UNITS.search(log.read_bytes())
    inputs = int(told[1]) if told else 0
    return Fuzzed(name, time.monotonic() - began, _used() - used, inputs, found=status != 0)


def _used() -> float:
    """Return the processor time of all processes that have ended, in seconds."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _apart(name: str, options: list[str], log: Path) -> int:
    with log.open("wb") as said:
        return subprocess.run([sys.executable, "-m", "bench.fuzz", name, *options], stdout=said, stderr=said, check=False).returncode  # fmt: skip # noqa: S603


def _copied(name: str, options: list[str], log: Path) -> int:
    child = os.fork()
    if not child:
        _become(name, options, log)
    return os.waitpid(child, 0)[1]


def _become(name: str, options: list[str], log: Path) -> NoReturn:
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    fuzz(name, options)
    os._exit(0)


def _options(folder: Path, name: str) -> tuple[str, ...]:
    longest = 4000 if name in {"reader", "html", "live"} else 8000
    return (
        "-print_final_stats=1",
        f"-timeout={SLOWEST_S}",
        f"-rss_limit_mb={MOST_MB}",
        f"-max_len={longest}",
        f"-artifact_prefix={folder}/{name}.found.",
    )


def rounds(seconds: int, folder: Path, asked: list[str]) -> Iterator[Fuzzed]:
    """Yield what came of each target."""
    for name in asked or names():
        yield fuzzed(name, seconds, folder)


def main() -> None:
    """Print the table as it grows."""
    seconds, folder, *asked = sys.argv[1:]
    print("| way in | minutes | of the processor | inputs | found |\n|---|---|---|---|---|")
    found = False
    loaded()
    for each in rounds(int(seconds), Path(folder), asked):
        print(each.words(), flush=True)
        found = found or each.found
    sys.exit(int(found))


if __name__ == "__main__":
    main()
