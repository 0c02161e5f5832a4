"""What a day is said for: days on which something was only written ("Published 3 May", datelines, "as of"), and days since which."""

from __future__ import annotations

import re
from dataclasses import replace

from events.mentions.times.document_times import DocumentTimes
from events.mentions.times.reference_time import ReferenceTime
from events.model import DateMention, When
from text import span_of
from text.calendar_words import either
from text.lexicon import either_of

_SINCE = re.compile(r"\b[Ss]ince (?:the )?$")
_LONGEST = 12
_RECALLED = re.compile(r"\b(?:" + either_of("recalled") + r")\b[^;]*$", re.IGNORECASE)
_SAID_IT_HAD = re.compile(r"(?<=\bsaid )(.*?\b)had\b")  # "said that forty had died" tells of forty who have
_BOUND = re.compile(r"\bat (?:least|most|first|last)\b", re.IGNORECASE)
_TOLD_ON = re.compile(r",? when\b")


def since(mention: DateMention, reference: ReferenceTime) -> DateMention:
    """Let "since January" run from January up to the day of publication, where that is known and later.

    Not where the date is only recalled: behind a superlative, behind "had", or where "when" goes on to tell of it.

    >>> import datetime as dt
    >>> said = "Forty have died since January."
    >>> january = DateMention(span_of(said, 22, 29), When(dt.date(2017, 1, 1), dt.date(2017, 1, 31), "month"), "month")
    >>> since(january, ReferenceTime(said, span_of(said, 0, 30), dt.date(2017, 3, 2))).when.latest.isoformat()
    '2017-03-02'
    """
    when, today, start = mention.when, reference.published, mention.span.start
    lead = _SINCE.search(reference.text, max(reference.sentence.start, start - _LONGEST), start)
    if not (lead and when and today and when.earliest < today) or _recalls(mention, reference):
        return mention
    span = span_of(reference.text, lead.start(), mention.span.stop)
    return DateMention(span, When(when.earliest, today, "range"), f"since:{mention.rule}")


def _recalls(mention: DateMention, reference: ReferenceTime) -> bool:
    before = reference.text[reference.sentence.start : mention.span.start]
    told = _SAID_IT_HAD.sub(r"\1", _BOUND.sub("", before))
    return bool(_RECALLED.search(told) or _TOLD_ON.match(reference.text, mention.span.stop))


CITATION, STAMP, DATELINE, AS_OF = "citation", "stamp", "dateline", "as-of"
NOT_OF_EVENTS = frozenset({CITATION, STAMP})
"""Rules of dates on which nothing happened but that somebody wrote."""

_OPENED = re.compile(r"[(\[](?P<inside>[^()\[\]\n]{2,80}?)[,;:]? $")
_CLOSED = re.compile(r"[^()\[\]\n]{0,60}[)\]]")
_SOURCE = re.compile(rf"\b(?:{either('source')})\b|\b(?-i:[A-Z]{{3,6}})\b", re.IGNORECASE)
_TITLED = re.compile(r"(?:(?:the|of|for|and|in|al|de) |[A-Z“\"][\w'’.&/”\"-]*[ ,]*){1,9}$")
_ISSUED = re.compile(
    r"\b(?:" + either_of("what is published") + r")s?,?"
    r"(?: (?:was|were|that was|which was))? (?:" + either_of("ways of publishing") + r")"
    r"(?: (?:online|on \w+|by [\w ]{2,30}))?,?(?: on)? $"
)
_HELD = re.compile(r"\b[Aa]s (?:of|at)(?: [\d:.]{1,5},?(?: ?[ap]\.?m\.?)?)?(?: \([^)]{1,20}\))?,?(?: on)? $")
_REACH = 100


def marked(text: str, mentions: list[DateMention], times: DocumentTimes) -> list[DateMention]:
    """Return the mentions, those on which something was written and not done under a rule that says so.

    >>> from events.mentions.times.finder import find_times
    >>> from text.sentences import sentences
    >>> said = "Two men died on Monday (Hill News, 28 September 2022)."
    >>> [one.rule for one in find_times(said, published=None, sentences=sentences(said))]
    ['weekday', 'citation']
    """
    return [replace(one, rule=_rule(text, one, times)) if one.when else one for one in mentions]


def _rule(text: str, mention: DateMention, times: DocumentTimes) -> str:
    start, stop = mention.span.start, mention.span.stop
    kind = times.kind(start)
    if kind == "furniture":
        return STAMP
    if kind == "dateline":
        return DATELINE
    if _cited(text, start, stop):
        return CITATION
    if _ISSUED.search(text, max(0, start - _REACH), start):
        return STAMP
    return AS_OF if _HELD.search(text, max(0, start - _REACH), start) else mention.rule


def _cited(text: str, start: int, stop: int) -> bool:
    """Whether a day stands in brackets behind the name of who wrote it."""
    opened = _OPENED.search(text, max(0, start - _REACH), start)
    if opened is None or not _CLOSED.match(text, stop):
        return False
    inside = opened["inside"].rsplit(";", 1)[-1].strip()
    return bool(_TITLED.match(inside) and _SOURCE.search(inside))
