"""Which of a document's places a happening has: every place that is named, each with the cues that speak for or against it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from events.arguments import aside, event_class, leading_preposition
from events.coding.document import Document
from events.coding.place import dateline, places_by_rule
from events.coding.place_landmarks import Landmarks
from events.coding.place_settings import settings
from events.coreference import EventCluster
from events.mentions import Sentence
from events.model import ActorMention
from geo import Place, PlaceMention
from geo.area import kilometres
from text.grammar import ancestors
from text.lexicon import word_class, word_group
from text.scoring import Cues, band

LEVEL = {"site": 0, "town": 1, "district": 2, "province": 3, "area": 4, "country": 5}
GAPS = ((1, "one sentence"), (3, "two or three sentences"))


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place with the mention that stands for it, its cues, and whether its words stand outside the happening's own."""

    place: Place
    mention: PlaceMention
    cues: Cues
    inherited: bool
    rule: str


def place_candidates(cluster: EventCluster, document: Document) -> tuple[PlaceCandidate, ...]:
    """Return the places that the document names, each once, in the order in which they are named.

    >>> text = document("Troops came to Hama. Rebels shelled them.")
    >>> [one.place.name for one in place_candidates(text.clusters[-1], text)]
    ['Hama']
    """
    lands = _lands_told(cluster)
    known = [(m.place, m) for m in settings(document) if isinstance(m.place, Place)]
    known = [one for one in known if not lands or one[0].country in lands]
    named: dict[str, list[PlaceMention]] = {}
    for place, mention in known:
        named.setdefault(place.id, []).append(mention)
    around = _Around.of(cluster, document, known)
    return tuple(_candidate(mentions, around, named) for mentions in named.values())


