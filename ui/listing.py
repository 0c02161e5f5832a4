"""The list of events in the rail: in the order that the reader wants, a page at a time, however many there are."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, replace

import streamlit as st

from events.grades import bounds
from geo import Unresolved
from store import Archive, EventDetail
from store.listing import ORDERS, Page
from store.markers import Spot
from ui import access, parts, session, verdicts
from ui.components import component, told
from ui.link import State
from view import words
from view.cards import card
from view.frame import Frame, close_to

KEY = "list"
_GRADES = {each.grade: words.grade_said(each) for each in bounds()}
ROWS = 30
_ID = re.compile(r"[0-9a-f]{16}\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one list, known by its key, that the browser is to have: its rows from ``first`` on."""

    key: str
    first: int
    page: Page


def show(kept: Archive, spot: Spot | None = None, title: str = "") -> None:
    """Draw the list of what is shown; with ``spot`` of what lies there, under this title, and a way back to the whole.

    >>> on_page(lambda: [show(archive), st.session_state.listed][-1])
    9
    """
    state = session.state()
    total = kept.count_at(state.filters, spot) if spot else session.tally(kept).shown
    st.session_state.listed, key = total, key_of(kept, state, spot)
    part = _part(key, Page(state.order, ROWS, spot=spot))
    component("list")(
        key=KEY,
        data={
            "key": key,
            "first": part.first,
            "cards": [card(each) for each in kept.listed(state.filters, part.page)],
            "total": total,
            "title": title or words.plural(total, *words.EVENT_WORD),
            "back": words.BACK_TO_LIST if spot else "",
            "chosen": state.event or "",
            "order": state.order,
            "orders": [[each, words.ORDERS[each]] for each in ORDERS],
            "words": words.LIST_WORDS | {"grades": _GRADES},
        }
        | _bulk_words(),
        on_bulk_change=_bulk,
        on_pick_change=_picked,
        on_more_change=_more,
        on_order_change=_ordered,
        on_back_change=to_list,
    )


def _bulk_words() -> dict[str, object]:
    """Return what deciding of many at once says; nothing where this visitor may not."""
    if not verdicts.allowed():
        return {}
    return {"bulk": words.BULK_WORDS | {"name": verdicts.reviewer(), "signed": bool(access.name())}}


def _bulk() -> None:
    """Confirm or reject the chosen events; what the browser tells may be forged, and who may is asked again there."""
    asked = told(KEY, "bulk")
    ids = asked.get("ids") if isinstance(asked, dict) else None
    if not isinstance(ids, list) or asked.get("verdict") not in words.DECIDED:
        return
    events = [each for each in ids if isinstance(each, str) and _ID.match(each)]
    by, why = (str(asked.get(name, ""))[:most] for name, most in (("by", 100), ("why", 500)))
    if events:
        verdicts.decide(events, asked["verdict"], by=by, why=why)
        st.session_state.notices = tuple(filter(None, (verdicts.said(),)))
    st.rerun()


def _part(key: str, top: Page) -> Part:
    """Return the part that was asked for last; of another list its top."""
    part: Part | None = st.session_state.get("part")
    if part is None or part.key != key:
        part = Part(key, 0, top)
    st.session_state.part = part
    return part


def key_of(kept: Archive, state: State, spot: Spot | None) -> str:
    """Return a name of the list: another one where the browser is to forget the rows that it has.

    >>> key_of(archive, State(), None) == key_of(archive, State(order="deaths"), None)
    False
    """
    return f"{zlib.crc32(repr((kept.address, kept.version, state.filters, state.order, spot)).encode()):08x}"


def _picked() -> None:
    """Select the card's event and move the map to it, near enough to see how well its place is known."""
    event = told(KEY, "pick")
    if isinstance(event, str) and _ID.match(event):
        st.session_state.came_from = st.session_state.rail
        parts.choose(event, goto=place_of(session.archive().event(event)))


def place_of(detail: EventDetail | None) -> Frame | None:
    """Return where the map is to go to show an event; None where it has no place.

    >>> on_page(place_of, clash).lat, on_page(place_of, None)
    (35.0, None)
    """
    if detail is None or isinstance(detail.lead.place, Unresolved):
        return None
    place = detail.lead.place.place
    return close_to(place.at.lat, place.at.lon, place.kind, now=session.frame())


def _more() -> None:
    """Give the browser the rows before or after those that it has."""
    asked, part = told(KEY, "more"), st.session_state.get("part")
    if part is None or not isinstance(asked, dict):
        return
    event, at, before = asked.get("id"), asked.get("at"), asked.get("before") is True
    if not (
        isinstance(event, str) and _ID.match(event) and isinstance(at, int) and at >= 0
    ):  # a browser's word can be forged
        return
    page = replace(part.page, count=min(ROWS, at) if before else ROWS, after=None, before=None)
    page = replace(page, before=event) if before else replace(page, after=event)
    st.session_state.part = Part(part.key, at - page.count if before else at, page)
    parts.again(parts.PANEL)


def _ordered() -> None:
    order = told(KEY, "order")
    if order in ORDERS:
        session.order(order)
        parts.again(parts.PANEL, parts.TOP)


def to_list() -> None:
    """In a callback: show the list again, at the selected event, which stays selected.

    >>> on_page(lambda: st.session_state.get("came_from")) is None
    True
    """
    spot = st.session_state.rail == "event" and st.session_state.get("came_from") == "spot"
    st.session_state.rail = "spot" if spot else "list"
    st.session_state.came_from = None
    state, kept = session.state(), session.archive()
    if state.event and not spot:
        found = kept.standing(state.filters, state.event, order=state.order)
        if found.at is not None and found.before is not None and found.at >= ROWS:
            page = Page(state.order, ROWS, after=found.before)
            st.session_state.part = Part(key_of(kept, state, None), found.at, page)
    parts.again(parts.PANEL, parts.SHELL)
