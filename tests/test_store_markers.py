"""The marks of a map: one a spot, clusters where there are too many, and every event in exactly one of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import ReportPlace
from store import WORLD, Archive, Filters, Window, index, markers
from tests.factories import article, lone, place, sample


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    made = Archive(tmp_path_factory.mktemp("archive"))
    made.add(sample())
    return made


def test_one_marker_a_spot_with_its_count_and_ids(archive):
    marks = {(mark.lat, mark.lon): mark for mark in archive.markers(Filters(), window=WORLD, zoom=4)}
    assert {spot: mark.count for spot, mark in marks.items()} == {
        (35.0, 40.0): 2,
        (34.6, 39.2): 1,
        (35.2, 40.1): 1,
        (36.2, 37.1): 2,
        (36.3, 37.4): 1,
    }
    two = marks[35.0, 40.0]
    assert (two.spot, len(set(two.ids)), two.mixed, two.place) == (True, 2, True, "Tallbrook")


def test_a_mark_is_hollow_where_nothing_at_it_is_asserted(archive):
    firm = {mark.place: mark.firm for mark in archive.markers(Filters(), window=WORLD, zoom=4)}
    assert (firm["Eastmark"], firm["Low Ford"], firm["Tallbrook"]) == (False, False, True)


def test_a_province_keeps_its_id_for_its_outline(archive):
    (province,) = archive.markers(Filters(kinds=("province",)), window=WORLD, zoom=4)
    assert (province.geonameid, province.uncertainty_km, province.place_kind) == (169575, 90.0, "province")


def test_only_the_visible_window_has_marks(archive):
    places = {mark.place for mark in archive.markers(Filters(), window=Window(36, 37, 37, 38), zoom=8)}
    assert places == {"Stonegate", "Stonegate <i>`${x}`</i>"}


def _known(kind, number, lat, lon, country="SY"):
    of = article(f"Shells hit area {number}.")
    return lone(of, place=ReportPlace(place(f"Area {number}", lat, lon, kind=kind, country=country)))


@pytest.mark.parametrize("few", [0, 500])
def test_what_is_known_to_an_area_only_is_in_no_cell_with_points(tmp_path, monkeypatch, few):
    """Also where a province has the very point of its town; from afar the areas of a country are one mark."""
    monkeypatch.setattr(markers, "FEW_EVENTS", few)
    archive = Archive(tmp_path / "areas")
    told = [("town", 35, 40), ("province", 35, 40), ("province", 36, 41), ("country", 35.5, 39)]
    archive.add([_known(kind, at, lat, lon) for at, (kind, lat, lon) in enumerate(told)])
    archive.add([_known("area", 9, 10, 20, country=None)])
    near = archive.markers(Filters(), window=WORLD, zoom=7)
    assert sorted((mark.place_kind, mark.count, mark.area) for mark in near) == [
        ("area", 1, True),
        ("country", 1, True),
        ("province", 1, True),
        ("province", 1, True),
        ("town", 1, False),
    ]
    afar = archive.markers(Filters(), window=WORLD, zoom=4)
    assert sorted((mark.country, mark.count, mark.area, mark.spot) for mark in afar) == [
        ("", 1, True, True),
        ("SY", 1, False, True),
        ("SY", 3, True, False),
    ]
    assert next(round(mark.lat, 2) for mark in afar if mark.count == 3) == 35.5


def test_a_mark_counts_its_kinds(archive):
    found = {mark.place: mark.kinds for mark in archive.markers(Filters(), window=WORLD, zoom=7)}
    assert found["Tallbrook"] == (1, 0, 0, 1, 0, 0, 0)


POINTS = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=12)


@settings(max_examples=8, deadline=None)
@given(POINTS, st.integers(0, 18))
def test_marks_count_every_event_once_at_any_zoom(tmp_path_factory, points, zoom):
    archive = Archive(tmp_path_factory.mktemp("points"))
    archive.add(_reading_at(number, lat, lon) for number, (lat, lon) in enumerate(points))
    marks = archive.markers(Filters(), window=WORLD, zoom=zoom)
    assert sum(mark.count for mark in marks) == len(points)
    assert all(mark.bounds.south <= mark.lat <= mark.bounds.north for mark in marks)


NEAR = st.lists(st.tuples(st.sampled_from([10, 10.5, 40]), st.sampled_from([20, 20.5])), min_size=1, max_size=30)


@settings(max_examples=12, deadline=None)
@given(first=NEAR, moved=NEAR, late=NEAR, text=st.sampled_from(["", "1*"]), near=st.sampled_from([0, 4, 2000]))
def test_a_few_events_give_the_marks_that_many_would(tmp_path_factory, first, moved, late, text, near):
    """Also where some stand in a base and some came later, and where lines of the base count no more."""
    archive = Archive(tmp_path_factory.mktemp("near"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "SMALL", 0)
        archive.add(_reading_at(number, lat, lon) for number, (lat, lon) in enumerate(first))
    archive.add(_reading_at(number, lat, lon) for number, (lat, lon) in enumerate(moved[: len(first)]))
    archive.add(_reading_at(number, lat, lon) for number, (lat, lon) in enumerate(late, start=100))
    fetched = archive.markers(Filters(text=text), window=WORLD, zoom=17)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markers, "FEW_EVENTS", 0)
        patch.setattr(markers, "MOST_NEAR", near)
        counted = archive.markers(Filters(text=text), window=WORLD, zoom=17)
    assert fetched == counted
    assert sum(mark.count for mark in fetched) == len(_with(text, (*range(len(first)), *range(100, 100 + len(late)))))


def _with(text, numbers):
    return [number for number in numbers if str(number).startswith(text.rstrip("*"))]


def _reading_at(number, lat, lon):
    of = article(f"Shells hit spot {number}.")
    return lone(of, place=ReportPlace(place(f"Spot {number}", lat, lon)))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """400 spots on a grid, 3 events each."""
    archive = Archive(tmp_path_factory.mktemp("crowded"))
    spots = [(20 + row / 2, 30 + column / 2) for row in range(20) for column in range(20)]
    archive.add(_reading_at(number, *spot) for number, spot in enumerate(spots * 3))
    return archive


@pytest.mark.parametrize("zoom", [0, 2, 4, 6, 8, 18])
def test_clusters_count_exactly(crowded, zoom):
    assert sum(mark.count for mark in crowded.markers(Filters(), window=WORLD, zoom=zoom)) == 1200


def test_too_many_spots_become_clusters_which_say_where_to_zoom(crowded):
    marks = crowded.markers(Filters(), window=WORLD, zoom=4)
    clusters = [mark for mark in marks if not mark.spot]
    assert clusters
    assert len(marks) < 300
    biggest = marks[-1]
    inside = crowded.markers(Filters(), window=biggest.bounds, zoom=9)
    assert sum(mark.count for mark in inside) == biggest.count


def test_few_spots_of_a_crowded_archive_are_not_clustered(crowded):
    marks = crowded.markers(Filters(), window=Window(20, 30, 22, 32), zoom=6)
    assert [(mark.spot, mark.count) for mark in marks] == [(True, 3)] * 25
