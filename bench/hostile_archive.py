"""The corpus of hostile texts -> an archive in which each of them stands in every field that can hold text.

Reports of one spot and one day are merged, so that few clicks show all of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from bench.fuzz.payloads import payloads
from events import Actor, ActorMention, ActorRole, Article, DateMention, Evidence, Reading, Report, ReportPlace, When
from geo import LatLon, Place, PlaceMention
from store import Archive, Problem
from store.bounds import LONGEST_BY
from store.reviews import Asked
from text import Span, span_of

AT_A_SPOT = 21
"""Payloads that share a spot."""
WHOLE = "hostile-corpus"
"""The id of the article that holds all payloads, one after the other."""
AT = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
SUB = "Shelling/artillery/missile attack"
WHEN = When(dt.date(2017, 10, 2), dt.date(2017, 10, 2), "day")


def build(folder: Path) -> Archive:
    """Write the archive: an article a payload, one of all of them, corrections, and files that could not be added."""
    archive = Archive(folder)
    archive.add([*(reading_of(number, each.text) for number, each in enumerate(payloads())), whole()])
    archive.add_problems(Problem(f"{each.text}.md", 1, each.text, each.text) for each in payloads())
    for number, told in _names():
        archive.review(Asked(report_id(article_id(number)), "verdict", "confirmed", by=told, why=told), at=AT)
    return archive


def _names() -> Iterator[tuple[int, str]]:
    """Yield all payloads as names, as many in one as a name may hold, each with the number of its first."""
    first, told = 0, ""
    for number, each in enumerate(payloads()):
        longer = f"{told} ¦ {each.text}" if told else each.text
        if len(longer) > LONGEST_BY:
            yield first, told
            first, longer = number, each.text
        told = longer
    yield first, told


def article_id(number: int) -> str:
    """Return the id of the article about a payload."""
    return f"hostile-{number}"


def report_id(article: str) -> str:
    """Return the id of an article's one report."""
    return hashlib.sha256(article.encode()).hexdigest()[:16]


def reading_of(number: int, words: str) -> Reading:
    """Return an article about a payload, with it in every field, and one report."""
    told = f"{words} was shelled by {words} on Monday."
    text = f"{told} {_filler(number)}"
    of = Article(
        article_id(number), text, title=words, published=dt.date(2017, 10, 4), source=words, url=words, author=words,
        published_basis=words, licence=words,
    )  # fmt: skip
    return Reading(of, *_mentions(text, words, number), reports=(_report(of, told, words, number=number),))


def whole() -> Reading:
    """Return one article of all payloads, each of them read as a place, a date and an actor."""
    parts = [f"{each.text} was shelled.\n" for each in payloads()]
    text = "".join(parts)
    starts = accumulate((len(part) for part in parts), initial=0)
    found = [
        _mentions(text, each.text, number, start=start)
        for number, (each, start) in enumerate(zip(payloads(), starts, strict=False))
    ]
    places, dates, actors = (tuple(one for each in kind for one in each) for kind in zip(*found, strict=True))
    of = Article(WHOLE, text, title="All of them", source="Hostile Wire", url="javascript:pwn(1)")
    return Reading(of, places, dates, actors)


def _mentions(
    text: str, words: str, number: int, *, start: int = 0
) -> tuple[tuple[PlaceMention, ...], tuple[DateMention, ...], tuple[ActorMention, ...]]:
    """Return the payload's own words as a mention of each kind, its rule's name hostile too."""
    span: Span = span_of(text, start, start + len(words))
    return (
        (PlaceMention(span, _place(words, number), words),),
        (DateMention(span, WHEN, words),),
        (ActorMention(span, _actor(words, number), words),),
    )


def _report(of: Article, told: str, words: str, *, number: int) -> Report:
    verb = of.text.index("shelled", len(words))
    actor = _actor(words, number)
    evidence = (
        Evidence("place", span_of(of.text, 0, len(words)), words),
        Evidence("sub_event_type", span_of(of.text, verb, verb + 7), words),
    )
    return Report(
        report_id(of.id), of.id, span_of(of.text, 0, len(told)), "Explosions/Remote violence", SUB,
        place=ReportPlace(_place(words, number)), when=WHEN, when_inherited=False,
        actors=(ActorRole(actor, "initiator"), ActorRole(actor, "target")), fatalities=None, injured=None,
        status="claimed", said_by=(actor,), denied_by=(), evidence=evidence,
    )  # fmt: skip


def _place(words: str, number: int) -> Place:
    """Return a place of this name; those of a group share a spot and an id."""
    spot = number // AT_A_SPOT
    at = LatLon(34.0 + spot, 38.0 + spot)
    return Place(f"hostile:{spot}", words, at, "SY", words, "town", 3.0, words)


def _actor(words: str, number: int) -> Actor:
    """Return an actor of this name; those of a group share an id."""
    return Actor(f"hostile-{number // AT_A_SPOT}", words, 2)


def _filler(number: int) -> str:
    """Return words of its own for each article: copies of one text would be one voice."""
    return " ".join(hashlib.sha256(f"{number} {part}".encode()).hexdigest() for part in range(8)) + "."
