# ruff: noqa: S101 - a broken promise raises here: that is what these functions are for
"""The younger doors: coded tables, JSON of any shape, documents, feeds' lists, answers of servers, what a browser sends."""

from __future__ import annotations

import datetime as dt
import http.client
import io
import json
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import cast
from unittest.mock import patch

from bench.fuzz.seed_documents import documents
from bench.hostile_archive import AT, reading_of
from events import Article, Report
from store import Archive, ArchiveError, Filters, Problem
from store.check import check
from store.fetch import Answer, CannotFetch, _answered, _found
from store.files import READERS
from store.formats import text_of
from store.reviews import Asked, BadReview, new_value, newest, review_of, reviewed
from store.rows import Intake
from store.ways import documents as ways
from store.ways.alerts import alerts_of
from store.ways.days import stated_day
from store.ways.documents_apart import said
from store.ways.feed_list import feeds_of
from store.ways.live import posts_of
from ui import feed, limits, messages
from ui.settings import Settings

TODAY = dt.date(2026, 11, 30)
MOST = 300
"""Things of one input that are looked at: the rest is more of the same."""


def one_line(problem: Problem) -> None:
    """Hold that a problem is a line for a person."""
    words = problem.words()
    assert words
    assert len(words.splitlines()) == 1, words


def whole(article: Article) -> None:
    """Hold what an article is: a text, an id, and all of it can be written as UTF-8."""
    assert article.text.strip()
    assert article.id
    text_of(article).encode()


def file_of(suffix: str) -> Callable[[bytes], None]:
    """Return the target of one kind of file: articles, coded events and problems come out of it, nothing else."""

    def target(data: bytes) -> None:
        asked = Intake(today=TODAY, confirm=lambda *_: True, read_notes=True)
        for item in islice(READERS[suffix](io.BytesIO(data), f"a{suffix}", asked), MOST):
            if isinstance(item, Problem):
                one_line(item)
            else:
                whole(item[0])
                for report in item[1].coded or ():
                    _stands_in(report, item[0].text)

    return target


def _stands_in(report: Report, text: str) -> None:
    """Hold that a coded report's words stand in its row."""
    spans = [report.excerpt, *(each.span for each in report.evidence)]
    assert all(text[span.start : span.stop] == span.text for span in spans)
    text_of(report).encode()


def document(kind: str) -> Callable[[bytes], None]:
    """Return the target of one kind of document, read here and not apart, so that what happens is seen."""
    read = file_of(f".{kind}")

    def target(data: bytes) -> None:
        with patch.object(ways, "said_apart", _said_here):
            read(data)

    return target


def _said_here(kind: str, data: bytes) -> Iterator[object]:
    """What another process would hand over: JSON lines."""
    return (json.loads(json.dumps(each)) for each in said(kind, data))


def feeds(data: bytes) -> None:
    """A list of feeds is addresses, each once, or a ``ValueError``; so is one of alerts."""
    with suppress(ValueError):
        found = feeds_of(data)
        assert len(set(found)) == len(found)
    with suppress(ValueError, UnicodeDecodeError):
        alerts_of(data.decode())


def day(data: bytes) -> None:
    """What states a day is a day that a paper can have, or why it is none."""
    found = stated_day(data.decode("utf-8", "replace"))
    assert found.day is None or found.day >= dt.date(1600, 1, 1), found
    assert found.day or found.why or found.either


def live(data: bytes) -> None:
    """A page's posts are text, whatever the page is."""
    posts_of(data + b"<!-- live -->").encode("utf-8", "surrogatepass")


