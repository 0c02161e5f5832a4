"""The words that decide whether a full stop ends a sentence: seeds/lexicon/sentence_words.csv, and the calendar's."""

from __future__ import annotations

from text.calendar_words import calendar_words, full_names
from text.lexicon import cells, rows

_CLASSES = {row["class"]: frozenset(cells(row["words"])) for row in rows("sentence_words.csv")}

MONTHS = frozenset(calendar_words("month")) - (frozenset(full_names("month")) - {"May"})
"""Month abbreviations, as written before a full stop."""
DAYS_AND_MONTHS = (
    frozenset(calendar_words("month")) | frozenset(calendar_words("weekday")) | {"GMT", "UTC", "EST", "EDT"}
)
"""What may follow a time of day: "5 p.m. Tuesday" goes on."""
BEFORE_A_NAME = _CLASSES["before-a-name"]
"""Titles: a name follows, never a new sentence."""
BEFORE_A_NUMBER = _CLASSES["before-a-number"]
"""Lower case: these go on where a figure follows."""
NEVER_LAST = _CLASSES["never-last"]
"""Lower case: what these introduce stands in the same sentence."""
OFTEN_LAST = _CLASSES["often-last"]
"""May end a sentence: it does where a word follows that starts sentences and is no name."""
STARTERS = _CLASSES["starter"]
"""Words with which a sentence starts and a name seldom does."""
