"""Articles -> readings -> the archive, a batch at a time, so that a kill loses one batch at most.

What is there already is not read again; what cannot be added is noted and never stops the rest.
"""

from __future__ import annotations

import datetime as dt
import fcntl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Protocol

from events import Article, Reading
from store.answers import Added, Problem
from store.archive import Archive
from store.files import Found, article_file, found_in
from store.index import folder_of
from store.schema import Origin

__all__ = ["add_articles", "add_paths", "article_file", "seed"]

BATCH = 100
Progress = Callable[[int, int, str], None]


class Reads(Protocol):
    """What reads articles: ``events.read.Reader``, or a stand-in."""

    def read(self, article: Article) -> Reading:
        """Return all that the article tells."""


def add_paths(
    archive: Archive,
    paths: Iterable[str | Path],
    *,
    progress: Progress | None = None,
    reader: Reads | None = None,
    today: dt.date | None = None,
) -> Added:
    """Read and store files and folders; what cannot be added is one problem each, the others are added.

    ``progress(done, of, name)`` is called before each article. With ``today`` a publication in the future is a problem.
    Without ``reader`` the house's own is started, only once there is something to read.
    """
    return add_articles(archive, list(found_in(paths, today=today)), progress=progress, reader=reader)


def add_articles(
    archive: Archive,
    found: Iterable[Found | Problem],
    *,
    progress: Progress | None = None,
    reader: Reads | None = None,
) -> Added:
    """Read and store articles that come with their origins; problems among them are kept as such."""
    everything = list(found)
    problems, articles = _apart(everything)
    fresh = [(article, origin) for article, origin in articles if not archive.has(article)]
    added = Added(same=len(articles) - len(fresh), version=archive.version, problems=problems)
    reading = _read(fresh, progress or _silent, reader)
    while batch := list(islice(reading, BATCH)):
        origins = {reading.article.id: origin for reading, origin in batch}
        added += archive.add([reading for reading, _ in batch], origins=origins)
    if problems:
        archive.add_problems(problems)
    return added


def seed(
    archive: Archive,
    folder: str | Path = "seeds/articles",
    *,
    progress: Progress | None = None,
    reader: Reads | None = None,
) -> Added:
    """Store the seed articles in an empty archive, once, also when two processes start at the same moment.

    The second process waits for the first and adds nothing.
    """
    with _alone(archive):
        archive.refresh()
        if archive.has_articles():
            return Added(version=archive.version)
        return add_paths(archive, [folder], progress=progress, reader=reader)


@contextmanager
def _alone(archive: Archive) -> Iterator[None]:
    """Let one process at a time in; the lock goes with the process, also when it is killed."""
    folder = folder_of(archive.address)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "seed.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _apart(found: list[Found | Problem]) -> tuple[tuple[Problem, ...], list[Found]]:
    """Part problems from articles; of two articles with the same id and other texts the second is a problem."""
    problems = [item for item in found if isinstance(item, Problem)]
    articles: dict[str, Found] = {}
    for item in found:
        if isinstance(item, Problem):
            continue
        first = articles.setdefault(item[0].id, item)
        if first[0].text != item[0].text:
            problems.append(_twice(item, first))
    return tuple(problems), list(articles.values())


def _twice(second: Found, first: Found) -> Problem:
    reason = f"the id {second[0].id} is already that of {first[1].where}"
    return Problem(second[1].where, 0, reason, "give it an id of its own")


def _read(found: list[Found], progress: Progress, reader: Reads | None) -> Iterator[tuple[Reading, Origin]]:
    """Yield the readings one by one; the reader is started with the first."""
    for done, (article, origin) in enumerate(found):
        progress(done, len(found), article.title or article.id)
        reader = reader or _reader()
        yield reader.read(article), origin


def _reader() -> Reads:
    from events.read import Reader  # noqa: PLC0415 - loads the language model, which most of the store never needs

    return Reader()


def _silent(done: int, of: int, name: str) -> None:
    """Tell nobody."""
