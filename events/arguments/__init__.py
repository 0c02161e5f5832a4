"""Which place, time, actor and number grammar gives each event mention: :func:`arguments_of`; whether it is an event at all."""

from events.arguments.actors import Argument, arguments_of
from events.arguments.event_mention import EventMention
from events.arguments.eventhood import is_event

__all__ = ["Argument", "EventMention", "arguments_of", "is_event"]
