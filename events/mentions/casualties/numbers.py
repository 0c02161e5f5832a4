"""Words and figures -> how many: "1-4", "at least two dozen", "between 10 and 15", "scores".

Rules are tried in order at each place of the text, and the name of the one that read a number travels with it.
Conventions for loose words follow the ACLED Codebook: tens 10, dozens 12, hundreds 100, and the lower end of
what is said as the best figure; "scores" is 20, its dictionary sense; "several" and its like are 3 by our own rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from events.model import Count
from text import Span
from text.calendar_words import calendar_words, either
from text.lexicon import either_of

_SMALL = calendar_words("number")
_UNITS = [word for word, number in _SMALL.items() if 1 <= number <= 9]
_TENS = [word for word, number in _SMALL.items() if number >= 20]
_SCALE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_LOOSE = {"dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1000}

_WORDED = rf"(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS)})|{'|'.join(sorted(_SMALL, key=len, reverse=True))}"
_FIGURE = r"\d+\.\d+(?= (?:hundred|thousand|million)\b)|\d{1,3}(?:[,.'\s]\d{3}(?!\d))+|\d+"
_SCALED = r"(?: (?:dozen|hundred|thousand|million)\b(?:(?: and)? (?:WORDED)\b)?)?".replace("WORDED", _WORDED)
_SHARE = r"(?:half|a quarter of) a (?:dozen|hundred|thousand|million)\b"
_HALVES = rf"(?:\d+|{_WORDED}) and a half (?:dozen|hundred|thousand|million)\b"
_ONE = rf"(?:{_SHARE}|{_HALVES}|a (?:dozen|hundred|thousand|million)\b|(?:{_FIGURE}|{_WORDED})\b{_SCALED})"
_DASH = r"\s?[-–—]\s?| to | or "
_SOME = (
    r"(?:an? )?(?:(?:very )?(?:(?:" + either_of("which number") + r") )*number|handful|group|series) of"
    r"|several|a few|multiple|numerous|many|various"
)


NUMBER_WORDS = frozenset(_SMALL) | frozenset(_SCALE) | frozenset(_LOOSE)
"""Single words that open or are a number."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as said: article offsets, its figures, the rule that read it."""

    start: int
    stop: int
    count: Count
    rule: str


def value(text: str) -> int:
    """Return the whole number that ``text`` (lower case, one number) stands for; raises ``ValueError`` where it is none.

    >>> [value(t) for t in ("1,200", "12 000", "1.200", "twenty-two", "two dozen", "a hundred and five", "1.5 million")]
    [1200, 12000, 1200, 22, 24, 105, 1500000]
    >>> [value(t) for t in ("half a dozen", "half a million", "a quarter of a million", "two and a half thousand")]
    [6, 500000, 250000, 2500]
    """
    share, _, rest = text.rpartition(" a ")
    if share in _SHARES:
        return int(_SHARES[share] * _SCALE[rest])
    if rest.startswith("half "):
        return int((value(share.removesuffix(" and")) + 0.5) * _SCALE[rest.split()[1]])
    total: float = 0
    for word in re.split(r"[\s-]+", _GROUP.sub("", text)):
        total = _add(total, word)
    return int(total)


_SHARES = {"half": 0.5, "a quarter of": 0.25}
_GROUP = re.compile(r"(?<=\d)[,.'\s](?=\d{3}(?!\d))")


def _add(total: float, word: str) -> float:
    if word in _SCALE:
        return (total or 1) * _SCALE[word]
    if word in {"a", "and"}:
        return total
    return total + (_SMALL[word] if word in _SMALL else float(word))


def _same(n: int) -> Count:
    return Count(n, n, n)


def _between(found: re.Match[str]) -> Count | None:
    low, high = value(found["low"]), value(found["high"])
    return Count(low, low, high) if 0 < low < high else None


def _exact(found: re.Match[str]) -> Count:
    return _same(value(found["low"]))


def _at_most(found: re.Match[str]) -> Count:
    n = value(found["low"])
    return Count(0, n, n)


def _loose(found: re.Match[str]) -> Count:
    said = found["low"].split()
    return _same(_LOOSE[said[0]] * (1000 if said[-1] == "thousands" != said[0] else 1))


def _several_dozen(found: re.Match[str]) -> Count:
    return _same(3 * _SCALE[found["low"].removesuffix("s")])


def _three(found: re.Match[str]) -> Count:
    del found
    return _same(3)


def _two(found: re.Match[str]) -> Count:
    del found
    return _same(2)


_LOW, _HIGH = rf"(?P<low>{_ONE})", rf"(?P<high>{_ONE})"
_FLOOR = r"(?:at least|at the least|no fewer than|not fewer than|no less than|not less than|(?:a )?minimum of)"
_ABOVE = r"(?:more than|(?:well |just )?over|upwards? of|in excess of|greater than)"
_CEILING = r"(?:" + either_of("ceilings") + r")"
_NEAR = r"(?:" + either_of("about a number") + r")"
_ANY = rf"(?:{_FLOOR}|{_ABOVE}|{_CEILING}|{_NEAR})"

Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Count | None]]


def _rule(name: str, pattern: str, read: Callable[[re.Match[str]], Count | None]) -> Rule:
    """A number does not start or end inside a word, a figure, a sum of money, a percentage or a name ("BM-21")."""
    return name, re.compile(rf"(?<![\w$€£#/-])(?<!\d[.,])(?:{pattern})(?![\w/%+]|[.,-]\d|-\w)"), read


