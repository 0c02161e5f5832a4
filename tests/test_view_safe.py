"""Nothing of an article can be anything but text: laws for any text there is."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import Evidence
from tests import factories
from text import span_of
from view import words
from view.excerpt import excerpt_html, reasons, segments
from view.marked import article_html, notes
from view.safe import escaped, line

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "${globalThis.pwn=1}",
    "`${1}`",
    "</blockquote></mark><svg onload=x>",
    "\" onmouseover='x",
    "&lt;b&gt; &#60;",
    "[a](javascript:x) :red[b] $\\alpha$",
    "قال \u202eabc\u202c 😀" * 50,
    "\x00\x1b[31m\ud800",
)


class Tags(HTMLParser):
    """Collects what a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(markup: str) -> Tags:
    tags = Tags()
    tags.feed(markup)
    tags.close()
    return tags


@given(st.text())
def test_escaped_text_has_nothing_left_that_means_anything(text: str) -> None:
    made = escaped(text)
    assert not set(made) & set("<>\"'`$\\{}[]*_=/\n\r")
    assert all(part.split(";")[0].lstrip("#").isdigit() for part in made.split("&")[1:])


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Co"))))
def test_escaped_text_reads_as_the_text_itself(text: str) -> None:
    assert html.unescape(escaped(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_elements_and_attributes(text: str) -> None:
    tags = parsed(line("p", text, {"title": text}))
    assert tags.tags == {"p"}
    assert tags.names == {"title"}


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_segments_are_the_text_itself(text: str, cuts: list[tuple[int, int]]) -> None:
    evidence = [
        Evidence("place", span_of(text, start, min(start + size, len(text))), "rule")
        for start, size in cuts
        if start < len(text)
    ]
    whole = span_of(text, 0, len(text))
    made = segments(text, whole, evidence)
    assert "".join(each.text for each in made) == text
    assert {piece for each in made for piece in each.evidence} == set(evidence)


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_a_hostile_excerpt_holds_its_marks_and_nothing_else(text: str) -> None:
    of = factories.article(f"{text} shelled {text}")
    markup = excerpt_html(of.text, factories.report(of, "shelled"), words.FIELDS)
    tags = parsed(markup)
    assert tags.tags == {"blockquote", "mark"}
    assert tags.names == {"class", "dir", "title"}
    assert "shelled" in tags.text


def test_a_whole_hostile_article_is_marked_and_nothing_of_it_runs() -> None:
    for reading in factories.sample():
        marks = notes(reading, {report.id: report.id for report in reading.reports})
        tags = parsed(article_html(reading.article.text, marks))
        assert tags.tags <= {"article", "p", "mark", "a", "span"}
        assert tags.names <= {"class", "dir", "data-said", "tabindex", "href", "target", "id"}
        assert "".join(tags.text.split()) == "".join(reading.article.text.split())


def test_a_link_in_the_reader_leads_to_an_event_only() -> None:
    reading = factories.sample()[0]
    first = reading.reports[0]
    markup = article_html(reading.article.text, notes(reading, {first.id: "00c0ffee00c0ffee"}))
    assert markup.count("href=") == 1
    assert 'href="map&#63;ev&#61;00c0ffee00c0ffee"' in markup


def test_evidence_outside_the_excerpt_is_not_lost() -> None:
    of = factories.article("Shells hit Tallbrook. The raid came later.")
    report = factories.report(
        of,
        "raid",
        excerpt=factories.span(of.text, "The raid came later."),
        evidence=(Evidence("place", factories.span(of.text, "Tallbrook"), "inherited"),),
    )
    assert list(reasons(of.text, report, {"place": "Where"})) == [("Where", of.text, "inherited")]
