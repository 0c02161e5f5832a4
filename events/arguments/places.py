"""Where a cluster took place: the words its grammar points at, then the nearest, then what the text around leaves.

Rules are tried in order; the name of the one that
decided travels with the place. A demonym is never a place, nor is a name that is part of an actor's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from events.arguments.argument import SAYING
from events.mentions import Sentence
from events.mentions.actors import actor_lexicon
from events.triggers import Trigger
from geo import Place, PlaceMention
from text.grammar import ancestors
from text.lexicon import either_of
from text.parse import Token

FINENESS = {"site": 0, "town": 1, "district": 2, "province": 3, "area": 4, "country": 5}
LEAVING = frozenset({"withdraw", "retreat", "pull", "withdrawal", "evacuate"})  # they happen where one comes from
AWAY = frozenset({"from", "via", "for", "about", "than", "since"})


def attached(sentence: Sentence, trigger: Trigger, others: Iterable[Trigger] = ()) -> tuple[PlaceMention, ...]:
    """Return the places whose phrase attached to the trigger (and on no other trigger before), in order.

    >>> said = sentence_of("Rebels attacked a post in Hama.")
    >>> [place.span.text for place in attached(said, trigger("Rebels [attacked] a post in Hama."))]
    []
    """
    stops = {other.token.i for other in others}
    found = [
        mention
        for mention in _candidates(sentence)
        if _hangs(sentence, mention, trigger.token, stops - {trigger.token.i})
    ]
    return tuple(found)


def opening_place(sentence: Sentence) -> tuple[PlaceMention, ...]:
    """Return the place that opens an item of a list and stands before its colon, of which the item tells.

    >>> [place.span.text for place in opening_place(sentence_of("Hama region: a missile hit a depot."))]
    ['Hama']
    """
    opened = _ITEM.match(sentence.span.text)
    stop = sentence.span.start + opened.end() if opened else 0
    return tuple(mention for mention in _candidates(sentence) if mention.span.stop < stop)


_ITEM = re.compile(
    r"[-–•* ]*(?:[A-Z][\w'’-]+ ){0,2}[A-Z][\w'’-]+(?: (?:region|province|district|oblast|city|governorate|state))?:"
)


def _candidates(sentence: Sentence) -> tuple[PlaceMention, ...]:
    """Return the sentence's places that could be a happening's: placed, no demonym, not part of an actor's name."""
    if not sentence.settings:
        sentence.settings.append(tuple(mention for mention in sentence.places if _could_hold(sentence, mention)))
    return sentence.settings[0]


def _could_hold(sentence: Sentence, mention: PlaceMention) -> bool:
    return (
        isinstance(mention.place, Place)
        and not mention.demonym
        and not _adjective(mention)
        and not _named_actor(sentence, mention)
        and not aside(sentence.span.text[: mention.span.start - sentence.span.start])
    )


def _adjective(mention: PlaceMention) -> bool:
    """Whether it is a nation's adjective that gazetteers have as a name, too: "the Saudi hospital"."""
    country = actor_lexicon().countries.get(mention.place.country or "") if isinstance(mention.place, Place) else None
    return country is not None and mention.span.text == country.adjective != country.name


_ASIDE_WINDOW = 60  # characters
_ASIDE = re.compile(
    r"\b(?:(?:" + either_of("ways to a place") + r") (?:to|from|with|towards?)"
    r"|(?:said|told \w+|reported|announced|added|confirmed) (?:\w+ )?in) (?:the )?(?:[A-Z][\w'’-]+ (?:[A-Z][\w'’-]+ )?and )?$"
)
_HOME = re.compile(
    r"\b(?:" + either_of("people who come from somewhere") + r") from (?:[A-Z][\w'’-]+, )?$"
    r"|, \d{1,2}, (?:of|from) (?:[A-Z][\w'’-]+, )?$|\b(?:natives?|residents?) of $|\b(?:born in|hail\w* from|originally from) $"
)


def home(before: str) -> bool:
    """Whether the words before a name say where somebody comes from, wherever it happened: "a soldier from", "Lee, 24, of".

    >>> [home(words) for words in ("killed a soldier from ", "Corporal Ann Lee, 24, of ", "a native of ", "two men of ")]
    [True, True, True, False]
    """
    return bool(_HOME.search(before[-_ASIDE_WINDOW:]))


def aside(before: str) -> bool:
    """Whether the words before a name lead past it: "the road to", "the border with", "he said in", and somebody's home.

    >>> [aside(words) for words in ("near the border with ", "lorries on the roads to Los Mochis and ", "killed two in ")]
    [True, True, False]
    >>> [aside(words) for words in ("Corporal Ann Lee, 24, of ", "a native of ", "two men of ")]
    [True, True, False]
    """
    return bool(_ASIDE.search(before[-_ASIDE_WINDOW:])) or home(before)


