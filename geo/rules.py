"""The rules that decide what a name means, in order, once its candidates have their chances.

Undecided is an answer: a close call keeps its candidates, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from geo.area import covers_code, kilometres
from geo.city import AREAS, TOWN_BEFORE, holds_unknown, is_area_first, is_borrowed, lies_in, namesake_town, says_area
from geo.gazetteer import Candidate, Gazetteer
from geo.mention import MentionContext
from geo.offset import moved, way_before
from geo.part import side_of
from geo.place import Place, PlaceMention, Unresolved
from geo.toponyms import HOUSE, NESTED, Toponym, Toponyms, contains
from geo.wording import classes
from text.fold import fold_key, phonetic_key
from text.lexicon import either_of

LEAST = 0.45  # the chance a candidate needs
LEAST_AT_HOME = 0.25  # the same for the one that lies in the land of its sentences, and has no namesake there
LEAST_OF_CITIES = 0.35  # the same for a city: a capital has namesakes everywhere, and is meant
LEAST_OF_WORDS = 0.15  # the same for a name of several words that one place alone bears: seldom another thing's name
SURE = 0.6  # the chance that the area around an unknown place needs
GREAT = {"country": 0.5, "area": 0.7, "province": 0.7, "great city": 0.35}  # the share needed among the namesakes
GREAT_CITY = 1_000_000
AMONG, LIKELIEST = "one of ", "likeliest of "
LEAST_ALIKE, MOST_SHOWN = 2, 12  # places of one name among which a reader chooses
NOT_KNOWN = "not known, so "  # how the rules begin that place a name which no gazetteer has
AREA_INSTEAD, LAND_INSTEAD = f"{NOT_KNOWN}the area it is said to lie in", f"{NOT_KNOWN}the land it is said to lie in"
HOLDERS = ("district", "province", "country")
SMALL_KM = 25.0  # an area no wider than that is as good as its town
BESIDE_KM = 75.0  # how far from its town an unknown village lies, nine times in ten (measured on incident notes)
UNKNOWN_WITHIN = {
    "district": 1.4,
    "province": 1.2,
}  # unknown villages lie further out than the towns a radius is made of
KNOWN_CITY = 100_000  # so many people are not mistaken for a namesake next door
NAMESAKE_KM = 150.0  # namesakes further off are another region's: no circle takes them in
ASTRAY_KM = 1000.0  # a namesake further off than that from all that is named needs a reason
LEAST_NAMED = 2  # names of the text that say what land it is of
MUCH_GREATER = 10  # times the people: such a town is meant before its namesakes
NEAR_DEGREES = 1.5  # of latitude, some more than that
# What stands before a town's name when that only tells where an unknown village lies: "Gasiza village (Rutshuru"
HOLDER = re.compile(r"\b(?:" + either_of("holders of a bracket") + r"|[A-Z][\w'-]+)s? \($")

OWN_NAMES = ("name", "short")  # and no other place's name
SOME_WAY = re.compile(
    r"^(?: [a-z]+){0,2}(?:, | \(|,? which (?:is|lies) )(?:[a-z-]+ ){0,3}\d"
)  # between a name and its way from another
Decision = tuple[Place | Unresolved, str]
Rule = Callable[[Toponym, Toponyms], Decision | None]


def _known_site(sense: Toponym, senses: Toponyms) -> Decision | None:
    """“The al-Omar oil field”: a name with its type word that the gazetteer knows whole is that site."""
    _ = senses
    if " " not in sense.text or not sense.text.split()[-1].islower() or not sense.candidates:
        return None
    best, chance = sense.best
    known = chance >= SURE * sum(sense.chances) or len(sense.candidates) == 1
    return (best, "the site of that name") if best and best.kind in ("site", "area") and known else None


def _great_name(sense: Toponym, senses: Toponyms) -> Decision | None:
    """A country's name is the country, and a great city's the city, unless the text speaks for a namesake."""
    total = sum(sense.chances)
    likeliest = sorted(zip(sense.chances, sense.candidates, strict=True), key=lambda pair: -pair[0])
    for chance, candidate in sorted(likeliest[:3], key=lambda pair: pair[1].place.kind != "country"):
        place = candidate.place
        kind = "great city" if place.kind == "town" and place.population >= GREAT_CITY else place.kind
        if chance + _called_as_it(candidate, sense) > GREAT.get(kind, 1.0) * total and not _contradicted(
            place, sense, senses
        ):
            return place, kind
    return None


def _called_as_it(country: Candidate, sense: Toponym) -> float:
    """The chances of the areas of a country that bear its name ("Mexico", "Panama"), where no type word asks for them."""
    own = country.place.kind == "country" and country.sort == "name"
    if not own or any(sense.asked[kind] for kind in AREAS):
        return 0.0
    pairs = zip(sense.chances, sense.candidates, strict=True)
    return sum(chance for chance, c in pairs if c.place.kind in AREAS and covers_code(country.place, c.place))


def _area_around(sense: Toponym, senses: Toponyms) -> Decision | None:
    """A name that no gazetteer has where the text says it lies: the area that is said, with its radius."""
    place, chance = sense.best
    known = place is not None and chance >= LEAST
    if place and known and not _contradicted(place, sense, senses):
        return None
    if inside := _in_said_area(sense, senses):
        return inside
    if place and known and place.population >= GREAT_CITY:
        return None  # what stands behind "London, " is another matter
    if town := _town_around(sense, senses):
        return town, "in the town that it is said to lie in"
    area = _said_area(sense, senses) or (_said_country(sense, senses) if place else None)
    if area and area.kind == "district" and sense.text.split()[-1].lower() in classes()["water"]:
        return None  # a river flows through many
    return (area, AREA_INSTEAD) if area else None


def _astray(sense: Toponym, senses: Toponyms) -> Decision | None:
    """The likeliest place lies far from every country that the text names, and nothing else in the text lies in its land."""
    place, _ = sense.best
    if place is None or place.kind in ("country", "area") or (_well_known(place, sense) and not sense.asked[HOUSE]):
        return None
    others = [other for name, other in senses.items() if name != sense.text and other.candidates]
    lands = [c.place for c in (other.candidates[0] for other in others) if c.place.kind == "country"]
    if not lands or any(kilometres(place.at, land.at) - land.uncertainty_km <= ASTRAY_KM for land in lands):
        return None
    if any((found := other.best)[0] and found[0].country == place.country and found[1] >= LEAST for other in others):
        return None
    if home := _namesake_in(sense, {land.country for land in lands}):
        return home, "the namesake in a land that the text names"
    return Unresolved("far from every country that the text names", (place,)), "far from what is named"


def _namesake_in(sense: Toponym, lands: AbstractSet[str | None]) -> Place | None:
    """Return the likeliest place of that very name in these lands, None where no place there is so called."""
    pairs = zip(sense.chances, sense.candidates, strict=True)
    inside = [(chance, n) for n, (chance, c) in enumerate(pairs) if c.place.country in lands and c.level != "sound"]
    return sense.candidates[max(inside)[1]].place if inside else None


def _abroad(sense: Toponym, senses: Toponyms) -> Decision | None:
    """The likeliest place is a small one abroad, of no land that the text names, and what the text names at home is no neighbour."""
    place, _ = sense.best
    if place is None or place.kind in ("country", "area") or sense.inside or _widely_known(place):
        return None
    if place.kind == "province" and sense.asked["province"]:
        return None
    best = [other.best for name, other in senses.items() if name != sense.text]
    named = [other for other, chance in best if other and other.country and chance >= SURE]
    if len(named) < LEAST_NAMED or any(other.country == place.country for other in named):
        return None
    fine = [other for other in named if other.kind != "country"]
    near = any(kilometres(place.at, other.at) - other.uncertainty_km <= NAMESAKE_KM for other in fine)
    if not fine or (near and fold_key(place.name) == fold_key(sense.text)):
        return None
    return Unresolved("in no land that the text names", (place,)), "in no land that is named"


def _widely_known(place: Place) -> bool:
    """Whether a place is named without its country: a city, a province of many people."""
    return place.population >= (GREAT_CITY if place.kind == "province" else KNOWN_CITY)


def _well_known(place: Place, sense: Toponym) -> bool:
    """Whether it is a city whose very name stands there."""
    itself = any(c.place.id == place.id and c.sort == "name" and c.level != "sound" for c in sense.candidates)
    return place.population >= (KNOWN_CITY if itself else GREAT_CITY)


def _only_name(sense: Toponym, senses: Toponyms) -> Decision | None:
    """One place bears the name, it is likely enough, and nothing said speaks against it."""
    place, chance = sense.best
    least = LEAST_OF_WORDS if " " in sense.text else LEAST
    if place and len(sense.candidates) == 1 and chance >= least and not _contradicted(place, sense, senses):
        return place, "only place of this name"
    return None


def _likeliest(sense: Toponym, senses: Toponyms) -> Decision | None:
    """The candidate with most reasons for it."""
    place, chance = sense.best
    if place is None or chance < _least(place, sense):
        return None
    outers = [outer for name in sense.inside if (outer := senses[name].best[0])]
    if around := [outer for outer in outers if contains(outer, place)]:
        return _among_namesakes(place, sense, min(around, key=lambda area: area.uncertainty_km))
    return _spread(place, sense), f"{LIKELIEST}{len(sense.candidates)}"


def _least(place: Place, sense: Toponym) -> float:
    """The chance that a place needs among its namesakes."""
    home = [c.place for c in sense.candidates if c.level != "sound" and c.place.country in sense.lands]
    if home and all(other.code.startswith(place.code) or place.code.startswith(other.code) for other in home):
        return LEAST_AT_HOME
    return LEAST_OF_CITIES if place.population >= KNOWN_CITY else LEAST


def _spread(place: Place, sense: Toponym, area: Place | None = None) -> Place:
    """The place with a radius that takes in the namesakes nearby which it could as well be, up to nine chances in ten.

    Of several villages of the area that is said, the likeliest is little likelier than the others.
    """
    if place.kind != "town" or place.population >= KNOWN_CITY:
        return place
    pairs = zip(sense.chances, sense.candidates, strict=True)
    towns = [(chance, c.place) for chance, c in pairs if c.place.kind in ("town", "site")]
    if area is not None:
        towns = _evened([(chance, town) for chance, town in towns if contains(area, town)], place)
    near = sorted(
        (kilometres(place.at, town.at), chance)
        for chance, town in towns
        if abs(town.at.lat - place.at.lat) < NEAR_DEGREES
    )
    total, radius = 0.0, place.uncertainty_km
    for km, chance in near:
        if total >= 0.9 or km > NAMESAKE_KM:
            break
        total, radius = total + chance, max(radius, round(km + place.uncertainty_km, 1))
    return replace(place, uncertainty_km=radius)


def _among_namesakes(place: Place, sense: Toponym, area: Place) -> Decision:
    """The place in the area that is said; where others there bear its name, the district that holds them, and how many they are."""
    around = _spread(place, sense, area)
    if around.uncertainty_km <= place.uncertainty_km:
        return around, "said to lie there"
    towns = [c.place for c in sense.candidates if c.place.kind in ("town", "site") and contains(area, c.place)]
    near = sum(kilometres(place.at, town.at) <= around.uncertainty_km for town in towns)
    return replace(around, kind="district"), f"{AMONG}{near} places of that name there"


def _evened(towns: Sequence[tuple[float, Place]], place: Place) -> list[tuple[float, Place]]:
    """The chances of those namesakes than which the place is not much greater, half of each as even as they could be."""
    alike = [(chance, town) for chance, town in towns if town.population * MUCH_GREATER >= place.population]
    whole = sum(chance for chance, _ in alike) or 1.0
    return [(chance / whole / 2 + 1 / len(alike) / 2, town) for chance, town in alike]


def _unknown_name(sense: Toponym, senses: Toponyms) -> Decision | None:
    """Nothing bears the name, and no area is said."""
    _ = senses
    return (Unresolved("no gazetteer has this name"), "unknown name") if not sense.candidates else None


def _close_call(sense: Toponym, senses: Toponyms) -> Decision | None:
    """Several places bear the name, or one that is unlikely, and nothing decides."""
    _ = senses
    order = sorted(range(len(sense.candidates)), key=lambda i: -sense.chances[i])[:5]
    reason = "several candidates alike" if len(order) > 1 else "the only place of this name is unlikely here"
    return Unresolved(reason, tuple(sense.candidates[i].place for i in order)), "close call"


RULES: tuple[Rule, ...] = (
    _known_site,
    _abroad,
    _great_name,
    _area_around,
    _astray,
    _only_name,
    _likeliest,
    _unknown_name,
    _close_call,
)


def decide(sense: Toponym, senses: Toponyms) -> Decision:
    """The word of the first rule that has one; :func:`_close_call` always does.

    >>> from geo.recognise import names
    >>> from geo.toponyms import lone
    >>> syria = lone(names(page_of("They fled Syria."), gazetteer())[0])
    >>> place, rule = decide(syria, {"Syria": syria})
    >>> place.name, rule
    ('Syria', 'country')
    """
    return next(decision for rule in RULES if (decision := rule(sense, senses)))


def _contradicted(place: Place, sense: Toponym, senses: Toponyms) -> bool:
    """Whether the text says that the name lies in a known area in which ``place`` does not lie.

    Of a province only another country says so: a list of provinces says nothing of one lying in another.
    """
    if place.kind in ("country", "area"):
        return False
    outers = [senses[outer] for outer in sense.inside if outer != sense.text]
    areas = [area for outer in outers if (area := _surely_area(outer))]
    if not sense.asked["town"] and any(c.place.kind in ("province", "country") for c in sense.candidates):
        areas = [area for area in areas if area.country != place.country]
    return bool(areas) and not any(contains(area, place) for area in areas)


def _in_said_area(sense: Toponym, senses: Toponyms) -> Decision | None:
    """The likeliest of the candidates that lie in the smallest area which the text surely says the name lies in."""
    outers = [senses[outer] for outer in sense.inside if outer != sense.text]
    areas = sorted((area for outer in outers if (area := _surely_area(outer))), key=lambda area: area.uncertainty_km)
    pairs = zip(sense.chances, sense.candidates, strict=True)
    here = [
        (chance, c.place.id, c.place)
        for chance, c in pairs
        if areas and c.level != "sound" and contains(areas[0], c.place)
    ]
    return _among_namesakes(max(here)[2], sense, areas[0]) if here else None


def _surely_area(outer: Toponym) -> Place | None:
    """The area that a name surely means: its chances say so, and no city of the name may be meant."""
    place, chance = outer.best
    if place is None or chance < SURE or place.kind not in HOLDERS:
        return None
    clear = place.kind == "country" or outer.asked["province"] + outer.asked["district"] > 0
    return place if clear or namesake_town(place, outer) is None else None


def _said_area(sense: Toponym, senses: Toponyms) -> Place | None:
    """The smallest area that the text says the name lies in, where it is known which is meant; of two alike the first."""
    outers = [senses[name] for name in sense.inside if name != sense.text]
    found = [area for outer in outers if (area := _as_area(outer))]
    return min(found, key=lambda place: place.uncertainty_km, default=None)


def _town_around(sense: Toponym, senses: Toponyms) -> Place | None:
    """The town in which a school, a mosque or a street is said to lie: its own point is no further off than the town's edge."""
    words = {word.lower() for word in sense.text.split()}
    if not words & classes()[HOUSE] and not sense.asked[HOUSE]:
        return None
    outers = [senses[name] for name in sense.inside if name != sense.text]
    found = [(outer, place) for outer in outers for place, chance in (outer.best,) if place and chance >= SURE]
    towns = (place if place.kind == "town" else namesake_town(place, outer) for outer, place in found)
    return next((town for town in towns if town), None)


