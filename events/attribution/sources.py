"""Who says so: the sources of a sentence, those in a phrase ("according to"), and words by which the text keeps its distance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from events.model import Actor, ActorMention
from text import Span
from text.factuality import DOUBT, FactualityCue, cue_words, cues
from text.grammar import subjects
from text.lexicon import either_of, rows, word_class, word_group
from text.parse import Parse, Token

_PRONOUNS = word_group("pronouns that speak")
_SPEAKER_KINDS = frozenset({"media", "state media", "party media", "monitor", "UN body", "international body"})


@dataclass(frozen=True, slots=True)
class Found:
    """A claim in the making: offsets of its cue and scope, not yet cut out of the text."""

    verb: Literal["says", "denies", "doubts"]
    cue: tuple[int, int]
    scope: tuple[int, int]
    rule: str
    source: Actor | None = None
    named: bool = True
    back: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Who is given as the source: the actor where known, and whether anybody is named at all."""

    actor: Actor | None
    named: bool
    rule: str


@cache
def speech_words(use: str) -> frozenset[str]:
    """Return the words of ``use`` in seeds/lexicon/speech.csv: says, denies, unnamed or hearsay.

    >>> "deny" in speech_words("denies"), "deny" in speech_words("says")
    (True, False)
    """
    return frozenset(row["word"] for row in rows("speech.csv") if row["verb"] == use)


def source_in(start: int, stop: int, *, text: str, actors: tuple[ActorMention, ...]) -> Source:
    """Return who the words ``text`` at article offsets ``start:stop`` name, by :data:`SOURCE_RULES`' order below.

    A body that speaks ("Amaq" in "ISIS' propaganda outlet, Amaq") goes before whoever is named with it.

    >>> source_in(0, 7, text="reports", actors=())
    Source(actor=None, named=False, rule='nobody named')
    """
    inside = [m for m in actors if start <= m.span.start and m.span.stop <= stop]
    speakers = [m for m in inside if speaks(m.actor)]
    if speakers:
        return Source(speakers[-1].actor, named=True, rule="a body that speaks")
    if inside:
        return Source(inside[-1].actor, named=True, rule="an actor")
    if text.strip().lower() in _PRONOUNS:
        return _before(start, actors, person=text.strip().lower() in {"he", "she"})
    named = _head_of(text) not in speech_words("unnamed") | {""}
    return Source(None, named=named, rule="somebody outside the lexicon" if named else "nobody named")


def sources_in(start: int, stop: int, *, text: str, actors: tuple[ActorMention, ...]) -> tuple[Source, ...]:
    """Return all whom the words name side by side ("volunteers and a nurse"), else the one of :func:`source_in`.

    >>> from text import span_of
    >>> said = "residents and police"
    >>> two = [ActorMention(span_of(said, *at), Actor(said[slice(*at)], "", 7), "test") for at in ((0, 9), (14, 20))]
    >>> [source.actor.id for source in sources_in(0, 20, text=said, actors=tuple(two))]
    ['residents', 'police']
    """
    inside = [m for m in actors if start <= m.span.start and m.span.stop <= stop]
    joined = [m for m, after in pairwise(inside) if _JOINED.match(text[m.span.stop - start : after.span.start - start])]
    first = source_in(start, stop, text=text, actors=actors)
    if first.actor is None or speaks(first.actor):
        return (first,)
    others = {m.actor.id: Source(m.actor, named=True, rule="an actor") for m in joined if m.actor.id != first.actor.id}
    return (*others.values(), first)


_JOINED = re.compile(r"\s*(?:,|and|,\s*and)\s+(?:[\w-]+ ){0,3}$")


def _head_of(text: str) -> str:
    """Return the head noun of a source's words, in lower case: "reports from the border" -> "reports"."""
    phrase = re.split(r"\b(?:" + either_of("words behind a source") + r")\b|,", text.lower())[0]
    words = re.findall(r"[\w'’-]+", phrase)
    return words[-1] if words else ""


