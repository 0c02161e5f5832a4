"""The panel beside the map: one event, every source's words with the evidence marked, and why it is here."""

from __future__ import annotations

import streamlit as st

from events import Article, Report
from events.grades import Of, bounds, grade_of
from store import Archive, EventDetail
from ui import correct, history, profile_links, session
from view import words
from view.excerpt import LOOK, excerpt_html, page_at, reasons, record_in_words
from view.safe import element, escaped, line
from view.story import story
from view.summary import facts
from view.voices import Compared, Voice, compared, name_of, voices_of

FIRM = ("asserted",)
FIELD_OF = {
    "sub_event_type": "type",
    "place": "place",
    "when": "when",
    "actor": "actors",
    "fatalities": "fatalities",
    "status": "source",
}
"""Field of a fact -> the field of which a report says how sure it is."""


def show(kept: Archive, detail: EventDetail) -> None:
    """Draw the selected event.

    >>> [each for each in drawn(show, archive, mine) if each.startswith("page_link")][:2]
    ['page_link: Open the article at this sentence', 'page_link: About Syria Forces']
    """
    _event(kept, detail)


def _event(kept: Archive, detail: EventDetail) -> None:
    lead, voices = detail.lead, voices_of(detail)
    with st.container(key="detail", gap="xsmall"):
        st.html(line("p", story(lead), {"class": "cm-head", "dir": "auto"}) + _badges(lead))
        _report(detail.article(lead), lead, facts=True)
        profile_links.of_report(lead)
        if len(detail.event.reports) > 1:
            _compared(detail, voices)
        for voice in voices:
            _voice(voice, shown=lead)
        history.show(kept, detail)


def _compared(detail: EventDetail, voices: tuple[Voice, ...]) -> None:
    """Say how many tell of it, where they agree and where not, and why they are held to be one."""
    reports = words.plural(len(detail.event.reports), *words.REPORTS_WORD)
    said = words.COMPARED.format(reports=reports, voices=words.plural(len(voices), *words.VOICES_WORD))
    st.html(line("p", said, {"class": "cm-sub"}) + _compared_html(compared(voices)))
    if detail.event.rules:
        with st.expander(words.TOGETHER):
            rules = dict.fromkeys(words.sentence(rule) for rule in detail.event.rules)
            st.html(element("ul", "".join(line("li", rule) for rule in rules), {"class": "cm-history"}))


def _compared_html(fields: tuple[Compared, ...]) -> str:
    """Return what all agree on in one line, and a table of the rest with who says what; "" for a single voice."""
    agreed = [each.field for each in fields if each.agreed and not each.silent]
    rows = (
        element("tr", line("th", each.field, {"scope": "row"}) + element("td", _values(each)))
        for each in fields
        if each.field not in agreed
    )
    said = words.AGREED.format(fields=", ".join(agreed)) if agreed else words.AGREED_NOWHERE
    table = element("table", "".join(rows), {"class": "cm-why cm-compared"})
    return line("p", said, {"class": "cm-source"}) + table if fields else ""


def _values(each: Compared) -> str:
    lines = [line("span", said.value, {"dir": "auto"}) + line("small", ", ".join(said.by)) for said in each.said]
    if each.silent:
        lines.append(line("small", words.SILENT.format(names=", ".join(each.silent))))
    return "".join(element("div", inner) for inner in lines)


def _badges(report: Report) -> str:
    hollow = "cm-badge" if report.status in FIRM else "cm-badge hollow"
    kind = f"{report.event_type} · {report.sub_event_type}"
    kinds = (line("span", kind, {"class": "cm-badge"}), line("span", report.status, {"class": hollow}))
    return element("div", "".join(kinds) + _grade(report.confidence, "report"))


def _grade(chance: float | None, of: Of) -> str:
    """Return the grade of a chance with what it means in numbers; "" where there is none."""
    if chance is None:
        return ""
    if chance == 1:
        return line("span", words.CONFIRMED, {"class": "cm-grade sure"})
    bound = next(each for each in bounds(of) if each.grade == grade_of(chance, of))
    said = words.grade_said(bound, field=of == "field")
    return line("span", bound.grade, {"class": f"cm-grade {bound.grade}", "title": said})


