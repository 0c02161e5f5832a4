"""A stretch of an article's text: where it starts, where it stops, what stands there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open offsets in Unicode code points; ``article.text[start:stop] == text`` always.

    Make one with :func:`span_of`, which reads ``text`` from the article itself.
    """

    start: int
    stop: int
    text: str

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character.

        >>> span_of("in Hama today", 3, 7).overlaps(span_of("in Hama today", 6, 10))
        True
        """
        return self.start < other.stop and other.start < self.stop

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span.

        >>> span_of("in Hama today", 0, 7).covers(span_of("in Hama today", 3, 7))
        True
        """
        return self.start <= other.start and other.stop <= self.stop

    def part(self, start: int, stop: int) -> Span:
        """Return the part of this span at ``start:stop``, which are offsets in the article as its own are.

        Raises ``ValueError`` where they are empty, reversed or outside this span.

        >>> span_of("fighting in Hama", 9, 16).part(12, 16)
        Span(start=12, stop=16, text='Hama')
        """
        if not self.start <= start < stop <= self.stop:
            message = f"no part {start}:{stop} in a span {self.start}:{self.stop}"
            raise ValueError(message)
        return Span(start, stop, self.text[start - self.start : stop - self.start])


class Spanned(Protocol):
    """What stands somewhere in a text."""

    @property
    def span(self) -> Span:
        """Return where.

        >>> document("Rebels shelled Hama.").places[0].span.start
        15
        """


T = TypeVar("T", bound=Spanned)


def inside(items: Sequence[T], span: Span) -> tuple[T, ...]:
    """Return the items that lie wholly inside a span; ``items`` stand in order of their starts.

    >>> text = document("Rebels left Homs. Rebels shelled Hama.")
    >>> [place.span.text for place in inside(text.places, text.sentences[1])]
    ['Hama']
    """
    first = bisect_left(items, span.start, key=_start)
    last = bisect_left(items, span.stop, lo=first, key=_start)
    return tuple([one for one in items[first:last] if one.span.stop <= span.stop])


def _start(item: Spanned) -> int:
    return item.span.start


def span_of(text: str, start: int, stop: int) -> Span:
    """Return the span ``text[start:stop]``.

    Raises ``ValueError`` where the offsets are empty, reversed or outside the text.

    >>> span_of("fighting in Hama", 12, 16)
    Span(start=12, stop=16, text='Hama')
    """
    if not 0 <= start < stop <= len(text):
        message = f"no span {start}:{stop} in a text of {len(text)} characters"
        raise ValueError(message)
    return Span(start, stop, text[start:stop])
