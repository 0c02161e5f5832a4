"""A date behind "since" -> the stretch from it up to the day of publication, where the words mean a stretch.

It stands apart because "since" means two things: "since January forty have died" is a stretch, "the worst attack since
January" only recalls a date.
"""

from __future__ import annotations

import re

from events.mentions.times.reference_time import Setting
from events.model import DateMention, When
from text import span_of

_SINCE = re.compile(r"\b[Ss]ince (?:the )?$")
_LONGEST = 12
_RECALLED = re.compile(r"\b(?:first|worst|most|time|last|least|\w{3,}est|had)\b[^;]*$", re.IGNORECASE)
_TOLD_ON = re.compile(r",? when\b")


def since(mention: DateMention, setting: Setting) -> DateMention:
    """Let "since January" run from January up to the day of publication, where that is known and later.

    Not where the date is only recalled: behind a superlative, behind "had", or where "when" goes on to tell of it.

    >>> import datetime as dt
    >>> said = "Forty have died since January."
    >>> january = DateMention(span_of(said, 22, 29), When(dt.date(2017, 1, 1), dt.date(2017, 1, 31), "month"), "month")
    >>> since(january, Setting(said, span_of(said, 0, 30), dt.date(2017, 3, 2))).when.latest.isoformat()
    '2017-03-02'
    """
    when, today, start = mention.when, setting.published, mention.span.start
    lead = _SINCE.search(setting.text, max(setting.sentence.start, start - _LONGEST), start)
    if not (lead and when and today and when.earliest < today) or _recalls(mention, setting):
        return mention
    span = span_of(setting.text, lead.start(), mention.span.stop)
    return DateMention(span, When(when.earliest, today, "range"), f"since:{mention.rule}")


def _recalls(mention: DateMention, setting: Setting) -> bool:
    before = setting.text[setting.sentence.start : mention.span.start]
    return bool(_RECALLED.search(before) or _TOLD_ON.match(setting.text, mention.span.stop))
