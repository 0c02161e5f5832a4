"""Many readers at once: ``make load``, or ``python -m bench.load [--people 100] [--processes 2] [--events 100000]``.

Server processes over a generated archive, and people who talk to them over real websockets (bench/load_reader), each
always to the same one, as behind the proxy of docs/HOSTING.md. First all people open the page and then click, each in
the same moment as all others; then as people do, who open it within a quarter of a minute and look at it for a while
between two clicks. ``--minutes 30 --people 20 --with-add`` instead has so many people click at random for so long,
while an article is added every minute beside them.

Printed: seconds, the memory of the first process, errors, and the processor's seconds that the servers and the people
themselves took: they use the same cores.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.archive import build
from bench.browser import ROOT, answering, free_port
from bench.load_reader import Visitor
from bench.memory import processor_s, resident
from store import Archive, Filters

ACTORS = tuple(f"generated-front-{number}" for number in range(1, 20))
CLICKS = 5
ARRIVAL_S = 15.0
"""Seconds within which people come where they do not come at once."""
PAUSE_S, SHORT_PAUSE_S = (10.0, 20.0), (2.0, 8.0)
"""Seconds that somebody looks at what a click has brought; the short ones are those of the long run."""
WINDOWS = ((560, 840), (560, 340), (560, 720), (560, 1100), (560, 600))
"""Heights and widths of the map in the browsers that people have, in pixels."""
WARM = 3
"""Minutes after which memory is held to have reached what it will stay at."""
TEXT = "Shells hit the town of Raqqa on 2 October 2017, killing {count} people, the army said."


@dataclass(slots=True)
class Server:
    """A server's process, its address, the file that its log goes to, and the servers beside it over the same store."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path
    store: Path
    memory: list[float] = field(default_factory=list)
    beside: tuple[Server, ...] = ()

    def worked(self) -> float:
        """Return the seconds of the processor that it and those beside it have taken so far."""
        return sum(processor_s(each.process.pid) for each in (self, *self.beside))

    def megabytes(self) -> float:
        """Return the memory that the process holds now."""
        self.memory.append(resident(self.process.pid))
        return self.memory[-1]

    def complaints(self) -> list[str]:
        """Return the logs' lines that are errors or warnings."""
        logs = (each.log.read_text(encoding="utf-8", errors="replace") for each in (self, *self.beside))
        lines = [line for log in logs for line in log.splitlines()]
        return [line for line in lines if any(sign in line for sign in ("Traceback", "Error", "ERROR", "WARNING"))]


@contextmanager
def serving(store: Path, processes: int = 1) -> Iterator[Server]:
    """Run the page as so many processes, each with its log in a file beside the store; give the first."""
    with ExitStack() as running:
        first, *beside = (running.enter_context(_process(store, number)) for number in range(processes))
        first.beside = tuple(beside)
        yield first


@contextmanager
def _process(store: Path, number: int) -> Iterator[Server]:
    log, port = store.parent / f"server-{number}.log", free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    given = {**os.environ, "CONFLICT_MAP_STORE": str(store)}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=out, stderr=out)  # noqa: S603 - our own server
        try:
            address = f"http://127.0.0.1:{port}"
            answering(address, 120)
            yield Server(address, process, log, store)
        finally:
            process.terminate()
            process.wait(20)


def visitors(server: Server, count: int) -> list[Visitor]:
    """Return people who know some events to click on, by turns at each process; seeded, so that each run clicks the same."""
    ids = list(Archive(server.store).table(Filters(), limit=2000).id)
    at = [each.address for each in (server, *server.beside)]
    return [
        Visitor(at[number % len(at)], ids, ACTORS, random.Random(number), WINDOWS[number % len(WINDOWS)])  # noqa: S311
        for number in range(count)
    ]


async def together(server: Server, count: int) -> list[Visitor]:
    """Let all open the page in one moment, and then click in one moment, ``CLICKS`` times.

    One person has been at each process before them: it has loaded its libraries, as it has seconds after its start.
    """
    for first in visitors(server, 1 + len(server.beside)):
        await first.open()
        await first.close()
    people = visitors(server, count)
    await asyncio.gather(*(each.open() for each in people))
    print(_line(f"{count} open at once", [sum(each.took) for each in people], server), flush=True)
    print(_line("each of the two reruns of that", [took for each in people for took in each.took], server), flush=True)
    for number in range(CLICKS):
        took = await asyncio.gather(*(each.anything() for each in people))
        print(_line(f"{count} click at once, {number + 1}", took, server), flush=True)
    return people


async def paced(server: Server, count: int, seconds: float) -> list[Visitor]:
    """Let as many come as people do, within some seconds, and click, each after some seconds of looking."""
    people = visitors(server, count)
    await asyncio.gather(*(_come(each) for each in people))
    print(_line(f"{count} open within {ARRIVAL_S:g} s", [sum(each.took) for each in people], server), flush=True)
    begun = [len(each.took) for each in people]
    until = time.monotonic() + seconds
    await asyncio.gather(*(_wander(each, until, PAUSE_S) for each in people))
    took = [second for each, first in zip(people, begun, strict=True) for second in each.took[first:]]
    print(_line(f"{count} click, each every {PAUSE_S[0]:g}-{PAUSE_S[1]:g} s", took, server), flush=True)
    return people


