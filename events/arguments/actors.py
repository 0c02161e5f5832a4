"""Who did it to whom: the actors of a sentence, with the part that grammar gives each in a cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.arguments.argument import BETWEEN, CIVILIAN, CLASHED, DID_IT, SAYING, Argument
from events.arguments.noun_phrases import inside, named, until, whose
from events.arguments.responsibility import blamed, blames, claiming
from events.arguments.victims import SUFFERER, SUFFERING, person_by_name, unlisted
from events.mentions import Sentence
from events.mentions.actors import actor_lexicon
from events.model import ARMED, ActorMention, Role
from events.triggers import Trigger
from text.grammar import ancestors, objects, subjects
from text.lexicon import either_of, word_class, word_group, word_list
from text.parse import Token

SIDE_OF: dict[str, Role] = {
    "agent": "initiator",
    "by-phrase": "initiator",
    "passive patient": "target",
    "patient": "target",
}
HOLDING = frozenset({"control", "rule", "occupation"})  # "in areas under Houthi control" tells of a place
USE_OF_FORCE = "nation + use of force"  # "killed in an Israeli strike", as events/mentions/actors/states reads it
A_PRONOUN = "a pronoun for who says so"
FINDING = frozenset({"find", "discover", "recover", "unearth", "exhume"})
OBSERVING = word_class("observing")
DEEDS = word_class("deed")
YIELDING = word_class("yielding")
BEFORE_A_NOUN = frozenset({"compound", "adjective", "possessor", "noun modifier"})
LATER = frozenset({"after", "before", "following", "since", "despite"})
APART = word_group("prepositions of another event")
LIGHT = word_group("verbs that only say that it began")
SIDES = frozenset({"between", "among", "amongst"})
OPPOSED = word_group("prepositions of the other side")


def arguments_of(sentence: Sentence, trigger: Trigger) -> tuple[Argument, ...]:
    """Return the parts that the grammar gives to the sentence's actors in what the trigger tells; one an actor mention.

    >>> said = sentence_of("Rebels attacked the army.")
    >>> [(part.mention.span.text, part.role) for part in arguments_of(said, trigger("Rebels [attacked] the army."))]
    [('Rebels', 'initiator'), ('army', 'target')]
    """
    found: dict[ActorMention, Argument] = {}
    outside = observers(sentence, trigger)
    for part in (
        *_between(sentence, trigger),
        *_whose_deed(sentence, trigger),
        *_won_or_lost(sentence, trigger),
        *_acting(sentence, trigger),
        *_acted_on(sentence, trigger),
        *_hanging(sentence, trigger),
        *claiming(sentence, trigger),
        *blamed(sentence, trigger),
        *_meant(sentence, trigger),
        *_holding(sentence, trigger),
    ):
        if part.mention in outside or blames(sentence, part.mention, trigger):
            continue
        if part.rule == A_PRONOUN or not _speaks(sentence, part.mention):
            found.setdefault(part.mention, part)
    if not any(part.role == "target" for part in found.values()):
        found.update((part.mention, part) for part in unlisted(sentence, trigger))
    return tuple(found.values())


def observers(sentence: Sentence, trigger: Trigger) -> frozenset[ActorMention]:
    """Return who only saw, counted or reported it: "the mission recorded 60 blasts", "police found the bodies of four men".

    >>> said = "Soldiers found the bodies of two men."
    >>> [one.span.text for one in observers(sentence_of(said), trigger("Soldiers [found] the bodies of two men."))]
    ['Soldiers']
    """
    verb = _verb_over(trigger.token)
    found = trigger.kind == "harm" and trigger.token.lemma in FINDING
    if not found and (verb is None or verb.base not in OBSERVING):
        return frozenset()
    heads = subjects(trigger.token if found or verb is None else verb)
    return frozenset(mention for head in heads for mention in named(sentence, head))


def _verb_over(token: Token) -> Token | None:
    """Return the verb whose object an action noun is, however deep ("reported the killing of"); a verb is its own."""
    while token.pos in {"NOUN", "PROPN"} and token.relation in {
        "patient",
        "oblique",
        "preposition",
        "conjunct",
        "attribute",
        "passive patient",
    }:
        token = token.head.head if token.head.relation == "preposition" and token.relation == "oblique" else token.head
    return token if token.pos in {"VERB", "AUX"} else None


def _speaks(sentence: Sentence, mention: ActorMention) -> bool:
    """Whether somebody only says so at the sentence's end, whatever the parser hung it on: "…, the observatory said"."""
    start, stop = mention.span.start - sentence.span.start, mention.span.stop - sentence.span.start
    text = sentence.span.text
    return bool(_ASIDE.search(text[:start]) and _SAID.match(text[stop:]))


