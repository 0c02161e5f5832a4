"""Who may write to an archive: locks of this machine's processes, which go with the process, also when it is killed.

Several may append at once (``shared``); taking something out, and making what is made once, wants to be alone. Whoever
waits too long is told whose the lock is, so that a process that hangs can be ended.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.delta_table import ArchiveError, CannotWrite
from store.remote import cache_of, is_remote
from text.file_lock import PAUSE, lockable, try_lock

PATIENCE = 300.0  # seconds; the longest that is done alone is reading the seeds or a large removal


def index_folder(address: str) -> Path:
    """Return where an archive's index files are: inside its folder; of remote storage, beside the copies of its files.

    >>> index_folder("data/archive")
    PosixPath('data/archive/_index')
    """
    return (cache_of(address) if is_remote(address) else Path(address)) / "_index"


@contextmanager
def alone(address: str, name: str, *, wait: bool = True) -> Iterator[None]:
    """Let one process of this machine at a time in.

    Raises ``BlockingIOError`` where another is in and ``wait`` is not asked for, ``ArchiveError`` where waiting is vain.

    >>> with alone(archive.address, "seed"):
    ...     (index_folder(archive.address) / "seed.lock").exists()
    True
    """
    folder = index_folder(address)
    path = folder / f"{name}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        raise CannotWrite(address, error) from error
    with _locked(path, wait=wait):
        yield


@contextmanager
def writing(address: str, *, shared: bool = True) -> Iterator[None]:
    """Hold the archive for writing: with others who append, or alone for what changes what is there.

    >>> with writing(archive.address), writing(archive.address):
    ...     pass
    """
    folder = cache_of(address) if is_remote(address) else Path(address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(address, error) from error
    with _locked(lockable(folder), shared=shared):
        yield


@contextmanager
def _locked(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[None]:
    handle = os.open(path, os.O_RDONLY)
    try:
        until = time.monotonic() + PATIENCE
        while not try_lock(handle, shared=shared):
            if not wait:
                raise BlockingIOError
            if time.monotonic() > until:
                raise ArchiveError(_whose(path))
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)


def _whose(path: Path) -> str:
    pids = holders(path)
    who = f"process {', '.join(map(str, pids))}" if pids else "another process"
    return f"{path} is held by {who}: wait until it is done; if it hangs, end it, nothing is lost"


def holders(path: Path) -> tuple[int, ...]:
    """Return the processes of this machine that hold a lock on a file or folder, as far as the system tells.

    >>> with writing(archive.address):
    ...     holders(Path(archive.address)) == (os.getpid(),)
    True
    """
    try:
        lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        return ()
    inode = str(path.stat().st_ino)
    held = (line.split() for line in lines if "->" not in line)
    found = {int(words[4]) for words in held if words[1] == "FLOCK" and words[5].split(":")[-1] == inode}
    return tuple(sorted(found))
