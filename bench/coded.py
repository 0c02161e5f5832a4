"""How long a table in ACLED's columns takes to be added, and in how much memory: ``python -m bench.coded --rows 1000000``.

The rows are generated (bench/coded_rows; seeded). What is added is counted again in the archive. Memory is that of the
command and all of its processes together, looked at four times a second: what each has for itself, and what they share
once.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.coded_rows import write
from bench.memory import together

PAUSE = 0.25  # seconds between two looks at memory


def measure(rows: int, *, workers: int) -> None:
    """Write a table of so many rows, add it to an empty archive by the command, and say what it took."""
    with tempfile.TemporaryDirectory() as folder:
        table, store = Path(folder, "acled.csv"), Path(folder, "archive")
        write(table, rows)
        print(f"{rows:,} rows in ACLED's columns, {table.stat().st_size / 1e6:.0f} MB, {workers} workers", flush=True)
        began = time.monotonic()
        command = [sys.executable, "cli.py", "add", str(table), "--store", str(store), "--workers", str(workers)]
        with subprocess.Popen([*command, "--today", "2026-11-30"], stderr=subprocess.PIPE, text=True) as adding:  # noqa: S603
            most = _most_memory(adding)
            said = (adding.stderr.read() if adding.stderr else "").strip().splitlines()[-1:]
        print(
            f"added: {time.monotonic() - began:.1f} s (asked for a million: 120); {most:.0f} MB at most (asked: 1,000)"
        )
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"processor: {used.ru_utime + used.ru_stime:.0f} s of all processes together")
        print(*said, f"{sum(file.stat().st_size for file in store.rglob('*') if file.is_file()) / 1e6:.0f} MB on disk")
        _check(store, rows)


def _most_memory(adding: subprocess.Popen[str]) -> float:
    most = 0.0
    while adding.poll() is None:
        most = max(most, together(adding.pid))
        time.sleep(PAUSE)
    return most


def _check(store: Path, rows: int) -> None:
    """Count the events, and say how long opening takes."""
    from store import Archive, Filters  # noqa: PLC0415 - not while the adding is measured

    began = time.monotonic()
    total = Archive(store).tally(Filters()).total
    print(f"opened and counted in {time.monotonic() - began:.2f} s: {total:,} events")
    if total != rows:
        sys.exit(f"{rows - total:,} rows are missing")


def main() -> None:
    """Measure as asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    measure(asked.rows, workers=asked.workers)


if __name__ == "__main__":
    main()
