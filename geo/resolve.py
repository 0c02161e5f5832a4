"""Which place a name means: the reasons for each candidate are added up, twice; a close call stays undecided.

The first round knows nothing of the other names but what is said outright ("Hama, Syria"); the second also asks where
the others lie by the first. All mentions of one name in a document mean one place.
"""

from __future__ import annotations

import math

from geo.gazetteer import Gazetteer
from geo.place import Place, PlaceMention, Unresolved
from geo.reasons import Sense, Surroundings, reasons, senses_of, surroundings
from geo.recognise import Name
from geo.wording import weights

LEAST = 0.5  # the chance a candidate needs


def resolve(names: tuple[Name, ...], gazetteer: Gazetteer, *, text: str, lower: list[str]) -> tuple[PlaceMention, ...]:
    """Return each name with its place, or with the reason why it has none."""
    senses = senses_of(names, text, lower)
    for sense in senses.values():
        sense.chances = [1.0 / len(sense.candidates) for _ in sense.candidates]
    for step in ("first", "second"):
        weigh(senses, step)
    return tuple(_mention(name, senses[name.span.text]) for name in names)


def weigh(senses: dict[str, Sense], step: str) -> None:
    """Give every candidate of every sense its chance, by the weights of this round."""
    near = surroundings(list(senses.values())) if step == "second" else surroundings([s for s in senses.values() if len(s.candidates) == 1 or s.candidates and s.candidates[0].place.kind == "country"])
    points = weights(f"place_reasons_{step}.csv")
    chances = {text: _chances(sense, near, senses, points) for text, sense in senses.items()}
    for text, sense in senses.items():
        sense.chances = chances[text]


def _chances(sense: Sense, near: Surroundings, senses: dict[str, Sense], points: dict[str, float]) -> list[float]:
    scores = [sum(points.get(reason, 0.0) for reason in said) for said in told(sense, near, senses)]
    most = max(scores, default=0.0)
    parts = [math.exp(score - most) for score in scores]
    return [part / sum(parts) for part in parts]


def told(sense: Sense, near: Surroundings, senses: dict[str, Sense]) -> list[list[str]]:
    """The reasons of each candidate."""
    greatest = max((c.place.population for c in sense.candidates if c.place.kind == "town"), default=0)
    return [list(reasons(candidate, sense, greatest, near, senses)) for candidate in sense.candidates]


def _mention(name: Name, sense: Sense) -> PlaceMention:
    if not sense.candidates:
        return PlaceMention(name.span, Unresolved("no gazetteer has this name"), name.rule, name.demonym)
    best = max(range(len(sense.candidates)), key=lambda i: sense.chances[i])
    if sense.chances[best] < LEAST:
        order = sorted(range(len(sense.candidates)), key=lambda i: -sense.chances[i])[:5]
        likely: tuple[Place, ...] = tuple(sense.candidates[i].place for i in order)
        return PlaceMention(name.span, Unresolved("several candidates alike", likely), name.rule, name.demonym)
    return PlaceMention(name.span, sense.candidates[best].place, name.rule, name.demonym)
