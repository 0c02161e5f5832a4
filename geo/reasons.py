"""Reasons for taking a name for one candidate rather than another: what the text says around it, and how great it is.

Each reason has a name; what it weighs stands in seeds/lexicon/place_reasons_first.csv and …_second.csv.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geo.area import admin_codes, kilometres
from geo.gazetteer import Candidate
from geo.place import LatLon, Place
from geo.toponyms import Toponym, Toponyms, contains

SIZES = (
    (5_000_000, "5M"), (1_000_000, "1M"), (300_000, "300k"), (100_000, "100k"), (30_000, "30k"),
    (10_000, "10k"), (3_000, "3k"), (1_000, "1k"), (1, "less"), (0, "unknown"),
)  # fmt: skip
COUNTRY_FILES = frozenset(("geonames country file", "nga gns", "ocha p-codes", "csv"))
AMOUNTS = (6, 3, 2, 1, 0.5, 0.2, 0.05)
FAINT = 0.02  # a chance below this is not worth summing
Cell = tuple[int, int]


@dataclass(slots=True)
class SpatialContext:
    """Where the other names of the document lie: chances by area code and by one-degree cell, each by whose name.

    ``reach`` are the cells with something in them or beside them. ``amounts`` and ``beside`` keep what was summed up
    already: namesakes lie in the same few countries. ``lands``: the countries that are named, by name or by people, with
    how often (``mentions``); ``ways``: how far a cell lies from the nearest of them.
    """

    codes: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    cells: dict[Cell, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    reach: set[Cell] = field(default_factory=set)
    amounts: dict[tuple[str, str], str] = field(default_factory=dict)
    beside: dict[Cell, dict[str, float]] = field(default_factory=dict)
    lands: dict[str, Place] = field(default_factory=dict)
    mentions: Counter[str] = field(default_factory=Counter)
    ways: dict[Cell, str] = field(default_factory=dict)


def features_for(sense: Toponym, near: SpatialContext, senses: Toponyms) -> list[list[str]]:
    """The reasons of each candidate, and last those for none of them; nothing where there is no candidate.

    >>> from geo.recognise import names
    >>> from geo.toponyms import lone
    >>> hama = lone(names(page_of("They fled Hama."), gazetteer())[0])
    >>> reasons = features_for(hama, SpatialContext(), {})
    >>> reasons[0][:2], reasons[-1][:2]
    (['kind:province', 'name:name/written'], ['none', 'none:few'])
    """
    if not sense.candidates:
        return []
    sense.itself = sense.itself or _each_itself(sense)
    each = [
        [
            *itself,
            *_said(candidate.place, sense, senses),
            *_company(candidate.place, sense, near),
            *_lands(candidate, sense, near),
        ]
        for itself, candidate in zip(sense.itself, sense.candidates, strict=True)
    ]
    return [*each, list(_none(sense))]


def _each_itself(sense: Toponym) -> list[list[str]]:
    greatest = max((c.place.population for c in sense.candidates if c.place.kind == "town"), default=0)
    return [list(_itself(candidate, sense, greatest)) for candidate in sense.candidates]


def _itself(candidate: Candidate, sense: Toponym, greatest: int) -> Iterator[str]:
    """What the candidate is: its kind beside the kind asked for, how the name fits, how great among its namesakes."""
    place = candidate.place
    asked = sense.asked.most_common(1)[0][0] if sense.asked else ""
    yield f"kind:{place.kind}/{asked}" if asked else f"kind:{place.kind}"
    yield f"name:{candidate.sort}/{candidate.level}"
    if place.kind == "town":
        yield "people:hamlet" if _is_hamlet(place) else f"people:{_size_of(place.population)}"
        if place.population == greatest and greatest:
            yield "greatest"
        elif greatest:
            yield f"share:{next((n for n in (2, 5, 20, 100) if place.population * n >= greatest), 'less')}"


def _is_hamlet(place: Place) -> bool:
    """Whether it is one of the many small places that only a country file has, of which nobody counts the people."""
    return place.population == 0 and place.source in COUNTRY_FILES


def _size_of(people: int) -> str:
    """The class of a number of people.

    >>> _size_of(0), _size_of(650), _size_of(2_000_000)
    ('unknown', 'less', '1M')
    """
    return next(size for least, size in SIZES if people >= least)


def _none(sense: Toponym) -> Iterator[str]:
    """What speaks for it that none of the candidates is meant: few of them, coarse spelling, small places."""
    first = sense.candidates[0]
    number = len(sense.candidates)
    yield "none"
    yield f"none:{'one' if number == 1 else 'few' if number < 5 else 'many'}"
    yield f"none:{first.sort}/{'sound' if first.level == 'sound' else 'plain'}"
    yield f"none:{first.place.kind}"
    yield f"none:{_size_of(max(c.place.population for c in sense.candidates))}"
    yield f"none:{len(sense.text.split())} words"
    if sense.inside:
        yield "none:said to lie somewhere"


def _said(place: Place, sense: Toponym, senses: Toponyms) -> Iterator[str]:
    """What the text says outright: that it lies in another name's place, or that another lies in it."""
    likeliest = max((_chance_to_hold(senses[outer], place) for outer in sense.inside), default=0.0)
    if likeliest:
        yield "said to lie in it" if likeliest > 0.2 else "may lie in it"
    elif sense.inside:
        yield "not in what it is said to lie in"
    if any(contains(place, inner.place) for name in sense.holds for inner in senses[name].candidates):
        yield "said to hold it"
    elif sense.holds:
        yield "does not hold what is said"


