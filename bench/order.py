"""``python -m bench.order 2000``: the events of so many dense articles, in whatever order and batches, and by whomever added.

Status 1 where any way of adding comes to other events than all of them at once, in their order.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

from bench.dense import Groups, dense, groups
from events import Reading
from store import Archive

Way = Callable[[str, Sequence[Reading]], None]


def in_batches(address: str, readings: Sequence[Reading], *, size: int) -> None:
    """Add in their order, so many a commit."""
    archive = Archive(address)
    for first in range(0, len(readings), size):
        archive.add(readings[first : first + size])


def backwards(address: str, readings: Sequence[Reading], *, size: int) -> None:
    """Add the last first."""
    in_batches(address, readings[::-1], size=size)


def shuffled(address: str, readings: Sequence[Reading], *, size: int) -> None:
    """Add in no order, as the workers of a cluster hand over what they have read."""
    in_batches(address, Random(20171004).sample(readings, len(readings)), size=size)  # noqa: S311 - the same every time


def by_two(address: str, readings: Sequence[Reading], *, size: int) -> None:
    """Add by two processes at once, each every second article; what they could not see is merged by the next writer."""
    Archive(address)
    context = multiprocessing.get_context("forkserver")
    halves = [context.Process(target=in_batches, args=(address, readings[half::2]), kwargs={"size": size}) for half in (0, 1)]  # fmt: skip
    for half in halves:
        half.start()
    for half in halves:
        half.join()
    Archive(address).add_problems([])


def ways(count: int) -> dict[str, Way]:
    """Return the ways of adding that are compared; the first is what the others are held against."""
    eighth = max(1, count // 8)
    return {
        "at once": partial(in_batches, size=count),
        "backwards, in eighths": partial(backwards, size=eighth),
        "shuffled, in parts of no even size": partial(shuffled, size=eighth * 2 // 3 + 1),
        "two processes at once": partial(by_two, size=eighth),
    }


def added(way: Way, readings: Sequence[Reading]) -> Groups:
    """Return the events of an archive to which the readings were added in one way."""
    with tempfile.TemporaryDirectory() as name:
        address = str(Path(name, "archive"))
        way(address, readings)
        return groups(Archive(address))


def differing(count: int, only: Sequence[str] = ()) -> dict[str, tuple[int, int, float]]:
    """Return way -> events, how many of them are otherwise than at once, and the seconds of computing that it took."""
    readings = [dense(number, count) for number in range(count)]
    told: dict[str, tuple[int, int, float]] = {}
    expected: Groups | None = None
    for name, way in ways(count).items():
        if expected is not None and only and not any(word in name for word in only):
            continue
        began = _computed()
        found = added(way, readings)
        expected = found if expected is None else expected
        told[name] = (len(found), len(found ^ expected), _computed() - began)
        print(
            f"{name}: {len(found):,} events, {told[name][1]} otherwise, {told[name][2]:.0f} s of computing", flush=True
        )
    return told


def _computed() -> float:
    """Return the seconds of computing of this process and of those that it has waited for."""
    return sum(os.times()[:4])


def main() -> None:
    """Print how many events each way comes to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=2000)
    parser.add_argument("--only", nargs="*", default=(), help="beside the first way those that have one of these words")
    asked = parser.parse_args()
    sys.exit(int(any(wrong for _, wrong, _ in differing(asked.articles, asked.only).values())))


if __name__ == "__main__":
    main()
