"""Sheets as strangers keep them: names in their language, titles on top, several sheets, days and points in their own form."""

import datetime as dt

import pytest

from events import Count
from store import Problem
from store.files import found_in
from store.rows import Intake
from tests.files_made import ods, workbook, xlsx

SHELLS = "Mortar fire hit the market."
HEADER = "Date,Place,Lat,Lon,Killed,Notes\n"


def coded(tmp_path, name, data, **intake):
    """The events of a file, its problems' words; whoever is asked about a guess says yes."""
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(found_in([path], Intake(confirm=lambda *_: True, **intake)))
    events = [each[1].coded[0] for each in found if not isinstance(each, Problem)]
    return events, [each.words() for each in found if isinstance(each, Problem)]


LANGUAGES = {
    "French": "Date de l'incident;Localité;Latitude;Longitude;Nombre de morts;Blessés;Description des faits\n"
    "14/02/2026;Gao;16,27;-0,04;4;3;Tirs de mortier sur le marché\n",
    "Spanish": "Fecha;Municipio;Latitud;Longitud;Muertos;Heridos;Descripción\n14/02/2026;Gao;16,27;-0,04;4;3;Morteros\n",
    "German": "Datum;Ort;Breite;Länge;Anzahl Tote;Verletzte;Beschreibung\n14.02.2026;Gao;16,27;-0,04;4;3;Beschuss\n",
    "Arabic": "التاريخ,المدينة,خط العرض,خط الطول,عدد القتلى,عدد الجرحى,الوصف\n١٤/٠٢/٢٠٢٦,غاو,16.27,-0.04,٤,٣,قصف مدفعي\n",
    "Ukrainian": "Дата;Населений пункт;Широта;Довгота;Загинуло;Поранено;Опис\n14.02.2026;Гао;16,27;-0,04;4;3;Обстріл\n",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_known_by_their_names_in_other_languages(tmp_path, language):
    (event,), problems = coded(tmp_path, "a.csv", LANGUAGES[language])
    at = event.place.place.at
    assert problems == []
    assert (event.when.earliest, event.when.latest) == (dt.date(2026, 2, 14), dt.date(2026, 2, 14))
    assert (at.lat, at.lon, event.fatalities, event.injured) == (16.27, -0.04, Count(4, 4, 4), Count(3, 3, 3))


@pytest.mark.parametrize("language", ["French", "Spanish", "German"])
def test_a_sheet_that_excel_on_windows_wrote_is_read(tmp_path, language):
    (event,), problems = coded(tmp_path, "a.csv", LANGUAGES[language].encode("cp1252"))
    assert problems == []
    assert event.excerpt.text == LANGUAGES[language].strip().rsplit(";", 1)[1]


TOPS = {
    "blank lines": "\n\n,,,\n",
    "a title": "Incidents of February 2026,,,,,\nprepared by the desk,,,,,\n\n",
}


@pytest.mark.parametrize("top", TOPS)
def test_what_stands_above_the_names_is_passed_over(tmp_path, top):
    data = f"{TOPS[top]}{HEADER}2026-02-14,Hama,35.13,36.75,4,{SHELLS}\n2026-02-31,Hama,35.13,36.75,4,{SHELLS}\n"
    (event,), (problem,) = coded(tmp_path, "a.csv", data)
    assert (event.when.earliest, event.fatalities.best) == (dt.date(2026, 2, 14), 4)
    assert f"line {data.splitlines().index(data.splitlines()[-1]) + 1}:" in problem


def test_names_in_two_rows_are_put_together(tmp_path):
    rows = [
        ["Incident log", None, None],
        ["Date", "Location", None, None, "Casualties", None, "Notes"],
        [None, "Town", "Lat", "Lon", "Killed", "Injured", None],
        ["2026-02-14", "Hama", 35.13, 36.75, 4, 2, SHELLS],
    ]
    (event,), problems = coded(tmp_path, "a.xlsx", xlsx(*rows))
    assert problems == []
    assert (event.place.place.at.lat, event.fatalities.best, event.injured.best) == (35.13, 4, 2)


NAMES = ["Date", "Place", "Lat", "Lon", "Killed", "Notes"]
ROW = ["2026-02-14", "Hama", 35.13, 36.75, 4, SHELLS]


def test_the_sheets_of_a_workbook_that_are_tables_are_read_and_the_others_passed_over(tmp_path):
    data = workbook(
        ReadMe=[["About this file"], ["Made by the desk"]], Feb=[NAMES, ROW], Mar=[NAMES, ["2026-03-14", *ROW[1:]]]
    )
    events, problems = coded(tmp_path, "a.xlsx", data)
    assert ([event.when.earliest.month for event in events], problems) == ([2, 3], [])


def test_rows_of_two_sheets_may_have_the_same_numbers(tmp_path):
    data = workbook(Feb=[["Id", *NAMES], ["1", *ROW]], Mar=[["Id", *NAMES], ["1", "2026-03-14", *ROW[1:]]])
    events, _ = coded(tmp_path, "a.xlsx", data)
    assert len({event.article for event in events}) == 2


@pytest.mark.parametrize(("name", "data"), [
    ("a.csv", f"{HEADER}46067,Hama,35.13,36.75,4,{SHELLS}\n"),
    ("a.xlsx", xlsx(NAMES, [46067, *ROW[1:]])),
    ("a.ods", ods(NAMES, ["46067.604", "Hama", "35.13", "36.75", "4", SHELLS])),
])  # fmt: skip
def test_a_spreadsheets_number_of_a_day_is_the_day(tmp_path, name, data):
    (event,), problems = coded(tmp_path, name, data)
    assert (event.when.earliest, problems) == (dt.date(2026, 2, 14), [])


@pytest.mark.parametrize(("month", "precision"), [("2", "day"), ("Feb", "day"), ("février", "day"), ("soon", "")])
def test_a_day_in_three_columns(tmp_path, month, precision):
    events, problems = coded(tmp_path, "a.csv", f"Year,Month,Day,Place,Killed,Notes\n2026,{month},14,Hama,4,{SHELLS}\n")
    assert [(event.when.earliest, event.when.precision) for event in events] == (
        [(dt.date(2026, 2, 14), precision)] if precision else []
    )
    assert bool(problems) == (not precision)


def test_a_year_beside_a_date_is_not_the_date(tmp_path):
    (event,), _ = coded(tmp_path, "a.csv", f"Year,Date,Place,Killed,Notes\n2026,2026-02-14,Hama,4,{SHELLS}\n")
    assert event.when.precision == "day"


POINTS = [
    ("35.13", "36.75"), ("35,13", "36,75"), ("35.13°", "36.75°"), ("35.13N", "36.75E"), ("N35.13", "E36.75"),
    ("35°07'48\"N", "36°45'00\"E"), ("35° 7.8' N", "36° 45.0' E"), ("35 07 48 N", "036 45 00 E"), ("350748N", "0364500E"),
]  # fmt: skip


@pytest.mark.parametrize(("lat", "lon"), POINTS)
@pytest.mark.parametrize("cells", [1, 2])
def test_points_in_degrees_of_any_form(tmp_path, lat, lon, cells):
    lat, lon = lat.replace('"', '""'), lon.replace('"', '""')
    between = '","' if cells == 2 else "; " if "," in lat else ", "
    header = "Lat,Lon" if cells == 2 else "Coordinates"
    data = f'Date,Place,{header},Killed,Notes\n2026-02-14,Hama,"{lat}{between}{lon}",4,{SHELLS}\n'
    (event,), problems = coded(tmp_path, "a.csv", data)
    assert problems == []
    assert (event.place.place.at.lat, event.place.place.at.lon) == (35.13, 36.75)


@pytest.mark.parametrize(("lat", "lon"), [("12°30'S", "45°15'W"), ("-12.5", "-45.25")])
def test_south_and_west_are_below_nought(tmp_path, lat, lon):
    (event,), _ = coded(tmp_path, "a.csv", f"{HEADER}2026-02-14,Somewhere,{lat},{lon},4,{SHELLS}\n")
    assert (event.place.place.at.lat, event.place.place.at.lon) == (-12.5, -45.25)


@pytest.mark.parametrize(("lat", "lon"), [("35°70'N", "36°E"), ("35.13N S", "36.75"), ("1.2.3", "4")])
def test_what_is_no_point_is_said(tmp_path, lat, lon):
    events, (problem,) = coded(tmp_path, "a.csv", f"{HEADER}2026-02-14,Hama,{lat},{lon},4,{SHELLS}\n")
    assert events == []
    assert "no latitude and longitude" in problem


PEOPLE = [
    ("3-5", Count(3, 3, 5)), ("3 to 5", Count(3, 3, 5)), ("4+", Count(4, 4, 4)), ("at least 4", Count(4, 4, 4)),
    ("~4", Count(4, 4, 4)), ("4 (2 children)", Count(4, 4, 4)), ("1.200", Count(1200, 1200, 1200)), ("1,200", Count(1200, 1200, 1200)),
    ("4.0", Count(4, 4, 4)), ("٤", Count(4, 4, 4)), ("unknown", None), ("TBC", None), ("several", None), ("Dozens", None), ("несколько", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "count"), PEOPLE)
def test_numbers_of_people_as_people_write_them(tmp_path, said, count):
    (event,), problems = coded(tmp_path, "a.csv", f'{HEADER}2026-02-14,Hama,35.13,36.75,"{said}",{SHELLS}\n')
    assert (event.fatalities, problems) == (count, [])


def test_names_with_remarks_and_signs_are_known(tmp_path):
    header = "Date (DD/MM/YYYY),Location of incident:,Latitude (N),Longitude (E),# Killed,# Wounded,Description of Incident *"
    (event,), problems = coded(tmp_path, "a.csv", f"{header}\n14/02/2026,Hama,35.13,36.75,4,2,{SHELLS}\n")
    assert problems == []
    assert (event.excerpt.text, event.fatalities.best, event.injured.best) == (SHELLS, 4, 2)


def test_of_two_columns_of_one_name_neither_is_lost(tmp_path):
    (event,), _ = coded(tmp_path, "a.csv", f"Date,Place,Notes,Notes,Killed,\n2026-02-14,Hama,{SHELLS},More.,4,x\n")
    assert event.excerpt.text == SHELLS
    path = tmp_path / "a.csv"
    ((article, _),) = found_in([path], Intake(confirm=lambda *_: True))
    assert "Notes (2): More." in article.text


def test_rows_of_blank_cells_are_no_rows(tmp_path):
    events, problems = coded(tmp_path, "a.csv", f"{HEADER}2026-02-14,Hama,35.13,36.75,4,{SHELLS}\n,,,,,\n,,,,,\n")
    assert (len(events), problems) == (1, [])
