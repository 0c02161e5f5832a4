"""One sense a document: all mentions of a name, what the wording asks for, and which names are said to lie in which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from geo.area import admin_codes, covers_code, kilometres
from geo.gazetteer import Candidate
from geo.place import Place
from geo.recognise import Name
from geo.wording import classes
from text.calendar_words import either
from text.language import STOP_WORDS
from text.lexicon import either_of, word_list

# Between a name and what it lies in: "Hama, Syria", "Saraqib in the northern province of Idlib", "Fizi (Sud-Kivu"; what is
# said in one breath ("Palma and Muidumbe") lies side by side, and a verb ends it ("Israel bombed Gaza").
INSIDE = re.compile(
    r"^(?!.*\b(?:and|or|but|while)\b(?!.* (?:in|of|at|near) ))"
    r"(?:['’]s)?(?: (?!(?:" + either_of("no part of an address") + r")\b)(?![\w-]+(?:ed|ing)\b)[\w-]+){0,3}?"
    r"(?:,? ?\((?:[^()]{0,40}, )?|, ?|(?:,|\))? (?:in|of|at|near|inside|within|across)(?: the)?(?: (?!(?:borders?|frontiers?|into|from|to)\b)[\w-]+){0,3}?)? ?$"
)
OTHERS = re.compile(rf"\band (?:another|others|more|{either('number')}|\d+) ")  # "four in Labo and one in Himamaylan"
BARE = re.compile(r"^ (?:[\w-]+ )+$")  # words and no link: only type words may stand there ("Indaw township Sagaing")
# The other way round: "Idlib province's Saraqib", "Syria's northern city of Hama", "the southern Gazan city of Rafah"
OWNED = re.compile(
    r"^(?: (?:province|governorate|district|state|county|region))?['’]s?"
    r"(?: (?!(?:" + either_of("prepositions between owner and name") + r")\b)[\w-]+){0,4} $"
)
OF = re.compile(r"([\w-]+) of (?:the )?$")  # "Syria's city of Hama" and not "Israel's bombing of Hama"
ASKED = ("province", "district", "town", "water", "relief", "site")
HOUSE = "in town"
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z\"“(‘])|\n\s*\n")
PEOPLES = re.compile(r"^ (?:[\w-]+ ){0,3}?(?P<type>[\w-]+) (?:of |called |named )?(?:the )?$")
TOWN_OF = re.compile(r"^ (?:[\w-]+ ){0,2}(?P<type>[\w-]+) of (?:the )?$")  # "the West Bank town of Qusra"
# "La Cabuya, a village of Tame", "Gasiza, a small town in Rutshuru"
APPOSED = re.compile(
    r"^, (?:an?|the) (?:[a-z-]+ ){0,3}?(?P<type>[a-z-]+) (?:of|in|near|outside) (?:the )?(?:[a-z-]+ ){0,3}?$"
)
COUNTED = re.compile(r"^(?:, |,? (?:and|or) (?:the |in )?)$")
TOGETHER = re.compile(r"^,? (?:and|or) (?:in |at |near )?$")
LINKS = frozenset(("in", "of", "at", "near", "inside", "within", "across"))
NESTED = ("province", "district", "town")
LONGEST_BETWEEN = 40  # characters; what stands further apart belongs to another clause
MOST_CANDIDATES = 60
MOST_ALIKE = 3  # candidates of a name by which it is like another of its list
TOWN_HOLDS_KM = 15.0


@dataclass(slots=True)
class Toponym:
    """All mentions of one name: its candidates and their chances, the kinds asked for, the names around and inside.

    ``itself`` keeps the reasons of geo/reasons that lie in each candidate alone, and are the same in both rounds;
    ``lands``: the countries (ISO 3166-1 alpha-2) that the sentences of its mentions name.
    """

    text: str
    candidates: tuple[Candidate, ...]
    asked: Counter[str] = field(default_factory=Counter)
    inside: dict[str, None] = field(default_factory=dict)  # in the order of the text: a set has another in each process
    holds: set[str] = field(default_factory=set)
    chances: list[float] = field(default_factory=list)
    itself: list[list[str]] = field(default_factory=list)
    mentions: int = 0
    lands: Counter[str] = field(default_factory=Counter)

    @property
    def best(self) -> tuple[Place | None, float]:
        """The likeliest candidate, and the chance that it or its namesake around or inside it is meant.

        >>> Toponym("Nowhere", ()).best
        (None, 0.0)
        """
        if not self.candidates:
            return None, 0.0
        together = [self._with_its_own(i) for i in range(len(self.candidates))]
        i = max(range(len(self.candidates)), key=lambda i: (round(together[i], 6), self.chances[i]))
        return self.candidates[i].place, together[i]

    def _with_its_own(self, i: int) -> float:
        """The chance of a candidate, with those of the city, district and province that share its name and its code."""
        place = self.candidates[i].place
        pairs = zip(self.candidates, self.chances, strict=True)
        if place.kind not in NESTED:
            return self.chances[i]
        return (
            sum(
                chance
                for c, chance in pairs
                if c.place.kind in NESTED
                and c.place.kind != place.kind
                and (covers_code(place, c.place) or covers_code(c.place, place))
            )
            + self.chances[i]
        )


Toponyms = dict[str, Toponym]


def toponyms_of(names: Sequence[Name], text: str, lower: list[str]) -> Toponyms:
    """Gather the mentions of each name, and relate the neighbours.

    >>> from geo.recognise import names
    >>> text = page_of("Shelling in Hama, Syria, and again in Hama")
    >>> found = toponyms_of(names(text, gazetteer()), text.text, text.lower)
    >>> sorted(found), list(found["Hama"].inside)
    (['Hama', 'Syria'], ['Syria'])
    """
    found: Toponyms = {}
    for name in names:
        sense = found.setdefault(name.span.text, lone(name))
        if asked := asked_kind(lower, name.first, name.last):
            sense.asked[asked] += 1
        if names_a_house(lower, name.last):
            sense.asked[HOUSE] += 1
        sense.mentions += 1
    _lands(found, names, text)
    listed, ended = _listed(names, text), _ended(found, names, text)
    for i, (first, second) in enumerate(pairwise(names)):
        if i not in ended and (i not in listed or _may_hold(found, first, second)):
            _relate(found, first, second, text[first.span.stop : second.span.start])
    for first, second, third in zip(names, names[1:], names[2:], strict=False):
        if (
            text[second.span.stop : third.span.start] == ", "
            and _lies(found, first, second)
            and _lies(found, second, third)
        ):
            _put(found, first, third)
    for second, first in pairwise(reversed(names)):
        _share(found, first, second, text[first.span.stop : second.span.start])
    return found


def lone(name: Name) -> Toponym:
    """The sense of a name of which nothing is known yet but its candidates, each as likely as the next.

    >>> from geo.recognise import names
    >>> sum(lone(names(page_of("They fled Hama."), gazetteer())[0]).chances)
    1.0
    """
    anywhere = name.span.text.lower() in classes()["quarter anywhere"]
    known = tuple(c for c in name.candidates if not anywhere or c.place.source == "supplement")
    candidates = _without_short_forms(known)[:MOST_CANDIDATES]
    return Toponym(name.span.text, candidates, chances=[1.0 / len(candidates) for _ in candidates])


def _without_short_forms(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates without the towns which only a short form calls as their country is called: "Mexico" is not Mexico City."""
    lands = [c.place for c in candidates if c.place.kind == "country" and c.sort == "name"]
    return tuple(
        c
        for c in candidates
        if c.place.kind != "town" or c.sort != "alias" or not any(covers_code(land, c.place) for land in lands)
    )


