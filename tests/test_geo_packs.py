"""Country packs: four forms of file, bad lines named and left out, fetched over a line that breaks."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo import Gazetteer, Geoparser, Place
from geo.build import ensure
from geo.download import DownloadError, country_file
from geo.pack_formats import FEATURES, feature_of
from geo.packs import PackError, install, installed, remove

DAY = dt.date(2026, 1, 2)


def geonames_line(number: int, name: str, lat: str = "34.5", lon: str = "40.9", code: str = "PPL") -> str:
    return "\t".join(
        [str(number), name, name, "", lat, lon, "P", code, "SY", "", "07", "", "", "", "0", "", "", "", "2020-01-01"]
    )


GEONAMES = "\n".join([geonames_line(990001, "Tell Exampleya"), "not a row", geonames_line(990002, "Nofun", lat="x")])
GNS = "RC\tUFI\tUNI\tLAT\tLONG\tDSG\tFULL_NAME_RO\tFULL_NAME_ND_RO\n1\t-77\t-78\t34.5\t40.9\tPPL\tTell Exampleya\tTell Exampleya\n"
PCODES = "ADM2_EN,ADM2_AR,ADM2_PCODE,lat,lon\nTell Exampleya,تل المثال,SY0701,34.5,40.9\nNofun,,SY0702,,\n"
PLAIN = "village;y;x\nTell Exampleya;34.5;40.9\n;1;2\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ensure(), tmp_path / "gazetteer.sqlite")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "columns", "bad"),
    [
        ("SY.txt", GEONAMES, None, [2, 3]),
        ("gns.txt", GNS, None, []),
        ("pcodes.csv", PCODES, None, [3]),
        ("own.csv", PLAIN, {"name": "village", "lat": "y", "lon": "x"}, [3]),
    ],
)
def test_each_form_goes_in_and_bad_lines_are_named(folder: Path, name: str, text: str, columns, bad: list[int]) -> None:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    pack, problems = install(file, folder=folder, country="SY", columns=columns, today=DAY)
    assert [problem.number for problem in problems] == bad
    assert pack.rows == 1
    gazetteer = Gazetteer.open(folder / "gazetteer.sqlite")
    (place,) = gazetteer.find("Tell Exampleya")
    assert (place.at.lat, place.at.lon, place.country) == (34.5, 40.9, "SY")
    gazetteer.close()


def test_a_town_is_meant_before_the_hamlets_of_a_country_file(folder: Path) -> None:
    """A hamlet named Tremseh beside the town of 7,000: news mean the town, whatever the file adds."""
    file = folder / "SY.txt"
    file.write_text(geonames_line(990003, "Tremseh", lat="36.5", lon="40.0"), encoding="utf-8")
    install(file, folder=folder, today=DAY)
    geoparser = Geoparser(Gazetteer.open(folder / "gazetteer.sqlite"))
    place = geoparser.places("Shelling hit Tremseh in Syria on Monday.")[0].place
    assert isinstance(place, Place)
    assert place.population > 1_000
    geoparser.gazetteer.close()


def test_a_zip_is_opened_listed_and_taken_out_again(folder: Path) -> None:
    with zipfile.ZipFile(folder / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about " * 1000)
        archive.writestr("SY.txt", GEONAMES)
    install(folder / "SY.zip", folder=folder, today=DAY)
    install(folder / "SY.zip", folder=folder, today=DAY)
    (pack,) = installed(folder)
    assert (pack.name, pack.rows, pack.skipped, pack.installed) == ("SY", 1, 2, "2026-01-02")
    assert "CC BY" in pack.licence
    remove("SY", folder=folder)
    gazetteer = Gazetteer.open(folder / "gazetteer.sqlite")
    assert (installed(folder), gazetteer.find("Tell Exampleya")) == ((), ())
    gazetteer.close()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a,b\n1,2\n", "--columns"),
        (b"ADM1_EN,ADM1_PCODE\nx,SY01\n", "centroids"),
    ],
)
def test_a_file_that_cannot_go_in_says_what_to_do_and_leaves_all_as_it_was(
    folder: Path, data: bytes, says: str
) -> None:
    file = folder / "bad.csv"
    file.write_bytes(data)
    with pytest.raises(PackError, match=says):
        install(file, folder=folder, today=DAY)
    assert installed(folder) == ()


def test_removing_what_is_not_there_names_what_is(folder: Path) -> None:
    with pytest.raises(PackError, match="installed: none"):
        remove("SY", folder=folder)


def test_known_areas_keep_their_extent(folder: Path) -> None:
    gazetteer = Gazetteer.open(folder / "gazetteer.sqlite")
    province = next(place for place in gazetteer.find("Hama") if place.kind == "province")
    (folder / "SY.txt").write_text(geonames_line(province.geonameid or 0, "Hama", code="ADM1"), encoding="utf-8")
    install(folder / "SY.txt", folder=folder, today=DAY)
    again = Gazetteer.open(folder / "gazetteer.sqlite")
    assert next(p for p in again.find("Hama") if p.kind == "province").uncertainty_km == province.uncertainty_km
    again.close()
    gazetteer.close()


def geonames_of(folder: Path, *lines: str) -> Gazetteer:
    (folder / "SY.txt").write_text("\n".join(lines), encoding="utf-8")
    install(folder / "SY.txt", folder=folder, today=DAY)
    return Gazetteer.open(folder / "gazetteer.sqlite")


def test_a_town_that_the_base_has_is_kept_once_as_the_base_knows_it(folder: Path) -> None:
    """Files give towns ids of their own, no extent and often no area: two of one town would make every name a close call."""
    gazetteer = geonames_of(folder, geonames_line(990003, "Manbij", lat="36.53", lon="37.95").replace("\t07\t", "\t\t"))
    towns = [place for place in gazetteer.find("Manbij", country="SY") if place.kind == "town"]
    assert [(town.source, town.admin1, town.uncertainty_km) for town in towns] == [
        ("geonames cities500", "Aleppo", 6.0)
    ]
    gazetteer.close()


def test_a_namesake_further_off_is_a_place_of_its_own(folder: Path) -> None:
    gazetteer = geonames_of(folder, geonames_line(990003, "Manbij", lat="35.40", lon="40.10"))
    assert len([place for place in gazetteer.find("Manbij", country="SY") if place.kind == "town"]) == 2
    gazetteer.close()


def test_a_place_without_an_area_takes_that_of_the_known_towns_around_it(folder: Path) -> None:
    line = geonames_line(990004, "Tell Exampleya", lat="34.5", lon="40.9").replace("\t07\t", "\t\t")
    gazetteer = geonames_of(folder, line)
    assert gazetteer.find("Tell Exampleya")[0].admin1 == "Deir ez-Zor"
    gazetteer.close()


def test_a_great_city_reaches_further_than_a_village(folder: Path) -> None:
    line = geonames_line(990005, "Tell Exampleya").replace("\t0\t\t\t\t2020", "\t2500000\t\t\t\t2020")
    gazetteer = geonames_of(folder, line, geonames_line(990006, "Kafr Exampleya"))
    radius = {
        place.name: place.uncertainty_km for name in ("Tell", "Kafr") for place in gazetteer.find(f"{name} Exampleya")
    }
    assert radius == {"Tell Exampleya": 20.0, "Kafr Exampleya": 6.0}
    gazetteer.close()


@pytest.mark.parametrize("code", sorted(FEATURES))
def test_every_feature_code_has_a_radius(code: str) -> None:
    assert feature_of(code)[2] > 0


class Breaking(BaseHTTPRequestHandler):
    """Serves one file, but breaks off in the middle of the first answer."""

    body = bytes(range(256)) * 2000
    answers: list[str]

    def do_GET(self) -> None:
        if not self.path.endswith("/SY.zip"):
            self.send_error(404)
            return
        start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        self.answers.append(self.headers["Range"])
        self.send_response(206)
        self.send_header("Content-Length", str(len(self.body) - start))
        self.end_headers()
        self.wfile.write(self.body[start : start + 200_000])

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    handler = type("Handler", (Breaking,), {"answers": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", handler.answers
        httpd.shutdown()
        thread.join()


def test_a_download_goes_on_where_it_broke_off(server: tuple[str, list[str]], tmp_path: Path) -> None:
    address, answers = server
    with pytest.raises(DownloadError, match="run the command again"):
        country_file("SY", tmp_path, address=address, tries=2)
    path = country_file("SY", tmp_path, address=address, tries=1)
    assert path.read_bytes() == Breaking.body
    assert answers == ["bytes=0-", "bytes=200000-", "bytes=400000-"]


@pytest.mark.parametrize(
    ("code", "says"), [("QQ", "404"), ("../x", "two-letter"), ("missing.zip", "no file of that name")]
)
def test_what_cannot_be_fetched_says_why(server: tuple[str, list[str]], tmp_path: Path, code: str, says: str) -> None:
    with pytest.raises(DownloadError, match=says):
        country_file(code, tmp_path, address=server[0])