def _said_country(sense: Toponym, senses: Toponyms) -> Place | None:
    """The country that the text says the name lies in."""
    outers = (senses[name].best for name in sense.inside if name != sense.text)
    return next((place for place, chance in outers if place and place.kind == "country" and chance >= SURE), None)


def _as_area(outer: Toponym) -> Place | None:
    """What a name means as the area around something: its district or province rather than the town of that name.

    A town with no such area stands for the country around it. None where it is not clear which place is meant.
    """
    place, _ = outer.best
    if place is None or place.kind == "country":
        return None
    wide = (c.place for c in outer.candidates if c.place.kind in UNKNOWN_WITHIN and covers_code(c.place, place))
    area = next(wide, place)
    pairs = zip(outer.chances, outer.candidates, strict=True)
    if sum(chance for chance, c in pairs if c.place.id == area.id or covers_code(area, c.place)) < SURE:
        return None
    if area.kind in ("town", "site"):
        return replace(area, kind="district", uncertainty_km=max(BESIDE_KM, area.uncertainty_km))
    return replace(area, uncertainty_km=round(area.uncertainty_km * UNKNOWN_WITHIN.get(area.kind, 1.0), 1))


Fit = Callable[[Place, Toponym, Gazetteer, MentionContext], Decision | None]


def fitted(mention: PlaceMention, sense: Toponym, gazetteer: Gazetteer, *, said: MentionContext) -> PlaceMention:
    """The mention with the place of its name that its own wording asks for: town, district or province.

    >>> from geo.parser import Geoparser
    >>> found = Geoparser(gazetteer()).places("Deir ez-Zor province is quiet, the city of Deir ez-Zor is not.")
    >>> [(mention.place.kind, mention.rule) for mention in found]
    [('province', 'province'), ('town', 'the town of that name')]
    """
    place = mention.place
    if not isinstance(place, Place) or mention.demonym:
        return mention
    asked = replace(place, kind="town") if mention.rule.startswith(AMONG) else place
    decisions = (fit(asked, sense, gazetteer, said) for fit in FITS)
    chosen, rule = next(filter(None, decisions), (place, mention.rule))
    if isinstance(chosen, Place) and (off := _off(chosen, said)):
        chosen, rule = off
    candidates = _namesakes_around(chosen, rule, sense)
    if candidates and isinstance(chosen, Place) and chosen.uncertainty_km > SMALL_KM:
        chosen = replace(chosen, kind="district")
    side = side_of(said.before, said.behind)
    part = gazetteer.part(chosen, side) if side and isinstance(chosen, Place) and chosen.kind == "country" else None
    return replace(mention, place=chosen, rule=rule, part=part, candidates=candidates)


