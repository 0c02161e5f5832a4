"""An archive that is kept remotely (``s3://…``): its files, copied here once, for DuckDB reads local files.

DuckDB's own reader of S3 is an extension, which it would download at the first use; deltalake is here anyway and knows
the same storage. A file of a Delta table never changes, so a copy is never out of date. Copies are disposable.

How to reach the storage stands in the environment alone (AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
AWS_ENDPOINT_URL …: docs/CLUSTER.md), so that no secret is in an address.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deltalake.fs import DeltaStorageHandler
from pyarrow.fs import FileSystem, PyFileSystem

AT_ONCE = 8  # copies; what is waited for is the network
BLOCK = 8_000_000  # bytes
_TREE = re.compile(r"(?:\x1b\[\d+m|↳|\n)+")


def is_remote(address: str) -> bool:
    """Whether an archive's address is no folder of this machine.

    >>> is_remote("s3://bucket/archive"), is_remote("data/archive")
    (True, False)
    """
    return "://" in address


def cache_of(address: str) -> Path:
    """Return the folder of this user in which copies of a remote archive's files and its index lie.

    >>> cache_of("s3://bucket/archive").name
    's3___bucket_archive'
    """
    base = os.environ.get("CONFLICT_MAP_CACHE") or Path.home() / ".cache" / "conflict-map"
    return Path(base) / address.rstrip("/").replace("/", "_").replace(":", "_")


def copies(address: str, files: Iterable[str]) -> tuple[str, ...]:
    """Return a local file for each file of the archive; a local archive's own files are that already.

    >>> copies("data/archive", ["data/archive/a.parquet"])
    ('data/archive/a.parquet',)
    """
    if not is_remote(address):
        return tuple(files)
    names = [file.removeprefix(address.rstrip("/") + "/") for file in files]
    paths = [cache_of(address).joinpath("files", *Path(name).parts[-2:]) for name in names]
    missing = [(name, path) for name, path in zip(names, paths, strict=True) if not path.exists()]
    if missing:
        storage = PyFileSystem(DeltaStorageHandler(address))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda one: _copy(storage, *one), missing))
    return tuple(map(str, paths))


def reason_of(error: OSError) -> str:
    r"""Return in one line what storage says, which deltalake draws as a coloured tree.

    >>> reason_of(OSError("Generic S3 error\n   \x1b[31m↳\x1b[0m tcp connect error\n"))
    'Generic S3 error: tcp connect error'
    """
    return ": ".join(part.strip() for part in _TREE.split(error.strerror or str(error)) if part.strip())


def _copy(storage: FileSystem, name: str, path: Path) -> None:
    """Copy one file under another name and put it in its place when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.draft")
    try:
        with storage.open_input_file(name) as there, draft.open("wb") as here:
            shutil.copyfileobj(there, here, BLOCK)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
