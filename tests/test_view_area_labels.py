"""Where names of countries and provinces are drawn: in the middle that people expect, and inside their own borders."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
import shapely
from shapely.geometry import shape

from geo.build import ensure
from geo.gazetteer import country_middles
from store import Archive, Filters, Marker, Window
from tests import factories
from view.area_labels import LABELS, drawn_at, label_of
from view.export_acled import latitude, longitude
from view.export_line import lines
from view.layers import row_of
from view.snapshot_ground import features

WINDOW = Window(30, 35, 40, 45)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("labels") / "archive")
    made.add(factories.sample())
    return made


def _area(archive: Archive) -> Marker:
    (found,) = archive.markers(Filters(kinds=("province",)), window=WINDOW, zoom=7)
    return found


def test_a_provinces_name_stands_in_its_middle_and_its_point_goes_out_as_it_is(archive: Archive) -> None:
    area = _area(archive)
    assert row_of(area, None)[1:3] == [34.15, 38.14]
    assert (area.lat, area.lon) == (34.6, 39.2)
    (line,) = lines(archive, Filters(kinds=("province",)))
    assert (latitude(line), longitude(line)) == (34.6, 39.2)


def test_a_country_and_several_areas_of_one_are_named_where_a_map_names_the_country(archive: Archive) -> None:
    area = replace(_area(archive), country="ML", geonameid=None)
    middle = country_middles()["ML"][0]
    assert drawn_at(replace(area, spot=False)) == (middle.lat, middle.lon)
    assert drawn_at(replace(area, place_kind="country")) == (middle.lat, middle.lon)


def test_what_has_no_labelled_middle_is_drawn_at_its_own_point(archive: Archive) -> None:
    area = _area(archive)
    assert drawn_at(replace(area, geonameid=None)) == (area.lat, area.lon)
    assert drawn_at(replace(area, place_kind="area")) == (area.lat, area.lon)
    assert label_of("country", None, None) is None


def test_a_town_is_drawn_where_it_lies(archive: Archive) -> None:
    towns = [each for each in archive.markers(Filters(), window=WINDOW, zoom=12) if not each.area]
    assert towns
    assert all(drawn_at(each) == (each.lat, each.lon) for each in towns)


def test_the_middles_of_provinces_lie_in_them() -> None:
    shapes = {about["gn_id"]: shape(geometry) for about, geometry in features("admin1.json") if about["gn_id"]}
    labelled = [(id_, label_of("province", None, id_)) for id_ in shapes]
    known = [(shapes[id_], at) for id_, at in labelled if at]
    inside = sum(area.buffer(0.1).contains(shapely.Point(at[1], at[0])) for area, at in known)
    assert len(known) > 4_000
    assert inside / len(known) > 0.97


def test_most_provinces_of_the_gazetteer_have_a_labelled_middle() -> None:
    assert LABELS.exists()
    with sqlite3.connect(ensure()) as db:
        ids = [row[0] for row in db.execute("SELECT geonameid FROM place WHERE kind = 'province' AND pack = 'base'")]
    db.close()
    known = sum(label_of("province", None, id_) is not None for id_ in ids)
    assert known / len(ids) > 0.88
