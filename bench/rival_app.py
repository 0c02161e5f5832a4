"""The usual way as a page of its own: every event goes to folium on every run. Run by bench/page_rivals, never alone.

``streamlit run bench/rival_app.py -- KIND EVENTS``. The button leaves out another sixth of the events each time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import folium
import numpy as np
import streamlit as st
from branca.element import MacroElement
from folium.plugins import FastMarkerCluster, MarkerCluster
from folium.template import Template
from streamlit_folium import st_folium

PLAIN = "(function (row) { return L.marker(new L.LatLng(row[0], row[1])); })"
Points = np.ndarray[tuple[int, int], np.dtype[np.float64]]


class Drawn(MacroElement):
    """Says when what stands before it on the map is painted: two animation frames later."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = {step: {{ this.step }}, at: Date.now()}; }));
    {% endmacro %}""")

    def __init__(self, step: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Drawn"
        self.step = step


@st.cache_data
def points(events: int) -> Points:
    """Return invented places, the same for the same number: a latitude and a longitude a row."""
    chance = np.random.default_rng(20171004)
    return np.column_stack([chance.uniform(-30, 55, events), chance.uniform(-90, 120, events)])


def markers(page: folium.Map, rows: Points) -> None:
    """One folium.Marker an event."""
    for lat, lon in rows:
        folium.Marker((lat, lon)).add_to(page)


def clustered(page: folium.Map, rows: Points) -> None:
    """The same in a MarkerCluster."""
    group = MarkerCluster().add_to(page)
    for lat, lon in rows:
        folium.Marker((lat, lon)).add_to(group)


def fast(page: folium.Map, rows: Points) -> None:
    """All in a FastMarkerCluster, with Leaflet's own marks: the ones that folium names are of a library not installed."""
    FastMarkerCluster(rows.tolist(), callback=PLAIN).add_to(page)


def geojson(page: folium.Map, rows: Points) -> None:
    """All in one GeoJson layer of circles."""
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for lat, lon in rows.tolist()
    ]
    data = {"type": "FeatureCollection", "features": features}
    folium.GeoJson(data, marker=folium.CircleMarker(radius=4)).add_to(page)


KINDS: dict[str, Callable[[folium.Map, Points], None]] = {
    "Marker": markers,
    "MarkerCluster": clustered,
    "FastMarkerCluster": fast,
    "GeoJson": geojson,
}


def _next() -> None:
    st.session_state.step += 1


def show(kind: str, events: int) -> None:
    """Draw the page."""
    step = st.session_state.setdefault("step", 0)
    st.button("Filter", on_click=_next)
    every = points(events)
    # maxZoom: MarkerCluster draws nothing where neither a tile layer nor the map has one.
    page = folium.Map((20, 20), zoom_start=2, tiles=None, maxZoom=18, prefer_canvas=True)
    KINDS[kind](page, every[np.arange(events) % 6 != step % 6] if step else every)
    Drawn(step).add_to(page)
    st_folium(page, key="map", height=560, use_container_width=True, returned_objects=[])


if __name__ == "__main__":
    show(sys.argv[1], int(sys.argv[2]))
