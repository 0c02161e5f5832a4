"""The filters: widgets on one side, ``store.Filters`` on the other; chips that say each filter and take it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import streamlit as st

from events import SUB_EVENT_TYPES, Role, Status
from geo import Kind
from store import Archive, Choice, Filters
from ui import session
from view import words
from view.countries import country_name

FIELDS = {
    "earliest": None,
    "latest": None,
    "actors": (),
    "role": None,
    "event_types": (),
    "countries": (),
    "regions": (),
    "sources": (),
    "statuses": (),
    "kinds": (),
    "min_fatalities": None,
    "text": "",
}
"""Field of ``Filters`` -> what its widget holds when it filters nothing."""


def _key(name: str) -> str:
    """Return the key of a field's widget: another one each time the filters are set by something else than the widgets.

    A widget is told its value as its default: that reaches the browser also where it loads the widget late, while a
    value put into the session's state is told only once.
    """
    rounds = st.session_state.get("filter_rounds", 0)
    return f"f_{name}_{rounds}" if rounds else f"f_{name}"


def show(kept: Archive) -> None:
    """Draw the filters in the sidebar: dates and actors first, the others folded."""
    filters = session.state().filters
    _dates(kept)
    _several("actors", words.FILTERS["actors"], choices(kept, "actor"))
    if filters.actors:
        _role()
    with st.expander(words.MORE_FILTERS, expanded=_more_on()):
        _more(kept)
    st.toggle(words.ONLY_WINDOW, value=filters.window is not None, key=_key("window"), on_change=_apply)
    if filters == Filters():
        st.caption(words.NO_FILTER)


def _role() -> None:
    """Ask for the part of the chosen actors; there is nothing to ask without any."""
    roles, role = get_args(Role), session.state().filters.role
    st.selectbox(
        words.FILTERS["role"],
        roles,
        index=roles.index(role) if role else None,
        format_func=lambda role: words.ROLE_CHOICES[role],
        placeholder=words.ANY_ROLE,
        key=_key("role"),
        on_change=_apply,
    )


def _more(kept: Archive) -> None:
    filters = session.state().filters
    _plain("event_types", tuple(SUB_EVENT_TYPES))
    _several("countries", words.FILTERS["countries"], _countries(choices(kept, "country")))
    _several("regions", words.FILTERS["regions"], _regions(choices(kept, "region")))
    _several("sources", words.FILTERS["sources"], choices(kept, "source"))
    _plain("statuses", get_args(Status))
    _plain("kinds", get_args(Kind))
    deaths, text = words.FILTERS["min_fatalities"], words.FILTERS["text"]
    least = filters.min_fatalities
    st.number_input(deaths, min_value=0, step=1, value=least, key=_key("min_fatalities"), on_change=_apply)
    st.text_input(text, value=filters.text, key=_key("text"), on_change=_apply, max_chars=200)


def choices(kept: Archive, column: str) -> tuple[Choice, ...]:
    """Return what can be chosen; asked once a version of the data, whoever looks at it."""
    return _choices(kept.address, kept.version, column, _kept=kept)


@st.cache_resource(max_entries=64, show_spinner=False)
def _choices(address: str, version: int, column: str, *, _kept: Archive) -> tuple[Choice, ...]:
    del address, version
    return _kept.choices(column)


def _countries(found: Sequence[Choice]) -> list[Choice]:
    return [Choice(each.value, country_name(each.value), each.events) for each in found]


def _regions(found: Sequence[Choice]) -> list[Choice]:
    """Offer the regions of the chosen countries only: all of them are thousands."""
    chosen = session.state().filters.countries
    return [each for each in found if each.value.split("/")[0] in chosen]


def _more_on() -> bool:
    filters = session.state().filters
    return any(getattr(filters, name) != nothing for name, nothing in list(FIELDS.items())[4:])


def _dates(kept: Archive) -> None:
    first, last = kept.dates() or (None, None)
    for name in ("earliest", "latest"):
        st.date_input(
            words.FILTERS[name],
            getattr(session.state().filters, name),
            key=_key(name),
            format="YYYY-MM-DD",
            min_value="1900-01-01",
            max_value="2100-12-31",
            on_change=_apply,
        )
    if first and last:
        st.caption(f"{words.DATA_FROM_TO} {words.days(first, last)}")


def _several(name: str, label: str, choices: Sequence[Choice]) -> None:
    """Draw a choice of several; what a link asks for is offered also where no event has it."""
    names = {each.value: f"{each.name} ({each.events:,})" for each in choices}
    chosen = getattr(session.state().filters, name)
    options = [*names, *(each for each in chosen if each not in names)]
    st.multiselect(
        label,
        options,
        default=chosen,
        key=_key(name),
        format_func=lambda value: names.get(value, value),
        placeholder=words.ANY,
        on_change=_apply,
    )


def _plain(name: str, options: Sequence[str]) -> None:
    said = words.KIND_CHOICES if name == "kinds" else {}
    st.multiselect(
        words.FILTERS[name],
        options,
        default=getattr(session.state().filters, name),
        key=_key(name),
        format_func=lambda value: said.get(value, value),
        placeholder=words.ANY,
        on_change=_apply,
    )


def _apply() -> None:
    """Take all widgets into the filters."""
    found = {name: st.session_state.get(_key(name), nothing) for name, nothing in FIELDS.items()}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
    if values["earliest"] and values["latest"] and values["earliest"] > values["latest"]:
        values["earliest"], values["latest"] = values["latest"], values["earliest"]
    if not values["actors"]:
        values["role"] = None
    window = session.window() if st.session_state.get(_key("window")) else None
    session.change(replace(session.state().filters, **values, window=window))  # type: ignore[arg-type]


def chips(kept: Archive) -> None:
    """Draw one button for each filter that is on; pressing it takes the filter off."""
    filters = session.state().filters
    parts = filters.parts(kept.names())
    if not parts:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for part in parts:
            st.button(
                words.shown(part.words), key=f"chip_{part.key}", icon=":material/close:", on_click=_set,
                args=(filters.without(part.key),), help=words.TAKE_OFF, type="secondary",
            )  # fmt: skip
        st.button(words.RESET, key="reset", on_click=_set, args=(Filters(),), type="tertiary")


def _set(filters: Filters) -> None:
    """Show these filters; the widgets are made anew from them."""
    st.session_state.filter_rounds = st.session_state.get("filter_rounds", 0) + 1
    session.change(filters)


def set_dates(earliest: object, latest: object) -> None:
    """Filter by these days, as a brush on the timeline does."""
    _set(replace(session.state().filters, earliest=earliest, latest=latest))  # type: ignore[arg-type]
