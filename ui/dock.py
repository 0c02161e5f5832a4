"""The dock below the map: kinds of event as toggles with their counts, and the days, of which a drag chooses some."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, replace

import streamlit as st

from store import Archive
from store.cache import Memory
from ui import filters_bar, parts, session
from ui.components import component, told
from view import words
from view.layers import TYPES
from view.timeline import Bars, Days, around, bars, settled, step_for

KEY = "dock"
UNSURE = ("claimed", "alleged", "disputed")
PATIENCE_MS = 2_500
"""Milliseconds after which all else is drawn although the map has not said yet where it stands."""
_MADE = Memory(256)


@parts.part(parts.DAYS)
def show(kept: Archive) -> None:
    """Draw it, under the filters that are on beside kind and day: what is chosen in it does not change what it offers.

    >>> on_page(lambda: [show(archive), st.session_state.dock_days][-1])
    ('2017-09-01', '2017-10-02')
    """
    _draw(kept) if st.session_state.get("whole", True) else _soon()


def _draw(kept: Archive) -> None:
    filters = session.state().filters
    whole, chosen = _whole(kept), _chosen(kept)
    playing = st.session_state.get("playing", False)  # a play goes over the days, which stay where they are
    days = around(chosen, whole) if chosen and whole and not playing else whole
    drawn = _bars(kept, days)
    st.session_state.dock_days = tuple(map(str, whole)) if whole else None
    component("dock")(
        key=KEY,
        data={
            "kinds": _kinds(kept),
            "unsure": [[words.UNSURE, _unsure(kept), int(filters.statuses == UNSURE)]],
            "bars": dict(zip(("step", "columns", "spans"), astuple(drawn)[:3], strict=True)),
            "days": days and [str(day) for day in days],
            "whole": whole and [str(day) for day in whole],
            "chosen": chosen and [str(day) for day in chosen],
            "strays": words.strays(drawn.before, drawn.after, days),
            "locale": st.context.locale,
            "words": words.DOCK_WORDS,
        },
        on_kind_change=_toggled,
        on_unsure_change=_sure,
        on_days_change=_days,
        on_play_change=_played,
    )


def _soon() -> None:
    """Leave the browser to the map: as soon as it is there it says where it stands, and all else is drawn.

    The waiting is the browser's: a fragment inside this part that asks now and then would be sent without it, where the
    part is drawn again before it was sent, and Streamlit's page breaks off at what has no parent.
    """
    with st.container(key="soon"):
        st.caption(words.SOON)
        component("soon")(key="patience", data={"patience": PATIENCE_MS}, on_late_change=parts.again)


def _kinds(kept: Archive) -> list[list[object]]:
    filters = session.state().filters
    counts = {each.value: each.events for each in kept.facet(filters, "event_type")}
    on = filters.event_types or (() if filters.sub_event_types else TYPES)
    return [[words.TYPE_SHORT[each], counts.get(each, 0), int(each in on)] for each in TYPES]


def _unsure(kept: Archive) -> int:
    return sum(each.events for each in kept.facet(session.state().filters, "status") if each.value in UNSURE)


def _whole(kept: Archive) -> Days | None:
    """Return the days that the dock shows where none are chosen: the archive's, without a few that lie far off."""
    days = kept.dates()
    return None if days is None else _MADE.answer((kept, kept.version, "whole"), lambda: _settled(kept, days))


def _settled(kept: Archive, days: Days) -> Days:
    from store import Filters  # noqa: PLC0415 - of all events, whatever the filters are

    return settled(kept.timeline(Filters(), step="year"), days)


def _chosen(kept: Archive) -> Days | None:
    """Return the days that the filter leaves, both ends filled in from the archive's own."""
    filters, days = session.state().filters, kept.dates()
    if days is None or (filters.earliest is None and filters.latest is None):
        return None
    first, last = (
        filters.earliest or min(days[0], filters.latest or days[0]),
        filters.latest or max(days[1], filters.earliest or days[1]),
    )
    return first, last


def _bars(kept: Archive, days: Days | None) -> Bars:
    filters, step = session.state().filters.without("dates"), step_for(days)
    asked = (kept, kept.version, "bars", filters, days)
    return _MADE.answer(asked, lambda: bars(kept.timeline(filters, step=step), step, days))


def _toggled() -> None:
    """Show one kind alone, or take one to those that are shown, or away from them; without any all are shown again."""
    kind = told(KEY, "kind")
    if not isinstance(kind, int) or not 0 <= kind < len(TYPES):
        return
    filters = session.state().filters
    on = {*filters.event_types} ^ {TYPES[kind]}
    types = tuple(each for each in TYPES if each in on) if len(on) < len(TYPES) else ()
    filters_bar.go_to(replace(filters, event_types=types))


def _sure() -> None:
    filters = session.state().filters
    filters_bar.go_to(replace(filters, statuses=() if filters.statuses == UNSURE else UNSURE))


def _days() -> None:
    days = _told_days("days")
    if days is not None:
        st.session_state.playing = False
        filters_bar.go_to(replace(session.state().filters, earliest=days[0], latest=days[1]))


def _played() -> None:
    """Show the next step of a play: the map stays where it is; all beside it follows where the browser says so."""
    asked = told(KEY, "play")
    days = _told_days("play")
    if days is None or not days[0]:
        return
    st.session_state.marked = wanted = replace(session.state().filters, earliest=days[0], latest=days[1])
    st.session_state.filter_rounds = st.session_state.get("filter_rounds", 0) + 1
    session.change(wanted)
    st.session_state.part = None
    st.session_state.played, st.session_state.playing = st.session_state.get("played", 0) + 1, True
    if len(asked) > 2:
        parts.again(*parts.filtered())
    st.session_state.told = session.state()  # the address follows with all else
    parts.again(parts.MAP, *((parts.LAYERS,) if session.state().layer else ()), later=parts.filtered())


def _told_days(name: str) -> tuple[dt.date | None, dt.date | None] | None:
    """Return the days that the browser told, (None, None) where it takes the choice back, None for nonsense."""
    days = told(KEY, name)
    if days == []:
        return None, None
    try:
        first, last = (dt.date.fromisoformat(each) for each in days[:2])
    except (TypeError, ValueError):
        return None
    return (first, last) if first <= last else None