def speaks(actor: Actor) -> bool:
    """Whether an actor is a body that speaks: a medium, a monitor, somebody's voice.

    >>> speaks(Actor("amaq", "Amaq", None, voice_of="islamic-state")), speaks(Actor("hama", "Hama Front", 2))
    (True, False)
    """
    return actor.voice_of is not None or actor.kind in _SPEAKER_KINDS


def _before(start: int, actors: tuple[ActorMention, ...], *, person: bool) -> Source:
    """A pronoun stands for the body that speaks, "they" and "it" else for the first actor before it in the sentence."""
    earlier = [m for m in actors if m.span.stop <= start]
    chosen = next((m for m in earlier if speaks(m.actor)), earlier[0] if earlier and not person else None)
    return Source(chosen.actor if chosen else None, named=True, rule="a pronoun")


def words_between(sentence: Span, start: int, stop: int) -> str:
    """Return the sentence's text at article offsets ``start:stop``.

    >>> words_between(Span(10, 26, "The army said so"), 14, 18)
    'army'
    """
    return sentence.text[start - sentence.start : stop - sentence.start]


_WORD = re.compile(r"[\w'’-]+")
_DEEDS = frozenset({"VERB", "NOUN", "PROPN"})


def doubts(sentence: Span, parse: Parse | None) -> Iterator[Found]:
    """Yield the hedges of a sentence; with no parse each scare word covers the rest of its clause.

    >>> said = sentence_of("Soldiers allegedly shelled the town.")
    >>> [(found.rule, said.span.text[slice(*found.scope)]) for found in doubts(said.span, said.parse)]
    [('the article says allegedly', 'Soldiers allegedly shelled the town')]
    >>> said = sentence_of("Rebels are thought to have shelled the town.")
    >>> [(found.rule, said.span.text[slice(*found.scope)]) for found in doubts(said.span, said.parse)]
    [('the article says think', 'to have shelled the town')]
    """
    if parse is None:
        yield from _by_words(sentence)
        return
    words = {word.lower() for token in parse for word in (token.text, token.lemma)}
    if words.isdisjoint(cue_words(DOUBT)):
        return
    hedged: dict[tuple[int, ...], list[tuple[FactualityCue, Token]]] = {}
    for token in parse:
        for cue in cues(token) if token.pos in _DEEDS else ():
            if cue.category in DOUBT and not (cue.scope == "noun" and token.base in _PEOPLE):
                hedged.setdefault(cue.tokens, []).append((cue, token))
    for found in hedged.values():
        heads = _highest(list(dict.fromkeys(token for _, token in found)))
        yield from (_found(sentence, found[0][0], head) for head in heads)


_PEOPLE = word_class("person") | word_class(
    "armed-person"
)  # "killed three suspected rebels": who they were, not what was done


