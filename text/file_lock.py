"""Locks on open files that end with the process that holds them: ``flock``, and on Windows ``msvcrt.locking``.

Windows has no shared locks and locks no folders: there those who append wait for one another, and a file of the folder
is locked in its place.
"""

from __future__ import annotations

import importlib
import os
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.05
_BEYOND = 1 << 30  # Windows forbids others to read what is locked: a byte that no file of ours has


def try_lock(handle: int, *, shared: bool = False) -> bool:
    """Lock an open file and return whether it could be locked now: alone, or together with others who share it.

    >>> from tempfile import TemporaryFile
    >>> with TemporaryFile() as file:
    ...     try_lock(file.fileno())
    True
    """
    try:
        if fcntl is None:
            _lock_byte(handle)
        else:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if isinstance(error, (BlockingIOError, PermissionError)):
            return False
        raise
    return True


def wait_for_lock(handle: int) -> None:
    """Lock an open file alone, however long others hold it.

    >>> from tempfile import TemporaryFile
    >>> with TemporaryFile() as file:
    ...     wait_for_lock(file.fileno())
    """
    while not try_lock(handle):
        time.sleep(PAUSE)


def lockable(folder: Path) -> Path:
    """Return what is locked for a folder: the folder, or a file of it where the system locks files alone.

    >>> lockable(Path("data"))
    PosixPath('data')
    """
    if fcntl is not None:
        return folder
    file = folder / "write.lock"
    file.touch()
    return file


def _lock_byte(handle: int) -> None:
    msvcrt = importlib.import_module("msvcrt")
    before = os.lseek(handle, 0, os.SEEK_CUR)
    os.lseek(handle, _BEYOND, os.SEEK_SET)
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    finally:
        os.lseek(handle, before, os.SEEK_SET)
