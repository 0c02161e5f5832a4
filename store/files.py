"""Paths -> articles, with where each came from, or problems: one clear line for each that is not an article.

Which kind of file is read by what stands in one table, ``READERS``. A folder is walked in the order of its names, so
that the same input gives the same output everywhere; a zip is a folder, bounded so that it cannot blow up.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from events import Article
from store.answers import Problem
from store.markdown import NO_FRONT_MATTER, NotAnArticle, article_of_markdown, article_of_text
from store.rows import Found, Intake, comma_separated, json_lines, parquet, tab_separated
from store.schema import Origin
from text.deadline import TooLongError, deadline

LARGEST = 50_000_000  # bytes of a file that is read as a whole
LONGEST_S = 60.0  # of computing, for one that is read as a whole; a table's rows are read as they come
LONGEST_NAME = 200  # characters of a name that no file can have
ZIP_MOST_FILES = 100_000
ZIP_MOST_BYTES = 2_000_000_000
ENCRYPTED = 0x1  # of the flags of a file in a zip
ZIP_MOST_TIMES = 200  # unpacked against packed: text packs three to ten times, a bomb a thousand

FileReader = Callable[[BinaryIO, str, Intake], Iterator[Found | Problem]]


def found_in(paths: Iterable[str | Path], intake: Intake | None = None) -> Iterator[Found | Problem]:
    """Yield what stands in files, folders and web addresses; ``-`` is standard input. Nothing in it stops the rest.

    >>> [found.words() for found in found_in(["no-such.md"])]
    ['no-such.md: no such file or directory; check the path and its rights']
    """
    how = intake or Intake()
    found = _found_at(paths, how)
    yield from found if how.published is None else (_dated(each, how.published) for each in found)


def _dated(found: Found | Problem, day: dt.date) -> Found | Problem:
    """Give an article that states no day the one that was given with it."""
    if isinstance(found, Problem) or found[0].published or found[1].coded is not None:
        return found
    return replace(found[0], published=day, published_basis="given by who added it"), found[1]


def _found_at(paths: Iterable[str | Path], how: Intake) -> Iterator[Found | Problem]:
    for path in paths:
        address = address_of(path)
        if address:
            yield from _fetched(address, how)
        elif not str(path):
            yield Problem(
                "''", 0, "no name of a file", "give files, folders, zips, web addresses, or - for standard input"
            )
        elif str(path) == "-":
            yield from _from_stdin(how)
        else:
            yield from _found_in_files(Path(path), how)


def address_of(path: str | Path) -> str | None:
    """Return the web address where that is what is given, also where it went through a ``Path``.

    >>> address_of(Path("https://example.org/a")), address_of("articles/a.md")
    ('https://example.org/a', None)
    """
    found = re.fullmatch(r"(https?):/+(.+)", str(path))
    return f"{found[1]}://{found[2]}" if found else None


def _fetched(address: str, intake: Intake) -> Iterator[Found | Problem]:
    from store.fetch import Fetcher  # noqa: PLC0415 - the network is not even loaded for a file

    yield from Fetcher(private=intake.private).articles(address, intake)


def article_file(path: str | Path) -> Article:
    """Return the one article of a file. Raises :class:`~store.markdown.NotAnArticle`.

    >>> article_file("seeds/articles/military-times-2017-10-04-tanf.md").source
    'Military Times'
    """
    found = next(_found_in_file(Path(path), Intake()))
    if isinstance(found, Problem):
        raise NotAnArticle(found)
    return found[0]


def files_of(path: Path) -> list[Path]:
    """Return a folder's files, hidden ones left out; anything else is itself.

    Among them is what cannot be read as one, so that it is named: a link that leads nowhere or to another folder, a
    pipe, a folder that may not be listed.

    >>> [path.name for path in files_of(Path("tests/gold"))][:2], files_of(Path("README.md"))
    (['README.md', 'afghanistan-2015-kunduz.md'], [PosixPath('README.md')])
    """
    return sorted(_inside(path)) if path.is_dir() else [path]


def _inside(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for where, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        here = [Path(where, name) for name in (*files, *folders) if not name.startswith(".")]
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for path in here if path.is_symlink() or not path.is_dir())
    yield from closed


def _found_in_files(path: Path, intake: Intake) -> Iterator[Found | Problem]:
    try:
        files = files_of(path)
    except OSError as error:  # a name that is longer than any can be
        yield Problem(str(path)[:LONGEST_NAME], 0, str(error.strerror).lower(), "check the path")
        return
    if not files:
        yield Problem(str(path), 0, "no file in this folder", "check the path")
    for file in files:
        yield from _found_in_file(file, intake)


def _found_in_file(file: Path, intake: Intake) -> Iterator[Found | Problem]:
    if file.is_dir():
        yield Problem(str(file), 0, "a folder that cannot be listed, or a link to one", "give it by its own path")
    elif file.exists() and not file.is_file():
        yield Problem(str(file), 0, "no file but a pipe or a device", "give its content on standard input, as -")
    else:
        yield from _found_in_regular(file, intake)


def _found_in_regular(file: Path, intake: Intake) -> Iterator[Found | Problem]:
    try:
        with file.open("rb") as stream:
            yield from _found_in_stream(stream, str(file), intake, size=file.stat().st_size)
    except OSError as error:
        yield Problem(str(file), 0, (error.strerror or "cannot be read").lower(), "check the path and its rights")


def _found_in_stream(stream: BinaryIO, name: str, intake: Intake, *, size: int) -> Iterator[Found | Problem]:
    suffix = PurePosixPath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = " ".join(sorted(READERS))
        yield Problem(name, 0, f"no kind of file that can be read: {suffix or 'no ending'}", f"known: {known}")
    elif reader in AS_A_WHOLE and size > LARGEST:
        yield Problem(name, 0, f"larger than {LARGEST // 1_000_000} MB", "split it")
    else:
        found = reader(stream, name, intake)
        yield from _some(_in_time(found, name) if reader in AS_A_WHOLE else found, name, intake)


def _in_time(found: Iterator[Found | Problem], name: str) -> Iterator[Found | Problem]:
    """Yield what stands in a file that is read as a whole, where that can be told in time."""
    whole: list[Found | Problem] = []
    try:
        with deadline(LONGEST_S):
            whole.extend(found)
    except TooLongError:
        whole.append(Problem(name, 0, f"it takes more than {LONGEST_S:g} seconds of computing", "split it"))
    yield from whole


def _some(found: Iterator[Found | Problem], name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield what is found; that it is nothing, and nothing was taken many rows at once, is a problem, too."""
    before = intake.many.taken if intake.many else 0
    first = next(found, None)
    if first:
        yield first
    elif not intake.many or intake.many.taken == before:
        yield Problem(name, 0, "no article in it", "fill it or leave it out")
    yield from found


