"""Files -> articles -> readings -> the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from store.answers import Added
from store.archive import Archive

Progress = Callable[[int, int, str], None]


def add_paths(archive: Archive, paths: Iterable[str | Path], *, progress: Progress | None = None) -> Added:
    """Read and store files and folders; what cannot be added is one problem each, the others are added.

    ``progress(done, of, name)`` is called before each article.
    """
    raise NotImplementedError


def seed(archive: Archive, folder: str | Path = "seeds/articles", *, progress: Progress | None = None) -> Added:
    """Store the seed articles in an empty archive, once, also when two processes start at the same moment.

    The second process waits for the first and adds nothing.
    """
    raise NotImplementedError
