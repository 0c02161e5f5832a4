"""The panel beside the map: one event, every source's words with the evidence marked, and why it is here."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from events import Article, Report
from store import Archive, EventDetail
from ui import correct, session
from view import words
from view.excerpt import LOOK, excerpt_html, reasons
from view.safe import element, escaped, line
from view.summary import facts, headline

FIRM = ("asserted",)
KEY_FIELDS = ("sub_event_type", "place", "when", "actor", "fatalities", "said_by")


def show(kept: Archive, detail: EventDetail | None, here: tuple[str, ...]) -> None:
    """Draw the selected event; ``here`` are the ids of all events at its spot."""
    if detail is None:
        st.html(line("div", words.NOTHING_SELECTED, {"class": "cm-empty"}))
        return
    if len(here) > 1:
        _neighbours(kept, detail, here)
    _event(detail)


def _neighbours(kept: Archive, detail: EventDetail, here: tuple[str, ...]) -> None:
    """Offer the other events of the same spot."""
    names = {each: headline(found.lead) for each in here[:50] if (found := kept.event(each)) is not None}
    st.session_state.here = detail.event.id
    st.selectbox(
        words.EVENTS_HERE.format(count=len(here)),
        list(names),
        key="here",
        format_func=lambda each: names[each],
        on_change=_other,
    )


def _other() -> None:
    session.select(st.session_state.here)


def _event(detail: EventDetail) -> None:
    lead = detail.lead
    with st.container(key="detail", gap="xsmall"):
        st.html(line("p", headline(lead), {"class": "cm-head", "dir": "auto"}) + _badges(lead) + facts_html(lead))
        if len(detail.event.reports) > 1:
            st.caption(words.SOURCES_SAY.format(count=len(detail.event.reports)))
        for said in detail.differences:
            st.caption(words.shown(f"{words.DIFFERENCES}: {said}"))
        for report in _lead_first(detail):
            _report(detail.article(report), report)


def _lead_first(detail: EventDetail) -> Iterable[Report]:
    return sorted(detail.event.reports, key=lambda report: report.id != detail.lead.id)


def _badges(report: Report) -> str:
    hollow = "cm-badge" if report.status in FIRM else "cm-badge hollow"
    kinds = (line("span", report.event_type, {"class": "cm-badge"}), line("span", report.status, {"class": hollow}))
    return element("div", "".join(kinds))


def facts_html(report: Report) -> str:
    """Return what is known of a report as a list of field and value."""
    rows = (
        line("dt", name) + element("dd", "".join(line("span", each, {"dir": "auto"}) for each in lines))
        for name, lines in facts(report)
    )
    return element("dl", "".join(rows), {"class": "cm-facts"})


def source_line(article: Article) -> str:
    """Say where and when an article appeared, and how the day is known where the article does not state it."""
    day = words.day(article.published) if article.published else words.UNKNOWN_DAY
    parts = [article.title, article.source or words.NO_SOURCE, article.author, day]
    return " · ".join(part for part in parts if part)


def _report(article: Article, report: Report) -> None:
    """Draw one source's words."""
    st.html(excerpt_html(article.text, report, words.FIELDS) + _key(report))
    st.html(line("p", source_line(article), {"class": "cm-source", "dir": "auto"}))
    st.page_link(
        st.session_state.pages["reader"],
        label=words.OPEN_ARTICLE,
        icon=":material/article:",
        query_params={"article": article.id, "at": str(report.excerpt.start)},
    )
    with st.expander(words.WHY):
        st.html(why_html(article, report))
    correct.offer(report)


def _key(report: Report) -> str:
    """Say what the colours of the marks mean, for those that are there."""
    there = {each.field for each in report.evidence}
    used = {LOOK.get(field): field for field in reversed(list(words.FIELDS)) if field in there}
    marks = (line("mark", words.FIELDS[field], {"class": look}) for look, field in reversed(used.items()) if look)
    return element("p", "".join(marks), {"class": "cm-key"})


def why_html(article: Article, report: Report) -> str:
    """Return the table of what was read from which words by which rule."""
    head = element("tr", "".join(line("th", name) for name in words.WHY_COLUMNS))
    rows = "".join(
        element("tr", line("td", field) + line("td", said, {"dir": "auto"}) + element("td", line("code", rule)))
        for field, said, rule in reasons(article.text, report, words.FIELDS)
    )
    ids = element("p", escaped(f"report {report.id}"), {"class": "cm-source"})
    return element("table", head + rows, {"class": "cm-why"}) + ids
