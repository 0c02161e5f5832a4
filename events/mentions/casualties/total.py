"""All that one report says of its dead (or injured) -> one figure with low, best and high.

The hard part is which numbers are about the same people: "five people" with "two children" among them, "the man",
"another two", "ten in all", a second figure from a second source. Each case is a named rule; where figures differ, the
most conservative is best (ACLED Codebook) and the range keeps the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from events.mentions.casualties.finder import CountMention
from events.mentions.casualties.words import Of
from events.model import Count
from text.lexicon import word_group, word_set

_EVERYBODY = word_set("people persons person individuals individual victims victim")
_GENERIC = _EVERYBODY | word_group("what a total counts")
_NAME = re.compile(r"\b[A-Z][\w-]+")


@dataclass(frozen=True, slots=True)
class Total:
    """A figure with the mentions it was made of and the rules that joined them, in the order of the text."""

    count: Count
    mentions: tuple[CountMention, ...]
    rules: tuple[str, ...]


def total(mentions: Iterable[CountMention], *, of: Of = "killed") -> Total | None:
    """Return the one figure of ``of`` that a report's ``mentions`` come to; None where none is given.

    >>> from events.mentions.casualties.finder import find_casualties
    >>> told = map(sentence_of, ("Nine people, two of them children, were killed in Homs.", "Another four died in hospital."))
    >>> found = total(m for said in told for m in find_casualties(said.span, said.parse))
    >>> found.count.best, found.rules
    (13, ('first', 'part', 'more'))
    """
    told = [mention for mention in mentions if mention.of == of and mention.kind not in {"elsewhere", "list"}]
    sums = [mention for mention in told if mention.kind == "total"]
    running = None
    for mention in _last_sum(sums) or told:
        running = _join(running, mention)
    return running


def _last_sum(sums: list[CountMention]) -> list[CountMention]:
    """A total may be a list: "in all, six soldiers and two guards"."""
    return [mention for mention in sums if mention.sentence == sums[-1].sentence]


def _join(running: Total | None, mention: CountMention) -> Total:
    if running is None:
        return Total(mention.count, (mention,), ("first",))
    for name, applies, read in JOIN_RULES:
        if applies(running, mention):
            return Total(read(running.count, mention.count), (*running.mentions, mention), (*running.rules, name))
    return running


def _plus(a: Count, b: Count) -> Count:
    return Count(a.low + b.low, a.best + b.best, a.high + b.high)


def _keep(a: Count, b: Count) -> Count:
    del b
    return a


def _conservative(a: Count, b: Count) -> Count:
    """Two figures for the same people: the lower is best, the range spans both."""
    return Count(min(a.low, b.low), min(a.best, b.best), max(a.high, b.high))


def _containing(a: Count, b: Count) -> Count:
    return Count(max(a.low, b.low), b.best, max(a.high, b.high))


def _generic(mention: CountMention) -> bool:
    return mention.head in _GENERIC


def _same_sentence(running: Total, mention: CountMention) -> bool:
    return mention.sentence is not None and running.mentions[-1].sentence == mention.sentence


def _same_words(running: Total, mention: CountMention) -> bool:
    return any(
        m.victim is not None and mention.victim is not None and m.victim == mention.victim for m in running.mentions
    )


def _nobody(running: Total, mention: CountMention) -> bool:
    return mention.count.high == 0 < running.count.high


def _nobody_before(running: Total, mention: CountMention) -> bool:
    return running.count.high == 0 < mention.count.high


def _part(running: Total, mention: CountMention) -> bool:
    return mention.kind == "part" and mention.count.best <= running.count.best


def _kin(running: Total, mention: CountMention) -> bool:
    """A witness's own people, told a sentence after a figure that holds them."""
    headline = running.mentions[0]
    return mention.kind == "kin" and headline.sentence != mention.sentence and mention.count.best <= headline.count.best


def _back(running: Total, mention: CountMention) -> bool:
    return mention.kind == "back" and mention.count.best <= running.count.best


def _more(running: Total, mention: CountMention) -> bool:
    del running
    return mention.kind == "more"


def _like(running: Total, mention: CountMention) -> bool:
    """The same noun again, or a noun that fits all."""
    return _generic(mention) or any(_generic(m) or m.head == mention.head for m in running.mentions)


def _same_figure(running: Total, mention: CountMention) -> bool:
    """The same figure for the same people, or with no noun of its own: "killing two"."""
    return any(
        m.count.best == mention.count.best and (_like(running, mention) or "" in {m.head, mention.head})
        for m in running.mentions
    )


def _contains(running: Total, mention: CountMention) -> bool:
    """A later, larger figure of people at large holds the soldiers and farmers told of one by one before."""
    parts = [m for m in running.mentions if not _generic(m) and m.head]
    return (
        mention.head in _EVERYBODY and len(parts) == len(running.mentions) and mention.count.best >= running.count.best
    )


def _second_source(running: Total, mention: CountMention) -> bool:
    """A claim about the dead of a side whose dead were told of before."""
    named = {name for m in running.mentions if m.victim for name in _NAME.findall(m.victim.text)}
    same = mention.victim is not None and bool(named & set(_NAME.findall(mention.victim.text)))
    return mention.kind == "claim" and (same or _like(running, mention))


def _contained(running: Total, mention: CountMention) -> bool:
    return (
        running.mentions[0].head in _EVERYBODY
        and mention.head != ""
        and not _generic(mention)
        and mention.count.best < running.count.best
    )


JOIN_RULES: tuple[tuple[str, Callable[[Total, CountMention], bool], Callable[[Count, Count], Count]], ...] = (
    ("same words", _same_words, _keep),
    ("nobody else", _nobody, _keep),
    ("not nobody", _nobody_before, lambda _, b: b),
    ("part", _part, _keep),
    ("kin of one who tells", _kin, _keep),
    ("named again", _back, _keep),
    ("more", _more, _plus),
    ("same sentence", _same_sentence, _plus),
    ("same figure", _same_figure, _keep),
    ("claimed: lower", _second_source, _conservative),
    ("total contains parts", _contains, _containing),
    ("part of the total", _contained, _keep),
    ("figures differ: lower", _like, _conservative),
    ("others", lambda *_: True, _plus),
)
"""How the next number of a report joins those before it, in the order in which the rules are tried."""
