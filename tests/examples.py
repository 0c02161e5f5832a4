"""What a doctest may use beside its own module: a text read by the house's own readers, in one word.

The examples in the docstrings are one to three lines long because these names stand for the way to them::

    page_of("Rebels shelled Hama.")       a text's words as the rules of place names see them (text.token_table.TokenTable)
    gazetteer()                           the compiled gazetteer (geo.gazetteer.Gazetteer)
    sentence_of("Rebels shelled Hama.")   one sentence with its grammar, places and actors (events.mentions.sentence.Sentence)
    word("Rebels [shelled] Hama.")        the word in brackets, with its grammar (text.parse.Token)
    trigger("Rebels [shelled] Hama.")     the same word as a trigger (events.triggers.finder.Trigger)
    passage("Rebels shelled Hama.")       a text as the rules of actors see it (events.mentions.actors.tokenized_text.Passage)
    numbers_in("Two men were killed.")    a sentence's words with its numbers (events.mentions.casualties.victims.Numbered)
    mentions_of("Rebels shelled Hama.")   all that is named in an article (events.coding.reports.Mentions)
    reader()                              what reads them all (events.reader.Reader)
    event_mentions_in("Rebels shelled Hama.")       what an article's sentences tell (events.arguments.event_mention.EventMention)
    document("Rebels shelled Hama.")       an article's clusters with all that they share (events.coding.document.Document)
    read_in("Rebels shelled Hama.")       what the reader reads from it (events.model.Reading)

All are read as published on 4 October 2017, with the compiled gazetteer and without country packs. The root's conftest
puts them into every doctest; each is made when it is first asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from events.arguments.event_mention import EventMention
from events.arguments.eventhood import Surroundings
from events.coding.agreement import Told, told
from events.coding.document import Document
from events.coding.fields import fields_of
from events.coding.reports import Mentions, casualties_of, document_of, event_mentions_of, surroundings
from events.mentions.actors import tokenized_text
from events.mentions.casualties.numbers import quantities
from events.mentions.casualties.victims import Numbered, numbered
from events.mentions.casualties.words import words_of
from events.mentions.sentence import Sentence
from events.model import Article, Reading
from events.reader import Reader
from events.triggers.finder import Trigger, find_triggers
from geo.build import ensure
from geo.gazetteer import Gazetteer
from geo.parser import Geoparser
from text import span_of
from text.language import entities
from text.parse import Token
from text.parsing import parse_all
from text.sentences import sentences
from text.token_table import TokenTable, token_table

PUBLISHED = dt.date(2017, 10, 4)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open(ensure(), packs=False)


@cache
def reader() -> Reader:
    return Reader(Geoparser(gazetteer()))


def _article(text: str) -> Article:
    return Article("example", text, published=PUBLISHED)


@cache
def mentions_of(text: str) -> Mentions:
    return reader().mentions(_article(text))


def read_in(text: str) -> Reading:
    return reader().read(_article(text))


def page_of(text: str) -> TokenTable:
    return token_table(entities(text))


@cache
def sentence_of(text: str) -> Sentence:
    """The first sentence of the text, also where no word of it can tell a cluster."""
    read = mentions_of(text)
    first = read.sentences[0]
    places = tuple(place for place in read.places if first.covers(place.span))
    actors = tuple(actor for actor in read.actors if first.covers(actor.span))
    return Sentence(first, parse_all((first,))[0], places, actors)


def _marked(text: str) -> tuple[Sentence, Token]:
    found = sentence_of(re.sub(r"[\[\]]", "", text))
    return found, next(token for token in found.parse if token.idx + found.span.start == text.index("["))


def word(text: str) -> Token:
    return _marked(text)[1]


def trigger(text: str) -> Trigger:
    """The trigger at the word, refused or not."""
    found, token = _marked(text)
    return next(one for one in find_triggers(found) if one.token == token)


def deed_in(text: str) -> tuple[Sentence, Trigger]:
    """The sentence with the trigger at the word in brackets, of one and the same parse."""
    found, token = _marked(text)
    return found, next(one for one in find_triggers(found) if one.token == token)


def passage(text: str) -> tokenized_text.Passage:
    parts = sentences(text)
    places = reader().mentions(_article(text)).places
    return tokenized_text.passage_of(text, places=places, sentences=parts, published=PUBLISHED)


def numbers_in(text: str) -> Numbered:
    whole = span_of(text, 0, len(text))
    return numbered(words_of(whole, parse_all((whole,))[0]), quantities(whole))


def event_mentions_in(text: str) -> tuple[EventMention, ...]:
    return tuple(event_mentions_of(mentions_of(text)))


def document(text: str) -> Document:
    return document_of(mentions_of(text))


def clusters_in(text: str) -> list[Told]:
    """Return the events of a text as they are held against each other."""
    found = document(text)
    return [told(one, fields_of(one, found), found.around) for one in found.clusters]


def surroundings_in(text: str) -> Surroundings:
    read = mentions_of(text)
    return surroundings(read, len(tuple(event_mentions_of(read))), casualties_of(read))
