"""The compiled gazetteer: what a name finds, and that building it never leaves half a file."""

import multiprocessing
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from geo.area import kilometres
from geo.build import ensure, installing
from geo.gazetteer import Gazetteer
from geo.place import LatLon, Place
from geo.rows import GazetteerRow, Name, add_names, add_rows, create, index, remove_pack
from geo.rules import UNKNOWN_WITHIN
from text.lexicon import LEXICON

VILLAGE = GazetteerRow("x:1", "Kafr Doctest", LatLon(35.5, 36.5), "SY", "SY.12", "town", 2.0, "test", "village", 991)

VILLAGE_PLACE = Place(VILLAGE.id, VILLAGE.name, VILLAGE.at, "SY", None, "town", 2.0, "test", code=VILLAGE.code)
WARS = frozenset(["SY", "IQ", "YE", "UA", "SD", "SS", "SO", "CD", "ML", "BF", "NG", "MM", "AF", "ET", "MX", "CO", "PH"])


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(ensure())


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """A copy of the compiled gazetteer, with a lexicon of its own beside it, free to be spoilt."""
    shutil.copy(ensure(), tmp_path / "gazetteer.sqlite")
    shutil.copytree(LEXICON, tmp_path / "lexicon")
    return tmp_path


def small(*rows: GazetteerRow) -> Gazetteer:
    db = sqlite3.connect(":memory:")
    create(db)
    add_rows(db, rows, pack="base")
    index(db)
    return Gazetteer((db,))


def town(key: str, name: str, *names: Name, people: int = 0, country: str = "SY") -> GazetteerRow:
    at = LatLon(35.0, 36.0)
    return GazetteerRow(key, name, at, country, country, "town", 5.0, "test", population=people, names=names)


FOUND = [
    ("Deir ez-Zor", "SY"),
    ("Deir el-Zour", "SY"),
    ("Dayr az Zawr", "SY"),
    ("دير الزور", "SY"),
    ("Kyiv", "UA"),
    ("Kiev", "UA"),
    ("Київ", "UA"),
    ("Харьков", "UA"),
    ("Kharkov", "UA"),
    ("Odesa", "UA"),
    ("חיפה", "IL"),
    ("حلب", "SY"),
    ("Raqqa", "SY"),
    ("ar-Raqqah", "SY"),
    ("Jisr al-Shughour", "SY"),
    ("Saint-Louis", "SN"),
    ("Mount Sinjar", "IQ"),
    ("Aleppo", "SY"),
    ("Mosul", "IQ"),
    ("Khan Younis", "PS"),
    ("El Fasher", "SD"),
    ("al-Tanf", "SY"),
    ("D.R. Congo", "CD"),
    ("UAE", "AE"),
    ("W.Va.", "US"),
    ("Damascus International Airport", "SY"),
]


