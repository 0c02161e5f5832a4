"""Which place a name means: the reasons for each candidate are added up, twice; a close call stays undecided.

The first round knows nothing of the other names but what is said outright ("Hama, Syria"); the second also asks where
the others lie by the first. All mentions of one name in a document mean one place. What comes of it is decided by
:data:`RULES`, in order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from geo.gazetteer import Gazetteer
from geo.place import Place, PlaceMention, Unresolved
from geo.reasons import Sense, holds, no_reasons, reasons, senses_of, surroundings
from geo.recognise import Name
from geo.wording import weights

LEAST = float(__import__("os").environ.get("LEAST","0.5"))  # the chance a candidate needs
GREAT = {"country": 0.5, "area": 0.7, "province": 0.7, "great city": 0.35}  # the share such a place needs among its namesakes
SURE = 0.6  # the chance the area around an unknown place needs
AREAS = ("district", "province", "country")
BESIDE_KM = 60.0  # how far from its town an unknown village lies, nine times in ten
Senses = dict[str, Sense]
Decision = tuple[Place | Unresolved, str]


def resolve(names: tuple[Name, ...], gazetteer: Gazetteer, *, text: str, lower: list[str]) -> tuple[PlaceMention, ...]:
    """Return each name with its place, or with the reason why it has none."""
    senses = senses_of(names, text, lower)
    for sense in senses.values():
        sense.chances = [1.0 / len(sense.candidates) for _ in sense.candidates]
    for step in ("first", "second"):
        weigh(senses, step)
    decided = {text: _decide(sense, senses) for text, sense in senses.items()}
    return tuple(_mention(name, i, names, senses[name.span.text], decided) for i, name in enumerate(names))


def weigh(senses: Senses, step: str) -> None:
    """Give every candidate of every sense its chance, by the weights of this round."""
    known = [sense for sense in senses.values() if step == "second" or _clear(sense)]
    near = surroundings(known)
    points = weights(f"place_reasons_{step}.csv")
    parts = {text: _chances(told_by, points) for text, told_by in ((t, told(s, near, senses)) for t, s in senses.items())}
    for text, sense in senses.items():
        sense.chances = parts[text]


def _clear(sense: Sense) -> bool:
    return len(sense.candidates) == 1 or (bool(sense.candidates) and sense.candidates[0].place.kind == "country")


def _chances(told_by: list[list[str]], points: dict[str, float]) -> list[float]:
    """Chances of the candidates; what is missing from 1 is the chance that none of them is meant (the last entry told)."""
    scores = [sum(points.get(reason, 0.0) for reason in said) for said in told_by]
    most = max(scores, default=0.0)
    parts = [math.exp(score - most) for score in scores]
    return [part / sum(parts) for part in parts[:-1]]


def told(sense: Sense, near: object, senses: Senses) -> list[list[str]]:
    """The reasons of each candidate, and last those for none of them."""
    if not sense.candidates:
        return []
    greatest = max((c.place.population for c in sense.candidates if c.place.kind == "town"), default=0)
    each = [list(reasons(candidate, sense, greatest, near, senses)) for candidate in sense.candidates]  # type: ignore[arg-type]
    return [*each, list(no_reasons(sense))]


def best(sense: Sense) -> tuple[Place | None, float]:
    """The likeliest candidate and its chance."""
    if not sense.candidates:
        return None, 0.0
    i = max(range(len(sense.candidates)), key=sense.chances.__getitem__)
    return sense.candidates[i].place, sense.chances[i]


def said_area(sense: Sense, senses: Senses) -> Place | None:
    """The smallest area that the text says the name lies in, where it is known which is meant."""
    found = [area for outer in sense.inside if outer != sense.text and (area := _as_area(senses[outer]))]
    return min(found, key=lambda place: place.uncertainty_km, default=None)


def _as_area(outer: Sense) -> Place | None:
    """What a name means as the area around something: its province or district rather than the town of that name.

    A town with no such area stands for the country around it. None where it is not clear which place is meant.
    """
    place, _ = best(outer)
    if place is None or place.kind == "country":
        return None
    wide = [c.place for c in outer.candidates if c.place.kind in ("district", "province") and around_it(c.place, place)]
    area = wide[0] if wide else place
    chance = sum(x for x, c in zip(outer.chances, outer.candidates, strict=True) if c.place.id == area.id or around_it(area, c.place))
    if chance < SURE:
        return None
    if area.kind in ("town", "site"):
        return replace(area, kind="area", uncertainty_km=max(BESIDE_KM, area.uncertainty_km))
    return replace(area, uncertainty_km=round(area.uncertainty_km * (1.5 if area.kind == "district" else 1.2), 1))


def around_it(area: Place, place: Place) -> bool:
    """Whether the dotted code of ``area`` is, or begins, that of ``place``."""
    return bool(area.code) and (place.code == area.code or place.code.startswith(area.code + "."))


def great_name(sense: Sense, senses: Senses) -> Decision | None:
    """A country's name is the country, and a great city's the city, unless the text speaks for a namesake."""
    _ = senses
    total = sum(sense.chances)
    for candidate, chance in sorted(zip(sense.candidates, sense.chances, strict=True), key=lambda pair: -pair[1])[:2]:
        place = candidate.place
        share = GREAT.get(place.kind, 1.0) if place.kind != "town" or place.population < 1_000_000 else GREAT["great city"]
        if chance > share * total:
            return place, place.kind if place.kind != "town" else "great city"
    return None


def only_name(sense: Sense, senses: Senses) -> Decision | None:
    """One place bears the name, and nothing said speaks against it."""
    if len(sense.candidates) == 1 and sense.chances[0] >= LEAST and not _contradicted(sense.candidates[0].place, sense, senses):
        return sense.candidates[0].place, "only place of this name"
    return None


def area_around(sense: Sense, senses: Senses) -> Decision | None:
    """A name that no gazetteer has where the text says it lies: the area that is said, with its radius."""
    place, chance = best(sense)
    if place and chance >= LEAST and (place.kind not in ("town", "site", "district") or not _contradicted(place, sense, senses)):
        return None
    area = said_area(sense, senses)
    return (area, "not known, so the area it is said to lie in") if area else None


def _contradicted(place: Place, sense: Sense, senses: Senses) -> bool:
    if any(c.place.kind in ("province", "country") for c in sense.candidates):
        return False  # a list of provinces says nothing of one lying in another
    outers = [best(senses[outer]) for outer in sense.inside]
    areas = [outer for outer, chance in outers if outer and chance >= SURE and outer.kind in AREAS]
    return bool(areas) and not any(holds(area, place) for area in areas)


def likeliest(sense: Sense, senses: Senses) -> Decision | None:
    """The candidate with most reasons for it, named after the strongest."""
    place, chance = best(sense)
    if place is None or chance < LEAST:
        return None
    if any(holds(outer, place) for outer, _ in (best(senses[name]) for name in sense.inside) if outer):
        return place, "said to lie there"
    return place, place.kind if place.kind in ("country", "area") else f"likeliest of {len(sense.candidates)}"


def no_name(sense: Sense, senses: Senses) -> Decision | None:
    """Nothing bears the name, and no area is said."""
    _ = senses
    return (Unresolved("no gazetteer has this name"), "unknown name") if not sense.candidates else None


def close_call(sense: Sense, senses: Senses) -> Decision | None:
    """Several places bear the name, and nothing decides."""
    _ = senses
    order = sorted(range(len(sense.candidates)), key=lambda i: -sense.chances[i])[:5]
    return Unresolved("several candidates alike", tuple(sense.candidates[i].place for i in order)), "close call"


Rule = Callable[[Sense, Senses], Decision | None]
RULES: tuple[Rule, ...] = (great_name, area_around, only_name, likeliest, no_name, close_call)


def _decide(sense: Sense, senses: Senses) -> Decision:
    return next(decision for rule in RULES if (decision := rule(sense, senses)))


def _named(sense: Sense, place: Place) -> bool:
    """Whether the town's own name ends in the type word ("Oxford Township" is a town, not a district of Oxford)."""
    return len(sense.text.split()) > 1 and place.name.lower() == sense.text.lower()


def _mention(name: Name, i: int, names: Sequence[Name], sense: Sense, decided: dict[str, Decision]) -> PlaceMention:
    place, rule = decided[name.span.text]
    if isinstance(place, Place) and sense.asked["district"] and place.kind == "town" and not _named(sense, place):
        place, rule = replace(place, kind="district", uncertainty_km=max(BESIDE_KM / 2, place.uncertainty_km)), "the district of that name"
    if name.demonym:
        rule = "demonym"
    after = next((n.span for n in names[i + 1 : i + 2] if n.span.text in sense.inside), None)
    before = next((n.span for n in names[max(0, i - 1) : i] if n.span.text in sense.inside), None)
    return PlaceMention(name.span, place, rule, name.demonym, after or before)
