"""Words of a sentence that tell of a happening: matched on the parse, each with the row or rule that read it.

It stands apart because everything later (roles, places, counts, type) hangs on these words. What is not a happening
(denied by grammar, planned, imagined, sport, business) is refused by the rules of triggers_vetoes.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from events.event import ActorMention
from events.roles_clause import objects, particles, prepositions, subjects
from events.triggers_lexicon import QUIET, Condition, Row, rows_by_word, word_class
from events.triggers_vetoes import veto
from geo import PlaceMention, Span, span_of

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "X", "ADV"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger word in its sentence. ``kind`` is an ACLED sub-event type or a lower-case class of the lexicon."""

    span: Span
    kind: str
    rule: str
    token: Token
    sentence: Span
    refused: str = ""

    @property
    def quiet(self) -> bool:
        """Whether it only colours a happening ("means:air") and never makes one."""
        return self.kind.startswith(QUIET)

    @property
    def lemma(self) -> str:
        """Return the word's base form, by which a later mention is known again."""
        return self.rule.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its grammar and with the names that were found in it (article offsets)."""

    sentence: Span
    parse: Doc
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()

    def span(self, token: Token, last: Token | None = None) -> Span:
        """Return the article span of a token, or of the run of tokens up to ``last``."""
        start = self.sentence.start + token.idx
        end = last or token
        stop = self.sentence.start + end.idx + len(end)
        text = self.sentence.text[start - self.sentence.start : stop - self.sentence.start]
        return Span(start, stop, text)

    def actor(self, token: Token) -> ActorMention | None:
        """Return the actor whose mention covers the token."""
        at = self.sentence.start + token.idx
        return next((found for found in self.actors if found.span.start <= at < found.span.stop), None)

    def place(self, token: Token) -> PlaceMention | None:
        """Return the place (no demonym) whose mention covers the token."""
        at = self.sentence.start + token.idx
        return next((x for x in self.places if x.span.start <= at < x.span.stop and not x.demonym), None)

    def is_person(self, token: Token) -> bool:
        """Whether a word stands for people: a noun for people, a number alone, a pronoun, an actor, a person's name."""
        if token.lemma_.lower() in word_class("person") or token.lower_ in word_class("person"):
            return True
        if token.lemma_.lower() in word_class("weapon"):
            return False
        if token.pos_ == "NUM" or token.lower_ in {"him", "her", "them", "who", "himself", "he", "she", "they"}:
            return True
        return self.actor(token) is not None or (token.pos_ == "PROPN" and self.place(token) is None)

    def is_place(self, token: Token) -> bool:
        """Whether a word names a place or is a noun for one."""
        if token.lemma_.lower() in word_class("weapon"):
            return False
        return self.place(token) is not None or token.lemma_.lower() in word_class("place")


def find_triggers(scene: Scene) -> tuple[Trigger, ...]:
    """Return the triggers of one sentence in order, the refused and the quiet ones among them."""
    found: list[Trigger] = []
    after = 0
    for token in scene.parse:
        if token.i >= after and (trigger := _first(scene, token)):
            found += [] if _only_people(trigger[0]) else [trigger[0]]
            after = trigger[1]
    return tuple(found)


def _only_people(trigger: Trigger) -> bool:
    """Whether a means only says what kind of people are meant: "IED planters", "drone team", "artillery unit"."""
    head = trigger.token.head.lemma_.lower()
    return trigger.quiet and trigger.token.dep_ == "compound" and head in word_class("person") | _UNITS


_UNITS = word_class("units")


def _first(scene: Scene, token: Token) -> tuple[Trigger, int] | None:
    """Return the first row that reads the word, longest lemma first, rows with conditions before those without."""
    if (scene.place(token) is not None and token.pos_ == "PROPN") or _month(token):
        return None
    rows = {row: None for word in (token.lower_, token.lemma_.lower()) for row in rows_by_word().get(word, ())}
    for row in sorted(rows, key=lambda row: (-len(row.lemma), not row.conditions)):
        run = _run(row, token)
        if run and _fits(scene, row, _head(row, run)):
            return _trigger(scene, row, run), run[-1].i + 1
    return None


def _month(token: Token) -> bool:
    """Whether it is the month: with a capital, and no article or possessive before it."""
    return token.text == "March" and (
        token.i == 0 or token.nbor(-1).lower_ not in {"the", "a", "this", "'s", "’s", "peace"}
    )


def _run(row: Row, token: Token) -> tuple[Token, ...]:
    """Return the tokens of the row's lemma from ``token`` on (hyphens between are skipped), empty where it differs."""
    run = [token]
    for word in row.lemma[1:]:
        following = run[-1].i + 1
        if following < len(token.doc) and token.doc[following].text == "-":
            following += 1
        if following >= len(token.doc) or word not in _words(token.doc[following]) or not _noun_word(row, token):
            return ()
        run.append(token.doc[following])
    return tuple(run) if _right_class(row, run) else ()


