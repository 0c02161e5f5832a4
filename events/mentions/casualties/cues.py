"""The words that make a number a number of dead, injured or captured, and where their victims stand.

"killed two men" has them after the word, "two men were killed" and "two men dead" before it, "the death of two
men" after its "of". Which it is, is decided here, once, from the word's use (seeds/lexicon/casualties.csv) and its
neighbours; the rules that read the victims themselves (events/mentions/casualties/victims.py) only need the place to start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from events.mentions.casualties.words import (
    HOSPITALS,
    MARTYRDOM,
    MODALS,
    OBJECT_STARTS,
    WOUNDS,
    Of,
    Words,
    casualty_words,
    low_at,
    object_at,
    run_start,
    skip_adverbs,
    verb_start,
)
from text.lexicon import word_group, word_set

_AFTER_NOUN = word_group("behind a noun of death")
_MANAGED = word_set("managed manages able proceeded continued went helped")
_FOUND = word_group("how bodies are found")
REACHED = word_group("how a toll moves")
"""Verbs by which a toll comes to its number."""
_LIMBS = word_group("limbs")
_STRIKING = word_group("participles of harm")


@dataclass(frozen=True, slots=True)
class Cue:
    """A casualty word at word indices ``start:stop``.

    Its victims end before index ``before`` or start at index ``after``: one of the two is set.
    ``rule`` names the reading.
    """

    start: int
    stop: int
    of: Of
    rule: str
    before: int | None = None
    after: int | None = None


def find_cues(words: Words) -> tuple[Cue, ...]:
    """Return the casualty words of a sentence in order.

    >>> cues = find_cues(numbers_in("3 men were killed and a bomb wounded 2 boys").words)
    >>> [(cue.of, cue.rule, cue.before, cue.after) for cue in cues]
    [('killed', 'passive', 2, None), ('injured', 'active', None, 8)]
    """
    return tuple(cue for at in range(len(words)) if (cue := _cue(words, at)))


def _cue(words: Words, at: int) -> Cue | None:
    if cue := _phrase(words, at):
        return cue
    of, use = casualty_words().get(words[at].low, ("other", ""))
    return USES[use](words, at, of) if use else None


def _past(words: Words, at: int, of: Of) -> Cue | None:
    if (be := verb_start(words, at)) is not None:
        return Cue(at, at + 1, of, "passive", before=be)
    if at == 0 and low_at(words, 1) in {"was", "were"}:
        return Cue(at, at + 1, of, "inverted", after=2)
    if low_at(words, at - 1) in {"the", "a", "an"} and at > 0:
        return None  # "the wounded", "a wounded soldier": who they are, not how many
    after = _past_partner(words, at)
    if object_at(words, after) and not _adjective(words, at):
        return Cue(at, at + 1, of, "active", after=after)
    return Cue(at, at + 1, of, "participle", before=run_start(words, at))


def _past_partner(words: Words, at: int) -> int:
    """Return where the object of the verb at ``at`` may start: past adverbs and past "and injuring"."""
    after = skip_adverbs(words, at + 1)
    if low_at(words, after) in {"and", "or"} and low_at(words, after + 1) in casualty_words():
        return skip_adverbs(words, after + 2)
    return after


def _adjective(words: Words, at: int) -> bool:
    """As in "two wounded soldiers": a number or an article before, a plain noun after."""
    before, after = low_at(words, at - 1), words[at + 1]
    opens = (
        before in {"a", "an", "the", "one", "two", "three"} or before[:1].isdigit() or words[at - 1].tag in {"CD", "DT"}
    )
    return (
        opens
        and at > 0
        and after.low.isalpha()
        and after.tag != "CD"
        and after.low not in OBJECT_STARTS
        and not after.capital
    )


def _ing(words: Words, at: int, of: Of) -> Cue | None:
    after = _past_partner(words, at)
    if low_at(words, after) == "of":
        return Cue(at, at + 1, of, "noun", after=after + 1)
    if low_at(words, at - 1) in {"the", "a", "his", "her", "their"} or not object_at(words, after):
        return None
    return Cue(at, at + 1, of, "participle active", after=after)


def _base(words: Words, at: int, of: Of) -> Cue | None:
    """As in "managed to kill 65", "Blast kills ten"; what somebody could, would or wants to do counts nobody."""
    before, after = low_at(words, at - 1), skip_adverbs(words, at + 1)
    wished = before in MODALS | {"not", "n't"} or (before == "to" and low_at(words, at - 2) not in _MANAGED)
    if wished or not before or words[at].tag in {"NN", "NNS"} or not object_at(words, after):
        return None
    return Cue(at, at + 1, of, "active", after=after)


def _intransitive(words: Words, at: int, of: Of) -> Cue | None:
    start = run_start(words, at)
    if low_at(words, at) == "die" and (low_at(words, at - 1) == "to" or low_at(words, at - 1) in MODALS):
        return None
    return Cue(at, at + 1, of, "intransitive", before=start)


def _result(words: Words, at: int, of: Of) -> Cue | None:
    """As in "shot dead", "found dead", "five dead", "left five dead"; a "dead body" is read at "body"."""
    if low_at(words, at + 1) in {"body", "bodies"} or low_at(words, at - 1) in {
        "the",
        "feared",
        "presumed",
        "believed",
    }:
        return None
    if (be := verb_start(words, at)) is not None:
        return Cue(at, at + 1, of, "passive", before=be)
    if low_at(words, at - 1) in {"him", "her", "them"}:
        return Cue(at, at + 1, of, "active", after=at - 1)
    after = skip_adverbs(words, at + 1)
    if low_at(words, at - 1) == "shot" and object_at(words, after):
        return Cue(at, at + 1, of, "active", after=after)
    return Cue(at, at + 1, of, "result", before=at - (low_at(words, at - 1) in {"shot", "found", "lying"}))


def _count_noun(words: Words, at: int, of: Of) -> Cue | None:
    """As in "3 deaths", "no casualties", "the deaths of three"; which side is asked of the text when the number is read."""
    if low_at(words, at + 1) in {"of", "to"}:
        return Cue(at, at + 1, of, "noun", before=at + 1, after=at + 2)
    return Cue(at, at + 1, of, "count noun", before=at + 1)


def _noun(words: Words, at: int, of: Of) -> Cue | None:
    """As in "the killing of two", "one death"; a "death threat" and a "murder case" count nobody."""
    if words[at + 1 : at + 2] and not words[at + 1].mark and low_at(words, at + 1) not in _AFTER_NOUN:
        return None
    if low_at(words, at + 1) in {"of", "to"} and low_at(words, at - 1) != "to":
        return Cue(at, at + 1, of, "noun", after=at + 2)
    return Cue(at, at + 1, of, "count noun", before=at + 1)


def _body(words: Words, at: int, of: Of) -> Cue | None:
    """Bodies count where they are found, not where a body governs."""
    if not any(word.low in _FOUND for word in words) or low_at(words, at + 1) in {"bag", "bags", "armor", "armour"}:
        return None
    if low_at(words, at + 1) == "of":
        return Cue(at, at + 1, of, "body of", after=at + 2)
    return Cue(at, at + 1, of, "body", before=at + 1)


def _shot(words: Words, at: int, of: Of) -> Cue | None:
    """As in "seized six traders and shot them": whoever is told of before; "shot them in the legs" kills nobody."""
    limb = any(word.low in _LIMBS | {"dead"} for word in words[at + 2 : at + 6])
    return None if limb or low_at(words, at + 1) != "them" else Cue(at, at + 1, of, "shot", after=at + 1)


def _lost(words: Words, at: int, of: Of) -> Cue | None:
    """As in "the mission lost two peacekeepers": a side's people with their number, no seats, tanks or lives."""
    after = skip_adverbs(words, at + 1)
    counted = words[min(after, len(words) - 1)].tag == "CD"
    people = any(word.low in _ARMED for word in words[after + 1 : after + 4])
    return Cue(at, at + 1, of, "active", after=after) if counted and people else None


