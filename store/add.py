"""Articles -> readings -> the archive, a batch at a time, so that a kill loses one batch at most.

What is there already is not read again; what cannot be added is noted and never stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from pathlib import Path
from typing import Protocol, TypeVar

from events import Article, Reading, Report
from events.pool import ReaderPool
from events.processes import WorkerLostError
from store.answers import Added, Problem
from store.archive import Archive
from store.bulk import Bulk
from store.delta_table import ArchiveError
from store.files import address_of, article_file, files_of, found_in
from store.locks import alone
from store.rows import Found, Intake
from store.schema import Origin
from store.serialized import Written, written
from store.ways.coded import EXPORTED
from store.ways.coded_lines import BY_FILE
from text.folders import SEEDS

__all__ = ["Intake", "add_articles", "add_paths", "article_file", "seed"]

# A commit looks through all that there is, once; a kill loses what is not committed yet: some ten seconds' reading.
BATCH = 1000  # articles
BATCH_CHARACTERS = 1_000_000  # of their texts
AT_ONCE = 500  # articles that are looked up in one question
# Up to so much is listed first, so that progress knows how many articles there are.
MOST_COUNTED = 1000
MOST_LISTED_BYTES = 50_000_000
Progress = Callable[[int, int, str], None]
Thing = TypeVar("Thing")


class Reads(Protocol):
    """What reads articles: ``events.reader.Reader``, or a stand-in."""

    def read(self, article: Article) -> Reading:
        """Return all that the article tells."""

    def told(
        self, articles: Iterable[Article], tell: Callable[[Reading], Thing], *, workers: int = 1
    ) -> Iterator[Thing]:
        """Yield what ``tell`` makes of the readings of many, where they are read."""


def add_paths(
    archive: Archive,
    paths: Iterable[str | Path],
    *,
    progress: Progress | None = None,
    reader: Reads | None = None,
    intake: Intake | None = None,
    workers: int = 1,
    again: bool = False,
) -> Added:
    """Read and store files, folders and web addresses; what cannot be added is one problem each, the others are added.

    ``progress(done, of, name)`` is called before each article; ``of`` is 0 while nobody knows how many there are.
    Without ``reader`` the house's own is started, only once there is something to read; with ``workers`` above 1 that
    many processes read. Stopped at any moment, what is committed stays, and the next run goes on where it stopped. With
    ``again`` what is there already is read again, as for a newer reader; corrections by people hold.

    >>> from types import SimpleNamespace
    >>> reader = SimpleNamespace(read=Reading)  # finds nothing in an article
    >>> given = ["seeds/articles/military-times-2017-10-04-tanf.md", "no-such.md"]
    >>> added = add_paths(new_archive(), given, reader=reader)
    >>> added.new, [problem.words() for problem in added.problems]
    (1, ['no-such.md: no such file or directory; check the path and its rights'])
    """
    given = list(paths)
    bulk = Bulk(archive, workers=workers, progress=progress or _silent)
    found: Iterable[Found | Problem] = found_in(given, replace(intake or Intake(), many=bulk))
    if _countable(given):
        found = list(found)
    added = add_articles(archive, found, progress=progress, reader=reader, workers=workers, again=again)
    return bulk.added + added


def add_articles(
    archive: Archive,
    found: Iterable[Found | Problem],
    *,
    progress: Progress | None = None,
    reader: Reads | None = None,
    batch: int = BATCH,
    workers: int = 1,
    again: bool = False,
) -> Added:
    """Read and store articles that come with their origins, ``batch`` a commit (fewer where they are long).

    Problems among them are kept as such. ``found`` is taken as it comes, so that any number of articles can be added.

    >>> from types import SimpleNamespace
    >>> found = [(Article("new", "Nothing happened."), Origin(where="pasted"))]
    >>> add_articles(new_archive(), found, reader=SimpleNamespace(read=Reading)).words()
    '1 new, 0 revised, 0 already there; 0 reports, 0 events changed; version 2'
    """
    of = len(found) if isinstance(found, list) else 0
    intake = _Stream(archive, of, progress or _silent, again=again)
    added = Added(version=archive.version)
    readings = _read(intake.fresh(found), intake.coded, reader, workers=workers)
    for some in in_parts(readings, _length, most=batch, characters=BATCH_CHARACTERS):
        origins = {id_: intake.origin(id_, reader) for id_ in (one.reading.article.id for one in some)}
        intake.problems += _unread(some, origins)
        added += archive.add_written((one for one in some if not one.reading.failed), origins=origins)
    if intake.problems:
        archive.add_problems(intake.problems)
    return added + Added(same=intake.same, version=archive.version, problems=tuple(intake.problems))


def _unread(some: Iterable[Written], origins: Mapping[str, Origin]) -> Iterator[Problem]:
    """Yield a problem for each article that could not be read; it is not kept, so that it is read again the next time."""
    failed = (one.reading for one in some if one.reading.failed)
    yield from (
        Problem(*_place_of(origins[each.article.id]), each.failed, "split it, or leave it out") for each in failed
    )


@dataclass(slots=True)
class _Stream:
    """What is met on the way from files to reading: problems, what is there already, where the rest came from."""

    archive: Archive
    of: int
    progress: Progress
    again: bool = False
    same: int = 0
    done: int = 0
    problems: list[Problem] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    met: dict[str, tuple[int, str]] = field(default_factory=dict)

    def fresh(self, found: Iterable[Found | Problem]) -> Iterator[Article]:
        """Yield the articles that are not there yet."""
        waiting = iter(found)
        while some := list(islice(waiting, AT_ONCE)):
            articles = [item for item in map(self._first, some) if item is not None]
            known = frozenset() if self.again else self.archive.known(article for article, _ in articles)
            known |= self._exported_here(article for article, _ in articles)
            self.same += len(known)
            for article, origin in articles:
                if article.id not in known:
                    self.origins[article.id] = origin
                    self.progress(self.done, self.of, article.title or article.id)
                    yield article
                self.done += 1

    def _exported_here(self, articles: Iterable[Article]) -> frozenset[str]:
        """Return the ids of rows of our own export whose events this archive has itself: it was exported from here."""
        own = {article.id.removeprefix(EXPORTED): article.id for article in articles if article.id.startswith(EXPORTED)}
        there = self.archive.events(own) if own else ()
        return frozenset(own[detail.event.id] for detail in there)

    def coded(self, article: Article) -> tuple[Report, ...] | None:
        """Return the reports that an article's file codes it as; None where it is to be read."""
        return self.origins[article.id].coded

    def origin(self, id_: str, reader: Reads | None) -> Origin:
        """Return where an article came from, with the edition of what read it; the file's own coding has none."""
        origin = self.origins.pop(id_)
        return replace(origin, reader=BY_FILE if origin.coded is not None else _edition(reader), coded=None)

    def _first(self, item: Found | Problem) -> Found | None:
        """Put problems aside, and what was met before; the same id with another text is a problem."""
        if isinstance(item, Problem):
            self.problems.append(item)
            self.done += 1
            return None
        article, origin = item
        text, where = self.met.setdefault(article.id, (hash(article.text), origin.where))
        if where == origin.where and text == hash(article.text):
            return item
        if text != hash(article.text):
            reason = f"the id {article.id} is already that of {where}"
            self.problems.append(Problem(*_place_of(origin), reason, "give it an id of its own"))
        else:
            self.same += 1
        self.done += 1
        return None