RULES: tuple[Rule, ...] = (
    _rule("between", rf"(?:{_ANY} )?between {_LOW}(?: and |{_DASH}){_HIGH}", _between),
    _rule("between", rf"(?:{_FLOOR}|{_ABOVE}) {_LOW},? (?:but|and) {_CEILING} {_HIGH}", _between),
    _rule("range", rf"(?:{_ANY} |from )?{_LOW}(?:{_DASH}){_HIGH}", _between),
    _rule("at least", rf"{_FLOOR} {_LOW}", _exact),
    _rule("more than", rf"{_ABOVE} {_LOW}", _exact),
    _rule("up to", rf"{_CEILING} {_LOW}", _at_most),
    _rule("or more", rf"{_LOW} or more", _exact),
    _rule(
        "loose number",
        rf"(?:{_ANY} )?(?P<low>(?:tens|hundreds) of thousands|{'|'.join(_LOOSE)})(?: of(?! (?:\w+ )?thousands))?",
        _loose,
    ),
    _rule("several dozen", r"(?:several|a few|many) (?P<low>dozens?|hundreds?|thousands?)(?: of)?", _several_dozen),
    _rule("several: 3", rf"(?:{_ANY} )?(?:{_SOME})", _three),
    _rule("a couple: 2", r"(?:at least |about )?(?:a (?:couple|pair)(?: of)?|both)", _two),
    _rule("about", rf"{_NEAR} {_LOW}", _exact),
    _rule("number", _LOW, _exact),
)

_MONTH = rf"(?:{either('month').lower()})\b\.?"
_UNIT = r"[ -]?(?:" + either_of("units behind a number") + r")"
_NOT_PEOPLE_AFTER = re.compile(rf"\s*(?:{_MONTH}|of {_MONTH})|{_UNIT}|\s*:\s*\d")
_NOT_PEOPLE_BEFORE = re.compile(rf"(?:{_MONTH}|\b(?:{either_of('before a number of something else')})|\d:)\s*$")
_DAYS = 31
_INSTEAD = (", not ", "and not ", "rather than ", "instead of ", ", no longer ")
_KNOWN = re.compile(r"\b(?:" + either_of("before a known number") + r")\s$")
_YEAR = re.compile(r"(?:19|20)\d\d")


def quantities(sentence: Span) -> tuple[Quantity, ...]:
    """Return the numbers of ``sentence`` that can count people, in order; dates, ages and measures are left out.

    >>> found = quantities(Span(0, 38, "On 3 May, 1-4 soldiers and dozens more"))
    >>> [(q.count.low, q.count.best, q.count.high, q.rule) for q in found]
    [(1, 1, 4, 'range'), (12, 12, 12, 'loose number')]
    """
    found = _scan(sentence.text.lower().replace("’", "'"))
    return tuple(replace(q, start=q.start + sentence.start, stop=q.stop + sentence.start) for q in found)


def _scan(low: str) -> Iterator[Quantity]:
    at = 0
    while found := _next(low, at):
        if _counts_people(low, found):
            yield found
            at = found.stop
        else:
            at = _past(low, found)


def _past(low: str, hit: Quantity) -> int:
    """Return where to look on after what counts no people: "3 200" in "On May 3 200 people died" is a day and a number."""
    first = re.compile(r"\d+(?=\s\d)").match(low, hit.start)
    return first.end() if first else hit.stop


def _next(low: str, at: int) -> Quantity | None:
    hits = [hit for rule in RULES if (hit := _apply(rule, low, at))]
    return min(hits, key=lambda hit: (hit.start, -hit.stop), default=None)


def _apply(rule: Rule, low: str, at: int) -> Quantity | None:
    name, pattern, read = rule
    for found in pattern.finditer(low, at):
        if count := read(found):
            return Quantity(found.start(), found.end(), count, name)
    return None


def _counts_people(low: str, hit: Quantity) -> bool:
    loose = low.startswith(("some ", "about ", "around ", "nearly ", "at least", "more than"), hit.start)
    no_day = loose or (
        hit.count.low > _DAYS and low[hit.start : hit.stop].isdigit()
    )  # "August 30" is a day, "August some 30" and "August 300" are not
    before = "" if no_day else low[max(0, hit.start - 12) : hit.start]
    if _NOT_PEOPLE_AFTER.match(low, hit.stop) or _NOT_PEOPLE_BEFORE.search(before):
        return False
    said = low[hit.start : hit.stop]
    if low.endswith(_INSTEAD, 0, hit.start):
        return False  # "30 rebels, not 300 as first reported"
    if said.startswith(("number", "group", "series")) and _KNOWN.search(low[: hit.start]):
        return False  # "the number of dead is not known", "the group of nine"
    age = said.isdigit() and bool(_AGE_BEFORE.search(low[: hit.start]) and _AGE_AFTER.match(low, hit.stop))
    item = said.isdigit() and not low[: hit.start].strip(" •*-(") and low[hit.stop : hit.stop + 2] in {". ", ") "}
    nobody = (said == "one" and low[: hit.start].endswith("no ")) or low[: hit.start].endswith("how ")
    return not (age or item or nobody or _YEAR.fullmatch(said))


# "a driver, 41, was shot", "two cousins, 19 and 22, died", "a driver of 41 was shot"
_AGE_BEFORE = re.compile(r"[a-z], (?:\d{1,3} and )?$|\ban? (?:[a-z-]+ ){1,3}of $")
_AGE_AFTER = re.compile(r"(?: and \d{1,3})?(?:,| (?:was|who|is|has|had)\b)")
