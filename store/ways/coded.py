"""A row of a table of events -> an article that is the row, and the report that the row is coded as. Nothing is read anew.

The article's text is the row, a line a cell, so that each piece of evidence is a cell and the notes are the excerpt. What
a cell cannot mean (a day that there is not, a point beyond the poles) makes the row a problem and stops no other.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from events import EVENT_TYPE_OF, ActorRole, Article, Count, Evidence, Report, ReportPlace, Role, Status, When
from events.coreference import CODED
from events.mentions.actors import slug
from events.model import Precision
from geo import Unresolved
from store.ways.coded_actors import actors_in, coded_actor
from store.ways.coded_places import coded_place
from store.ways.coded_values import value_of, values_of
from store.ways.days import Order, Stated, month_number, serial_day, stated_day
from store.ways.layouts import EXPORT, GUESS, Layout
from store.ways.row_text import RowText, text_of_row
from text import Span, span_of

EXPORTED = f"{CODED}{EXPORT}/"
LONGEST_CELL = 100_000
_SHEET_OF_BOOK = re.compile(r"(.+\.(?:xls[xmb]?|ods))/([^/]+)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d)[,.' \u2019](?=\d{3}(?!\d))")
_PEOPLE = re.compile(r"(\d{1,9})(?:[.,]0+)?\+?(?:\s*(?:-|\u2013|\bto\b)\s*(\d{1,9}))?(?:\s*\([^()]*\))?")
_UNSAID = "Other"
BY_A_WORD = "a word of the row, as no type is coded"
EVIDENCE = {
    "sub_event_type": ("sub_type", "type"),
    "place": ("place", "point", "lat"),
    "when": ("date", "year"),
    "actor": ("actor1", "actor2"),
    "fatalities": ("deaths", "deaths_low"),
    "injured": ("injured",),
    "status": ("status",),
    "said_by": ("said_by",),
    "denied_by": ("denied_by",),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a table is coded: its layout, its file's name, and the order of day and month in it."""

    layout: Layout
    name: str
    order: Order = ""

    @property
    def coder(self) -> str:
        """Who codes: the data set, or the sheet itself; rows of one coder are never held to tell of one event.

        >>> Sheet(Layout("guess"), "Field notes.xlsx").coder
        'sheet-field-notes'
        >>> Sheet(Layout("guess"), "Field notes.xlsx/May").coder
        'sheet-field-notes-may'
        """
        return self.layout.key.removesuffix("-2018") if self.layout.key != GUESS else _coder_of(self.name)


@lru_cache(maxsize=64)
def _coder_of(name: str) -> str:
    book = _SHEET_OF_BOOK.fullmatch(name)
    file, sheet = (book[1], f"-{slug(book[2])}") if book else (name, "")
    return f"sheet-{slug(file.rsplit('/', 1)[-1].rsplit('.', 1)[0])}{sheet}"


def coded_row(row: Mapping[str, str], sheet: Sheet) -> tuple[Article, Report]:
    """Return a row as article and report. Raises ``ValueError`` with the reason where it is no event.

    >>> from store.ways.layouts import layout_of
    >>> row = {"Date": "14 February 2026", "Place": "Hama", "Lat": "35.13", "Lon": "36.75", "Killed": "4", "Notes": "Shells."}
    >>> article, report = coded_row(row, Sheet(layout_of(list(row)), "own.csv"))
    >>> report.when.earliest.isoformat(), report.fatalities.best, report.excerpt.text, report.place.place.name
    ('2026-02-14', 4, 'Shells.', 'Hama')
    """
    columns = sheet.layout.columns
    told = {field: row.get(column, "").strip() for field, column in columns.items()}
    if max(map(len, row.values()), default=0) > LONGEST_CELL:
        message = f"a cell of more than {LONGEST_CELL:,} characters"
        raise ValueError(message)
    written = text_of_row(row)
    if not written.text:
        message = "an empty row"
        raise ValueError(message)
    article = coded_article(told, written, sheet)
    return article, _report(told, written, article, sheet)


def coded_article(told: Mapping[str, str], written: RowText, sheet: Sheet) -> Article:
    """Return the article that a row is.

    >>> from store.ways.row_text import text_of_row
    >>> coded_article({"id": "7"}, text_of_row({"Id": "7"}), Sheet(Layout("guess"), "Field notes.xlsx")).id
    'coded/sheet-field-notes/7'
    """
    own = told.get("id") or hashlib.sha256(written.text.encode(errors="replace")).hexdigest()[:16]
    name = sheet.layout.name or told.get("source") or sheet.name.rsplit("/", 1)[-1]
    published = stated_day(told["published"]).day if told.get("published") else None
    return Article(
        id=f"{CODED}{sheet.coder}/{own}"[:300],
        text=written.text,
        title=told.get("title") or f"{name} {told.get('id') or ''}".strip()[:300],
        published=published,
        source=name[:300],
        url=told.get("url") or None,
        licence=sheet.layout.licence or None,
    )