def _namesakes_around(chosen: Place | Unresolved, rule: str, sense: Toponym) -> tuple[Place, ...]:
    """The places of the name that the circle takes in, the nearest first; none where it was drawn around one alone."""
    if not isinstance(chosen, Place) or not (rule.startswith((AMONG, LIKELIEST))):
        return ()
    towns = {c.place.id: c.place for c in sense.candidates if c.place.kind in ("town", "site")}
    ways = sorted((kilometres(chosen.at, town.at), town.id) for town in towns.values())
    near = [towns[id_] for km, id_ in ways if km <= chosen.uncertainty_km]
    alone = max((town.uncertainty_km for town in near if town.id == chosen.id), default=0.0) >= chosen.uncertainty_km
    return () if alone or len(near) < LEAST_ALIKE else tuple(near[:MOST_SHOWN])


def _the_town(place: Place, sense: Toponym, gazetteer: Gazetteer, said: MentionContext) -> Decision | None:
    """“The city of Deir ez-Zor” is the town, also where the rest of the article speaks of the province."""
    _ = gazetteer
    if said.asked != "town" or place.kind not in ("province", "district"):
        return None
    towns = [c.place for c in sense.candidates if c.place.kind == "town" and lies_in(place, c.place)]
    return (max(towns, key=lambda town: town.population), "the town of that name") if towns else None


