"""Deciding of events as a whole, one or many: right, or not to be here. Each decision is a review that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

import streamlit as st

from store.reviews import Asked, BadReview
from ui import access, session
from view import words

Verdict = Literal["confirmed", "rejected"]
MOST = 500
"""Events that are decided at once."""


def allowed() -> bool:
    """Whether this visitor may decide of what is shown: whoever may correct, in the newest version of the data.

    >>> on_page(allowed)
    True
    """
    return access.may("correct") and session.pinned() is None


def decide(events: Sequence[str], verdict: Verdict, *, by: str, why: str) -> bool:
    """Confirm or reject all reports of these events, as one commit; say where it cannot be, and return whether it was.

    >>> on_page(lambda: decide([clash.event.id], "confirmed", by="", why=""))
    False
    """
    who = access.name() or by.strip()
    if not who:
        st.session_state.verdict_said = words.REVIEW_NAME_FIRST
        return False
    st.session_state.reviewer = who
    asked = _asked(events[:MOST], verdict, by=who, why=why.strip() or words.WHY_OF[verdict])
    try:
        st.session_state.decided = session.to_write("correct").review_all(asked, at=dt.datetime.now(tz=dt.UTC))
    except BadReview as error:
        st.session_state.verdict_said = words.shown(words.sentence(str(error)))
        return False
    one, several = words.DECIDED[verdict]
    st.session_state.verdict_said = (one if len(events) == 1 else several).format(count=len(events[:MOST]))
    return True


def _asked(events: Iterable[str], verdict: Verdict, *, by: str, why: str) -> tuple[Asked, ...]:
    found = session.archive().events(dict.fromkeys(events))
    reports = dict.fromkeys(report.id for detail in found for report in detail.event.reports)
    return tuple(Asked(report, "verdict", verdict, by=by, why=why, who=access.who()) for report in reports)


def said() -> str:
    """Return what became of the last decision, once.

    >>> on_page(said)
    ''
    """
    return str(st.session_state.pop("verdict_said", ""))


def reviewer() -> str:
    """Return the name under which is decided: of who signed in, else what was written last; "" before that.

    >>> on_page(reviewer)
    ''
    """
    return access.name() or str(st.session_state.get("reviewer", ""))


def undo() -> None:
    """In a callback: take the last decision back.

    >>> on_page(lambda: [undo(), st.session_state.get("decided")][-1]) is None
    True
    """
    kept = session.to_write("correct")
    reviewer_ = reviewer()
    for review in st.session_state.pop("decided", ()):
        kept.undo(review, by=reviewer_ or review.by, at=dt.datetime.now(tz=dt.UTC), why=words.REVIEW_UNDO_WHY)
