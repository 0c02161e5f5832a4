"""What, who, when: an article -> reports -> events, each field with its evidence.

The verb, ``Reader``, is loaded when it is first asked for: it brings spaCy along.
"""

from typing import TYPE_CHECKING

from events.model import (
    EVENT_TYPE_OF,
    SUB_EVENT_TYPES,
    Actor,
    ActorMention,
    ActorRole,
    Article,
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

if TYPE_CHECKING:
    from events.reader import Reader

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
    "Reader",
    "Reading",
    "Report",
    "ReportPlace",
    "Role",
    "Status",
    "When",
]


def __getattr__(name: str) -> object:
    """Load the room's verb on first use (PEP 562)."""
    if name == "Reader":
        from events.reader import Reader  # noqa: PLC0415 - the reason stands above

        return Reader
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
