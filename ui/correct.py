"""The form that corrects one field of a report, with a name and a reason. Absent on a read-only host.

Nothing is overwritten: the newest correction of a field wins, and what the machine read stays readable.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import get_args

import streamlit as st

from events import EVENT_TYPE_OF, Count, Report, ReportPlace, Status, When
from geo import LatLon, Place, Unresolved
from store.reviews import Asked, BadReview
from ui import access, correct_actors, parts, place_search, session
from view import words
from view.summary import candidate_line

MOST_CANDIDATES = 5


def offer(report: Report) -> None:
    """Draw the form for one report, where corrections are allowed.

    >>> drawn(offer, clash.lead)
    ['toggle: Correct this']
    """
    if not access.may("correct") or session.pinned() is not None:
        return
    if not st.toggle(words.CORRECT, key=f"correcting_{report.id}"):
        return
    with st.container(border=True):
        names = words.CORRECT_FIELDS
        field = st.selectbox(
            words.CORRECT_FIELD, list(names), format_func=lambda each: names[each], key=f"field_{report.id}"
        )
        place = _which(report) if field == "place" else None  # outside the form, which follows from it
        _form(report, field, place)


def _form(report: Report, field: str, place: ReportPlace | Unresolved | None) -> None:
    """Ask what the field should be, by whom and why; which field it is stands outside, for the form follows from it."""
    with st.form(f"correct_{report.id}", border=False):
        new = _value(field, report) if place is None else place
        by = access.name() or st.text_input(words.CORRECT_BY, max_chars=100)
        why = st.text_input(words.CORRECT_WHY, max_chars=500)
        if st.form_submit_button(words.CORRECT_SEND):
            _send(Asked(report.id, field, new, by=by, why=why, who=access.who()))


def _send(asked: Asked) -> None:
    try:
        session.to_write("correct").review(asked, at=dt.datetime.now(tz=dt.UTC))
    except BadReview as error:
        st.warning(words.shown(words.sentence(str(error))))
        return
    st.session_state.picked = None
    st.rerun()


def _value(field: str, report: Report) -> object:
    """Draw the widget for a field, holding what is read now, and return its value."""
    if field == "sub_event_type":
        return st.selectbox(words.CORRECT_NEW, list(EVENT_TYPE_OF), list(EVENT_TYPE_OF).index(report.sub_event_type))
    if field == "status":
        return st.selectbox(words.CORRECT_NEW, get_args(Status), get_args(Status).index(report.status))
    if field == "verdict":
        return st.selectbox(words.CORRECT_NEW, list(words.VERDICTS), format_func=lambda each: words.VERDICTS[each])
    if field in ("fatalities", "injured"):
        return _count(getattr(report, field))
    if field == "actors":
        return correct_actors.asked(report)
    return _when(report) if field == "when" else _point(report)


def _count(now: Count | None) -> Count | None:
    """Ask for the best figure; empty takes the count away."""
    best = st.number_input(words.CORRECT_NEW, min_value=0, step=1, value=now.best if now else None)
    return None if best is None else Count(best, best, best)


def _when(report: Report) -> When | Unresolved:
    """Ask for first and last day; without a first day the report is undated."""
    now = report.when if isinstance(report.when, When) else None
    left, right = st.columns(2)
    first = left.date_input(words.FILTERS["earliest"], now.earliest if now else None, format="YYYY-MM-DD")
    last = right.date_input(words.FILTERS["latest"], now.latest if now else None, format="YYYY-MM-DD")
    if not isinstance(first, dt.date):
        return Unresolved(words.BY_A_PERSON)
    until = max(first, last) if isinstance(last, dt.date) else first
    return When(first, until, "day" if first == until else "range")


def _which(report: Report) -> ReportPlace | Unresolved | None:
    """Ask for a place: one of the gazetteer by its name, or one that the reading thought of; None: by a point of its own."""
    st.text_input(words.CORRECT_SEEK, key=f"seek_{report.id}", max_chars=100, placeholder=words.GO_TO_EXAMPLE)
    places = {place.id: (place, said) for place, said in offered(report, found=_found(report))}
    chosen = st.selectbox(
        words.CORRECT_PLACE,
        [*places, words.BY_POINT, words.NO_PLACE],
        format_func=lambda each: places[each][1] if each in places else each,
        key=f"place_{report.id}",
    )
    if chosen in places:
        return ReportPlace(places[chosen][0])
    if chosen == words.BY_POINT:
        st.button(
            words.CORRECT_PICK,
            key=f"pick_{report.id}",
            icon=":material/location_on:",
            on_click=_pick,
            args=(report.id,),
        )
    return Unresolved(words.BY_A_PERSON) if chosen == words.NO_PLACE else None


def _pick(report: str) -> None:
    """Ask for a click on the map."""
    st.session_state.picking = report
    st.session_state.pick_wishes = st.session_state.get("pick_wishes", 0) + 1
    parts.again(parts.MAP, parts.PANEL)


def picked(report: str) -> LatLon | None:
    """Return the point that was picked on the map for a report; None where none was.

    >>> on_page(lambda: [st.session_state.update(picked=("r", 35.5, 40.25)), picked("r"), picked("other")])[1:]
    [LatLon(lat=35.5, lon=40.25), None]
    """
    got = st.session_state.get("picked")
    return LatLon(got[1], got[2]) if got and got[0] == report else None


def _found(report: Report) -> tuple[Place, ...]:
    """Return the places that are called as the reader has typed."""
    return place_search.found(str(st.session_state.get(f"seek_{report.id}", "")))


def _thought_of(report: Report) -> tuple[Place, ...]:
    """Return the place that was read, and those that the name could have meant as well."""
    if isinstance(report.place, Unresolved):
        return report.place.candidates[:MOST_CANDIDATES]
    drawn = report.place.place
    return (drawn, *report.place.candidates, *place_search.found(drawn.name)[:MOST_CANDIDATES])


def offered(report: Report, found: Iterable[Place] = ()) -> tuple[tuple[Place, str], ...]:
    """Return the places on offer, those ``found`` by name first, each as it is said: of several said alike with point and way.

    >>> [said for _, said in offered(clash.lead)]
    ['Tallbrook, Eastmark, Syria (town)']
    """
    places = {place.id: place for place in (*found, *_thought_of(report))}
    said = Counter(place_search.said(place) for place in places.values())
    drawn = report.place.place if isinstance(report.place, ReportPlace) else None
    return tuple(
        (each, candidate_line(each, drawn or each) if said[place_search.said(each)] > 1 else place_search.said(each))
        for each in places.values()
    )


def _point(report: Report) -> ReportPlace | Unresolved:
    """Ask for name, point and radius."""
    now = None if isinstance(report.place, Unresolved) else report.place.place
    name = st.text_input(words.CORRECT_NAME, now.name if now else "", max_chars=100).strip()
    columns = st.columns(3)
    at = picked(report.id) or (now.at if now else LatLon(0.0, 0.0))
    lat = columns[0].number_input(words.CORRECT_LAT, -90.0, 90.0, at.lat, format="%.4f")
    lon = columns[1].number_input(words.CORRECT_LON, -180.0, 180.0, at.lon, format="%.4f")
    radius = columns[2].number_input(words.CORRECT_KM, 0.1, 3000.0, now.uncertainty_km if now else 3.0)
    if not name:
        return Unresolved(words.BY_A_PERSON)
    country, admin1 = (now.country, now.admin1) if now else (None, None)
    ident = f"review:{lat:.4f},{lon:.4f}"
    return ReportPlace(Place(ident, name, LatLon(lat, lon), country, admin1, "site", radius, words.BY_A_PERSON))
