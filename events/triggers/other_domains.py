"""Words of another world: sport, business, nature, history, make-believe and figures of speech."""

from __future__ import annotations

import re
from itertools import pairwise

from text.calendar_words import calendar_words
from text.grammar import ancestors, objects, particles, prepositions, subjects, verb_of
from text.lexicon import word_class, word_group
from text.parse import Token

DRILL = word_class("drill")

REMEMBER = word_class("remember")

WHOLE_WAR = word_class("whole-war")

FIGURE_BEFORE = word_class("figure-before")

YEAR = re.compile(r"1[0-8]\d\d|19[0-8]\d")  # before 1990: no news of any article that is read

BURSTING = frozenset({"explode", "collapse", "burst"})  # said of prices as of bombs

_HARMS = word_class("harms-of-nature")

_ENEMY = word_class("enemy")

_MANY_WORLDS = word_class("many-worlds")


def make_believe(token: Token) -> bool:
    """Such as "in the exercise, an imaginary enemy shelled the town".

    >>> make_believe(word("In the exercise, an imaginary enemy [shelled] the town."))
    True
    """
    return any(word.norm in DRILL for word in token.doc if word != token)


def long_past(token: Token) -> bool:
    """Such as "in 1812", "remembers the raid", "the civil war killed": what is looked back on, or a war as a whole.

    >>> long_past(word("In 1812 they [burned] the city.")), long_past(word("In 2012 they [burned] the city."))
    (True, False)
    """
    if any(_old_year(word) for word in token.doc) or "world war" in token.doc.text.lower():
        return True
    if _years_since(token):
        return True
    whole = any(head.base in WHOLE_WAR for head in subjects(token)) and token.pos == "VERB"
    return whole or any(above.base in REMEMBER for above in ancestors(token))


def _old_year(word: Token) -> bool:
    """Whether a number is a year long past: no count ("1200 villagers"), and of no Islamic calendar ("14 Esfand 1404")."""
    if not YEAR.fullmatch(word.text) or (
        word.relation == "number" and word.head.i > word.i and word.head.pos == "NOUN"
    ):
        return False
    names = (month for calendar in ("hijri-month", "solar-month") for month in calendar_words(calendar))
    months = {part.lower() for month in names for part in month.split()}
    return not (word.i and word.nbor(-1).norm in months) and not (
        word.i + 1 < len(word.doc) and word.nbor(1).norm in {"ah", "hijri", "sh", "shamsi"}
    )


def _years_since(token: Token) -> bool:
    """Such as "to mark 30 years since the siege was lifted", "the centenary of the mutiny": told because it is long ago."""
    line = (token, *ancestors(token))
    since = any(child.norm == "since" for word in line for child in word.children)
    marking = (word for word in line if word.lemma in {"mark", "celebrate", "observe"})
    marked = [c.base for word in marking for c in word.children if c.relation in {"patient", "adverbial noun"}]
    return bool({"anniversary", "centenary", "bicentenary", "jubilee"} & set(marked)) or (since and "year" in marked)


def told_in_a_work(token: Token) -> bool:
    """Such as "her book traces the siege", "in the final scene the hero kills", "historians argue over": no news.

    >>> told_in_a_work(word("In the final scene the hero [kills] his rival.")), told_in_a_work(word("He [kills] his rival."))
    (True, False)
    """
    works = word_class("works")
    line = [token, *ancestors(token)]
    if any(word.base in word_class("stories") for word in line[1:]) or _shown_by(line):
        return True
    return any(
        inner.base in works
        for word in line
        for child in word.children
        if child.relation == "preposition" and child.norm in {"in", "of"}
        for inner in child.children
        if inner.relation == "oblique"
    )


def _shown_by(line: list[Token]) -> bool:
    heads = (head for verb in line if verb.pos == "VERB" for head in _own_subjects(verb))
    return any(head.base in word_class("works") | {"season"} for head in heads)


def _own_subjects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.relation in {"agent", "passive patient"}]


def of_history(token: Token) -> bool:
    """Such as "the Mongols sacked the city", "Hannibal's troops", "the siege of Leningrad": powers and battles long gone.

    >>> of_history(word("The Mongols [sacked] the city.")), of_history(word("The rebels [sacked] the city."))
    (True, False)
    """
    verb = next((word for word in ancestors(token) if word.pos == "VERB"), token)
    owners = (child for child in token.children if child.relation in {"possessor", "noun modifier"})
    near = (
        word for head in (*subjects(token), *subjects(verb), *objects(token), *owners) for word in (head, *head.lefts)
    )
    return any(word.norm in word_class("ancient") for word in near)


def no_fighter(token: Token) -> bool:
    """Such as "wolves killed sheep", "the drug attacks the tumour", "hackers attacked": none of them is a side.

    >>> no_fighter(word("Wolves [killed] two sheep.")), no_fighter(word("Gunmen [killed] two men."))
    (True, False)
    """
    verb = next((word for word in ancestors(token) if word.pos == "VERB"), token) if token.pos == "NOUN" else token
    heads = [head for head in subjects(token) or subjects(verb) if head.pos == "NOUN" or head.i == 0]
    names = word_class("no-fighter")
    return bool(heads) and all(
        {head.base, head.norm.removesuffix("es"), head.norm.removesuffix("s")} & names for head in heads
    )


