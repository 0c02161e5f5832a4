"""Filters by how far an event is to be trusted: grade of confidence, news or background, and since when it is there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from events.grades import CONFIRMED, GRADES, UNGRADED, bounds
from store import Archive
from ui import filters_bar, session
from view import words


def show(kept: Archive) -> None:
    """Draw them; each grade says how many events it would leave.

    >>> drawn(show, archive)
    ['multiselect: Confidence', 'toggle: Background too (0)', 'date_input: Added since']
    """
    rounds, filters = st.session_state.get("filter_rounds", 0), session.state().filters
    counts = {each.value: each.events for each in kept.facet(filters, "grade")}
    st.multiselect(
        words.CONFIDENCE,
        [CONFIRMED, *GRADES, UNGRADED],
        default=filters.grades,
        key=f"grades_{rounds}",
        format_func=lambda grade: f"{words.GRADE_CHOICES[grade]} ({counts.get(grade, 0):,})",
        placeholder=words.ANY,
        help=words.grades_help(bounds()),
        on_change=_graded,
    )
    label = words.BACKGROUND_TOO.format(count=background(kept))
    st.toggle(label, value=not filters.news, key=f"news_{rounds}", help=words.BACKGROUND_HELP, on_change=turn)
    st.date_input(words.ADDED_AFTER, _day_of(kept), key=f"since_{rounds}", format="YYYY-MM-DD", on_change=_since)


def background(kept: Archive) -> int:
    """Return how many events the other filters leave that every article only recalls.

    >>> on_page(background, archive)
    0
    """
    filters = session.state().filters
    told = (kept.tally(replace(filters, news=news)).shown for news in (False, True))
    return next(told) - next(told)


def turn() -> None:
    """In a callback: show background too, or news alone again.

    >>> on_page(lambda: session.state().filters.news)
    True
    """
    filters = session.state().filters
    filters_bar.go_to(replace(filters, news=not filters.news))


def _graded() -> None:
    chosen = st.session_state.get(f"grades_{st.session_state.get('filter_rounds', 0)}", ())
    filters_bar.go_to(replace(session.state().filters, grades=tuple(chosen)))


def _since() -> None:
    day = st.session_state.get(f"since_{st.session_state.get('filter_rounds', 0)}")
    version = session.archive().since(day.isoformat()) if isinstance(day, dt.date) else None
    filters_bar.go_to(replace(session.state().filters, since=version))


def _day_of(kept: Archive) -> dt.date | None:
    """Return the day from which on is shown what was added; None where all is."""
    since = session.state().filters.since
    if since is None:
        return None
    at = next((change.at_ms for change in kept.history() if change.version == since), 0)
    return dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC).date()