def _noun_word(row: Row, first: Token) -> bool:
    """Whether the first word stands as the row has it: "drive-by" is no "driven by"."""
    return row.pos == "VERB" or first.lower_.startswith(row.lemma[0])


def _words(token: Token) -> tuple[str, ...]:
    return token.lower_, token.lemma_.lower(), token.lower_.rstrip("s")


def _right_class(row: Row, run: list[Token]) -> bool:
    head = run[0] if row.pos == "VERB" else run[-1]
    if row.pos == "VERB":
        return head.pos_ in VERBAL or (head.tag_ in {"NN", "NNS", "NNP", "JJ"} and _verb_in_disguise(head))
    if row.pos == "ADJ":
        return head.pos_ in {"ADJ", "VERB", "NOUN"}
    if len(run) > 1:
        return True
    return head.pos_ in {"NOUN", "PROPN"} or (head.tag_ == "VBG" and head.lower_ in row.lemma)


def _verb_in_disguise(token: Token) -> bool:
    """Whether a word tagged as noun or adjective stands as its sentence's verb (headlines, past participles)."""
    return token.lower_.endswith(("ed", "ing")) and (
        token.dep_ == "ROOT" or any(child.dep_ in {"nsubj", "nsubjpass", "dobj", "agent"} for child in token.children)
    )


def _head(row: Row, run: tuple[Token, ...]) -> Token:
    return run[0] if row.pos == "VERB" else run[-1]


def _fits(scene: Scene, row: Row, head: Token) -> bool:
    return all(_holds(scene, condition, head) for condition in row.conditions)


def _holds(scene: Scene, condition: Condition, head: Token) -> bool:
    words = condition.words
    if condition.slot == "object":
        return any(_is(scene, token, words) for token in objects(head))
    if condition.slot == "subject":
        return any(_is(scene, token, words) for token in subjects(head))
    if condition.slot == "of":
        return any(_is(scene, token, words) for token in objects(head) if token != head)
    if condition.slot == "prep":
        return bool(prepositions(head) & words)
    if condition.slot in {"particle", "adverb"}:
        return bool(particles(head) & words)
    if any(token.lower_ in words or token.lemma_.lower() in words for token in scene.parse if token != head):
        return True
    return words >= word_class("armed") and any(mention.actor.inter in {1, 2, 3, 4, 8} for mention in scene.actors)


def _is(scene: Scene, token: Token, words: frozenset[str]) -> bool:
    """Whether a word is of the class: by its lemma, or as a name or number where people or places are asked for."""
    if token.lemma_.lower() in words or token.lower_ in words or token.lower_.removesuffix("s") in words:
        return True
    if words >= word_class("person"):
        return scene.is_person(token) or (words >= word_class("place") and scene.is_place(token))
    if words >= word_class("armed-side") or words >= word_class("armed-person"):
        actor = scene.actor(token)
        return actor is not None and actor.actor.inter in {1, 2, 3, 4, 8}
    if words >= word_class("political"):
        actor = scene.actor(token)
        return actor is not None and actor.actor.inter in {2, 3, 4, 6}
    return words >= word_class("place") and scene.is_place(token)


def _trigger(scene: Scene, row: Row, run: tuple[Token, ...]) -> Trigger:
    head = _head(row, run)
    refused = "" if row.sub_event_type.startswith(QUIET) else veto(head, scene.parse, words=len(run))
    refused = refused or (
        "no person harmed" if row.sub_event_type == "harm" and _harms_things(scene, row, head) else ""
    )
    return Trigger(scene.span(run[0], run[-1]), row.sub_event_type, row.rule, head, scene.sentence, refused)


def _harms_things(scene: Scene, row: Row, head: Token) -> bool:
    """Such as "killed the deal", "wound down": a verb of harm whose every object is a thing."""
    if row.pos != "VERB" or row.conditions:
        return False
    heads = [word for word in objects(head) if word.dep_ != "nsubjpass"]
    things = bool(heads) and not any(scene.is_person(word) or word.pos_ == "NUM" or _animate(word) for word in heads)
    return things or (not heads and bool(particles(head) & {"off", "down"}) and head.lemma_ != "gun")


def _animate(word: Token) -> bool:
    return word.lemma_.lower() in word_class("armed-person") or word.lower_ in {
        "many",
        "several",
        "scores",
        "dozens",
        "more",
    }


def telling(triggers: tuple[Trigger, ...]) -> Iterator[Trigger]:
    """Yield the triggers that can make a happening: neither quiet nor refused."""
    return (trigger for trigger in triggers if not trigger.quiet and not trigger.refused)


__all__ = ["Scene", "Trigger", "find_triggers", "span_of", "telling"]
