"""The text as the rules of actors see it: its words, what the lexicon finds at each, and which country they stand in."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from events.mentions.actors.lexicon import Entry, Lexicon, Match, Token, joined, lexicon, matches, tokens
from events.model import Actor, ActorMention
from geo import Place, PlaceMention
from text import Span
from text.span import span_of

HYPHENS = frozenset("-‐‑–")
NESTED = 8  # names of places that share a word


@dataclass(frozen=True)
class Passage:
    """A text with its words and all that is listed among them. ``found`` is by the index of the first word.

    ``groups`` are runs of capitalised words that end like a group's name, by first word (filled in by events.mentions.actors.groups).
    """

    text: str
    words: tuple[Token, ...]
    found: dict[int, Match]
    places: tuple[PlaceMention, ...]
    sentences: tuple[Span, ...]
    published: dt.date | None
    lexicon: Lexicon
    groups: dict[int, int] = field(default_factory=dict)

    def fold(self, at: int) -> str:
        """Return the folded word at an index; empty outside the text.

        >>> passage("Élysée sources").fold(0), passage("Élysée sources").fold(9)
        ('elysee', '')
        """
        return self.words[at].fold if 0 <= at < len(self.words) else ""

    def raw(self, at: int) -> str:
        """Return the word at an index as written; empty outside the text.

        >>> passage("Élysée sources").raw(0)
        'Élysée'
        """
        return self.words[at].raw if 0 <= at < len(self.words) else ""

    def gap(self, at: int) -> str:
        r"""Return what stands between the word at an index and the one before it.

        >>> passage("pro-Russian forces").gap(1), passage("pro-Russian forces").gap(0)
        ('-', '\n')
        """
        return self.text[self.words[at - 1].stop : self.words[at].start] if 0 < at < len(self.words) else "\n"

    def hyphen(self, at: int) -> bool:
        """Whether a hyphen ties the word at an index to the one before it.

        >>> passage("pro-Russian forces").hyphen(1), passage("pro-Russian forces").hyphen(2)
        (True, False)
        """
        return self.gap(at)[-1:] in HYPHENS

    def leans(self, at: int) -> bool:
        """Whether the word at an index is only leaned on or against: "pro-Russian", "anti-Houthi".

        >>> passage("pro-Russian forces").leans(1), passage("the Russian forces").leans(1)
        (True, False)
        """
        return self.hyphen(at) and self.has("leaning", self.fold(at - 1))

    def joined(self, at: int) -> bool:
        """Whether the word at an index goes on from the one before it (no comma, no new sentence).

        >>> passage("the army, police").joined(1), passage("the army, police").joined(2)
        (True, False)
        """
        return 0 < at < len(self.words) and joined(self.text, self.words[at - 1], self.words[at])

    def entry(self, at: int, *parts: str) -> tuple[Entry, int] | None:
        """Return the first entry of one of these parts that starts at an index, and the index after it.

        >>> entry, stop = passage("the Syrian army").entry(1, "demonym")
        >>> entry.key, stop
        ('SY', 2)
        """
        match = self.found.get(at)
        hit = match and next((entry for entry in match.entries if entry.part in parts), None)
        return (hit, match.stop) if hit and match else None

    def span(self, first: int, stop: int) -> Span:
        """Return the span of the words ``first`` up to ``stop``, with the dot of an abbreviation and a closing bracket.

        >>> passage("The Free Hama Front (FHF) left.").span(1, 5).text
        'Free Hama Front (FHF)'
        """
        start, end = self.words[first].start, self.words[stop - 1].stop
        inside = self.text[start:end]
        if self.text[end : end + 1] == ")" and inside.count("(") > inside.count(")"):
            end += 1
        if self.text[end : end + 1] == "." and len(self.words[stop - 1].raw) == 1 and "." in inside:
            end += 1
        return span_of(self.text, start, end)

    def has(self, part: str, word: str) -> bool:
        """Whether a word is on one of the lists of ``grammar.csv``.

        >>> passage("").has("number", "four")
        True
        """
        return word in self.lexicon.grammar[part]

    def starts_sentence(self, at: int) -> bool:
        """Whether the word at an index is the first of a sentence or of a quotation.

        >>> passage("It left. Police came.").starts_sentence(2), passage("It left. Police came.").starts_sentence(3)
        (True, False)
        """
        start = self.words[at].start
        return start in self._starts or any(mark in self.gap(at) for mark in '\n.!?:“"—•')

    def headline(self, at: int) -> bool:
        """Whether the sentence of a word is set in capitals or in Title Case: there a capital says nothing.

        >>> passage("Gunmen Kill Five Police Officers in Kabul").headline(0)
        True
        """
        number = self.sentence(self.words[at].start)
        return number >= 0 and _title_case(self.sentences[number].text)

    def shouted(self, at: int) -> bool:
        """Whether the sentence of a word is set in capitals: there "IS" is as likely a verb.

        >>> passage("THIS IS A WAR").shouted(1)
        True
        """
        number = self.sentence(self.words[at].start)
        return number >= 0 and self.sentences[number].text.isupper()

    @cached_property
    def _starts(self) -> frozenset[int]:
        return frozenset(sentence.start for sentence in self.sentences)

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence that an offset stands in.

        >>> passage("It left. Police came.").sentence(9)
        1
        """
        return bisect_right(self._begins, offset) - 1

    @cached_property
    def _located(self) -> tuple[tuple[int, str], ...]:
        return tuple(
            (mention.span.start, mention.place.country)
            for mention in self.places
            if not mention.demonym and isinstance(mention.place, Place) and mention.place.country
        )

    @cached_property
    def _common(self) -> tuple[str, ...]:
        named = (self.entry(at, "country", "demonym") for at in self.found)
        counted = Counter(country for _, country in self._located)
        counted.update(hit[0].key for hit in named if hit)
        counted.update(self._homes())
        return tuple(country for country, _ in counted.most_common())

    def _homes(self) -> Iterator[str]:
        """Yield the home of each listed group named that is at home in one country only."""
        for at in self.found:
            hit = self.entry(at, "name")
            countries = self.lexicon.listed[hit[0].key].countries if hit and not hit[0].weak else ()
            if len(countries) == 1:
                yield countries[0]

    def country_at(self, offset: int) -> str | None:
        """Return the country that an offset stands in: of the nearest place of its sentence, else the text's commonest.

        >>> passage("Shelling hit Aleppo. Police came.").country_at(25)
        'SY'
        """
        near = sorted((abs(at - offset), country) for at, country in self._located_in.get(self.sentence(offset), ()))
        return near[0][1] if near else next(iter(self._common), None)

    @cached_property
    def _located_in(self) -> dict[int, list[tuple[int, str]]]:
        """Sentence number -> where a country is named in it, and which."""
        found: dict[int, list[tuple[int, str]]] = {}
        for at, country in self._located:
            found.setdefault(self.sentence(at), []).append((at, country))
        return found

    def in_context(self, countries: tuple[str, ...], offset: int) -> int:
        """Return how well countries fit an offset: 3 its own country, 2 the text's first, 1 one of the text's, 0 none.

        >>> said = passage("Shelling hit Aleppo.")
        >>> said.in_context(("SY",), 0), said.in_context(("ML",), 0)
        (3, 0)
        """
        if self.country_at(offset) in countries:
            return 3
        ranks = [rank for rank, country in enumerate(self._common) if country in countries]
        return 0 if not ranks else 2 if ranks[0] == 0 else 1

    def inside_place(self, first: int, stop: int) -> bool:
        """Whether the words are part of a longer place name ("Army" in "Army Road").

        >>> passage("They met in Gaza City.").inside_place(3, 4), passage("They met in Gaza City.").inside_place(3, 5)
        (True, False)
        """
        start, end = self.words[first].start, self.words[stop - 1].stop
        at = bisect_right(self._place_names, start, key=_begin)
        spans = self._place_names[max(0, at - NESTED) : at]
        return any(end <= s.stop and s.stop - s.start > end - start for s in spans)

    def after_place(self, at: int) -> bool:
        """Whether a place name that is not a country's stands right before the word at an index.

        >>> passage("They fought Kaduna militiamen.").after_place(3)
        True
        """
        return at > 0 and self.words[at - 1].stop in self._place_ends

    @cached_property
    def _place_ends(self) -> frozenset[int]:
        named = ((one.span.stop, one.place) for one in self.places if not one.demonym)
        return frozenset(stop for stop, place in named if isinstance(place, Place) and place.kind != "country")

    @cached_property
    def _place_names(self) -> list[Span]:
        return sorted(mention.span for mention in self.places if not mention.demonym)


