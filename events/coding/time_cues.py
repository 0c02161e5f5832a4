"""Which of a document's days a happening has: every interval that is named, and the day of publication, each with cues."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from events.arguments import about, event_class, of_another_clause, told_live
from events.coding.document import Document
from events.coding.time import times_by_rule
from events.coreference import EventCluster
from events.mentions import Sentence
from events.mentions.times import find_times
from events.model import DateMention, When
from text.lexicon import word_class
from text.scoring import Cues, band
from text.sentences import sentences


@dataclass(frozen=True, slots=True)
class TimeCandidate:
    """An interval with the mention that stands for it (None for what only the day of publication says) and its cues."""

    when: When
    mention: DateMention | None
    cues: Cues
    inherited: bool
    rule: str


def time_candidates(cluster: EventCluster, document: Document) -> tuple[TimeCandidate, ...]:
    """Return the intervals that the document names, each once, then those that publication gives.

    >>> text = document("Rebels shelled Hama on Monday.")
    >>> [one.when.precision for one in time_candidates(text.clusters[0], text)]
    ['day', 'about', 'day', 'day']
    """
    around = _Around.of(cluster, document)
    named: dict[tuple[dt.date, dt.date], list[DateMention]] = {}
    for date in document.dates:
        if date.when and not around.is_of_another(date) and not around.is_yet_to_come(date.when):
            named.setdefault((date.when.earliest, date.when.latest), []).append(date)
    return (*(_candidate(dates, around) for dates in named.values()), *_of_publication(around))


@dataclass(frozen=True, slots=True)
class _Around:
    """What all candidates of one happening are held against."""

    cluster: EventCluster
    document: Document
    rules: tuple[tuple[str, bool, DateMention], ...]  # what each rule finds, of the days that have an interval
    numbers: frozenset[int]
    attached: frozenset[DateMention]
    elsewhere: frozenset[DateMention]
    sentences: dict[int, Sentence]
    days: tuple[tuple[int, When], ...]  # all days of the text, each with the number of its sentence
    whens: tuple[When, ...]  # each once, by its first day
    dated: int  # how many of the other happenings have a day of their own,
    holders: dict[DateMention, list[int]]  # and which of them each day is attached to
    same_places: frozenset[int]  # the sentences that name a place of the happening
    same_words: frozenset[int]  # and those that tell a deed of its kinds

    @classmethod
    def of(cls, cluster: EventCluster, document: Document) -> _Around:
        others = [other.event_mentions for other in document.clusters if other is not cluster]
        days = tuple((document.number(date.span), date.when) for date in document.dates if date.when)
        places = {place.span.text.lower() for one in cluster.event_mentions for place in one.places}
        kinds = {trigger.kind for one in cluster.event_mentions for trigger in one.triggers}
        dated = [found for other in others if (found := {date for one in other for date in one.dates})]
        holders: dict[DateMention, list[int]] = {}
        for at, found in enumerate(dated):
            for date in found:
                holders.setdefault(date, []).append(at)
        return cls(
            cluster, document,
            tuple((name, far, date) for name, far, date in times_by_rule(cluster, document) if date and date.when),
            frozenset(one.number for one in cluster.event_mentions),
            frozenset(date for one in cluster.event_mentions for date in one.dates),
            frozenset(holders),
            document.by_number, days, tuple(sorted({when for _, when in days}, key=_earliest)),
            len(dated), holders,
            frozenset(document.number(place.span) for place in document.places if place.span.text.lower() in places),
            document.around.naming(frozenset(kinds)),
        )  # fmt: skip

    def is_of_another(self, date: DateMention) -> bool:
        """Whether grammar gives a day of the happening's own sentence to another happening: "a town captured in May"."""
        here = self.document.number(date.span) in self.numbers
        return here and date in self.elsewhere and date not in self.attached

    def is_yet_to_come(self, when: When) -> bool:
        """Whether a day lies ahead of publication: what is told has happened ("ahead of the election on 14 February")."""
        published = self.document.article.published
        return published is not None and when.earliest > published + dt.timedelta(1)


