"""Who speaks: the words of a source -> a known actor, somebody named, or nobody named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from events.model import Actor, ActorMention
from text import Span
from text.lexicon import either_of, rows, word_group

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
