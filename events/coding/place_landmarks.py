"""Cues of how a place stands in its text: the nearest fine one before, the one of the title, what "the city" means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from events.coding.document import Document
from events.coding.place_clause import Standing, clause_cues, wording_cues
from events.coreference import EventCluster
from events.mentions import Sentence
from events.mentions.actors import actor_lexicon
from geo import Place, PlaceMention
from geo.rules import NOT_KNOWN
from text.lexicon import word_class
from text.scoring import band

FINE = frozenset({"site", "town", "district"})
FAR = ((1, "one sentence"), (3, "two or three sentences"), (8, "some sentences"))
MEANT = re.compile(
    r"\b(?:the|this|that|entire|whole)(?: (?:same|entire|whole|besieged|embattled|nearby))? (?P<word>[a-z]+)\b(?! of\b)"
)
RESUMED = re.compile(r"\W*(?:The|That|Those|These|This) (?:[\w-]+ )??(?P<noun>[a-z]{3,})\b")
REACH = 3  # sentences behind a happening in which what it names may be said to lie somewhere
KINDS = {
    "the town": ("town",),
    "the district": ("district",),
    "the province": ("province",),
    "the country": ("country",),
}


@dataclass(frozen=True, slots=True)
class Landmarks:
    """The places of a document that stand out for one happening, by id ("" where none does).

    ``state`` says what its own sentences name; ``meant`` what definite nouns in them stand for.
    """

    document: Document
    cluster: EventCluster
    numbers: frozenset[int]
    sentences: Mapping[int, Sentence]
    state: str
    before: str
    after: str
    first: str
    most: str
    titled: str
    home: str
    meant: frozenset[tuple[str, str]]
    resumed: frozenset[str]

    @classmethod
    def of(
        cls,
        cluster: EventCluster,
        document: Document,
        sentences: Mapping[int, Sentence],
        named: Sequence[tuple[Place, PlaceMention]],
    ) -> Landmarks:
        """Return what stands out among the places named; ``sentences`` by number.

        >>> text = document("Troops came to Hama. Rebels shelled them.")
        >>> one = Landmarks.of(text.clusters[-1], text, {}, [(m.place, m) for m in text.places])
        >>> one.state, one.before == text.places[0].place.id
        ('where none is named', True)
        """
        numbers = frozenset(one.number for one in cluster.event_mentions)
        known = [(document.number(mention.span), place) for place, mention in named]
        own = [place for number, place in known if number in numbers]
        fine = [(number, place.id) for number, place in known if place.kind in FINE]
        counted = Counter(id_ for _, id_ in fine).most_common(2)
        title = (document.article.title or "").casefold()
        return cls(
            document, cluster, numbers, sentences,
            state=_state(own),
            before=next((id_ for number, id_ in reversed(fine) if 0 <= number < min(numbers)), ""),
            after=next((id_ for number, id_ in fine if number > max(numbers)), ""),
            first=fine[0][1] if fine else "",
            most=counted[0][0] if counted and (len(counted) == 1 or counted[0][1] > counted[1][1]) else "",
            titled=_titled(title, named),
            home=next((land for land, _ in Counter(p.country for _, p in known if p.kind in FINE and p.country).most_common(1)), ""),
            meant=frozenset(_meant(cluster, known)),
            resumed=frozenset(_resumed(cluster, document, known)),
        )  # fmt: skip

    def cues(self, place: Place, mentions: Sequence[PlaceMention]) -> Iterator[str]:
        """Yield the cues of one place.

        >>> text = document("Troops came to Hama. Rebels shelled the city.")
        >>> one = Landmarks.of(text.clusters[-1], text, {}, [(m.place, m) for m in text.places])
        >>> [cue for cue in one.cues(text.places[0].place, text.places) if cue.startswith("what")]
        ['what “the town” means']
        """
        numbers = [self.document.number(mention.span) for mention in mentions]
        here = zip(mentions, numbers, strict=True)
        own = [(mention, self.sentences[n]) for mention, n in here if n in self.numbers and n in self.sentences]
        yield from (*clause_cues(own, self.cluster), *wording_cues(own)) if own else self._apart(place, numbers)
        marks = {"first": self.first, "named most": self.most, "of the title": self.titled}
        yield from (f"the fine one {mark}" for mark, id_ in marks.items() if id_ == place.id)
        yield from (f"what “{word}” means" for word, id_ in sorted(self.meant) if id_ == place.id)
        yield from self._passages(mentions, numbers)
        yield from self._people(place)
        yield from _reading(place, mentions, own)

    def _apart(self, place: Place, numbers: Sequence[int]) -> Iterator[str]:
        """Cues of a place that no sentence of the happening names: how far off it is, and whether it is the nearest."""
        first, last = min(self.numbers), max(self.numbers)
        ways = {"before": [first - n for n in numbers if n < first], "after": [n - last for n in numbers if n > last]}
        for way, gaps in ways.items():
            if gaps:
                yield f"{band(min(gaps), FAR, 'far')} {way}, {self.state}"
        size = "fine" if place.kind in FINE else "country" if place.kind == "country" else "wide"
        yield f"apart and {size}, {self.state}"
        if place.id in (self.before, self.after):
            yield f"the nearest fine one {'before' if place.id == self.before else 'after'}, {self.state}"
        if place.id in self.resumed:
            yield "where what it names is said to be"
        if place.id == self.titled:
            yield f"the fine one of the title, {self.state}"

    def _passages(self, mentions: Sequence[PlaceMention], numbers: Sequence[int]) -> Iterator[str]:
        """Cues of the passages: the heading over the happening, its own paragraph, another item of the list."""
        of = self.document.passages
        own = [of[number] for number in self.numbers if number in of]
        theirs = [of[number] for number in numbers if number in of]
        if any(one.heading.covers(mention.span) for one in own if one.heading for mention in mentions):
            yield "in the heading over it"
        inside = {one.number for one in own}
        if not self.numbers & {*numbers} and any(one.number in inside for one in theirs):
            yield "elsewhere in its passage"
        if theirs and all(one.number not in inside and one.kind in {"item", "post", "row"} for one in theirs):
            yield "only in other items"

    def _people(self, place: Place) -> Iterator[str]:
        """Cues of the land: its people are named beside the happening, or it is another land's seat of government."""
        if place.kind == "country":
            peoples = [m for one in self.cluster.event_mentions for m in one.sentence.places if m.demonym]
            if any(isinstance(m.place, Place) and m.place.country == place.country for m in peoples):
                yield "its people are named"
        country = actor_lexicon().countries.get(place.country or "")
        if place.country != self.home:
            yield "outside the land of most fine places"
        if country and place.kind == "town" and place.name.casefold() == country.capital.casefold():
            yield "a capital" if place.country == self.home else "another land's capital"


