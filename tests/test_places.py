"""seeds/lexicon/places.csv: every row is well formed, lies where it says, and every one of its names leads to it.

The points are held against two maps that had no part in writing them: the first-level areas of Natural Earth
(static/map/admin1.json) and, where those are drawn older than the areas are, the towns of GeoNames around the point.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from shapely import STRtree
from shapely.geometry import Point, shape

from geo.area import kilometres
from geo.build import ensure
from geo.gazetteer import Gazetteer
from geo.place import Kind, LatLon
from text.fold import fold_key

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = re.split(",", "id,name,aliases,native,lat,lon,kind,feature,uncertainty_km,country,admin1,source,note")
Row = dict[str, str]
with (ROOT / "seeds" / "lexicon" / "places.csv").open(encoding="utf8", newline="") as lines:
    ROWS: tuple[Row, ...] = tuple(csv.DictReader(lines))

# Countries with armed conflict since 2010, for each of which reports name places that no package has.
AT_WAR = frozenset(
    re.findall(
        "[A-Z]{2}",
        "SY IQ YE LY UA RU SD SS ET ER SO CD CF ML BF NE NG MZ CM AF PK IN MM PH TH IL PS LB TR IR AZ GE CO VE MX HT EC"
        " TD EG BI UG KE ID LK BD TJ TW",
    )
)
# Natural Earth's coasts and borders are drawn for 1:10,000,000: a crossing may stand on the wrong side of its line.
BORDER_KM, REGION_KM = 3.0, 5.0
# So many of the nearest towns are asked where the map's areas are older than the areas of today.
TOWNS = 12
AT_SEA = re.compile(r"sea|strait|gulf|ocean|ship|platform")


def names(row: Row) -> list[str]:
    return [row["name"], *(cell for key in ("aliases", "native") for cell in row[key].split("|") if cell)]


def at(row: Row) -> LatLon:
    return LatLon(float(row["lat"]), float(row["lon"]))


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open(ensure())


@cache
def towns() -> dict[tuple[int, int], list[tuple[LatLon, str, str]]]:
    """The towns of GeoNames by the degree they lie in: point, country, dotted code of the area."""
    found: dict[tuple[int, int], list[tuple[LatLon, str, str]]] = {}
    with sqlite3.connect(ensure()) as db:
        for lat, lon, country, code in db.execute(
            "SELECT lat, lon, country, code FROM place WHERE kind = 'town' AND pack = 'base'"
        ):
            found.setdefault((math.floor(lat), math.floor(lon)), []).append((LatLon(lat, lon), country, code))
    db.close()
    return found


def nearest(point: LatLon) -> list[tuple[LatLon, str, str]]:
    lat, lon = math.floor(point.lat), math.floor(point.lon)
    around = [
        town for i in (-2, -1, 0, 1, 2) for j in (-2, -1, 0, 1, 2) for town in towns().get((lat + i, lon + j), ())
    ]
    return sorted(around, key=lambda town: kilometres(point, town[0]))[:TOWNS]


@cache
def areas() -> tuple[STRtree, list[Any], list[dict[str, Any]]]:
    """Natural Earth's first-level areas: an index, their shapes, their properties."""
    features = json.loads((ROOT / "static" / "map" / "admin1.json").read_text(encoding="utf8"))["features"]
    shapes = [shape(feature["geometry"]) for feature in features]
    return STRtree(shapes), shapes, [feature["properties"] for feature in features]


def distance_km(row: Row, key: str, wanted: set[Any]) -> float | None:
    """Kilometres from the row's point to the nearest area whose ``key`` is wanted; None where there is none nearby."""
    tree, shapes, properties = areas()
    point = Point(float(row["lon"]), float(row["lat"]))
    near = [i for i in tree.query(point.buffer(4)) if properties[i][key] in wanted]
    if not near:
        return None
    return min(shapes[i].distance(point) for i in near) * 111.2 * math.cos(math.radians(point.y))


def on_map(row: Row) -> list[int | None]:
    """GeoNames ids of the areas that the row's point is in."""
    tree, shapes, properties = areas()
    point = Point(float(row["lon"]), float(row["lat"]))
    return [properties[i]["gn_id"] for i in tree.query(point) if shapes[i].covers(point)]


def slack(row: Row, least: float) -> float:
    """A region or a river may reach over its border; what is a point must be inside, but for the map's own error."""
    return max(least, float(row["uncertainty_km"])) if row["kind"] == "area" else least


def in_country(row: Row) -> bool:
    off = distance_km(row, "iso2", {row["country"]})
    if off is not None and off <= slack(row, BORDER_KM):
        return True
    # Islands too small for the map, and waters: the towns nearest to them tell.
    reach = float(row["uncertainty_km"]) + 60
    return not on_map(row) and any(
        country == row["country"] and kilometres(at(row), point) <= reach for point, country, _ in nearest(at(row))
    )


