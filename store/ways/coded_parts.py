"""What rows of a table of events share (a place, a day, two sides) -> how a report, an outline and a line say it, once.

Each is made by the functions that make whole reports, outlines and lines, so that these agree by the way they are made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from events import EVENT_TYPE_OF, ActorRole, Article, Event, Report, ReportPlace
from events.coreference import asked_spots, spots_of, stretches, telling_dead
from geo import Place, Unresolved
from store.formats import text_of
from store.outlines import outlines_text, part_outline, place_outline
from store.schema import actor_cell, event_row, place_cells
from store.ways import coded
from store.ways.coded import Sheet
from store.ways.coded_places import coded_place
from text import Span

MOST_REMEMBERED = 40_000
MOST_PAIRS = 5_000  # of two sides: put together quickly, and there are as many as there are actors times actors
_BATTLE, _NO_BATTLE = "Armed clash", "Attack"  # which kind it was else decides nothing about who took part
_OPEN = Unresolved("")
_BARE = Report(
    *("", "", Span(0, 1, " "), "Battles", "Armed clash", _OPEN, _OPEN, False, ()),
    *(None, None, "asserted", (), (), ()),
)
_SILENT = '"status":"asserted","said_by":[],"denied_by":[]'
_SPEAKING = ("status", "said_by", "denied_by")
PARTS: Mapping[str, tuple[str, ...]] = {
    "place": (
        *("place", "admin1", "country", "iso", "lat", "lon", "point"),
        *("geo_precision", "place_kind", "uncertainty_km", "place_id"),
    ),
    "when": ("date", "date_end", "date_precision", "year", "month", "day"),
    "what": ("sub_type", "type"),
    "who": ("actor1", "inter1", "assoc1", "actor2", "inter2", "assoc2", *_SPEAKING),
    "people": ("deaths", "deaths_low", "deaths_high", "injured", "injured_low", "injured_high"),
}
"""What a row is made of: part -> the fields that it depends on."""
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
class Part:
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


Columns = Mapping[str, Sequence[str]]
"""Field -> its cells, one a row."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of rows of one sheet. What was worked out before is known by the cells that it depends on."""

    sheet: Sheet

    def of(self, columns: Columns, count: int) -> dict[str, list[Part | None]]:
        """Return the parts of so many rows; None where a row has to be looked at by itself.

        >>> from store.ways.layouts import Layout
        >>> found = Parts(Sheet(Layout("guess"), "own.csv")).of({"date": ["2026-02-14", "soon"]}, 2)
        >>> [part and part.cells[0].isoformat() for part in found["when"]], found["place"][0].cells[-1]
        (['2026-02-14', None], 'the row names no place')
        """
        found = {name: self._column(name, columns, count) for name in ("what", "place", "when", "people")}
        subs = [part.value[0] if part else "" for part in found["what"]]
        return {**found, "who": self._sides(subs, columns)}

    def _column(self, name: str, columns: Columns, count: int) -> list[Part | None]:
        fields = [field for field in PARTS[name] if field in columns]
        keys = [*zip(*(columns[field] for field in fields), strict=True)] or [()] * count
        known = self._known(name)
        found = [known.get(key) for key in keys]
        for at in [at for at, part in enumerate(found) if part is None]:
            notes = {"notes": columns["notes"][at].strip()} if "notes" in columns else {}
            found[at] = known.get(keys[at]) or self._made(name, dict(zip(fields, keys[at], strict=True)) | notes)
            part = found[at]
            if part and (name != "what" or part.value[1] != coded.BY_A_WORD):  # else the notes have a say, too
                _remember(known, keys[at], part)
        return found

    def _made(self, name: str, cells: Mapping[str, str]) -> Part | None:
        told = {field: cell.strip() for field, cell in cells.items()}
        try:
            return _MAKERS[name](told, self.sheet)
        except (ValueError, OverflowError):  # the plain way says what is wrong with it
            return None

    def _sides(self, subs: Sequence[str], columns: Columns) -> list[Part | None]:
        """Return who took part; whether it was a battle decides the parts that they had."""
        fields = [field for field in PARTS["who"] if field in columns]
        battles = [EVENT_TYPE_OF.get(sub) == "Battles" for sub in subs]
        known = self._known("who")
        found: list[Part | None] = []
        for at, key in enumerate(zip(battles, *(columns[field] for field in fields), strict=True)):
            part = known.get(key)
            if part is None and subs[at]:
                told = {field: cell.strip() for field, cell in zip(fields, key[1:], strict=True)}
                part = self._who(told, _BATTLE if key[0] else _NO_BATTLE)
                _remember(known, key, part, most=MOST_PAIRS)
            found.append(part)
        return found

    def _who(self, told: Mapping[str, str], sub: str) -> Part:
        """Return the sides, put together of the two as they are known one by one; where somebody speaks, as a whole."""
        if any(told.get(field) for field in _SPEAKING):
            return _speaking_part(told, sub)
        status = {"status": ""} if "status" in told else {}
        sides = tuple(dict.fromkeys(_both(told, status, sub)))
        cells = {each[2][::2]: each[2] for each in reversed(sides)}
        return Part(
            tuple(cells.values())[::-1],
            f'"actors":[{",".join([each[0] for each in sides])}]',
            f"[{','.join([each[1] for each in sides])}]",
            ("asserted",),
            _SILENT,
        )

    def _known(self, name: str) -> dict[tuple[object, ...], Part]:
        return _remembered(f"{self.sheet.layout.key} {self.sheet.layout.words()} {self.sheet.order}")[name]


