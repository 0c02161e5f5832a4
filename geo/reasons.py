"""Reasons for taking a name for one candidate rather than another: what the text says around it, and how great it is.

Each reason has a name; what it weighs stands in seeds/lexicon/place_reasons.csv. It stands apart because the reasons can
be read and tested one by one, while geo/resolve only adds them up.
"""  # noqa: D205

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geo.area import around, kilometres
from geo.gazetteer import Candidate
from geo.place import Place
from geo.recognise import Name
from geo.wording import classes

INSIDE = re.compile(
    r"^(?:['’]s)?(?: [\w-]+){0,3}?,? ?(?:\(|,|(?:in|of|at|near)(?: the)?(?: [\w-]+){0,3}?)? ?$"
)
OWNED = re.compile(r"^(?: (?:province|governorate|district|state|county|region))?['’]s?(?: [\w-]+){0,4} $")
ASKED = ("province", "district", "town", "water", "relief", "site")
HOLDERS = ("country", "province", "district", "area")
SIZES = ((5_000_000, "5M"), (1_000_000, "1M"), (300_000, "300k"), (100_000, "100k"), (30_000, "30k"), (10_000, "10k"), (3_000, "3k"), (1_000, "1k"), (1, "less"), (0, "unknown"))


@dataclass(slots=True)
class Sense:
    """All mentions of one name in a document: its candidates, what the wording asks for, what it is said to lie in."""

    text: str
    candidates: tuple[Candidate, ...]
    mentions: list[int] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    inside: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    chances: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Surroundings:
    """Where the other names of the document lie: chances by area code and by one-degree cell, and by whom."""

    codes: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    cells: dict[tuple[int, int], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))


def holds(area: Place, place: Place) -> bool:
    """Whether ``place`` lies in ``area``: by code; or, for what has no code of its own, by distance.

    A town "holds" what lies within 15 km of it: "Shujaiya, Gaza City".
    """
    if area.id == place.id:
        return False
    if area.code and area.kind in ("country", "province", "district"):
        if place.code.startswith(area.code + ".") or (place.code == area.code and place.kind in ("town", "site", "area")):
            return True
        if area.kind != "district" or not place.code or around(area.code)[:2] != around(place.code)[:2] or len(around(place.code)) > 2:
            return False
    if area.kind in ("district", "area"):
        return area.uncertainty_km >= place.uncertainty_km and kilometres(area.at, place.at) <= area.uncertainty_km
    return area.kind == "town" and place.kind in ("town", "site") and place.population < area.population and kilometres(area.at, place.at) <= 15


def asked_kind(text: str, lower: list[str], first: int, last: int) -> str:
    """The kind of place that the wording asks for: "Hama province", "the village of X", "Red River"; "" where none."""
    word = lower[last] if last < len(lower) else ""
    words = [lower[last - 1], word, lower[first - 2] if first > 1 and lower[first - 1] == "of" else "", lower[first]]
    for kind in ASKED:
        if any(word in classes()[f"asks {kind}"] for word in words if word and (word != text.lower())):
            return kind
    return ""


def reasons(candidate: Candidate, sense: Sense, greatest: int, near: Surroundings, senses: dict[str, Sense]) -> Iterator[str]:
    """All reasons that speak for or against ``candidate``, by name."""
    place = candidate.place
    asked = sense.asked.most_common(1)[0][0] if sense.asked else ""
    yield f"kind:{place.kind}/{asked}" if asked else f"kind:{place.kind}"
    yield f"name:{candidate.sort}/{candidate.level}"
    if place.kind == "town":
        yield f"people:{next(size for least, size in SIZES if place.population >= least)}"
        if place.population == greatest and greatest:
            yield "greatest"
        elif greatest:
            yield f"share:{next((n for n in (2, 5, 20, 100) if place.population * n >= greatest), 'less')}"
    yield from _said(place, sense, senses)
    yield from _company(place, sense, near)


