"""An article's text and day of publication -> its date mentions, each an interval with a precision and the rule's name.

It stands apart as the verb of the date rules: it finds what the rules of the other ``dates_*`` modules look for, in the
order in which they stand, and reads each against the publication day and the date before it.
"""

from __future__ import annotations

import datetime as dt
import re

from events.mentions.times import (
    absolute,
    anchored,
    durations,
    feasts,
    ranges,
    relative,
    weekdays,
)
from events.mentions.times.reference_time import Answer, NoPublicationDay, Rule, Setting
from events.mentions.times.since import since
from events.mentions.times.vocabulary import YEAR, kinds
from events.model import DateMention, When
from text import Span, span_of

RULES: tuple[Rule, ...] = (
    *ranges.RULES,
    *feasts.RULES,
    *absolute.RULES,
    *anchored.RULES,
    *weekdays.RULES,
    *relative.RULES,
    *durations.RULES,
)
"""All rules in the order in which they are tried; a name stands for one way of wording a date."""


def find_dates(text: str, *, published: dt.date | None, sentences: tuple[Span, ...]) -> tuple[DateMention, ...]:
    """Return the dates of ``text`` in order, not overlapping; spans are offsets into ``text``.

    Where ``published`` is None, dates told from the day of publication come with ``when`` None and the reason.

    >>> from text.sentences import sentences
    >>> said = "The base was shelled on Wednesday and, three days later, taken."
    >>> found = find_dates(said, published=dt.date(2017, 10, 8), sentences=sentences(said))
    >>> [(d.span.text, d.when.earliest.isoformat(), d.rule) for d in found if d.when]
    [('Wednesday', '2017-10-04', 'weekday'), ('three days later', '2017-10-07', 'units-later')]
    """
    mentions: list[DateMention] = []
    anchor: When | None = None
    story: dt.date | None = None
    for sentence in sentences:
        for rule, found in _hits(text, sentence):
            setting = Setting(text, sentence, published, anchor, story)
            answer = _answer(rule, found, setting)
            mentions.append(_mention(rule, found, (setting, answer)))
            if isinstance(answer, When):
                anchor, story = answer, _story(found, answer, story)
    return anchored.restated(text, mentions)


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


def _answer(rule: Rule, found: re.Match[str], setting: Setting) -> Answer:
    try:
        return rule.read(found, setting)
    except NoPublicationDay:
        return "told from the day of publication, which is not known"
    except (ValueError, OverflowError):
        return "no such day in the calendar"


def _story(found: re.Match[str], when: When, story: dt.date | None) -> dt.date | None:
    """The day a story has come to: set by a day with its year, kept up by days of the same year, left by others."""
    if when.earliest != when.latest:
        return story
    return when.latest if _YEAR.search(found[0]) or (story and when.latest.year == story.year) else None


def _mention(rule: Rule, found: re.Match[str], read: tuple[Setting, Answer]) -> DateMention:
    setting, answer = read
    span = span_of(setting.text, *found.span(rule.said))
    if isinstance(answer, str):
        return DateMention(span, None, rule.name, answer)
    return since(DateMention(span, answer, rule.name), setting)
