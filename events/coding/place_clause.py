"""Cues of how a place's name stands in a happening's own sentences: in which clause, how far off, and after what words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from events.coreference import EventCluster
from events.mentions import Sentence
from geo import Place, PlaceMention
from text.grammar import ancestors
from text.lexicon import either_of, word_class
from text.parse import Token
from text.scoring import band

Standing = tuple[PlaceMention, Sentence]
STEPS = ((1, "hangs on the trigger"), (3, "hangs near the trigger"), (5, "hangs some way off the trigger"))
WORDS = ((3, "beside the trigger"), (8, "a few words off the trigger"), (16, "some words off the trigger"))
CLAUSES = frozenset(
    {"root", "content clause", "adverbial clause", "relative clause", "conjunct", "noun clause", "oblique clause", "inserted clause"}
)  # fmt: skip
PARTS = {
    "patient": "is acted on",
    "passive patient": "is acted on",
    "agent": "acts",
    "possessor": "owns",
    "compound": "describes a noun",
}
WINDOW = 70  # characters before and behind a name that say what it is told for


def clause_cues(standing: Sequence[Standing], cluster: EventCluster) -> Iterator[str]:
    """Yield the cues of grammar of a place named in a happening's sentences.

    >>> text = document("Rebels shelled Hama.")
    >>> cues = [*clause_cues([(text.places[0], text.parsed_sentences[0])], text.clusters[0])]
    >>> "is acted on" in cues, "hangs on the trigger" in cues
    (True, True)
    """
    cues: set[str] = set()
    steps, words = [], []
    for one in cluster.event_mentions:
        trigger = one.main.token
        for mention in (mention for mention, sentence in standing if sentence.span == one.sentence.span):
            head = one.sentence.head(mention.span)
            steps.append(_steps(head, trigger))
            words.append(abs(head.i - trigger.i))
            cues.add("behind the trigger" if head.i > trigger.i else "before the trigger")
            cues.add(_clauses(head, trigger))
            cues.update([PARTS[head.relation]] if head.relation in PARTS else [])
            cues.add(_among(mention, one.sentence, trigger))
    yield from sorted(cues)
    if steps:
        yield band(min(steps), STEPS, "hangs far off the trigger")
        yield band(min(words), WORDS, "many words off the trigger")


def _steps(token: Token, trigger: Token) -> int:
    """The number of steps in the parse between two words; 99 where no way leads from one to the other."""
    above = {one: at for at, one in enumerate((trigger, *ancestors(trigger)))}
    return next((at + above[one] for at, one in enumerate((token, *ancestors(token))) if one in above), 99)


def _clauses(token: Token, trigger: Token) -> str:
    own, its = _clause(token), _clause(trigger)
    if own == its:
        return "in the trigger's clause"
    if own in ancestors(its):
        return "in a clause above the trigger's"
    return "in a clause below the trigger's" if its in ancestors(own) else "in a clause beside the trigger's"


def _clause(token: Token) -> Token:
    """The verb at the head of a word's clause; the highest word above it where there is none."""
    above = (token, *ancestors(token))
    return next((one for one in above if one.pos in {"VERB", "AUX"} and one.relation in CLAUSES), above[-1])


def _among(mention: PlaceMention, sentence: Sentence, trigger: Token) -> str:
    """How a place stands among the others of its sentence: alone, nearest to the trigger, behind a nearer one."""
    others = [other for other in sentence.places if isinstance(other.place, Place) and not other.demonym]
    others = [other for other in others if other.place != mention.place]
    if not others:
        return "alone in its sentence"
    off = abs(sentence.head(mention.span).i - trigger.i)
    nearest = all(abs(sentence.head(other.span).i - trigger.i) > off for other in others)
    return "nearest of its sentence" if nearest else "another is nearer"


def wording_cues(standing: Sequence[Standing]) -> Iterator[str]:
    """Yield what the words around a name say that it is told for: an official's seat, a hospital, where one comes from.

    >>> said = sentence_of("Rebels fled Homs, the mayor of Hama said.")
    >>> [*wording_cues([(said.places[1], said)])]
    ["an official's or a witness's place"]
    """
    found = set()
    for mention, sentence in standing:
        text, at = sentence.span.text, mention.span.start - sentence.span.start
        before, behind = text[max(0, at - WINDOW) : at], text[at + len(mention.span.text) :][:WINDOW]
        found |= {cue for cue, tells in WORDINGS.items() if tells(before, behind)}
        if word_class("hospital") & {word.lower() for word in re.findall(r"\w+", mention.span.text)}:
            found.add("a hospital's place")
    yield from sorted(found)


def _either(name: str) -> str:
    return "|".join(sorted(map(re.escape, word_class(name)), key=len, reverse=True))


_LED = r"(?:the )?(?:[\w-]+ (?:of )?)?$"
_OFFICE = re.compile(rf"\b(?:{_either('office')}) (?:of|in|from|for|at) {_LED}", re.IGNORECASE)
_OFFICE_BEHIND = re.compile(rf"^(?:['’]s)? (?:[\w-]+ )?(?:{_either('office')})\b", re.IGNORECASE)
_HOSPITAL = re.compile(
    rf"\b(?:(?:{_either('hospital')}) (?:in|of|at|near)|(?:" + either_of("taking to hospital") + rf") to) {_LED}",
    re.IGNORECASE,
)
_HOSPITAL_BEHIND = re.compile(rf"^(?:['’]s)? (?:[\w-]+ ){{0,2}}(?:{_either('hospital')})\b", re.IGNORECASE)
_WAY = re.compile(
    r"\b(?:" + either_of("on the way") + rf") {_LED}",
    re.IGNORECASE,
)
_RECKONED = re.compile(
    r"(?:\d ?-?(?:km|kms|kilomet(?:er|re)s?|miles?)\b[^.;]{0,40}"
    r"|\b(?:" + either_of("directions of a distance") + rf") (?:of|from) {_LED[:-1]})$",
    re.IGNORECASE,
)
_BASED = re.compile(r"^-(?:based|born|educated|registered|headquartered)\b")
_IN_FULL = re.compile(r"\b(?:across|throughout|all over|in several parts of|elsewhere in) (?:the )?$", re.IGNORECASE)
WORDINGS: dict[str, Callable[[str, str], bool]] = {
    "an official's or a witness's place": lambda before, behind: bool(
        _OFFICE.search(before) or _OFFICE_BEHIND.match(behind)
    ),
    "a hospital's place": lambda before, behind: bool(_HOSPITAL.search(before) or _HOSPITAL_BEHIND.match(behind)),
    "where one comes from or goes": lambda before, _: bool(_WAY.search(before)),
    "what a way is reckoned from": lambda before, _: bool(_RECKONED.search(before)),
    "where somebody is based": lambda _, behind: bool(_BASED.match(behind)),
    "all over it": lambda before, _: bool(_IN_FULL.search(before)),
}
