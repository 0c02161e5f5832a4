"""People whom no list names: killed, hurt or taken by name or by what they are."""

from __future__ import annotations

from collections.abc import Iterator

from events.arguments.argument import Argument
from events.arguments.noun_phrases import inside
from events.mentions import Sentence
from events.mentions.actors import actor_lexicon
from events.model import ARMED, ActorMention, Role
from events.triggers import Trigger
from text.grammar import objects, subjects
from text.lexicon import word_class, word_list
from text.parse import Token

SUFFERING = word_class("suffering")
SUFFERER: tuple[Role, str] = ("target", "who suffers it")


def unlisted(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield people whom no list names where they are killed, hurt or taken: "two beekeepers died", "they shot Omar Saleh".

    >>> said = "Rebels [killed] two beekeepers near Hama."
    >>> [part.mention.span.text for part in unlisted(*deed_in(said))]
    ['beekeepers']
    """
    verb = trigger.token
    if verb.pos == "NOUN" and verb.head.norm in _BY_DEEDS:
        verb = verb.head.head  # "two beekeepers died in a drone strike"
    hurting = verb.lemma in _HURTING
    if not hurting and trigger.kind not in _OF_PERSONS:
        return
    for head in objects(verb) or (subjects(verb) if verb.base in SUFFERING else ()):
        by_name = person_by_name(sentence, head, trigger)
        if head.base in _THINGS or (not by_name and any(True for _ in inside(sentence, head))):
            continue
        if by_name:
            first = next((child for child in head.children if child.relation == "compound"), head)
            yield _victim(sentence, trigger, first, head, "a person by name")
        elif (
            hurting
            and head.pos == "NOUN"
            and any(c.relation == "number" or c.norm in {"a", "an"} for c in head.children)
        ):
            yield _victim(sentence, trigger, head, head, "said to be killed or hurt")


def person_by_name(sentence: Sentence, head: Token, trigger: Trigger) -> bool:
    """Whether a person whom no list names is hit, of whom nothing says that he bears arms.

    >>> said, deed = deed_in("Rebels [arrested] Omar Saleh, a teacher, near Hama.")
    >>> person_by_name(said, next(one for one in said.parse if one.text == "Saleh"), deed)
    True
    """
    if trigger.kind not in _OF_PERSONS or head.pos != "PROPN" or sentence.actor(head) is not None:
        return False
    armed = any(mention.actor.inter in ARMED for mention in inside(sentence, head))
    return sentence.is_person(head) and not armed and not _of_a_nation(sentence, head)


def _of_a_nation(sentence: Sentence, head: Token) -> bool:
    at = sentence.span.start + head.idx
    return any(place.demonym and place.span.start <= at < place.span.stop for place in sentence.places)


def _victim(sentence: Sentence, trigger: Trigger, first: Token, head: Token, rule: str) -> Argument:
    mention = ActorMention(sentence.token_span(first, head), actor_lexicon().kinds["civilians"].actor, rule)
    return Argument(mention, *SUFFERER, trigger)


_OF_PERSONS = frozenset({"harm", "Arrests", "Abduction/forced disappearance"})
_BY_DEEDS = frozenset({"in", "by", "from", "during"})
_HURTING = frozenset({"kill", "die", "shoot", "wound", "injure", "murder", "behead"})
_THINGS = frozenset().union(*map(word_class, word_list("classes of things"))) | {"other", "member", "one"}
