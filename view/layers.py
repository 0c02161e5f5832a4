"""Markers -> what Leaflet draws, through folium and nothing but folium's own ways.

The map itself never changes (a change would reload it and lose the reader's place): everything that varies is one layer
of ids and numbers, handed over through ``feature_group_to_add``. No text of an article ever comes here: folium writes
what it is given into a script, where even escaped text can run.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, get_args

import branca.element
import folium
from branca.element import Element, MacroElement
from folium.elements import ElementAddToElement
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from events import SUB_EVENT_TYPES
from geo import Kind, Unresolved
from store import EventDetail, Marker, Window
from store.cache import Memory
from store.listing import Listed
from view.area_labels import drawn_at
from view.countries import country_name
from view.frame import FARTHEST, NEAREST, Frame
from view.vendored import version

STATIC = "../../app/static"
"""The page's static files as seen from the map's iframe; relative, so that it holds under any base path."""
TYPES = tuple(SUB_EVENT_TYPES)
KINDS = get_args(Kind)
MIXED, FIRM, SPOT, SELECTED, DOUBTFUL, AREA = 1, 2, 4, 8, 16, 64
SHARES = 8
"""How finely the ring of a mark tells its kinds apart: each has so many steps, and is seen where it is there at all."""

branca.element.Template = cache(Template)  # type: ignore[attr-defined, assignment]
"""A line of a map's head is a template: made once, where it would be compiled anew for each map."""
Row = list[Any]
_NO_NAME = re.compile(r"[^\w .,'()\u2018\u2019\u02bf\u02be/-]")
"""What no area's name in the gazetteer has; a coded table may call an area anything."""


def _lasting(name: str) -> str:
    """Return the address of a static file with its version: a browser that has it does not ask for it again."""
    return f"{STATIC}/{name}?v={version()}"


class Head(Element):
    """What the map's page needs in its head: the map fills it."""

    _template = Template("<style>#map_div{position:relative;width:100%;height:100%}</style>")


class OfflineMap(folium.Map):
    """A folium map whose scripts come from this machine and which asks nobody for tiles.

    Only its parts are written (st_folium asks each for its script); folium would write the whole page as well, three
    times for each change, and compile a template for each of its lines.
    """

    default_js: ClassVar[list[tuple[str, str]]] = [  # type: ignore[misc]
        ("leaflet", _lasting("vendor/leaflet/leaflet.js")),
        ("basemap", _lasting("map/basemap.js")),
        ("events", _lasting("map/events.js")),
        ("tools", _lasting("map/tools.js")),
    ]
    default_css: ClassVar[list[tuple[str, str]]] = [  # type: ignore[misc]
        ("leaflet_css", _lasting("vendor/leaflet/leaflet.css")),
        ("map_css", _lasting("map/map.css")),
    ]

    def render(self, **_: object) -> str:
        """Write the head."""
        self.get_root().header.add_child(Head(), name="head")  # type: ignore[attr-defined]
        return ""


class EventGroup(folium.FeatureGroup):
    """The group that the marks are in; as with the map, only its parts are written."""

    def render(self, **_: object) -> str:
        """Have the group put on its map."""
        page = self._parent.get_name() if self._parent else ""
        self.add_child(ElementAddToElement(element_name=self.get_name(), element_parent_name=page), name="add")
        return ""