def _highest(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens that hang on none of the others."""
    yield from (one for one in tokens if not any(other != one and other.is_ancestor(one) for other in tokens))


def _found(sentence: Span, cue: FactualityCue, head: Token) -> Found:
    first = head.doc[cue.tokens[0]]
    span = sentence.start + first.idx, sentence.start + first.idx + len(first)
    return Found("doubts", span, _doubted(sentence, head), f"the article says {cue.phrase}")


def _doubted(sentence: Span, head: Token) -> tuple[int, int]:
    """Return the offsets of the clause or phrase of ``head``, without clauses that have a subject of their own."""
    apart = {t for other in head.conjuncts if subjects(other) and other.pos == "VERB" for t in other.subtree}
    inside = [t for t in head.subtree if t not in apart and not t.is_punct] or [head]
    return sentence.start + inside[0].idx, sentence.start + inside[-1].idx + len(inside[-1])


def _by_words(sentence: Span) -> Iterator[Found]:
    for found in _WORD.finditer(sentence.text):
        if (
            found[0].lower() in cue_words(DOUBT, "noun", "adverb")
            and not sentence.text[found.end() + 1 :][:1].isupper()
        ):
            scope = _rest(sentence, found.end())
            if scope[0] < scope[1]:
                cue = found.start() + sentence.start, found.end() + sentence.start
                yield Found("doubts", cue, scope, f"the article says {found[0].lower()}")


def _rest(sentence: Span, at: int) -> tuple[int, int]:
    word = re.compile(r"\s(\w+)").match(sentence.text, at)
    if word and _SOMEBODY.match(word[1]):
        return sentence.start + word.start(1), sentence.start + word.end(1)
    cut = re.compile(r"[,;]|$").search(sentence.text, at)
    stop = cut.start() if cut else len(sentence.text)
    return sentence.start + min(at + 1, stop), sentence.start + len(sentence.text[:stop].rstrip(" ."))


_SOMEBODY = re.compile(r"(?:" + either_of("somebody") + r")$")


_CUES = re.compile(
    r"\b(?:according to|citing|quoting|as (?:reported|claimed|alleged|announced|stated|confirmed|said) by"
    r"|in the words of|per)\b(?! (?:capita|cent|day|week|month|year|hour))",
    re.IGNORECASE,
)
_SOURCE_ENDS = re.compile(r"[,;:()“”]|\.\s|\.$|\b(?:" + either_of("ends of a source") + r")\b")
_CLAUSE_ENDS = re.compile(r";|, (?:but|while|although|though|whereas|however|yet)\b")
_OPENERS = re.compile(r"[\s,]*(?:(?:However|But|Meanwhile|And|Also|Separately),?\s)?")


def phrase_attributions(sentence: Span, actors: tuple[ActorMention, ...]) -> Iterator[Found]:
    """Yield the attributing phrases of a sentence.

    >>> said = Span(0, 40, "Two men were killed, according to police")
    >>> [(found.rule, said.text[slice(*found.scope)]) for found in phrase_attributions(said, ())]
    [('according to: somebody outside the lexicon', 'Two men were killed')]
    """
    for cue in _CUES.finditer(sentence.text):
        start, stop = cue.start() + sentence.start, cue.end() + sentence.start
        end = _source_end(sentence, stop, actors)
        scope = _scope(sentence, start, end)
        for source in sources_in(stop, end, text=words_between(sentence, stop, end), actors=actors):
            if scope[0] < scope[1]:
                rule = f"{cue[0].lower()}: {source.rule}"
                yield Found("says", (start, stop), scope, rule, source.actor, source.named)


def _source_end(sentence: Span, at: int, actors: tuple[ActorMention, ...]) -> int:
    """Return where the source's name ends; a speaker right after the comma ("outlet, Amaq,") belongs to it."""
    found = _SOURCE_ENDS.search(sentence.text, at - sentence.start)
    end = found.start() + sentence.start if found else sentence.stop
    apposed = next((m for m in actors if 0 < m.span.start - end <= 2 and speaks(m.actor)), None)
    if apposed is None or found is None or found[0] != ",":
        return end
    closed = sentence.text[apposed.span.stop - sentence.start :][:1] in {",", ".", ""}
    return apposed.span.stop if closed else end


def _scope(sentence: Span, start: int, end: int) -> tuple[int, int]:
    """Return what the phrase at ``start:end`` covers: the clause before it, or, where it opens one, the clause after it."""
    text = sentence.text
    cuts = [m.end() for m in _CLAUSE_ENDS.finditer(text, 0, start - sentence.start)]
    first = cuts[-1] if cuts else 0
    opener = _OPENERS.match(text, first)
    first = opener.end() if opener else first
    if start - sentence.start - first > _MIN_CLAUSE:
        before = text[first : start - sentence.start].rstrip(" ,—-(")
        return sentence.start + first, sentence.start + first + len(before)
    last = _CLAUSE_ENDS.search(text, end - sentence.start)
    stop = last.start() if last else len(text.rstrip(" ."))
    rest = text[end - sentence.start : stop]
    return end + len(rest) - len(rest.lstrip(" ,")), sentence.start + stop


_MIN_CLAUSE = 12  # characters: "In Homs, according to" still opens its clause
