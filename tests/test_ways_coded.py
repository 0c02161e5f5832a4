"""Tables of coded events: each row becomes a report coded by its file; nothing of it is read anew."""

import csv
import datetime as dt
import io
import json

import pytest

from events import Article, Count, ReportPlace, When
from store import Archive, Filters, Problem, add_paths
from store.files import found_in
from store.rows import Intake
from tests.factories import reading, report
from view import words
from view.notes import differing, noted_rows

ACLED = {
    "event_id_cnty": "SYR123456", "event_date": "14 February 2026", "year": "2026", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack", "actor1": "Military Forces of Syria (2024-)", "assoc_actor_1": "",
    "inter1": "State forces", "actor2": "Civilians (Syria)", "assoc_actor_2": "Farmers (Syria); ",
    "inter2": "Civilians", "interaction": "State forces-Civilians", "civilian_targeting": "Civilian targeting", "iso": "760",
    "region": "Middle East", "country": "Syria", "admin1": "Hama", "admin2": "", "admin3": "", "location": "Tallbrook",
    "latitude": "35.1300", "longitude": "36.7500", "geo_precision": "1", "source": "River Dispatch; Coast Wire",
    "source_scale": "National", "notes": "On 14 February 2026, forces shelled a market in Tallbrook. 5 fatalities.",
    "fatalities": "5", "tags": "", "timestamp": "1771286400",
}  # fmt: skip
UCDP = {
    "id": "421", "relid": "SYR-2026-1-1", "year": "2026", "type_of_violence": "3", "side_a": "IS", "side_b": "Civilians",
    "source_headline": "Raid", "where_prec": "4", "where_coordinates": "Hama province", "adm_1": "Hama governorate",
    "latitude": "35.1", "longitude": "36.7", "country": "Syria", "date_prec": "2", "date_start": "2026-02-14 00:00:00.000",
    "date_end": "2026-02-16 00:00:00.000", "best": "4", "high": "9", "low": "3",
}  # fmt: skip
GTD = {
    "eventid": "202602140001", "iyear": "2026", "imonth": "2", "iday": "0", "country_txt": "Syria", "provstate": "Hama",
    "city": "Hama", "latitude": "35.13", "longitude": "36.75", "specificity": "1", "summary": "A bomb went off.",
    "attacktype1_txt": "Bombing/Explosion", "gname": "Unknown", "targtype1_txt": "Police", "nkill": "2", "nwound": "5",
}  # fmt: skip


def table(*rows, between=","):
    text = io.StringIO()
    out = csv.DictWriter(text, rows[0], delimiter=between)
    out.writeheader()
    out.writerows(rows)
    return text.getvalue()


def take(tmp_path, name, data, **intake):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(found_in([path], Intake(**intake)))
    coded = [(each[0], each[1].coded[0]) for each in found if not isinstance(each, Problem)]
    return coded, [each for each in found if isinstance(each, Problem)]


def one(tmp_path, row, name="a.csv", **intake):
    ((article, told),), problems = take(tmp_path, name, table(row), **intake)
    assert problems == []
    return article, told


def test_a_row_of_acled_is_the_event_as_coded_there(tmp_path):
    article, told = one(tmp_path, ACLED)
    place = told.place.place
    assert (told.event_type, told.sub_event_type) == ("Explosions/Remote violence", "Shelling/artillery/missile attack")
    assert told.when == When(dt.date(2026, 2, 14), dt.date(2026, 2, 14), "day")
    assert (place.name, place.at.lat, place.at.lon, place.country, place.admin1) == (
        "Tallbrook",
        35.13,
        36.75,
        "SY",
        "Hama",
    )
    assert [(each.actor.id, each.actor.inter, each.role) for each in told.actors] == [
        ("syria-forces", 1, "initiator"),
        ("civilians", 7, "target"),
        ("farmers", 7, "target"),
    ]
    assert told.fatalities == Count(5, 5, 5)
    assert told.excerpt.text == ACLED["notes"]
    assert (article.id, article.source) == ("coded/acled/SYR123456", "ACLED")
    assert "ACLED terms" in article.licence


def test_each_piece_of_evidence_is_the_cell_that_decided(tmp_path):
    article, told = one(tmp_path, ACLED)
    cells = {each.field: (each.span.text, article.text[each.span.start : each.span.stop]) for each in told.evidence}
    assert cells["when"] == ("14 February 2026",) * 2
    assert cells["fatalities"] == ("5",) * 2
    assert cells["place"] == ("Tallbrook",) * 2


@pytest.mark.parametrize(
    ("changed", "when"),
    [
        ({"event_date": "2026-02-14"}, ("2026-02-14", "2026-02-14", "day")),
        ({"event_date": "14-Feb-26"}, ("2026-02-14", "2026-02-14", "day")),
        ({"time_precision": "2"}, ("2026-02-11", "2026-02-17", "week")),
        ({"time_precision": "3"}, ("2026-02-01", "2026-02-28", "month")),
    ],
)
def test_acleds_dates(tmp_path, changed, when):
    _, told = one(tmp_path, ACLED | changed)
    assert (told.when.earliest.isoformat(), told.when.latest.isoformat(), told.when.precision) == when


