"""How sure a report is: for each field, and for all of it, the chance that an analyst would keep it untouched."""

from __future__ import annotations

import math
from dataclasses import dataclass

from events.arguments import Surroundings, eventhood_cues
from events.coreference import NO_LINK, EventCluster, own_event_cues
from events.model import ActorRole, FieldConfidence, Status
from text.scoring import BIAS, Cues, chance, score

FIELDS = ("type", "place", "when", "actors", "fatalities", "source")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known of how the fields of a report were chosen: the chance of each choice, and the rules of type and status."""

    place: float
    when: float
    actors: float
    killed: float
    injured: float
    event_type: str
    type_rule: str
    status: Status
    status_rule: str
    place_kind: str
    precision: str
    parts: tuple[ActorRole, ...]


def field_cues(decision: Decision, cluster: EventCluster, around: Surroundings) -> dict[str, Cues]:
    """Return field -> cues of its confidence, and under "report" those of the whole.

    >>> sorted(FIELDS)
    ['actors', 'fatalities', 'place', 'source', 'type', 'when']
    """
    likely = score(eventhood_cues(cluster.representative, around), "eventhood")
    mentions = min(len(cluster.event_mentions), 6)
    shared: Cues = {
        "likelier an event": likely / 4,
        "told by one mention": float(mentions == 1),
        "told by three and more": float(mentions > 2),
        "in the lead": float(cluster.event_mentions[0].number <= 1),
        "text of many mentions": float(around.mentions > 12),
    }
    roles = sorted({part.role for part in decision.parts})
    own: dict[str, Cues] = {
        "type": {f"type: {decision.event_type}": 1.0, f"rule: {decision.type_rule}": 1.0},
        "place": {"odds of the choice": _odds(decision.place), f"a {decision.place_kind}": 1.0},
        "when": {"odds of the choice": _odds(decision.when), f"precision: {decision.precision}": 1.0},
        "actors": {
            "odds of the choice": _odds(decision.actors),
            f"roles: {', '.join(roles) or 'none'}": 1.0,
            f"{min(len(decision.parts), 4)} actors": 1.0,
        },
        "fatalities": {"odds of the dead": _odds(decision.killed), "odds of the injured": _odds(decision.injured)},
        "source": {f"status: {decision.status}": 1.0, f"rule: {decision.status_rule}": 1.0},
    }
    cues = {field: shared | each for field, each in own.items()}
    return cues | {"report": _of_all(cues, cluster, around)}


def _of_all(cues: dict[str, Cues], cluster: EventCluster, around: Surroundings) -> Cues:
    """Return the cues of a report being right in every field: how sure each field is, and that it is no echo of another."""
    sure = {field: chance(score(cues[field], f"sure_{field}")) for field in FIELDS}
    return {f"surer of its {_CALLED.get(field, field)}": _odds(each) for field, each in sure.items()} | {
        "surer of all fields": sum(math.log(max(each, 0.02)) for each in sure.values()),
        "likelier an event of its own": score(own_event_cues(cluster, around), "own_event") / 2,
        "agrees with another event": max(cluster.agreement, NO_LINK) / 3,
        "text of many mentions": math.log(1 + around.mentions),
    }


_CALLED = {"when": "day", "actors": "sides", "fatalities": "figures"}  # fields, as analysts call them


def _odds(chance_: float) -> float:
    bounded = min(max(chance_, 0.01), 0.99)
    return math.log(bounded / (1 - bounded)) / 2


def confidence(cues: dict[str, Cues]) -> tuple[float, tuple[FieldConfidence, ...]]:
    """Return the chance that the report is right in every field, and that of each field.

    >>> whole, fields = confidence({field: {} for field in (*FIELDS, "report")})
    >>> 0 < whole < 1, len(fields)
    (True, 6)
    """
    fields = tuple(FieldConfidence(field, round(chance(score(cues[field], f"sure_{field}")), 3)) for field in FIELDS)
    return round(chance(score(cues["report"], "sure_report")), 3), fields


__all__ = ["BIAS", "FIELDS", "Decision", "confidence", "field_cues"]
