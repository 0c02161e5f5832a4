"""Office files, PDF, mail and books -> articles; workbooks -> articles or coded events, as other tables.

The bytes are read apart (store/ways/apart.py). A document says little of itself: its day is that of a mail's header, or of
a line at its top that is a day and nothing else; what its file's date was tells of no publication.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, islice
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from events import Article
from store.answers import Problem
from store.naming import id_of
from store.rows import Found, Intake, is_table, table_of_lists
from store.schema import Origin
from store.ways.apart import said_apart
from store.ways.days import stated_day
from store.ways.plain_text import day_at_top, title_of
from store.ways.table_head import LOOKED_AT

PAGED = frozenset({"pdf"})
SHORTEST = 20  # characters: less is a cover or a divider


@dataclass(slots=True)
class _Part:
    """One document of a file: a mail of a mailbox, or the whole."""

    about: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    problem: tuple[str, str] | None = None

    def whole(self) -> tuple[str, tuple[int, ...]]:
        r"""Return the text of all parts, and where each begins in it; one without text begins where the next one does.

        >>> _Part(texts=["First page.", "", "Third."]).whole()
        ('First page.\n\nThird.', (0, 13, 13))
        """
        text, starts = "", []
        for part in self.texts:
            starts.append(len(text) + 2 * bool(text))
            if part.strip():
                text += ("\n\n" if text else "") + part.strip("\n")
        return text, tuple(starts)


def articles_of_document(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    r"""Yield the articles of a document.

    >>> from io import BytesIO
    >>> mail = BytesIO(b"Subject: Raid\nDate: Mon, 06 Apr 2026 23:30:00 -0800\n\nShells hit Tallbrook on Monday.")
    >>> [(article.title, article.published.isoformat()) for article, _ in articles_of_document(mail, "raid.eml", Intake())]
    [('Raid', '2026-04-06')]
    """
    data = stream.read()
    kind = PurePosixPath(name).suffix.lower().removeprefix(".")
    parts = list(_parts(said_apart(kind, data)))
    digest = hashlib.sha256(data).hexdigest()
    for number, part in enumerate(parts, start=1):
        where = name if len(parts) == 1 else f"{name}:{number}"
        yield from _found(part, where, digest, intake, paged=kind in PAGED)


def workbook(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield what stands in the sheets of a workbook: those that are tables of texts or events, else the first.

    >>> from io import BytesIO
    >>> [problem.words() for problem in workbook(BytesIO(b"no sheet"), "a.xlsx", Intake())]
    ['a.xlsx: damaged, or no XLSX file; open it and save it again, or save it as text']
    """
    kind = PurePosixPath(name).suffix.lower().removeprefix(".")
    said = said_apart(kind, stream.read())
    problems: list[Problem] = []
    unread: list[tuple[str, list[list[str]]]] = []
    tables = 0
    for sheet, rows in _sheets(said, name, problems):
        top = list(islice(rows, LOOKED_AT))
        if is_table(top, intake):
            tables += 1
            where = name if tables == 1 else f"{name}/{sheet}"
            yield from table_of_lists(chain(top, rows), where, intake)
        else:
            unread.append((sheet, top))
    if unread and not tables:
        yield from table_of_lists(unread[0][1], name, intake)
    yield from problems


def _sheets(
    said: Iterable[dict[str, Any]], name: str, problems: list[Problem]
) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Yield each sheet's name with its rows."""
    sheet = ""

    def of(each: dict[str, Any]) -> str:
        nonlocal sheet
        sheet = str(each.get("sheet", sheet))
        return sheet

    for told, some in groupby(said, of):
        yield told, _rows(some, name, problems)


def _rows(said: Iterable[dict[str, Any]], name: str, problems: list[Problem]) -> Iterator[list[str]]:
    for each in said:
        if "row" in each:
            yield each["row"]
        elif "problem" in each:
            problems.append(Problem(name, 0, *each["problem"]))


def _parts(said: Iterable[dict[str, Any]]) -> Iterator[_Part]:
    part = _Part()
    begun = False
    for each in said:
        if "next" in each and begun:
            yield part
            part = _Part()
        begun = True
        part.about |= each.get("about", {})
        part.texts += [each["text"]] if "text" in each else [_of_html(each["html"])] if "html" in each else []
        part.problem = tuple(each["problem"]) if "problem" in each else part.problem
    yield part


def _of_html(markup: str) -> str:
    """Return the text of a mail's or a book's HTML: an article's body where it is a page, else all that is in it."""
    from store import pages  # noqa: PLC0415 - its libraries are slow to load

    return pages.text_of_html(markup)


def _found(part: _Part, where: str, digest: str, intake: Intake, *, paged: bool) -> Iterator[Found | Problem]:
    text, starts = part.whole()
    if len(text.strip()) >= SHORTEST:
        found = _article(part, text, where, intake)
        found = replace(found, pages=starts) if paged and isinstance(found, Article) else found
        yield found if isinstance(found, Problem) else (found, Origin(where=where, sha256=digest))
    if part.problem:
        yield Problem(where, 0, *part.problem)
    elif len(text.strip()) < SHORTEST:
        yield Problem(where, 0, "no text in the document", "save its text as a file")


def _article(part: _Part, text: str, where: str, intake: Intake) -> Article | Problem:
    about = part.about
    told = stated_day(about["published"]) if about.get("published") else day_at_top(text)
    day = told.day if told else None
    if day and intake.today and day > intake.today:
        return Problem(where, 0, f"published in the future: {day}", "mend the date")
    url = about.get("url") if str(about.get("url")).startswith(("http://", "https://")) else None
    basis = "the document's own date" if day else (told.why if told else None)
    own = about.get("id", "")
    id_ = "mail-" + hashlib.sha256(own.encode()).hexdigest()[:16] if own else id_of(text, url)
    title = " ".join((about.get("title") or "").split())[:300] or title_of(text)
    author = about.get("author", "")[:300] or None
    return Article(id_, text, title, day, url=url, author=author, published_basis=basis)
