"""What is damaged in an archive's folder, and what to do: one line for a person whose disk or copy failed.

Each commit is a file of its own that is never changed, so that one can be put back from a copy, and the newest one, half
written, can be moved away: what it added is added again by the same command. Checkpoints only repeat what the commits
say. Of an archive on remote storage nothing is told beyond what its library says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

LOG = "_delta_log"
PUT_BACK = "put it back from a copy of the archive"


def log_damage(address: str) -> str:
    """Return which file of the log is damaged and what to do about it; "" where none is found to be.

    >>> log_damage(archive.address), log_damage("s3://bucket/archive")
    ('', '')
    """
    log = Path(address) / LOG
    return next((words for look in (_commits, _gaps, _checkpoints) for words in look(log)), "")


def lost_log(address: str) -> str:
    """Return what to do where a folder has an archive's articles but no log of them; "" where it is no such folder.

    >>> lost_log("no-such-folder")
    ''
    """
    folder = Path(address)
    if (folder / LOG).exists() or not any(folder.glob("row=*/*.parquet")):
        return ""
    return f"{folder / LOG} is missing although there are articles: {PUT_BACK}"


def half_written(address: str, version: int) -> str:
    """Return what to do where a commit is not whole, though each of its lines is: of a file cut off at a line's end.

    These are the newest one and those before it that no checkpoint repeats.

    >>> half_written(archive.address, 1)
    ''
    """
    log = Path(address) / LOG
    repeated = max((int(file.name[:20]) for file in log.glob("[0-9]*.checkpoint*.parquet")), default=-1)
    for number in range(min(version, repeated + 1), version + 1):
        commit = log / f"{number:020}.json"
        if commit.exists() and cut_off(commit.read_bytes()):
            return _commit_words(commit, last=number == version)
    return ""


def cut_off(commit: bytes) -> bool:
    r"""Whether a commit has fewer lines than it says itself; an empty one would read as one that added nothing.

    >>> whole = b'{"commitInfo": {"operation": "WRITE", "operationMetrics": {"num_added_files": 1}}}\n{"add": {}}'
    >>> cut_off(whole), cut_off(whole[:whole.index(b"\n")]), cut_off(b"")
    (False, True, True)
    """
    try:
        lines = [json.loads(line) for line in commit.splitlines() if line.strip()]
    except ValueError:
        return True
    info: dict[str, Any] = next((line["commitInfo"] for line in lines if "commitInfo" in line), {})
    metrics = info.get("operationMetrics", {})
    wanted = {"add": metrics.get("num_added_files", metrics.get("numFilesAdded", 0))}
    wanted["remove"] = metrics.get("num_removed_files", metrics.get("numFilesRemoved", 0))
    wanted["metaData"] = int(info.get("operation") == "CREATE TABLE")
    return not lines or any(sum(kind in line for line in lines) < int(count) for kind, count in wanted.items())


def file_damage(files: Iterable[str]) -> str:
    """Return which of an archive's Parquet files is missing or not whole, and what to do; "" where all are.

    >>> file_damage(["no-such.parquet"])
    'no-such.parquet is missing: put it back from a copy of the archive, or read an older version (--as-of)'
    """
    for file in files:
        try:
            pq.read_metadata(file)
        except FileNotFoundError:
            return f"{file} is missing: {PUT_BACK}, or read an older version (--as-of)"
        except (OSError, pa.ArrowException):
            return f"{file} is not whole: {PUT_BACK}, or read an older version (--as-of)"
    return ""


def _commits(log: Path) -> Iterator[str]:
    commits = sorted(log.glob("[0-9]*.json"))
    for commit in commits:
        if not _is_json(commit) or cut_off(commit.read_bytes()):
            yield _commit_words(commit, last=commit == commits[-1])


def _commit_words(commit: Path, *, last: bool) -> str:
    if not last:
        return f"{commit} is not whole: {PUT_BACK}"
    return f"{commit}, the newest commit, is not whole: {PUT_BACK}, or move it away and add again what it added"


def _gaps(log: Path) -> Iterator[str]:
    numbers = [int(commit.stem) for commit in sorted(log.glob("[0-9]*.json"))]
    for number in sorted(set(range(max(numbers, default=0))) - set(numbers)):
        yield f"{log / f'{number:020}.json'} is missing: {PUT_BACK}"


def _checkpoints(log: Path) -> Iterator[str]:
    whole = [checkpoint.name for checkpoint in log.glob("*.checkpoint*.parquet") if not file_damage([str(checkpoint)])]
    for checkpoint in sorted(log.glob("*.checkpoint*.parquet")):
        if checkpoint.name not in whole:
            yield f"{checkpoint} is not whole: remove it and {log / '_last_checkpoint'}, the other files say the same"
    hint = log / "_last_checkpoint"
    if hint.exists() and not whole:
        yield f"{hint} leads nowhere: remove it, the other files say the same"


def _is_json(file: Path) -> bool:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        return bool(lines) and all(isinstance(json.loads(line), dict) for line in lines if line.strip())
    except (ValueError, RecursionError):
        return False
