"""The words of dates - months, week days, numbers, units - and the pattern fragments made of them. English."""

from __future__ import annotations

import re

from text.calendar_words import calendar_words, either, full_names
from text.lexicon import either_of


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


MONTHS: dict[str, int] = {word.lower(): number for word, number in calendar_words("month").items()}
WEEKDAYS: dict[str, int] = {word.lower(): number for word, number in calendar_words("weekday").items()}
ORDINALS: dict[str, int] = calendar_words("ordinal")
SEASONS = _words("spring summer autumn fall winter")


def _numbers() -> dict[str, int]:
    """Words up to ninety-nine, and the few that stand for a number: "a", "a couple of", "a dozen"."""
    said = calendar_words("number")
    tens = {word: value for word, value in said.items() if value >= 20}
    ones = {word: value for word, value in said.items() if 0 < value < 10}
    made = {f"{ten}{join}{one}": tens[ten] + ones[one] for ten in tens for one in ones for join in "- "}
    return (
        said | made | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "couple": 2, "a dozen": 12, "half a dozen": 6}
    )


NUMBERS: dict[str, int] = _numbers()

_FULL, _FULL_DAYS = "|".join(full_names("month")), "|".join(full_names("weekday"))
_SHORT = "|".join(sorted({*calendar_words("month")} - {*full_names("month")}, key=len, reverse=True))
MONTH = rf"(?:May\.(?= \d)|{_FULL}|{_FULL.upper()}|(?:{_SHORT})\b\.?)"
WEEKDAY = rf"(?:{_FULL_DAYS}|{_FULL_DAYS.upper()})"
SHORT_WEEKDAY = rf"(?:{WEEKDAY}|(?:{either('weekday')})\b\.?)"
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d{1,2}\b(?!\d)|:\d))"
YEAR = r"(?:(?:19|20)\d\d(?!\d|[.,]\d|%))"
_NUMBER_WORDS = "|".join(sorted((w for w in NUMBERS if w not in {"zero", "a", "an"}), key=len, reverse=True))
NUMBER = rf"(?:\d{{1,4}}|{_NUMBER_WORDS}|an?)"
UNIT = r"(?:day|week|fortnight|month|year|decade)"
PART = r"(?:" + either_of("parts of a day") + r")"
_ZONE = r"(?: (?:E[SD]T|GMT|UTC|local time))?"
CLOCK = rf"(?:(?:\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{{1,2}}[:.]\d\d|noon|midnight){_ZONE},? (?:on )?)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
ABOUT = r"(?:[Oo]n or (?:about|around)|[Oo]n around|[Aa]round|[Aa]bout|[Cc]irca|[Aa]pproximately|[Rr]oughly)"

_PARTED = re.compile(r"[/.-]")
_UNITS = _words("day week fortnight month year decade quarter weekend")
_KINDS = {
    "month": [*MONTHS],
    "weekday": [*WEEKDAYS, *(f"{day.lower()}s" for day in full_names("weekday"))],
    "unit": [f"{unit}{s}" for unit in _UNITS for s in ("", "s")],
    "clock": _words("hour hours minute minutes second seconds century centuries moments"),
    "named": _words("today tonight yesterday tomorrow"),
    "part": _words("morning afternoon evening night overnight"),
    "side": _words("ago later earlier before after previously afterwards afterward"),
    "season": SEASONS,
    "feast": _words("christmas boxing new valentine halloween thanksgiving good easter"),
    "spoken": _words("nineteen two"),
    "islamic": [re.split(r"\W", word)[0].lower() for word in calendar_words("hijri-month")],
    "islamic-feast": [re.split(r"\W", word)[0].lower() for word in calendar_words("islamic-feast")],
    "solar": [word.lower() for word in calendar_words("solar-month")],
    "half": ["half"],
    "period": ["period"],
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_WORD = re.compile(r"[a-z]+|\d+(?:[/.-]\d+)*")
_YEAR_IN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def kinds(text: str) -> frozenset[str]:
    """Return which kinds of date word stand in a text: a rule is tried only where all the kinds it needs are.

    >>> sorted(kinds("The base was hit on 3 May."))
    ['figure', 'month']
    """
    words = {*_WORD.findall(text.lower())}
    figures = {word for word in words if word[0].isdigit()}
    shapes = {
        "figure": figures,
        "year": [*filter(_YEAR_IN.search, figures)],
        "numbered": [*filter(_PARTED.search, figures)],
    }
    named = {_KIND_OF[word] for word in _KIND_OF.keys() & words}
    return frozenset(named | {kind for kind, found in shapes.items() if found})


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
