"""Which mentions are one event: :func:`resolve_coreference` in a document, :func:`match` and :func:`merge` across documents."""

from events.coreference.across_cues import words as report_words
from events.coreference.across_documents import asked_keys, merge, merge_keys
from events.coreference.in_document import EventCluster, resolve_coreference
from events.coreference.matching import CODED, Match, log_odds, match
from events.coreference.voices import voices as voices_of

__all__ = [
    "CODED",
    "EventCluster",
    "Match",
    "asked_keys",
    "log_odds",
    "match",
    "merge",
    "merge_keys",
    "report_words",
    "resolve_coreference",
    "voices_of",
]
