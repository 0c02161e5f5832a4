import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import SUB_EVENT_TYPES
from store import Archive, Filters, Window, window_of
from tests import factories
from view.words.filters import filters_said

DAY = dt.date(2017, 9, 22)
IDS = st.lists(st.text("abc-", min_size=1, max_size=8).filter(lambda text: text == text.strip()), max_size=3).map(tuple)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@st.composite
def filters_(draw):
    first, last = sorted([draw(DAYS), draw(DAYS)])
    edges = st.integers(-18000, 18000).map(lambda hundredths: hundredths / 100)
    south, north = sorted(edge / 2 for edge in draw(st.tuples(edges, edges)))
    return Filters(
        earliest=draw(st.sampled_from([None, first])),
        latest=draw(st.sampled_from([None, last])),
        actors=draw(IDS),
        role=draw(st.sampled_from([None, "initiator", "source"])),
        event_types=draw(st.lists(st.sampled_from(sorted(SUB_EVENT_TYPES)), max_size=2).map(tuple)),
        countries=draw(IDS),
        sources=draw(IDS),
        statuses=draw(st.sampled_from([(), ("claimed", "alleged")])),
        min_fatalities=draw(st.none() | st.integers(0, 1000)),
        text=" ".join(draw(IDS)),
        window=draw(st.sampled_from([None, Window(round(south, 1), draw(edges), round(north, 1), draw(edges))])),
    )


@given(filters_())
def test_a_link_restores_its_filters(filters):
    assert Filters.of_params(filters.params()) == (filters, ())


@given(filters_())
def test_every_value_is_bound_and_none_stands_in_the_sql(filters):
    for part in filters.parts():
        assert part.sql.count("?") == len(part.values)


@given(filters_())
def test_every_filter_is_said_in_words(filters):
    assert [*filters_said(filters)] == [part.key for part in filters.parts()]
    assert all(filters_said(filters).values())


@given(filters_())
def test_every_filter_can_be_switched_off_alone(filters):
    for part in filters.parts():
        kept = [other.key for other in filters.parts() if other.key != part.key]
        assert [other.key for other in filters.without(part.key).parts()] == kept


NONSENSE = [
    {"from": "2017-13-40"},
    {"from": "yesterday"},
    {"role": "king"},
    {"type": ["Battles", "Tea party"]},
    {"status": "certain"},
    {"place": "galaxy"},
    {"deaths": "-5"},
    {"deaths": "٣"},
    {"deaths": "9" * 300},
    {"box": "1,2,3"},
    {"box": "nan,nan,nan,nan"},
    {"box": "80,0,10,0"},
    {"q": "x" * 5000},
    {"actor": ["a"] * 5000},
]


@pytest.mark.parametrize("params", NONSENSE)
def test_nonsense_in_a_link_is_one_notice_and_no_filter(params):
    filters, notices = Filters.of_params(params)
    assert (filters, len(notices)) == (Filters(), 1)
    assert next(iter(params)) in notices[0]
    assert len(notices[0]) < 300


def test_dates_the_wrong_way_round_are_turned_and_that_is_said():
    filters, notices = Filters.of_params({"from": "2017-10-04", "to": "2017-09-22"})
    assert (filters.earliest, filters.latest, len(notices)) == (DAY, dt.date(2017, 10, 4), 1)


@given(
    st.dictionaries(
        st.sampled_from(["from", "to", "actor", "role", "box", "deaths", "q"]), st.text() | st.lists(st.text())
    )
)
def test_a_strangers_link_never_raises(params):
    Filters.of_params(params)


def test_hostile_values_stay_values():
    hostile = "'; drop table event; --"
    filters, _ = Filters.of_params({"actor": hostile, "source": hostile, "q": hostile})
    assert all("drop" not in part.sql for part in filters.parts())


def test_other_parameters_are_left_alone():
    assert Filters.of_params({"lat": "35", "event": "abc", "embed": "true"}) == (Filters(), ())


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    archive = Archive(tmp_path_factory.mktemp("words") / "archive")
    archive.add(factories.sample())
    return archive


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("stonegate", 3),
        ("Stonegate", 3),
        ("stonegat", 0),  # a part of a word is none
        ("stonegat*", 3),
        ("stonegate -bomb", 2),
        ('"in Stonegate"', 2),
        ('"Stonegate in"', 0),
        ("stonegate in", 2),
    ],
)
def test_words_are_whole_and_phrases_stay_together(sample, text, found):
    assert sample.tally(Filters(text=text)).shown == found


edges = st.floats(-1000, 1000)


@given(edges, edges, edges, edges)
def test_any_bounds_a_map_gives_make_a_window(south, west, north, width):
    window_of(south, west, north, west + abs(width))


def test_a_window_over_the_180th_meridian_holds_both_sides():
    window = window_of(-20, 170, 20, 190)
    assert window.holds(0, 175)
    assert window.holds(0, -175)
    assert not window.holds(0, 0)
