"""A text as its author meant it: odd blanks, signs of no width and lines wrapped by hand are gone before anything is read.

Offsets stay those of the text as it came: what was read is led back to it by :func:`in_original`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from text.lines import broken_lines, row_lines, wraps
from text.span import Span, span_of

Read = TypeVar("Read")
_Edit = tuple[int, int, str]
"""A stretch, and what stands in its stead."""

_SHAPED = r"\u0590-\u1fff\u2600-\u27ff\U0001f000-\U0001ffff"
_NO_WIDTH = re.compile(
    r"[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+"
    # Joiners shape the letters of Arabic and Indian scripts, and emoji: they go only where neither stands beside.
    rf"|(?<![{_SHAPED}])[\u200c\u200d]+(?![{_SHAPED}])"
)
_ODD = r"\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_BLANK, _ODD_BLANKS = re.compile(rf"[{_ODD}]"), re.compile(rf"[ \t{_ODD}]{{2,}}|[\t{_ODD}]")
_CUT_WORD, _WORD = re.compile(r"[^\W\d_]+-$"), re.compile(r"[^\W\d_]+")
_WORD_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Settled:
    """A text as it is read, and as it came; ``offsets`` says where each character stood, None where nothing was done."""

    text: str
    original: str
    offsets: tuple[int, ...] | None = None

    def in_original(self, span: Span) -> Span:
        r"""Return the span of the text as it came that a span of the settled one was read from.

        >>> settled = settle("in Kher\u00adson")
        >>> settled.in_original(span_of(settled.text, 3, 10)).text
        'Kher\xadson'
        """
        if self.offsets is None:
            return span
        return span_of(self.original, self.offsets[span.start], self.offsets[span.stop - 1] + 1)


def settle(text: str) -> Settled:
    r"""Return ``text`` as it is read: one plain blank for blanks of any kind, no signs of no width, no wrapped lines.

    Tabs and gaps that part the cells of a row stay.

    >>> settle("4\xa0October in\nKher\u00adson  Oblast").text
    '4 October in Kherson Oblast'
    """
    visible, kept = _replaced(text, ((*found.span(), "") for found in _NO_WIDTH.finditer(text)))
    plain, moved = _replaced(visible, sorted([*_odd_blanks(visible), *_wraps(visible)]))
    return Settled(plain, text, None if plain == text else tuple(kept[at] for at in moved))


def _replaced(text: str, edits: Iterable[_Edit]) -> tuple[str, list[int]]:
    """Return the text with the edits made, and where each of its characters stood."""
    parts: list[str] = []
    offsets: list[int] = []
    last = 0
    for start, stop, stead in edits:
        if start >= last:
            parts += [text[last:start], stead]
            offsets += [*range(last, start), *[start] * len(stead)]
            last = stop
    return "".join([*parts, text[last:]]), [*offsets, *range(last, len(text))]


def _odd_blanks(text: str) -> Iterator[_Edit]:
    held = broken_lines(text)
    rows = row_lines(text, held)
    for at, line in enumerate(held):
        blanks = _ODD_BLANK if at in rows else _ODD_BLANKS
        yield from ((*found.span(), " ") for found in blanks.finditer(text, line.start, line.stop))


def _wraps(text: str) -> Iterator[_Edit]:
    """A wrapped line goes on behind a blank; behind a hyphen at once, without it where the word is written so elsewhere."""
    written = cache(lambda: frozenset(_WORD.findall(text)))
    for start, stop in wraps(text):
        cut = _CUT_WORD.search(text, max(0, start - _WORD_LENGTH), start)
        rest = _WORD.match(text, stop, stop + _WORD_LENGTH)
        if cut and rest and rest[0].islower():
            yield start - (cut[0][:-1] + rest[0] in written()), stop, ""
        else:
            yield start, stop, " "


def in_original(read: Read, settled: Settled) -> Read:
    r"""Return what was read from the settled text with every span in it led back to the text as it came.

    >>> settled = settle("in\xa0Kher\u00adson")
    >>> in_original((span_of(settled.text, 3, 10), 1), settled)
    (Span(start=3, stop=11, text='Kher\xadson'), 1)
    """
    return read if settled.offsets is None else _led_back(read, settled)


def _led_back(value: Any, settled: Settled) -> Any:  # noqa: ANN401  # whatever a reading holds
    if isinstance(value, Span):
        return settled.in_original(value)
    if isinstance(value, tuple):
        return tuple(_led_back(each, settled) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        held = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        led = {name: _led_back(each, settled) for name, each in held.items()}
        return value if all(led[name] is held[name] for name in held) else dataclasses.replace(value, **led)
    return value
