"""Many coded rows -> the lines of the archive that they are, in columns: what a row becomes by itself, joined to nothing.

It is the quick way beside ``coded_row`` -> ``written`` -> ``article_row`` and ``event_row``, and gives the same lines (a
law in tests/test_ways_bulk.py): what rows have in common is worked out once (store/ways/coded_parts), the rest is put
together as text column by column. A row that is in any way unlike the others is left to the plain way.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain
from json.encoder import encode_basestring
from typing import Any

import pyarrow as pa

from events import When
from events.coreference import CODED, keys_of, report_words, same_dead
from geo import Unresolved
from store.schema import SCHEMA
from store.ways import coded
from store.ways.coded import Sheet
from store.ways.coded_parts import CELLS, Part, Parts
from store.ways.days import stated_day
from store.ways.row_text import RowTexts, texts_of_rows

LONGEST_ID = 300
LONGEST = 2000  # characters of a title, an address: what is longer is looked at by itself
BY_FILE = "coded by its file"  # instead of the edition of a reader
NUL = "\0"
_OWN = ("id", "title", "published", "source", "url")


@dataclass(frozen=True, slots=True)
class CodedRows:
    """Rows of one table of events, each with its line and its cells, which ``header`` names."""

    sheet: Sheet
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    today: dt.date | None = None

    def cells(self, at: int) -> dict[str, str]:
        """Return one row by the names of its cells.

        >>> from store.ways.layouts import Layout
        >>> CodedRows(Sheet(Layout("guess"), "own.csv"), ("Day", "Town"), ((2, ("3 May", "Hama")),)).cells(0)
        {'Day': '3 May', 'Town': 'Hama'}
        """
        return dict(zip(self.header, self.rows[at][1], strict=True))

    def only(self, numbers: Sequence[int]) -> CodedRows:
        """Return some of the rows.

        >>> from store.ways.layouts import Layout
        >>> rows = CodedRows(Sheet(Layout("guess"), "own.csv"), ("Day",), ((2, ("3 May",)), (3, ("4 May",))))
        >>> rows.only([1]).rows
        ((3, ('4 May',)),)
        """
        return replace(self, rows=tuple(self.rows[at] for at in numbers))


@dataclass(frozen=True, slots=True)
class CodedLines:
    """The lines of rows: articles and events in the same order, which rows they are, and under which keys each looks for others.

    ``left`` are the numbers of the rows that are to be looked at by themselves.
    """

    articles: pa.Table
    events: pa.Table
    rows: tuple[int, ...]
    asked: tuple[tuple[str, ...], ...]
    left: tuple[int, ...]


def coded_lines(given: CodedRows, *, ask: bool) -> CodedLines:
    """Return the lines of the rows; with ``ask`` also the keys under which each would look for others to be one with.

    >>> from store.ways.layouts import layout_of
    >>> header = ("Date", "Place", "Lat", "Lon", "Killed", "Notes")
    >>> rows = ((2, ("14 February 2026", "Hama", "35.13", "36.75", "4", "Shells.")), (3, ("soon", "", "", "", "", "")))
    >>> made = coded_lines(CodedRows(Sheet(layout_of(header), "own.csv"), header, rows), ask=False)
    >>> made.events["place"].to_pylist(), made.events["deaths_best"].to_pylist(), made.left
    (['Hama'], [4], (1,))
    """
    with _uncollected():
        like = [at for at, (_, cells) in enumerate(given.rows) if _plain(cells)]
        found = _found(given.only(like))
        kept = [at for at, own in enumerate(found.own) if own and all(part[at] for part in found.parts.values())]
        chosen = found if len(kept) == len(like) else found.only(kept)
        rows = tuple(like[at] for at in kept)
        left = tuple(sorted({*range(len(given.rows))}.difference(rows)))
        return CodedLines(*_tables(chosen), rows, _asked(chosen) if ask else ((),) * len(rows), left)


def _plain(cells: Sequence[str]) -> bool:
    """Whether a row holds anything, and nothing that has to be looked at by itself."""
    text = "".join(cells)
    if not text or NUL in text or (len(text) > coded.LONGEST_CELL and max(map(len, cells)) > coded.LONGEST_CELL):
        return False
    return text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nothing be looked through for circles, of which there are none: a tenth of the time goes into that otherwise."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Own:
    """What a row's article has of its own: its id ("" where that comes of its text), title, day, source and address."""

    id: str
    title: str
    published: dt.date | None
    source: str
    url: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows with what is their own and with their parts, None where one has to be looked at by itself."""

    given: CodedRows
    own: Sequence[_Own | None]
    parts: Mapping[str, Sequence[Any]]

    def only(self, numbers: Sequence[int]) -> _Found:
        parts = {name: [part[at] for at in numbers] for name, part in self.parts.items()}
        return _Found(self.given.only(numbers), [self.own[at] for at in numbers], parts)


def _found(given: CodedRows) -> _Found:
    cells = [*zip(*(cells for _, cells in given.rows), strict=True)] or [()] * len(given.header)
    named = {
        name: given.header.index(column)
        for name, column in given.sheet.layout.columns.items()
        if column in given.header
    }
    columns = {name: cells[at] for name, at in named.items()}
    parts = Parts(given.sheet).of(columns, len(given.rows))
    if given.today:
        parts["when"] = [part if part and not _later(part, given.today) else None for part in parts["when"]]
    return _Found(given, _owns(given.sheet, columns, len(given.rows)), parts)


def _later(part: Part, today: dt.date) -> bool:
    return isinstance(part.value, When) and part.value.earliest > today


def _owns(sheet: Sheet, columns: Mapping[str, Sequence[str]], count: int) -> list[_Own | None]:
    told = [[cell.strip() for cell in columns[name]] if name in columns else [""] * count for name in _OWN]
    coder, file, name = f"{CODED}{sheet.coder}/", sheet.name.rsplit("/", 1)[-1], sheet.layout.name
    own: list[_Own | None] = []
    for id_, title, day, source, url in zip(*told, strict=True):
        whose = name or source or file
        one = _Own(
            f"{coder}{id_}"[:300] if id_ else "",
            title or f"{whose} {id_}".strip()[:300],
            _day(day),
            whose[:300],
            url or None,
        )
        sound = one.source and one.id.isprintable() and len(one.id) < LONGEST_ID and len(one.title) <= LONGEST
        own.append(one if sound and len(url) <= LONGEST else None)
    return own


@lru_cache(maxsize=20_000)
def _day(said: str) -> dt.date | None:
    return stated_day(said).day if said else None


def _tables(found: _Found) -> tuple[pa.Table, pa.Table]:
    """Return the lines of the articles and those of the events as tables of SCHEMA, without base and batch."""
    cells = [cells for _, cells in found.given.rows]
    if not cells:
        return _table({}, 0), _table({}, 0)
    texts = texts_of_rows(found.given.header, [*zip(*cells, strict=True)], _wanted(found.given))
    own = [each for each in found.own if each]
    ids = [one.id or _named(found.given.sheet, text) for one, text in zip(own, texts.texts, strict=True)]
    lines = _Lines(found, own, ids, texts)
    return _table(lines.articles(), len(ids)), _table(lines.events(), len(ids))


def _named(sheet: Sheet, text: str) -> str:
    return f"{CODED}{sheet.coder}/{_sha256(text)[:16]}"


def _wanted(given: CodedRows) -> set[str]:
    """Return the columns of which it is asked where their cells stand."""
    columns = given.sheet.layout.columns
    fields = {"notes", *chain.from_iterable(coded.EVIDENCE.values())}
    return {columns[field] for field in fields if field in columns} & {*given.header}


class _Lines:
    """The columns of articles and events, from what each row has of its own, its text and its parts."""

    def __init__(self, found: _Found, own: Sequence[_Own], ids: Sequence[str], texts: RowTexts) -> None:
        self._sheet, self._given, self._parts = found.given.sheet, found.given, found.parts
        self._own, self._ids, self._texts = own, ids, texts
        self._reports = [_sha256(f"{id_}\0coded")[:16] for id_ in ids]  # as coded.report_id has it
        self._quoted = [*map(encode_basestring, ids)]
        self._excerpts = [*_excerpts(found.given, texts)]

    def articles(self) -> dict[str, object]:
        bodies = [*self._bodies()]
        data = [f'{{"article":{body},"reports":[{report}]}}' for body, report in zip(bodies, self._told(), strict=True)]
        head, name = "".join(f"{column}\0" for column in self._given.header), self._sheet.name
        open_ = {
            part: [int(isinstance(each.value, Unresolved)) for each in self._parts[part]] for part in ("place", "when")
        }
        return {
            "id": self._ids,
            "data": data,
            "sha256": [*map(_sha256, bodies)],
            "reading": [*map(_sha256, data)],
            "origin": [f"{name}:{line}" for line, _ in self._given.rows],
            "original": [_sha256(f"{head}{NUL.join(cells)}") for _, cells in self._given.rows],  # as hash_of_row has it
            **{each: [getattr(one, each) for one in self._own] for each in ("title", "source", "url", "published")},
            "row": ["article"] * len(self._ids),
            "reader": [BY_FILE] * len(self._ids),
            "reports": _ones(pa.array(self._reports, pa.string())),
            "unplaced": open_["place"],
            "undated_reports": open_["when"],
        }

    def events(self) -> dict[str, object]:
        cells: dict[str, Any] = {}
        for part, names in CELLS.items():
            cells |= zip(names, zip(*(each.cells for each in self._parts[part]), strict=True), strict=True)
        members = [pa.array(self._reports, pa.string()), pa.array(self._ids, pa.string())]
        sources = pa.array([one.source for one in self._own], pa.string())
        return {
            **cells,
            "id": self._reports,
            "data": [*self._outlines()],
            "excerpt": [text for *_, text in self._excerpts],
            "row": ["event"] * len(self._ids),
            "news": [True] * len(self._ids),
            "members": _ones(pa.StructArray.from_arrays(members, ["report", "article"])),
            "keys": _lists(_keys(self._parts, asked=False), pa.string()),
            "actors": _actor_lists([part.value for part in self._parts["who"]]),
            "sources": _ones(sources),
        }

    def _bodies(self) -> Iterator[str]:
        """Yield the articles as store/formats writes them."""
        licence = self._sheet.layout.licence
        after = f',"licence":{encode_basestring(licence)}}}' if licence else "}"
        for id_, text, own in zip(self._quoted, self._texts.texts, self._own, strict=True):
            day = f',"published":"{own.published.isoformat()}"' if own.published else ""
            url = "" if own.url is None else f',"url":{encode_basestring(own.url)}'
            title, source = encode_basestring(own.title), _quoted(own.source)
            yield (f'{{"id":{id_},"text":{encode_basestring(text)},"title":{title}{day},"source":{source}{url}{after}')

    def _told(self) -> Iterator[str]:
        """Yield the reports as store/formats writes them."""
        parts = (self._parts[name] for name in ("what", "place", "when", "who", "people"))
        heads = zip(self._reports, self._quoted, self._excerpts, self._evidence(), strict=True)
        for (id_, article, (start, stop, _), evidence), (what, place, when, who, people) in zip(
            heads, zip(*parts, strict=True), strict=True
        ):
            yield (
                f'{{"id":"{id_}","article":{article},"excerpt":[{start},{stop}],{what.told},{place.told},{when.told},'
                f'{who.told},{people.told},{who.after},"evidence":[{evidence}]}}'
            )

    def _outlines(self) -> Iterator[str]:
        """Yield the outlines of each event's one report, as store/outlines writes them."""
        parts = (self._parts[name] for name in ("what", "place", "when", "who", "people"))
        heads = zip(self._reports, self._quoted, self._excerpts, strict=True)
        for (id_, article, (*_, text)), (what, place, when, who, people) in zip(
            heads, zip(*parts, strict=True), strict=True
        ):
            words = encode_basestring(" ".join(report_words(text)))
            yield (
                f'[["{id_}",{article},{what.outline},{place.outline},{when.outline},{who.outline},{people.outline},'
                f"1,{words}]]"
            )

    def _evidence(self) -> Iterator[str]:
        """Yield the evidence of each row as JSON: of each field the first of its columns that the row fills."""
        whys = [encode_basestring(part.value[1])[1:-1] for part in self._parts["what"]]
        found = [self._evidence_of(field, whys) for field in coded.EVIDENCE]
        return (
            ("".join(row)[:-1] for row in zip(*filter(None, found), strict=True))
            if any(found)
            else iter([""] * len(whys))
        )

    def _evidence_of(self, field: str, whys: Sequence[str]) -> list[str]:
        found: list[str] = []
        columns = self._sheet.layout.columns
        for column in (columns[each] for each in coded.EVIDENCE[field] if columns.get(each) in self._texts.told):
            rule = encode_basestring(f"column {column}")[:-1]
            afters = (
                [f'],"rule":{rule}: {why}"}},' for why in whys]
                if field == "sub_event_type"
                else [f'],"rule":{rule}"}},'] * len(whys)
            )
            before = f'{{"field":"{field}","span":['
            spans = zip(self._texts.starts[column], self._texts.stops[column], afters, strict=True)
            told = [f"{before}{start},{stop}{after}" if stop > start else "" for start, stop, after in spans]
            found = [one or other for one, other in zip(found, told, strict=True)] if found else told
        return found


