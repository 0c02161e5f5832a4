"""What a time expression is read against: the day of writing, the date before it, its headings, and the tense around it.

The tense is read from words alone, before any parse: the nearest cue wins, and a cue beyond a clause's edge counts as
farther away.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from events.model import When
from text import Span
from text.calendar_words import either
from text.lexicon import either_of

Tense = Literal["past", "future", "none"]
Answer = When | str
"""An interval, or the reason why there is none."""

_MODAL = r"(?:" + either_of("modals of a plan") + r")"
_ADVERBS = r"(?: (?:" + either_of("adverbs of a plan") + r"))*"
_INTENT = (
    r"(?:" + either_of("stems of intent") + r")"
    r"(?:s|ed|ned|d|ning|ing)? to"
)
_READY = r"(?:" + either_of("ready to") + r") to"
_FUTURE = (
    rf"(?:{_MODAL}|'ll|’ll|{_INTENT}|{_READY}){_ADVERBS}(?: be)?(?: \w+)?"
    r"|(?:(?:is|are|was|were|been) )?(?:scheduled|expected|slated|planned|planning|due)(?: for| on| in| back)?"
    r"|(?:" + either_of("asking to") + r") (?:[\w'’.-]+ ){1,6}?to \w+"
    r"|(?:promised|set|fixed|called|announced) for|to be \w+"
    rf"|{either('future-form')}"
)
_PAST = rf"{either('past-form')}|\w+ed"
_BEEN = (
    r"(?:would|could) not (?!be)\w+|wouldn['’]t|couldn['’]t|(?:could|can) (?:not )?be (?:\w+ly )?(?:"
    + either_of("what could not be done")
    + r")"
    r"|had (?:\w+ly )?been (?:scheduled|due|expected|set|planned)(?: to \w+)?|was to have|were to have|due to"
)
_AIM = r"to [a-z]+(?=(?: [\w'’-]+){0,3} $)"  # right before the date, which is where the search ends
_CUE = re.compile(rf"\b(?:(?P<been>{_BEEN})|(?P<future>{_FUTURE})|(?P<past>{_PAST})|(?P<aim>{_AIM}))\b", re.IGNORECASE)
_SOON = re.compile(r"\b(?:as (?:soon|early) as|no later than|starting|beginning|effective)(?: on| from)? $")
_LIMIT = re.compile(r"\b(?:by|until|till)(?: the)? $", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"\b(?:" + either_of("stems of waiting until") + r")\w*\b"
    r"[^.;]{0,60} until $|\b(?:" + either_of("stems of putting off to") + r")\w*(?: back| off)? to $"
)
_EDGE = re.compile(r"[;:—–()\"“”]|,|\b(?:" + either_of("ends of a clause before a day") + r")\b|''|``")
_WORD = re.compile(r"\w+")
_DEED = re.compile(
    rf"(?:['’]s)? (?!planned|expected|possible|likely)(?:[\w’'-]+ )?(?:{either('event')})\b(?! (?:to|on) be)"
)
_EDGE_COST = 4
_LIMIT_COST = 6
_FAR = 99
_CUES = 4  # on either side: those farther off weigh nothing beside them
_REACH = 160
"""Characters: words farther off than this say nothing of a date's tense."""


class NoPublicationDay(LookupError):  # noqa: N818 - it names an answer, not a fault
    """A relative date in an article of which nobody knows the day of publication."""


