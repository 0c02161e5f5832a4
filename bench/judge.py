"""Whether a candidate place, day, actor or number is the one that an annotated event has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from events.model import Actor, ActorRole, Count, Report, ReportPlace, When
from geo import LatLon, Place
from geo.area import kilometres

Gold = dict[str, Any]
WIDE = frozenset({"country", "area"})
AREAS = frozenset({"district", "province", "area"})
WIDE_KM, AREA_KM = 100, 25
A_WEEK, A_FEW_DAYS, IN_COMMON = 7, 2, 0.4
# Words of a name that tell nothing of whose it is.
EMPTY = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "a",
        "an",
        "force",
        "troop",
        "army",
        "milit",
        "soldi",
        "fight",
        "group",
        "armed",
        "secur",
        "minis",
        "gover",
        "state",
        "defen",
        "offic",
        "local",
        "membe",
        "jet",
        "drone",
        "aircr",
        "warpl",
        "presi",
        "spoke",
        "autho",
    ]
)


def place_right(gold: Gold | None, place: Place | None) -> bool:
    """Whether a place is the event's: within its reach and of its level; none is right where the text leaves it wide.

    >>> place_right(None, None)
    True
    """
    if gold is None:
        return place is None or place.kind in WIDE
    if place is None:
        return bool(gold["kind"] in WIDE and gold["within_km"] >= WIDE_KM)
    near = kilometres(place.at, LatLon(gold["lat"], gold["lon"]))
    if gold["kind"] in WIDE:
        level = WIDE if gold["kind"] == "country" else {*WIDE, "province", "district"}
        same_country = place.kind == gold["kind"] == "country" and place.country == gold["country"]
        return place.kind in level and (same_country or near <= gold["within_km"])
    if gold["within_km"] >= AREA_KM and place.kind in AREAS and gold["kind"] in AREAS:
        return bool(near <= gold["within_km"])
    return place.kind not in WIDE and near <= max(3, gold["within_km"])


def when_right(gold: Gold | None, when: When | None) -> bool:
    """Whether an interval is the event's: the same days, a day of slack where several are meant, half of a longer time.

    >>> when_right({"from": "2024-01-01", "to": "2024-01-01"}, When(dt.date(2024, 1, 1), dt.date(2024, 1, 1), "day"))
    True
    """
    if gold is None:
        return when is None or when.precision == "about"
    first, last = dt.date.fromisoformat(gold["from"]), dt.date.fromisoformat(gold["to"])
    length = (last - first).days
    if when is None:
        return length >= A_WEEK
    shared = (min(last, when.latest) - max(first, when.earliest)).days + 1
    if length >= A_FEW_DAYS and shared > 0 and (when.latest - when.earliest).days <= 2 * length + 2:
        return shared / ((max(last, when.latest) - min(first, when.earliest)).days + 1) >= IN_COMMON
    if 0 < length <= A_FEW_DAYS and first <= when.earliest and when.latest <= last:
        return True
    slack = max(1, length // 4) if length else 0
    return abs((first - when.earliest).days) <= slack and abs((last - when.latest).days) <= slack


def stems(name: str) -> frozenset[str]:
    """Return the stems of a name that tell whose it is.

    >>> sorted(stems("Israeli forces"))
    ['israe']
    """
    words = frozenset(word[:5] for word in re.findall(r"[a-z0-9]+", name.lower()) if len(word) > 1)
    return (words - EMPTY) or words


def is_named(actor: Actor, said: str, gold: Gold) -> bool:
    """Whether an actor, or the words that name it, is the one of the gold.

    >>> is_named(Actor("israel-forces", "Israeli forces", 1), "Israel", {"names": ["Israeli jets"], "class": [8]})
    True
    """
    for own in (actor.name, actor.id.replace("-", " "), said):
        mine = stems(own)
        for name in gold["names"]:
            other = stems(name)
            initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", own) if word[0].isupper())
            if (name.isupper() and len(name) > 2 and name == initials) or own.lower() == name.lower():
                return True
            alike = len(mine & other) / max(1, len(mine | other))
            if alike == 1 or (
                alike >= 0.34
                and (actor.inter is None or actor.inter in gold["class"] or {actor.inter, *gold["class"]} <= {1, 8})
            ):
                return True
    return False


def number_right(gold: list[int] | None, best: int | None) -> bool:
    """Whether a figure lies within the gold's.

    >>> number_right([2, 3, 5], 4), number_right(None, 0), number_right(None, 3)
    (True, True, False)
    """
    return not best if gold is None else gold[0] <= (best or 0) <= gold[2]


def actors_right(gold: list[Gold], parts: Sequence[ActorRole], said: Mapping[str, str]) -> bool:
    """Whether everybody who must be named is, in the right role, and nobody else; ``said``: actor id -> its words.

    >>> actors_right([], (), {})
    True
    """
    used: set[int] = set()
    acting = [part for part in parts if part.role in {"initiator", "target", "party"}]
    for want in gold:
        hit = next((at for at, part in enumerate(acting) if at not in used and _fits(want, part, said)), None)
        if hit is None and not want.get("optional"):
            return False
        if hit is not None:
            used.add(hit)
    return all(at in used or any(_fits(want, part, said) for want in gold) for at, part in enumerate(acting))


def _fits(want: Gold, part: ActorRole, said: Mapping[str, str]) -> bool:
    role = want["role"] == "side" or part.role in {want["role"], "party"}
    return role and is_named(part.actor, said.get(part.actor.id, part.actor.name), want)


def source_right(gold: Gold, report: Report) -> bool:
    """Whether status and source are the event's.

    >>> source_right({"status": ["asserted"]}, read_in("Rebels shelled Hama.").reports[0])
    True
    """
    if report.status not in gold["status"]:
        return False
    if report.status in {"asserted", "alleged"} or not gold.get("said_by"):
        return True
    known = {
        "names": [*gold["said_by"], *(name for actor in gold["actors"] for name in actor["names"])],
        "class": [1, 2, 3, 4, 7, 8],
    }
    return any(is_named(actor, actor.name, known) for actor in report.said_by)


def fields_right(gold: Gold, report: Report) -> dict[str, bool]:
    """Return field -> whether a report has it as the event does.

    >>> event = {"types": ["Shelling/artillery/missile attack"], "actors": [], "status": ["asserted"]}
    >>> fields_right(event, read_in("Rebels shelled Hama.").reports[0])["type"]
    True
    """
    return {
        "type": report.sub_event_type in gold["types"],
        "place": place_right(gold.get("place"), report.place.place if isinstance(report.place, ReportPlace) else None),
        "when": when_right(gold.get("when"), report.when if isinstance(report.when, When) else None),
        "actors": actors_right(gold.get("actors", []), report.actors, {}),
        "fatalities": number_right(gold.get("dead"), _best(report.fatalities))
        and number_right(gold.get("injured"), _best(report.injured)),
        "source": source_right(gold, report),
    }


def _best(count: Count | None) -> int | None:
    return count.best if count else None
