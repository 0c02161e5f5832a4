"""What became of an event: from which articles it was read, who corrected what, and taking a correction back.

Nothing is ever taken out: a correction is taken back by another one, and both stay readable.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from store import EventDetail, Review
from store.reviews import BadReview
from ui import access, session
from view import words
from view.corrected import holding, review_words
from view.safe import element, line


def show(detail: EventDetail) -> None:
    """Draw the event's history, oldest first, folded; open where people have corrected something."""
    with st.expander(words.HISTORY, expanded=bool(detail.reviews)):
        st.html(
            element("ol", "".join(_read(detail)) + "".join(map(_reviewed, detail.reviews)), {"class": "cm-history"})
        )
        hold = holding(detail.reviews)
        for review in detail.reviews:
            if review.id in hold:
                offer_undo(review)


def _read(detail: EventDetail) -> list[str]:
    days = (
        (each.published, words.day(each.published) if each.published else words.UNKNOWN_DAY, each)
        for each in detail.articles
    )
    told = sorted(days, key=lambda each: (each[0] or dt.date.max, each[2].id))
    return [
        line("li", words.HISTORY_READ.format(source=article.source or words.NO_SOURCE, day=day), {"dir": "auto"})
        for _, day, article in told
    ]


def _reviewed(review: Review) -> str:
    return line("li", f"{words.moment(review.at)}: {review_words(review)}", {"dir": "auto"})


def offer_undo(review: Review) -> None:
    """Draw the form that takes a correction back, where corrections are allowed."""
    if not access.may("correct") or session.pinned() is not None:
        return
    with st.popover(words.UNDO, key=f"undo_{review.id}"), st.form(f"undoing_{review.id}", border=False):
        st.caption(words.shown(review_words(review)))
        by = access.name() or st.text_input(words.CORRECT_BY, max_chars=100)
        why = st.text_input(words.UNDO_WHY, max_chars=500)
        if st.form_submit_button(words.UNDO_SEND):
            _undo(review, by=by, why=why)


def _undo(review: Review, *, by: str, why: str) -> None:
    kept = session.to_write("correct")
    if review.id not in holding(kept.reviews()):
        st.warning(words.UNDONE_ALREADY)
        return
    try:
        kept.undo(review, by=by, at=dt.datetime.now(tz=dt.UTC), why=why)
    except BadReview as error:
        st.warning(words.shown(words.sentence(str(error))))
        return
    st.rerun()