def no_reasons(sense: Sense) -> Iterator[str]:
    """What speaks for it that none of the candidates is meant: few of them, coarse spelling, small places."""
    first = sense.candidates[0]
    greatest = max(c.place.population for c in sense.candidates)
    yield "none"
    yield f"none:{'one' if len(sense.candidates) == 1 else 'few' if len(sense.candidates) < 5 else 'many'}"
    yield f"none:{first.sort}/{first.level if first.level == 'sound' else 'plain'}"
    yield f"none:{first.place.kind}"
    yield f"none:{next(size for least, size in SIZES if greatest >= least)}"
    yield f"none:{len(sense.text.split())} words"
    if sense.inside:
        yield "none:said to lie somewhere"


def _said(place: Place, sense: Sense, senses: dict[str, Sense]) -> Iterator[str]:
    best = 0.0
    for other in sense.inside:
        for chance, holder in zip(senses[other].chances, senses[other].candidates, strict=True):
            if chance > best and holds(holder.place, place):
                best = chance
    if best:
        yield "said to lie in it" if best > 0.2 else "may lie in it"
    elif sense.inside:
        yield "not in what it is said to lie in"
    if any(holds(place, inner.place) for other in sense.holds for inner in senses[other].candidates):
        yield "said to hold it"
    elif sense.holds:
        yield "does not hold what is said"


def _company(place: Place, sense: Sense, near: Surroundings) -> Iterator[str]:
    codes = around(place.code)
    for level, code in zip(("country", "province", "district"), codes, strict=False):
        if place.kind != level:
            yield f"{level}:{_amount(near.codes.get(code), sense.text)}"
    cell = (round(place.at.lat), round(place.at.lon))
    beside: dict[str, float] = defaultdict(float)
    for across in (-1, 0, 1):
        for up in (-1, 0, 1):
            for text, chance in near.cells.get((cell[0] + up, cell[1] + across), {}).items():
                beside[text] += chance
    yield f"beside:{_amount(beside, sense.text)}"


def _amount(chances: dict[str, float] | None, own: str) -> str:
    total = sum(min(chance, 1.0) for text, chance in (chances or {}).items() if text != own)
    return next((str(least) for least in (6, 3, 2, 1, 0.5, 0.2, 0.05) if total >= least), "0")


def surroundings(senses: Sequence[Sense]) -> Surroundings:
    """Sum up where the senses lie, each with its chances."""
    near = Surroundings()
    for sense in senses:
        for chance, candidate in zip(sense.chances, sense.candidates, strict=True):
            if chance > 0.02:
                _add(near, sense.text, candidate.place, chance)
    return near


def _add(near: Surroundings, text: str, place: Place, chance: float) -> None:
    for code in around(place.code):
        near.codes[code][text] = near.codes[code].get(text, 0.0) + chance
    if place.kind in ("town", "district", "site"):
        cell = near.cells[round(place.at.lat), round(place.at.lon)]
        cell[text] = cell.get(text, 0.0) + chance


def senses_of(names: Sequence[Name], text: str, lower: list[str]) -> dict[str, Sense]:
    """Gather the mentions of each name: one sense a document."""
    found: dict[str, Sense] = {}
    for i, name in enumerate(names):
        sense = found.setdefault(name.span.text, Sense(name.span.text, kept(name.candidates)))
        sense.mentions.append(i)
        if asked := asked_kind(name.span.text, lower, name.first, name.last):
            sense.asked[asked] += 1
    for a, b in zip(names, names[1:], strict=False):
        _relate(found, a, b, text[a.span.stop : b.span.start])
    return found


def kept(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates worth weighing: of hundreds of namesakes the greatest sixty."""
    return candidates[:60]


def _relate(found: dict[str, Sense], a: Name, b: Name, between: str) -> None:
    if len(between) > 40 or a.span.text == b.span.text:
        return
    inner, outer = (a, b) if INSIDE.match(between) else (b, a) if OWNED.match(between) else (None, None)
    if inner and outer and not (inner.demonym or outer.demonym):
        found[inner.span.text].inside.add(outer.span.text)
        found[outer.span.text].holds.add(inner.span.text)
