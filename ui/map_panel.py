"""The map: asks the archive for the marks of the window that is seen, draws them, hears what was clicked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st
import streamlit_folium

from store import WORLD, Archive, Marker, Window, window_of
from store.listing import Page
from ui import layers, overlays, parts, session, tiles
from view import words
from view.frame import seen
from view.layers import event_layer, offline_map, spread_of
from view.surface import Surface

KEY = "map"
HEIGHT = 560
"""What is told to the component; on the screen the style sheet makes the map as high as the window allows."""
MOST_SPREAD = 40
"""Events of one spot that are spread round it when it is clicked; of more there is the list alone."""
FEW = 300
"""Up to so many events on the map, all marks are sent at once: moving the map then repaints nothing."""
HEARD = ["bounds", "center", "zoom", "last_active_drawing", "last_object_clicked_count"]


def mount() -> None:
    """Start the map anew, where the reader left it; called when this page is opened, not when it is drawn again.

    >>> on_page(lambda: [mount(), st.session_state.start][-1])
    Frame(lat=35.4545, lon=38.6, zoom=8)
    """
    st.session_state.mounted = True
    st.session_state.start = session.frame()
    st.session_state.clicks = 0
    st.session_state.moves = 0
    st.session_state.goto = st.session_state.goto_box = st.session_state.spread = None


def marks(kept: Archive) -> tuple[Marker, ...]:
    """Return the marks for what is seen, or for the whole world where there are few.

    >>> [(mark.place, mark.count) for mark in on_page(marks, archive)][-2:]
    [('Stonegate', 2), ('Tallbrook', 3)]
    """
    shown = session.state()
    zoom = session.frame().zoom
    here = kept.markers(shown.filters, window=_roomier(session.window()), zoom=zoom)
    if sum(mark.count for mark in here) <= FEW and session.tally(kept).on_map <= FEW:
        return kept.markers(shown.filters, window=WORLD, zoom=zoom)
    return here


@parts.part(parts.MAP)
def show(kept: Archive) -> None:
    """Draw the map with the marks of its window."""
    chosen = session.state().event
    selected = kept.event(chosen) if chosen else None
    laid = layers.surface(kept)
    found = marks(kept)
    found = found if laid is None else tuple(each for each in found if chosen in each.ids)
    layer = event_layer(
        found,
        selected=selected,
        theme=session.theme(),
        move=_move(),
        tiles=tiles.chosen(),
        more=_more(kept, found, laid),
    )
    streamlit_folium.st_folium(
        offline_map(st.session_state.start, _words(), extent=st.session_state.fit),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        feature_group_to_add=layer,
        returned_objects=HEARD,
        on_change=_heard,
    )


def _more(kept: Archive, found: tuple[Marker, ...], laid: Surface | None) -> dict[str, object]:
    """Return what is drawn beside the marks; ``played`` has a step of a play drawn also where its marks are those before."""
    return {
        "played": st.session_state.get("played"),
        "spread": _spread(kept, found),
        "layer": laid and laid.data | {"measure": session.state().measure},
        "pick": _pick(),
        "overlays": overlays.shown(),
    }


def _spread(kept: Archive, found: tuple[Marker, ...]) -> dict[str, object] | None:
    """Return the events of the spot that was clicked, while one of them is selected."""
    state = session.state()
    mark = next((each for each in found if each.spot and state.event in each.ids), None)
    if mark is None or (mark.lat, mark.lon) != st.session_state.spread or not 1 < mark.count <= MOST_SPREAD:
        return None
    here = kept.listed(state.filters, Page(state.order, MOST_SPREAD, spot=(mark.lat, mark.lon)))
    return spread_of(mark, [each for each in here if each.id in mark.ids], state.event)


def _move() -> dict[str, object] | None:
    """Return where the map is to go, with a number that tells a new wish from an old one."""
    goto = st.session_state.goto
    if goto is None:
        return None
    told: dict[str, object] = {"lat": goto.lat, "lon": goto.lon, "zoom": goto.zoom, "n": st.session_state.moves}
    box = st.session_state.goto_box
    return told | ({"box": [box.south, box.west, box.north, box.east]} if box else {})


def _words() -> dict[str, object]:
    """Return the map's words; beside the dock, which is its legend, it has none of its own."""
    return words.MAP_WORDS if session.state().view else words.MAP_WORDS | {"legend": ""}


def _heard() -> None:
    """Take what the browser says into the session: where the map stands, and a new click.

    A move has the map drawn again; more only where a filter goes along with the window, or all else is still to come.
    """
    told = _fields(st.session_state.get(KEY))
    now, before = seen(told), session.state().filters
    if now is not None:
        session.look(*now)
    clicks = told.get("last_object_clicked_count") or 0
    if clicks != st.session_state.clicks:
        st.session_state.clicks = clicks
        _clicked(_fields(_fields(told.get("last_active_drawing")).get("properties")))
    if session.state().filters != before:
        parts.again(*parts.filtered())
    parts.again(parts.MAP, *parts.follow(), here=parts.MAP)


def _pick() -> dict[str, object] | None:
    """Return that a point is asked for, with a number that tells a new wish from an old one, and the one that was picked."""
    asked, got = st.session_state.get("picking"), st.session_state.get("picked")
    if not asked and not got:
        return None
    return {"n": st.session_state.pick_wishes if asked else 0, "at": list(got[1:]) if got else None}


def _picked(point: object) -> None:
    """Take the point that was picked for a report; whatever else a browser says is left alone."""
    report = st.session_state.get("picking")
    numbers = point if isinstance(point, list) and len(point) == 2 else ()
    if not report or not all(isinstance(each, int | float) and math.isfinite(each) for each in numbers) or not numbers:
        return
    lat, lon = numbers
    st.session_state.picking = None
    if -90 <= lat <= 90 and -180 <= lon <= 180:
        st.session_state.picked = (report, round(float(lat), 5), round(float(lon), 5))
    parts.again(parts.MAP, parts.PANEL)


def _clicked(properties: Mapping[str, Any]) -> None:
    """Select the spot that was clicked, or one of its events that are spread round it; a cluster opens in the browser."""
    event = properties.get("id")
    _picked(properties.get("pick"))
    if not properties.get("spot") or not isinstance(event, str):
        return
    if properties.get("leaf"):
        st.session_state.came_from = "spot"
        parts.choose(event)
    found = marks(session.archive())
    mark = next((each for each in found if each.spot and event in each.ids), None)
    several = mark is not None and mark.count > 1
    st.session_state.spread = (mark.lat, mark.lon) if mark is not None and several and not mark.area else None
    parts.choose(event, rail="spot" if several else "event")


def _fields(told: object) -> Mapping[str, Any]:
    """Return what a browser told where it has fields; it may be forged, and be anything."""
    return told if isinstance(told, Mapping) else {}


def _roomier(window: Window) -> Window:
    """Return the window with a quarter more on each side, so that a small move shows no empty edge."""
    high, wide = (window.north - window.south) / 4, ((window.east - window.west) % 360) / 4
    if wide == 0 or wide > 60:
        return Window(max(-90, window.south - high), -180, min(90, window.north + high), 180)
    return window_of(window.south - high, window.west - wide, window.north + high, window.west + wide * 5)