def _excerpts(given: CodedRows, texts: RowTexts) -> Iterator[tuple[int, int, str]]:
    """Yield of each row where its notes stand and what they say; of one without notes its first cell."""
    notes = given.sheet.layout.columns.get("notes", "")
    if notes not in texts.told:
        yield from (_first(given.header, cells) for _, cells in given.rows)
        return
    spans = zip(texts.starts[notes], texts.stops[notes], texts.told[notes], given.rows, strict=True)
    for start, stop, told, (_, cells) in spans:
        yield (start, stop, told) if told else _first(given.header, cells)


def _first(header: Sequence[str], cells: Sequence[str]) -> tuple[int, int, str]:
    column, cell = next((column, cell) for column, cell in zip(header, cells, strict=True) if cell)
    made = texts_of_rows([column], [[cell]], {column})
    return made.starts[column][0], made.stops[column][0], made.told[column][0]


def _asked(found: _Found) -> tuple[tuple[str, ...], ...]:
    return tuple(_keys(found.parts, asked=True))


def _keys(parts: Mapping[str, Sequence[Part]], *, asked: bool) -> list[tuple[str, ...]]:
    """Return the keys that each row's event is kept under, or with ``asked`` those under which it looks for others."""
    made = []
    for what, place, when, people in zip(*(parts[name] for name in ("what", "place", "when", "people")), strict=True):
        kept, near, country = place.near
        dead = same_dead(people.near, country) if kept else ()
        made.append(keys_of(what.value[0], when.near, (*(near if asked else kept), *dead)))
    return made


