"""Exports are read back by the tools people use, and hold exactly what was shown."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import Event
from store import Archive, EventDetail, Filters
from tests import factories
from view.export import FORMATS, KML, cell, csv_text, geojson_text, jsonl_text, kml_text
from view.records import Record, record_of


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    archive = Archive(tmp_path_factory.mktemp("export") / "archive")
    archive.add(factories.sample())
    details = [archive.event(event) for event in archive.table(Filters())["id"]]
    return [record_of(detail, archive.version) for detail in details if detail is not None]


def test_csv_is_read_by_pandas_with_acleds_columns(records: list[Record]) -> None:
    table = pd.read_csv(io.StringIO(csv_text(records)))
    assert len(table) == len(records) == 8
    acled = "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1"
    assert set(
        f"{acled} actor2 inter2 interaction country admin1 location latitude longitude geo_precision notes".split()
    ) <= set(table)
    clash = table[table["sub_event_type"] == "Armed clash"].iloc[0]
    assert (clash["fatalities"], clash["interaction"], clash["location"]) == (4, 12, "Tallbrook")
    assert table["latitude"].isna().sum() == table["unplaced"].notna().sum() == 1


def test_the_hxl_row_follows_the_header(records: list[Record]) -> None:
    head, tags = csv_text(records, hxl=True).splitlines()[:2]
    assert dict(zip(head.split(","), tags.split(","), strict=True))["latitude"] == "#geo+lat"


def test_geojson_keeps_every_event_and_turns_no_coordinate_round(records: list[Record]) -> None:
    features = json.loads(geojson_text(records))["features"]
    assert [each["id"] for each in features] == [record["event_id_cnty"] for record in records]
    placed = [each for each in features if each["geometry"]]
    assert len(placed) == 7
    assert all(35 <= each["geometry"]["coordinates"][0] <= 42 for each in placed)
    assert all(each["geometry"]["coordinates"][1] == each["properties"]["latitude"] for each in placed)


def test_kml_is_read_by_an_xml_reader(records: list[Record]) -> None:
    marks = ET.fromstring(kml_text(records)).findall(f".//{{{KML}}}Placemark")  # noqa: S314 - our own text
    assert len(marks) == 8
    assert len([mark for mark in marks if mark.find(f"{{{KML}}}Point") is not None]) == 7
    assert any("<script>" in (mark.findtext(f"{{{KML}}}description") or "") for mark in marks)


def test_a_line_of_json_has_excerpt_offsets_hash_and_rule(records: list[Record], tmp_path: Path) -> None:
    del tmp_path
    first = json.loads(jsonl_text(records).splitlines()[0])
    assert first["excerpt_stop"] - first["excerpt_start"] == len(first["notes"])
    assert len(first["article_sha256"]) == 64
    assert "verb:" in first["evidence"]
    assert first["data_version"] == 1


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    made = str(cell(text))
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert made.removeprefix("'") == text or made == text


@given(st.text(max_size=40))
def test_any_text_comes_back_from_csv_and_xml(text: str) -> None:
    report = factories.report()
    detail = EventDetail(Event(report.id, (report,)), (factories.article(title=text),), report)
    record = record_of(detail, 1)
    assert json.loads(jsonl_text([record]))["article_title"] == text or not text.isprintable()
    ET.fromstring(kml_text([record]))  # noqa: S314 - our own text
    assert pd.read_csv(io.StringIO(csv_text([record]))).shape[0] == 1


def test_no_events_still_make_a_file() -> None:
    for _, _, write in FORMATS.values():
        assert isinstance(write([]), str)