def _the_only_point(place: Place, sense: Toponym, gazetteer: Gazetteer, said: MentionContext) -> Decision | None:
    """A district in which no town is known has its province's circle: around the town of its name is better."""
    _ = gazetteer, said
    if not is_borrowed(place):
        return None
    towns = [c.place for c in sense.candidates if c.place.kind == "town" and lies_in(place, c.place)]
    chief = max(towns, key=lambda town: town.population, default=None)
    if chief is None or any(kilometres(town.at, chief.at) > SMALL_KM for town in towns):
        return None
    around = replace(chief, kind="district", uncertainty_km=BESIDE_KM * 0.7)
    return around, "the district around the town of that name"


def _the_area_first(place: Place, sense: Toponym, gazetteer: Gazetteer, said: MentionContext) -> Decision | None:
    """“Gaza” is the Strip, as the news uses it, and “Gaza City” the city."""
    _ = gazetteer
    if place.kind not in NESTED or said.asked == "town" or not is_area_first(sense.text):
        return None
    wide = [c.place for c in sense.candidates if c.place.kind == "province" and covers_code(c.place, place)]
    widest = max(wide, key=lambda area: area.uncertainty_km, default=None)
    return (widest, "the area of that name") if widest and widest.id != place.id else None


def _the_city(place: Place, sense: Toponym, gazetteer: Gazetteer, said: MentionContext) -> Decision | None:
    """“In Kherson” is the city, though the region bears its name; “across Kherson”, “Kherson region” are not."""
    _ = gazetteer
    if place.kind not in AREAS:
        return None
    town = namesake_town(place, sense)
    small = place.uncertainty_km <= SMALL_KM and said.asked not in AREAS
    if town is None or (not small and says_area(said, town)):
        return None
    return replace(town, name=place.name), "the city of that name"  # as the area is called, which is how news spells it


