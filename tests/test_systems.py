"""Windows and macOS: what only some systems have is never needed to load, and is made up for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
# Names that a system lacks are missing for the project's own modules; libraries, which have their own way, keep them.
WITHOUT = """
import builtins, importlib, pathlib, signal, sys, time, types

ROOMS = {"text", "geo", "events", "store", "view", "ui", "commands", "cli"}
ordinary = builtins.__import__


def without(name, globals=None, *rest, **named):
    if name in HIDDEN and globals and globals.get("__name__", "").split(".")[0] in ROOMS:
        raise ImportError(name)
    return ordinary(name, globals, *rest, **named)


builtins.__import__ = without
modules = [path for room in ROOMS for path in pathlib.Path(room).rglob("*.py")]
names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in modules]
for name in [*names, "cli"]:
    importlib.import_module(name)
"""
# One byte of a file is one lock, as on Windows; who holds it is known by the open file.
LOCKS = """
held = {}


def locking(handle, how, count):
    state = os.fstat(handle)
    for other in [key for key, holder in held.items() if not alive(holder, key)]:
        del held[other]
    if held.get((state.st_dev, state.st_ino), handle) != handle:
        raise PermissionError
    held[state.st_dev, state.st_ino] = handle


def alive(handle, key):
    try:
        state = os.fstat(handle)
    except OSError:
        return False
    return (state.st_dev, state.st_ino) == key


sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=locking)
from store import locks

locks.PATIENCE = 0.1
folder = tempfile.mkdtemp()
with locks.writing(folder), locks.alone(folder, "seed"):
    try:
        with locks.writing(folder):
            print("both")
    except Exception as error:
        print(type(error).__name__)
with locks.writing(folder, shared=False):
    print("again")
"""
DEADLINES = """
del signal.setitimer, time.pthread_getcpuclockid
from text.deadline import TooLongError, deadline

try:
    with deadline(0.01):
        while True:
            pass
except TooLongError:
    print("ended")
"""


def ran(hidden: set[str], then: str = "") -> list[str]:
    script = f"HIDDEN = {hidden!r}\n{WITHOUT}\nimport os, tempfile\n{then}"
    done = subprocess.run([sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("then", "told"), [(LOCKS, ["ArchiveError", "again"]), (DEADLINES, ["ended"])], ids=["locks", "deadlines"]
)
def test_windows_has_locks_and_deadlines_of_its_own(then: str, told: list[str]) -> None:
    assert ran({"fcntl", "resource", "pwd", "grp", "termios", "uvloop"}, then) == told