@dataclass(frozen=True, slots=True)
class ReferenceTime:
    """Where an expression stands: its article's text and day, its sentence, and the interval of the date before it.

    ``story`` is the day that was told last where its year was said, and the text has not left that year since;
    ``year_above`` is the year that the headings or the title give, ``day_after`` the first full day that follows where
    nobody knows the day of publication, ``entry`` the day that the line before opened with, where this one opens a line of
    a chronicle, ``line_day`` the day that this line opened with, ``month_above`` the month that heads its table, ``day_first`` whether "3/4" is in April: None where the text does not show.
    """

    text: str
    sentence: Span
    published: dt.date | None
    anchor: When | None = None
    story: dt.date | None = None
    year_above: int | None = None
    day_after: dt.date | None = None
    entry: dt.date | None = None
    line_day: dt.date | None = None
    month_above: int | None = None
    day_first: bool | None = None

    @property
    def today(self) -> dt.date:
        """The day of publication. Raises :class:`NoPublicationDay` where it is not known.

        >>> ReferenceTime("Hama fell.", Span(0, 10, "Hama fell."), None).today
        Traceback (most recent call last):
            ...
        events.mentions.times.reference_time.NoPublicationDay
        """
        if self.published is None:
            raise NoPublicationDay
        return self.published

    def tense(self, start: int, stop: int) -> Tense:
        """Return the tense of the words around ``text[start:stop]``: that of the nearest cue in the sentence.

        >>> said = "The talks will begin on Monday."
        >>> ReferenceTime(said, Span(0, len(said), said), None).tense(24, 30)
        'future'
        """
        if self.happened(stop):
            return "past"
        first, last = max(self.sentence.start, start - _REACH), min(self.sentence.stop, stop + _REACH)
        led, followed = [*_CUE.finditer(self.text, first, start)], islice(_CUE.finditer(self.text, stop, last), _CUES)
        before = [(self._cost(m.end(), start) + _extra(m), _kind(m)) for m in led[-_CUES:]]
        after = [(self._cost(stop, m.start()) + _extra(m) + 1, _kind(m)) for m in followed]
        return min([*self._led_in(start), *before[::-1], *after, _NO_CUE], key=_first)[1]

    def happened(self, stop: int) -> bool:
        """Whether a deed stands behind the date, as it does behind one that all know.

        >>> said = "Since the October 7 attack all is quiet."
        >>> ReferenceTime(said, Span(0, len(said), said), None).happened(19)
        True
        """
        return bool(_DEED.match(self.text, stop, min(self.sentence.stop, stop + _REACH)))

    def _led_in(self, start: int) -> list[tuple[int, Tense]]:
        """What the words right before say: "as early as" looks ahead, "by" and "until" do where no verb is near."""
        lead = self.text[max(self.sentence.start, start - _REACH) : start]
        if _SOON.search(lead) or _PUT_OFF.search(lead):
            return [(0, "future")]
        return [(_LIMIT_COST, "future")] if _LIMIT.search(lead) else []

    def _cost(self, start: int, stop: int) -> int:
        words = sum(1 for _ in _WORD.finditer(self.text, start, stop))
        return words + _EDGE_COST * sum(1 for _ in _EDGE.finditer(self.text, start, stop))


_NO_CUE: tuple[int, Tense] = (_FAR, "none")


def _kind(cue: re.Match[str]) -> Tense:
    return "future" if cue["future"] or cue["aim"] else "past"


def _extra(cue: re.Match[str]) -> int:
    """An aim ("to reopen") looks ahead, but any finite verb near it weighs more."""
    return _LIMIT_COST if cue["aim"] else 0


def _first(pair: tuple[int, Tense]) -> int:
    return pair[0]


class Rule(NamedTuple):
    """A named way to read a date.

    ``needs`` are the kinds of word without which it is not tried (:func:`events.mentions.times.vocabulary.kinds`); ``said`` is the
    group of the pattern that is the mention's span.
    """

    name: str
    needs: frozenset[str]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], ReferenceTime], Answer]
    said: str | int = 0


def rule(name: str, needs: str, pattern: str, read: Callable[[re.Match[str], ReferenceTime], Answer]) -> Rule:
    """Make a rule whose words may be written in either case and stand alone: not inside a word or a sum of money.

    >>> dawn = rule("dawn", "part", "at dawn", lambda found, reference: "no day")
    >>> dawn.pattern.search("It fell At Dawn.")[0], dawn.pattern.search("at dawning")
    ('At Dawn', None)
    """
    return Rule(
        name, frozenset(needs.split()), re.compile(rf"(?<![\w$£€/])(?:{pattern})(?![\w%])", re.IGNORECASE), read
    )


def cased(name: str, needs: str, pattern: str, read: Callable[[re.Match[str], ReferenceTime], Answer]) -> Rule:
    """Make a rule whose words are read as they are written: months and week days have capitals ("May", not "may").

    >>> may = cased("may", "month", "May", lambda found, reference: "no day")
    >>> may.pattern.search("it may fall") is None
    True
    """
    return Rule(name, frozenset(needs.split()), re.compile(rf"(?<![\w$£€])(?:{pattern})(?![\w%])"), read)