def asked_kind(lower: list[str], first: int, last: int) -> str:
    """The kind of place that the wording asks for, "" where none.

    >>> asked_kind("in hama province today".split(), 1, 2), asked_kind("the village of khan".split(), 3, 4)
    ('province', 'town')
    """
    own = lower[first] if last - first == 1 else ""
    before = lower[first - 2] if first > 1 and lower[first - 1] == "of" else ""
    behind = lower[last] if last < len(lower) else ""
    if lower[last + 1 : last + 2] == ["of"] and behind in classes()["asks town"]:
        behind = ""  # "the Idlib town of Saraqib" asks for no town called Idlib
    words = [lower[last - 1], behind, before, lower[first]]
    for kind in ASKED:
        if any(word in classes()[f"asks {kind}"] for word in words if word and word != own):
            return kind
    return ""


def names_a_house(lower: list[str], last: int) -> bool:
    """Whether a name is that of a hospital, a mosque, a school: such words stand behind it.

    >>> names_a_house("the al quds field hospital was hit".split(), 3), names_a_house("in hama a mosque".split(), 2)
    (True, False)
    """
    behind = lower[last : last + 3]
    stop = next((at for at, word in enumerate(behind) if word in classes()[HOUSE]), -1)
    return stop == 0 or (stop > 0 and all(word.isalpha() and word not in STOP_WORDS for word in behind[:stop]))