def _chance_to_hold(outer: Toponym, place: Place) -> float:
    pairs = zip(outer.chances, outer.candidates, strict=True)
    return max((chance for chance, candidate in pairs if contains(candidate.place, place)), default=0.0)


def _company(place: Place, sense: Toponym, near: SpatialContext) -> Iterator[str]:
    """How many other names of the document lie in the same country, province, district, and beside it."""
    for level, code in zip(("country", "province", "district"), admin_codes(place.code), strict=False):
        if place.kind != level:
            yield f"{level}:{_amount_in(near, code, sense.text)}"
    cell = round(place.at.lat), round(place.at.lon)
    yield f"beside:{_amount(_beside(near, cell), sense.text) if cell in near.reach else '0'}"


def _lands(candidate: Candidate, sense: Toponym, near: SpatialContext) -> Iterator[str]:
    """Whether the countries that the text and its sentences name are the candidate's, and how far from them it lies."""
    place = candidate.place
    if place.kind == "country":
        return
    if candidate.level == "sound" and near.lands and place.country not in near.lands:
        yield "sound:another land"
    if sense.lands:
        yield "sentence:its land" if sense.lands[place.country or ""] else "sentence:another land"
    if place.country in near.lands:
        most = max(near.mentions.values())
        yield "land:most named" if near.mentions[place.country or ""] * 2 > most else "land:named"
    else:
        yield f"land:{_way(place, near)}"


def _way(place: Place, near: SpatialContext) -> str:
    """How far a place lies from the circle of the nearest country named: "in reach", "next", "off", "far"."""
    if not near.lands:
        return "none named"
    cell = round(place.at.lat), round(place.at.lon)
    if cell not in near.ways:
        km = min(
            kilometres(LatLon(*map(float, cell)) if abs(cell[1]) <= 180 else place.at, land.at) - land.uncertainty_km
            for land in near.lands.values()
        )
        near.ways[cell] = "in reach" if km <= 0 else "next" if km <= 300 else "off" if km <= 1000 else "far"
    return near.ways[cell]


def _amount_in(near: SpatialContext, code: str, own: str) -> str:
    if (code, own) not in near.amounts:
        near.amounts[code, own] = _amount(near.codes.get(code, {}), own)
    return near.amounts[code, own]


def _beside(near: SpatialContext, cell: Cell) -> dict[str, float]:
    """The chances in a cell and the eight around it."""
    if cell not in near.beside:
        found = near.beside[cell] = defaultdict(float)
        for other in _around(cell):
            for text, chance in near.cells.get(other, {}).items():
                found[text] += chance
    return near.beside[cell]


def _around(cell: Cell) -> list[Cell]:
    return [(cell[0] + up, cell[1] + across) for up in (-1, 0, 1) for across in (-1, 0, 1)]


def _amount(chances: dict[str, float], own: str) -> str:
    total = sum(min(chance, 1.0) for text, chance in chances.items() if text != own)
    return next((str(least) for least in AMOUNTS if total >= least), "0")


def spatial_context(senses: Sequence[Toponym]) -> SpatialContext:
    """Sum up where the senses lie, each with its chances.

    >>> from geo.recognise import names
    >>> from geo.toponyms import lone
    >>> near = spatial_context([lone(names(page_of("They fled Damascus."), gazetteer())[0])])
    >>> sorted(near.codes)[-1][:2], list(near.cells)[0]
    ('US', (34, 36))
    """
    near = SpatialContext()
    for sense in senses:
        first = sense.candidates[0].place if sense.candidates else None
        if first and first.kind == "country" and first.country:
            near.lands[first.country] = first
            near.mentions[first.country] += max(sense.mentions, 1)
        for chance, candidate in zip(sense.chances, sense.candidates, strict=True):
            if chance > FAINT:
                _add(near, sense.text, candidate.place, chance)
    return near


def _add(near: SpatialContext, text: str, place: Place, chance: float) -> None:
    for code in admin_codes(place.code):
        near.codes[code][text] = near.codes[code].get(text, 0.0) + chance
    if place.kind in ("town", "district", "site"):
        cell = round(place.at.lat), round(place.at.lon)
        near.reach.update(_around(cell))
        near.cells[cell][text] = near.cells[cell].get(text, 0.0) + chance