_ARMED = word_group("people of a side")


def _claimed(words: Words, at: int, of: Of) -> Cue | None:
    """As in "the blast claimed five civilians": people with their number, no attacks and no responsibility."""
    after = skip_adverbs(words, at + 1)
    counted = words[min(after, len(words) - 1)].tag == "CD"
    people = any(word.low in _CLAIMED for word in words[after + 1 : after + 3])
    return Cue(at, at + 1, of, "active", after=after) if counted and people else None


_CLAIMED = _ARMED | word_group("people that an attack claims")


def _fell(words: Words, at: int, of: Of) -> Cue | None:
    """As in "eight of its soldiers fell": no ground that was left, nobody who fell ill or back."""
    on = low_at(words, at + 1)
    people = any(word.low in _ARMED for word in words[max(0, at - 2) : at])
    return (
        _intransitive(words, at, of)
        if people and (on in {"in", "on", "at", "during", "when", "while"} or not on.isalpha())
        else None
    )


USES: dict[str, Callable[[Words, int, Of], Cue | None]] = {
    "past": _past,
    "ing": _ing,
    "base": _base,
    "intransitive": _intransitive,
    "result": _result,
    "count noun": _count_noun,
    "noun": _noun,
    "body": _body,
    "shot": _shot,
    "lost": _lost,
    "claimed": _claimed,
    "fell": _fell,
}
"""How each ``use`` of the lexicon is read."""


