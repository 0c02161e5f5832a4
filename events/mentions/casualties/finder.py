"""A sentence -> how many were killed, injured and captured, each with the words and the rule it was read by.

Wounded, captured and dead are kept apart; a list gives one mention an item, so that sides can be told apart; what one
report adds up to is worked out in events/mentions/casualties/total.py. Figures follow the ACLED Codebook's conventions.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.mentions.casualties.cues import Cue, find_cues
from events.mentions.casualties.lists import number_beside, own_number, toll, victims_after, victims_beside
from events.mentions.casualties.numbers import quantities
from events.mentions.casualties.subjects import victims_before
from events.mentions.casualties.victims import Kind, Numbered, Victims, numbered, phrase
from events.mentions.casualties.words import Of, casualty_words, low_at, may_count, words_of
from events.model import Count
from text import Span
from text.factuality import Factuality, factuality
from text.lexicon import word_class, word_group
from text.parse import Parse

_ALONE = 6  # words and marks of "There were 3 fatalities.": a sentence that says nothing but the figure
_ADDED = frozenset({"additionally", "further"})
_HEARSAY = word_group("only claimed")
# Words before "the killing of X" that make it the reason of what is told, not what is told.
_BACKGROUND = word_group("reason for a deed")


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number of people in the text: the words, the figure, what it counts, the rule, and who the victims are.

    ``kind`` says how it stands to the other numbers of its report: "new", "more" (another two), "part" (two of whom),
    "kin" (his two sons), "back" (the man), "total" (said to be the sum), "claim" (a side or a rumour has it so), "list" (what the
    items of a list come to), "elsewhere" (of another cluster). ``head`` is the victims' noun
    in lower case, ``sentence`` where the number stands.
    """

    span: Span
    count: Count
    of: Of
    rule: str
    victim: Span | None
    kind: Kind = "new"
    head: str = ""
    sentence: Span | None = None

    def __hash__(self) -> int:
        """Hash it by where it stands, which is cheaper than by all that it says."""
        return hash((self.span.start, self.span.stop))


def find_casualties(sentence: Span, parse: Parse) -> tuple[CountMention, ...]:
    """Return the numbers of victims in ``sentence``, in order, by its parse.

    >>> said = sentence_of("30 gunmen killed two farmers and a guard and wounded several.")
    >>> [(m.of, m.count.best, m.rule) for m in find_casualties(said.span, said.parse)][:3]
    [('killed', 2, 'active, number'), ('killed', 1, 'active, a: 1'), ('killed', 3, 'a list')]
    """
    if not may_count(sentence.text):
        return ()
    words = words_of(sentence, parse)
    cues = find_cues(words)
    text = numbered(words, quantities(sentence)) if cues else Numbered((), {})
    told = [mention for cue in cues for mention in _with_sum(tuple(_mentions(text, cue, sentence, parse)), sentence)]
    return tuple(told)


def _mentions(text: Numbered, cue: Cue, sentence: Span, parse: Parse) -> Iterator[CountMention]:
    fact = _factuality(text, cue, sentence, parse)
    for victims in _with_kin(_victims(text, cue)):
        sure = _as_sure(replace(victims, count=victims.count or _named_before(text, victims)), fact)
        if sure is not None and sure.count is not None:
            yield from _told(text, cue, sure, sentence)


def _with_sum(items: tuple[CountMention, ...], sentence: Span) -> tuple[CountMention, ...]:
    """As in "three rebels and a soldier were killed": the items of one list, and what they come to."""
    if len(items) < _ITEMS or any(one.kind in {"part", "total"} or one.count.high == 0 for one in items):
        return items
    low, best, high = (
        sum(parts) for parts in zip(*((m.count.low, m.count.best, m.count.high) for m in items), strict=True)
    )
    start, stop = min(one.span.start for one in items), max(one.span.stop for one in items)
    whole = CountMention(
        sentence.part(start, stop), Count(low, best, high), items[0].of, "a list", None, "list", "", sentence
    )
    return (*items, whole)


_ITEMS = 2


def _with_kin(found: tuple[Victims, ...]) -> tuple[Victims, ...]:
    """As in "his two sons and a niece": who stands beside somebody's own people is one of them."""
    if not any(victims.kind == "kin" for victims in found):
        return found
    return tuple(replace(one, kind="kin") if one.head in word_class("kin") else one for one in found)


def _factuality(text: Numbered, cue: Cue, sentence: Span, parse: Parse) -> Factuality:
    """Return the factuality of a cue; plain where the parser cuts its word otherwise."""
    at = text.words[cue.start].start - sentence.start
    token = next((token for token in parse if token.idx == at), None)
    return Factuality("positive", "certain", "specific", "none") if token is None else factuality(token)