def _place_of(origin: Origin) -> tuple[str, int]:
    """Return the file and the line that an article came from; 0 where it is the whole file."""
    file, _, line = origin.where.rpartition(":")
    return (file, int(line)) if file and line.isdecimal() else (origin.where, 0)


def _countable(paths: Iterable[str | Path]) -> bool:
    """Whether all articles can be listed before the first is read: a few files of a moderate size."""
    given = list(paths)
    if any(str(path) in {"", "-"} or address_of(path) for path in given):
        return False
    try:
        files = [file for path in given for file in files_of(Path(path)) if file.is_file()]
    except OSError:  # no name that a file can have; it is told of in its turn
        return False
    return len(files) <= MOST_COUNTED and sum(file.stat().st_size for file in files) <= MOST_LISTED_BYTES


def seed(
    archive: Archive,
    folder: str | Path = SEEDS / "articles",
    *,
    progress: Progress | None = None,
    reader: Reads | None = None,
) -> Added:
    """Store the seed articles in an empty archive, once, also when two processes start at the same moment.

    The second process waits for the first and adds nothing.

    >>> from types import SimpleNamespace
    >>> reader = SimpleNamespace(read=Reading)  # finds nothing in an article
    >>> seed(new_archive(()), reader=reader).new > 0, seed(new_archive(), reader=reader).new
    (True, 0)
    """
    with alone(archive.address, "seed"):
        archive.refresh()
        if archive.has_articles():
            return Added(version=archive.version)
        return add_paths(archive, [folder], progress=progress, reader=reader)


def _read(
    articles: Iterator[Article],
    coded: Callable[[Article], tuple[Report, ...] | None],
    reader: Reads | None,
    *,
    workers: int,
) -> Iterator[Written]:
    """Yield what is stored: of coded articles what their file says, of the others what is read from them."""
    for by_file, some in groupby(articles, key=lambda article: coded(article) is not None):
        if by_file:
            yield from (written(Reading(article, reports=coded(article) or ())) for article in some)
        else:
            reader = reader or _reader()
            yield from _read_anew(some, reader, workers)


def _read_anew(articles: Iterator[Article], reader: Reads, workers: int) -> Iterator[Written]:
    if workers > 1:
        yield from reader.told(articles, written, workers=workers)
    else:
        yield from (written(reader.read(article)) for article in articles)


def _reader() -> Reads:
    return ReaderPool()


def _edition(reader: Reads | None) -> str:
    """Return which version of the reader reads: the hash of all that decides (events/fingerprint), or what a stand-in says."""
    if reader is not None:
        return str(getattr(reader, "edition", ""))
    from events.fingerprint import model_fingerprint  # noqa: PLC0415 - as above

    return model_fingerprint()


def in_parts(
    given: Iterable[Thing], length: Callable[[Thing], int], *, most: int, characters: int
) -> Iterator[tuple[Thing, ...]]:
    """Yield what is given in parts, closed at ``most`` things or at so many characters, whichever is first.

    Where it is stopped (Ctrl-C, a worker or the cluster lost) what was begun is yielded before the stop is passed on.

    >>> list(in_parts(["Hama", "Homs", "Deir ez-Zor", "Idlib"], len, most=3, characters=8))
    [('Hama', 'Homs'), ('Deir ez-Zor',), ('Idlib',)]
    """
    part: list[Thing] = []
    held, stopped = 0, None
    try:
        for thing in given:
            part.append(thing)
            held += length(thing)
            if len(part) == most or held >= characters:
                yield tuple(part)
                part, held = [], 0
    except (KeyboardInterrupt, WorkerLostError, ArchiveError) as stop:
        stopped = stop
    if part:
        yield tuple(part)
    if stopped:
        raise stopped


def _length(told: Written) -> int:
    return told.characters


def _silent(done: int, of: int, name: str) -> None:
    """Tell nobody."""
