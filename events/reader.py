"""An article -> all that was read from it: what is named in it, then its reports; here or in worker processes.

Composition only: every decision is made in the modules named below, the reports in events/coding/reports.py.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from typing import TypeVar

from events.coding import Mentions, code
from events.fast_pickle import register_fast_pickle
from events.mentions import Sentence
from events.mentions.actors import find_actors
from events.mentions.times import find_times
from events.model import ActorMention, Article, Reading
from events.processes import identity, in_processes
from events.triggers import could_contain_trigger, find_triggers
from geo import Place, PlaceMention
from geo.online import configured_geocoder
from geo.parser import Geoparser
from geo.rules import NOT_KNOWN
from text import Span, inside
from text.deadline import TooLongError, deadline
from text.language import entities
from text.parsing import parse_all
from text.sentences import sentences
from text.settling import in_original, settle

Told = TypeVar("Told")
LONGEST_S = 120.0
"""Seconds of computing for one text: a book of a million characters takes a fourth of it."""


class Reader:
    """Reads articles one by one, or many with worker processes; the same article always gives the same reading."""

    def __init__(self, geoparser: Geoparser | None = None) -> None:
        """Take ``geoparser``, or open the compiled gazetteer."""
        register_fast_pickle()
        self._own = geoparser

    @cached_property
    def _geoparser(self) -> Geoparser:
        """Opened when first asked: where worker processes read, this one never does."""
        return self._own or Geoparser(geocode=configured_geocoder())

    def read(self, article: Article) -> Reading:
        """Return all that one article tells; where it takes too long or a rule breaks on it, an empty reading that says so.

        The fault of a rule is logged.

        >>> [report.sub_event_type for report in reader().read(Article("a", "Rebels shelled Hama.")).reports]
        ['Shelling/artillery/missile attack']
        """
        _ = self._geoparser  # a gazetteer that cannot be opened is no article's fault
        try:
            with deadline(LONGEST_S):
                return self._whole(article)
        except TooLongError:
            return Reading(article, failed=f"reading it takes more than {LONGEST_S:g} seconds of computing")
        except Exception as error:  # one odd article must not lose the thousand beside it
            logging.getLogger(__name__).exception("article %s could not be read", article.id)
            return Reading(article, failed=f"it cannot be read: {type(error).__name__}")

    def _whole(self, article: Article) -> Reading:
        read = self.mentions(article)
        coded = code(read)
        found = (read.places, read.dates, read.actors, coded.reports, coded.figures, coded.left_out)
        return Reading(article, *in_original(found, settle(article.text)))

    def mentions(self, article: Article) -> Mentions:
        """Return the article's names, dates, actors and triggers, before reports are made of them.

        They stand in the text as :func:`text.settling.settle` has it, which is the text of the article returned.

        >>> read = reader().mentions(Article("a", "Rebels shelled Hama on Monday."))
        >>> [mention.span.text for mention in (*read.places, *read.dates, *read.actors)]
        ['Hama', 'Monday', 'Rebels']
        """
        article = replace(article, text=settle(article.text).text)
        return _mentions(article, self._geoparser.mentions(entities(article.text), title=article.title))

    def read_many(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading]:
        """Yield the readings in the order of the articles; with ``workers`` above 1, read in that many processes.

        Each process opens the compiled gazetteer itself: raises ``ValueError`` where this reader was given a geoparser.

        >>> [reading.article.id for reading in reader().read_many([Article("a", "Rebels left."), Article("b", "Hama fell.")])]
        ['a', 'b']
        """
        yield from self.told(articles, identity, workers=workers)

    def told(self, articles: Iterable[Article], tell: Callable[[Reading], Told], *, workers: int = 1) -> Iterator[Told]:
        """The same, each reading made into something else where it is read: a line to print is less to hand over.

        ``tell`` must be a function of a module. Raises :class:`events.processes.WorkerLostError` where a process is killed.

        >>> list(reader().told([Article("a", "Rebels shelled Hama.")], lambda reading: len(reading.reports)))
        [1]
        """
        if workers <= 1:
            yield from (tell(self.read(article)) for article in articles)
            return
        if self._own:
            message = "a geoparser of one's own cannot be handed to worker processes"
            raise ValueError(message)
        yield from in_processes(partial(_told, tell), articles, workers=workers, start=get_ready)


@cache
def process_reader() -> Reader:
    """Return the reader of this process, which is made once.

    >>> process_reader() is process_reader()
    True
    """
    return Reader()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=process_reader.cache_clear)  # no two processes may share one open gazetteer


def _told(tell: Callable[[Reading], Told], article: Article) -> Told:
    return tell(process_reader().read(article))


def get_ready() -> None:
    """Load what reading needs, all but the gazetteer: model, word lists and rules, by reading a sentence.

    >>> get_ready()
    """
    article = Article("", "Rebels shelled Hama on Monday, killing two.")
    entities(article.text)
    code(_mentions(article, ()))


def _mentions(article: Article, places: tuple[PlaceMention, ...]) -> Mentions:
    parts = sentences(article.text)
    dates = find_times(article.text, published=article.published, sentences=parts, title=article.title)
    actors = find_actors(article.text, places=places, sentences=parts, published=article.published)
    groups: dict[str, list[ActorMention]] = {}
    for actor in actors:
        if actor.actor.inter in {2, 3, 4}:
            groups.setdefault(actor.actor.name, []).append(actor)
    places = tuple(place for place in places if not _names_a_group(place, places, groups.get(place.span.text, ())))
    parsed_sentences = tuple(_scenes(parts, places, actors))
    return Mentions(
        article,
        parts,
        places,
        dates,
        actors,
        parsed_sentences,
        tuple(find_triggers(sentence) for sentence in parsed_sentences),
    )


def _names_a_group(mention: PlaceMention, places: tuple[PlaceMention, ...], groups: Sequence[ActorMention]) -> bool:
    """Whether the whole name is an armed group's, which no place bears, or a town of a country not spoken of: "Hamas"."""
    if not isinstance(mention.place, Place) or not any(one.span.covers(mention.span) for one in groups):
        return False
    if mention.rule.startswith(NOT_KNOWN):
        return True
    others = (one.place for one in places if one.span.text != mention.span.text and isinstance(one.place, Place))
    return mention.place.country not in {place.country for place in others}


def _scenes(
    parts: tuple[Span, ...], places: tuple[PlaceMention, ...], actors: tuple[ActorMention, ...]
) -> Iterator[Sentence]:
    matter = [part for part in parts if could_contain_trigger(part.text)]
    for part, parse in zip(matter, parse_all(matter), strict=True):
        yield Sentence(part, parse, inside(places, part), inside(actors, part))