_ASIDE = re.compile(r", (?:the |an? )?$")
_SAID = re.compile(
    r" (?:has |have |had |also )?(?:" + either_of("behind a speaker") + r")[.,;]? ?(?:on|in|late|early|\w+day\b|$)"
)


def _between(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield "clashes broke out between A and B", "clashes that pit A against B", "B and A clashed" as parties."""
    verb = trigger.token.head if trigger.token.relation == "agent" else None
    light = verb if verb is not None and verb.lemma in LIGHT else None
    under = (*trigger.token.children, *(light.children if light is not None else ()))
    for child in under:
        if child.relation == "preposition" and child.norm in SIDES:
            yield from (Argument(mention, "party", BETWEEN, trigger) for mention in inside(sentence, child))
    for pits in (word for word in (*under, verb) if word is not None and word.lemma == "pit"):
        against = (child for child in pits.children if child.norm == "against")
        for head in (*objects(pits), *against):
            yield from (Argument(mention, "party", BETWEEN, trigger) for mention in inside(sentence, head))


def _acting(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    suffers = trigger.token.base in SUFFERING or (_is_mine(trigger) and not _sets_off(trigger))
    undergoing = _undergoing(trigger.token)
    for head in _heads(sentence, trigger, suffers=suffers):
        hit = suffers or head in undergoing
        if _is_deed(head):
            yield from _sides_of_deed(sentence, head, trigger)
            yield from _who_set_it(sentence, head, trigger)
        elif not _said_of_another(sentence, head):
            found = tuple(named(sentence, head)) or (() if hit else _counted(sentence, head, trigger))
            found = found if hit else tuple(_armed_by_deed(sentence, mention, trigger) for mention in found)
            yield from (Argument(mention, *(SUFFERER if hit else _DOER), trigger) for mention in found)


def _heads(sentence: Sentence, trigger: Trigger, *, suffers: bool) -> tuple[Token, ...]:
    """Return the heads of who acts; where the parser gave a verb no subject before it, who is armed and stands right there."""
    heads = () if _by_the_deed(trigger.token) else subjects(trigger.token)
    bare = trigger.token.tag == "VBD" and objects(trigger.token) and all(head.i > trigger.token.i for head in heads)
    if not bare or suffers:
        return heads
    return tuple(sentence.head(one.span) for one in sentence.actors if _ends_before(one, trigger)) or heads


def _undergoing(deed: Token) -> tuple[Token, ...]:
    """Return the heads of those whom a deed befell that is the object of their verb: "residents fled the raid"."""
    return subjects(deed.head) if deed.relation == "patient" and deed.head.lemma in _UNDERGOING else ()


_UNDERGOING = word_group("undergoing a deed")


def _ends_before(mention: ActorMention, trigger: Trigger) -> bool:
    """Whether somebody armed stands right before a verb that the parser left without a subject, as where a comma is missing."""
    return mention.span.stop + 1 == trigger.span.start and mention.actor.inter in ARMED


_DOER: tuple[Role, str] = ("initiator", DID_IT)


def _by_the_deed(token: Token) -> bool:
    """Whether a deed is itself what "by" leads to: whoever was "wounded by shelling" did not shell."""
    return (
        token.relation == "oblique clause"
        and token.head.relation == "by-phrase"
        and not any(c.relation == "agent" for c in token.children)
    )


def _is_deed(token: Token) -> bool:
    """Whether a noun is a deed or a weapon ("attack", "rocket"): whose it is did it."""
    return token.pos in {"NOUN", "PROPN"} and token.base in DEEDS


def _said_of_another(sentence: Sentence, head: Token) -> bool:
    """Whether a noun only says more of somebody named ("Russia, an ally of the president"): who stands in it has no part."""
    return head.relation == "apposition" and sentence.actor(head) is None and sentence.actor(head.head) is not None


def _sides_of_deed(sentence: Sentence, deed: Token, trigger: Trigger) -> Iterator[Argument]:
    """Yield whose deed a subject is, and whom it was on: "a Hezbollah rocket killed", "an attack on the army left"."""
    for mention in inside(sentence, deed):
        token = sentence.head(mention.span)
        path = [token, *until(token, deed)]
        preposition = next((word.norm for word in reversed(path) if word.relation in {"preposition", "by-phrase"}), "")
        owned = preposition == "of" and deed.base in _ARMS  # "jets of the coalition"
        if (
            token == deed
            or (len(path) == 2 and token.relation in BEFORE_A_NOUN)
            or preposition in {"by", "from"}
            or owned
        ):
            if mention.actor.inter != CIVILIAN:
                yield Argument(mention, "initiator", "whose deed it is", trigger)
        elif preposition in {"between", "among"}:
            yield Argument(mention, "party", BETWEEN, trigger)
        elif preposition in _ON:
            yield Argument(mention, "target", "on whom the deed was", trigger)


_ARMS = word_class("aircraft") | word_class("weapon")
_ON = frozenset({"on", "against", "of", "at", "upon", "targeting"})


def _who_set_it(sentence: Sentence, weapon: Token, trigger: Trigger) -> Iterator[Argument]:
    """Yield who laid or fired what went off: "a bomb planted by unknown men went off", "rockets fired by X hit"."""
    for verb in weapon.children:
        if verb.pos == "VERB" and verb.lemma in _SETTING and verb != trigger.token:
            for head in (inner for by in verb.children if by.relation == "by-phrase" for inner in by.children):
                yield from (
                    Argument(mention, "initiator", "whose deed it is", trigger) for mention in named(sentence, head)
                )


_SETTING = word_group("setting a weapon")


def _whose_deed(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield who stands before a deed's noun: "killed in a Houthi missile strike", "RSF shelling hit", however it was parsed."""
    for mention in sentence.actors:
        if mention.actor.inter == CIVILIAN or mention.rule == USE_OF_FORCE:
            continue
        token = sentence.head(mention.span)
        deed = token.head if token.relation in BEFORE_A_NOUN and _is_deed(token.head) else None
        path = [deed, *until(deed, trigger.token)] if deed is not None else []
        told = bool(path) and path[-1] == trigger.token and deed != trigger.token
        if (told and not {word.norm for word in path} & APART) or _right_before(mention, trigger):
            yield Argument(mention, "initiator", "whose deed it is", trigger)


def _right_before(mention: ActorMention, trigger: Trigger) -> bool:
    """Whether a name stands right before a deed that the parser took for a verb or for the noun's head: "RSF shelling"."""
    token = trigger.token
    deed = token.tag in {"NN", "NNS", "VBG", "NNP"} and token.norm in _DEED_FORMS
    return deed and mention.span.stop + 1 == trigger.span.start and mention.actor.inter in ARMED


_DEED_FORMS = word_class("deed") | {"shelling", "bombing", "killing", "fighting", "firing"}


def _won_or_lost(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield to whom a place fell, and from whom it was taken: "fell to M23", "recaptured Bor from rebels"."""
    if trigger.kind != "territory":
        return
    after = sentence.span.text[trigger.span.stop - sentence.span.start :]
    for mention in sentence.actors:
        between = after[: mention.span.start - trigger.span.stop] if mention.span.start >= trigger.span.stop else ""
        if trigger.token.base in YIELDING:
            if _TO.search(between):
                yield Argument(mention, "initiator", "to whom it fell", trigger)
        elif _FROM.search(between):
            yield Argument(mention, "target", "from whom it was taken", trigger)


_TO = re.compile(r"^[^,;:.]{0,60}?\b(?:to|into the hands of|under the control of)(?: the)? $")
_FROM = re.compile(r"^[^,;:.]{0,80}?\bfrom(?: the)?(?: \w+ed| control of(?: the)?)? $")


def _counted(sentence: Sentence, head: Token, trigger: Trigger) -> tuple[ActorMention, ...]:
    """Read "Thousands" who march as protesters, those who storm and loot as rioters."""
    kind = {"Peaceful protest": "protesters", "assault": "rioters", "Looting/property destruction": "rioters"}
    if trigger.kind not in kind or head.norm not in {"thousands", "hundreds", "dozens", "crowds", "scores"}:
        return ()
    if trigger.kind == "assault" and trigger.token.lemma not in {"storm", "attack", "invade"}:
        return ()
    rule = "a number that protests" if trigger.kind == "Peaceful protest" else "a number that riots"
    return (ActorMention(sentence.token_span(head), actor_lexicon().kinds[kind[trigger.kind]].actor, rule),)


def _armed_by_deed(sentence: Sentence, mention: ActorMention, trigger: Trigger) -> ActorMention:
    """Read plain "men" who throw a grenade, kill or abduct as armed: only what they do says it."""
    head = sentence.head(mention.span)
    plain = mention.rule == "plain kind" and mention.actor.inter == CIVILIAN
    if not plain or head.norm not in _PLAIN_PEOPLE or trigger.kind not in _ARMED_DEEDS:
        return mention
    return ActorMention(mention.span, actor_lexicon().kinds["gunmen"].actor, "people whose deed says they are armed")


_PLAIN_PEOPLE = word_group("people who may be armed")
_ARMED_DEEDS = frozenset(word_list("deeds of the armed"))


def _driven_off(trigger: Trigger) -> Iterator[Token]:
    """Yield whom a deed drives off: "fired tear gas to disperse the marchers"."""
    for child in trigger.token.children:
        if child.lemma in _DRIVING and child.relation in {"adverbial clause", "open clause"}:
            yield from objects(child)


_DRIVING = word_group("driving a crowd off")


def _is_mine(trigger: Trigger) -> bool:
    """Whether somebody ran into a mine: the subject is the victim."""
    return trigger.kind == "Remote explosive/landmine/IED" and trigger.token.pos == "VERB"


def _sets_off(trigger: Trigger) -> bool:
    return trigger.token.base in word_group("setting off")


def _acted_on(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    for head in (*objects(trigger.token), *_driven_off(trigger)):
        if person_by_name(sentence, head, trigger):
            continue  # "arrested Omar Saleh, an activist": he, and not what the apposition says of him
        for mention in named(sentence, head):
            path = [sentence.head(mention.span), *until(sentence.head(mention.span), head)]
            if not any(
                word.relation == "preposition" and word.norm == "by" for word in path
            ):  # "a strike on Raqqa by jets"
                yield Argument(mention, "target", "object", trigger)


def _hanging(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield actors in phrases that hang on the trigger: "clashed with A", "fire at B's positions", "A attack"."""
    for mention in sentence.actors:
        token = sentence.head(mention.span)
        if whose(sentence, token, mention):
            continue
        path = [token, *until(token, trigger.token)]
        if any(_said_of_another(sentence, word) for word in path):
            continue
        if mention.rule == USE_OF_FORCE and path[-1] == trigger.token:
            yield Argument(mention, "initiator", "whose deed it is", trigger)
        elif (
            path[-1] == trigger.token
            and len(path) > 1
            and (found := _part_on(path, people=path[-2].pos == "PROPN" or sentence.actor(path[-2]) is not None))
        ):
            if found[0] == "party" and found[1] != BETWEEN and mention.actor.inter == CIVILIAN:
                continue  # who only stands beside the deed in the sentence has no part in it
            yield Argument(mention, *found, trigger)


def _meant(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield whom a pronoun means within the sentence: "the army said it had killed twelve", "said they were attacked"."""
    sides: tuple[tuple[Role, tuple[Token, ...]], ...] = (
        ("initiator", subjects(trigger.token)),
        ("target", objects(trigger.token)),
    )
    for role, heads in sides:
        if any(head.norm in {"it", "they", "we"} and head.head == trigger.token for head in heads):
            verb = next((above for above in ancestors(trigger.token) if above.lemma in SAYING), None)
            speakers = subjects(verb) if verb is not None else ()
            if role == "target" and any(head.norm == "they" for head in heads):
                speakers = tuple(head for head in speakers if head.tag not in {"NN", "NNP"})
            for mention in (mention for head in speakers for mention in named(sentence, head)):
                yield Argument(mention, role, A_PRONOUN, trigger)


def _holding(sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    """Yield who holds what is hit: "positions held by the army", "insurgent-held Karabilah", "a base that houses troops"."""
    for mention in sentence.actors:
        token = sentence.head(mention.span)
        verb = token.head
        if token.relation == "patient" and verb.lemma in _HOUSES and verb.head in _hit(trigger):
            yield Argument(mention, "target", "holds what is hit", trigger)
        if verb.relation == "by-phrase":
            verb = verb.head
        elif verb.relation != "adjective":
            continue
        if verb.lemma in _HOLDS and verb.head in _hit(trigger) and mention.actor.inter in ARMED:
            yield Argument(mention, "target", "holds what is hit", trigger)


_HOUSES = frozenset({"house", "host", "shelter", "hold"})
_HOLDS = frozenset({"hold", "control", "run", "occupy", "man"})


def _hit(trigger: Trigger) -> frozenset[Token]:
    """Return the nouns that a deed hits: its objects, and what "on" and "at" lead to."""
    on = [child for child in trigger.token.children if child.relation == "preposition" and child.norm in OPPOSED]
    return frozenset((*objects(trigger.token), *(inner for word in on for inner in word.children)))


def _part_on(path: list[Token], *, people: bool) -> tuple[Role, str] | None:
    """Return the role and rule of an actor by the words between it and the trigger (the path's ends).

    ``people``: whether the word below the trigger is somebody and not a thing.
    """
    words = {word.norm for word in path if word.relation in {"preposition", "by-phrase"}}
    if _of_something_else(words, path):
        return None
    clauses = [word for word in path[:-1] if word.relation in _CLAUSES]
    of_a_person = clauses and people  # what "who" tells of the hit is another matter than "posts which rebels held"
    if len(path) > 2 and not of_a_person and (role := SIDE_OF.get(path[-2].relation)):
        return role, "within the subject or object"
    if len(path) == 2 and path[0].relation in {"compound", "adjective", "possessor", "noun modifier"}:
        return "initiator", "before the action noun"
    sides = next((word for word in path if word.norm in SIDES and word.relation == "preposition"), None)
    if sides is not None and all(sides.head == word and word.relation != "adverbial clause" for word in clauses):
        return "party", BETWEEN  # also "clashes that erupted between A and B"
    return None if clauses else _beside(path)


_CLAUSES = frozenset({"relative clause", "adverbial clause", "noun clause", "content clause", "open clause"})


def _of_something_else(words: set[str], path: list[Token]) -> bool:
    """Whether a path leads through what is said, a place that is held, an earlier or a later deed, or another deed's doer."""
    if "according" in words or any(word.lemma in SAYING or word.norm in HOLDING for word in path[:-1]):
        return True
    return bool(words & LATER) or any(word.relation == "by-phrase" for word in path[:-2])


def _beside(path: list[Token]) -> tuple[Role, str]:
    """Return the part of whoever hangs on the deed by prepositions; "with" alone may lead to a friend or to an enemy."""
    nearest = next((word for word in path if word.relation == "preposition"), path[-1])
    if nearest.norm == "by" and (nearest.head.pos in {"NOUN", "PROPN"} or nearest.head.tag == "VBG"):
        return "initiator", "a deed by"
    if nearest.norm in _CLOSE_TO and path[-1].base in _GOING_OFF:
        return "target", "beside what went off"
    if nearest.norm == "including" and nearest.head == path[-1]:
        return "target", "among those who were hit"
    if nearest.norm == "with":
        return ("target", CLASHED) if _opposing(nearest.head) else ("initiator", "together with")
    on = [word for word in path if word.relation == "preposition" and word.norm in OPPOSED]
    opposed = any(word.norm != "of" or word.head == path[-1] for word in on)  # not the "of" of "men of the militia"
    return ("target", "with, against or on") if opposed else ("party", "in the same clause")


_CLOSE_TO = frozenset({"near", "beside", "outside", "under", "inside"})
_GOING_OFF = word_group("going off")


def _opposing(token: Token) -> bool:
    """Whether "with" names the other side: one clashes with an enemy, and strikes with a friend."""
    lemma = token.base
    return any(lemma.startswith(stem) for stem in word_list("stems of fighting with"))
