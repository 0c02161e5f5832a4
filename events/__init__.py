"""What, who, when: an article -> reports -> events, each field with its evidence."""

from events.article import Article
from events.event import (
    EVENT_TYPE_OF,
    SUB_EVENT_TYPES,
    Actor,
    ActorMention,
    ActorRole,
    Count,
    DateMention,
    Event,
    Evidence,
    Precision,
    Reading,
    Report,
    ReportPlace,
    Role,
    Status,
    When,
)

__all__ = [
    "EVENT_TYPE_OF",
    "SUB_EVENT_TYPES",
    "Actor",
    "ActorMention",
    "ActorRole",
    "Article",
    "Count",
    "DateMention",
    "Event",
    "Evidence",
    "Precision",
    "Reading",
    "Report",
    "ReportPlace",
    "Role",
    "Status",
    "When",
]
