"""Rows of text with their actors marked in place, ``[words|actor-id]``: what they say, and what is read in them."""

from __future__ import annotations

import datetime as dt
import re

from events.mentions.actors.finder import find_actors
from events.model import ActorMention
from geo import Place, PlaceMention
from geo.place import LatLon
from text.sentences import sentences
from text.span import span_of

MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def plain(row: str) -> str:
    return MARK.sub(r"\1", row)


def marked(row: str) -> list[tuple[str, str]]:
    return sorted((words, actor) for words, ids in MARK.findall(row) for actor in ids.split(","))


def somewhere(text: str, country: str | None) -> tuple[PlaceMention, ...]:
    """A place of a country that holds for the whole text: the last word of it."""
    if country is None:
        return ()
    place = Place("place", "place", LatLon(0, 0), country, None, "town", 5.0, "test")
    return (PlaceMention(span_of(text, len(text) - 1, len(text)), place, "test"),)


def read(
    text: str, *, country: str | None = None, published: dt.date | None = dt.date(2022, 6, 1)
) -> tuple[ActorMention, ...]:
    return find_actors(text, places=somewhere(text, country), sentences=sentences(text), published=published)


def words_and_ids(mentions: tuple[ActorMention, ...], text: str) -> list[tuple[str, str]]:
    """The mentions as rows have them: of states that share a body the shorter span is inside the longer one."""
    widest = {}
    for mention in mentions:
        start = min([m.span.start for m in mentions if m.span.stop == mention.span.stop])
        widest[mention.span.start, mention.actor.id] = (text[start : mention.span.stop], mention.actor.id)
    return sorted(widest.values())