def facts_html(report: Report) -> str:
    """Return what is known of a report as a list of field and value; each is marked as its words in the excerpt are.

    >>> facts_html(clash.lead)[:96]
    '<dl class="cm-facts"><div class="when" tabindex="0"><dt>When</dt><dd><span dir="auto">2 Oct 2017'
    """
    looks = {words.FIELDS[field]: look for field, look in reversed(LOOK.items())}
    chances = {each.field: each.chance for each in report.confidence_of}
    sure = {words.FIELDS[field]: chances.get(told) for field, told in FIELD_OF.items()}
    rows = (
        element(
            "div",
            line("dt", name)
            + element(
                "dd", _grade(sure.get(name), "field") + "".join(line("span", each, {"dir": "auto"}) for each in lines)
            ),
            {"class": looks.get(name, "act"), "tabindex": "0"},
        )
        for name, lines in facts(report)
    )
    return element("dl", "".join(rows), {"class": "cm-facts"})


def source_line(article: Article, *, at: int | None = None) -> str:
    """Say where and when an article appeared, and on which page of it, where it has pages, an offset is.

    >>> source_line(clash.articles[0])
    'Clashes at Tallbrook · River Dispatch · 4 Oct 2017'
    """
    day = words.day(article.published) if article.published else words.UNKNOWN_DAY
    page = None if at is None else page_at(article, at)
    parts = [
        article.title,
        article.source or words.NO_SOURCE,
        article.author,
        day,
        page and words.PAGE.format(page=page),
    ]
    return " · ".join(part for part in parts if part)


def _voice(voice: Voice, *, shown: Report) -> None:
    """Draw one voice: its words, where they are not shown already, and who else carries the same text."""
    article = voice.articles[0]
    for report in voice.reports:
        if report is not shown:
            _report(article, report)
    if len(voice.articles) > 1:
        names = ", ".join(dict.fromkeys(name_of(each) for each in voice.articles))
        st.html(line("p", words.COPIES.format(count=len(voice.articles), names=names), {"class": "cm-source"}))
        for each in voice.articles[1:]:
            _open(each, source_line(each))


def _report(article: Article, report: Report, *, facts: bool = False) -> None:
    """Draw one report's words, and below them what was read from them."""
    st.html(excerpt_html(article.text, report, words.FIELDS) + (facts_html(report) if facts else _key(report)))
    st.html(line("p", source_line(article, at=report.excerpt.start), {"class": "cm-source", "dir": "auto"}))
    _open(article, words.OPEN_ARTICLE, at=report.excerpt.start)
    with st.expander(words.WHY):
        st.html(_why_html(article, report))
    correct.offer(report)


def _open(article: Article, label: str, *, at: int | None = None) -> None:
    """Link to an article in the reader, in the version of the data that is shown."""
    asked = {"article": article.id, "at": None if at is None else str(at), "v": session.pinned()}
    st.page_link(
        st.session_state.pages["reader"],
        label=words.shown(label),
        icon=":material/article:",
        query_params={name: str(value) for name, value in asked.items() if value is not None},
    )


def _key(report: Report) -> str:
    """Say what the colours of the marks mean, for those that are there."""
    there = {each.field for each in report.evidence}
    used = {LOOK.get(field): field for field in reversed(list(words.FIELDS)) if field in there}
    marks = (line("mark", words.FIELDS[field], {"class": look}) for look, field in reversed(used.items()) if look)
    return element("p", "".join(marks), {"class": "cm-key"})


def _rule_html(report: Report, rule: str) -> str:
    """Return a rule's name, and how often it was right where texts are annotated."""
    said = record_in_words(report, rule, words.RULE_RECORD)
    return line("code", rule) + (line("small", f" {said}") if said else "")


def _why_html(article: Article, report: Report) -> str:
    """Return the table of what was read from which words by which rule."""
    head = element("tr", "".join(line("th", name) for name in words.WHY_COLUMNS))
    rows = "".join(
        element("tr", line("td", field) + line("td", said, {"dir": "auto"}) + element("td", _rule_html(report, rule)))
        for field, said, rule in reasons(article.text, report, words.FIELDS)
    )
    ids = element("p", escaped(words.REPORT_ID.format(id=report.id)), {"class": "cm-source"})
    return element("table", head + rows, {"class": "cm-why"}) + ids
