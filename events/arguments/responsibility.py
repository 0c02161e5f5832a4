"""Who says that a deed is his, and who is blamed for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.arguments.argument import Argument
from events.arguments.noun_phrases import named
from events.mentions import Sentence
from events.model import ActorMention
from events.triggers import Trigger
from text.grammar import ancestors, objects, subjects
from text.parse import Token


def claiming(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield who "claimed responsibility for the bombing" as the one who did it.

    >>> said = "Boko Haram claimed responsibility for the [bombing] of a market."
    >>> [part.mention.span.text for part in claiming(*deed_in(said))]
    ['Boko Haram']
    """
    verb = _answering(trigger.token) or _answering_all(trigger.token)
    for head in subjects(verb) if verb is not None else ():
        yield from (
            Argument(mention, "initiator", "claims responsibility", trigger) for mention in named(sentence, head)
        )


def blamed(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield who is blamed for a deed: "the attack was blamed on X", "officials blamed X for the attack".

    >>> said = "Police blamed Boko Haram for the [bombing] of a market."
    >>> [part.mention.span.text for part in blamed(*deed_in(said))]
    ['Boko Haram']
    """
    behind = (
        word
        for word in trigger.token.doc
        if word.lemma == "blame" and word.i > trigger.token.i and word.relation in {"relative clause", "noun clause"}
    )  # "shelling which the army blamed on rebels"
    for blame in (*(word for word in ancestors(trigger.token) if word.lemma in _BLAMING), *behind):
        on = [child for child in blame.children if child.relation == "preposition" and child.norm == "on"]
        hung = (*blame.children, *(child for head in objects(blame) for child in head.children))
        of = any(child.norm in {"for", "of"} and trigger.token in child.subtree for child in hung)
        heads = [inner for word in on for inner in word.children] if not of else objects(blame)
        for mention in (mention for head in heads for mention in named(sentence, head)):
            yield Argument(mention, "initiator", "blamed for it", trigger)


_BLAMING = frozenset({"blame", "accuse", "suspect"})


def _answering(token: Token) -> Token | None:
    """Return the verb of "claimed responsibility for the attack" above a word of the deed, None where there is none."""
    path = [token, *ancestors(token)]
    led = next((n for n, word in enumerate(path) if word.relation == "preposition" and word.norm == "for"), len(path))
    return next((word for word in path[led + 1 : led + 3] if answers(word)), None)


def _answering_all(token: Token) -> Token | None:
    """Return the verb of "…; the group claimed responsibility", which says no deed of its own: it is for the sentence's."""
    verbs = (word for word in token.doc if word.pos == "VERB" and answers(word))
    return next((verb for verb in verbs if not any(child.norm == "for" for child in verb.subtree)), None)


def answers(verb: Token) -> bool:
    """Whether a verb is that of "took responsibility": said, not done; who did not claim it did not say it.

    >>> [answers(word(f"ISIS {said}.")) for said in ("[claimed] responsibility", "[claimed] a victory", "has not [claimed] responsibility")]
    [True, False, False]
    """
    if any(child.relation == "negation" for child in verb.children):
        return False
    return any(child.relation == "patient" and child.norm in {"responsibility", "credit"} for child in verb.children)


def blames(sentence: Sentence, mention: ActorMention, trigger: Trigger) -> bool:
    """Whether somebody only blames another for the deed: "shells which the ministry blamed on rebels".

    >>> said, deed = deed_in("Police blamed Boko Haram for the [bombing] of a market.")
    >>> [blames(said, one, deed) for one in said.actors]
    [True, False]
    """
    return trigger.token.lemma not in _BLAMING and bool(
        _BLAMED.match(sentence.span.text[mention.span.stop - sentence.span.start :])
    )


_BLAMED = re.compile(r" (?:has |have |had |also )?(?:blam|accus)(?:es|ed)\b")
