"""Layers of one's own: hostile and broken files are refused with one line; only shapes, names, days and plain styles stay."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Archive, overlays
from store.backup import backup
from store.overlays import BadOverlay, read_overlay
from tests.factories import sample

RING = [[40, 35], [41, 35], [41, 36], [40, 35]]


def collection(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def feature(kind: str = "Polygon", coordinates: object = None, **properties: object) -> dict[str, object]:
    shape = {"type": kind, "coordinates": [RING] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties, "geometry": shape}


REFUSED = [
    (b"", "it is not JSON"),
    (b"\xff\xfe\x00", "not UTF-8"),
    (b"<svg onload=alert(1)>", "it is not JSON"),
    (b"[" * 100_000, "nesting|not JSON"),
    (b'{"type": "Point", "coordinates": [NaN, 1]}', "a number"),
    (b'{"type": "Point", "coordinates": [1e999, 1]}', "no longitude"),
    (b'{"type": "Point", "coordinates": [' + b"9" * 5000 + b", 1]}", "a number|no longitude"),
    (b'{"type": "Point", "coordinates": ["40", true]}', "no longitude"),
    (b'{"type": "Point", "coordinates": [4500000, 3200000]}', "no longitude"),
    (b'{"type": "Topology", "objects": {}}', "its type is 'Topology'"),
    (b"[1]", "a list"),
    (collection(), "no shape"),
    (collection(feature("Polygon", [[[40, 35], [41, 35]]])), "shape 1: a line or ring of 2"),
    (collection(feature(), feature("Polygon", {"x": 1})), "shape 2: its coordinates"),
    (collection({"type": "Feature", "geometry": {"type": "GeometryCollection"}}), "no point, line or area"),
    (collection(None), "no point, line or area"),
    (collection(feature(), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}), "EPSG:4326"),
    (collection(*[feature("Point", [0, 0])] * 3001), "too many shapes"),
    (b" " * 5_000_001, "too large"),
]


@pytest.mark.parametrize(("data", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_is_no_layer_is_refused_with_one_line(data: bytes, why: str) -> None:
    with pytest.raises(BadOverlay, match=why) as refused:
        read_overlay(data)
    assert "\n" not in str(refused.value)


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlays, "MOST_POINTS", 3)
    with pytest.raises(BadOverlay, match="too detailed"):
        read_overlay(collection(feature()))


def test_only_names_days_and_plain_styles_stay() -> None:
    hostile = feature(
        name="Zone\n<b>A</b>", fill="#d55e00", stroke="url(javascript:alert(1))", onclick="x", **{"stroke-width": 900}
    )
    made = read_overlay(collection(hostile, name="Control", date="2024-05-01T10:00"), source="Own map")
    told = json.loads(made.content)
    assert (told["name"], told["source"], told["date"]) == ("Control", "Own map", "2024-05-01")
    assert told["shapes"] == [
        {
            "type": "Polygon",
            "coordinates": [RING],
            "label": "Zone <b>A</b>",
            "fill": "#d55e00",
            "stroke": "#d55e00",
            "stroke-width": 8,
        }
    ]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda deeper: (
            st.lists(deeper)
            | st.dictionaries(st.sampled_from(["type", "features", "geometry", "coordinates", "properties"]), deeper)
        ),
    )
)
def test_any_json_is_a_layer_or_refused(told: object) -> None:
    try:
        made = read_overlay(json.dumps(told).encode())
    except BadOverlay:
        return
    assert made.shapes


def test_a_layer_is_kept_beside_the_archive_and_goes_with_its_copy(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(sample())
    made = read_overlay(collection(feature(name="A")), name="Control")
    overlays.keep_overlay(archive.address, made)
    backup(archive.address, tmp_path / "copy", at=dt.datetime(2026, 11, 30, tzinfo=dt.UTC))
    assert overlays.kept_overlays(str(tmp_path / "copy")) == (made,)
    overlays.drop_overlay(archive.address, made.id)
    assert overlays.kept_overlays(archive.address) == ()
