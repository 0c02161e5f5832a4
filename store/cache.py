"""An archive that remembers what it was last asked: the readers of one page mostly ask the same."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

import pandas as pd

from store import listing
from store.answers import Choice, EventDetail, Marker, Tally
from store.archive import Archive
from store.areas import AreaCount, DensityCell, Level
from store.filters import Filters
from store.listing import TOP, Line, Listed, Order, Page, Standing
from store.window import Window

Made = TypeVar("Made")
MOST_RANKED = 200_000
"""Events of a list that are all put in order: 3 MB."""
AHEAD = 120
"""Events of a list that are found at once, a few pages of it."""


class Memory:
    """So many answers, each under its question; the one that was asked for longest ago is forgotten first.

    Threads may share one. Two that ask the same at the same moment may both make the answer.

    >>> memory = Memory(2)
    >>> [memory.answer(question, lambda: "made") for question in ("a", "b", "c")]
    ['made', 'made', 'made']
    >>> memory.answer("c", lambda: "again"), memory.answer("a", lambda: "again")
    ('made', 'again')
    """

    def __init__(self, most: int) -> None:
        """Keep at most so many answers."""
        self._most = most
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, question: Hashable, make: Callable[[], Made]) -> Made:
        """Return the answer that is remembered, else make it. Whoever gets it must not change it.

        >>> memory = Memory(1)
        >>> memory.answer("how many", lambda: 8), memory.answer("how many", lambda: 9)
        (8, 8)
        """
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return cast("Made", self._answers[question])
        made = make()
        with self._lock:
            self._answers[question] = made
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return made

    def known(self, question: Hashable) -> object | None:
        """Return the answer that is remembered; None where none is.

        >>> memory = Memory(1)
        >>> memory.known("how many"), memory.answer("how many", lambda: 8), memory.known("how many")
        (None, 8, 8)
        """
        with self._lock:
            return self._answers.get(question)


class RememberingArchive(Archive):
    """An archive whose last answers are kept for whoever asks the same of the same version of the data.

    What is kept is bounded by number: some hundred marks, a thousand rows or one event are each below a megabyte.

    >>> import tempfile
    >>> archive = RememberingArchive(tempfile.mkdtemp())
    >>> archive.tally(Filters()) is archive.tally(Filters())
    True
    """

    def __init__(self, address: str | Path = "data/archive", *, version: int | None = None) -> None:
        """Open the archive; raise ``NoSuchVersion`` where ``version`` does not exist."""
        super().__init__(address, version=version)
        self._forget()

    def _load(self) -> None:
        """Go on to the newest version; what was asked of the one before is asked no more."""
        super()._load()
        self._forget()

    def _forget(self) -> None:
        self._marks, self._frames, self._events, self._others = Memory(512), Memory(256), Memory(512), Memory(512)
        self._ranks = Memory(8)

    def markers(self, filters: Filters, *, window: Window, zoom: int) -> tuple[Marker, ...]:
        """Return the marks of the visible window; see ``Archive.markers``.

        >>> kept, window = RememberingArchive(archive.address), Window(34.9, 39, 36, 41)
        >>> kept.markers(Filters(), window=window, zoom=7) is kept.markers(Filters(), window=window, zoom=7)
        True
        """
        make = super().markers
        asked = (self.version, filters, window, zoom)
        return self._marks.answer(asked, lambda: make(filters, window=window, zoom=zoom))

    def by_area(self, filters: Filters, level: Level) -> tuple[AreaCount, ...]:
        """Return events and deaths by area; see ``Archive.by_area``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.by_area(Filters(), "country") is kept.by_area(Filters(), "country")
        True
        """
        make = super().by_area
        return self._others.answer((self.version, "area", filters, level), lambda: make(filters, level))

    def density(self, filters: Filters, *, window: Window, zoom: int) -> tuple[DensityCell, ...]:
        """Return events and deaths by square; see ``Archive.density``.

        >>> kept, window = RememberingArchive(archive.address), Window(34.9, 39, 36, 41)
        >>> kept.density(Filters(), window=window, zoom=7) is kept.density(Filters(), window=window, zoom=7)
        True
        """
        make = super().density
        asked = (self.version, "density", filters, window, zoom)
        return self._marks.answer(asked, lambda: make(filters, window=window, zoom=zoom))

    def table(self, filters: Filters, *, limit: int = 1000) -> pd.DataFrame:
        """Return one row an event; see ``Archive.table``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.table(Filters()) is kept.table(Filters()), len(kept.table(Filters(), limit=2))
        (True, 2)
        """
        make = super().table
        return self._frames.answer((self.version, filters, limit), lambda: make(filters, limit=limit))

    def listed(self, filters: Filters, page: Page = TOP) -> tuple[Listed, ...]:
        """Return a part of the list; see ``Archive.listed``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.listed(Filters()) is kept.listed(Filters())
        True
        """
        return self._frames.answer((self.version, "listed", filters, page), lambda: self._listed(filters, page))

    def _listed(self, filters: Filters, page: Page) -> tuple[Listed, ...]:
        """Find a few pages at once, and fill the one that is asked for: to go through all events takes longest."""
        if page.before or page.count >= AHEAD:
            return super().listed(filters, page)
        cursor, of = self._cursor(), (self.version, "lines", filters, page.order, page.spot)
        found = cast("tuple[Line, ...]", self._others.known((*of, page.after)) or ())
        if len(found) < page.count:
            found = listing.lines(cursor, filters, replace(page, count=AHEAD))
        now, later = found[: page.count], found[page.count :]
        if later:
            self._others.answer((*of, now[-1][0]), lambda: later)
        return listing.filled(cursor, now)

    def standing(self, filters: Filters, event_id: str, *, order: Order = "date") -> Standing:
        """Return where an event stands in the list; see ``Archive.standing``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.standing(Filters(), clash.event.id) is kept.standing(Filters(), clash.event.id)
        True
        """
        asked = (self.version, "standing", filters, event_id, order)
        return self._others.answer(asked, lambda: self._standing(filters, event_id, order))

    def _standing(self, filters: Filters, event_id: str, order: Order) -> Standing:
        """Put all lines of a list in order once, where they are not too many, for all who go from event to event."""
        if self.tally(filters).shown > MOST_RANKED:
            return super().standing(filters, event_id, order=order)
        cursor = self._cursor()
        all_ranks = self._ranks.answer((self.version, filters, order), lambda: listing.ranks(cursor, filters, order))
        return listing.standing_in(cursor, all_ranks, event_id)

    def count_at(self, filters: Filters, spot: tuple[float, float]) -> int:
        """Return how many events lie at a point; see ``Archive.count_at``.

        >>> RememberingArchive(archive.address).count_at(Filters(), (0.0, 0.0))
        0
        """
        make = super().count_at
        return self._others.answer((self.version, "at", filters, spot), lambda: make(filters, spot))

    def facet(self, filters: Filters, column: str) -> tuple[Choice, ...]:
        """Return the counts of a filter; see ``Archive.facet``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.facet(Filters(), "status") is kept.facet(Filters(), "status")
        True
        """
        make = super().facet
        return self._others.answer((self.version, "facet", filters, column), lambda: make(filters, column))

    def timeline(self, filters: Filters, *, step: str = "day") -> pd.DataFrame:
        """Return events over time; see ``Archive.timeline``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.timeline(Filters(), step="week") is kept.timeline(Filters(), step="week")
        True
        """
        make = super().timeline
        return self._frames.answer((self.version, filters, step), lambda: make(filters, step=step))

    def event(self, event_id: str) -> EventDetail | None:
        """Return an event with its reports and articles; see ``Archive.event``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.event(clash.event.id) is kept.event(clash.event.id)
        True
        """
        make = super().event
        return self._events.answer((self.version, event_id), lambda: make(event_id))

    def tally(self, filters: Filters) -> Tally:
        """Return how many events pass; see ``Archive.tally``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.tally(Filters()) is kept.tally(Filters()), kept.tally(Filters()).total
        (True, 9)
        """
        make = super().tally
        return self._others.answer((self.version, "tally", filters), lambda: make(filters))

    def extent(self) -> Window | None:
        """Return the box that holds every marker; see ``Archive.extent``.

        >>> RememberingArchive(archive.address).extent() == archive.extent()
        True
        """
        return self._others.answer((self.version, "extent"), super().extent)

    def dates(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last day of any event; see ``Archive.dates``.

        >>> RememberingArchive(archive.address).dates() == archive.dates()
        True
        """
        return self._others.answer((self.version, "dates"), super().dates)

    def names(self) -> dict[str, str]:
        """Return actor id -> name and country code -> name; see ``Archive.names``.

        >>> RememberingArchive(archive.address).names()["north-front"]
        'North Front'
        """
        return self._others.answer((self.version, "names"), super().names)

    def choices(self, column: str) -> tuple[Choice, ...]:
        """Return what a filter can be set to; see ``Archive.choices``.

        >>> kept = RememberingArchive(archive.address)
        >>> kept.choices("status") is kept.choices("status"), kept.choices("status")[0].value
        (True, 'asserted')
        """
        make = super().choices
        return self._others.answer((self.version, "choices", column), lambda: make(column))