def looked_back_on(token: Token) -> bool:
    """Such as "the memorial honours sailors who were killed": a clause about people, beside a word of remembrance.

    >>> looked_back_on(word("The memorial honours sailors who were [killed].")), looked_back_on(word("Sailors were [killed]."))
    (True, False)
    """
    memorial = any(word.base in word_class("memorial") for word in token.doc)
    return memorial and any(word.relation in {"relative clause", "noun clause"} for word in (token, *ancestors(token)))


def abounding(token: Token) -> bool:
    """Such as "an explosion of paperwork", "a barrage of complaints": much of something that harms nobody.

    >>> abounding(word("There was an [explosion] of paperwork.")), abounding(word("There was an [explosion] in Hama."))
    (True, False)
    """
    if token.base not in {"explosion", "barrage", "bombardment", "salvo", "storm", "assault", "blast"}:
        return False
    of = [
        inner
        for child in token.children
        if child.norm == "of"
        for inner in child.children
        if inner.relation == "oblique"
    ]
    harmless = word_class("weapon") | word_class("explosive") | word_class("place") | word_class("person")
    return any(inner.base not in harmless and inner.pos == "NOUN" for inner in of)


def figurative(token: Token) -> bool:
    """Such as "killed the bill", "price war", "heart attack", "shot a film", "battle with cancer", "protest vote".

    >>> figurative(word("The senate [killed] the bill.")), figurative(word("The rebels [killed] the guard."))
    (True, False)
    """
    before = {
        child.norm
        for child in token.children
        if child.relation in {"compound", "adjective", "noun modifier", "possessor"}
    }
    if before & FIGURE_BEFORE and token.base != "bombing":
        return True
    if _only_moves(token) or (token.lemma == "riot" and token.head.lemma == "run"):
        return True
    if any(_of_a_figure(inner) for child in token.children if child.norm == "in" for inner in child.children):
        return True
    heads = _fired_on(token) or objects(token) or (subjects(token) if token.base in BURSTING else [])
    if heads and all(_figure(head) or _aimed_at_a_figure(head) for head in heads):
        return True
    return token.pos in {"NOUN", "PROPN"} and _against_a_figure(token)


def _fired_on(token: Token) -> list[Token]:
    """Return what fire is opened on: "opened fire on the budget"."""
    if token.base != "open":
        return []
    led = (child for word in (token, *objects(token)) for child in word.children if child.norm in {"on", "at"})
    return [inner for child in led for inner in child.children if inner.relation == "oblique"]


def _only_moves(token: Token) -> bool:
    """Such as "stormed out of the meeting", "the teams stormed through the district": nothing is taken by storm."""
    if token.base != "storm" or objects(token):
        return False
    return bool((particles(token) | prepositions(token)) & {"out", "off", "away", "through", "past", "ahead", "back"})


def _against_a_figure(token: Token) -> bool:
    """Such as "battle with cancer", "fight for fresh air", "war on waste"."""
    led = (child for child in token.children if child.relation == "preposition" and child.norm in _ABOUT)
    pairs = ((child.norm, inner.base) for child in led for inner in child.children if inner.relation == "oblique")
    return any(
        lemma in word_class("figure") or (about != "of" and lemma in word_class("nature")) for about, lemma in pairs
    )


_ABOUT = frozenset({"for", "against", "with", "over", "of", "on"})


def _aimed_at_a_figure(head: Token) -> bool:
    """Such as "mounted an attack on the currency"."""
    led = (inner for child in head.children if child.norm in {"on", "against"} for inner in child.children)
    return any(inner.relation == "oblique" and _figure(inner) for inner in led)


def _figure(head: Token) -> bool:
    """Whether a noun makes a figure of speech of its verb: "the bill", "a price war"; "a bus stop" is a thing."""
    things = word_class("stop") | word_class("weapon")
    return head.base in word_class("figure") or (_of_a_figure(head) and head.base not in things)


def _of_a_figure(head: Token) -> bool:
    """Such as "a price war", "a pay dispute"."""
    return any(child.norm in FIGURE_BEFORE for child in head.children if child.relation in {"compound", "adjective"})


def of_nature(token: Token) -> bool:
    """Such as "killed in the crash", "the storm killed", "died of cancer": harm without an enemy.

    >>> of_nature(word("Ten people were [killed] in the crash.")), of_nature(word("Ten people were [killed] in the raid."))
    (True, False)
    """
    if token.base not in _HARMS:
        return False
    victims = {head.base for head in objects(token)} & word_class("armed-person")
    words = {word.base for word in token.doc}
    agents = {head.base for head in subjects(token) if not _gunfire(head)}
    if _with_arms(token) or words & _ENEMY - victims or agents & word_class("armed-person"):
        return False
    natural = (agents | _causes(token)) & (word_class("nature") | word_class("vehicle"))
    return bool(natural or words & word_class("accident")) or (
        token.lemma == "burst" and bool(words & {"flame", "flames"})
    )


