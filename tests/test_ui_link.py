"""The address: what goes out comes back, and nothing in it can break the page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Archive, Filters
from store.removal import Wanted
from tests.factories import sample
from ui import session
from ui.link import State, params_of, state_of
from view import words
from view.frame import Frame

STATES = [
    State(),
    State(frame=Frame(34.5, -40.25, 7)),
    State(event="00c0ffee00c0ffee", version=3),
    State(order="deaths", view="map"),
    State(Filters(actors=("a", "b"), every=True, precisions=("day",), kinds=("none",))),
    State(
        Filters(earliest=dt.date(2017, 9, 1), actors=("islamic-state",), role="target", text="dam & ${x}"),
        Frame(-12.0, 170.5, 2),
    ),
]


@pytest.mark.parametrize("state", STATES)
def test_an_address_restores_what_it_was_made_from(state: State) -> None:
    assert state_of(params_of(state)) == (state, ())


@pytest.mark.parametrize(
    ("params", "notice"),
    [
        ({"z": ["99"], "lat": ["1"], "lon": ["1"]}, "map position"),
        ({"lat": ["nan"], "lon": ["1"], "z": ["4"]}, "map position"),
        ({"lat": ["1"]}, "map position"),
        ({"ev": ["' or 1=1"]}, "event"),
        ({"v": ["-1"]}, "version"),
        ({"from": ["2017-02-30"]}, "from"),
        ({"role": ["king"]}, "role"),
    ],
)
def test_nonsense_is_left_out_and_said(params: dict[str, list[str]], notice: str) -> None:
    state, notices = state_of(params)
    assert state == State()
    assert len(notices) == 1
    assert notice in notices[0]


@pytest.mark.parametrize(
    "params",
    [
        {"from": ["2017-09-01"], "amp;to": ["2017-10-02"], "amp;type": ["Battles"]},
        {"from=2017-09-01&to=2017-10-02&type=Battles": [""]},
    ],
    ids=["written as in HTML", "percent-encoded as a whole"],
)
def test_what_a_link_was_wrapped_in_on_its_way_is_undone(params: dict[str, list[str]]) -> None:
    wanted = Filters(earliest=dt.date(2017, 9, 1), latest=dt.date(2017, 10, 2), event_types=("Battles",), news=True)
    assert state_of(params) == (State(wanted), ())


NAMES = st.sampled_from(["from", "to", "actor", "lat", "lon", "z", "ev", "v", "box", "deaths", "q", "other"])


@given(st.dictionaries(NAMES, st.lists(st.text(max_size=20), max_size=3)))
def test_no_address_can_raise(params: dict[str, list[str]]) -> None:
    state, _ = state_of(params)
    assert state_of(params_of(state))[0] == state


def test_a_link_to_what_was_taken_out_is_told_so(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add(sample())
    gone = archive.events(archive.events_of("coast-wire-7").values())
    asked = next(one.event.id for one in gone if {each.id for each in one.articles} == {"coast-wire-7"})
    assert session._known(archive, State(event=asked))[0].event == asked
    archive.remove(Wanted(articles=("coast-wire-7",)), day=dt.date(2026, 11, 30), why="a witness asked")
    state, said = session._known(archive, State(event=asked))
    assert state.event is None
    assert said == ("The link's event was taken out of this archive on 30 Nov 2026: a witness asked",)
    assert session._known(archive, State(event="00c0ffee00c0ffee"))[1] == (words.NO_SUCH_EVENT,)
