"""What became of an event: from which articles it was read, who corrected what, and taking a correction back.

Nothing is ever taken out: a correction is taken back by another one, and both stay readable.
"""

from __future__ import annotations

import datetime as dt
import re

import streamlit as st

from store import Archive, EventDetail, Review
from store.history import Entry
from store.reviews import BadReview
from ui import access, session
from view import words
from view.corrected import holding, review_words
from view.safe import element, line

_HASH = re.compile(r"\b[0-9a-f]{64}\b")
"""An article's whole hash: its first digits tell one from another as well."""
_FOLDERS = re.compile(r"(?<=from )(?:/|[A-Za-z]:\\)(?:[^,]*[/\\])?(?=[^/\\,]+)")
"""The folders of a file on the operator's machine, which are nobody else's business."""


def show(kept: Archive, detail: EventDetail) -> None:
    r"""Draw the event's history, oldest first; it is looked up when it is opened. Open where people have corrected something.

    >>> drawn(show, archive, mine)[2:4]
    ['caption: A\\. Reader set Killed from 6 to 5\\: a later statement', 'text_input: Your name']
    """
    key = f"history_{detail.event.id}_{len(detail.reviews)}"
    with st.expander(words.HISTORY, expanded=bool(detail.reviews), key=key, on_change="rerun") as room:
        if not room.open:
            return
        lines = (line("li", _said(entry), {"dir": "auto"}) for entry in kept.past(detail.event.id))
        st.html(element("ol", "".join(lines), {"class": "cm-history"}))
        hold = holding(detail.reviews)
        for review in detail.reviews:
            if review.id in hold:
                offer_undo(review)


def _said(entry: Entry) -> str:
    """Say one thing that was done: a correction in the words of its field, the rest as the archive tells it."""
    told = ", ".join(part for part in (entry.what, entry.who, entry.why) if part)
    told = _FOLDERS.sub("", _HASH.sub(lambda found: found[0][:8], told))
    what = review_words(entry.review) if entry.review else told
    return words.HISTORY_LINE.format(moment=words.moment(entry.at), version=entry.version, what=what)


def offer_undo(review: Review) -> None:
    """Draw the form that takes a correction back, where corrections are allowed.

    >>> drawn(offer_undo, mine.reviews[0])[1:]
    ['text_input: Your name', 'text_input: Reason for undoing', 'button: Undo this correction']
    """
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