_ARMED = frozenset({"armed", "masked", "hooded"})


def _with_arms(token: Token) -> bool:
    """Whether the sentence has "armed men" in it; the armed forces may lose their people in a crash."""
    pairs = pairwise(token.doc)
    return any(word.norm in _ARMED and after.pos == "NOUN" and after.norm != "forces" for word, after in pairs)


def _causes(token: Token) -> set[str]:
    """Return what a harm is put down to; who comes "on motorcycles" is not killed by them."""
    led = (child for child in token.children if child.relation in {"preposition", "by-phrase"} and child.norm != "on")
    heads = (inner for child in led for inner in child.children if inner.relation == "oblique")
    return {head.base for head in heads if not _gunfire(head) and not _named_like_a_vehicle(head)}


def _gunfire(head: Token) -> bool:
    """Such as "small-arms fire", "sniper fire", "artillery fire"."""
    before = {word.norm for word in head.lefts} | {inner.norm for word in head.lefts for inner in word.lefts}
    return head.lemma == "fire" and bool(before & (word_class("weapon") | word_class("gunfire-before")))


def _named_like_a_vehicle(head: Token) -> bool:
    """Such as "killed in Tank": a name, after "in" and without an article."""
    bare = not any(True for _ in head.lefts)
    return bare and head.pos == "PROPN" and head.text[0].isupper() and head.base in word_class("vehicle")


def relief(token: Token) -> bool:
    """Such as "troops were deployed to clear the snow": help in a disaster, and no move in a conflict.

    >>> relief(word("Troops were [deployed] after the flood.")), relief(word("Troops were [deployed] to the border."))
    (True, False)
    """
    if token.base not in {"deploy", "send", "mobilise", "mobilize", "deployment"}:
        return False
    words = {word.base for word in token.doc}
    return bool(words & _DISASTERS)


_DISASTERS = word_group("natural disasters")


def of_another_world(token: Token) -> bool:
    """Sport, business and entertainment: two of their words in the sentence, or one and no armed side.

    >>> of_another_world(word("The striker [shot] wide of the goal in the match.")), of_another_world(word("The rebels [shot] two men."))
    (True, False)
    """
    words = {word.norm for word in token.doc if not _named_building(word)} - {token.norm}
    worlds = max(len(words & word_class(name)) for name in ("sport", "business", "culture", "science"))
    nouns = {w.base for w in token.doc if w.pos == "NOUN" and w != token and not _team(w)}
    armed = bool(
        (words | nouns) & (word_class("armed") - {"attack", "force", "offensive", "is", "security", "missile", "rival"})
    )
    lemma = token.base
    shared = lemma in word_class("business-too") if words & word_class("business") else lemma in _MANY_WORLDS
    return worlds >= 3 or (worlds >= 1 and not armed and (worlds == 2 or (shared and not _people_killed(token))))


def _named_building(word: Token) -> bool:
    """Whether a word is a place and no domain: "the West Bank", "stormed the national museum"."""
    named = (
        word.pos == "PROPN" and word.relation != "agent" and word.norm in word_class("business") | word_class("culture")
    )
    return named or (
        word.norm in word_class("property") and word.relation in {"patient", "oblique", "passive patient", "conjunct"}
    )


def _people_killed(token: Token) -> bool:
    """Such as "the director said that 50 people had been killed": no match and no market does that."""
    people = (head for head in objects(token) if head.relation == "passive patient")
    return token.base in {"kill", "shoot", "injure"} and any(
        head.base in word_class("person") and not _team(head) for head in people
    )


def _team(word: Token) -> bool:
    """Whether a word for armed people names a team: "Rebels forward Tom Hale", "the Rebels coach"."""
    return word.relation == "compound" or any(
        child.relation == "apposition" and child.pos == "PROPN" for child in word.children
    )


def beasts(token: Token) -> bool:
    """Such as "27 cattle were killed in the crossfire": animals, and no people, came to harm.

    >>> beasts(word("Nine goats were [killed] in the clash.")), beasts(word("Nine herders were [killed] in the clash."))
    (True, False)
    """
    verb = verb_of(token) if token.base == "crossfire" else token
    harmed = [head for head in objects(verb) if head.pos in {"NOUN", "PROPN"}]
    return bool(harmed) and all(head.base in word_class("animal") for head in harmed)


def as_adjective(token: Token) -> bool:
    """Such as "the slain officers", "the besieged city", "attacking forces": told as known, not as news.

    >>> as_adjective(word("They buried the [slain] officers.")), as_adjective(word("Two officers were [slain]."))
    (True, False)
    """
    if token.tag == "VBG" and token.relation in {"adjective", "compound"} and token.head.i == token.i + 1:
        return token.head.base in word_class("armed-person")
    return token.relation == "adjective" and token.tag in {"VBN", "JJ", "VBD"} and token.head.i > token.i
