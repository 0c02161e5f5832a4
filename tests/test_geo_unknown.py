"""Names that no gazetteer has, and names that several villages share: what is drawn, what is said of it, what is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from events import Article, Reader, ReportPlace
from events.coding.place_settings import settings
from events.coding.reports import document_of
from events.serialise import line_of
from geo import Geoparser, Place
from store import Archive, Filters
from store.formats import reading_of, text_of
from ui import correct
from view.export_acled import ACLED
from view.export_line import Line, lines
from view.left_open import left_open
from view.story import story
from view.summary import facts, where_words
from view.unplaced import unplaced_names


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def geoparser() -> Geoparser:
    return Geoparser()


# name in brackets, the land around it and the kind that is drawn; no name is that of a place anywhere near
UNKNOWN = """
Gunmen raided [Dankurmi|north Nigeria area NG] in northern Nigeria on Friday.
Rebels shelled the Chadian village of [Bolokotu|Chad country TD].
A drone struck the Yemeni port of [Ras Zimran|Yemen country YE] on Monday.
Sudan's [Zzyzx|Sudan country SD] camp was shelled on Monday.
Troops entered [Cantur|Somalia country SO], Somalia, on Monday.
Gunmen raided the village of [Bonn|Burkina Faso country BF] in Burkina Faso.
The air base at [Bidganeh|Iran country IR] in Iran was hit.
Gunmen attacked [Tungar Zzyx|Sokoto province NG] village in Sokoto state, Nigeria.
Gunmen attacked the village of [Qarzumbak|Jowzjān province AF] in Jowzjan province, Afghanistan.
""".strip().split("\n")


@pytest.mark.parametrize("row", UNKNOWN)
def test_what_no_gazetteer_has_lies_in_the_land_that_is_named_and_never_abroad(geoparser: Geoparser, row: str) -> None:
    before, rest = row.split("[")
    inner, behind = rest.split("]")
    name, want = inner.split("|")
    found = {mention.span.start: mention for mention in geoparser.places(f"{before}{name}{behind}")}
    mention = found[len(before)]
    assert isinstance(mention.place, Place)
    assert f"{mention.place.name} {mention.place.kind} {mention.place.country}" == want
    assert mention.rule.startswith("not known, so the ")


def test_a_square_lies_in_its_town_and_not_somewhere_in_the_province_of_that_name(geoparser: Geoparser) -> None:
    square, *_ = geoparser.places("Two brothers were shot near the Plaza Zamora in Barinas, Venezuela.")
    assert isinstance(square.place, Place)
    assert square.place.kind == "town"


def test_an_island_is_not_its_chief_town_nor_a_country_a_hamlet_that_bears_its_name(geoparser: Geoparser) -> None:
    text = "Soldiers fought gunmen in Sulu and in Basilan, the Philippines. In Leyte, two died. Across Kazakhstan, ten died."
    kinds = {m.span.text: m.place.kind for m in geoparser.places(text) if isinstance(m.place, Place)}
    assert kinds == {
        "Sulu": "district",
        "Basilan": "district",
        "Philippines": "country",
        "Leyte": "district",
        "Kazakhstan": "country",
    }


def test_one_elsewhere_is_no_part_of_the_place_before(geoparser: Geoparser) -> None:
    text = "Four died in Labo, Camarines Norte, and one in Himamaylan City, Negros Occidental, in the Philippines."
    found = {m.span.text: m for m in geoparser.places(text)}
    assert found["Camarines Norte"].within is None
    assert not found["Camarines Norte"].rule.startswith("not known")


def test_an_armed_group_is_no_unknown_place(reader: Reader) -> None:
    read = reader.read(Article("a", "Israeli jets killed a leader of Hamas in Khan Younis, Gaza, on Monday."))
    assert "Hamas" not in {mention.span.text for mention in read.places}


def test_a_report_of_an_unknown_place_says_so_wherever_it_is_shown(reader: Reader, tmp_path: Path) -> None:
    read = reader.read(Article("a", "Rebels shelled the Chadian village of Bolokotu on Monday, killing two."))
    (report,) = read.reports
    assert isinstance(report.place, ReportPlace)
    assert (report.place.place.name, report.place.around) == ("Chad", "Bolokotu")
    assert where_words(report).startswith("around Bolokotu, which no gazetteer has: Chad")
    assert "around Bolokotu, Chad" in story(report)
    told = line_of(read)
    assert told["reports"][0]["place"]["around"] == "Bolokotu"
    said = next(place for place in told["places"] if place["text"] == "Bolokotu")
    assert (said["lat"], said["unresolved"], said["around"]) == (None, "no gazetteer has this name", "Chad")
    assert "Bolokotu" in {words for _, words, _ in left_open(read)}
    assert unplaced_names([read]) == {"TD": frozenset({"Bolokotu"})}
    assert reading_of(text_of(read)) == read
    archive = Archive(tmp_path / "archive")
    archive.add([read])
    cells = _cells(next(lines(archive, Filters())))
    assert (cells["location"], cells["geo_precision"], cells["country"]) == ("around Bolokotu, Chad", 3, "Chad")


def _cells(line: Line) -> dict[str, object]:
    return {column.name: column.value(line) for column in ACLED}


def test_of_villages_that_share_a_name_all_are_shown_and_offered(reader: Reader) -> None:
    read = reader.read(Article("a", "Rebels attacked Talisay in Batangas, Philippines, on Monday, killing two."))
    where = read.reports[0].place
    assert isinstance(where, ReportPlace)
    assert where.place.kind == "district"
    points = {(one.at.lat, one.at.lon) for one in where.candidates}
    assert len(points) == len(where.candidates) == 2
    _, first, *others = dict(facts(read.reports[0]))["Where"]
    assert first == "one of 2 places of this name:"
    assert others[0].endswith(" · as drawn")
    assert all(line.startswith("Talisay, Calabarzon, Philippines · ") for line in others)
    assert others[1].endswith(" km from there")
    offered = correct.offered(read.reports[0])
    said = [text for _, text in offered]
    assert len({*said}) == len(said)
    assert {*others} <= {*said}
    assert {(place.at.lat, place.at.lon) for place, _ in offered} >= points
    assert [one["lat"] for one in line_of(read)["reports"][0]["place"]["candidates"]] == [
        one.at.lat for one in where.candidates
    ]


def test_a_town_that_alone_bears_its_name_has_no_candidates(reader: Reader) -> None:
    read = reader.read(Article("a", "Rebels attacked Palmyra, Syria, on Monday, killing two."))
    where = read.reports[0].place
    assert isinstance(where, ReportPlace)
    assert (where.around, where.candidates) == ("", ())
    assert len(dict(facts(read.reports[0]))["Where"]) == 1


def test_a_hospital_whose_doctor_speaks_is_no_place_of_what_is_told_behind(reader: Reader) -> None:
    text = 'Shelling killed four in Khartoum North, Sudan. "Three women died," said the doctor at {} hospital.'
    for name in ("Al-Ban Jadid", "Omdurman"):
        told = settings(document_of(reader.mentions(Article("a", text.format(name)))))
        assert [one.span.text for one in told] == ["Khartoum North", "Sudan"]
