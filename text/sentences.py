"""An article's text -> its sentences, in order, as spans that cover everything but white space.

Rules, no model: only the places where a sentence could end are looked at, and each is judged by the first rule of
:data:`RULES` that has an opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from text.datelines import dateline_end
from text.lines import ITEM, lines
from text.sentence_words import (
    BEFORE_A_NAME,
    BEFORE_A_NUMBER,
    DAYS_AND_MONTHS,
    MONTHS,
    NEVER_LAST,
    OFTEN_LAST,
    STARTERS,
)
from text.span import Span, span_of

_END = re.compile(
    r"(?:[.!?…]+|[。！？؟۔])['\"”’»)\]*]*(?=\s|$)"  # a stop, closed or not, with room after it
    r"|[。！？]"  # scripts that leave no room
    r"|(?<=[a-z]{2})\.(?=[A-Z][a-z])"  # room forgotten: "was killed.The"
)
_FIRST_WORD = re.compile(r"[\s\"'“‘«(\[*]*([^\W_][\w'’\-]*)")
_LAST_WORD = re.compile(r"([^\s\"'“‘«(\[—–]+)$")


@dataclass(frozen=True, slots=True)
class _Boundary:
    """A place where a sentence could end.

    ``before`` is the word before the stop, without it; ``stop`` the stop with its closing marks; ``after`` the word
    that follows, empty at a paragraph's end; ``opened`` whether a quote or bracket opens before that word; ``room``
    whether white space stands between; ``alone`` whether the word before is all of the sentence so far.
    """

    before: str
    stop: str
    after: str
    opened: bool
    room: bool
    alone: bool

    @property
    def tail(self) -> str:
        """What stands behind the last hyphen of the word before: "Sept. 30-Oct" ends in "Oct".

        >>> _Boundary("Sept. 30-Oct", ".", "5", opened=False, room=True, alone=False).tail
        'Oct'
        """
        return self.before.rsplit("-", 1)[-1]

    @property
    def starter(self) -> bool:
        """Whether what follows starts sentences and is seldom a name.

        >>> _Boundary("U.S", ".", "The", opened=False, room=True, alone=False).starter
        True
        """
        return self.opened or self.after in STARTERS or self.after.endswith("ly")


Verdict = bool | None
"""True: the sentence ends here; False: it goes on; None: the rule has no opinion."""


def _ends_with_paragraph(at: _Boundary) -> Verdict:
    return True if not at.after else None


def _ends_without_room(at: _Boundary) -> Verdict:
    return None if at.room else True


def _goes_on_after_item_number(at: _Boundary) -> Verdict:
    """1. The army left."""
    return False if at.alone and re.fullmatch(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})\)?", at.before) else None


def _goes_on_in_lower_case(at: _Boundary) -> Verdict:
    return False if at.after[0].islower() and not at.opened else None


def _ends_loudly(at: _Boundary) -> Verdict:
    return True if at.stop[0] in "!?。！？؟۔" else None


def _goes_on_with_number(at: _Boundary) -> Verdict:
    """Sept. 24, No. 5, ext. 1133."""
    led = at.tail in MONTHS or at.tail.lower() in BEFORE_A_NUMBER
    return False if led and at.after[0].isdigit() else None


def _goes_on_with_day(at: _Boundary) -> Verdict:
    """5 p.m. Tuesday, 10 a.m. April 25."""
    return at.after not in DAYS_AND_MONTHS if at.before.lower() in {"a.m", "p.m", "am", "pm"} else None


def _goes_on_after_acronym(at: _Boundary) -> Verdict:
    """U.S. forces, but: in the U.S. The army."""
    return at.starter if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", at.before) else None


def _goes_on_after_initial(at: _Boundary) -> Verdict:
    """J. Smith, J.-P. Lacroix."""
    if not re.fullmatch(r"[A-Z](?:\.?-[A-Z])?", at.before) or at.before == "I":
        return None
    return at.after in STARTERS and at.before not in "AEJ"


def _goes_on_with_name(at: _Boundary) -> Verdict:
    """Gen. Asapov, Lt. Col. Smith."""
    return False if at.tail in BEFORE_A_NAME else None


def _never_ends_on(at: _Boundary) -> Verdict:
    return False if at.before.lower() in NEVER_LAST else None


def _may_end_on(at: _Boundary) -> Verdict:
    """Inc., Fla., Sept.: only where what follows starts sentences."""
    return at.starter if at.tail in OFTEN_LAST or at.tail in MONTHS else None


RULES: tuple[Callable[[_Boundary], Verdict], ...] = (
    _ends_with_paragraph,
    _ends_without_room,
    _goes_on_after_item_number,
    _goes_on_in_lower_case,
    _ends_loudly,
    _goes_on_with_number,
    _goes_on_with_day,
    _goes_on_after_acronym,
    _goes_on_after_initial,
    _goes_on_with_name,
    _never_ends_on,
    _may_end_on,
)
"""In the order in which they are asked; where none has an opinion the sentence ends."""


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text``, in order and not overlapping; they cover all of it but white space.

    Headlines, datelines, list items, bylines and furniture ("RELATED") come as spans of their own, so that none of
    them is read as part of the sentence beside it.

    >>> [s.text for s in sentences("WASHINGTON — Gen. Asapov was killed on Sept. 24. The U.S. said so.")]
    ['WASHINGTON —', 'Gen. Asapov was killed on Sept. 24.', 'The U.S. said so.']
    """
    cuts = (cut for line in lines(text) for cut in _cut(text, line.start, line.stop))
    return tuple(span_of(text, start, stop) for start, stop in cuts)


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    inside = text[start:stop]
    left = len(inside) - len(inside.lstrip())
    return start + left, max(start + left, stop - (len(inside) - len(inside.rstrip())))


