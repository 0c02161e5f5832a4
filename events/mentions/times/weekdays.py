"""Week days and days told from today: "Wednesday", "last Friday", "Tuesday night", "yesterday", "overnight"."""

from __future__ import annotations

import re

from events.mentions.times import calendar as cal
from events.mentions.times.reference_time import Answer, ReferenceTime, Rule, rule
from events.mentions.times.vocabulary import CLOCK, PART, WEEKDAY, weekday_number
from text.calendar_words import either
from text.lexicon import either_of

_NAMED = {"today": 0, "tonight": 0, "this": 0, "yesterday": -1, "last": -1, "tomorrow": 1}
_WEEKS = {"last": -1, "this": 0, "next": 1}
_SET_DAYS = re.compile(rf"['’]s (?:\w+ ){{0,2}}(?:{either('set-day')})")


def _named_day(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return cal.day(reference.today + _NAMED[found["word"].lower()] * cal.DAY)


def _day_but_one(found: re.Match[str], reference: ReferenceTime) -> Answer:
    return cal.day(reference.today + (-2 if found["side"].lower() == "before" else 2) * cal.DAY)


def _overnight(_: re.Match[str], reference: ReferenceTime) -> Answer:
    return cal.span_of_days(reference.today - cal.DAY, reference.today)


def _weekday(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The last such day on or before publication; the coming one in a future tense; "last" is never today."""
    today = reference.today
    back = (today.weekday() - weekday_number(found["weekday"])) % 7
    which = (found["which"] or "").lower()
    if which in {"last", "past"}:
        return cal.day(today - (back or 7) * cal.DAY)
    if which in {"next", "coming"} or (which != "this past" and _ahead(found, reference)):
        return cal.day(today + (-back % 7 or (7 if which else 0)) * cal.DAY)
    line = reference.line_day  # "11 October, Mora. Two bombs went off on Sunday"
    opened = line is not None and line.weekday() == weekday_number(found["weekday"])
    return cal.day(line if line and opened else today - back * cal.DAY)


def _weekday_and_number(found: re.Match[str], reference: ReferenceTime) -> Answer:
    """The last such week day with that number: "Friday, the 10th"."""
    days = (reference.today - n * cal.DAY for n in range(_DAYS_BACK))
    weekday, number = weekday_number(found["weekday"]), int(found["day"])
    last = next((day for day in days if (day.weekday(), day.day) == (weekday, number)), None)
    return cal.day(last) if last else "no such day in the months before"


_DAYS_BACK = 200


def _ahead(found: re.Match[str], reference: ReferenceTime) -> bool:
    """Whether the day is to come; "Wednesday's ruling" has been, whatever the verb, but "Sunday's vote" may not."""
    owns = reference.text[found.end() : found.end() + 2] in {"'s", "’s"}
    if owns and not _SET_DAYS.match(reference.text, found.end()):
        return False
    return reference.tense(*found.span()) == "future"


def _day_beside(found: re.Match[str], reference: ReferenceTime) -> Answer:
    beside = _weekday(found, reference)
    step = -cal.DAY if found["side"].lower() == "before" else cal.DAY
    return beside if isinstance(beside, str) else cal.day(beside.earliest + step)


def _weekday_of_week(found: re.Match[str], reference: ReferenceTime) -> Answer:
    monday = cal.week(reference.today).earliest + 7 * _WEEKS[found["near"].lower()] * cal.DAY
    return cal.day(monday + weekday_number(found["weekday"]) * cal.DAY)


def _repeated(_: re.Match[str], __: ReferenceTime) -> Answer:
    return "said of many days, not of one"


_WHICH = r"(?:(?P<which>last|this past|this|next|past|coming) )?"
_EDGE = r"(?:(?:early|late|earlier|later)(?: on)? |(?:in )?the early hours (?:of|on) )?"
_DAY_PART = rf"(?: (?:{PART}|late|early))?(?:,? (?:at|around) {CLOCK})?(?: overnight)?"
_NOT_NEWS = r"(?!['’]s (?:\w+ )?(?:" + either_of("today as an age") + r"))"
_NAMED_DAY = rf"{_EDGE}(?:{CLOCK})?(?P<word>today{_NOT_NEWS}|tonight|yesterday|tomorrow)(?: {PART})?"
_BESIDE = rf"(?:the )?day (?P<side>before|after) {_WHICH}(?P<weekday>{WEEKDAY})"
_EVERY = rf"(?:each|every) {WEEKDAY}|{WEEKDAY}s|{WEEKDAY}(?: and {WEEKDAY})? {PART}s"
_NAME = r"(?<!Bloody )(?<!Black )(?<!Palm )(?<!Good )"
_NO_PAPER = rf"(?! (?:{either('paper')})\b)"
_WEEKDAY = (
    rf"(?:overnight (?:on |into )?)?{_EDGE}(?:{CLOCK})?{_WHICH}{_NAME}(?P<weekday>{WEEKDAY}){_NO_PAPER}{_DAY_PART}"
)
_NEAR = r"(?P<near>last|this|next) week"

RULES: tuple[Rule, ...] = (
    rule("day-but-one", "named", r"(?:the )?day (?P<side>before|after) (?:yesterday|tomorrow)", _day_but_one),
    rule("named-day", "named", _NAMED_DAY, _named_day),
    rule("part-of-day", "part", rf"{_EDGE}(?P<word>this|last) (?:morning|afternoon|evening|night)", _named_day),
    rule("weekday-of-week", "weekday unit", rf"(?P<weekday>{WEEKDAY})(?: {PART})? (?:of )?{_NEAR}", _weekday_of_week),
    rule("day-beside", "weekday side", _BESIDE, _day_beside),
    rule(
        "weekday-and-number",
        "weekday",
        rf"(?P<weekday>{WEEKDAY}),? the (?P<day>\d{{1,2}})(?:st|nd|rd|th)",
        _weekday_and_number,
    ),
    rule("every-weekday", "weekday", _EVERY, _repeated),
    rule("weekday", "weekday", _WEEKDAY, _weekday),
    rule("overnight", "part", r"overnight", _overnight),
)
"""In the order in which they are tried, after the absolute rules."""
