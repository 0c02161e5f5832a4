"""Exports are read back by the tools people use, and hold exactly what the filters show."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from store import Archive, Filters
from store.cells import STARTS, cell_text, safe_cell
from tests import factories
from tests.factories import article, lone
from view.export import FORMATS, ExportError
from view.export_asked import asked
from view.export_csv import write_csv
from view.export_kml import NAMESPACE
from view.export_line import writable

DATA_FORMATS = ("csv", "geojson", "kml", "jsonl", "geoparquet")
FILTERS = {
    "everything": (Filters(), 8),
    "one actor": (Filters(actors=("north-front",)), None),
    "days": (Filters(earliest=dt.date(2017, 10, 1)), None),
    "nothing": (Filters(text="no such words at all"), 0),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("export") / "archive")
    made.add(factories.sample())
    return made


@pytest.fixture
def kept(tmp_path: Path) -> Callable[..., Archive]:
    def make(*readings: Any) -> Archive:
        made = Archive(tmp_path / "archive")
        made.add(readings)
        return made

    return make


def marks(made: bytes) -> list[ET.Element]:
    return ET.fromstring(made).findall(f".//{{{NAMESPACE}}}Placemark")  # noqa: S314 - our own text


def ids(name: str, made: bytes) -> list[str]:
    """The events' ids as a reader of this format finds them."""
    if name == "csv":
        return list(pd.read_csv(io.BytesIO(made), dtype=str)["event_id_cnty"])
    if name == "geojson":
        return [each["id"] for each in json.loads(made)["features"]]
    if name == "kml":
        return [str(each.get("id"))[1:] for each in marks(made)]
    if name == "jsonl":
        return [json.loads(line)["event_id_cnty"] for line in made.decode().splitlines()]
    return pq.read_table(io.BytesIO(made))["event_id_cnty"].to_pylist()


@pytest.mark.parametrize("name", DATA_FORMATS)
@pytest.mark.parametrize("case", FILTERS)
def test_a_file_holds_exactly_what_the_filters_show(archive: Archive, name: str, case: str) -> None:
    filters, count = FILTERS[case]
    shown = list(archive.table(filters)["id"])
    assert count is None or len(shown) == count
    found = ids(name, FORMATS[name].write(archive, filters))
    assert found == shown if name != "kml" else sorted(found) == sorted(shown)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_version_gives_the_same_file(archive: Archive, name: str) -> None:
    filters = Filters(actors=("north-front",))
    assert FORMATS[name].write(archive, filters) == FORMATS[name].write(archive, filters)


def test_geojson_has_longitude_first_and_no_geometry_where_none_is(archive: Archive) -> None:
    features = json.loads(FORMATS["geojson"].write(archive, Filters()))["features"]
    points = [each["geometry"]["coordinates"] for each in features if each["geometry"]]
    assert len(points) == 7
    assert all(36 < lon < 42 and 34 < lat < 37 for lon, lat in points)
    assert [each["properties"]["off_map"] for each in features if not each["geometry"]] == ["no place named"]


def test_kml_shows_articles_words_as_words(archive: Archive) -> None:
    made = marks(FORMATS["kml"].write(archive, Filters()))
    said = [mark.findtext(f"{{{NAMESPACE}}}description") or "" for mark in made]
    assert not any("<script" in each or "<img" in each or "${" in each for each in said)
    assert any("&#60;script&#62;" in each for each in said)
    assert sum(mark.find(f"{{{NAMESPACE}}}Point") is not None for mark in made) == 7
    assert sum(mark.find(f"{{{NAMESPACE}}}TimeSpan") is None for mark in made) == 2


