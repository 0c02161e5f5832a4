"""How the archive answers as it grows, and how fast articles are added.

``python -m bench.archive [--events 10000 100000 1000000]`` and ``python -m bench.archive --add 20000``. Everything is
generated (bench/archive_rows, bench/archive_articles; seeded). Medians of five, in milliseconds; memory is the
process's peak.
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

from bench.archive_articles import articles
from bench.archive_rows import lines
from store import Archive, Filters, Window
from store.add import add_articles
from store.lake import Lake
from store.schema import Origin

CHUNK = 210_000  # whole articles of three reports
SEED = 20171004
REPEATS = 5
WORKERS = 2
WINDOW = Window(20.0, 10.0, 45.0, 60.0)
BUSY = Filters(actors=("generated-front-1",))
YEARS = Filters(earliest=dt.date(2014, 1, 1), latest=dt.date(2015, 12, 31))


def build(folder: Path, events: int) -> None:
    """Write an archive of that many events."""
    lake = Lake(folder)
    for first in range(0, events, CHUNK):
        for table in lines(min(CHUNK, events - first), seed=SEED, first=first, base=lake.version):
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

    told, _ = lines(1, seed=SEED, first=archive.tally(Filters()).total + 7)
    reading = reading_of(told["data"][0].as_py())
    start = time.perf_counter()
    archive.add([reading])
    return {"one more article": 1000 * (time.perf_counter() - start)}


def adding(count: int) -> None:
    """Print how fast articles are added, beside bare reading in the same run, and how fast they are passed over again."""
    from events.read import Reader  # noqa: PLC0415 - only here

    start = time.perf_counter()
    bare = sum(1 for _ in Reader().read_many(articles(count, seed=SEED), workers=WORKERS))
    reading = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(folder)
        memory: list[float] = []
        first = _added(archive, count, memory)
        again = _added(archive, count, [])
        tally = archive.tally(Filters())
    print(f"read {bare:,} articles, {WORKERS} workers: {count / reading:.1f} a second")
    print(f"add them: {count / first:.1f} a second ({reading / first:.2f} of the bare rate), {tally.total:,} events")
    print(f"add them again: {again:.1f} s ({again / first:.1%} of the first time)")
    print(f"memory at a tenth {memory[0]:.0f} MB, at the end {memory[-1]:.0f} MB")


def _added(archive: Archive, count: int, memory: list[float]) -> float:
    """Add the articles and return the seconds; note the memory at a tenth and at the end."""
    start = time.perf_counter()

    def progress(done: int, _of: int, _name: str) -> None:
        if done == count // 10:
            memory.append(_now())

    add_articles(archive, ((one, Origin()) for one in articles(count, seed=SEED)), progress=progress, workers=WORKERS)
    memory.append(_now())
    return time.perf_counter() - start


def _median(ask: Callable[[], object]) -> float:
    return statistics.median(_timed(ask) for _ in range(REPEATS))


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


def _peak() -> float:
    """Return the process's peak memory in MB; getrusage would count that of the parent before exec."""
    return _of_status("VmHWM:")


def _now() -> float:
    """Return the process's memory in MB."""
    return _of_status("VmRSS:")


def _of_status(line: str) -> float:
    return int(Path("/proc/self/status").read_text(encoding="ascii").split(line)[1].split()[0]) / 1024


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
    parser.add_argument("--add", type=int, metavar="ARTICLES")
    asked = parser.parse_args()
    if asked.add:
        adding(asked.add)
        return
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