def test_acleds_older_layouts(tmp_path):
    of_2021 = ACLED | {"inter1": "1", "inter2": "7", "interaction": "17", "data_id": "9", "iso3": "SYR"}
    assert one(tmp_path, of_2021)[1].actors[0].actor.inter == 1
    of_2018 = {key.upper(): value for key, value in ACLED.items() if key != "sub_event_type"}
    of_2018 |= {"EVENT_TYPE": "Battle-No change of territory", "EVENT_DATE": "14-February-2018"}
    _, told = one(tmp_path, of_2018)
    assert (told.sub_event_type, told.when.earliest) == ("Armed clash", dt.date(2018, 2, 14))


def test_a_row_of_ucdp(tmp_path):
    article, told = one(tmp_path, UCDP)
    assert (told.sub_event_type, told.fatalities) == ("Attack", Count(3, 4, 9))
    assert told.when == When(dt.date(2026, 2, 14), dt.date(2026, 2, 16), "range")
    assert (told.place.place.kind, told.place.place.uncertainty_km) == ("province", 100)
    assert told.actors[0].actor.id == "islamic-state"
    assert (article.id, article.source) == ("coded/ucdp-ged/421", "UCDP GED")


def test_a_row_of_gtd(tmp_path):
    _, told = one(tmp_path, GTD)
    assert told.sub_event_type == "Remote explosive/landmine/IED"
    assert told.when == When(dt.date(2026, 2, 1), dt.date(2026, 2, 28), "month")
    assert (told.fatalities, told.injured) == (Count(2, 2, 2), Count(5, 5, 5))


OWN = {
    "Date": "14/02/2026",
    "Place": "Hama",
    "Lat": "35,13",
    "Lon": "36,75",
    "What happened": "Mortar fire.",
    "Killed": "3",
}


def test_a_guessed_layout_is_shown_and_not_taken_unasked(tmp_path):
    coded, (problem,) = take(tmp_path, "a.csv", table(OWN))
    assert coded == []
    assert "date=Date,place=Place,lat=Lat,lon=Lon,deaths=Killed,notes=What happened" in problem.words()
    assert "--map" in problem.words()


def test_a_guess_that_is_confirmed_is_taken(tmp_path):
    asked = []
    article, told = one(tmp_path, OWN, confirm=lambda name, layout: not asked.append((name, layout.words())))
    assert len(asked) == 1
    assert (told.when.earliest, told.fatalities.best) == (dt.date(2026, 2, 14), 3)
    assert (told.place.place.at.lat, told.sub_event_type) == (35.13, "Shelling/artillery/missile attack")
    assert article.id.startswith("coded/sheet-a/")


def test_a_mapping_that_is_given_counts(tmp_path):
    row = {"wann": "14.02.2026", "wo": "Hama", "was": "Ein Markt wurde beschossen", "tote": "3"}
    _, told = one(tmp_path, row, mapping={"date": "wann", "place": "wo", "notes": "was", "deaths": "tote"})
    assert (told.when.earliest, told.fatalities.best) == (dt.date(2026, 2, 14), 3)


def test_a_mapping_to_a_column_that_is_not_there_is_one_line(tmp_path):
    _, (problem,) = take(tmp_path, "a.csv", table(OWN), mapping={"date": "Day", "place": "Place", "notes": "Killed"})
    assert problem.reason.startswith("no column Day; there are: Date, Place")


def test_numeric_dates_are_read_as_the_others_of_the_sheet_tell(tmp_path):
    rows = [OWN | {"Date": day} for day in ("04/10/2025", "25/10/2025")]
    coded, _ = take(tmp_path, "a.csv", table(*rows), confirm=lambda *_: True)
    assert [told.when.earliest for _, told in coded] == [dt.date(2025, 10, 4), dt.date(2025, 10, 25)]
    ((_, told),), _ = take(tmp_path, "b.csv", table(rows[0]), confirm=lambda *_: True)
    assert (told.when.earliest, told.when.latest) == (dt.date(2025, 4, 10), dt.date(2025, 10, 4))


def test_hxl_tags_say_what_the_columns_hold(tmp_path):
    tags = {
        "A": "#date+occurred",
        "B": "#loc+name",
        "C": "#geo+lat",
        "D": "#geo+lon",
        "E": "#affected+killed",
        "F": "#description",
    }
    row = {"A": "2026-02-14", "B": "Hama", "C": "35.13", "D": "36.75", "E": "3", "F": "Mortar fire."}
    ((_, told),), problems = take(tmp_path, "a.csv", table(tags, row), confirm=lambda *_: True)
    assert (told.fatalities.best, told.place.place.name, problems) == (3, "Hama", [])


