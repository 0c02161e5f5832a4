"""Which mentions are one event: :func:`resolve_coreference` in a document, :func:`match` and :func:`merge` across documents."""

from events.coreference.across_cues import words as report_words
from events.coreference.across_documents import (
    asked_keys,
    asked_spots,
    keys_of,
    merge,
    merge_keys,
    same_dead,
    spots_of,
    stretches,
)
from events.coreference.in_document import EventCluster, resolve_coreference
from events.coreference.matching import CODED, Match, log_odds, match, telling_dead
from events.coreference.voices import voices as voices_of

__all__ = [
    "CODED",
    "EventCluster",
    "Match",
    "asked_keys",
    "asked_spots",
    "keys_of",
    "log_odds",
    "match",
    "merge",
    "merge_keys",
    "report_words",
    "resolve_coreference",
    "same_dead",
    "spots_of",
    "stretches",
    "telling_dead",
    "voices_of",
]
