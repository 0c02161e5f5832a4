"""What a person writes for a place -> the one place that it can be, or one line that says which it may be.

Nothing is guessed: where a name fits several
places, their ids are listed.
"""

from __future__ import annotations

import re

from geo import Place
from geo.gazetteer import Gazetteer
from text.fold import fold_key

MOST_LISTED = 8
_ID = re.compile(r"[a-z][a-z-]*:\S+")


class NoOnePlace(ValueError):  # noqa: N818 - reads as what it is
    """A text that is no place, or several; the message lists them."""


def place_of(text: str, gazetteer: Gazetteer) -> Place:
    """Return the place of a gazetteer's id, or of a name that only one place bears. Raises :class:`NoOnePlace`.

    After the name may stand, with commas between, what tells it from others: country (two letters), province or kind.

    >>> place_of("geonames:170017", gazetteer()).name, place_of("Tripoli, LB, town", gazetteer()).admin1
    ('Ḩamāh', 'Ash Shimāl')
    >>> place_of("Zzyzx of nowhere", gazetteer())
    Traceback (most recent call last):
        ...
    commands.placing.NoOnePlace: no gazetteer knows Zzyzx of nowhere; write degrees and a name: 34.5,40.9 Low Ford
    """
    found = _with_id(text, gazetteer) if _ID.fullmatch(text) or text.isdigit() else _named(text, gazetteer)
    if not found:
        raise NoOnePlace(f"no gazetteer knows {text}; write degrees and a name: 34.5,40.9 Low Ford")  # noqa: EM102, TRY003
    if len(found) > 1:
        raise NoOnePlace(_several(text, found))
    return found[0]


def _with_id(text: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    found = gazetteer.by_geonameid(int(text)) if text.isdigit() else gazetteer.by_id(text)
    return (found,) if found else ()


def _named(text: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the places of the name that have all that is said after it: those so written where there are any."""
    name, *told = (part.strip() for part in text.split(","))
    fits = [one for one in gazetteer.candidates(name) if one.sort not in ("demonym", "metonym")]
    fits = [one for one in fits if all(fold_key(word) in _marks(one.place) for word in told)]
    best = [one for one in fits if one.level == "written"]
    return tuple(one.place for one in best or fits)


def _marks(place: Place) -> set[str]:
    """Return what may be said of a place after its name, folded."""
    return {fold_key(word) for word in (place.country, place.admin1, place.kind) if word}


def _several(text: str, found: tuple[Place, ...]) -> str:
    listed = ", ".join(_words(place) for place in found[:MOST_LISTED])
    more = f" and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
    name = text.split(",", maxsplit=1)[0]
    return f"{text} may be {listed}{more}; write the id, or the name with its country, province or kind: {name}, {_mark(found[0])}"


def _words(place: Place) -> str:
    return f"{place.id} ({', '.join(part for part in (place.kind, place.admin1, place.country) if part)})"


def _mark(place: Place) -> str:
    return ", ".join(part for part in (place.country, place.kind) if part)
