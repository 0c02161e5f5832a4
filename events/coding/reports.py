"""An article's mentions -> its reports: composition only, from the clauses of each sentence to the order of the whole.

It stands apart from the reader because a report is made of what was found, however it was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.arguments.event_mention import Telling, family
from events.arguments.places import series
from events.arguments.table_rows import Names, rows_told
from events.attribution.finder import find_claims
from events.coding.document import Context
from events.coding.report import history, only_denies, report
from events.coreference.in_document import Happening, happenings
from events.coreference.in_sentence import tellings
from events.mentions.casualties.finder import find_counts
from events.mentions.sentence import Scene
from events.model import ActorMention, Article, DateMention, Report
from events.triggers.finder import Trigger
from geo import PlaceMention
from text import Span


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one article and its parsed sentences with their triggers: what reports are made of.

    ``triggers`` stand as ``scenes`` do, a tuple a parsed sentence; ``sentences`` are all of the article's.
    """

    article: Article
    sentences: tuple[Span, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    actors: tuple[ActorMention, ...]
    scenes: tuple[Scene, ...]
    triggers: tuple[tuple[Trigger, ...], ...]


def reports(read: Mentions) -> tuple[Report, ...]:
    """Return the article's reports, deeds before statements, else as the text tells them.

    >>> [report.sub_event_type for report in reports(mentions_of("Rebels shelled Hama."))]
    ['Shelling/artillery/missile attack']
    """
    context = context_of(read)
    told = sorted(context.happenings, key=_weight)
    found = [made for one in told if not only_denies(one, context) for made in _reports(one, context)]
    return tuple({made.id: made for made in found if not history(made, read.article)}.values())


def _weight(happening: Happening) -> tuple[bool, int]:
    """Return what a happening stands by: the main one comes first, as a reader of one line sees no other."""
    return family(happening.head.main.kind) == "statement", happening.tellings[0].scene.sentence.start


def tellings_of(read: Mentions) -> Iterator[Telling]:
    """Yield what each sentence tells, numbered by sentence and paragraph: the rows of tables first, then the rest in order.

    >>> [(one.main.rule, one.number) for one in tellings_of(mentions_of("It rained. Rebels shelled Hama."))]
    [('verb:shell', 1)]
    """
    numbers = {part: number for number, part in enumerate(read.sentences)}
    pairs = {scene.sentence: (scene, found) for scene, found in zip(read.scenes, read.triggers, strict=True)}
    rows = rows_told(read.sentences, pairs, Names(read.places, read.dates, read.actors))
    yield from (replace(told, number=numbers[row], paragraph=numbers[row]) for row, told in rows.items() if told)
    for scene, triggers in zip(read.scenes, read.triggers, strict=True):
        if scene.sentence in rows:
            continue
        dates = tuple(date for date in read.dates if scene.sentence.covers(date.span))
        paragraph = read.article.text.count("\n", 0, scene.sentence.start)
        for told in tellings(scene, triggers, dates):
            yield replace(told, number=numbers[scene.sentence], paragraph=paragraph)


def context_of(read: Mentions) -> Context:
    """Return the article's happenings with all that their reports share.

    >>> text = context_of(mentions_of("Rebels shelled Hama. Two men were killed in the attack."))
    >>> len(text.happenings), [count.count.best for count in text.counts]
    (1, [2])
    """
    told = happenings(tellings_of(read))
    parses = {scene.sentence: scene.parse for scene in read.scenes}
    counts = tuple(count for part in read.sentences for count in find_counts(part, parses.get(part)))
    claims = tuple(claim for s in read.scenes for claim in find_claims(s.sentence, s.parse, actors=s.actors))
    return Context(
        article=read.article, scenes=read.scenes, places=read.places, actors=read.actors, dates=read.dates,
        counts=counts, claims=claims, happenings=told, sentences=read.sentences, silent=tuple(_silent(read, told)),
    )  # fmt: skip


def _silent(read: Mentions, told: tuple[Happening, ...]) -> Iterator[Scene]:
    """Yield the sentences that have triggers and tell nothing."""
    heard = {one.scene.sentence for happening in told for one in happening.tellings}
    for scene, triggers in zip(read.scenes, read.triggers, strict=True):
        if scene.sentence not in heard and any(not trigger.quiet for trigger in triggers):
            yield scene


def _reports(happening: Happening, context: Context) -> Iterator[Report]:
    """Yield one report, or one a place where the same was done at several ("strikes on A, B and C")."""
    places = series(happening.head.scene, happening.head.places)
    for place in places or (None,):
        yield report(happening, context, place)
