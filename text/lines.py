"""The lines of a text as a person reads them: what was only wrapped by hand at a margin is one line again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from text.calendar_words import either
from text.lexicon import word_class

_BROKEN = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
ITEM = re.compile(r"(?:[-*•·◦▪●○■□►➤✓–—‣]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[A-Z]\)|\(?[ivx]{1,4}\))(?=\s|$)")
"""What a list item opens with: a bullet, "1.", "(a)"."""
_DATE = (
    rf"(?:(?:{either('weekday')})\b\.?,? )?(?:(?:{either('month')})\b\.? \d{{1,2}}|\d{{1,2}} (?:{either('month')})\b\.?)"
    r"(?:,? \d{4})?"
)
_CLOCK = rf"(?:(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[:.][0-5]\d)?(?: ?[ap]\.?m\b\.?)?|\d{{1,2}} ?[ap]\.?m\b\.?)(?: ?(?:{either('zone')})\b)?"
STAMP = re.compile(
    rf"[\[(]?(?:(?:{_DATE})[,:]? (?:[-–—|] |at )?)?{_CLOCK}[\])]?(?=\s*$|\s*[-–—:|]|\s+[A-Z“\"•])", re.IGNORECASE
)
"""What a post opens with: the hour, a day before it or not."""
CELLS = re.compile(r"(?<=\S)(?:[ \t]*[|\t][ \t]*|(?<![.!?…”\"]) {3,})(?=\S)")
"""What parts a row into cells: a bar, a tab, a wide gap."""
_LONG, _MARGIN = 45, 110  # characters: a line that can be full, a line that no hand wraps
_ITEM_LINES = 8
_NAME_IN_SMALL = re.compile(r"(?:a[ldnrstz]|[ae]sh|el|de|von|bin|ibn)[- ][A-Z]")
_CLOSED = '.!?:…”"»।؟۔'
_WORD = re.compile(r"\S+")


class Line(NamedTuple):
    """A line without the white space at its ends; ``gap`` is how many line breaks stand before it."""

    start: int
    stop: int
    gap: int


def lines(text: str) -> tuple[Line, ...]:
    r"""Return the lines of ``text`` that hold something, joined again where a line was only wrapped by hand.

    >>> said = "Six\nmen took a post in\nSan Vicente.\nIt burnt."
    >>> [said[line.start : line.stop] for line in lines(said)]
    ['Six\nmen took a post in\nSan Vicente.', 'It burnt.']
    """
    broken = broken_lines(text)
    margin, inside = _margin(text, broken), _in_items(text, broken)
    joined = list(broken[:1])
    wrapped = False
    for at, pair in enumerate(pairwise(broken), 1):
        wrapped = at in inside or _goes_on(text, pair, margin, wrapped=wrapped)
        if wrapped:
            joined[-1] = joined[-1]._replace(stop=pair[1].stop)
        else:
            joined.append(pair[1])
    return tuple(joined)


def row_lines(text: str, held: Sequence[Line]) -> frozenset[int]:
    r"""Return which of the lines are rows of a table: as many cells as a line beside, or three and more and no full stop.

    >>> said = "3 May | Hama\n4 May | Homs\nIt fell."
    >>> sorted(row_lines(said, lines(said)))
    [0, 1]
    """
    parted = [len(CELLS.findall(text, line.start, line.stop)) for line in held]
    beside = [{*parted[max(0, at - 1) : at], *parted[at + 1 : at + 2]} for at in range(len(held))]
    return frozenset(
        at
        for at, many in enumerate(parted)
        if many and (many in beside[at] or (many > 1 and text[held[at].stop - 1] not in ".!?"))
    )


def wraps(text: str) -> tuple[tuple[int, int], ...]:
    r"""Return the stretches of white space at which lines were only wrapped by hand.

    >>> wraps("Rebels took the\ntown of Hama.")
    ((15, 16),)
    """
    whole = {line.start for line in lines(text)}
    return tuple((one.stop, two.start) for one, two in pairwise(broken_lines(text)) if two.start not in whole)


def broken_lines(text: str) -> tuple[Line, ...]:
    r"""Return the lines of ``text`` as they are broken in it, those that hold something.

    >>> [line.gap for line in broken_lines("Six\nmen\n\nfled.")]
    [0, 1, 2]
    """
    return tuple(_broken(text))


def _broken(text: str) -> Iterator[Line]:
    last = 0
    for found in _BROKEN.finditer(text):
        inside = found[0]
        held = inside.strip()
        if held:
            start = found.start() + len(inside) - len(inside.lstrip())
            yield Line(start, start + len(held), len(_NEWLINE.findall(text, last, start)))
            last = start + len(held)


def _in_items(text: str, broken: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines between a bullet that stands alone and the next one, which are its item."""
    bullets = [at for at, line in enumerate(broken) if ITEM.fullmatch(text, line.start, line.stop)]
    held = [range(one + 1, two) for one, two in pairwise(bullets) if two - one <= _ITEM_LINES]
    return frozenset(at for item in held if all(broken[each].gap == 1 for each in item) for at in item)


