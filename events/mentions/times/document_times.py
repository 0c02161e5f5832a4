"""What a whole text says of its days before any sentence is read: the day of writing, the years of its headings, its order.

A text without a day of publication is dated by its dateline, by a line that says when it was published, by its title; a
chronicle's days take the year of the heading they stand under.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from events.mentions.times.vocabulary import DAY, MONTH, YEAR, day_number, month_number
from text import Span
from text.calendar_words import either
from text.lines import ITEM
from text.passages import Passage, passages

_DAY = rf"(?<![\w$/])(?:(?P<day>{DAY}) (?P<month>{MONTH})|(?P<month2>{MONTH}) (?P<day2>{DAY}))"
_FULL = re.compile(rf"{_DAY},? (?P<year>{YEAR})|(?<![\w-])(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?![\d-])")
_ANY = re.compile(rf"{_DAY}(?:,? (?P<year>{YEAR}))?")
_YEARS = re.compile(rf"(?<![\w$£€#.,/:-]){YEAR}(?![\w/]|-\d)")
_CHRONICLE = re.compile(
    rf"\W*(?:in )?(?:{MONTH} )?{YEAR}\W*$|\W*{YEAR}\s*[-–—:|]|.*\b(?:{either('chronicle')})\b",
    re.DOTALL | re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:19|20)?\d\d(?![\d/-])")
_DAY_FIRST, _MONTH_FIRST = re.compile(rf"\b{DAY} {MONTH}\b"), re.compile(rf"\b{MONTH} {DAY}\b")
_STRETCH = re.compile(rf"{MONTH} {DAY} ?[-–] ?\d")  # "June 16 - 22, 2012" heads a week's roundup
_AS_OF = re.compile(r"\b[Aa]s (?:of|at)\b[^.\n]{0,40}$")
_DEEPEST = 9  # headings above one another
_CHRONICLE_LINES = 3
_MONTH_ALONE = re.compile(rf"\W{{0,4}}(?P<month>{MONTH})(?: {YEAR})?\W{{0,4}}")
_WRITTEN = 14
"""Days: a dateline farther before the day of publication is not the day of writing."""


@dataclass(frozen=True)
class DocumentTimes:
    """A text's days. ``written`` is the day that "yesterday" is told from; ``full_days`` are those with their year."""

    written: dt.date | None
    day_first: bool | None
    full_days: tuple[tuple[int, dt.date], ...]
    parts: tuple[Passage, ...]
    years: dict[Span, int] = field(default_factory=dict)
    """The year that a heading gives to what stands under it."""
    title_year: int | None = None
    openings: frozenset[int] = frozenset()
    """Where lines open with a day."""

    def kind(self, start: int) -> str:
        """Return the kind of the passage that holds an offset, "" where none does.

        >>> document_times("KYIV (AP) — It fell.", None).kind(3)
        'dateline'
        """
        part = self._part(start)
        return part.kind if part else ""

    def year_above(self, start: int) -> int | None:
        r"""Return the year that the headings above an offset give, at last the title.

        >>> said = "War in 2013\n\nOn 4 March a bomb fell on the lower town and two people died."
        >>> document_times(said, None).year_above(20)
        2013
        """
        part = self._part(start)
        above = part.heading if part else None
        for _ in range(_DEEPEST):
            if above is None or above in self.years:
                break
            part = self._part(above.start)
            above = part.heading if part and part.span == above else None
        return self.years.get(above, self.title_year) if above else self.title_year

    def month_above(self, start: int) -> int | None:
        r"""Return the month that heads the row at an offset.

        >>> document_times("July\n2 | Hama | 3\n4 | Homs | 1", None).month_above(5)
        7
        """
        part = self._part(start)
        if part is None or part.kind != "row" or part.heading is None:
            return None
        found = _MONTH_ALONE.fullmatch(part.heading.text)
        return month_number(found["month"]) if found else None

    def opens(self, start: int) -> bool:
        """Return whether a line of a chronicle opens at an offset: three lines or more open with a day.

        >>> document_times("3 May: It fell.", None).opens(0)
        False
        """
        return len(self.openings) >= _CHRONICLE_LINES and start in self.openings

    def day_after(self, start: int) -> dt.date | None:
        """Return the first day with its year behind an offset.

        >>> document_times("On 4 March it fell. On 5 March 2013 it burnt.", None).day_after(3).isoformat()
        '2013-03-05'
        """
        at = bisect_right(self.full_days, (start, dt.date.max))
        return self.full_days[at][1] if at < len(self.full_days) else None

    def _part(self, start: int) -> Passage | None:
        at = bisect_right(self.parts, start, key=_start) - 1
        return self.parts[at] if at >= 0 and start < self.parts[at].span.stop else None


def _start(part: Passage) -> int:
    return part.span.start


