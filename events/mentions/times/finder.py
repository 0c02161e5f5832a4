"""An article's text and day of publication -> its time mentions, each an interval with a precision and the rule's name."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from events.mentions.times import (
    absolute,
    anchored,
    calendars,
    feasts,
    military,
    ranges,
    relative,
    weekdays,
)
from events.mentions.times.document_times import DocumentTimes, document_times
from events.mentions.times.reference_time import Answer, NoPublicationDay, ReferenceTime, Rule
from events.mentions.times.stamps import marked, since
from events.mentions.times.vocabulary import YEAR, kinds
from events.model import DateMention, When
from text import Span, span_of

NO_DAY, NO_SUCH_DAY = "no-such-day", "no such day in the calendar"
"""The rule and the reason of what is written as a day and is none: "31 February"."""
RULES: tuple[Rule, ...] = (
    *calendars.RULES,
    *military.RULES,
    *ranges.RULES,
    *feasts.RULES,
    *absolute.RULES,
    *anchored.RULES,
    *weekdays.RULES,
    *relative.RULES,
)
"""All rules in the order in which they are tried; a name stands for one way of wording a date."""


def find_times(
    text: str, *, published: dt.date | None, sentences: tuple[Span, ...], title: str | None = None
) -> tuple[DateMention, ...]:
    """Return the times that ``text`` names, in order, not overlapping; spans are offsets into ``text``.

    Where ``published`` is None, the text's own dateline, stamp or title dates it; where it has none, times told from the
    day of publication come with ``when`` None and the reason. ``title`` is the headline where it is no part of the text.

    >>> from text.sentences import sentences
    >>> said = "The base was shelled on Wednesday and, three days later, taken."
    >>> found = find_times(said, published=dt.date(2017, 10, 8), sentences=sentences(said))
    >>> [(d.span.text, d.when.earliest.isoformat(), d.rule) for d in found if d.when]
    [('Wednesday', '2017-10-04', 'weekday'), ('three days later', '2017-10-07', 'units-later')]
    """
    hits = [(sentence, hit) for sentence in sentences for hit in _hits(text, sentence)]
    if not hits:
        return ()
    times = document_times(text, published, title)
    mentions: list[DateMention] = []
    anchor: When | None = None
    story, entry, opened = None, None, 0
    for sentence, (rule, found) in hits:
        reference = _reference(ReferenceTime(text, sentence, times.written, anchor, story), times, found.start(), entry)
        if entry and "\n" not in text[opened : found.start()]:
            reference = replace(reference, line_day=entry)
        answer = _answer(rule, found, reference)
        if answer == "":  # the rule sees no time in its own words
            continue
        mentions.append(_mention(rule, found, (reference, answer)))
        if isinstance(answer, When) and rule.name not in anchored.COMPARED:
            anchor, story = answer, _story(found, answer, story)
            if times.opens(found.start()) and answer.precision == "day":
                entry, opened = answer.latest, found.start()
    return anchored.restated(text, marked(text, mentions, times))


def _reference(reference: ReferenceTime, times: DocumentTimes, start: int, entry: dt.date | None) -> ReferenceTime:
    return replace(
        reference,
        year_above=times.year_above(start),
        day_after=None if times.written else times.day_after(start),
        entry=entry if times.opens(start) else None,
        month_above=times.month_above(start),
        day_first=times.day_first,
    )


_YEAR = re.compile(YEAR)
Hit = tuple[Rule, re.Match[str]]


def _hits(text: str, sentence: Span) -> list[Hit]:
    """The expressions of one sentence in order; where two rules meet, the one tried first has it."""
    present = kinds(sentence.text)
    taken = bytearray(len(sentence.text))
    hits: list[tuple[int, Hit]] = []
    for rule in RULES if present else ():
        if rule.needs <= present:
            for found in rule.pattern.finditer(text, sentence.start, sentence.stop):
                start, stop = found.start(rule.said) - sentence.start, found.end(rule.said) - sentence.start
                if not any(taken[start:stop]):
                    taken[start:stop] = b"\1" * (stop - start)
                    hits.append((start, (rule, found)))
    return [hit for _, hit in sorted(hits, key=_start)]


def _start(hit: tuple[int, Hit]) -> int:
    return hit[0]


def _answer(rule: Rule, found: re.Match[str], reference: ReferenceTime) -> Answer:
    try:
        return rule.read(found, reference)
    except NoPublicationDay:
        return "told from the day of publication, which is not known"
    except (ValueError, OverflowError):
        return NO_SUCH_DAY


def _story(found: re.Match[str], when: When, story: dt.date | None) -> dt.date | None:
    """The day a story has come to: set by a day with its year, kept up by days of the same year, left by others."""
    if when.earliest != when.latest:
        return story
    return when.latest if _YEAR.search(found[0]) or (story and when.latest.year == story.year) else None


def _mention(rule: Rule, found: re.Match[str], read: tuple[ReferenceTime, Answer]) -> DateMention:
    reference, answer = read
    span = span_of(reference.text, *found.span(rule.said))
    if isinstance(answer, str):
        return DateMention(span, None, NO_DAY if answer == NO_SUCH_DAY else rule.name, answer)
    return since(DateMention(span, answer, rule.name), reference)