BAD = [
    ({"event_date": "31 February 2026"}, "no such day: 31 February 2026"),
    ({"event_date": "1404-12-14"}, "no such day: 1404-12-14 (of a Hijri calendar: write AH or SH behind it)"),
    ({"latitude": "97"}, "no point on Earth: lat 97.0, lon 36.75"),
    ({"latitude": "north"}, "no latitude and longitude: 'north', '36.7500'"),
    ({"fatalities": "lots"}, "no number of people: 'lots'"),
    ({"event_date": "1 January 2999"}, "an event of the future: 2999-01-01"),
    ({"notes": "x" * 200_000}, "a cell of more than 100,000 characters"),
]


@pytest.mark.parametrize(("changed", "reason"), BAD)
def test_a_row_that_cannot_be_is_named_with_its_line_and_the_rest_goes_on(tmp_path, changed, reason):
    rows = [ACLED | changed, ACLED | {"event_id_cnty": "SYR2"}]
    coded, (problem,) = take(tmp_path, "a.csv", table(*rows), today=dt.date(2026, 11, 1))
    assert [article.id for article, _ in coded] == ["coded/acled/SYR2"]
    assert (problem.line, problem.reason) == (2, reason)


def test_acleds_answer_in_json(tmp_path):
    coded, problems = take(tmp_path, "a.json", json.dumps({"status": 200, "data": [ACLED]}))
    assert ([article.id for article, _ in coded], problems) == (["coded/acled/SYR123456"], [])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (table(ACLED, between=";"), "a.csv"),
        ("sep=;\n" + table(ACLED, between=";"), "a.csv"),
        (table(ACLED, between="\t").encode("utf-16"), "a.csv"),
        (table(ACLED).encode("utf-16-le"), "a.csv"),
        (table(ACLED).encode("utf-8-sig"), "a.csv"),
        (table(ACLED).replace("\r\n", "\r"), "a.csv"),
        (table(ACLED, between="\t"), "a.tsv"),
    ],
)
def test_odd_forms_of_a_table(tmp_path, data, name):
    coded, problems = take(tmp_path, name, data)
    assert ([told.excerpt.text for _, told in coded], problems) == ([ACLED["notes"]], [])


def test_rows_of_one_list_stay_apart_and_join_what_was_read(tmp_path):
    rows = [ACLED, ACLED | {"event_id_cnty": "SYR2"}]
    (tmp_path / "a.csv").write_text(table(*rows))
    archive = Archive(tmp_path / "archive")
    assert add_paths(archive, [tmp_path / "a.csv"]).new == 2
    assert archive.tally(Filters()).total == 2
    told = one(tmp_path, ACLED)[1]
    of = Article("news", "Shells hit Tallbrook, killing seven.", source="River Dispatch")
    seven = report(
        of, place=ReportPlace(told.place.place), when=told.when, fatalities=Count(7, 7, 7), actors=told.actors
    )
    archive.add([reading(of, seven)])
    (joined,) = (each for each in archive.events(archive.table(Filters())["id"]) if len(each.event.reports) == 2)
    assert sorted(article.source for article in joined.articles) == ["ACLED", "River Dispatch"]
    assert {"killed: 5 / 7", "killed: 7 / 5"} & {*joined.differences}


def test_a_newer_download_revises_its_rows(tmp_path):
    archive = Archive(tmp_path / "archive")
    (tmp_path / "a.csv").write_text(table(ACLED))
    add_paths(archive, [tmp_path / "a.csv"])
    (tmp_path / "b.csv").write_text(table(ACLED | {"fatalities": "6"}))
    added = add_paths(archive, [tmp_path / "b.csv"])
    assert (added.new, added.revised) == (0, 1)
    assert [each.event.reports[0].fatalities.best for each in archive.events(archive.table(Filters())["id"])] == [6]


def test_notes_are_read_beside_the_row_where_that_is_asked(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(table(ACLED))
    found = list(found_in([path], Intake(read_notes=True)))
    assert [(article.text, origin.coded is None) for article, origin in found[1:]] == [(ACLED["notes"], True)]


def test_it_is_listed_where_a_rows_coding_and_the_reading_of_its_notes_differ(tmp_path):
    path = tmp_path / "a.csv"
    told = ACLED | {
        "notes": "On 14 February 2026 Syrian jets bombed the city of Hama, killing nine people.",
        "fatalities": "4",
    }
    path.write_text(table(told))
    archive = Archive(tmp_path / "archive")
    add_paths(archive, [path], intake=Intake(read_notes=True))
    rows = noted_rows(archive)
    assert rows == (f"coded/acled/{ACLED['event_id_cnty']}",)
    found = {each.field: (each.coded, each.read) for each in differing(archive, rows)}
    assert found[words.FIELDS["fatalities"]] == ("4", "9")
    assert words.FIELDS["when"] not in found
