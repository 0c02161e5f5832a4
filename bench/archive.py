"""How the archive answers as it grows, and how fast articles are added.

``python -m bench.archive`` prints both, in under 25 minutes; ``--quick`` is smaller. ``--only growth`` or ``--only adding``
is one of them, ``--events 10000 100000`` and ``--add 2000`` set their sizes. With ``--keep FOLDER`` the archives are built
there, and the next run goes on with those. Everything is generated (bench/archive_rows, bench/archive_articles; seeded).
Each size is measured in a process of its own. Medians of five in milliseconds, of one more article also the slowest;
memory is the process's peak. How adding is measured: bench/archive_adding.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.archive_adding import SEED, adding
from bench.archive_rows import lines
from bench.memory import peak
from events import Reading
from store import Archive, Filters, Window
from store.delta_table import Lake
from store.formats import reading_of

CHUNK = 210_000  # whole articles of three reports
REPEATS = 5
ONE_BY_ONE = 20  # articles
EVENTS = [10_000, 100_000, 1_000_000]
QUICK_EVENTS = [10_000, 50_000]
ADDED, QUICK_ADDED = 20_000, 1_000
WINDOW = Window(20.0, 10.0, 45.0, 60.0)
WORLD = Window(-60, -180, 75, 180)
BUSY = Filters(actors=("generated-front-1",))
BUSIEST = "Spot 1"  # nearly one event in five is there
YEARS = Filters(earliest=dt.date(2014, 1, 1), latest=dt.date(2015, 12, 31))
# What is asked for at a million events, in ms.
ASKED = {
    "open": 1000,
    "window, all": 30,
    "window, two years": 30,
    "window, busiest actor": 30,
    "event by id": 20,
    "one more article": 2000,
    "one more, slowest": 2000,
}
Figures = dict[str, float]


def build(folder: Path, events: int) -> None:
    """Write an archive of that many events."""
    lake = Lake(folder)
    for first in range(0, events, CHUNK):
        for table in lines(min(CHUNK, events - first), seed=SEED, first=first, base=lake.version):
            lake.append_table(table, what="generated")
            lake.update()


def measure(folder: Path) -> Figures:
    """Return the figures of one archive, each with what it is."""
    start = time.perf_counter()
    archive = Archive(folder)
    figures = {"open": 1000 * (time.perf_counter() - start)}
    ids = iter(archive.table(Filters(), limit=REPEATS).id)
    asked: dict[str, Callable[[], object]] = {
        "window, all": lambda: archive.markers(Filters(), window=WINDOW, zoom=5),
        "window, two years": lambda: archive.markers(YEARS, window=WINDOW, zoom=5),
        "window, busiest actor": lambda: archive.markers(BUSY, window=WINDOW, zoom=5),
        "world, all": lambda: archive.markers(Filters(), window=WORLD, zoom=2),
        "tally": lambda: archive.tally(YEARS),
        "timeline": lambda: archive.timeline(YEARS, step="month"),
        "table of 1,000": lambda: archive.table(YEARS),
        "event by id": lambda: archive.event(next(ids)),
    }
    figures |= {name: statistics.median(_timed(ask) for _ in range(REPEATS)) for name, ask in asked.items()}
    return figures | _adding(archive) | {"peak memory, MB": peak(os.getpid())}


def _adding(archive: Archive) -> Figures:
    """Add articles one by one whose report falls on the busiest spot, where it has most to be held against."""
    readings = _on_the_busiest_spot(archive.tally(Filters()).total + 1000 * archive.version)
    times = [_timed(lambda: archive.add([next(readings)])) for _ in range(ONE_BY_ONE)]
    return {"one more article": statistics.median(times), "one more, slowest": max(times)}


def _on_the_busiest_spot(first: int) -> Iterator[Reading]:
    for number in range(first + 7, first + 2000):
        told, events = lines(1, seed=SEED, first=number)
        if events["place"][0].as_py() == BUSIEST:
            yield reading_of(told["data"][0].as_py())


def _timed(ask: Callable[[], object]) -> float:
    """Return how long it takes, in milliseconds."""
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


def growth(sizes: list[int], keep: Path | None) -> None:
    """Print the table of growth: one line a figure, one column a size."""
    found: dict[int, Figures] = {}
    for events in sizes:
        found[events] = _of_size(events, keep)
        print(f"{events:,} events measured", file=sys.stderr)
    print(f"{'ms':>24} {'asked':>8}" + "".join(f"{events:>12,}" for events in sizes) + "  events")
    for name in next(iter(found.values())):
        limit = f"{ASKED[name]:,}" if name in ASKED else ""
        print(f"{name:>24} {limit:>8}" + "".join(f"{figures[name]:12,.1f}" for figures in found.values()), flush=True)


def _of_size(events: int, keep: Path | None) -> Figures:
    """Measure in a process of its own, so that the memory is that of an archive and not of the generator."""
    with tempfile.TemporaryDirectory() as folder:
        archive = _kept_or_built(keep or Path(folder), events)
        for base in (archive / "_index").glob("*.duckdb"):
            base.unlink()
        index = _timed(lambda: Archive(archive))
        command = [sys.executable, "-m", "bench.archive", "--measure", str(archive)]
        told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        size = sum(file.stat().st_size for file in archive.rglob("*") if file.is_file())
    measured: Figures = json.loads(told.stdout)
    return {"index from nothing": index} | measured | {"on disk, MB": size / 1e6}


def _kept_or_built(folder: Path, events: int) -> Path:
    """Return an archive of that many events, built under another name first, so that half of one is never gone on with."""
    archive, draft = folder / f"s{events}", folder / f"s{events}.draft"
    if not archive.exists():
        shutil.rmtree(draft, ignore_errors=True)
        build(draft, events)
        draft.rename(archive)
    return archive


def main() -> None:
    """Print the table of growth and how fast articles are added."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller, in under three minutes")
    parser.add_argument("--only", choices=["growth", "adding"], help="one of the two")
    parser.add_argument("--events", nargs="+", type=int, help="sizes of the table of growth")
    parser.add_argument("--add", type=int, metavar="ARTICLES", help="how many articles are added")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where built archives stay, and are found again")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure)))
        return
    if asked.only != "adding":
        growth(asked.events or (QUICK_EVENTS if asked.quick else EVENTS), asked.keep)
    if asked.only != "growth":
        adding(asked.add or (QUICK_ADDED if asked.quick else ADDED))


if __name__ == "__main__":
    main()
