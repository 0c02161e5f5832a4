# ruff: noqa: S101 - a broken promise raises here: that is what these functions are for
"""Bytes -> the doors that strangers' bytes come in by, each with what it promises; a broken promise raises.

One table, ``TARGETS``, for two fuzzers: atheris for hours (``python -m bench.fuzz``), Hypothesis in every run of the suite
(tests/test_hostile_fuzz.py). Only the errors that a door declares are caught here: any other one is a finding.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from urllib.parse import parse_qs

from bench.fuzz.ways import MOST, WAYS, file_of, one_line, whole
from bench.fuzz.words import salad
from events import Article, Reading
from events.reader import Reader
from events.serialise import ArticleError, article_of, line_of
from geo.pack_formats import BadLine, Read, geonames
from geo.packs import PackError
from geo.packs import _form as form_of
from geo.packs import _reader as reader_of
from store.formats import reading_of, text_of
from store.markdown import NotAnArticle, article_of_markdown
from store.ways.table_text import plain_text
from text import Span
from ui.link import params_of, state_of
from view import words
from view.excerpt import excerpt_html, reasons
from view.frame import seen
from view.marked import article_html, notes
from view.safe import escaped

TODAY = dt.date(2026, 11, 22)


def front_matter(data: bytes) -> None:
    """A text file is an article or one line why not; its text stands in the file as it is."""
    try:
        article = article_of_markdown(data, "a.md", today=TODAY)
    except NotAnArticle as error:
        one_line(error.problem)
    else:
        assert plain_text(data).endswith(article.text)
        whole(article)


def link(data: bytes) -> None:
    """An address never raises, and what is shown gives an address that shows the same."""
    state, notices = state_of(parse_qs(data.decode("utf-8", "replace"), keep_blank_values=True))
    again, none = state_of(params_of(state))
    assert not none, none
    assert params_of(again) == params_of(state)
    assert all(text.isprintable() or text for text in notices)
    escaped(words.filters_line(state.filters))


def article_line(data: bytes) -> None:
    """A line of ``read --jsonl`` is an article or an :class:`ArticleError`."""
    with suppress(ArticleError, json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        whole(article_of(json.loads(data.decode()), fallback_id="line 1"))


def country_file(data: bytes) -> None:
    """A country file's lines are places or bad lines; a file that is none at all is a :class:`PackError`."""
    text = data.decode("utf-8", "replace")
    lines = io.StringIO(text, newline="").readlines()
    if not lines:
        return
    columns = {"name": "name", "lat": "lat", "lon": "lon", "kind": "kind", "population": "population", "km": "km"}
    with suppress(PackError):
        _places(reader_of(form_of(lines[0]), lines, country="SY", columns=columns))
    _places(geonames(lines, source="fuzz"))


def _places(read: Read) -> None:
    for item in islice(read, MOST):
        if isinstance(item, BadLine):
            assert item.number >= 1
        else:
            assert -90 <= item.at.lat <= 90
            assert item.name.strip()


def browser(data: bytes) -> None:
    """What a browser says of its map is a window, or nothing: it can be forged like everything else."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return
    found = seen(told)
    if found:
        frame, window = found
        assert -90 <= window.south <= window.north <= 90
        assert -180 <= frame.lon <= 180


def reader(data: bytes) -> None:
    """Any text can be read: all spans lie in it, and what was read is written, kept and shown without loss."""
    text = salad(data)
    if text.strip():
        read_text(text)


def read_text(text: str) -> Reading:
    """Read a text with nothing caught, hold the promises of the reading, and return it."""
    article = Article("fuzz", text, title=text[:80], published=dt.date(2017, 10, 4), source="Fuzz Wire")
    reading = _reader()._whole(article)  # noqa: SLF001 - not read(), which notes an error and goes on
    for span in _spans(reading):
        assert text[span.start : span.stop] == span.text
    assert reading_of(text_of(reading)) == reading
    json.dumps(line_of(reading), ensure_ascii=False).encode()
    _shown(reading)
    return reading


def _spans(reading: Reading) -> Iterator[Span]:
    for mentions in (reading.places, reading.dates, reading.actors):
        yield from (mention.span for mention in mentions)
    for report in reading.reports:
        yield report.excerpt
        for evidence in report.evidence:
            yield evidence.span


def _shown(reading: Reading) -> None:
    """Draw it as the page does."""
    article_html(reading.article.text, notes(reading, {}))
    for report in reading.reports:
        excerpt_html(reading.article.text, report, words.FIELDS)
        reasons(reading.article.text, report, words.FIELDS)


@cache
def _reader() -> Reader:
    return Reader()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "front-matter": front_matter,
    "link": link,
    "article-line": article_line,
    "country-file": country_file,
    "browser": browser,
    "reader": reader,
    **{
        suffix.removeprefix("."): file_of(suffix)
        for suffix in (".html", ".jsonl", ".csv", ".tsv", ".parquet", ".xml", ".kml", ".zip")
    },
    **WAYS,
}
