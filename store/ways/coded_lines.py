"""Many coded rows -> the lines of the archive that they are, in columns: what a row becomes by itself, joined to nothing.

It is the quick way beside ``coded_row`` -> ``written`` -> ``article_row`` and ``event_row``, and gives the same lines (a
law in tests/test_ways_bulk.py): what rows have in common (a place, a day, two sides) is worked out once by those very
functions and then put together as text. A row that is in any way unlike the others is left to the plain way.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, chain
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

import pyarrow as pa

from events import EVENT_TYPE_OF, ActorRole, Article, Event, Report, ReportPlace, When
from events.coreference import asked_spots, keys_of, report_words, same_dead, spots_of, stretches, telling_dead
from geo import Place, Unresolved
from store.formats import text_of
from store.outlines import outlines_text, part_outline, place_outline
from store.schema import SCHEMA, actor_cell, event_row, place_cells
from store.ways import coded
from store.ways.coded import Sheet
from store.ways.coded_places import coded_place
from store.ways.row_text import RowText, row_writer
from text import Span

MOST_REMEMBERED = 40_000
LONGEST_ID = 300
LONGEST = 2000  # characters of a title, an address: what is longer is looked at by itself
BY_FILE = "coded by its file"  # instead of the edition of a reader
_WHY = "\ue000why"  # where the rule of the kind is put in; no character of any text
_OWN = ("id", "title", "published", "source", "url")
UNLIKE = "a row that is looked at by itself"
NUL = "\0"
ORDER = ("what", "place", "when", "who", "people")  # in which a report and an outline say them
_SILENT = '"status":"asserted","said_by":[],"denied_by":[]'
_OPEN = Unresolved("")
_BARE = Report(
    *("", "", Span(0, 1, " "), "Battles", "Armed clash", _OPEN, _OPEN, False, ()),
    *(None, None, "asserted", (), (), ()),
)
PARTS: Mapping[str, tuple[str, ...]] = {
    "place": (
        *("place", "admin1", "country", "iso", "lat", "lon", "point"),
        *("geo_precision", "place_kind", "uncertainty_km", "place_id"),
    ),
    "when": ("date", "date_end", "date_precision", "year", "month", "day"),
    "what": ("sub_type", "type"),
    "who": ("actor1", "actor2", "inter1", "inter2", "assoc1", "assoc2", "status", "said_by", "denied_by"),
    "people": ("deaths", "deaths_low", "deaths_high", "injured", "injured_low", "injured_high"),
}
"""What a row is made of: part -> the fields that it depends on."""
SIDES = ("side 1", "side 2")
PICKED: Mapping[str, tuple[str, ...]] = {
    **{part: names for part, names in PARTS.items() if part != "who"},
    "side 1": ("actor1", "inter1", "assoc1"),
    "side 2": ("actor2", "inter2", "assoc2"),
    "speaking": ("status", "said_by", "denied_by"),
}
"""By which cells it is known what was worked out before: who took part is put together of two sides."""
CELLS: Mapping[str, tuple[str, ...]] = {
    "place": (*("place", "place_kind", "lat", "lon", "uncertainty_km", "country", "admin1", "geonameid", "off_map"),),
    "when": ("earliest", "latest", "precision", "undated"),
    "what": ("event_type", "sub_event_type"),
    "who": ("status",),
    "people": ("deaths_low", "deaths_best", "deaths_high", "injured"),
}
"""Part -> the columns of an event's line that it fills; the actors' are a list and stand by themselves."""


_Side = tuple[str, str, tuple[str, str, str]]
"""One actor of a side: as a report says it, as an outline does, and as a cell of the event's line."""


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


@dataclass(frozen=True, slots=True)
class _Part:
    """What several rows share: its value, how a report and an outline say it, and its columns.

    ``after`` is what a report says of it further down: who says and who denies it. ``near`` is what it brings to the keys
    under which others look for the event: spots, stretches of days, or the dead.
    """

    value: Any
    told: str
    outline: str
    cells: tuple[object, ...]
    after: str = ""
    near: Any = None


