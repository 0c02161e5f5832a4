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
from events.coreference.distinct_rules import ELSEWHERE
from events.coreference.in_document import (
    CLAIM,
    NO_LINK,
    WINDOW,
    EventCluster,
    Link,
    cluster_of,
    clusters,
    resolve_coreference,
)
from events.coreference.in_sentence import event_mentions
from events.coreference.matching import CODED, Match, log_odds, match, telling_dead
from events.coreference.own_event import is_own_event, own_cues, own_event_cues
from events.coreference.pair_cues import APART, rare_words, words_of
from events.coreference.voices import voices as voices_of

__all__ = [
    "APART",
    "CLAIM",
    "CODED",
    "ELSEWHERE",
    "NO_LINK",
    "WINDOW",
    "EventCluster",
    "Link",
    "Match",
    "asked_keys",
    "asked_spots",
    "cluster_of",
    "clusters",
    "event_mentions",
    "is_own_event",
    "keys_of",
    "log_odds",
    "match",
    "merge",
    "merge_keys",
    "own_cues",
    "own_event_cues",
    "rare_words",
    "report_words",
    "resolve_coreference",
    "same_dead",
    "spots_of",
    "stretches",
    "telling_dead",
    "voices_of",
    "words_of",
]