def _report(told: Mapping[str, str], written: RowText, article: Article, sheet: Sheet) -> Report:
    sub, why = coded_type(told, sheet.layout.key)
    place = coded_place(told, layout=sheet.layout.key)
    return Report(
        id=report_id(told, article, sheet),
        article=article.id,
        excerpt=excerpt_of(written, sheet),
        event_type=EVENT_TYPE_OF[sub],
        sub_event_type=sub,
        place=place if isinstance(place, Unresolved) else ReportPlace(place),
        when=coded_when(told, sheet),
        when_inherited=False,
        fatalities=coded_count(told, "deaths"),
        injured=coded_count(told, "injured"),
        evidence=tuple(evidence_of(written, sheet.layout, why)),
        **coded_sides(told, sub),
    )


def coded_sides(told: Mapping[str, str], sub: str) -> dict[str, Any]:
    """Return who took part in a row's event, who says and who denies it, and the status, by the names of a report's fields.

    >>> [part.role for part in coded_sides({"actor1": "Shabiha", "actor2": "Civilians (Syria)"}, "Attack")["actors"]]
    ['initiator', 'target']
    """
    return {
        "actors": tuple(dict.fromkeys(_actors(told, sub))),
        "status": _status(told.get("status", "")),
        "said_by": tuple(map(coded_actor, actors_in(told.get("said_by", "")))),
        "denied_by": tuple(map(coded_actor, actors_in(told.get("denied_by", "")))),
    }


def excerpt_of(written: RowText, sheet: Sheet) -> Span:
    """Return the notes of a row, else its first cell.

    >>> from store.ways.row_text import text_of_row
    >>> excerpt_of(text_of_row({"Day": "3 May"}), Sheet(Layout("guess"), "own.csv")).text
    '3 May'
    """
    notes = written.span(sheet.layout.columns.get("notes"))
    return notes or written.span(next(iter(written.cells))) or span_of(written.text, 0, len(written.text))


def report_id(told: Mapping[str, str], article: Article, sheet: Sheet) -> str:
    """Return the report's id; an event of our own export gets the number after its own.

    So it stays in its place in every order, and is not mistaken for the report that it was made from, should that be in
    the archive, too.

    >>> report_id({"id": "00000000000000ff"}, Article("a", "x"), Sheet(Layout(EXPORT), "out.csv"))
    '0000000000000100'
    """
    own = told.get("id", "")
    if sheet.layout.key == EXPORT and len(own) == 16:
        return f"{(int(own, 16) + 1) % 16**16:016x}"
    return hashlib.sha256(f"{article.id}\0coded".encode(errors="replace")).hexdigest()[:16]


def coded_type(told: Mapping[str, str], layout: str) -> tuple[str, str]:
    """Return the sub-event type with the rule that found it: the table's own word, a word for it, else a word of its notes.

    >>> coded_type({"sub_type": "Attack"}, "acled"), coded_type({"notes": "A car bomb."}, "guess")[0]
    (('Attack', 'as coded'), 'Remote explosive/landmine/IED')
    """
    for field in ("sub_type", "type"):
        said = told.get(field, "")
        if said in EVENT_TYPE_OF:
            return said, "as coded"
        found = value_of(layout, "type", said) or value_of("any", "sub_type", said)
        if found:
            return found, "coded by another word"
    words = f" {told.get('type', '')} {told.get('notes', '')} ".casefold()
    named = ((words.find(f" {word}"), sub) for word, sub in values_of("any", "sub_type").items() if f" {word}" in words)
    return min(named, default=(0, _UNSAID))[1], BY_A_WORD


def coded_when(told: Mapping[str, str], sheet: Sheet) -> When | Unresolved:
    """Return the days of a row's event. Raises ``ValueError`` where it states one that there is not.

    >>> when = coded_when({"date": "2026-02-14", "date_end": "2026-02-16"}, Sheet(Layout("guess"), "own.csv"))
    >>> when.latest.isoformat(), when.precision
    ('2026-02-16', 'range')
    """
    if told.get("year"):
        return _of_parts(told)
    if not told.get("date"):
        return Unresolved("the row gives no day")
    first = _stated(told["date"], sheet.order)
    if first.wrong or (first.day is None and not first.either):
        raise ValueError(first.why)
    if first.day is None:
        return When(first.either[0], first.either[-1], "range")
    last = _stated(told["date_end"], sheet.order) if told.get("date_end") else first
    if last.wrong or (last.day and last.day < first.day):
        message = last.why or f"ends before it begins: {told['date']}, {told['date_end']}"
        raise ValueError(message)
    return _interval(first.day, last.day or first.day, told.get("date_precision", ""), sheet.layout.key)


