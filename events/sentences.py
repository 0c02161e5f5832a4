"""An article's text -> its sentences, in order, as spans that cover everything but white space.

It stands apart because every mention, parse and excerpt of the room is cut along these spans, and because a wrong cut
("Gen. | Asapov was killed") loses an event. Rules, no model: only the places where a sentence could end are looked at,
and each is judged by the first rule of :data:`RULES` that has an opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from events.sentence_words import (
    ALWAYS_BEFORE_A_NAME,
    MONTHS,
    NEVER_LAST,
    OFTEN_LAST,
    STARTERS,
    WEEKDAYS,
)
from geo import Span, span_of

_CLOSERS = "\"'”’»)\\]*"
_END = re.compile(rf"(?:[.!?…]+|[。！？؟۔])(?:{_CLOSERS[:0]}['\"”’»)\]*]*)(?=\s|$)|[。！？]|(?<=[a-z]{{2}})\.(?=[A-Z][a-z])")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_FURNITURE = re.compile(
    r"(?:RELATED|READ MORE|Read more|Related|ALSO READ|ADVERTISEMENT|Advertisement|WATCH|MORE|SEE ALSO|PHOTOS?)"
    r"(?::?$|:\s)"
)
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+[ ,/]*){1,4}"  # GAZA CITY, DEIR AL-BALAH
    r"(?:,? ?(?:[A-Z][\w'’.\-]+[ ,]*){0,4}(?:\d{1,2},? ?(?:\d{4})?)?)"  # , Gaza Strip, Oct. 3
    r"(?: ?\([^)\n]{2,40}\))? ?(?:—|–|--|-|_|―)+(?=\s)"
)
_LEAD_WORD = re.compile(r"[\s\"'“‘«(\[*]*([^\W_][\w'’\-]*)")
_TAIL_WORD = re.compile(r"([^\s\"'“‘«(\[—–]+)$")


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place where a sentence could end: the word before the stop, the stop itself, and the word that follows."""

    before: str
    stop: str
    after: str
    opened: bool
    room: bool = True


def _breaks_on_nothing_after(at: Boundary) -> bool | None:
    return True if not at.after else None


def _goes_on_in_lower_case(at: Boundary) -> bool | None:
    return False if at.after[0].islower() and not at.opened else None


def _breaks_at_exclamation(at: Boundary) -> bool | None:
    return True if at.stop[0] in "!?。！？؟۔" else None


def _breaks_after_closed_quote(at: Boundary) -> bool | None:
    return True if at.stop[-1] in "\"'”’»" and at.before.lower() not in NEVER_LAST else None


def _breaks_without_room(at: Boundary) -> bool | None:
    return None if at.room else True


def _keeps_month_with_day(at: Boundary) -> bool | None:
    return False if at.before in MONTHS and at.after[0].isdigit() else None


def _keeps_number_sign(at: Boundary) -> bool | None:
    return False if at.before in {"No", "Nos", "no", "Art", "Fig", "pp", "p"} and at.after[0].isdigit() else None


def _keeps_title_with_name(at: Boundary) -> bool | None:
    return False if at.before in ALWAYS_BEFORE_A_NAME else None


def _keeps_never_last(at: Boundary) -> bool | None:
    return False if at.before.lower() in NEVER_LAST else None


def _keeps_clock_with_day(at: Boundary) -> bool | None:
    if at.before.lower() not in {"a.m", "p.m", "am", "pm"}:
        return None
    return not (at.after in WEEKDAYS or at.after.rstrip(".") in MONTHS)


def _judges_acronym(at: Boundary) -> bool | None:
    if not re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", at.before):
        return None
    return at.after in STARTERS or at.opened


def _keeps_initial(at: Boundary) -> bool | None:
    if not re.fullmatch(r"(?:[A-Z]\.?-?)?[A-Z]", at.before) or at.before == "I":
        return None
    return at.after in STARTERS and at.before not in "AEJ"


def _judges_abbreviation(at: Boundary) -> bool | None:
    return at.after in STARTERS or at.opened if at.before in OFTEN_LAST or at.before in MONTHS else None


def _keeps_list_number(at: Boundary) -> bool | None:
    return False if at.opened is False and re.fullmatch(r"\d{1,2}", at.before) and at.stop == "#" else None


RULES: tuple[Callable[[Boundary], bool | None], ...] = (
    _breaks_on_nothing_after,
    _breaks_without_room,
    _goes_on_in_lower_case,
    _breaks_at_exclamation,
    _keeps_month_with_day,
    _keeps_number_sign,
    _keeps_clock_with_day,
    _judges_acronym,
    _keeps_initial,
    _keeps_title_with_name,
    _keeps_never_last,
    _judges_abbreviation,
    _breaks_after_closed_quote,
)


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text``, in order and not overlapping; they cover all of it but white space.

    Headlines, datelines, list items, bylines and furniture ("RELATED") come as spans of their own, so that none of
    them is read as part of the sentence beside it.

    >>> [s.text for s in sentences("WASHINGTON — Gen. Asapov was killed on Sept. 24. The U.S. said so.")]
    ['WASHINGTON —', 'Gen. Asapov was killed on Sept. 24.', 'The U.S. said so.']
    """
    return tuple(
        span_of(text, start, stop)
        for first, last in _paragraphs(text)
        for start, stop in _cut(text, first, last)
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined again where a line was only wrapped by hand."""
    open_at, open_stop = -1, -1
    for line in _LINE.finditer(text):
        start, stop = _trim(text, *line.span())
        if start == stop:
            continue
        if open_at >= 0 and not _wrapped(text, open_at, open_stop, start):
            yield open_at, open_stop
            open_at = -1
        open_at, open_stop = (start if open_at < 0 else open_at), stop
    if open_at >= 0:
        yield open_at, open_stop


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    inside = text[start:stop]
    return start + len(inside) - len(inside.lstrip()), stop - (len(inside) - len(inside.rstrip())) if inside.strip() else start


def _wrapped(text: str, start: int, stop: int, following: int) -> bool:
    """Whether a line break only wraps a sentence: the line is long, ends open, and the next goes on in lower case."""
    gap = text[stop:following]
    line = text[max(text.rfind("\n", start, stop) + 1, start) : stop]
    return gap.count("\n") == 1 and len(line) > 45 and line[-1] not in ".!?:…”\"" and text[following].islower()


def _cut(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut one paragraph into sentences."""
    if _FURNITURE.match(text, start, stop) and stop - start < 120:
        yield start, stop
        return
    dateline = _DATELINE.match(text, start, stop)
    if dateline:
        yield start, dateline.end()
        start, _ = _trim(text, dateline.end(), stop)
    for end in _ends(text, start, stop):
        if end > start:
            yield start, end
            start = _trim(text, end, stop)[0]
    if start < stop:
        yield start, stop


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    for end in _END.finditer(text, start, stop):
        at = _boundary(text, (start, end.start(), end.end(), stop))
        if next((answer for rule in RULES if (answer := rule(at)) is not None), True):
            yield end.end()


def _boundary(text: str, where: tuple[int, int, int, int]) -> Boundary:
    start, first, last, stop = where
    before = _TAIL_WORD.search(text, max(start, first - 30), first)
    after = _LEAD_WORD.match(text, last, min(stop, last + 40))
    lead = text[last : after.start(1)].strip() if after else ""
    return Boundary(
        before=before[1] if before else "",
        stop=text[first:last],
        after=after[1] if after else text[last:stop].strip(),
        opened=bool(lead),
        room=text[last : last + 1].isspace() or last == stop,
    )