def _margin(text: str, broken: Sequence[Line]) -> int:
    """How wide a text is set that was wrapped by hand; 0 where it was not."""
    breaks = [(one, two) for one, two in pairwise(broken) if two.gap == 1 and _plain(text, one, two)]
    certain = [one.stop - one.start for one, two in breaks if _open(text, one) and _small(text, two)]
    widest = max(certain, default=0)
    too_long = sum(one.stop - one.start > widest + 10 for one, _ in breaks)
    full = sum(_full(text, one, two, widest - 6) for one, two in breaks if _open(text, one) and _small(text, two))
    sure = len(certain) >= 3 and 4 * len(certain) >= len(breaks) and 8 * too_long <= len(breaks)
    sure = sure and 10 * full >= 8 * len(certain)
    return widest if sure and _LONG // 2 < widest <= _MARGIN else 0


def _plain(text: str, one: Line, two: Line) -> bool:
    """Whether neither of two lines opens or closes a form of its own: an item, a post, a row, a heading with a mark."""
    marks = any(form.match(text, two.start, two.stop) for form in (ITEM, STAMP)) or text[two.start] in "#>|=•"
    rows = any(CELLS.search(text, line.start, line.stop) for line in (one, two))
    return not marks and not rows and text[one.start] != "#"


def _open(text: str, line: Line) -> bool:
    return text[line.stop - 1] not in _CLOSED


def _small(text: str, line: Line) -> bool:
    return text[line.start].islower() and not _NAME_IN_SMALL.match(text, line.start)


def _goes_on(text: str, pair: tuple[Line, Line], margin: int, *, wrapped: bool) -> bool:
    """Whether a line break only wraps: what stands after it goes on in small letters, or could not have stood before it."""
    one, two = pair
    item = ITEM.fullmatch(text, one.start, one.stop)
    if two.gap > 1 or not _plain(text, one, two):
        return bool(item) and two.gap == 1 and not ITEM.match(text, two.start, two.stop)
    full = bool(margin) and _full(text, one, two, margin)
    if not _open(text, one):
        return (full and margin > _LONG) or bool(item)
    if _small(text, two):
        return full or wrapped or one.stop - one.start > _LONG or not text[one.start].islower()
    if item or full or text[one.stop - 1] in ",–—" or _last_word(text, one) in word_class("open-ended"):
        return True
    return wrapped and text[two.start].isdigit()


def _full(text: str, one: Line, two: Line, margin: int) -> bool:
    """Whether the next word could not have stood in the line before."""
    word = _WORD.match(text, two.start, two.stop)
    return one.stop - one.start + 1 + (len(word[0]) if word else 0) > margin


def _last_word(text: str, line: Line) -> str:
    return text[max(line.start, line.stop - 20) : line.stop].rsplit(None, 1)[-1]
