"""The filters: widgets on one side, ``store.Filters`` on the other; chips that say each filter and take it off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

import streamlit as st

from events import EVENT_TYPE_OF, SUB_EVENT_TYPES, Precision, Role, Status
from geo import Kind
from store import Archive, Choice, Filters
from ui import parts, session
from ui.filters_typed import found, name_of, region_name
from view import words
from view.countries import country_name
from view.timeline import quick

LATEST = dt.date(2100, 1, 1)
"""The year that a day may be of where nothing in the archive has one."""
FIELDS = {
    "earliest": None,
    "latest": None,
    "actors": (),
    "role": None,
    "every": False,
    "countries": (),
    "regions": (),
    "sources": (),
    "statuses": (),
    "kinds": (),
    "precisions": (),
    "min_fatalities": None,
    "text": "",
}
"""Field of ``Filters`` -> what its widget holds when it filters nothing."""
OFFERED = 200
"""Choices of one field that are offered; beyond them a name is typed."""
UNKNOWN = "none"


def _key(name: str) -> str:
    """Return the key of a field's widget: another one each time the filters are set by something else than the widgets.

    A widget is told its value as its default: that reaches the browser also where it loads the widget late, while a
    value put into the session's state is told only once.
    """
    rounds = _rounds()
    return f"f_{name}_{rounds}" if rounds else f"f_{name}"


def _rounds() -> int:
    return int(st.session_state.get("filter_rounds", 0))


def toggle() -> None:
    """In a callback: open the drawer, or shut it.

    >>> on_page(lambda: st.session_state.get("drawer"))
    """
    st.session_state.drawer = not st.session_state.get("drawer", False)
    parts.again(parts.SIDE)


def show(kept: Archive) -> None:
    """Draw the filters; each value says how many events it would leave beside the filters that are on.

    >>> drawn(show, archive)[:4]
    ['date_input: From', 'date_input: To', 'caption: Dates in this archive: 1 Sep – 2 Oct 2017', 'button: Last 7 days']
    """
    filters = session.state().filters
    _dates(kept)
    _tree(kept)
    _several("actors", kept.facet(filters, "actor"), say=words.name_of_id)
    _parts_of_actors(filters)
    _several("countries", kept.facet(filters, "country"), say=country_name)
    if filters.countries:
        _several("regions", _regions(kept.facet(filters, "region")), say=region_name)
    _several("statuses", _all(kept, "status", get_args(Status)), say=str)
    _several("sources", kept.facet(filters, "source"), say=str)
    _several("kinds", _all(kept, "place_kind", (*get_args(Kind), UNKNOWN)), say=words.KIND_CHOICES.__getitem__)
    _several(
        "precisions", _all(kept, "precision", (*get_args(Precision), UNKNOWN)), say=words.PRECISION_CHOICES.__getitem__
    )
    _numbers_and_words(filters)
    st.toggle(words.ONLY_WINDOW, value=filters.window is not None, key=_key("window"), on_change=_apply)


def _parts_of_actors(filters: Filters) -> None:
    """Ask for the role of the chosen actors, and whether all of them must be there; there is nothing to ask without any."""
    if not filters.actors:
        return
    roles, role = get_args(Role), filters.role
    st.selectbox(
        words.FILTERS["role"],
        roles,
        index=roles.index(role) if role else None,
        format_func=lambda role: words.ROLE_CHOICES[role],
        placeholder=words.ANY_ROLE,
        key=_key("role"),
        on_change=_apply,
    )
    st.toggle(words.EVERY_ACTOR, value=filters.every, key=_key("every"), on_change=_apply)


def _numbers_and_words(filters: Filters) -> None:
    deaths, text = words.FILTERS["min_fatalities"], words.FILTERS["text"]
    least = filters.min_fatalities
    st.number_input(deaths, min_value=0, step=1, value=least, key=_key("min_fatalities"), on_change=_apply)
    st.text_input(
        text, value=filters.text, key=_key("text"), on_change=_apply, max_chars=200, help=words.TEXT_HELP,
        placeholder=words.TEXT_EXAMPLE,
    )  # fmt: skip


def _all(kept: Archive, column: str, values: Sequence[str]) -> list[Choice]:
    """Return all values there can be, in their own order, with their counts."""
    counts = {each.value: each.events for each in kept.facet(session.state().filters, column)}
    return [Choice(value, value, counts.get(value, 0)) for value in values]


def choices(kept: Archive, column: str) -> tuple[Choice, ...]:
    """Return what the whole archive has, most events first.

    >>> [(each.value, each.events) for each in choices(archive, "status")]
    [('asserted', 6), ('alleged', 1), ('claimed', 1), ('disputed', 1)]
    """
    return kept.choices(column)


def _regions(found: Sequence[Choice]) -> list[Choice]:
    """Offer the regions of the chosen countries only: all of them are thousands."""
    chosen = session.state().filters.countries
    return [each for each in found if each.value.split("/")[0] in chosen]


def _dates(kept: Archive) -> None:
    first, last = kept.dates() or (None, None)
    filters = session.state().filters
    latest = max(each for each in (last or LATEST, filters.earliest, filters.latest) if each)
    for column, name in zip(st.columns(2, gap="small"), ("earliest", "latest"), strict=True):
        column.date_input(
            words.FILTERS[name],
            getattr(filters, name),
            key=_key(name),
            format="YYYY-MM-DD",
            min_value="1900-01-01",
            max_value=latest.replace(month=12, day=31),  # without a day the calendar opens here
            on_change=_apply,
        )
    if first and last:
        st.caption(f"{words.DATA_FROM_TO} {words.days(first, last)}")
        ranges = quick((first, last))
        with st.container(horizontal=True, key="quick", gap="xsmall"):
            for name, days in ranges.items():
                st.button(words.QUICK[name], key=f"quick_{name}", type="tertiary", on_click=_go_days, args=days)


def _go_days(first: dt.date, last: dt.date) -> None:
    go_to(replace(session.state().filters, earliest=first, latest=last))


def _tree(kept: Archive) -> None:
    """Draw the kinds of event as a tree: each type with its sub-types below it; typing "air" finds the air strikes."""
    filters = session.state().filters
    counts = {
        each.value: each.events for column in ("event_type", "sub_event_type") for each in kept.facet(filters, column)
    }
    names = {}
    for kind, subs in SUB_EVENT_TYPES.items():
        names[kind] = f"{kind} ({counts.get(kind, 0):,})"
        below = [sub for sub in subs if sub != kind and (counts.get(sub) or sub in filters.sub_event_types)]
        names |= {sub: f"{words.SUB_TYPE}{sub} ({counts.get(sub, 0):,})" for sub in below}
    st.multiselect(
        words.FILTERS["event_types"],
        list(names),
        default=[each for each in (*filters.event_types, *filters.sub_event_types) if each in names],
        key=_key("tree"),
        format_func=lambda value: names.get(value, value),
        placeholder=words.ANY_OR_TYPED,
        on_change=_apply,
    )


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
        placeholder=(words.ANY_OR_TYPED if len(options) > 5 else words.ANY) if options else words.NONE_THERE,
        accept_new_options=many,
        on_change=_apply,
    )


def _apply() -> None:
    """Take all widgets into the filters; a field whose widget is not there stays as it is."""
    held, rounds = session.state().filters, _rounds()
    held_by = {name: st.session_state.get(_key(name), getattr(held, name)) for name in FIELDS}
    told = {name: tuple(value) if isinstance(value, list) else value for name, value in held_by.items()}
    window = session.window() if st.session_state.get(_key("window")) else None
    chosen, unknown = found(_sound(told))
    if chosen != told:  # what was typed or put right: its widget is to say so
        st.session_state.filter_rounds = rounds + 1
    _change(replace(held, **chosen, **_of_tree(held, rounds), window=window))  # type: ignore[arg-type]
    if unknown:
        st.session_state.notices = (words.NONE_CALLED.format(asked=", ".join(unknown)),)
    parts.again(*parts.filtered())


def _of_tree(held: Filters, rounds: int) -> dict[str, object]:
    """Return types and sub-types out of the one widget that asks for both."""
    key = f"f_tree_{rounds}" if rounds else "f_tree"
    chosen = st.session_state.get(key)
    if chosen is None:
        return {"event_types": held.event_types, "sub_event_types": held.sub_event_types}
    types = tuple(each for each in chosen if each in SUB_EVENT_TYPES)
    return {
        "event_types": types,
        "sub_event_types": tuple(each for each in chosen if each in EVENT_TYPE_OF and each not in types),
    }


def _sound(values: dict[str, object]) -> dict[str, object]:
    """Return the values with days in their order, and without a role for actors where no actor is chosen."""
    first, last = values["earliest"], values["latest"]
    if isinstance(first, dt.date) and isinstance(last, dt.date) and first > last:
        return _sound({**values, "earliest": last, "latest": first})
    return values if values["actors"] else {**values, "role": None, "every": False}


def chips(kept: Archive) -> None:
    r"""Draw one button for each filter that is on; pressing it takes the filter off.

    >>> drawn(lambda: [session.change(Filters(text="dam")), chips(archive)])
    ['button: Text\\: dam', 'button: Clear all filters', 'button: Zoom to results']
    """
    filters = session.state().filters
    said = {key: told for key, told in words.filters_said(filters, kept.names()).items() if key != "news"}
    if not said:
        return
    with st.container(horizontal=True, gap="xsmall", key="chips"):
        for key, told in said.items():
            st.button(
                words.shown(told), key=f"chip_{key}", icon=":material/close:", on_click=go_to,
                args=(filters.without(key),), help=words.TAKE_OFF, type="secondary",
            )  # fmt: skip
    with st.container(horizontal=True, gap="xsmall", key="chips_end", width="content"):
        st.button(words.RESET, key="reset", on_click=go_to, args=(Filters(news=True),), type="tertiary")
        st.button(words.ZOOM_TO_RESULTS, key="zoom", on_click=_zoom, type="tertiary", icon=":material/zoom_in_map:")


def _zoom() -> None:
    box = session.results(session.archive())
    if box is not None:
        session.zoom_to(box)
    parts.again(parts.MAP)


def go_to(filters: Filters, *, move: bool = True) -> None:
    """In a callback: show these filters, the widgets made anew from them, and draw again what shows them.

    >>> on_page(lambda: [session.change(Filters(text="dam")), session.state().filters.text][-1])
    'dam'
    """
    st.session_state.filter_rounds = _rounds() + 1
    _change(filters, move=move)
    parts.again(*parts.filtered())


def _change(filters: Filters, *, move: bool = True) -> None:
    """Show these filters; where nothing of what they leave is in sight, the map goes there."""
    session.change(filters)
    st.session_state.part = None
    kept = session.archive()
    if move and filters.without("news") != Filters() and filters.window is None and session.tally(kept).on_map:
        here = kept.markers(filters, window=session.window(), zoom=session.frame().zoom)
        box = None if here else session.results(kept)
        if box is not None:
            session.zoom_to(box)
