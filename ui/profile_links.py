"""Links from an event, and from the list, to the pages of an actor and of a place."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from events import Report
from geo import Place, Unresolved
from store import Archive, Filters
from view import words
from view.compare import value_name


def of_report(report: Report) -> None:
    """Link to the pages of its actors and of its place.

    >>> drawn(of_report, clash.lead)
    ['page_link: About North Front', 'page_link: About Syria Forces', 'page_link: About Tallbrook']
    """
    actors = {each.actor.id: each.actor.name for each in report.actors if each.role != "source"}
    place = None if isinstance(report.place, Unresolved) else report.place.place
    if not actors and place is None:
        return
    with st.container(horizontal=True, key="about", gap="xxsmall"):
        for ident, name in actors.items():
            _link("actor", name, {"actor": ident})
        if place is not None:
            _link("place", place.name, place_params(place))


def of_filters(kept: Archive, filters: Filters) -> None:
    """Link to the page of the one actor or area that the list is of.

    >>> drawn(of_filters, archive, Filters(actors=("north-front",), countries=("SY",)))
    ['page_link: About North Front', 'page_link: About Syria']
    """
    one = {
        "actor": filters.actors,
        "region": filters.regions,
        "country": filters.countries if not filters.regions else (),
    }
    found = {name: values[0] for name, values in one.items() if len(values) == 1}
    if not found:
        return
    names = kept.names()
    with st.container(horizontal=True, key="about", gap="xxsmall"):
        for name, value in found.items():
            said = value_name(value, name, names)  # type: ignore[arg-type]  # each is a dimension
            _link("actor" if name == "actor" else "place", said, {name: value})


def _link(page: str, name: str, asked: Mapping[str, str]) -> None:
    label = words.shown(words.PROFILE_LINK.format(name=name))
    st.page_link(st.session_state.pages[page], label=label, query_params=dict(asked))


def place_params(place: Place) -> dict[str, str]:
    """Return how the page of a place is asked for.

    >>> place_params(clash.lead.place.place)
    {'at': '35.0,40.0'}
    """
    if place.kind == "country" and place.country:
        return {"country": place.country}
    if place.kind == "province" and place.country and place.admin1:
        return {"region": f"{place.country}/{place.admin1}"}
    return {"at": f"{place.at.lat},{place.at.lon}"}
