"""Dates told from the date before them: "three days later", "the following year", "the next day", "that month".

It stands apart because these are read against the nearest date already read in the text, not against publication.
"""

from __future__ import annotations

import re

from events import dates_calendar as cal
from events.dates_setting import Answer, Rule, Setting
from events.dates_words import NUMBER, PART, UNIT, number
from events.event import When

_NO_ANCHOR = "no date before it to count from"
_ORDER = ("day", "week", "month", "quarter", "year", "decade")


def _shifted(setting: Setting, how_many: int, unit: str) -> Answer:
    """The anchor moved by so many units; a month, quarter or year stays one, a day moved by months becomes a month."""
    anchor = setting.anchor
    if anchor is None:
        return _NO_ANCHOR
    first = cal.moved(anchor.earliest, by=how_many, unit=unit)
    if anchor.earliest == anchor.latest:
        return cal.day(first) if unit in {"day", "week", "fortnight"} else cal.unit_around(first, unit)
    after = cal.moved(anchor.latest + cal.DAY, by=how_many, unit=unit)
    return When(first, after - cal.DAY, anchor.precision)


def _later(found: re.Match[str], setting: Setting) -> Answer:
    unit = found["unit"].lower().rstrip("s")
    sign = -1 if found["side"].lower() in {"earlier", "before", "previously"} else 1
    return _shifted(setting, sign * number(found["n"]), unit)


def _next_unit(found: re.Match[str], setting: Setting) -> Answer:
    sign = -1 if found["side"].lower() in {"previous", "preceding"} else 1
    unit = found["unit"].lower()
    if setting.anchor is None:
        return _NO_ANCHOR
    if unit in {"day", "morning", "night", "evening", "afternoon"}:
        edge = setting.anchor.earliest if sign < 0 else setting.anchor.latest
        return cal.day(edge + sign * cal.DAY)
    return cal.unit_around(cal.moved(setting.anchor.earliest, by=sign, unit=unit), unit)


def _day_side(found: re.Match[str], setting: Setting) -> Answer:
    if setting.anchor is None:
        return _NO_ANCHOR
    before = found["side"].lower() in {"before", "earlier"}
    return cal.day(setting.anchor.earliest - cal.DAY if before else setting.anchor.latest + cal.DAY)


def _that_unit(found: re.Match[str], setting: Setting) -> Answer:
    if setting.anchor is None:
        return _NO_ANCHOR
    unit = found["unit"].lower()
    return cal.unit_around(setting.anchor.earliest, unit if unit in _ORDER else "day")


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€])(?:{pattern})(?![\w%])", re.IGNORECASE)


RULES: tuple[Rule, ...] = (
    Rule("units-later", _rule(rf"(?:about |around |just |some )?(?P<n>{NUMBER}) (?P<unit>{UNIT})s? (?P<side>later|earlier|previously|afterwards?|before(?=[.,;]|$))"), _later),
    Rule("next-unit", _rule(rf"the (?P<side>next|following|previous|preceding) (?P<unit>day|week|month|year|decade|{PART})"), _next_unit),
    Rule("day-before", _rule(r"(?:the|a) day (?P<side>before|after|earlier|later)(?=[.,;]|$| the (?:attack|strike|blast|clash))"), _day_side),
    Rule("that-unit", _rule(r"(?:that|the same|that same) (?P<unit>day|night|evening|morning|afternoon|week|month|year)"), _that_unit),
)
"""In the order in which they are tried, before the relative rules."""