def _as_sure(victims: Victims, fact: Factuality) -> Victims | None:
    """Return the victims as sure as they are told: none that nearly or never died, from nobody up if they only may have."""
    nobody = victims.count is not None and victims.count.high == 0
    if fact.polarity == "negative" and any(cue.scope == "argument" for cue in fact.cues):
        return replace(victims, count=Count(0, 0, 0), rule="none: 0")
    if (fact.polarity != "positive" and not nobody) or fact.certainty == "unreal":
        return None
    if fact.has("possible") and victims.count and victims.kind != "part":
        return replace(victims, count=replace(victims.count, low=0), kind="claim", rule=f"{victims.rule}, not sure")
    return victims


def _victims(text: Numbered, cue: Cue) -> tuple[Victims, ...]:
    if cue.rule in {"count noun", "body"}:
        return own_number(text, cue.start)
    if cue.rule == "noun" and cue.before is not None:
        return own_number(text, cue.start) or victims_after(text, cue.after or 0)
    if cue.rule == "toll":
        return toll(text, cue.stop)
    if cue.after is not None:
        return victims_after(text, cue.after, subject=cue.rule == "body of")
    if cue.rule in {"result", "participle"} and (told := number_beside(text, cue.start)):
        return told
    found = (*victims_before(text, cue.before or 0, verb=cue.start), *victims_beside(text, cue.stop))
    left_so = cue.rule in {"result", "participle"} and not any(one.count for one in found)
    return (_left(text, cue.start) if left_so else ()) or found


def _left(text: Numbered, at: int) -> tuple[Victims, ...]:
    """As in "left a boy who sat outside hurt": the object of a verb before, with a clause of its own between."""
    verb = next((i for i in range(at - 1, max(-1, at - _LEFT), -1) if text.words[i].low in {"left", "leaving"}), None)
    found = victims_after(text, verb + 1) if verb is not None else ()
    clause = bool(found) and text.words[min(found[-1].stop, len(text.words) - 1)].low in {"who", "that", "which"}
    return found if clause else ()


_LEFT = 12  # words


def _named_before(text: Numbered, victims: Victims) -> Count | None:
    """As in "abducted three men and killed them": the pronoun takes the last number of people before it."""
    if not victims.rule.startswith("pronoun"):
        return None
    earlier = (phrase(text, at) for at in sorted(text.numbers, reverse=True) if at < victims.start)
    return next((found.count for found in earlier if found and found.count), None)


def _told(text: Numbered, cue: Cue, victims: Victims, sentence: Span) -> Iterator[CountMention]:
    """Yield the mention; "no casualties" says of the dead and of the injured that there are none."""
    count = victims.count or Count(0, 0, 0)
    nobody = count.high == 0
    ofs: tuple[Of, ...] = ("killed", "injured") if cue.of == "other" and nobody else (cue.of,)
    count, together = _together(text, cue, count)
    count = replace(count, low=0) if cue.rule == "shot" else count
    rule = f"{cue.rule}, {victims.rule}{together}"
    first, last = min(cue.start, victims.start), max(cue.stop, victims.stop)
    span = sentence.part(text.words[first].start, text.words[last - 1].stop)
    victim = sentence.part(text.words[victims.start].start, text.words[max(victims.start, victims.stop - 1)].stop)
    for of in ofs:
        yield CountMention(span, count, of, rule, victim, _kind(text, cue, victims), victims.head, sentence)


def _together(text: Numbered, cue: Cue, count: Count) -> tuple[Count, str]:
    """As in "killed and injured eight" gives both half, ACLED's way; "killed or injured eight" makes nobody surely dead."""
    for join, other in ((cue.stop, cue.stop + 1), (cue.start - 1, cue.start - 2)):
        of, use = casualty_words().get(low_at(text.words, other), ("other", ""))
        if use != "shot" and {of, cue.of} == {"killed", "injured"} and low_at(text.words, join) in {"and", "or"}:
            sure = (count.best + 1) // 2 if low_at(text.words, join) == "and" else 0
            return Count(min(count.low, sure), sure, count.high), ", killed and injured together"
    return count, ""


def _kind(text: Numbered, cue: Cue, victims: Victims) -> Kind:
    lows = [word.low for word in text.words]
    alone = len(lows) <= _ALONE and cue.rule == "count noun" and victims.count and victims.count.high > 0
    if cue.rule == "noun" and _BACKGROUND & set(lows[max(0, cue.start - 6) : cue.start]):
        return "elsewhere"
    if cue.rule == "toll" and victims.kind == "claim":  # "the toll could exceed 60" is not the toll
        return "claim"
    if alone or cue.rule == "toll" or _summed(lows):
        return "total"
    if victims.kind != "new":
        return victims.kind
    return (
        "more"
        if _ADDED & set(lows)
        else "claim"
        if cue.rule != "lives" and _HEARSAY & set(lows[: cue.start])
        else "new"
    )


def _summed(lows: list[str]) -> bool:
    pairs = set(itertools.pairwise(lows))
    return bool({"overall", "altogether", "total"} & set(lows) or {("in", "all"), ("all", "told")} & pairs)
