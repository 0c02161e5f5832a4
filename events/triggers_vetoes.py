"""What looks like a happening and is none: named rules, tried in order; the first that holds refuses the trigger.

It stands apart because these rules alone keep an article on sport, business or plans from giving events.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from events.roles_clause import ancestors, objects, subjects
from events.triggers_lexicon import word_class

MODAL = word_class("modal")
PLANS = word_class("plans")
DID = word_class("begun")
UNREAL = word_class("unreal")
COURT = word_class("court")
NEVER = word_class("never")
ANNOUNCED = word_class("announced")
DRILL = word_class("drill")
REMEMBER = word_class("remember")
WHOLE_WAR = word_class("whole-war")
FIGURE_BEFORE = word_class("figure-before")


def veto(token: Token, parse: Doc, *, words: int = 1) -> str:
    """Return the name of the rule that refuses the trigger, "" where none does; ``words`` long triggers describe nothing."""
    rules = (named for named in RULES if words == 1 or named[0] not in SINGLE)
    return next((name for name, rule in rules if rule(token, parse)), "")


SINGLE = frozenset(
    {"describing another word", "sport, business or entertainment", "figurative"}
)  # never of "air strike"


def negated(token: Token, parse: Doc) -> bool:
    """Such as "did not attack", "no clashes", "nobody was killed", "without an arrest or a clash"."""
    del parse
    if any(_never(word) for word in (token, *objects(token)[:1], *subjects(token)[:1])):
        return True
    if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"dobj", "attr", "nsubj", "nsubjpass"}:
        return any(child.dep_ == "neg" for child in _verb_of(token).children)
    if token.dep_ == "xcomp" and token.head.pos_ == "VERB":
        return any(child.dep_ == "neg" for child in token.head.children)
    first = token.head if token.dep_ == "conj" else token
    return first.dep_ in {"pcomp", "pobj"} and first.head.lower_ == "without"


def _never(word: Token) -> bool:
    """Whether a word is denied by one that hangs on it, or denies by itself."""
    if word.lower_ in NOBODY or any(child.dep_ == "neg" or child.lower_ in NEVER for child in word.children):
        return True
    return word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.lower_ in NOBODY


NOBODY = frozenset({"nobody", "none", "nothing", "neither"})


def _verb_of(token: Token) -> Token:
    return next((above for above in (token, *ancestors(token)) if above.pos_ in {"VERB", "AUX"}), token)


def not_yet(token: Token, parse: Doc) -> bool:
    """Such as "will attack", "could be shelled", "going to strike", "if they attack"."""
    del parse
    verb = _verb_of(token)
    for word in _governing(verb):
        marks = {child.lower_ for child in word.children if child.dep_ in {"aux", "mark", "advmod"}}
        if marks & MODAL or marks & {"if", "unless", "whether", "lest"}:
            return not marks & {"have", "has"} or bool(marks & {"if", "would", "could"})
    return verb.lemma_ == "go" and any(child.dep_ == "xcomp" for child in verb.children)


def _governing(verb: Token) -> Iterator[Token]:
    """Yield the verb and the verbs it is joined to on equal terms."""
    yield verb
    if verb.dep_ in {"conj", "xcomp", "dep"} and verb.head.pos_ in {"VERB", "AUX"} and verb.tag_ != "VBD":
        yield from _governing(verb.head)


def planned(token: Token, parse: Doc) -> bool:
    """Such as "plan to attack", "urged them to strike", "ready to fire", "aimed at capturing"."""
    del parse
    verb = _verb_of(token)
    if verb.dep_ not in {"xcomp", "ccomp", "advcl", "pcomp", "acl", "relcl"} or not _infinitive(verb):
        return verb.dep_ == "pcomp" and verb.head.head.lemma_.lower() in PLANS - DID
    head = verb.head
    if verb.dep_ == "advcl":
        return True
    return head.lemma_.lower() in PLANS - DID or (verb.dep_ == "acl" and head.pos_ == "NOUN")


def _infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def unreal(token: Token, parse: Doc) -> bool:
    """Such as "threat of attacks", "right to protest", "planned offensive", "attack plans", "anniversary of the bombing"."""
    del parse
    if token.pos_ not in {"NOUN", "PROPN"}:
        return token.dep_ == "acl" and token.head.lemma_.lower() in UNREAL
    if token.dep_ == "compound" and token.head.lemma_.lower() in UNREAL:
        return True
    if any(child.lower_ in _UNREAL_BEFORE for child in token.children):
        return True
    first = token.head if token.dep_ == "conj" else token
    head = first.head
    return (
        first.dep_ == "pobj"
        and head.lower_ in {"of", "for", "from", "against", "about", "on", "to", "in"}
        and (
            head.head.lemma_.lower() in UNREAL | {"participation", "involvement", "role", "part"}
            or head.head.lemma_.lower() in PLANS | {"protect", "defend", "guard", "deter"}
        )
    )


_UNREAL_BEFORE = word_class("unreal-before")


def describing(token: Token, parse: Doc) -> bool:
    """Such as "battle space", "attack helicopter", "protest song": the word only says what kind of thing another is."""
    del parse
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ not in {"compound", "nmod"} or token.head.i < token.i:
        return False
    return token.head.lemma_.lower() not in _HAPPENINGS


_HAPPENINGS = word_class("happenings")


def announced(token: Token, parse: Doc) -> bool:
    """Such as "a demonstration has been announced for Saturday", "the march was called off"."""
    del parse
    return token.dep_ in {"nsubjpass", "dobj"} and token.head.lemma_.lower() in ANNOUNCED and token.pos_ == "NOUN"


def make_believe(token: Token, parse: Doc) -> bool:
    """Such as "in the exercise, an imaginary enemy shelled the town"."""
    return any(word.lower_ in DRILL for word in parse if word != token)


def long_past(token: Token, parse: Doc) -> bool:
    """Such as "in 1812", "remembers the raid", "the civil war killed": what is looked back on, or a war as a whole."""
    if any(YEAR.fullmatch(word.text) for word in parse) or "world war" in parse.text.lower():
        return True
    whole = any(head.lemma_.lower() in WHOLE_WAR for head in subjects(token)) and token.pos_ == "VERB"
    return whole or any(above.lemma_.lower() in REMEMBER for above in ancestors(token))


YEAR = re.compile(r"1[0-8]\d\d|19[0-8]\d")  # before 1990: no news of any article that is read


def abounding(token: Token, parse: Doc) -> bool:
    """Such as "an explosion of paperwork", "a barrage of complaints": much of something that harms nobody."""
    del parse
    if token.lemma_.lower() not in {"explosion", "barrage", "bombardment", "salvo", "storm", "assault", "blast"}:
        return False
    of = [inner for child in token.children if child.lower_ == "of" for inner in child.children if inner.dep_ == "pobj"]
    harmless = word_class("weapon") | word_class("explosive") | word_class("place") | word_class("person")
    return any(inner.lemma_.lower() not in harmless and inner.pos_ == "NOUN" for inner in of)


def in_court(token: Token, parse: Doc) -> bool:
    """Such as "charged with murder", "convicted of rape", "murder charges", "the trial over the bombing"."""
    del parse
    above = [word.lemma_.lower() for word in ancestors(token)][:5]
    if token.dep_ in {"pobj", "pcomp", "conj"} and any(word in COURT for word in above):
        return True
    return (
        token.dep_ == "compound"
        and token.head.lemma_.lower()
        in {
            "charge",
            "trial",
            "conviction",
            "case",
            "suspect",
            "count",
            "warrant",
            "victim",
            "investigation",
            "weapon",
            "rate",
            "squad",
            "mystery",
            "lawsuit",
            "detective",
            "probe",
            "officer",
            "law",
            "alert",
            "site",
            "scene",
            "wave",
        }
        and token.lemma_.lower()
        in {"murder", "rape", "arrest", "homicide", "assault", "kidnapping", "robbery", "arson", "raid"}
    )


def figurative(token: Token, parse: Doc) -> bool:
    """Such as "killed the bill", "price war", "heart attack", "shot a film", "battle with cancer", "protest vote"."""
    del parse
    before = {child.lower_ for child in token.children if child.dep_ in {"compound", "amod", "nmod", "poss"}}
    if before & FIGURE_BEFORE and token.lemma_.lower() != "bombing":
        return True
    heads = objects(token)
    if heads and all(_figure(head) for head in heads):
        return True
    return any(
        child.dep_ == "prep" and inner.lemma_.lower() in word_class("figure") | word_class("nature")
        for child in token.children
        if child.lower_ in {"for", "against", "with", "over", "of", "on"}
        for inner in child.children
        if inner.dep_ == "pobj"
    ) and token.pos_ in {"NOUN", "PROPN"}


def _figure(head: Token) -> bool:
    """Whether a noun makes a figure of speech of its verb: "the bill", "a price war"."""
    before = {child.lower_ for child in head.children if child.dep_ in {"compound", "amod"}}
    return head.lemma_.lower() in word_class("figure") or bool(before & FIGURE_BEFORE)


def of_nature(token: Token, parse: Doc) -> bool:
    """Such as "killed in the crash", "the storm killed", "died of cancer": harm without an enemy."""
    if token.lemma_.lower() not in _HARMS:
        return False
    words = {word.lemma_.lower() for word in parse}
    if words & _ENEMY:
        return False
    agents = {head.lemma_.lower() for head in subjects(token)}
    causes = {
        inner.lemma_.lower()
        for child in token.children
        if child.dep_ in {"prep", "agent"}
        for inner in child.children
        if inner.dep_ == "pobj"
    }
    return bool((agents | causes) & (word_class("nature") | word_class("vehicle")) or words & word_class("accident"))


_HARMS = word_class("harms-of-nature")
_ENEMY = word_class("enemy")


def of_another_world(token: Token, parse: Doc) -> bool:
    """Sport, business and entertainment: two of their words in the sentence, or one and no armed side."""
    words = {word.lower_ for word in parse} - {token.lower_}
    worlds = max(len(words & word_class(name)) for name in ("sport", "business", "culture"))
    armed = bool(words & (word_class("armed") - {"attack", "force", "offensive", "is", "security", "missile"}))
    lemma = token.lemma_.lower()
    shared = lemma in word_class("business-too") if words & word_class("business") else lemma in _MANY_WORLDS
    return worlds >= 3 or (worlds >= 1 and not armed and (worlds == 2 or shared))


_MANY_WORLDS = word_class("many-worlds")


def as_adjective(token: Token, parse: Doc) -> bool:
    """Such as "the slain officers", "the besieged city", "a wounded soldier": told as known, not as news."""
    del parse
    return token.dep_ == "amod" and token.tag_ in {"VBN", "JJ", "VBD"} and token.head.i > token.i


def shown(token: Token, parse: Doc) -> bool:
    """Such as "demonstrate solidarity", "protested that he knew nothing": shown or said, not marched."""
    del parse
    said = {"demonstrate": {"dobj", "ccomp"}, "protest": {"ccomp"}}.get(token.lemma_, set())
    return any(child.dep_ in said for child in token.children)


def spoken_of(token: Token, parse: Doc) -> bool:
    """Such as "condemned the bombing", "claimed the attack": a deed told elsewhere."""
    del parse
    definite = any(child.lower_ in {"the", "this", "these", "both", "such"} for child in token.children)
    return definite and token.dep_ == "dobj" and token.head.lemma_.lower() in word_class("spoken-of")


RULES: tuple[tuple[str, Callable[[Token, Doc], bool]], ...] = (
    ("negated", negated),
    ("not yet", not_yet),
    ("planned", planned),
    ("unreal", unreal),
    ("only announced", announced),
    ("make-believe", make_believe),
    ("long past", long_past),
    ("much of something", abounding),
    ("describing another word", describing),
    ("in court", in_court),
    ("figurative", figurative),
    ("as an adjective", as_adjective),
    ("shown", shown),
    ("only spoken of", spoken_of),
    ("of nature", of_nature),
    ("sport, business or entertainment", of_another_world),
)
