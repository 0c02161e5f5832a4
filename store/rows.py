"""Tables of articles -> articles: JSON lines, CSV, TSV and Parquet, row by row, so that size does not matter.

A row has the fields of an article under their own names, or under those that ``columns`` maps them to. A row that is no
article is one problem with its line, and the rest is still read.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from events import Article
from events.serialise import ArticleError, article_of
from store.answers import Problem
from store.naming import id_of
from store.schema import Origin

LONGEST_LINE = 20_000_000
LONGEST_ID = 300
MOST_TOLD = 200  # characters of a table's columns in a message

Found = tuple[Article, Origin]


@dataclass(frozen=True, slots=True)
class Intake:
    """How to take things in.

    ``today`` refuses later days of publication and is the day of fetching; ``columns`` maps an article's fields to a
    table's columns; ``private`` lets web addresses lead into private networks.
    """

    today: dt.date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    private: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: which line it stands on (0: the whole), its bytes' hash, and its cells or why it has none."""

    line: int
    sha256: str
    cells: Mapping[str, Any] | str
    remedy: str = "mend or remove the row"


def json_lines(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    r"""Yield the articles of JSON lines.

    >>> from io import BytesIO
    >>> lines = BytesIO(b'{"id": "a", "text": "Shells hit Tallbrook."}\nno JSON\n')
    >>> for found in json_lines(lines, "wire.jsonl", Intake()):
    ...     print(found.words() if isinstance(found, Problem) else (found[0].id, found[1].where))
    ('a', 'wire.jsonl:1')
    wire.jsonl line 2: not JSON; mend or remove the row
    """
    return _articles((_json_row(line, data) for line, data in _lines(stream)), name, intake)


def comma_separated(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    r"""Yield the articles of a CSV file with a header.

    >>> from io import BytesIO
    >>> table = BytesIO(b"headline,text\nRaid,Shells hit Tallbrook.\n")
    >>> [article.title for article, _ in comma_separated(table, "wire.csv", Intake(columns={"title": "headline"}))]
    ['Raid']
    """
    return _articles(_csv_rows(stream, ",", intake), name, intake)


def tab_separated(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    r"""Yield the articles of a TSV file with a header.

    >>> from io import BytesIO
    >>> table = BytesIO(b"id\ttext\na\tShells hit Tallbrook.\n")
    >>> [article.text for article, _ in tab_separated(table, "wire.tsv", Intake())]
    ['Shells hit Tallbrook.']
    """
    return _articles(_csv_rows(stream, "\t", intake), name, intake)


def parquet(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the articles of a Parquet file.

    >>> from io import BytesIO
    >>> pq.write_table(pa.table({"id": ["a"], "text": ["Shells hit Tallbrook."]}), table := BytesIO())
    >>> [article.text for article, _ in parquet(table, "wire.parquet", Intake())]
    ['Shells hit Tallbrook.']
    """
    return _articles(_parquet_rows(stream, intake), name, intake)


def _articles(rows: Iterable[_Row], name: str, intake: Intake) -> Iterator[Found | Problem]:
    for row in rows:
        try:
            yield _article(row, intake), Origin(where=f"{name}:{row.line}", sha256=row.sha256)
        except ArticleError as error:
            yield Problem(name, row.line, str(error), row.remedy)


def _article(row: _Row, intake: Intake) -> Article:
    """Return the row's article; without an id of its own it is named after its address, or its text."""
    if isinstance(row.cells, str):
        raise ArticleError(row.cells)
    cells = dict(row.cells) | {own: row.cells.get(column) for own, column in intake.columns.items()}
    found = article_of({key: value for key, value in cells.items() if value not in ("", None)})
    if "\0" in found.text:
        raise ArticleError("a NUL byte in the text")  # noqa: EM101, TRY003 - one line for the reader of the message
    if len(found.id) > LONGEST_ID or not found.id.isprintable():
        message = f"no id: longer than {LONGEST_ID} characters, or with some that cannot be seen"
        raise ArticleError(message)
    if intake.today and found.published and found.published > intake.today:
        message = f"published in the future: {found.published}"
        raise ArticleError(message)
    return found if found.id else replace(found, id=id_of(found.text, found.url))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield numbered lines that are not blank; None for one too long to be held in memory."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield number, None
        elif line.strip():
            yield number, line


def _json_row(number: int, line: bytes | None) -> _Row:
    if line is None:
        return _Row(number, "", f"longer than {LONGEST_LINE // 1_000_000} MB")
    try:
        cells = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _Row(number, "", "not UTF-8")
    except (ValueError, RecursionError):
        return _Row(number, "", "not JSON")
    return _Row(number, _sha256(line), cells if isinstance(cells, dict) else "not a JSON object")


def _csv_rows(stream: BinaryIO, delimiter: str, intake: Intake) -> Iterator[_Row]:
    """Yield the rows; lines that are not text are rows of their own, and the rest goes on."""
    bad: list[_Row] = []
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.DictReader(_decoded(stream, bad), delimiter=delimiter, strict=True)
    for row in _csv_cells(reader, intake):
        yield from bad
        bad.clear()
        yield row
    yield from bad


def _csv_cells(reader: csv.DictReader[str], intake: Intake) -> Iterator[_Row]:
    while True:
        try:
            if reader.fieldnames and (lacking := _lacking(reader.fieldnames, intake)):
                yield lacking
                return
            row = next(reader, None)
        except csv.Error as error:
            yield _Row(reader.line_num, "", f"not a table: {error}")
            continue
        if row is None:
            return
        cells = {key: value for key, value in row.items() if isinstance(key, str)}
        yield _Row(reader.line_num, _sha256(json.dumps(cells, sort_keys=True).encode()), cells)


def _lacking(columns: Iterable[str], intake: Intake) -> _Row | None:
    """Say which columns a table lacks: that of the text, or one that a field is to be read from."""
    there = list(columns)
    lacking = sorted({*({"text": "text"} | dict(intake.columns)).values()} - set(there))
    if not lacking:
        return None
    told = f"no column {', '.join(lacking)}; there are: {', '.join(there)[:MOST_TOLD]}"
    return _Row(0, "", told, "say which is which: --columns text=COLUMN,title=COLUMN")


def _decoded(stream: BinaryIO, bad: list[_Row]) -> Iterator[str]:
    for number, line in _lines(stream):
        try:
            yield (line or b"").decode("utf-8-sig")
        except UnicodeDecodeError:
            bad.append(_Row(number, "", "not UTF-8"))
        if line is None:
            bad.append(_Row(number, "", f"longer than {LONGEST_LINE // 1_000_000} MB"))


def _parquet_rows(stream: BinaryIO, intake: Intake) -> Iterator[_Row]:
    """Yield the rows of a Parquet file; days may be dates there, everything else is text."""
    try:
        file = pq.ParquetFile(stream)
        if lacking := _lacking(file.schema_arrow.names, intake):
            yield lacking
            return
        rows = (row for batch in file.iter_batches(batch_size=500) for row in batch.to_pylist())
        for number, cells in enumerate(rows, start=1):
            told = {key: _told(value) for key, value in cells.items()}
            yield _Row(number, _sha256(json.dumps(told, sort_keys=True, default=str).encode()), told)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield _Row(0, "", f"not a whole Parquet file: {str(error).splitlines()[0]}", "fetch or write it again")


def _told(value: object) -> object:
    return value.isoformat()[:10] if isinstance(value, dt.date) else value


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
