"""Lengths of time, which have no place in the calendar: "for three years", "a two-hour battle", "several days".

It stands apart because these are found so that they are shown, and so that their numbers are not read as dates.
"""

from __future__ import annotations

import re

from events.dates_setting import Answer, Rule, Setting
from events.dates_words import NUMBER

_UNITS = r"(?:second|minute|hour|day|week|fortnight|month|year|decade|centur)"


def _length(_: re.Match[str], __: Setting) -> Answer:
    return "a length of time, not a date"


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€])(?:{pattern})(?![\w%])", re.IGNORECASE)


RULES: tuple[Rule, ...] = (
    Rule(
        "duration",
        _rule(rf"(?:for |in |within |after |over |during )?(?:{NUMBER}|several|a few|many|dozens of|hundreds of)[ -](?:more )?{_UNITS}(?:ies|y|s)?(?!-old| old)(?:-long)?"),
        _length,
    ),
    Rule("duration", _rule(rf"for (?:{_UNITS})(?:ies|s)"), _length),
)
"""Tried last."""