def _candidate(dates: list[DateMention], around: _Around) -> TimeCandidate:
    when = dates[0].when
    assert when is not None  # noqa: S101 - for the type checker
    named = frozenset(dates)
    by_rule = [(name, inherited, date) for name, inherited, date in around.rules if date in named]
    if by_rule:
        near = by_rule[0][2]
    else:
        near = min(dates, key=lambda date: (_gap(date, around), date.span.start)) if len(dates) > 1 else dates[0]
    cues = (
        *(f"rule: {name}" for name, _, _ in by_rule),
        *(["the rules' first choice"] if around.rules and around.rules[0][2] in named else []),
        *_itself(when, dates, around),
        *_beside(dates, named, around),
        *_grammar(dates, around),
        *_alike(dates, around),
    )
    inherited = by_rule[0][1] if by_rule else around.document.number(near.span) not in around.numbers
    rule = by_rule[0][0] if by_rule else "the likeliest of the text's days"
    return TimeCandidate(when, near, dict.fromkeys(cues, 1.0), inherited, f"{rule}; {near.rule}")


def _gap(date: DateMention, around: _Around) -> int:
    at = around.document.number(date.span)
    return min((abs(at - number) for number in around.numbers), default=99)


LENGTHS = ((0, "one day"), (1, "two days"), (7, "up to a week"), (31, "up to a month"))
AGES = (
    (-1, "ahead of publication"), (0, "the day of publication"), (1, "the day before"), (7, "in the week before"),
    (31, "in the month before"), (366, "in the year before"),
)  # fmt: skip
GAPS = ((1, "one sentence"), (3, "two or three sentences"))
STANDS_OUT = frozenset({"heading", "title", "dateline", "caption", "item", "post", "row"})
HEADING = 120  # characters of a heading in which its day stands


def _itself(when: When, dates: list[DateMention], around: _Around) -> Iterator[str]:
    yield f"precision: {when.precision}"
    yield band((when.latest - when.earliest).days, LENGTHS, "longer")
    for rule in {date.rule.split(";")[0][:30] for date in dates}:
        yield f"date: {rule}"
    if len(dates) > 1:
        yield "named more than once"
    published = around.document.around.published
    yield band((published - when.latest).days, AGES, "years before") if published else "no publication day"


def _beside(dates: list[DateMention], named: frozenset[DateMention], around: _Around) -> Iterator[str]:
    if around.attached & named:
        yield "attached to a mention"
    if not named.isdisjoint(around.cluster.representative.dates):
        yield "attached to the first mention"
    if around.elsewhere & named:
        yield "attached to another happening"
    numbers = [around.document.number(date.span) for date in dates]
    own = set(numbers) & around.numbers
    if own:
        yield "in a sentence of the happening"
        if len({when for number, when in around.days if number in own}) == 1:
            yield "the only day in its sentences"
    else:
        yield from _away(numbers, around)
    if min(numbers) <= 1:
        yield "in the lead"
    if len(around.whens) == 1:
        yield "the only day of the text"
    yield from _passage(dates, numbers, around)


def _away(numbers: list[int], around: _Around) -> Iterator[str]:
    first, last = min(around.numbers), max(around.numbers)
    before, after = [first - n for n in numbers if n < first], [n - last for n in numbers if n > last]
    if before:
        gap = min(before)
        yield f"{band(gap, GAPS, 'far')} before"
        if not any(first - gap < number < first for number, _ in around.days):
            yield "the last day before"
    if after:
        yield f"{band(min(after), GAPS, 'far')} after"


def _passage(dates: list[DateMention], numbers: list[int], around: _Around) -> Iterator[str]:
    kinds = {passage.kind for n in numbers if (passage := around.document.passages.get(n))}
    yield from (f"in a {kind}" for kind in sorted(kinds & STANDS_OUT))
    heading = {p.heading.start for n in around.numbers if (p := around.document.passages.get(n)) and p.heading}
    if any(start <= date.span.start < start + HEADING for date in dates for start in heading):
        yield "in the heading of its passage"


