"""The victims before a verb: "six guards, between 20 and 30 rebels and two farmers were killed"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from events.mentions.casualties.lists import (
    CLAUSE,
    PARTS,
    PREPOSITIONS,
    STOPS,
    UNNUMBERED,
    inside_number,
    names_the_last,
    skip_brackets,
    victims_after,
    without_parts,
)
from events.mentions.casualties.victims import Numbered, Victims, phrase
from events.mentions.casualties.words import Words, casualty_words, is_finite, low_at
from text.lexicon import word_group


def victims_before(text: Numbered, before: int, *, verb: int = 0) -> tuple[Victims, ...]:
    """Return the victims that end before word ``before``, in the order of the text; ``verb`` is their casualty word.

    The clause is cut at commas and "and" into segments and read from the last one back, for as long as the segments
    are counted items; what "including" opens is dropped with all that stands to its right. The parse is asked for the
    subject where this finds no number.

    >>> text = numbers_in("On Monday 30 gunmen came and nine people, including two boys and a girl, were killed")
    >>> [v.count.best for v in victims_before(text, text.words.index(next(w for w in text.words if w.low == "were")))]
    [9]
    """
    before = _past_relative_clause(text, before)
    found: list[Victims] = []
    segments = list(_segments(text, before))
    for number, (start, stop) in enumerate(segments):
        if low_at(text.words, start) in PARTS:
            found.clear()
            counted = number == 0 and {start + 1, start + 2} & set(text.numbers)
            if counted and low_at(text.words, start - 1) in _WERE and (whole := _subject(text, start + 1, stop)):
                return (whole,)  # "three boys were among the seven people killed"
            continue
        if number + 1 < len(segments) and (
            _land_behind(text, start, stop) or _second_home(text, segments[number + 1], start, stop)
        ):
            continue
        last = not found and number == _first_bare(text, segments)
        item = _subject(text, start, stop) if last else _item(text, start, stop, found[-1:])
        if item is None or (found and _loose_name(text, item, found[-1])):
            break
        found.append(item)
    told = _numbered_together(text, _without_object(text, _without_names(text, tuple(reversed(found)))))
    unsure = all(v.rule in UNNUMBERED or not v.count for v in told)
    return without_parts((_by_parse(text, before, verb) if unsure and verb else ()) or told)


def _without_names(text: Numbered, found: tuple[Victims, ...]) -> tuple[Victims, ...]:
    """Drop the name between commas of one who is counted: "a teacher, Ali Hassan, was shot"."""
    names = [(one, after) for one, after in itertools.pairwise(found) if names_the_last(text, after, one)]
    return tuple(one for one in found if not any(one == name for _, name in names))


def _past_relative_clause(text: Numbered, before: int) -> int:
    """Return where the subject ends that a clause between commas follows: "seven men, who had hidden from the rebels, were shot"."""
    if low_at(text.words, before - 1) != ",":
        return before
    at = before - 2
    while (
        at > 0
        and text.words[at].low not in STOPS
        and not (low_at(text.words, at) == "who" and low_at(text.words, at - 1) == ",")
    ):
        at -= 1
    return at - 1 if at > 1 and low_at(text.words, at) == "who" else before


def _land_behind(text: Numbered, start: int, stop: int) -> bool:
    """Whether names between commas only say where a place lies: "a soldier from Leeds, England, was killed"."""
    between = low_at(text.words, start - 1) == low_at(text.words, stop) == ","
    return between and _goes_on_with_places(text.words, start, stop)


def _second_home(text: Numbered, before: tuple[int, int], start: int, stop: int) -> bool:
    """Whether names behind "and" only go on with where several come from: "eight men from Malawi and Tanzania"."""
    several = low_at(text.words, start - 1) == "and" and before[0] in text.numbers
    return several and _goes_on_with_places(text.words, start, stop)


def _goes_on_with_places(words: Words, start: int, stop: int) -> bool:
    """Whether nothing but names stands there, and before it a name that "from", "of" or "in" leads to."""
    at = start - 2
    while at > 0 and words[at].capital:
        at -= 1
    names = all(words[i].capital or words[i].mark for i in range(start, stop))
    return names and at < start - 2 and low_at(words, at) in _LYING


_WERE = frozenset({"was", "were", "is", "are"})
_LYING = frozenset({"from", "of", "in", "at", "near"})


def _loose_name(text: Numbered, item: Victims, right: Victims) -> bool:
    """Whether a name in front is no item of the list but an opening word: "Overall, seven people"."""
    joined = low_at(text.words, right.start - 1) == "and" or right.rule == "name: 1"
    return item.rule == "name: 1" and not joined


def _numbered_together(text: Numbered, found: tuple[Victims, ...]) -> tuple[Victims, ...]:
    """As in "five soldiers and policemen", "a total of 12 soldiers and Druze": the number counts what follows it too."""
    numbered = [v.start for v in found if v.rule not in UNNUMBERED]
    if not numbered:
        return found
    summed = any(low_at(text.words, v.stop) == "of" or low_at(text.words, v.start + 1) == "total" for v in found)
    covered = UNNUMBERED if summed else UNNUMBERED - {"name: 1"}
    return tuple(v for v in found if v.rule not in covered or v.start < numbered[0])


def _without_object(text: Numbered, found: tuple[Victims, ...]) -> tuple[Victims, ...]:
    """Drop the object of a verb before: "the mission lost | two peacekeepers, and | nine others were injured"."""
    if len(found) < 2 or not found[0].start:
        return found
    verb, comma = text.words[found[0].start - 1], low_at(text.words, found[1].start - 2)
    return found[1:] if verb.tag in {"VBD", "VBN", "VBG"} and comma == "," else found


def _by_parse(text: Numbered, before: int, verb: int) -> tuple[Victims, ...]:
    """Read the subject that the parse gives the verb at word ``verb``, where it ends before word ``before``."""
    at = next((i for i in range(before) if text.words[i].start == text.words[verb].subject), None)
    return (
        tuple(v for v in victims_after(text, at, subject=True) if v.stop <= before and v.count)
        if at is not None
        else ()
    )


def _first_bare(text: Numbered, segments: list[tuple[int, int]]) -> int:
    """Return the index (from the right) of the segment that holds the subject: the one after all "including" parts."""
    parts = [i for i, (start, _) in enumerate(segments) if low_at(text.words, start) in PARTS]
    return parts[-1] + 1 if parts else 0


def _segments(text: Numbered, before: int) -> Iterator[tuple[int, int]]:
    """Yield (start, stop) of the pieces between commas and "and", from the right, within the clause; no brackets."""
    stop = at = before
    while at > 0:
        at -= 1
        if text.words[at].text in ")]" or (at == before - 1 and text.words[at].text in _DASHES):
            at = _opening(text.words, at)
            stop = at if at + 1 >= stop or stop == before else stop
        elif _clause_starts(text, at, before):
            yield from _piece(at + 1, stop)
            return
        elif (part := text.words[at].low in PARTS) or _parts_items(text, at):
            yield from _piece(at if part else at + 1, stop)
            stop = at
    yield from _piece(0, stop)


def _parts_items(text: Numbered, at: int) -> bool:
    """Whether the word at ``at`` stands between two items, and not inside a number ("between 3 and 5")."""
    return text.words[at].low in {",", "and", "&"} and not inside_number(text, at)


def _piece(start: int, stop: int) -> Iterator[tuple[int, int]]:
    if start < stop:
        yield start, stop


def _opening(words: Words, at: int) -> int:
    """Return where an insertion begins that ends at ``at``: "three men (farmers)", "three men - a father and two sons -"."""
    opens = _DASHES if words[at].text in _DASHES else frozenset("([")
    opening = (i for i in range(at - 1, -1, -1) if words[i].text in opens)
    return next(opening, 0 if words[at].text not in _DASHES else at)


_DASHES = frozenset({"-", "–", "—", "--"})


def _clause_starts(text: Numbered, at: int, before: int) -> bool:
    """Whether the word at ``at`` ends another clause: a verb, a casualty word, a "when" or a semicolon."""
    low = text.words[at].low
    if low in STOPS or (low in CLAUSE and at < before - 1) or is_finite(text.words, at):
        return True
    use = casualty_words().get(low, ("", ""))[1]
    return use in {"past", "ing", "base", "intransitive", "result"} and not _modifier(text, at)


def _modifier(text: Numbered, at: int) -> bool:
    """As in "two wounded soldiers died": the word belongs to the phrase."""
    return at > 0 and (
        at - 1 in text.numbers or low_at(text.words, at - 1) in {"a", "an", "the"} or text.words[at].tag == "JJ"
    )


def _item(text: Numbered, start: int, stop: int, right: list[Victims]) -> Victims | None:
    """Read a segment as one counted item of a list; a segment with anything else in it is none."""
    found = phrase(text, start)
    if found is None or found.stop > stop or not found.count:
        return None
    if found.kind == "back" and not _one_of_them(text, found, right):
        return None
    tail = low_at(text.words, skip_brackets(text.words, found.stop))
    ends = found.stop >= stop or tail in PREPOSITIONS or tail == "aged"
    return found if ends and found.rule != "plural without a number: 3" else None


def _one_of_them(text: Numbered, found: Victims, right: list[Victims]) -> bool:
    """As in "the commander and two others died": whoever is known dies with those that are counted."""
    return found.rule == "the: 1" and any(
        low_at(text.words, one.start - 1) == "and" and one.rule not in UNNUMBERED for one in right
    )


def _subject(text: Numbered, start: int, stop: int) -> Victims | None:
    """Read the subject out of the last segment: its last number not under a preposition, else its first phrase."""
    if low_at(text.words, stop - 1) in {"who", "which", "that"}:
        return _antecedent(text, start, stop - 1) or _subject(text, start, stop - 1)
    if low_at(text.words, stop - 1) == "whom":
        return _of_whom(text, start, stop)
    numbers = [i for i in text.numbers if start <= i < stop and not _governed(text, i, start)]
    if numbers:
        return phrase(text, _back_to_opener(text, numbers[-1], start))
    openers = (i for i in range(start, stop) if _opens(text, i, start))
    return phrase(text, next(openers, start)) if start < stop else None


def _antecedent(text: Numbered, start: int, stop: int) -> Victims | None:
    """Read the phrase that ends right before "who" or "that", or the counted one it says more of: "16 men from the tribe who"."""
    found = [one for at in range(start, stop) if (one := phrase(text, at))]
    last = next((one for one in found if one.stop == stop), None)
    if last is None or low_at(text.words, last.start - 1) not in _LYING:
        return last
    return next((one for one in found if one.stop == last.start - 1 and one.start in text.numbers), last)


def _governed(text: Numbered, at: int, start: int) -> bool:
    """Whether a preposition before the phrase at ``at`` makes it no subject; "as well as" is none."""
    if at == start or low_at(text.words, at - 2) == "well":
        return False
    before = at - 2 if low_at(text.words, at - 1) in {"the", "those"} else at - 1
    return low_at(text.words, before) in PREPOSITIONS


def _back_to_opener(text: Numbered, at: int, start: int) -> int:
    return (
        at - 1
        if at > start and low_at(text.words, at - 1) in {"another", "further", "the", "other", "his", "their", "no"}
        else at
    )


def _of_whom(text: Numbered, start: int, stop: int) -> Victims | None:
    found = phrase(text, start)
    if found is None or found.count is None:
        return None
    return Victims(start, stop, found.count, found.rule, "whom", "part")


def _opens(text: Numbered, at: int, start: int) -> bool:
    """Whether the subject can start at ``at``: nothing before it in the segment but a phrase of time or place."""
    if low_at(text.words, start) not in PREPOSITIONS:
        return at == start or (
            low_at(text.words, at) in {"a", "an", "no", "one", "another"}
            and low_at(text.words, at - 1) not in PREPOSITIONS
        )
    return (
        low_at(text.words, at) in word_group("openings of a subject") and low_at(text.words, at - 1) not in PREPOSITIONS
    )