def _stated(said: str, order: Order) -> Stated:
    """Return what a cell says of a day, be it by a spreadsheet's own number."""
    day = serial_day(said)
    return Stated(day) if day else stated_day(said, order=order)


_PRECISIONS: tuple[Precision, ...] = ("day", "week", "month", "season", "year", "range", "about")


def _interval(first: dt.date, last: dt.date, said: str, layout: str) -> When:
    code = value_of("acled" if layout == "acled-2018" else layout, "date_precision", said) or said
    precision = next((each for each in _PRECISIONS if each == code), "day" if first == last else "range")
    if first == last and precision == "week" and layout != EXPORT:  # ACLED's own: the middle day of the week
        return When(first - dt.timedelta(days=3), first + dt.timedelta(days=3), "week")
    if first == last and precision == "month" and layout != EXPORT:
        end = calendar.monthrange(first.year, first.month)[1]
        return When(first.replace(day=1), first.replace(day=end), "month")
    return When(first, last, precision)


def _of_parts(told: Mapping[str, str]) -> When:
    """Read year, month and day that stand apart, in which 0 (GTD's) or nothing says that nobody knows."""
    year, day = (int(float(told.get(part) or 0)) for part in ("year", "day"))
    month = month_number(told.get("month") or "0")
    if month is None:
        message = f"no month: {told['month'][:40]!r}"
        raise ValueError(message)
    if not month:
        return When(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    if not day:
        return When(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), "month")
    return When(dt.date(year, month, day), dt.date(year, month, day), "day")


def _actors(told: Mapping[str, str], sub: str) -> Iterator[ActorRole]:
    """Yield both sides; in a battle neither is said to have begun."""
    battle = EVENT_TYPE_OF[sub] == "Battles" and "status" not in told
    sides: tuple[tuple[str, Role], ...] = (
        ("1", "party" if battle else "initiator"),
        ("2", "party" if battle else "target"),
    )
    for side, role in sides:
        for name in actors_in(told.get(f"actor{side}", "")):
            yield ActorRole(coded_actor(name, inter=told.get(f"inter{side}", "")), role)
        for name in actors_in(told.get(f"assoc{side}", "")):
            yield ActorRole(coded_actor(name), role)


def coded_count(told: Mapping[str, str], field: str) -> Count | None:
    """Return a row's number of people; None where it gives none. Raises ``ValueError`` where it is no number.

    >>> coded_count({"deaths": "4", "deaths_high": "7"}, "deaths")
    Count(low=4, best=4, high=7)
    """
    best, low, high = (_numbers(told.get(name, "")) for name in (field, f"{field}_low", f"{field}_high"))
    known = [*low, *best, *high]
    if not known:
        return None
    return Count(min(known), best[0] if best else min(known), max(known))


def _numbers(said: str) -> tuple[int, ...]:
    """Return the number of a cell, the two of "3-5"; () where it gives none, ``ValueError`` where it holds something else."""
    plain = unicodedata.normalize("NFKC", said).strip().casefold()
    plain = "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in plain)
    if plain in values_of("any", "no number") or plain in {"", "-"}:
        return ()
    for words in values_of("any", "about"):
        plain = plain.removeprefix(words).strip()
    found = _PEOPLE.fullmatch(_THOUSANDS.sub("", plain))
    if not found:
        message = f"no number of people: {said[:40]!r}"
        raise ValueError(message)
    return tuple(int(each) for each in found.groups() if each)


def _status(said: str) -> Status:
    known: tuple[Status, ...] = ("claimed", "alleged", "disputed")
    return next((each for each in known if each == said), "asserted")


def evidence_of(written: RowText, layout: Layout, why: str) -> Iterator[Evidence]:
    """Yield the cell that each field stands in.

    >>> from store.ways.row_text import text_of_row
    >>> [each.rule for each in evidence_of(text_of_row({"Dead": "4"}), Layout("guess", columns={"deaths": "Dead"}), "")]
    ['column Dead']
    """
    for field, given in EVIDENCE.items():
        columns = (layout.columns.get(each) for each in given)
        found = next(((span, column) for column in columns if (span := written.span(column))), None)
        if found:
            rule = f"column {found[1]}"
            yield Evidence(field, found[0], f"{rule}: {why}" if field == "sub_event_type" else rule)
