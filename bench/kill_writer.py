"""A writer that is killed in the middle of its work: what bench/kills starts, two at a time."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

from bench.dense import dense
from events import Reading
from store import Archive, Asked, index
from store.removal import Wanted
from store.reviews import BadReview

CROWD = 200
TWO = 2
"""Articles of a batch; they are there together, or not at all."""
AT = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
STATUSES = ("alleged", "claimed", "disputed", "asserted")


@dataclass(frozen=True, slots=True)
class Job:
    """What one writer is to do, and when it dies: after so many calls, or (0) when it is killed."""

    address: str
    notes: Path
    name: str
    seed: int
    calls: int
    environment: Mapping[str, str]
    alone: bool
    """Whether all writers are on one machine, so that things can be taken out."""


def write(job: Job) -> None:
    """Do one thing after another until killed; begun and done are noted."""
    os.environ.update(job.environment)
    index.SMALL = 20  # an index base is made often, too
    chance, archive = Random(job.seed), Archive(job.address)  # noqa: S311 - a bench's own chance
    _note(job, "ready")
    _die_after(job.calls)
    deeds: list[Callable[[Archive, Job, Random, int], None]] = [_add, _add, _add, _review, _join]
    deeds += [_remove] if job.alone else []
    number = 0
    while True:
        chance.choice(deeds)(archive, job, chance, number)
        number += 1


def _note(job: Job, words: str) -> None:
    with job.notes.open("ab", buffering=0) as notes:
        notes.write(f"{words}\n".encode())


def _die_after(calls: int) -> None:
    """End this process for good when that many functions have been called from now on; 0 is never."""
    left = calls

    def count(_frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    if calls:
        threading.setprofile(count)
        sys.setprofile(count)


def _add(archive: Archive, job: Job, _: Random, number: int) -> None:
    names = [f"{job.name}-{number}-{each}" for each in range(TWO)]
    archive.add([reading(name) for name in names])
    _note(job, f"added {' '.join(names)}")


def _review(archive: Archive, job: Job, chance: Random, _: int) -> None:
    ids = list(archive.articles().id)
    found = archive.reading(chance.choice(ids)) if ids else None
    if found is not None:
        with suppress(BadReview):  # it is that already, or another writer has taken it out meanwhile
            asked = Asked(found.reports[0].id, "status", chance.choice(STATUSES), by="A", why="b")
            _note(job, f"reviewed {archive.review(asked, at=AT).id} {found.article.id}")


def _remove(archive: Archive, job: Job, chance: Random, _: int) -> None:
    ids = list(archive.articles().id)
    if len(ids) < 4 * TWO:
        return
    wanted = chance.choice(ids)
    _note(job, f"removing {wanted}")
    archive.remove(Wanted(articles=(wanted,)), day=AT.date(), why="asked for")
    _note(job, f"removed {wanted}")


def _join(archive: Archive, *_: object) -> None:
    archive._lake._join(10_000_000)  # noqa: SLF001 - what a large archive does by itself
    archive.refresh()


def reading(name: str) -> Reading:
    """Return the reading of an article of this name, the same every time."""
    return dense(int.from_bytes(name.encode()) % 100_003, CROWD, name=name)
