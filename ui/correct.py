"""Correct one field of a report, with a name and a reason; the log of all corrections is public. Absent on a read-only host.

Nothing is overwritten: the newest correction of a field wins, and what the machine read stays readable.
"""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pandas as pd
import streamlit as st

from events import EVENT_TYPE_OF, Count, Report, ReportPlace, Status, When
from geo import LatLon, Place, Unresolved
from store.reviews import Asked, BadReview
from ui import add_article, session
from view import words
from view.summary import headline


def offer(report: Report) -> None:
    """Draw the form for one report, where corrections are allowed."""
    if not add_article.allowed() or not st.toggle(words.CORRECT, key=f"correcting_{report.id}"):
        return
    with st.container(border=True):
        field = st.selectbox(
            words.CORRECT_FIELD,
            list(words.CORRECT_FIELDS),
            format_func=lambda each: words.CORRECT_FIELDS[each],
            key=f"field_{report.id}",
        )
        with st.form(f"correct_{report.id}", border=False):
            new = _value(field, report)
            by, why = st.text_input(words.CORRECT_BY, max_chars=100), st.text_input(words.CORRECT_WHY, max_chars=500)
            if st.form_submit_button(words.CORRECT_SEND):
                _send(Asked(report.id, field, new, by=by, why=why))


def _send(asked: Asked) -> None:
    try:
        session.opened().review(asked, at=dt.datetime.now(tz=dt.UTC))
    except BadReview as error:
        st.warning(words.shown(str(error)))
        return
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
    return _when(report) if field == "when" else _place(report)


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


def _place(report: Report) -> ReportPlace | Unresolved:
    """Ask for name, point and radius; without a name the report has no place."""
    now = None if isinstance(report.place, Unresolved) else report.place.place
    name = st.text_input(words.CORRECT_NAME, now.name if now else "", max_chars=100).strip()
    columns = st.columns(3)
    lat = columns[0].number_input(words.CORRECT_LAT, -90.0, 90.0, now.at.lat if now else 0.0, format="%.4f")
    lon = columns[1].number_input(words.CORRECT_LON, -180.0, 180.0, now.at.lon if now else 0.0, format="%.4f")
    radius = columns[2].number_input(words.CORRECT_KM, 0.1, 3000.0, now.uncertainty_km if now else 3.0)
    if not name:
        return Unresolved(words.BY_A_PERSON)
    country, admin1 = (now.country, now.admin1) if now else (None, None)
    ident = f"review:{lat:.4f},{lon:.4f}"
    return ReportPlace(Place(ident, name, LatLon(lat, lon), country, admin1, "site", radius, words.BY_A_PERSON))


def log() -> None:
    """Draw the public log, newest first."""
    kept = session.archive()
    st.subheader(words.PAGES["corrections"])
    st.caption(words.CORRECTIONS_LEAD)
    rows = [
        {
            "at": review.at,
            "event": _named(review.report),
            "field": words.CORRECT_FIELDS.get(review.field, review.field),
            "old": review.old,
            "new": review.new,
            "by": review.by,
            "why": review.why,
            "report": review.report,
        }
        for review in reversed(kept.reviews())
    ]
    if not rows:
        st.info(words.CORRECTIONS_NONE)
        return
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=words.PAGES["corrections"])


def _named(report: str) -> str:
    detail = session.opened().event(report)
    return headline(detail.lead) if detail else ""
