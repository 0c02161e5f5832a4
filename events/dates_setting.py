"""What a date expression is read against: the day of publication, the date before it, and the tense around it.

It stands apart because every relative rule asks the same three questions. The tense is read from words alone, before
any parse: the nearest cue wins, and a cue beyond a clause's edge counts as farther away.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from events.event import When
from geo import Span

Tense = Literal["past", "future", "none"]

_FUTURE = (
    r"will|shall|won't|would|can|could|may|might|should|must|(?:'|’)ll|going to|(?:is|are|was|were|be) to"
    r"|(?:plan|intend|hope|expect|want|aim|vow|threaten|pledge|promise|propose|prepare|agree|need)(?:s|ed|ned|d|ning|ing)? to"
    r"|(?:was|were|is|are|had been|been|be)?,? ?(?:scheduled|expected|due|set|slated|planned|likely|supposed|poised|ready)"
    r"(?: to| for| on)?|upcoming|deadline|(?:to be|not be) \w+ed|expires?|expire|payable|effective|ahead of|planning"
    r"|begins?|starts?|opens?|convenes?|takes effect|resumes?|until|till|by"
)
_PAST = (
    r"said|told|says|was|were|had|has|have|did|been|went|came|took|began|struck|hit|shot|fell|met|held|left|broke|fought|won|lost"
    r"|sent|found|made|gave|led|rose|ran|saw|set|put|got|blew|flew|drove|fled|quoted|wrote|spoke|became|kept|brought"
    r"|thought|caught|sought|bought|taught|dealt|sank|swept|shook|stood|withdrew|overran|drew|grew|knew|threw|paid"
    r"|read|sat|sold|cut|quit|beat|burst|cost|hurt|let|shut|spread|split|spent|built|lent|bore|swore|tore|woke|chose|froze"
    r"|stole|rode|wore|forbade|bled|fed|shed|slid|stuck|stung|swung|spat|dug|hung|\w+ed|ago|since|killing|following"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b", re.IGNORECASE)
_EDGE = re.compile(
    r"[;:—–()\"“”]|,|\b(?:that|which|who|when|where|after|before|and|but|while|if|as|because|although|whose)\b|''|``"
)
_WORD = re.compile(r"\w+")
_EDGE_COST = 4


class NoPublicationDay(LookupError):  # noqa: N818 - it names an answer, not a fault
    """A relative date in an article of which nobody knows the day of publication."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands: its article's text and day, its sentence, and the interval of the date before it."""

    text: str
    sentence: Span
    published: dt.date | None
    anchor: When | None = None

    @property
    def today(self) -> dt.date:
        """The day of publication. Raises :class:`NoPublicationDay` where it is not known."""
        if self.published is None:
            raise NoPublicationDay
        return self.published

    def tense(self, start: int, stop: int) -> Tense:
        """Return the tense of the words around ``text[start:stop]``: that of the nearest cue in the sentence."""
        first, last = self.sentence.start, self.sentence.stop
        before = [(self._cost(m.end(), start), _kind(m)) for m in _CUE.finditer(self.text, first, start)]
        after = [(self._cost(stop, m.start()) + 1, _kind(m)) for m in _CUE.finditer(self.text, stop, last)]
        return min(before[::-1] + after, key=_first, default=(0, _NONE))[1]

    def _cost(self, start: int, stop: int) -> int:
        words = sum(1 for _ in _WORD.finditer(self.text, start, stop))
        return words + _EDGE_COST * sum(1 for _ in _EDGE.finditer(self.text, start, stop))


_NONE: Tense = "none"


def _kind(cue: re.Match[str]) -> Tense:
    return "future" if cue["future"] else "past"


def _first(pair: tuple[int, Tense]) -> int:
    return pair[0]


Answer = When | str
"""An interval, or the reason why there is none."""


class Rule(NamedTuple):
    """A named way to read a date: the words it looks for and what they come to. ``said`` is the group that is the span."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Setting], Answer]
    said: str | int = 0
