"""When a report happened: the article's dates for it, the surest first, at last "about the day of publication"."""

from __future__ import annotations

from events.arguments import EventMention, event_class, of_another_clause, spoken
from events.coding.document import Document
from events.coding.place import dateline
from events.coreference import EventCluster
from events.mentions.times import NO_DAY
from events.model import DateMention
from text import Span

STORY = 3  # sentences of a paragraph over which a day holds
ENTRY = 20  # characters behind a day on a line of its own: "12 April, noon"
STORY_DAYS = 7  # before publication: the news of a week


def no_day(cluster: EventCluster, document: Document) -> DateMention | None:
    """Return what the sentence has for a day and what is none ("31 February"): no other day may stand in for it.

    >>> text = document("Rebels shelled Hama on 31 February.")
    >>> no_day(text.clusters[0], text).span.text
    '31 February'
    """
    here = cluster.representative.sentence.span
    return next((date for date in document.dates if date.rule == NO_DAY and here.covers(date.span)), None)


def times_by_rule(cluster: EventCluster, document: Document) -> tuple[tuple[str, bool, DateMention | None], ...]:
    """Return what each way of finding a day finds, the surest way first: its name, whether it is inherited, the mention.

    >>> text = document("Rebels shelled Hama on Monday.")
    >>> times_by_rule(text.clusters[0], text)[0][2].span.text
    'Monday'
    """
    head, rest = cluster.representative, [one for one in cluster.event_mentions if one is not cluster.representative]
    return (
        ("attached to the trigger", False, next(iter(head.dates), None)),
        ("in the same sentence", False, _narrowest(_dates_in(head, document), head.main.span)),
        ("from the same happening", True, _narrowest([date for one in rest for date in one.dates])),
        (
            "from the same happening's sentences",
            True,
            _narrowest([d for one in rest for d in _dates_in(one, document)]),
        ),
        ("from the sentences before in its paragraph", True, _of_paragraph(head, document)),
        ("said on that day", event_class(head.main.kind) != "statement", _day_of_speech(head, document)),
        ("the only day told before", True, _only_day(head, document)),
    )


def _of_paragraph(head: EventMention, document: Document) -> DateMention | None:
    """Return the last day named in the paragraph before a deed: a story goes on with "It was ambushed"."""
    at = document.number(head.main.span)
    for number in range(at - 1, max(-1, at - 1 - STORY), -1):
        span = document.sentences[number]
        if "\n" in document.article.text[span.stop : document.sentences[number + 1].start] or dateline(
            document, number
        ):
            return _of_entry(head, document)
        sentence = document.by_number.get(number)
        inside = [date for date in document.dates if span.covers(date.span) and _short(date)]
        if days := [date for date in inside if sentence is None or not spoken(sentence, date)]:
            return days[-1]
    return None


def _of_entry(head: EventMention, document: Document) -> DateMention | None:
    """Return the day that stands alone on a line above, with no empty line between: a chronicle's entries lie under it."""
    text, at = document.article.text, head.main.span.start
    block = text.rfind("\n\n", 0, at) + 1
    inside = [date for date in document.dates if block <= date.span.start < at and _short(date)]
    for date in reversed(inside):
        start, stop = text.rfind("\n", 0, date.span.start) + 1, text.find("\n", date.span.stop)
        if (
            not text[start : date.span.start].strip(" -•*#")
            and len(text[date.span.stop : stop].strip(" .:–—-")) <= ENTRY
        ):
            return date
    return None


def _only_day(head: EventMention, document: Document) -> DateMention | None:
    """Return the one day of which all the text before tells, where it lies in the week up to publication."""
    published = document.around.published
    told = [
        d
        for h in document.clusters
        for one in h.event_mentions
        for d in one.dates
        if d.span.stop <= head.main.span.start
    ]
    days = {date.when: date for date in reversed(told) if date.when}
    when, only = next(iter(days.items()), (None, None))
    if published is None or when is None or len(days) > 1 or when.precision != "day":
        return None
    return only if 0 <= (published - when.latest).days <= STORY_DAYS else None


def _short(date: DateMention) -> bool:
    return date.when is not None and (date.when.latest - date.when.earliest).days <= 7


def _day_of_speech(head: EventMention, document: Document) -> DateMention | None:
    """Return the day on which it was said: a statement's own day, and a deed's best guess where no other is given."""
    here = _narrowest(_dates_in(head, document, speech=True))
    if event_class(head.main.kind) == "statement":
        return here or _narrowest(_spoken_near(head, document), head.main.span)
    return here


def _spoken_near(head: EventMention, document: Document) -> list[DateMention]:
    """Return the days of saying in the sentences beside."""
    at = document.number(head.main.span)
    beside = [sentence for sentence in document.parsed_sentences if 0 < abs(document.number(sentence.span) - at) <= 1]
    dates = [(sentence, date) for sentence in beside for date in document.dates if sentence.span.covers(date.span)]
    return [date for sentence, date in dates if date.when and spoken(sentence, date)]


def _dates_in(one: EventMention, document: Document, *, speech: bool = False) -> list[DateMention]:
    inside = [date for date in document.dates if one.sentence.span.covers(date.span) and date.when]
    own = [d for d in inside if not of_another_clause(one.sentence.head(d.span), one.main.token)]
    return [date for date in own if speech or not spoken(one.sentence, date)]


def _narrowest(dates: list[DateMention], near_to: Span | None = None) -> DateMention | None:
    """Return the date that says most: the shortest interval, of several alike the nearest (or the first)."""
    at = near_to.start if near_to else 0
    lengths = {date: date.when.latest - date.when.earliest for date in dates if date.when}
    return min(lengths, key=lambda date: (lengths[date], abs(date.span.start - at)), default=None)
