"""Which place a name means: the reasons for each candidate are added up, twice; then rules with names decide.

The first round knows nothing of the other names but what is said outright ("Hama, Syria") or is beyond doubt; the second
also asks where the others lie by the first. All mentions of one name in a document mean one place. The deciding rules
stand in geo/rules.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from geo.gazetteer import Gazetteer
from geo.mention import MentionContext
from geo.offset import in_between
from geo.place import Place, PlaceMention
from geo.reasons import features_for, spatial_context
from geo.recognise import Name
from geo.rules import Decision, by_their_way, decide, fitted
from geo.toponyms import Toponym, Toponyms, lone, toponyms_of
from geo.unknown import in_their_land
from geo.wording import weights
from text.token_table import TokenTable


def resolve(
    names: tuple[Name, ...], gazetteer: Gazetteer, *, page: TokenTable, titled: tuple[Name, ...] = ()
) -> tuple[PlaceMention, ...]:
    """Return each name of ``page`` with its place, or with the reason why it has none. ``titled``: the title's names.

    >>> from geo.recognise import names
    >>> text = page_of("Shelling in Hama, Syria")
    >>> hama, syria = resolve(names(text, gazetteer()), gazetteer(), page=text)
    >>> hama.place.country, hama.within.text, syria.rule
    ('SY', 'Syria', 'country')
    """
    text, lower = page.text, page.lower
    senses = toponyms_of(names, text, lower)
    senses |= {name.span.text: lone(name) for name in titled if _wide(name) and name.span.text not in senses}
    for step in ("first", "second"):
        score_candidates(senses, step=step)
    decided = {name: decide(sense, senses) for name, sense in senses.items()}
    found = [
        fitted(
            _mention(names, i, senses, decided),
            senses[name.span.text],
            gazetteer,
            said=MentionContext(page, names, i, senses),
        )
        for i, name in enumerate(names)
    ]
    placed = in_their_land(in_between(by_their_way(found, text), text), senses, gazetteer)
    return tuple(_labelled(mention, gazetteer) for mention in placed)


def _labelled(mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    """The mention, a country drawn where a map writes its name and not amid its people."""
    place = mention.place
    if not isinstance(place, Place) or place.kind != "country":
        return mention
    return replace(mention, place=gazetteer.labelled(place))


def _wide(name: Name) -> bool:
    """Whether a name is first of all a country's (or its people's) or a province's."""
    return bool(name.candidates) and name.candidates[0].place.kind in ("country", "province")


def score_candidates(senses: Toponyms, *, step: str) -> None:
    """Give every candidate of every sense its chance, by the weights of this round ("first" or "second").

    >>> from geo.recognise import names
    >>> senses = toponyms_of(names(text := page_of("They fled Tripoli, Lebanon"), gazetteer()), text.text, text.lower)
    >>> score_candidates(senses, step="first")
    >>> senses["Tripoli"].best[0].country
    'LB'
    """
    near = spatial_context([sense for sense in senses.values() if step == "second" or _clear(sense)])
    points = weights(f"place_reasons_{step}.csv")
    chances = {text: _chances_of(features_for(sense, near, senses), points) for text, sense in senses.items()}
    for text, sense in senses.items():
        sense.chances = chances[text]


def _clear(sense: Toponym) -> bool:
    return len(sense.candidates) == 1 or (bool(sense.candidates) and sense.candidates[0].place.kind == "country")


def _chances_of(reasons: list[list[str]], points: dict[str, float]) -> list[float]:
    """Chances of the candidates; what is missing from 1 is the chance of the last entry: that none of them is meant.

    >>> [round(chance, 2) for chance in _chances_of([["near"], ["far"], ["none"]], {"near": 1.0, "far": -9.0})]
    [0.73, 0.0]
    """
    scores = [sum([points.get(reason, 0.0) for reason in said]) for said in reasons]
    most = max(scores, default=0.0)
    parts = [math.exp(score - most) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts[:-1]]


def _mention(names: Sequence[Name], i: int, senses: Toponyms, decided: dict[str, Decision]) -> PlaceMention:
    name = names[i]
    place, rule = decided[name.span.text]
    beside = (*names[i + 1 : i + 2], *names[max(0, i - 1) : i])
    within = next((other.span for other in beside if other.span.text in senses[name.span.text].inside), None)
    return PlaceMention(name.span, place, "demonym" if name.demonym else rule, name.demonym, within)
