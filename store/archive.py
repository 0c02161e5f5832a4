"""The archive: readings go in, a screen's questions are answered. One class, composition only."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import pandas as pd

from events import Article, Reading
from store import batch, kept, past, questions, reviews
from store.answers import Added, Choice, EventDetail, Marker, Problem, Review, Tally
from store.filters import Filters
from store.index import Index, Opened, opened
from store.lake import Change, Lake, ReadOnly
from store.markers import markers
from store.past import Entry
from store.reviews import Asked
from store.schema import Origin, Row
from store.window import Window

MOST_AT_ONCE = 500  # events that are fetched in one question
RECENT = 500  # versions that are looked through for writers who did not see each other


class Archive:
    """All articles, reports and events, as one table with versions.

    ``address`` is a folder (an empty archive is made where none is). With ``version`` the archive is read as of that
    version and cannot be written. Reading never changes it; one object serves many threads. Others may write at the
    same time: what they did is seen after :meth:`refresh`.

    >>> import tempfile
    >>> from events import Article, Reader
    >>> from store import Filters
    >>> archive = Archive(tempfile.mkdtemp())
    >>> article = Article("one", "Two people were killed in shelling in Hama on 4 October 2017.")
    >>> archive.add([Reader().read(article)]).new
    1
    >>> archive.version, archive.tally(Filters()).total
    (1, 1)
    >>> list(archive.table(Filters())["place"])
    ['Hama']
    """

    def __init__(self, address: str | Path = "data/archive", *, version: int | None = None) -> None:
        """Open the archive; raise ``NoSuchVersion`` where ``version`` does not exist."""
        self._lake = Lake(address, version=version)
        self._fixed = version is not None
        self._writing = threading.RLock()
        self._settled = -1  # the version up to which nothing is left to merge
        self._open: Opened = opened(self._lake)
        self._version = self._lake.version

    @property
    def address(self) -> str:
        """The folder or address it was opened with."""
        return self._lake.address

    @property
    def version(self) -> int:
        """The data version that is being answered from; 0 is an empty archive."""
        return self._version

    @property
    def newest(self) -> int:
        """The newest data version there is, also where an older one is being read."""
        return self._lake.newest()

    def refresh(self, *, wait: bool = True) -> bool:
        """Go on to the newest version where others have written; return whether anything changed. Costs some ms.

        Without ``wait`` nothing happens while another thread is at it: what was is answered until it is done.
        """
        if self._fixed or not self._writing.acquire(blocking=wait):
            return False
        try:
            changed = self._lake.update() != self._version
            if changed:
                self._load()
            return changed
        finally:
            self._writing.release()

    def add(self, readings: Iterable[Reading], *, origins: Mapping[str, Origin] | None = None) -> Added:
        """Store readings, one commit for all of them. The same article again changes nothing.

        Of two readings with the same article id the later one counts. Raises ``ReadOnly`` on an older version.
        """
        with self._writing:
            self._writable()
            made = batch.batch_of(self._cursor(), tuple(readings), origins=origins or {})
            if made.rows:
                self._commit(made.rows, what=made.words)
            return Added(made.new, made.revised, made.same, made.reports, made.events, version=self.version)

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Keep a list of inputs that could not be added; one that is there already is not kept again."""
        with self._writing:
            self._writable()
            rows = batch.problem_rows(self._cursor(), tuple(problems))
            if rows:
                self._commit(rows, what=f"{len(rows)} problem{'' if len(rows) == 1 else 's'} noted")

    def review(self, asked: Asked, *, at: dt.datetime) -> Review:
        """Correct a field of a report; nothing is overwritten, the newest review of a field wins. One commit.

        ``at`` is the time of the correction, with its zone. Raises ``BadReview`` where it cannot be, ``ReadOnly``.
        """
        with self._writing:
            self._writable()
            review, rows = batch.review_rows(self._cursor(), asked, at=at)
            self._commit(rows, what=f"{review.by} corrected {review.field} of {review.report}: {review.why}")
            return review

    def undo(self, review: Review, *, by: str, at: dt.datetime, why: str) -> Review:
        """Take a review back by another one that sets what was before it."""
        old = reviews.old_value(review)
        return self.review(Asked(review.report, review.field, old, by=by, why=why), at=at)

    def reviews(self) -> tuple[Review, ...]:
        """Return all corrections, oldest first."""
        return reviews.read_reviews(self._cursor())

    def orphans(self) -> tuple[Review, ...]:
        """Return the corrections of reports that their article, read again or revised, tells no more."""
        return batch.orphans(self._cursor())

    def known(self, articles: Iterable[Article]) -> frozenset[str]:
        """Return the ids of those articles that are kept just as they are, whatever day they were fetched."""
        return batch.known(self._cursor(), tuple(articles))

    def has_articles(self) -> bool:
        """Whether there is any article."""
        return batch.has_articles(self._cursor())

    def markers(self, filters: Filters, *, window: Window, zoom: int) -> tuple[Marker, ...]:
        """Return the marks of the visible window, biggest last: one a spot, or clusters beyond some hundred spots."""
        return markers(self._cursor(), filters, window=window, zoom=zoom)

    def table(self, filters: Filters, *, limit: int = 1000) -> pd.DataFrame:
        """Return one row an event, newest first (undated last).

        id: str; earliest, latest: datetime64 (NaT: undated); precision: str; event_type, sub_event_type: str;
        place, place_kind, admin1, country: str ("" where not placed); lat, lon, uncertainty_km: float (NaN);
        actors: str, names with roles left out, "; " between; deaths_low, deaths_best, deaths_high, injured: Int64 (NA);
        status: str; sources: str; reports: int; excerpt: str, the reports' words; off_map: str, the reason why
        there is no marker, "" where there is one; undated: str, likewise.
        """
        return questions.table(self._cursor(), filters, limit=limit)

    def tally(self, filters: Filters) -> Tally:
        """Return how many events pass, and how many of them are not on the map, by reason."""
        return questions.tally(self._cursor(), filters)

    def undated_by(self) -> tuple[tuple[str, int], ...]:
        """Return why events have no day, as (reason, count), most frequent first."""
        return questions.undated_by(self._cursor())

    def emptied_by(self, filters: Filters) -> tuple[str, ...]:
        """Return the filters, in words, without any one of which something would be shown; () where something is."""
        return questions.emptied_by(self._cursor(), filters, self.names())

    def timeline(self, filters: Filters, *, step: str = "day") -> pd.DataFrame:
        """Return events over time: earliest, latest (datetime64), precision, event_type, events (int).

        One row for each interval and kind of event, by time; ``step`` is day, week, month or year: intervals are
        widened to whole steps. Undated events are not in it (see ``tally``).
        """
        return questions.timeline(self._cursor(), filters, step=step)

    def event(self, event_id: str) -> EventDetail | None:
        """Return an event with its reports and articles. The id of a report that was merged into it finds it too."""
        return kept.detail(self._cursor(), event_id)

    def events(self, ids: Iterable[str]) -> Iterator[EventDetail]:
        """Yield many events with their reports and articles, in the order of ``ids``, all of one version."""
        cursor, waiting = self._cursor(), iter(ids)
        while some := list(islice(waiting, MOST_AT_ONCE)):
            yield from kept.details(cursor, some)

    def reading(self, article_id: str) -> Reading | None:
        """Return all that was read from an article, offsets and all."""
        return kept.readings(self._cursor(), (article_id,)).get(article_id)

    def events_of(self, article_id: str) -> dict[str, str]:
        """Return report id -> event id for all reports of an article: where a click in the reader leads."""
        return kept.events_of(self._cursor(), article_id)

    def articles(self) -> pd.DataFrame:
        """Return one row an article: id, title, source, published (datetime64), url, reports, unplaced, undated."""
        return questions.articles(self._cursor())

    def problems(self) -> tuple[Problem, ...]:
        """Return every input that could not be added, in the order in which they were noted."""
        return kept.problems(self._cursor())

    def history(self) -> tuple[Change, ...]:
        """Return every version with what was done, newest first."""
        return self._lake.history()

    def past(self, asked: str) -> tuple[Entry, ...]:
        """Return every reading, merging and correction of an event, report or article, by id, oldest first."""
        return past.past(self._cursor(), self._lake, asked)

    def extent(self) -> Window | None:
        """Return the box that holds every marker; None where there is none."""
        return questions.extent(self._cursor())

    def dates(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last day of any event; None where none is dated."""
        return questions.dates(self._cursor())

    def actors(self) -> tuple[Choice, ...]:
        """Return the actors to choose from, most events first. The value is the actor's id."""
        return self.choices("actor")

    def names(self) -> dict[str, str]:
        """Return actor id -> name and country code -> name, for filters to say themselves with."""
        return questions.names(self._cursor())

    def choices(self, column: str) -> tuple[Choice, ...]:
        """Return what a filter can be set to, most events first.

        ``column`` is one of event_type, sub_event_type, country, region, source, status, place_kind, actor.
        """
        return questions.choices(self._cursor(), column)

    def _load(self) -> None:
        self._open = opened(self._lake, before=self._open)
        self._version = self._lake.version

    def _cursor(self) -> Index:
        """Return a cursor that sees one version to its end, whatever is written meanwhile."""
        return self._open.index.cursor().begin()

    def _writable(self) -> None:
        """Go on to the newest version before writing, and bring to an end what a killed writer left half done."""
        if self._fixed:
            message = f"version {self.version} is being read: open the archive without a version to add to it"
            raise ReadOnly(message)
        self.refresh()
        self._settle()

    def _commit(self, rows: list[Row], *, what: str) -> None:
        """Append, then merge again until nobody else wrote in between: two at once do not see each other's reports."""
        self._append(rows, what=what)
        self._settle()
        self._lake.compact()
        self.refresh()

    def _append(self, rows: list[Row], *, what: str) -> None:
        self._lake.append(rows, what=what)
        self._load()

    def _settle(self) -> None:
        """Bring to an end what is not merged: by us, by others at the same moment, or by one that was killed.

        Only the versions since the last time are looked through: each costs reading one file of the log.
        """
        for _ in range(batch.MOST_ROUNDS):
            since = (
                self._lake.history(min(RECENT, self.version - self._settled)) if self.version > self._settled else ()
            )
            blind = {change.batch for change in since if change.blind}
            rows = batch.pending_rows(self._cursor(), batches=blind) if blind else []
            self._settled = self.version
            if not rows:
                return
            self._append(rows, what="events merged")
