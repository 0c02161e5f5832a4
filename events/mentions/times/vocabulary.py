"""The words of dates - months, week days, numbers, units - and the pattern fragments made of them. English.

It stands apart so that absolute, relative and anchored rules read the same words in the same way.
"""

from __future__ import annotations

import re


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


_MONTHS = _words("January February March April May June July August September October November December")
MONTHS: dict[str, int] = {name.lower(): k for k, name in enumerate(_MONTHS, 1)}
MONTHS |= {name[:3].lower(): k for k, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
WEEKDAYS: dict[str, int] = {name.lower(): k for k, name in enumerate(_DAYS)}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}

_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
NUMBERS: dict[str, int] = {word: k for k, word in enumerate(_ONES)}
_TENS = {word: 10 * k for k, word in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
NUMBERS |= _TENS | {f"{t}{j}{o}": n + NUMBERS[o] for t, n in _TENS.items() for o in _ONES[1:10] for j in "- "}
NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "couple": 2, "a dozen": 12, "half a dozen": 6}
ORDINALS: dict[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4}
SEASONS = _words("spring summer autumn fall winter")

MONTH = (
    r"(?:May\.(?= \d)|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
SHORT_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d{1,2}\b(?!\d)|:\d))"
YEAR = r"(?:(?:19|20)\d\d(?!\d|[.,]\d|%))"
_NUMBER_WORDS = "|".join(sorted((w for w in NUMBERS if w not in {"zero", "a", "an"}), key=len, reverse=True))
NUMBER = rf"(?:\d{{1,4}}|{_NUMBER_WORDS}|an?)"
UNIT = r"(?:day|week|fortnight|month|year|decade)"
PART = r"(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk|lunchtime)"
_ZONE = r"(?: (?:E[SD]T|GMT|UTC|local time))?"
CLOCK = rf"(?:(?:\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{{1,2}}[:.]\d\d|noon|midnight){_ZONE},? (?:on )?)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
ABOUT = r"(?:[Oo]n or (?:about|around)|[Oo]n around|[Aa]round|[Aa]bout|[Cc]irca|[Aa]pproximately|[Rr]oughly)"

_UNITS = _words("day week fortnight month year decade quarter weekend")
_KINDS = {
    "month": [*MONTHS],
    "weekday": [*WEEKDAYS, *(f"{day.lower()}s" for day in _DAYS)],
    "figure": [*"0123456789"],
    "unit": [f"{unit}{s}" for unit in _UNITS for s in ("", "s")],
    "clock": _words("hour hours minute minutes second seconds century centuries"),
    "named": _words("today tonight yesterday tomorrow"),
    "part": _words("morning afternoon evening night overnight"),
    "side": _words("ago later earlier before after previously afterwards"),
    "season": SEASONS,
    "feast": _words("christmas boxing new valentine halloween thanksgiving good easter"),
    "spoken": _words("nineteen two"),
    "half": ["half"],
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_WORD = re.compile(r"[a-z]+|\d")


def kinds(text: str) -> frozenset[str]:
    """Return which kinds of date word stand in a text: a rule is tried only where all the kinds it needs are.

    >>> sorted(kinds("The base was hit on 3 May."))
    ['figure', 'month']
    """
    return frozenset(_KIND_OF[word] for word in _KIND_OF.keys() & set(_WORD.findall(text.lower())))


def month_number(word: str) -> int:
    """Return 1-12 for a month's name or abbreviation; raises ``KeyError`` for another word.

    >>> month_number("Sept.")
    9
    """
    return MONTHS[word.rstrip(".").lower()]


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 (Sunday) for a week day's name or abbreviation; raises ``KeyError`` for another word.

    >>> weekday_number("Wednesday"), weekday_number("Sun.")
    (2, 6)
    """
    return WEEKDAYS[word.rstrip(".").lower()]


def number(words: str) -> int:
    """Return the number that figures or words stand for; raises ``KeyError`` for words that are none of :data:`NUMBERS`.

    >>> number("twenty-four"), number("a couple of")
    (24, 2)
    """
    plain = " ".join(words.lower().split())
    return int(plain) if plain.isdigit() else NUMBERS[plain]


def day_number(words: str) -> int:
    """Return 5 for "5th"; raises ``ValueError`` where there is no figure.

    >>> day_number("5th")
    5
    """
    return int(re.sub(r"\D", "", words))
