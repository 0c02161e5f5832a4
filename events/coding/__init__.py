"""A cluster of event mentions -> a report: type, place, time, actors, figures, status: :func:`code`."""

from events.coding.reports import Mentions, code

__all__ = ["Mentions", "code"]
