"""The archive: opened as of a version, brought up to date, written to. What can be asked of it: store/readable."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from events import Reading
from store import batch, digests, history, questions, removal, reviews
from store.answers import Added, Problem, Review
from store.delta_table import Change, Lake, ReadOnly
from store.history import Entry
from store.index import Index, Opened, opened, sweep
from store.locks import writing
from store.lookup import readings
from store.merging import event_rows
from store.queries import ReadableArchive
from store.removal import Removal, Wanted, tombstones
from store.reviews import Asked
from store.schema import Origin, Row
from store.serialized import Written, written
from store.texts import look_ahead

RECENT = 500  # versions that are looked through for writers who did not see each other


class Archive(ReadableArchive):
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
        self._swept = False
        self._open: Opened = opened(self._lake)
        look_ahead(self._lake.files("article"))
        self._version = self._lake.version

    @property
    def address(self) -> str:
        """The folder or address it was opened with.

        >>> Path(archive.address).name
        'archive'
        """
        return self._lake.address

    @property
    def version(self) -> int:
        """The data version that is being answered from; 0 is an empty archive.

        >>> archive.version, Archive(archive.address, version=1).version
        (3, 1)
        """
        return self._version

    @property
    def opening(self) -> int:
        """How often its table was opened: once more after something was taken out of it, or other files put there.

        >>> archive.opening
        1
        """
        return self._open.opening

    @property
    def newest(self) -> int:
        """The newest data version there is, also where an older one is being read.

        >>> Archive(archive.address, version=1).newest
        3
        """
        return self._lake.newest()

    def refresh(self, *, wait: bool = True) -> bool:
        """Go on to the newest version where others have written; return whether anything changed. Costs some ms.

        Without ``wait`` nothing happens while another thread is at it: what was is answered until it is done.

        >>> kept = new_archive(())
        >>> other = Archive(kept.address)
        >>> other.add(sample()).version, kept.version
        (1, 0)
        >>> kept.refresh(), kept.version, kept.refresh()
        (True, 1, False)
        """
        if self._fixed or not self._writing.acquire(blocking=wait):
            return False
        try:
            newest = (self._lake.update(), self._lake.openings)
            changed = newest != (self._version, self._open.opening)
            if changed:
                self._load()
            return changed
        finally:
            self._writing.release()

    def add(self, readings: Iterable[Reading], *, origins: Mapping[str, Origin] | None = None) -> Added:
        """Store readings, one commit for all of them. The same article again changes nothing.

        Of two readings with the same article id the later one counts. Raises ``ReadOnly`` on an older version.

        >>> kept = new_archive(())
        >>> kept.add(sample()).words()
        '4 new, 0 revised, 0 already there; 8 reports, 8 events changed; version 1'
        >>> kept.add(sample()).words()
        '0 new, 0 revised, 4 already there; 0 reports, 0 events changed; version 1'
        """
        return self.add_written(map(written, readings), origins=origins)

    def add_written(self, given: Iterable[Written], *, origins: Mapping[str, Origin] | None = None) -> Added:
        """Store readings that were made ready where they were read (store/serialized), as :meth:`add` does.

        >>> new_archive(()).add_written(map(written, sample())).words()
        '4 new, 0 revised, 0 already there; 8 reports, 8 events changed; version 1'
        """
        with self._written_to():
            kept, refused = batch.keepable(given, tombstones(self._lake))
            made = batch.batch_of(self._cursor(), kept, origins=origins or {})
            if made.rows:
                self._commit(made.rows, what=made.words)
            counts = (made.new, made.revised, made.same, made.reports, made.events)
            return Added(*counts, version=self.version, problems=refused)

    @contextmanager
    def lines(self) -> Iterator[tuple[Lake, Index]]:
        """Let lines be appended as they are, a commit each; what they change is looked at once, at the end.

        For lines that concern nothing that is there (store/bulk).

        >>> with new_archive().lines() as (lake, index):
        ...     lake.version
        1
        """
        with self._written_to():
            try:
                yield self._lake, self._cursor()
            finally:
                self._load()
            self._tidy()

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Keep a list of inputs that could not be added; one that is there already is not kept again.

        >>> kept = new_archive()
        >>> kept.add_problems([Problem("a.md", 1, "no front matter")])
        >>> [problem.words() for problem in kept.problems()]
        ['a.md line 1: no front matter']
        """
        with self._written_to():
            rows = batch.problem_rows(self._cursor(), tuple(problems))
            if rows:
                self._commit(rows, what=f"{len(rows)} problem{'' if len(rows) == 1 else 's'} noted")

    def review(self, asked: Asked, *, at: dt.datetime) -> Review:
        """Correct a field of a report; nothing is overwritten, the newest review of a field wins. One commit.

        ``at`` is the time of the correction, with its zone. Raises ``BadReview`` where it cannot be, ``ReadOnly``.

        >>> kept = new_archive()
        >>> asked = Asked(clash.lead.id, "status", "alleged", by="A. Reader", why="no source named")
        >>> kept.review(asked, at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC)).old
        '"asserted"'
        >>> kept.event(clash.lead.id).lead.status
        'alleged'
        """
        with self._written_to():
            (review,), rows = batch.review_rows(self._cursor(), (asked,), at=at)
            self._commit(rows, what=f"{review.by} corrected {review.field} of {review.report}: {review.why}")
            return review

    def review_all(self, asked: Sequence[Asked], *, at: dt.datetime) -> tuple[Review, ...]:
        """Correct many reports with one commit; what is so already is left out. Raises ``BadReview`` as :meth:`review`.

        >>> kept, at = new_archive(), dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
        >>> asked = [Asked(clash.lead.id, "verdict", "confirmed", by="A. Reader", why="read") for _ in range(2)]
        >>> len(kept.review_all(asked[:1], at=at)), kept.review_all(asked, at=at), kept.version
        (1, (), 2)
        """
        with self._written_to():
            made, rows = batch.review_rows(self._cursor(), asked, at=at) if asked else ((), [])
            if rows:
                self._commit(rows, what=f"{made[0].by} reviewed {len(made):,} reports: {made[0].why}")
            return made

    def undo(self, review: Review, *, by: str, at: dt.datetime, why: str) -> Review:
        """Take a review back by another one that sets what was before it.

        >>> kept, noon = new_archive(), dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
        >>> asked = Asked(clash.lead.id, "verdict", "rejected", by="A. Reader", why="a film scene")
        >>> review = kept.review(asked, at=noon)
        >>> kept.event(clash.lead.id) is None
        True
        >>> undone = kept.undo(review, by="B. Reader", at=noon + dt.timedelta(hours=1), why="it was none")
        >>> kept.event(clash.lead.id).lead == clash.lead, len(kept.reviews())
        (True, 2)
        """
        old = reviews.old_value(review)
        return self.review(Asked(review.report, review.field, old, by=by, why=why), at=at)

    def remove(self, wanted: Wanted, *, day: dt.date, why: str, by: str = "") -> Removal:
        """Take articles out of every version, with all that was read from them; what stays is the tombstone.

        Raises ``ArchiveError`` where nothing is found or no reason is given, ``ReadOnly`` on an older version.

        >>> kept = new_archive()
        >>> gone = kept.remove(Wanted(articles=("coast-wire-7",)), day=dt.date(2026, 11, 30), why="a witness asked")
        >>> gone.words(), (gone.first, gone.last), kept.version, kept.tally(Filters()).total
        ('taken out on 2026-11-30: a witness asked', (1, 1), 2, 6)
        >>> kept.add(sample()).problems[0].words()
        'coast-wire-7: taken out on 2026-11-30: a witness asked; it is not added again'
        """
        with self._written_to():
            pass
        with self._writing:
            made = removal.remove(self.address, wanted, day=day, why=why, by=by, settle=_settled)
            self.refresh()
            return made

    def removals(self) -> tuple[Removal, ...]:
        """Return what was taken out, oldest first, also while an older version is being read.

        >>> archive.removals()
        ()
        """
        return tombstones(Lake(self.address) if self._fixed else self._lake)

    def removed(self, asked: str) -> Removal | None:
        """Return how what had this id, of an event, a report or an article, was taken out; None where it was not.

        >>> archive.removed(clash.event.id) is None
        True
        """
        return next((one for one in self.removals() if one.covers(asked)), None)

    def history(self) -> tuple[Change, ...]:
        """Return every version with what was done, newest first.

        >>> [(change.version, change.what) for change in archive.history()][-2:]
        [(1, '4 articles added, 0 revised'), (0, 'made')]
        """
        return self._lake.history()

    def since(self, asked: str) -> int | None:
        """Return the version after which all was written that was added or changed since a version or a moment.

        ``asked`` is a version's number, a day or a moment (ISO 8601; UTC where no zone is said). What others wrote at the
        same moment is counted to what came later, so that nobody who asks again and again misses any. None where it is
        neither, or a version that there is not.

        >>> archive.since("1"), archive.since("2000-01-01"), archive.since("99"), archive.since("soon")
        (1, 0, None, None)
        """
        version = self._newest_at(asked)
        if version is None or version > self.version:
            return None
        later = self._lake.history(self.version - version) if version < self.version else ()
        return min((change.base for change in later if change.base is not None), default=version)

    def _newest_at(self, asked: str) -> int | None:
        """Return the version of this number, or the newest at this moment."""
        if asked.isascii() and asked.isdigit() and len(asked) < 10:
            return int(asked)
        try:
            moment = dt.datetime.fromisoformat(asked)
            at_ms = (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp() * 1000
        except (ValueError, OverflowError):
            return None
        return max((change.version for change in self._lake.history() if change.at_ms <= at_ms), default=0)

    def gone_since(self, version: int) -> tuple[str, ...]:
        """Return the ids of the events that are no more since a version: merged into another, rejected, or taken out.

        >>> archive.gone_since(0)
        ()
        """
        taken = (report for one in self.removals() if one.last >= version for report in one.reports)
        return tuple(sorted({*questions.gone(self._cursor(), since=version), *taken}))

    def past(self, asked: str) -> tuple[Entry, ...]:
        """Return every reading, merging and correction of an event, report or article, by id, oldest first.

        >>> [(entry.version, entry.what) for entry in archive.past(clash.event.id)]
        [(1, 'article river-dispatch-1 (River Dispatch) was added'), (1, 'event 0500c0f51a9e0c17 has 1 report')]
        """
        stone = self.removed(asked)
        if stone:
            at = dt.datetime.combine(stone.day, dt.time(), dt.UTC)
            return (Entry(stone.last + 1, at, "was taken out of every version", stone.by, stone.why),)
        return history.past(self._cursor(), self._lake, asked)

    def _load(self) -> None:
        self._open = opened(self._lake, before=self._open)
        self._version = self._lake.version

    def _cursor(self) -> Index:
        """Return a cursor that sees one version to its end, whatever is written meanwhile."""
        return self._open.index.cursor().begin()

    @contextmanager
    def _written_to(self) -> Iterator[None]:
        """Go on to the newest version before writing, and bring to an end what a killed writer left half done."""
        with self._writing:
            if self._fixed:
                message = f"version {self.version} is being read: open the archive without a version to add to it"
                raise ReadOnly(message)
            if not self._swept:
                self._sweep()
            with writing(self.address):
                self.refresh()
                self._settle()
                yield

    def _sweep(self) -> None:
        sweep(self.address)
        if removal.begun(self.address):
            with writing(self.address, shared=False):
                removal.finish(self.address, settle=_settled)
        self._swept = True

    def _commit(self, rows: list[Row], *, what: str) -> None:
        """Append, then merge again until nobody else wrote in between: two at once do not see each other's reports."""
        self._append(rows, what=what)
        self._tidy()

    def _tidy(self) -> None:
        self._settle()
        before = self._lake.version
        self._lake.compact()
        if self._lake.version != before:
            digests.note(self.address, self._lake.version)
        self.refresh()

    def _append(self, rows: list[Row], *, what: str) -> None:
        self._lake.append(rows, what=what)
        self._load()
        digests.note(self.address, self.version)

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


def _settled(address: str, articles: tuple[str, ...]) -> list[Row]:
    """Return the lines of the events of these articles that come out otherwise when they are merged anew."""
    index = Archive(address)._cursor()  # noqa: SLF001 - of this very class
    return event_rows(index, readings(index, articles), changed=())
