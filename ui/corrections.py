"""The public log of all corrections: who changed what, and why; the chosen one can be taken back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from store import Archive, Review
from store.reviews import new_value, old_value
from ui import history, session, versions
from ui.choosing import chosen_row
from view import words
from view.corrected import field_words, holding, value_words
from view.summary import headline

MOST = 2000
"""Corrections that are shown, the newest ones."""


def show() -> None:
    """Draw the public log, newest first; where corrections are allowed, the chosen one can be taken back.

    >>> drawn(show)[-1]
    'dataframe: 1 rows'
    """
    kept = session.archive()
    versions.show(kept)
    st.subheader(words.PAGES["corrections"])
    st.caption(words.CORRECTIONS_LEAD)
    reviews = tuple(reversed(kept.reviews()))
    if not reviews:
        st.info(words.CORRECTIONS_NONE)
        return
    rows = pd.DataFrame([_row(kept, review) for review in reviews[:MOST]])
    at = chosen_row(rows, name=words.PAGES["corrections"], key="log")
    if at is not None:
        _chosen(kept, reviews[at])


def _row(kept: Archive, review: Review) -> dict[str, str]:
    """Return one line of the log, under the names of its columns."""
    values = (
        words.moment(review.at),
        _named(kept, review),
        field_words(review),
        value_words(review.field, old_value(review)),
        value_words(review.field, new_value(review)),
        review.by,
        review.why,
    )
    return dict(zip(words.CORRECTIONS_COLUMNS, values, strict=True))


def _named(kept: Archive, review: Review) -> str:
    """Return the event's headline; of one that was rejected, or is told no more, the report's id."""
    detail = kept.event(review.report)
    return headline(detail.lead) if detail else review.report


def _chosen(kept: Archive, review: Review) -> None:
    """Lead to the event of the chosen correction, and offer to take it back where it holds."""
    if kept.event(review.report) is not None:
        event = {"ev": review.report}
        st.page_link(st.session_state.pages["map"], label=words.ADD_SEE, icon=":material/map:", query_params=event)
    if review.id in holding(kept.reviews()):
        history.offer_undo(review)
    else:
        st.caption(words.UNDONE_ALREADY)
