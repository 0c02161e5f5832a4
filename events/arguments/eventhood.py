"""Is it an event? Named cues for and against an event mention: tense and clause, numbers, days, place, sides, position."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from events.arguments.event_mention import EventMention, event_class
from events.arguments.table_rows import UNDER
from events.mentions.casualties import CountMention
from events.model import ARMED, DateMention
from geo import Place, PlaceMention
from text import Span, inside
from text.grammar import ancestors, verb_of
from text.lexicon import either_of, word_class
from text.parse import Token
from text.passages import Passage
from text.scoring import Cues, score

FINE = ("site", "town", "district")
RECENT_DAYS, OLD_DAYS = 8, 60
NOTE = 3  # sentences
LIKELY_IN_A_NOTE = -2.5
LIKELY = -0.1  # log-odds above which a mention is held to be an event
_SINCE = re.compile(
    r"\b(" + either_of("words of a summary") + r")\b",
    re.IGNORECASE,
)
_RESPONSE = re.compile(
    r"\b(" + either_of("words of a response") + r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document tells its mentions: day of publication, title's words, sentences, passages, dates, numbers."""

    published: dt.date | None = None
    title_words: frozenset[str] = frozenset()
    sentences: tuple[Span, ...] = ()
    passages: Mapping[int, Passage] = field(default_factory=dict)
    dates: tuple[DateMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    mentions: int = 0
    towns: tuple[PlaceMention, ...] = ()
    rarity: Mapping[str, float] = field(default_factory=dict)
    means: Mapping[int, frozenset[str]] = field(default_factory=dict)  # sentence -> kinds it names
    known: dict[Span, Cues] = field(default_factory=dict, compare=False)
    by_sentence: dict[int, list[CountMention]] = field(default_factory=dict, compare=False, repr=False)
    named: dict[frozenset[str], frozenset[int]] = field(default_factory=dict, compare=False, repr=False)
    ordered: dict[frozenset[str], list[int]] = field(default_factory=dict, compare=False, repr=False)

    def naming(self, kinds: frozenset[str]) -> frozenset[int]:
        """Return the numbers of the sentences that name one of these kinds, worked out once for each set of them.

        >>> Surroundings(means={0: frozenset({"Attack"}), 2: frozenset({"means:air"})}).naming(frozenset({"Attack"}))
        frozenset({0})
        """
        if kinds not in self.named:
            self.named[kinds] = frozenset(number for number, found in self.means.items() if found & kinds)
        return self.named[kinds]

    def last_naming(self, kinds: frozenset[str], before: int) -> int | None:
        """Return the last sentence before one that names one of these kinds.

        >>> Surroundings(means={0: frozenset({"Attack"})}).last_naming(frozenset({"Attack"}), 2)
        0
        """
        if kinds not in self.ordered:
            self.ordered[kinds] = sorted(self.naming(kinds))
        at = bisect_left(self.ordered[kinds], before)
        return self.ordered[kinds][at - 1] if at else None

    def counts_in(self, sentence: Span) -> list[CountMention]:
        """Return the numbers of victims of a sentence, sorted by sentences when it is first asked.

        >>> Surroundings().counts_in(Span(0, 1, "a"))
        []
        """
        if not self.by_sentence:
            for count in self.counts:
                self.by_sentence.setdefault((count.sentence or count.span).start, []).append(count)
        return self.by_sentence.get(sentence.start, [])


def eventhood_cues(one: EventMention, around: Surroundings) -> Cues:
    """Return the cues that speak for or against a mention being an event that happened once, in a time and a place.

    >>> from tests.examples import surroundings_in
    >>> one = event_mentions_in("Rebels shelled Hama on Monday, killing two.")[0]
    >>> cues = eventhood_cues(one, surroundings_in("Rebels shelled Hama on Monday, killing two."))
    >>> {"a day of its own", "an initiator", "simple past"} <= set(cues)
    True
    """
    known = around.known.get(one.main.span)
    if known is None:
        named = (
            *_word(one), *_clause(one.main.token), *_sentence(one), *_numbers(one, around), *_days(one, around),
            *_places(one), *_sides(one), *_position(one, around),
        )  # fmt: skip
        known = around.known[one.main.span] = dict.fromkeys(named, 1.0)
    return known


def _word(one: EventMention) -> Iterator[str]:
    main = one.main
    yield f"kind: {main.kind}"
    yield f"class: {event_class(main.kind)}"
    pos = main.rule.partition(":")[0]
    yield f"told by a {pos}"
    if main.refused:
        yield f"refused: {main.refused}"
    if len(one.triggers) > 1:
        yield "several trigger words"
    if one.modifiers:
        yield "means are told"
    if main.token.pos in {"NOUN", "PROPN"}:
        yield from _noun(main.token)


def _noun(token: Token) -> Iterator[str]:
    before = {child.norm for child in token.children if child.i < token.i}
    if token.tag in {"NNS", "NNPS"}:
        yield "plural noun"
        if not any(child.relation in {"number", "determiner"} for child in token.children):
            yield "bare plural"
    if before & {"the", "this", "that", "these", "those"}:
        yield "definite noun"
    if before & {"a", "an", "another"}:
        yield "indefinite noun"
    if before & word_class("unspecific-before"):
        yield "unspecific noun"
    yield f"noun as {token.relation}"
    if token.relation == "oblique":
        led = token.head.norm
        yield f"after {led}" if led in word_class("leading") else "after another preposition"


def _clause(token: Token) -> Iterator[str]:
    verb = verb_of(token)
    aux = {child.norm for child in verb.children if child.relation in {"auxiliary", "passive auxiliary"}}
    yield ("" if verb is token else "above: ") + tense(verb, aux)
    yield f"clause: {verb.relation}"
    if aux & word_class("modal"):
        yield "modal"
    above = list(ancestors(verb))
    if any(word.lemma in word_class("saying") for word in above[:3]):
        yield "in what somebody said"
    marks = {child.norm for child in verb.children if child.relation in {"marker", "adverb"}}
    for mark in marks & word_class("clause-mark"):
        yield f"clause led by {mark}"
    if len(above) > 3:
        yield "deep in its sentence"


def tense(verb: Token, aux: Collection[str]) -> str:
    """Return the tense of a verb by its form and its auxiliaries, in words.

    >>> tense(word("Rebels [shelled] Hama."), ()), tense(word("Rebels have [shelled] Hama."), {"have"})
    ('simple past', 'perfect')
    """
    if {"has", "have", "'ve", "’ve"} & set(aux):
        return "perfect"
    if "had" in aux:
        return "past perfect"
    if verb.tag == "VBD" or {"was", "were", "did"} & set(aux):
        return "progressive past" if verb.tag == "VBG" else "simple past"
    if verb.tag in {"VBZ", "VBP"} or {"is", "are", "'s", "am"} & set(aux):
        return "present"
    return {"VB": "infinitive", "VBG": "gerund", "VBN": "participle"}.get(verb.tag, "no verb")


def _sentence(one: EventMention) -> Iterator[str]:
    text = one.sentence.span.text
    at = one.main.span.start - one.sentence.span.start
    for found in {match.group(1).lower().split(" ")[0] for match in _SINCE.finditer(text)}:
        yield f"says {found[:8]}"
    if _RESPONSE.search(text):
        yield "speaks of a response"
    curly = text[:at].count("“") > text[:at].count("”")
    if curly or (text[:at].count('"') % 2 == 1 and '"' in text[at:]):
        yield "inside a quotation"
    if len(text) > 300:
        yield "long sentence"
    if len(text) < 60:
        yield "short sentence"
    if not any(word.pos in {"VERB", "AUX"} for word in one.sentence.parse):
        yield "no verb in its line"


def _numbers(one: EventMention, around: Surroundings) -> Iterator[str]:
    here = around.counts_in(one.sentence.span)
    for of in ("killed", "injured"):
        best = max((count.count.best for count in here if count.of == of), default=None)
        if best is not None:
            yield f"{of}: {_band(best)}"
    if any(count.kind == "total" for count in here):
        yield "a total"


def _band(number: int) -> str:
    return (
        "none"
        if number == 0
        else "1"
        if number == 1
        else "2-9"
        if number < 10
        else "10-99"
        if number < 100
        else "100 and more"
    )


def _days(one: EventMention, around: Surroundings) -> Iterator[str]:
    near = [date for date in inside(around.dates, one.sentence.span) if date.when]
    if one.dates:
        yield "a day of its own"
    elif near:
        yield "a day in its sentence"
    when = next((date.when for date in (*one.dates, *near) if date.when), None)
    if when is None:
        return
    yield f"its date is a {when.precision}"
    if around.published:
        ago = (around.published - when.latest).days
        yield (
            "dated in the week"
            if -1 <= ago <= RECENT_DAYS
            else "dated ahead"
            if ago < -1
            else "dated months ago"
            if ago <= OLD_DAYS * 3
            else "dated long ago"
        )


def _places(one: EventMention) -> Iterator[str]:
    kinds = {place.place.kind for place in one.places if isinstance(place.place, Place)}
    if kinds & {*FINE}:
        yield "a town of its own"
    elif kinds:
        yield "an area of its own"
    others = {p.place.kind for p in one.sentence.places if isinstance(p.place, Place) and not p.demonym}
    if not kinds and others & {*FINE}:
        yield "a town in its sentence"
    if not kinds and not others:
        yield "no place in its sentence"


def _sides(one: EventMention) -> Iterator[str]:
    roles = {part.role for part in one.arguments}
    for role, said in (("initiator", "an initiator"), ("target", "a target"), ("party", "sides")):
        if role in roles:
            yield said
    if any(part.role == "initiator" and part.mention.actor.inter in ARMED for part in one.arguments):
        yield "armed initiator"
    if not roles:
        yield "nobody takes part"


def _position(one: EventMention, around: Surroundings) -> Iterator[str]:
    if one.number == 0:
        yield "first sentence"
    elif one.number <= 2:
        yield "lead"
    share = one.number / max(1, len(around.sentences))
    yield "first third" if share < 1 / 3 else "second third" if share < 2 / 3 else "last third"
    passage = around.passages.get(one.number)
    if passage:
        yield f"in a {passage.kind}"
    words = {token.base for token in one.sentence.parse if token.pos in {"NOUN", "VERB", "PROPN"}}
    shared = len(words & around.title_words)
    yield "title shares its words" if shared >= 3 else "title shares a word" if shared else "title shares nothing"
    if one.main.token.base in around.title_words:
        yield "title has its trigger"
    yield f"text of {'few' if around.mentions <= 3 else 'some' if around.mentions <= 12 else 'many'} mentions"


def is_event(one: EventMention, around: Surroundings) -> bool:
    """Whether a mention is more likely than not an event that happened once.

    >>> from tests.examples import surroundings_in
    >>> said = "Rebels shelled Hama on Monday, killing two."
    >>> is_event(event_mentions_in(said)[0], surroundings_in(said))
    True
    """
    if one.main.rule.endswith(UNDER):
        return True  # a row of a table tells what its heading says
    if of_the_page(one, around):
        return False
    return score(eventhood_cues(one, around), "eventhood") > (LIKELY_IN_A_NOTE if is_note(around) else LIKELY)


def of_the_page(one: EventMention, around: Surroundings) -> bool:
    """Whether a mention stands in what belongs to the page and not to the text: a link to another story, a button, a credit.

    >>> from tests.examples import surroundings_in
    >>> said = "Rebels shelled Hama."
    >>> of_the_page(event_mentions_in(said)[0], surroundings_in(said))
    False
    """
    passage = around.passages.get(one.number)
    return passage is not None and passage.kind == "furniture"


def is_note(around: Surroundings) -> bool:
    """Whether a text is so short that it can only tell what it was written for.

    >>> is_note(Surroundings(sentences=())), is_note(Surroundings(sentences=(Span(0, 1, "a"),) * 9))
    (True, False)
    """
    return len(around.sentences) <= NOTE
