"""Two selections side by side: small numbers get no per cent, every event stands in the table of counts, files open safely."""

from __future__ import annotations

import csv
import io

import pytest

from store import WORLD, Archive, Filters
from store.crosstab import DIMENSIONS, Crossed
from tests.factories import sample
from view.compare import FLOOR, change, csv_bytes, pair_rows, pivot, side_by_side


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("archive"))
    made.add(sample())
    return made


def test_a_change_of_few_is_said_in_numbers_and_not_in_per_cent() -> None:
    assert change(FLOOR - 1, 3 * FLOOR).startswith("+21 (too few")
    assert change(FLOOR, 3 * FLOOR) == "+200 %"


def test_the_numbers_side_by_side_are_those_of_the_filters(archive: Archive) -> None:
    battles = Filters(event_types=("Battles",))
    table = side_by_side(archive.totals(Filters()), archive.totals(battles))
    assert table.iloc[0, 1:3].tolist() == [str(archive.tally(Filters()).shown), str(archive.tally(battles).shown)]
    kinds = table[table[""].str.startswith("Events: ")]
    assert kinds["A"].astype(int).sum() == archive.tally(Filters()).shown


@pytest.mark.parametrize("rows", DIMENSIONS)
def test_counts_by_two_add_up_to_what_is_shown(archive: Archive, rows: str) -> None:
    columns = "sub_event_type" if rows == "event_type" else "event_type"
    found = archive.crosstab(Filters(), rows, columns)  # type: ignore[arg-type]
    known = archive.table(Filters())
    expected = {"country": (known["country"] != "").sum(), "region": (known["admin1"] != "").sum()}
    expected |= {"month": known["earliest"].notna().sum(), "year": known["earliest"].notna().sum()}
    if rows != "actor":
        assert sum(each.events for each in found) == expected.get(rows, len(known))
    else:
        assert {each.row for each in found} == {each.value for each in archive.facet(Filters(), "actor")}


def test_two_dimensions_that_are_one_are_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="two different"):
        archive.crosstab(Filters(), "year", "year")


def test_months_stand_in_order_and_the_file_runs_nothing_in_a_spreadsheet() -> None:
    crossed = [Crossed("=cmd()", "2017-02", 1, 0), Crossed("=cmd()", "2017-01", 5, 0), Crossed("army", "2017-01", 9, 2)]
    table = pivot(crossed, ("actor", "month"), {}, "events")
    assert table.columns.tolist() == ["Actor", "2017-01", "2017-02", "Sum"]
    rows = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"))))
    assert rows[1:] == [["Army", "9", "0", "9"], ["'=cmd()", "5", "1", "6"]]


def test_squares_count_both_selections_and_each_event_once(archive: Archive) -> None:
    claimed, rest = Filters(statuses=("claimed",)), Filters(statuses=("asserted", "alleged", "disputed"))
    cells = archive.pair_cells(claimed, rest, zoom=9)
    points = sum(mark.count for mark in archive.markers(Filters(), window=WORLD, zoom=9) if not mark.area)
    assert sum(cell.a + cell.b for cell in cells) == points
    assert sum(row[3] for row in pair_rows(cells)) == points
