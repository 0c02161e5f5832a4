"""When a cluster took place: the date that hangs on its words, then the sentence's, then what the text around leaves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from events.arguments.argument import SAYING
from events.arguments.places import is_attached
from events.arguments.responsibility import answers
from events.mentions import Sentence
from events.model import DateMention, When
from events.triggers import Trigger
from text.grammar import ancestors
from text.lexicon import word_group
from text.parse import Token


def attached_times(
    sentence: Sentence, trigger: Trigger, live: Iterable[Trigger], dates: tuple[DateMention, ...]
) -> tuple[DateMention, ...]:
    """Return the sentence's dates whose phrase attached to the trigger before any other trigger or verb of saying.

    >>> said = "Rebels attacked a post on Monday, a man said on Friday."
    >>> attack = trigger(said.replace("attacked", "[attacked]"))
    >>> [date.span.text for date in attached_times(sentence_of(said), attack, (), read_in(said).dates)]
    ['Monday']
    """
    live = tuple(live)
    stops = {other.token.i for other in live} - {trigger.token.i}
    inside = ((date, sentence.head(date.span)) for date in dates if date.when)
    return tuple(
        date
        for date, token in inside
        if (
            _opens_with(date, trigger, live)
            if date.rule == PAST_DEED
            else is_attached(token, trigger.token, stops)
            and not of_another_clause(token, trigger.token)
            and not compared(token)
        )
    )


PAST_DEED = "units-after-a-deed"  # the rule of times that reads "two days after gunmen had taken them"


def _opens_with(date: DateMention, trigger: Trigger, live: tuple[Trigger, ...]) -> bool:
    """Whether a trigger is the first behind words that say how long ago it was."""
    behind = [other.span.start for other in (*live, trigger) if other.span.start >= date.span.stop]
    return bool(behind) and trigger.span.start == min(behind)


def spoken(sentence: Sentence, date: DateMention) -> bool:
    """Whether a date says when somebody spoke, or with what the deed is compared, and not when it was done.

    >>> said = "Rebels attacked a post on Monday, a man said on Friday."
    >>> [spoken(sentence_of(said), date) for date in read_in(said).dates]
    [False, True]
    """
    token = sentence.head(date.span)
    if compared(token):
        return True
    if date.span.start - sentence.span.start <= len("On "):
        return False
    verb = next((above for above in ancestors(token) if above.pos == "VERB"), None)
    return verb is not None and verb.lemma in SAYING


def compared(token: Token) -> bool:
    """Whether a date only measures: "the deadliest attack since 2015", "the first time since 2001", "since it began in March".

    >>> compared(word("It was the deadliest attack since [2015].")), compared(word("They left in [2015]."))
    (True, False)
    """
    above = [word for word in ancestors(token) if word.pos in {"VERB", "AUX"}]
    if above and (
        answers(above[0]) or any(child.norm in _BACK for child in above[0].children if child.relation == "marker")
    ):
        return True
    if _reckoned_over(token):
        return True
    if token.relation != "oblique" or token.head.norm not in {"since", "in"}:
        return False
    noun = token.head.head
    return noun.pos in {"NOUN", "PROPN"} and any(
        child.tag in _DEGREE or child.norm in _ORDER for child in noun.children
    )


def _reckoned_over(token: Token) -> bool:
    """Whether a superlative is reckoned over a stretch: "the largest attack so far this year", "the seventh this month"."""
    if token.base not in {"year", "month", "week"} or not token.i or token.nbor(-1).norm != "this":
        return False
    words = token.doc[max(0, token.i - 12) : token.i]
    commas = [word.i for word in words if word.text == ","]
    return any((word.tag in _DEGREE or word.norm in _ORDER) and word.i > max(commas, default=-1) for word in words)


_BACK = frozenset({"since", "until"})
_DEGREE = frozenset({"JJS", "RBS"})
_ORDER = word_group("one of a row")


def of_another_clause(token: Token, trigger: Token) -> bool:
    """Whether a clause of its own stands between a date and the deed: "since an insurgency reached it in 2015".

    >>> said = "Two died in a town which rebels had captured in [May]."
    >>> of_another_clause(word(said), word(said).doc[1]), of_another_clause(word("Two died in [May]."), word("Two [died] in May."))
    (True, False)
    """
    for above in ancestors(token):
        if above == trigger:
            return False
        if (
            above.pos in {"VERB", "AUX"}
            and above.relation in {"adverbial clause", "relative clause"}
            and _has_own_word(above)
        ):
            return above not in ancestors(trigger)
    return False


def _has_own_word(verb: Token) -> bool:
    """Whether a clause is about another time: it opens with "since" or "until", looks back with "had", or is on "who"."""
    if verb.relation == "relative clause" and any(child.norm == "who" for child in verb.children):
        return True
    words = {
        child.norm for child in verb.children if child.relation in {"marker", "preposition", "adverb", "auxiliary"}
    }
    return bool(words & {"since", "until", "before", "had", "has", "have"})


CLOCK = re.compile(
    r"^[ \t]*(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]\.?m\.?)?(?: ?(?:GMT|UTC|BST|[A-Z]{2,4}T|local time|hrs|h))?\b[ \t]*(?:$|[-–—:|]|(?-i:(?<=\d)[ \t]+[A-Z“•]))",
    re.MULTILINE | re.IGNORECASE,
)


@lru_cache(maxsize=8)
def told_live(text: str, published: dt.date | None) -> When | None:
    r"""Return the day of publication where an article is told by the clock: two lines or more open with an hour.

    >>> told_live("14:05 GMT\nShots are heard.\n13:40\nGood morning.", dt.date(2024, 6, 25)).precision
    'day'
    """
    hours = len(CLOCK.findall(text))
    return When(published, published, "day") if published and hours > 1 else None


def about(published: dt.date | None, days: int = 7) -> When | None:
    """Return the days up to publication: news without a date is news of about then.

    >>> about(dt.date(2017, 10, 4)).earliest
    datetime.date(2017, 9, 27)
    """
    return None if published is None else When(published - dt.timedelta(days), published, "about")