def test_geoparquet_is_as_the_specification_has_it(archive: Archive) -> None:
    made = pq.read_table(io.BytesIO(FORMATS["geoparquet"].write(archive, Filters())))
    geo = json.loads((made.schema.metadata or {})[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    points = [shapely.from_wkb(each) for each in made["geometry"].to_pylist() if each]
    assert [point.y for point in points] == [lat for lat in made["latitude"].to_pylist() if lat is not None]
    west, south, east, north = geo["columns"]["geometry"]["bbox"]
    assert all(west <= point.x <= east and south <= point.y <= north for point in points)


@pytest.mark.parametrize("name", ["geojson", "kml"])
def test_pyogrio_reads_points_and_columns(archive: Archive, tmp_path: Path, name: str) -> None:
    import pyogrio

    path = tmp_path / f"events{FORMATS[name].extension}"
    path.write_bytes(FORMATS[name].write(archive, Filters()))
    found = 0
    for layer, _ in pyogrio.list_layers(path):
        _, _, geometry, fields = pyogrio.raw.read(path, layer=layer)
        found += len(fields[0])
        points = [shapely.from_wkb(each) for each in geometry if each]
        assert all(36 < point.x < 42 and 34 < point.y < 37 for point in points)
    assert found == 8


@given(st.text() | st.text("=+-@'\t\r\n;|\"ax ＝"))
def test_no_cell_begins_a_formula_and_every_text_comes_back(text: str) -> None:
    made = safe_cell(text)
    assert not made.startswith(STARTS)
    assert cell_text(made) == text
    cut = re.split(r"[;|\t\r\n]", made)  # as a spreadsheet cuts it where the comma is a decimal sign
    assert not any(part.lstrip('"').startswith(STARTS) for part in cut)


HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "＝1",
    'a,b"c\nd',
    "a;=1",
    "x\0y",
    "\ud800",
    "قصف",
    "😀",
    "]]>",
    "&lt;",
)


@pytest.mark.parametrize("name", DATA_FORMATS)
def test_hostile_titles_come_back_from_every_format(kept: Callable[..., Archive], name: str) -> None:
    archive = kept(
        *(lone(article(f"Shells hit mark{n} x.", title=text, source=text)) for n, text in enumerate(HOSTILE))
    )
    made = FORMATS[name].write(archive, Filters())
    expected = sorted(writable(text) for text in HOSTILE)
    assert sorted(titles(name, made)) == expected if name != "kml" else len(titles(name, made)) == len(expected)


def titles(name: str, made: bytes) -> list[str]:
    if name == "csv":
        table = pd.read_csv(io.BytesIO(made), dtype=str, keep_default_na=False)
        assert not any(str(cell).startswith(STARTS) for cell in table["article_title"])
        return [cell_text(cell) for cell in table["article_title"]]
    if name == "geojson":
        return [each["properties"]["article_title"] for each in json.loads(made)["features"]]
    if name == "jsonl":
        return [json.loads(line)["article_title"] for line in made.decode().splitlines()]
    if name == "geoparquet":
        return pq.read_table(io.BytesIO(made))["article_title"].to_pylist()
    return [
        mark.findtext(f".//{{{NAMESPACE}}}Data[@name='article_title']/{{{NAMESPACE}}}value") or ""
        for mark in marks(made)
    ]


@pytest.mark.parametrize("words", [["actors=x"], ["from=yesterday"], ["hello"], ["v=new"], ["type=War"]])
def test_a_filter_that_makes_no_sense_is_an_error(words: list[str]) -> None:
    with pytest.raises(ExportError):
        asked(words)


@pytest.mark.parametrize("key", FORMATS)
def test_only_a_snapshot_is_refused_for_its_size_and_says_so(key: str) -> None:
    assert FORMATS[key].refused(5_000) == ""
    assert ("at most 5,000 events" in FORMATS[key].refused(5_001)) is (key == "snapshot")


def test_a_link_of_the_page_is_a_filter() -> None:
    filters = Filters(actors=("a", "b"), earliest=dt.date(2017, 9, 1))
    assert asked(["http://x/?actor=a&actor=b&from=2017-09-01&lat=3&lon=4&z=5&v=2"]) == (filters, 2)


def test_an_event_that_is_gone_meanwhile_is_said_and_not_left_out(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Archive, "events", lambda _self, _ids: iter(()))
    with pytest.raises(ExportError, match="8 events were changed"):
        write_csv(archive, Filters())


def test_the_command_writes_the_file_and_refuses_nonsense(archive: Archive, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from cli import app

    out = tmp_path / "events.csv"
    said = CliRunner().invoke(
        app, ["export", "--store", archive.address, "--format", "csv", "-o", str(out), "actor=north-front"]
    )
    assert said.exit_code == 0
    assert out.read_bytes() == write_csv(archive, Filters(actors=("north-front",)))
    assert "; North Front" in said.output
    for wrong in (["--format", "doc"], ["--format", "csv", "from=never"], ["--format", "csv", "v=99"]):
        assert CliRunner().invoke(app, ["export", "--store", archive.address, *wrong]).exit_code == 1