def document_times(text: str, published: dt.date | None, title: str | None = None) -> DocumentTimes:
    """Return what ``text`` says of its days; ``title`` is what stands over it and not in it.

    >>> document_times("KYIV, Feb. 24, 2022 (AP) — It fell yesterday.", None).written.isoformat()
    '2022-02-24'
    """
    parts = passages(text)
    full = tuple(_full_days(text))
    years = {part.span: year for part in parts for year in [_year_of(part, published)] if year}
    return DocumentTimes(
        _written(text, (parts, full), published, title) or published,
        _day_first(text),
        full,
        parts,
        years,
        _title_year(title, published),
        frozenset(_opening(text, part) for part in parts if _ANY.match(text, _opening(text, part))),
    )


def _opening(text: str, part: Passage) -> int:
    """Where the words of a passage start, behind its bullet."""
    bullet = ITEM.match(text, part.span.start, part.span.stop)
    return (
        part.span.start
        if bullet is None
        else bullet.end() + len(text[bullet.end() :][:4]) - len(text[bullet.end() :][:4].lstrip())
    )


def day_of_writing(text: str, title: str | None = None) -> dt.date | None:
    """Return the day on which a text says that it was written: by its dateline, a line of its page, its title, "as of".

    >>> day_of_writing("The lower town was shelled.", "Daily report, 19 October 2019").isoformat()
    '2019-10-19'
    """
    return document_times(text, None, title).written


def _full_days(text: str) -> Iterator[tuple[int, dt.date]]:
    for found in _FULL.finditer(text):
        day = _day(found, None)
        if day:
            yield found.start(), day


def _day(found: re.Match[str], year: int | None) -> dt.date | None:
    said = found.groupdict()
    try:
        if said.get("iso"):
            return dt.date.fromisoformat(said["iso"])
        month, day = month_number(said["month"] or said["month2"]), day_number(said["day"] or said["day2"])
        return dt.date(int(said["year"] or year or 0), month, day)
    except ValueError:
        return None


def _year_of(part: Passage, published: dt.date | None) -> int | None:
    """The year of a heading; where publication is known only of one that heads a chronicle of another year."""
    if part.kind not in {"title", "heading"} and not part.span.text.endswith(":"):
        return None
    return _title_year(part.span.text, published)


def _title_year(title: str | None, published: dt.date | None) -> int | None:
    years = {int(year) for year in _YEARS.findall(title or "")}
    if len(years) != 1 or _FULL.search(title or "") or (published and not _CHRONICLE.match(title or "")):
        return None
    (year,) = years
    return None if published and year >= published.year else year


def _written(
    text: str,
    read: tuple[tuple[Passage, ...], tuple[tuple[int, dt.date], ...]],
    published: dt.date | None,
    title: str | None,
) -> dt.date | None:
    """Return the day of the dateline; without a day of publication also that of a stamp, the title, or "as of"."""
    parts, full = read
    opening = takewhile(lambda one: one.kind != "paragraph", parts)  # a roundup has more of them further down
    lines = [
        day for one in opening if one.kind == "dateline" for day in [_complete(one.span.text, full, published)] if day
    ]
    if published:
        return next((day for day in lines if 0 <= (published - day).days <= _WRITTEN), None)
    stamps = [day for one in parts if one.kind == "furniture" for _, day in _full_days(one.span.text)]
    titles = [day for said in (title or "", *_heads(parts)) for _, day in _full_days(said)]
    as_of = [day for at, day in full if _AS_OF.search(text, max(0, at - 60), at)]
    return next(iter((*lines, *stamps[:1], *titles, *sorted(as_of, reverse=True))), None)


def _heads(parts: tuple[Passage, ...]) -> Iterator[str]:
    """The title, and the headings above the first paragraph."""
    for one in parts:
        if one.kind == "paragraph":
            return
        if one.kind in {"title", "heading"}:
            yield one.span.text


def _complete(said: str, full: tuple[tuple[int, dt.date], ...], published: dt.date | None) -> dt.date | None:
    """The day of a dateline, its year from the day of publication or from the text's first full day."""
    found = _ANY.search(said)
    near = published or (full[0][1] if full else None)
    if found is None or (near is None and not found["year"]) or _STRETCH.match(said, found.start()):
        return None
    if found["year"] or near is None:
        return _day(found, None)
    days = [day for year in (near.year - 1, near.year, near.year + 1) for day in [_day(found, year)] if day]
    return min(days, key=lambda day: abs((day - near).days), default=None)


def _day_first(text: str) -> bool | None:
    """Whether "3/4" is in April: as other dates of numbers are written, else as those with a month's name are."""
    numbers = [(int(first), int(second)) for first, _, second in _NUMBERED.findall(text)]
    shown = {first > 12 for first, second in numbers if (first > 12) != (second > 12)}
    if not shown and numbers:
        shown = {True for _ in _DAY_FIRST.finditer(text)} | {False for _ in _MONTH_FIRST.finditer(text)}
    return next(iter(shown)) if len(shown) == 1 else None