class Ground(MacroElement):
    """Land, borders, waters and names (static/map/basemap.js), and the words that the marks and the legend use."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    conflictMap.words = {{ this.words|tojson }};
    conflictMap.map = {{ this._parent.get_name() }};
    conflictMap.canvas = L.canvas({padding: 0.3}).addTo({{ this._parent.get_name() }});
    conflictMap.attach({{ this._parent.get_name() }}, {{ this.extent|tojson }});
    conflictMap.telling({{ this._parent.get_name() }});
    conflictMap.tools({{ this._parent.get_name() }});
    {% endmacro %}""")

    def __init__(self, words: dict[str, object], extent: Window | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Ground"
        self.words = words
        self.extent = [extent.south, extent.west, extent.north, extent.east] if extent else None


class Marks(MacroElement):
    """The one layer that changes: rows of ids and numbers, and where the selected event may lie."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = conflictMap.events({{ this.rows }}, {{ this.options|tojson }});
    {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
    {% endmacro %}""")

    def __init__(self, rows: list[Row], options: dict[str, object]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Marks"
        # As the template's own filter tojson writes it, without the blanks: they are a tenth of what is sent.
        self.rows = htmlsafe_json_dumps(rows, separators=(",", ":"))
        self.options = options


def offline_map(start: Frame, words: dict[str, object], *, extent: Window | None = None) -> OfflineMap:
    """Return the map; the same arguments give the same script, so that the browser keeps the one it has.

    ``words`` are the page's own strings: types (one a kind of event), legend, events, hollow, several, several_kinds,
    vague and doubtful. ``extent`` is fitted to the window by the browser, where given.

    >>> made = offline_map(Frame(34.5, 40.25, 7), {"events": "events"})
    >>> made.location, made.options["zoom"]
    ([34.5, 40.25], 7)
    """
    made = OfflineMap(
        (start.lat, start.lon),
        zoom_start=start.zoom,
        tiles=None,
        minZoom=FARTHEST,
        maxZoom=NEAREST,
        worldCopyJump=True,
    )
    Ground(words, extent).add_to(made)
    return made


def row_of(marker: Marker, selected: str | None) -> Row:
    """Write a marker as the browser reads it: id, lat, lon, count, kind of event, flags, kind of place.

    The kind of event is its place in ``TYPES``, of several the shares of all; the kind of place is that in ``KINDS``. A
    cluster has 0 for its id, and in place of the last its box (south, west, north, east), which holds all of its
    events. An area has there its name, the code of its outline, and the box where it is several areas.

    >>> window = Window(34.5, 39, 36, 41)
    >>> for marker in archive.markers(Filters(), window=window, zoom=7):
    ...     print(row_of(marker, None))
    ['a6e6539410978345', 34.15, 38.14, 1, 3, 68, ['Eastmark', 169575, 0]]
    ['f03da17bc8483111', 35.2, 40.1, 1, 4, 4, 0]
    ['0500c0f51a9e0c17', 35.0, 40.0, 3, 2562, 7, 1]
    """
    flags = MIXED * marker.mixed + FIRM * marker.firm + SPOT * marker.spot + SELECTED * (selected in marker.ids)
    flags += DOUBTFUL * marker.doubtful
    digits = _digits(marker)
    lat, lon = drawn_at(marker)
    row: Row = [marker.ids[0] if marker.spot else 0, round(lat, digits), round(lon, digits)]
    row += [marker.count, shares(marker.kinds) if marker.mixed and marker.kinds else _type(marker)]
    if marker.area:
        return [*row, flags + AREA, _area(marker, digits)]
    known = KINDS.index(marker.place_kind) if marker.place_kind in KINDS else 0
    return [*row, flags, known if marker.spot else _box(marker.bounds, digits - 1)]


def _type(marker: Marker) -> int:
    return TYPES.index(marker.event_type) if marker.event_type in TYPES else -1


def shares(kinds: Sequence[int]) -> int:
    """Return how the events are spread over their kinds as one number: a digit of base SHARES for each, the first lowest.

    >>> oct(shares((30, 0, 0, 10, 0, 0, 1))), oct(shares((5, 0)))
    ('0o1002005', '0o7')
    """
    most, whole = SHARES - 1, sum(kinds)
    steps = (max(1, min(most, round(most * each / whole))) if each else 0 for each in kinds)
    return sum(step * SHARES**at for at, step in enumerate(steps))


def _area(marker: Marker, digits: int) -> list[object]:
    """Return name, code of the outline (a country's letters, a province's GeoNames id), and the box of several areas."""
    return [area_name(marker), area_code(marker), 0 if marker.spot else _box(marker.bounds, digits - 1)]


def area_name(marker: Marker) -> str:
    """Return the name that an area has on the map; of several areas that of their country.

    >>> [area_name(each) for each in archive.markers(Filters(), window=Window(34.5, 39, 36, 41), zoom=7) if each.area]
    ['Eastmark']
    """
    return plain_name(country_name(marker.country) if _whole(marker) else marker.place)


def area_code(marker: Marker) -> int | str:
    """Return the code of an area's outline: a country's letters, a province's GeoNames id, "" where there is none.

    >>> [area_code(each) for each in archive.markers(Filters(), window=Window(34.5, 39, 36, 41), zoom=7) if each.area]
    [169575]
    """
    return marker.country if _whole(marker) else marker.geonameid or ""


def plain_name(name: str) -> str:
    """Return a name without what no area's name has, and not longer than a mark may be.

    >>> plain_name("Deir <b>ez-Zor")
    'Deir bez-Zor'
    """
    return _NO_NAME.sub("", name)[:40]


def _whole(marker: Marker) -> bool:
    return not marker.spot or marker.place_kind == "country"


_ROWS = Memory(512)


def _rows(markers: Sequence[Marker]) -> tuple[Row, ...]:
    """Write markers of which none is selected; the same ones, asked for again by a click, are not written anew.

    They are known by which object they are: as long as an answer is kept, so are its markers, and no others take their place.
    """
    made: tuple[object, tuple[Row, ...]] = _ROWS.answer(
        id(markers), lambda: (markers, tuple(row_of(marker, None) for marker in markers))
    )
    return made[1]


def _digits(marker: Marker) -> int:
    """Return how many decimals of a degree can be told apart: a cluster that is half a degree high is seen from afar."""
    if marker.spot:
        return 5
    high = marker.bounds.north - marker.bounds.south
    return next(digits for over, digits in ((5, 1), (0.5, 2), (-1, 4)) if high > over)


def _box(bounds: Window, digits: int) -> list[float]:
    """Return south, west, north and east with so many decimals, rounded outwards.

    >>> _box(Window(-21.78, 22.52, -0.24, 44.77), 0)
    [-22, 22, 0, 45]
    """
    size = 10**digits
    low = (math.floor(edge * size) / size for edge in (bounds.south, bounds.west))
    high = (math.ceil(edge * size) / size for edge in (bounds.north, bounds.east))
    return [int(edge) if digits == 0 else edge for edge in (*low, *high)]


def spot_of(detail: EventDetail | None) -> dict[str, object] | None:
    """Return the selected event's point and how far off it may be, in kilometres; None where it has no place.

    ``area`` is the GeoNames id of a province, whose outline is drawn in place of a circle.

    >>> spot_of(clash), spot_of(None)
    ({'lat': 35.0, 'lon': 40.0, 'km': 3.0, 'area': None}, None)
    """
    if detail is None or isinstance(detail.lead.place, Unresolved):
        return None
    place = detail.lead.place.place
    area = place.geonameid if place.kind == "province" else None
    return {"lat": place.at.lat, "lon": place.at.lon, "km": place.uncertainty_km, "area": area}


def event_layer(
    markers: Sequence[Marker],
    *,
    selected: EventDetail | None,
    theme: str,
    move: Mapping[str, object] | None = None,
    tiles: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> folium.FeatureGroup:
    """Return the layer for ``feature_group_to_add``.

    ``theme`` is light or dark. ``move`` (lat, lon, zoom and a number ``n`` that is new each time) takes the map
    elsewhere without loading it again. ``tiles`` (url, credit) lays pictures of another server under the marks.
    ``more`` is what else is drawn: ``spread`` (see :func:`spread_of`), ``layer`` (view/surface.py) in place of marks,
    ``pick`` where a point is asked for, or was picked.

    >>> marks = archive.markers(Filters(), window=Window(34.9, 39, 36, 41), zoom=7)
    >>> event_layer(marks, selected=clash, theme="light").layer_name
    'events'
    """
    rows = list(_rows(markers))
    chosen = selected.event.id if selected else None
    at = next((number for number, marker in enumerate(markers) if chosen in marker.ids), None) if chosen else None
    if at is not None:
        rows.append(row_of(markers[at], chosen))  # the last one lies above all others
        del rows[at]
    group = EventGroup("events")
    options: dict[str, object] = {"theme": theme, "where": spot_of(selected), "move": move, "tiles": tiles}
    Marks(rows, options | dict(more or {})).add_to(group)
    return group


def spread_of(marker: Marker, listed: Sequence[Listed], selected: str | None) -> dict[str, object]:
    """Return the events of one spot as they are spread round it: id, kind, whether firm, whether selected.

    >>> marker = archive.markers(Filters(), window=Window(34.9, 39, 36, 41), zoom=7)[-1]
    >>> made = spread_of(marker, archive.listed(Filters(actors=("north-front",)))[:1], None)
    >>> made["lat"], made["events"]
    (35.0, [['0500c0f51a9e0c17', 0, 1, 0]])
    """
    events = [
        [
            each.id,
            TYPES.index(each.event_type) if each.event_type in TYPES else -1,
            int(each.firm),
            int(each.id == selected),
        ]
        for each in listed
    ]
    return {"lat": marker.lat, "lon": marker.lon, "events": events}
