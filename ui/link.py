"""The page's address <-> what it shows: filters, view, selection, version of the data.

Pure functions; nothing that a stranger writes into an address can raise. What makes no sense is left out, with a line
of notice.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from store import Filters
from store.listing import ORDERS, Order
from view import words
from view.frame import FARTHEST, NEAREST, Frame
from view.surface import LAYERS, Layer, Measure

Link = dict[str, list[str]]
DEEPEST = 24
"""Zooms that other maps know: a link from there is shown as near as this map goes."""
NEWS, AT_FIRST = "news", Filters(news=True)
MOST_OVERLAYS = 5
_OVERLAY = re.compile(r"([0-9a-f]{32}|https?://[^\s<>\"']{1,400})\Z")
_ID = re.compile(r"[0-9a-f]{16}\Z")


@dataclass(frozen=True, slots=True)
class State:
    """What a page shows. ``frame`` None: fit the data. ``event``: id of the selected one. ``version`` None: newest.

    ``order`` is the list's. ``view`` "map": the map alone, as on a wall or in a story. ``layer`` is laid on the map in
    place of marks, and counts what ``measure`` says. ``overlays``: ids of layers of one's own, or their addresses.
    """

    filters: Filters = AT_FIRST
    frame: Frame | None = None
    event: str | None = None
    version: int | None = None
    order: Order = "date"
    view: str = ""
    layer: Layer | None = None
    measure: Measure = "events"
    overlays: tuple[str, ...] = ()


def params_of(state: State) -> Link:
    """Return the address's parameters.

    >>> params_of(State(frame=Frame(34.5, 40.25, 7), event="00c0ffee00c0ffee"))
    {'lat': ['34.5'], 'lon': ['40.25'], 'z': ['7'], 'ev': ['00c0ffee00c0ffee']}
    """
    told = dict(state.filters.params())
    if not told.pop(NEWS, None):  # the page shows news at first: what it says is that background is shown too
        told[NEWS] = ["0"]
    if state.frame:
        told |= {"lat": [f"{state.frame.lat:g}"], "lon": [f"{state.frame.lon:g}"], "z": [str(state.frame.zoom)]}
    if state.event:
        told["ev"] = [state.event]
    if state.version is not None:
        told["v"] = [str(state.version)]
    told |= {"order": [state.order]} if state.order != "date" else {}
    told |= {"overlay": list(state.overlays)} if state.overlays else {}
    told |= {"layer": [state.layer]} if state.layer else {}
    told |= {"by": [state.measure]} if state.layer and state.measure != "events" else {}
    return told | ({"view": [state.view]} if state.view else {})


def state_of(params: Mapping[str, list[str]]) -> tuple[State, tuple[str, ...]]:
    """Return what an address asks for, and a line of notice for each part that makes no sense; news alone at first.

    >>> state_of({"z": ["far"], "lat": ["1"], "lon": ["2"], "ev": ["<script>"]})[1]
    ('The map position in this link is not valid and was ignored.', "The link's event was left out: no such id.")
    """
    params = _undone(params)
    filters, notices = Filters.of_params({NEWS: ["1"], **params})
    frame, bad_view = _frame(params)
    event, bad_event = _event(params)
    version, bad_version = _version(params)
    order: Order = next((each for each in ORDERS if each == _first(params, "order")), "date")
    view = "map" if _first(params, "view") == "map" else ""
    layer = next((each for each in LAYERS if each == _first(params, "layer")), None)
    measure: Measure = "deaths" if _first(params, "by") == "deaths" else "events"
    overlays = tuple(dict.fromkeys(each for each in params.get("overlay") or () if _OVERLAY.match(each)))[
        :MOST_OVERLAYS
    ]
    return State(filters, frame, event, version, order, view, layer, measure, overlays), (
        *notices,
        *bad_view,
        *bad_event,
        *bad_version,
    )


def _undone(params: Mapping[str, list[str]]) -> Link:
    """Return the parameters of a link without what it was wrapped in on its way: "&amp;", or all of it percent-encoded."""
    told: Link = {}
    for name, values in params.items():
        whole = parse_qs(name) if "=" in name and values == [""] else {name: values}
        for each, more in whole.items():
            told.setdefault(each.removeprefix("amp;"), []).extend(more)
    return told


def _first(params: Mapping[str, list[str]], name: str) -> str:
    return next(iter(params.get(name) or []), "")


def _frame(params: Mapping[str, list[str]]) -> tuple[Frame | None, tuple[str, ...]]:
    texts = [_first(params, name) for name in ("lat", "lon", "z")]
    if not any(texts):
        return None, ()
    try:
        lat, lon, zoom = float(texts[0]), float(texts[1]), int(texts[2])
    except ValueError:
        lat = lon = math.nan
        zoom = 0
    if -85 <= lat <= 85 and -180 <= lon <= 180 and 0 <= zoom <= DEEPEST:
        return Frame(lat, lon, max(FARTHEST, min(NEAREST, zoom))), ()
    return None, (words.LINK_NO_VIEW,)


def _event(params: Mapping[str, list[str]]) -> tuple[str | None, tuple[str, ...]]:
    text = _first(params, "ev")
    if not text or _ID.match(text):
        return text or None, ()
    return None, (words.LINK_NO_EVENT,)


def _version(params: Mapping[str, list[str]]) -> tuple[int | None, tuple[str, ...]]:
    text = _first(params, "v")
    if not text:
        return None, ()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text), ()
    return None, (words.LINK_NO_VERSION,)
