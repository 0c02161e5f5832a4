"""Attribution without a verb of its own: "according to X", "citing X", "as reported by X", "in X's words"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.attribution.sources import Found, sources_in, speaks, words_between
from events.model import ActorMention
from text import Span
from text.lexicon import either_of

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