_quoted = lru_cache(maxsize=2000)(encode_basestring)


def _ones(values: pa.Array) -> pa.Array:
    """Return lists of one value each."""
    return pa.ListArray.from_arrays(pa.array(range(len(values) + 1), pa.int32()), values)


def _lists(values: Sequence[Sequence[object]], kind: pa.DataType) -> pa.Array:
    starts = pa.array(accumulate(map(len, values), initial=0), pa.int32())
    return pa.ListArray.from_arrays(starts, pa.array(list(chain.from_iterable(values)), kind))


def _actor_lists(sides: Sequence[Sequence[tuple[str, str, str]]]) -> pa.Array:
    starts = pa.array(accumulate(map(len, sides), initial=0), pa.int32())
    columns = zip(*chain.from_iterable(sides), strict=True)
    parts = [pa.array(column, pa.string()) for column in columns] or [pa.array([], pa.string())] * 3
    return pa.ListArray.from_arrays(starts, pa.StructArray.from_arrays(parts, ["actor", "name", "role"]))


def _table(columns: Mapping[str, Any], count: int) -> pa.Table:
    return pa.Table.from_arrays([_array(columns.get(one.name), one, count) for one in SCHEMA], schema=SCHEMA)


def _array(values: Any, kind: pa.Field, count: int) -> pa.Array:  # noqa: ANN401 - a column's
    if values is None:
        return pa.nulls(count, kind.type)
    return values.cast(kind.type) if isinstance(values, pa.Array) else pa.array(values, kind.type)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
