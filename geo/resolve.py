"""Which place a name means: named rules in order over the candidates."""

from __future__ import annotations

from collections import Counter

from geo.gazetteer import Candidate, Gazetteer
from geo.place import Place, PlaceMention, Unresolved
from geo.recognise import Name


def resolve(names: tuple[Name, ...], gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Return each name with its place, or with the reason why it has none."""
    votes = Counter(
        name.candidates[0].place.country for name in names if name.candidates and name.candidates[0].place.kind == "country"
    )
    return tuple(_mention(name, votes) for name in names)


def _mention(name: Name, votes: Counter[str | None]) -> PlaceMention:
    if not name.candidates:
        return PlaceMention(name.span, Unresolved("no gazetteer has this name"), name.rule, name.demonym)
    place, rule = _choice(name.candidates, votes)
    return PlaceMention(name.span, place, rule, name.demonym)


def _choice(candidates: tuple[Candidate, ...], votes: Counter[str | None]) -> tuple[Place, str]:
    if candidates[0].place.kind == "country":
        return candidates[0].place, "country"
    here = [c for c in candidates if votes[c.place.country]]
    if here:
        return max(here, key=lambda c: (votes[c.place.country], c.place.population)).place, "document's country"
    return max(candidates, key=lambda c: c.place.population).place, "population"