@lru_cache(maxsize=4)
def _remembered(_: str) -> dict[str, dict[tuple[object, ...], Part]]:
    """Return what a process remembers of the parts of one layout's rows, each kind by itself."""
    return {name: {} for name in PARTS}


def _remember(
    known: dict[tuple[object, ...], Part], key: tuple[object, ...], part: Part, *, most: int = MOST_REMEMBERED
) -> None:
    if len(known) > most:
        known.clear()
    known[key] = part


def _both(told: Mapping[str, str], status: Mapping[str, str], sub: str) -> Iterator[_Side]:
    """Yield the actors of both sides."""
    for side in "12":
        cells = tuple(sorted((field, cell) for field, cell in told.items() if field.endswith(side)))
        yield from _one_side((*cells, *status.items()), sub)


@lru_cache(maxsize=20_000)
def _one_side(told: tuple[tuple[str, str], ...], sub: str) -> tuple[_Side, ...]:
    actors: Iterable[ActorRole] = coded.coded_sides(dict(told), sub)["actors"]
    return tuple(map(_side, actors))


def _placed(place: Place | Unresolved) -> ReportPlace | Unresolved:
    return place if isinstance(place, Unresolved) else ReportPlace(place)


def _place_part(told: Mapping[str, str], sheet: Sheet) -> Part:
    place = coded_place(told, layout=sheet.layout.key)
    placed, cells = _placed(place), place_cells(place)
    told_ = f'"place":{text_of(placed)}'
    filled = tuple(cells.get(column) for column in CELLS["place"])
    near = ((), (), None) if isinstance(place, Unresolved) else (spots_of(place), asked_spots(place), place.country)
    return Part(place, told_, _json(place_outline(placed)), filled, near=near)


def _when_part(told: Mapping[str, str], sheet: Sheet) -> Part:
    when = coded.coded_when(told, sheet)
    if isinstance(when, Unresolved):
        return replace(_part_of("when", when, replace(_BARE, when=when)), near=())
    days = (when.earliest, when.latest, when.precision)
    outline = _json([str(each) for each in days])
    said = f'"when":{text_of(when)},"when_inherited":false'
    return Part(when, said, f"{outline},0", (*days, None), near=stretches(when))


def _what_part(told: Mapping[str, str], sheet: Sheet) -> Part:
    sub, why = coded.coded_type(told, sheet.layout.key)
    return _part_of("what", (sub, why), replace(_BARE, event_type=EVENT_TYPE_OF[sub], sub_event_type=sub))


def _speaking_part(told: Mapping[str, str], sub: str) -> Part:
    """Return the sides of a row that says who says or denies it, or in which status it is."""
    bare = replace(_BARE, **coded.coded_sides(told, sub))
    cells = tuple((each["actor"], each["name"], each["role"]) for each in _cells(bare)["actors"])
    return _part_of("who", cells, bare)


@lru_cache(maxsize=20_000)
def _side(part: ActorRole) -> _Side:
    cell = actor_cell(part.actor, part.role)
    return text_of(part), _json(part_outline(part)), (cell["actor"], cell["name"], cell["role"])


def _people_part(told: Mapping[str, str], _: Sheet) -> Part:
    dead, hurt = (coded.coded_count(told, name) for name in ("deaths", "injured"))
    bare = replace(_BARE, fatalities=dead, injured=hurt)
    return replace(_part_of("people", (dead, hurt), bare), near=telling_dead(bare))


_MAKERS: Mapping[str, Callable[[Mapping[str, str], Sheet], Part]] = {
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


def _part_of(name: str, value: object, bare: Report) -> Part:
    """Return a part as a report, an outline and an event's line have it, made by what writes whole ones."""
    told = json.loads(text_of(bare))
    outline = json.loads(outlines_text([bare]))[0][slice(*_OUTLINED[name])]
    row = _cells(bare)
    return Part(
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
