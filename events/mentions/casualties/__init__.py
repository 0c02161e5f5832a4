"""Numbers of killed, injured and captured that a text names: :func:`find_casualties`."""

from events.mentions.casualties.columns import column_counts
from events.mentions.casualties.finder import CountMention, find_casualties

__all__ = ["CountMention", "column_counts", "find_casualties"]