@pytest.mark.parametrize(("name", "country"), FOUND)
def test_a_name_in_any_usual_spelling_finds_its_country(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert gazetteer.find(name)[0].country == country


def test_a_country_is_found_before_towns_of_its_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Lebanon")[0].kind == "country"


def test_find_can_be_held_to_a_country(gazetteer: Gazetteer) -> None:
    assert {place.country for place in gazetteer.find("Tripoli", country="LB")} == {"LB"}


def test_places_know_the_areas_around_them(gazetteer: Gazetteer) -> None:
    manbij = next(place for place in gazetteer.find("Manbij") if place.kind == "town")
    assert [area.name for area in gazetteer.admin_path(manbij)][:2] == ["Syria", "Aleppo"]
    assert manbij.admin1 == "Aleppo"


def test_an_area_reaches_as_far_as_its_towns(gazetteer: Gazetteer) -> None:
    province = next(place for place in gazetteer.find("Homs") if place.kind == "province")
    assert 50 < province.uncertainty_km < 250


@pytest.mark.parametrize(("kind", "level"), [("province", 1), ("district", 2)])
def test_a_place_of_an_area_lies_in_the_areas_circle_nine_times_in_ten(
    gazetteer: Gazetteer, kind: str, level: int
) -> None:
    """What an unknown village is given: the circle of the area it is said to lie in."""
    rows = gazetteer._ask("SELECT code, lat, lon, country FROM place WHERE kind = 'town' AND id % 37 = ?", level)
    inside = [
        kilometres(area.at, LatLon(float(str(lat)), float(str(lon)))) <= area.uncertainty_km * UNKNOWN_WITHIN[kind]
        for code, lat, lon, country in rows
        if country in WARS
        for area in gazetteer.admin_path(replace(VILLAGE_PLACE, code=str(code)))
        if area.kind == kind
    ]
    assert len(inside) > 200
    assert sum(inside) / len(inside) >= 0.9


def test_a_demonym_is_no_name_but_a_candidate(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Syrian") == ()
    assert [(c.sort, c.place.country) for c in gazetteer.candidates("Syrian")] == [("demonym", "SY")]


def test_a_short_form_must_match_letter_for_letter(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("US")[0].name == "United States"
    assert all(place.country != "US" or place.kind != "province" for place in gazetteer.find("Or"))


def test_the_exact_spelling_wins_over_the_folded() -> None:
    places = small(town("x:male", "Male", people=9), town("x:mali", "Mali", people=10_000_000)).find("Male")
    assert [place.id for place in places] == ["x:male"]


def test_coarse_spelling_is_only_for_transliterated_lands() -> None:
    assert small(town("x:1", "Barton", country="GB")).find("Bartoun") == ()
    assert small(town("x:1", "Khartum", country="SD")).find("Khartoum")[0].id == "x:1"


def test_by_geonameid(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_geonameid(170794)
    assert isinstance(place, Place)
    assert place.name == "Deir ez-Zor"


def test_every_point_lies_on_earth_and_every_radius_is_positive(gazetteer: Gazetteer) -> None:
    wrong = gazetteer._ask("SELECT key FROM place WHERE abs(lat) > 90 OR abs(lon) > 180 OR uncertainty_km <= 0")
    assert wrong == []


def test_a_pack_is_found_beside_the_base_and_can_be_taken_out(compiled: Path) -> None:
    with installing(compiled) as db:
        add_rows(db, [VILLAGE], pack="SY")
    assert Gazetteer.open(compiled / "gazetteer.sqlite").find("Kafr Doctest")[0].admin1 == "Idlib"
    with installing(compiled) as db:
        remove_pack(db, "SY")
    assert Gazetteer.open(compiled / "gazetteer.sqlite").find("Kafr Doctest") == ()


def test_a_pack_that_breaks_off_leaves_nothing(compiled: Path) -> None:
    with pytest.raises(RuntimeError):
        _install_half(compiled)
    assert Gazetteer.open(compiled / "gazetteer.sqlite").find("Kafr Doctest") == ()


def _install_half(folder: Path) -> None:
    with installing(folder) as db:
        add_rows(db, [VILLAGE], pack="SY")
        raise RuntimeError


def test_a_changed_lexicon_is_compiled_in_without_reading_the_packages_again(compiled: Path) -> None:
    lexicon = compiled / "lexicon"
    with (lexicon / "place_names.csv").open("a", encoding="utf8") as file:
        file.write("170794,Deir ez-Zor,alias,Zourville,test\n")
    ensure(compiled, seeds=lexicon)
    assert Gazetteer.open(compiled / "gazetteer.sqlite").find("Zourville")[0].geonameid == 170794


def test_a_broken_lexicon_leaves_the_old_file(compiled: Path) -> None:
    before = (compiled / "gazetteer.sqlite").read_bytes()
    with (compiled / "lexicon" / "places.csv").open("a", encoding="utf8") as file:
        file.write("place:x,X,,,not a number,1,site,dam,5,SY,Homs,test,\n")
    with pytest.raises(ValueError, match="not a number"):
        ensure(compiled, seeds=compiled / "lexicon")
    assert (compiled / "gazetteer.sqlite").read_bytes() == before
    assert not list(compiled.glob("*.draft*"))


def test_two_processes_that_build_at_once_both_get_a_whole_file(compiled: Path) -> None:
    with (compiled / "lexicon" / "place_names.csv").open("a", encoding="utf8") as file:
        file.write("170794,Deir ez-Zor,alias,Zourville,test\n")
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.starmap(_built, [(compiled,), (compiled,)])
    assert Gazetteer.open(compiled / "gazetteer.sqlite").find("Zourville")


def _built(folder: Path) -> Path:
    return ensure(folder, seeds=folder / "lexicon")


def test_no_spelling_that_the_file_holds_is_passed_over(gazetteer: Gazetteer) -> None:
    """The bitmap that is asked before SQLite may say yes in vain, never no in vain."""
    some = gazetteer._ask("SELECT plain, sound FROM name WHERE rowid % 997 = 0")
    borne = gazetteer._spellings[0]
    assert borne is not None
    assert not [key for row in some for key in row if key and key not in borne]
    assert len([word for word in map(str, range(10**6, 10**6 + 2000)) if word in borne]) < 120


def test_names_can_be_added_to_a_place() -> None:
    gazetteer = small(town("x:1", "Karama"))
    add_names(gazetteer._databases[0], 1, [Name("Dignity")], pack="lexicon")
    assert gazetteer.find("Dignity")[0].id == "x:1"
