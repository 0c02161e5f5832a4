"""A heading and the rows under it -> one event mention a row: "Strikes by British aircraft:" and a table of days and places."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from events.arguments.actors import arguments_of
from events.arguments.argument import Argument
from events.arguments.event_mention import EventMention
from events.mentions import Sentence
from events.model import ActorMention, DateMention
from events.triggers import Trigger, event_triggers
from geo import PlaceMention
from text import Span

UNDER = "under a heading"
_CELLS = re.compile(r"\S(?:[ \t]*[|\t][ \t]*| {2,})\S")
_HEADING = 120  # characters
ROWS = 200  # rows read under one heading at most


@dataclass(frozen=True, slots=True)
class Names:
    """All that is named in an article, from which each row takes its own."""

    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    actors: tuple[ActorMention, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading says of all its rows: the deed, the words that modifier it, who did it."""

    main: Trigger
    modifiers: tuple[Trigger, ...]
    acting: tuple[Argument, ...]


def rows_told(
    sentences: tuple[Span, ...], headings: Mapping[Span, tuple[Sentence, tuple[Trigger, ...]]], names: Names
) -> dict[Span, EventMention | None]:
    r"""Return what the rows of an article's tables tell, by sentence; None for headings, and for rows without place and day.

    ``headings`` are the sentences with triggers. A table is two lines or more right after a short one without a
    full stop, as long as they are parted into cells by bars, tabs or wide gaps.

    >>> read = mentions_of("Strikes by the army:\n3 May | Hama\n4 May | Homs\n")
    >>> headings = {sentence.span: (sentence, found) for sentence, found in zip(read.parsed_sentences, read.triggers)}
    >>> told = rows_told(read.sentences, headings, Names(read.places, read.dates, read.actors))
    >>> [(one.places[0].span.text, one.dates[0].span.text, one.main.kind) for one in told.values() if one]
    [('Hama', '3 May', 'assault'), ('Homs', '4 May', 'assault')]
    """
    found: dict[Span, EventMention | None] = {}
    for at, span in enumerate(sentences):
        sentence, triggers = headings.get(span, (None, ()))
        live = [trigger for trigger in event_triggers(triggers) if trigger.rule.startswith("noun:")]
        rows = list(_rows(sentences[at + 1 : at + 1 + ROWS])) if live and _opens(span) else []
        if sentence and len(rows) > 1:
            found[span] = None
            heading = _Heading(live[0], tuple(t for t in triggers if t.is_modifier), arguments_of(sentence, live[0]))
            found |= dict(_read_rows(rows, heading, names))
    return found


def _opens(sentence: Span) -> bool:
    """Whether a sentence can head a table: short, no cells of its own, and no full stop at its end."""
    text = sentence.text.rstrip()
    return len(text) <= _HEADING and not _CELLS.search(text) and not text.endswith((".", "!", "?"))


def _rows(sentences: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines that are parted into cells, up to the first that is not."""
    for sentence in sentences:
        if not _CELLS.search(sentence.text):
            return
        yield sentence


def _read_rows(rows: list[Span], heading: _Heading, names: Names) -> Iterator[tuple[Span, EventMention | None]]:
    parsing = importlib.import_module("text.parsing")  # loaded by who reads, not by who joins what was read
    for row, parse in zip(rows, parsing.parse_all(rows), strict=True):
        inside = tuple(place for place in names.places if row.covers(place.span) and not place.demonym)
        sentence = Sentence(row, parse, inside, tuple(actor for actor in names.actors if row.covers(actor.span)))
        dates = tuple(date for date in names.dates if row.covers(date.span) and date.when)
        yield row, _telling(sentence, heading, dates) if inside or dates else None


def _telling(sentence: Sentence, heading: _Heading, dates: tuple[DateMention, ...]) -> EventMention:
    """Return what a row tells: the heading's deed by the heading's actors, at the row's first place, on the row's day."""
    places, main = sentence.places[:1], heading.main
    span = places[0].span if places else sentence.span  # a place that nobody knows: the row itself is the evidence
    trigger = Trigger(span, main.kind, f"{main.rule}, {UNDER}", sentence.head(span), sentence.span)
    return EventMention(sentence, (trigger,), heading.modifiers, places, dates, heading.acting)
