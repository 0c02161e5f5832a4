"""``python -m bench.kills 200``: writers killed at random points, two at a time on one archive, and what is left of it.

Half of the kills count calls and stop a process between any two of them, half go by the clock and meet it in the middle of
a library's work. The writers add, correct, take out and join files; each notes what it was told is done. After every two
kills the archive must have all that was done, whole batches only, and each report in one event; at the end its events must
be those of an archive that was never disturbed. ``--s3`` does so on storage that speaks S3, with two machines' caches;
there nothing is taken out, for that wants one machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random

from bench.dense import groups
from bench.kill_writer import TWO, Job, reading, write
from bench.storage import emptied, environment, storage
from store import Archive
from store.check import check

MOST_CALLS, LONGEST_S, PATIENCE_S = 60_000, 0.6, 240.0
AN_ARCHIVE = 20
"""Kills on one archive, before another is begun."""
HARMLESS = ("belongs to no version", "a removal was stopped", "_digests/")


@dataclass(slots=True)
class Done:
    """What writers noted: articles by batch, reviews with their articles, what was to go, and what is gone."""

    added: set[tuple[str, ...]] = field(default_factory=set)
    reviewed: dict[str, str] = field(default_factory=dict)
    removing: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, folder: Path) -> Done:
        """Read the notes of all writers of an archive; a last line may be cut off."""
        done = cls()
        for line in (line for notes in sorted(folder.glob("*.notes")) for line in notes.read_text().split("\n")[:-1]):
            what, *names = line.split(" ")
            if what == "added":
                done.added.add(tuple(names))
            elif what == "reviewed":
                done.reviewed[names[0]] = names[1]
            elif what in {"removing", "removed"}:
                getattr(done, what).update(names)
        return done


def faults(address: str, done: Done) -> Iterator[str]:
    """Yield what is not as it must be."""
    yield from (each for each in check(address).faults if not any(words in each for words in HARMLESS))
    archive = Archive(address)
    archive.add_problems([])  # the next writer brings to an end what was begun
    there = set(archive.articles().id)
    wanted = {name for batch in done.added for name in batch} - done.removing
    yield from (f"{name} was added and is not there" for name in sorted(wanted - there))
    yield from (f"{name} was taken out and is there" for name in sorted(done.removed & there))
    yield from (f"half a batch: {name}" for name in sorted(there) if _other(name) not in there | done.removing)
    kept = {review.id for review in archive.reviews()}
    lost = {one for one, of in done.reviewed.items() if of not in done.removing} - kept
    yield from (f"the review {one} is lost" for one in sorted(lost))
    yield from _events(archive, there)


def _other(name: str) -> str:
    head, _, each = name.rpartition("-")
    return f"{head}-{1 - int(each)}"


def _events(archive: Archive, there: set[str]) -> Iterator[str]:
    """Hold the events against those of an archive to which the same articles were added at once."""
    found = groups(archive)
    with tempfile.TemporaryDirectory() as name:
        plain = Archive(Path(name, "archive"))
        plain.add(map(reading, sorted(there)))
        expected = groups(plain)
    if found != expected:
        yield f"{len(found ^ expected)} events are otherwise than in an archive that was never disturbed"


class Killing:
    """One archive after the other, two writers at a time."""

    def __init__(self, *, seed: int, remote: bool) -> None:
        """Start what writers are copies of, so that each begins at once."""
        self._chance = Random(seed)  # noqa: S311 - a bench's own chance
        self._remote = remote
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["bench.kill_writer"])
        self.kills, self.archives = 0, 0
        self.points = {"calls": 0, "clock": 0}

    def run(self, kills: int, *, server: str = "") -> Iterator[str]:
        """Kill so often; yield what was wrong."""
        while self.kills < kills:
            with tempfile.TemporaryDirectory(dir=_memory()) as name:
                yield from self._archive(Path(name), min(AN_ARCHIVE, kills - self.kills), server)
                self.archives += 1
                print(f"{self.kills} kills", file=sys.stderr, flush=True)

    def _archive(self, folder: Path, kills: int, server: str) -> Iterator[str]:
        address = "s3://news/archive" if server else str(folder / "archive")
        if server:
            emptied(server, "news")
        until = self.kills + kills
        os.environ["CONFLICT_MAP_CACHE"] = str(folder / "own")
        while self.kills < until:
            self._two(address, folder)
            wrong = [*faults(address, Done.of(folder))]
            yield from (f"after {self.kills} kills: {fault}" for fault in wrong)
            if wrong:
                return

    def _two(self, address: str, folder: Path) -> None:
        jobs = [self._job(address, folder, each) for each in range(TWO)]
        started = [self._context.Process(target=write, args=(job,), daemon=True) for job in jobs]
        for process in started:
            process.start()
        for process, job in zip(started, jobs, strict=True):
            self._end(process, job)

    def _job(self, address: str, folder: Path, each: int) -> Job:
        name = f"w{self.kills}-{each}"
        calls = int(MOST_CALLS ** self._chance.uniform(0.3, 1)) if self._chance.random() < 0.5 else 0
        cache = folder / (f"machine-{each}" if self._remote else "own")
        told = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
        seed = self._chance.randrange(10**9)
        return Job(
            address,
            folder / f"{name}.notes",
            name,
            seed,
            calls,
            told | {"CONFLICT_MAP_CACHE": str(cache)},
            alone=not self._remote,
        )

    def _end(self, process: ForkServerProcess, job: Job) -> None:
        until = time.monotonic() + PATIENCE_S
        if not job.calls:
            while not job.notes.exists() and process.is_alive() and time.monotonic() < until:
                time.sleep(0.002)
            time.sleep(self._chance.uniform(0, LONGEST_S))
            process.kill()
        process.join(PATIENCE_S)
        self.points["calls" if job.calls else "clock"] += 1
        self.kills += 1
        if process.exitcode != -signal.SIGKILL:
            process.kill()
            message = f"{job.name} ended by itself with {process.exitcode}"
            raise RuntimeError(message)


def _memory() -> str | None:
    """Return a folder in memory, where the system has one: what is on the disk when the power goes is not tried here."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - made anew for each archive


@contextmanager
def _server(*, remote: bool) -> Iterator[str]:
    if not remote:
        yield ""
        return
    with storage() as server:
        os.environ.update(environment(server))
        yield server


def main() -> None:
    """Print what was wrong, and how often was killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--s3", action="store_true", help="on storage that speaks S3, which is started for it")
    parser.add_argument("--seed", type=int, default=20171004)
    asked = parser.parse_args()
    with _server(remote=asked.s3) as server:
        killing = Killing(seed=asked.seed, remote=asked.s3)
        wrong = 0
        for fault in killing.run(asked.kills, server=server):
            print(fault, flush=True)
            wrong += 1
    print(f"{wrong or 'nothing'} wrong")
    print(f"{killing.kills} kills on {killing.archives} archives: {killing.points['calls']} between two calls, {killing.points['clock']} by the clock")  # fmt: skip
    sys.exit(int(bool(wrong)))


if __name__ == "__main__":
    main()
