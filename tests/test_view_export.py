"""Exports are read back by the tools people use, and hold exactly what the filters show."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
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

from events import Article
from store import Archive, Filters
from tests import factories
from tests.factories import actor, article, lone, place, reading, report, roles, when
from view.countries import countries
from view.export import FORMATS, ExportError
from view.export_acled import ACLED
from view.export_asked import asked
from view.export_csv import COLUMNS, STARTS, cell_text, safe_cell, write_csv
from view.export_extra import EXTRA
from view.export_kml import NAMESPACE
from view.export_line import digest, writable

ROOT = Path(__file__).parents[1]
ACLED_ORDER = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
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


def rows(archive: Archive, filters: Filters = Filters()) -> list[dict[str, str]]:  # noqa: B008 - frozen
    return list(csv.DictReader(io.StringIO(write_csv(archive, filters).decode(), newline="")))


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


def test_acleds_columns_come_first_in_acleds_order() -> None:
    assert [column.name for column in ACLED] == ACLED_ORDER
    assert [column.name for column in COLUMNS] == [column.name for column in (*ACLED, *EXTRA)]
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)


def test_pandas_reads_numbers_and_empty_cells(archive: Archive) -> None:
    table = pd.read_csv(io.BytesIO(write_csv(archive, Filters())))
    clash = table[table["sub_event_type"] == "Armed clash"].set_index("location").loc["Tallbrook"]
    told = ["actor1", "inter1", "actor2", "inter2", "interaction", "fatalities", "country", "iso", "iso3", "region"]
    assert list(clash[told]) == ["North Front", 2, "Syria Forces", 1, 12, 4, "Syria", 760, "SYR", "Middle East"]
    assert table["latitude"].isna().sum() == table["off_map"].notna().sum() == 1
    assert table["event_date"].isna().sum() == table["undated"].notna().sum() == 2
    assert table["latitude"].dtype == table["longitude"].dtype == float


def test_the_hxl_row_stands_under_the_names(archive: Archive) -> None:
    head, tags, *others = FORMATS["csv-hxl"].write(archive, Filters()).decode().split("\r\n")
    pairs = dict(zip(head.split(","), tags.split(","), strict=True))
    assert (pairs["latitude"], pairs["fatalities"], pairs["country"]) == (
        "#geo+lat",
        "#affected+killed",
        "#country+name",
    )
    assert all(tag.startswith("#") for tag in pairs.values())
    assert len(set(tags.split(","))) == len(pairs)
    assert others[0].count(",") > len(pairs) - 2


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"when": when("2017-10-02")}, ("2017-10-02", "1")),
        ({"when": when("2017-10-02", "2017-10-08", "week")}, ("2017-10-05", "2")),
        ({"when": when("2017-09-01", "2017-09-30", "month")}, ("2017-09-15", "3")),
        ({"when": when("2017-01-01", "2017-12-31", "year")}, ("2017-07-02", "3")),
    ],
)
def test_a_rough_date_is_its_middle_day_and_says_so(
    kept: Callable[..., Archive], fields: dict[str, Any], expected: tuple[str, str]
) -> None:
    row = rows(kept(reading(article(), report(**fields))))[0]
    assert (row["event_date"], row["time_precision"]) == expected
    assert (row["date_earliest"], row["date_latest"]) == (str(fields["when"].earliest), str(fields["when"].latest))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ((("north-front", "initiator"), ("army", "target")), ("North Front", "", "Army", "", "22")),
        ((("north-front", "party"), ("army", "party")), ("North Front", "", "Army", "", "22")),
        ((("north-front", "initiator"), ("ally", "initiator")), ("North Front", "Ally", "", "", "20")),
        ((("north-front", "initiator"), ("ally", "party")), ("North Front", "", "Ally", "", "22")),
        ((("army", "target"),), ("", "", "Army", "", "20")),
        ((("ministry", "source"),), ("", "", "", "", "")),
    ],
)
def test_sides_follow_the_roles(
    kept: Callable[..., Archive], pairs: tuple[tuple[str, Any], ...], expected: tuple[str, ...]
) -> None:
    row = rows(kept(reading(article(), report(actors=roles(*pairs)))))[0]
    assert (
        tuple(row[name] for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "interaction")) == expected
    )


@pytest.mark.parametrize(
    ("sub", "expected"),
    [
        ("Armed clash", "Political violence"),
        ("Mob violence", "Political violence"),
        ("Violent demonstration", "Demonstrations"),
        ("Excessive force against protesters", "Political violence; Demonstrations"),
        ("Threat", ""),
    ],
)
def test_the_disorder_type_follows_the_codebook(kept: Callable[..., Archive], sub: str, expected: str) -> None:
    assert rows(kept(reading(article(), report(sub=sub))))[0]["disorder_type"] == expected


def test_every_region_names_countries_that_are() -> None:
    assert {each.region for each in countries().values()} > {"Middle East", "Western Africa", "Europe"}
    states = [
        each
        for each in countries().values()
        if each.iso and each.iso3 in {"SYR", "NGA", "MMR", "UKR", "COL", "PHL", "AFG"}
    ]
    assert all(each.region for each in states)


def test_an_excerpt_can_be_checked_against_its_article(archive: Archive) -> None:
    texts = {each.article.id: each.article.text for each in factories.sample()}
    for line in FORMATS["jsonl"].write(archive, Filters()).decode().splitlines():
        row = json.loads(line)
        text = texts[row["article_id"]]
        assert row["article_sha256"] == digest(Article("", text))
        assert row["excerpt"] == writable(text[row["char_start"] : row["char_end"]])
        assert row["rule"]
        assert len(row["report_list"]) == row["reports"]


def test_reports_that_differ_say_so(kept: Callable[..., Archive]) -> None:
    one, other = (
        article("Shells hit Tallbrook on Monday, killing 9.", id="a"),
        article("Shells hit Tallbrook on Monday, killing 14.", id="b"),
    )
    from events import Count

    archive = kept(
        reading(one, report(one, fatalities=Count(9, 9, 9))),
        reading(other, report(other, fatalities=Count(14, 14, 14))),
    )
    found = rows(archive)
    if len(found) == 1:
        assert "9" in found[0]["alternative_values"]
        assert "14" in found[0]["alternative_values"]
        assert found[0]["other_reports"].split()[0] in {"a", "b"}
    assert sum(int(row["reports"]) for row in found) == 2


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


@given(st.text())
def test_no_cell_begins_a_formula_and_every_text_comes_back(text: str) -> None:
    made = safe_cell(text)
    assert not made.startswith(STARTS)
    assert cell_text(made) == text


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


def test_civilians_acted_upon_are_said_to_be(kept: Callable[..., Archive]) -> None:
    from events import ActorRole

    struck = (ActorRole(actor(), "initiator"), ActorRole(actor("villagers", inter=7), "target"))
    row = rows(kept(reading(article(), report(actors=struck, place=factories.ReportPlace(place(kind="district"))))))[0]
    assert (row["civilian_targeting"], row["interaction"], row["geo_precision"]) == ("Civilian targeting", "27", "2")


def test_the_documentation_has_every_column_and_format_and_nothing_else() -> None:
    text = (ROOT / "docs" / "DATA.md").read_text(encoding="utf-8")
    told = [line for line in text.splitlines() if line.startswith("| `") and line.count("|") == 5]
    columns = [f"| `{each.name}` | {each.kind} | `{each.hxl}` | {each.says} |" for each in COLUMNS]
    formats = [f"| `{key}` | {each.name} | `{each.extension}` | `{each.mime}` |" for key, each in FORMATS.items()]
    assert told == [*formats, *columns]


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
    assert "actor North Front" in said.output
    for wrong in (["--format", "doc"], ["--format", "csv", "from=never"], ["--format", "csv", "v=99"]):
        assert CliRunner().invoke(app, ["export", "--store", archive.address, *wrong]).exit_code == 1
