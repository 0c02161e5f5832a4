"""A date behind "since" -> the stretch from it up to the day of publication, where the words mean a stretch.

"Since" means two things: "since January forty have died" is a stretch, "the worst attack since January" only recalls a date.
"""

from __future__ import annotations

import re

from events.mentions.times.reference_time import ReferenceTime
from events.model import DateMention, When
from text import span_of
from text.lexicon import either_of

_SINCE = re.compile(r"\b[Ss]ince (?:the )?$")
_LONGEST = 12
_RECALLED = re.compile(r"\b(?:" + either_of("recalled") + r")\b[^;]*$", re.IGNORECASE)
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
    return bool(_RECALLED.search(before) or _TOLD_ON.match(reference.text, mention.span.stop))
