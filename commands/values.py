"""What a person writes on a command line -> the value of a report's field.

Each field has its own way of being written; it stands apart from the command so that all of them can be seen, and
tried, in one table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from commands.placing import NoOnePlace
from events import Actor, ActorRole, Count, ReportPlace, Role, When
from geo import LatLon, Place, Unresolved

BY_A_PERSON = "corrected by a person"
NOTHING = "none"
RADIUS_KM = 3.0  # of a point that a person gives: a town and its fields
WAYS: Mapping[str, str] = {
    "place": '"34.5,40.9 Low Ford" (degrees, name), "Tripoli, LB" (as the gazetteer knows it), geonames:266826, or none',
    "when": "2017-10-02, 2017-10-02..2017-10-05, or none",
    "fatalities": "9, 9-14 (the lowest figure counts as the best), or none",
    "injured": "9, 9-14, or none",
    "actors": "initiator=islamic-state,target=syria-forces, or none",
    "sub_event_type": "Armed clash, or another of ACLED's names",
    "status": "asserted, claimed, alleged or disputed",
}


class BadValue(ValueError):  # noqa: N818 - reads as what it is
    """What was written cannot be a value of the field; the message says how one is written."""


@dataclass(frozen=True, slots=True)
class Known:
    """Where names are looked up: an actor by id, None where there is none; a place, ``ValueError`` where it is not one."""

    actor: Callable[[str], Actor | None]
    place: Callable[[str], Place]


def value_of(field: str, text: str, known: Known) -> object:
    """Return the value that ``text`` means for ``field``. Raises :class:`BadValue`.

    >>> nobody = Known(lambda _: None, lambda _: None)
    >>> value_of("fatalities", "9-14", nobody)
    Count(low=9, best=9, high=14)
    >>> value_of("status", "claimed", nobody)
    'claimed'
    """
    asks: dict[str, Callable[[str], object]] = {
        "actors": lambda text: _actors(text, known.actor),
        "place": lambda text: _place(text, known.place),
    }
    try:
        return (asks.get(field) or _READ.get(field, str))(text.strip())
    except NoOnePlace as error:
        message = f"{field}: {error}"
        raise BadValue(message) from None
    except ValueError:
        message = f"{field}: {text!r} cannot be its value; write {WAYS.get(field, 'one of ' + ', '.join(WAYS))}"
        raise BadValue(message) from None


def _count(text: str) -> Count | None:
    if text == NOTHING:
        return None
    low, _, high = text.partition("-")
    return Count(int(low), int(low), int(high or low))


def _when(text: str) -> When | Unresolved:
    if text == NOTHING:
        return Unresolved(BY_A_PERSON)
    first, _, last = text.partition("..")
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    return When(*days, "day" if days[0] == days[1] else "range")


def _place(text: str, place_of: Callable[[str], Place]) -> ReportPlace | Unresolved:
    if text == NOTHING:
        return Unresolved(BY_A_PERSON)
    if not text or text[0] not in "+-0123456789" or text.isdigit():
        return ReportPlace(place_of(text))
    point, _, name = text.partition(" ")
    lat, lon = map(float, point.split(","))
    if not name.strip():
        raise ValueError
    where = LatLon(lat, lon)
    id_ = f"review:{lat:.4f},{lon:.4f}"
    return ReportPlace(Place(id_, name.strip(), where, None, None, "site", RADIUS_KM, BY_A_PERSON))


def _actors(text: str, actor_of: Callable[[str], Actor | None]) -> tuple[ActorRole, ...]:
    if text.strip() == NOTHING:
        return ()
    found = []
    for part in text.split(","):
        role, _, name = (piece.strip() for piece in part.partition("="))
        actor = actor_of(name)
        if actor is None or role not in get_args(Role):
            raise ValueError
        found.append(ActorRole(actor, next(known for known in get_args(Role) if known == role)))
    return tuple(found)


_READ: Mapping[str, Callable[[str], object]] = {
    "fatalities": _count,
    "injured": _count,
    "when": _when,
}