def _the_great_area(place: Place, sense: Toponym, gazetteer: Gazetteer, said: MentionContext) -> Decision | None:
    """“Kazakhstan”, “Adamawa” are the country and the state, and no hamlet there that bears the name as well."""
    _ = gazetteer
    if (
        place.kind != "town"
        or said.asked == "town"
        or place.population >= KNOWN_CITY
        or TOWN_BEFORE.search(said.before)
    ):
        return None
    areas = [
        c.place
        for c in sense.candidates
        if c.place.kind in HOLDERS and c.place.country == place.country and c.level != "sound" and c.sort in OWN_NAMES
    ]
    great = [area for area in areas if area.population >= max(KNOWN_CITY, MUCH_GREATER * place.population)]
    area = max(great, key=lambda area: area.population, default=None)
    if area is None or namesake_town(area, sense) or _contradicted(area, sense, said.senses):
        return None
    return area, f"the {area.feature or area.kind} of that name"


def _the_area(place: Place, sense: Toponym, gazetteer: Gazetteer, said: MentionContext) -> Decision | None:
    """“Idlib countryside” and “Erbil province” are the province, “Amadiya district” the district around the town.

    So is the region of a small town after which no province is called: “the Makhmur and Sinjar regions”.
    """
    if place.kind != "town" or said.asked == "town":
        return None
    around = {area.kind: area for area in gazetteer.admin_path(place)}
    province = around.get("province")
    bears = province is not None and (
        any(c.place.id == province.id for c in sense.candidates)
        or phonetic_key(province.name) == phonetic_key(sense.text)
    )
    seat = bears or place.population >= KNOWN_CITY
    if province and ((seat and said.asked == "province") or (bears and not said.asked and says_area(said, place))):
        return province, "the province of that name"
    if said.asked in AREAS:
        radius = max(BESIDE_KM * 0.7, around.get("district", place).uncertainty_km)
        return replace(place, kind="district", uncertainty_km=radius), "the district of that name"
    return None