def _lands(found: Toponyms, names: Sequence[Name], text: str) -> None:
    """Tell each name which countries its sentences name, by name or by people."""
    sentence: list[Name] = []
    for i, name in enumerate(names):
        if sentence and SENTENCE_END.search(text, names[i - 1].span.stop, name.span.start):
            _tell_lands(found, sentence)
            sentence = []
        sentence.append(name)
    _tell_lands(found, sentence)


def _tell_lands(found: Toponyms, sentence: list[Name]) -> None:
    lands = {name.span.text: land for name in sentence if (land := _land(name))}
    for text in {name.span.text for name in sentence}:
        found[text].lands.update({land for other, land in lands.items() if other != text})


def _land(name: Name) -> str | None:
    """The country that a name, or a people's name, is first of all."""
    first = name.candidates[0].place if name.candidates else None
    return first.country if first and (first.kind == "country" or name.demonym) else None


def _listed(names: Sequence[Name], text: str) -> set[int]:
    """The numbers of the names that a comma leads on to the next of a list: "Hama, Homs and Aleppo"."""
    found: set[int] = set()
    run: list[int] = []
    for i, (first, second) in enumerate(pairwise(names)):
        between = text[first.span.stop : second.span.start]
        if between == ", ":
            run.append(i)
            continue
        if len(run) > 1 or COUNTED.match(between):
            found.update(run)
        run = []
    return found | (set(run) if len(run) > 1 else set())


def _ended(found: Toponyms, names: Sequence[Name], text: str) -> set[int]:
    """The numbers of the names whose list an "and" ends ("Afrin, Aleppo and Idlib"), unless the last lies in one named behind it."""
    ended: set[int] = set()
    triples = zip(names, names[1:], names[2:], strict=False)
    for i, (first, second, third) in enumerate(triples):
        if text[first.span.stop : second.span.start] != ", " or not COUNTED.match(
            text[second.span.stop : third.span.start]
        ):
            continue
        behind = names[i + 3] if i + 3 < len(names) else None
        address = behind is not None and text[third.span.stop : behind.span.start] == ", "
        alike = bool(_kinds(second) & _kinds(third))
        if alike and not (address and behind and _may_hold(found, third, behind)):
            ended.add(i)
    return ended


def _kinds(name: Name) -> set[str]:
    """The kinds of place that a name means first of all."""
    return {c.place.kind for c in name.candidates[:MOST_ALIKE]}


def _lies(found: Toponyms, inner: Name, outer: Name) -> bool:
    return outer.span.text in found[inner.span.text].inside


def _may_hold(found: Toponyms, first: Name, second: Name) -> bool:
    """Whether one of what the first may mean lies in one of what the second may mean; an unknown name may lie in any area."""
    outers = [
        c.place for c in found[second.span.text].candidates if c.place.kind in ("country", "province", "district")
    ]
    if not first.candidates:
        return bool(outers)
    inners = [c.place for c in found[first.span.text].candidates if c.place.kind in ("town", "site")]
    least = max((place.population for place in inners), default=0) / 10
    inners = [place for place in inners if place.population >= least]
    return any(covers_code(outer, inner) for outer in outers for inner in inners)