def _alike(dates: list[DateMention], around: _Around) -> Iterator[str]:
    """Yield what the sentences of a day share with the happening, and whether it says more or less exactly what its own day says."""
    when = dates[0].when
    assert when is not None  # noqa: S101 - for the type checker
    loose = [date.when for date in around.attached if date.when and date.when != when]
    if any(one.earliest <= when.earliest and when.latest <= one.latest for one in loose):
        yield "within the less exact day of a mention"
    begin = bisect_left(around.whens, when.earliest, key=_earliest)
    within = takewhile(lambda one: one.earliest <= when.latest, around.whens[begin:])
    if any(one.latest <= when.latest and one != when for one in within):
        yield "a more exact day within it is told"
    numbers = {around.document.number(date.span) for date in dates} - around.numbers
    if numbers & around.same_places:
        yield "told beside the same place"
    if numbers & around.same_words:
        yield "told beside the same kind of deed"
    told = len({at for date in dates for at in around.holders.get(date, ())})
    if told and 2 * told > around.dated:
        yield "the day of most other happenings"


def _earliest(when: When) -> dt.date:
    return when.earliest


def _grammar(dates: list[DateMention], around: _Around) -> Iterator[str]:
    found = set()
    for date in dates:
        number = around.document.number(date.span)
        sentence = around.sentences.get(number)
        if sentence is None:
            continue
        own = number in around.numbers
        token, said, compares = around.document.grammar_of(date, sentence)
        if said:
            found.add("of what was said" if own else "of what was said elsewhere")
        if compares:
            found.add("only compares")
        if token.relation == "oblique" and own:
            led = token.head.norm
            found.add(f"after {led}" if led in word_class("leading") else "after another preposition")
        if own and any(
            of_another_clause(token, one.main.token) for one in around.cluster.event_mentions if one.number == number
        ):
            found.add("of another clause")
    yield from found


def _of_publication(around: _Around) -> Iterator[TimeCandidate]:
    published = around.document.around.published
    window = about(published)
    if published is None or window is None:
        return
    live = told_live(around.document.article.text, published) is not None
    if period := _period(around.document.article.title or "", published):
        window = period
    kind = event_class(around.cluster.representative.main.kind)
    dated = "something is dated" if around.rules else "nothing is dated"
    yield _published(
        "about the day of publication",
        window,
        ("about publication", f"about publication: {kind}", f"about publication, {dated}"),
    )
    if period or not (live or around.document.dates):
        return  # nothing is dated: news of about then, and no day is guessed
    for name, day in (("day of publication", published), ("day before publication", published - dt.timedelta(1))):
        cues = [name, f"{name}, {dated}", *([f"{name}, told live"] if live else [])]
        if around.cluster.representative.number <= 1:
            cues.append(f"{name}, told in the lead")
        yield _published(name, When(day, day, "day"), cues)


@lru_cache(1024)
def _period(title: str, published: dt.date) -> When | None:
    """Return the days that a bulletin's title says it is of: "Incidents, 1-15 September 2011"."""
    said = (date.when for date in find_times(title, published=published, sentences=sentences(title)) if date.when)
    periods = [
        when
        for when in said
        if PERIOD[0] <= (when.latest - when.earliest).days <= PERIOD[1] and 0 <= (published - when.latest).days <= LATE
    ]
    return periods[0] if len(periods) == 1 else None


PERIOD, LATE = (2, 45), 21
"""Days that a bulletin's period has, and how many days later it may come out."""


def _published(rule: str, when: When, cues: Iterable[str]) -> TimeCandidate:
    return TimeCandidate(when=when, mention=None, cues=dict.fromkeys(cues, 1.0), inherited=True, rule=rule)
