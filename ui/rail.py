"""The rail beside the map: the list of events, which turns into the selected event and back."""

from __future__ import annotations

import streamlit as st

from geo import Unresolved
from store import Archive, EventDetail
from store.listing import Standing
from store.markers import Spot
from ui import detail, listing, parts, profile_links, session
from view import words


@parts.part(parts.PANEL)
def show(kept: Archive) -> None:
    """Draw the list, or what is selected.

    >>> [each for each in drawn(show, archive) if each.startswith("button")][:3]
    ['button: All events', 'button: Previous', 'button: Next']
    """
    state = session.state()
    found = kept.event(state.event) if state.event else None
    if found is not None and st.session_state.rail == "event":
        steps, room = st.container(), st.container(key="panel")
        with room:
            detail.show(kept, found)
        with steps:
            _steps(kept, found)
        return
    spot = _spot(found) if st.session_state.rail == "spot" else None
    title = words.EVENTS_AT.format(place=found.lead.place.place.name) if spot and found else ""  # type: ignore[union-attr]
    if not spot:
        profile_links.of_filters(kept, state.filters)
    with st.container(key="panel"):
        listing.show(kept, spot, title)


def _spot(found: object) -> Spot | None:
    """Return the point at which the selected event lies."""
    place = getattr(getattr(found, "lead", None), "place", None)
    if place is None or isinstance(place, Unresolved):
        return None
    return (place.place.at.lat, place.place.at.lon)


def _steps(kept: Archive, chosen: EventDetail) -> None:
    """Draw the ways back to the list and on to the events before and after, in the list's order; arrow keys do the same."""
    state, event = session.state(), chosen.event.id
    whole = st.session_state.get("whole", True)
    found = kept.standing(state.filters, event, order=state.order) if whole else None
    with st.container(horizontal=True, vertical_alignment="center", key="step", gap="xxsmall"):
        st.button(
            words.BACK_TO_LIST, key="to_list", icon=":material/arrow_back:", type="tertiary", on_click=listing.to_list
        )
        if found is not None:
            _neighbours(found, session.tally(kept).shown)
    if found is not None and found.at is None:
        st.info(words.OUTSIDE_FILTERS, icon=":material/filter_alt_off:")
    spot = _spot(chosen)
    here = kept.count_at(state.filters, spot) if spot else 0
    if here > 1:
        label = words.EVENTS_HERE.format(count=here)
        st.button(label, key="spot", icon=":material/stacks:", type="tertiary", on_click=_at_spot)


def _neighbours(found: Standing, shown: int) -> None:
    for name, to, key in ((words.PREVIOUS, found.before, "Left"), (words.NEXT, found.after, "Right")):
        st.button(
            name, key=f"step_{key}", shortcut=key, disabled=to is None, type="tertiary", on_click=_go,
            args=(to,) if to else None,
        )  # fmt: skip
    if found.at is not None:
        st.caption(words.POSITION.format(at=found.at + 1, of=shown))


def _go(event: str) -> None:
    parts.choose(event, goto=listing.place_of(session.archive().event(event)))


def _at_spot() -> None:
    st.session_state.rail = "spot"
    parts.again(parts.PANEL, parts.SHELL)
