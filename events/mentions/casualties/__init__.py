"""Numbers of killed, injured and captured that a text names: :func:`find_casualties`."""

from events.mentions.casualties.columns import column_counts
from events.mentions.casualties.finder import CountMention, find_casualties
from events.mentions.casualties.total import Total
from events.mentions.casualties.total import total as add_up
from events.mentions.casualties.words import may_count

__all__ = ["CountMention", "Total", "add_up", "column_counts", "find_casualties", "may_count"]
