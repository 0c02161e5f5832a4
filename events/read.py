"""An article -> all that was read from it. Composition only: every decision is made in the modules named below."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import TypeVar

from events.actors import find_actors
from events.article import Article
from events.claims import find_claims
from events.clauses import tellings
from events.context import Context
from events.counts import find_counts
from events.dates import find_dates
from events.event import ActorMention, DateMention, Reading, Report
from events.happenings import Happening, happenings
from events.language import parse_all
from events.order import in_order
from events.reports import history, only_denies, report
from events.scene import Scene
from events.sentences import sentences
from events.setting import series
from events.tables import Names, rows_told
from events.telling import Telling
from events.triggers import Trigger, find_triggers
from events.triggers_lexicon import may_matter
from events.workers import in_processes
from geo import PlaceMention, Span
from geo.language import entities
from geo.online import operators_help
from geo.parser import Geoparser

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Read:
    """All mentions of one article and its parsed sentences with their triggers: what reports are made of."""

    article: Article
    sentences: tuple[Span, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    actors: tuple[ActorMention, ...]
    scenes: tuple[Scene, ...]
    triggers: tuple[tuple[Trigger, ...], ...]


class Reader:
    """Reads articles one by one, or many with worker processes; the same article always gives the same reading."""

    def __init__(self, geoparser: Geoparser | None = None) -> None:
        """Take ``geoparser``, or open the compiled gazetteer."""
        self._own = geoparser

    @cached_property
    def _geoparser(self) -> Geoparser:
        """Opened when first asked: where worker processes read, this one never does."""
        return self._own or Geoparser(geocode=operators_help())

    def read(self, article: Article) -> Reading:
        """Return all that one article tells; where a rule breaks on it, an empty reading, and the fault is logged."""
        _ = self._geoparser  # a gazetteer that cannot be opened is no article's fault
        try:
            read = self.mentions(article)
            return Reading(article, read.places, read.dates, read.actors, reports(read))
        except Exception:  # one odd article must not lose the thousand beside it
            logging.getLogger(__name__).exception("article %s could not be read", article.id)
            return Reading(article)

    def mentions(self, article: Article) -> Read:
        """Return the article's names, dates, actors and triggers, before reports are made of them."""
        doc = entities(article.text)
        parts = sentences(article.text)
        places = self._geoparser.mentions(doc, title=article.title)
        dates = find_dates(article.text, published=article.published, sentences=parts)
        actors = find_actors(article.text, places=places, sentences=parts, published=article.published)
        scenes = tuple(_scenes(parts, places, actors))
        return Read(article, parts, places, dates, actors, scenes, tuple(find_triggers(scene) for scene in scenes))

    def read_many(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading]:
        """Yield the readings in the order of the articles; with ``workers`` above 1, read in that many processes.

        Each process opens the compiled gazetteer itself: raises ``ValueError`` where this reader was given a geoparser.
        """
        yield from self.told(articles, _reading, workers=workers)

    def told(self, articles: Iterable[Article], tell: Callable[[Reading], Told], *, workers: int = 1) -> Iterator[Told]:
        """The same, each reading made into something else where it is read: a line to print is less to hand over.

        ``tell`` must be a function of a module. Raises :class:`events.workers.WorkerLostError` where a process is killed.
        """
        if workers <= 1:
            yield from (tell(self.read(article)) for article in articles)
            return
        if self._own:
            message = "a geoparser of one's own cannot be handed to worker processes"
            raise ValueError(message)
        yield from in_processes(partial(_told, tell), articles, workers=workers, start=_reader)


@cache
def _reader() -> Reader:
    """Return the reader of this process."""
    return Reader()


def _told(tell: Callable[[Reading], Told], article: Article) -> Told:
    return tell(_reader().read(article))


def _reading(reading: Reading) -> Reading:
    return reading


def _scenes(
    parts: tuple[Span, ...], places: tuple[PlaceMention, ...], actors: tuple[ActorMention, ...]
) -> Iterator[Scene]:
    matter = [part for part in parts if may_matter(part.text)]
    for part, parse in zip(matter, parse_all(matter), strict=True):
        here = tuple(place for place in places if part.covers(place.span))
        yield Scene(part, parse, here, tuple(actor for actor in actors if part.covers(actor.span)))


def reports(read: Read) -> tuple[Report, ...]:
    """Return the article's reports in order of weight, the main happening first."""
    told = happenings(_tellings(read))
    context = _context(read, told)
    found = [
        made for one in in_order(told, context) if not only_denies(one, context) for made in _reports(one, context)
    ]
    return tuple({made.id: made for made in found if not history(made, read.article)}.values())


def _tellings(read: Read) -> Iterator[Telling]:
    numbers = {part: number for number, part in enumerate(read.sentences)}
    pairs = {scene.sentence: (scene, found) for scene, found in zip(read.scenes, read.triggers, strict=True)}
    rows = rows_told(read.sentences, pairs, Names(read.places, read.dates, read.actors))
    yield from (replace(told, number=numbers[row], paragraph=numbers[row]) for row, told in rows.items() if told)
    for scene, triggers in zip(read.scenes, read.triggers, strict=True):
        if scene.sentence in rows:
            continue
        dates = tuple(date for date in read.dates if scene.sentence.covers(date.span))
        paragraph = read.article.text.count("\n", 0, scene.sentence.start)
        for told in tellings(scene, triggers, dates):
            yield replace(told, number=numbers[scene.sentence], paragraph=paragraph)


def _context(read: Read, told: tuple[Happening, ...]) -> Context:
    parses = {scene.sentence: scene.parse for scene in read.scenes}
    counts = tuple(count for part in read.sentences for count in find_counts(part, parses.get(part)))
    claims = tuple(claim for s in read.scenes for claim in find_claims(s.sentence, s.parse, actors=s.actors))
    return Context(
        article=read.article,
        scenes=read.scenes,
        places=read.places,
        actors=read.actors,
        dates=read.dates,
        counts=counts,
        claims=claims,
        happenings=told,
        sentences=read.sentences,
        silent=tuple(_silent(read, told)),
    )


def _silent(read: Read, told: tuple[Happening, ...]) -> Iterator[Scene]:
    """Yield the sentences that have triggers and tell nothing."""
    heard = {one.scene.sentence for happening in told for one in happening.tellings}
    for scene, triggers in zip(read.scenes, read.triggers, strict=True):
        if scene.sentence not in heard and any(not trigger.quiet for trigger in triggers):
            yield scene


def _reports(happening: Happening, context: Context) -> Iterator[Report]:
    """Yield one report, or one a place where the same was done at several ("strikes on A, B and C")."""
    places = series(happening.head.scene, happening.head.places)
    for place in places or (None,):
        yield report(happening, context, place)
