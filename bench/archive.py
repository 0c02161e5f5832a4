"""How the archive answers as it grows: ``python -m bench.archive [--events 10000 100000 1000000]``.

Everything is generated (bench/archive_rows, seeded). Medians of five, in milliseconds; memory is the process's peak.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.archive_rows import lines
from store import Archive, Filters, Window
from store.lake import Lake

CHUNK = 210_000  # whole articles of three reports
SEED = 20171004
REPEATS = 5
WINDOW = Window(20.0, 10.0, 45.0, 60.0)
BUSY = Filters(actors=("generated-front-1",))
YEARS = Filters(earliest=dt.date(2014, 1, 1), latest=dt.date(2015, 12, 31))


def build(folder: Path, events: int) -> None:
    """Write an archive of that many events."""
    lake = Lake(folder)
    for first in range(0, events, CHUNK):
        for table in lines(min(CHUNK, events - first), seed=SEED, first=first):
            lake.append_table(table, what="generated")
            lake.update()


def measure(folder: Path) -> dict[str, float]:
    """Return the figures of one archive, each with what it is."""
    start = time.perf_counter()
    archive = Archive(folder)
    figures = {"open": 1000 * (time.perf_counter() - start)}
    ids = iter(archive.table(Filters(), limit=REPEATS).id)
    asked: dict[str, Callable[[], object]] = {
        "window, all": lambda: archive.markers(Filters(), window=WINDOW, zoom=5),
        "window, two years": lambda: archive.markers(YEARS, window=WINDOW, zoom=5),
        "window, busiest actor": lambda: archive.markers(BUSY, window=WINDOW, zoom=5),
        "world, all": lambda: archive.markers(Filters(), window=Window(-60, -180, 75, 180), zoom=2),
        "tally": lambda: archive.tally(YEARS),
        "timeline": lambda: archive.timeline(YEARS, step="month"),
        "table of 1,000": lambda: archive.table(YEARS),
        "event by id": lambda: archive.event(next(ids)),
    }
    return figures | {name: _median(ask) for name, ask in asked.items()} | _adding(archive)


def _adding(archive: Archive) -> dict[str, float]:
    """Add one generated article whose report falls on a busy spot."""
    from store.formats import reading_of  # noqa: PLC0415 - only here

    _, articles = lines(1, seed=SEED, first=archive.tally(Filters()).total + 7)
    reading = reading_of(articles["data"][0].as_py())
    start = time.perf_counter()
    archive.add([reading])
    return {"one more article": 1000 * (time.perf_counter() - start)}


def _median(ask: Callable[[], object]) -> float:
    return statistics.median(_timed(ask) for _ in range(REPEATS))


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


def _peak() -> float:
    """Return the process's peak memory in MB; getrusage would count that of the parent before exec."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _report(events: int, folder: Path) -> None:
    """Measure in a process of its own, so that the memory is that of an archive and not of the generator."""
    subprocess.run([sys.executable, "-m", "bench.archive", "--measure", str(folder)], check=True)  # noqa: S603
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{events:>12,} events: {size / 1e6:,.0f} MB on disk")


def main() -> None:
    """Print one table of figures for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--measure", type=Path)
    asked = parser.parse_args()
    if asked.measure:
        for name, figure in measure(asked.measure).items():
            print(f"{name:>24}: {figure:9.1f} ms")
        print(f"{'peak memory':>24}: {_peak():9.1f} MB")
        return
    for events in asked.events:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder), events)
            start = time.perf_counter()
            Archive(folder)
            print(f"{'index from nothing':>24}: {1000 * (time.perf_counter() - start):9.1f} ms")
            _report(events, Path(folder))


if __name__ == "__main__":
    main()
