import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import Actor, ActorMention, Article, Count, DateMention, Evidence, Reading, ReportPlace, When
from geo import LatLon, Place, PlaceMention, Unresolved
from store.formats import reading_of, text_of
from tests.factories import article, place, reading, report, roles, sample
from text import span_of

NAMES = st.text(min_size=1, max_size=20)
TEXTS = st.text(min_size=1, max_size=80)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
PLACES = st.builds(
    Place,
    id=NAMES,
    name=NAMES,
    at=st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180)),
    country=st.sampled_from(["SY", None]),
    admin1=st.none() | NAMES,
    kind=st.sampled_from(["site", "town", "district", "province", "country", "area"]),
    uncertainty_km=st.floats(0, 5000),
    source=NAMES,
    geonameid=st.none() | st.integers(1, 10**8),
    population=st.integers(0, 10**7),
    feature=st.text(max_size=5),
)
OPEN = st.builds(Unresolved, NAMES, st.lists(PLACES, max_size=2).map(tuple))
ACTORS = st.builds(Actor, NAMES, NAMES, st.none() | st.integers(1, 8), st.none() | NAMES, st.text(max_size=5), NAMES)
COUNTS = st.lists(st.integers(0, 10**6), min_size=3, max_size=3).map(lambda three: Count(*sorted(three)))


@st.composite
def whens(draw):
    first, last = sorted(draw(st.tuples(DAYS, DAYS)))
    return When(first, last, draw(st.sampled_from(["day", "week", "month", "season", "year", "range", "about"])))


@st.composite
def readings(draw):
    of = Article(draw(NAMES), draw(TEXTS), draw(st.none() | NAMES), draw(st.none() | DAYS), draw(st.none() | NAMES))

    def spot():
        start = draw(st.integers(0, len(of.text) - 1))
        return span_of(of.text, start, draw(st.integers(start + 1, len(of.text))))

    one = report(article("a b c"))
    told = report(
        article("a b c"),
        article=of.id,
        excerpt=spot(),
        place=draw(st.builds(ReportPlace, PLACES, st.booleans()) | OPEN),
        when=draw(whens() | OPEN),
        fatalities=draw(st.none() | COUNTS),
        said_by=draw(st.lists(ACTORS, max_size=2).map(tuple)),
        evidence=(Evidence("place", spot(), draw(NAMES)),),
        id=one.id,
    )
    return Reading(
        of,
        places=(
            PlaceMention(
                spot(),
                draw(PLACES | OPEN),
                "rule",
                demonym=draw(st.booleans()),
                unknown=draw(st.none() | OPEN),
                candidates=tuple(draw(st.lists(PLACES, max_size=2))),
            ),
        ),
        dates=(DateMention(spot(), draw(st.none() | whens()), "rule", draw(st.text(max_size=5))),),
        actors=(ActorMention(spot(), draw(ACTORS), "rule"),),
        reports=(told,),
    )


@given(readings())
def test_what_goes_in_comes_out(given_reading):
    assert reading_of(text_of(given_reading)) == given_reading


@pytest.mark.parametrize("number", range(4))
def test_the_sample_comes_out_as_it_went_in(number):
    assert reading_of(text_of(sample()[number])) == sample()[number]


@given(readings())
def test_the_text_is_one_line_of_utf8(given_reading):
    assert "\n" not in text_of(given_reading)
    text_of(given_reading).encode()


def test_a_lone_surrogate_is_kept():
    assert reading_of(text_of(reading(article("half \ud800 of a pair")))).article.text == "half \ud800 of a pair"


def test_a_span_is_stored_as_offsets_alone_so_that_it_cannot_lie():
    stored = json.loads(text_of(reading(article("Shells hit the bridge."))))
    assert stored["reports"][0]["excerpt"] == [0, 22]


def test_a_text_that_is_shorter_than_its_spans_is_refused():
    stored = json.loads(text_of(reading(article("Shells hit the bridge."))))
    stored["article"]["text"] = "Short."
    with pytest.raises(ValueError, match="no span"):
        reading_of(json.dumps(stored))


def test_a_field_added_later_with_a_default_does_not_break_old_lines():
    stored = json.loads(text_of(reading(article(), report(place=ReportPlace(place(feature="dam"))))))
    del stored["reports"][0]["place"]["place"]["feature"]
    assert reading_of(json.dumps(stored)).reports[0].place.place.feature == ""


def test_roles_come_back_as_types():
    back = reading_of(text_of(reading(article(), report(actors=roles(("protesters", "target"))))))
    assert back.reports[0].actors == roles(("protesters", "target"))
