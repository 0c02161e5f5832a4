"""Reading where it is wanted: here, or in worker processes, and then nothing that it needs is loaded here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from events.model import Article, Reading
from events.processes import in_processes

Told = TypeVar("Told")


class ReaderPool:
    """Stands for ``events.reader.Reader``: one of this process, made when first asked, and one of each worker process."""

    def read(self, article: Article) -> Reading:
        """Return all that one article tells.

        >>> [report.sub_event_type for report in ReaderPool().read(Article("a", "Rebels shelled Hama.")).reports]
        ['Shelling/artillery/missile attack']
        """
        return _read(article)

    def told(self, articles: Iterable[Article], tell: Callable[[Reading], Told], *, workers: int = 1) -> Iterator[Told]:
        """Yield the readings in the order of the articles, each made into something else where it is read.

        With ``workers`` above 1 in that many processes: ``tell`` must be a function of a module. Raises
        :class:`events.processes.WorkerLostError` where one is killed.

        >>> list(ReaderPool().told([Article("a", "Rebels shelled Hama.")], lambda reading: len(reading.reports)))
        [1]
        """
        if workers <= 1:
            yield from (tell(_read(article)) for article in articles)
            return
        yield from in_processes(partial(_told, tell), articles, workers=workers, start=_get_ready)


def _told(tell: Callable[[Reading], Told], article: Article) -> Told:
    return tell(_read(article))


def _read(article: Article) -> Reading:
    from events.reader import process_reader  # noqa: PLC0415 - the reason stands above

    return process_reader().read(article)


def _get_ready() -> None:
    from events.reader import get_ready  # noqa: PLC0415 - as above

    get_ready()
