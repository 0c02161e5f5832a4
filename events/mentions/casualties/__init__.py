"""Numbers of killed, injured and captured that a text names: :func:`find_casualties`."""

from events.mentions.casualties.finder import CountMention, find_casualties

__all__ = ["CountMention", "find_casualties"]
