"""The review queue: one event a screen, those first where most deaths hang on the least sure reading; keys decide."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import streamlit as st

from events.grades import GRADES, UNGRADED
from geo import Unresolved
from store import Archive, EventDetail, Filters, Review
from store.listing import Page
from ui import access, detail, session, verdicts, versions
from ui.verdicts import Verdict
from view import words
from view.corrected import holding

OPEN = (*GRADES, UNGRADED)
"""Grades of what nobody has decided of: what is confirmed has one of its own, and what is rejected is no more."""
MOST_PASSED = 500
MOST_ALIKE = 50


def show() -> None:
    """Draw the first event of the queue, and the keys that decide of it.

    >>> [each for each in drawn(show) if each.startswith("button")][:6]
    ['button: Keep', 'button: Mend', 'button: Reject', 'button: Next', 'button: Back', 'button: Undo']
    """
    with st.container(key="review_page"):
        _queue(session.archive())


def _queue(kept: Archive) -> None:
    versions.show(kept)
    st.subheader(words.PAGES["review"])
    st.caption(words.REVIEW_LEAD)
    filters = _filters()
    left = kept.tally(filters).shown
    _progress(kept, filters, left)
    event = _current(kept, filters)
    found = kept.event(event) if event else None
    if found is not None:
        _decisions(found, _alike(kept, found))
        with st.container(key="panel"):
            detail.show(kept, found)
    else:
        st.success(words.REVIEW_DONE)
        _begin_again()


def open_to(filters: Filters) -> Filters:
    """Return the filters that leave only what nobody has decided of.

    >>> open_to(Filters(grades=("sure", "confirmed"))).grades, open_to(Filters()).grades
    (('sure',), ('sure', 'likely', 'doubtful', 'none'))
    """
    return replace(filters, grades=tuple(each for each in OPEN if each in filters.grades) or OPEN)


def _filters() -> Filters:
    """Return what the queue is of: what the address asks for, else what the map shows, else all."""
    asked, _ = Filters.of_params({name: st.query_params.get_all(name) for name in st.query_params})
    shown = session.state().filters if "state" in st.session_state else Filters()
    return open_to(asked if asked != Filters() else shown)


def _progress(kept: Archive, filters: Filters, left: int) -> None:
    """Say how much is left and what was decided by whom, and who decides now."""
    reviews = kept.reviews()
    hold = holding(reviews)
    standing = [each for each in reviews if each.id in hold]
    kinds = Counter(_kind(each) for each in standing)
    st.markdown(
        words.shown(
            words.REVIEW_LEFT.format(left=left, **{kind: kinds[kind] for kind in ("kept", "rejected", "mended")})
        )
    )
    by = Counter(each.by for each in standing).most_common(5)
    people = " · ".join(words.REVIEW_BY.format(name=name, count=count) for name, count in by)
    asked = words.filters_line(replace(filters, grades=()), kept.names())
    st.caption(words.shown(" · ".join(filter(None, (words.REVIEW_OF.format(filters=asked), people)))))
    if session.pinned() is not None:
        st.info(words.REVIEW_OLD_VERSION)
    elif not access.may("correct"):
        st.info(words.REVIEW_WHO_NOT)
    elif access.name():
        st.caption(words.shown(words.REVIEW_WHO.format(name=access.name())))


def _kind(review: Review) -> str:
    """Return what a review did: kept, rejected, mended, or nothing any more."""
    if review.field == "verdict":
        return {'"confirmed"': "kept", '"rejected"': "rejected"}.get(review.new, "")
    return "mended"


def _current(kept: Archive, filters: Filters) -> str | None:
    """Return the first event of the queue that was not passed over; None where none is left."""
    passed: list[str] = st.session_state.get("passed", [])
    found = kept.listed(filters, Page("review", count=len(passed[-MOST_PASSED:]) + 1))
    return next((each.id for each in found if each.id not in passed), None)


def _alike(kept: Archive, found: EventDetail) -> tuple[str, ...]:
    """Return the other open events of the same kind at the same spot in the same days."""
    lead = found.lead
    if isinstance(lead.place, Unresolved) or isinstance(lead.when, Unresolved):
        return ()
    at, days = lead.place.place.at, lead.when
    same = Filters(sub_event_types=(lead.sub_event_type,), earliest=days.earliest, latest=days.latest)
    page = Page("review", MOST_ALIKE + 1, spot=(at.lat, at.lon))
    return tuple(each.id for each in kept.listed(open_to(same), page) if each.id != found.event.id)


def _decisions(found: EventDetail, alike: tuple[str, ...]) -> None:
    """Draw what can be decided, with its key; who only reads along can go on and back."""
    event, allowed = found.event.id, verdicts.allowed()
    with st.container(horizontal=True, key="decisions", gap="xsmall", vertical_alignment="center"):
        if allowed:
            _button("keep", words.REVIEW_KEEP, "k", _decided, (event, "confirmed", alike), primary=True)
            _button("mend", words.REVIEW_MEND, "m", _mend, (found.lead.id,))
            _button("reject", words.REVIEW_REJECT, "x", _decided, (event, "rejected", alike))
        _button("next", words.REVIEW_NEXT, "n", _pass, (event,))
        _button("back", words.REVIEW_BACK, "b", _back, ())
        if allowed:
            _button("undo", words.REVIEW_UNDO, "u", verdicts.undo, (), off=not st.session_state.get("decided"))
        asked = {"ev": event}
        st.page_link(
            st.session_state.pages["map"], label=words.REVIEW_ON_MAP, icon=":material/map:", query_params=asked
        )
    if allowed and alike:
        one, several = words.REVIEW_ALIKE
        label = (one if len(alike) == 1 else several).format(count=len(alike))
        st.checkbox(label, key=f"alike_{event}", help=words.REVIEW_ALIKE_HELP)
    if allowed:
        _who_and_why(event)
    if told := verdicts.said():
        st.toast(told)


def _who_and_why(event: str) -> None:
    left, right = st.columns([1, 2])
    if not access.name():
        left.text_input(words.CORRECT_BY, verdicts.reviewer(), key="reviewer_name", max_chars=100)
    room = left if access.name() else right
    room.text_input(words.REVIEW_WHY, key=f"why_{event}", max_chars=500, placeholder=words.REVIEW_WHY_EXAMPLE)


def _button(
    key: str,
    label: str,
    letter: str,
    call: object,
    args: tuple[object, ...],
    *,
    primary: bool = False,
    off: bool = False,
) -> None:
    st.button(
        label, key=f"review_{key}", shortcut=letter, on_click=call, args=args,  # type: ignore[arg-type]
        type="primary" if primary else "secondary", disabled=off,
    )  # fmt: skip


def _decided(event: str, verdict: Verdict, alike: tuple[str, ...]) -> None:
    also = alike if st.session_state.get(f"alike_{event}") else ()
    why = str(st.session_state.get(f"why_{event}", ""))
    name = str(st.session_state.get("reviewer_name", ""))
    verdicts.decide((event, *also), verdict, by=name or verdicts.reviewer(), why=why)


def _mend(report: str) -> None:
    st.session_state[f"correcting_{report}"] = True


def _pass(event: str) -> None:
    passed: list[str] = st.session_state.setdefault("passed", [])
    passed.append(event)


def _back() -> None:
    passed: list[str] = st.session_state.get("passed", [])
    if passed:
        passed.pop()


def _begin_again() -> None:
    passed = st.session_state.get("passed", [])
    if passed:
        label = words.REVIEW_SKIPPED.format(count=len(passed))
        st.button(label, key="review_again", on_click=passed.clear)
