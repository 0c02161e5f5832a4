"""Tables -> articles: JSON lines, CSV, TSV and Parquet, row by row, so that size does not matter.

A row has the fields of an article under their own names, or under those that ``columns`` maps them to; or it is a coded
event, of a known layout or of one that a person has said (store/ways/layouts). A row that is neither is one problem with
its line, and the rest is still read.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any, BinaryIO, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from events import Article, When
from events.serialise import ArticleError, article_of
from store.answers import Problem
from store.cells import cell_text
from store.naming import id_of
from store.schema import Origin
from store.ways import table_head
from store.ways.coded import Sheet, coded_row
from store.ways.coded_lines import CodedRows
from store.ways.days import order_of, stated_day
from store.ways.layouts import EXPORT, Layout, enough, guess_of, layout_of, told_layout
from store.ways.row_text import hash_of_row
from store.ways.table_text import plain_table

LONGEST_LINE = 20_000_000
LONGEST_ID = 300
LONGEST_TITLE = 2000  # characters of a title, a source, an author
MOST_TOLD = 200  # characters of a table's columns in a message
MANY = 20_000  # rows of a long table that are handed over together, and become one commit: what a kill loses
LOOKED_AT = 1000  # rows of a table by whose dates it is decided which of 04/10 is the month
PARQUET_MOST_ROWS = 1_000_000  # where they are more than the bytes of the file
PARQUET_MOST_TIMES = 200  # unpacked against packed, as of zips
GEOMETRY = "geometry"  # a column of GeoParquet; the point stands in two others, too

_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)

Found = tuple[Article, Origin]


class Reading(Protocol):
    """A reader of the csv library: the cells of one row after another, and the line that it is at."""

    line_num: int

    def __next__(self) -> list[str]:
        """Return the next row's cells."""

    def __iter__(self) -> Iterator[list[str]]:
        """Return itself."""


class Many(Protocol):
    """What takes long tables of coded events: store.bulk.Bulk, or a stand-in. ``taken`` counts the rows that it did take."""

    taken: int

    def __call__(self, chunks: Iterable[CodedRows]) -> Iterator[tuple[CodedRows, tuple[int, ...]]]:
        """Take rows in; yield them again with the numbers of those that are left."""


@dataclass(frozen=True, slots=True)
class Intake:
    """How to take things in.

    ``today`` refuses later days of publication and is the day of fetching; ``columns`` maps an article's fields to a
    table's columns; ``private`` lets web addresses lead into private networks. ``mapping`` says which columns of a table
    hold what of an event; where it says nothing and a layout is guessed, ``confirm`` is asked with the file's name and
    the guess, which may be an empty one. With ``read_notes`` the notes of coded rows are read beside them, as articles of their own.
    ``published`` is the day of the articles that state none. ``many`` takes long tables of coded events at once and
    hands back what it leaves.
    """

    today: dt.date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    private: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    confirm: Callable[[str, Layout], bool] | None = None
    read_notes: bool = False
    published: dt.date | None = None
    many: Many | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: which line it stands on (0: the whole), its bytes' hash, and its cells or why it has none.

    Of cells that are all text the hash is worked out when it is asked for.
    """

    line: int
    sha256: str
    cells: Mapping[str, Any] | str
    remedy: str = "mend or remove the row"
    all_text: bool = False

    def hash(self) -> str:
        """Return the hash of the row as it came."""
        return hash_of_row(self.cells) if self.all_text and isinstance(self.cells, Mapping) else self.sha256


def json_lines(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    r"""Yield the articles of JSON lines.

    >>> from io import BytesIO
    >>> lines = BytesIO(b'{"id": "a", "text": "Shells hit Tallbrook."}\nno JSON\n')
    >>> for found in json_lines(lines, "wire.jsonl", Intake()):
    ...     print(found.words() if isinstance(found, Problem) else (found[0].id, found[1].where))
    ('a', 'wire.jsonl:1')
    wire.jsonl line 2: not JSON; mend or remove the row
    """
    rows = (_json_row(line, data) for line, data in _lines(stream))
    return _json_articles(rows, name, intake)


def json_objects(objects: Sequence[object], name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the articles or coded events of objects that were read from JSON already, numbered from 1.

    >>> [article.text for article, _ in json_objects([{"text": "Shells hit Tallbrook."}], "wire.json", Intake())]
    ['Shells hit Tallbrook.']
    """
    columns = dict.fromkeys(column for each in objects if isinstance(each, dict) for column in each)
    return _json_articles(map(_object_row, range(1, len(objects) + 1), objects), name, intake, columns=[*columns])


