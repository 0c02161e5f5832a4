"""The browser's own scripts: from the installed XStatic packages into ``static/vendor``, so that no network is needed.

Copied at start and not committed. Safe when two processes start at once (each file is put in place by a rename), and
when the folder cannot be written but is complete already.
"""

from __future__ import annotations

import importlib.resources
import os
import tempfile
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

FILES = {"leaflet/leaflet.js": "leaflet", "leaflet/leaflet.css": "leaflet"}
"""Where each file goes under the folder, and which XStatic package brings it."""

MAP_FILES = Path(__file__).parent.parent / "static" / "map"
PAGE_FILES = MAP_FILES.parent / "page"


class VendorError(OSError):
    """A script is missing and cannot be copied: install requirements.txt, or make ``static/vendor`` writable once."""


def vendored(folder: Path) -> Path:
    """Put all files under ``folder`` that are not there yet, and return it. Raises :class:`VendorError`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     sorted(path.name for path in vendored(Path(folder)).rglob("*.*"))
    ['leaflet.css', 'leaflet.js']
    """
    for target, source in _pairs(folder):
        if not target.is_file() or target.stat().st_size != len(source.read_bytes()):
            _put(source.read_bytes(), target)
    return folder


@cache
def version() -> str:
    """Return a name for the state of all files that the map loads: an address that holds it can be kept for good.

    >>> len(version()), version() == version()
    (8, True)
    """
    paths = sorted(path for folder in (MAP_FILES, PAGE_FILES) for path in folder.iterdir() if path.is_file())
    sources = [*paths, *(source for _, source in _pairs(Path()))]
    state = 0
    for each in sources:
        state = zlib.crc32(each.read_bytes(), state)
    return f"{state:08x}"


def _pairs(folder: Path) -> Iterator[tuple[Path, Traversable]]:
    for name, package in FILES.items():
        yield folder / name, importlib.resources.files(f"xstatic.pkg.{package}") / "data" / Path(name).name


def _put(content: bytes, target: Path) -> None:
    """Write beside the target and rename: a reader sees the whole file or none."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        message = f"{target} is missing and cannot be written ({error.strerror})"
        raise VendorError(message) from error
