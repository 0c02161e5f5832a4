"""What stands in the columns of an export: ACLED's as ACLED has them, ours behind them, as the documents say."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from events import Article
from store import Archive, Filters
from tests import factories
from tests.factories import actor, article, place, reading, report, roles, when
from tests.test_confidence import DOUBTFUL, SURE, graded
from view.countries import countries
from view.export import FORMATS
from view.export_acled import ACLED
from view.export_csv import COLUMNS, write_csv
from view.export_extra import EXTRA
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


def test_how_sure_the_reading_is_stands_beside_it(kept: Callable[..., Archive]) -> None:
    archive = kept(graded("A", SURE, killed=2), graded("Bb", DOUBTFUL, killed=9, news=False), graded("Ccc", None))
    found = {row["location"]: (row["confidence"], row["grade"], row["news"]) for row in rows(archive)}
    assert found == {
        "A": (str(round(SURE, 3)), "sure", "news"),
        "Bb": (str(round(DOUBTFUL, 3)), "doubtful", "background"),
        "Ccc": ("", "", "news"),
    }
