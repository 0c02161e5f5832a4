"""Reports of one happening become one event: the laws of merging, and rows of what is one and what is two."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.dense import dense
from bench.fit_across import own_rows
from events.coreference import across_documents
from events.coreference.across_documents import asked_keys, merge, merge_keys
from events.coreference.matching import CHOICE, log_odds, match, possible
from events.coreference.voices import ALIKE, likeness, sketch, voices
from events.model import Actor, ActorRole, Count, Event, Report, ReportPlace, When
from geo import LatLon, Place, Unresolved
from text import Span
from text.scoring import score

HOMS = Place("homs", "Homs", LatLon(34.73, 36.71), "SY", "Homs", "town", 8.0, "test")
TALBISEH = Place("talbiseh", "Talbiseh", LatLon(34.79, 36.73), "SY", "Homs", "town", 4.0, "test")
HAMA = Place("hama", "Hama", LatLon(35.13, 36.75), "SY", "Hama", "town", 8.0, "test")
HOMS_PROVINCE = Place("homs-province", "Homs", LatLon(34.3, 38.0), "SY", "Homs", "province", 90.0, "test")
SYRIA = Place("syria", "Syria", LatLon(35.0, 38.0), "SY", None, "country", 400.0, "test")
FIJI_WEST = Place("west", "West", LatLon(-17.0, 179.99), "FJ", "Cakaudrove", "town", 8.0, "test")
FIJI_EAST = Place("east", "East", LatLon(-17.0, -179.98), "FJ", "Cakaudrove", "town", 8.0, "test")

GROUPS = {
    "russia-forces": Actor("russia-forces", "Russian forces", 8, "RU"),
    "islamic-state": Actor("islamic-state", "Islamic State", 2),
    "syria-forces": Actor("syria-forces", "Syrian army", 1, "SY"),
    "coalition": Actor("global-coalition-against-daesh", "Global Coalition", 8, None, "coalition"),
    "france-forces": Actor("france-forces", "French forces", 8, "FR"),
    "monitor": Actor("sohr", "Syrian Observatory", None, "SY", "monitor"),
    "gunmen": Actor("gunmen", "gunmen", 3, None, "armed"),
    "civilians": Actor("civilians", "civilians", 7, None, "people"),
}


def told(  # noqa: PLR0913
    name: str,
    *,
    article: str | None = None,
    kind: str = "Air/drone strike",
    place: Place | None = HOMS,
    day: int = 10,
    days: int = 1,
    actors: Sequence[str] = ("russia-forces",),
    dead: int | None = None,
    inherited: bool = False,
) -> Report:
    first = dt.date(2017, 9, 1) + dt.timedelta(day)
    when = When(first, first + dt.timedelta(days - 1), "day" if days == 1 else "range")
    return Report(
        id=name,
        article=article or f"article of {name}",
        excerpt=Span(0, 1, "x"),
        event_type="",
        sub_event_type=kind,
        place=ReportPlace(place) if place else Unresolved("no place"),
        when=when,
        when_inherited=inherited,
        actors=tuple(ActorRole(GROUPS[actor], "party") for actor in actors),
        fatalities=None if dead is None else Count(dead, dead, dead),
        injured=None,
        status="asserted",
        said_by=(),
        denied_by=(),
        evidence=(),
    )


def ids(events: tuple[Event, ...]) -> list[list[str]]:
    return sorted(sorted(report.id for report in event.reports) for event in events)


# what the first report says, what the second says otherwise, whether it is the same happening
PAIRS = [
    ({}, {}, True),
    ({}, {"dead": 9}, True),
    # "about" alone is never enough, but as many dead make them one
    ({}, {"day": 9, "days": 4}, False),
    ({"dead": 9}, {"day": 9, "days": 4, "dead": 9}, True),
    ({}, {"place": TALBISEH}, True),
    ({}, {"place": HAMA}, False),
    ({}, {"place": None}, False),
    ({}, {"kind": "Shelling/artillery/missile attack"}, True),
    ({"dead": 9}, {"kind": "Attack", "dead": 9}, True),
    ({}, {"kind": "Remote explosive/landmine/IED"}, False),
    ({}, {"kind": "Armed clash"}, False),
    ({}, {"kind": "Threat"}, False),
    ({}, {"actors": ("russia-forces", "civilians")}, True),
    ({}, {"actors": ()}, True),
    ({}, {"actors": ("islamic-state",)}, False),
    ({}, {"actors": ("islamic-state", "civilians")}, False),
    ({"actors": ("coalition",)}, {"actors": ("france-forces",)}, True),
    ({"actors": ("russia-forces", "monitor")}, {"actors": ("islamic-state", "monitor")}, False),
    ({}, {"actors": ("russia-forces", "islamic-state")}, True),
    # of one article: only what agrees in more than place and day
    ({"dead": 9}, {"article": "article of a", "dead": 30}, False),
    ({"dead": 9}, {"article": "article of a", "dead": 9}, True),
    ({}, {"day": 1, "days": 200}, False),
    # the next day: another shelling, unless as many died
    ({}, {"day": 11}, False),
    ({"dead": 9}, {"day": 11, "dead": 14}, False),
    ({"dead": 9}, {"day": 11, "dead": 9}, True),
    ({"dead": 9}, {"day": 12, "dead": 9}, False),
    ({"dead": 9}, {"day": 11, "dead": 9, "inherited": True}, True),
    # a province holds many happenings of a day: only about as many dead make them one
    ({}, {"place": HOMS_PROVINCE}, False),
    ({"dead": 9}, {"place": HOMS_PROVINCE, "dead": 9}, True),
    ({"dead": 9}, {"place": HOMS_PROVINCE, "dead": 30}, False),
    ({"dead": 9, "place": SYRIA}, {"place": SYRIA, "dead": 9}, True),
    # a village, and its country told by another outlet
    ({"dead": 9}, {"place": SYRIA, "dead": 9}, True),
    ({"dead": 9}, {"place": SYRIA}, False),
    ({}, {"kind": "Chemical weapon", "actors": ("islamic-state",)}, False),
]


@pytest.mark.parametrize(("first", "other", "same"), PAIRS)
def test_one_happening_or_two(first: dict, other: dict, same: bool) -> None:  # noqa: FBT001
    events = merge([told("a", **first), told("b", **other)])
    assert (len(events) == 1) is same


def test_figures_may_differ_but_not_by_a_massacre() -> None:
    assert len(merge([told("a", dead=9), told("b", dead=14)])) == 1
    assert len(merge([told("a", dead=1), told("b", dead=60)])) == 2


def test_an_event_keeps_every_report_and_says_why_they_are_one() -> None:
    (event,) = merge([told("b", day=11, dead=9), told("a", dead=9), told("c", place=TALBISEH, dead=9)])
    assert event.id == "a"
    assert [report.id for report in event.reports] == ["a", "c", "b"]
    assert "the same dead, three or more" in event.rules[0]
    assert "the same town or site" not in event.rules[0]
    assert "the same town or site" in event.rules[1]
    assert "the same kind" in event.rules[1]


def test_the_words_of_two_reports_speak_for_their_being_one() -> None:
    said = "Warplanes hit the Shaikh Maqsoud bakery"
    a, b, other = (
        dataclasses.replace(told(name, place=place), excerpt=Span(0, len(text), text))
        for name, place, text in (
            ("a", HOMS, said),
            ("b", HOMS, said + " at noon"),
            ("c", HOMS, "Jets struck a depot of the Fifth Corps"),
        )
    )
    assert log_odds(a, b) > log_odds(a, other)


def test_every_own_row_is_weighed_as_it_says() -> None:
    wrong = [row for row in own_rows() if (score(row.cues, CHOICE) > 0) is not row.right]
    assert len(wrong) <= len(own_rows()) * 0.15


def test_likeness_does_not_travel_along_a_chain() -> None:
    chain = [told(f"r{day}", day=day, inherited=True) for day in range(6)]
    assert all(
        (max(r.when.earliest for r in e.reports) - min(r.when.earliest for r in e.reports)).days <= 1
        for e in merge(chain)
    )


def test_a_vague_report_never_brings_two_events_together() -> None:
    strikes = [told("a", day=10, dead=4), told("b", day=12, dead=4)]
    vague = told("v", place=HOMS_PROVINCE, day=9, days=5, dead=4)
    assert ids(merge([*strikes, vague])) == [["a"], ["b"], ["v"]]
    assert ids(merge([strikes[0], vague])) == [["a", "v"]]


def test_three_towns_told_by_one_article_stay_three() -> None:
    towns = [told(p.id, article="one", place=p) for p in (HOMS, TALBISEH, HAMA)]
    assert len(merge([*towns, told("again", place=HOMS)])) == 3


def test_places_across_the_date_line_are_near() -> None:
    assert len(merge([told("a", place=FIJI_WEST), told("b", place=FIJI_EAST)])) == 1


def test_two_reports_of_a_place_known_more_and_less_well_are_weighed_alike_whichever_comes_first() -> None:
    one, other = told("a"), told("b", place=dataclasses.replace(HOMS, uncertainty_km=40.0))
    assert log_odds(one, other) == log_odds(other, one)


REPORTS = st.lists(
    st.builds(
        told,
        st.integers(0, 10**6).map(str),
        article=st.sampled_from("pqrstu"),
        kind=st.sampled_from(["Air/drone strike", "Attack", "Armed clash", "Arrests", "Threat"]),
        place=st.sampled_from([HOMS, TALBISEH, HAMA, HOMS_PROVINCE, SYRIA, None]),
        day=st.integers(0, 6),
        days=st.sampled_from([1, 1, 1, 2, 5, 60]),
        actors=st.lists(st.sampled_from(sorted(GROUPS)), max_size=2, unique=True),
        dead=st.sampled_from([None, 0, 3, 4, 70]),
        inherited=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda report: report.id,
)


@settings(deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_merging_is_free_of_order(reports: list[Report], random) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert merge(shuffled) == merge(reports)


@settings(deadline=None)
@given(REPORTS)
def test_merging_what_was_merged_changes_nothing(reports: list[Report]) -> None:
    events = merge(reports)
    assert merge([report for event in events for report in event.reports]) == events
    assert merge([*reports, *reports]) == events


@settings(deadline=None)
@given(REPORTS)
def test_nothing_is_lost_and_nothing_is_doubled(reports: list[Report]) -> None:
    kept = [report.id for event in merge(reports) for report in event.reports]
    assert sorted(kept) == sorted(report.id for report in reports)
    assert all(event.id in {report.id for report in event.reports} for event in merge(reports))


@settings(deadline=None)
@given(REPORTS)
def test_no_two_reports_of_an_event_are_impossible(reports: list[Report]) -> None:
    for event in merge(reports):
        assert all(a is b or possible(a, b) for a in event.reports for b in event.reports)


@settings(deadline=None)
@given(REPORTS)
def test_what_matches_shares_a_key_so_a_store_looks_nowhere_else(reports: list[Report]) -> None:
    for a in reports:
        for b in reports:
            if a is not b and match(a, b):
                assert set(asked_keys(a)) & set(merge_keys(b))


@settings(deadline=None)
@given(
    st.floats(-89, 89),
    st.floats(-180, 180),
    st.floats(-0.4, 0.4),
    st.floats(-0.4, 0.4),
    st.floats(1, 60),
    st.floats(1, 60),
)
def test_near_places_share_a_key_anywhere_on_earth(
    lat: float, lon: float, north: float, east: float, wide: float, other: float
) -> None:
    one = Place("one", "One", LatLon(lat, lon), "XX", None, "town", wide, "test")
    far = (lon + east + 180) % 360 - 180
    two = Place("two", "Two", LatLon(lat + north, far), "YY", None, "town", other, "test")
    a, b = told("a", place=one), told("b", place=two)
    if possible(a, b):
        assert set(asked_keys(a)) & set(merge_keys(b))


@settings(deadline=None)
@given(REPORTS)
def test_what_shares_no_key_can_be_merged_apart(reports: list[Report]) -> None:
    apart = [event for part in _connected(reports) for event in merge(part)]
    assert sorted(apart, key=lambda event: event.id) == list(merge(reports))


def _connected(reports: list[Report]) -> list[list[Report]]:
    parts: list[tuple[set[str], list[Report]]] = []
    for report in reports:
        keys = {*merge_keys(report), *asked_keys(report)} or {f"alone {report.id}"}
        joined = [part for part in parts if part[0] & keys]
        parts = [part for part in parts if not part[0] & keys]
        parts.append((keys.union(*(p[0] for p in joined)), [report, *(r for p in joined for r in p[1])]))
    return [members for _, members in parts]


def questions(count: int, monkeypatch: pytest.MonkeyPatch) -> float:
    """How often two clusters are compared for each report of one chain of likely pairs."""
    asked = [0]
    between = across_documents._Odds.between

    def counted(odds: across_documents._Odds, *clusters: tuple[str, ...]) -> float:
        asked[0] += 1
        return between(odds, *clusters)

    with monkeypatch.context() as patched:
        patched.setattr(across_documents._Odds, "between", counted)
        merge(report for number in range(count) for report in dense(number, count).reports)
    return asked[0] / count


def test_a_chain_four_times_as_long_asks_no_more_of_each_report(monkeypatch: pytest.MonkeyPatch) -> None:
    assert questions(400, monkeypatch) < 1.3 * questions(100, monkeypatch)


def test_keys_are_few_and_none_where_nothing_can_merge() -> None:
    assert 0 < len(merge_keys(told("a"))) <= 12
    assert merge_keys(told("a", place=None)) == ()
    assert merge_keys(told("a", days=200)) == ()
    undated = dataclasses.replace(told("a"), when=Unresolved("no date"))
    assert merge_keys(undated) == ()


WIRE = (
    "Two soldiers were killed and five wounded when a mine went off under their lorry near Homs on Monday, the army said. "
    "The lorry was on its way from a post in the hills. Nobody has said that it laid the mine. The road was closed for hours."
)


def test_the_same_wire_under_two_mastheads_is_one_voice() -> None:
    texts = {
        "daily": WIRE,
        "globe": "THE GLOBE — " + WIRE,
        "other": "Farmers marched through the capital to ask for cheaper fuel.",
    }
    assert voices(texts) == {"daily": "daily", "globe": "daily", "other": "other"}


def test_copies_are_alike_and_others_are_not() -> None:
    one, other = sketch(WIRE), sketch("THE GLOBE — " + WIRE)
    assert likeness(one, other) >= ALIKE
    assert likeness(one, sketch("Farmers marched through the capital to ask for cheaper fuel.")) == 0
