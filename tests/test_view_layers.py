"""What the map is handed: ids and numbers, a script that stays the same, a layer that tells all that changed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
import pytest
import streamlit_folium

from events import SUB_EVENT_TYPES
from store import WORLD, Archive, Filters, Marker
from tests import factories
from view import words
from view.frame import Frame, close_to, fitting, heart, seen
from view.layers import FIRM, MIXED, SELECTED, SPOT, TYPES, event_layer, offline_map, row_of, spot_of

MARKER = Marker(
    lat=35.123456,
    lon=40.0,
    count=1,
    ids=("00c0ffee00c0ffee",),
    spot=True,
    event_type="Battles",
    mixed=False,
    firm=True,
    place="${x}<script>",
    place_kind="town",
    uncertainty_km=3.0,
    geonameid=None,
    bounds=WORLD,
)


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({}, FIRM | SPOT),
        ({"firm": False}, SPOT),
        ({"mixed": True, "count": 3}, MIXED | FIRM | SPOT),
        ({"ids": ("00c0ffee00c0ffee", "b")}, FIRM | SPOT | SELECTED),
    ],
)
def test_a_row_says_how_a_mark_looks(changes: dict[str, object], flags: int) -> None:
    marker = replace(MARKER, **changes)  # type: ignore[arg-type]
    row = row_of(marker, "b")
    assert row[:2] == ["00c0ffee00c0ffee", 35.12346]
    assert row[5] == flags


def sent(monkeypatch: pytest.MonkeyPatch, layer: folium.FeatureGroup | None = None) -> dict[str, Any]:
    """Return what the browser gets of a map."""
    told: dict[str, Any] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: told.update(given))
    page = offline_map(Frame(35.0, 40.0, 6), words.MAP_WORDS)
    streamlit_folium.st_folium(page, key="map", feature_group_to_add=layer)
    return told


def test_no_words_of_an_article_reach_the_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    markers = archive.markers(Filters(), window=WORLD, zoom=6)
    for marker in markers:
        layer = event_layer(markers, selected=archive.event(marker.ids[0]), theme="light")
        script = sent(monkeypatch, layer)["feature_group"]
        assert "conflictMap.events([[" in script
        assert not re.search(r"Tallbrook|Stonegate|script>window|\$\{", script)


def test_a_mark_costs_little() -> None:
    assert len(json.dumps(row_of(MARKER, None))) < 150


def test_the_map_itself_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sent(monkeypatch)["key"] == sent(monkeypatch, event_layer((MARKER,), selected=None, theme="dark"))["key"]


def test_nothing_is_asked_of_other_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    told = sent(monkeypatch)
    sources = [*told["js_links"], *told["css_links"]]
    assert sources
    assert not [source for source in sources if "//" in source]
    assert "//" not in told["header"] + told["html"]


def test_every_kind_of_event_has_its_word_in_the_legend() -> None:
    assert tuple(SUB_EVENT_TYPES) == TYPES
    assert len(words.MAP_WORDS["types"]) == len(TYPES)  # type: ignore[arg-type]


def test_a_province_is_drawn_as_its_outline_and_a_town_as_a_circle(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    table = archive.table(Filters()).set_index("place_kind")
    province = spot_of(archive.event(table.loc["province", "id"]))
    site = spot_of(archive.event(table.loc["site", "id"]))
    assert province is not None
    assert province["area"] == 169575
    assert site is not None
    assert site["area"] is None
    assert spot_of(None) is None


@pytest.mark.parametrize(
    ("value", "frame"),
    [
        (None, None),
        ({}, None),
        ({"center": {"lat": 1, "lng": 2}, "zoom": 3}, None),
        (
            {
                "center": {"lat": 1.0, "lng": 362.0},
                "zoom": 3,
                "bounds": {"_southWest": {"lat": -9, "lng": 350}, "_northEast": {"lat": 9, "lng": 374}},
            },
            Frame(1.0, 2.0, 3),
        ),
    ],
)
def test_what_the_browser_says_is_understood_or_left(value: dict[str, object] | None, frame: Frame | None) -> None:
    found = seen(value)
    assert (found[0] if found else None) == frame


def test_a_frame_holds_what_it_was_made_for() -> None:
    box = heart([(33.0, 36.0, 1), (36.5, 42.0, 1)])
    window = fitting(box).window()
    assert window.holds(33.0, 36.0)
    assert window.holds(36.5, 42.0)


def test_one_far_event_does_not_make_a_war_tiny() -> None:
    box = heart([(35.0, 40.0, 20), (36.0, 38.0, 20), (38.9, -77.0, 1)])
    assert box is not None
    assert not box.holds(38.9, -77.0)


def test_going_to_a_place_keeps_a_zoom_that_shows_it() -> None:
    assert close_to(35, 40, "province", now=Frame(0, 0, 8)).zoom == 8
    assert close_to(35, 40, "province", now=Frame(0, 0, 13)).zoom == 7