def _lands_told(cluster: EventCluster) -> frozenset[str | None]:
    """Return the lands whose adjective stands before the kind of place that a happening's clause names: "hit a Yemeni port"."""
    told = [
        (place.place.country, one.sentence.head(place.span), one)
        for one in cluster.event_mentions
        for place in one.sentence.places
        if place.demonym and isinstance(place.place, Place)
    ]
    return frozenset(
        land
        for land, token, one in told
        if token.relation == "adjective"
        and token.head.base in word_group("kinds of place behind the name of a land")
        and any(trigger.token in ancestors(token.head) for trigger in one.triggers)
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What all candidates of one happening are held against."""

    cluster: EventCluster
    document: Document
    rules: tuple[tuple[str, bool, PlaceMention | None], ...]
    numbers: frozenset[int]
    attached: frozenset[PlaceMention]
    first: frozenset[PlaceMention]
    elsewhere: frozenset[PlaceMention]
    beside: tuple[Place, ...]
    home: str | None  # the text's main country
    sentences: dict[int, Sentence]
    landmarks: Landmarks

    @classmethod
    def of(cls, cluster: EventCluster, document: Document, named: list[tuple[Place, PlaceMention]]) -> _Around:
        numbers = frozenset(one.number for one in cluster.event_mentions)
        others = [one for other in document.clusters if other is not cluster for one in other.event_mentions]
        beside = [
            m.place
            for one in cluster.event_mentions
            for m in one.sentence.places
            if isinstance(m.place, Place) and not m.demonym
        ]
        sentences = document.by_number
        return cls(
            cluster, document, _rules(cluster, document), numbers,
            frozenset(place for one in cluster.event_mentions for place in one.places),
            frozenset(cluster.representative.places),
            frozenset(place for one in others for place in one.places),
            tuple(beside), document.main_country, sentences, Landmarks.of(cluster, document, sentences, named),
        )  # fmt: skip


def _rules(cluster: EventCluster, document: Document) -> tuple[tuple[str, bool, PlaceMention | None], ...]:
    """Return what each rule finds, names left out by which a place is only told."""
    told = frozenset(settings(document))
    return tuple((name, far, one if one in told else None) for name, far, one in places_by_rule(cluster, document))


def _candidate(mentions: list[PlaceMention], around: _Around, named: dict[str, list[PlaceMention]]) -> PlaceCandidate:
    place = mentions[0].place
    assert isinstance(place, Place)  # noqa: S101 - for the type checker
    near = mentions[0]
    if len(mentions) > 1:
        near = min(mentions, key=lambda mention: (_gap(mention, around), mention.part is None, mention.span.start))
    by_rule = [
        (name, inherited) for name, inherited, mention in around.rules if mention is not None and mention.place == place
    ]
    first = next((mention.place for _, _, mention in around.rules if mention is not None), None)
    cues = (
        *(f"rule: {name}" for name, _ in by_rule),
        *(["the rules' first choice"] if first == place else []),
        *_itself(place, mentions, around),
        *_beside(mentions, around),
        *_inside(place, around, named),
        *_text(mentions, around),
        *around.landmarks.cues(place, mentions),
    )
    rule = by_rule[0][0] if by_rule else "the likeliest of the text's places"
    inherited = by_rule[0][1] if by_rule else around.document.number(near.span) not in around.numbers
    return PlaceCandidate(near.part or place, near, dict.fromkeys(cues, 1.0), inherited, rule)


def _gap(mention: PlaceMention, around: _Around) -> int:
    at = around.document.number(mention.span)
    return min((abs(at - number) for number in around.numbers), default=99)


def _itself(place: Place, mentions: list[PlaceMention], around: _Around) -> Iterator[str]:
    yield f"a {place.kind}"
    if place.uncertainty_km > 60 and LEVEL[place.kind] < 3:
        yield "hardly placed"
    yield "named once" if len(mentions) == 1 else "named two or three times" if len(mentions) < 4 else "named often"
    yield "in the text's main country" if place.country == around.home else "outside the text's main country"
    yield f"a {place.kind} of a {event_class(around.cluster.representative.main.kind)}"


def _beside(mentions: list[PlaceMention], around: _Around) -> Iterator[str]:
    if not around.attached.isdisjoint(mentions):
        yield "attached to a mention"
    if not around.first.isdisjoint(mentions):
        yield "attached to the first mention"
    if not around.elsewhere.isdisjoint(mentions):
        yield "attached to another happening"
    numbers = [around.document.number(mention.span) for mention in mentions]
    own = set(numbers) & around.numbers
    if own:
        yield "in a sentence of the happening"
        if around.cluster.representative.number in own:
            yield "in the first sentence of the happening"
    else:
        first, last = min(around.numbers), max(around.numbers)
        before = [first - number for number in numbers if number < first]
        after = [number - last for number in numbers if number > last]
        yield from (
            f"{band(min(gaps), GAPS, 'far')} {way}" for gaps, way in ((before, "before"), (after, "after")) if gaps
        )
        if not before and not after and not all(dateline(around.document, number) for number in numbers):
            yield "between its sentences"
    if min(numbers) <= 1:
        yield "in the lead"


def _inside(place: Place, around: _Around, named: dict[str, list[PlaceMention]]) -> Iterator[str]:
    """Cues of nesting: a village in a district that is told beside it, an area whose town is told."""
    others = [other for other in around.beside if other.id != place.id]
    if any(contains(other, place) for other in others):
        yield "inside an area of its sentences"
    if any(contains(place, other) for other in others):
        yield "holds a finer place of its sentences"
    levels = [LEVEL[other.kind] for other in around.beside]
    if place in around.beside and LEVEL[place.kind] == min(levels):
        yield "the finest of its sentences"
    everywhere = [found[0].place for found in named.values()]
    finer = [
        other for other in everywhere if isinstance(other, Place) and other.id != place.id and contains(place, other)
    ]
    if finer:
        yield "holds a finer place of the text"
        if len(finer) == 1:
            yield "holds one finer place of the text"
    attached = [m.place for m in around.attached if isinstance(m.place, Place)]
    if any(contains(other, place) for other in attached if other.id != place.id):
        yield "inside what is attached"
    elif attached and place not in attached and not any(contains(place, other) for other in attached):
        yield "apart from what is attached"


def contains(area: Place, place: Place) -> bool:
    """Whether an area holds a finer place, by country and first-level area.

    >>> text = document("Rebels shelled Hama in Syria.")
    >>> hama, syria = (mention.place for mention in text.places)
    >>> contains(syria, hama), contains(hama, syria)
    (True, False)
    """
    if LEVEL[area.kind] <= LEVEL[place.kind] or (area.country and area.country != place.country):
        return False
    if area.kind == "country":
        return True
    if area.kind == "province":
        return area.admin1 is not None and area.admin1 == place.admin1
    return kilometres(area.at, place.at) <= area.uncertainty_km


def _text(mentions: list[PlaceMention], around: _Around) -> Iterator[str]:
    document = around.document
    numbers = [document.number(mention.span) for mention in mentions]
    told = [_aside(mention, document) for mention in mentions]
    if any(beside for beside, _ in told):
        yield "beside the road or a speaker's place"
    if any(named for _, named in told):
        yield "part of an actor's name"
    yield from _leads(mentions, numbers, around)
    passages = {passage.kind for number in numbers if (passage := document.passages.get(number))}
    yield from (f"in a {kind}" for kind in sorted(passages & {"dateline", "heading", "title", "caption"}))
    if passages == {"dateline"}:
        yield "only in the dateline"
    if any(mention.span.text.lower() in (document.article.title or "").lower() for mention in mentions):
        yield "in the article's title"


LONGEST_NAME = 300  # characters of an actor's name


def _starts(actor: ActorMention) -> int:
    return actor.span.start


def _aside(mention: PlaceMention, document: Document) -> tuple[bool, bool]:
    """Return whether a place stands beside the road or at a speaker, and whether in an actor's name: once a document."""
    found = document.asides.get(mention.span)
    if found is None:
        start = mention.span.start
        first, last = (bisect_right(document.actors, at, key=_starts) for at in (start - LONGEST_NAME, start))
        named = any(one.span.covers(mention.span) and one.span != mention.span for one in document.actors[first:last])
        found = aside(document.article.text[max(0, start - 60) : start]), named
        document.asides[mention.span] = found
    return found


def _leads(mentions: list[PlaceMention], numbers: list[int], around: _Around) -> Iterator[str]:
    """Cues of the prepositions that lead to a place in the happening's own sentences."""
    here = [
        (mention, around.sentences.get(n)) for mention, n in zip(mentions, numbers, strict=True) if n in around.numbers
    ]
    leads = {leading_preposition(sentence.head(mention.span)) for mention, sentence in here if sentence is not None}
    known = leads & word_class("leading")
    yield from (f"after {lead}" for lead in sorted(known))
    if leads and not known:
        yield "after no preposition"


def none_cues(cluster: EventCluster, candidates: Iterable[PlaceCandidate]) -> Cues:
    """Return the cues for no place at all.

    >>> none_cues(document("Rebels shelled them.").clusters[0], ())
    {'no place': 1.0, 'no place: violence': 1.0, 'nothing is named': 1.0}
    """
    found = list(candidates)
    cues = {"no place": 1.0, f"no place: {event_class(cluster.representative.main.kind)}": 1.0}
    if not found:
        cues["nothing is named"] = 1.0
    return cues
