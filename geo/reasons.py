"""Reasons for taking a name for one candidate rather than another: what the text says around it, and how great it is.

Each reason has a name; what it weighs stands in seeds/lexicon/place_reasons_first.csv and …_second.csv. It stands apart
because the reasons can be read and tested one by one, while geo/resolve only adds them up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geo.area import around
from geo.gazetteer import Candidate
from geo.place import Place
from geo.senses import Sense, Senses, holds

SIZES = (
    (5_000_000, "5M"), (1_000_000, "1M"), (300_000, "300k"), (100_000, "100k"), (30_000, "30k"),
    (10_000, "10k"), (3_000, "3k"), (1_000, "1k"), (1, "less"), (0, "unknown"),
)  # fmt: skip
AMOUNTS = (6, 3, 2, 1, 0.5, 0.2, 0.05)
FAINT = 0.02  # a chance below this is not worth summing


@dataclass(slots=True)
class Surroundings:
    """Where the other names of the document lie: chances by area code and by one-degree cell, each by whose name."""

    codes: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    cells: dict[tuple[int, int], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))


def told(sense: Sense, near: Surroundings, senses: Senses) -> list[list[str]]:
    """The reasons of each candidate, and last those for none of them; nothing where there is no candidate."""
    if not sense.candidates:
        return []
    greatest = max((c.place.population for c in sense.candidates if c.place.kind == "town"), default=0)
    each = [
        [
            *_itself(candidate, sense, greatest),
            *_said(candidate.place, sense, senses),
            *_company(candidate.place, sense, near),
        ]
        for candidate in sense.candidates
    ]
    return [*each, list(_none(sense))]


def _itself(candidate: Candidate, sense: Sense, greatest: int) -> Iterator[str]:
    """What the candidate is: its kind beside the kind asked for, how the name fits, how great among its namesakes."""
    place = candidate.place
    asked = sense.asked.most_common(1)[0][0] if sense.asked else ""
    yield f"kind:{place.kind}/{asked}" if asked else f"kind:{place.kind}"
    yield f"name:{candidate.sort}/{candidate.level}"
    if place.kind == "town":
        yield f"people:{size_of(place.population)}"
        if place.population == greatest and greatest:
            yield "greatest"
        elif greatest:
            yield f"share:{next((n for n in (2, 5, 20, 100) if place.population * n >= greatest), 'less')}"


def size_of(people: int) -> str:
    """The class of a number of people.

    >>> size_of(0), size_of(650), size_of(2_000_000)
    ('unknown', 'less', '1M')
    """
    return next(size for least, size in SIZES if people >= least)


def _none(sense: Sense) -> Iterator[str]:
    """What speaks for it that none of the candidates is meant: few of them, coarse spelling, small places."""
    first = sense.candidates[0]
    number = len(sense.candidates)
    yield "none"
    yield f"none:{'one' if number == 1 else 'few' if number < 5 else 'many'}"
    yield f"none:{first.sort}/{'sound' if first.level == 'sound' else 'plain'}"
    yield f"none:{first.place.kind}"
    yield f"none:{size_of(max(c.place.population for c in sense.candidates))}"
    yield f"none:{len(sense.text.split())} words"
    if sense.inside:
        yield "none:said to lie somewhere"


def _said(place: Place, sense: Sense, senses: Senses) -> Iterator[str]:
    """What the text says outright: that it lies in another name's place, or that another lies in it."""
    likeliest = max((_chance_to_hold(senses[outer], place) for outer in sense.inside), default=0.0)
    if likeliest:
        yield "said to lie in it" if likeliest > 0.2 else "may lie in it"
    elif sense.inside:
        yield "not in what it is said to lie in"
    if any(holds(place, inner.place) for name in sense.holds for inner in senses[name].candidates):
        yield "said to hold it"
    elif sense.holds:
        yield "does not hold what is said"


def _chance_to_hold(outer: Sense, place: Place) -> float:
    pairs = zip(outer.chances, outer.candidates, strict=True)
    return max((chance for chance, candidate in pairs if holds(candidate.place, place)), default=0.0)


def _company(place: Place, sense: Sense, near: Surroundings) -> Iterator[str]:
    """How many other names of the document lie in the same country, province, district, and beside it."""
    for level, code in zip(("country", "province", "district"), around(place.code), strict=False):
        if place.kind != level:
            yield f"{level}:{_amount(near.codes.get(code), sense.text)}"
    lat, lon = round(place.at.lat), round(place.at.lon)
    beside: dict[str, float] = defaultdict(float)
    for up in (-1, 0, 1):
        for across in (-1, 0, 1):
            for text, chance in near.cells.get((lat + up, lon + across), {}).items():
                beside[text] += chance
    yield f"beside:{_amount(beside, sense.text)}"


def _amount(chances: dict[str, float] | None, own: str) -> str:
    total = sum(min(chance, 1.0) for text, chance in (chances or {}).items() if text != own)
    return next((str(least) for least in AMOUNTS if total >= least), "0")


def surroundings(senses: Sequence[Sense]) -> Surroundings:
    """Sum up where the senses lie, each with its chances."""
    near = Surroundings()
    for sense in senses:
        for chance, candidate in zip(sense.chances, sense.candidates, strict=True):
            if chance > FAINT:
                _add(near, sense.text, candidate.place, chance)
    return near


def _add(near: Surroundings, text: str, place: Place, chance: float) -> None:
    for code in around(place.code):
        near.codes[code][text] = near.codes[code].get(text, 0.0) + chance
    if place.kind in ("town", "district", "site"):
        cell = near.cells[round(place.at.lat), round(place.at.lon)]
        cell[text] = cell.get(text, 0.0) + chance