def _phrase(words: Words, at: int) -> Cue | None:
    """Read the casualty words that are more than one word."""
    pair = (low_at(words, at), low_at(words, at + 1))
    if pair == ("to", "death") or (pair[1] == "alive" and pair[0] in {"burned", "burnt"}):
        return _struck(words, at if pair[0] == "to" else at + 1, at + 2)
    if pair == ("death", "toll"):
        return Cue(at, at + 2, "killed", "toll", after=at + 2)
    if pair == ("number", "of") and any(word.low in REACHED for word in words[max(0, at - 2) :]):
        said = ((i, casualty_words().get(low_at(words, i), ("other", ""))[0]) for i in range(at + 2, at + 6))
        hurt = next(((i, of) for i, of in said if of in {"killed", "injured"}), None)
        return Cue(at, hurt[0] + 1, hurt[1], "toll", after=hurt[0] + 1) if hurt else None
    return _lives(words, at, pair) or _in_care(words, at, pair)


def _in_care(words: Words, at: int, pair: tuple[str, str]) -> Cue | None:
    """As in "two men were taken to hospital", "treated 27 people for wounds", "eight others with gunshot wounds"."""
    if pair[0] in _BROUGHT and any(word.low in HOSPITALS for word in words[at + 1 : at + 5]):
        be = verb_start(words, at)
        return Cue(at, at + 1, "injured", "passive", before=be) if be is not None else None
    hurt = any(word.low in WOUNDS for word in words[at + 1 : at + 8])
    if pair[0] in {"treated", "treating", "admitted"} and hurt and words[min(at + 1, len(words) - 1)].tag == "CD":
        return Cue(at, at + 1, "injured", "active", after=at + 1)
    return None


_BROUGHT = word_group("how the wounded are brought")


def _lives(words: Words, at: int, pair: tuple[str, str]) -> Cue | None:
    """As in "lost their lives", "took the lives of two", "claimed ten lives"."""
    own = pair[0] in {"their", "his", "her"} and pair[1] in {"lives", "life"}
    if own and low_at(words, at - 1) in {"lost", "lose"}:
        return Cue(at, at + 2, "killed", "intransitive", before=run_start(words, at - 1))
    if pair[1] in MARTYRDOM and pair[0] in {"embraced", "embracing", "attained", "achieved"}:
        return Cue(at, at + 2, "killed", "intransitive", before=run_start(words, at))
    if pair == ("lives", "of"):
        return Cue(at, at + 2, "killed", "lives", after=at + 2)
    claimed = any(word.low in {"claimed", "claiming", "took", "cost", "claims"} for word in words[max(0, at - 5) : at])
    if low_at(words, at) == "lives" and claimed:
        return Cue(at, at + 1, "killed", "count noun", before=at + 1)
    return None


def _struck(words: Words, at: int, stop: int) -> Cue | None:
    """As in "were beaten to death", "stabbed to death two men", "beat a man to death"."""
    if low_at(words, at - 1) not in _STRIKING:
        known = any(word.low in _STRIKING for word in words[max(0, at - 7) : at])
        return Cue(at, stop, "killed", "to death", before=at) if known else None
    if (be := verb_start(words, at - 1)) is not None:
        return Cue(at, stop, "killed", "passive", before=be)
    if object_at(words, stop):
        return Cue(at, stop, "killed", "active", after=stop)
    return Cue(at, stop, "killed", "to death", before=at - 1)
