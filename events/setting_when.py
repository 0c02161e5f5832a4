"""When a happening took place: the date that hangs on its words, then the sentence's, then what the text around leaves.

It stands apart from the place because time is inherited differently: from the happening's other sentences, then from
the day of publication, which says "about then" and no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from spacy.tokens import Token

from events.event import DateMention, When
from events.roles import SAYING
from events.roles_clause import ancestors
from events.setting import hangs
from events.triggers import Scene, Trigger
from geo import Span


def hanging_dates(
    scene: Scene, trigger: Trigger, live: Iterable[Trigger], dates: tuple[DateMention, ...]
) -> tuple[DateMention, ...]:
    """Return the sentence's dates whose phrase hangs on the trigger before any other trigger or verb of saying."""
    stops = {other.token.i for other in live} - {trigger.token.i}
    return tuple(date for date in dates if date.when and hangs(_head(scene, date.span), trigger.token, stops))


def _head(scene: Scene, span: Span) -> Token:
    tokens = [token for token in scene.parse if span.start <= scene.sentence.start + token.idx < span.stop]
    inside = set(tokens)
    return next((token for token in tokens if token.head not in inside or token.head == token), scene.parse[0])


def spoken(scene: Scene, date: DateMention) -> bool:
    """Whether a date says when somebody spoke: the first verb above it is one of saying."""
    verb = next((above for above in ancestors(_head(scene, date.span)) if above.pos_ == "VERB"), None)
    return verb is not None and verb.lemma_ in SAYING


def about(published: dt.date | None, days: int = 7) -> When | None:
    """Return the days up to publication: news without a date is news of about then.

    >>> about(dt.date(2017, 10, 4)).earliest
    datetime.date(2017, 9, 27)
    """
    return None if published is None else When(published - dt.timedelta(days), published, "about")
