"""A cluster of event mentions -> a report: type, place, time, actors, figures, status: :func:`code`."""

from events.coding.reports import Mentions, casualties_of, code
from events.coding.reports import reports as reports_of

__all__ = ["Mentions", "casualties_of", "code", "reports_of"]
