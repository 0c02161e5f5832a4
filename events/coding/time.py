"""When a report happened: the article's dates for it, the surest first, at last "about the day of publication".

It stands apart because days are inherited otherwise than places: from the same happening alone.
"""

from __future__ import annotations

from events.arguments.event_mention import Telling, family
from events.arguments.times import about, of_another_clause, spoken, told_live
from events.coding.document import Context
from events.coding.place import dateline
from events.coreference.in_document import Happening
from events.model import DateMention, Evidence, When
from geo import Unresolved
from text import Span

STORY = 3  # sentences of a paragraph over which a day holds
STORY_DAYS = 7  # before publication: the news of a week


def day_of(happening: Happening, context: Context) -> tuple[When | Unresolved, bool, tuple[Evidence, ...]]:
    """Return when it was, whether that is inherited, and the evidence.

    >>> text = context("Rebels shelled Hama on Monday.")
    >>> when, inherited, evidence = day_of(text.happenings[0], text)
    >>> when.earliest.isoformat(), inherited, evidence[0].rule
    ('2017-10-02', False, 'hangs on the trigger; weekday')
    """
    for rule, inherited, date in _days(happening, context):
        if date is not None and date.when is not None:
            return date.when, inherited, (Evidence("when", date.span, f"{rule}; {date.rule}"),)
    published = context.article.published
    told = told_live(context.article.text, published) or about(published)
    return told or Unresolved("neither a date nor a day of publication"), True, ()


def _days(happening: Happening, context: Context) -> tuple[tuple[str, bool, DateMention | None], ...]:
    head, rest = happening.head, [one for one in happening.tellings if one is not happening.head]
    return (
        ("hangs on the trigger", False, next(iter(head.dates), None)),
        ("in the same sentence", False, _narrowest(_dates_in(head, context), head.main.span)),
        ("from the same happening", True, _narrowest([date for one in rest for date in one.dates])),
        ("from the same happening's sentences", True, _narrowest([d for one in rest for d in _dates_in(one, context)])),
        ("from the sentences before in its paragraph", True, _of_paragraph(head, context)),
        ("said on that day", family(head.main.kind) != "statement", _day_of_speech(head, context)),
        ("the only day told before", True, _only_day(head, context)),
    )


def _of_paragraph(head: Telling, context: Context) -> DateMention | None:
    """Return the last day named in the paragraph before a deed: a story goes on with "It was ambushed"."""
    at = context.number(head.main.span)
    for number in range(at - 1, max(-1, at - 1 - STORY), -1):
        sentence = context.sentences[number]
        if "\n" in context.article.text[sentence.stop : context.sentences[number + 1].start] or dateline(sentence):
            return None
        scene = next((one for one in context.scenes if one.sentence == sentence), None)
        inside = [date for date in context.dates if sentence.covers(date.span) and _short(date)]
        if days := [date for date in inside if scene is None or not spoken(scene, date)]:
            return days[-1]
    return None


def _only_day(head: Telling, context: Context) -> DateMention | None:
    """Return the one day of which all the text before tells, where it lies in the week up to publication."""
    published = context.article.published
    told = [
        d for h in context.happenings for one in h.tellings for d in one.dates if d.span.stop <= head.main.span.start
    ]
    days = {date.when: date for date in reversed(told) if date.when}
    when, only = next(iter(days.items()), (None, None))
    if published is None or when is None or len(days) > 1 or when.precision != "day":
        return None
    return only if 0 <= (published - when.latest).days <= STORY_DAYS else None


def _short(date: DateMention) -> bool:
    return date.when is not None and (date.when.latest - date.when.earliest).days <= 7


def _day_of_speech(head: Telling, context: Context) -> DateMention | None:
    """Return the day on which it was said: a statement's own day, and a deed's best guess where no other is given."""
    here = _narrowest(_dates_in(head, context, speech=True))
    if family(head.main.kind) == "statement":
        return here or _narrowest(_spoken_near(head, context), head.main.span)
    return here


def _spoken_near(head: Telling, context: Context) -> list[DateMention]:
    """Return the days of saying in the sentences beside."""
    at = context.number(head.main.span)
    beside = [scene for scene in context.scenes if 0 < abs(context.number(scene.sentence) - at) <= 1]
    dates = [(scene, date) for scene in beside for date in context.dates if scene.sentence.covers(date.span)]
    return [date for scene, date in dates if date.when and spoken(scene, date)]


def _dates_in(one: Telling, context: Context, *, speech: bool = False) -> list[DateMention]:
    inside = [date for date in context.dates if one.scene.sentence.covers(date.span) and date.when]
    own = [d for d in inside if not of_another_clause(one.scene.head(d.span), one.main.token)]
    return [date for date in own if speech or not spoken(one.scene, date)]


def _narrowest(dates: list[DateMention], near_to: Span | None = None) -> DateMention | None:
    """Return the date that says most: the shortest interval, of several alike the nearest (or the first)."""
    at = near_to.start if near_to else 0
    lengths = {date: date.when.latest - date.when.earliest for date in dates if date.when}
    return min(lengths, key=lambda date: (lengths[date], abs(date.span.start - at)), default=None)
