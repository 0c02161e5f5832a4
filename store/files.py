"""Paths -> articles, with where each came from, or problems: one clear line for each that is not an article.

Which kind of file is read by what stands in one table, ``READERS``. A folder is walked in the order of its names, so
that the same input gives the same output everywhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from events import Article
from store.answers import Problem
from store.markdown import NotAnArticle, article_of_markdown
from store.schema import Origin

LARGEST = 50_000_000
Found = tuple[Article, Origin]
FileReader = Callable[[bytes, str, dt.date | None], Iterator[Found | Problem]]


def found_in(paths: Iterable[str | Path], *, today: dt.date | None = None) -> Iterator[Found | Problem]:
    """Yield what stands in the files and folders; nothing in them stops the rest."""
    for path in paths:
        for file in _files(Path(path)):
            yield from _found_in_file(file, today)


def article_file(path: str | Path) -> Article:
    """Return the one article of a file. Raises :class:`~store.markdown.NotAnArticle`."""
    for found in _found_in_file(Path(path), None):
        if isinstance(found, Problem):
            raise NotAnArticle(found)
        return found[0]
    raise NotAnArticle(Problem(str(path), 0, "no article in it"))


def _files(path: Path) -> list[Path]:
    """Return a folder's files, hidden ones left out; anything else is itself."""
    if not path.is_dir():
        return [path]
    inside = (file for file in path.rglob("*") if file.is_file())
    return sorted(file for file in inside if not any(part.startswith(".") for part in file.relative_to(path).parts))


def _found_in_file(file: Path, today: dt.date | None) -> Iterator[Found | Problem]:
    reader = READERS.get(file.suffix.lower())
    if reader is None and file.exists():
        known = " ".join(sorted(READERS))
        yield Problem(str(file), 0, f"no kind of file that can be read: {file.suffix or file.name}", f"known: {known}")
        return
    try:
        if file.stat().st_size > LARGEST:
            yield Problem(str(file), 0, f"larger than {LARGEST // 1_000_000} MB", "split it")
            return
        data = file.read_bytes()
    except OSError as error:
        yield Problem(str(file), 0, (error.strerror or "cannot be read").lower(), "check the path and its rights")
        return
    if reader is not None:
        yield from reader(data, str(file), today)


def _markdown(data: bytes, name: str, today: dt.date | None) -> Iterator[Found | Problem]:
    try:
        article = article_of_markdown(data, name, today=today)
    except NotAnArticle as error:
        yield error.problem
    else:
        yield article, Origin(where=name, sha256=hashlib.sha256(data).hexdigest())


READERS: dict[str, FileReader] = {".md": _markdown, ".markdown": _markdown, ".txt": _markdown}
