"""The archive: readings go in, a screen's questions are answered. One class, composition only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from events import Reading
from store.answers import Added, Choice, EventDetail, Marker, Tally
from store.filters import Filters
from store.window import Window


class Archive:
    """All articles, reports and events, as one table with versions.

    ``address`` is a folder (an empty archive is made where none is). With ``version`` the archive is read as of that
    version and cannot be written. Reading never changes it; one object serves many threads.
    """

    def __init__(self, address: str | Path = "data/archive", *, version: int | None = None) -> None:
        """Open the archive; raise ``ArchiveError`` where ``version`` does not exist."""
        raise NotImplementedError

    @property
    def version(self) -> int:
        """The data version that is being answered from; 0 is an empty archive."""
        raise NotImplementedError

    @property
    def newest(self) -> int:
        """The newest data version there is, also where an older one is being read."""
        raise NotImplementedError

    def refresh(self) -> bool:
        """Go on to the newest version where others have written; return whether anything changed. Costs ~1 ms."""
        raise NotImplementedError

    def add(self, readings: Iterable[Reading]) -> Added:
        """Store readings, one commit for all of them. The same article again changes nothing."""
        raise NotImplementedError

    def markers(self, filters: Filters, *, window: Window, zoom: int) -> tuple[Marker, ...]:
        """Return the marks of the visible window, biggest last: one a spot, or clusters beyond some hundred spots."""
        raise NotImplementedError

    def table(self, filters: Filters, *, limit: int = 1000) -> pd.DataFrame:
        """Return one row an event, newest first (undated last), columns as in ``store.TABLE_COLUMNS``.

        id: str; earliest, latest: datetime64 (NaT: undated); precision: str; event_type, sub_event_type: str;
        place, place_kind, admin1, country: str ("" where not placed); lat, lon, uncertainty_km: float (NaN);
        actors: str, names with roles left out, "; " between; deaths_low, deaths_best, deaths_high, injured: Int64 (NA);
        status: str; sources: str; reports: int; excerpt: str, the lead report's words; off_map: str, the reason why
        there is no marker, "" where there is one; undated: str, likewise.
        """
        raise NotImplementedError

    def tally(self, filters: Filters) -> Tally:
        """Return how many events pass, and how many of them are not on the map, by reason."""
        raise NotImplementedError

    def emptied_by(self, filters: Filters) -> tuple[str, ...]:
        """Return the filters, in words, without any one of which something would be shown; () where it is."""
        raise NotImplementedError

    def timeline(self, filters: Filters, *, step: str = "day") -> pd.DataFrame:
        """Return events over time: earliest, latest (datetime64), precision, event_type, events (int).

        One row for each interval and kind of event, by time; ``step`` is day, week, month or year: intervals are
        widened to whole steps. Undated events are not in it (see ``tally``).
        """
        raise NotImplementedError

    def event(self, event_id: str) -> EventDetail | None:
        """Return an event with its reports and articles. The id of a report that was merged into it finds it too."""
        raise NotImplementedError

    def reading(self, article_id: str) -> Reading | None:
        """Return all that was read from an article, offsets and all."""
        raise NotImplementedError

    def events_of(self, article_id: str) -> dict[str, str]:
        """Return report id -> event id for all reports of an article: where a click in the reader leads."""
        raise NotImplementedError

    def articles(self) -> pd.DataFrame:
        """Return one row an article: id, title, source, published (datetime64), url, reports, unplaced, undated."""
        raise NotImplementedError

    def extent(self) -> Window | None:
        """Return the box that holds every marker; None where there is none."""
        raise NotImplementedError

    def dates(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last day of any event; None where none is dated."""
        raise NotImplementedError

    def actors(self) -> tuple[Choice, ...]:
        """Return the actors to choose from, most events first. The value is the actor's id."""
        raise NotImplementedError

    def choices(self, column: str) -> tuple[Choice, ...]:
        """Return what a filter can be set to, most events first.

        ``column`` is one of event_type, sub_event_type, country, region, source, status, place_kind.
        """
        raise NotImplementedError
