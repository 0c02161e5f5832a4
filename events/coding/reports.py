"""An article's mentions -> its reports: composition only, from the clauses of each sentence to the order of the whole."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from events.arguments import FINE, EventMention, Names, Surroundings, event_class, is_event, rows_told, series
from events.attribution import claims_of
from events.coding.agreement import joined
from events.coding.agreement import told as held
from events.coding.document import Document
from events.coding.fields import Fields, fields_of
from events.coding.left_out import figures, left_out
from events.coding.report import history, only_denies, report
from events.coreference import EventCluster, event_mentions, is_own_event, resolve_coreference
from events.mentions import Sentence
from events.mentions.casualties import CountMention, column_counts, find_casualties, may_count
from events.mentions.times import NOT_OF_EVENTS, day_of_writing
from events.model import ActorMention, Article, DateMention, Figure, LeftOut, Report
from events.triggers import Trigger
from geo import Place, PlaceMention
from text import Span, inside
from text.parsing import parse_all
from text.passages import passages


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one article and its parsed sentences with their triggers: what reports are made of.

    ``triggers`` stand as ``parsed_sentences`` do, a tuple a parsed sentence; ``sentences`` are all of the article's.
    """

    article: Article
    sentences: tuple[Span, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    actors: tuple[ActorMention, ...]
    parsed_sentences: tuple[Sentence, ...]
    triggers: tuple[tuple[Trigger, ...], ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """What an article comes to: its reports, the figures that sum up, and the triggers that give no event."""

    reports: tuple[Report, ...]
    figures: tuple[Figure, ...]
    left_out: tuple[LeftOut, ...]


def code(read: Mentions) -> Coded:
    """Return what an article's mentions come to: reports, deeds before statements, news first; figures; what is left out.

    >>> [report.sub_event_type for report in code(mentions_of("Rebels shelled Hama.")).reports]
    ['Shelling/artillery/missile attack']
    """
    read = without_furniture(read)
    document, fields = resolved(read)
    order = sorted(document.clusters, key=_weight)
    found = [made for one in order if not only_denies(one, document) for made in _reports(one, document, fields)]
    kept = tuple({made.id: made for made in found if not history(made, read.article)}.values())
    coded = {one.main.span for cluster in document.clusters for one in cluster.event_mentions}
    refused = [one for one in document.mentions if one.main.span not in coded]
    triggers = [trigger for each in read.triggers for trigger in each]
    return Coded(kept, tuple(figures(refused, document)), tuple(left_out(triggers, refused, document.around)))


def reports(read: Mentions) -> tuple[Report, ...]:
    """Return the article's reports, deeds before statements, else as the text tells them.

    >>> [report.sub_event_type for report in reports(mentions_of("Rebels shelled Hama."))]
    ['Shelling/artillery/missile attack']
    """
    return code(read).reports


def without_furniture(read: Mentions) -> Mentions:
    """Return the mentions without what is no event's: days of publishing and citing, actors and places of links and buttons.

    >>> len(without_furniture(mentions_of("Rebels shelled Hama on Monday.")).dates)
    1
    """
    page = [part.span for part in passages(read.article.text) if part.kind == "furniture"]
    return replace(
        read, dates=tuple(date for date in read.dates if date.rule not in NOT_OF_EVENTS),
        actors=tuple(one for one in read.actors if not any(span.covers(one.span) for span in page)),
        places=tuple(one for one in read.places if not any(span.covers(one.span) for span in page)),
    )  # fmt: skip


def _weight(cluster: EventCluster) -> tuple[bool, int]:
    """Return what a cluster stands by: the main one comes first, as a reader of one line sees no other."""
    return event_class(cluster.representative.main.kind) == "statement", cluster.event_mentions[0].sentence.span.start


def event_mentions_of(read: Mentions) -> Iterator[EventMention]:
    """Yield what each sentence tells, numbered by sentence and paragraph: the rows of tables first, then the rest in order.

    >>> [(one.main.rule, one.number) for one in event_mentions_of(mentions_of("It rained. Rebels shelled Hama."))]
    [('verb:shell', 1)]
    """
    numbers = {part: number for number, part in enumerate(read.sentences)}
    pairs = {
        sentence.span: (sentence, found) for sentence, found in zip(read.parsed_sentences, read.triggers, strict=True)
    }
    rows = rows_told(read.sentences, pairs, Names(read.places, read.dates, read.actors))
    yield from (replace(told, number=numbers[row], paragraph=numbers[row]) for row, told in rows.items() if told)
    for sentence, triggers in zip(read.parsed_sentences, read.triggers, strict=True):
        if sentence.span in rows:
            continue
        dates = inside(read.dates, sentence.span)
        paragraph = read.article.text.count("\n", 0, sentence.span.start)
        for told in event_mentions(sentence, triggers, dates):
            yield replace(told, number=numbers[sentence.span], paragraph=paragraph)


def document_of(read: Mentions) -> Document:
    """Return the article's clusters with all that their reports share.

    >>> text = document_of(mentions_of("Rebels shelled Hama. Two men were killed in the attack."))
    >>> len(text.clusters), [count.count.best for count in text.counts]
    (1, [2])
    """
    return resolved(read)[0]


def resolved(read: Mentions) -> tuple[Document, dict[Key, Fields]]:
    """Return the article's events, and the fields of those that stayed as they were first clustered.

    Mentions are clustered by their words; then clusters whose fields agree are joined; then echoes are left out.

    >>> text, fields = resolved(mentions_of("Rebels shelled Hama."))
    >>> [one.kind for one in fields.values()]
    ['Shelling/artillery/missile attack']
    """
    mentions = tuple(event_mentions_of(read))
    around = surroundings(read, len(mentions), casualties_of(read))
    whole = document_with(read, around, resolve_coreference([one for one in mentions if is_event(one, around)], around))
    fields = {_key(one): fields_of(one, whole) for one in whole.clusters}
    clusters = joined([held(one, fields[_key(one)], around) for one in whole.clusters])
    events = tuple(one for one in clusters if is_own_event(one, around))
    rejected = tuple(_silent(read, events))
    return replace(whole, clusters=events, rejected_sentences=rejected, mentions=mentions, begins=[]), fields


Key = tuple[Span, ...]  # the main triggers of a cluster's mentions


def _key(cluster: EventCluster) -> Key:
    return tuple(one.main.span for one in cluster.event_mentions)


def casualties_of(read: Mentions) -> tuple[CountMention, ...]:
    """Return the numbers of victims of all sentences; those that tell of nothing else are parsed for it.

    >>> [count.count.best for count in casualties_of(mentions_of("Rebels shelled Hama. Two men were killed."))]
    [2]
    """
    parses = {sentence.span: sentence.parse for sentence in read.parsed_sentences}
    missing = [part for part in read.sentences if part not in parses and may_count(part.text)]
    parses |= zip(missing, parse_all(missing), strict=True)
    counted = (part for part in read.sentences if part in parses)
    told = tuple(count for part in counted for count in find_casualties(part, parses[part]))
    return (*told, *column_counts(read.article.text, read.sentences))


def document_with(read: Mentions, around: Surroundings, told: tuple[EventCluster, ...]) -> Document:
    """Return the document with these clusters.

    >>> read = mentions_of("Rebels shelled Hama.")
    >>> document_with(read, surroundings(read, 1, ()), ()).clusters
    ()
    """
    claims = claims_of(read.parsed_sentences, spans=read.sentences, actors=read.actors)
    return Document(
        article=read.article, parsed_sentences=read.parsed_sentences, places=read.places, actors=read.actors, dates=read.dates,
        counts=around.counts, claims=claims, clusters=told, sentences=read.sentences, rejected_sentences=tuple(_silent(read, told)),
        passages=around.passages, around=around,
    )  # fmt: skip


def _silent(read: Mentions, told: tuple[EventCluster, ...]) -> Iterator[Sentence]:
    """Yield the sentences that have triggers and tell nothing."""
    heard = {one.sentence.span for cluster in told for one in cluster.event_mentions}
    for sentence, triggers in zip(read.parsed_sentences, read.triggers, strict=True):
        if sentence.span not in heard and any(not trigger.is_modifier for trigger in triggers):
            yield sentence


def _reports(cluster: EventCluster, document: Document, fields: Mapping[Key, Fields]) -> Iterator[Report]:
    """Yield one report, or one a place where the same was done at several ("strikes on A, B and C")."""
    places = series(cluster.representative.sentence, cluster.representative.places)
    if not places:
        yield report(cluster, document, fields.get(_key(cluster)))
    for place in places:
        yield report(cluster, document, fields_of(cluster, document, place))


def surroundings(read: Mentions, mentions: int, counts: tuple[CountMention, ...]) -> Surroundings:
    """Return what the document tells the cues of its event mentions.

    >>> surroundings(mentions_of("Rebels shelled Hama."), 1, ()).published.isoformat()
    '2017-10-04'
    """
    parts = passages(read.article.text)
    starts = [one.span.start for one in parts]
    inside = {at: parts[max(0, bisect_right(starts, part.start) - 1)] for at, part in enumerate(read.sentences)}
    words = frozenset(word.lower() for word in re.findall(r"[^\W\d_]{3,}", read.article.title or ""))
    towns = tuple(p for p in read.places if isinstance(p.place, Place) and p.place.kind in FINE and not p.demonym)
    return Surroundings(
        read.article.published or day_of_writing(read.article.text, read.article.title), words, read.sentences, inside if parts else {}, read.dates, counts, mentions, towns, _rarity(read.sentences), _means(read),
    )  # fmt: skip


def _means(read: Mentions) -> dict[int, frozenset[str]]:
    """Return sentence number -> the kinds of all that its words tell or name, refused or not."""
    numbers = {part: number for number, part in enumerate(read.sentences)}
    pairs = zip(read.parsed_sentences, read.triggers, strict=True)
    return {numbers[one.span]: frozenset(each.kind for each in found) for one, found in pairs if found}


def _rarity(sentences: tuple[Span, ...]) -> dict[str, float]:
    """Return word -> how much it tells a sentence from the others of its text (inverse document frequency)."""
    seen = Counter(word for sentence in sentences for word in set(re.findall(r"[^\W\d_]{3,}", sentence.text.lower())))
    return {word: math.log(len(sentences) / count) for word, count in seen.items() if 3 * count < len(sentences) + 3}
