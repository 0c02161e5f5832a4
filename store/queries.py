"""All that can be asked of an archive: each question is answered from one version, whatever is written meanwhile."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import islice

import pandas as pd

from events import Article, Reading
from store import areas, batch, crosstab, facets, listing, lookup, questions, reviews
from store.answers import Choice, EventDetail, Marker, Problem, Review, Tally
from store.areas import AreaCount, DensityCell, Level
from store.crosstab import Crossed, Dimension, PairCell, Totals
from store.filters import Filters
from store.index import Index
from store.listing import TOP, Listed, Order, Page, Standing
from store.markers import markers
from store.window import Window

MOST_AT_ONCE = 500  # events that are fetched in one question


class ReadableArchive(ABC):
    """What a screen, an export or a command may ask. Nothing here changes anything; many threads may ask at once."""

    @abstractmethod
    def _cursor(self) -> Index:
        """Return a cursor that sees one version to its end."""

    def markers(self, filters: Filters, *, window: Window, zoom: int) -> tuple[Marker, ...]:
        """Return the marks of the visible window, biggest last: one a spot, or clusters beyond some hundred spots.

        >>> found = archive.markers(Filters(), window=Window(34.9, 39, 36, 41), zoom=7)
        >>> [(mark.place, mark.count, mark.spot) for mark in found]
        [('Low Ford', 1, True), ('Tallbrook', 3, True)]
        """
        return markers(self._cursor(), filters, window=window, zoom=zoom)

    def by_area(self, filters: Filters, level: Level) -> tuple[AreaCount, ...]:
        """Return events and deaths of each country or first-level area, most events first.

        >>> [(each.code, each.events) for each in archive.by_area(Filters(), "country")]
        [('SY', 8)]
        """
        return areas.by_area(self._cursor(), filters, level)

    def density(self, filters: Filters, *, window: Window, zoom: int) -> tuple[DensityCell, ...]:
        """Return events and deaths of each small square of the window.

        >>> len(archive.density(Filters(), window=Window(34.9, 39, 36, 41), zoom=7))
        2
        """
        return areas.density(self._cursor(), filters, window=window, zoom=zoom)

    def crosstab(self, filters: Filters, rows: Dimension, columns: Dimension) -> tuple[Crossed, ...]:
        """Return events and deaths by two dimensions; see store/crosstab.

        >>> archive.crosstab(Filters(statuses=("disputed",)), "country", "year")
        (Crossed(row='SY', column='2017', events=1, deaths=0),)
        """
        return crosstab.crosstab(self._cursor(), filters, rows, columns)

    def totals(self, filters: Filters) -> Totals:
        """Return what a selection comes to: events, deaths, events of each kind.

        >>> archive.totals(Filters()).events
        9
        """
        return crosstab.totals(self._cursor(), filters)

    def pair_cells(self, a: Filters, b: Filters, *, zoom: int) -> tuple[PairCell, ...]:
        """Return the squares of the map in which either of two selections has something.

        >>> [(cell.a, cell.b) for cell in archive.pair_cells(Filters(), Filters(text="dam"), zoom=2)]
        [(7, 0)]
        """
        return crosstab.pair_cells(self._cursor(), a, b, zoom=zoom)

    def table(self, filters: Filters, *, limit: int = 1000) -> pd.DataFrame:
        """Return one row an event, newest first (undated last).

        id: str; earliest, latest: datetime64 (NaT: undated); precision: str; event_type, sub_event_type: str;
        place, place_kind, admin1, country: str ("" where not placed); lat, lon, uncertainty_km: float (NaN);
        actors: str, names with roles left out, "; " between; deaths_low, deaths_best, deaths_high, injured: Int64 (NA);
        status: str; sources: str; reports: int; excerpt: str, the reports' words; off_map: str, the reason why
        there is no marker, "" where there is one; undated: str, likewise.

        >>> archive.table(Filters(statuses=("disputed",)))[["place", "sub_event_type", "actors"]].values.tolist()
        [['Low Ford', 'Abduction/forced disappearance', 'North Front; Syria Defense Ministry']]
        """
        return questions.table(self._cursor(), filters, limit=limit)

    def listed(self, filters: Filters, page: Page = TOP) -> tuple[Listed, ...]:
        """Return a part of the list of events: all of them can be reached, page by page.

        ``page.order`` is date (newest first), deaths, sources (most first), place (by name), or added (last added
        first); with ``page.spot`` only what lies at this very point (lat, lon).

        >>> from store.listing import Page
        >>> [(each.place, each.deaths) for each in archive.listed(Filters(), Page("deaths", count=2))]
        [('', 10), ('Tallbrook', 5)]
        """
        return listing.listed(self._cursor(), filters, page)

    def count_at(self, filters: Filters, spot: tuple[float, float]) -> int:
        """Return how many events lie at this very point (lat, lon).

        >>> archive.count_at(Filters(), (0.0, 0.0))
        0
        """
        return listing.count_at(self._cursor(), filters, spot)

    def standing(self, filters: Filters, event_id: str, *, order: Order = "date") -> Standing:
        """Return where an event stands in the list, and the events before and after it.

        >>> found = archive.standing(Filters(), clash.event.id)
        >>> found.at, found.before
        (0, None)
        """
        return listing.standing(self._cursor(), filters, event_id, order=order)

    def facet(self, filters: Filters, column: str) -> tuple[Choice, ...]:
        """Return what a filter can be set to, most events first, counted under all other filters.

        >>> [(each.value, each.events) for each in archive.facet(Filters(actors=("north-front",)), "status")][:2]
        [('asserted', 2), ('claimed', 1)]
        """
        return facets.facet(self._cursor(), filters, column)

    def tally(self, filters: Filters) -> Tally:
        """Return how many events pass, and how many of them are not on the map, by reason.

        >>> archive.tally(Filters(earliest=dt.date(2017, 10, 1)))
        Tally(total=9, shown=5, on_map=5, off_map=(), undated=2, dated=True)
        """
        return questions.tally(self._cursor(), filters)

    def undated_by(self) -> tuple[tuple[str, int], ...]:
        """Return why events have no day, as (reason, count), most frequent first.

        >>> archive.undated_by()
        (('no date in reach', 2),)
        """
        return questions.undated_by(self._cursor())

    def emptied_by(self, filters: Filters) -> tuple[str, ...]:
        """Return the keys of the filters without any one of which something would be shown; () where something is.

        >>> archive.emptied_by(Filters(text="dam", statuses=("claimed",)))
        ('text',)
        """
        return questions.emptied_by(self._cursor(), filters)

    def empty_alone(self, filters: Filters) -> tuple[str, ...]:
        """Return the keys of the filters that let nothing pass even where no other is on.

        >>> archive.empty_alone(Filters(text="dam", statuses=("claimed",)))
        ('text',)
        """
        return questions.empty_alone(self._cursor(), filters)

    def timeline(self, filters: Filters, *, step: str = "day") -> pd.DataFrame:
        """Return events over time: earliest, latest (datetime64), precision, event_type, events (int).

        One row for each interval and kind of event, by time; ``step`` is day, week, month or year: intervals are
        widened to whole steps. Undated events are not in it (see ``tally``). Raises ``ValueError`` for another step.

        >>> archive.timeline(Filters(statuses=("alleged",)), step="month").astype(str).values.tolist()
        [['2017-09-01', '2017-09-30', 'month', 'Explosions/Remote violence', '1']]
        """
        return questions.timeline(self._cursor(), filters, step=step)

    def event(self, event_id: str) -> EventDetail | None:
        """Return an event with its reports and articles. The id of a report that was merged into it finds it too.

        >>> found = archive.event(clash.lead.id)
        >>> found.lead.sub_event_type, found.articles[0].source, archive.event("no-such")
        ('Armed clash', 'River Dispatch', None)
        """
        return lookup.detail(self._cursor(), event_id)

    def events(self, ids: Iterable[str]) -> Iterator[EventDetail]:
        """Yield many events with their reports and articles, in the order of ``ids``, all of one version.

        >>> [len(found.event.reports) for found in archive.events([mine.event.id, clash.event.id])]
        [4, 1]
        """
        cursor, waiting = self._cursor(), iter(ids)
        while some := list(islice(waiting, MOST_AT_ONCE)):
            yield from lookup.details(cursor, some)

    def reading(self, article_id: str) -> Reading | None:
        """Return all that was read from an article, offsets and all.

        >>> archive.reading("river-dispatch-1").places[0].span, archive.reading("no-such")
        (Span(start=53, stop=62, text='Tallbrook'), None)
        """
        return lookup.readings(self._cursor(), (article_id,)).get(article_id)

    def events_of(self, article_id: str) -> dict[str, str]:
        """Return report id -> event id for all reports of an article: where a click in the reader leads.

        >>> set(archive.events_of("river-9").values()) == {mine.event.id}
        True
        """
        return lookup.events_of(self._cursor(), article_id)

    def articles(self) -> pd.DataFrame:
        """Return one row an article: id, title, source, published (datetime64), url, reports, unplaced, undated.

        >>> archive.articles()[["id", "source", "reports"]].head(2).values.tolist()
        [['coast-wire-7', 'Coast Wire', 2], ['daily-1', 'Daily Post', 1]]
        """
        return questions.articles(self._cursor())

    def problems(self) -> tuple[Problem, ...]:
        """Return every input that could not be added: those of one adding by file and line, its addings as they came.

        >>> archive.problems()
        ()
        """
        return lookup.problems(self._cursor())

    def extent(self) -> Window | None:
        """Return the box that holds every marker; None where there is none.

        >>> archive.extent(), new_archive(()).extent()
        (Window(south=34.6, west=37.1, north=36.3, east=40.1), None)
        """
        return questions.extent(self._cursor())

    def dates(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last day of any event; None where none is dated.

        >>> [str(day) for day in archive.dates()]
        ['2017-09-01', '2017-10-02']
        """
        return questions.dates(self._cursor())

    def actors(self) -> tuple[Choice, ...]:
        """Return the actors to choose from, most events first. The value is the actor's id.

        >>> [(each.value, each.name, each.events) for each in archive.actors()[:2]]
        [('north-front', 'North Front', 4), ('syria-forces', 'Syria Forces', 2)]
        """
        return self.choices("actor")

    def names(self) -> dict[str, str]:
        """Return actor id -> name and country code -> name, for filters to say themselves with.

        >>> archive.names()["north-front"], archive.names()["SY"]
        ('North Front', 'Syria')
        """
        return questions.names(self._cursor())

    def choices(self, column: str) -> tuple[Choice, ...]:
        """Return what a filter can be set to, most events first.

        ``column`` is one of event_type, sub_event_type, country, region, source, status, place_kind, actor.

        >>> [(each.value, each.events) for each in archive.choices("status")]
        [('asserted', 6), ('alleged', 1), ('claimed', 1), ('disputed', 1)]
        """
        return questions.choices(self._cursor(), column)

    def reviews(self) -> tuple[Review, ...]:
        """Return all corrections, oldest first.

        >>> [(review.field, review.new, review.by) for review in archive.reviews()]
        [('fatalities', '{"best": 5, "high": 5, "low": 5}', 'A. Reader')]
        """
        return reviews.read_reviews(self._cursor())

    def orphans(self) -> tuple[Review, ...]:
        """Return the corrections of reports that their article, read again or revised, tells no more.

        >>> from store import Asked
        >>> kept, at = new_archive(), dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
        >>> asked = Asked(clash.lead.id, "status", "alleged", by="A. Reader", why="no source named")
        >>> review = kept.review(asked, at=at)
        >>> kept.add([Reading(clash.articles[0])]).revised  # read again, it tells nothing any more
        1
        >>> kept.orphans() == (review,)
        True
        """
        return batch.orphans(self._cursor())

    def known(self, articles: Iterable[Article]) -> frozenset[str]:
        """Return the ids of those articles that are kept just as they are, whatever day they were fetched.

        >>> archive.known([clash.articles[0], Article("new", "Shells hit Tallbrook.")])
        frozenset({'river-dispatch-1'})
        """
        return batch.known(self._cursor(), tuple(articles))

    def has_articles(self) -> bool:
        """Whether there is any article.

        >>> archive.has_articles(), new_archive(()).has_articles()
        (True, False)
        """
        return batch.has_articles(self._cursor())
