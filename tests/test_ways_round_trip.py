"""What is exported and added to another archive goes out of that again, byte for byte."""

import pytest

from events import Article
from store import Archive, Filters, Problem, add_paths
from tests.factories import lone, reading, sample
from view.export import FORMATS

KEPT = ("csv", "csv-excel", "csv-hxl", "xlsx", "geojson", "geoparquet", "jsonl")
ODD = "=1+1 \"quoted\"; a | b\r\n\r\n  second paragraph: of words\n    indented, 'apostrophe'"


def at_version(archive, version):
    while archive.version < version:
        archive.add_problems([Problem(f"{archive.version}.md", 1, "no text")])
    return archive


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """An archive of merged, undated, unplaced, claimed and hostile events, and one whose words are odd."""
    archive = Archive(tmp_path_factory.mktemp("first"))
    archive.add([*sample(), lone(Article("odd", ODD, title="'=x", source="-a"))])
    archive.add(
        [reading(Article("two", "Shells fell on Tallbrook.")), reading(Article("three", "Shells hit it again."))]
    )
    return archive


@pytest.mark.parametrize("name", KEPT)
def test_an_export_comes_back_without_loss(exported, tmp_path, name):
    first = FORMATS[name].write(exported, Filters())
    path = tmp_path / f"out{FORMATS[name].extension}"
    path.write_bytes(first)
    back = Archive(tmp_path / "second")
    added = add_paths(back, [path])
    assert (added.problems, added.new) == ((), exported.tally(Filters()).total)
    assert name == "geojson" or FORMATS[name].write(back, Filters()) == first
    assert FORMATS[name].write(at_version(back, exported.version), Filters()) == first


def test_what_goes_out_as_kml_comes_back_with_all_that_a_table_holds(exported, tmp_path):
    (tmp_path / "out.kml").write_bytes(FORMATS["kml"].write(exported, Filters()))
    back = Archive(tmp_path / "second")
    assert add_paths(back, [tmp_path / "out.kml"]).problems == ()
    assert FORMATS["csv"].write(back, Filters()) == FORMATS["csv"].write(exported, Filters())


def test_what_came_in_as_csv_can_be_filtered_as_before(exported, tmp_path):
    (tmp_path / "out.csv").write_bytes(FORMATS["csv"].write(exported, Filters()))
    back = Archive(tmp_path / "second")
    add_paths(back, [tmp_path / "out.csv"])
    for asked in (
        Filters(sub_event_types=("Armed clash",)),
        Filters(statuses=("disputed",)),
        Filters(countries=("SY",)),
        Filters(min_fatalities=4),
        Filters(sources=("Coast Wire",)),
    ):
        assert back.tally(asked).shown == exported.tally(asked).shown


def test_an_export_added_twice_is_there_once(exported, tmp_path):
    (tmp_path / "out.jsonl").write_bytes(FORMATS["jsonl"].write(exported, Filters()))
    back = Archive(tmp_path / "second")
    add_paths(back, [tmp_path / "out.jsonl"])
    again = add_paths(back, [tmp_path / "out.jsonl"])
    assert (again.new, again.revised, again.same) == (0, 0, back.tally(Filters()).total)


def test_an_export_added_to_the_archive_that_it_came_from_changes_nothing(exported, tmp_path):
    (tmp_path / "out.csv").write_bytes(FORMATS["csv"].write(exported, Filters()))
    before = exported.tally(Filters())
    assert add_paths(exported, [tmp_path / "out.csv"]).same == before.total
    assert exported.tally(Filters()) == before