def _cut(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut one paragraph, without white space at its ends, into sentences."""
    bullet = ITEM.match(text, start, stop)
    if bullet and text[bullet.end() : bullet.end() + 1] == "\n":
        yield start, bullet.end()
        start = _trimmed(text, bullet.end(), stop)[0]
    opened = dateline_end(text, start, stop)
    if opened:
        yield start, opened
        start = _trimmed(text, opened, stop)[0]
    for end in (*_ends(text, start, stop), stop):
        yield from _breaths(text, start, end)
        start = _trimmed(text, end, stop)[0]


LONGEST = 1200  # characters: nobody writes longer sentences; what goes on without a stop is read in pieces
_PAUSES = ("; ", ", ", " ")


def _breaths(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, or pieces of one without an end, cut at the last pause that each has: grammar's cost grows with length.

    >>> [stop - start for start, stop in _breaths("one, two " * 200, 0, 1800)]
    [1192, 607]
    """
    while stop - start > LONGEST:
        near = (text.rfind(pause, start + LONGEST // 2, start + LONGEST) for pause in _PAUSES)
        cut = next((at + 1 for at in near if at >= 0), start + LONGEST)
        yield _trimmed(text, start, cut)
        start = _trimmed(text, cut, stop)[0]
    if start < stop:
        yield start, stop


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    for end in _END.finditer(text, start, stop):
        at = _boundary(text, end, (start, stop))
        if next((verdict for rule in RULES if (verdict := rule(at)) is not None), True):
            yield end.end()
            start = end.end()


def _boundary(text: str, end: re.Match[str], within: tuple[int, int]) -> _Boundary:
    start, stop = within
    before = _LAST_WORD.search(text, max(start, end.start() - 30), end.start())
    after = _FIRST_WORD.match(text, end.end(), min(stop, end.end() + 40))
    return _Boundary(
        before=before[1] if before else "",
        stop=end[0],
        after=after[1] if after else text[end.end() : stop].strip(),
        opened=bool(after and text[end.end() : after.start(1)].strip()),
        room=end.end() == stop or text[end.end()].isspace(),
        alone=before is not None and not text[start : before.start(1)].strip(),
    )