def _relate(found: Toponyms, first: Name, second: Name, between: str) -> None:
    if len(between) > LONGEST_BETWEEN or first.span.text == second.span.text or second.demonym:
        return
    if first.demonym:
        typed = PEOPLES.match(between)
        if typed and typed["type"].lower() in _typed_words() | classes()["settlement"]:
            _put(found, second, first)
    elif (typed := TOWN_OF.match(between)) and typed["type"].lower() in classes()["asks town"] | classes()[
        "settlement"
    ]:
        if not _landless(first):
            _put(found, second, first)
    elif OWNED.match(between):
        if not _landless(second) and (not (of := OF.search(between)) or of[1].lower() in _typed_words()):
            _put(found, second, first)
    elif _apposed(between) or (INSIDE.match(between) and not _some_words(between) and not OTHERS.search(between)):
        _put(found, first, second)


def _apposed(between: str) -> bool:
    """Whether the words say what the name before is, and where: ", a village of"."""
    typed = APPOSED.match(between)
    return typed is not None and typed["type"] in classes()["asks town"] | classes()["settlement"]


def _landless(name: Name) -> bool:
    """Whether a name is first of all a sea's, or another area's that no land holds: "Yemen's Red Sea port"."""
    first = name.candidates[0].place if name.candidates else None
    return first is not None and first.kind == "area" and first.country is None


def _typed_words() -> frozenset[str]:
    """The words that call what follows their "of" a place: "city", "province", "port", "south"."""
    kinds = word_list("classes of types between names")
    return frozenset().union(*(classes()[kind] for kind in kinds))


def _some_words(between: str) -> bool:
    """Whether words that are no type words, and no link, stand between: "left", "officials"."""
    words = between.split() if BARE.match(between) else []
    known = classes()["area"] | classes()["asks site"] | LINKS
    return not any(word in LINKS for word in words) and any(word not in known for word in words)


def _share(found: Toponyms, first: Name, second: Name, between: str) -> None:
    """“Palma and Muidumbe in Cabo Delgado”: what the second of two lies in, the first lies in too."""
    if not TOGETHER.match(between) or first.demonym or second.demonym or first.span.text == second.span.text:
        return
    for outer in found[second.span.text].inside:
        if outer != first.span.text:
            found[first.span.text].inside[outer] = None
            found[outer].holds.add(first.span.text)


def _put(found: Toponyms, inner: Name, outer: Name) -> None:
    found[inner.span.text].inside[outer.span.text] = None
    found[outer.span.text].holds.add(inner.span.text)


def contains(area: Place, place: Place) -> bool:
    """Whether ``place`` lies in ``area``: by code; by distance where it has no code so fine.

    A town "holds" the lesser places within 15 km of it: "Shujaiya, Gaza City".

    >>> gaza, syria = gazetteer().find("Gaza")[0], gazetteer().country("SY")
    >>> contains(syria, gazetteer().find("Palmyra", country="SY")[0]), contains(syria, gaza), contains(syria, syria)
    (True, False, False)
    """
    if area.id == place.id:
        return False
    if area.kind == "town":
        lesser = place.kind in ("town", "site") and place.population < area.population
        return lesser and kilometres(area.at, place.at) <= TOWN_HOLDS_KM
    if (
        area.kind != "area"
        and covers_code(area, place)
        and (place.code != area.code or place.kind in ("town", "site", "area"))
    ):
        return True
    coarse = area.kind == "district" and len(admin_codes(place.code)) == 2 and covers_code(place, area)
    if not (area.kind == "area" or (coarse and place.kind in ("town", "site", "area"))):
        return False
    return area.uncertainty_km >= max(place.uncertainty_km, kilometres(area.at, place.at))
