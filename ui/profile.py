"""The page of an actor and the page of a place: what, when, with whom, where, and who tells of it."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import streamlit as st

from store import Archive, Filters, Window
from store.crosstab import Dimension, Totals
from store.listing import Listed, Page
from ui import session, versions
from view import cards, words
from view.compare import value_name
from view.countries import country_name
from view.timeline import step_for

LATEST = 12
MOST = 15
NEAR = 1e-4
"""Degrees round a point that are one spot."""


def show_actor() -> None:
    """Draw the page of the actor whose id the address names.

    >>> drawn(lambda: [st.query_params.update(actor="north-front"), show_actor()])[:2]
    ['subheader: North Front', 'caption: 4 events · 14 killed where a figure is given (2 of them) · 30 Sep – 2 …']
    """
    kept = session.archive()
    ident = st.query_params.get("actor", "")
    names = kept.names()
    _show(kept, Filters(actors=(ident,)) if ident in names else None, names.get(ident, ""), "actor")


def show_place() -> None:
    """Draw the page of the country, first-level area or point that the address names.

    >>> drawn(lambda: [st.query_params.update(country="SY"), show_place()])[0]
    'subheader: Syria'
    """
    kept = session.archive()
    filters = place_filters({name: st.query_params.get(name, "") for name in ("country", "region", "at")})
    first = kept.listed(filters, Page(count=1)) if filters else ()
    _show(kept, filters, _place_name(kept, filters, first[0]) if filters and first else "", "place")


def place_filters(asked: dict[str, str]) -> Filters | None:
    """Return what lies at a place: ``country`` letters, ``region`` as "SY/Homs", ``at`` as "35.5,40.1"; None for no place.

    >>> place_filters({"region": "SY/Homs"}).regions, place_filters({"at": "far,away"})
    (('SY/Homs',), None)
    """
    if asked.get("at"):
        try:
            lat, lon = (float(each) for each in asked["at"].split(","))
            return Filters(window=Window(lat - NEAR, lon - NEAR, lat + NEAR, lon + NEAR))
        except ValueError:
            return None
    if asked.get("region"):
        return Filters(regions=(asked["region"],))
    return Filters(countries=(asked["country"],)) if asked.get("country") else None


def _place_name(kept: Archive, filters: Filters, first: Listed) -> str:
    if filters.countries:
        return country_name(filters.countries[0])
    if filters.regions:
        return value_name(filters.regions[0], "region", kept.names())
    return ", ".join(filter(None, (first.place, first.admin1, country_name(first.country))))


def _show(kept: Archive, filters: Filters | None, name: str, of: str) -> None:
    versions.show(kept)
    found = kept.totals(filters) if filters else None
    if filters is None or found is None or not found.events:
        st.info(words.PROFILE_NONE)
        return
    st.subheader(words.shown(name))
    st.caption(_counted(found))
    _links(filters)
    _when(kept, filters, found)
    left, right = st.columns(2, gap="large")
    with left:
        _ranked(words.PROFILE_WHAT, list(_by(kept, filters, "sub_event_type").items()))
        _ranked(
            words.PROFILE_WHERE, [(_area(kept, value), count) for value, count in _by(kept, filters, "region").items()]
        )
    with right:
        _ranked(words.PROFILE_WITH if of == "actor" else words.PROFILE_WHO, _actors(kept, filters))
        _ranked(words.PROFILE_SOURCES, [(each.name, each.events) for each in kept.facet(filters, "source")])
    _latest(kept, filters)


def _counted(found: Totals) -> str:
    days = words.days(found.first, found.last) if found.first and found.last else words.DATE_UNKNOWN
    events = words.plural(found.events, *words.EVENT_WORD)
    return words.PROFILE_COUNT.format(events=events, deaths=f"{found.deaths:,}", stated=found.stated, days=days)


def _links(filters: Filters) -> None:
    asked = {name: values if len(values) > 1 else values[0] for name, values in filters.params().items()}
    with st.container(horizontal=True):
        st.page_link(
            st.session_state.pages["map"], label=words.PROFILE_ON_MAP, icon=":material/map:", query_params=asked
        )
        st.page_link(
            st.session_state.pages["compare"], label=words.PROFILE_COMPARE, icon=":material/compare_arrows:",
            query_params={**asked, "mode": "periods"},
        )  # fmt: skip


def _when(kept: Archive, filters: Filters, found: Totals) -> None:
    """Draw events over time."""
    if not found.first or not found.last:
        return
    step = step_for((found.first, found.last))
    rows = kept.timeline(filters, step=step).groupby("earliest", as_index=False)["events"].sum()
    st.bar_chart(rows, x="earliest", y="events", x_label="", y_label=words.EVENTS, height=180)


def _by(kept: Archive, filters: Filters, dimension: Dimension) -> dict[str, int]:
    """Return how many events each value has, the fullest first."""
    counts: dict[str, int] = defaultdict(int)
    for each in kept.crosstab(filters, dimension, "event_type"):
        counts[each.row] += each.events
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _area(kept: Archive, value: str) -> str:
    return value_name(value, "region", kept.names())


def _actors(kept: Archive, filters: Filters) -> list[tuple[str, int]]:
    names = kept.names()
    found = _by(kept, filters, "actor")
    return [(value_name(each, "actor", names), count) for each, count in found.items() if each not in filters.actors]


def _ranked(title: str, rows: list[tuple[str, int]]) -> None:
    if not rows:
        return
    st.markdown(f"**{title}**")
    table = pd.DataFrame(rows[:MOST], columns=[title, words.EVENTS])
    st.dataframe(table, hide_index=True, key=f"ranked_{title}", height="content")


def _latest(kept: Archive, filters: Filters) -> None:
    st.markdown(f"**{words.PROFILE_LATEST}**")
    for each in kept.listed(filters, Page(count=LATEST)):
        said = " · ".join(
            filter(
                None, (cards.when(each), each.sub_event_type, cards.who(each), cards.where(each), cards.deaths(each))
            )
        )
        st.page_link(
            st.session_state.pages["map"],
            label=words.shown(said),
            icon=":material/place:",
            query_params={"ev": each.id},
        )