def _state(own: Sequence[Place]) -> str:
    if any(place.kind in FINE for place in own):
        return "where a fine one is named"
    return "where a wide one is named" if own else "where none is named"


def _titled(title: str, named: Sequence[tuple[Place, PlaceMention]]) -> str:
    """The id of the fine place that the title names first."""
    found = [
        (title.find(mention.span.text.casefold()), place.id)
        for place, mention in named
        if place.kind in FINE and mention.span.text.casefold() in title
    ]
    return min(found, default=(0, ""))[1]


def _meant(cluster: EventCluster, known: Sequence[tuple[int, Place]]) -> Iterator[tuple[str, str]]:
    """What "the city", "the province", "the camp" of a happening's sentence stands for: the last such place before it."""
    for one in cluster.event_mentions:
        for match in MEANT.finditer(one.sentence.span.text):
            before = [place for number, place in known if 0 <= number <= one.number]
            for name, kinds in KINDS.items():
                if match["word"] in word_class(name):
                    found = next((place.id for place in reversed(before) if place.kind in kinds), "")
                    yield name, found
            site = (
                place.id
                for place in reversed(before)
                if place.kind == "site" and match["word"] in place.name.casefold()
            )
            if match["word"] in word_class("the site"):
                yield "the site", next(site, "")


def _resumed(cluster: EventCluster, document: Document, known: Sequence[tuple[int, Place]]) -> Iterator[str]:
    """The places of sentences that go on about what a happening names: "… an army base. The base is in Dioura"."""
    for one in cluster.event_mentions:
        words = {word.removesuffix("s") for word in re.findall(r"[a-z]{3,}", one.sentence.span.text.lower())}
        for number in range(one.number + 1, min(one.number + 1 + REACH, len(document.sentences))):
            opening = RESUMED.match(document.sentences[number].text)
            if opening and opening["noun"].removesuffix("s") in words:
                yield from (place.id for at, place in known if at == number)


def _reading(place: Place, mentions: Sequence[PlaceMention], own: Sequence[Standing]) -> Iterator[str]:
    """Cues of how the name was read: the area around an unknown one, a point so far from another, one of a chain."""
    if any(mention.rule.startswith(NOT_KNOWN) for mention in mentions):
        yield "the area around an unknown one"
    if "#" in place.id:
        yield "so far from a place"
    if any(mention.within is not None for mention, _ in own):
        yield "said to lie in another"
    if any(other.within == mention.span for mention, sentence in own for other in sentence.places):
        yield "another is said to lie in it"