def _begin(span: Span) -> int:
    return span.start


@dataclass
class Story:
    """What has been read so far, left to right: the mentions, and acronyms that the text itself has explained."""

    mentions: list[ActorMention] = field(default_factory=list)
    acronyms: dict[str, Actor] = field(default_factory=dict)

    def since(self, passage: Passage, sentence: int) -> list[ActorMention]:
        """Return the mentions of the sentences from a number on.

        >>> said = passage("ISIS left. Rebels came.")
        >>> story = Story([ActorMention(said.span(0, 1), Actor("isis", "ISIS", 2), "listed name")])
        >>> len(story.since(said, 0)), len(story.since(said, 1))
        (1, 0)
        """
        at = bisect_left(self.mentions, sentence, key=lambda one: passage.sentence(one.span.start))
        return self.mentions[at:]


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule read: mentions (none where words are to be passed over) and the index to go on from."""

    mentions: tuple[ActorMention, ...]
    stop: int


Rule = Callable[[Passage, Story, int], Step | None]
"""What reads an actor at the word of an index, given the text and what was read before it; None where it reads nothing."""


def _title_case(text: str) -> bool:
    """Whether nearly all longer words of a sentence have a capital.

    >>> _title_case("Gunmen Kill Five Police Officers in Kabul"), _title_case("Gunmen killed five officers in Kabul")
    (True, False)
    """
    longer = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def passage_of(
    text: str, *, places: tuple[PlaceMention, ...], sentences: tuple[Span, ...], published: dt.date | None
) -> Passage:
    """Return a text as a passage: words split and looked up once.

    >>> said = passage_of("ISIS left.", places=(), sentences=(), published=None)
    >>> [word.fold for word in said.words], sorted(said.found)
    (['isis', 'left'], [0])
    """
    words = tokens(text)
    known = lexicon()
    return Passage(text, words, matches(text, words, known.trie), places, sentences, published, known)


def one(passage: Passage, actor: Actor, rule: str, *, words: tuple[int, int], stop: int | None = None) -> Step:
    """Return a step with one mention over ``words`` (first, stop).

    >>> said = passage("ISIS left Hama.")
    >>> one(said, Actor("isis", "ISIS", 2), "by hand", words=(0, 1)).mentions[0].span.text
    'ISIS'
    """
    return Step((ActorMention(passage.span(*words), actor, rule),), words[1] if stop is None else stop)
