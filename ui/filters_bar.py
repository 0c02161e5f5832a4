"""The filters: widgets on one side, ``store.Filters`` on the other; chips that say each filter and take it off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

import streamlit as st

from events import SUB_EVENT_TYPES, Role, Status
from geo import Kind
from store import Archive, Choice, Filters
from ui import parts, session
from ui.filters_typed import found, name_of, region_name
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
OFFERED = 15
"""Choices of one field that are offered; beyond them a name is typed."""


def _key(name: str) -> str:
    """Return the key of a field's widget: another one each time the filters are set by something else than the widgets.

    A widget is told its value as its default: that reaches the browser also where it loads the widget late, while a
    value put into the session's state is told only once.
    """
    rounds = _rounds()
    return f"f_{name}_{rounds}" if rounds else f"f_{name}"


def _rounds() -> int:
    return int(st.session_state.get("filter_rounds", 0))


@parts.part(parts.SIDE)
def show(kept: Archive) -> None:
    """Draw the filters in the sidebar: dates and actors first, the others folded.

    >>> drawn(show, archive)[:4]
    ['date_input: From', 'date_input: To', 'caption: Events are dated 1 Sep – 2 Oct 2017', 'multiselect: Actors']
    """
    _dates(kept)
    _several("actors", choices(kept, "actor"), say=words.name_of_id)
    _role(kept)
    with st.expander(words.MORE_FILTERS, expanded=_more_on(), key="more", on_change="rerun") as room:
        if room.open:  # most readers leave them folded: they are half of what the sidebar costs to draw and to send
            _more(kept)
    st.toggle(words.ONLY_WINDOW, value=session.state().filters.window is not None, key=_key("window"), on_change=_apply)


@parts.part(parts.ROLE)
def _role(_: Archive) -> None:
    """Ask for the part of the chosen actors; there is nothing to ask without any."""
    roles, filters = get_args(Role), session.state().filters
    if not filters.actors:
        return
    role = filters.role
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
    _several("countries", choices(kept, "country"), say=country_name)
    _several("regions", _regions(choices(kept, "region")), say=region_name)
    _several("sources", choices(kept, "source"), say=str)
    _plain("statuses", get_args(Status))
    _plain("kinds", get_args(Kind))
    deaths, text = words.FILTERS["min_fatalities"], words.FILTERS["text"]
    least = filters.min_fatalities
    st.number_input(deaths, min_value=0, step=1, value=least, key=_key("min_fatalities"), on_change=_apply)
    st.text_input(text, value=filters.text, key=_key("text"), on_change=_apply, max_chars=200)


def choices(kept: Archive, column: str) -> tuple[Choice, ...]:
    """Return what can be chosen, most events first.

    >>> [(each.value, each.events) for each in choices(archive, "status")]
    [('asserted', 6), ('alleged', 1), ('claimed', 1), ('disputed', 1)]
    """
    return kept.choices(column)


def _regions(found: Sequence[Choice]) -> list[Choice]:
    """Offer the regions of the chosen countries only: all of them are thousands."""
    chosen = session.state().filters.countries
    return [each for each in found if each.value.split("/")[0] in chosen] if chosen else []


def _more_on() -> bool:
    """Whether one of them is on, or was: they are not folded away under the hand that takes one off."""
    filters = session.state().filters
    on = any(getattr(filters, name) != nothing for name, nothing in list(FIELDS.items())[4:])
    st.session_state.more_on = on or st.session_state.get("more_on", False)
    return bool(st.session_state.more_on)


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


def _several(name: str, choices: Sequence[Choice], *, say: Callable[[str], str]) -> None:
    """Draw a choice of several; what a link asks for is offered also where no event has it.

    Of very many the busiest are offered, the others found by what is typed: all of them would be sent with every change.
    ``say`` names a value that has no name of its own: a code, or an id.
    """
    chosen = getattr(session.state().filters, name)
    offered = [each for at, each in enumerate(choices) if at < OFFERED or each.value in chosen]
    counted = {each.value: f"{name_of(each, say)} ({each.events:,})" for each in offered}
    options = [*counted, *(each for each in chosen if each not in counted)]
    many = len(choices) > OFFERED
    st.multiselect(
        words.FILTERS[name],
        options,
        default=chosen,
        key=_key(name),
        format_func=lambda value: counted.get(value) or say(value),
        placeholder=_placeholder(name, many=many, any_there=bool(options)),
        accept_new_options=many,
        on_change=_apply,
    )


def _placeholder(name: str, *, many: bool, any_there: bool) -> str:
    if any_there:
        return words.ANY_OR_TYPED if many else words.ANY
    return words.COUNTRY_FIRST if name == "regions" else words.NONE_THERE


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
    """Take all widgets into the filters; a field whose widget is folded away stays as it is."""
    held, rounds = session.state().filters, _rounds()
    held_by = {name: st.session_state.get(_key(name), getattr(held, name)) for name in FIELDS}
    told = {name: tuple(value) if isinstance(value, list) else value for name, value in held_by.items()}
    window = session.window() if st.session_state.get(_key("window")) else None
    chosen, unknown = found(_sound(told))
    show = _set if chosen != told else session.change  # what was typed or put right: its widget is to say so
    show(replace(held, **chosen, window=window))  # type: ignore[arg-type]
    if unknown:
        st.session_state.notices = (words.NONE_CALLED.format(asked=", ".join(unknown)),)
    parts.again(*parts.filtered(), *_others(held, anew=_rounds() != rounds))


def _sound(values: dict[str, object]) -> dict[str, object]:
    """Return the values with days in their order, and without a part for actors where no actor is chosen."""
    first, last = values["earliest"], values["latest"]
    if isinstance(first, dt.date) and isinstance(last, dt.date) and first > last:
        return _sound({**values, "earliest": last, "latest": first})
    return values if values["actors"] else {**values, "role": None}


def _others(before: Filters, *, anew: bool) -> tuple[str, ...]:
    """Return which of the widgets are others now, or offer something else; the rest stay as they are."""
    now = session.state().filters
    if anew or now.countries != before.countries:
        return (parts.SIDE,)
    return (parts.ROLE,) if bool(now.actors) != bool(before.actors) else ()


def chips(kept: Archive) -> None:
    """Draw one button for each filter that is on; pressing it takes the filter off.

    >>> drawn(lambda: [session.change(Filters(text="dam")), chips(archive)])
    ['button: text has “dam”', 'button: Reset all filters']
    """
    filters = session.state().filters
    said = words.filters_said(filters, kept.names())
    if not said:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for key, told in said.items():
            st.button(
                words.shown(told), key=f"chip_{key}", icon=":material/close:", on_click=_go_to,
                args=(filters.without(key),), help=words.TAKE_OFF, type="secondary",
            )  # fmt: skip
        st.button(words.RESET, key="reset", on_click=_go_to, args=(Filters(),), type="tertiary")


def _set(filters: Filters) -> None:
    """Show these filters; the widgets are made anew from them."""
    st.session_state.filter_rounds = _rounds() + 1
    session.change(filters)


def _go_to(filters: Filters) -> None:
    """In a callback: show these filters, and draw again what shows them."""
    _set(filters)
    parts.again(*parts.filtered(), parts.SIDE)


def set_dates(earliest: object, latest: object) -> None:
    """Filter by these days, as a brush on the timeline does.

    >>> import datetime as dt
    >>> on_page(lambda: [set_dates(dt.date(2017, 9, 22), None), session.state().filters.earliest][-1])
    datetime.date(2017, 9, 22)
    """
    _set(replace(session.state().filters, earliest=earliest, latest=latest))  # type: ignore[arg-type]
