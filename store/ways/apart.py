"""A stranger's document is read in a process of its own, with a limit of memory, of time and of what it may answer."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST_MEMORY = 2_000_000_000  # bytes of address space
MOST_CPU_S = 60
MOST_WAIT_S = 120.0  # by the clock: on a machine that has other work to do
MOST_ANSWER = 1_000_000_000  # bytes; text of a document, or rows of a sheet
READER = Path(__file__).with_name("documents_apart.py")
_TOO_MUCH = (
    f"it takes more than {MOST_CPU_S} seconds or {MOST_MEMORY // 10**9} GB to read",
    "split it, or save it as text",
)


def said_apart(kind: str, data: bytes) -> Iterator[dict[str, Any]]:
    """Yield what a document says, as store/ways/documents_apart.py has it; a process that is lost is a problem, too.

    >>> list(said_apart("docx", b"no zip"))
    [{'problem': ['not a whole document', 'fetch or save it again']}]
    """
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        command = [sys.executable, "-I", str(READER), kind, str(MOST_MEMORY), str(MOST_CPU_S)]
        given_to = {"stdin": given, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, env={}, **given_to) as process:  # type: ignore[call-overload] # noqa: S603
            yield from _lines(process)


def _lines(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    ending = threading.Timer(MOST_WAIT_S, process.kill)
    ending.start()
    size = 0
    try:
        for line in process.stdout or ():
            size += len(line)
            if size > MOST_ANSWER:
                break
            yield json.loads(line)
    except ValueError:  # cut off in the middle of a line
        size = MOST_ANSWER + 1
    finally:
        ending.cancel()
        process.kill() if size > MOST_ANSWER else None
        process.wait()
    if size > MOST_ANSWER or process.returncode != 0:
        yield {"problem": list(_TOO_MUCH)}