class _Said:
    """Stands for a socket from which these bytes come."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_: object, **__: object) -> io.BytesIO:
        """Return the bytes as a file."""
        return io.BytesIO(self._data)


def answer(data: bytes) -> None:
    """Whatever a server says is an answer, an address to go on to, or a reason."""
    response = http.client.HTTPResponse(cast("socket.socket", _Said(data)), method="GET")
    try:
        response.begin()
        told, onward = _answered("https://example.org/a", response)
    except (CannotFetch, OSError, http.client.HTTPException, ValueError):
        return
    if onward is None:
        _kept(told)


def _kept(told: Answer) -> None:
    found = _found(told, Intake(today=TODAY))
    one_line(found) if isinstance(found, Problem) else whole(found[0])


def message(data: bytes) -> None:
    """Any message, any header: heard, or not heard."""
    assert messages.is_wanted(data) in (True, False)
    text = data.decode("latin-1")
    named = {"origin": text, "host": text[::-1], "x-forwarded-for": text, "cookie": text, "x-forwarded-host": text}
    for rules in (Settings(), Settings(proxied=True, origins=("https://example.org",))):
        limits.same_origin(named, rules)
        limits.whose(named, text, rules)
        limits.most_bytes(named, text, rules)


def question(data: bytes) -> None:
    """Any question of a machine is answered with events, or with what is wrong with it."""
    query, here = data.decode("utf-8", "replace"), _archive()
    with patch("ui.session.opened", return_value=here), patch("ui.feed.may_read", return_value=True):
        for address in feed.ADDRESSES:
            found = feed.answer(address, query, {}, "https://example.org")
            assert found.status in (200, 400)
            if found.status == 200 and address.endswith("json"):
                json.loads(found.content)


def correction(data: bytes) -> None:
    """Any value for any field is a correction that can be read again, or a ``BadReview``."""
    try:
        field, value, by, why = json.loads(data)
    except (ValueError, TypeError, RecursionError):
        return
    report = reading_of(0, "Tallbrook").reports[0]
    asked = Asked(report.id, str(field), value, by=str(by), why=str(why))
    try:
        made = review_of(report, asked, at=AT, before={})
    except BadReview:
        return
    new_value(made)
    changed = reviewed(report, newest([made]))
    assert changed is None or text_of(changed)


def rot(data: bytes) -> None:
    """Whatever becomes of an archive's bytes, opening it answers or says one line, and ``check`` names what is wrong."""
    with tempfile.TemporaryDirectory(dir=_memory()) as name:
        copy = Path(name, "archive")
        shutil.copytree(_archive().address, copy, ignore=shutil.ignore_patterns("_index"))
        files = sorted(path for path in copy.rglob("*") if path.is_file())
        file = files[data[0] % len(files)] if data else files[0]
        changed = _changed(file.read_bytes(), data[1:])
        if changed == file.read_bytes():
            return
        file.write_bytes(changed)
        try:
            opened = Archive(copy)
            opened.events(opened.table(Filters()).id)
            faults = check(str(copy)).faults
        except ArchiveError as error:
            faults = (str(error),)
        assert all(len(fault.splitlines()) == 1 for fault in faults), faults
        assert faults or "_delta_log" in str(file) or "_digests" in str(file), file


def _changed(whole_: bytes, how: bytes) -> bytes:
    """Return the bytes with some of them changed, or cut off; three bytes say where, one what."""
    if len(how) < 4:
        return whole_
    for at in range(0, len(how) - 3, 4):
        place = int.from_bytes(how[at : at + 3]) % max(1, len(whole_))
        what = how[at + 3]
        whole_ = whole_[:place] if what == 255 else whole_[:place] + bytes([what]) + whole_[place + 1 :]
    return whole_


def _memory() -> str | None:
    """Return a folder in memory, where the system has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - made anew for each input


@cache
def _archive() -> Archive:
    """Return a small archive, in three commits, kept until the process ends."""
    made = Archive(Path(tempfile.mkdtemp(), "archive"))
    for number in range(3):
        made.add([reading_of(number, f"Tallbrook {number}")])
    return made


WAYS: dict[str, Callable[[bytes], None]] = {
    "json": file_of(".json"),
    "coded": file_of(".csv"),
    **{kind: document(kind) for kind in documents()},
    "feeds": feeds,
    "day": day,
    "live": live,
    "answer": answer,
    "message": message,
    "question": question,
    "correction": correction,
    "rot": rot,
}
