"""Times that a text names, each as an interval of days: :func:`find_times`.

``NO_DAY`` is the rule of what is written as a day and is none, ``NOT_OF_EVENTS`` are those of days on which something was
only written.
"""

from events.mentions.times.document_times import day_of_writing
from events.mentions.times.finder import NO_DAY, find_times
from events.mentions.times.stamps import AS_OF, CITATION, DATELINE, NOT_OF_EVENTS, STAMP

__all__ = ["AS_OF", "CITATION", "DATELINE", "NOT_OF_EVENTS", "NO_DAY", "STAMP", "day_of_writing", "find_times"]
