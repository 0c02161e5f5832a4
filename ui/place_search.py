"""Finding a place by its name in the gazetteer: to go there on the map, and to say where an event really was."""

from __future__ import annotations

from functools import cache

import streamlit as st

from geo import Gazetteer, Place
from geo.build import ensure
from store import Archive
from ui import parts, session
from view import words
from view.countries import country_name
from view.frame import close_to

KEY = "go_to"
MOST = 6


@cache
def _gazetteer() -> Gazetteer:
    """Open the compiled gazetteer once a process; it is a file, and nothing of it is held in memory."""
    return Gazetteer.open(ensure())


def found(name: str, most: int = MOST) -> tuple[Place, ...]:
    """Return the places that are called so, best first; several of one name and country count once.

    >>> [(place.name, place.country) for place in found("deir ez-zor")][:1], found("  ")
    ([('Deir ez-Zor', 'SY')], ())
    """
    asked = " ".join(name.split())[:100]
    places = _gazetteer().find(asked) if asked else ()
    first: dict[tuple[object, ...], Place] = {}
    for place in places:
        first.setdefault((place.name, place.country, place.admin1, place.kind), place)
    return tuple(first.values())[:most]


def said(place: Place) -> str:
    """Say a place so that it is told from others of its name.

    >>> said(found("deir ez-zor")[0])
    'Deir ez-Zor, Deir ez-Zor, Syria (province)'
    """
    above = ", ".join(filter(None, (place.admin1, country_name(place.country) if place.country else "")))
    kind = words.KIND_NAMES[place.kind]
    return f"{place.name}, {above} ({kind})" if above else f"{place.name} ({kind})"


def show(_: Archive) -> None:
    """Ask for a name, and offer the places that are called so; the map goes to the one that is chosen.

    >>> drawn(show, archive)
    ['text_input: Go to a place']
    """
    name = st.text_input(words.GO_TO, key=KEY, max_chars=100, placeholder=words.GO_TO_EXAMPLE, on_change=_asked)
    places = found(name)
    if name and not places:
        st.caption(words.GO_TO_NONE)
    for place in places:
        st.button(
            words.shown(said(place)),
            key=f"go_{place.id}",
            type="tertiary",
            icon=":material/place:",
            on_click=_go,
            args=(place,),
        )


def _asked() -> None:
    """Go to the best match at once; the others are offered."""
    places = found(str(st.session_state.get(KEY, "")))
    if places:
        _move(places[0])
    parts.again(parts.SIDE, *((parts.MAP,) if places else ()))


def _go(place: Place) -> None:
    _move(place)
    parts.again(parts.MAP)


def _move(place: Place) -> None:
    session.go(close_to(place.at.lat, place.at.lon, place.kind))
