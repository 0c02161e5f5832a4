"""What was read from articles that are not kept yet: shown beside the marked text, and kept on a press of a button."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from events import Article, Reading
from store import Added, Problem, add_articles
from store.rows import Found
from store.schema import Origin
from ui import session, settings
from ui.detail import facts_html, source_line
from view import words
from view.excerpt import excerpt_html
from view.marked import article_html, notes
from view.safe import line
from view.summary import headline

if TYPE_CHECKING:
    from events.reader import Reader

KEY = "preview"
MOST = 20
"""Articles that are read for the preview; of more, the others are read when all are kept."""
_ONE = threading.Lock()


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be kept: readings with their origins, articles still to be read, and what is no article."""

    readings: tuple[tuple[Reading, Origin], ...]
    rest: tuple[Found, ...]
    problems: tuple[Problem, ...]


@st.cache_resource(show_spinner=False)
def _reader() -> Reader:
    """Load the language model once, and only when somebody adds something."""
    from events.reader import Reader as TheReader  # noqa: PLC0415 - costs seconds and memory that a reader's page spares

    return TheReader()


def forget() -> None:
    """Keep nothing of what was read.

    >>> on_page(lambda: [read([Problem("a.md", 1, "no front matter")]), forget(), KEY in st.session_state][-1])
    False
    """
    st.session_state.pop(KEY, None)


def read(found: Sequence[Found | Problem]) -> None:
    """Read the articles and show what they would become.

    >>> on_page(lambda: [read([Problem("a.md", 1, "no front matter")]), len(st.session_state[KEY].problems)][-1])
    1
    """
    checked = [_short_enough(each) for each in found]
    articles = [each for each in checked if not isinstance(each, Problem)]
    bar = st.progress(0.0, text=words.ADD_READING)
    readings = []
    problems = [each for each in checked if isinstance(each, Problem)]
    for at, (article, origin) in enumerate(articles[:MOST]):
        bar.progress(at / len(articles), text=words.shown(f"{words.READING} {article.title or article.id} …"))
        reading = _reading_of(article, origin)
        if reading.failed:
            problems.append(Problem(origin.where or article.id, 0, reading.failed, words.ADD_TOO_LONG_HELP))
        else:
            readings.append((reading, origin))
    bar.empty()
    st.session_state[KEY] = Preview(tuple(readings), tuple(articles[MOST:]), tuple(problems))


def _reading_of(article: Article, origin: Origin) -> Reading:
    """Read an article; a coded row is what its file says."""
    if origin.coded is not None:
        return Reading(article, reports=origin.coded)
    with _ONE:
        return _reader().read(article)


def _short_enough(found: Found | Problem) -> Found | Problem:
    """Refuse a text that would keep the server busy for all others."""
    longest = settings.current().longest
    if isinstance(found, Problem) or len(found[0].text) <= longest:
        return found
    return Problem(found[1].where, 0, words.ADD_TOO_LONG.format(longest=longest), words.ADD_TOO_LONG_HELP)


def show() -> None:
    r"""Draw what would be kept, article by article, each event beside the marked text.

    >>> drawn(lambda: [read([Problem("a.md", 1, "no front matter")]), show()])
    ['divider: ---', 'warning: a\\.md line 1\\: no front matter']
    """
    _said_kept()
    preview: Preview | None = st.session_state.get(KEY)
    if preview is None:
        return
    st.divider()
    for problem in preview.problems[:50]:
        st.warning(words.shown(problem.words()), icon=":material/block:")
    if preview.readings:
        _keep_button(preview)
    for reading, _ in preview.readings:
        _reading(reading)


def _keep_button(preview: Preview) -> None:
    head, button = st.columns([3, 1], vertical_alignment="center")
    count = sum(len(reading.reports) for reading, _ in preview.readings)
    articles = words.plural(len(preview.readings), *words.ARTICLE_WORD)
    head.markdown(f"**{words.ADD_PREVIEW}** {articles}, {words.plural(count, *words.EVENT_WORD)}")
    if preview.rest:
        head.caption(words.ADD_REST.format(count=len(preview.rest)))
    if button.button(words.ADD_KEEP, type="primary"):
        _keep(preview)


def _reading(reading: Reading) -> None:
    left, right = st.columns([3, 2], gap="large")
    left.html(line("p", source_line(reading.article), {"class": "cm-source", "dir": "auto"}))
    left.html(article_html(reading.article.text, notes(reading, {})))
    if not reading.reports:
        right.caption(words.READER_NO_EVENTS)
    for report in reading.reports:
        with right.container(border=True):
            st.html(line("p", headline(report), {"class": "cm-head"}) + facts_html(report))
            st.html(excerpt_html(reading.article.text, report, words.FIELDS))


def _keep(preview: Preview) -> None:
    """Keep the readings that were shown, then what was too much to show; the map has them at once."""
    origins = {reading.article.id: origin for reading, origin in preview.readings}
    added = session.to_write("add").add([reading for reading, _ in preview.readings], origins=origins)
    if preview.problems:
        session.to_write("add").add_problems(preview.problems)
    if preview.rest:
        added += _keep_rest(preview.rest)
    forget()
    st.session_state.pop("state", None)
    st.session_state.kept = added.words(), [report.id for reading, _ in preview.readings for report in reading.reports]
    st.rerun()


def _keep_rest(rest: tuple[Found, ...]) -> Added:
    bar = st.progress(0.0, text=words.ADD_READING)

    def tell(done: int, of: int, name: str) -> None:
        bar.progress(done / max(of, 1), text=words.shown(f"{words.READING} {name} …"))

    with _ONE:
        return add_articles(session.to_write("add"), list(rest), progress=tell, reader=_reader())


def _said_kept() -> None:
    """Say once what was kept, and lead to it."""
    kept: tuple[str, list[str]] | None = st.session_state.pop("kept", None)
    if kept is None:
        return
    said, reports = kept
    st.success(words.shown(words.sentence(said)), icon=":material/check:")
    asked = {"ev": reports[0]} if reports else None
    st.page_link(st.session_state.pages["map"], label=words.ADD_SEE, icon=":material/map:", query_params=asked)
