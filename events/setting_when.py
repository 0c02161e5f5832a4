"""When a happening took place: the date that hangs on its words, then the sentence's, then what the text around leaves.

It stands apart from the place because time is inherited differently: from the happening's other sentences, then from
the day of publication, which says "about then" and no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from events.event import DateMention, When
from events.roles import SAYING
from events.roles_clause import ancestors
from events.scene import Scene
from events.setting import hangs
from events.triggers import Trigger


def hanging_dates(
    scene: Scene, trigger: Trigger, live: Iterable[Trigger], dates: tuple[DateMention, ...]
) -> tuple[DateMention, ...]:
    """Return the sentence's dates whose phrase hangs on the trigger before any other trigger or verb of saying."""
    stops = {other.token.i for other in live} - {trigger.token.i}
    return tuple(date for date in dates if date.when and hangs(scene.head(date.span), trigger.token, stops))


def spoken(scene: Scene, date: DateMention) -> bool:
    """Whether a date says when somebody spoke: the first verb above it is one of saying, and it opens no sentence."""
    if date.span.start - scene.sentence.start <= len("On "):
        return False
    verb = next((above for above in ancestors(scene.head(date.span)) if above.pos_ == "VERB"), None)
    return verb is not None and verb.lemma_ in SAYING


def about(published: dt.date | None, days: int = 7) -> When | None:
    """Return the days up to publication: news without a date is news of about then.

    >>> about(dt.date(2017, 10, 4)).earliest
    datetime.date(2017, 9, 27)
    """
    return None if published is None else When(published - dt.timedelta(days), published, "about")
