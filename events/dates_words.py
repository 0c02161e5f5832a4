"""The words of dates - months, week days, numbers, units - and the pattern fragments made of them. English.

It stands apart so that absolute, relative and anchored rules read the same words in the same way.
"""

from __future__ import annotations

import re

_MONTHS = "January February March April May June July August September October November December".split()
MONTHS: dict[str, int] = {name.lower(): k for k, name in enumerate(_MONTHS, 1)}
MONTHS |= {name[:3].lower(): k for k, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WEEKDAYS: dict[str, int] = {name.lower(): k for k, name in enumerate(_DAYS)}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
_ONES += "eighteen nineteen"
NUMBERS: dict[str, int] = {word: k for k, word in enumerate(_ONES.split())}
_TENS = {word: 10 * k for k, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
NUMBERS |= _TENS | {f"{t}{j}{o}": n + NUMBERS[o] for t, n in _TENS.items() for o in _ONES.split()[1:10] for j in "- "}
NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "couple": 2, "a dozen": 12}
ORDINALS: dict[str, int] = {w: k for k, w in enumerate("first second third fourth 1st 2nd 3rd 4th".split())}
ORDINALS = {w: k % 4 + 1 for w, k in ORDINALS.items()}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
FULL_MONTH = MONTH.replace("|May|", "|May(?! (?:said|told|be|have|and|the)\\b)|")
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
SHORT_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d{1,2}\b(?!\d)|:\d))"
YEAR = r"(?:(?:19|20)\d\d(?!\d|[.,]\d|%))"
_NUMBER_WORDS = "|".join(sorted((w for w in NUMBERS if w not in {"zero", "a", "an"}), key=len, reverse=True))
NUMBER = rf"(?:\d{{1,4}}|{_NUMBER_WORDS}|an?)"
UNIT = r"(?:day|week|fortnight|month|year|decade)"
PART = r"(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk|lunchtime)"
CLOCK = r"(?:(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?|noon|midnight)(?: (?:E[SD]T|GMT|UTC|local time))?,? (?:on )?)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
ABOUT = r"(?:[Aa]round|[Aa]bout|[Cc]irca|[Aa]pproximately|[Oo]n or (?:about|around)|[Rr]oughly|[Oo]n around)"
EDGE = r"(?:early|late|mid|mid-|middle of|the end of|the beginning of|the start of|end of)"

HINT = re.compile(
    rf"\d|{WEEKDAY}|{MONTH}|today|yesterday|tomorrow|night|morning|evening|afternoon|\bday\b|week|month|year|decade|quarter"
    rf"|{SEASON}|eighties|nineties|Christmas|Easter|Thanksgiving|nineteen |two thousand |\bMay\b",
    re.IGNORECASE,
)
"""A sentence without any of these holds no date: it is not looked at further."""


def month_number(word: str) -> int:
    """Return 1-12 for a month's name or abbreviation.

    >>> month_number("Sept.")
    9
    """
    return MONTHS[word.rstrip(".").lower()]


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 (Sunday)."""
    return WEEKDAYS[word.rstrip(".").lower()]


def number(words: str) -> int:
    """Return the number that figures or words stand for.

    >>> number("twenty-four"), number("a couple of")
    (24, 2)
    """
    plain = " ".join(words.lower().split())
    return int(plain) if plain.isdigit() else NUMBERS[plain]


def day_number(words: str) -> int:
    """Return 5 for "5th"."""
    return int(re.sub(r"\D", "", words))