def in_region(row: Row) -> bool:
    areas_named = [
        place
        for place in gazetteer().find(row["admin1"], country=row["country"])
        if place.kind in ("province", "district") and place.code.count(".") == 1
    ]
    off = distance_km(row, "gn_id", {place.geonameid for place in areas_named})
    if off is not None and off <= slack(row, REGION_KM):
        return True
    # Areas that were made or merged since the map was drawn (Ituri, Lamu, the Tribal Areas): ask the towns.
    drawn = off is not None and any(gazetteer().by_geonameid(number or 0) for number in on_map(row))
    codes = {place.code for place in areas_named}
    return not drawn and any(".".join(code.split(".")[:2]) in codes for _, _, code in nearest(at(row)))


def test_file_has_its_columns_and_enough_rows_for_every_war() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert len(ROWS) >= 500
    assert {row["country"] for row in ROWS} >= AT_WAR
    assert not [row["id"] for row in ROWS if None in row or None in row.values()]


def test_ids_are_unique_slugs() -> None:
    assert not [key for key, count in Counter(row["id"] for row in ROWS).items() if count > 1]
    assert not [row["id"] for row in ROWS if not re.fullmatch(r"place:[a-z0-9]+(-[a-z0-9]+)*", row["id"])]


def test_kinds_and_features_are_words_that_reports_use() -> None:
    assert {row["kind"] for row in ROWS} <= set(get_args(Kind))
    assert not [row["id"] for row in ROWS if not re.fullmatch(r"[a-z]+([ -][a-z]+)*", row["feature"])]


def test_coordinates_are_on_earth_and_no_finer_than_their_uncertainty() -> None:
    """Two written decimals are good to about 0.8 km: a row must not promise more than its rounding allows."""
    for row in ROWS:
        at(row)
        decimals = max(len(row[axis].partition(".")[2]) for axis in ("lat", "lon"))
        rounding_km = 0.5 * 10**-decimals * 111.2
        assert float(row["uncertainty_km"]) >= rounding_km, row["id"]


def test_every_row_says_where_its_point_is_from() -> None:
    assert not [row["id"] for row in ROWS if not re.search(r"rounded to 0\.\d+°", row["source"])]


def test_notes_on_disputed_places_take_no_side() -> None:
    loaded = re.compile(r"\b(occup|illegal|liberat|terroris|regime|invad|puppet)", re.IGNORECASE)
    assert not [(row["id"], row["note"]) for row in ROWS if loaded.search(row["note"])]


def test_no_name_means_two_places_of_one_country() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for row in ROWS:
        for name in names(row):
            owners.setdefault((row["country"], fold_key(name)), set()).add(row["id"])
    assert not {key: ids for key, ids in owners.items() if len(ids) > 1}


def test_no_cell_repeats_a_name() -> None:
    assert not [row["id"] for row in ROWS if len({fold_key(name) for name in names(row)}) < len(names(row))]


def test_points_lie_in_their_country() -> None:
    stated = [row for row in ROWS if row["country"] and not AT_SEA.search(row["feature"])]
    assert not [row["id"] for row in stated if not in_country(row)]


def test_points_lie_in_their_first_level_area() -> None:
    assert not [(row["id"], row["admin1"]) for row in ROWS if row["admin1"] and not in_region(row)]


def test_every_name_is_found_and_leads_to_its_row() -> None:
    lost = [
        (row["id"], name)
        for row in ROWS
        for name in names(row)
        if row["id"] not in {place.id for place in gazetteer().find(name)}
    ]
    assert not lost


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Tanf", "place:tanf-garrison"),
        ("the al-Tanf garrison".removeprefix("the "), "place:tanf-garrison"),
        ("al-Shula", "place:ash-shula"),
        ("Middle Euphrates River Valley", "place:middle-euphrates-river-valley"),
        ("Hmeimim Air Base", "place:khmeimim-air-base"),
        ("al-Hol camp", "place:al-hol-camp"),
        ("معبر باب الهوى", "place:bab-al-hawa-crossing"),
        ("Северский Донец", "place:siverskyi-donets"),
        ("רמת הגולן", "place:golan-heights"),
        ("Zaporizhzhia Nuclear Power Plant", "place:zaporizhzhia-nuclear-power-plant"),
        ("Sambisa forest", "place:sambisa-forest"),
        ("Cité Soleil", "place:cite-soleil"),
    ],
)
def test_names_as_reports_write_them_lead_here_first(written: str, place: str) -> None:
    assert gazetteer().find(written)[0].id == place
