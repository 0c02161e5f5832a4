"""How fast articles are added, beside bare reading: ``python -m bench.archive --only adding``.

The two are commands of their own (``python -m bench.archive_adding read 4000``) and take turns (bench/turns). What is read
and added is generated (bench/archive_articles; seeded). Both are taken with their starts: bare reading is measured on a
fifth of the articles and reckoned for all. Memory is that of the process that writes.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from itertools import islice

from bench.archive_articles import articles
from bench.memory import resident
from bench.turns import Said, in_turns
from store import Archive, Filters
from store.add import add_articles
from store.schema import Origin

SEED = 20171004
WORKERS = 2
BARE = 5  # bare reading is measured on one article in so many
TURN = 4.0  # seconds of bare reading; adding has so many times as long a turn as it has articles


def adding(count: int) -> None:
    """Print how fast articles are added and read, and how fast the same ones are passed over again."""
    print(f"{count:,} generated articles, {WORKERS} workers; in turns with it, bare reading", flush=True)
    few = max(count // BARE, 200)
    commands = {"read": _command("read", few), "add": _command("add", count)}
    said = in_turns(commands, seconds={"read": TURN, "add": TURN * BARE})
    reading = _whole(said["read"], few, count)
    first, again = said["add"]["added"], said["add"]["again"] - said["add"]["added"]
    print(f"read:      {count / reading:7.1f} a second; {_told(said['read'])}")
    print(f"add:       {count / first:7.1f} a second; {_told(said['add'])}")
    print(f"add/read:  {reading / first:7.2f} (asked: 0.9)")
    print(f"add again: {again:7.1f} s, {again / first:.1%} of the first time (asked: 5 %)", flush=True)


def _command(part: str, count: int) -> list[str]:
    return [sys.executable, "-m", "bench.archive_adding", part, str(count)]


def _whole(said: Said, few: int, count: int) -> float:
    """Return how long bare reading would take for all, with its start, from how long it took for a few."""
    one = (said["read"] - said["begun"]) / (few - few // 10)
    return said["read"] + (count - few) * one


def _told(said: Said) -> str:
    return "; ".join(line for line in said if " " in line)


def read(count: int) -> None:
    """Read the articles and say when the workers have begun, when all is read, and what it cost."""
    from events.reader import Reader  # noqa: PLC0415 - only here

    readings = Reader().read_many(articles(count, seed=SEED), workers=WORKERS)
    for _ in islice(readings, count // 10):
        pass
    print("begun", flush=True)
    for _ in readings:
        pass
    print("read", flush=True)
    _say_costs(count)


def add(count: int) -> None:
    """Add the articles, twice, and say when that was done, what it cost, and the memory at a tenth and at the end."""
    with tempfile.TemporaryDirectory() as folder:
        archive, memory = Archive(folder), list[float]()
        _add(archive, count, memory)
        print("added", flush=True)
        _say_costs(count)
        _add(archive, count, [])
        print("again", flush=True)
        more = memory[-1] - memory[0]
        print(
            f"{memory[-1]:.0f} MB, {more:.0f} more than at a tenth (asked: 150); {archive.tally(Filters()).total:,} events"
        )


def _add(archive: Archive, count: int, memory: list[float]) -> None:
    def progress(done: int, _of: int, _name: str) -> None:
        if done == count // 10:
            memory.append(resident(os.getpid()))

    add_articles(archive, ((one, Origin()) for one in articles(count, seed=SEED)), progress=progress, workers=WORKERS)
    memory.append(resident(os.getpid()))


def _say_costs(count: int) -> None:
    """Say the processor time of an article, in this process and in the workers, which have ended."""
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    here, theirs = time.process_time(), workers.ru_utime + workers.ru_stime
    print(f"{1000 * here / count:.2f} ms of processor an article here, {1000 * theirs / count:.2f} in the workers")


def main() -> None:
    """Be one of the two commands that are measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", choices=["read", "add"])
    parser.add_argument("count", type=int, metavar="ARTICLES")
    asked = parser.parse_args()
    {"read": read, "add": add}[asked.part](asked.count)


if __name__ == "__main__":
    main()
