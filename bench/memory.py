"""How much memory a process has, as Linux counts it (shared pages divided among those who share: PSS), and what it has worked."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")


def shared_out(pid: int) -> float:
    """Return a process's memory in MB, shared pages divided among those who share them."""
    return _field(PROC / str(pid) / "smaps_rollup", "Pss:")


def resident(pid: int) -> float:
    """Return a process's resident memory in MB, shared pages counted whole."""
    return _field(PROC / str(pid) / "status", "VmRSS:")


def peak(pid: int) -> float:
    """Return the most that a process has held, in MB; getrusage would count that of its parent before exec."""
    return _field(PROC / str(pid) / "status", "VmHWM:")


def processor_s(pid: int) -> float:
    """Return the seconds of the processor that a process has taken."""
    told = (PROC / str(pid) / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def renderer() -> float:
    """Return the memory in MB of the largest page among the browsers that this process has started."""
    return max((shared_out(pid) for pid in _below(os.getpid()) if _is_renderer(pid)), default=float("nan"))


def together(pid: int) -> float:
    """Return the memory in MB of a process and all that it has started, what they share counted once; 0 once it has ended."""
    try:
        return sum(shared_out(each) for each in (pid, *_below(pid)))
    except (OSError, IndexError):  # one has ended in this moment
        return 0.0


def _field(file: Path, name: str) -> float:
    return int(file.read_text(encoding="ascii").split(name)[1].split()[0]) / 1024


def _below(pid: int) -> list[int]:
    """Return a process's children and theirs."""
    own = [int(each) for task in (PROC / str(pid) / "task").iterdir() for each in _words(task / "children")]
    return [*own, *(each for child in own for each in _below(child))]


def _is_renderer(pid: int) -> bool:
    return "--type=renderer" in " ".join(_words(PROC / str(pid) / "cmdline"))


def _words(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").replace("\0", " ").split()
    except OSError:  # it has ended meanwhile
        return []