def _object_row(number: int, given: object) -> _Row:
    if not isinstance(given, dict):
        return _Row(number, "", "not a JSON object")
    return _Row(number, _sha256(json.dumps(given, sort_keys=True).encode()), given)


def comma_separated(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    r"""Yield the articles of a CSV file with a header.

    >>> from io import BytesIO
    >>> table = BytesIO(b"headline,text\nRaid,Shells hit Tallbrook.\n")
    >>> [article.title for article, _ in comma_separated(table, "wire.csv", Intake(columns={"title": "headline"}))]
    ['Raid']
    """
    return _table(_csv_table(stream, ",", _wanted(intake)), name, intake)


def tab_separated(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    r"""Yield the articles of a TSV file with a header.

    >>> from io import BytesIO
    >>> table = BytesIO(b"id\ttext\na\tShells hit Tallbrook.\n")
    >>> [article.text for article, _ in tab_separated(table, "wire.tsv", Intake())]
    ['Shells hit Tallbrook.']
    """
    return _table(_csv_table(stream, "\t", _wanted(intake)), name, intake)


def table_of_lists(lists: Iterable[Sequence[str]], name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the articles or coded events of a table given as lists of cells, the first of which are the columns' names.

    >>> [article.text for article, _ in table_of_lists([["id", "text"], ["a", "Shells hit."]], "wire.xlsx", Intake())]
    ['Shells hit.']
    """
    given = iter(lists)
    top = list(islice(given, table_head.LOOKED_AT))
    header, used = table_head.header_in(top, wanted=_wanted(intake))
    rows = enumerate(chain(top[used:], given), start=used + 1)
    return _table(_Table(header, _list_rows(header, rows)), name, intake)


def is_table(top: Sequence[Sequence[str]], intake: Intake) -> bool:
    """Whether the first rows of a sheet name the columns that are asked for, else those of texts or of events.

    >>> is_table([["Date", "Place", "Killed"]], Intake()), is_table([["Date", "Place", "Killed"]], Intake(mapping={"date": "Day"}))
    (True, False)
    """
    return table_head.is_table(top, wanted=_wanted(intake))


def parquet(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the articles of a Parquet file.

    >>> from io import BytesIO
    >>> pq.write_table(pa.table({"id": ["a"], "text": ["Shells hit Tallbrook."]}), table := BytesIO())
    >>> [article.text for article, _ in parquet(table, "wire.parquet", Intake())]
    ['Shells hit Tallbrook.']
    """
    return _table(_parquet_table(stream), name, intake)


def _articles(rows: Iterable[_Row], name: str, intake: Intake) -> Iterator[Found | Problem]:
    for row in rows:
        try:
            yield _article(row, intake), Origin(where=f"{name}:{row.line}", sha256=row.hash())
        except ArticleError as error:
            yield Problem(name, row.line, str(error), row.remedy)


def _article(row: _Row, intake: Intake) -> Article:
    """Return the row's article; without an id of its own it is named after its address, or its text."""
    if isinstance(row.cells, str):
        raise ArticleError(row.cells)
    cells = dict(row.cells) | {own: row.cells.get(column) for own, column in intake.columns.items()}
    given = {key: value for key, value in cells.items() if value not in ("", None)}
    found = article_of(given | _published(given))
    _readable(found)
    if intake.today and found.published and found.published > intake.today:
        message = f"published in the future: {found.published}"
        raise ArticleError(message)
    return found if found.id else replace(found, id=id_of(found.text, found.url))


def _published(given: Mapping[str, Any]) -> dict[str, str]:
    """Return the day of publication as ISO has it, whatever form it is stated in; a number of seconds since 1970, too."""
    said = given.get("published")
    if said is None or not isinstance(said, str | int | float):
        return {}
    told = stated_day(str(said))
    if told.day is None:
        message = f"published is not a date like 2017-10-04: {told.why}"
        raise ArticleError(message)
    return {"published": told.day.isoformat()}


def _readable(article: Article) -> None:
    """Refuse what could not be kept or shown: a NUL, half a character, an id or a title of no sensible length."""
    if "\0" in article.text:
        raise ArticleError("a NUL byte in the text")  # noqa: EM101, TRY003 - one line for the reader of the message
    if len(article.id) > LONGEST_ID or (article.id and not article.id.isprintable()):
        message = f"no id: longer than {LONGEST_ID} characters, or with some that cannot be seen"
        raise ArticleError(message)
    for field_ in ("title", "source", "url", "author"):
        said = getattr(article, field_) or ""
        if len(said) > LONGEST_TITLE:
            message = f"{field_} is longer than {LONGEST_TITLE:,} characters"
            raise ArticleError(message)
        if any("\ud800" <= each <= "\udfff" for each in said):
            message = f"{field_} holds half a character (a lone surrogate)"
            raise ArticleError(message)


def _lines(stream: BinaryIO, *, blank: bool = False) -> Iterator[tuple[int, bytes | None]]:
    """Yield numbered lines, those that are blank only where they are wanted; None for one too long to be held in memory."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield number, None
        elif blank or line.strip():
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


@dataclass(frozen=True, slots=True)
class _Table:
    """The names of a table's columns, () where it has none, and its rows.

    ``guarded``: what a spreadsheet could run has an apostrophe before it, as in our own exports.
    """

    header: Sequence[str]
    rows: Iterator[_Row]
    guarded: bool = False


def _table(table: _Table, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield a table's articles, or the events that its rows are coded as."""
    if not table.header or intake.columns or ("text" in table.header and not intake.mapping):
        lacking = _lacking(table.header, intake.columns) if table.header else None
        yield from _articles([lacking] if lacking else table.rows, name, intake)
        return
    first = next(table.rows, None)
    tags = _tags(first)
    rows = table.rows if tags or first is None else chain([first], table.rows)
    layout = told_layout(intake.mapping) if intake.mapping else layout_of(table.header, tags=tags)
    if layout and layout.key == EXPORT and table.guarded:
        rows = map(_unguarded, rows)
    refused = _refused(layout, table.header, name, intake)
    yield from _articles([refused], name, intake) if refused else _coded(rows, layout or told_layout({}), name, intake)


def _tags(row: _Row | None) -> tuple[str, ...]:
    """Return the HXL tags that stand in a row; () where it is one of values."""
    told = [str(value) for value in row.cells.values()] if row and isinstance(row.cells, Mapping) else []
    given = [each for each in told if each.strip().strip("'")]
    return tuple(told) if given and all(each.lstrip("' ").startswith("#") for each in given) else ()


def _refused(layout: Layout | None, header: Sequence[str], name: str, intake: Intake) -> _Row | None:
    """Say why the rows are no events: no layout, columns that are not there, or a guess that nobody has confirmed."""
    if layout is None:
        if intake.confirm:
            intake.confirm(name, guess_of(header))
        return _lacking(header, {})
    if not layout.guessed:
        return _lacking(header, layout.columns, told="map", bare=enough(layout.columns)) if intake.mapping else None
    if intake.confirm and intake.confirm(name, layout):
        return None
    said = f"a table of events, whose columns are guessed: {layout.words()}"
    return _Row(0, "", said, "if that is right give it after --map, else mend it there first")


def _coded(rows: Iterable[_Row], layout: Layout, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield the events of the rows; by the dates of the first rows it is known in which order day and month stand."""
    given = iter(rows)
    some = list(islice(given, LOOKED_AT))
    day = layout.columns.get("date", "")
    order = order_of([str(row.cells.get(day, "")) for row in some if isinstance(row.cells, Mapping)])
    sheet = Sheet(layout, name, order)
    rest: Iterable[_Row] = chain(some, given)
    if intake.many and len(some) == LOOKED_AT and layout.key != EXPORT and not intake.read_notes:
        rest = _left(rest, sheet, intake)
    for row in rest:
        try:
            yield from _event(row, sheet, intake)
        except (ValueError, OverflowError) as error:
            yield Problem(name, row.line, str(error), "mend or remove the row")


def _left(rows: Iterable[_Row], sheet: Sheet, intake: Intake) -> Iterator[_Row]:
    """Hand a long table over, many rows at a time, and yield those that are to be looked at one by one."""
    odd: list[_Row] = []
    for some, left in intake.many(_parts(iter(rows), sheet, intake.today, odd)) if intake.many else ():
        yield from (_Row(some.rows[at][0], hash_of_row(cells), cells) for at in left for cells in (some.cells(at),))
    yield from odd


def _parts(rows: Iterator[_Row], sheet: Sheet, today: dt.date | None, odd: list[_Row]) -> Iterator[CodedRows]:
    """Yield rows by the thousands; what is no row, or has other columns than the first, goes to the odd ones."""
    header: tuple[str, ...] = ()
    while first := next(rows, None):
        told: list[tuple[int, tuple[str, ...]]] = []
        for row in chain([first], islice(rows, MANY - 1)):
            cells = row.cells if isinstance(row.cells, dict) else {}
            header = header or tuple(cells)
            if tuple(cells) != header or GEOMETRY in cells:
                odd.append(row)
            else:
                told.append((row.line, tuple(cells.values() if row.all_text else map(_cell, cells.values()))))
        yield CodedRows(sheet, header, tuple(told), today)


def _event(row: _Row, sheet: Sheet, intake: Intake) -> Iterator[Found]:
    if isinstance(row.cells, str):
        raise ArticleError(row.cells)
    cells = {column: _cell(value) for column, value in row.cells.items() if column != GEOMETRY}
    article, report = coded_row(cells, sheet)
    _readable(article)
    if intake.today and isinstance(report.when, When) and report.when.earliest > intake.today:
        message = f"an event of the future: {report.when.earliest}"
        raise ValueError(message)
    origin = Origin(where=f"{sheet.name}:{row.line}", sha256=row.hash(), coded=(report,))
    yield article, origin
    if intake.read_notes and report.excerpt.text.strip():
        day = report.when.earliest if isinstance(report.when, When) else None
        notes = replace(article, id=f"notes/{article.id}", text=report.excerpt.text, published=article.published or day)
        yield notes, replace(origin, coded=None)


def _unguarded(row: _Row) -> _Row:
    """Take away the apostrophe that our own exports put before what a spreadsheet could run."""
    if isinstance(row.cells, str):
        return row
    cells = {column: cell_text(str(value)) for column, value in row.cells.items()}
    return replace(row, sha256=row.hash(), cells=cells, all_text=False)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "" if value is None else str(value)


def _json_articles(
    rows: Iterable[_Row], name: str, intake: Intake, *, columns: Sequence[str] = ()
) -> Iterator[Found | Problem]:
    """Yield the articles of JSON objects, or the events that they are coded as where the first has such fields and no text."""
    given = iter(rows)
    first = next(given, None)
    if first is None:
        return
    cells = {} if isinstance(first.cells, str) else first.cells
    header = [*(columns or cells)]
    rest = chain([first], given)
    if "text" not in cells and not intake.columns and (intake.mapping or layout_of(header)):
        yield from _table(_Table(header, rest), name, intake)
    else:
        yield from _articles(rest, name, intake)


def _wanted(intake: Intake) -> set[str]:
    """Return the columns that are asked for by name."""
    return {*(intake.columns or intake.mapping).values()}


def _csv_table(stream: BinaryIO, usual: str, wanted: set[str]) -> _Table:
    """Return a table of text; lines of it that are not text are rows of their own, and the rest goes on."""
    bad: list[_Row] = []
    csv.field_size_limit(LONGEST_LINE)
    plain, between = plain_table(stream, usual=usual)
    lines = _csv_lines(csv.reader(_decoded(plain, bad), delimiter=between, strict=True))
    top = list(islice(lines, table_head.LOOKED_AT))
    header, used = table_head.header_in([values for _, values, _ in top], wanted=wanted)
    if not header:
        return _Table((), chain(bad, (_Row(line, "", why) for line, _, why in top if why)))
    return _Table(header, _csv_rows(chain(top[used:], lines), header, bad), guarded=True)


_Line = tuple[int, Sequence[str], str]
"""The number of a line, its cells, and why it has none."""


def _csv_lines(reader: Reading) -> Iterator[_Line]:
    while True:
        try:
            values = next(reader, None)
        except csv.Error as error:
            yield reader.line_num, (), f"not a table: {error}"
            continue
        if values is None:
            return
        yield reader.line_num, values, ""


def _csv_rows(lines: Iterable[_Line], header: Sequence[str], bad: list[_Row]) -> Iterator[_Row]:
    """Yield the rows that have cells; what is wanting at the end of one is empty, what is too much is left out."""
    width = len(header)
    for line, values, why in lines:
        if bad:
            yield from bad
            bad.clear()
        if any(values):
            whole = values if len(values) >= width else [*values, *[""] * (width - len(values))]
            yield _Row(line, "", dict(zip(header, whole, strict=False)), all_text=True)
        elif why:
            yield _Row(line, "", why)
    yield from bad


def _list_rows(header: Sequence[str], lists: Iterable[tuple[int, Sequence[str]]]) -> Iterator[_Row]:
    for number, given in lists:
        cells = {name: value for name, value in zip(header, given, strict=False) if name}
        if any(cells.values()):
            yield _Row(number, _sha256(json.dumps(cells, sort_keys=True).encode()), cells)


def _lacking(
    columns: Iterable[str], mapping: Mapping[str, str], *, told: str = "columns", bare: bool = False
) -> _Row | None:
    """Say which columns a table lacks: that of the text, or one that a field is to be read from."""
    there = list(columns)
    asked = mapping if told == "map" else {"text": "text"} | dict(mapping)
    lacking = sorted({*asked.values()} - set(there))
    if not lacking and (bare or told == "columns"):
        return None
    help_ = "say which is which: --columns text=COLUMN,title=COLUMN, or --map date=COLUMN,place=COLUMN,notes=COLUMN"
    if not lacking:
        return _Row(0, "", "an event needs a date, a place and notes, a type or deaths", help_)
    return _Row(0, "", f"no column {', '.join(lacking)}; there are: {', '.join(there)[:MOST_TOLD]}", help_)


def _decoded(stream: BinaryIO, bad: list[_Row]) -> Iterator[str]:
    for number, line in _lines(stream, blank=True):
        try:
            yield (line or b"").decode("utf-8-sig")
        except UnicodeDecodeError:
            bad.append(_Row(number, "", "not UTF-8"))
        if line is None:
            bad.append(_Row(number, "", f"longer than {LONGEST_LINE // 1_000_000} MB"))


def _parquet_table(stream: BinaryIO) -> _Table:
    """Return the rows of a Parquet file; days may be dates there, everything else is text."""
    try:
        # Texts stay packed until their lengths are known: one of 20 MB may stand in a small file a thousand times.
        names = _text_columns(pq.ParquetFile(stream).schema_arrow)
        stream.seek(0)
        file = pq.ParquetFile(stream, read_dictionary=names)
        if _is_bomb(file.metadata, stream.seek(0, io.SEEK_END)):
            return _Table((), iter([_Row(0, "", "packed as a bomb is", "write it again")]))
    except (pa.ArrowException, OSError, ValueError, RuntimeError) as error:
        return _Table((), iter([_broken(error)]))
    return _Table(file.schema_arrow.names, _parquet_rows(file))


def _text_columns(schema: pa.Schema) -> list[str]:
    return [each.name for each in schema if any(is_text(each.type) for is_text in _TEXTS)]


def _is_bomb(told: pq.FileMetaData, size: int) -> bool:
    """Whether a file says that far more is in it than its bytes can hold: rows, or bytes of a group of them.

    What it says of a column is not asked: of a damaged one the library ends the process.
    """
    groups = (int(told.row_group(at).total_byte_size) for at in range(told.num_row_groups))
    return told.num_rows > max(PARQUET_MOST_ROWS, size) or max(groups, default=0) > max(
        LONGEST_LINE, PARQUET_MOST_TIMES * size
    )


def _parquet_rows(file: pq.ParquetFile) -> Iterator[_Row]:
    try:
        rows = (row for batch in file.iter_batches(batch_size=500) for row in _batch_rows(batch))
        for number, cells in enumerate(rows, start=1):
            if cells is None:
                yield _Row(number, "", f"longer than {LONGEST_LINE // 1_000_000} MB")
                continue
            told = {key: _told(value) for key, value in cells.items()}
            yield _Row(number, _sha256(json.dumps(told, sort_keys=True, default=str).encode()), told)
    except (pa.ArrowException, OSError, ValueError, RuntimeError) as error:
        yield _broken(error)


def _batch_rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any] | None]:
    """Yield a batch's rows; None for one too long to be held in memory."""
    texts = [column for column in batch.columns if pa.types.is_dictionary(column.type)]
    lengths = [_lengths(column) for column in texts]
    long = [sum(row) for row in zip(*lengths, strict=True)] or [0] * len(batch)
    if sum(long) <= LONGEST_LINE:
        yield from batch.to_pylist()
        return
    for at, length in enumerate(long):
        yield None if length > LONGEST_LINE else batch.slice(at, 1).to_pylist()[0]


def _lengths(texts: pa.DictionaryArray) -> list[int]:
    """Return how long each text is, without unpacking any."""
    return [length or 0 for length in pc.binary_length(texts.dictionary).take(texts.indices).to_pylist()]


def _broken(error: Exception) -> _Row:
    return _Row(0, "", f"not a whole Parquet file: {str(error).splitlines()[0]}", "fetch or write it again")


def _told(value: object) -> object:
    return value.isoformat()[:10] if isinstance(value, dt.date) else value


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
