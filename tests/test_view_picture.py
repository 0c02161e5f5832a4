"""The picture is a PNG of the size that was asked for, with the marks where their places are."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from store import Archive, Filters
from tests import factories
from view.area_labels import drawn_at
from view.frame import Frame
from view.layers import TYPES
from view.picture import picture
from view.picture_marks import Mark, draw, shape
from view.picture_paper import Paper
from view.snapshot_ground import features
from view.timeline import COLOURS


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("picture") / "archive")
    made.add(factories.sample())
    return made


def opened(made: bytes) -> Image.Image:
    return Image.open(io.BytesIO(made)).convert("RGB")


def colours(image: Image.Image, x: float, y: float, room: int = 12) -> set[tuple[int, int, int]]:
    part = image.crop((round(x) - room, round(y) - room, round(x) + room, round(y) + room))
    return set(part.getdata() if not hasattr(part, "get_flattened_data") else part.get_flattened_data())  # type: ignore[arg-type]


def near(wanted: tuple[int, ...], found: set[tuple[int, int, int]]) -> bool:
    """Whether a colour is there, as the eye sees it: the ring of a hollow mark is thin, and smoothed at its edges."""
    return any(sum(abs(a - b) for a, b in zip(wanted, colour, strict=True)) < 60 for colour in found)


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1600, 1000), (390, 600)])
def test_it_has_the_size_that_was_asked_for(archive: Archive, size: tuple[int, int], theme: str) -> None:
    assert opened(picture(archive, Filters(), width=size[0], height=size[1], theme=theme)).size == size


def test_a_mark_stands_at_its_place(archive: Archive) -> None:
    frame = Frame(35.2, 40.1, 9)
    image = opened(picture(archive, Filters(), frame=frame, width=600, height=500))
    paper = Paper(600, 500, centre=(frame.lat, frame.lon), zoom=frame.zoom, sea="#ffffff")
    x, y = paper.at(35.2, 40.1)
    kind = TYPES.index("Violence against civilians")
    assert near(rgb(COLOURS[kind]), colours(image, x, y))
    assert not near(rgb(COLOURS[kind]), colours(image, x, y - 60))


def test_no_events_still_make_a_picture(tmp_path: object) -> None:
    assert opened(picture(Archive(f"{tmp_path}/empty"), Filters())).size == (1600, 1000)


def test_it_says_which_filters_and_version(archive: Archive) -> None:
    about = Image.open(io.BytesIO(picture(archive, Filters(text="dam")))).info
    assert "dam" in about["Description"]
    assert "Version 1" in about["Description"]


def test_each_kind_has_a_shape_of_its_own() -> None:
    outlines = [tuple((round(x, 2), round(y, 2)) for x, y in shape(kind, 10)) for kind in range(len(TYPES))]
    assert len(set(outlines)) == len(TYPES)


@pytest.mark.parametrize("kind", range(len(TYPES)))
def test_a_claimed_event_is_hollow(kind: int) -> None:
    for firm in (True, False):
        paper = Paper(300, 200, centre=(0, 0), zoom=3, sea="#abcdef")
        draw(paper, (150, 100), Mark(kind, firm=firm), "light")
        middle = paper.finished().getpixel((150, 100))
        assert (min(middle) > 250) is not firm


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(1, 12))
def test_the_window_holds_the_centre(lat: float, lon: float, zoom: float) -> None:
    paper = Paper(300, 200, centre=(lat, lon), zoom=zoom, sea="#ffffff")
    assert paper.window.holds(lat, lon)
    x, y = paper.at(lat, lon)
    assert abs(x - 150) < 0.01
    assert abs(y - 100) < 0.01


def test_a_size_that_no_picture_has_is_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="300 × 200"):
        picture(archive, Filters(), width=10, height=10)


def test_what_is_known_to_an_area_only_is_a_name_and_no_pin(archive: Archive) -> None:
    frame, province = Frame(34.1, 38.2, 7), Filters(kinds=("province",))
    shown, bare = (
        opened(picture(archive, filters, frame=frame, width=900, height=700, theme="dark"))
        for filters in (province, Filters(text="no such words"))
    )
    paper = Paper(900, 700, centre=(frame.lat, frame.lon), zoom=frame.zoom, sea="#ffffff")
    (area,) = archive.markers(province, window=paper.window, zoom=7)
    x, y = paper.at(*drawn_at(area))
    colour = rgb(COLOURS[TYPES.index(area.event_type)])
    assert near(colour, colours(shown, x - 30, y, 30))  # the ring before the name
    assert not near(colour, colours(shown, x, y + 22, 10))  # nothing as high as a pin
    outline = next(geometry for about, geometry in features("admin1.json") if about["gn_id"] == area.geonameid)
    inside = outline.representative_point()
    at = tuple(map(round, paper.at(inside.y, inside.x)))
    assert shown.getpixel(at) != bare.getpixel(at)  # the tint


def test_a_doubtful_mark_is_fainter() -> None:
    middles = []
    for doubtful in (False, True):
        paper = Paper(300, 200, centre=(0, 0), zoom=3, sea="#ffffff")
        draw(paper, (150, 100), Mark(0, doubtful=doubtful), "light")
        middles.append(sum(paper.finished().getpixel((150, 100))))
    assert middles[1] > middles[0] + 100


def test_several_kinds_are_a_ring_of_their_colours() -> None:
    paper = Paper(300, 200, centre=(0, 0), zoom=3, sea="#ffffff")
    draw(paper, (150, 100), Mark(-1, count=30, kinds=(20, 0, 0, 10, 0, 0, 0)), "light")
    found = colours(paper.finished(), 150, 100, 20)
    assert near(rgb(COLOURS[0]), found)
    assert near(rgb(COLOURS[3]), found)
    assert not near(rgb(COLOURS[4]), found)