def _named_actor(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether the name is an actor's: within a longer actor's name, or a country or capital that acts."""
    for actor in sentence.actors:
        if actor.span.covers(mention.span):
            longer = actor.span.stop - actor.span.start > mention.span.stop - mention.span.start
            return longer or _acts(sentence.head(mention.span))
    return isinstance(mention.place, Place) and mention.place.kind == "country" and _acts(sentence.head(mention.span))


def _acts(token: Token) -> bool:
    return token.relation in {"agent", "passive patient", "possessor", "patient"} or (
        token.relation == "oblique" and token.head.norm in {"by", "with"}
    )


def _hangs(sentence: Sentence, mention: PlaceMention, trigger: Token, stops: set[int]) -> bool:
    token = sentence.head(mention.span)
    away = AWAY - {"from"} if trigger.lemma in LEAVING else AWAY
    return leading_preposition(token) not in away and is_attached(token, trigger, stops)


def is_attached(token: Token, trigger: Token, stops: set[int]) -> bool:
    """Whether a phrase attached to the trigger, or on the light verb that carries it ("managed to break", "fighting broke out").

    >>> is_attached(word("Rebels attacked a post in [Hama]."), word("Rebels [attacked] a post in Hama."), set())
    False
    """
    carriers = {trigger, *_carriers(trigger, stops)}
    for above in (token, *ancestors(token)):
        if above in carriers:
            return True
        if above.i in stops or above.lemma in SAYING or above.norm == "according":
            return False
    return False


def _carriers(trigger: Token, stops: set[int]) -> Iterator[Token]:
    """Yield the verbs above that say nothing but that it happened."""
    token = trigger
    while token.relation in _CARRIED and token.head != token:
        token = token.head
        if token.i in stops or token.lemma in SAYING:
            return
        if token.pos in {"VERB", "AUX"}:
            yield token
            if token.relation != "open clause":
                return


_CARRIED = frozenset({"open clause", "agent", "passive patient", "patient", "attribute", "oblique", "preposition"})


def leading_preposition(token: Token) -> str:
    """Return the preposition that leads to a name, "" where none does.

    >>> leading_preposition(word("Rebels attacked a post in [Hama]."))
    'in'
    """
    return next((above.norm for above in (token, *ancestors(token)) if above.relation == "preposition"), "")


def finest(mentions: Iterable[PlaceMention]) -> PlaceMention | None:
    """Return the finest place: a village before its district, the first of several alike.

    >>> finest(sentence_of("They met in Syria, in Hama.").places).span.text
    'Hama'
    """
    placed = [mention for mention in mentions if isinstance(mention.place, Place)]
    return min(placed, key=_coarseness, default=None)


def _coarseness(mention: PlaceMention) -> tuple[int, float]:
    place = mention.place
    assert isinstance(place, Place)  # noqa: S101 - for the type checker: only placed mentions come here
    return FINENESS[place.kind], mention.span.start


def near(sentence: Sentence, trigger: Trigger, taken: Iterable[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the sentence's places that no other trigger holds and no speech or "from" leads to.

    >>> said = "In Hama, rebels attacked a post, a man from Homs said."
    >>> [place.span.text for place in near(sentence_of(said), trigger(said.replace("attacked", "[attacked]")), ())]
    ['Hama']
    """
    held = set(taken)
    return tuple(
        mention
        for mention in _candidates(sentence)
        if mention not in held
        and leading_preposition(sentence.head(mention.span)) not in AWAY | {"between"}
        and not _spoken(sentence.head(mention.span), trigger)
    )


def _spoken(token: Token, trigger: Trigger) -> bool:
    """Whether the name says where somebody spoke: it hangs on a verb of saying, or on "according to"."""
    for above in ancestors(token):
        if above.norm == "according":
            return True
        if above == trigger.token:
            return False
        if above.pos == "VERB":
            return above.lemma in SAYING and token.relation == "oblique"
    return False


_NO_SERIES = frozenset({"between", "towards", "toward", "from"})


def series(sentence: Sentence, mentions: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
    """Return towns joined on equal terms ("in Afrin, Azaz and al-Bab"); empty where fewer than two are, or "between", "towards".

    >>> said = sentence_of("Strikes hit Hama, Homs and Aleppo on Monday.")
    >>> [place.span.text for place in series(said, said.places)]
    ['Hama', 'Homs', 'Aleppo']
    """
    tokens = {sentence.head(mention.span): mention for mention in mentions}
    for first, mention in tokens.items():
        joined = _distinct([mention, *(tokens[word] for word in _conjuncts(first) if word in tokens)])
        if len(joined) > 1 and leading_preposition(first) not in _NO_SERIES:
            return joined
    return ()


def _distinct(mentions: Iterable[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return one mention a place, countries, provinces and districts left out: of those a text says what happened where."""
    found = {
        m.place.id: m for m in mentions if isinstance(m.place, Place) and FINENESS[m.place.kind] <= FINENESS["town"]
    }
    return tuple(found.values())


def _conjuncts(token: Token) -> list[Token]:
    found = [child for child in token.children if child.relation == "conjunct"]
    return [word for child in found for word in (child, *_conjuncts(child))]