def _from_stdin(intake: Intake) -> Iterator[Found | Problem]:
    """Standard input is JSON lines, or one article with front matter."""
    stream = sys.stdin.buffer
    first = stream.peek(1)[:1] if isinstance(stream, io.BufferedReader) else b"{"
    reader = json_lines if first == b"{" else _markdown
    yield from _some(reader(stream, "standard input", intake), "standard input", intake)


def _markdown(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the article of a text file with front matter."""
    data = stream.read()
    try:
        article = _article_of(data, name, intake)
    except NotAnArticle as error:
        yield error.problem
    else:
        yield article, Origin(where=name, sha256=hashlib.sha256(data).hexdigest())


def _article_of(data: bytes, name: str, intake: Intake) -> Article:
    """Return the article of a text file; one that does not begin with front matter is all text."""
    try:
        return article_of_markdown(data, name, today=intake.today)
    except NotAnArticle as error:
        if error.problem.reason != NO_FRONT_MATTER or data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"---"):
            raise
    return article_of_text(data, name, today=intake.today)


def _page(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the article of an HTML page."""
    from store import pages  # noqa: PLC0415 - its libraries are slow to load, and a map needs none of them

    yield from pages.page(stream, name, intake)


def _feed(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the articles of an RSS or Atom feed, as far as their texts stand in it."""
    from store import pages  # noqa: PLC0415 - as above

    yield from pages.feed(stream, name, intake)


def _opml(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield what the feeds of an OPML list link to at this moment; ``watch`` goes on asking them."""
    from store.fetch import Fetcher  # noqa: PLC0415 - the network is not even loaded for a file
    from store.ways.feed_list import feeds_of  # noqa: PLC0415 - as above

    try:
        feeds = feeds_of(stream.read())
    except ValueError as error:
        yield Problem(name, 0, str(error), "export the list from the feed reader again")
        return
    fetcher = Fetcher(private=intake.private)
    for feed in feeds:
        yield from fetcher.articles(feed, intake)


def _json(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield what a JSON file holds."""
    from store.ways import json_files  # noqa: PLC0415 - as above

    yield from json_files.json_file(stream, name, intake)


def _kml(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the placemarks of a KML file."""
    from store.ways import kml  # noqa: PLC0415 - as above

    yield from kml.kml_file(stream, name, intake)


def _document(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the articles of a PDF, an Office file, a mail or a book."""
    from store.ways import documents  # noqa: PLC0415 - as above

    yield from documents.articles_of_document(stream, name, intake)


def _workbook(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield what stands in a workbook."""
    from store.ways import documents  # noqa: PLC0415 - as above

    yield from documents.workbook(stream, name, intake)


def _zipped(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield what stands in a zip's files; a zip in a zip is not opened, and nothing is written to disk."""
    try:
        packed = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield Problem(name, 0, "not a whole zip file", "fetch or pack it again")
        return
    files = (info for info in packed.infolist() if not _hidden(info) and not _is_picture_of_map(name, info.filename))
    inside = sorted(files, key=lambda info: info.filename)
    if len(inside) > ZIP_MOST_FILES or sum(info.file_size for info in inside) > ZIP_MOST_BYTES:
        yield Problem(
            name, 0, f"a zip of more than {ZIP_MOST_FILES:,} files or {ZIP_MOST_BYTES // 10**9} GB", "split it"
        )
        return
    for info in inside:
        yield from _zipped_file(packed, info, f"{name}/{info.filename}", intake)


def _zipped_file(
    packed: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, intake: Intake
) -> Iterator[Found | Problem]:
    if info.file_size > 1_000_000 and info.file_size > ZIP_MOST_TIMES * max(1, info.compress_size):
        yield Problem(name, 0, f"packed more than {ZIP_MOST_TIMES} times, as a zip bomb is", "unpack it yourself")
        return
    if name.lower().endswith((".zip", ".kmz")):
        yield Problem(name, 0, "a zip in a zip", "unpack it yourself")
        return
    if info.flag_bits & ENCRYPTED:
        yield Problem(name, 0, "locked with a password", "unpack it yourself, or pack it again without one")
        return
    try:
        with packed.open(info) as member:
            stream = io.BytesIO(member.read()) if name.lower().endswith(".parquet") else member
            yield from _found_in_stream(stream, name, intake, size=info.file_size)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError) as error:
        yield Problem(name, 0, f"cannot be unpacked: {error}", "pack it again, without a password")


def _is_picture_of_map(name: str, inside: str) -> bool:
    """Whether a file of a KMZ is none of its maps: an icon, a photograph."""
    return name.lower().endswith(".kmz") and not inside.lower().endswith(".kml")


def _hidden(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return (
        not info.filename or info.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)
    )


READERS: dict[str, FileReader] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _markdown,
    ".html": _page,
    ".htm": _page,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".json": _json,
    ".geojson": _json,
    ".csv": comma_separated,
    ".tsv": tab_separated,
    ".parquet": parquet,
    ".xml": _feed,
    ".rss": _feed,
    ".atom": _feed,
    ".opml": _opml,
    ".kml": _kml,
    ".zip": _zipped,
    ".kmz": _zipped,
    **dict.fromkeys((".pdf", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mbox", ".mhtml", ".mht"), _document),
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), _workbook),
}
AS_A_WHOLE = frozenset({_markdown, _page, _feed, _opml, _json, _kml, _document, _workbook})