async def _come(person: Visitor) -> None:
    await asyncio.sleep(person.chance.uniform(0, ARRIVAL_S))
    await person.open()


async def _wander(person: Visitor, until: float, pause: tuple[float, float]) -> None:
    while time.monotonic() < until:
        await asyncio.sleep(person.chance.uniform(*pause))
        await person.anything()


async def long(server: Server, count: int, minutes: float, *, adding: bool) -> list[Visitor]:
    """Let people click at random, an article added every minute, and say memory and what they see, minute by minute."""
    people = visitors(server, count)
    for each in people:
        await each.open()
    begun = time.monotonic()
    walks = [asyncio.create_task(_wander(each, begun + 60 * minutes, SHORT_PAUSE_S)) for each in people]
    for number in range(1, math.ceil(minutes) + 1):
        if adding:
            await _add(server.store, number)
        await asyncio.sleep(max(0.0, begun + 60 * min(number, minutes) - time.monotonic()))
        print(_line(f"minute {number}", [second for each in people for second in each.took[-12:]], server), flush=True)
    await asyncio.gather(*walks)
    await _seen(server, people)
    print(f"memory after minute {WARM}: {_flat(server.memory[WARM:])}")
    return people


def _flat(memory: Sequence[float]) -> str:
    """Say between what memory stayed.

    >>> _flat([400.0, 420.0, 440.0])
    '400 to 440 MB, 4.8 % round their middle'
    """
    least, most = min(memory, default=math.nan), max(memory, default=math.nan)
    return f"{least:.0f} to {most:.0f} MB, {100 * (most - least) / (most + least):.1f} % round their middle"


async def _add(store: Path, number: int) -> None:
    """Add an article by the command, in a process of its own, as an operator does."""
    line = {
        "id": f"load-{time.time_ns()}",
        "text": TEXT.format(count=number),
        "published": "2017-10-04",
        "source": "Load Wire",
    }
    file = store.parent / f"more-{number}.jsonl"
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")
    command = [sys.executable, "cli.py", "add", str(file), "--store", str(store)]
    done = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    if await done.wait():
        print(f"adding article {number} failed", flush=True)


async def _seen(server: Server, people: Sequence[Visitor]) -> None:
    """Say how many people's pages have the newest version: what they are told is counted against the archive itself."""
    total = f"{Archive(server.store).tally(Filters()).total:,} events"
    for each in people:
        await each.click_mark()
    found = sum(total in each.texts.get("caption", "") for each in people)
    print(f"{found} of {len(people)} people see the archive's {total}")


async def cut_off(server: Server) -> None:
    """Cut a reader off in mid-click; coming back under the address that was last shown, the view is the same."""
    person = visitors(server, 1)[0]
    await person.open()
    await person.click_mark()
    before = person.query, person.texts["panel"]
    asyncio.get_running_loop().call_later(0.02, lambda: asyncio.ensure_future(person.close()))
    try:
        await person.filter_deaths()
    except Exception as error:  # noqa: BLE001 - whatever it is, the reader is cut off
        print(f"cut off: {type(error).__name__}")
    person.holds.clear()
    person.query = before[0]
    await person.open()
    same = person.texts["panel"] == before[1] and "ev=" in person.query
    print(f"back: {'the same event in the panel' if same else 'ANOTHER VIEW'}")


def _line(what: str, took: Sequence[float], server: Server) -> str:
    ordered = sorted(took)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    median = statistics.median(ordered)
    return f"{what:>34}: median {median:6.2f} s, p95 {p95:6.2f} s, longest {ordered[-1]:6.2f} s; {server.megabytes():6.0f} MB"


async def measure(server: Server, asked: argparse.Namespace) -> list[Visitor]:
    """Run what is asked for, one part after the other; return all who came."""
    work, theirs = time.process_time(), server.worked()
    if asked.minutes:
        people = await long(server, asked.people, asked.minutes, adding=asked.with_add)
    else:
        people = await together(server, asked.people)
        print(_worked(server, work, theirs), "so far")
        await asyncio.gather(*(each.close() for each in people))
        people += await paced(server, asked.people, asked.paced)
        await asyncio.gather(*(each.close() for each in people))
        await cut_off(server)
    print(_worked(server, work, theirs))
    return people


def _worked(server: Server, work: float, theirs: float) -> str:
    own, served = time.process_time() - work, server.worked() - theirs
    return f"processor: servers {served:.1f} s, the people themselves {own:.1f} s"


def main() -> None:
    """Build the archive, run the server, print the lines; fail where anything on a page or in the log was an error."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "archive"
        build(store, asked.events)
        Archive(store)
        with serving(store, asked.processes) as server:
            people = asyncio.run(measure(server, asked))
            errors = [error for each in people for error in each.errors]
            print(f"errors on pages: {len(errors)} {errors[:3]}")
            complaints = server.complaints()
            print(f"errors in the log: {len(complaints)} {complaints[:3]}")
            print(f"memory: highest {max(server.memory):.0f} MB")
    sys.exit(1 if errors or complaints else 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--processes", type=int, default=1, help="server processes, as behind a proxy")
    parser.add_argument("--paced", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--minutes", type=float, default=0, help="only a long run of so many minutes")
    parser.add_argument("--with-add", action="store_true", help="in the long run, add an article every minute")
    parser.add_argument("--events", type=int, default=100_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
