"""Lengths of time, which have no place in the calendar: "for three years", "a two-hour battle", "several days".

They are found so that they are shown, and so that their numbers are not read as dates.
"""

from __future__ import annotations

import re

from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, rule
from events.mentions.times.vocabulary import NUMBER
from text.lexicon import either_of


def _length(_: re.Match[str], __: ReferenceTime) -> Answer:
    return "a length of time, not a date"


_UNITS = r"(?:" + either_of("stems of units of time") + r")(?:ies|y|s)?"
_HOW_MANY = rf"(?:{NUMBER}|several|a few|many|dozens of|hundreds of)"
_MANY = rf"{_HOW_MANY}[ -](?:more )?{_UNITS}(?!-old| old|-ago|-earlier)(?:-long)?"
_PATTERN = rf"(?:for |in |within |after |over |during )?{_MANY}|for {_UNITS}"

RULES: tuple[Rule, ...] = (
    rule("duration", "unit", _PATTERN, _length),
    rule("duration", "clock", _PATTERN, _length),
)
"""Tried last."""