def _around_the_unknown(place: Place, sense: Toponym, gazetteer: Gazetteer, said: MentionContext) -> Decision | None:
    """“In Gasiza village (Rutshuru” is the country around the town; “near Klynove, Donetsk” the province of that name."""
    _ = gazetteer
    if place.kind != "town":
        return None
    if HOLDER.search(said.before):
        return replace(place, kind="district", uncertainty_km=BESIDE_KM), "the country around the town"
    if not holds_unknown(said):
        return None
    pairs = zip(sense.chances, sense.candidates, strict=True)
    provinces = [
        (chance, c.place.id, c.place) for chance, c in pairs if c.place.kind == "province" and c.sort != "demonym"
    ]
    return (max(provinces)[2], "the province around an unknown place") if provinces else None


def _off(place: Place, said: MentionContext) -> Decision | None:
    """“35 km south of Mosul” is a point of its own."""
    way = way_before(said.before) if place.kind in ("town", "site") else None
    return (moved(place, way), f"{way.written} it") if way else None


FITS: tuple[Fit, ...] = (
    _the_town,
    _the_area_first,
    _the_city,
    _the_only_point,
    _the_great_area,
    _the_area,
    _around_the_unknown,
)


def by_their_way(mentions: Sequence[PlaceMention], text: str) -> tuple[PlaceMention, ...]:
    """The mentions, an unknown name placed where the words behind it say: "Safina, about 45 km south of Mosul".

    >>> from geo.parser import Geoparser
    >>> found = Geoparser(gazetteer()).places("In the village of Zzyzxa, about 45 km south of Mosul, bodies lay.")
    >>> found[0].place.name, found[0].rule
    ('45 km south of Mosul', '45 km south of Mosul, where it is said to lie')
    """
    known: dict[str, PlaceMention] = {}
    for first, second in pairwise(mentions):
        between = text[first.span.stop : second.span.start]
        unknown = isinstance(first.place, Unresolved) or first.rule == AREA_INSTEAD
        if unknown and isinstance(second.place, Place) and "#" in second.place.id and SOME_WAY.match(between):
            known[first.span.text] = second
    return tuple(_there(mention, known.get(mention.span.text)) for mention in mentions)


def _there(mention: PlaceMention, other: PlaceMention | None) -> PlaceMention:
    if (
        other is None
        or not isinstance(other.place, Place)
        or not (isinstance(mention.place, Unresolved) or mention.rule == AREA_INSTEAD)
    ):
        return mention
    return replace(mention, place=other.place, rule=f"{other.place.name}, where it is said to lie")
