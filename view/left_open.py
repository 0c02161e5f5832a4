"""A reading -> everything in it that was left undecided, with the words and the reason."""

from __future__ import annotations

from collections.abc import Iterator

from events import Reading
from geo import Unresolved
from view import words
from view.summary import headline

Row = tuple[str, str, str]


def left_open(reading: Reading) -> tuple[Row, ...]:
    """Return (what it is, the article's words, why it is open): names, dates and actors first, then events.

    >>> left_open(archive.reading("coast-wire-8"))[0]
    ('Event, Where', 'Armed clash: North Front', 'no place named')
    """
    return (*_mentions(reading), *_reports(reading))


def _mentions(reading: Reading) -> Iterator[Row]:
    for place in reading.places:
        unknown = place.place if isinstance(place.place, Unresolved) else place.unknown
        if unknown is not None:
            yield words.OPEN_PLACE, place.span.text, _with_candidates(unknown)
    for date in reading.dates:
        if date.when is None:
            yield words.OPEN_DATE, date.span.text, date.reason or words.OPEN_NO_INTERVAL
    undecided = {each.actor.id: each.span.text for each in reversed(reading.actors) if each.actor.inter is None}
    for said in reversed(undecided.values()):
        yield words.OPEN_ACTOR, said, words.OPEN_NO_CLASS


def _reports(reading: Reading) -> Iterator[Row]:
    for report in reading.reports:
        for field, value in (("place", report.place), ("when", report.when)):
            if isinstance(value, Unresolved):
                yield words.OPEN_EVENT.format(field=words.FIELDS[field]), headline(report), value.reason


def _with_candidates(found: Unresolved) -> str:
    names = ", ".join(dict.fromkeys(f"{each.name} ({each.country or '–'})" for each in found.candidates[:4]))
    return f"{found.reason}: {names}" if names else found.reason
