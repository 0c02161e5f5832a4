"""Many coded rows at once: the same lines as one by one, and the same archive."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from events import Article, Event, Reader, Reading
from events.coreference.across_documents import asked_keys, merge_keys
from store import Added, Archive, Filters, Intake, add_articles, add_paths
from store.files import found_in
from store.removal import Wanted
from store.schema import SCHEMA, Origin, article_row, event_row
from store.serialized import written
from store.ways.coded import Sheet, coded_row
from store.ways.coded_lines import BY_FILE, CodedRows, coded_lines
from store.ways.layouts import layout_of
from store.ways.row_text import hash_of_row

ACLED = [
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
    "iso",
    "country",
    "admin1",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "fatalities",
]
OWN = ["Date", "Until", "Place", "Lat", "Lon", "Type", "Killed", "Perpetrator", "What happened", "Link"]
UCDP = [
    "id",
    "type_of_violence",
    "conflict_name",
    "side_a",
    "side_b",
    "date_start",
    "date_end",
    "country",
    "adm_1",
    "where_coordinates",
    "latitude",
    "longitude",
    "where_prec",
    "date_prec",
    "best",
    "low",
    "high",
    "source_article",
]
CHOICES = {
    "day": ["2024-03-05", "14 February 2026", "04/10/2025", "25/10/2025", "", "1447-09-16", "2025-13-01"],
    "words": [
        "Shells hit the market.",
        'Two "men"\nwere shot in Hama \N{EM DASH} d\u00e9j\u00e0 vu.',
        "",
        "An IED went off.\tOne died.",
    ],
    "name": ["Hama", "D\u00e9line", "", "Tell Abyad"],
    "side": [
        "Military Forces of Syria (2024-)",
        "Unidentified Armed Group (Syria)",
        "",
        "JNIM; Fighters; ",
        'The "Lions"',
    ],
    "number": ["0", "4", "17", "", "1,200", "many"],
    "lat": ["35.13", "", "36.75", "35,2", "400"],
    "code": ["1", "2", "3", ""],
    "type": ["Battles", "Attack", "Armed clash", "Air/drone strike", "bombing", "", "Protests", "1", "3"],
    "link": ["https://example.org/a", ""],
    "inter": ["State forces", "Rebel group", "3", ""],
}
OF = [
    ("date", "day"), ("until", "day"), ("notes", "words"), ("what", "words"), ("source", "name"), ("actor", "side"), ("side", "side"),
    ("perp", "side"), ("inter", "inter"), ("fatal", "number"), ("killed", "number"), ("best", "number"), ("low", "number"),
    ("high", "number"), ("lat", "lat"), ("lon", "lat"), ("prec", "code"), ("type", "type"), ("link", "link"),
]  # fmt: skip


def drawn(header: Sequence[str], count: int, seed: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
    chance = random.Random(seed)  # noqa: S311 - the same for the same seed
    kinds = [next((kind for part, kind in OF if part in name.lower()), "name") for name in header]
    rows = ([chance.choice(CHOICES[kind]) for kind in kinds] for _ in range(count))
    return tuple((at + 2, (f"ID{at}" if "id" in header[0] else row[0], *row[1:])) for at, row in enumerate(rows))


def plainly(given: CodedRows) -> tuple[pa.Table, pa.Table]:
    """The lines as they are made one by one."""
    articles, events = [], []
    for at, (line, _) in enumerate(given.rows):
        row = given.cells(at)
        try:
            article, report = coded_row(row, given.sheet)
        except (ValueError, OverflowError):
            continue
        origin = Origin(f"{given.sheet.name}:{line}", hash_of_row(row), BY_FILE)
        articles.append(article_row(written(Reading(article, reports=(report,))), origin=origin))
        events.append(event_row(Event(report.id, (report,)), articles={article.id: article}, keys=merge_keys(report)))
    return pa.Table.from_pylist(articles, SCHEMA), pa.Table.from_pylist(events, SCHEMA)


@pytest.mark.parametrize("header", [ACLED, OWN, UCDP], ids=["acled", "own", "ucdp"])
@pytest.mark.parametrize("seed", range(4))
def test_rows_in_columns_are_the_lines_that_they_are_one_by_one(header: list[str], seed: int) -> None:
    layout = layout_of(header)
    assert layout
    given = CodedRows(Sheet(layout, "folder/some rows.csv", "day first"), tuple(header), drawn(header, 300, seed))
    made = coded_lines(given, ask=True)
    articles, events = plainly(given)
    assert len(made.rows) + len(made.left) == 300
    assert len(made.rows) > 5
    assert made.articles.to_pylist() == articles.to_pylist()
    assert made.events.to_pylist() == events.to_pylist()


def test_a_row_asks_for_others_under_the_keys_of_its_report() -> None:
    layout = layout_of(ACLED)
    assert layout
    given = CodedRows(Sheet(layout, "a.csv"), tuple(ACLED), drawn(ACLED, 200, 9))
    made = coded_lines(given, ask=True)
    reports = [coded_row(given.cells(at), given.sheet)[1] for at in made.rows]
    assert list(made.asked) == [asked_keys(report) for report in reports]
    assert any(made.asked)


def sheet(path: Path, rows: Sequence[tuple[int, tuple[str, ...]]], header: Sequence[str] = ACLED) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *(cells for _, cells in rows)])
    return path


def content(archive: Archive) -> tuple[list[dict[str, object]], ...]:
    """All that an archive has, but for how it was written: versions and batches."""
    index = archive._cursor()
    events = "select id, place, lat, country, earliest, latest, sub_event_type, deaths_best, excerpt, reports from event order by id"
    asked = (
        events,
        "select id, sha256, reading, title from article order by id",
        "select event, report from member order by all",
    )
    keys = "select event.id, key.key from key join event using (n) order by all"
    return tuple(index.execute(sql).fetchall() for sql in (*asked, keys))


class OneByOne:
    """Leaves every row to the plain way."""

    taken = 0

    def __call__(self, chunks: Iterable[CodedRows]) -> Iterator[tuple[CodedRows, tuple[int, ...]]]:
        return ((rows, tuple(range(len(rows.rows)))) for rows in chunks)


def added_plainly(archive: Archive, path: Path) -> Added:
    return add_articles(archive, found_in([path], Intake(many=OneByOne())))


@pytest.fixture(scope="module")
def long_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sheet(tmp_path_factory.mktemp("long") / "acled.csv", drawn(ACLED, 2500, 77))


def test_a_long_table_is_in_the_archive_as_if_its_rows_were_added_one_by_one(long_sheet: Path, tmp_path: Path) -> None:
    quick, plain = Archive(tmp_path / "quick"), Archive(tmp_path / "plain")
    told, said = add_paths(quick, [long_sheet]), added_plainly(plain, long_sheet)
    assert content(quick) == content(plain)
    assert quick.version < plain.version or quick.version == 2
    assert (told.new, told.reports, len(told.problems)) == (said.new, said.reports, len(said.problems))
    assert quick.problems() == plain.problems()
    again = add_paths(quick, [long_sheet])
    assert (again.new, again.revised, again.same) == (0, 0, told.new)


def test_a_row_that_can_be_one_with_an_article_is_merged_with_it(tmp_path: Path) -> None:
    """Among thousands of rows written as they are, those near what others have told still meet it."""
    quick, plain = Archive(tmp_path / "quick"), Archive(tmp_path / "plain")
    day = ("2024-03-05", "2024", "1", "", "Explosions/Remote violence", "Air/drone strike")
    who = ("Military Forces of Syria (2024-)", "", "State forces", "Civilians (Syria)", "", "Civilians", "")
    where = ("760", "Syria", "Hama", "Hama", "35.13", "36.75", "1", "SOHR")
    struck = ("SYR1", *day, *who, *where, "Jets struck the market of Hama, killing nine.", "9")
    far = [
        (f"GEN{at}", *day, *who, "466", "Mali", "Kidal", f"Spot {at}", f"{at / 100:.2f}", "1.5", "1", "X", "Fire.", "1")
        for at in range(1500)
    ]
    path = sheet(tmp_path / "acled.csv", [*enumerate([*far[:700], struck, *far[700:]], start=2)])
    article = Article(
        "wire", "Syrian jets struck Hama on 5 March 2024, killing nine people.", published=dt.date(2024, 3, 6)
    )
    for archive in (quick, plain):
        archive.add([Reader().read(article)])
    add_paths(quick, [path])
    added_plainly(plain, path)
    assert content(quick) == content(plain)
    assert max(int(row[-1]) for row in content(quick)[0]) == 2


def test_a_table_made_anew_revises_its_rows_and_doubles_none(long_sheet: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "kept")
    first = add_paths(archive, [long_sheet])
    rows = list(csv.reader(long_sheet.read_text(encoding="utf-8").splitlines(keepends=True)))[1:]
    kept = archive.tally(Filters()).total
    changed = [
        (at, (*row[:-2], "Another note.", row[-1])) if at % 50 == 0 else (at, tuple(row)) for at, row in enumerate(rows)
    ]
    told = add_paths(archive, [sheet(tmp_path / "acled.csv", changed)])
    assert told.new == 0
    assert told.revised > 5
    assert told.same + told.revised == first.new
    assert archive.tally(Filters()).total == kept


def test_an_id_that_two_rows_have_is_a_problem_where_they_differ(tmp_path: Path) -> None:
    rows = [(at, (f"ID{at}", "2024-03-05", *row[2:])) for at, row in drawn(ACLED, 1200, 3) if row[-1] != "many"]
    good = next(row for _, row in rows if row[ACLED.index("latitude")] == row[ACLED.index("longitude")] == "35.13")
    twice = [*rows, (0, good), (0, (*good[:-2], "Something else.", good[-1]))]
    archive = Archive(tmp_path / "kept")
    told = add_paths(archive, [sheet(tmp_path / "acled.csv", twice)])
    said = [problem.reason for problem in told.problems if good[0] in problem.reason]
    assert said == [f"the id coded/acled/{good[0]} is already that of an earlier row"]
    assert told.same == 1


def test_commits_of_a_long_table_are_blind_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each would be looked through for what it may have missed, all of a million rows at once."""
    monkeypatch.setattr("store.rows.MANY", 500)
    archive = Archive(tmp_path / "kept")
    add_paths(archive, [sheet(tmp_path / "acled.csv", drawn(ACLED, 2500, 5))])
    commits = [change for change in archive.history() if "added" in change.what]
    assert len(commits) > 3
    assert not any(change.blind for change in commits)


def test_several_processes_write_what_one_writes(long_sheet: Path, tmp_path: Path) -> None:
    one, two = Archive(tmp_path / "one"), Archive(tmp_path / "two")
    add_paths(one, [long_sheet])
    add_paths(two, [long_sheet], workers=2)
    assert content(one) == content(two)


def test_what_was_taken_out_does_not_come_back_with_a_long_table(long_sheet: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "kept")
    before = add_paths(archive, [long_sheet]).new
    gone = str(archive._cursor().execute("select min(id) from article").fetchall()[0][0])
    archive.remove(Wanted(articles=(gone,)), day=dt.date(2026, 11, 30), why="a witness asked")
    told = add_paths(archive, [long_sheet])
    assert (told.new, told.same) == (0, before - 1)
    assert any("a witness asked" in problem.reason for problem in told.problems)