def coded_lines(given: CodedRows, *, ask: bool) -> CodedLines:
    """Return the lines of the rows; with ``ask`` also the keys under which each would look for others to be one with.

    >>> from store.ways.layouts import layout_of
    >>> header = ("Date", "Place", "Lat", "Lon", "Killed", "Notes")
    >>> rows = ((2, ("14 February 2026", "Hama", "35.13", "36.75", "4", "Shells.")), (3, ("soon", "", "", "", "", "")))
    >>> made = coded_lines(CodedRows(Sheet(layout_of(header), "own.csv"), header, rows), ask=False)
    >>> made.events["place"].to_pylist(), made.events["deaths_best"].to_pylist(), made.left
    (['Hama'], [4], (1,))
    """
    making = _Making(given, ask=ask)
    left: list[int] = []
    with _uncollected():
        for at, (line, cells) in enumerate(given.rows):
            try:
                making.take(at, line, cells)
            except (ValueError, OverflowError):  # the plain way says what is wrong with it
                left.append(at)
        return CodedLines(*making.tables(), tuple(making.rows), tuple(making.asked), tuple(left))


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


@dataclass(slots=True)
class _Making:
    """The lines while they are being made: lists that become columns."""

    given: CodedRows
    ask: bool
    known: dict[str, dict[tuple[object, ...], _Part]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    articles: list[tuple[object, ...]] = field(default_factory=list)
    events: list[tuple[object, ...]] = field(default_factory=list)
    keys: list[tuple[str, ...]] = field(default_factory=list)
    sides: list[tuple[tuple[str, str, str], ...]] = field(default_factory=list)
    cells: dict[str, list[tuple[object, ...]]] = field(default_factory=lambda: {name: [] for name in PARTS})
    pick: dict[str, Callable[[Sequence[str]], tuple[str, ...]]] = field(default_factory=dict)
    asked_of: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    own: list[tuple[str, int]] = field(default_factory=list)
    evidence: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    head: str = ""

    def __post_init__(self) -> None:
        columns = self.given.sheet.layout.columns
        at = {name: self.given.header.index(column) for name, column in columns.items() if column in self.given.header}
        self.own = [(name, at[name]) for name in _OWN if name in at]
        self.evidence = [(f'{{"field":"{name}","span":[', _rules(name, columns)) for name in coded.EVIDENCE]
        self.pick = {part: _picker([at[name] for name in names if name in at]) for part, names in PICKED.items()}
        self.asked_of = {
            part: [(name, at[name]) for name in (*names, "notes") if name in at] for part, names in PARTS.items()
        }
        self.known = _remembered(
            f"{self.given.sheet.layout.key} {self.given.sheet.layout.words()} {self.given.sheet.order}"
        )
        self.head = "".join(f"{column}\0" for column in self.given.header)

    def take(self, at: int, line: int, cells: tuple[str, ...]) -> None:
        """Make the lines of one row. Raises ``ValueError`` where it has to be looked at by itself."""
        written = row_writer(self.given.header)(cells)
        if not written.text or max(map(len, cells)) > coded.LONGEST_CELL or "\0" in written.text:
            raise ValueError(UNLIKE)
        told = {name: cells[column].strip() for name, column in self.own}
        article = coded.coded_article(told, written, self.given.sheet)
        if max(len(article.title or ""), len(article.url or ""), len(article.source or "")) > LONGEST:
            raise ValueError(UNLIKE)
        if not (article.id.isprintable() and len(article.id) < LONGEST_ID and article.source):
            raise ValueError(UNLIKE)
        parts = self._parts(cells)
        id_ = coded.report_id(told, article, self.given.sheet)
        original = _sha256(f"{self.head}{NUL.join(cells)}")  # as hash_of_row has it
        self._keep_article(article, id_, written, parts, f"{self.given.sheet.name}:{line}", original)
        self._look(parts)
        self.sides.append(parts["who"].value)
        for name, part in parts.items():
            self.cells[name].append(part.cells)
        self.rows.append(at)

    def _parts(self, cells: tuple[str, ...]) -> dict[str, _Part]:
        what = self._part("what", self.pick["what"](cells), cells)
        found = {"what": what, "who": self._who(what.value[0], cells)}
        for name in ("place", "when", "people"):
            found[name] = self._part(name, self.pick[name](cells), cells)
        when = found["when"].value
        if self.given.today and isinstance(when, When) and when.earliest > self.given.today:
            raise ValueError(UNLIKE)
        return found

    def _part(self, name: str, key: tuple[object, ...], cells: tuple[str, ...]) -> _Part:
        known = self.known[name]
        found = known.get(key)
        if found is None:
            found = _PARTS[name](self._told(name, cells), self.given.sheet)
            if len(known) > MOST_REMEMBERED:
                known.clear()
            if name != "what" or found.value[1] != coded.BY_A_WORD:  # else the notes have a say, too
                known[key] = found
        return found

    def _told(self, name: str, cells: tuple[str, ...]) -> dict[str, str]:
        return {each: cells[at].strip() for each, at in self.asked_of[name]}

    def _who(self, sub: str, cells: tuple[str, ...]) -> _Part:
        """Return the sides, put together of the two as they are known one by one; where somebody speaks, as a whole."""
        if any(map(str.strip, self.pick["speaking"](cells))):
            return _speaking_part(self._told("who", cells), sub)
        battle = EVENT_TYPE_OF[sub] == "Battles"
        one, two = (self._side(side, (battle, *self.pick[side](cells)), sub, cells) for side in SIDES)
        sides = tuple(dict.fromkeys((*one, *two)))
        told = {each[2][::2]: each[2] for each in reversed(sides)}
        return _Part(
            tuple(told.values())[::-1],
            f'"actors":[{",".join([each[0] for each in sides])}]',
            f"[{','.join([each[1] for each in sides])}]",
            ("asserted",),
            _SILENT,
        )

    def _side(self, side: str, key: tuple[object, ...], sub: str, cells: tuple[str, ...]) -> tuple[_Side, ...]:
        known = self.known[side]
        found = known.get(key)
        if found is None:
            told = {each: said for each, said in self._told("who", cells).items() if each.endswith(side[-1])}
            status = {"status": ""} if "status" in dict(self.asked_of["who"]) else {}
            actors = coded.coded_sides(told | status, sub)["actors"]
            found = _Part(tuple(map(_side, actors)), "", "", ())
            if len(known) > MOST_REMEMBERED:
                known.clear()
            known[key] = found
        sides: tuple[_Side, ...] = found.value
        return sides

    def _keep_article(  # noqa: PLR0917 - the row's pieces
        self, article: Article, id_: str, written: RowText, parts: Mapping[str, _Part], where: str, original: str
    ) -> None:
        excerpt = coded.excerpt_of(written, self.given.sheet)
        body = _article_text(article)
        report = _report_text(id_, article.id, excerpt, parts, self._evidence(written, parts["what"].value[1]))
        data = f'{{"article":{body},"reports":[{report}]}}'
        unplaced, undated = (int(isinstance(parts[name].value, Unresolved)) for name in ("place", "when"))
        self.articles.append((
            *(article.id, data, _sha256(body), _sha256(data), where, original),
            *(article.title, article.source, article.url, article.published, id_, unplaced, undated),
        ))  # fmt: skip
        outline = _outline_text(id_, article.id, excerpt, parts)
        self.events.append((id_, outline, article.id, article.source, excerpt.text))

    def _look(self, parts: Mapping[str, _Part]) -> None:
        kind, days = parts["what"].value[0], parts["when"].near
        kept, asked, country = parts["place"].near
        dead = same_dead(parts["people"].near, country) if kept else ()
        self.keys.append(keys_of(kind, days, (*kept, *dead)))
        self.asked.append(keys_of(kind, days, (*asked, *dead)) if self.ask else ())

    def _evidence(self, written: RowText, why: str) -> str:
        """Return the evidence as JSON: of each field the first of its columns that the row fills."""
        spans, found = written.cells, []
        for before, columns in self.evidence:
            for column, after in columns:
                if column in spans:
                    start, stop = spans[column]
                    found.append(f"{before}{start},{stop}{after}")
                    break
        return ",".join(found).replace(_WHY, encode_basestring(why)[1:-1], 1)

    def tables(self) -> tuple[pa.Table, pa.Table]:
        """Return the lines of the articles and those of the events as tables of SCHEMA, without base and batch."""
        return _table(self._article_columns(), len(self.rows)), _table(self._event_columns(), len(self.rows))

    def _article_columns(self) -> dict[str, object]:
        names = (
            *("id", "data", "sha256", "reading", "origin", "original"),
            *("title", "source", "url", "published", "report", "unplaced", "undated_reports"),
        )
        columns: dict[str, object] = _columns(names, self.articles)
        reports = columns.pop("report")
        return {
            **columns,
            "row": ["article"] * len(self.rows),
            "reader": [BY_FILE] * len(self.rows),
            "reports": _ones(pa.array(reports, pa.string())),
        }

    def _event_columns(self) -> dict[str, object]:
        columns: dict[str, Any] = _columns(("id", "data", "article", "source", "excerpt"), self.events)
        for part, names in CELLS.items():
            columns |= _columns(names, self.cells[part])
        members = [pa.array(columns["id"], pa.string()), pa.array(columns.pop("article"), pa.string())]
        source = pa.array(columns.pop("source"), pa.string())
        return {
            **columns,
            "row": ["event"] * len(self.rows),
            "news": [True] * len(self.rows),
            "members": _ones(pa.StructArray.from_arrays(members, ["report", "article"])),
            "keys": _lists(self.keys, pa.string()),
            "actors": _actor_lists(self.sides),
            "sources": _ones(source),
        }


@lru_cache(maxsize=4)
def _remembered(_: str) -> dict[str, dict[tuple[object, ...], _Part]]:
    """Return what a process remembers of the parts of one layout's rows, each kind by itself."""
    return {name: {} for name in PICKED}


def _rules(name: str, columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the columns that can be evidence of a field, each with the rest of that evidence as JSON."""
    why = f": {_WHY}" if name == "sub_event_type" else ""
    given = [columns[each] for each in coded.EVIDENCE[name] if each in columns]
    return [(column, f'],"rule":{encode_basestring(f"column {column}{why}")}}}') for column in given]


def _picker(at: list[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what takes these cells out of a row."""
    if len(at) > 1:
        return itemgetter(*at)
    return lambda cells: tuple(cells[each] for each in at)


def _placed(place: Place | Unresolved) -> ReportPlace | Unresolved:
    return place if isinstance(place, Unresolved) else ReportPlace(place)


def _place_part(told: Mapping[str, str], sheet: Sheet) -> _Part:
    place = coded_place(told, layout=sheet.layout.key)
    placed, cells = _placed(place), place_cells(place)
    told_ = f'"place":{text_of(placed)}'
    filled = tuple(cells.get(column) for column in CELLS["place"])
    near = ((), (), None) if isinstance(place, Unresolved) else (spots_of(place), asked_spots(place), place.country)
    return _Part(place, told_, _json(place_outline(placed)), filled, near=near)


def _when_part(told: Mapping[str, str], sheet: Sheet) -> _Part:
    when = coded.coded_when(told, sheet)
    if isinstance(when, Unresolved):
        return replace(_part_of("when", when, replace(_BARE, when=when)), near=())
    days = (when.earliest, when.latest, when.precision)
    outline = _json([str(each) for each in days])
    said = f'"when":{text_of(when)},"when_inherited":false'
    return _Part(when, said, f"{outline},0", (*days, None), near=stretches(when))


def _what_part(told: Mapping[str, str], sheet: Sheet) -> _Part:
    sub, why = coded.coded_type(told, sheet.layout.key)
    return _part_of("what", (sub, why), replace(_BARE, event_type=EVENT_TYPE_OF[sub], sub_event_type=sub))


def _speaking_part(told: Mapping[str, str], sub: str) -> _Part:
    """Return the sides of a row that says who says or denies it, or in which status it is."""
    bare = replace(_BARE, **coded.coded_sides(told, sub))
    cells = tuple((each["actor"], each["name"], each["role"]) for each in _cells(bare)["actors"])
    return _part_of("who", cells, bare)


@lru_cache(maxsize=20_000)
def _side(part: ActorRole) -> _Side:
    cell = actor_cell(part.actor, part.role)
    return text_of(part), _json(part_outline(part)), (cell["actor"], cell["name"], cell["role"])


def _people_part(told: Mapping[str, str], _: Sheet) -> _Part:
    dead, hurt = (coded.coded_count(told, name) for name in ("deaths", "injured"))
    bare = replace(_BARE, fatalities=dead, injured=hurt)
    return replace(_part_of("people", (dead, hurt), bare), near=telling_dead(bare))


_PARTS: Mapping[str, Callable[[Mapping[str, str], Sheet], _Part]] = {
    "place": _place_part,
    "when": _when_part,
    "what": _what_part,
    "people": _people_part,
}
# Between these fields of a report stand those that are each row's own.
_TOLD = {
    "what": ("event_type", "sub_event_type"),
    "place": ("place",),
    "when": ("when", "when_inherited"),
    "who": ("actors",),
    "people": ("fatalities", "injured"),
}
_OUTLINED = {"what": (2, 3), "place": (3, 4), "when": (4, 6), "who": (6, 7), "people": (7, 9)}


def _part_of(name: str, value: object, bare: Report) -> _Part:
    """Return a part as a report, an outline and an event's line have it, made by what writes whole ones."""
    told = json.loads(text_of(bare))
    outline = json.loads(outlines_text([bare]))[0][slice(*_OUTLINED[name])]
    row = _cells(bare)
    return _Part(
        value,
        _inside({key: told[key] for key in _TOLD[name]}),
        _inside(outline),
        tuple(row.get(column) for column in CELLS[name]),
        _inside({key: told[key] for key in ("status", "said_by", "denied_by")}) if name == "who" else "",
    )


def _cells(bare: Report) -> dict[str, Any]:
    return event_row(Event("", (bare,)), articles={"": Article("", "")}, keys=())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _inside(value: object) -> str:
    """Return JSON without its outer brackets."""
    return _json(value)[1:-1]


def _article_text(article: Article) -> str:
    """Return the article as store/formats writes it."""
    day = None if article.published is None else article.published.isoformat()
    told = (article.title, day, article.source, article.url, article.licence)
    named = zip(("title", "published", "source", "url", "licence"), told, strict=True)
    more = "".join([f',"{name}":{encode_basestring(each)}' for name, each in named if each is not None])
    return f'{{"id":{encode_basestring(article.id)},"text":{encode_basestring(article.text)}{more}}}'


def _report_text(id_: str, article: str, excerpt: Span, parts: Mapping[str, _Part], evidence: str) -> str:
    """Return the report as store/formats writes it."""
    head = f'{{"id":"{id_}","article":{encode_basestring(article)},"excerpt":[{excerpt.start},{excerpt.stop}],'
    told = ",".join([parts[name].told for name in ORDER])
    return f'{head}{told},{parts["who"].after},"evidence":[{evidence}]}}'


def _outline_text(id_: str, article: str, excerpt: Span, parts: Mapping[str, _Part]) -> str:
    """Return the outline of an event's one report, as store/outlines writes it."""
    told = ",".join([parts[name].outline for name in ORDER])
    return (
        f'[["{id_}",{encode_basestring(article)},{told},1,{encode_basestring(" ".join(report_words(excerpt.text)))}]]'
    )


def _columns(names: Sequence[str], rows: Sequence[tuple[object, ...]]) -> dict[str, Any]:
    return dict(zip(names, zip(*rows, strict=True) if rows else ((),) * len(names), strict=True))


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
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
