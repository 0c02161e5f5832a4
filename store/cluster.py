"""Reading on a Dask cluster: articles go out in parts, readings come back in any order, this process alone writes.

A stand-in for ``events.reader.Reader`` that ``store.add`` uses in the same way: so each batch is one commit here too,
there whole or not at all, and a stopped run goes on where it stopped. The only place that knows Dask, which is wanted
by nobody else and so not among the requirements (requirements-cluster.txt).

A worker that dies loses nothing: the scheduler gives its parts to another. Nothing is doubled either: a part counts when
its one answer arrives here. A part on which several workers died is read again at the end, alone, so that no other can
be blamed for it, and halved until the article is found on which they die; that one is a problem like any other.

Exceptions:  ArchiveError
             └── ClusterError     the cluster cannot be reached, has no workers, or cannot do the work
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from events import Article, Reading
from events.cluster_worker import read_part
from events.processes import Told, identity
from store.add import Intake, Progress, add_paths, in_parts
from store.answers import Added, Problem
from store.archive import Archive
from store.delta_table import ArchiveError

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Cluster", "ClusterError", "add_on"]

LOCAL = "local"
INSTALL = "pip install -r requirements-cluster.txt"
MOST_ARTICLES = 32  # a part: some seconds of reading, so that handing it out costs next to nothing
MOST_CHARACTERS = 400_000
AHEAD = 3  # parts given out for each thread of the workers: none is idle while a batch is committed here
WAIT = 10.0  # seconds
PATIENCE = 12  # waits without any worker before it is given up
_MANY = 2  # more than one: that articles are given to it as they come; how many there are at once is decided here

Part = tuple[Article, ...]
Work = Callable[[Part], tuple[str, tuple[Any, ...]]]


class ClusterError(ArchiveError):
    """The cluster cannot be reached, has no workers, or cannot do the work; the message says what to do."""


class Cluster:
    """Reads on the workers of the scheduler at ``address`` (``tcp://host:8786``), or on one started here (``local``).

    ``problems`` are the articles on which workers died. ``read_part`` is what a worker does; asked here for no articles
    it gives the edition that every worker must have.
    """

    def __init__(
        self,
        address: str,
        *,
        read_part: Callable[..., tuple[str, tuple[Any, ...]]] = read_part,
        patience: int = PATIENCE,
    ) -> None:
        """Raise :class:`ClusterError` where Dask is not installed; nothing is started before there is work."""
        _dask()
        self.address = address
        self.problems: list[Problem] = []
        self._read_part = read_part
        self._patience = patience
        self._suspects: deque[Part] = deque()
        self._alone: Part = ()

    @property
    def edition(self) -> str:
        """Which version of the reader reads, here and on every worker.

        >>> Cluster("local", read_part=lambda articles, tell: ("1f", ())).edition
        '1f'
        """
        return self._read_part((), identity)[0]

    def read(self, article: Article) -> Reading:
        """Return the reading of one article. Raises :class:`ClusterError` where workers die of it."""
        for reading in self.told([article], identity):
            return reading
        raise ClusterError(self.problems[-1].words())

    def told(self, articles: Iterable[Article], tell: Callable[[Reading], Told], *, workers: int = 0) -> Iterator[Told]:
        """Yield what ``tell`` makes of the readings, as they come; how many workers there are is the cluster's affair."""
        del workers
        edition = self.edition
        with _client(self.address) as client:
            waiting: dict[Future[Any], Part] = {}
            parts, work = _parts_of(articles), partial(self._read_part, tell=tell)
            while self._give_out(client, work, waiting, parts):
                for future in self._done(client, waiting):
                    yield from self._told(future, waiting.pop(future), edition=edition)

    def _give_out(self, client: Client, work: Work, waiting: dict[Future[Any], Part], parts: Iterator[Part]) -> bool:
        """Submit parts up to AHEAD a thread; suspects last, one at a time; return whether any are out."""
        room = max(1, AHEAD * _threads(client)) - len(waiting)  # below 0 where a worker has just died
        for part in islice(parts, max(0, room)):
            waiting[client.submit(work, part, pure=False)] = part
        if self._suspects and not waiting:
            self._alone = self._suspects.popleft()
            waiting[client.submit(work, self._alone, pure=False)] = self._alone
        return bool(waiting)

    def _done(self, client: Client, waiting: dict[Future[Any], Part]) -> list[Future[Any]]:
        """Wait until some of the parts are done; give up where there has long been no worker."""
        from distributed import wait  # noqa: PLC0415 - optional: see the module's docstring

        idle = 0
        while idle < self._patience:
            try:
                return list(wait(list(waiting), timeout=WAIT, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                idle = 0 if _threads(client) else idle + 1
            except _lost() as error:
                raise ClusterError(self._went_away()) from error
        message = f"{self.address} has no workers; start one on each machine: python -m dask worker {self.address}"
        raise ClusterError(message)

    def _told(self, future: Future[Any], part: Part, *, edition: str) -> tuple[Any, ...]:
        """Return what a worker made of a part, or nothing where it died of it: then the part is a suspect."""
        from distributed import KilledWorker  # noqa: PLC0415 - as above

        try:
            theirs, told = future.result()
        except KilledWorker:
            self._suspect(part)
            return ()
        except _lost() as error:
            raise ClusterError(self._went_away()) from error
        except (ImportError, OSError) as error:
            message = f"a worker cannot read: {error}; start it in the folder of the package, with its requirements"
            raise ClusterError(message) from error
        if theirs != edition:
            message = f"a worker reads as edition {theirs}, this machine as {edition}; install the same version on all"
            raise ClusterError(message)
        return tuple(told)

    def _suspect(self, part: Part) -> None:
        """Put a part aside; one that workers died of while it was alone is halved, or the article is found."""
        if part is not self._alone:
            self._suspects.append(part)
        elif len(part) > 1:
            middle = len(part) // 2
            self._suspects += (part[:middle], part[middle:])
        else:
            remedy = "give the workers more memory, or leave it out"
            self.problems.append(Problem(part[0].id, 0, "workers died while they read it", remedy))

    def _went_away(self) -> str:
        return f"the scheduler {self.address} went away; what was committed stays: run the command again"


def add_on(
    cluster: Cluster,
    archive: Archive,
    paths: Iterable[str | Path],
    *,
    progress: Progress | None = None,
    intake: Intake | None = None,
    again: bool = False,
) -> Added:
    """Read files and folders on the cluster and store what was read, as ``store.add_paths`` does on one machine.

    Articles on which workers died are problems. Raises :class:`ClusterError`; what was committed before stays.
    """
    added = add_paths(archive, paths, progress=progress, reader=cluster, intake=intake, workers=_MANY, again=again)
    if not cluster.problems:
        return added
    archive.add_problems(cluster.problems)
    return added + Added(version=archive.version, problems=tuple(cluster.problems))


def _parts_of(articles: Iterable[Article]) -> Iterator[Part]:
    """Yield the articles in parts, closed at MOST_ARTICLES or at MOST_CHARACTERS, whichever is first.

    >>> [len(part) for part in _parts_of(Article(str(n), "x" * 100_000) for n in range(5))]
    [4, 1]
    """
    return in_parts(articles, lambda article: len(article.text), most=MOST_ARTICLES, characters=MOST_CHARACTERS)


@contextmanager
def _client(address: str) -> Iterator[Client]:
    """Connect to the scheduler; a local one is started and stopped with its worker processes."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 - as above

    if address == LOCAL:
        # Any free port, of this machine alone. One thread a process: reading is work for one core.
        with (
            LocalCluster(threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.ERROR) as local,
            Client(local) as client,
        ):
            yield client
        return
    try:
        client = Client(address)
    except (OSError, ValueError) as error:
        message = f"no scheduler answers at {address} ({error}); start one: python -m dask scheduler"
        raise ClusterError(message) from error
    with client:
        yield client


def _threads(client: Client) -> int:
    """Return how many threads all workers have at this moment."""
    return int(client.scheduler_info(n_workers=0)["total_threads"])


def _lost() -> tuple[type[BaseException], ...]:
    """Return what is raised when the scheduler is gone."""
    from distributed import CancelledError  # noqa: PLC0415 - as above
    from distributed.comm.core import CommClosedError  # noqa: PLC0415 - as above

    return (CancelledError, CommClosedError)


def _dask() -> None:
    """Load Dask, whose own log is kept silent: what went wrong is said once, by :class:`ClusterError`."""
    try:
        import dask.config  # noqa: PLC0415 - as above

        dask.config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}})
        import distributed  # noqa: F401, PLC0415 - reads that setting when it is loaded
    except ImportError as error:
        message = f"reading on a cluster needs Dask: {INSTALL}"
        raise ClusterError(message) from error
